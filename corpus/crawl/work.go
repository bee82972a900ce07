package crawl

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// What keeps a URL from being fetched, beside the errors of [Fetcher.Fetch].
var (
	ErrRobots   = errors.New("robots.txt forbids it")
	ErrHostDown = errors.New("its host gives no answer, or only errors")
)

// work does what is to be done for one lease: it gives the host back, and the
// URL on, back, or away.
func (r *running) work(ctx context.Context, l Lease) error {
	if l.Host.Strikes >= giveUp {
		if err := r.Frontier.Release(ctx, l.Host); err != nil {
			return err
		}
		return r.emit(ctx, Page{Lease: l, Err: ErrHostDown, Code: "host-down"})
	}
	former, err := r.former(ctx, l.URL)
	if err != nil {
		return err
	}
	if former != nil && !former.At.Before(l.Pass.Started) {
		if err := r.Frontier.Release(ctx, l.Host); err != nil {
			return err
		}
		res, err := former.Load()
		if err != nil {
			return fmt.Errorf("%q: %w", l.URL, err)
		}
		return r.arrived(ctx, Page{Lease: l, Response: res, Recalled: true})
	}
	known, err := r.rules(ctx, l)
	if err != nil || known == nil {
		return err
	}
	if known.status == 0 {
		if err := r.Frontier.Release(ctx, l.Host); err != nil {
			return err
		}
		return r.emit(ctx, Page{Lease: l, Err: fmt.Errorf("robots.txt gave no answer: %w", known.err), Code: codeOf(known.err)})
	}
	rules := known.rules
	if v := rules.Explain(r.Fetcher.Token(), l.URL); !v.Allowed {
		if err := r.Frontier.Release(ctx, l.Host); err != nil {
			return err
		}
		return r.emit(ctx, Page{Lease: l, Err: fmt.Errorf("%w: %s", ErrRobots, v.reason()), Code: "robots"})
	}
	return r.fetch(ctx, l, rules, former)
}

// reason tells the line that decided.
func (v Verdict) reason() string {
	if v.Line > 0 {
		return fmt.Sprintf("line %d for %q: %s", v.Line, v.Agent, v.Rule)
	}
	return v.Why
}

func (r *running) former(ctx context.Context, url string) (*Former, error) {
	if r.Memory == nil {
		return nil, nil //nolint:nilnil // there is none, as Memory says it
	}
	return r.Memory.Former(ctx, url)
}

// fetch asks the server.
func (r *running) fetch(ctx context.Context, l Lease, rules *Robots, former *Former) error {
	ask := Request{URL: l.URL}
	if former != nil {
		ask.ETag, ask.LastModified = former.ETag, former.LastModified
	}
	res, err := r.Fetcher.Fetch(ctx, ask)
	if ctx.Err() != nil {
		return ctx.Err() // the lease is taken back by the next process
	}
	l.Host = r.after(l.Host, rules, r.Fetcher.Token(), answered(res, err), r.Frontier.now())
	retry := l.Tries < r.triesFor(res, err)
	if retry {
		if err := r.Frontier.Requeue(ctx, l, r.Frontier.now().Add(r.wait(l.Tries+1)), true); err != nil {
			return err
		}
	}
	if err := r.Frontier.Release(ctx, l.Host); err != nil || retry {
		return err
	}
	switch {
	case err != nil:
		return r.emit(ctx, Page{Lease: l, Response: res, Err: err, Code: codeOf(err)})
	case res.Status == http.StatusNotModified && former != nil:
		kept, err := former.Load()
		if err != nil {
			return fmt.Errorf("%q: %w", l.URL, err)
		}
		return r.arrived(ctx, Page{Lease: l, Response: kept, NotModified: res})
	}
	return r.arrived(ctx, Page{Lease: l, Response: res})
}

// answered is the response that the host's pace goes by: an address that we
// refuse, or a body that we do, is not the host's complaint.
func answered(res *Response, err error) *Response {
	if res == nil && errors.Is(err, ErrPrivate) {
		return &Response{Status: http.StatusOK}
	}
	return res
}

// triesFor is how often a URL with this answer is asked for again: what keeps
// sending until the time is over does so again, too.
func (p Pace) triesFor(res *Response, err error) int {
	switch code := codeOf(err); {
	case code == "timeout", errors.Is(err, ErrPrivate), errors.Is(err, ErrTooLarge), errors.Is(err, ErrEncoding), errors.Is(err, ErrURL):
		return 0
	case err == nil && (res.Status == http.StatusTooManyRequests || res.Status == http.StatusServiceUnavailable):
		return p.retries()
	case err != nil, asksToSlow(res), res.Status == http.StatusRequestTimeout:
		return min(p.retries(), 1)
	}
	return 0
}

