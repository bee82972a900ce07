package index

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	engine "github.com/blevesearch/bleve_index_api"
)

// The constants of BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
// Framework", 2009): how soon more of a word counts no more, and how much long
// texts are held back. They and the weights of a question's parts were fitted on
// headlines, questions and words torn out of passages, in four languages at once.
const (
	bm25K = 0.9
	bm25B = 0.75
)

// rankCovered is how much of the score hangs on how many of the question's
// words a text has, each counted by its rarity.
const rankCovered = 0.5

// rankQuery ranks texts for a question: any of its words may match, and all
// that match count together. The engine's own disjunction would weigh a word
// and its stem as two, and a common word as much as a rare one when it counts
// how many are there.
type rankQuery struct {
	asks    []ask
	weights []float64 // of the words of the question
	stats   *statistics
}

// ask is a word of the question in one of its forms, or a row of neighbours.
type ask struct {
	field string
	row   []string // one token, or neighbours
	boost float64
	own   bool  // only texts in the question's language have it: among them it is rare or not
	light bool  // it only tells apart what other asks before it found
	word  int   // of the question, whose forms count as one; -1: only adds to the score
	means []int // words of the question that this is another way to say; it counts in their place
}

// statistics are what ranking knows of a kind's documents.
type statistics struct {
	docs    float64
	own     float64            // of them, those in the question's language
	average map[string]float64 // tokens, by text field
}

// rarity is the inverse document frequency of what n of so many documents have.
func rarity(n, docs float64) float64 {
	docs = max(docs, n)
	return math.Log(1 + (docs-n+0.5)/(n+0.5))
}

// tally is what one document has gathered.
type tally struct {
	id    engine.IndexInternalID
	score float64
	words map[int]float64 // by word of the question what its forms add
	means []meaning
	parts []*search.Explanation
}

// meaning is what a concept would add in place of words.
type meaning struct {
	points float64
	words  []int
}

// Searcher walks the postings of each ask once and adds up what each document gets.
func (q *rankQuery) Searcher(ctx context.Context, i engine.IndexReader, _ mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	sum := map[string]*tally{}
	worth := make([]float64, len(q.weights)) // of each word of the question: its rarity, by its weight
	for _, a := range q.asks {
		found, err := a.postings(ctx, i)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			continue
		}
		among := q.stats.docs
		if a.own {
			among = q.stats.own
		}
		rarity := rarity(float64(len(found)), among)
		if a.word >= 0 {
			worth[a.word] = max(worth[a.word], rarity*q.weights[a.word])
		}
		for _, p := range found {
			t := sum[string(p.id)]
			switch {
			case t == nil && a.light:
				continue
			case t == nil:
				t = &tally{id: p.id, words: map[int]float64{}}
				sum[string(p.id)] = t
			}
			t.take(a, a.boost*rarity*q.saturation(a, p), o.Explain)
		}
	}
	s := &rankSearcher{}
	for _, t := range sum {
		s.hits = append(s.hits, t.match(worth, o.Explain))
	}
	slices.SortFunc(s.hits, func(a, b rankHit) int { return slices.Compare(a.id, b.id) })
	return s, nil
}

// saturation is BM25's share of how often the row stands in a text of its length.
func (q *rankQuery) saturation(a ask, p posting) float64 {
	length := 1.0
	if average := q.stats.average[a.field]; average > 0 && p.length > 0 {
		length = p.length / average
	}
	return p.count * (bm25K + 1) / (p.count + bm25K*(1-bm25B+bm25B*length))
}

func (t *tally) take(a ask, points float64, explain bool) {
	switch {
	case a.means != nil:
		t.means = append(t.means, meaning{points, a.means})
	case a.word >= 0:
		t.words[a.word] += points
		t.score += points
	default:
		t.score += points
	}
	if explain {
		t.parts = append(t.parts, &search.Explanation{Value: points, Message: fmt.Sprintf("%s:%q", a.field, a.row)})
	}
}

// mean adds what concepts say beyond the words that they stand for, so that a
// text in another language counts as one that has the words, and a text that
// has them does not count twice.
func (t *tally) mean() {
	for _, m := range t.means {
		said := 0.0
		for _, w := range m.words {
			said += t.words[w]
		}
		beyond := max(0, m.points-said)
		t.score += beyond
		for _, w := range m.words {
			t.words[w] += beyond / float64(len(m.words))
		}
	}
}

