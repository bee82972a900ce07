package pipeline

import (
	"context"
	"fmt"
	"iter"
	"time"

	"goalpost/corpus"
	"goalpost/corpus/store"
)

// Reread reads the stored articles again, where the rules of their language, the
// engine or the glossary are others than those that read them last. It returns
// how many it read.
type Reread struct {
	Store    *store.Store
	Engines  *Engines
	Workers  int           // 0: one for each core
	Progress func(Summary) // called after each batch; nil: nothing
}

// reread is one article that was read again.
type reread struct {
	store.Version
	extraction corpus.Extraction
	known      bool // by the same rules, engine and glossary
	err        error
}

// Run reads and stores; each batch is durable for itself, so that a run that was
// killed goes on where it was.
func (x Reread) Run(ctx context.Context) (Summary, error) {
	sum := newSummary()
	started := time.Now()
	run, err := x.Engines.Begin(ctx, x.Store, started)
	if err != nil {
		return sum, err
	}
	var failed error
	var batch []reread
	commit := func() error {
		err := x.commit(ctx, run, batch, &sum)
		batch = batch[:0]
		sum.Elapsed = time.Since(started)
		if x.Progress != nil && err == nil {
			x.Progress(sum.clone())
		}
		return err
	}
	err = Ordered(ctx, Limits{Workers: x.Workers}, x.versions(ctx, &failed), func(v store.Version) int64 { return 4 * int64(len(v.Content.Text)) }, Stages[store.Version, reread]{
		Work: func(v store.Version) reread { return x.read(ctx, run, v) },
		Emit: func(r reread) error {
			if r.err != nil {
				return fmt.Errorf("%q: %w", r.Article, r.err)
			}
			if !r.known {
				batch = append(batch, r)
			}
			if len(batch) >= batchDocuments {
				return commit()
			}
			return nil
		},
	})
	if err == nil {
		err = failed
	}
	if err == nil {
		err = commit()
	}
	sum.Seconds = time.Since(started).Seconds()
	return sum, err
}

// versions are the current versions of all articles; an error ends them.
func (x Reread) versions(ctx context.Context, failed *error) iter.Seq[store.Version] {
	return func(yield func(store.Version) bool) {
		for v, err := range x.Store.Current(ctx, store.ArticleFilter{}) {
			if err != nil {
				*failed = err
				return
			}
			if !yield(v) {
				return
			}
		}
	}
}

func (x Reread) read(ctx context.Context, run store.Run, v store.Version) (r reread) {
	r.Version = v
	rules, err := x.Engines.Rules(v.Content.Lang)
	if err != nil {
		r.err = err
		return r
	}
	row, err := x.Store.Article(ctx, v.Article)
	if err != nil {
		r.err = err
		return r
	}
	id, ok, err := x.Store.Extracted(ctx, v.ID, rules, run.Engine, run.Glossary)
	if r.err = err; err != nil || ok && id == row.Extraction {
		r.known = true
		return r
	}
	r.extraction, r.err = x.Engines.Extract(v.Content)
	return r
}

func (x Reread) commit(ctx context.Context, run store.Run, batch []reread, sum *Summary) error {
	if len(batch) == 0 {
		return nil
	}
	next := sum.clone()
	err := x.Store.Update(ctx, func(tx *store.Tx) error {
		for _, r := range batch {
			_, outcome, err := tx.PutExtraction(store.NewExtraction{
				Article: r.Article, Version: r.ID, Run: run.ID, Engine: run.Engine, Glossary: run.Glossary, Extraction: r.extraction,
			})
			if err != nil {
				return fmt.Errorf("%q: %w", r.Article, err)
			}
			next.Articles[r.Content.Lang]++
			next.Outcomes[outcome]++
			next.Bytes += int64(len(r.Content.Text))
			next.count(r.extraction)
		}
		return nil
	})
	if err == nil {
		*sum = next
	}
	return err
}
