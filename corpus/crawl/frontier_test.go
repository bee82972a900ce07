package crawl

import (
	"path/filepath"
	"testing"
	"time"
)

// clock is a time that a test moves.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func openTestFrontier(t *testing.T, path string, o FrontierOptions) *Frontier {
	t.Helper()
	f, err := OpenFrontier(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func seed(urls ...string) (items []Item) {
	for _, u := range urls {
		items = append(items, Item{URL: u, Source: "s", Role: Seed})
	}
	return items
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestAHostHasOneOwnerAndADelay(t *testing.T) {
	ctx, c := t.Context(), &clock{time.UnixMilli(1e12)}
	path := filepath.Join(t.TempDir(), FrontierName)
	f := openTestFrontier(t, path, FrontierOptions{Now: c.now})
	other := openTestFrontier(t, path, FrontierOptions{Now: c.now, Owner: "other"})
	p := must(f.Begin(ctx, "k"))(t)
	if n := must(f.Enqueue(ctx, p, seed("http://a.test/1", "http://a.test/2", "http://b.test/1", "http://a.test/1")...))(t); n != 3 {
		t.Fatalf("%d added", n)
	}
	got, _, err := f.Lease(ctx, p, 10)
	if err != nil || len(got) != 2 || got[0].URL != "http://a.test/1" || got[1].URL != "http://b.test/1" {
		t.Fatalf("leases %+v, %v", got, err)
	}
	if more, next, _ := other.Lease(ctx, p, 10); len(more) != 0 || !next.Equal(c.t.Add(5*time.Minute)) {
		t.Errorf("a host that is leased is leased again: %+v, %v", more, next)
	}
	h := got[0].Host
	h.Next, h.Why = c.t.Add(time.Second), "the least delay"
	if err := f.Release(ctx, h); err != nil {
		t.Fatal(err)
	}
	if more, next, _ := other.Lease(ctx, p, 10); len(more) != 0 || !next.Equal(h.Next) {
		t.Errorf("before its delay: %+v, next %v", more, next)
	}
	c.t = h.Next
	if more, _, _ := other.Lease(ctx, p, 10); len(more) != 1 || more[0].URL != "http://a.test/2" || more[0].Host.Why != h.Why {
		t.Errorf("after its delay: %+v", more)
	}
}

func TestAKilledProcessLosesNothing(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), FrontierName)
	f := openTestFrontier(t, path, FrontierOptions{})
	p := must(f.Begin(ctx, "k"))(t)
	must(f.Enqueue(ctx, p, seed("http://a.test/1", "http://b.test/1")...))(t)
	if got, _, _ := f.Lease(ctx, p, 10); len(got) != 2 {
		t.Fatalf("%+v", got)
	}
	if err := f.Ack(ctx, p, Ack{"http://a.test/1", Fetched, ""}); err != nil {
		t.Fatal(err)
	}
	// No Close: the process is gone with one URL fetched and one on its way.
	c := &clock{time.Now()}
	g := openTestFrontier(t, path, FrontierOptions{Alone: true, Now: c.now})
	if h := must(g.Host(ctx, "b.test"))(t); h.Next.Before(c.t.Add(900 * time.Millisecond)) {
		t.Errorf("a host that may just have been asked is asked again at %v", h.Next)
	}
	c.t = c.t.Add(time.Minute)
	again := must(g.Begin(ctx, "k"))(t)
	if !again.Resumed || again.ID != p.ID {
		t.Errorf("%+v does not go on with %+v", again, p)
	}
	must(g.Enqueue(ctx, again, seed("http://a.test/1", "http://b.test/1")...))(t)
	got, _, err := g.Lease(ctx, again, 10)
	if err != nil || len(got) != 1 || got[0].URL != "http://b.test/1" {
		t.Fatalf("%+v, %v", got, err)
	}
	if open := must(g.Finish(ctx, again))(t); open != 1 {
		t.Errorf("%d left", open)
	}
	if err := g.Ack(ctx, again, Ack{"http://b.test/1", Skipped, "http-404"}); err != nil {
		t.Fatal(err)
	}
	counts := must(g.Counts(ctx, again))(t)
	if c := counts[0]; len(counts) != 1 || c.Listed != 2 || c.Fetched != 1 || c.Skipped["http-404"] != 1 {
		t.Errorf("%+v", counts)
	}
	if open := must(g.Finish(ctx, again))(t); open != 0 {
		t.Errorf("%d left", open)
	}
	if next := must(g.Begin(ctx, "k"))(t); next.Resumed {
		t.Error("a finished pass goes on")
	}
}

func TestRequeueWaits(t *testing.T) {
	ctx, c := t.Context(), &clock{time.UnixMilli(1e12)}
	f := openTestFrontier(t, filepath.Join(t.TempDir(), FrontierName), FrontierOptions{Now: c.now})
	p := must(f.Begin(ctx, "k"))(t)
	must(f.Enqueue(ctx, p, seed("http://a.test/1")...))(t)
	got, _, _ := f.Lease(ctx, p, 1)
	due := c.t.Add(time.Minute)
	if err := f.Requeue(ctx, got[0], due, true); err != nil {
		t.Fatal(err)
	}
	if err := f.Release(ctx, got[0].Host); err != nil {
		t.Fatal(err)
	}
	if more, next, _ := f.Lease(ctx, p, 1); len(more) != 0 || !next.Equal(due) {
		t.Errorf("%+v, %v", more, next)
	}
	c.t = due
	if more, _, _ := f.Lease(ctx, p, 1); len(more) != 1 || more[0].Tries != 1 {
		t.Errorf("%+v", more)
	}
}
