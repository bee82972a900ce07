package pipeline

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"goalpost/corpus/crawl"
	"goalpost/corpus/store"
	"goalpost/corpus/warc"
)

// Crawl is how URLs are fetched. A URL goes through these steps: it is leased
// from the frontier, fetched, and what it links to is enqueued; its capture is
// appended, and with the batch made durable; its row is committed; and only then
// is its lease acknowledged. What was not acknowledged when the process ended is
// leased again by the next one, which finds what was captured already.
type Crawl struct {
	Fetch crawl.FetchOptions
	crawl.Options
}

// crawling is a crawl of one pass that goes on.
type crawling struct {
	st       *store.Store
	frontier *crawl.Frontier
	crawler  *crawl.Crawler
	pass     crawl.Pass
	begun    atomic.Bool
	done     chan struct{} // closed when the crawl has ended
	err      error         // that ended it; valid when done
}

// openCrawl opens a crawl of the URLs among the sources, and gives the others.
func (g Ingest) openCrawl(ctx context.Context, names []string) (x *crawling, others []string, err error) {
	var seeds []string
	for _, name := range names {
		if IsURL(name) {
			seeds = append(seeds, name)
		} else {
			others = append(others, name)
		}
	}
	if len(seeds) > 0 {
		x, err = newCrawl(ctx, g.Store, g.Crawl, seeds, g.Source)
	}
	return x, others, err
}

// acknowledge gives the leases of the batch back, now that all of it is durable.
func (in *ingesting) acknowledge(ctx context.Context) error {
	if in.crawl == nil {
		return nil
	}
	var acks []crawl.Ack
	for _, r := range in.batch {
		if r.ack != nil {
			acks = append(acks, *r.ack)
		}
	}
	return in.crawl.frontier.Ack(ctx, in.crawl.pass, acks...)
}

// newCrawl opens the frontier and enqueues the seeds.
func newCrawl(ctx context.Context, st *store.Store, c Crawl, seeds []string, source string) (*crawling, error) {
	frontier, err := crawl.OpenFrontier(ctx, filepath.Join(st.Dir(), crawl.FrontierName), crawl.FrontierOptions{Alone: true})
	if err != nil {
		return nil, err
	}
	x := &crawling{st: st, frontier: frontier, done: make(chan struct{}), crawler: &crawl.Crawler{
		Fetcher: crawl.NewFetcher(c.Fetch), Frontier: frontier, Memory: memory{st}, Options: c.Options,
	}}
	key := strings.Join(slices.Sorted(slices.Values(append(slices.Clone(seeds), fmt.Sprintf("%+v", c.Follow)))), "\n")
	if x.pass, err = frontier.Begin(ctx, key); err == nil {
		err = x.seed(ctx, seeds, source)
	}
	if err != nil {
		return nil, errors.Join(err, frontier.Close())
	}
	return x, nil
}

func (x *crawling) seed(ctx context.Context, seeds []string, source string) error {
	var items []crawl.Item
	for _, s := range seeds {
		canonical, err := crawl.Canonical(s)
		if err != nil {
			return err
		}
		items = append(items, crawl.Item{URL: canonical, Source: first(source, s), Role: crawl.Seed})
	}
	_, err := x.frontier.Enqueue(ctx, x.pass, items...)
	return err
}

// end ends the pass where nothing of it is left, and tells how complete its sources are.
func (x *crawling) end(ctx context.Context) ([]crawl.Count, error) {
	if !x.begun.Load() {
		return nil, x.frontier.Close()
	}
	<-x.done
	if x.err != nil {
		return nil, errors.Join(x.err, x.frontier.Close())
	}
	counts, err := x.frontier.Counts(ctx, x.pass)
	if err == nil {
		_, err = x.frontier.Finish(ctx, x.pass)
	}
	return counts, errors.Join(err, x.frontier.Close())
}

// each hands on what is fetched.
func (x *crawling) each(ctx context.Context, source string, yield func(task) bool) {
	x.begun.Store(true)
	defer close(x.done)
	var failed error
	err := x.crawler.Run(ctx, x.pass, func(p crawl.Page) bool {
		t, err := x.task(ctx, p, source)
		failed = err
		return err == nil && yield(t)
	})
	x.err = errors.Join(failed, err)
}

