package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/rules"
)

// stretch is a run of folded bytes.
type stretch struct{ start, end int32 }

func (s stretch) empty() bool { return s.end <= s.start }

// trimmed are the words that stand between an indicator and its value and are
// part of neither.
const trimmed = cLink | cCompare | cTo | cFrom | cIncrease | cDecrease | cCue | cAtTime | cFrequency | cRespectively | cReport | cDeadline | cBreak | cPer | cExclude | cVersus | cPeriod

// indicator finds what the value k measures. Where a language always puts it
// before the value, it is looked for there first. Elsewhere the words right
// before the value decide: behind a linking word (đạt, إلى) the indicator stands
// before it; a percentage or a count without one is followed by what it counts
// ("90% of households", "10 schools").
func (r *reader) indicator(k int) stretch {
	if s := r.spentOn(k); !s.empty() {
		return s
	}
	return r.wholeLatin(r.inTurnNoun(k, r.costOf(k, r.indicatorOf(k))))
}

// maxLatin is how many Latin words before its last a foreign term may have.
const maxLatin = 3

// wholeLatin is a phrase with the Latin words before the one that opens it, where words
// are not parted: Digital GDP.
func (r *reader) wholeLatin(s stretch) stretch {
	if !r.lx.unparted || s.empty() || !isLatin(r.s[s.start]) {
		return s
	}
	for range maxLatin {
		word := r.lastWord(s.start)
		if word.empty() || strings.ContainsFunc(r.s[word.start:word.end], func(c rune) bool { return c >= utf8.RuneSelf || !isLatin(byte(c)) }) {
			break
		}
		if k := r.tokenEnding(word.end); k >= 0 && (r.used[k] || r.is(k, cActor|cReport|cCue|cUnit)) {
			break
		}
		s.start = word.start
	}
	return s
}

// isLatin says whether a byte of the folded text is a letter of the Latin alphabet.
func isLatin(c byte) bool { return 'a' <= c && c <= 'z' }

// indicatorOf is what the value k measures, with all that may share it.
func (r *reader) indicatorOf(k int) stretch {
	q := &r.quans[k]
	if s := r.nounOfUnit(q); !s.empty() && !r.headed(q) {
		return s
	}
	if !r.headed(q) && (r.tied(q) || r.countsBehind(q)) {
		if s := r.phraseAfter(q); !s.empty() {
			return s
		}
	}
	if s := r.nameOfSum(q); !s.empty() {
		return s
	}
	if r.subjectBefore(q) {
		if s := r.phraseBefore(k); !s.empty() && r.isMeasured(k, s) {
			return s
		}
	}
	counts := q.kind == corpus.Percent || q.kind == corpus.Quantity || q.kind == corpus.Bare || r.partOf(q)
	order := [...]func() stretch{
		func() stretch { return r.phraseBefore(k) },
		func() stretch { return r.sharedPhrase(k) },
		func() stretch { return r.phraseAfter(q) },
	}
	if r.lx.particled {
		order[2] = func() stretch { return r.measuredApart(k) }
	}
	if !r.lx.namesFirst && counts && !r.linked(q) {
		order[0], order[1], order[2] = order[2], order[0], order[1]
	}
	var body stretch
	for _, find := range order {
		s := find()
		if s.empty() {
			continue
		}
		if of := r.measuredOf(k, s); !of.empty() {
			return of
		}
		if r.isMeasured(k, s) {
			return s
		}
		if body.empty() { // neither who acts nor the whole is what is measured, where anything else is told
			body = s
		}
	}
	return r.measuredElse(k, body)
}

// measuredElse is what value k measures where no phrase beside it can be that, but at
// most body.
func (r *reader) measuredElse(k int, body stretch) stretch {
	q := &r.quans[k]
	if s := r.movedBefore(q); body.empty() && !s.empty() {
		return s
	}
	if s := r.paidFor(q); !s.empty() {
		return s
	}
	if s := r.deedBehind(q); !s.empty() {
		return s
	}
	if !body.empty() && r.wholeOf(k, body) {
		if s := r.measuredBefore(k); !s.empty() && !r.wholeOf(k, s) {
			return s
		}
	}
	if r.movesBehind(k) {
		s := r.measuredBefore(k)
		if n := r.phraseAfter(&r.quans[k-1]); (s.empty() || r.beginsWithBody(s)) && !n.empty() && r.isMeasured(k, n) {
			return n
		}
	}
	if !body.empty() {
		return r.pointedAt(k, body)
	}
	return r.measuredBefore(k)
}

// nameOfSum is the head noun right behind an amount before which none stands, where
// verbs stand in the middle: "đạt 210 tỷ đồng doanh thu và 25 tỷ đồng lợi nhuận".
func (r *reader) nameOfSum(q *quantity) stretch {
	i := max(q.last, q.lastUnit) + 1
	if !r.lx.isolating || q.kind != corpus.Money || !r.is(i, cIndicator) || r.toks[i].start-q.end > 1 {
		return stretch{}
	}
	k := q.first - 1
	for n := 0; n < maxPassed && k >= 0 && r.passable(k, q) && r.near(k, k+1, 2); n++ {
		k--
	}
	if k >= 0 && r.is(k, cIndicator) && r.near(k, k+1, 2) {
		return stretch{}
	}
	return r.phraseAfter(q)
}

