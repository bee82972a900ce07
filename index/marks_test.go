package index_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/index"
	"goalpost/index/analysis"
)

// FuzzMarks searches a document for a stretch of itself: it is found, and what
// is marked lies in the sentence, in order, on cluster bounds, and says what was
// asked.
func FuzzMarks(f *testing.F) {
	for _, s := range []string{
		"Để mở rộng, kinh tế số là mũi nhọn. Mục tiêu 30%.", "2030년까지 디지털 경제의 비중을 30%로 확대", "نسبة الاقتصاد الرقمي ٤٥٪. تحقق",
		"สัดส่วนเศรษฐกิจดิจิทัลร้อยละ ๓๐ ของ GDP", "kinh te\u0302\u0301 so\u0302\u0301", "น้ําเเละ \u200bไฟ",
	} {
		for i := range 4 {
			f.Add(s, uint8(i*5), uint8(6+i))
		}
	}
	f.Fuzz(func(t *testing.T, s string, from, n uint8) {
		rs := []rune(s)
		if !utf8.ValidString(s) || len(rs) > 300 || int(from) >= len(rs) {
			t.Skip()
		}
		query := string(rs[from:min(int(from)+int(n), len(rs))])
		asked := analysis.For("vi").Analyze(query).Exact
		if len(asked) == 0 {
			t.Skip()
		}
		for _, lang := range []corpus.Lang{"vi", "ko", "ar", "th"} {
			r := open(t, index.Options{}, index.Doc{ID: "d", Kind: index.Articles, Lang: lang, Text: s})
			res, err := r.Search(t.Context(), index.Request{In: index.Articles, Query: query, Any: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range res.Hits {
				checkMarks(t, h, query)
			}
		}
	})
}

func checkMarks(t *testing.T, h index.Hit, query string) {
	t.Helper()
	at := h.Sentence.Start
	for _, m := range h.Marks {
		if m.Start < at || m.Empty() || m.End > h.Sentence.End {
			t.Fatalf("marks %v in sentence %v of %q", h.Marks, h.Sentence, h.Text)
		}
		at = m.End
		if text.Snap(h.Text, m) != m {
			t.Errorf("mark %q cuts a cluster of %q", m.Of(h.Text), h.Text)
		}
		if !share(m.Of(h.Text), query) {
			t.Errorf("%q is marked in %q for %q", m.Of(h.Text), h.Text, query)
		}
	}
	if len(h.Marks) == 0 {
		t.Errorf("%q found %q and marks nothing", query, h.Text)
	}
}

// share says whether the texts have a token in common, in any stream of any language.
func share(a, b string) bool {
	tokens := func(s string) map[string]bool {
		all := map[string]bool{}
		for _, lang := range []corpus.Lang{"vi", "ko", "ar", "th", "en"} {
			st := analysis.For(lang).Analyze(s)
			for _, ts := range [][]analysis.Token{st.Exact, st.Folded, st.Stems, st.Bigrams} {
				for _, t := range ts {
					all[t.Text] = true
				}
			}
		}
		return all
	}
	of := tokens(b)
	for token := range tokens(a) {
		if of[token] {
			return true
		}
	}
	return false
}

// TestMarksInRunningText asks for stretches of news, cut at random, and checks
// every mark of every hit.
func TestMarksInRunningText(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	for _, lang := range []corpus.Lang{"vi", "ko", "ar", "th"} {
		docs, _ := headlines(t, lang)
		r := open(t, index.Options{}, docs...)
		hits := 0
		for range 150 {
			rs := []rune(docs[rnd.IntN(len(docs))].Text)
			from := rnd.IntN(len(rs))
			query := strings.Map(func(r rune) rune {
				if strings.ContainsRune(`"():<>=*-“”«»`, r) {
					return ' '
				}
				return r
			}, string(rs[from:min(len(rs), from+3+rnd.IntN(20))]))
			asked := analysis.For(lang).Analyze(query).Exact
			single := func(t analysis.Token) bool { return analysis.Single(t.Text) } // asks for what begins so
			if len(asked) == 0 || slices.ContainsFunc(asked, single) {
				continue
			}
			for _, plain := range []bool{false, true} {
				for _, h := range search(t, r, index.Request{In: index.Articles, Query: query, Any: plain}).Hits {
					hits++
					checkMarks(t, h, query)
				}
			}
		}
		if hits < 500 {
			t.Errorf("%s: only %d hits were checked", lang, hits)
		}
	}
}
