package index_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"goalpost/corpus"
	"goalpost/index"
)

func number(tb testing.TB, s string) corpus.Number {
	tb.Helper()
	n, err := corpus.ParseNumber(s)
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

func claim(id string, f index.Facts) index.Doc {
	return index.Doc{ID: id, Kind: index.Claims, Lang: "en", Text: "target " + id, Facts: &f}
}

// TestRangesFindWhatTheyShould compares ranges over values and dates with what
// plain comparison finds.
func TestRangesFindWhatTheyShould(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var docs []index.Doc
	for i := range 800 {
		low := corpus.NewNumber(rnd.Int64N(20000)-4000, -1-rnd.IntN(2))
		v := corpus.One(low)
		if i%5 == 0 {
			high, _ := low.Add(corpus.NewNumber(1+rnd.Int64N(300), -1))
			v = corpus.Between(low, high)
		}
		d := claim(fmt.Sprint(i), index.Facts{Value: v, Deadline: 2020 + rnd.IntN(30)})
		d.Published = fmt.Sprintf("20%02d-%02d-%02d", 15+rnd.IntN(10), 1+rnd.IntN(12), 1+rnd.IntN(28))
		docs = append(docs, d)
	}
	r := open(t, index.Options{}, docs...)
	count := func(match func(index.Doc) bool) (n uint64) {
		for _, d := range docs {
			if match(d) {
				n++
			}
		}
		return n
	}
	for range 60 {
		a, b := number(t, fmt.Sprintf("%d.%d", rnd.IntN(1500)-200, rnd.IntN(10))), number(t, fmt.Sprint(rnd.IntN(1500)))
		if b.Cmp(a) < 0 {
			a, b = b, a
		}
		from, to := fmt.Sprintf("20%02d-%02d", 15+rnd.IntN(5), 1+rnd.IntN(12)), fmt.Sprintf("20%02d", 20+rnd.IntN(5))
		for q, match := range map[string]func(index.Doc) bool{
			fmt.Sprintf("value:%s..%s", a, b): func(d index.Doc) bool {
				low, high, _ := d.Facts.Value.Interval()
				return low.Cmp(b) <= 0 && high.Cmp(a) >= 0
			},
			fmt.Sprintf("value>%s", a): func(d index.Doc) bool {
				_, high, _ := d.Facts.Value.Interval()
				return high.Cmp(a) > 0
			},
			fmt.Sprintf("value<%s", b): func(d index.Doc) bool {
				low, _, _ := d.Facts.Value.Interval()
				return low.Cmp(b) < 0
			},
			fmt.Sprintf("published:%s..%s", from, to): func(d index.Doc) bool {
				return d.Published >= from && d.Published[:4] <= to
			},
			"published:" + to:   func(d index.Doc) bool { return d.Published[:4] == to },
			"published>" + to:   func(d index.Doc) bool { return d.Published[:4] > to },
			"published<" + from: func(d index.Doc) bool { return d.Published < from },
		} {
			if got, want := search(t, r, index.Request{Query: q}).Total, count(match); got != want {
				t.Errorf("%s: %d documents, want %d", q, got, want)
			}
		}
	}
}

func TestFieldsAreRead(t *testing.T) {
	d := claim("c", index.Facts{
		Value: corpus.One(number(t, "45")), Unit: "%", UnitCode: "%", Comparator: corpus.AtLeast, Status: corpus.Target,
		Change: corpus.Level, Deadline: 2030, Baseline: 2022, Frequency: "year", Actor: "Bộ Khoa học và Công nghệ",
		Indicator: "เศรษฐกิจดิจิทัล", Rule: "vi.share",
	})
	d.Lang, d.Source, d.Place, d.Published, d.Article, d.Title = "vi", "VnExpress", "VN-HN", "2024-03-01", "a1", "Kinh tế số"
	r := open(t, index.Options{}, d, claim("other", index.Facts{Value: corpus.One(number(t, "3")), Unit: "km", Deadline: 2040}))
	for _, q := range []string{
		"value:45", "value:٤٥", "value:45%", "unit:VND OR lang:vi", "value:45,0", "value>=45", "value:40..50", "value:..50 value:40..", "unit:%",
		"by:2030", "by:2573", "by:1453", "deadline:2030", "deadline<2031", "-after:2030", "after:2029 by:2031", "baseline:2022",
		"lang:vi", "LANG:VI", "status:target", "place:vn-hn", "source:vnexpress", "change:level", "comparator:>=",
		"actor:\"Bộ Khoa học\"", "actor:“bo khoa hoc” OR actor:\"khoa học\"", "title:\"kinh tế\"", "frequency:year", "rule:vi.share",
		"article:a1", "published:2024", "published:2567-03", "published>=2024-03-01", "published<=2024-03", "published>2023",
		"target status:target -unit:km", "(unit:% OR unit:pp) by:2030",
	} {
		res := search(t, r, index.Request{Query: q})
		found := false
		for _, h := range res.Hits {
			found = found || h.ID == "c"
		}
		if !found {
			t.Errorf("%s does not find it", q)
		}
	}
	for _, q := range []string{"value:44", "value>45", "by:2029", "after:2030 by:2035", "published>2024", "published<2024-03-01", "lang:ko", "actor:Bộ -lang:vi", "value:45 unit:km", "value:>45"} {
		for _, h := range search(t, r, index.Request{Query: q}).Hits {
			if h.ID == "c" {
				t.Errorf("%s finds it", q)
			}
		}
	}
}

func TestBadQueryTellsThePlace(t *testing.T) {
	for q, at := range map[string]corpus.Byte{
		`solar "wind`:       6,
		`(solar OR wind`:    0,
		`solar)`:            5,
		`solar OR`:          8,
		`OR solar`:          0,
		`colour:red`:        0,
		`solar value>=much`: 13,
		`value:50..30`:      6,
		`value:>=much`:      8,
		`by:30`:             3,
		`unit:`:             5,
		`status>=target`:    6,
		`status:targt`:      7,
		`published:2024-13`: 10,
		`value:..`:          6,
		`NOT`:               3,
		`()`:                1,
	} {
		_, err := index.Parse(q)
		var e *index.QueryError
		if !errors.As(err, &e) || e.At != at {
			t.Errorf("%q: %v, want a fault at %d", q, err, at)
		}
	}
}
