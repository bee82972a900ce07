package index_test

import (
	"testing"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ar"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"

	"goalpost/corpus"
	"goalpost/index"
)

// stockAnalyzer is what bleve has for a language.
func stockAnalyzer(lang corpus.Lang) string {
	switch lang {
	case "ko":
		return "cjk"
	case "ar":
		return "ar"
	case "en":
		return en.AnalyzerName
	default:
		return "standard"
	}
}

// stock is an index of bleve as it comes.
func stock(tb testing.TB, lang corpus.Lang, docs []index.Doc) func(string) []string {
	tb.Helper()
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = stockAnalyzer(lang)
	i, err := bleve.New(tb.TempDir()+"/stock", m)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { i.Close() })
	b := i.NewBatch()
	for _, d := range docs {
		if err := b.Index(d.ID, map[string]any{"text": d.Text, "title": d.Title, "article": d.Article}); err != nil {
			tb.Fatal(err)
		}
	}
	if err := i.Batch(b); err != nil {
		tb.Fatal(err)
	}
	return func(q string) []string {
		mq := bleve.NewMatchQuery(q)
		mq.SetField("text")
		req := bleve.NewSearchRequestOptions(mq, 10, 0, false)
		req.Fields = []string{"article"}
		req.SortBy([]string{"-_score", "_id"})
		res, err := i.Search(req)
		if err != nil {
			tb.Fatal(err)
		}
		var out []string
		for _, h := range res.Hits {
			out = append(out, h.Fields["article"].(string))
		}
		return out
	}
}

func ours(tb testing.TB, o index.Options, docs []index.Doc) func(string) []string {
	tb.Helper()
	r := open(tb, o, docs...)
	return func(q string) []string {
		var out []string
		for _, h := range search(tb, r, index.Request{In: index.Articles, Query: q, Any: true}).Hits {
			out = append(out, h.Article)
		}
		return out
	}
}

func TestHeadlinesFindTheirNews(t *testing.T) {
	for _, lang := range []corpus.Lang{"vi", "ko", "ar", "th"} {
		docs, asked := headlines(t, lang)
		theirs, mine := stock(t, lang, docs), ours(t, index.Options{}, docs)
		a, b := recall(asked, 5, theirs), recall(asked, 5, mine)
		t.Logf("%s: %d questions over %d passages: recall@1 %.1f and %.1f, recall@5 %.1f and %.1f", lang, len(asked), len(docs), recall(asked, 1, theirs), recall(asked, 1, mine), a, b)
	}
}
