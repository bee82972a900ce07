package index

import (
	"fmt"

	"goalpost/corpus"
)

// QueryError says what is wrong with a query and where.
type QueryError struct {
	Query string
	At    corpus.Byte // offset into Query
	What  string
}

// Error tells the fault and the place, counted in bytes from 0.
func (e *QueryError) Error() string {
	return fmt.Sprintf("query %q: at %d: %s", e.Query, e.At, e.What)
}