// subjectBefore says whether a helping verb right behind a percentage makes what stands
// before it its noun: "túi ni lông khó phân hủy 100% sẽ bị cấm".
func (r *reader) subjectBefore(q *quantity) bool {
	i := q.last + 1
	if !r.lx.isolating || q.kind != corpus.Percent || !r.is(i, cCue) || r.toks[i].start-q.end > 1 {
		return false
	}
	s := r.sense(i, cCue)
	return s.status == iTarget && s.rule.Reach == rules.ReachNext && s.rule.Weight == rules.Medium
}

// isMeasured says whether a phrase can be what value k measures: neither who acts,
// nor the whole that it is a part of, nor a word that only tells how much.
func (r *reader) isMeasured(k int, s stretch) bool {
	return (!r.beginsWithBody(s) || r.countedNoun(&r.quans[k], s)) && !r.bareHead(s) && !r.wholeOf(k, s) && !r.justCounts(k, s) && !r.measures(s) && !r.justTime(s)
}

// justTime says whether a phrase is but a word of times, where verbs stand in the
// middle: "yêu cầu cả năm đạt ít nhất 95%".
func (r *reader) justTime(s stretch) bool {
	k := r.tokenAt(s.start)
	return r.lx.isolating && k >= 0 && r.is(k, cAtTime|cYear|cDeadline) && !r.is(k, cIndicator) && r.toks[k].end >= s.end
}

// measuredBefore is what the values before value k in its sentence measure, where
// nothing beside it tells.
func (r *reader) measuredBefore(k int) stretch {
	q := &r.quans[k]
	for n := 1; n <= maxShared && n <= k && r.toks[r.quans[k-n].first].sent == r.toks[q.first].sent; n++ { // "reached 37.5 million tonnes, up 3.6%"
		if s := r.phraseBefore(k - n); !s.empty() && !r.measures(s) {
			return s
		}
		if r.lx.particled {
			break
		}
	}
	return r.carried(k)
}

// maxShared is how many values back a value without a noun of its own looks for one.
const maxShared = 3

// measures says whether a phrase is but a word of money or of time where words are
// not parted: คิดเป็นเงินบาท.
func (r *reader) measures(s stretch) bool {
	k := max(r.tokenAt(s.start), 0)
	return r.lx.unparted && r.is(k, cCurrency|cDuration|cMonthMark) && !r.is(k, cIndicator) && r.toks[k].end >= s.end
}

// pointedAt is what the value before measures, where verbs stand before their
// subjects and between the two only a body is told: محفظته 4 مليارات، يستهدف البنك زيادتها 20%.
func (r *reader) pointedAt(k int, body stretch) stretch {
	if k == 0 || !r.lx.verbInitial || r.toks[r.quans[k-1].first].sent != r.toks[r.quans[k].first].sent || body.start < r.quans[k-1].end {
		return body
	}
	if s := r.phraseBefore(k - 1); !s.empty() && r.is(r.tokenAt(s.start), cIndicator) {
		return s
	}
	return body
}

// movedBefore is what a word of change before a value in its sentence moves, where
// verbs stand before it: من المقرر ارتفاع المنحة في 2024، لتصل إلى مليون وون.
func (r *reader) movedBefore(q *quantity) stretch {
	if !r.lx.verbInitial || !r.endsPair(q) {
		return stretch{}
	}
	for i, n := q.first-1, 0; i >= 0 && n < maxPassed && r.toks[i].sent == r.toks[q.first].sent && (!r.used[i] || r.inTime(i)); i, n = i-1, n+1 {
		if r.is(i, cIncrease|cDecrease) {
			return r.trim(stretch{r.toks[i].end, r.untilWall(i)})
		}
	}
	return stretch{}
}

// beginsWithBody says whether a phrase opens with the name of a body that acts.
func (r *reader) beginsWithBody(s stretch) bool {
	k := r.tokenAt(s.start)
	if r.lx.capitals && !r.is(k, cIndicator) && r.properName(s) {
		return true
	}
	if r.lx.particled && s.end > r.wordEnd(s.start) { // 정부 예산, but not 국토부 장관은
		return r.subjectIn(r.wordStart(s.end-1)) >= 0
	}
	if r.lx.verbInitial && !r.is(k, cIndicator) && r.spoken(s) {
		return true
	}
	return k >= 0 && r.is(k, cActor) && !r.is(k, cIndicator) && (r.lx.verbInitial || !r.is(k, cUnit) || r.planning(s))
}

// planning says whether a verb of planning stands right behind a phrase that is a body
// and a noun that is counted too: "Công ty đặt kế hoạch", but not "công ty con".
func (r *reader) planning(s stretch) bool {
	i := r.tokenAfter(s.end)
	return r.lx.isolating && i < len(r.toks) && r.is(i, cReport|cCue) && r.toks[i].start-s.end <= besideBody && r.names(r.tokenAt(s.start))
}

// besideBody is how many bytes may lie between a body and its verb: cũng, đã.
const besideBody = 8

// countedNoun says whether a phrase opens with the noun that value q counts, be it
// a body too: 2500 جمعية.
func (r *reader) countedNoun(q *quantity, s stretch) bool {
	return r.lx.verbInitial && q.kind == corpus.Quantity && q.lastUnit > q.last && r.tokenAt(s.start) == q.last+1
}

// spoken says whether a phrase stands right behind a verb of saying, or before a colon
// and the words of an aim: it speaks.
func (r *reader) spoken(s stretch) bool {
	i := r.tokenEnding(s.start - 1)
	return i >= 0 && r.is(i, cReport) || byteAt(r.s, int(s.end)) == ':' && r.is(r.tokenAt(s.end+2), cCue)
}

// partOf says whether a value is a part of what follows: 2/3 of the deaths.
func (r *reader) partOf(q *quantity) bool {
	return q.part && q.low.Cmp(corpus.NewNumber(1, 0)) < 0 && r.lx.isolating
}

