package extract

import (
	"strings"
	"unicode/utf8"

	"goalpost/rules"
)

// untilClitic ends a phrase before a word that an attached conjunction
// opens (ar وسحب), unless the definite article follows it:
// what is coordinated with an article belongs to the phrase (الساحلية والبحرية).
func (r *reader) untilClitic(s stretch) stretch {
	if !r.lx.prefixed {
		return s
	}
	for i := r.nextWord(s.start, s.end); i < s.end; i = r.nextWord(i, s.end) {
		if r.opensByClitic(i) {
			s.end = i
		}
	}
	return s
}

// nextWord is where the word after the one at i begins, or end.
func (r *reader) nextWord(i, end int32) int32 {
	for i < end && r.s[i] == ' ' {
		i++
	}
	for i < end && r.s[i] != ' ' {
		i++
	}
	for i < end && r.s[i] == ' ' {
		i++
	}
	return i
}

// opensByClitic says whether an unknown word begins at i with a letter that the
// lexicon knows as a joining word, and no article behind it.
func (r *reader) opensByClitic(i int32) bool {
	if k := r.tokenAt(i); k >= 0 && r.toks[k].start == i {
		return false
	}
	_, size := utf8.DecodeRuneInString(r.s[i:])
	f, ok := r.lx.match(r.s[i:int(i)+size], 0, place{wordStart: true})
	if !ok || f.mask&cNumberJoin == 0 {
		return false
	}
	rest := r.s[int(i)+size:]
	for _, p := range r.lx.articles {
		if strings.HasPrefix(rest, p) {
			return false
		}
	}
	return true
}

// behind is where token i ends, with the pronoun attached to it (إنتاجها).
func (r *reader) behind(i int) int32 {
	end := r.toks[i].end
	if !r.lx.affixed || r.toks[i].form != word {
		return end
	}
	for int(end) < len(r.s) && r.letters.At(int(end)) {
		_, size := utf8.DecodeRuneInString(r.s[end:])
		end += int32(size)
	}
	return end
}

// withArticle is where token i begins, with the article attached to it.
func (r *reader) withArticle(i int) int32 {
	t := &r.toks[i]
	p := r.s[t.start-int32(t.prefix) : t.start]
	for _, a := range r.lx.articles {
		if strings.HasSuffix(p, a) {
			return t.start - int32(len(a))
		}
	}
	return t.start
}

// definite says whether token i carries an article, whole or contracted with a
// preposition before it (لل).
func (r *reader) definite(i int) bool {
	p := r.s[r.toks[i].start-int32(r.toks[i].prefix) : r.toks[i].start]
	for _, a := range r.lx.articles {
		_, size := utf8.DecodeLastRuneInString(a)
		if strings.HasSuffix(p, a) || len(p) > size && strings.HasSuffix(p, a[len(a)-size:]) {
			return true
		}
	}
	return false
}

// function are the words that stand at the edge of no phrase.
var function = trimmed | cPeriod | cWithin | cSince

// edges takes known function words off both ends of a phrase.
func (r *reader) edges(s stretch) stretch {
	if r.lx.unparted {
		return r.softEdge(s)
	}
	if !r.lx.affixed {
		return s
	}
	for !s.empty() {
		k := r.tokenAt(s.start)
		if k < 0 || !r.functional(k) {
			break
		}
		s.start = r.behind(k)
		s = r.trimSigns(s)
	}
	for !s.empty() {
		k := r.tokenAfter(s.end) - 1
		if k < 0 || r.behind(k) != s.end || !r.functional(k) {
			break
		}
		s.end = r.toks[k].start - int32(r.toks[k].prefix)
		s = r.trimSigns(s)
	}
	return s
}

// softEdge takes the particles that stand inside of phrases too off the start of
// one, where words are not parted: มีการฉีดวัคซีน.
func (r *reader) softEdge(s stretch) stretch {
	for !s.empty() {
		k := r.tokenAt(s.start)
		if k < 0 || r.toks[k].start != s.start || !r.sideIs(k, cLink, "") || r.is(k, cIndicator|cActor|cUnit) {
			break
		}
		s = r.trimSigns(stretch{r.toks[k].end, s.end})
	}
	return s
}

// functional says whether token i is a word at which no phrase begins or ends.
func (r *reader) functional(i int) bool {
	return r.is(i, function) && !r.is(i, cIndicator|cActor|cUnit) && !r.adjective(i) && !r.deedNoun(i)
}

// adjective says whether token i is a frequency told as an adjective of what is
// measured (طاقتها السنوية), which is part of its name.
func (r *reader) adjective(i int) bool {
	return r.lx.articled && r.is(i, cFrequency) && r.sense(i, cFrequency).rule.Side == rules.Before
}
