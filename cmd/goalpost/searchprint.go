package main

import (
	"fmt"
	"io"
	"strings"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/index"
)

// shownHits are hits with what people are told beside them.
type shownHits struct {
	index.Result
	concepts   index.Concepts    // to tell a concept in words
	indicators map[string]string // claim → its indicator's concept in the asker's words
	verdicts   map[string]string // claim → what a reviewer decided
}

// meaning is what a claim's indicator is called in the asker's language, to stand
// behind the line in which it is told; "" where that would say nothing new.
func (r shownHits) meaning(claim string) string {
	if label := r.indicators[claim]; label != "" {
		return "  = " + isolate(label)
	}
	return ""
}

// result writes hits for people: each target in one line, then what proves it.
func (p printer) result(req index.Request, r shownHits) error {
	var b strings.Builder
	out := printer{&b, p.colour}
	for i, h := range r.Hits {
		out.hit(i+1, h, r)
	}
	if r.Counted < r.Total && len(req.Facets) > 0 {
		fmt.Fprintf(&b, "%s\n", out.dim(fmt.Sprintf("counted over the first %s of %s", grouped(int(r.Counted)), grouped(int(r.Total)))))
	}
	for _, name := range req.Facets {
		fmt.Fprintf(&b, "%s\n", out.bold(name))
		for _, c := range r.Facets[name] {
			fmt.Fprintf(&b, "  %6d  %s\n", c.Count, isolate(first(c.Label, c.Value)))
		}
		b.WriteByte('\n')
	}
	if len(r.Hits) > 0 {
		fmt.Fprintf(&b, "%s\n", out.dim(fmt.Sprintf("%d of %s", len(r.Hits), grouped(int(r.Total)))))
		if r.Cursor != "" {
			fmt.Fprintf(&b, "%s\n", out.dim("more: --cursor "+r.Cursor))
		}
	}
	_, err := io.WriteString(p, b.String())
	return err
}

// hit writes one hit.
func (p printer) hit(number int, h index.Hit, r shownHits) {
	head := isolate(first(h.Title, h.Article))
	if h.Facts != nil {
		head = inOneLine(h.Facts)
	}
	id, _ := pipeline.ClaimID(h.ID)
	head += r.meaning(id)
	fmt.Fprintf(p, "%s %s\n", p.dim(fmt.Sprintf("%d.", number)), p.bold(head))
	sentence, marks := shownSentence(h)
	fmt.Fprintf(p, "   %s%s%s\n", fsi, p.marked(sentence, marks), pdi)
	var where []string
	if h.Facts != nil {
		where = append(where, isolate(first(h.Title, h.Article)))
	}
	for _, s := range []string{h.Published, h.URL} {
		if s != "" {
			where = append(where, s)
		}
	}
	where = append(where, id)
	if verdict := r.verdicts[id]; verdict != "" {
		where = append(where, "reviewed: "+verdict)
	}
	fmt.Fprintf(p, "   %s\n", p.dim(strings.Join(where, " · ")))
	if len(h.Concepts) > 0 {
		var labels []string
		for _, c := range h.Concepts {
			labels = append(labels, isolate(r.concepts.Label(c, r.Lang)))
		}
		fmt.Fprintf(p, "   %s\n", p.dim("joined by "+strings.Join(labels, ", ")))
	}
	if len(h.Also) > 0 {
		fmt.Fprintf(p, "   %s\n", p.dim(fmt.Sprintf("and %s: %s (goalpost show ID, or --unfolded)",
			counted(len(h.Also), "more edition"), strings.Join(namesOf(h.Also, mostNamed), " "))))
	}
	if h.Explain != nil {
		p.explanation(*h.Explain, 2)
	}
	fmt.Fprintln(p)
}

// mostNamed is how many folded hits are named beside the one that is shown.
const mostNamed = 4

// namesOf are the ids of claims or articles that documents of the index stand for, at most so many.
func namesOf(docs []string, most int) []string {
	var names []string
	for _, d := range docs[:min(len(docs), most)] {
		id, _ := pipeline.ClaimID(d)
		names = append(names, id)
	}
	if len(docs) > most {
		names = append(names, "…")
	}
	return names
}

