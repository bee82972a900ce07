package extract

import "goalpost/corpus"

// shelf gives room to the many small parts of claims and mentions, a block of
// them at a time: what of the block is taken.
type shelf[T any] []T

// block is how many parts are made room for at once.
const block = 64

// put keeps x and says where.
func (s *shelf[T]) put(x T) *T {
	return &s.add(nil, x)[0]
}

// add appends x to a list, which is empty or the last that was put on the shelf.
func (s *shelf[T]) add(list []T, x T) []T {
	if len(*s) == cap(*s) {
		*s = append(make([]T, 0, max(block, 2*len(list))), list...)
	}
	*s = append(*s, x)
	n := len(*s)
	return (*s)[n-len(list)-1 : n : n]
}

// shelves are those of a reader.
type shelves struct {
	numbers    shelf[corpus.Number]
	texts      shelf[string]
	lastTold   *string // of this text
	phrases    shelf[corpus.Phrase]
	baseYears  shelf[int]
	deadlines  shelf[corpus.Deadline]
	baselines  shelf[corpus.Baseline]
	indicators shelf[corpus.Indicator]
	divisions  shelf[corpus.Place]
	words      shelf[corpus.Noted[corpus.Range]]
	rules      shelf[corpus.Noted[string]]
}

// told is a field's text, or nil where there is none. What is told twice in a row
// (the unit and its code, the units of a list) is kept once.
func (s *shelves) told(text string) *string {
	if text == "" {
		return nil
	}
	if s.lastTold == nil || *s.lastTold != text {
		s.lastTold = s.texts.put(text)
	}
	return s.lastTold
}

// whole is the value of a whole number.
func (s *shelves) whole(n int) *corpus.Number {
	return s.numbers.put(corpus.NewNumber(int64(n), 0))
}

// value is the quantity's amount.
func (s *shelves) value(q *quantity) corpus.Value {
	if q.ranged {
		return corpus.Value{Low: s.numbers.put(q.low), High: s.numbers.put(q.high)}
	}
	return corpus.Value{Exact: s.numbers.put(q.low)}
}
