package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus/store"
	"goalpost/corpus/warc"
	"goalpost/index"
)

// TestKilledIngest kills an ingest at ten random moments, starts it again, and
// wants what an undisturbed run gives: the same store, the same captures, each
// once, and the same index. GOALPOST_LONG=1 takes 2,000 articles.
func TestKilledIngest(t *testing.T) {
	articles := 160
	if os.Getenv("GOALPOST_LONG") != "" {
		articles = 2000
	}
	dir := t.TempDir()
	source := filepath.Join(dir, "articles")
	writeArticles(t, source, articles)

	whole := filepath.Join(dir, "whole")
	started := time.Now()
	if out, err := exec.Command("goalpost", "ingest", "--data", whole, source).CombinedOutput(); err != nil {
		t.Fatalf("undisturbed run: %v\n%s", err, out)
	}
	took := time.Since(started)

	killed := filepath.Join(dir, "killed")
	random := rand.New(rand.NewPCG(20, 26))
	for range 10 {
		cmd := exec.Command("goalpost", "ingest", "--data", killed, source)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Float64() * float64(took)))
		_ = cmd.Process.Kill() // it may have ended by itself
		_ = cmd.Wait()
	}
	out, err := exec.Command("goalpost", "ingest", "--data", killed, source).CombinedOutput()
	if err != nil {
		t.Fatalf("last run: %v\n%s", err, out)
	}
	for _, view := range []struct {
		name  string
		of    func(*testing.T, string) []string
		least int
	}{{"store", storeLines, 4 * articles}, {"captures", captureLines, articles/2 + 1}, {"index", indexLines, 2 * articles}} {
		want, got := view.of(t, whole), view.of(t, killed)
		t.Logf("%s: %d lines", view.name, len(want))
		if len(want) < view.least {
			t.Errorf("%s: only %d lines to compare, want %d", view.name, len(want), view.least)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s differs from that of an undisturbed run (-want +got):\n%s", view.name, diff)
		}
	}
	if out, err := exec.Command("goalpost", "doctor", "--data", killed).CombinedOutput(); err != nil {
		t.Errorf("doctor: %v\n%s", err, out)
	}
}

// writeArticles writes half of the articles as files in folders, half as
// records of one file. A tenth has nothing to extract.
func writeArticles(t *testing.T, dir string, n int) {
	t.Helper()
	var records bytes.Buffer
	for i := range n {
		text := fmt.Sprintf("Bài %d.\n\nChính phủ đặt mục tiêu kinh tế số đạt %d%% GDP vào năm %d.\n\nTỷ lệ hộ nghèo giảm còn %d,5%%.", i, i%90+5, 2026+i%20, i%9)
		if i%10 == 0 {
			text = fmt.Sprintf("Bài %d. Không có gì để đọc ở đây, chỉ là một đoạn văn ngắn về mùa xuân.", i)
		}
		if i%2 == 0 {
			fmt.Fprintf(&records, "{\"id\": \"r%d\", \"text\": %q}\n", i, text)
			continue
		}
		name := filepath.Join(dir, fmt.Sprintf("f%02d", i%7), fmt.Sprintf("a%04d.txt", i))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "records.jsonl"), records.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// storeLines is the store's sorted dump, which leaves out times and places of captures.
func storeLines(t *testing.T, data string) []string {
	t.Helper()
	st, err := store.Open(t.Context(), data, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	var b strings.Builder
	if err := st.Dump(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return strings.Split(b.String(), "\n")
}

// captureLines are the captures of the WARC files, one line each.
func captureLines(t *testing.T, data string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(data, store.CapturesName, "*.warc.gz*"))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, file := range files {
		for rec, err := range warc.Records(file) {
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if rec.Type == warc.Resource {
				lines = append(lines, rec.TargetURI()+" "+rec.Fields.Get("WARC-Payload-Digest")+rec.Fields.Get("WARC-Block-Digest"))
			}
		}
	}
	slices.Sort(lines)
	return lines
}

// indexLines are the documents of the index with what is stored of them, but for the time of the fetch.
func indexLines(t *testing.T, data string) []string {
	t.Helper()
	engines, err := pipeline.NewEngines("")
	if err != nil {
		t.Fatal(err)
	}
	concepts, err := engines.Concepts()
	if err != nil {
		t.Fatal(err)
	}
	r, err := index.Open(pipeline.IndexDir(data), index.Options{Concepts: concepts})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var lines []string
	for _, kind := range []index.Kind{index.Articles, index.Claims} {
		req := index.Request{In: kind, Limit: 500, Unfolded: true, Sort: index.ByDate}
		for {
			page, err := r.Search(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range page.Hits {
				h.Fetched = ""
				line, err := json.Marshal(h.Doc)
				if err != nil {
					t.Fatal(err)
				}
				lines = append(lines, string(line))
			}
			if req.Cursor = page.Cursor; req.Cursor == "" {
				break
			}
		}
	}
	slices.Sort(lines)
	return lines
}
