package extract

import "goalpost/corpus"

// shelf gives room to the many small parts of claims and mentions, a block of
// them at a time.
type shelf[T any] []T

// block is how many parts are made room for at once.
const block = 64

// put keeps x and says where.
func (s *shelf[T]) put(x T) *T {
	room := append(s.list(1), x)
	return &room[0]
}

// list is room for n parts, still empty.
func (s *shelf[T]) list(n int) []T {
	if len(*s) < n {
		*s = make([]T, block)
	}
	room := (*s)[:0:n]
	*s = (*s)[n:]
	return room
}

// shelves are those of a reader.
type shelves struct {
	numbers    shelf[corpus.Number]
	texts      shelf[string]
	phrases    shelf[corpus.Phrase]
	indicators shelf[corpus.Indicator]
	divisions  shelf[corpus.Place]
	words      shelf[corpus.Noted[corpus.Range]]
	rules      shelf[corpus.Noted[string]]
}

// told is a field's text, or nil where there is none.
func (s *shelves) told(text string) *string {
	if text == "" {
		return nil
	}
	return s.texts.put(text)
}

// value is the quantity's amount.
func (s *shelves) value(q *quantity) corpus.Value {
	if q.ranged {
		return corpus.Value{Low: s.numbers.put(q.low), High: s.numbers.put(q.high)}
	}
	return corpus.Value{Exact: s.numbers.put(q.low)}
}
