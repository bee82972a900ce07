package extract

import (
	"strings"
	"unicode/utf8"

	"goalpost/corpus"
	"goalpost/rules"
)

// countsBehind says whether what a value counts stands behind it, where nouns
// carry their case: what stands before it is who acts or where, not what is
// counted (내년 한국에 20개 충전소를 세운다).
func (r *reader) countsBehind(q *quantity) bool {
	p := r.lx.parts
	if p.None() || q.kind != corpus.Quantity || r.caseMarked(q) || r.sym(max(q.last, q.lastUnit)+1, '(') {
		return false
	}
	i := q.first - 1
	for i >= 0 && r.passable(i, q) && r.near(i, i+1, 2) {
		i--
	}
	end := q.start
	if i+1 < q.first {
		end = r.toks[i+1].start
	}
	x := p.Of(r.wordUpTo(end))
	return p.adverbs[x] || p.topics[x] || p.subjects[x]
}

// wordUpTo is the space-separated word that ends before folded offset i.
func (r *reader) wordUpTo(i int32) string {
	s := strings.TrimRight(r.s[max(0, i-longestWord):i], " ")
	return s[strings.LastIndexAny(s, " \n")+1:]
}

// deedBehind is what is done with an amount, told by the noun of the verb right
// behind it: 12조 원을 투자한다. It names what is measured where nothing else does.
func (r *reader) deedBehind(q *quantity) stretch {
	if r.lx.parts.None() || q.kind != corpus.Money {
		return stretch{}
	}
	last := max(q.last, q.lastUnit)
	for i := last + 1; i < len(r.toks) && i <= last+3 && r.toks[i].start-q.after < nearDeed; i++ {
		s := r.sense(i, cCue)
		if s == nil {
			continue
		}
		if s.rule.Status != string(corpus.Target) || s.rule.Side == rules.Before || r.is(i, cIncrease|cDecrease) {
			break
		}
		if end := r.lx.shortest(r.s, int(r.toks[i].start), cCue); end > 0 {
			if stem := (stretch{r.toks[i].start, int32(end)}); utf8.RuneCountInString(r.s[stem.start:stem.end]) > 1 && !r.lx.parts.wall(r.s[stem.start:stem.end]) {
				return stem
			}
		}
	}
	return stretch{}
}

// nearDeed is how many bytes behind an amount its verb may stand.
const nearDeed = 24
