package index

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"goalpost/corpus"
)

// Reader searches one published state of an index. It may be shared.
type Reader struct {
	gen     bleve.Index
	words   *glossary
	seq     int64
	lengths lengths
	counts  sync.Map // by group: how many documents, counted once
}

// openTries is how often a reader looks again where the state that it was
// about to open has been replaced and removed meanwhile.
const openTries = 4

// Open opens what was last published in dir. It never waits for a writer. It
// returns [ErrNone] where nothing was published and [ErrStale] where analyzers,
// fields or glossary have changed since.
func Open(dir string, o Options) (*Reader, error) {
	d := folder(dir)
	var gen bleve.Index
	for try := 0; gen == nil; try++ {
		name, err := d.pointer(fileCurrent)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", dir, err)
		}
		if name == "" {
			return nil, fmt.Errorf("%q: %w", dir, ErrNone)
		}
		gen, err = bleve.OpenUsing(d.path(name), map[string]any{"read_only": true, "bolt_timeout": lockWait.String()})
		if err != nil && try == openTries {
			return nil, fmt.Errorf("%q: %w", d.path(name), err)
		}
	}
	r := &Reader{gen: gen, words: newGlossary(o.Concepts), lengths: lengths{}}
	if err := r.read(o); err != nil {
		return nil, errors.Join(fmt.Errorf("%q: %w", dir, err), gen.Close())
	}
	return r, nil
}

// read loads what is stored beside the documents.
func (r *Reader) read(o Options) (err error) {
	if err := checkStamp(r.gen, o.Concepts); err != nil {
		return err
	}
	if r.seq, err = readSeq(r.gen); err != nil {
		return err
	}
	return readJSON(r.gen, keyLengths, &r.lengths)
}

// group is the documents of a kind in one language, in any where that is "".
type group struct {
	kind Kind
	lang corpus.Lang
}

// count counts the documents of the group when it is first asked.
func (r *Reader) count(ctx context.Context, g group) (uint64, error) {
	if n, ok := r.counts.Load(g); ok {
		return n.(uint64), nil
	}
	q := term(fieldKind, string(g.kind))
	if g.lang != "" {
		q = allOf(q, term(fieldLang, string(g.lang)))
	}
	res, err := r.gen.SearchInContext(ctx, bleve.NewSearchRequestOptions(filter{q}, 0, 0, false))
	if err != nil {
		return 0, fmt.Errorf("count of %s: %w", g.kind, err)
	}
	r.counts.Store(g, res.Total)
	return res.Total, nil
}

// Close lets go of the files.
func (r *Reader) Close() error { return r.gen.Close() }

// Seq is the store's last sequence number that this state holds.
func (r *Reader) Seq() int64 { return r.seq }

// Count is the number of documents of the kind; the error is one of reading the files.
func (r *Reader) Count(k Kind) (uint64, error) { return r.count(context.Background(), group{kind: k}) }

func term(field, text string) query.Query {
	q := query.NewTermQuery(text)
	q.SetField(field)
	return q
}

// statistics are what ranking knows of the kind's documents, for a question in
// the language.
func (r *Reader) statistics(ctx context.Context, k Kind, lang corpus.Lang) (*statistics, error) {
	docs, err := r.count(ctx, group{kind: k})
	if err != nil {
		return nil, err
	}
	own, err := r.count(ctx, group{k, lang})
	if err != nil {
		return nil, err
	}
	s := &statistics{docs: float64(max(1, docs)), own: float64(max(1, own)), average: map[string]float64{}}
	for _, f := range textFields {
		name := textField(k, f)
		if l := r.lengths[name]; l[0] > 0 {
			s.average[name] = float64(l[1]) / float64(l[0])
		}
	}
	return s, nil
}

// scoring tells the engine the true average lengths of the text fields: it
// would take the number of different words for that of all words.
func (s *statistics) scoring(ctx context.Context) context.Context {
	stats := &search.BM25Stats{DocCount: s.docs, FieldCardinality: map[string]int{"*": int(s.docs)}}
	for _, f := range keywordFields {
		stats.FieldCardinality[f] = int(s.docs)
	}
	for _, k := range []Kind{Claims, Articles} {
		for _, f := range textFields {
			name := textField(k, f)
			stats.FieldCardinality[name] = int(s.docs * max(1, s.average[name]))
		}
	}
	return context.WithValue(ctx, search.BM25StatsKey, stats)
}
