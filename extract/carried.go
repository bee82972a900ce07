package extract

import (
	"strings"
	"unicode/utf8"

	"goalpost/rules"
)

// carried is what value k measures where its own sentence does not tell, in a
// language whose nouns carry their case: what a value of the same unit in the
// sentence before measures, else what that sentence acts on ("충전소를 세웁니다.
// 올해 100곳으로 시작합니다").
func (r *reader) carried(k int) stretch {
	sent := int(r.toks[r.quans[k].first].sent)
	if !r.lx.particled || sent == 0 {
		return stretch{}
	}
	for j := k - 1; j >= 0 && int(r.toks[r.quans[j].first].sent) >= sent-1; j-- {
		if sameUnit(&r.quans[j], &r.quans[k]) {
			if s := r.phraseBefore(j); !s.empty() && !r.beginsWithBody(s) {
				return s
			}
		}
	}
	if s := r.headAbove(sent, &r.quans[k]); !s.empty() {
		return s
	}
	return r.objectOf(sent-1, &r.quans[k])
}

// maxAbove is how many lines above a value its indicator may stand.
const maxAbove = 3

// headAbove is the indicator with which a line above that of sentence sent ends, as
// lists have it: "2. 가입률", "- 목표", "- 2030: 45%".
func (r *reader) headAbove(sent int, q *quantity) stretch {
	for s := sent - 1; s >= 0 && s >= sent-maxAbove && r.sents[s+1].para > r.sents[s].para; s-- {
		last := r.sents[s].last
		if r.sym(last, '\n') {
			last--
		}
		if last < r.sents[s].first || !r.is(last, cIndicator) || r.sense(last, cIndicator).rule.Side != rules.After {
			continue
		}
		start := max(r.sentenceStart(s), r.toks[last].end-longestPhrase)
		for !utf8.RuneStart(r.s[start]) {
			start++
		}
		return r.trim(r.lastNoun(stretch{start, r.toks[last].end}, q))
	}
	return stretch{}
}

// objectOf is the last noun of a sentence that a particle makes the object of its
// verb, as what value q measures.
func (r *reader) objectOf(sent int, q *quantity) stretch {
	p := r.lx.parts
	end := r.toks[r.sents[sent].last].end
	start := max(r.toks[r.sents[sent].first].start, end-longestPhrase)
	if sent == 0 {
		start = max(0, end-longestPhrase)
	}
	for !utf8.RuneStart(r.s[start]) {
		start++
	}
	s := stretch{start, end}
	for w, n := r.wordUpTo(s, end), 0; !w.empty() && n < maxWords; w, n = r.wordUpTo(s, w.start), n+1 {
		if p.objects.has(p.Of(r.s[w.start:w.end])) {
			from := start + int32(strings.LastIndexByte(r.s[start:w.end], ',')+1)
			if s := r.unnamed(r.trim(r.lastNoun(stretch{from, w.end}, q))); !s.empty() {
				return s
			}
		}
	}
	return stretch{}
}
