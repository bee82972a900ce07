package store_test

import (
	"errors"
	"iter"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus/store"
)

// names collects what name tells of each row.
func names[T any](t *testing.T, rows iter.Seq2[T, error], name func(T) string) (out []string) {
	t.Helper()
	for row, err := range rows {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, name(row))
	}
	return out
}

func TestHistoryOfAnArticle(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, store.Write)
	first, edited := thai(10), thai(10)
	edited.text += " แก้ไข"
	edited.rules = "th@bbbb"
	was, is := put(t, s, first), put(t, s, edited)
	ctx := t.Context()

	text := func(v store.Version) string { return v.Content.Text }
	if d := cmp.Diff([]string{first.text, edited.text}, names(t, s.Versions(ctx, is.Article), text)); d != "" {
		t.Errorf("versions: %s", d)
	}
	if d := cmp.Diff([]string{edited.text}, names(t, s.Current(ctx, store.ArticleFilter{NotRules: "th@aaaa", NotEngine: "e2", Site: "example.test"}), text)); d != "" {
		t.Errorf("current: %s", d)
	}
	c, err := s.Changed(ctx, is.Article)
	if err != nil || c.Version.Number != 2 || len(c.Claims) != 1 || c.Article.Fetched != noon {
		t.Errorf("changed: %+v %v", c, err)
	}
	capture := func(c store.Capture) string { return c.Digest }
	if got := names(t, s.AllCaptures(ctx), capture); len(got) != 2 {
		t.Errorf("captures: %q", got)
	}
	last, err := s.LastCapture(ctx, first.url)
	if err != nil || last.Digest != edited.capture().Digest {
		t.Errorf("last capture: %+v %v", last, err)
	}

	if got := names(t, s.Runs(ctx), func(r store.Run) string { return r.RuleSet }); !cmp.Equal(got, []string{"th@bbbb", "th@aaaa"}) {
		t.Errorf("runs: %q", got)
	}
	run, err := s.Run(ctx, store.RunID("th@aaaa", "e1", "")[:6])
	if err != nil || run.Extractions != 1 || run.Rules["th"] != "th@aaaa" || run.Started != noon {
		t.Errorf("run: %+v %v", run, err)
	}
	version := func(x store.ExtractionRow) string { return x.Version }
	if d := cmp.Diff([]string{was.Version}, names(t, s.RunExtractions(ctx, run.ID), version)); d != "" {
		t.Errorf("extractions of the run: %s", d)
	}
	for rules, want := range map[string]bool{"th@bbbb": true, "th@aaaa": false} {
		if id, ok, err := s.Extracted(ctx, is.Version, rules, "e1", ""); ok != want || id == "" || err != nil {
			t.Errorf("extracted by %s: %v %v", rules, ok, err)
		}
	}
	if _, _, err := s.Extracted(ctx, "v0", "", "", ""); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("extracted, of no version: %v", err)
	}
	if s.Dir() != dir || s.Captures() != filepath.Join(dir, "captures") {
		t.Errorf("folders %q, %q", s.Dir(), s.Captures())
	}
}
