package index_test

import (
	"errors"
	"testing"

	"goalpost/index"
)

func TestFilterNarrowsDownPlainWordsToo(t *testing.T) {
	r := open(t, index.Options{}, article("vi", "kinh tế số"), article("en", "kinh tế in English"), article("fr", "kinh tế"))
	for _, plain := range []bool{false, true} {
		q := index.Request{Query: "kinh tế", Any: plain, In: index.Articles, Filter: "(lang:vi OR lang:fr)"}
		if res := search(t, r, q); res.Total != 2 {
			t.Errorf("any %v: %d hits, want those in vi and fr", plain, res.Total)
		}
	}
	var bad *index.QueryError
	if _, err := r.Search(t.Context(), index.Request{Filter: "(lang:vi"}); !errors.As(err, &bad) {
		t.Errorf("got %v, want an error that points into the filter", err)
	}
}
