package index

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	engine "github.com/blevesearch/bleve_index_api"

	"goalpost/index/analysis"
)

// cutQuery is a phrase of Thai pairs. Where no text has it, its last letter may
// have lost the marks on it: a term that was typed half, or cut out of running
// text without regard to clusters.
type cutQuery struct {
	row   []string
	field string
	boost float64
}

// endsThai says whether the row is of pairs and its last one ends in Thai.
func endsThai(row []string) bool {
	r, _ := utf8.DecodeLastRuneInString(row[len(row)-1])
	return r >= 0x0E01 && r <= 0x0E4E
}

// goesOn says whether the token is the pair with more marks on its last letter.
func goesOn(token, pair string) bool {
	rest, ok := strings.CutPrefix(token, pair)
	return ok && strings.TrimLeftFunc(rest, analysis.ThaiMark) == ""
}

// Searcher finds the phrase, and what goes on from it only where it is nowhere.
func (q *cutQuery) Searcher(ctx context.Context, i engine.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	rows := make([][]string, len(q.row))
	for n, pair := range q.row {
		rows[n] = []string{pair}
	}
	open := func() (search.Searcher, error) {
		return searcher.NewMultiPhraseSearcher(ctx, i, rows, 0, false, q.field, q.boost, o)
	}
	s, err := open()
	if err != nil {
		return nil, err
	}
	found, err := s.Next(&search.SearchContext{
		DocumentMatchPool: search.NewDocumentMatchPool(s.DocumentMatchPoolSize()+1, 0), IndexReader: i,
	})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	if found == nil {
		last := len(rows) - 1
		if rows[last], err = q.longer(i); err != nil {
			return nil, err
		}
	}
	return open()
}

// longer are the last pair and those that the index has with more marks.
func (q *cutQuery) longer(i engine.IndexReader) (pairs []string, err error) {
	last := q.row[len(q.row)-1]
	pairs = []string{last}
	d, err := i.FieldDictPrefix(q.field, []byte(last))
	if err != nil {
		return nil, err
	}
	for e, err := d.Next(); e != nil || err != nil; e, err = d.Next() {
		if err != nil {
			return nil, err
		}
		if e.Term != last && goesOn(e.Term, last) {
			pairs = append(pairs, e.Term)
		}
	}
	return pairs, d.Close()
}
