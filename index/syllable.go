package index

import (
	"context"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	engine "github.com/blevesearch/bleve_index_api"

	"goalpost/index/analysis"
)

// syllableQuery finds a syllable that was typed without its accents, but only
// where no text has it as it was typed: a bare syllable stands for a dozen
// words, so it must not be added to those that were meant.
type syllableQuery struct {
	word           string
	precise, field string // where it would stand as typed, and where without accents
}

// syllable is the last resort for a plain word that stands alone.
func (c *compiler) syllable(word string) query.Query {
	row := texts(analysis.For("vi").Analyze(word).Exact)
	if len(row) != 1 {
		return query.NewMatchNoneQuery()
	}
	c.terms = append(c.terms, &textTerm{folded: row, last: true})
	return &syllableQuery{row[0], c.name(fieldPrecise), c.name(fieldFolded)}
}

// Searcher asks the folded field where the precise one does not know the word.
func (q *syllableQuery) Searcher(ctx context.Context, i engine.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	r, err := i.TermFieldReader(ctx, []byte(q.word), q.precise, false, false, false)
	if err != nil {
		return nil, err
	}
	known := r.Count() > 0
	if err := r.Close(); err != nil {
		return nil, err
	}
	if known {
		return query.NewMatchNoneQuery().Searcher(ctx, i, m, o)
	}
	return term(q.field, q.word).Searcher(ctx, i, m, o)
}
