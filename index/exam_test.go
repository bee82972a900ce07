package index_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"goalpost/corpus"
	"goalpost/index"
)

var update = flag.Bool("update", false, "write the golden files anew")

// examConcepts are the concepts that the English queries of the exam name, so
// that the exam does not change with the glossary.
var examConcepts = index.Concepts{List: []index.Concept{
	{ID: "digital-economy", Labels: digitalEconomy.List[0].Labels},
	{ID: "renewable-energy", Labels: labels("renewable energy|năng lượng tái tạo|재생에너지|الطاقة المتجددة|พลังงานหมุนเวียน")},
	{ID: "electric-vehicle", Labels: labels("electric vehicle|xe điện|전기차|السيارات الكهربائية|รถยนต์ไฟฟ้า")},
	{ID: "carbon-neutrality", Labels: labels("carbon neutrality|trung hòa carbon|탄소중립|الحياد الكربوني|เป็นกลางทางคาร์บอน")},
	{ID: "consumer-price-index", Labels: labels("consumer price index|chỉ số giá tiêu dùng|소비자물가지수|مؤشر أسعار المستهلك|ดัชนีราคาผู้บริโภค")},
	{ID: "social-insurance", Labels: labels("social insurance|bảo hiểm xã hội|사회보험|التأمينات الاجتماعية|ประกันสังคม")},
	{ID: "tourism", Labels: labels("tourism|du lịch|관광|السياحة|ท่องเที่ยว")},
	{ID: "oil-production", Labels: labels("oil production|sản lượng dầu|석유 생산|إنتاج النفط|การผลิตน้ำมัน")},
	{ID: "pension", Labels: labels("pension|lương hưu|국민연금|معاشات التقاعد|บำนาญ")},
	{ID: "plastic-waste", Labels: labels("plastic|nhựa|플라스틱|البلاستيك|พลาสติก")},
}}

// labels are those in en, vi, ko, ar and th.
func labels(row string) map[corpus.Lang][]string {
	m := map[corpus.Lang][]string{}
	for i, l := range strings.Split(row, "|") {
		m[[]corpus.Lang{"en", "vi", "ko", "ar", "th"}[i]] = []string{l}
	}
	return m
}

// graded is a query of the exam.
type graded struct {
	lang    corpus.Lang
	text    string
	answers map[string]int // document → grade
}

func exam(tb testing.TB, path string) []graded {
	tb.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	var out []graded
	for line := range strings.Lines(string(raw)) {
		cols := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(cols) != 3 {
			continue
		}
		g := graded{corpus.Lang(cols[0]), cols[1], map[string]int{}}
		for _, a := range strings.Fields(cols[2]) {
			doc, grade, _ := strings.Cut(a, "=")
			if g.answers[doc], err = strconv.Atoi(grade); err != nil {
				tb.Fatalf("%q: %v", line, err)
			}
		}
		out = append(out, g)
	}
	return out
}

// scores are recall among the first five (of at most five) and the normalised
// discounted cumulative gain of the first ten, both in per cent.
func (g graded) scores(found []string) (recall, ndcg float64) {
	hits, gain := 0, 0.0
	for i, doc := range found[:min(10, len(found))] {
		if g.answers[doc] > 0 && i < 5 {
			hits++
		}
		gain += (math.Exp2(float64(g.answers[doc])) - 1) / math.Log2(float64(i)+2)
	}
	var grades []int
	for _, n := range g.answers {
		grades = append(grades, n)
	}
	slices.Sort(grades)
	slices.Reverse(grades)
	ideal := 0.0
	for i, n := range grades {
		ideal += (math.Exp2(float64(n)) - 1) / math.Log2(float64(i)+2)
	}
	return 100 * float64(hits) / float64(min(5, len(grades))), 100 * gain / ideal
}

// TestRelevance asks the exam over the annotated articles of the shared texts.
func TestRelevance(t *testing.T) {
	var docs []index.Doc
	for _, lang := range []corpus.Lang{"vi", "ko", "ar", "th"} {
		docs = append(docs, goldDocs(t, lang, shared(t, "gold/dev."+string(lang)+".jsonl"))...)
	}
	golden(t, "testdata/relevance.golden", sit(t, docs, examConcepts, exam(t, "testdata/relevance.tsv")))
}

// TestRelevanceOfTheWorld asks the exam over the articles of the small world,
// with the glossary that ships: the answers stand in several languages.
func TestRelevanceOfTheWorld(t *testing.T) {
	var docs []index.Doc
	for _, lang := range []corpus.Lang{"vi", "ko", "ar", "th", "en"} {
		docs = append(docs, goldDocs(t, lang, "../testdata/gold/"+string(lang)+".jsonl")...)
	}
	golden(t, "testdata/world.golden", sit(t, docs, glossary(t), exam(t, "testdata/world.tsv")))
}

func goldDocs(tb testing.TB, lang corpus.Lang, path string) (docs []index.Doc) {
	tb.Helper()
	for _, r := range records(tb, path) {
		docs = append(docs, index.Doc{ID: r.Doc, Article: r.Doc, Kind: index.Articles, Lang: lang, Text: r.Text})
	}
	return docs
}

// sit asks the exam of bleve as it comes, with its analyzer for the query's
// language over the texts of that language, and of ours over all; it returns
// the scores as a table.
func sit(t *testing.T, docs []index.Doc, c index.Concepts, asked []graded) string {
	t.Helper()
	byLang := map[corpus.Lang][]index.Doc{}
	for _, d := range docs {
		byLang[d.Lang] = append(byLang[d.Lang], d)
	}
	if byLang["en"] == nil {
		byLang["en"] = docs
	}
	mine, theirs := ours(t, index.Options{Concepts: c}, docs), map[corpus.Lang]func(string) []string{}
	for lang, some := range byLang {
		theirs[lang] = stock(t, lang, some)
	}
	sum := map[corpus.Lang]*[5]float64{}
	for _, g := range asked {
		for doc := range g.answers {
			if !slices.ContainsFunc(docs, func(d index.Doc) bool { return d.ID == doc }) {
				t.Fatalf("%q: there is no document %q", g.text, doc)
			}
		}
		s := sum[g.lang]
		if s == nil {
			s = new([5]float64)
			sum[g.lang] = s
		}
		found := mine(g.text)
		a, b := g.scores(theirs[g.lang](g.text))
		c, d := g.scores(found)
		for i, v := range []float64{1, a, b, c, d} {
			s[i] += v
		}
		if c < 100 {
			t.Logf("%s %q: recall %.0f, nDCG %.0f: %v", g.lang, g.text, c, d, found[:min(5, len(found))])
		}
	}
	got := "language queries  bleve recall@5 nDCG@10  ours recall@5 nDCG@10\n"
	for _, lang := range []corpus.Lang{"vi", "ko", "ar", "th", "en"} {
		s := sum[lang]
		got += fmt.Sprintf("%-8s %7.0f  %14.1f %7.1f  %13.1f %7.1f\n", lang, s[0], s[1]/s[0], s[2]/s[0], s[3]/s[0], s[4]/s[0])
	}
	return got
}

// golden compares with the file, or writes it.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s:\n%swant\n%s", path, got, want)
	}
}