// wholeOf says whether a phrase only names, in initials, what value k or the
// percentage before it is a share of: "bội chi dưới 4,8% GDP", "chiếm 20% GRDP, đến
// năm 2030 chiếm 30%".
func (r *reader) wholeOf(k int, s stretch) bool {
	q := &r.quans[k]
	behind := s.start > q.start
	for i := k - 1; i >= max(0, k-maxShares) && !behind; i-- {
		before := &r.quans[i]
		behind = before.kind == corpus.Percent && s.start >= before.end && s.start-before.after <= 1
	}
	return q.kind == corpus.Percent && behind && (r.initials(stretch{s.start, r.untilTime(s)}) || r.total(s))
}

// untilTime is where the first word of a phrase ends, if a time follows it, else where
// the phrase does: GDP vào năm 2025.
func (r *reader) untilTime(s stretch) int32 {
	end := int32(r.letters.End(int(s.start)))
	if end < s.end && r.is(r.tokenAt(end+1), cAtTime|cDeadline|cYear|cPeriod) {
		return end
	}
	return s.end
}

// maxShares is how many values before one may be shares of the same whole.
const maxShares = 4

// total says whether a phrase opens with a noun of which shares are told: the
// gross domestic product.
func (r *reader) total(s stretch) bool {
	sn := r.sense(max(r.tokenAt(s.start), 0), cIndicator)
	return sn != nil && sn.rule.Order == "whole"
}

// bareHead says whether a phrase is but a head noun that tells how much and not of what.
func (r *reader) bareHead(s stretch) bool {
	k := max(r.tokenAt(s.start), 0)
	sn := r.sense(k, cIndicator)
	return sn != nil && sn.rule.Order == "bare" && r.toks[k].end >= s.end
}

// justCounts says whether a phrase is but the noun of a count, where a head noun
// before the value tells more: "giải quyết việc làm cho 59.000 người".
func (r *reader) justCounts(k int, s stretch) bool {
	q := &r.quans[k]
	if !r.lx.isolating || q.kind != corpus.Quantity || s.start < q.end || s.end > r.toks[q.lastUnit].end {
		return false
	}
	before := r.phraseBefore(k)
	return !before.empty() && r.is(r.tokenAt(before.start), cIndicator)
}

// tokenAt is the token that begins at folded offset i (behind its affix), or -1.
func (r *reader) tokenAt(i int32) int {
	k := r.tokenAfter(i)
	if k < len(r.toks) && r.toks[k].start-int32(r.toks[k].prefix) <= i {
		return k
	}
	return -1
}

// linked says whether a linking word stands between what is before the value
// and the value. A word of change links a percentage, and a comparator links,
// only where something that can be an indicator stands right before it.
func (r *reader) linked(q *quantity) bool {
	if q.from >= 0 {
		return true
	}
	weak := -1
	for i := q.first - 1; i >= 0 && r.passable(i, q) && r.near(i, i+1, 2); i-- {
		switch {
		case r.is(i, cLink|cTo|cFrom) && !r.is(i, cCue) || r.sym(i, ':'):
			return true
		case r.is(i, cCue):
			return r.is(i, cCompare) && r.bounds(i, q) || r.is(i, cLink) && r.subjectEnds(i, q)
		case r.is(i, cCompare), r.is(i, cIncrease|cDecrease) && q.kind == corpus.Percent:
			weak = i
		}
	}
	at := weak
	if at < 0 {
		at = q.first
	}
	if r.toks[at].seg != r.toks[q.first].seg {
		return false
	}
	s, _ := r.phraseUpTo(at-1, q)
	if s.empty() || s.end+2 < r.toks[at].start || r.is(weak, cIncrease|cDecrease) && r.scoped(s) {
		return false
	}
	k := r.tokenAt(s.start) - 1
	if r.is(k+1, cIndicator) && r.toks[k+1].prefix > 0 && r.oblique(k+1) { // of a capacity of 200 MW: بقدرة
		return true
	}
	if weak >= 0 && q.kind == corpus.Quantity && (r.substance(q) || r.tellsMore(q, s)) {
		return false
	}
	return weak >= 0 || r.is(k, cLink) && r.near(k, k+1, 8) // the verb stands first: بلغ عدد المراكز 7 آلاف
}

// tellsMore says whether words of its own follow the noun that value q counts, where no
// head noun stands before it: "thu hút khoảng 8 triệu thành viên tham gia hợp tác xã".
func (r *reader) tellsMore(q *quantity, before stretch) bool {
	return r.lx.isolating && q.lastUnit > q.last && !r.is(r.tokenAt(before.start), cIndicator) && r.phraseAfter(q).end > r.toks[q.lastUnit].end
}

// subjectEnds says whether a phrase ends right before token i, a verb that both
// tells an aim and links ("xe điện sẽ chiếm 30% tổng số xe"), where verbs stand in the middle.
func (r *reader) subjectEnds(i int, q *quantity) bool {
	if !r.lx.isolating && !r.lx.verbInitial {
		return false
	}
	s, _ := r.phraseUpTo(i-1, q)
	return !s.empty() && s.end+2 >= r.toks[i].start && !r.beginsWithBody(s) && (r.lx.isolating || r.is(r.tokenAt(s.start), cIndicator) || strings.IndexByte(r.s[s.start:s.end], ' ') > 0)
}

