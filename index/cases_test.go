package index_test

import (
	"context"
	"errors"
	"iter"
	"strings"
	"testing"

	"goalpost/corpus"
	"goalpost/index"
)

// digitalEconomy is one concept with its labels in five languages.
var digitalEconomy = index.Concepts{List: []index.Concept{{
	ID: "digital-economy",
	Labels: map[corpus.Lang][]string{
		"vi": {"kinh tế số"},
		"ko": {"디지털 경제", "디지털경제"},
		"ar": {"الاقتصاد الرقمي"},
		"th": {"เศรษฐกิจดิจิทัล"},
		"en": {"digital economy"},
	},
}}}

func all(docs []index.Doc) iter.Seq2[index.Doc, error] {
	return func(yield func(index.Doc, error) bool) {
		for _, d := range docs {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// open builds an index of the documents in a folder of its own.
func open(tb testing.TB, o index.Options, docs ...index.Doc) *index.Reader {
	tb.Helper()
	dir := tb.TempDir()
	if err := index.Build(tb.Context(), dir, o, 1, all(docs)); err != nil {
		tb.Fatal(err)
	}
	r, err := index.Open(dir, o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { r.Close() })
	return r
}

func article(lang corpus.Lang, text string) index.Doc {
	return index.Doc{ID: text, Kind: index.Articles, Lang: lang, Text: text}
}

func search(tb testing.TB, r *index.Reader, q index.Request) index.Result {
	tb.Helper()
	res, err := r.Search(context.Background(), q)
	if err != nil {
		tb.Fatalf("%q: %v", q.Query, err)
	}
	return res
}

// marked is the hit's sentence with the marks in brackets.
func marked(h index.Hit) string {
	var b strings.Builder
	at := h.Sentence.Start
	for _, m := range h.Marks {
		b.WriteString(h.Text[at:m.Start] + "[" + m.Of(h.Text) + "]")
		at = m.End
	}
	return b.String() + h.Text[at:h.Sentence.End]
}

func TestQueriesFindTheirDocument(t *testing.T) {
	for _, c := range []struct {
		lang       corpus.Lang
		text       string
		query      string
		wantMarked string // "" for no hit
	}{
		{"th", "เศรษฐกิจดิจิทัลมีสัดส่วนร้อยละ 30", "เศรษฐกิจดิจิทัล", "[เศรษฐกิจดิจิทัล]มีสัดส่วนร้อยละ 30"},
		{"th", "ส่งเสริมเศรษฐกิจดิจิทัลร้อยละ 30", "ดิจิทัล", "ส่งเสริมเศรษฐกิจ[ดิจิทัล]ร้อยละ 30"},
		{"ko", "디지털경제의 비중을", "디지털 경제", "[디지털경제]의 비중을"},
		{"ko", "재생에너지발전비중", "재생에너지", "[재생에너지]발전비중"},
		{"ko", "디지털 경제의 비중을", "디지털경제", "[디지털 경제]의 비중을"},
		{"ko", "2030년까지 GDP의 30%로", "2030", "[2030]년까지 GDP의 30%로"},
		{"ko", "2030년까지 GDP의 30%로", "GDP", "2030년까지 [GDP]의 30%로"},
		{"ko", "2030년까지 GDP의 30%로", "30", "2030년까지 GDP의 [30]%로"},
		{"ko", "물을 아끼자", "물", "[물을] 아끼자"},
		{"ko", "탄소중립 달성", "탄소중립을", "[탄소중립] 달성"},
		{"vi", "phát triển kinh tế số", "kinh te\u0302\u0301 so\u0302\u0301", "phát triển [kinh] [tế] [số]"},
		{"vi", "phát triển kinh te\u0302\u0301 so\u0302\u0301", "kinh tế số", "phát triển [kinh] [te\u0302\u0301] [so\u0302\u0301]"},
		{"vi", "Để mở rộng, kinh tế số là mũi nhọn", "kinh te so", "Để mở rộng, [kinh tế số] là mũi nhọn"},
		{"vi", "đường sắt", "đương sắt", ""},
		{"vi", "hoá học, thuỷ lợi", "hóa học", "[hoá] [học], thuỷ lợi"},
		{"vi", "hoá học, thuỷ lợi", "thủy lợi", "hoá học, [thuỷ] [lợi]"},
		{"vi", "tỷ lệ che phủ rừng", "tỉ lệ", "[tỷ] [lệ] che phủ rừng"},
		{"vi", "Đà Nẵng phấn đấu", "da nang", "[Đà Nẵng] phấn đấu"},
		{"vi", "Đà Nẵng phấn đấu", "Ðà Nẵng", "[Đà] [Nẵng] phấn đấu"},
		{"vi", "giảm thuế cho doanh nghiệp", "thue", "giảm [thuế] cho doanh nghiệp"},
		{"ar", "بنسبة ٤٥٪", "45%", "بنسبة [٤٥]٪"},
		{"ar", "بنسبة ٤٥٪", "٤٥", "بنسبة [٤٥]٪"},
		{"ar", "الاقتصاد الرقمي", "الإقتصاد الرقمى", "[الاقتصاد] [الرقمي]"},
		{"ar", "الاقتصاد الرقمي", "اقتصاد رقمی", "[الاقتصاد] [الرقمي]"},
		{"ar", "الاقتصاد الرقمي", "اقتصـــاد", "[الاقتصاد] الرقمي"},
		{"ar", "وبالاقتصاد", "الاقتصاد", "[وبالاقتصاد]"},
		{"ar", "مسؤولية", "مسئولية", "[مسؤولية]"},
		{"en", "Renewable energies grew", "energy", "Renewable [energies] grew"},
		{"en", "Renewable energies grew", "renew*", "[Renewable] energies grew"},
	} {
		for _, plain := range []bool{false, true} {
			if plain && (c.wantMarked == "" || c.query == "thue" || strings.HasSuffix(c.query, "*")) {
				continue
			}
			r := open(t, index.Options{}, article(c.lang, c.text), article(c.lang, "–"))
			res := search(t, r, index.Request{In: index.Articles, Query: c.query, Any: plain})
			got := ""
			if len(res.Hits) == 1 {
				got = marked(res.Hits[0])
			}
			if !plain && got != c.wantMarked || (got == "") != (c.wantMarked == "") {
				t.Errorf("%q in %q (any %v): %d hits, %s, want %s", c.query, c.text, plain, len(res.Hits), got, c.wantMarked)
			}
		}
	}
}

func TestConceptJoinsLanguages(t *testing.T) {
	o := index.Options{Concepts: digitalEconomy}
	r := open(t, o,
		article("vi", "Kinh tế số chiếm 30% GDP"),
		article("ko", "디지털경제의 비중을 30%로"),
		article("ar", "نسبة الاقتصاد الرقمي ٣٠٪"),
		article("th", "สัดส่วนเศรษฐกิจดิจิทัลร้อยละ 30"),
		article("en", "The digital economy will be 30% of GDP"),
		article("en", "Nothing of the kind"),
	)
	for _, q := range []string{
		"kinh tế số", "kinh te so", "디지털 경제", "디지털경제의", "الإقتصاد الرقمى", "เศรษฐกิจดิจิทัล", "digital economy", "Digital Economies",
	} {
		for _, plain := range []bool{false, true} {
			res := search(t, r, index.Request{In: index.Articles, Query: q, Any: plain})
			if len(res.Hits) != 5 {
				t.Errorf("%q (any %v): %d hits, want 5", q, plain, len(res.Hits))
			}
			for _, h := range res.Hits {
				if len(h.Concepts) != 1 || len(h.Marks) == 0 {
					t.Errorf("%q: hit %q says concepts %v, marks %v", q, h.ID, h.Concepts, h.Marks)
				}
			}
		}
		res := search(t, r, index.Request{In: index.Articles, Query: q, NoConcepts: true})
		if len(res.Hits) != 1 || res.Hits[0].Concepts != nil {
			t.Errorf("%q without concepts: %d hits", q, len(res.Hits))
		}
	}
}

func TestSecondWriterIsTold(t *testing.T) {
	dir := t.TempDir()
	w, err := index.OpenWriter(dir, index.Options{Holder: "ingest of news.jsonl"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = index.OpenWriter(dir, index.Options{})
	if !errors.Is(err, index.ErrHeld) || !strings.Contains(err.Error(), "ingest of news.jsonl") {
		t.Errorf("second writer: %v", err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	w, err = index.OpenWriter(dir, index.Options{})
	if err != nil {
		t.Fatalf("after the first has closed: %v", err)
	}
	w.Close()
}

func TestOtherGlossaryIsStale(t *testing.T) {
	dir := t.TempDir()
	if err := index.Build(t.Context(), dir, index.Options{}, 7, all([]index.Doc{article("en", "digital economy")})); err != nil {
		t.Fatal(err)
	}
	other := index.Options{Concepts: digitalEconomy}
	if _, err := index.Open(dir, other); !errors.Is(err, index.ErrStale) {
		t.Errorf("reader: %v", err)
	}
	if _, err := index.OpenWriter(dir, other); !errors.Is(err, index.ErrStale) {
		t.Errorf("writer: %v", err)
	}
	if err := index.Build(t.Context(), dir, other, 8, all(nil)); err != nil {
		t.Fatal(err)
	}
	r, err := index.Open(dir, other)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if r.Seq() != 8 {
		t.Errorf("seq %d, want 8", r.Seq())
	}
}