func codeOf(err error) string {
	var netError net.Error
	switch {
	case errors.Is(err, ErrPrivate):
		return "private-address"
	case errors.Is(err, ErrTooLarge):
		return "too-large"
	case errors.Is(err, ErrRedirects):
		return "redirects"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netError) && netError.Timeout():
		return "timeout"
	}
	return "unreadable"
}

// arrived looks at an answer: a redirect is enqueued, a listing's entries and a
// page's links too, and what the answer is goes on.
func (r *running) arrived(ctx context.Context, p Page) error {
	res := p.Response
	switch {
	case res.IsRedirect():
		return r.moved(ctx, p)
	case res.Status < 200 || res.Status >= 300:
		p.Err, p.Code = fmt.Errorf("%q answered %d", p.Lease.URL, res.Status), "http-"+strconv.Itoa(res.Status)
		return r.emit(ctx, p)
	}
	if p.Lease.Role == Seed || p.Lease.Role == Index {
		if err := r.list(ctx, &p); err != nil {
			return err
		}
	}
	if p.Listing == NoListing && r.Follow != nil && p.Err == nil && !p.Lease.Role.belongs() {
		if err := r.links(ctx, p); err != nil {
			return err
		}
	}
	return r.emit(ctx, p)
}

// belongs says whether a URL belongs to an article.
func (r Role) belongs() bool { return r == Attached || r == Original }

// moved enqueues where a redirect leads, in place of the URL that was asked for.
func (r *running) moved(ctx context.Context, p Page) error {
	to, err := Resolve(p.Lease.URL, p.Response.Header.Get("Location"))
	chain := append(slices.Clone(p.Lease.Chain), p.Lease.URL)
	switch {
	case err != nil:
		p.Err, p.Code = err, "redirects"
	case slices.Contains(chain, to):
		p.Err, p.Code = fmt.Errorf("%w: %q leads back to itself", ErrRedirects, to), "redirects"
	case len(chain) > MaxRedirects:
		p.Err, p.Code = fmt.Errorf("%w: more than %d", ErrRedirects, MaxRedirects), "redirects"
	case p.Lease.Role == Linked && r.Follow != nil && !r.Follow.Holds(p.Lease.URL, to, p.Lease.Depth):
		return r.Frontier.Ack(ctx, r.pass, Ack{p.Lease.URL, Skipped, "out-of-scope"})
	}
	if p.Err != nil {
		return r.emit(ctx, p)
	}
	item := p.Lease.Item
	item.URL, item.Chain = to, chain
	if !item.Role.belongs() {
		item.Via = p.Lease.URL
	}
	if err := r.enqueue(ctx, item); err != nil {
		return err
	}
	return r.Frontier.Ack(ctx, r.pass, Ack{p.Lease.URL, Moved, ""})
}

// list reads the entries of a feed, a sitemap or an index of sitemaps. A broken
// one gives what stands before the break.
func (r *running) list(ctx context.Context, p *Page) error {
	kind, entries, err := ListOf(p.Lease.URL, p.Response.Body, r.Fetcher.opt.MaxBytes)
	if kind == NoListing && p.Lease.Role == Seed && pathOf(p.Lease.URL) == "/robots.txt" {
		kind, entries, err = SitemapIndex, sitemapsOf(p.Lease.URL, p.Response.Body), nil
	}
	if kind == NoListing {
		return nil
	}
	p.Listing, p.Entries = kind, len(entries)
	if err != nil {
		p.Err, p.Code = err, "bad-listing"
	}
	if kind == SitemapIndex && p.Lease.Depth >= maxIndexDepth {
		return nil // indexes name sitemaps, not indexes (sitemaps.org); some do, two deep
	}
	var items []Item
	for _, e := range entries {
		item := Item{URL: e.URL, Source: p.Lease.Source, Role: Listed, Depth: p.Lease.Depth + 1, Via: p.Lease.URL}
		if kind == SitemapIndex {
			item.Role = Index
		}
		if !r.Since.IsZero() && !e.Date.IsZero() && e.Date.Before(r.Since) {
			item.Skip = "older"
		}
		items = append(items, item)
		for _, a := range e.Alternates {
			item.URL = a.URL
			items = append(items, item)
		}
	}
	return r.enqueue(ctx, items...)
}

// sitemapsOf lists the sitemaps that a robots.txt names.
func sitemapsOf(base string, body []byte) (entries []Entry) {
	for _, s := range ParseRobots(body).Sitemaps {
		if at, err := Resolve(base, s); err == nil {
			entries = append(entries, Entry{URL: at})
		}
	}
	return entries
}

// maxIndexDepth is how deep indexes of sitemaps are followed.
const maxIndexDepth = 3

