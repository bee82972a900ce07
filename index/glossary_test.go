package index_test

import (
	"fmt"
	"slices"
	"testing"

	"goalpost/corpus"
	"goalpost/index"
	"goalpost/rules"
)

// glossary is the one that ships.
func glossary(tb testing.TB) index.Concepts {
	tb.Helper()
	book, err := rules.Load(rules.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	list, err := book.Concepts()
	if err != nil {
		tb.Fatal(err)
	}
	var c index.Concepts
	for _, x := range list {
		c.List = append(c.List, index.Concept{ID: x.ID, Broader: x.Broader, SDG: x.SDG, Labels: x.Labels, Negative: x.Not})
	}
	return c
}

// TestEveryConceptJoinsTheLanguages puts each label of each concept into a text
// of its own and asks for every label, as one would type it: it must find the
// texts with the concept's labels in all languages.
func TestEveryConceptJoinsTheLanguages(t *testing.T) {
	g := glossary(t)
	langs := []corpus.Lang{"vi", "ko", "ar", "th", "en"}
	var docs []index.Doc
	ids := map[string][]string{}
	for _, c := range g.List {
		for _, lang := range langs {
			for i, label := range c.Labels[lang] {
				id := fmt.Sprintf("%s/%s/%d", c.ID, lang, i)
				docs = append(docs, index.Doc{ID: id, Kind: index.Articles, Lang: lang, Text: label + ": 30%"})
				ids[c.ID] = append(ids[c.ID], id)
			}
		}
	}
	r := open(t, index.Options{Concepts: g}, docs...)
	asked, lost := 0, 0
	for _, c := range g.List {
		for _, lang := range langs {
			for _, label := range c.Labels[lang] {
				asked++
				res := search(t, r, index.Request{In: index.Articles, Query: label, IDs: ids[c.ID], Limit: 100})
				if int(res.Total) == len(ids[c.ID]) {
					continue
				}
				lost++
				found := map[string]bool{}
				for _, h := range res.Hits {
					found[h.ID] = true
				}
				missed := slices.DeleteFunc(slices.Clone(ids[c.ID]), func(id string) bool { return found[id] })
				t.Logf("%s: %s label %q finds %d of %d, not %v", c.ID, lang, label, res.Total, len(ids[c.ID]), missed[:min(3, len(missed))])
			}
		}
	}
	t.Logf("%d concepts, %d labels asked, %d do not find all texts", len(g.List), asked, lost)
	if lost > 0 {
		t.Errorf("%d of %d labels do not find the texts of all languages", lost, asked)
	}
}
