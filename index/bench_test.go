package index_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"

	"goalpost/corpus"
	"goalpost/index"
)

// claims are n claims whose sentences are taken from news in five languages,
// figures and years changed so that no two are the same.
func claims(tb testing.TB, n int) []index.Doc {
	tb.Helper()
	pool := records(tb, shared(tb, "dev/parallel.jsonl"))
	units := []string{"%", "VND", "KRW", "THB", "SAR", "{person}", "MW", "har", "km"}
	out := make([]index.Doc, n)
	for i := range out {
		r := pool[i*7919%len(pool)]
		year := 2025 + i*31%26
		low := corpus.NewNumber(int64(i*6151%5000), -1)
		text := fmt.Sprintf("%s %s (%d)", r.Text, low, year)
		f := &index.Facts{
			Value: corpus.One(low), Unit: units[i%len(units)], UnitCode: units[i%len(units)], Quantity: corpus.Percent,
			Comparator: []corpus.Comparator{corpus.AtLeast, corpus.Equal, corpus.AtMost}[i%3],
			Status:     []corpus.Status{corpus.Target, corpus.Actual, corpus.Forecast}[i%3],
			Change:     corpus.Level, Deadline: year, Baseline: 2015 + i%8,
			Indicator: string([]rune(r.Text)[:min(20, len([]rune(r.Text)))]),
			Actor:     fmt.Sprintf("Ministry %d", i*13%97), Rule: fmt.Sprintf("%s.rule%d", r.Lang, i%40),
			Quote: corpus.Span{Start: corpus.Byte(len(text) - 6), End: corpus.Byte(len(text))},
		}
		out[i] = index.Doc{
			ID: fmt.Sprintf("c%06d", i), Kind: index.Claims, Article: fmt.Sprintf("a%05d", i/3), Lang: r.Lang, Text: text,
			URL: fmt.Sprintf("https://news.example/%s/%d", r.Lang, i/3), Source: fmt.Sprintf("source-%d", i%23),
			Title: fmt.Sprintf("%s %d", r.Doc, i/3), Facts: f, Place: []string{"VN", "KR", "TH", "SA"}[i%4],
			Published: fmt.Sprintf("20%02d-%02d-%02d", 20+i%6, 1+i%12, 1+i%28), Fetched: "2026-01-02",
		}
	}
	return out
}

// stockMapping is what bleve offers for such documents: its analyzer for each
// language, numbers as numbers, dates as dates, names as keywords.
func stockMapping() *mapping.IndexMappingImpl {
	m := bleve.NewIndexMapping()
	doc := bleve.NewDocumentMapping()
	for _, lang := range []corpus.Lang{"vi", "ko", "ar", "th", "en"} {
		f := bleve.NewTextFieldMapping()
		f.Analyzer = stockAnalyzer(lang)
		f.IncludeInAll = false
		for _, name := range []string{"text_", "title_", "indicator_", "actor_"} {
			doc.AddFieldMappingsAt(name+string(lang), f)
		}
	}
	for _, name := range []string{"article", "url", "lang", "source", "place", "unit", "unit_code", "quantity", "comparator", "status", "change", "rule", "actor"} {
		f := bleve.NewKeywordFieldMapping()
		f.IncludeInAll = false
		doc.AddFieldMappingsAt(name, f)
	}
	for _, name := range []string{"value", "deadline", "baseline"} {
		f := bleve.NewNumericFieldMapping()
		f.IncludeInAll = false
		doc.AddFieldMappingsAt(name, f)
	}
	for _, name := range []string{"published", "fetched"} {
		f := bleve.NewDateTimeFieldMapping()
		f.IncludeInAll = false
		doc.AddFieldMappingsAt(name, f)
	}
	m.DefaultMapping = doc
	return m
}

func stockDoc(d index.Doc) map[string]any {
	l := "_" + string(d.Lang)
	f := d.Facts
	v, _, _ := f.Value.Interval()
	return map[string]any{
		"text" + l: d.Text, "title" + l: d.Title, "indicator" + l: f.Indicator, "actor" + l: f.Actor, "actor": f.Actor,
		"article": d.Article, "url": d.URL, "lang": string(d.Lang), "source": d.Source, "place": d.Place, "unit": f.Unit,
		"unit_code": f.UnitCode, "quantity": string(f.Quantity), "comparator": string(f.Comparator), "status": string(f.Status),
		"change": string(f.Change), "rule": f.Rule, "value": v.Float(), "deadline": float64(f.Deadline), "baseline": float64(f.Baseline),
		"published": d.Published, "fetched": d.Fetched,
	}
}

func size(tb testing.TB, dir string) (bytes int64) {
	tb.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			bytes += info.Size()
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return bytes
}

// BenchmarkBuild compares building and size with bleve as it comes, on the
// same 20,000 claims, with the glossary: the size of one published state
// against that of bleve's.
func BenchmarkBuild(b *testing.B) {
	docs, concepts := claims(b, 20000), glossary(b)
	b.Run("stock", func(b *testing.B) {
		for b.Loop() {
			dir := b.TempDir() + "/stock"
			i, err := bleve.New(dir, stockMapping())
			if err != nil {
				b.Fatal(err)
			}
			for some := range slices.Chunk(docs, 1000) {
				batch := i.NewBatch()
				for _, d := range some {
					if err := batch.Index(d.ID, stockDoc(d)); err != nil {
						b.Fatal(err)
					}
				}
				if err := i.Batch(batch); err != nil {
					b.Fatal(err)
				}
			}
			if err := i.Close(); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(size(b, dir))/1e6, "MB")
		}
	})
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			dir := b.TempDir()
			if err := index.Build(b.Context(), dir, index.Options{Concepts: concepts}, 1, all(docs)); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(size(b, dir+"/gen-1"))/1e6, "MB")
		}
	})
}

// BenchmarkSearch tells the 99th percentile of a keyword with two ranges and
// three facets, and of others, over 20,000 claims (GOALPOST_CLAIMS: as many).
func BenchmarkSearch(b *testing.B) {
	n := 20000
	if _, err := fmt.Sscan(os.Getenv("GOALPOST_CLAIMS"), &n); err != nil {
		n = 20000
	}
	dir := b.TempDir()
	if err := index.Build(b.Context(), dir, index.Options{}, 1, all(claims(b, n))); err != nil {
		b.Fatal(err)
	}
	r, err := index.Open(dir, index.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	words := strings.Fields("kinh tế chính phủ 정부 대통령 경제 الحكومة الرئيس الاقتصاد รัฐบาล ประธานาธิบดี police minister")
	facets := []string{"unit", "status", "lang"}
	for _, c := range []struct {
		name  string
		query string
		facet bool
	}{
		{"word+2ranges+3facets", "%s value:20..200 by:2035", true},
		{"word", "%s", false},
		{"selective", "%s unit:%% status:target value>=30 by:2030", true},
		{"everything+3facets", "", true},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				q := index.Request{Query: c.query}
				if c.query != "" {
					q.Query = fmt.Sprintf(c.query, words[i%len(words)])
				}
				if c.facet {
					q.Facets = facets
				}
				start := time.Now()
				search(b, r, q)
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}