// bounds says whether a phrase with a head of its own ends right before token i,
// a bound such as "không quá" that is evidence of an aim too: nợ công không quá 60%.
func (r *reader) bounds(i int, q *quantity) bool {
	s, _ := r.phraseUpTo(i-1, q)
	return !s.empty() && s.end+2 >= r.toks[i].start && r.is(r.tokenAt(s.start), cIndicator)
}

// substance says whether a measure is followed by what it measures, where words
// of relation stand between: مليون طن من القمح.
func (r *reader) substance(q *quantity) bool {
	i := max(q.last, q.lastUnit) + 1
	if q.perTok == i { // مليون طن سنويا من القمح
		i++
	}
	return r.is(i, cFrom) && r.joined(i-1, i) && !strings.HasPrefix(q.code, "{")
}

// sharedPhrase is the indicator of the value before, which a list or a range of
// years goes on with: "60% in 2025 and 80% in 2030".
func (r *reader) sharedPhrase(k int) stretch {
	if k > 1 && r.lx.particled && timeUnit(r.quans[k-1].code) && r.quans[k].kind == corpus.Money { // 연간 6000억 원, 5년간 3조 원
		k--
	}
	if k == 0 || r.toks[r.quans[k-1].first].sent != r.toks[r.quans[k].first].sent || r.quans[k-1].kind != r.quans[k].kind && !r.restates(k) {
		return stretch{}
	}
	if s := r.phraseBefore(k - 1); !s.empty() {
		return s
	}
	if k > 1 && r.restates(k-1) && r.quans[k-2].from < 0 {
		return r.phraseBefore(k - 2)
	}
	return r.phraseAfter(&r.quans[k-1])
}

// restates says whether nothing but linking words lies between value k and the
// one before it ("1,036 persons, or 12%").
func (r *reader) restates(k int) bool {
	a, b := &r.quans[k-1], &r.quans[k]
	for i := max(a.last, a.lastUnit) + 1; i < b.first; i++ {
		if !r.passable(i, b) || !r.near(i, i+1, 2) {
			return false
		}
	}
	return b.start-a.after < 60
}

// phraseBefore is the phrase to the left of a value: from the nearest boundary
// to the words that link it with the value.
func (r *reader) phraseBefore(k int) stretch {
	q := &r.quans[k]
	if q.from >= 0 {
		if s := r.phraseBetween(&r.quans[q.from], q); !s.empty() {
			return s
		}
		q = &r.quans[q.from]
	}
	i := q.first - 1
	for n := 0; i >= 0 && n < maxPassed && r.passable(i, q) && (r.near(i, i+1, 2) || r.coordinates(i)); n++ {
		if open := r.remark(i); open > 0 {
			i = open
		}
		i--
	}
	if d := r.denominator(i + 1); d != nil && d.first < q.first {
		q, i = d, d.first-1
	}
	if s := r.comparedTo(i, q); !s.empty() {
		return s
	}
	if s := r.shareOf(i, q); !s.empty() {
		return s
	}
	var body stretch
	for tries := 0; tries < maxTries; tries++ {
		s, wall := r.phraseUpTo(i, q)
		if body.empty() || r.is(r.tokenAt(s.start), cIndicator) {
			body = s
		}
		if wall < 0 || r.used[wall] || r.toks[wall].sent != r.toks[q.first].sent || r.closesPhrase(wall) {
			break
		}
		aside := r.lx.verbInitial && r.endsPair(q) && (r.beginsWithBody(body) || r.is(wall, cBreak) && r.is(wall, cWithin) || r.setsAside(wall, body))
		if !body.empty() && !r.is(wall, cVersus) && !aside { // neither who acts, nor what it is compared with, nor after what, is measured
			break
		}
		i = wall - 1
	}
	return body
}

// setsAside says whether what stands behind the word at token i is but the way to what
// is measured, and has no head noun of its own: نقل البضائع عبر السكك إلى 25 مليون طن.
func (r *reader) setsAside(i int, body stretch) bool {
	s := r.sense(i, cBreak)
	return s != nil && s.rule.Order == "aside" && !r.is(r.tokenAt(body.start), cIndicator)
}

// gloss is the token that opens the bracket that token i closes, where nouns carry
// their case and it is written onto one: 감축률(2018년 대비)을; 0: none.
func (r *reader) gloss(i int) int {
	if !r.lx.particled || !r.sym(i, ')') {
		return 0
	}
	open := r.remark(i)
	if open == 0 || !r.letters.At(int(r.toks[open].start)-1) {
		return 0
	}
	timed := true
	for k := open + 1; k < i; k++ {
		timed = timed && r.inTime(k)
	}
	if timed || r.valueBetween(open, i) { // 오늘(19일), 북미(1387억 달러); an age is no value
		return 0
	}
	return open
}

// unglossed is the end of a phrase that starts nowhere yet: before the bracket from token
// open to shut where that or its particle closes it.
func (r *reader) unglossed(open, shut int, start, end int32) int32 {
	if start < 0 && (end == r.toks[shut].end || r.lx.parts.Is(strings.TrimSpace(r.s[r.toks[shut].end:end]))) {
		return r.toks[open].start
	}
	return end
}

// remark is the token that opens the bracket that token i closes, where it holds a
// remark on what stands before and no short name of it ("Tỷ lệ hộ nghèo (theo
// chuẩn mới) còn 3%"); 0: none.
func (r *reader) remark(i int) int {
	if !r.lx.isolating && !r.lx.particled || !r.sym(i, ')') {
		return 0
	}
	for k := i - 1; k > 0 && k > i-maxRemark && r.toks[k].sent == r.toks[i].sent && !r.sym(k, ')'); k-- {
		if r.sym(k, '(') {
			if r.abbreviates(stretch{r.toks[k].end, r.toks[i].start}) {
				return 0
			}
			return k
		}
	}
	return 0
}

