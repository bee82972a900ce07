package index_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"goalpost/corpus"
	"goalpost/index"
)

func TestReadersSeeWhatWasPublished(t *testing.T) {
	dir := t.TempDir()
	if _, err := index.Open(dir, index.Options{}); !errors.Is(err, index.ErrNone) {
		t.Fatalf("nothing published: %v", err)
	}
	w, err := index.OpenWriter(dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	step := func(seq int64, docs []index.Doc, remove ...string) {
		t.Helper()
		if err := w.Apply(seq, docs, remove); err != nil {
			t.Fatal(err)
		}
	}
	count := func(wantSeq int64, want uint64) *index.Reader {
		t.Helper()
		r, err := index.Open(dir, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Close() })
		if n, err := r.Count(index.Articles); err != nil || n != want || r.Seq() != wantSeq {
			t.Errorf("%d articles up to %d, %v; want %d up to %d", n, r.Seq(), err, want, wantSeq)
		}
		return r
	}
	step(1, []index.Doc{article("en", "one"), article("en", "two")})
	if err := w.Publish(); err != nil {
		t.Fatal(err)
	}
	first := count(1, 2)
	step(2, []index.Doc{article("en", "three")}, "one")
	count(1, 2)
	for range 3 {
		if err := w.Publish(); err != nil {
			t.Fatal(err)
		}
	}
	count(2, 2)
	if got := search(t, first, index.Request{In: index.Articles, Query: "one"}).Total; got != 1 {
		t.Errorf("the reader that was open lost its state: %d hits", got)
	}
	gens, err := filepath.Glob(filepath.Join(dir, "gen-*"))
	if err != nil || len(gens) != 2 {
		t.Errorf("generations %v, want the last and the one before", gens)
	}
	if err := w.Apply(3, []index.Doc{{Text: "no id"}}, nil); !errors.Is(err, index.ErrDoc) {
		t.Errorf("a document without id: %v", err)
	}
	if w.Seq() != 2 {
		t.Errorf("seq %d after a batch that failed, want 2", w.Seq())
	}
}

func TestBuildThatFailsChangesNothing(t *testing.T) {
	dir := t.TempDir()
	if err := index.Build(t.Context(), dir, index.Options{}, 1, all([]index.Doc{article("en", "old")})); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken record")
	err := index.Build(t.Context(), dir, index.Options{Batch: 1}, 2, func(yield func(index.Doc, error) bool) {
		_ = yield(article("en", "new"), nil) && yield(index.Doc{}, broken)
	})
	if !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	w, err := index.OpenWriter(dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if w.Seq() != 1 {
		t.Errorf("writer goes on from %d, want 1", w.Seq())
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "live-*")); len(left) != 1 {
		t.Errorf("folders left: %v", left)
	}
}

