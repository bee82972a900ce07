package pipeline

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/corpus/warc"
	"goalpost/index"
)

// ingested is a data folder after an ingest: the store's dump, the captures in
// the order of their file, and the summary.
type ingested struct {
	dump     string
	captures []string
	summary  Summary
}

// ingest brings a folder into a data folder of its own.
func ingest(t *testing.T, source string, workers int) ingested {
	t.Helper()
	data := t.TempDir()
	st, err := store.Open(t.Context(), data, store.Options{Mode: store.Write, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	captures, err := warc.NewWriter(st.Captures(), warc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	engines, err := NewEngines("")
	if err != nil {
		t.Fatal(err)
	}
	ix, err := OpenIndexing(t.Context(), st, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sum, err := Ingest{
		Store: st, Captures: captures, Reader: NewReader(ReaderOptions{}), Engines: engines, Workers: workers, Index: ix.Notify,
	}.Run(t.Context(), []string{source})
	if err != nil {
		t.Fatal(err)
	}
	if err := ix.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := captures.Close(); err != nil {
		t.Fatal(err)
	}
	var dump strings.Builder
	if err := st.Dump(t.Context(), &dump); err != nil {
		t.Fatal(err)
	}
	return ingested{dump.String(), captureOrder(t, st.Captures()), sum}
}

func captureOrder(t *testing.T, dir string) (order []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for rec, err := range warc.Records(file) {
			if err != nil {
				t.Fatal(err)
			}
			order = append(order, rec.TargetURI())
		}
	}
	return order
}

// world writes pages of very different sizes, so that workers finish out of order.
func world(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var records strings.Builder
	for i := range 40 {
		text := fmt.Sprintf("Bài %d. Chính phủ đặt mục tiêu kinh tế số đạt %d%% GDP vào năm 2030.\n", i, i+5)
		text += strings.Repeat("Hôm nay trời đẹp và mọi người cùng nhau đi chơi xa.\n", (i%7)*(i%7)*40)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("a%02d.txt", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&records, "{\"id\": \"r%d\", \"text\": %q, \"lang\": \"vi\"}\n", i, text)
	}
	records.WriteString("{\"id\": \"bad\"\n{\"id\": \"r0\", \"text\": \"The same id again, with another text.\", \"lang\": \"fr\"}\n")
	if err := os.WriteFile(filepath.Join(dir, "b.jsonl"), []byte(records.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "c.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestIngestDoesNotDependOnScheduling(t *testing.T) {
	source := world(t)
	one, many := ingest(t, source, 1), ingest(t, source, 8)
	if diff := cmp.Diff(one.dump, many.dump); diff != "" {
		t.Errorf("the stores differ (-one worker +eight):\n%s", diff)
	}
	if diff := cmp.Diff(one.captures, many.captures); diff != "" {
		t.Errorf("the captures differ (-one worker +eight):\n%s", diff)
	}
	s := many.summary
	s.Elapsed, s.Seconds, s.Bytes = 0, 0, 0
	want := Summary{
		Articles: map[corpus.Lang]int{"vi": 80, "fr": 1},
		Outcomes: map[store.Outcome]int{store.New: 80, store.NewVersion: 1},
		Skipped:  map[Code]int{BadJSON: 1, NoText: 1},
		Mentions: s.Mentions, Claims: 80, Targets: 80, NoRules: 1,
	}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("summary (-want +got):\n%s", diff)
	}
}