// abbreviates says whether a stretch is the short form of a name: initials, or Latin
// letters where another script is written: 연구개발(R&D).
func (r *reader) abbreviates(s stretch) bool {
	return r.initials(s) || r.lx.particled && int(s.end-s.start) == utf8.RuneCountInString(r.s[s.start:s.end])
}

// maxPassed is how many tokens, a remark as one, are passed before a value.
const maxPassed = 32

// maxRemark is how many tokens a remark in brackets may have.
const maxRemark = 40

// phraseBetween is the noun between the start of a change and its end, where
// the start describes it: 12%인 도입률을 40%로.
func (r *reader) phraseBetween(a, q *quantity) stretch {
	if !r.lx.particled || r.arrowBetween(a, q) {
		return stretch{}
	}
	i := q.first - 1
	for i > a.last && r.passable(i, q) && r.near(i, i+1, 2) {
		i--
	}
	s, wall := r.phraseUpTo(i, q)
	if wall < a.last || s.end <= a.after {
		return stretch{}
	}
	last := max(a.last, a.lastUnit)
	for k := last + 1; k < len(r.toks) && k <= last+2 && r.toks[k].end <= s.end; k++ {
		if r.senseOn(k, cFrom, rules.After) != nil {
			s.start = max(s.start, r.toks[k].end)
		}
	}
	return r.trim(s)
}

// closesPhrase says whether token i ends a clause or opens an item where nouns
// carry their case, so that nothing before it is meant.
func (r *reader) closesPhrase(i int) bool {
	return r.lx.parts.walled && (r.is(i, cClauseBreak) || r.sym(i, bullet))
}

// maxTries is how many boundaries a search for a phrase may pass where nothing
// that can be a phrase stands before them.
const maxTries = 3

// phraseUpTo is the phrase that ends before token i+1, and the token of its
// left boundary (-1: the sentence's start). A head noun in it is where it
// begins; over commas a phrase reaches only to such a head ("the share of
// processing, manufacturing and trade").
func (r *reader) phraseUpTo(i int, q *quantity) (s stretch, wall int) {
	end := q.start - int32(r.toks[q.first].prefix)
	if i+1 < q.first {
		end = r.toks[i+1].start - int32(r.toks[i+1].prefix)
	}
	start, head, right := int32(-1), int32(-1), end
	for right > 0 && r.s[right-1] == ' ' {
		right--
	}
	for wall = i; wall >= 0 && end-r.toks[wall].start < longestPhrase; wall-- {
		if open := r.gloss(wall); open > 0 {
			end = r.unglossed(open, wall, start, end)
			wall, right = open, r.toks[open].start
			continue
		}
		if start < 0 {
			start = r.partingSpace(r.toks[wall].end, right)
		}
		right = r.toks[wall].start
		if comma := r.comma(wall, q); comma || r.wall(wall, q) {
			if !comma && !r.soft(wall, q) {
				break
			}
			if start < 0 {
				start = r.behind(wall)
			}
			continue
		}
		if parted := start >= 0 && head >= start; parted {
			continue // a head behind the comma or space is nearer
		}
		if r.aimsAt(wall, head) {
			break
		}
		if r.opensPhrase(wall) {
			head = r.withArticle(wall)
		}
	}
	if r.counted(wall, head) {
		head = r.joinedHead(wall+1, i, head)
	}
	if start < 0 {
		start = r.phraseStart(wall, right, q)
	}
	if head >= 0 {
		start = head
	}
	return r.withRate(r.unnamed(r.trim(r.lastNoun(stretch{min(start, end), end}, q)))), wall
}

// opensPhrase says whether token i is a head noun with which a phrase begins.
func (r *reader) opensPhrase(i int) bool {
	s := r.sense(i, cIndicator)
	return s != nil && s.rule.Side != rules.After
}

// aimsAt says whether what an aim comes to begins with the head noun right behind token
// wall, so that nothing before it is meant: تطمح إلى الوصول إلى إنتاج 8 ملايين.
func (r *reader) aimsAt(wall int, head int32) bool {
	if !r.lx.verbInitial || head != r.toks[wall].end+1 || !r.is(wall, cTo) || r.known(wall+1) {
		return false
	}
	s := r.sense(wall+1, cIndicator)
	return s != nil && s.rule.Order != "bare"
}

// withRate begins a phrase with the noun of rate right before it to which a preposition
// is attached: الوصول بنسبة البطالة إلى 5%.
func (r *reader) withRate(s stretch) stretch {
	k := r.tokenEnding(s.start - 1)
	if !r.lx.prefixed || s.empty() || k < 0 || !r.is(k, cLink) || !r.opensWithArticle(s.start) {
		return s
	}
	word := r.s[r.toks[k].start:r.toks[k].end]
	_, size := utf8.DecodeRuneInString(word)
	if f, ok := r.lx.match(word[size:], 0, place{wordStart: true}); ok && f.end == len(word)-size && f.mask&cIndicator != 0 && r.letterIs(word, cLink) {
		s.start = r.toks[k].start + int32(size)
	}
	return s
}

// counted says whether the value at token i stands right before a head noun, which
// then is what it counts.
func (r *reader) counted(i int, head int32) bool {
	return head >= 0 && i >= 0 && r.used[i] && !r.timed[i] && r.toks[i].end+1 == head
}

