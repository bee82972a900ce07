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
	if x := r.s[s.end-int32(size) : s.end]; len(r.sense(i, cActor).rule.Endings) > 0 && p.acts(x) {
		s.end -= int32(size)
		return r.partners(r.trimSigns(s))
	}
	return r.partners(r.trim(s))
}

// partners is the name s with its initials in brackets behind it (유럽연합(EU)은),
// and with the name before or behind it that acts with it (울산시와 환경부는).
func (r *reader) partners(s stretch) stretch {
	if s.empty() {
		return s
	}
	if end := int32(r.letters.End(int(s.end + 1))); byteAt(r.s, int(s.end)) == '(' && byteAt(r.s, int(end)) == ')' && r.initials(stretch{s.end + 1, end}) {
		s.end = end + 1
	}
	p := r.lx.parts
	if word := r.lastWord(s.start); !word.empty() {
		if with := p.Of(r.s[word.start:word.end]); p.with.has(with) && r.lettersIn(stretch{word.start, word.end - int32(len(with))}) == 2 {
			s.start = word.start
		}
	}
	after := int32(r.letters.End(int(s.end)))
	if !p.with.has(r.s[s.end:after]) || byteAt(r.s, int(after)) != ' ' {
		return s
	}
	if i := r.subjectIn(after + 1); i >= 0 {
		s.end = r.actorAt(i).end
	}
	return s
}

// subjectIn is the token of the body in the word at folded offset at that a particle
// makes a topic or a subject; -1: none.
func (r *reader) subjectIn(at int32) int {
	end := r.wordEnd(at)
	if p := r.lx.parts; !p.acts(p.Of(r.s[at:end])) {
		return -1
	}
	for i := r.tokenAfter(at); i < len(r.toks) && r.toks[i].start < end; i++ {
		if r.names(i) {
			return i
		}
	}
	return -1
}