// links enqueues what a page links to, as far as the scope holds it.
func (r *running) links(ctx context.Context, p Page) error {
	if media, _ := Sniff(p.Response.Header.Get("Content-Type"), p.Response.Body); media != "text/html" && media != "application/xhtml+xml" {
		return nil
	}
	var items []Item
	depth := p.Lease.Depth + 1
	for _, to := range Links(p.Lease.URL, p.Response.Body) {
		if r.Follow.Holds(p.Lease.URL, to, depth) {
			items = append(items, Item{URL: to, Source: p.Lease.Source, Role: Linked, Depth: depth, Via: p.Lease.URL})
		}
	}
	return r.enqueue(ctx, items...)
}

// enqueue adds to the frontier as long as the pass has room.
func (r *running) enqueue(ctx context.Context, items ...Item) error {
	limit := r.MaxPages
	if limit <= 0 {
		limit = defaultPages
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range items {
		switch {
		case r.queued+i >= limit:
			items[i].Skip = "limit"
		case r.ListOnly && items[i].Role != Index && len(items[i].Chain) == 0:
			items[i].Skip = "dry-run"
		}
	}
	if r.queued >= 2*limit {
		return nil // not even named any more
	}
	added, err := r.Frontier.Enqueue(ctx, r.pass, items...)
	r.queued += added
	return err
}

// cachedRobots is a robots.txt in use.
type cachedRobots struct {
	rules   *Robots
	expires time.Time
	status  int   // 0: no answer
	err     error // that came in place of one; nil where there was an answer
	tries   int   // how often it is asked for before a failure counts
}

const (
	robotsFresh  = 24 * time.Hour // RFC 9309, 2.4
	robotsFailed = 10 * time.Minute
	// robotsRedirects: RFC 9309, 2.3.1.2.
	robotsRedirects = 5
)

// rules gives the rules for a lease's URL. Where they had to be fetched, that
// was the lease's request: nil says that the lease was given back.
func (r *running) rules(ctx context.Context, l Lease) (*cachedRobots, error) {
	origin := originOf(l.URL)
	r.mu.Lock()
	kept := r.robots[origin]
	r.mu.Unlock()
	if kept == nil {
		file, err := r.Frontier.Robots(ctx, origin)
		if err != nil {
			return nil, err
		}
		if !file.Fetched.IsZero() {
			kept = r.keep(origin, file, ErrHostDown)
		}
	}
	if kept != nil && r.Frontier.now().Before(kept.expires) && (kept.tries == 0 || l.Host.Strikes > kept.tries) {
		return kept, nil
	}
	file, failed, err := r.fetchRobots(ctx, &l, origin)
	if err != nil {
		return nil, err
	}
	if err := r.Frontier.PutRobots(ctx, origin, file); err != nil {
		return nil, err
	}
	r.keep(origin, file, failed)
	if err := r.Frontier.Requeue(ctx, l, r.Frontier.now(), false); err != nil {
		return nil, err
	}
	return nil, r.Frontier.Release(ctx, l.Host)
}

// keep takes a robots.txt into use; failed is the error in place of an answer.
func (r *running) keep(origin string, file RobotsFile, failed error) *cachedRobots {
	k := &cachedRobots{rules: RobotsFor(file.Status, file.Body), expires: file.Fetched.Add(robotsFresh), status: file.Status}
	switch {
	case file.Status == 0:
		k.err, k.tries = failed, 1
	case file.Status == http.StatusTooManyRequests, file.Status == http.StatusServiceUnavailable:
		k.tries = max(r.retries(), 1)
	case file.Status >= 500:
		k.tries = 1
	}
	if k.tries > 0 {
		k.expires = file.Fetched.Add(robotsFailed)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.robots[origin] = k
	return k
}

// fetchRobots fetches the robots.txt of an origin and sets the pace of its host.
// An address that is refused is no answer of the host: all is allowed, and the
// page itself tells the refusal.
func (r *running) fetchRobots(ctx context.Context, l *Lease, origin string) (file RobotsFile, failed, err error) {
	hops := 0
	res, failed := r.Fetcher.Follow(ctx, Request{URL: origin + "/robots.txt", Cut: RobotsLimit + 1}, robotsRedirects, func(string) error {
		if hops++; hops == 1 {
			return nil
		}
		select {
		case <-time.After(r.delay()):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	if ctx.Err() != nil {
		return file, nil, ctx.Err()
	}
	file = RobotsFile{Fetched: r.Frontier.now()}
	switch {
	case errors.Is(failed, ErrRedirects), errors.Is(failed, ErrPrivate):
		file.Status = http.StatusNotFound
		res = &Response{Status: http.StatusNotFound}
	case res != nil && (failed == nil || errors.Is(failed, ErrEncoding)): // of a packed file that was cut, what could be read
		file.Status, file.Body = res.Status, res.Body
	default:
		res = nil
	}
	l.Host = r.after(l.Host, RobotsFor(file.Status, file.Body), r.Fetcher.Token(), res, r.Frontier.now())
	return file, failed, nil
}