// joinedHead is the last head noun among tokens from to i that a joining word ties to
// the one before: "39% số xã đạt chuẩn và độ che phủ rừng đạt 42%"; head where there
// is none.
func (r *reader) joinedHead(from, i int, head int32) int32 {
	for k := i; k > from; k-- {
		if sn := r.sense(k, cIndicator); sn != nil && sn.rule.Side != rules.After && r.joinsBefore(r.withArticle(k)) {
			return r.withArticle(k)
		}
	}
	return head
}

// joinsBefore says whether a word with which no phrase begins (và) stands right
// before folded offset i.
func (r *reader) joinsBefore(i int32) bool {
	word := r.lastWord(i)
	return !word.empty() && r.lx.edges.has(r.s[word.start:word.end])
}

// phraseStart is where a phrase begins that nothing parts: behind its wall, or
// at the sentence's start.
func (r *reader) phraseStart(wall int, right int32, q *quantity) int32 {
	start := r.sentenceStart(int(r.toks[q.first].sent))
	if wall >= 0 {
		return max(start, r.behind(wall))
	}
	if parted := r.partingSpace(start, right); parted >= 0 {
		return parted
	}
	return start
}

// partingSpace is the offset behind the last space in s[a:b) that parts two
// phrases of a language without spaces between words, or -1. A space beside
// another script or a sign of abbreviation parts nothing.
func (r *reader) partingSpace(a, b int32) int32 {
	if !r.lx.spaceEnds {
		return -1
	}
	for i := b - 1; i >= max(a, b-longestPhrase); i-- {
		if r.s[i] == ' ' && byteAt(r.s, int(i)-1) >= utf8.RuneSelf && byteAt(r.s, int(i)+1) >= utf8.RuneSelf {
			if c := r.lastRune(i); c != 'ฯ' && c != 'ๆ' {
				return i + 1
			}
		}
	}
	return -1
}

// comma says whether token i is a comma in the clause of a value.
func (r *reader) comma(i int, q *quantity) bool {
	return r.sym(i, ',') && r.toks[i].clause == r.toks[q.first].clause
}

// soft says whether token i is a word over which a phrase reaches only to a head
// noun: "the share of people that are able to use it is 80%".
func (r *reader) soft(i int, q *quantity) bool {
	t := &r.toks[i]
	if r.inTime(i) && (t.seg == r.toks[q.first].seg || r.lx.verbInitial && t.clause == r.toks[q.first].clause) && !r.lx.verbFinal {
		return true
	}
	if t.form != word || r.used[i] || t.seg != r.toks[q.first].seg || r.lx.verbFinal || t.mask&(cBreak|cReport|cClauseBreak|cVersus|cIndicator) != 0 {
		return false
	}
	if s := r.sense(i, cCue); s != nil {
		return s.rule.Weight == rules.Weak
	}
	return t.mask&(cLink|cIncrease|cDecrease|cFrom|cDeadline) != 0
}

// sentenceStart is where a sentence begins.
func (r *reader) sentenceStart(sent int) int32 {
	if sent == 0 {
		return 0
	}
	return r.toks[r.sents[sent-1].last].end
}

// passable says whether token i may stand between the indicator and its value.
func (r *reader) passable(i int, q *quantity) bool {
	if r.toks[i].sent != r.toks[q.first].sent {
		return false
	}
	if r.inTime(i) {
		return true
	}
	if r.used[i] || r.deedNoun(i) {
		return false
	}
	if r.toks[i].form == symbol {
		return r.sym(i, ':') || r.sym(i, '(') || r.sym(i, ')') || r.quoteBefore(i, q)
	}
	if r.lx.isolating && (r.countNoun(i) && i+1 != q.first || i > q.first && r.is(i, cBreak)) {
		return false
	}
	return r.toks[i].form == word && r.speaks(i, q)&trimmed != 0 && r.toks[i].mask&cIndicator == 0 && !r.adjective(i)
}

// deedNoun says whether the word of a deed at token i has an article and so is a
// plain noun: نسبة الرقمنة.
func (r *reader) deedNoun(i int) bool {
	return r.lx.articled && r.toks[i].form == word && r.toks[i].mask&trimmed == cCue && r.definite(i) && r.sense(i, cCue).rule.Weight == rules.Weak
}

// countNoun says whether the word at token i, which makes a figure beside it no
// amount (số 5), has none and so is part of a noun: 20% số huyện.
func (r *reader) countNoun(i int) bool {
	return r.toks[i].mask&trimmed == cExclude && !r.fig(i+1)
}

// quoteBefore says whether token i is a quotation mark right before a value.
func (r *reader) quoteBefore(i int, q *quantity) bool {
	return (r.sym(i, '\'') || r.sym(i, '"')) && r.toks[i].end == q.start
}

// speaks is what the word at token i can be for a value: a cue or a word of
// change whose rule wants it behind the value is a plain word before it
// (보급 in 보급 30만 대).
func (r *reader) speaks(i int, q *quantity) classes {
	mask := r.toks[i].mask
	behind := i > q.first
	possessed := behind && r.possessed(q)
	if behind && !possessed && !r.lx.isolating || mask&(cCue|cIncrease|cDecrease) == 0 {
		return mask
	}
	e := r.entry(i)
	mask &^= cCue | cIncrease | cDecrease
	for k := range e.senses {
		if s := &e.senses[k]; s.rule.Side != rules.After && !(possessed && s.class&(cIncrease|cDecrease) != 0) && !(behind && r.idle(s.rule, i)) {
			mask |= s.class & r.toks[i].mask
		}
	}
	return mask
}

