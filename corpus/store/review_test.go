package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus/store"
)

// decide writes one line to the log.
func decide(t *testing.T, s *store.Store, d store.Decision) (store.Decision, error) {
	t.Helper()
	if d.Actor == "" {
		d.Actor, d.ActorKind, d.At = "ann", "human", noon
	}
	var out store.Decision
	err := s.Update(t.Context(), func(tx *store.Tx) (err error) {
		out, err = tx.Decide(d)
		return err
	})
	return out, err
}

// live lists the lines that stand, as "key verdict".
func live(t *testing.T, s *store.Store) (out []string) {
	t.Helper()
	for d, err := range s.Decisions(t.Context(), store.DecisionFilter{Live: true}) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, d.ChangeKey+" "+d.Verdict)
	}
	return out
}

func TestDecisionsAreKept(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	put := store.Decision{
		ChangeKey: "k", Group: "g", Article: "a", Claim: "c1", OldClaim: "c0", OldHash: "h0", NewHash: "h1", Kind: "changed",
		Cause: "rules", Rule: "th.x", Verdict: "correct", Reason: "wrong_value", Scope: "claim", Note: "ไม่ใช่", Query: "rule:th.x",
		Corrected: json.RawMessage(`{"value":45}`), Data: json.RawMessage(`{"x":1}`), Actor: "ann", ActorKind: "human", At: noon, Seconds: 2.5,
	}
	got, err := decide(t, s, put)
	if err != nil {
		t.Fatal(err)
	}
	read, err := s.Decision(t.Context(), got.ID[:8])
	if err != nil {
		t.Fatal(err)
	}
	want := put
	want.ID, want.Number, want.Version, want.Live = got.ID, 1, 1, true
	if d := cmp.Diff(want, read); d != "" {
		t.Errorf("(-put +read) %s", d)
	}
}

func TestTwoReviewersDoNotOverwriteEachOther(t *testing.T) {
	dir := t.TempDir()
	open(t, dir, store.Write)
	ann, bob := open(t, dir, store.Review), open(t, dir, store.Review)
	if _, err := decide(t, ann, store.Decision{ChangeKey: "k", Verdict: "accept"}); err != nil {
		t.Fatal(err)
	}
	_, err := decide(t, bob, store.Decision{ChangeKey: "k", Verdict: "reject"})
	var conflict *store.ConflictError
	if !errors.As(err, &conflict) || conflict.Actual != 1 || conflict.Subject != "k" {
		t.Errorf("error: %v", err)
	}
	if _, err := decide(t, bob, store.Decision{ChangeKey: "k", Verdict: "reject", Expected: 1}); err != nil {
		t.Errorf("having seen it: %v", err)
	}
	if _, err := decide(t, bob, store.Decision{ChangeKey: "k", Verdict: "defer", Expected: -1}); err != nil {
		t.Errorf("whatever it is: %v", err)
	}
}

func TestUndoAndRedo(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	first, _ := decide(t, s, store.Decision{ChangeKey: "k", Verdict: "accept"})
	undo, err := decide(t, s, store.Decision{ChangeKey: "k", Verdict: "undo", Expected: 1, Reverts: first.ID})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"k undo"}, live(t, s)); d != "" {
		t.Errorf("undone: %s", d)
	}
	if _, err := decide(t, s, store.Decision{ChangeKey: "k", Verdict: "redo", Expected: 2, Reverts: undo.ID}); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"k accept", "k redo"}, live(t, s)); d != "" {
		t.Errorf("redone: %s", d)
	}
	if _, err := decide(t, s, store.Decision{ChangeKey: "k", Verdict: "undo", Expected: 3, Reverts: "d0"}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("undo of nothing: %v", err)
	}
}

func TestLogIsAppendOnly(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, store.Write)
	if _, err := decide(t, s, store.Decision{ChangeKey: "k", Verdict: "accept"}); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"DELETE FROM decisions", "UPDATE decisions SET verdict = 'reject'"} {
		if err := store.Exec(t.Context(), s, query); err == nil {
			t.Errorf("%s: no error", query)
		}
	}
}

func TestReviewStates(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	accept, _ := decide(t, s, store.Decision{ChangeKey: "1", Claim: "c1", Verdict: "accept"})
	reject, _ := decide(t, s, store.Decision{ChangeKey: "2", Claim: "c2", Verdict: "reject"})
	if _, err := decide(t, s, store.Decision{ChangeKey: "1", Claim: "c1", Verdict: "undo", Expected: 1, Reverts: accept.ID}); err != nil {
		t.Fatal(err)
	}
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		return errors.Join(
			tx.PutUse(store.Use{Decision: reject.ID, Article: "a", Claim: "c3", Kind: "suppressed", At: noon}),
			tx.PutUse(store.Use{Decision: reject.ID, Article: "a", Claim: "c3", Kind: "suppressed", At: noon.Add(time.Hour)}),
			tx.PutUse(store.Use{Decision: reject.ID, Article: "a", Claim: "c4", Kind: "stale", At: noon}))
	})
	if err != nil {
		t.Fatal(err)
	}
	states, err := s.ReviewStates(t.Context(), []string{"c1", "c2", "c3", "c4", "c5"})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for id, st := range states {
		got[id] = st.Verdict
	}
	if d := cmp.Diff(map[string]string{"c1": "undo", "c2": "reject", "c3": "reject"}, got); d != "" {
		t.Error(d)
	}
	uses := 0
	for range s.Uses(t.Context(), reject.ID) {
		uses++
	}
	if uses != 2 {
		t.Errorf("%d uses", uses)
	}
}

