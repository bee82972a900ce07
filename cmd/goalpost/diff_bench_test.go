package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/extract/review"
)

// The corpus of the benchmarks: 100,000 claims, ten an article.
const (
	benchArticles = 10_000
	benchClaims   = 10
)

// benchArticle is an article of ten sentences with a target each.
func benchArticle(n int) (a corpus.Article, claims []corpus.Claim) {
	var text strings.Builder
	at := corpus.Point(0)
	unit, concept := "%", "digital-economy"
	for i := range benchClaims {
		lead := fmt.Sprintf("Đến năm 2030, tỉnh phấn đấu tỷ lệ chỉ tiêu số %d của huyện %d đạt ", i, n)
		quote := fmt.Sprintf("%d%%", 10+(n+7*i)%90)
		text.WriteString(lead + quote + " theo kế hoạch đã công bố.\n")
		start := at + corpus.Point(utf8.RuneCountInString(lead))
		end := start + corpus.Point(len(quote))
		claims = append(claims, corpus.Claim{
			ID: fmt.Sprintf("c%d-%d", n, i), Start: start, End: end, Quote: quote, Kind: corpus.Percent,
			Value: corpus.One(corpus.NewNumber(int64(10+(n+7*i)%90), 0)), Unit: &unit, UnitCode: &unit, Comparator: corpus.Equal,
			Change: corpus.Level, Status: corpus.Target,
			Deadline:  &corpus.Deadline{Year: 2030, From: "2030-01-01", To: "2030-12-31", Calendar: corpus.Gregorian, Start: at, End: at + 12, Quote: "Đến năm 2030", Scope: corpus.InSentence},
			Indicator: &corpus.Indicator{Phrase: corpus.Phrase{Text: "chỉ tiêu", Start: at + 34, End: at + 42}, Concept: &concept},
			Evidence:  corpus.ByField[corpus.Range]{{Field: "status", Of: corpus.Range{Start: at + 19, End: at + 27}}}, Rule: "vi.goal.strive", Confidence: .9,
		})
		at = corpus.Point(utf8.RuneCountInString(text.String()))
	}
	a = corpus.Article{Lang: "vi", LangConfidence: 1, Title: fmt.Sprintf("Huyện %d", n), Published: "2024-03-01", Text: text.String()}
	a.Zones = []corpus.Zone{{Zone: corpus.ZoneBody, Start: 0, End: at}}
	return a, claims
}

// putBench stores the corpus as one set of rules reads it. share of 100 claims are
// read otherwise than by the other sets.
func putBench(b *testing.B, st *store.Store, rules string, share int) {
	b.Helper()
	const batch = 500
	bodies := []store.Rule{{ID: "vi.goal.strive", Body: "words: [phấn đấu]\n"}}
	if share > 0 {
		bodies = append(bodies, store.Rule{ID: "vi.own.plan", Body: "words: [theo kế hoạch]\n"})
	}
	if err := st.Update(b.Context(), func(tx *store.Tx) error { return tx.PutRules(rules, bodies) }); err != nil {
		b.Fatal(err)
	}
	for from := 0; from < benchArticles; from += batch {
		err := st.Update(b.Context(), func(tx *store.Tx) error {
			for n := from; n < from+batch; n++ {
				if err := putBenchArticle(tx, n, rules, share); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

func putBenchArticle(tx *store.Tx, n int, rules string, share int) error {
	a, claims := benchArticle(n)
	uri := fmt.Sprintf("https://example.test/%d", n)
	capture := store.Capture{TargetURI: uri, Digest: "sha1:" + uri, FetchedAt: time.Unix(0, 0).UTC(), File: "a.warc.gz", Length: 1}
	if _, err := tx.PutCapture(capture); err != nil {
		return err
	}
	stored, err := tx.PutArticle(store.NewVersionInput{
		Key: store.ArticleKey{CanonicalURL: uri}, Capture: store.CaptureID(uri, capture.Digest), Reader: "1", At: capture.FetchedAt, Content: a,
	})
	if err != nil {
		return err
	}
	for i := range claims {
		if (n*benchClaims+i)%100 < share {
			claims[i].Status, claims[i].Rule = corpus.Forecast, "vi.own.plan"
		}
		claims[i].ID += rules
	}
	run, err := tx.PutRun(store.Run{RuleSet: rules, Engine: "1", Rules: map[string]string{"vi": rules}, Started: time.Unix(0, 0).UTC()})
	if err != nil {
		return err
	}
	_, _, err = tx.PutExtraction(store.NewExtraction{
		Version: stored.Version, Run: run, Engine: "1", Extraction: corpus.Extraction{Lang: "vi", LangConfidence: 1, Rules: &rules, Claims: claims},
	})
	return err
}

// BenchmarkDiff compares 100,000 claims with what was last reviewed: where all of
// them are read otherwise, where one in a hundred is, and where none is. ×read is
// the time over that of reading the claims of both sides from the store.
func BenchmarkDiff(b *testing.B) {
	data := b.TempDir()
	st, err := store.Open(b.Context(), data, store.Options{Mode: store.Write, Create: true})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	putBench(b, st, "vi@aaaaaa", 0)
	a := &app{environment: environment{strings.NewReader(""), io.Discard, io.Discard, func(string) string { return "" }}, data: data}
	a.engines = sync.OnceValues(func() (*pipeline.Engines, error) { return pipeline.NewEngines("") })
	d := &desk{app: a, ctx: b.Context(), st: st}
	if err := d.load(); err != nil {
		b.Fatal(err)
	}
	if _, _, err := d.begin("ann", time.Now().UTC()); err != nil {
		b.Fatal(err)
	}
	for _, share := range []int{0, 1, 100} {
		if share > 0 {
			putBench(b, st, fmt.Sprintf("vi@%06d", share), share)
		}
		for name, flags := range map[string]diffFlags{"jsonl": {jsonl: true}, "page": {limit: 50}} {
			b.Run(fmt.Sprintf("%d%%/%s", share, name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					n, err := d.tellChanges(chosen(d.sheets(), review.Query{}, flags), flags)
					if want := benchArticles * benchClaims * share / 100; err != nil || n != want {
						b.Fatal(n, want, err)
					}
				}
				b.StopTimer()
				spent := b.Elapsed().Seconds() / float64(b.N)
				started := time.Now()
				if n := readBoth(b, st); n != 2*benchArticles*benchClaims {
					b.Fatalf("%d claims", n)
				}
				b.ReportMetric(spent/time.Since(started).Seconds(), "×read")
				b.ReportMetric(benchArticles*benchClaims/spent, "claims/s")
			})
		}
	}
}

// readBoth reads the claims of all articles, twice.
func readBoth(b *testing.B, st *store.Store) (n int) {
	b.Helper()
	for range 2 {
		for _, err := range st.Claims(b.Context(), store.ClaimFilter{}) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	return n
}