// idle says whether a weak cue that speaks of the value right behind it alone has none
// where it stands, at token i: a verb inside of a noun (đất trồng lúa).
func (r *reader) idle(c *rules.Rule, i int) bool {
	return c.Weight == rules.Weak && c.Reach == rules.ReachNext && c.Side == rules.Before && !r.valueAhead(i+1)
}

// wall says whether a phrase cannot reach over token i.
func (r *reader) wall(i int, q *quantity) bool {
	t := &r.toks[i]
	if t.sent != r.toks[q.first].sent {
		return true
	}
	if r.used[i] && t.marks&dead == 0 { // a dead figure is part of a name: Scope 3
		return true
	}
	switch t.form {
	case symbol:
		if t.sym == '-' && byteAt(r.s, int(t.start)-1) == ' ' && byteAt(r.s, int(t.end)) == ' ' {
			return true
		}
		if r.opensQuote(i) {
			return true
		}
		return t.sym != '"' && t.sym != '\'' && t.sym != '(' && t.sym != ')' && t.sym != '-' && t.sym != '/' && t.sym != '&' && t.sym != '.'
	case figure:
		return false
	}
	if i > 0 && r.timed[i-1] && t.mask&cAtTime != 0 && r.lx.verbFinal && r.near(i-1, i, 2) { // 2020년 기준 가입률
		return true
	}
	mask := r.speaks(i, q)
	hard := mask & (cBreak | cCue | cDeadline | cReport | cClauseBreak)
	for _, c := range [...]classes{cLink, cIncrease | cDecrease} {
		if s := r.sense(i, c&mask); s != nil && s.rule.Reach != rules.ReachNext {
			hard |= c & mask
		}
	}
	if hard == 0 && mask&cFrom != 0 {
		return i+1 < len(r.toks) && r.used[i+1] && r.near(i, i+1, 2) // "of" is part of a phrase: إنتاجها من الغاز
	}
	if r.deedNoun(i) {
		return false
	}
	return hard != 0 && t.mask&cIndicator == 0
}

// phraseAfter is the phrase to the right of a value: its counted noun and what
// follows, up to the next boundary.
func (r *reader) phraseAfter(q *quantity) stretch {
	i := max(q.last, q.lastUnit) + 1
	start := q.after
	counted := !r.lx.particled && q.kind == corpus.Quantity && (q.code == "" || strings.HasPrefix(q.code, "{"))
	if q.perTok >= i && (!r.lx.verbInitial || !counted && r.near(i-1, q.perTok, 2)) { // 7%/năm
		i, start = q.perTok+1, r.toks[q.perTok].end
	}
	if counted {
		start = q.end
	}
	inside := counted && r.lx.isolating   // words of the noun's own phrase: người dân trong độ tuổi
	counted = counted && r.lx.verbInitial // where a time or a frequency may follow the noun at once
	if r.caseMarked(q) {
		return stretch{}
	}
	if r.sym(i, '(') && r.sym(i+2, ')') && r.is(i+1, cUnit) && q.lastUnit > q.last { // 500 gigawatt (GW) năng lượng
		i, start = i+3, r.toks[i+2].end
	}
	for !counted && !inside && i < len(r.toks) && r.passable(i, q) && int(r.toks[i].start)-int(max(start, r.toks[i-1].end)) <= 2 && !r.sym(i, ':') {
		start = max(start, r.toks[i].end)
		i++
	}
	ends := cAtTime | cFrequency | cWithin
	switch {
	case inside:
		ends = cFrequency
	case !counted:
		ends = 0
	}
	end := r.phraseEnd(i, start, q, ends)
	if g := r.lx.parts.genitive; g != "" && end > start && strings.HasPrefix(r.s[start:end], g) {
		start += int32(len(g))
	}
	return r.trim(r.untilClitic(r.firstNoun(stretch{start, end})))
}

// phraseEnd is where the phrase behind value q ends that goes on at token i: at the
// next wall, at a word of the classes ends, at a comma unless its list goes on.
func (r *reader) phraseEnd(i int, start int32, q *quantity, ends classes) int32 {
	end := int32(len(r.s))
	seg := r.toks[q.first].seg
	for ; i < len(r.toks); i++ {
		if r.listGoesOn(i, start, q) {
			seg = r.toks[i+1].seg
			continue
		}
		if r.wall(i, q) || r.toks[i].seg != seg || r.is(i, ends) || i == q.perTok && q.per != "" {
			for (r.inTime(i) && r.is(i-1, cAtTime|cDeadline|cPeriod) || r.used[i] && r.is(i-1, cCompare|cFrom|cLink)) && r.joined(i-1, i) && r.toks[i-1].start > start {
				i--
			}
			return r.toks[i].start - int32(r.toks[i].prefix)
		}
		if i == r.sents[r.toks[i].sent].last && r.toks[i].form == symbol {
			return r.toks[i].start
		}
		end = r.toks[i].end
	}
	return min(int32(len(r.s)), end+80)
}

// listGoesOn says whether the comma at token i stands in a list of what is
// measured, not behind it: the noun that began at start comes again, or another
// counted noun follows at once ("100% hợp tác xã, liên hiệp hợp tác xã").
func (r *reader) listGoesOn(i int, start int32, q *quantity) bool {
	if !r.lx.isolating || i+1 >= len(r.toks) || !r.comma(i, q) || r.toks[i].start-start > longestPhrase/2 {
		return false
	}
	at := r.toks[i].end + 1
	next := r.tokenAt(at)
	if next >= 0 && r.is(next, cUnit) && !r.is(next, cIndicator|cActor) {
		return !r.valueAhead(next)
	}
	head, _, ok := strings.Cut(strings.TrimLeft(r.s[start:r.toks[i].start], " "), " ")
	return ok && int(at) < len(r.s) && strings.HasPrefix(r.s[at:], head+" ") && !r.valueAhead(i+1)
}

