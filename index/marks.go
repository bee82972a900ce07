package index

import (
	"cmp"
	"slices"
	"strings"

	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/index/analysis"
)

// shown is what of a text is shown for a hit.
type shown struct {
	sentence corpus.Span
	marks    []corpus.Span // in order, apart, on cluster bounds, within sentence
}

// mark is a stretch of a text that answers a term of the query.
type mark struct {
	span corpus.Span
	term int // -1 for a concept
}

// show finds what in the document's text answers the query: the sentence that
// answers most of it, and the stretches to mark there. For a claim that is the
// sentence of its value, where it answers as much.
func (c *compiler) show(d *Doc) shown {
	s := analysis.For(d.Lang).Analyze(d.Text)
	f := pick(s)
	var found []mark
	for i, t := range c.terms {
		if t.last && len(found) > 0 {
			continue
		}
		for _, span := range t.spans(d.Text, f) {
			found = append(found, mark{span, i})
		}
	}
	if len(c.found) > 0 {
		for _, m := range c.words.matcher.FindIn(d.Text, d.Lang, s) {
			if slices.Contains(c.found, m.ID) || slices.ContainsFunc(c.words.above([]string{m.ID}), func(up string) bool { return slices.Contains(c.found, up) }) {
				found = append(found, mark{m.Span, -1})
			}
		}
	}
	slices.SortFunc(found, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(a.span.End, b.span.End))
	})
	out := shown{sentence: best(d, found)}
	for _, m := range found {
		if !out.sentence.Overlaps(m.span) {
			continue
		}
		span := text.Snap(d.Text, m.span)
		span.Start, span.End = max(span.Start, out.sentence.Start), min(span.End, out.sentence.End)
		if n := len(out.marks); n > 0 && span.Start <= out.marks[n-1].End {
			out.marks[n-1].End = max(out.marks[n-1].End, span.End)
			continue
		}
		out.marks = append(out.marks, span)
	}
	return out
}

// spans are the places that answer the term.
func (t *textTerm) spans(s string, f forms) []corpus.Span {
	var out []corpus.Span
	for _, row := range t.precise {
		out = rows(out, f.precise, row)
	}
	if t.cut && len(out) == 0 {
		for _, row := range t.precise {
			out = cutRows(out, f.precise, row)
		}
	}
	out = rows(out, f.folded, t.folded)
	ranked := f.ranked()
	for _, row := range t.words {
		for _, w := range row {
			out = rows(out, ranked, []string{w})
		}
	}
	return append(out, t.begins(s, f)...)
}

// begins are the words that begin with the term's prefix; of a Korean or Thai
// word only what was asked is marked.
func (t *textTerm) begins(s string, f forms) (out []corpus.Span) {
	if t.prefix == "" {
		return nil
	}
	ts, short := f.precise, analysis.Single(t.prefix)
	if short {
		ts = f.ranked()
	}
	for _, tok := range ts {
		if !strings.HasPrefix(tok.Text, t.prefix) {
			continue
		}
		span := corpus.Span{Start: tok.Start, End: tok.End}
		if short {
			span = text.Snap(s, corpus.Span{Start: tok.Start, End: tok.Start + 1})
		}
		out = append(out, span)
	}
	return out
}

// rows adds the places where the row stands in the stream.
func rows(out []corpus.Span, ts []analysis.Token, row []string) []corpus.Span {
	if len(row) == 0 {
		return out
	}
	for i := 0; i+len(row) <= len(ts); i++ {
		if rowAt(ts[i:], row) {
			out = append(out, corpus.Span{Start: ts[i].Start, End: ts[i+len(row)-1].End})
		}
	}
	return out
}

// cutRows adds the places where the row stands, its last cluster with more marks.
func cutRows(out []corpus.Span, ts []analysis.Token, row []string) []corpus.Span {
	last := len(row) - 1
	for i := 0; i+last < len(ts); i++ {
		end := ts[i+last]
		if goesOn(end.Text, row[last]) && rowAt(ts[i:], row[:last]) && end.Position-ts[i].Position == last {
			out = append(out, corpus.Span{Start: ts[i].Start, End: end.End})
		}
	}
	return out
}

// best is the sentence that answers most terms; of equal ones the claim's own,
// then the first.
func best(d *Doc, found []mark) corpus.Span {
	sentences := sentencesOf(d.Text)
	most, out := -1, corpus.Span{End: corpus.Byte(len(d.Text))}
	next := 0
	for _, s := range sentences {
		for next < len(found) && found[next].span.End <= s.Start {
			next++
		}
		terms := map[int]bool{}
		for i := next; i < len(found) && found[i].span.Start < s.End; i++ {
			terms[found[i].term] = true
		}
		points := 2 * len(terms)
		if d.Facts != nil && s.Overlaps(d.Facts.Quote) {
			points++
		}
		if points > most {
			most, out = points, s
		}
	}
	return out
}
