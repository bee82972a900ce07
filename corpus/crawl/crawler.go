package crawl

import (
	"context"
	"sync"
	"time"
)

// Crawler fetches what stands in a frontier.
type Crawler struct {
	Fetcher  *Fetcher
	Frontier *Frontier
	Memory   Memory // of former fetches; nil: none
	Options
}

// Options say how a [Crawler] crawls. The zero value works.
type Options struct {
	Pace
	Workers  int           // hosts that are asked at once; 0: 16
	Patience time.Duration // how long to wait for a host that asks to come back later; 0: 10 min
	Follow   *Scope        // of links that are followed; nil: none
	Since    time.Time     // entries of listings that tell an older date are skipped; zero: none
	MaxPages int           // URLs of one pass; 0: 200,000
	ListOnly bool          // fetch nothing but seeds, feeds and sitemaps
}

// Memory knows what was fetched before.
type Memory interface {
	// Former is the newest answer to a URL that is kept; nil where there is none.
	Former(ctx context.Context, url string) (*Former, error)
}

// Former is an answer that is kept. One that was fetched since the pass began
// is not asked for again.
type Former struct {
	At           time.Time
	ETag         string
	LastModified string
	Load         func() (*Response, error) // with its body unpacked
}

// Page is what came of a URL. Acknowledge its lease when what it holds is
// durable.
type Page struct {
	Lease       Lease
	Response    *Response // nil where Err says why; of 304 the former one
	NotModified *Response // the answer 304; nil for others
	Recalled    bool      // it was fetched before the last process ended: no request was sent
	Listing     ListingKind
	Entries     int    // of the listing
	Err         error  // it could not be had
	Code        string // names Err: robots, host-down, timeout, http-404, redirects, …
}

const (
	defaultWorkers  = 16
	defaultPages    = 200_000
	defaultPatience = 10 * time.Minute
)

// running is one call of Run.
type running struct {
	*Crawler
	pass  Pass
	pages chan Page
	slots int // workers at once

	mu     sync.Mutex
	robots map[string]*cachedRobots // by origin
	queued int                      // URLs of the pass
	err    error                    // the first that ends the crawl
}

// Run fetches all of a pass and hands on what comes, in no order, on the
// caller's goroutine. It returns nil when nothing is left that is due within
// the patience, or when yield wants no more; else the error of the frontier, of
// the memory, or of the context.
func (c *Crawler) Run(ctx context.Context, p Pass, yield func(Page) bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := c.Workers
	if workers <= 0 {
		workers = defaultWorkers
	}
	r := &running{Crawler: c, pass: p, pages: make(chan Page), slots: workers, robots: map[string]*cachedRobots{}}
	var err error
	if r.queued, err = c.Frontier.Size(ctx, p); err != nil {
		return err
	}
	go r.schedule(ctx, cancel)
	stopped := false
	for page := range r.pages {
		if !stopped && !yield(page) {
			stopped = true
			cancel()
		}
	}
	if stopped {
		return nil
	}
	return r.err
}

// schedule leases URLs to workers until none is left, then closes pages.
func (r *running) schedule(ctx context.Context, cancel context.CancelFunc) {
	var workers sync.WaitGroup
	defer close(r.pages)
	defer workers.Wait()
	active := 0
	ended := make(chan struct{}, r.slots)
	for {
		leases, next, err := r.Frontier.Lease(ctx, r.pass, r.slots-active)
		if r.fail(err) {
			cancel()
			return
		}
		for _, l := range leases {
			active++
			workers.Add(1)
			go func() {
				defer workers.Done()
				if r.fail(r.work(ctx, l)) {
					cancel()
				}
				ended <- struct{}{}
			}()
		}
		if len(leases) > 0 && active < r.slots {
			continue // the next answer says when to ask again
		}
		if active == 0 && (next.IsZero() || r.tooLate(next)) {
			return
		}
		select {
		case <-ctx.Done():
			r.fail(ctx.Err())
			return
		case <-ended:
			active--
		case <-r.timer(next, active < r.slots):
		}
	}
}

// fail remembers the first error.
func (r *running) fail(err error) bool {
	if err == nil {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.err = err
	}
	return true
}

func (r *running) tooLate(next time.Time) bool {
	patience := r.Patience
	if patience <= 0 {
		patience = defaultPatience
	}
	return next.Sub(r.Frontier.now()) > patience
}

// timer rings when something is due; nothing is, or no worker is free: never.
func (r *running) timer(next time.Time, free bool) <-chan time.Time {
	if next.IsZero() || !free {
		return nil
	}
	return time.After(max(next.Sub(r.Frontier.now()), time.Millisecond))
}

// emit hands on a page.
func (r *running) emit(ctx context.Context, p Page) error {
	select {
	case r.pages <- p:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
