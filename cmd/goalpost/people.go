package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus"
	"goalpost/corpus/text"
)

// People read claims as a sentence with the value marked and the fields
// beneath. Every piece of an article stands between FSI and PDI (Unicode
// Standard Annex 9, 2.4.2), so that right-to-left words do not turn the figures
// and labels around them.
const (
	fsi = "\u2068" // first strong isolate
	pdi = "\u2069" // pop directional isolate
)

// printer writes for people.
type printer struct {
	io.Writer
	colour bool
}

// mark sets a stretch of text off from what is around it.
func (p printer) mark(s string) string {
	if p.colour {
		return "\x1b[1;33m" + s + "\x1b[0m"
	}
	return "⟦" + s + "⟧"
}

// dim sets a label back.
func (p printer) dim(s string) string {
	if p.colour {
		return "\x1b[2m" + s + "\x1b[0m"
	}
	return s
}

// bold sets a heading off.
func (p printer) bold(s string) string {
	if p.colour {
		return "\x1b[1m" + s + "\x1b[0m"
	}
	return s
}

// field is a label and what stands beside it.
type field struct{ label, value string }

// fields writes the fields that have a value, their labels in one column.
func (p printer) fields(indent string, list []field) {
	width := 0
	for _, f := range list {
		if f.value != "" {
			width = max(width, len(f.label))
		}
	}
	for _, f := range list {
		if f.value != "" {
			fmt.Fprintf(p, "%s%s  %s\n", indent, p.dim(fmt.Sprintf("%-*s", width, f.label)), f.value)
		}
	}
}

// claim writes the sentence of a claim with its value marked, and its fields.
func (p printer) claim(c corpus.Claim, source string, points *text.Points) {
	value := points.Span(corpus.Range{Start: c.Start, End: c.End})
	sentence := pipeline.Sentence(source, value)
	value.Start, value.End = value.Start-sentence.Start, value.End-sentence.Start
	fmt.Fprintf(p, "  %s%s%s\n", fsi, p.marked(sentence.Of(source), []corpus.Span{value}), pdi)
	p.fields("    ", claimFields(c))
	fmt.Fprintln(p)
}

// claimFields tells a claim's fields in words that people use.
func claimFields(c corpus.Claim) []field {
	list := []field{
		{string(c.Status), amount(c)},
		{"deadline", deadline(c.Deadline)},
		{"per", deref(c.Frequency)},
	}
	if b := c.Baseline; b != nil {
		from := strings.TrimSpace(b.Value.String() + " " + b.Unit)
		if b.Year != nil {
			from = strings.TrimSpace(fmt.Sprintf("%s (%d)", from, *b.Year))
		}
		list = append(list, field{"from", isolate(from)})
	}
	if c.Indicator != nil {
		indicator := isolate(c.Indicator.Text)
		if c.Indicator.Concept != nil {
			indicator += " [" + *c.Indicator.Concept + "]"
		}
		list = append(list, field{"indicator", indicator})
	}
	if c.Actor != nil {
		list = append(list, field{"actor", isolate(c.Actor.Text)})
	}
	if c.Place != nil {
		list = append(list, field{"place", isolate(c.Place.Text) + " [" + c.Place.Code + "]"})
	}
	return append(list, field{"rule", fmt.Sprintf("%s (%.2f)", c.Rule, c.Confidence)})
}

// amount writes "≥ 30 %", "+10 %" or "a dated aim".
func amount(c corpus.Claim) string {
	value := c.Value.String()
	if value == "" {
		return "a dated aim: " + isolate(c.Quote)
	}
	var parts []string
	if sign := comparatorSign(c.Comparator); sign != "" {
		parts = append(parts, sign)
	}
	parts = append(parts, shownValue(c.Value))
	if c.Unit != nil {
		parts = append(parts, isolate(*c.Unit))
	}
	switch c.Change {
	case corpus.IncreaseBy:
		parts = append(parts, "more")
	case corpus.DecreaseBy:
		parts = append(parts, "less")
	case corpus.Level:
	}
	return strings.Join(parts, " ")
}

// shownValue writes "30,000,000,000,000" or "6.5–6.7".
func shownValue(v corpus.Value) string {
	switch {
	case v.Exact != nil:
		return apart(v.Exact.String())
	case v.Low != nil && v.High != nil:
		return apart(v.Low.String()) + "–" + apart(v.High.String())
	}
	return v.String()
}

func comparatorSign(c corpus.Comparator) string {
	switch c {
	case corpus.AtLeast:
		return "≥"
	case corpus.AtMost:
		return "≤"
	case corpus.AboutCmp:
		return "≈"
	case corpus.Equal:
		return ""
	case corpus.More, corpus.Less:
	}
	return string(c)
}

func deadline(d *corpus.Deadline) string {
	if d == nil {
		return ""
	}
	s := fmt.Sprintf("%d (%s)", d.Year, isolate(d.Quote))
	if d.Derived {
		s += ", computed from the date of publication"
	}
	return s
}

// isolate keeps a piece of an article from turning its surroundings around.
// Text without right-to-left letters is left as it is.
func isolate(s string) string {
	for _, r := range s {
		if unicode.In(r, unicode.Arabic, unicode.Hebrew) {
			return fsi + s + pdi
		}
	}
	return s
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
