package crawl

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// site is a server on loopback that stands for any number of hosts, and
// remembers who was asked when.
type site struct {
	*httptest.Server
	mux *http.ServeMux
	mu  sync.Mutex
	log []visit
}

type visit struct {
	host, path string
	from, to   time.Time
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{mux: http.NewServeMux()}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := net.SplitHostPort(r.Host)
		v := visit{host: host, path: r.URL.RequestURI(), from: time.Now()}
		defer func() {
			v.to = time.Now()
			s.mu.Lock()
			defer s.mu.Unlock()
			s.log = append(s.log, v)
		}()
		s.mux.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// url is a page on one of the site's hosts.
func (s *site) url(hostPath string) string {
	host, path, _ := strings.Cut(hostPath, "/")
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	return "http://" + host + ":" + port + "/" + path
}

// page serves text at a pattern ("a.test/x").
func (s *site) page(pattern, contentType, body string) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = w.Write([]byte(strings.ReplaceAll(body, "{port}", s.url("")[len("http://"):])))
	})
}

func (s *site) visits(host string) (out []visit) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range s.log {
		if v.host == host {
			out = append(out, v)
		}
	}
	return out
}

func (s *site) paths(host string) (out []string) {
	for _, v := range s.visits(host) {
		out = append(out, v.path)
	}
	return out
}

func toLoopback(context.Context, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
}

const testDelay = 20 * time.Millisecond

func newTestCrawler(t *testing.T) *Crawler {
	t.Helper()
	return &Crawler{
		Fetcher:  NewFetcher(FetchOptions{AllowPrivate: true, Resolve: toLoopback, Timeout: 2 * time.Second, MaxBytes: 1 << 20}),
		Frontier: openTestFrontier(t, filepath.Join(t.TempDir(), FrontierName), FrontierOptions{Alone: true}),
		Options:  Options{Pace: Pace{Delay: testDelay, Backoff: 30 * time.Millisecond}},
	}
}

