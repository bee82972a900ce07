package pipeline

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestOrderedKeepsTheOrder(t *testing.T) {
	var got, want []int
	for i := range 200 {
		want = append(want, i*i)
	}
	err := Ordered(t.Context(), Limits{Workers: 7}, count(200), func(int) int64 { return 1 }, Stages[int, int]{
		Work: func(i int) int {
			time.Sleep(time.Duration(i%5) * 100 * time.Microsecond)
			return i * i
		},
		Emit: func(i int) error { got = append(got, i); return nil },
	})
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestOrderedHoldsNoMoreThanItsBudget(t *testing.T) {
	var held, most atomic.Int64
	items := func(yield func(int64) bool) {
		for _, w := range []int64{40, 40, 40, 500, 40, 40} {
			if !yield(w) {
				return
			}
		}
	}
	err := Ordered(t.Context(), Limits{Workers: 4, Bytes: 100}, items, func(w int64) int64 { return w }, Stages[int64, int64]{
		Work: func(w int64) int64 {
			if now := held.Add(w); now > most.Load() {
				most.Store(now)
			}
			time.Sleep(time.Millisecond)
			return w
		},
		Emit: func(w int64) error { held.Add(-w); return nil },
	})
	if err != nil || most.Load() != 500 {
		t.Errorf("held %d at once, want the one item that exceeds the budget alone (%v)", most.Load(), err)
	}
}

func TestOrderedStops(t *testing.T) {
	stop := errors.New("disk full")
	endless := func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
		}
	}
	stages := Stages[int, int]{Work: func(i int) int { return i }, Emit: func(i int) error {
		if i == 5 {
			return stop
		}
		return nil
	}}
	one := func(int) int64 { return 1 }
	if err := Ordered(t.Context(), Limits{}, endless, one, stages); !errors.Is(err, stop) {
		t.Errorf("got %v, want the error of emit", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	blocked := func(func(int) bool) { cancel(); select {} }
	if err := Ordered(ctx, Limits{}, blocked, one, stages); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want canceled although the source blocks", err)
	}
}
