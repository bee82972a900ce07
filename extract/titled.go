package extract

import (
	"unicode/utf8"
)

// maxTitled is how many words of a person and her body stand before her title.
const maxTitled = 2

// titled is the person whose title stands at token i, with the words before it
// that no particle parts from it.
func (r *reader) titled(i int) stretch {
	s := stretch{r.wordStart(r.toks[i].start), r.toks[i].end}
	for n := 0; n < maxTitled; n++ {
		word := r.lastWord(s.start)
		if n == 0 && !word.empty() && oneLetter(r.s[word.start:word.end]) { // 이 후보는: her surname, though it looks like a particle
			s.start = word.start
			break
		}
		if word.empty() || r.lx.parts.wall(r.s[word.start:word.end]) {
			break
		}
		if k := r.tokenAt(word.start); k >= 0 && r.toks[k].start == word.start && (r.used[k] || r.toks[k].mask&(cCue|cReport|cLink|cBreak|cClauseBreak|cRelativeYear) != 0) {
			break
		}
		s.start = word.start
	}
	return r.trim(s)
}

// oneLetter says whether a word has one letter, as most surnames before a title do.
func oneLetter(word string) bool { return utf8.RuneCountInString(word) == 1 }

// heldBy says whether the title of a person follows the body at token i at once.
func (r *reader) heldBy(i int) bool {
	return r.lx.particled && r.names(i+1) && r.sense(i+1, cActor).rule.Order == "name" && r.near(i, i+1, 1)
}

// subjectless is the name s, which the head at token i ends, without the particle
// that the head's rule attaches to it, whatever noun it makes with the name's end
// (대구시가).
func (r *reader) subjectless(s stretch, i int) stretch {
	if k := i - 1; r.is(k, cPlace) && !r.used[k] && !r.names(k) && r.near(k, i, 1) && r.wordStart(r.toks[k].start) == r.toks[k].start && r.s[r.toks[k].end] == ' ' { // 아일랜드 정부는
		s.start = r.toks[k].start
	}
	_, size := utf8.DecodeLastRuneInString(r.s[s.start:s.end])
	p := r.lx.parts
	if x := r.s[s.end-int32(size) : s.end]; len(r.sense(i, cActor).rule.Endings) > 0 && (p.subjects.has(x) || p.topics.has(x)) {
		s.end -= int32(size)
		return r.trimSigns(s)
	}
	return r.trim(s)
}