// crawl runs a pass to its end and tells what became of each URL.
func crawl(t *testing.T, c *Crawler, seeds ...string) (pages map[string]Page, counts []Count) {
	t.Helper()
	ctx := t.Context()
	p := must(c.Frontier.Begin(ctx, strings.Join(seeds, " ")))(t)
	must(c.Frontier.Enqueue(ctx, p, seed(seeds...)...))(t)
	pages = map[string]Page{}
	err := c.Run(ctx, p, func(page Page) bool {
		pages[page.Lease.URL] = page
		a := Ack{page.Lease.URL, Fetched, ""}
		switch {
		case page.Listing != NoListing:
			a.Outcome = Listing
		case page.Err != nil:
			a.Outcome, a.Reason = Skipped, page.Code
		case page.NotModified != nil:
			a.Outcome = Unchanged
		}
		if err := c.Frontier.Ack(ctx, p, a); err != nil {
			t.Error(err)
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	counts = must(c.Frontier.Counts(ctx, p))(t)
	if open := must(c.Frontier.Finish(ctx, p))(t); open != 0 {
		t.Errorf("%d URLs are left", open)
	}
	return pages, counts
}

func TestCrawlOfASite(t *testing.T) {
	s := newSite(t)
	s.page("a.test/robots.txt", "text/plain", "User-agent: *\nDisallow: /private\nCrawl-delay: 0.05\n")
	s.page("a.test/feed.xml", "application/rss+xml", `<rss><channel><item><link>/1</link></item><item><link>/private/2</link></item>
		<item><link>/old</link><pubDate>Tue, 05 Mar 2019 10:00:00 +0700</pubDate></item><item><link>/gone</link></item></channel></rss>`)
	s.page("a.test/1", "text/html", "<p>one")
	c := newTestCrawler(t)
	c.Since = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	pages, counts := crawl(t, c, s.url("a.test/feed.xml"))
	if p := pages[s.url("a.test/1")]; p.Err != nil || string(p.Response.Body) != "<p>one" || p.Response.IP != "127.0.0.1" {
		t.Errorf("%+v", p)
	}
	if p := pages[s.url("a.test/private/2")]; !errors.Is(p.Err, ErrRobots) || !strings.Contains(p.Err.Error(), "line 2") {
		t.Errorf("%+v", p.Err)
	}
	want := Count{Source: "s", Listed: 4, Fetched: 1, Skipped: map[string]int{"robots": 1, "older": 1, "http-404": 1}}
	if len(counts) != 1 || fmt.Sprint(counts[0]) != fmt.Sprint(want) {
		t.Errorf("%+v, want %+v", counts, want)
	}
	if got, want := s.paths("a.test"), []string{"/robots.txt", "/feed.xml", "/1", "/gone"}; !slices.Equal(got, want) {
		t.Errorf("asked for %q, want %q", got, want)
	}
	polite(t, s, "a.test", 50*time.Millisecond)
}

// polite proves from the server's log that a host was asked one thing at a
// time, and left alone for the delay between.
func polite(t *testing.T, s *site, host string, delay time.Duration) {
	t.Helper()
	log := s.visits(host)
	if len(log) == 0 {
		t.Errorf("%s was never asked", host)
	}
	slices.SortFunc(log, func(a, b visit) int { return a.from.Compare(b.from) })
	for i := 1; i < len(log); i++ {
		// The server's end of an answer is not after the client's; the frontier counts milliseconds.
		if gap := log[i].from.Sub(log[i-1].from); gap < delay-time.Millisecond {
			t.Errorf("%s: %s %v after %s", host, log[i].path, gap, log[i-1].path)
		}
	}
}

func TestManyHostsArePolitelyAskedAtOnce(t *testing.T) {
	s := newSite(t)
	s.page("/", "text/html", `<a href="/1">1</a><a href="/2">2</a><a href="/3">3</a>`)
	c := newTestCrawler(t)
	c.Follow = &Scope{}
	var seeds []string
	for i := range 8 {
		seeds = append(seeds, s.url(fmt.Sprintf("h%d.test/", i)))
	}
	pages, _ := crawl(t, c, seeds...)
	if len(pages) != 8*4 {
		t.Errorf("%d pages", len(pages))
	}
	for i := range 8 {
		polite(t, s, fmt.Sprintf("h%d.test", i), testDelay)
	}
}

func TestHostsThatAskToSlowDown(t *testing.T) {
	s := newSite(t)
	asked := 0
	s.mux.HandleFunc("a.test/busy", func(w http.ResponseWriter, _ *http.Request) {
		if asked++; asked < 3 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		_, _ = w.Write([]byte("now"))
	})
	s.mux.HandleFunc("b.test/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	s.page("b.test/robots.txt", "text/plain", "")
	s.mux.HandleFunc("d.test/", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	s.mux.HandleFunc("c.test/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	c := newTestCrawler(t)
	pages, _ := crawl(t, c, s.url("a.test/busy"), s.url("b.test/x"), s.url("c.test/x"), s.url("c.test/y"), s.url("d.test/x"), s.url("d.test/y"))
	if p := pages[s.url("a.test/busy")]; p.Err != nil || string(p.Response.Body) != "now" {
		t.Errorf("%+v", p)
	}
	var busy []visit
	for _, v := range s.visits("a.test") {
		if v.path == "/busy" {
			busy = append(busy, v)
		}
	}
	if len(busy) != 3 || busy[1].from.Sub(busy[0].to) < time.Second {
		t.Errorf("Retry-After was not kept: %+v", busy)
	}
	if p := pages[s.url("b.test/x")]; p.Code != "http-503" || len(s.visits("b.test")) != 5 {
		t.Errorf("%q after %q", p.Code, s.paths("b.test"))
	}
	// A host that gives no answer is not asked for ever, nor for each of its pages.
	if p := pages[s.url("d.test/y")]; p.Code != "unreadable" || len(s.visits("d.test")) > 4 {
		t.Errorf("%q (%v) after %q", p.Code, p.Err, s.paths("d.test"))
	}
	// robots.txt that answers 500 forbids all: nothing else is ever asked for.
	if p := pages[s.url("c.test/x")]; p.Code != "robots" || slices.Contains(s.paths("c.test"), "/x") {
		t.Errorf("%q after %q", p.Code, s.paths("c.test"))
	}
}

func TestHostilePages(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("drip.test/x", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			_, _ = w.Write([]byte("<"))
			_ = http.NewResponseController(w).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	})
	s.mux.HandleFunc("endless.test/x", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(bytes.Repeat([]byte("x"), 1<<16)); err != nil {
				return
			}
		}
	})
	s.mux.HandleFunc("long.test/x", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000000000")
		_, _ = w.Write([]byte("x"))
	})
	s.mux.HandleFunc("short.test/x", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = w.Write([]byte("x"))
	})
	bomb := pack(t, make([]byte, 8<<20))
	s.mux.HandleFunc("bomb.test/x", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb)
	})
	for a, b := range map[string]string{"loop1": "loop2", "loop2": "loop1"} {
		s.mux.HandleFunc(a+".test/x", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, s.url(b+".test/x"), http.StatusFound)
		})
	}
	s.mux.HandleFunc("far.test/", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path+"x", http.StatusMovedPermanently)
	})
	s.page("far.test/robots.txt", "text/plain", "")
	s.mux.HandleFunc("reset.test/x", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	s.page("fine.test/x", "text/html", "<p>fine")
	c := newTestCrawler(t)
	c.Fetcher = NewFetcher(FetchOptions{AllowPrivate: true, Resolve: toLoopback, Timeout: 300 * time.Millisecond, MaxBytes: 1 << 20})
	c.Retries = 1
	want := map[string]string{
		"drip": "timeout", "endless": "too-large", "long": "too-large", "short": "unreadable", "bomb": "too-large",
		"loop1": "redirects", "far": "redirects", "reset": "unreadable", "fine": "",
	}
	var seeds []string
	for host := range want {
		seeds = append(seeds, s.url(host+".test/x"))
	}
	pages, _ := crawl(t, c, seeds...)
	for host, code := range want {
		got := ""
		for url, p := range pages { // the end of a chain of redirects has a URL of its own
			if HostOf(url) == HostOf(s.url(host+".test/")) || host == "loop1" && strings.Contains(url, "loop2") {
				got = p.Code
			}
		}
		if got != code {
			t.Errorf("%s: %q, want %q", host, got, code)
		}
	}
}

