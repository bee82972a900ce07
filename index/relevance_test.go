package index_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
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

// TestHeadlinesFindTheirNews asks for news items by their headlines.
func TestHeadlinesFindTheirNews(t *testing.T) {
	got := recallHead
	for _, lang := range []corpus.Lang{"vi", "ko", "ar", "th"} {
		docs, asked := headlines(t, lang)
		got += recallRow(t, lang, docs, asked)
	}
	golden(t, "testdata/headlines.golden", got)
}

// TestQuestionsFindTheirPassages asks short factual questions over passages,
// with other news of the language beside them.
func TestQuestionsFindTheirPassages(t *testing.T) {
	got := recallHead
	for i, lang := range []corpus.Lang{"vi", "ko", "ar", "th"} {
		docs, _ := headlines(t, lang)
		for d := range docs {
			docs[d].Article = docs[d].ID
		}
		for n, r := range records(t, shared(t, "dev/news."+string(lang)+".jsonl")) {
			id := fmt.Sprintf("news-%d", n)
			if source, _ := r.ID.(string); !strings.HasPrefix(source, "ntrex") { // those are the passages' own sentences
				docs = append(docs, index.Doc{ID: id, Article: id, Kind: index.Articles, Lang: lang, Text: r.Text, Title: r.Title})
			}
		}
		got += recallRow(t, lang, docs, questions(t, i))
	}
	golden(t, "testdata/questions.golden", got)
}

// TestQuestionsFindEncyclopedicPassages asks over passages alone.
func TestQuestionsFindEncyclopedicPassages(t *testing.T) {
	got := recallHead
	for i, lang := range []corpus.Lang{"vi", "ko", "ar", "th"} {
		docs, asked := encyclopedia(t, lang, i)
		got += recallRow(t, lang, docs, asked)
	}
	golden(t, "testdata/encyclopedia.golden", got)
}

// TestQuestionsFindEncyclopedicPassagesAmongNews asks the same where news in
// four languages stand in the one index beside the passages.
func TestQuestionsFindEncyclopedicPassagesAmongNews(t *testing.T) {
	var all []index.Doc
	of, asks := map[corpus.Lang][]index.Doc{}, map[corpus.Lang][]question{}
	langs := []corpus.Lang{"vi", "ko", "ar", "th"}
	for i, lang := range langs {
		docs, asked := encyclopedia(t, lang, i)
		for n, r := range records(t, shared(t, "dev/news."+string(lang)+".jsonl")) {
			id := fmt.Sprintf("%s-news-%d", lang, n)
			docs = append(docs, index.Doc{ID: id, Article: id, Kind: index.Articles, Lang: lang, Text: r.Text, Title: r.Title})
		}
		of[lang], asks[lang] = docs, asked
		all = append(all, docs...)
	}
	mine, got := ours(t, index.Options{Concepts: glossary(t)}, all), recallHead
	for _, lang := range langs {
		got += recallOf(lang, len(of[lang]), asks[lang], stock(t, lang, of[lang]), mine)
	}
	golden(t, "testdata/encyclopedia-news.golden", got)
}

// encyclopedia are the passages and questions in the column of a language.
func encyclopedia(tb testing.TB, lang corpus.Lang, column int) (docs []index.Doc, asked []question) {
	tb.Helper()
	raw, err := os.ReadFile("testdata/encyclopedia.tsv")
	if err != nil {
		tb.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		cols := strings.Split(strings.TrimSpace(line), "\t")
		switch {
		case len(cols) != 6:
		case cols[0] == "P":
			id := string(lang) + "-" + cols[1]
			docs = append(docs, index.Doc{ID: id, Article: id, Kind: index.Articles, Lang: lang, Text: cols[2+column]})
		default:
			asked = append(asked, question{cols[2+column], string(lang) + "-" + cols[1]})
		}
	}
	return docs, asked
}

// questions are those in the column of a language.
func questions(tb testing.TB, column int) (asked []question) {
	tb.Helper()
	raw, err := os.ReadFile("testdata/questions.tsv")
	if err != nil {
		tb.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if cols := strings.Split(strings.TrimSpace(line), "\t"); len(cols) == 5 {
			asked = append(asked, question{cols[1+column], cols[0]})
		}
	}
	return asked
}

const recallHead = "language questions texts  bleve recall@1    @5  ours recall@1    @5\n"

// recallRow is what bleve as it comes and ours find, as a row of a table.
func recallRow(tb testing.TB, lang corpus.Lang, docs []index.Doc, asked []question) string {
	tb.Helper()
	theirs, mine := stock(tb, lang, docs), ours(tb, index.Options{Concepts: glossary(tb)}, docs)
	for _, q := range asked {
		if found := mine(q.text); !slices.Contains(found[:min(5, len(found))], q.answer) {
			tb.Logf("%s %q: not %s but %v", lang, q.text, q.answer, found[:min(3, len(found))])
		}
	}
	return recallOf(lang, len(docs), asked, theirs, mine)
}

func recallOf(lang corpus.Lang, docs int, asked []question, theirs, mine func(string) []string) string {
	return fmt.Sprintf("%-8s %9d %5d  %14.1f %5.1f  %13.1f %5.1f\n", lang, len(asked), docs,
		recall(asked, 1, theirs), recall(asked, 5, theirs), recall(asked, 1, mine), recall(asked, 5, mine))
}
