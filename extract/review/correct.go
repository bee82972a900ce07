package review

import (
	"slices"
	"strconv"

	"goalpost/corpus"
)

// correct sets the fields of a claim as a correction tells; an empty text
// takes a field away. What cannot be read as the field's kind is left alone:
// [Decision.Check] has refused it before.
func correct(c corpus.Claim, fields map[string]string) corpus.Claim {
	for field, v := range fields {
		switch field {
		case "value":
			if n, err := corpus.ParseNumber(v); err == nil {
				c.Value = corpus.One(n)
			}
		case "unit":
			c.Unit, c.UnitCode = textOrNil(v), nil
			if v == "%" || unitClass(v) != "count" {
				c.UnitCode = textOrNil(v)
			}
		case "comparator":
			c.Comparator = corpus.Comparator(v)
		case "change":
			c.Change = corpus.Change(v)
		case "status":
			c.Status = corpus.Status(v)
		case "frequency":
			c.Frequency = textOrNil(v)
		default:
			correctPhrase(&c, field, v)
		}
	}
	return c
}

func correctPhrase(c *corpus.Claim, field, v string) {
	switch field {
	case "deadline":
		c.Deadline = nil
		if year, err := strconv.Atoi(v); err == nil {
			c.Deadline = &corpus.Deadline{Year: year, From: v + "-01-01", To: v + "-12-31", Calendar: corpus.Gregorian, Scope: corpus.InDocument}
		}
	case "baseline":
		c.Baseline = nil
		if n, err := corpus.ParseNumber(v); err == nil {
			c.Baseline = &corpus.Baseline{Value: corpus.One(n), Unit: deref(c.Unit)}
		}
	case "indicator":
		c.Indicator = &corpus.Indicator{Phrase: corpus.Phrase{Text: v}}
	case "actor":
		c.Actor = &corpus.Phrase{Text: v}
	case "place":
		c.Place = &corpus.Place{Code: v}
	}
}

func textOrNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Fields are the fields of a claim that a correction may set, as FIELD=VALUE.
func Fields(c *corpus.Claim) (out []string) {
	for _, f := range fieldsOf(c) {
		if slices.Contains(Correctable(), f.Field) {
			out = append(out, f.Field+"="+f.Old)
		}
	}
	return out
}