func TestHostileListings(t *testing.T) {
	s := newSite(t)
	s.page("a.test/s1.xml", "text/xml", `<sitemapindex><sitemap><loc>/s2.xml</loc></sitemap><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>`)
	s.page("a.test/s2.xml", "text/xml", `<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap><sitemap><loc>/p.xml</loc></sitemap></sitemapindex>`)
	s.page("a.test/p.xml", "text/html", `<urlset><url><loc>/page</loc></url></urlset>`)
	s.page("a.test/page", "text/html", `<p>page`)
	s.page("a.test/robots.txt", "text/plain", "User-agent: *\nDisallow: /secret\n"+strings.Repeat("# much\n", 10<<20/7))
	s.page("a.test/secret", "text/html", "secret")
	// A calendar that always links to the next month.
	s.mux.HandleFunc("cal.test/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<a href="?m=%d">next</a>`, len(r.URL.RawQuery)+1)
		fmt.Fprintf(w, `<a href="/x%s">deeper</a>`, r.URL.Path)
	})
	s.page("cal.test/robots.txt", "text/plain", "")
	c := newTestCrawler(t)
	c.Follow = &Scope{Depth: 3}
	pages, counts := crawl(t, c, s.url("a.test/s1.xml"), s.url("a.test/secret"), s.url("cal.test/"))
	if p := pages[s.url("a.test/page")]; p.Err != nil || p.Response == nil {
		t.Errorf("%+v", p)
	}
	if p := pages[s.url("a.test/secret")]; !errors.Is(p.Err, ErrRobots) {
		t.Errorf("the rules of a large robots.txt are not kept: %v", p.Err)
	}
	if len(s.visits("cal.test")) > 40 {
		t.Errorf("%d pages of a calendar", len(s.visits("cal.test")))
	}
	if counts[0].Waiting != 0 {
		t.Errorf("%+v", counts)
	}
}

