package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus"
	"goalpost/corpus/store"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// open makes a store in a folder of its own, or opens the one in dir.
func open(t *testing.T, dir string, mode store.Mode) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dir, store.Options{Mode: mode, Create: mode == store.Write, Command: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// sample is one small article with one target in it.
type sample struct {
	url, text, title, published string
	value                       int64
	reader, rules               string
}

func thai(n int) sample {
	text := fmt.Sprintf("ตั้งเป้าให้ร้อยละ %d ภายในปี พ.ศ. 2573", n)
	return sample{
		url: fmt.Sprintf("https://example.test/%d", n), text: text, title: "เป้าหมาย", published: "2026-02-28",
		value: int64(n), reader: "r1", rules: "th@aaaa",
	}
}

func (s sample) capture() store.Capture {
	return store.Capture{
		TargetURI: s.url, Digest: "sha1:" + s.text, FetchedAt: noon, MediaType: "text/html", Status: 200,
		Header: map[string][]string{"Content-Type": {"text/html"}}, File: "goalpost-00001.warc.gz", Offset: 10, Length: 90, Size: int64(len(s.text)),
	}
}

func (s sample) article() store.NewVersionInput {
	return store.NewVersionInput{
		Key:     store.ArticleKey{CanonicalURL: s.url, Source: "feed", ExternalID: ""},
		Capture: store.CaptureID(s.url, "sha1:"+s.text), Reader: s.reader, At: noon,
		Content: corpus.Article{
			URL: s.url, CanonicalURL: s.url, Site: "example.test", Title: s.title, Published: s.published, Lang: "th", LangConfidence: 1,
			Text: s.text, Zones: []corpus.Zone{{Zone: corpus.ZoneBody, Start: 0, End: corpus.Point(len([]rune(s.text)))}},
			SourceLine:  &corpus.SourceLine{Text: "ที่มา: อื่น", URL: "https://other.test/"},
			Place:       &corpus.Place{Code: "TH"},
			Attachments: []corpus.Attachment{{URL: "https://example.test/a.pdf", MediaType: "application/pdf"}},
			Confidence:  0.9,
		},
	}
}

func (s sample) extraction() corpus.Extraction {
	unit, concept, start := "%", "digital-economy", corpus.Point(11)
	quote := fmt.Sprintf("ร้อยละ %d", s.value)
	end := start + corpus.Point(len([]rune(quote)))
	value := corpus.One(corpus.NewNumber(s.value, 0))
	return corpus.Extraction{
		Lang: "th", LangConfidence: 1, Rules: &s.rules,
		Mentions: []corpus.Mention{
			{Kind: corpus.Percent, Start: start, End: end, Quote: quote, Value: value, Unit: "%", UnitCode: "%", Comparator: corpus.AtLeast},
			{Kind: corpus.Period, Start: 0, End: 3, Quote: "x", Value: corpus.Between(corpus.NewNumber(-5, 0), corpus.NewNumber(25, -1))},
			{Kind: corpus.Date, Start: 0, End: 3, Quote: "x", Value: corpus.Value{Date: "2024-03"}, Calendar: corpus.Buddhist},
		},
		Claims: []corpus.Claim{{
			ID: "c" + s.rules + s.url, Start: start, End: end, Quote: quote, Kind: corpus.Percent, Value: value, Unit: &unit, UnitCode: &unit,
			Comparator: corpus.AtLeast, Change: corpus.Level, Status: corpus.Target,
			Deadline:  &corpus.Deadline{Year: 2030, From: "2030-01-01", To: "2030-12-31", Calendar: corpus.Buddhist, Quote: "พ.ศ. 2573", Scope: corpus.InSentence},
			Baseline:  &corpus.Baseline{Value: corpus.One(corpus.NewNumber(125, -1)), Unit: "%"},
			Indicator: &corpus.Indicator{Phrase: corpus.Phrase{Text: "เป้า", Start: 3, End: 7}, Concept: &concept},
			Evidence:  corpus.ByField[corpus.Range]{{Field: "status", Of: corpus.Range{Start: 0, End: 7}}}, Rule: "th.share.reach", Confidence: 0.9,
		}},
	}
}

// put stores the whole of a sample, as the pipeline does.
func put(t *testing.T, s *store.Store, samples ...sample) (last store.Stored) {
	t.Helper()
	err := s.Update(t.Context(), func(tx *store.Tx) (err error) {
		for _, x := range samples {
			if last, err = putOne(tx, x); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return last
}

func putOne(tx *store.Tx, x sample) (store.Stored, error) {
	if _, err := tx.PutCapture(x.capture()); err != nil {
		return store.Stored{}, err
	}
	stored, err := tx.PutArticle(x.article())
	if err != nil {
		return stored, err
	}
	run, err := tx.PutRun(store.Run{RuleSet: x.rules, Engine: "e1", Rules: map[string]string{"th": x.rules}, Started: noon})
	if err != nil {
		return stored, err
	}
	_, _, err = tx.PutExtraction(store.NewExtraction{Version: stored.Version, Run: run, Engine: "e1", Extraction: x.extraction()})
	return stored, err
}

func claims(t *testing.T, s *store.Store, f store.ClaimFilter) (out []store.ClaimRow) {
	t.Helper()
	for c, err := range s.Claims(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

func dump(t *testing.T, s *store.Store) string {
	t.Helper()
	var b strings.Builder
	if err := s.Dump(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWhatIsPutIsRead(t *testing.T) {
	s, x := open(t, t.TempDir(), store.Write), thai(30)
	stored := put(t, s, x)
	if stored.Outcome != store.New || stored.Cause != "first" {
		t.Errorf("stored: %+v", stored)
	}
	v, err := s.Version(t.Context(), stored.Version)
	if err != nil {
		t.Fatal(err)
	}
	want := x.article().Content
	want.ID = stored.Article
	if d := cmp.Diff(want, v.Content); d != "" {
		t.Errorf("article (-put +read):\n%s", d)
	}
	a, err := s.Article(t.Context(), stored.Article)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.FullExtraction(t.Context(), a.Extraction)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(x.extraction(), got); d != "" {
		t.Errorf("extraction (-put +read):\n%s", d)
	}
	c, err := s.Capture(t.Context(), v.Capture)
	if err != nil {
		t.Fatal(err)
	}
	wantCapture := x.capture()
	wantCapture.ID = v.Capture
	if d := cmp.Diff(wantCapture, c); d != "" {
		t.Errorf("capture (-put +read):\n%s", d)
	}
}

func TestOutcomes(t *testing.T) {
	s, x := open(t, t.TempDir(), store.Write), thai(30)
	edited, otherDate, otherReader := thai(30), thai(30), thai(30)
	edited.text += " แก้ไข"
	otherDate.published = "2026-03-01"
	otherReader.reader = "r2"
	steps := []struct {
		name           string
		x              sample
		outcome        store.Outcome
		cause          string
		versions, runs int
	}{
		{"first", x, store.New, "first", 1, 1},
		{"same_again", x, store.Unchanged, "", 1, 1},
		{"newer_reader_same_text", otherReader, store.Unchanged, "", 1, 1},
		{"other_date", otherDate, store.Updated, "", 1, 2},
		{"edited", edited, store.NewVersion, "content", 2, 3},
		{"edit_taken_back", otherDate, store.NewVersion, "content", 2, 3},
	}
	for _, step := range steps {
		before, _ := s.Seq(t.Context())
		stored := put(t, s, step.x)
		if stored.Outcome != step.outcome || stored.Cause != step.cause {
			t.Errorf("%s: %+v", step.name, stored)
		}
		a, err := s.Article(t.Context(), stored.Article)
		if err != nil {
			t.Fatal(err)
		}
		extractions := 0
		for range s.Extractions(t.Context(), stored.Article) {
			extractions++
		}
		if a.Versions != step.versions || extractions != step.runs || a.Version != stored.Version || a.Extraction == "" {
			t.Errorf("%s: %d versions, %d extractions: %+v", step.name, a.Versions, extractions, a)
		}
		if after, _ := s.Seq(t.Context()); (after == before) != (step.outcome == store.Unchanged) {
			t.Errorf("%s: sequence number went from %d to %d", step.name, before, after)
		}
	}
}

func TestNewerPageReaderIsTheCauseOfItsVersions(t *testing.T) {
	s, x := open(t, t.TempDir(), store.Write), thai(30)
	put(t, s, x)
	in := x.article()
	in.Reader, in.Content.Text = "r2", in.Content.Text+"\n\nท้าย"
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		stored, err := tx.PutArticle(in)
		if stored.Cause != "reader" {
			t.Errorf("cause %q", stored.Cause)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSinceGivesEachChangedArticleOnce(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	put(t, s, thai(10), thai(20), thai(30))
	held, _ := s.Seq(t.Context())
	edited := thai(20)
	edited.text += " แก้ไข"
	put(t, s, thai(10), edited, thai(40))
	var got []string
	for c, err := range s.Since(t.Context(), held) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s %d %d", c.Article.Key.CanonicalURL, len(c.Claims), len(c.Version.Content.Text)))
		held = c.Seq
	}
	want := []string{
		fmt.Sprintf("https://example.test/20 1 %d", len(edited.text)),
		fmt.Sprintf("https://example.test/40 1 %d", len(thai(40).text)),
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for range s.Since(t.Context(), held) {
		t.Error("caught up, yet there is more")
	}
}

func TestRunsWithOtherRules(t *testing.T) {
	s, x := open(t, t.TempDir(), store.Write), thai(30)
	stored := put(t, s, x)
	changed := x
	changed.rules = "th@bbbb"
	put(t, s, changed)
	for name, tc := range map[string]struct {
		f    store.ClaimFilter
		want int
	}{
		"current": {store.ClaimFilter{}, 1},
		"history": {store.ClaimFilter{History: true}, 2},
		"old_run": {store.ClaimFilter{Run: store.RunID("th@aaaa", "e1", "")}, 1},
	} {
		if got := claims(t, s, tc.f); len(got) != tc.want {
			t.Errorf("%s: %d claims, want %d", name, len(got), tc.want)
		}
	}
	if got := claims(t, s, store.ClaimFilter{})[0]; got.Rules != "th@bbbb" || !got.Current {
		t.Errorf("current claim is by %q", got.Rules)
	}
	var outputs []string
	for x, err := range s.Extractions(t.Context(), stored.Article) {
		if err != nil {
			t.Fatal(err)
		}
		outputs = append(outputs, x.Output)
	}
	if len(outputs) != 2 || outputs[0] != outputs[1] {
		t.Errorf("rule sets that read the same have other outputs: %q", outputs)
	}
}

func TestShadowIsNeverCurrent(t *testing.T) {
	s, x := open(t, t.TempDir(), store.Write), thai(30)
	stored := put(t, s, x)
	before, _ := s.Seq(t.Context())
	x.rules = "th@shadow"
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		_, _, err := tx.PutExtraction(store.NewExtraction{Version: stored.Version, Engine: "e1", Shadow: true, Extraction: x.extraction()})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	after, _ := s.Seq(t.Context())
	if got := claims(t, s, store.ClaimFilter{}); after != before || got[0].Rules != "th@aaaa" {
		t.Errorf("current claim is by %q, sequence number %d → %d", got[0].Rules, before, after)
	}
}

func TestSameInputsSameDump(t *testing.T) {
	one, other := open(t, t.TempDir(), store.Write), open(t, t.TempDir(), store.Write)
	put(t, one, thai(10), thai(20), thai(30))
	put(t, other, thai(30))
	put(t, other, thai(20), thai(10), thai(20))
	if d := cmp.Diff(dump(t, one), dump(t, other)); d != "" {
		t.Error(d)
	}
	put(t, other, thai(40))
	if dump(t, one) == dump(t, other) {
		t.Error("another article, yet the same dump")
	}
}

func TestCheck(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	x := thai(10)
	put(t, s, x)
	problems := func() (what []string) {
		found, err := s.Check(t.Context(), s.Captures())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range found {
			what = append(what, p.What)
		}
		return what
	}
	if got := problems(); !cmp.Equal(got, []string{"capture-file"}) {
		t.Errorf("without its WARC file: %q", got)
	}
	if err := os.WriteFile(filepath.Join(s.Captures(), "goalpost-00001.warc.gz.open"), make([]byte, 100), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := problems(); got != nil {
		t.Errorf("with it, still open: %q", got)
	}
	wrong := thai(11)
	wrong.value = 12 // the quote is not what stands in the text
	put(t, s, wrong)
	if got := problems(); !cmp.Equal(got, []string{"quote"}) {
		t.Errorf("with a wrong quote: %q", got)
	}
}

func TestUpdateIsAllOrNothing(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	boom := errors.New("boom")
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		if _, err := putOne(tx, thai(10)); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Errorf("error: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = s.Update(ctx, func(tx *store.Tx) error {
		_, err := putOne(tx, thai(20))
		cancel()
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Articles != 0 || c.Captures != 0 {
		t.Errorf("%+v, %v", c, err)
	}
	put(t, s, thai(30)) // and it still writes
}
