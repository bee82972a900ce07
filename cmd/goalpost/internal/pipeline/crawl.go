package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"

	"goalpost/corpus/crawl"
	"goalpost/corpus/store"
	"goalpost/corpus/warc"
)

// Crawl says how URLs are fetched. Feeds, sitemaps and pages that are followed
// name more of them.
type Crawl struct {
	Fetch crawl.FetchOptions
	crawl.Options
	Originals bool // fetch the originals that source lines name
}

// crawling is the crawl of an ingest: all its URLs, many hosts at once.
//
// The order that survives a kill: what a page links to is enqueued when it is
// fetched; its capture and row become durable with the batch; only then its
// lease is acknowledged. The next process asks again for what was not
// acknowledged, and finds in its memory what the killed one had captured.
type crawling struct {
	*crawl.Crawler
	pass      crawl.Pass
	source    string // of the articles
	originals bool   // are fetched too
	failed    error  // what ended the crawl
	added     int    // URLs that articles brought since the crawl was at its end
}

// startCrawl opens the frontier of the data folder; nil where nothing is to be fetched.
func (in *ingesting) startCrawl(ctx context.Context, urls []string) (*crawling, error) {
	if len(urls) == 0 {
		return nil, nil //nolint:nilnil // nothing is to be fetched
	}
	frontier, err := crawl.OpenFrontier(ctx, filepath.Join(in.Store.Dir(), crawl.FrontierName), crawl.FrontierOptions{Alone: true})
	if err != nil {
		return nil, err
	}
	known, err := remember(ctx, in.Store)
	if err != nil {
		return nil, errors.Join(err, frontier.Close())
	}
	c := &crawling{source: in.Source, originals: in.Crawl.Originals, Crawler: &crawl.Crawler{
		Fetcher: crawl.NewFetcher(in.Crawl.Fetch), Frontier: frontier, Memory: known, Options: in.Crawl.Options,
	}}
	if err := c.begin(ctx, urls); err != nil {
		return nil, errors.Join(err, frontier.Close())
	}
	known.resumed = c.pass.Resumed
	return c, nil
}

// begin enqueues the URLs that the user named; the same ones with the same
// options go on where a killed process was.
func (c *crawling) begin(ctx context.Context, urls []string) (err error) {
	o := c.Options
	scope := ""
	if o.Follow != nil {
		scope = fmt.Sprintf("%v", *o.Follow) // patterns by their text
	}
	key := sha256.Sum256(fmt.Appendf(nil, "%q %q %s %d %v %v", c.source, urls, scope, o.MaxPages, o.Since, c.originals))
	if c.pass, err = c.Frontier.Begin(ctx, hex.EncodeToString(key[:12])); err != nil {
		return err
	}
	items := make([]crawl.Item, 0, len(urls))
	for _, u := range urls {
		at, err := crawl.Canonical(u)
		if err != nil {
			return err
		}
		items = append(items, crawl.Item{URL: at, Source: first(c.source, at), Role: crawl.Seed})
	}
	_, err = c.Frontier.Enqueue(ctx, c.pass, items...)
	return err
}

// run hands on what the crawl brings, as steps of the ingest.
func (c *crawling) run(ctx context.Context, yield func(task) bool) bool {
	more := true
	c.failed = c.Run(ctx, c.pass, func(p crawl.Page) bool {
		more = yield(c.task(p))
		return more
	})
	return more && c.failed == nil
}

// task makes a step of an answer.
func (c *crawling) task(p crawl.Page) task {
	at := p.Lease.URL
	t := task{Document: Document{Name: at, Form: Other}, lease: &p.Lease, key: store.ArticleKey{Source: c.source}}
	if p.Response != nil {
		t.log = logOf(at, p)
	}
	switch {
	case p.Err != nil && p.Code == "robots" && p.Lease.Role == crawl.Linked:
		t.only, t.reason = true, p.Code // a link that may not be followed is no failure
		return t
	case p.Err != nil && p.Listing == crawl.NoListing:
		t.Problem = problem(Code(p.Code), "%s", p.Err)
		return t
	}
	t.Document = answered(p.Response)
	t.Name, t.key.CanonicalURL = at, at
	t.origin = responseOf(p.Response)
	if p.NotModified != nil {
		t.revisit = revisitOf(p.NotModified, p.Response)
	}
	switch {
	case p.Listing != crawl.NoListing && p.Err != nil:
		t.Problem = problem(Code(p.Code), "%q: %s", at, p.Err)
	case p.Listing != crawl.NoListing:
		t.only = true
	case !isArticle(t.MediaType):
		t.only, t.reason, t.origin = true, "no-article", nil
	}
	return t
}