func TestEncodings(t *testing.T) {
	s := newSite(t)
	const text = "<p>Đến năm 2030 đạt 30%"
	var br, zs bytes.Buffer
	b := brotli.NewWriter(&br)
	_, _ = b.Write([]byte(text))
	_ = b.Close()
	z, _ := zstd.NewWriter(&zs)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	for _, c := range []struct{ encoding, body string }{
		{"gzip", string(pack(t, []byte(text)))},
		{"br", br.String()},
		{"zstd", zs.String()},
		{"gzip, br", func() string {
			var twice bytes.Buffer
			w := brotli.NewWriter(&twice)
			_, _ = w.Write(pack(t, []byte(text)))
			_ = w.Close()
			return twice.String()
		}()},
		{"gzip", text}, // a lie
		{"identity", text},
	} {
		s.mux = http.NewServeMux()
		s.mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", c.encoding)
			_, _ = w.Write([]byte(c.body))
		})
		f := NewFetcher(FetchOptions{AllowPrivate: true, Resolve: toLoopback})
		res, err := f.Fetch(t.Context(), Request{URL: s.url("a.test/")})
		if err != nil || string(res.Body) != text || string(res.Wire) != c.body {
			t.Errorf("%s: %q, %v", c.encoding, res.Body, err)
		}
	}
	broken := pack(t, []byte(strings.Repeat(text, 1000)))
	if _, err := decoded(http.Header{"Content-Encoding": {"gzip"}}, broken[:len(broken)/2], 1<<20); !errors.Is(err, ErrEncoding) {
		t.Errorf("half a gzip: %v", err)
	}
	if _, err := gzip.NewReader(bytes.NewReader(broken)); err != nil {
		t.Fatal(err)
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	s := newSite(t)
	s.page("/", "text/html", "inside")
	for name, ip := range map[string]string{
		"loopback": "127.0.0.1", "mapped": "::ffff:127.0.0.1", "loopback6": "::1", "any": "0.0.0.0", "metadata": "169.254.169.254",
		"private": "10.1.2.3", "unique-local": "fd00::1", "shared": "100.64.1.1", "multicast": "224.0.0.1", "nat64": "64:ff9b::7f00:1",
	} {
		f := NewFetcher(FetchOptions{Resolve: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr(ip)}, nil
		}})
		if _, err := f.Fetch(t.Context(), Request{URL: s.url("a.test/")}); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", name, err)
		}
	}
	f := NewFetcher(FetchOptions{})
	for _, at := range []string{s.Server.URL, "http://[::1]/", "http://0/", "http://2130706433/", "http://127.1/"} {
		if _, err := f.Fetch(t.Context(), Request{URL: at}); err == nil {
			t.Errorf("%s was fetched", at)
		}
	}
	if !public(netip.MustParseAddr("1.1.1.1")) || !public(netip.MustParseAddr("2606:4700::1111")) {
		t.Error("public addresses are refused")
	}
	if len(s.visits("127.0.0.1"))+len(s.visits("a.test")) != 0 {
		t.Error("the server was asked")
	}
}

func TestTheUserAgentNamesItsContact(t *testing.T) {
	s := newSite(t)
	var agent string
	s.mux.HandleFunc("/", func(_ http.ResponseWriter, r *http.Request) { agent = r.UserAgent() })
	f := NewFetcher(FetchOptions{AllowPrivate: true, Resolve: toLoopback, Contact: "https://example.org/crawler"})
	if _, err := f.Fetch(t.Context(), Request{URL: s.url("a.test/")}); err != nil {
		t.Fatal(err)
	}
	if agent != "goalpost/1.0 (+https://example.org/crawler)" || f.Token() != "goalpost" {
		t.Errorf("%q, %q", agent, f.Token())
	}
}

// memory is what a test remembers.
type memory map[string]*Former

func (m memory) Former(_ context.Context, url string) (*Former, error) { return m[url], nil }

func TestWhatIsKnownIsNotFetchedAgain(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("a.test/known", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write([]byte("new"))
	})
	c := newTestCrawler(t)
	kept := func() (*Response, error) { return &Response{Status: 200, Body: []byte("kept")}, nil }
	c.Memory = memory{
		s.url("a.test/known"):  {At: time.Now().Add(-time.Hour), ETag: `"1"`, Load: kept},
		s.url("a.test/in-run"): {At: time.Now().Add(time.Hour), Load: kept},
	}
	pages, counts := crawl(t, c, s.url("a.test/known"), s.url("a.test/in-run"))
	if p := pages[s.url("a.test/known")]; p.NotModified == nil || string(p.Response.Body) != "kept" {
		t.Errorf("%+v", p)
	}
	if p := pages[s.url("a.test/in-run")]; !p.Recalled || slices.Contains(s.paths("a.test"), "/in-run") {
		t.Errorf("%+v", p)
	}
	if counts[0].Unchanged != 1 || counts[0].Fetched != 1 {
		t.Errorf("%+v", counts)
	}
}
