package workbench

import (
	"strings"

	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/extract"
	"goalpost/rules"
)

// Gap is a sentence with a quantity and a cue of an aim, and no target.
type Gap struct {
	Text     string // name of the text
	Sentence string
	Quotes   []string // the quantities
	Cues     []string // the rules that speak of an aim
}

// Coverage lists the lines of texts in which somebody seems to aim at a figure
// and nothing was read as a target: where a rule may be missing.
func Coverage(set *rules.Set, texts []Text) []Gap {
	e := extract.New(set)
	var out []Gap
	for _, t := range texts {
		x := e.Explain(extract.Doc{Text: t.Text, Published: t.Published})
		points := text.NewPoints(t.Text)
		for _, line := range lines(t.Text) {
			at := points.Range(line)
			g := gap(&x, at)
			if len(g.Quotes) == 0 || len(g.Cues) == 0 {
				continue
			}
			g.Text, g.Sentence = t.Name, strings.TrimSpace(line.Of(t.Text))
			out = append(out, g)
		}
	}
	return out
}

// gap is what stands in a line; it is empty where a target was read there.
func gap(x *extract.Reading, at corpus.Range) (g Gap) {
	for _, c := range x.Claims {
		if c.Status == corpus.Target && c.Start >= at.Start && c.Start < at.End {
			return Gap{}
		}
	}
	for _, v := range x.Values {
		if v.Span.Start < at.Start || v.Span.Start >= at.End {
			continue
		}
		g.Quotes = append(g.Quotes, v.Quote)
		for _, vote := range v.Votes {
			if vote.Status == corpus.Target {
				g.Cues = append(g.Cues, vote.Rule)
			}
		}
	}
	return g
}

// lines are the spans of the lines of a text.
func lines(s string) (out []corpus.Span) {
	start := 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == '\n' {
			if i > start {
				out = append(out, corpus.Span{Start: corpus.Byte(start), End: corpus.Byte(i)})
			}
			start = i + 1
		}
	}
	return out
}
