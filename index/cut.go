package index

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	engine "github.com/blevesearch/bleve_index_api"

	"goalpost/index/analysis"
)

// cutQuery is a phrase of Thai pairs whose last letter may have lost the marks on
// it: a term that was typed half, or cut out of running text without regard to
// clusters. A short one is taken so only where no text has it as it is.
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

// longTerm is how many pairs say so much that a last letter with other marks on it
// is hardly another word.
const longTerm = 4

// Searcher finds the phrase and what goes on from it.
func (q *cutQuery) Searcher(ctx context.Context, i engine.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	rows := make([][]string, len(q.row))
	for n, pair := range q.row {
		rows[n] = []string{pair}
	}
	open := func() (search.Searcher, error) {
		return searcher.NewMultiPhraseSearcher(ctx, i, rows, 0, false, q.field, q.boost, o)
	}
	widen := len(rows) >= longTerm
	if !widen {
		known, err := finds(open, i)
		if err != nil {
			return nil, err
		}
		widen = !known
	}
	if widen {
		var err error
		if rows[len(rows)-1], err = q.longer(i); err != nil {
			return nil, err
		}
	}
	return open()
}

// finds says whether a search finds anything.
func finds(open func() (search.Searcher, error), i engine.IndexReader) (bool, error) {
	s, err := open()
	if err != nil {
		return false, err
	}
	first, err := s.Next(&search.SearchContext{
		DocumentMatchPool: search.NewDocumentMatchPool(s.DocumentMatchPoolSize()+1, 0), IndexReader: i,
	})
	return first != nil, errors.Join(err, s.Close())
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