// valueAhead says whether a value stands in the segment of token i, behind it.
func (r *reader) valueAhead(i int) bool {
	for k := i; k < len(r.toks) && r.toks[k].seg == r.toks[i].seg; k++ {
		if r.used[k] && !r.inTime(k) {
			return true
		}
	}
	return false
}

// longestPhrase bounds a phrase in bytes, so that no hostile text makes one long.
const longestPhrase = 240

// trim takes spaces, signs, particles and function words off the edges of a
// stretch.
func (r *reader) trim(s stretch) stretch {
	if s.end-s.start > longestPhrase {
		s.start = s.end - longestPhrase
		for s.start < s.end && !utf8.RuneStart(r.s[s.start]) {
			s.start++
		}
	}
	if s = r.trimSigns(s); !s.empty() {
		s = r.trimSigns(r.trimParticle(s))
	}
	s = r.edges(r.edgeWords(s))
	if s.empty() || r.lettersIn(s) < 2 && !r.is(r.tokenAt(s.start), cIndicator) || r.lx.isolating && s.end-s.start < shortestName*utf8.UTFMax && utf8.RuneCountInString(r.s[s.start:s.end]) < shortestName && !r.initials(s) {
		return stretch{}
	}
	return s
}

// edgeWords takes words with which no phrase begins or ends off both ends.
func (r *reader) edgeWords(s stretch) stretch {
	for r.lx.edges.longest > 0 && !s.empty() {
		t := r.s[s.start:s.end]
		first, last := strings.IndexByte(t, ' '), strings.LastIndexByte(t, ' ')
		switch {
		case first > 0 && r.lx.edges.has(t[:first]):
			s.start += int32(first)
		case r.lx.edges.has(t[last+1:]) && !r.compounds(s.start+int32(last+1), s.end):
			s.end = s.start + int32(max(last, 0))
		default:
			return s
		}
		s = r.trimSigns(s)
	}
	return s
}

// compounds says whether the syllable from start to end closes a longer known word
// that means nothing else: bằng in mặt bằng.
func (r *reader) compounds(start, end int32) bool {
	k := r.tokenEnding(end)
	return k >= 0 && r.toks[k].start < start && r.is(k, cShadow)
}

// shortestName is how many letters a phrase has at least where words stand
// apart, but for initials (EU): "và" names nothing.
const shortestName = 3

// initials says whether a stretch has capital letters alone.
func (r *reader) initials(s stretch) bool {
	for _, c := range r.original(s.start, s.end) {
		if !unicode.IsUpper(c) && !unicode.Is(unicode.Mn, c) {
			return false
		}
	}
	return true
}

// pastItem is the start of a stretch behind the number of an item that opens it: 3. , 2).
func (r *reader) pastItem(s stretch) int32 {
	i := s.start
	for i < s.end && r.s[i] == ' ' {
		i++
	}
	digits := i
	for i < s.end && isDigit(r.s[i]) && i-digits < 3 {
		i++
	}
	if i > digits && i+1 < s.end && (r.s[i] == ')' || r.s[i] == '.' && !isDigit(r.s[i+1])) {
		return i + 1
	}
	return s.start
}

// trimSigns takes spaces and signs off both edges.
func (r *reader) trimSigns(s stretch) stretch {
	if s.empty() {
		return stretch{}
	}
	s.start = r.pastItem(s)
	for s.start < s.end && !r.letters.At(int(s.start)) {
		c, size := text.Decode(r.s, int(s.start))
		if unicode.IsDigit(c) || c == '(' && strings.IndexByte(r.s[s.start:s.end], ')') >= 0 {
			break
		}
		s.start += int32(size)
	}
	for s.end > s.start && !r.letters.At(int(s.end)-1) {
		c, size := utf8.DecodeLastRuneInString(r.s[s.start:s.end])
		if unicode.IsDigit(c) || c == ')' && strings.IndexByte(r.s[s.start:s.end], '(') >= 0 {
			break
		}
		s.end -= int32(size)
	}
	if body := r.s[s.start:s.end]; byteAt(r.s, int(s.end)) == ')' && strings.Count(body, "(") > strings.Count(body, ")") {
		s.end++
	}
	return s
}

// trimParticle takes a particle of the language (ko 는, 을) off the end.
func (r *reader) trimParticle(s stretch) stretch {
	t := r.s[s.start:s.end]
	word := t[strings.LastIndexByte(t, ' ')+1:]
	s.end -= int32(len(r.lx.parts.Of(word)))
	return s
}

// lettersIn counts the letters of a stretch, up to two.
func (r *reader) lettersIn(s stretch) (n int) {
	for i := int(s.start); i < int(s.end); {
		if !r.letters.At(i) {
			i++
			continue
		}
		if n++; n == 2 {
			break
		}
		i += text.RuneLen(r.s[i])
	}
	return n
}

// phrase writes a stretch as a field of a claim.
func (r *reader) phrase(s stretch) *corpus.Phrase {
	if s.empty() {
		return nil
	}
	return r.phrases.put(r.quoted(s))
}

// quoted is a stretch as a phrase of the text as given.
func (r *reader) quoted(s stretch) corpus.Phrase {
	span, words := r.written(s.start, s.end)
	return corpus.Phrase{Text: words, Start: span.Start, End: span.End}
}
