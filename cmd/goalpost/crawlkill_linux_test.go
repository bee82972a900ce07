package main

import (
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// town is a site of many hosts on loopback (127.0.0.2 and on), each a tree of
// pages that link to their children, with a page that robots.txt closes. It
// remembers what it was asked.
type town struct {
	*httptest.Server
	pages int // of a host

	mu   sync.Mutex
	log  map[string][]time.Time // by host
	seen map[string]int         // by host and path
}

func startTown(t *testing.T, pages int) *town {
	t.Helper()
	s := &town{pages: pages, log: map[string][]time.Time{}, seen: map[string]int{}}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	s.Listener.Close()
	s.Listener = l
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func (s *town) home(host int) string {
	return fmt.Sprintf("http://127.0.0.%d:%d/1", host+2, s.Listener.Addr().(*net.TCPAddr).Port)
}

func (s *town) serve(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.log[r.Host] = append(s.log[r.Host], time.Now())
	s.seen[r.Host+r.URL.Path]++
	s.mu.Unlock()
	n := 0
	if r.URL.Path == "/robots.txt" {
		fmt.Fprint(w, "User-agent: *\nDisallow: /closed\n")
		return
	}
	if _, err := fmt.Sscanf(r.URL.Path, "/%d", &n); err != nil || n < 1 || n > s.pages {
		http.NotFound(w, r)
		return
	}
	etag := fmt.Sprintf(`"%d"`, n)
	if n%2 == 0 {
		w.Header().Set("ETag", etag)
	}
	if n%2 == 0 && r.Header.Get("If-None-Match") == etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	host, _, _ := net.SplitHostPort(r.Host)
	var links strings.Builder
	for child := 8*n - 6; child <= min(8*n+1, s.pages); child++ { // eight children each
		fmt.Fprintf(&links, `<a href="/%d">Bài %d</a> `, child, child)
	}
	fmt.Fprintf(w, `<!doctype html><html lang="vi"><head><title>Kế hoạch số %d của %s</title></head><body><article><h1>Kế hoạch số %d của %s</h1>
<p>Chính phủ đặt mục tiêu kinh tế số đạt %d%% GDP vào năm %d, theo kế hoạch số %d được công bố tại %s hôm nay.</p>
<p>Các bộ và địa phương được giao xây dựng chương trình riêng, và báo cáo kết quả trước khi năm học mới bắt đầu.</p></article>
<nav>%s<a href="/closed/1">x</a></nav></body></html>`, n, host, n, host, n%90+5, 2026+n%20, n, host, links.String())
}

// requests is how often the town was asked in all.
func (s *town) requests() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, times := range s.log {
		n += len(times)
	}
	return n
}

func (s *town) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.log)
	clear(s.seen)
}

// tooSoon lists requests that came to a host before its delay was over.
func (s *town) tooSoon(delay time.Duration) (hosts []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for host, times := range s.log {
		for i := 1; i < len(times); i++ {
			if gap := times[i].Sub(times[i-1]); gap < delay {
				hosts = append(hosts, fmt.Sprintf("%s: %v", host, gap))
			}
		}
	}
	return hosts
}

// TestKilledCrawlOfManyHosts crawls a site over several hosts, killed at random
// moments: store, captures and index are those of an undisturbed run, nothing
// was fetched that robots.txt forbids, and no host was asked before its delay
// was over. GOALPOST_LONG=1 takes 5,000 pages over 20 hosts and 20 kills.
func TestKilledCrawlOfManyHosts(t *testing.T) {
	hosts, pages, kills, delay := 4, 12, 4, 10*time.Millisecond
	if os.Getenv("GOALPOST_LONG") != "" {
		hosts, pages, kills, delay = 20, 250, 20, 20*time.Millisecond
	}
	s := startTown(t, pages)
	dir := t.TempDir()
	args := func(data string) []string {
		out := []string{"ingest", "--data", data, "--allow-private", "--follow", "--delay", delay.String()}
		for h := range hosts {
			out = append(out, s.home(h))
		}
		return out
	}
	whole, killed := filepath.Join(dir, "whole"), filepath.Join(dir, "killed")
	started := time.Now()
	if status, out := goalpost(t, args(whole)...); status != 0 {
		t.Fatalf("undisturbed run: exit status %d\n%s", status, out)
	}
	took, asked := time.Since(started), s.requests()
	t.Logf("undisturbed: %v, %d requests", took, asked)
	s.forget()
	random := rand.New(rand.NewPCG(20, 27))
	for range kills {
		cmd := exec.Command("goalpost", args(killed)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(300*time.Millisecond + time.Duration(random.Float64()*float64(took)/float64(kills)))
		_ = cmd.Process.Kill() // it may have ended by itself
		_ = cmd.Wait()
	}
	if status, out := goalpost(t, args(killed)...); status != 0 {
		t.Fatalf("last run: exit status %d\n%s", status, out)
	}
	t.Logf("killed %d times: %d requests", kills, s.requests())
	if early := s.tooSoon(delay - time.Millisecond); len(early) > 0 { // the frontier counts in milliseconds
		t.Errorf("asked too soon: %q", early)
	}
	for path := range s.seen {
		if strings.Contains(path, "/closed") {
			t.Errorf("fetched %s, which robots.txt forbids", path)
		}
	}
	if diff := cmp.Diff(storeLines(t, whole), storeLines(t, killed)); diff != "" {
		t.Errorf("the store differs (-want +got):\n%.4000s", diff)
	}
	if diff := cmp.Diff(indexLines(t, whole), indexLines(t, killed)); diff != "" {
		t.Errorf("the index differs (-want +got):\n%.4000s", diff)
	}
	want, got := responses(t, whole), responses(t, killed)
	if !slices.Equal(want, got) || len(want) != hosts*pages {
		t.Errorf("%d captures, want %d; the difference: %.4000s", len(got), hosts*pages, cmp.Diff(want, got))
	}
}
