package pipeline

import (
	"context"
	"iter"
	"runtime"
	"sync"
)

// Limits bounds what [Ordered] holds at once.
type Limits struct {
	Workers int   // goroutines that work; 0: one for each core
	Bytes   int64 // sum of the weights in flight; 0: 64 MiB. One item may exceed it alone
}

func (l Limits) workers() int {
	if l.Workers > 0 {
		return l.Workers
	}
	return runtime.GOMAXPROCS(0)
}

func (l Limits) bytes() int64 {
	if l.Bytes > 0 {
		return l.Bytes
	}
	return 64 << 20
}

// inFlight is an item on its way through [Ordered].
type inFlight[In, Out any] struct {
	in     In
	out    chan Out // capacity 1
	weight int64
}

// Ordered works on items in parallel and emits the results in the items' order,
// each as soon as those before it are out. weight tells how many bytes an item
// holds in memory until its result is emitted.
//
// It returns the first error of emit, or the context's error where that ends
// first; then it does not wait for a source that blocks.
func Ordered[In, Out any](
	ctx context.Context, limits Limits, items iter.Seq[In], weight func(In) int64,
	stages Stages[In, Out],
) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := limits.workers()
	queue := make(chan *inFlight[In, Out])
	order := make(chan *inFlight[In, Out], 4*workers)
	room := newBudget(limits.bytes())
	stop := context.AfterFunc(ctx, room.close)
	defer stop()

	for range workers {
		go func() {
			for f := range queue {
				f.out <- stages.Work(f.in)
			}
		}()
	}
	go func() {
		defer close(order)
		defer close(queue)
		for in := range items {
			f := &inFlight[In, Out]{in, make(chan Out, 1), weight(in)}
			if !room.take(f.weight) || !send(ctx, order, f) || !send(ctx, queue, f) {
				return
			}
		}
	}()
	for {
		f, ok := receive(ctx, order)
		if !ok {
			return ctx.Err()
		}
		out, ok := receive(ctx, f.out)
		if !ok {
			return ctx.Err()
		}
		if err := stages.Emit(out); err != nil {
			return err
		}
		room.give(f.weight)
	}
}

// Stages are the two ends of [Ordered].
type Stages[In, Out any] struct {
	Work func(In) Out    // called on many goroutines at once
	Emit func(Out) error // called on the caller's goroutine, in order
}

func send[T any](ctx context.Context, to chan<- T, v T) bool {
	select {
	case to <- v:
		return true
	case <-ctx.Done():
		return false
	}
}

func receive[T any](ctx context.Context, from <-chan T) (v T, ok bool) {
	if ctx.Err() != nil {
		return v, false
	}
	select {
	case v, ok = <-from:
		return v, ok
	case <-ctx.Done():
		return v, false
	}
}

// budget is a number of bytes that may be in flight.
type budget struct {
	mu     sync.Mutex
	freed  *sync.Cond
	left   int64
	held   int // items that hold a part of it
	closed bool
}

func newBudget(n int64) *budget {
	b := &budget{left: n}
	b.freed = sync.NewCond(&b.mu)
	return b
}

// take waits until n bytes are free, or until nothing else is in flight; false
// says that the budget was closed.
func (b *budget) take(n int64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	for !b.closed && b.left < n && b.held > 0 {
		b.freed.Wait()
	}
	if b.closed {
		return false
	}
	b.left -= n
	b.held++
	return true
}

func (b *budget) give(n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left += n
	b.held--
	b.freed.Signal()
}

func (b *budget) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.freed.Broadcast()
}
