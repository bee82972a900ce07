package pipeline

import (
	"context"
	"time"

	"goalpost/corpus/store"
	"goalpost/index"
)

// publishEvery is how often what was indexed becomes visible to searches while
// an ingest goes on.
const publishEvery = 30 * time.Second

// Indexing keeps an index in step with a store beside an ingest: batches are
// indexed while the next ones are read.
type Indexing struct {
	st        *store.Store
	w         *index.Writer
	wake      chan struct{} // capacity 1: rows were committed
	done      chan error    // the error that ended it; closed
	cancel    context.CancelFunc
	published time.Time
}

// OpenIndexing opens the index of a store and brings it up to what the store
// holds. Errors are those of [OpenIndex].
func OpenIndexing(ctx context.Context, st *store.Store, o index.Options) (*Indexing, error) {
	w, err := OpenIndex(ctx, st, o)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	x := &Indexing{st: st, w: w, wake: make(chan struct{}, 1), done: make(chan error, 1), cancel: cancel, published: time.Now()}
	go x.run(ctx)
	x.signal()
	return x, nil
}

func (x *Indexing) run(ctx context.Context) {
	defer close(x.done)
	for {
		select {
		case <-ctx.Done():
			return
		case <-x.wake:
		}
		err := CatchUp(ctx, x.st, x.w)
		if err == nil && time.Since(x.published) > publishEvery {
			x.published = time.Now()
			err = x.w.Publish()
		}
		if err != nil && ctx.Err() == nil {
			x.done <- err
			return
		}
	}
}

func (x *Indexing) signal() {
	select {
	case x.wake <- struct{}{}:
	default: // it is awake and will see these rows too
	}
}

// Notify says that rows were committed. It returns the error that ended the
// indexing, if one did.
func (x *Indexing) Notify(context.Context) error {
	select {
	case err := <-x.done:
		return err
	default:
		x.signal()
		return nil
	}
}

// Close indexes what is left, publishes it and closes the index.
func (x *Indexing) Close(ctx context.Context) error {
	x.cancel()
	err := <-x.done
	if err == nil {
		err = CatchUp(ctx, x.st, x.w)
	}
	if err == nil {
		err = x.w.Publish()
	}
	if closed := x.w.Close(); err == nil {
		err = closed
	}
	return err
}