// inOneLine is a target in one line: value, comparator, unit, deadline, indicator, actor.
func inOneLine(f *index.Facts) string {
	var unit *string
	if f.Unit != "" {
		unit = &f.Unit
	}
	parts := []string{amount(corpus.Claim{Value: f.Value, Unit: unit, Comparator: f.Comparator, Change: f.Change, Quote: f.Indicator})}
	if f.Deadline != 0 {
		parts = append(parts, fmt.Sprintf("by %d", f.Deadline))
	}
	if f.Frequency != "" {
		parts = append(parts, "per "+f.Frequency)
	}
	line := strings.Join(parts, " ")
	if f.Indicator != "" {
		line += "  " + isolate(f.Indicator)
	}
	if f.Actor != "" {
		line += "  (" + isolate(f.Actor) + ")"
	}
	if f.Status != corpus.Target && f.Status != "" {
		line += "  [" + string(f.Status) + "]"
	}
	return line
}

// shownSentence is the sentence of a hit and the spans to be marked in it: the
// words that match, and for a claim its value.
func shownSentence(h index.Hit) (string, []corpus.Span) {
	s := h.Sentence
	if h.Facts != nil {
		s = corpus.Span{End: corpus.Byte(len(h.Text))} // the claim's sentence, its value in it
	}
	if s.Empty() {
		s = pipeline.Sentence(h.Text, corpus.Span{})
	}
	spans := h.Marks
	if len(spans) == 0 && h.Facts != nil && !h.Facts.Quote.Empty() {
		spans = []corpus.Span{h.Facts.Quote}
	}
	var marks []corpus.Span
	for _, m := range spans {
		if !s.Contains(m) {
			continue
		}
		m = corpus.Span{Start: m.Start - s.Start, End: m.End - s.Start}
		if n := len(marks); n > 0 && strings.TrimSpace(s.Of(h.Text)[marks[n-1].End:m.Start]) == "" {
			marks[n-1].End = m.End // words side by side are one mark
			continue
		}
		marks = append(marks, m)
	}
	return s.Of(h.Text), marks
}

// marked sets spans of a text off; spans are in order and do not overlap. Line
// breaks become spaces.
func (p printer) marked(s string, marks []corpus.Span) string {
	var b strings.Builder
	at := corpus.Byte(0)
	for _, m := range marks {
		if m.Start < at {
			continue
		}
		b.WriteString(s[at:m.Start])
		b.WriteString(p.mark(m.Of(s)))
		at = m.End
	}
	b.WriteString(s[at:])
	return strings.Join(strings.Fields(b.String()), " ")
}

// explanation writes a score and its parts as a tree.
func (p printer) explanation(e index.Explanation, depth int) {
	fmt.Fprintf(p, "%s%s\n", strings.Repeat("  ", depth), p.dim(fmt.Sprintf("%.3f %s", e.Value, e.Text)))
	for _, part := range e.Parts {
		p.explanation(part, depth+1)
	}
}

// hitRecord is a hit as `search --json` prints it. The fields of a claim are
// those of extract; they are absent from an article.
type hitRecord struct {
	SchemaVersion int                `json:"schema_version"`
	ID            string             `json:"id"`
	Article       string             `json:"article"`
	URL           string             `json:"url"`
	Score         float64            `json:"score"`
	Concepts      []string           `json:"concepts"`
	Title         string             `json:"title"`
	Source        string             `json:"source"`
	Lang          corpus.Lang        `json:"lang"`
	Published     string             `json:"published"`
	Fetched       string             `json:"fetched"`
	Place         *string            `json:"place"`
	Claim         *hitClaim          `json:"claim,omitempty"`
	Sentence      string             `json:"sentence"`
	Marks         [][2]corpus.Point  `json:"marks"` // of the words that match, in code points into sentence
	Also          []string           `json:"also"`
	Explain       *index.Explanation `json:"explain,omitempty"`
}

