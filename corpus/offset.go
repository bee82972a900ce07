// Package corpus holds the words that every stage of Goalpost speaks: Article,
// Version, Mention, Claim, and the offsets and numbers they are made of.
//
// It holds types only. Their JSON forms are the public contract of the command:
// names, types and units change only with [SchemaVersion].
package corpus

import (
	"encoding/json"
	"fmt"
)

// SchemaVersion is the version of the JSON records that Goalpost prints and stores.
const SchemaVersion = 1

// Byte is an offset in bytes into a text. Stages count in bytes inside.
type Byte int

// Point is an offset in Unicode code points into a text. Files, the store and
// the API count in code points; corpus/text converts between the two.
type Point int

// Span is a stretch of a text, [Start, End) in bytes.
type Span struct{ Start, End Byte }

// Len is the span's length in bytes.
func (s Span) Len() int { return int(s.End - s.Start) }

// Empty says whether the span holds nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Overlaps says whether the two spans share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Contains says whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Of cuts the span out of the text it points into.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Range is a stretch of a text, [Start, End) in code points. As JSON inside
// `evidence` it is the pair [start, end].
type Range struct{ Start, End Point }

// MarshalJSON writes the pair [start, end].
func (r Range) MarshalJSON() ([]byte, error) {
	return json.Marshal([2]Point{r.Start, r.End})
}

// UnmarshalJSON reads the pair [start, end]; any other shape is an error.
func (r *Range) UnmarshalJSON(data []byte) error {
	var p [2]Point
	if err := json.Unmarshal(data, &p); err != nil {
		return fmt.Errorf("range is not a pair of offsets: %w", err)
	}
	r.Start, r.End = p[0], p[1]
	return nil
}

// Overlaps says whether the two ranges share at least one code point.
func (r Range) Overlaps(o Range) bool { return r.Start < o.End && o.Start < r.End }