// match is the document's score: part of it as it is, part by how much of what
// is rare in the question the document has.
func (t *tally) match(worth []float64, explain bool) rankHit {
	t.mean()
	has, all := 0.0, 0.0
	for w, rarity := range worth {
		all += rarity
		if t.words[w] > 0 {
			has += rarity
		}
	}
	covered := 1.0
	if all > 0 {
		covered = has / all
	}
	h := rankHit{id: t.id, score: t.score * (1 - rankCovered + rankCovered*covered)}
	if explain {
		slices.SortStableFunc(t.parts, func(a, b *search.Explanation) int { return cmp.Compare(b.Value, a.Value) })
		h.explain = &search.Explanation{
			Value:    h.score,
			Message:  fmt.Sprintf("sum of what the words add, less what is missing (%.0f %% of the question is there)", 100*covered),
			Children: t.parts,
		}
	}
	return h
}

// posting is a document that has a row, how often, and how long its field is.
type posting struct {
	id            engine.IndexInternalID
	count, length float64
}

// postings are the documents that have the row.
func (a ask) postings(ctx context.Context, i engine.IndexReader) ([]posting, error) {
	if len(a.row) > 1 {
		return a.phrase(ctx, i)
	}
	r, err := i.TermFieldReader(ctx, []byte(a.row[0]), a.field, true, true, false)
	if err != nil {
		return nil, fmt.Errorf("%s:%q: %w", a.field, a.row, err)
	}
	out := make([]posting, 0, r.Count())
	for {
		d, err := r.Next(nil)
		if err != nil {
			return nil, fmt.Errorf("%s:%q: %w", a.field, a.row, err)
		}
		if d == nil {
			return out, r.Close()
		}
		p := posting{id: slices.Clone(d.ID), count: float64(d.Freq)}
		if d.Norm > 0 {
			p.length = 1 / (d.Norm * d.Norm)
		}
		out = append(out, p)
	}
}

func (a ask) phrase(ctx context.Context, i engine.IndexReader) ([]posting, error) {
	s, err := searcher.NewPhraseSearcher(ctx, i, a.row, 0, false, a.field, 1, search.SearcherOptions{Score: "none", IncludeTermVectors: true})
	if err != nil {
		return nil, fmt.Errorf("%s:%q: %w", a.field, a.row, err)
	}
	sc := &search.SearchContext{DocumentMatchPool: search.NewDocumentMatchPool(s.DocumentMatchPoolSize()+1, 0), IndexReader: i}
	var out []posting
	for {
		m, err := s.Next(sc)
		if err != nil {
			return nil, fmt.Errorf("%s:%q: %w", a.field, a.row, err)
		}
		if m == nil {
			return out, s.Close()
		}
		out = append(out, posting{id: slices.Clone(m.IndexInternalID), count: max(1, float64(len(m.FieldTermLocations)/len(a.row)))})
		sc.DocumentMatchPool.Put(m)
	}
}

// rankHit is a document with its score.
type rankHit struct {
	id      engine.IndexInternalID
	score   float64
	explain *search.Explanation
}

// rankSearcher hands the documents to the engine in its order.
type rankSearcher struct {
	hits []rankHit
	at   int
}

// Next is the next document, nil behind the last.
func (s *rankSearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	if s.at >= len(s.hits) {
		return nil, nil
	}
	h := s.hits[s.at]
	s.at++
	m := ctx.DocumentMatchPool.Get()
	m.IndexInternalID = append(m.IndexInternalID[:0], h.id...)
	m.Score, m.Expl = h.score, h.explain
	return m, nil
}

// Advance is the first document that is not before the one given.
func (s *rankSearcher) Advance(ctx *search.SearchContext, id engine.IndexInternalID) (*search.DocumentMatch, error) {
	n, _ := slices.BinarySearchFunc(s.hits[s.at:], id, func(h rankHit, id engine.IndexInternalID) int {
		return slices.Compare(h.id, id)
	})
	s.at += n
	return s.Next(ctx)
}

// Close, Weight and the rest are what the engine asks of a searcher; the score
// is not scaled by it.
func (s *rankSearcher) Close() error               { return nil }
func (s *rankSearcher) Weight() float64            { return 0 }
func (s *rankSearcher) SetQueryNorm(float64)       {}
func (s *rankSearcher) Count() uint64              { return uint64(len(s.hits)) }
func (s *rankSearcher) Min() int                   { return 0 }
func (s *rankSearcher) Size() int                  { return len(s.hits) * 64 }
func (s *rankSearcher) DocumentMatchPoolSize() int { return 1 }
