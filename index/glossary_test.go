package index_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"goalpost/corpus"
	"goalpost/index"
	"goalpost/index/analysis"
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

// TestGlossaryTellsWordsApart: what only looks like a label names no concept.
func TestGlossaryTellsWordsApart(t *testing.T) {
	m := analysis.NewMatcher(glossary(t))
	for _, tt := range []struct {
		text, want string // concepts, by blanks
	}{
		{"قالت سيول إنها", ""},
		{"السيول والفيضانات", "disaster-risk"},
		{"شبه جزيرة القرم", ""},
		{"أشجار القرم", "wetlands-mangroves"},
		{"نقل السلطة", ""},
		{"قطاع النقل", "transport"},
		{"الفضاء السيبراني", ""},
		{"المؤسسات التعليمية", ""},
		{"المؤسسات الصغيرة", "enterprises"},
		{"해운대구", ""},
		{"해운 산업", "shipping industry"},
		{"고무적이다", ""},
		{"고무 생산", "rubber"},
		{"조혼인율", "marriage"},
		{"예산군", ""},
		{"예산을", "public-finance"},
		{"사기업", ""},
		{"수출입은행", ""},
		{"สุราษฎร์ธานี", ""},
		{"ธาตุเหล็ก", ""},
		{"ศาลากลางจังหวัด", ""},
		{"train 50,000 teachers", "teachers"},
		{"capacity building", ""},
		{"bridge the gap", ""},
		{"UN conventions", ""},
		{"nghèo nàn", ""},
		{"hộ nghèo", "poverty"},
		{"hydro power", ""},
		{"năng lượng hydro", "hydrogen"},
	} {
		var got []string
		for _, x := range m.FindQuery(tt.text) {
			got = append(got, x.ID)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%q names %q, want %q", tt.text, got, tt.want)
		}
	}
}
