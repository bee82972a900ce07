package index_test

import (
	"errors"
	"testing"

	"goalpost/index"
)

// FuzzParse: a query is either searched, or refused with a place that lies in it.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`digital economy value>=30 unit:% by:2030 lang:th actor:"Bộ Khoa học" status:target`, `(solar OR "gió") -coal NOT x`,
		`value:30..50 renew* “số”`, `by:2573 value:٤٥% published>=2024-03`, `http://a.b (()`, "\xff \"\xff*", `* - : -(`, `title:a source:`,
		"디지털경제의 물", "เศรษ ิ", "value:1.500.000,5", "-", "OR", "AND a", "actor:? title:! indicator:%",
	} {
		f.Add(s, false)
		f.Add(s, true)
	}
	r := open(f, index.Options{Concepts: digitalEconomy}, article("vi", "Kinh tế số 30%"))
	f.Fuzz(func(t *testing.T, s string, plain bool) {
		_, err := r.Search(t.Context(), index.Request{Query: s, Any: plain, In: index.Articles, Facets: []string{"lang"}, Explain: true})
		var e *index.QueryError
		if errors.As(err, &e) {
			if e.At < 0 || int(e.At) > len(s) {
				t.Errorf("%q: place %d", s, e.At)
			}
			return
		}
		if err != nil {
			t.Errorf("%q: %v", s, err)
		}
	})
}
