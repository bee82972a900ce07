package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"goalpost/corpus/warc"
)

// hostile is a server that does what servers do.
func hostile(t *testing.T) *httptest.Server {
	t.Helper()
	ended := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/good", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><html><head><title>Kế hoạch kinh tế số</title></head><body><article><h1>Kế hoạch kinh tế số</h1>
<p>Chính phủ đặt mục tiêu kinh tế số đạt 30% GDP vào năm 2030, theo kế hoạch vừa được công bố tại Hà Nội hôm nay.</p>
<p>Các bộ và địa phương được giao xây dựng chương trình riêng, và báo cáo kết quả trước khi năm học mới bắt đầu.</p></article></body></html>`)
	})
	mux.HandleFunc("/missing", http.NotFound)
	mux.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusInternalServerError) })
	mux.HandleFunc("/never", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-ended:
		}
	})
	mux.HandleFunc("/huge", func(w http.ResponseWriter, r *http.Request) {
		block := []byte(strings.Repeat("a", 1<<20))
		for range 1 << 10 {
			if _, err := w.Write(block); err != nil || r.Context().Err() != nil {
				return
			}
		}
	})
	mux.HandleFunc("/lying", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "1073741824") })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	s := httptest.NewUnstartedServer(mux)
	s.Listener.Close()
	var err error
	if s.Listener, err = (&net.ListenConfig{}).Listen(t.Context(), "tcp4", "0.0.0.0:0"); err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(s.Close)
	t.Cleanup(func() { close(ended) })
	return s
}

// hosts gives each path a host of its own on loopback, so that what one does
// slows no other down.
func hosts(s *httptest.Server, paths ...string) (urls map[string]string) {
	port := s.Listener.Addr().(*net.TCPAddr).Port
	urls = map[string]string{}
	for i, path := range paths {
		urls[path] = fmt.Sprintf("http://127.0.0.%d:%d%s", i+2, port, path)
	}
	return urls
}

func TestURLsThatCannotBeRead(t *testing.T) {
	s := hostile(t)
	at := hosts(s, "/missing", "/broken", "/never", "/huge", "/lying", "/loop", "/good")
	data := filepath.Join(t.TempDir(), "data")
	args := []string{"ingest", "--data", data, "--allow-private", "--timeout", "2s", "--max-bytes", "4000000", "--delay", "-1ns", "--retries", "-1"}
	for _, address := range at {
		args = append(args, address)
	}
	status, out := goalpost(t, args...)
	if status != statusSkipped {
		t.Errorf("exit status %d, want %d", status, statusSkipped)
	}
	for _, want := range []string{
		at["/missing"] + ": http-404: ", at["/broken"] + ": http-500: ", at["/never"] + ": timeout: ", at["/huge"] + ": too-large: ",
		at["/lying"] + ": too-large: ", at["/loop"] + ": redirects: ", "1 article (vi 1): 1 new", "6 skipped: ",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	if status, out := goalpost(t, "doctor", "--data", data); status != 0 {
		t.Errorf("doctor: %s", out)
	}
	if status, out := goalpost(t, "show", "--data", data, "--raw", at["/good"]); status != 0 || !strings.HasPrefix(out, "<!doctype html>") {
		t.Errorf("the bytes as fetched: exit status %d\n%s", status, out)
	}
	responses := 0
	files, err := filepath.Glob(filepath.Join(data, "captures", "*.warc.gz"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for rec, err := range warc.Records(file) {
			if err != nil {
				t.Fatal(err)
			}
			if rec.Type == warc.Response {
				responses++
			}
		}
	}
	if responses != 1 {
		t.Errorf("%d responses are kept, want that of the good page", responses)
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	s := hostile(t)
	for _, address := range []string{hosts(s, "/good")["/good"], strings.Replace(hosts(s, "/good")["/good"], "127.0.0.2", "localhost", 1), "http://169.254.169.254/latest", "http://[::1]/", "http://10.0.0.1/"} {
		status, out := goalpost(t, "read", address)
		if status != statusSkipped || !strings.Contains(out, `"code":"private-address"`) {
			t.Errorf("%s: exit status %d\n%s", address, status, out)
		}
	}
}
