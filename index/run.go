package index

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"goalpost/corpus"
)

// defaultLimit is how many hits a page has.
const defaultLimit = 10

// Search runs one search. A query that cannot be read gives a [*QueryError],
// and so do a cursor that is not from a page before, an order and a facet that
// there is none of.
func (r *Reader) Search(ctx context.Context, q Request) (Result, error) {
	kind, err := kindOf(q)
	if err != nil {
		return Result{}, err
	}
	stats, err := r.statistics(ctx, kind, langOf(q.Query))
	if err != nil {
		return Result{}, err
	}
	s, err := r.prepare(q, kind, stats)
	if err != nil {
		return Result{}, err
	}
	return s.run(stats.scoring(ctx), r.gen)
}

// one search, made ready.
type oneSearch struct {
	Request
	kind   Kind
	c      *compiler
	query  query.Query
	order  search.SortOrder
	cursor cursor
}

// cursor is where the next page begins: behind the hit with these sort keys;
// clusters that were shown already stay folded.
type cursor struct {
	After []string `json:"a,omitempty"`
	Seen  []uint32 `json:"s,omitempty"`
}

// maxSeen bounds the clusters that a cursor remembers.
const maxSeen = 500

// kindOf is the kind that is searched.
func kindOf(q Request) (Kind, error) {
	switch q.In {
	case "":
		return Claims, nil
	case Claims, Articles:
		return q.In, nil
	}
	return "", &QueryError{"", 0, "no kind " + strconv.Quote(string(q.In)) + "; there are claims, articles"}
}

func (r *Reader) prepare(q Request, kind Kind, stats *statistics) (*oneSearch, error) {
	s := &oneSearch{Request: q, kind: kind}
	if s.Limit <= 0 {
		s.Limit = defaultLimit
	}
	s.c = &compiler{words: r.words, kind: s.kind, concepts: !q.NoConcepts, stats: stats}
	parts := []query.Query{}
	if q.Any {
		parts = append(parts, s.c.any(q.Query))
	} else {
		parsed, err := Parse(q.Query)
		if err != nil {
			return nil, err
		}
		parts = append(parts, s.c.compile(parsed.root))
	}
	if kind == Claims && s.Sort == ByRelevance && len(s.c.terms) > 0 {
		parts[0] = query.NewBooleanQuery([]query.Query{parts[0]}, []query.Query{boosted(term(fieldStatus, string(corpus.Target)), boostTarget)}, nil)
	}
	if s.Lang == "" {
		s.Lang = s.c.asked(q.Query)
	}
	slices.Sort(s.c.found)
	s.c.found = slices.Compact(s.c.found)
	if q.Filter != "" {
		parsed, err := Parse(q.Filter)
		if err != nil {
			return nil, err
		}
		quiet := compiler{words: r.words, kind: s.kind}
		parts = append(parts, filter{quiet.compile(parsed.root)})
	}
	parts = append(parts, filter{term(fieldKind, string(s.kind))})
	if q.IDs != nil {
		parts = append(parts, filter{query.NewDocIDQuery(q.IDs)})
	}
	s.query = allOf(parts...)
	return s, s.rest()
}