func TestBases(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	b := store.Base{Article: "a", Version: "v", Extraction: "x", Claims: thai(10).extraction().Claims, Data: json.RawMessage(`{}`), At: noon}
	write := func(expected int) (revision int, err error) {
		b.Expected = expected
		err = s.Update(t.Context(), func(tx *store.Tx) (err error) {
			revision, err = tx.PutBase(b)
			return err
		})
		return revision, err
	}
	if _, ok, err := s.Base(t.Context(), "a"); ok || err != nil {
		t.Errorf("before: %v %v", ok, err)
	}
	for i := range 2 {
		if revision, err := write(i); err != nil || revision != i+1 {
			t.Errorf("revision %d: %v", revision, err)
		}
	}
	var conflict *store.ConflictError
	if _, err := write(0); !errors.As(err, &conflict) {
		t.Errorf("conflict: %v", err)
	}
	got, ok, err := s.Base(t.Context(), "a")
	b.Revision, b.Expected = 2, 2
	if d := cmp.Diff(b, got); d != "" || !ok || err != nil {
		t.Errorf("%v %v %s", ok, err, d)
	}
	if got := names(t, s.Bases(t.Context()), func(b store.Base) string { return b.Article }); !cmp.Equal(got, []string{"a"}) {
		t.Errorf("bases: %q", got)
	}
}

func TestNamedThings(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	src := store.Source{Name: "moit", Kind: "feed", Location: "https://a.test/rss", Cadence: time.Hour, Options: json.RawMessage(`{"follow":true}`), Added: noon, Due: noon.Add(time.Hour)}
	search := store.Search{Name: "net zero", Query: "value>=30", Created: noon, Seen: 7}
	gold := store.Gold{Doc: "th_1", Lang: "th", Complete: true, Record: json.RawMessage(`{"doc":"th_1"}`), At: noon}
	fetch := store.Fetch{URL: "https://a.test/", At: noon, Status: 304, Outcome: "not-modified", File: "f.warc.gz", Offset: 7, Length: 5, ETag: `"x"`, Duration: 12 * time.Millisecond}
	var ingest int64
	err := s.Update(t.Context(), func(tx *store.Tx) (err error) {
		if ingest, err = tx.PutIngest(store.Ingest{Source: "moit", Started: noon}); err != nil {
			return err
		}
		_, err = tx.PutIngest(store.Ingest{ID: ingest, Source: "moit", Started: noon, Finished: noon, Listed: 9})
		return errors.Join(err, tx.PutSource(src), tx.PutSearch(search), tx.PutGold(gold), tx.LogFetch(fetch),
			tx.PutPair(store.Pair{Article: "a", Old: "c1", New: "c2", Kind: "moved", Score: 0.9}))
	})
	if err != nil {
		t.Fatal(err)
	}
	gotSource, err1 := s.Source(t.Context(), "moit")
	gotSearch, err2 := s.Search(t.Context(), "net zero")
	gotFetch, err3 := s.LastFetch(t.Context(), "https://a.test/")
	if d := cmp.Diff([]any{src, search, fetch}, []any{gotSource, gotSearch, gotFetch}); d != "" || errors.Join(err1, err2, err3) != nil {
		t.Error(d, err1, err2, err3)
	}
	if end, err := s.CaptureEnd(t.Context(), "f.warc.gz"); end != 12 || err != nil {
		t.Errorf("capture end %d, %v", end, err)
	}
	lists := [][]string{
		names(t, s.Sources(t.Context()), func(x store.Source) string { return x.Name }),
		names(t, s.Searches(t.Context()), func(x store.Search) string { return x.Name }),
		names(t, s.Fetches(t.Context(), ""), func(x store.Fetch) string { return x.Outcome }),
		names(t, s.Pairs(t.Context(), "a"), func(x store.Pair) string { return x.Old + x.New + x.Kind }),
	}
	if d := cmp.Diff([][]string{{"moit"}, {"net zero"}, {"not-modified"}, {"c1c2moved"}}, lists); d != "" {
		t.Error(d)
	}
	due := 0
	for range s.DueSources(t.Context(), noon.Add(time.Hour)) {
		due++
	}
	for g, err := range s.Golds(t.Context()) {
		if d := cmp.Diff(gold, g); d != "" || err != nil {
			t.Error(d, err)
		}
	}
	for i, err := range s.Ingests(t.Context(), "moit") {
		if i.ID != ingest || i.Listed != 9 || err != nil {
			t.Errorf("%+v %v", i, err)
		}
	}
	if due != 1 {
		t.Errorf("%d due", due)
	}
	err = s.Update(t.Context(), func(tx *store.Tx) error {
		return errors.Join(tx.RemoveSource("moit"), tx.RemoveSearch("net zero"), tx.RemoveGold("th_1"))
	})
	if err != nil {
		t.Error(err)
	}
	if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.RemoveSource("moit") }); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
}

func ExampleArticleKey() {
	for _, k := range []store.ArticleKey{
		{CanonicalURL: "https://example.test/a", Path: "a.html"},
		{Source: "batch.jsonl", ExternalID: "a1"},
		{Path: "pages/a.html"},
	} {
		fmt.Println(k.ID(), k.Name())
	}
	// Output:
	// a625841ed5789ce61 https://example.test/a
	// ad53bd48f10195e08 batch.jsonl#a1
	// aaf2c32ac5152233d pages/a.html
}
