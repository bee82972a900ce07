package index_test

import (
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
	}
	if len(h.Marks) == 0 {
		t.Errorf("%q found %q and marks nothing", query, h.Text)
	}
}
