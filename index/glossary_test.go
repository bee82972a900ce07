package index_test

import (
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

// TestEveryConceptJoinsTheLanguages puts each concept's preferred labels into a
// text each and asks for every label: it must find the texts of all languages.
func TestEveryConceptJoinsTheLanguages(t *testing.T) {
	g := glossary(t)
	langs := []corpus.Lang{"vi", "ko", "ar", "th", "en"}
	var docs []index.Doc
	for _, c := range g.List {
		for _, lang := range langs {
			if labels := c.Labels[lang]; len(labels) > 0 {
				docs = append(docs, index.Doc{ID: c.ID + "/" + string(lang), Kind: index.Articles, Lang: lang, Text: labels[0] + ": 30%"})
			}
		}
	}
	r := open(t, index.Options{Concepts: g}, docs...)
	asked, lost := 0, 0
	for _, c := range g.List {
		var ids []string
		for _, lang := range langs {
			ids = append(ids, c.ID+"/"+string(lang))
		}
		for _, lang := range langs {
			for _, label := range c.Labels[lang] {
				asked++
				q := index.Request{In: index.Articles, Query: `"` + label + `"`, IDs: ids}
				if res := search(t, r, q); res.Total != 5 {
					lost++
					t.Logf("%s: %s label %q finds %d of 5", c.ID, lang, label, res.Total)
				}
			}
		}
	}
	t.Logf("%d concepts, %d labels asked, %d do not find all five languages", len(g.List), asked, lost)
	if lost > 0 {
		t.Errorf("%d of %d labels do not find the texts of all languages", lost, asked)
	}
}
