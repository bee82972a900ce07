package review

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"goalpost/corpus"
)

// Gold is an annotated article, one line of a gold file. Offsets are code
// points into Text.
type Gold struct {
	Doc       string      `json:"doc"`
	Lang      corpus.Lang `json:"lang"`
	Published *string     `json:"published"` // YYYY-MM-DD; nil: not known
	Source    string      `json:"source,omitempty"`
	Licence   string      `json:"licence,omitempty"`
	Title     string      `json:"title,omitempty"`
	Text      string      `json:"text,omitempty"` // empty: it stands in a file named Doc
	Years     []int       `json:"years,omitempty"`
	Claims    []GoldClaim `json:"claims"`
	Never     []GoldNever `json:"never"`
}

// GoldClaim is one claim that a careful reader finds. Where such readers
// differ, a field lists every answer that is accepted.
type GoldClaim struct {
	Start      corpus.Point  `json:"start"`
	End        corpus.Point  `json:"end"`
	Quote      string        `json:"quote"`
	Value      GoldValue     `json:"value"`
	Unit       string        `json:"unit"`
	Comparator []string      `json:"cmp"`
	Status     OneOf         `json:"status"`
	Change     OneOf         `json:"change,omitempty"` // empty: level
	Deadline   []*int        `json:"deadline"`         // nil stands for "none told"
	Frequency  string        `json:"frequency,omitempty"`
	Baseline   *GoldBaseline `json:"baseline,omitempty"`
	Indicator  string        `json:"indicator"`
	Actor      string        `json:"actor,omitempty"`
	Optional   bool          `json:"optional,omitempty"` // neither finding nor missing it counts
}

// GoldBaseline is what a claim starts from; its value is empty where only the year is told.
type GoldBaseline struct {
	Value GoldValue `json:"value"`
	Unit  string    `json:"unit"`
	Year  *int      `json:"year"`
}

// GoldNever is a stretch that looks like a claim and is none.
type GoldNever struct {
	Start corpus.Point `json:"start"`
	End   corpus.Point `json:"end"`
	Quote string       `json:"quote"`
}

// OneOf is one answer, or a list of answers that are accepted.
type OneOf []string

// MarshalJSON writes one answer as text, several as a list.
func (o OneOf) MarshalJSON() ([]byte, error) {
	if len(o) == 1 {
		return json.Marshal(o[0])
	}
	return json.Marshal([]string(o))
}

// UnmarshalJSON reads text or a list of texts; anything else is an error.
func (o *OneOf) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		*o = OneOf{""}
		return json.Unmarshal(data, &(*o)[0])
	}
	return json.Unmarshal(data, (*[]string)(o))
}

// GoldValue is a number, a range written [low, high], or nothing (null).
type GoldValue struct{ corpus.Value }

// MarshalJSON writes 30, [20, 30] or null.
func (v GoldValue) MarshalJSON() ([]byte, error) {
	switch {
	case v.Exact != nil:
		return v.Exact.MarshalJSON()
	case v.Low != nil && v.High != nil:
		return json.Marshal([]corpus.Number{*v.Low, *v.High})
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (v *GoldValue) UnmarshalJSON(data []byte) error {
	if bytes.Equal(data, []byte("null")) {
		return nil
	}
	if data[0] == '[' {
		var pair [2]corpus.Number
		if err := json.Unmarshal(data, &pair); err != nil {
			return err
		}
		v.Low, v.High = &pair[0], &pair[1]
		return nil
	}
	v.Exact = new(corpus.Number)
	return v.Exact.UnmarshalJSON(data)
}

// maxGoldLine bounds a line of a gold file, in bytes.
const maxGoldLine = 64 << 20

// ErrNoText says that a line of gold has no text and nothing gives it.
var ErrNoText = errors.New("has no text")

// ReadGold reads a gold file. texts gives the text of an article whose line has
// none (nil: such a line gives [ErrNoText]). An error names the line.
func ReadGold(r io.Reader, texts func(doc string) (string, error)) ([]Gold, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxGoldLine)
	var out []Gold
	for n := 1; sc.Scan(); n++ {
		line := bytes.TrimSpace(sc.Bytes())
		if len(line) == 0 {
			continue
		}
		g, err := readGoldLine(line, texts)
		if err != nil {
			return nil, fmt.Errorf("gold line %d: %w", n, err)
		}
		out = append(out, g)
	}
	return out, sc.Err()
}

func readGoldLine(line []byte, texts func(string) (string, error)) (g Gold, err error) {
	if err := json.Unmarshal(line, &g); err != nil {
		return g, err
	}
	if g.Text == "" {
		if texts == nil {
			return g, fmt.Errorf("%q %w", g.Doc, ErrNoText)
		}
		if g.Text, err = texts(g.Doc); err != nil {
			return g, err
		}
	}
	return g, g.check()
}

// check makes sure that every offset points at its quote.
func (g *Gold) check() error {
	runes := []rune(g.Text)
	at := func(what string, start, end corpus.Point, quote string) error {
		if start < 0 || end < start || int(end) > len(runes) || string(runes[start:end]) != quote {
			return fmt.Errorf("%q: text[%d:%d] is not the %s %q", g.Doc, start, end, what, quote)
		}
		return nil
	}
	for _, c := range g.Claims {
		if err := at("claim", c.Start, c.End, c.Quote); err != nil {
			return err
		}
	}
	for _, n := range g.Never {
		if err := at("stretch", n.Start, n.End, n.Quote); err != nil {
			return err
		}
	}
	return nil
}

// WriteGold writes a gold file.
func WriteGold(w io.Writer, gold []Gold) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, g := range gold {
		if g.Claims == nil {
			g.Claims = []GoldClaim{}
		}
		if g.Never == nil {
			g.Never = []GoldNever{}
		}
		if err := enc.Encode(g); err != nil {
			return fmt.Errorf("gold %q: %w", g.Doc, err)
		}
	}
	return nil
}

// GoldOf is a claim as a gold row that accepts exactly what the claim says.
func GoldOf(c corpus.Claim) GoldClaim {
	g := GoldClaim{
		Start: c.Start, End: c.End, Quote: c.Quote, Value: GoldValue{c.Value}, Comparator: []string{string(c.Comparator)},
		Status: OneOf{string(c.Status)}, Deadline: []*int{nil}, Frequency: deref(c.Frequency), Unit: deref(c.Unit),
	}
	if c.Change != "" && c.Change != corpus.Level {
		g.Change = OneOf{string(c.Change)}
	}
	if c.Deadline != nil {
		g.Deadline[0] = &c.Deadline.Year
	}
	if c.Indicator != nil {
		g.Indicator = c.Indicator.Text
	}
	if c.Actor != nil {
		g.Actor = c.Actor.Text
	}
	if c.Baseline != nil {
		g.Baseline = &GoldBaseline{Value: GoldValue{c.Baseline.Value}, Unit: c.Baseline.Unit, Year: c.Baseline.Year}
	}
	return g
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
