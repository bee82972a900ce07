package review

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

// Side is what one run read in one version of an article.
type Side struct {
	Text   string
	Claims []corpus.Claim
}

// sentence is a stretch of a folded text between signs that end sentences. In
// a script without such signs (Thai) it is a stretch between spaces.
type sentence struct {
	start, end int // bytes in the folded text
	text       string
	pairs      grams // see grams
}

// grams are the pairs of characters of the sentence, made when first compared:
// most sentences stand on both sides as they are.
func (s *sentence) grams() grams {
	if s.pairs == nil {
		s.pairs = gramsOf(s.text)
	}
	return s.pairs
}

// standing is a claim with what it is recognised by.
type standing struct {
	*corpus.Claim
	sentence     int // index, or -1 where the text has none
	start, end   int // bytes within the sentence
	value, units string
	year         int
	folded       string // the text
	at, to       int    // bytes in it
	known        bool   // the rest is filled
	around       grams
	indicator    grams
	actor        grams
}

// recall fills what a claim is scored by, when it is first scored.
func (st *standing) recall() {
	if st.known {
		return
	}
	st.known = true
	st.around = gramsOf(left(st.folded[:st.at], aroundRunes) + "\x00" + right(st.folded[st.to:], aroundRunes))
	if st.Indicator != nil {
		st.indicator = gramsOf(text.Fold(st.Indicator.Text).Text)
	}
	if st.Actor != nil {
		st.actor = gramsOf(text.Fold(st.Actor.Text).Text)
	}
}

// view is a side prepared for comparison. Everything is compared in the folded
// text, so that digits of another script, spaces or invisible signs don't matter.
type view struct {
	sentences []sentence
	claims    []standing
}

// phraseRunes is how long a stretch of Thai is at least before a space ends it.
const phraseRunes = 28

// aroundRunes is how far to both sides of a claim its surroundings are compared.
const aroundRunes = 40

func newView(s Side) *view {
	f, points := text.Fold(s.Text), text.NewPoints(s.Text)
	v := &view{sentences: sentences(f.Text)}
	for i := range s.Claims {
		c := &s.Claims[i]
		span := points.Span(corpus.Range{Start: c.Start, End: c.End})
		start, end := f.At(span.Start), f.At(span.End)
		v.claims = append(v.claims, v.stand(c, f.Text, start, max(start, end)))
	}
	return v
}

func (v *view) stand(c *corpus.Claim, folded string, start, end int) standing {
	st := standing{Claim: c, sentence: v.at(start), value: c.Value.String(), units: deref(c.Unit), folded: folded, at: start, to: end}
	if c.UnitCode != nil {
		st.units = *c.UnitCode
	}
	if st.sentence >= 0 {
		s := &v.sentences[st.sentence]
		st.start, st.end = start-s.start, end-s.start
	}
	if c.Deadline != nil {
		st.year = c.Deadline.Year
	}
	return st
}

// at is the sentence that holds a folded offset.
func (v *view) at(offset int) int {
	i, found := slices.BinarySearchFunc(v.sentences, offset, func(s sentence, at int) int { return cmp.Compare(s.start, at) })
	if found {
		return i
	}
	return i - 1
}

func left(s string, n int) string {
	for i := len(s); i > 0; n-- {
		if n == 0 {
			return s[i:]
		}
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s
}

func right(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// sentences cuts a folded text.
func sentences(s string) []sentence {
	var out []sentence
	start, runes, thai := 0, 0, false
	cut := func(end int) {
		if t := strings.TrimSpace(s[start:end]); t != "" {
			out = append(out, sentence{start: start, end: end, text: t})
		}
		start, runes, thai = end, 0, false
	}
	last := rune(0)
	for i, r := range s {
		switch {
		case r == '\n':
			cut(i + 1)
		case r == ' ' && (strings.ContainsRune(".!?؟。…", last) || thai && runes >= phraseRunes):
			cut(i + 1)
		default:
			thai = thai || unicode.Is(unicode.Thai, r)
			runes++
		}
		last = r
	}
	cut(len(s))
	return out
}

// grams are the pairs of neighbouring characters of a text, hashed and sorted.
// Pairs need no words, so that Thai and Korean are compared like the others.
type grams []uint64

func gramsOf(s string) grams {
	var g grams
	last := rune(-1)
	for _, r := range s {
		if unicode.IsSpace(r) {
			continue
		}
		if last >= 0 {
			g = append(g, uint64(last)<<32|uint64(r))
		}
		last = r
	}
	if len(g) == 0 && last >= 0 {
		g = grams{uint64(last)}
	}
	slices.Sort(g)
	return g
}

// dice is the share of pairs that two texts have in common, 0 to 1; two empty
// texts are alike.
func dice(a, b grams) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := cmp.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			both, i, j = both+1, i+1, j+1
		}
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}
