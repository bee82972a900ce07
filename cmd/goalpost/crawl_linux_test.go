package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus/warc"
)

// press is a site with a sitemap of pages; it answers 304 to who knows a page,
// forbids one by robots.txt, and counts what it is asked.
type press struct {
	*httptest.Server
	mu    sync.Mutex
	asked map[string]int
}

func startPress(t *testing.T, pages int) *press {
	t.Helper()
	p := &press{asked: map[string]int{}}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.asked[r.URL.Path]++
		p.mu.Unlock()
		switch {
		case r.URL.Path == "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /p/7\n")
		case r.URL.Path == "/sitemap.xml":
			w.Header().Set("Content-Type", "application/xml")
			fmt.Fprint(w, `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
			for i := range pages {
				fmt.Fprintf(w, "<url><loc>http://%s/p/%d</loc></url>", r.Host, i)
			}
			fmt.Fprint(w, "</urlset>")
		case r.Header.Get("If-None-Match") == `"1"`:
			w.WriteHeader(http.StatusNotModified)
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("ETag", `"1"`)
			n := strings.TrimPrefix(r.URL.Path, "/p/")
			fmt.Fprintf(w, `<!doctype html><html lang="vi"><head><title>Bài %s</title></head><body><article><h1>Bài %s</h1>
<p>Chính phủ đặt mục tiêu kinh tế số đạt 3%s%% GDP vào năm 2030, theo kế hoạch số %s được công bố tại Hà Nội hôm nay.</p>
<p>Các bộ và địa phương được giao xây dựng chương trình riêng, và báo cáo kết quả trước khi năm học mới bắt đầu.</p></article></body></html>`, n, n, n[len(n)-1:], n)
		}
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *press) count(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked[path]
}

func crawlArgs(p *press, data string) []string {
	return []string{"ingest", "--data", data, "--allow-private", "--delay", "-1ns", p.URL + "/sitemap.xml"}
}

func TestCrawlOfASitemap(t *testing.T) {
	p := startPress(t, 12)
	data := filepath.Join(t.TempDir(), "data")
	status, out := goalpost(t, crawlArgs(p, data)...)
	for _, want := range []string{"11 articles (vi 11): 11 new", "/sitemap.xml: 12 listed, 11 fetched, 0 unchanged, 1 robots", "/p/7: robots: "} {
		if status != statusSkipped || !strings.Contains(out, want) {
			t.Errorf("exit status %d; it does not say %q:\n%s", status, want, out)
		}
	}
	if p.count("/p/7") != 0 || p.count("/p/3") != 1 {
		t.Errorf("asked %d times for what robots.txt forbids, %d times for a page", p.count("/p/7"), p.count("/p/3"))
	}
	status, out = goalpost(t, crawlArgs(p, data)...)
	if want := "12 listed, 0 fetched, 11 unchanged, 1 robots"; status != statusSkipped || !strings.Contains(out, want) || !strings.Contains(out, "11 unchanged, 0 new versions") {
		t.Errorf("again: exit status %d, it does not say %q:\n%s", status, want, out)
	}
	if status, out := goalpost(t, "doctor", "--data", data); status != 0 {
		t.Errorf("doctor: %s", out)
	}
	counts := recordTypes(t, data)
	if counts[warc.Response] != 12 || counts[warc.Revisit] != 12 {
		t.Errorf("records: %v, want 12 responses and as many revisits: the sitemap came again as it was", counts)
	}
}

func recordTypes(t *testing.T, data string) map[warc.Type]int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(data, "captures", "*.warc.gz*"))
	if err != nil {
		t.Fatal(err)
	}
	counts := map[warc.Type]int{}
	for _, file := range files {
		for rec, err := range warc.Records(file) {
			if err != nil {
				t.Fatal(err)
			}
			counts[rec.Type]++
		}
	}
	return counts
}

// TestKilledCrawl kills a crawl at six moments and starts it again: all pages
// are there once, and the store is that of an undisturbed crawl.
func TestKilledCrawl(t *testing.T) {
	p := startPress(t, 60)
	dir := t.TempDir()
	whole, killed := filepath.Join(dir, "whole"), filepath.Join(dir, "killed")
	started := time.Now()
	goalpost(t, crawlArgs(p, whole)...)
	took := time.Since(started)
	for i := range 6 {
		cmd := exec.Command("goalpost", crawlArgs(p, killed)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(took * time.Duration(2*i+1) / 12)
		_ = cmd.Process.Kill() // it may have ended by itself
		_ = cmd.Wait()
	}
	// A run that was killed late may have met the page that robots.txt closes already.
	if status, out := goalpost(t, crawlArgs(p, killed)...); status != statusSkipped && status != 0 || !strings.Contains(out, "1 robots") {
		t.Fatalf("last run: exit status %d\n%s", status, out)
	}
	if diff := cmp.Diff(storeLines(t, whole), storeLines(t, killed)); diff != "" {
		t.Errorf("the store differs from that of an undisturbed crawl (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(indexLines(t, whole), indexLines(t, killed)); diff != "" {
		t.Errorf("the index differs from that of an undisturbed crawl (-want +got):\n%s", diff)
	}
	if want, got := responses(t, whole), responses(t, killed); !slices.Equal(want, got) {
		t.Errorf("the captures differ: %s", cmp.Diff(want, got))
	}
}

// responses are the captures of pages, one line each.
func responses(t *testing.T, data string) (lines []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(data, "captures", "*.warc.gz*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for rec, err := range warc.Records(file) {
			if err != nil {
				t.Fatal(err)
			}
			if rec.Type == warc.Response {
				lines = append(lines, rec.TargetURI()+" "+rec.Fields.Get("WARC-Payload-Digest"))
			}
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

func TestExplainURL(t *testing.T) {
	p := startPress(t, 9)
	data := filepath.Join(t.TempDir(), "data")
	page := p.URL + "/p/3?utm_source=mail#top"
	status, out := goalpost(t, "explain-url", "--data", data, "--allow-private", page)
	for _, want := range []string{"canonical   " + p.URL + "/p/3\n", "allowed     yes", "last fetch  never", "article     none"} {
		if status != 0 || !strings.Contains(out, want) {
			t.Errorf("exit status %d, it does not say %q:\n%s", status, want, out)
		}
	}
	goalpost(t, crawlArgs(p, data)...)
	if _, out := goalpost(t, "explain-url", "--data", data, "--json", page); !strings.Contains(out, `"last_status":200`) || !strings.Contains(out, `"versions":1`) {
		t.Errorf("after the crawl:\n%s", out)
	}
	if _, out := goalpost(t, "explain-url", "--data", data, p.URL+"/p/7"); !strings.Contains(out, `no: line 2 of robots.txt, for "*": Disallow: /p/7`) {
		t.Errorf("what is forbidden:\n%s", out)
	}
}

// TestASourceIsCrawledAsItWasAdded: the options of a stored source go with it.
func TestASourceIsCrawledAsItWasAdded(t *testing.T) {
	p := startTown(t, 12)
	data := filepath.Join(t.TempDir(), "data")
	if status, out := goalpost(t, "sources", "add", "town", p.home(0), "--data", data, "--every", "6h", "--follow", "--depth", "1", "--delay", "1ms"); status != 0 {
		t.Fatal(out)
	}
	if status, out := goalpost(t, "sources", "add", "bad", p.home(0), "--data", data, "--include", "("); status != 2 {
		t.Errorf("a broken pattern: exit status %d\n%s", status, out)
	}
	status, out := goalpost(t, "ingest", "--due", "--data", data, "--allow-private")
	if want := "town: 10 listed, 9 fetched, 0 unchanged, 1 robots"; status != 0 || !strings.Contains(out, want) {
		t.Errorf("exit status %d, it does not say %q:\n%s", status, want, out)
	}
}
