package index

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
)

// How many documents, and how many bytes of text, are given to the engine at a
// time: fewer are slower, more only take memory.
const (
	defaultBatch = 4000
	batchBytes   = 4 << 20
)

// Build makes the index in dir anew from docs and swaps it in when it is
// whole; until then, and where it fails, readers and the next writer have the
// old one. seq is the store's sequence number up to which docs go. It returns
// [ErrHeld] where another process writes, the first error that docs give, and
// the context's error where that ends.
func Build(ctx context.Context, dir string, o Options, seq int64, docs iter.Seq2[Doc, error]) (err error) {
	w, err := lockFolder(dir, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	live, err := w.create(o)
	if err != nil {
		return err
	}
	if err := w.fill(ctx, o, seq, docs); err != nil {
		return err
	}
	if err := w.settle(ctx); err != nil {
		return err
	}
	if err := w.Publish(); err != nil {
		return err
	}
	if err := w.dir.point(fileLive, live); err != nil {
		return err
	}
	return w.dir.sweep(liveFolder, live, 0)
}

// batch is documents that were analysed and wait for the engine.
type batch struct {
	entries []entry
	err     error
}

// fill analyses one batch while the engine takes the one before.
func (w *Writer) fill(ctx context.Context, o Options, seq int64, docs iter.Seq2[Doc, error]) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ready := make(chan batch)
	go func() {
		defer close(ready)
		for b := range w.words.batches(o.Batch, docs) {
			select {
			case ready <- b:
			case <-ctx.Done():
				return
			}
		}
	}()
	for b := range ready {
		if b.err != nil {
			return b.err
		}
		if err := w.apply(0, b.entries, nil); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("index in %q: %w", w.dir, err)
	}
	return w.apply(seq, nil, nil)
}

// batches analyses documents, size at a time (zero: as many as is usual).
func (g *glossary) batches(size int, docs iter.Seq2[Doc, error]) iter.Seq[batch] {
	if size <= 0 {
		size = defaultBatch
	}
	return func(yield func(batch) bool) {
		var some []Doc
		bytes := 0
		flush := func() bool {
			entries, err := g.entries(some)
			some, bytes = some[:0], 0
			return yield(batch{entries, err})
		}
		for d, err := range docs {
			if err != nil {
				yield(batch{nil, err})
				return
			}
			some, bytes = append(some, d), bytes+len(d.Text)
			if (len(some) == size || bytes > batchBytes) && !flush() {
				return
			}
		}
		if len(some) > 0 {
			flush()
		}
	}
}

// settle merges what was built into one segment, which answers fastest.
func (w *Writer) settle(ctx context.Context) error {
	inner, err := w.live.Advanced()
	if err != nil {
		return err
	}
	s, ok := inner.(*scorch.Scorch)
	if !ok {
		return nil
	}
	plan := mergeplan.SingleSegmentMergePlanOptions
	if err := s.ForceMerge(ctx, &plan); err != nil {
		return fmt.Errorf("index in %q: merge: %w", w.dir, err)
	}
	return nil
}