// task is what is to be done for a page: its capture, its article, its line in
// the fetch log, its lease.
func (x *crawling) task(ctx context.Context, p crawl.Page, source string) (task, error) {
	t := task{
		Document: Document{Name: p.Lease.URL, Form: Other}, key: store.ArticleKey{Source: source},
		ack: &crawl.Ack{URL: p.Lease.URL, Outcome: crawl.Fetched}, fetch: fetchLine(p),
	}
	if p.Err != nil {
		t.Problem = problem(Code(p.Code), "%s", p.Err)
		t.ack.Outcome, t.ack.Reason = crawl.Skipped, p.Code
	}
	if p.Response == nil || p.Err != nil && p.Listing == crawl.NoListing {
		return t, nil
	}
	if p.Listing != crawl.NoListing {
		t.only = true
		t.ack.Outcome, t.ack.Reason = crawl.Listing, ""
	} else {
		t.Document = answered(p.Response)
		t.key.CanonicalURL = t.URL
	}
	if !p.Recalled && p.NotModified == nil {
		t.origin = responseOf(p.Response)
		return t, nil
	}
	former, err := x.st.LastFetch(ctx, p.Lease.URL) // the capture that was recalled
	if t.capture = former.Capture; p.NotModified == nil {
		t.fetch = nil // logged before the last process ended
		return t, err
	}
	if t.ack.Outcome == crawl.Fetched {
		t.ack.Outcome = crawl.Unchanged
	}
	t.revisit = p.NotModified
	t.fetch.ETag, t.fetch.LastModified = first(t.fetch.ETag, former.ETag), first(t.fetch.LastModified, former.LastModified)
	return t, err
}

// fetchLine is the page's line in the fetch log.
func fetchLine(p crawl.Page) *store.Fetch {
	line := &store.Fetch{URL: p.Lease.URL, At: time.Now().UTC(), Outcome: "fetched"}
	res := p.Response
	if p.NotModified != nil {
		res, line.Outcome = p.NotModified, "not-modified"
	}
	if res != nil {
		line.At, line.Status, line.Duration, line.Bytes = res.At, res.Status, res.Duration, int64(len(res.Wire))
		line.ETag, line.LastModified = res.Header.Get("ETag"), res.Header.Get("Last-Modified")
	}
	if p.Err != nil {
		line.Outcome, line.Error = "failed", p.Err.Error()
	}
	return line
}

// memory knows what was fetched before by the store's fetch log.
type memory struct{ st *store.Store }

// Former is the newest capture of a URL.
func (m memory) Former(ctx context.Context, url string) (*crawl.Former, error) {
	line, err := m.st.LastFetch(ctx, url)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil, nil //nolint:nilnil // there is none, as crawl.Memory says it
	case err != nil:
		return nil, err
	case line.Capture == "":
		return nil, nil //nolint:nilnil // the last answer was not kept
	}
	return &crawl.Former{
		At: line.At, ETag: line.ETag, LastModified: line.LastModified,
		Load: func() (*crawl.Response, error) { return m.load(ctx, line) },
	}, nil
}

// load reads a capture back into the answer that it was.
func (m memory) load(ctx context.Context, line store.Fetch) (res *crawl.Response, err error) {
	capture, err := m.st.Capture(ctx, line.Capture)
	if err != nil {
		return nil, err
	}
	rec, err := warc.ReadAt(m.st.Captures(), capture.File, capture.Offset)
	if err != nil {
		return nil, err
	}
	defer letGo(rec)
	answer, err := rec.HTTP(maxCapture)
	if err != nil {
		return nil, err
	}
	return &crawl.Response{
		URL: line.URL, Status: answer.Status, Header: undone(answer.Header), Body: answer.Body, Head: answer.Head, At: line.At,
	}, nil
}

// undone is a header without what told of encodings that are undone.
func undone(h http.Header) http.Header {
	h = h.Clone()
	h.Del("Content-Encoding")
	return h
}

// notModified keeps a 304 as a revisit record (WARC 1.1, 6.7.3).
func (in *ingesting) notModified(ctx context.Context, r *read, res *crawl.Response) error {
	capture, err := in.Store.Capture(ctx, r.capture)
	if err != nil {
		return err
	}
	at, err := in.Captures.Exchange(warc.Exchange{
		URI: res.URL, Date: res.At, IP: res.IP, Head: warc.HTTPHead(res.Proto, res.Status, res.Header),
		Profile: warc.NotModified, RefersURI: capture.TargetURI, RefersDate: capture.FetchedAt, RefersDigest: capture.Digest,
	})
	if err != nil {
		return fmt.Errorf("capture of %q: %w", r.Name, err)
	}
	r.fetch.File, r.fetch.Offset, r.fetch.Length = at.File, at.Offset, at.Length
	return nil
}
