// Package extract reads mentions and claims in a text by the rules of its
// language. There is one engine for all languages; what it knows of a language
// stands in rules/<lang>.
//
// A text is read in a fixed order, each step in one pass: it is folded; digits,
// words of the lexicon and signs become tokens; tokens get their sentence,
// clause and segment; figures that are codes drop out; times are read, then
// values with their units and comparators; last, every value is judged by the
// evidence of its clause, sentence and heading. Steps look a bounded way to
// both sides, so the cost of a text grows with its length.
package extract

import (
	"cmp"
	"sync"

	"goalpost/corpus"
	"goalpost/rules"
)

// Version names the engine. It changes whenever the same rules read a text in
// another way, so that a run says what it was made by.
const Version = "1"

// Engine reads texts of one language. It is immutable and safe for concurrent use.
type Engine struct {
	set        *rules.Set
	lx         *lexicon
	m          model
	fade       fade
	ends, soft signs // that end a sentence, a clause
	name       string
	prior      string // in the place of a rule: nothing but the figure speaks
	pool       sync.Pool
}

// signs is a set of ASCII signs.
type signs [256]bool

func signsOf(s string) (set signs) {
	for _, c := range []byte(s) {
		set[c] = true
	}
	return set
}

// New prepares the engine for a rule set.
func New(set *rules.Set) *Engine {
	e := &Engine{set: set, lx: newLexicon(set), m: defaultModel, fade: newFade(&defaultModel), name: set.Name(), prior: string(set.Lang) + ".prior"}
	e.ends = signsOf(cmp.Or(set.Language.Ends, ".!?"))
	e.soft = signsOf(cmp.Or(set.Language.Soft, ";"))
	e.pool.New = func() any { return &reader{e: e, lx: e.lx} }
	return e
}

// Doc is a text to read.
type Doc struct {
	Text      string        // valid UTF-8
	Title     string        // read for deadlines and place; no part of Text
	Published string        // ISO 8601; relative years resolve against it; empty: not known
	Country   string        // ISO 3166-1 of the article where it is known; empty: open
	Zones     []corpus.Zone // of Text; nil: read as plain text
}

// Read is what the text says. The same document gives the same answer, whatever
// else is read at the same time.
func (e *Engine) Read(doc Doc) corpus.Extraction {
	r := e.pool.Get().(*reader)
	defer e.pool.Put(r)
	r.read(&doc)
	out := corpus.Extraction{Lang: e.set.Lang, LangConfidence: 1, Rules: &e.name, Mentions: r.mentions(), Claims: r.claims()}
	r.reset()
	return out
}

// read runs the steps up to quantities and times.
func (r *reader) read(doc *Doc) {
	r.doc = doc
	r.f = r.folder.Fold(doc.Text)
	r.s, r.letters = r.f.Text, r.f.Letters(r.letters)
	r.points.Reset(doc.Text)
	r.pub = yearOf(doc.Published)
	r.toks = r.lx.scan(r.s, r.letters, r.toks)
	r.used = append(r.used[:0], make([]bool, len(r.toks)+1)...)
	r.timed = append(r.timed[:0], make([]bool, len(r.toks)+1)...)
	r.times, r.quans, r.aged = r.times[:0], r.quans[:0], r.aged[:0]
	r.structure()
	r.country, r.families = r.countryOf(doc), nil
	r.codes()
	r.separators()
	r.timesIn()
	r.quantities()
	r.respective()
	r.now = r.writtenIn()
	r.zones()
}

// reset drops what must not outlive the text.
func (r *reader) reset() {
	r.doc, r.s = nil, ""
	r.folder.Fold("")
	r.points.Reset("")
	r.noted, r.lastTold = nil, nil
}

// yearOf is the year of an ISO 8601 date, or 0.
func yearOf(date string) int {
	if len(date) < 4 {
		return 0
	}
	n, ok := wholeFigure(date[:4])
	if !ok {
		return 0
	}
	return n
}

// zones notes the folded stretches that give no claim: tails, captions and
// related links.
func (r *reader) zones() {
	r.tail = r.tail[:0]
	if r.doc.Zones == nil {
		for _, z := range r.f.Zones() {
			r.silent(z.Zone, z.Start, z.End)
		}
		return
	}
	for _, z := range r.doc.Zones {
		sp := r.points.Span(corpus.Range{Start: z.Start, End: z.End})
		r.silent(z.Zone, r.f.At(sp.Start), r.f.At(sp.End))
	}
}

// silent notes a stretch if its zone gives no claim.
func (r *reader) silent(zone corpus.ZoneKind, start, end int) {
	if zone == corpus.ZoneTail || zone == corpus.ZoneCaption || zone == corpus.ZoneRelated {
		r.tail = append(r.tail, corpus.Span{Start: corpus.Byte(start), End: corpus.Byte(end)})
	}
}

// inTail says whether a folded offset lies in a stretch that gives no claim.
func (r *reader) inTail(at int32) bool {
	lo, hi := 0, len(r.tail)
	for lo < hi {
		m := (lo + hi) / 2
		if r.tail[m].End <= corpus.Byte(at) {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo < len(r.tail) && r.tail[lo].Start <= corpus.Byte(at)
}