// hitClaim are the fields of a claim that was found.
type hitClaim struct {
	Line       string            `json:"line"` // the claim in one line, for people, its indicator also in their language
	Quote      string            `json:"quote"`
	Start      corpus.Point      `json:"start"` // of the quote, in code points into sentence
	End        corpus.Point      `json:"end"`
	Kind       corpus.Kind       `json:"kind"`
	Value      *corpus.Number    `json:"value"`
	ValueMin   *corpus.Number    `json:"value_min,omitempty"`
	ValueMax   *corpus.Number    `json:"value_max,omitempty"`
	Unit       *string           `json:"unit"`
	UnitCode   *string           `json:"unit_code"`
	Comparator corpus.Comparator `json:"comparator"`
	Change     corpus.Change     `json:"change"`
	Status     corpus.Status     `json:"status"`
	Deadline   *int              `json:"deadline"` // Gregorian year
	Baseline   *int              `json:"baseline"` // Gregorian year
	Frequency  *string           `json:"frequency"`
	Indicator  *string           `json:"indicator"`
	Actor      *string           `json:"actor"`
	Rule       string            `json:"rule"`
}

// pageRecord ends what `search --json --facets` prints: what is told of all hits.
type pageRecord struct {
	SchemaVersion int                      `json:"schema_version"`
	Total         uint64                   `json:"total"`
	Counted       uint64                   `json:"counted"` // hits that the facets were counted over
	Facets        map[string][]facetRecord `json:"facets"`
	Cursor        *string                  `json:"cursor"` // of the next page
}

type facetRecord struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// hitsJSON prints one record a hit, and with facets one of the page. Without, the
// next page's cursor goes to standard error.
func (a *app) hitsJSON(req index.Request, r shownHits) error {
	for _, h := range r.Hits {
		if err := encode(a.stdout, r.record(h)); err != nil {
			return err
		}
	}
	if len(req.Facets) == 0 {
		if r.Cursor != "" {
			fmt.Fprintln(a.stderr, "goalpost: more: --cursor "+r.Cursor)
		}
		return nil
	}
	page := pageRecord{corpus.SchemaVersion, r.Total, r.Counted, map[string][]facetRecord{}, orNull(r.Cursor)}
	for name, counts := range r.Facets {
		for _, c := range counts {
			page.Facets[name] = append(page.Facets[name], facetRecord{c.Value, first(c.Label, c.Value), c.Count})
		}
	}
	return encode(a.stdout, page)
}

func (r shownHits) record(h index.Hit) hitRecord {
	id, _ := pipeline.ClaimID(h.ID)
	sentence, marks := shownSentence(h)
	points := text.NewPoints(sentence)
	rec := hitRecord{
		SchemaVersion: corpus.SchemaVersion, ID: id, Article: h.Article, URL: h.URL, Score: h.Score,
		Concepts: append([]string{}, h.Concepts...), Title: h.Title, Source: h.Source, Lang: h.Lang,
		Published: h.Published, Fetched: h.Fetched, Place: orNull(h.Place), Sentence: sentence, Marks: [][2]corpus.Point{},
		Also: append([]string{}, h.Also...), Explain: h.Explain,
	}
	for _, m := range marks {
		at := points.Range(m)
		rec.Marks = append(rec.Marks, [2]corpus.Point{at.Start, at.End})
	}
	if h.Facts == nil {
		return rec
	}
	f := h.Facts
	at := text.NewPoints(h.Text).Range(f.Quote)
	rec.Claim = &hitClaim{
		Line: inOneLine(f) + r.meaning(id), Quote: f.Quote.Of(h.Text), Start: at.Start, End: at.End, Kind: f.Quantity,
		Value: f.Value.Exact, ValueMin: f.Value.Low, ValueMax: f.Value.High, Unit: orNull(f.Unit), UnitCode: orNull(f.UnitCode),
		Comparator: f.Comparator, Change: f.Change, Status: f.Status, Deadline: orNull(f.Deadline), Baseline: orNull(f.Baseline),
		Frequency: orNull(f.Frequency), Indicator: orNull(f.Indicator), Actor: orNull(f.Actor), Rule: f.Rule,
	}
	return rec
}

// orNull is nil for nothing.
func orNull[T comparable](v T) *T {
	var nothing T
	if v == nothing {
		return nil
	}
	return &v
}
