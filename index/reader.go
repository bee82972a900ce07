package index

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
)

// Reader searches one published state of an index. It may be shared.
type Reader struct {
	gen     bleve.Index
	words   *glossary
	seq     int64
	lengths lengths
	counts  map[Kind]func() (uint64, error) // counted once
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
	r.counts = map[Kind]func() (uint64, error){Claims: r.counter(Claims), Articles: r.counter(Articles)}
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

// counter counts the documents of the kind when it is first called.
func (r *Reader) counter(k Kind) func() (uint64, error) {
	return sync.OnceValues(func() (uint64, error) {
		req := bleve.NewSearchRequestOptions(filter{term(fieldKind, string(k))}, 0, 0, false)
		res, err := r.gen.SearchInContext(context.Background(), req)
		if err != nil {
			return 0, fmt.Errorf("count of %s: %w", k, err)
		}
		return res.Total, nil
	})
}

// Close lets go of the files.
func (r *Reader) Close() error { return r.gen.Close() }

// Seq is the store's last sequence number that this state holds.
func (r *Reader) Seq() int64 { return r.seq }

// Count is the number of documents of the kind; the error is one of reading the files.
func (r *Reader) Count(k Kind) (uint64, error) { return r.counts[k]() }

func term(field, text string) query.Query {
	q := query.NewTermQuery(text)
	q.SetField(field)
	return q
}

// statistics are what ranking knows of the kind's documents.
func (r *Reader) statistics(k Kind) (*statistics, error) {
	docs, err := r.Count(k)
	if err != nil {
		return nil, err
	}
	s := &statistics{docs: float64(max(1, docs)), average: map[string]float64{}}
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
