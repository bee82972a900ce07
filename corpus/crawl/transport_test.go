package crawl

import (
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestHTTP2WithAnOwnCertificate(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Proto) }))
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	res, err := NewFetcher(FetchOptions{AllowPrivate: true, RootCAs: pool}).Fetch(t.Context(), Request{URL: s.URL})
	if err != nil || string(res.Body) != "HTTP/2.0" || res.Proto != "HTTP/2.0" {
		t.Errorf("%+v, %v", res, err)
	}
	if _, err := NewFetcher(FetchOptions{AllowPrivate: true}).Fetch(t.Context(), Request{URL: s.URL}); err == nil {
		t.Error("a certificate that nobody vouches for is trusted")
	}
}

func TestProxy(t *testing.T) {
	var asked string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.RequestURI
		_, _ = io.WriteString(w, "through")
	}))
	t.Cleanup(s.Close)
	at, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	// The proxy's own address may be private; those asked for behind it may not.
	f := NewFetcher(FetchOptions{Proxy: at})
	res, err := f.Fetch(t.Context(), Request{URL: "http://news.example/a"})
	if err != nil || string(res.Body) != "through" || asked != "http://news.example/a" {
		t.Errorf("asked for %q: %+v, %v", asked, res, err)
	}
	if _, err := f.Fetch(t.Context(), Request{URL: "http://169.254.169.254/latest"}); err == nil {
		t.Error("a private address was fetched through the proxy")
	}
}

func TestAHostThatWantsHoursIsLeftForLater(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("a.test/x", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	s.page("b.test/x", "text/html", "<p>b")
	c := newTestCrawler(t)
	c.Patience = time.Minute
	ctx := t.Context()
	p := must(c.Frontier.Begin(ctx, "k"))(t)
	must(c.Frontier.Enqueue(ctx, p, seed(s.url("a.test/x"), s.url("b.test/x"))...))(t)
	err := c.Run(ctx, p, func(page Page) bool {
		if err := c.Frontier.Ack(ctx, p, Ack{page.Lease.URL, Fetched, ""}); err != nil {
			t.Error(err)
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	if open := must(c.Frontier.Finish(ctx, p))(t); open != 1 {
		t.Errorf("%d URLs wait", open)
	}
	h := must(c.Frontier.Host(ctx, HostOf(s.url("a.test/"))))(t)
	if time.Until(h.Next) < time.Hour || !strings.Contains(h.Why, "Retry-After") {
		t.Errorf("%+v", h)
	}
	if err := c.Frontier.Abandon(ctx, p, "later"); err != nil {
		t.Fatal(err)
	}
	counts := must(c.Frontier.Counts(ctx, p))(t)
	if counts[0].Skipped["later"] != 1 || counts[0].Fetched != 1 {
		t.Errorf("%+v", counts)
	}
}

func TestSitemapsOfARobotsFile(t *testing.T) {
	s := newSite(t)
	s.page("a.test/robots.txt", "text/plain", "User-agent: *\nSitemap: /s.xml\n")
	s.page("a.test/s.xml", "text/xml", `<urlset><url><loc>/1</loc></url></urlset>`)
	s.page("a.test/1", "text/html", "<p>one")
	pages, _ := crawl(t, newTestCrawler(t), s.url("a.test/robots.txt"))
	if p := pages[s.url("a.test/1")]; p.Err != nil || p.Response == nil {
		t.Errorf("%+v", p)
	}
}

func TestACrawlThatIsStoppedGoesOn(t *testing.T) {
	s := newSite(t)
	var seeds []string
	for i := range 6 {
		s.page(fmt.Sprintf("a.test/%d", i), "text/html", "<p>x")
		seeds = append(seeds, s.url(fmt.Sprintf("a.test/%d", i)))
	}
	c := newTestCrawler(t)
	ctx, path := t.Context(), filepath.Join(t.TempDir(), FrontierName)
	c.Frontier = openTestFrontier(t, path, FrontierOptions{Alone: true})
	p := must(c.Frontier.Begin(ctx, "k"))(t)
	must(c.Frontier.Enqueue(ctx, p, seed(seeds...)...))(t)
	n := 0
	if err := c.Run(ctx, p, func(page Page) bool {
		if err := c.Frontier.Ack(ctx, p, Ack{page.Lease.URL, Fetched, ""}); err != nil {
			t.Error(err)
		}
		n++
		return n < 3
	}); err != nil {
		t.Fatal(err)
	}
	c.Frontier = openTestFrontier(t, path, FrontierOptions{Alone: true})
	p = must(c.Frontier.Begin(ctx, "k"))(t)
	if err := c.Run(ctx, p, func(page Page) bool {
		n++
		return c.Frontier.Ack(ctx, p, Ack{page.Lease.URL, Fetched, ""}) == nil
	}); err != nil {
		t.Fatal(err)
	}
	if open := must(c.Frontier.Finish(ctx, p))(t); n != 6 || open != 0 {
		t.Errorf("%d pages were handed on, %d are left", n, open)
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /*a*b$\n", "/aXb")
	f.Add("\xef\xbb\xbfuser-agent goalpost\rallow:/%zz\x00", "/%zz?é#x")
	f.Fuzz(func(t *testing.T, file, path string) {
		r := ParseRobots([]byte(file))
		v := r.Explain("goalpost", "https://example.org/"+path)
		if !v.Allowed && v.Line == 0 {
			t.Errorf("forbidden without a line: %+v", v)
		}
	})
}

func FuzzListOf(f *testing.F) {
	f.Add([]byte(`<urlset><url><loc>/1</loc></url></urlset>`))
	f.Add([]byte(`<rss><channel><item><link>/1</link></item></channel></rss>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		_, entries, _ := ListOf(at, body, 1<<16)
		for _, e := range entries {
			if again, err := Canonical(e.URL); err != nil || again != e.URL {
				t.Errorf("%q is not canonical: %q, %v", e.URL, again, err)
			}
		}
	})
}
