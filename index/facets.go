package index

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	engine "github.com/blevesearch/bleve_index_api"
)

// facetSize is how many values of a facet are told.
const facetSize = 20

// facetFields are the fields that can be counted, dates by their year.
var facetFields = map[string]string{
	"lang": fieldLang, "unit": fieldUnitCode, "status": fieldStatus,
	"source": fieldSource, "place": fieldPlace, "concept": fieldConcept,
	"actor": fieldWho, "change": fieldChange, "comparator": fieldCmp,
	"quantity": fieldQuantity, "frequency": fieldFreq, "rule": fieldRule,
	"deadline": fieldDeadline, "baseline": fieldBaseline,
	"published": fieldPubYear, "fetched": fieldFetchYear,
}

// mostCounted bounds how many documents facets are counted over: each costs a look
// into a column, however little it says once there are so many.
const mostCounted = 50_000

// addFacets asks for the facets along with the hits, unless there may be more
// documents than are counted; then [oneSearch.count] counts them apart.
func (s *oneSearch) addFacets(req *bleve.SearchRequest) {
	for _, f := range s.Facets {
		req.AddFacet(f, bleve.NewFacetRequest(facetFields[f], facetSize))
	}
}

// broad says whether the query may match more documents than are counted: no
// word of it is rarer. A question is as broad as its commonest word.
func (s *oneSearch) broad(ctx context.Context, gen bleve.Index) (wide bool, err error) {
	if total, err := gen.DocCount(); err != nil || total <= mostCounted {
		return false, err
	}
	inner, err := gen.Advanced()
	if err != nil {
		return false, err
	}
	r, err := inner.Reader()
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	rare, common := false, false
	for _, t := range s.c.terms {
		n, err := s.c.documents(ctx, r, t)
		if err != nil {
			return false, err
		}
		rare, common = rare || n <= mostCounted, common || n > mostCounted
	}
	if s.Any {
		return common, nil
	}
	return !rare, nil
}

// documents is at most how many documents answer the term.
func (c *compiler) documents(ctx context.Context, r engine.IndexReader, t *textTerm) (n uint64, err error) {
	for _, form := range []struct {
		field string
		rows  [][]string
	}{{fieldPrecise, t.precise}, {fieldWords, t.words}, {fieldFolded, [][]string{t.folded}}} {
		for _, row := range form.rows {
			fewest := uint64(math.MaxUint64)
			for _, token := range row {
				p, err := r.TermFieldReader(ctx, []byte(token), c.name(form.field), false, false, false)
				if err != nil {
					return 0, err
				}
				fewest = min(fewest, p.Count())
				if err := p.Close(); err != nil {
					return 0, err
				}
			}
			if len(row) > 0 {
				n += fewest
			}
		}
	}
	return n, nil
}

// count counts the facets of a broad query in a search of its own, over the
// first documents that match.
func (s *oneSearch) count(ctx context.Context, gen bleve.Index) (search.FacetResults, error) {
	req := bleve.NewSearchRequestOptions(filter{&firstQuery{s.query, mostCounted}}, 0, 0, false)
	s.addFacets(req)
	found, err := gen.SearchInContext(ctx, req)
	if err != nil {
		return nil, fmt.Errorf("facets of %q: %w", s.Query, err)
	}
	return found.Facets, nil
}

// firstQuery finds what the inner query does, up to so many.
type firstQuery struct {
	query.Query
	most int
}

// Searcher counts down.
func (q *firstQuery) Searcher(ctx context.Context, i engine.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	s, err := q.Query.Searcher(ctx, i, m, o)
	return &firstSearcher{s, q.most}, err
}

type firstSearcher struct {
	search.Searcher
	left int
}

// Next is the next document, nil behind the last that is counted.
func (s *firstSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	if s.left--; s.left < 0 {
		return nil, nil
	}
	return s.Searcher.Next(ctx)
}

// facets are the counts, largest first, then by value.
func (s *oneSearch) facets(found search.FacetResults) map[string][]FacetCount {
	if len(found) == 0 {
		return nil
	}
	out := map[string][]FacetCount{}
	for name, f := range found {
		var counts []FacetCount
		for _, t := range f.Terms.Terms() {
			c := FacetCount{Value: t.Term, Label: t.Term, Count: t.Count}
			if name == "concept" {
				c.Label = s.c.words.Label(t.Term, s.Lang)
			}
			counts = append(counts, c)
		}
		slices.SortFunc(counts, func(a, b FacetCount) int {
			if a.Count != b.Count {
				return b.Count - a.Count
			}
			return strings.Compare(a.Value, b.Value)
		})
		out[name] = counts
	}
	return out
}
