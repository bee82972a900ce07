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
	if !r.lx.particled || q.kind != corpus.Quantity || r.caseMarked(q) || r.sym(max(q.last, q.lastUnit)+1, '(') {
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
	x := p.Of(r.wordEnding(end))
	return p.adverbs.has(x) || p.acts(x)
}

// wordEnding is the space-separated word that ends before folded offset i.
func (r *reader) wordEnding(i int32) string {
	s := strings.TrimRight(r.s[max(0, i-longestWord):i], " ")
	return s[strings.LastIndexAny(s, " \n")+1:]
}

// deedBehind is what is done with an amount, told by the noun of the verb right
// behind it: 12조 원을 투자한다. It names what is measured where nothing else does.
func (r *reader) deedBehind(q *quantity) stretch {
	if !r.lx.particled || q.kind != corpus.Money {
		return stretch{}
	}
	last := max(q.last, q.lastUnit)
	for i := last + 1; i < len(r.toks) && i <= last+3 && r.toks[i].start-q.after < nearDeed; i++ {
		s := r.sense(i, cCue)
		if s == nil || r.letters.At(int(r.toks[i].start)-1) { // 제공하기로 약속: an ending
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

// headed says whether a head noun without a particle stands right before a value,
// which is then its own, whatever follows: 매출 21조 원의 회사.
func (r *reader) headed(q *quantity) bool {
	i := q.first - 1
	return r.lx.particled && r.is(i, cIndicator) && !r.used[i] && q.start-r.toks[i].end == 1
}

// coordinates says whether nothing but a particle parts the time that ends at token
// i from what follows: 2030년과 2040년까지, 2018년의 절반.
func (r *reader) coordinates(i int) bool {
	return r.lx.particled && r.inTime(i) && r.lx.parts.Is(strings.TrimSpace(r.s[r.toks[i].end:r.toks[i+1].start]))
}

// denominator is the stretch from the number before token i, which a Per word there
// closes, and the bare noun before it, in place of a value: 발생률을 인구 10만 명당.
// nil: there is none.
func (r *reader) denominator(i int) *quantity {
	if i == 0 || !r.is(i, cPer) || !r.lx.particled || r.senseOn(i, cPer, rules.After) == nil || r.toks[i-1].marks&dead == 0 {
		return nil
	}
	d := &quantity{}
	for d.first = i; d.first > 0 && r.toks[d.first-1].marks&dead != 0 && r.near(d.first-1, d.first, 1); {
		d.first--
	}
	d.last, d.lastUnit, d.start = i, i, r.toks[d.first].start
	if word := r.lastWord(d.start); !word.empty() && r.lx.parts.Of(r.s[word.start:word.end]) == "" && !r.is(r.tokenAt(word.start), cIndicator) {
		d.start = word.start
	}
	return d
}

// comparedTo is the noun that a value measures where the one right before it, up to
// token i, is only what it is compared with: 임금을 대기업 대비 80%로.
func (r *reader) comparedTo(i int, q *quantity) stretch {
	if !r.lx.particled || i < 0 || i+1 >= q.first || r.inTime(i) || r.senseOn(i+1, cVersus, rules.After) == nil && !r.attached(i+1) {
		return stretch{}
	}
	return r.nounBefore(i, q)
}

// attached says whether token i ends a noun that tells how or why (계획에 따라,
// 사업을 통해): it is not what is measured.
func (r *reader) attached(i int) bool {
	return r.is(i, cBreak) && r.letters.At(int(r.toks[i].start)-1)
}

// nounBefore is the noun before the one that ends at token i, before value q.
func (r *reader) nounBefore(i int, q *quantity) stretch {
	with, _ := r.phraseUpTo(i, q)
	if with.empty() {
		return stretch{}
	}
	k := r.tokenAfter(with.start) - 1
	d := *q
	d.first, d.start = k+1, with.start
	for at := with.start; k >= 0 && r.passable(k, q) && at-r.toks[k].end <= 2; k-- {
		at = r.toks[k].start
	}
	s, _ := r.phraseUpTo(k, &d)
	return s
}

// shareOf is what a percentage measures whose whole stands right before it, where
// a head noun before that tells it: 출연금 비중은 전체 예산의 25%다.
func (r *reader) shareOf(i int, q *quantity) stretch {
	g := r.lx.parts.genitive
	if g == "" || q.kind != corpus.Percent || i < 0 || !strings.HasSuffix(r.wordEnding(q.start), g) {
		return stretch{}
	}
	s := r.nounBefore(i, q)
	if k := r.tokenEnding(s.end); s.empty() || k < 0 || !r.is(k, cIndicator) {
		return stretch{}
	}
	return s
}

// opensQuote says whether token i opens a quotation, with which a phrase begins
// where nouns carry their case: 시장 "일자리 3천 개".
func (r *reader) opensQuote(i int) bool {
	if !r.lx.particled || !r.sym(i, '"') && !r.sym(i, '\'') {
		return false
	}
	before := byteAt(r.s, int(r.toks[i].start)-1)
	return (before == 0 || before == ' ' || before == '\n') && r.letters.At(int(r.toks[i].end))
}

// nounOfUnit is the noun in a unit of two words, where nouns carry their case: the
// 일자리 of 5만 개의 일자리. Where something happens (44개 시군에), and from where a
// change sets out, it only counts.
func (r *reader) nounOfUnit(q *quantity) stretch {
	p := r.lx.parts
	if !r.lx.particled || q.lastUnit <= q.last || q.kind != corpus.Quantity || q.from >= 0 || q.base || byteAt(r.s, int(q.after)) == ')' {
		return stretch{}
	}
	u := &r.toks[q.lastUnit]
	at := strings.LastIndexByte(r.s[u.start:u.end], ' ')
	if at < 0 || p.adverbs.has(p.Of(r.s[u.start:r.wordEnd(q.after)])) {
		return stretch{}
	}
	return r.trim(stretch{u.start + int32(at), u.end})
}