// rest reads the order, the facets' names and the cursor.
func (s *oneSearch) rest() error {
	field, desc := s.Sort, false
	if len(field) > 0 && field[0] == '-' {
		field, desc = field[1:], true
	}
	key := map[Sort]string{ByDeadline: fieldDeadline, ByValue: fieldValue, ByDate: fieldPub}[field]
	switch {
	case s.Sort == ByRelevance:
		s.order = search.SortOrder{&search.SortScore{Desc: true}}
	case key == "":
		return &QueryError{"", 0, "no order " + strconv.Quote(string(s.Sort)) + "; there are deadline, value, date"}
	default:
		s.order = search.SortOrder{&search.SortField{Field: key, Desc: desc, Type: search.SortFieldAsString, Missing: search.SortFieldMissingLast}}
	}
	s.order = append(s.order, &search.SortDocID{})
	for _, f := range s.Facets {
		if _, ok := facetFields[f]; !ok {
			return &QueryError{"", 0, "no facet " + strconv.Quote(f) + "; there are " + strings.Join(slices.Sorted(maps.Keys(facetFields)), ", ")}
		}
	}
	if s.Cursor == "" {
		return nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(s.Cursor)
	if err == nil {
		err = json.Unmarshal(raw, &s.cursor)
	}
	if err != nil || len(s.cursor.After) != len(s.order) {
		return &QueryError{"", 0, "the cursor is not one that a page of this search ended with"}
	}
	return nil
}

// foldAhead is how many times a page's hits are fetched to have enough after folding.
const foldAhead = 3

// run asks the engine, folds and dresses the hits.
func (s *oneSearch) run(ctx context.Context, gen bleve.Index) (Result, error) {
	size := s.Limit
	if !s.Unfolded {
		size *= foldAhead
	}
	req := bleve.NewSearchRequestOptions(s.query, size, 0, s.Explain)
	req.SortByCustom(s.order)
	req.Fields = []string{fieldDoc}
	req.SearchAfter = s.cursor.After
	broad := false
	if len(s.Facets) > 0 {
		var err error
		if broad, err = s.broad(ctx, gen); err != nil {
			return Result{}, fmt.Errorf("search %q: %w", s.Query, err)
		}
	}
	if !broad {
		s.addFacets(req)
	}
	found, err := gen.SearchInContext(ctx, req)
	if err != nil {
		return Result{}, fmt.Errorf("search %q: %w", s.Query, err)
	}
	res := Result{Total: found.Total, Concepts: s.c.found, Lang: s.Lang}
	if len(s.Facets) > 0 {
		res.Counted = found.Total
		if broad {
			res.Counted = min(found.Total, mostCounted)
			if found.Facets, err = s.count(ctx, gen); err != nil {
				return Result{}, err
			}
		}
		res.Facets = s.facets(found.Facets)
	}
	if err := s.fold(&res, found.Hits); err != nil {
		return Result{}, err
	}
	if len(found.Hits) == size || len(res.Hits) == s.Limit && s.left(found.Hits) {
		res.Cursor, err = s.cursor.encode()
	}
	return res, err
}

// left says whether hits were fetched that the page did not take.
func (s *oneSearch) left(hits search.DocumentMatchCollection) bool {
	return len(hits) > 0 && s.cursor.After[len(s.cursor.After)-1] != hits[len(hits)-1].ID
}

// fold takes hits until the page is full; near-duplicates of one that was taken
// are only named by it, those too that stand beyond the page.
func (s *oneSearch) fold(res *Result, hits search.DocumentMatchCollection) error {
	at, beyond := map[string]int{}, false
	for _, h := range hits {
		d, err := docOf(h)
		if err != nil {
			return err
		}
		i, known := at[d.Cluster]
		known = known && d.Cluster != "" && !s.Unfolded
		if beyond = beyond || !known && len(res.Hits) == s.Limit; !beyond {
			s.cursor.After = s.keys(h)
		}
		switch {
		case known:
			res.Hits[i].Also = append(res.Hits[i].Also, d.ID)
			continue
		case beyond:
			continue
		case d.Cluster != "" && !s.Unfolded && slices.Contains(s.cursor.Seen, hash(d.Cluster)):
			continue
		}
		if d.Cluster != "" && len(s.cursor.Seen) < maxSeen {
			s.cursor.Seen = append(s.cursor.Seen, hash(d.Cluster))
		}
		at[d.Cluster] = len(res.Hits)
		res.Hits = append(res.Hits, s.hit(d, h))
	}
	return nil
}

// keys are what a hit is sorted by, as the engine takes them back.
func (s *oneSearch) keys(h *search.DocumentMatch) []string {
	first := h.Sort[0]
	if s.Sort == ByRelevance {
		first = strconv.FormatFloat(h.Score, 'g', -1, 64)
	}
	return []string{first, h.ID}
}

func (c cursor) encode() (string, error) {
	raw, err := json.Marshal(c)
	return base64.RawURLEncoding.EncodeToString(raw), err
}

func hash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

func docOf(h *search.DocumentMatch) (Doc, error) {
	raw, _ := h.Fields[fieldDoc].(string)
	var d Doc
	if err := json.Unmarshal([]byte(raw), &d); err != nil {
		return Doc{}, fmt.Errorf("stored document %q: %w", h.ID, err)
	}
	return d, nil
}

// hit is the document with what joins it to the query.
func (s *oneSearch) hit(d Doc, h *search.DocumentMatch) Hit {
	out := Hit{Doc: d, Score: h.Score}
	for _, id := range s.c.found {
		if slices.Contains(d.Concepts, id) || slices.Contains(s.c.words.above(d.Concepts), id) {
			out.Concepts = append(out.Concepts, id)
		}
	}
	show := s.c.show(&d)
	out.Sentence, out.Marks = show.sentence, show.marks
	if h.Expl != nil {
		out.Explain = explain(h.Expl)
	}
	return out
}

// documentNumber is how the engine's explanations name the document.
var documentNumber = regexp.MustCompile(`(?s) in .{8}([),])`)

// explain takes over the engine's explanation, without the parts that add nothing
// and the sums of one part.
func explain(e *search.Explanation) *Explanation {
	out := &Explanation{Value: e.Value, Text: documentNumber.ReplaceAllString(e.Message, "$1")}
	plain := out.Text == "sum of:" || out.Text == "product of:"
	for _, child := range e.Children {
		if child == nil || child.Value == 0 || plain && child.Value == 1 && strings.HasPrefix(child.Message, "coord(") {
			continue // a filter explains nothing
		}
		out.Parts = append(out.Parts, *explain(child))
	}
	if plain && len(out.Parts) == 1 && out.Parts[0].Value == out.Value {
		return &out.Parts[0]
	}
	if plain && len(out.Parts) == 0 {
		out.Text = "nothing is ranked: filters alone decide"
	}
	return out
}

// Line tells the claim in one line that can be read in any language: the
// comparator, the value with its unit, and the year ("≥ 30 % by 2030"). It is
// "" for an article.
func (d Doc) Line(label string) string { return d.Facts.line(label) }

func (f *Facts) line(label string) string {
	if f == nil {
		return ""
	}
	line := ""
	if label != "" {
		line = label + ": "
	}
	if sign := map[corpus.Comparator]string{corpus.AtLeast: "≥ ", corpus.AtMost: "≤ ", corpus.More: "> ", corpus.Less: "< ", corpus.AboutCmp: "≈ "}[f.Comparator]; sign != "" {
		line += sign
	}
	switch f.Change {
	case corpus.IncreaseBy:
		line += "+"
	case corpus.DecreaseBy:
		line += "−"
	case corpus.Level:
	}
	line += f.Value.String()
	unit := f.UnitCode
	if unit == "" {
		unit = f.Unit
	}
	if unit != "" {
		line += " " + unit
	}
	if f.Deadline != 0 {
		line += " by " + strconv.Itoa(f.Deadline)
	}
	return line
}