// logOf is the line of the fetch log; nil for what was fetched before, and logged.
func logOf(at string, p crawl.Page) *store.Fetch {
	res := p.Response
	if p.NotModified != nil {
		res = p.NotModified
	}
	f := &store.Fetch{
		URL: at, At: res.At, Status: res.Status, ETag: res.Header.Get("ETag"), LastModified: res.Header.Get("Last-Modified"),
		Duration: res.Duration, Bytes: int64(len(res.Wire)),
	}
	if p.NotModified != nil {
		f.ETag, f.LastModified = first(f.ETag, p.Response.Header.Get("ETag")), first(f.LastModified, p.Response.Header.Get("Last-Modified"))
	}
	if p.Err != nil {
		f.Error = p.Err.Error()
	}
	return f
}

// revisitOf is the record of an answer that brought nothing new.
func revisitOf(res, former *crawl.Response) *warc.Exchange {
	profile := warc.NotModified
	if res.Status != http.StatusNotModified {
		profile = warc.SamePayload
	}
	return &warc.Exchange{
		URI: res.URL, Date: res.At, IP: res.IP, Head: warc.HTTPHead(res.Proto, res.Status, res.Header),
		Profile: profile, RefersURI: former.URL, RefersDate: former.At,
	}
}

// repeats turns a task whose bytes are captured already into a revisit of them.
func (t *task) repeats(c store.Capture) {
	o := t.origin
	if t.log == nil || o == nil || o.exchange == nil {
		return
	}
	if t.revisit == nil && !o.exchange.Date.Equal(c.FetchedAt) {
		x := *o.exchange
		x.Body, x.Profile, x.RefersURI, x.RefersDate = nil, warc.SamePayload, c.TargetURI, c.FetchedAt
		t.revisit = &x
	}
	if t.revisit != nil {
		t.revisit.RefersDigest = c.Digest
	}
}

// outcome is what the frontier counts for a document.
func (r *read) outcome() crawl.Ack {
	a := crawl.Ack{URL: r.lease.URL, Outcome: crawl.Fetched}
	switch {
	case r.reason != "":
		a.Outcome, a.Reason = crawl.Skipped, r.reason
	case r.Problem != nil:
		a.Outcome, a.Reason = crawl.Skipped, string(r.Problem.Code)
	case r.only:
		a.Outcome = crawl.Listing
	case r.revisit != nil:
		a.Outcome = crawl.Unchanged
	}
	return a
}

// isPassedOver says whether a page is left out without being a failure: a link
// that robots.txt closes, no article, or a page of links.
func (r *read) isPassedOver() bool {
	if r.lease == nil {
		return false
	}
	if r.Problem != nil && r.Problem.Code == NoText && r.lease.Role == crawl.Linked {
		r.reason = string(NoText)
	}
	return r.reason != ""
}

// acknowledge gives the leases of the batch back, now that all of it is durable.
func (in *ingesting) acknowledge(ctx context.Context) error {
	if in.crawl == nil {
		return nil
	}
	var acks []crawl.Ack
	var items []crawl.Item
	for i := range in.batch {
		if in.batch[i].lease != nil {
			acks = append(acks, in.batch[i].outcome())
			items = append(items, in.batch[i].more...)
		}
	}
	added, err := in.crawl.Frontier.Enqueue(ctx, in.crawl.pass, items...)
	if err != nil {
		return err
	}
	in.crawl.added += added
	return in.crawl.Frontier.Ack(ctx, in.crawl.pass, acks...)
}

// logFetch notes the fetch of a document, with the place of its record.
func (r *read) logFetch(tx *store.Tx, stored store.Outcome) error {
	if r.log == nil {
		return nil
	}
	f := *r.log
	switch {
	case r.Problem != nil && r.capture == "":
		f.Outcome = "failed"
	case r.reason != "":
		f.Outcome = "skipped"
	case r.revisit != nil && f.Status == http.StatusNotModified:
		f.Outcome, f.Capture = "not-modified", r.capture
	case r.revisit != nil:
		f.Outcome, f.Capture = "unchanged", r.capture
	default:
		f.Outcome, f.Capture = string(stored), r.capture
	}
	f.File, f.Offset, f.Length = r.place.File, r.place.Offset, r.place.Length
	return tx.LogFetch(f)
}

// finish ends a crawl that came to its end: what still waits is named as
// skipped, and how complete each source is goes into the summary.
func (in *ingesting) finish(ctx context.Context, c *crawling) error {
	if err := c.Frontier.Abandon(ctx, c.pass, "later"); err != nil {
		return err
	}
	counts, err := c.Frontier.Counts(ctx, c.pass)
	if err != nil {
		return err
	}
	for _, n := range counts {
		if later := n.Skipped["later"]; later > 0 {
			in.summary.Skipped["later"] += later
		}
	}
	in.summary.Sources = append(in.summary.Sources, counts...)
	_, err = c.Frontier.Finish(ctx, c.pass)
	return err
}
