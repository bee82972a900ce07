package analysis

import (
	"strings"
	"unicode"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

// Analyzer cuts texts of one language. The script of each word decides how it
// is cut, so that "GDP" in a Korean sentence and a Thai name in an English one
// are found; the language decides the rest. It may be shared.
type Analyzer struct {
	// latin gives the exact form of a word in Latin letters and its stem; nil
	// where the word stays as it is.
	exact func(string) string
	stem  func(string) string
	folds bool // a folded stream is worth having
}

// For is the analyzer of a language; one that is not known gets the plain one,
// which folds accents and stems nothing.
func For(lang corpus.Lang) *Analyzer {
	switch lang {
	case "vi":
		return &Analyzer{exact: vietnamese, folds: true}
	case "en":
		return &Analyzer{exact: english, stem: englishStem}
	case "ko", "ar", "th":
		return &Analyzer{exact: english}
	default:
		return &Analyzer{folds: true}
	}
}

// Analyze cuts the text. Offsets are on code point bounds of it; tokens of a
// stream are in order.
func (a *Analyzer) Analyze(s string) Streams {
	c := cutter{a: a, n: normalize(s)}
	rs := runs(c.n.text)
	c.out.Exact = make([]Token, 0, len(rs)+len(rs)/2)
	for i, r := range rs {
		if i > 0 && !r.space {
			c.flush()
			c.pair++ // no phrase of pairs goes across a sign
		}
		switch r.script {
		case hangul:
			c.korean(r)
		case thai:
			c.thai(r)
		case arabic:
			c.arabic(r)
		case digits, percent, han:
			c.plain(r)
		case latin:
			c.latin(r)
		case none:
		}
	}
	c.flush()
	return c.streams()
}

// cutter collects the streams of one text.
type cutter struct {
	a   *Analyzer
	n   *normal
	out Streams

	word int // position of the last exact token
	pair int // position of the last bigram

	last    unit // the syllable or cluster that a bigram may still begin with
	waiting bool // there is one
	held    bool // a bigram holds it already

	folded, stemmed, paired bool // the stream is worth having
}

// unit is a stretch of the normal form: a word, a syllable, a cluster.
type unit struct{ start, end int }

// streams are those that are worth having in the text's language.
func (c *cutter) streams() Streams {
	if !c.folded {
		c.out.Folded = nil
	}
	if !c.stemmed {
		c.out.Stems = nil
	}
	if !c.paired {
		c.out.Bigrams = nil
	}
	return c.out
}

// emit adds one word to the exact stream and its other forms at the same position.
func (c *cutter) emit(u unit, exact, folded, stem string) {
	c.word++
	start, end := c.n.span(u.start, u.end)
	t := Token{exact, start, end, c.word}
	c.out.Exact = append(c.out.Exact, t)
	if c.a.folds {
		t.Text = folded
		c.out.Folded = append(c.out.Folded, t)
		c.folded = c.folded || folded != exact
	}
	t.Text = stem
	c.out.Stems = append(c.out.Stems, t)
}

// gram adds a token to the bigrams.
func (c *cutter) gram(u unit, text string) {
	c.pair++
	start, end := c.n.span(u.start, u.end)
	c.out.Bigrams = append(c.out.Bigrams, Token{text, start, end, c.pair})
}

// join makes a bigram of the syllable or cluster and the one before it, if there is one.
func (c *cutter) join(u unit) {
	c.paired = true
	held := c.waiting
	if held {
		text := c.n.text[c.last.start:u.end]
		if c.last.end != u.start { // a blank between
			text = c.n.text[c.last.start:c.last.end] + c.n.text[u.start:u.end]
		}
		c.gram(unit{c.last.start, u.end}, text)
	}
	c.last, c.waiting, c.held = u, true, held
}

// flush ends a chain of bigrams; a syllable or cluster all alone stands for itself.
func (c *cutter) flush() {
	if c.waiting && !c.held {
		c.gram(c.last, c.n.text[c.last.start:c.last.end])
	}
	c.waiting = false
}

// plain is a figure, a sign or a letter that is a word.
func (c *cutter) plain(r run) {
	word := c.n.text[r.start:r.end]
	c.emit(unit{r.start, r.end}, word, word, word)
	c.flush()
	c.gram(unit{r.start, r.end}, word)
}

func (c *cutter) latin(r run) {
	exact := c.n.text[r.start:r.end]
	if c.a.exact != nil {
		exact = c.a.exact(exact)
	}
	stem, folded := exact, exact
	if c.a.stem != nil {
		stem, c.stemmed = c.a.stem(exact), true
	}
	if c.a.folds {
		folded = fold(exact)
	}
	c.emit(unit{r.start, r.end}, exact, folded, stem)
	c.flush()
	c.gram(unit{r.start, r.end}, exact)
}

func (c *cutter) arabic(r run) {
	word := c.n.text[r.start:r.end]
	c.stemmed = true
	c.emit(unit{r.start, r.end}, word, word, stemming().arabic.Stem(word))
	c.flush()
	c.gram(unit{r.start, r.end}, word)
}

func (c *cutter) thai(r run) {
	s := strings.TrimLeftFunc(c.n.text[r.start:r.end], ThaiMark) // a term may be cut out behind a letter
	r.start = r.end - len(s)
	for _, w := range text.ThaiWords(s) {
		word := w.Of(s)
		c.emit(unit{r.start + int(w.Start), r.start + int(w.End)}, word, word, word)
	}
	c.flush()
	for _, k := range text.ThaiClusters(s) {
		c.join(unit{r.start + int(k.Start), r.start + int(k.End)})
	}
	c.flush()
}

// Single says whether a token is one Korean syllable or one Thai cluster, which
// in the bigrams of a text stands only where it stands alone.
func Single(token string) bool {
	n := 0
	for _, r := range token {
		if !unicode.In(r, unicode.Hangul, unicode.Thai) {
			return false
		}
		if !ThaiMark(r) {
			n++
		}
	}
	return n == 1
}

// ThaiMark says whether the rune is a vowel sign or tone mark that stands on, or
// in one cluster with, the letter before it.
func ThaiMark(r rune) bool {
	return r == 0x0E33 || r >= 0x0E00 && r <= 0x0E7F && unicode.Is(unicode.Mn, r)
}

// korean adds the word as written, its stem, and pairs of syllables that go on
// over blanks, since writers part compounds as they like. What is only a
// particle, behind a figure or a Latin word, is no word.
func (c *cutter) korean(r run) {
	word := c.n.text[r.start:r.end]
	c.stemmed = true
	if !r.glued || !stemming().korean.Is(word) {
		c.emit(unit{r.start, r.end}, word, word, stemming().korean.Stem(word))
	}
	for i := r.start; i < r.end; {
		end := syllableEnd(c.n.text, i, r.end)
		c.join(unit{i, end})
		i = end
	}
}
