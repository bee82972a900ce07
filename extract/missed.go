package extract

import (
	"unicode/utf8"
)

// Missed is a word of the rules that stands in the text and is not read as such.
type Missed struct {
	Token
	Why string `json:"why"`
}

// missed are the words of the rules that stand in the text and became no token:
// the longest at each place where a word could begin.
func (r *reader) missed() (out []Missed) {
	k := 0
	for i := 0; i < len(r.s); {
		_, size := utf8.DecodeRuneInString(r.s[i:])
		for k < len(r.toks) && int(r.toks[k].end) <= i {
			k++
		}
		if m, ok := r.missedAt(i, k); ok {
			out = append(out, m)
		}
		i += size
	}
	return out
}

// missedAt is the longest word at s[i] that is no token; k is the first token
// that ends behind i.
func (r *reader) missedAt(i, k int) (m Missed, ok bool) {
	p := place{wordStart: !letterBefore(r.s, i), afterNumber: k > 0 && (r.fig(k-1) || r.is(k-1, numeral)) && i-int(r.toks[k-1].end) < 2}
	if !p.wordStart && !p.afterNumber && r.lx.whole {
		return m, false // inside of words nearly everything stands
	}
	for j, value := range r.lx.trie.Words(r.s, i) {
		e, _ := told(value)
		if utf8.RuneCountInString(r.s[i:j]) < 2 {
			continue
		}
		if k < len(r.toks) && int(r.toks[k].start) <= i && int(r.toks[k].end) >= j && r.toks[k].form == word {
			if int(r.toks[k].start) == i && int(r.toks[k].end) == j {
				m, ok = Missed{}, false
				continue
			}
			m, ok = r.unread(i, j, e, "stands inside of "+r.original(r.toks[k].start, r.toks[k].end)), true
			continue
		}
		m, ok = r.unread(i, j, e, r.whyNot(&r.lx.entries[e], j, p)), true
	}
	return m, ok
}

// unread is the word of an entry at s[i:j] with the reason why it is no token.
func (r *reader) unread(i, j int, entry int32, why string) Missed {
	m := Missed{Token: Token{Span: r.rangeOf(int32(i), int32(j)), Text: r.original(int32(i), int32(j)), Form: "word"}, Why: why}
	for _, s := range r.lx.entries[entry].senses {
		m.Senses = append(m.Senses, name(s.class)+" "+s.rule.ID)
	}
	return m
}

// whyNot says why an entry that ends at s[end] may not stand at p.
func (r *reader) whyNot(e *entry, end int, p place) string {
	switch {
	case e.accepted(r.lx.standing(e.kinds()&p.kinds(), r.s, end), p) != 0:
		return "a longer word or the one before it takes its place"
	case !p.wordStart && !p.afterNumber:
		return "begins inside of a word"
	case !p.afterNumber && e.kinds()&(kindNumber|kindCounter) != 0:
		return "stands behind a number only (at: number, counter)"
	case e.kinds()&kindRun != 0:
		return "stands in a number told in words only (at: run)"
	case letterAt(r.s, end):
		return "its word goes on behind it, with no known suffix"
	}
	return "may not stand here"
}
