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

// Error tells the fault and shows the place in the query.
func (e *QueryError) Error() string {
	if e.Query == "" {
		return e.What
	}
	at := min(int(e.At), len(e.Query))
	return fmt.Sprintf("query: %s▸%s: %s", e.Query[:at], e.Query[at:], e.What)
}