// TestKilledWriterLosesNothing runs itself as a process that applies numbered
// batches until it is killed.
func TestKilledWriterLosesNothing(t *testing.T) {
	if dir := os.Getenv("GOALPOST_TEST_KILL"); dir != "" {
		w, err := index.OpenWriter(dir, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for seq := w.Seq() + 1; ; seq++ {
			if err := w.Apply(seq, []index.Doc{article("en", fmt.Sprintf("batch%d", seq))}, nil); err != nil {
				t.Fatal(err)
			}
			fmt.Println("acknowledged", seq)
		}
	}
	dir := t.TempDir()
	for range 3 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilledWriterLosesNothing$")
		cmd.Env = append(os.Environ(), "GOALPOST_TEST_KILL="+dir)
		var out strings.Builder
		cmd.Stdout = &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(400 * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // killed
		w, err := index.OpenWriter(dir, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		seq := w.Seq()
		if last := int64(strings.Count(out.String(), "acknowledged")); seq < last {
			t.Errorf("holds %d of %d acknowledged batches", seq, last)
		}
		if err := errors.Join(w.Publish(), w.Close()); err != nil {
			t.Fatal(err)
		}
		r, err := index.Open(dir, index.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if n, err := r.Count(index.Articles); err != nil || int64(n) != seq {
			t.Errorf("%d documents of %d, %v", n, seq, err)
		}
		r.Close()
	}
}

// walk reads all pages and returns the ids in order, folded ones in brackets.
func walk(t *testing.T, r *index.Reader, q index.Request) []string {
	t.Helper()
	var ids []string
	for range 100 {
		res := search(t, r, q)
		for _, h := range res.Hits {
			ids = append(ids, h.ID)
			if h.Also != nil {
				ids[len(ids)-1] += fmt.Sprint(h.Also)
			}
		}
		if q.Cursor = res.Cursor; q.Cursor == "" {
			return ids
		}
	}
	t.Fatal("the pages do not end")
	return nil
}

func TestPagesAreStable(t *testing.T) {
	var docs []index.Doc
	for i := range 47 {
		d := claim(fmt.Sprintf("c%02d", i), index.Facts{Value: corpus.One(corpus.NewNumber(int64(i%7), 0)), Deadline: 2025 + i%5})
		if i%9 == 0 {
			d.Facts.Deadline = 0
		}
		docs = append(docs, d)
	}
	r := open(t, index.Options{}, docs...)
	for _, sort := range []index.Sort{index.ByRelevance, index.ByDeadline, "-deadline", index.ByValue, "-value", index.ByDate} {
		whole := walk(t, r, index.Request{Query: "target", Sort: sort, Limit: 100})
		for _, limit := range []int{1, 5, 46, 47} {
			if got := walk(t, r, index.Request{Query: "target", Sort: sort, Limit: limit}); !slices.Equal(got, whole) {
				t.Errorf("by %q, %d a page:\n got %v\nwant %v", sort, limit, got, whole)
			}
		}
		if len(whole) != 47 {
			t.Errorf("by %q: %d hits", sort, len(whole))
		}
	}
	first := search(t, r, index.Request{Sort: "-deadline", Limit: 1}).Hits[0]
	if first.Facts.Deadline != 2029 {
		t.Errorf("latest deadline first: %d", first.Facts.Deadline)
	}
	for _, bad := range []index.Request{{Cursor: "x"}, {Sort: "size"}, {Facets: []string{"colour"}}, {In: "pages"}} {
		var e *index.QueryError
		if _, err := r.Search(t.Context(), bad); !errors.As(err, &e) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func TestEditionsFold(t *testing.T) {
	var docs []index.Doc
	for i, cluster := range []string{"a", "b", "", "a", "b", "", "c", "a"} {
		d := article("en", fmt.Sprintf("solar news %d", i))
		d.ID, d.Cluster = fmt.Sprint(i), cluster
		docs = append(docs, d)
	}
	r := open(t, index.Options{}, docs...)
	q := index.Request{In: index.Articles, Query: "solar", Sort: index.ByDate}
	if got := fmt.Sprint(walk(t, r, q)); got != "[0[3 7] 1[4] 2 5 6]" {
		t.Errorf("folded: %s", got)
	}
	q.Limit = 2
	if got := fmt.Sprint(walk(t, r, q)); got != "[0[3] 1[4] 2 5 6]" {
		t.Errorf("two a page: %s", got)
	}
	q.Unfolded = true
	if got := walk(t, r, q); len(got) != 8 {
		t.Errorf("unfolded: %v", got)
	}
}

func TestFacetsAndExplanation(t *testing.T) {
	var docs []index.Doc
	for i := range 6 {
		d := claim(fmt.Sprint(i), index.Facts{UnitCode: []string{"%", "km"}[i/4], Deadline: 2030, Status: corpus.Target})
		d.Text, d.Published = "digital economy", "2024-05-06"
		docs = append(docs, d)
	}
	r := open(t, index.Options{Concepts: digitalEconomy}, docs...)
	res := search(t, r, index.Request{Query: "digital economy", Facets: []string{"unit", "concept", "published"}, Lang: "vi", Explain: true})
	want := "map[concept:[{digital-economy kinh tế số 6}] published:[{2024 2024 6}] unit:[{% % 4} {km km 2}]]"
	if got := fmt.Sprint(res.Facets); got != want {
		t.Errorf("facets\n got %s\nwant %s", got, want)
	}
	if res.Counted != res.Total {
		t.Errorf("counted over %d of %d", res.Counted, res.Total)
	}
	if e := res.Hits[0].Explain; e == nil || len(e.Parts) == 0 || !strings.Contains(fmt.Sprint(e), "digital-economy") {
		t.Errorf("explanation %v", e)
	}
	if n := len(search(t, r, index.Request{Query: "digital", IDs: []string{"2", "4", "9"}}).Hits); n != 2 {
		t.Errorf("%d hits among given ids, want 2", n)
	}
	h := res.Hits[0]
	h.Facts.Value, h.Facts.Comparator = corpus.One(corpus.NewNumber(30, 0)), corpus.AtLeast
	if got := h.Line("kinh tế số"); got != "kinh tế số: ≥ 30 % by 2030" {
		t.Errorf("line %q", got)
	}
}
