package store_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus"
	"goalpost/corpus/store"
)

func TestClaimFilters(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	put(t, s, thai(10), thai(20), thai(30))
	low, high := 15.0, 25.0
	for name, tc := range map[string]struct {
		f    store.ClaimFilter
		want int
	}{
		"all":         {store.ClaimFilter{}, 3},
		"interval":    {store.ClaimFilter{Min: &low, Max: &high}, 1},
		"by_2029":     {store.ClaimFilter{By: 2029}, 0},
		"by_2030":     {store.ClaimFilter{By: 2030}, 3},
		"lang":        {store.ClaimFilter{Lang: []corpus.Lang{"vi", "ko"}}, 0},
		"status":      {store.ClaimFilter{Status: []corpus.Status{corpus.Target}, UnitCode: "%", Concept: "digital-economy"}, 3},
		"source":      {store.ClaimFilter{Source: "feed"}, 3},
		"rule":        {store.ClaimFilter{Rule: []string{"other"}}, 0},
		"actor":       {store.ClaimFilter{Actor: "กระทรวง"}, 0},
		"published":   {store.ClaimFilter{From: "2026-02-28", To: "2026-02-28"}, 3},
		"month":       {store.ClaimFilter{From: "2026-02", To: "2026-02"}, 3},
		"later":       {store.ClaimFilter{From: "2026-03-01"}, 0},
		"earlier":     {store.ClaimFilter{To: "2026-01"}, 0},
		"of_claim_id": {store.ClaimFilter{IDs: []string{thai(10).extraction().Claims[0].ID}}, 1},
	} {
		if got := claims(t, s, tc.f); len(got) != tc.want {
			t.Errorf("%s: %d claims, want %d", name, len(got), tc.want)
		}
	}
}

func TestResolve(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	stored := put(t, s, thai(10))
	for _, name := range []string{stored.Article, stored.Article[:8], "https://example.test/10", stored.Version} {
		if a, err := s.Resolve(t.Context(), name); err != nil || a.ID != stored.Article {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := s.Resolve(t.Context(), "a0000000"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	id := thai(10).extraction().Claims[0].ID
	for _, name := range []string{id, id[:9]} {
		if c, err := s.ResolveClaim(t.Context(), name); err != nil || len(c) != 1 {
			t.Errorf("%q: %d, %v", name, len(c), err)
		}
	}
	put(t, s, thai(11))
	if _, err := s.ResolveClaim(t.Context(), id[:9]); !errors.Is(err, store.ErrAmbiguous) {
		t.Errorf("ambiguous: %v", err)
	}
}

func TestBands(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	one, two, three := put(t, s, thai(10)).Article, put(t, s, thai(20)).Article, put(t, s, thai(30)).Article
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		return errors.Join(tx.PutBands(one, []int64{1, 2}), tx.PutBands(two, []int64{2, 3}), tx.PutBands(three, []int64{2}), tx.PutBands(one, []int64{-4, 2}))
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		bands []int64
		want  []string
	}{
		{[]int64{2}, []string{min(one, two), max(one, two)}},
		{[]int64{-4, 2}, []string{one, two}},
		{[]int64{3}, []string{two}},
		{[]int64{1}, nil},
		{nil, nil},
	} {
		var got []string
		for id, err := range s.Sharing(t.Context(), three, c.bands) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, id)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.bands, got, c.want)
		}
	}
}

func TestFewShareABand(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	last := ""
	for i := range 100 {
		last = put(t, s, thai(1000+i)).Article
		if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.PutBands(last, []int64{1, 2}) }); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for _, err := range s.Sharing(t.Context(), last, []int64{1, 2}) {
		if n++; err != nil {
			t.Fatal(err)
		}
	}
	if n == 0 || n > 16 {
		t.Errorf("compared with %d", n)
	}
}

func TestLinks(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	one, other := put(t, s, thai(10)).Article, put(t, s, thai(20)).Article
	want := store.Link{Article: one, Other: other, Kind: "source", Evidence: "source line", Score: 0.9}
	for range 2 {
		if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.PutLink(want) }); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{one, other, ""} {
		n := 0
		for got, err := range s.Links(t.Context(), name) {
			if n++; err != nil || got != want {
				t.Errorf("%q: %+v %v", name, got, err)
			}
		}
		if n != 1 {
			t.Errorf("%q: %d links", name, n)
		}
	}
	remove := func(tx *store.Tx) error { return tx.RemoveLinks(other, "source") }
	if err := s.Update(t.Context(), remove); err != nil {
		t.Fatal(err)
	}
	for got := range s.Links(t.Context(), "") {
		t.Errorf("left: %+v", got)
	}
	nowhere := store.Link{Article: one, Other: "a0", Kind: "edition"}
	if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.PutLink(nowhere) }); err == nil {
		t.Error("a link to no article was kept")
	}
}

func TestSnapshotStandsStill(t *testing.T) {
	dir := t.TempDir()
	w := open(t, dir, store.Write)
	put(t, w, thai(10))
	r := open(t, dir, store.Read)
	shot, err := r.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	put(t, w, thai(20))
	if c, err := shot.Counts(t.Context()); err != nil || c.Articles != 1 {
		t.Errorf("snapshot has %d articles: %v", c.Articles, err)
	}
	if err := shot.Close(); err != nil {
		t.Error(err)
	}
	if c, err := r.Counts(t.Context()); err != nil || c.Articles != 2 {
		t.Errorf("store has %d articles: %v", c.Articles, err)
	}
}

func TestIterationsWithinIterations(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	put(t, s, thai(10), thai(20))
	var nested func(depth int) int
	nested = func(depth int) (n int) {
		for c, err := range s.Since(t.Context(), 0) {
			if err != nil {
				t.Fatal(err)
			}
			n += len(c.Claims)
			if depth > 0 {
				n += nested(depth - 1)
			}
		}
		return n
	}
	if n := nested(5); n != 126 { // 2 + 4 + … + 64
		t.Errorf("%d claims", n)
	}
}

func TestCounts(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	put(t, s, thai(10), thai(20))
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		return tx.PutSkip(store.Skip{Input: "a.html", Cause: "no-text", At: noon})
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := store.Counts{
		Schema: 4, Seq: 4, Captures: 2, CaptureSize: got.CaptureSize, Articles: 2, Versions: 2, Extractions: 2, Mentions: 6, Claims: 2,
		Targets: 2, Runs: 1, Skips: 1, ByLang: []store.LangCount{{Lang: "th", Articles: 2, Mentions: 6, Claims: 2, Targets: 2}},
		ByStatus: map[corpus.Status]int{corpus.Target: 2}, ByRule: map[string]int{"th.share.reach": 2},
		BySource: map[string]int{"feed": 2}, BySkip: map[string]int{"no-text": 1},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
