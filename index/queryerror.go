package index

import (
	"fmt"

	"goalpost/corpus"
)

// QueryError says what is wrong with a query and where.
type QueryError struct {
	Query string      // empty: what is wrong stands beside the query, in an order or a facet
	At    corpus.Byte // offset into Query
	What  string
}

// Error tells the fault and the place, counted in bytes from 0.
func (e *QueryError) Error() string {
	if e.Query == "" {
		return e.What
	}
	return fmt.Sprintf("query %q: at %d: %s", e.Query, e.At, e.What)
}
