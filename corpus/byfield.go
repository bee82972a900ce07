package corpus

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// ByField is what is noted of some fields of a claim, in the order of their
// names, which are plain words. In JSON it is an object with a key for each field.
type ByField[T any] []Noted[T]

// Noted is what is noted of one field.
type Noted[T any] struct {
	Field string
	Of    T
}

// Set notes something of a field, in the place of what was noted before.
func (b *ByField[T]) Set(field string, of T) {
	if n := len(*b); n == 0 || (*b)[n-1].Field < field {
		*b = append(*b, Noted[T]{field, of})
		return
	}
	at, ok := slices.BinarySearchFunc(*b, field, func(n Noted[T], field string) int { return strings.Compare(n.Field, field) })
	if ok {
		(*b)[at].Of = of
		return
	}
	*b = slices.Insert(*b, at, Noted[T]{field, of})
}

// MarshalJSON writes an object.
func (b ByField[T]) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, n := range b {
		if i > 0 {
			out = append(out, ',')
		}
		of, err := marshal(n.Of)
		if err != nil {
			return nil, err
		}
		out = append(append(strconv.AppendQuote(out, n.Field), ':'), of...)
	}
	return append(out, '}'), nil
}

// UnmarshalJSON reads an object.
func (b *ByField[T]) UnmarshalJSON(data []byte) error {
	var in map[string]T
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	*b = nil
	for _, field := range slices.Sorted(maps.Keys(in)) {
		*b = append(*b, Noted[T]{field, in[field]})
	}
	return nil
}
