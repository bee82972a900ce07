package index

import (
	"context"
	"fmt"
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

// count counts the facets in a search of its own, which needs no scores.
func (s *oneSearch) count(ctx context.Context, gen bleve.Index, res *Result) error {
	if len(s.Facets) == 0 {
		return nil
	}
	res.Counted = min(res.Total, mostCounted)
	req := bleve.NewSearchRequestOptions(filter{&firstQuery{s.query, mostCounted}}, 0, 0, false)
	for _, f := range s.Facets {
		req.AddFacet(f, bleve.NewFacetRequest(facetFields[f], facetSize))
	}
	found, err := gen.SearchInContext(ctx, req)
	if err != nil {
		return fmt.Errorf("facets of %q: %w", s.Query, err)
	}
	res.Facets = s.facets(found.Facets)
	return nil
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
