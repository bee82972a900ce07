package index

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/document"

	"goalpost/corpus"
	"goalpost/index/analysis"
)

// forms are a text's tokens in the forms that the fields hold.
type forms struct {
	precise, words, folded []analysis.Token
}

// formsOf analyses a text and picks a form for each field; see the fields' constants.
func formsOf(lang corpus.Lang, text string) forms {
	return pick(analysis.For(lang).Analyze(text))
}

// pick is the form of each field.
func pick(s analysis.Streams) forms {
	f := forms{precise: s.Exact, words: s.Stems, folded: s.Folded}
	if s.Bigrams != nil {
		f.precise = s.Bigrams
		if f.words == nil {
			f.words = s.Exact
		}
	}
	return f
}

// ranked is the form by which whole words are compared.
func (f forms) ranked() []analysis.Token {
	if f.words != nil {
		return f.words
	}
	return f.precise
}

// glossary finds concepts in texts and knows what stands above them.
type glossary struct {
	Concepts
	matcher *analysis.Matcher
	broader map[string]string
}

func newGlossary(c Concepts) *glossary {
	g := &glossary{Concepts: c, matcher: analysis.NewMatcher(c), broader: map[string]string{}}
	for _, x := range c.List {
		g.broader[x.ID] = x.Broader
	}
	return g
}

// above are the concepts over those given, each once, in order, without them.
func (g *glossary) above(ids []string) []string {
	var out []string
	for _, id := range ids {
		for up, steps := g.broader[id], 0; up != "" && steps < 8; up, steps = g.broader[up], steps+1 {
			if !slices.Contains(ids, up) && !slices.Contains(out, up) {
				out = append(out, up)
			}
		}
	}
	slices.Sort(out)
	return out
}

// in counts the concepts whose labels stand in the text.
func (g *glossary) in(counts map[string]int, lang corpus.Lang, text string, s analysis.Streams) {
	for _, m := range g.matcher.FindIn(text, lang, s) {
		counts[m.ID]++
	}
}

// entry is a document ready for the engine.
type entry struct {
	doc     *document.Document
	lengths map[string]int // tokens of each text field
}

// entryOf analyses a document. The error says that it cannot be stored.
func (g *glossary) entryOf(d Doc) (entry, error) {
	if d.ID == "" || d.Kind != Claims && d.Kind != Articles {
		return entry{}, fmt.Errorf("document %q: %w", d.ID, ErrDoc)
	}
	a := analysis.For(d.Lang)
	body, title := a.Analyze(d.Text), a.Analyze(d.Title)
	counts := map[string]int{}
	for _, id := range d.Concepts {
		counts[id] += 2 // what is measured counts more than what is told beside it
	}
	g.in(counts, d.Lang, d.Text, body)
	headline := map[string]int{}
	g.in(headline, d.Lang, d.Title, title)
	d.Concepts = slices.Sorted(maps.Keys(counts))
	wider := g.above(d.Concepts)
	for _, id := range slices.Sorted(maps.Keys(headline)) {
		switch {
		case d.Kind == Articles:
			counts[id] += headline[id]
		case counts[id] == 0: // what a claim's article is about says less than what its sentence tells
			wider = append(wider, append(g.above([]string{id}), id)...)
		}
		d.Concepts = append(d.Concepts, id)
	}
	slices.Sort(d.Concepts)
	d.Concepts = slices.Compact(d.Concepts)
	raw, err := json.Marshal(d)
	if err != nil {
		return entry{}, fmt.Errorf("document %q: %w", d.ID, err)
	}
	e := entry{document.NewDocument(d.ID), map[string]int{}}
	e.add(stored(fieldDoc, raw))
	e.text(d, pick(body), pick(title))
	for _, f := range []*field{
		keyword(fieldKind, string(d.Kind)),
		keyword(fieldArticle, d.Article),
		keyword(fieldLang, string(d.Lang)),
		keyword(fieldSource, nameKey(d.Source)),
		asked(fieldSourceID, wordKey(d.Source)),
		keyword(fieldPlace, strings.ToUpper(d.Place)),
		counted(fieldConcept, counts),
		keyword(fieldBroader, wider...),
		keyword(fieldPub, dateKey(d.Published)),
		keyword(fieldPubYear, yearOfKey(d.Published)),
		prefixKey(fieldPubMonth, dateKey(d.Published), 7),
		keyword(fieldFetched, dateKey(d.Fetched)),
		keyword(fieldFetchYear, yearOfKey(d.Fetched)),
	} {
		e.add(f)
	}
	if d.Facts != nil {
		e.facts(d)
	}
	return e, nil
}

func (e entry) add(f *field) {
	if f != nil {
		e.doc.AddField(f)
	}
}

// text adds the fields of text and title.
func (e entry) text(d Doc, body, title forms) {
	var apart forms
	if !strings.Contains(d.Text, d.Title) {
		apart = title
	}
	e.count(tokens(textField(d.Kind, fieldPrecise), true, body.precise, apart.precise))
	if body.words != nil || apart.words != nil {
		e.count(tokens(textField(d.Kind, fieldWords), false, body.words, apart.words))
	}
	if body.folded != nil || apart.folded != nil {
		e.count(tokens(textField(d.Kind, fieldFolded), true, body.folded, apart.folded))
	}
	if t := title.ranked(); len(t) > 0 {
		e.count(tokens(textField(d.Kind, fieldTitle), false, t))
	}
}

func (e entry) count(f *field) {
	e.doc.AddField(f)
	e.lengths[f.name] = f.length
}

// facts adds the typed fields of a claim.
func (e entry) facts(d Doc) {
	f := d.Facts
	if f.Indicator != "" {
		e.count(tokens(textField(d.Kind, fieldIndicator), true, formsOf(d.Lang, f.Indicator).precise))
	}
	if f.Actor != "" {
		e.count(tokens(textField(d.Kind, fieldActor), true, formsOf(d.Lang, f.Actor).precise))
	}
	for _, k := range []*field{
		keyword(fieldQuantity, string(f.Quantity)),
		asked(fieldUnit, wordKey(f.Unit)),
		keyword(fieldUnitCode, nameKey(f.UnitCode)),
		keyword(fieldCmp, string(f.Comparator)),
		keyword(fieldStatus, string(f.Status)),
		keyword(fieldChange, string(f.Change)),
		keyword(fieldFreq, f.Frequency),
		keyword(fieldRule, f.Rule),
		keyword(fieldWho, nameKey(f.Actor)),
		keyword(fieldDeadline, yearKey(f.Deadline)),
		keyword(fieldBaseline, yearKey(f.Baseline)),
	} {
		e.add(k)
	}
	low, high, ok := f.Value.Interval()
	switch {
	case !ok:
	case low != high:
		e.add(keyword(fieldLow, numberKey(low)))
		e.add(keyword(fieldHigh, numberKey(high)))
		fallthrough
	default:
		key := numberKey(low)
		e.add(keyword(fieldValue, key))
		e.add(prefixKey(fieldOctave, key, 3))
		e.add(prefixKey(fieldStep, key, 4))
	}
}
