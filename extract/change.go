package extract

import (
	"strings"
	"unicode/utf8"

	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/rules"
)

// pairs finds the values that are the start of another: from X to Y, X에서 Y로.
func (r *reader) pairs() {
	r.lastDue = r.latestDeadline()
	for k := 1; k < len(r.quans); k++ {
		r.pair(k)
	}
	for k := range r.quans {
		q := &r.quans[k]
		q.base = q.base || r.comparedBehind(q)
	}
	for k := range r.quans {
		if q := &r.quans[k]; q.from < 0 && q.origin == 0 && q.against == 0 && !q.base {
			q.origin = int32(r.raisedFrom(k) + 1)
		}
	}
}

// pair says what value k and the one before it are to each other.
func (r *reader) pair(k int) {
	a, b := &r.quans[k-1], &r.quans[k]
	if r.divided(a, b) {
		b.under = true
		return
	}
	if r.toks[a.first].sent != r.toks[b.first].sent || b.start-a.after > 120 || b.turn > 0 {
		return
	}
	if r.bracketed(b) {
		for j := k - 1; j >= 0 && !r.quans[j].base && r.toks[r.quans[j].first].clause == r.toks[b.first].clause; j-- {
			r.quans[j].against = int32(k + 1)
		}
		b.base = true
		return
	}
	r.listsInStep(k)
	if a.kind == corpus.Bare && b.kind == corpus.Percent && r.opensPair(a) && r.endsPair(b) { // from 5 to 20%
		a.measureOf(b)
	}
	switch {
	case r.lx.verbFinal && b.kind == corpus.Multiple && a.kind != corpus.Multiple:
		r.multiplied(k)
	case r.startsPercent(a, b):
		b.from, a.base = k-1, true
	case !sameMeasure(a, b):
		if b.kind == corpus.Bare && (r.comparedAt(b) || r.endsPair(a) && r.startsAt(b)) {
			a.against, b.base = int32(k+1), true
		} else if k > 1 && r.converted(k-1) && r.comparedAt(b) && sameMeasure(&r.quans[k-2], b) { // 6 مليارات جنيه (348 مليون دولار) مقارنة مع 6.7 مليار جنيه
			r.quans[k-2].against, b.base = int32(k+1), true
		}
	case !a.base && a.against == 0 && r.pastInBrackets(a, b):
		a.against, b.base = int32(k+1), true
	case r.arrowBetween(a, b):
		r.step(k)
	case b.from < 0 && r.opensPair(a) && r.endsPair(b) && r.anotherMoves(a, b):
		a.base = true
	case b.from < 0 && r.opensPair(a) && (r.endsPair(b) || r.endsList(b) || r.lx.verbFinal && b.start-a.after <= besideValue):
		b.from, a.base = k-1, true
	case b.from < 0 && a.from >= 0 && r.listed(a) == b && !r.opensPair(b): // 12곳인 거점을 2025년 20곳, 2026년 30곳으로
		b.from = a.from
	case b.from < 0 && !a.base && r.levelBefore(a, b):
		b.from, a.base = k-1, true
	case !a.base && r.startBehind(k):
		a.against, b.base = int32(k+1), true
	case r.endsPair(b) && r.movesOn(a, b):
		b.origin = int32(k)
	}
}

// sized says whether value q is a sum or a measure, and no count of things, which may
// be where something is done.
func (r *reader) sized(q *quantity) bool {
	return q.kind == corpus.Money || q.kind == corpus.Quantity && q.known && !strings.HasPrefix(q.code, "{") && !timeUnit(q.code)
}

// startsPercent says whether value a, no percentage, is what moves by the percentage b,
// where verbs stand last: 800만 톤에서 30% 감축.
func (r *reader) startsPercent(a, b *quantity) bool {
	if !r.lx.verbFinal || b.kind != corpus.Percent || a.kind != corpus.Money && a.kind != corpus.Quantity {
		return false
	}
	return (r.sized(a) && b.start-a.after <= besideValue || r.qualifies(a)) && r.opensPair(a) && r.moves(b)
}

// qualifies says whether the copula before a noun stands behind value q: 3천 명이던 사망자를.
func (r *reader) qualifies(q *quantity) bool {
	s := r.senseOn(max(q.last, q.lastUnit)+1, cFrom, rules.After)
	return s != nil && s.rule.At == rules.AtCounter
}

// endsList says whether a To word stands at the last value of a list that value q opens.
func (r *reader) endsList(q *quantity) bool {
	next := r.listed(q)
	for n := 0; n < maxListed && next != nil; n++ {
		if r.opensPair(next) {
			return false
		}
		if r.endsPair(next) {
			return true
		}
		next = r.listed(next)
	}
	return false
}

// multiplied pairs the multiple k with what the values before it start from, where
// verbs stand last: 573개에서 1,200개로 두 배, 15%에서 두 배로.
func (r *reader) multiplied(k int) {
	a, b := &r.quans[k-1], &r.quans[k]
	switch {
	case r.toks[a.first].clause != r.toks[b.first].clause:
	case a.from >= 0:
		b.from = a.from
	case r.opensPair(a):
		b.from, a.base = k-1, true
	}
}

// levelBefore says whether a value tells where the next one starts: a level before
// the deadline by which that is reached (비율은 19%로 2025년까지 30%로 높인다).
func (r *reader) levelBefore(a, b *quantity) bool {
	if !r.lx.verbFinal || !sameUnit(a, b) || r.toks[a.first].clause != r.toks[b.first].clause || !r.reachAfter(a) || !r.reachAfter(b) {
		return false
	}
	from, to := r.timesNear(b)
	for i := from; i < to; i++ {
		if t := &r.times[i]; t.role == roleDeadline && t.first > a.last && t.last < b.first && t.start-a.after < besideValue {
			return true
		}
	}
	return false
}

// startBehind says whether value k tells what the one before it is compared
// with, or starts from.
func (r *reader) startBehind(k int) bool {
	a, b := &r.quans[k-1], &r.quans[k]
	if r.startsAt(b) && r.bracketBetween(a, b) {
		return true
	}
	opensNext := k+1 < len(r.quans) && r.toks[r.quans[k+1].first].sent == r.toks[b.first].sent && r.endsPair(&r.quans[k+1]) && sameMeasure(b, &r.quans[k+1])
	reached := r.endsPair(a) || b.kind == corpus.Percent && !b.ranged && r.toks[a.first].clause == r.toks[b.first].clause // 88% in 2026 from 83%
	return (r.comparedAt(b) || reached && r.startsAt(b)) && !opensNext
}

// maxOrigin is how many values back what a value is raised from may stand.
const maxOrigin = 3

// raisedFrom is the value of the same unit, a few before in its sentence, that
// "raised to" before value k moves on from; -1: none.
func (r *reader) raisedFrom(k int) int {
	q := &r.quans[k]
	raised := r.raisedTo(q)
	if raised == 0 || q.unit == "" || timeUnit(q.code) { // a plan of six years
		return -1
	}
	for j := k - 1; j >= 0 && j >= k-maxOrigin; j-- {
		a := &r.quans[j]
		if r.toks[a.first].sent != r.toks[q.first].sent {
			break
		}
		if a.unit == q.unit && a.kind == q.kind && !a.ranged {
			if a.low.Cmp(q.low) == -raised && !a.base {
				return j
			}
			break
		}
	}
	return -1
}

// raisedTo says whether a word of change and a To word stand right before a
// value: 1 for up, -1 for down, 0 for neither.
func (r *reader) raisedTo(q *quantity) int {
	if r.among(q.first-5, q.first-1)&cTo == 0 {
		return 0
	}
	to := false
	for i := q.first - 1; i >= 0 && i >= q.first-5 && r.near(i, i+1, 6); i-- {
		switch {
		case r.senseOn(i, cTo, rules.Before) != nil:
			to = true
		case to && r.is(i, cDecrease):
			return -1
		case to && r.is(i, cIncrease):
			return 1
		case r.toks[i].form != word || r.toks[i].mask&(cCompare|cLink|cCurrency|cPercent) == 0:
			return 0
		}
	}
	return 0
}

// bracketBetween says whether a bracket opens right behind value a and holds b:
// 3.5 million (up from 3 million).
func (r *reader) bracketBetween(a, b *quantity) bool {
	i := max(a.last, a.lastUnit) + 1
	return r.sym(i, '(') && i < b.first && r.near(i-1, i, 2) && b.first-i <= 5
}

// movesOn says whether nothing but a change of the same thing lies between two
// values: "produces 4 million, and works on raising it to 6 million".
func (r *reader) movesOn(a, b *quantity) bool {
	if _, step := r.moveAfter(a); step && r.lx.verbFinal || timeUnit(a.code) && a.code != b.code { // 1조 원 많은 10조 원으로; in 5 years to 20 shops
		return false
	}
	if r.lx.isolating && r.endsPair(a) { // a step, and the next one: "giảm còn 5%, năm 2030 giảm còn 3%"
		return false
	}
	moved := false
	for i := max(a.last, a.lastUnit) + 1; i < b.first; i++ {
		if r.is(i, cIncrease|cDecrease) {
			moved = true
		}
		if r.lx.verbFinal && r.is(i, cClauseBreak) || r.is(i, cIndicator) && !r.is(i, cIncrease|cDecrease) || r.used[i] && !r.inTime(i) {
			return false
		}
	}
	return moved
}

// comparedAt says whether a word right before the value makes it what the value
// before it is compared with: 126 million against 77 million.
func (r *reader) comparedAt(q *quantity) bool {
	return r.wordBefore(q, cVersus)
}

// comparedBehind says whether a word right behind the value makes it what another
// is compared with, where verbs stand last: 30만㎡보다 넓은 60만㎡.
func (r *reader) comparedBehind(q *quantity) bool {
	i := max(q.last, q.lastUnit) + 1
	return r.lx.verbFinal && r.senseOn(i, cVersus, rules.After) != nil && r.toks[i].start-q.after <= 1
}

// startsAt says whether a From word stands right before the value: to 64
// billion, from 48 billion.
func (r *reader) startsAt(q *quantity) bool {
	return r.wordBefore(q, cFrom)
}

// wordBefore says whether a word of the class stands before a value, with
// nothing between but comparators, links and signs.
func (r *reader) wordBefore(q *quantity, c classes) bool {
	if r.among(q.first-4, q.first-1)&c == 0 {
		return false
	}
	for i := q.first - 1; i >= 0 && i >= q.first-4 && r.near(i, i+1, 4); i-- {
		if s := r.sense(i, c); s != nil {
			return s.rule.Side != rules.After && s.rule.Order != "time"
		}
		if r.toks[i].form == figure || r.toks[i].form == word && r.toks[i].mask&(cCompare|cLink|cCurrency|cPercent) == 0 {
			return false
		}
	}
	return false
}

// arrowBetween says whether an arrow leads from one value to the next: 20 → 44.
func (r *reader) arrowBetween(a, b *quantity) bool {
	for i := a.last + 1; i < b.first && i <= a.last+8; i++ {
		if r.sym(i, arrow) && (r.s[r.toks[i].start] != arrow || r.touching(i-1, i)) || r.is(i, cFrom) && r.is(i, cTo) { // a word for both is an arrow
			return true
		}
	}
	return false
}

// sameMeasure says whether two values can be the start and end of one change.
func sameMeasure(a, b *quantity) bool {
	return a.kind == b.kind && (a.unit == b.unit || a.kind == corpus.Quantity) || a.kind == corpus.Bare
}

// anotherMoves says whether a word of change between two values takes up something
// else to move: "tăng GDP từ mức 1.490 tỷ, tăng xuất khẩu lên 800 tỷ".
func (r *reader) anotherMoves(a, b *quantity) bool {
	if !r.lx.isolating {
		return false
	}
	for i := max(a.last, a.lastUnit) + 1; i+1 < b.first; i++ {
		if r.is(i, cIncrease|cDecrease) && r.is(i+1, cIndicator) {
			return true
		}
	}
	return false
}

// opensPair says whether a From word stands at the value.
func (r *reader) opensPair(q *quantity) bool {
	ahead := r.among(q.first-4, q.first-1)
	for i := q.first - 1; ahead&(cFrom|cVersus) != 0 && i >= 0 && i >= q.first-4 && r.near(i, i+1, 24); i-- {
		if s := r.sense(i, cFrom|cVersus); s != nil && s.rule.Side != rules.After && s.rule.Order != "time" {
			return true
		}
		if r.toks[i].form == word && r.toks[i].mask&(cCompare|cLink|cCurrency|cPercent|cYear) == 0 {
			break
		}
	}
	last := max(q.last, q.lastUnit)
	if end := r.closing(last + 1); end > 0 { // 24.8%(작년 4월 기준)에서
		return r.touching(end, end+1) && r.senseOn(end+1, cFrom, rules.After) != nil
	}
	behind := r.among(last+1, last+2)
	for i := last + 1; behind&cFrom != 0 && i < len(r.toks) && i <= last+2 && r.nearAfter(q, i); i++ {
		if r.senseOn(i, cFrom, rules.After) != nil {
			return true
		}
	}
	return false
}

// endsPair says whether a To word stands at the value.
func (r *reader) endsPair(q *quantity) bool {
	ahead := r.among(q.first-6, q.first-1)
	for i := q.first - 1; ahead&cTo != 0 && i >= 0 && i >= q.first-6 && r.near(i, i+1, 6); i-- {
		if r.senseOn(i, cTo, rules.Before) != nil && !r.byAsMuch(i) {
			return true
		}
		if r.inTime(i) || r.sym(i, ')') || r.sym(i, '(') || r.sym(i, '.') {
			continue
		}
		if r.toks[i].form == word && r.toks[i].mask&(cCompare|cLink|cCurrency|cPercent) == 0 || r.toks[i].form == figure {
			break
		}
	}
	return r.reachAfter(q)
}

// byAsMuch says whether the To word at token i, right behind a time, tells by how much
// something moved since then: เพิ่มขึ้นจากปี 2557 ถึง 41,820 คน.
func (r *reader) byAsMuch(i int) bool {
	return r.lx.unparted && i > 0 && r.inTime(i-1) && r.sense(i, cTo).rule.Order == "range"
}

// reachAfter says whether a To word stands behind the value (30%로, 30%까지).
func (r *reader) reachAfter(q *quantity) bool {
	last := max(q.last, q.lastUnit)
	if end := r.closing(last + 1); end > 0 { // 112개 시·군(+21개 시·군)으로, 100GW(기가와트) 수준으로
		if r.is(end+1, cCompare) && r.near(end, end+1, 2) {
			end++
		}
		return r.touching(end, end+1) && r.senseOn(end+1, cTo, rules.After) != nil
	}
	behind := r.among(last+1, last+2)
	for i := last + 1; behind&cTo != 0 && i < len(r.toks) && i <= last+2 && r.nearAfter(q, i); i++ {
		if r.senseOn(i, cTo, rules.After) != nil {
			return true
		}
		if r.toks[i].form != word || r.toks[i].mask&(cCompare|cPer|cFrequency) == 0 {
			return false
		}
	}
	return false
}

// closing is the token that closes the short bracket that token i opens; 0: none.
func (r *reader) closing(i int) int {
	if !r.sym(i, '(') {
		return 0
	}
	for k := i + 1; k < len(r.toks) && k < i+10; k++ {
		if r.sym(k, ')') {
			return k
		}
	}
	return 0
}

// changeOf says whether the value is a level or a move, and which token says so.
func (r *reader) changeOf(q *quantity) (change corpus.Change, tok int) {
	for range maxChain {
		if change, tok, told := r.changeTold(q); told {
			return change, tok
		}
		k := r.goesOn(q)
		if k < 0 {
			break
		}
		q = &r.quans[k]
	}
	return corpus.Level, -1
}

// maxChain is over how many values, each going on with the one before it, a word
// of change reaches.
const maxChain = 16

// changeTold is what the words around a value itself say of its change.
func (r *reader) changeTold(q *quantity) (change corpus.Change, tok int, told bool) {
	if q.base || q.from >= 0 && (q.kind != corpus.Percent || r.quans[q.from].kind == q.kind) {
		return corpus.Level, -1, true
	}
	if q.minus {
		return corpus.DecreaseBy, -1, true
	}
	if q.words && r.is(q.first, cDecrease) { // halve; what is doubled has a level
		return r.direction(q.first), q.first, true
	}
	if tok, ok := r.moveBefore(q); ok {
		return r.direction(tok), tok, true
	}
	if tok, ok := r.moveAfter(q); ok {
		return r.direction(tok), tok, true
	}
	for n, next := 0, r.listed(q); n < maxListed && next != nil; n, next = n+1, r.listed(next) {
		if tok, ok := r.moveAfter(next); ok {
			return r.direction(tok), tok, true
		}
	}
	return corpus.Level, -1, false
}

// goesOn is the value before q that q goes on with, each with its time: "15%
// emissions by 2027, 55% by 2035"; -1: none.
func (r *reader) goesOn(q *quantity) int {
	k := r.valueFrom(q.first) - 1
	if k < 0 || r.quans[k].kind != q.kind || r.quans[k].unit != q.unit || r.toks[r.quans[k].first].clause != r.toks[q.first].clause {
		return -1
	}
	if r.coordinated(&r.quans[k], q) {
		return k
	}
	i := q.first - 1
	for ; i > r.quans[k].last && !r.timed[i]; i-- {
		if t := &r.toks[i]; t.form == word && t.mask&(cAtTime|cDeadline|cCompare|cTo|cLink) == 0 {
			return -1
		}
	}
	next := max(q.last, q.lastUnit) + 1
	if i <= r.quans[k].last || next >= len(r.toks) || !r.nearAfter(q, next) {
		return -1
	}
	if r.timed[next] || r.is(next, cAtTime|cDeadline) {
		return k
	}
	return -1
}

// coordinated says whether nothing but a joining word stands between two values
// of a language without endings: "lần lượt tăng 12% và 8%".
func (r *reader) coordinated(a, b *quantity) bool {
	if !r.lx.isolating {
		return false
	}
	end := a.after
	if r.led(a) && r.led(b) { // tăng 15% về doanh thu và 20% về lợi nhuận
		end = max(end, r.lastWordBefore(b.start))
	}
	word := strings.TrimSpace(r.s[end:max(b.start, end)])
	return word != "" && utf8.RuneCountInString(word) <= longestJoin && r.lettersIn(stretch{end, b.start}) == 2 && !strings.ContainsRune(word, ' ')
}

// longestJoin is how many letters a word has that joins two values: và, and.
const longestJoin = 3

// lastWordBefore is where the last word before folded offset i begins.
func (r *reader) lastWordBefore(i int32) int32 {
	w := r.lastWord(i)
	if w.empty() {
		return i
	}
	return w.start
}

// maxListed is how many values of a list may stand between a value and the verb
// behind the last.
const maxListed = 6

// listed is the next value of a list whose verb stands behind its last: 온실가스
// 36%, 미세먼지 11%를 감축하는. nil where q ends its list or its verb stands elsewhere.
func (r *reader) listed(q *quantity) *quantity {
	last := max(q.last, q.lastUnit)
	if !r.lx.verbFinal || !r.sym(last+1, ',') || !r.near(last, last+1, 1) {
		return nil
	}
	at := r.valueFrom(last + 1)
	if at == len(r.quans) {
		return nil
	}
	next := &r.quans[at]
	if next.kind != q.kind || next.unit != q.unit || r.toks[next.first].clause != r.toks[q.first].clause || next.start-q.after > 90 {
		return nil
	}
	return next
}

func (r *reader) direction(tok int) corpus.Change {
	if r.is(tok, cDecrease) {
		return corpus.DecreaseBy
	}
	return corpus.IncreaseBy
}

// moveBefore finds the word of change that governs the value from the left: the
// nearest in its segment, with no other value between and no word that says
// where the change ends.
func (r *reader) moveBefore(q *quantity) (int, bool) {
	tokens, reach := 10, int32(160)
	if q.part { // a half is a half of what is told at length before it
		tokens, reach = 20, 320
	}
	seg := r.toks[q.first].seg
	if r.is(q.first, cPercent) || r.is(q.first-1, cLink|cIncrease|cDecrease|cCompare) && r.near(q.first-1, q.first, 1) {
		seg -= r.spaces() // a space beside the linking word parts nothing: เพิ่มพื้นที่ จำนวน 8 ไร่, ลดต้นทุน ร้อยละ 3
	}
	for i := q.first - 1; i >= 0 && i >= q.first-tokens; i-- {
		if q.start-r.toks[i].end > reach || r.toks[i].seg < seg {
			return 0, false
		}
		if r.is(i, cTo) && !r.used[i] && !r.sideIs(i, cTo, rules.After) && !r.byAsMuch(i) && (q.kind != corpus.Multiple && !q.part || r.partOf(q)) || r.is(i, cLevel) {
			return 0, false
		}
		if r.used[i] && !r.inTime(i) && r.toks[i].marks&dead == 0 || r.lx.isolating && q.kind == corpus.Quantity && r.is(i, cBreak) && !r.is(i, cCue) {
			return 0, false
		}
		if s := r.senseOn(i, cIncrease|cDecrease, rules.Before); s != nil && (s.rule.Reach != rules.ReachNext || r.besides(i, q)) {
			near := int32(12)
			if !r.letters.At(int(r.toks[i].start)) { // a sign: △ opens items too
				near = 1
			}
			return i, !r.lx.verbFinal || q.start-r.toks[i].end <= near // where verbs stand last, a noun right before it only
		}
	}
	return 0, false
}

// besides says whether nothing but comparators and spaces stands between token i
// and the value behind it.
func (r *reader) besides(i int, q *quantity) bool {
	for i++; i < q.first; i++ {
		if !r.is(i, cCompare) || !r.near(i-1, i, 1) {
			return false
		}
	}
	return r.near(i-1, i, 1)
}

// moveAfter finds the word of change behind the value (30% 감축).
func (r *reader) moveAfter(q *quantity) (int, bool) {
	last := max(q.last, q.lastUnit)
	if r.reachAfter(q) {
		return 0, false
	}
	from := q.after
	if end := r.closing(last + 1); end > 0 && r.lx.verbFinal { // 1.0%(2천 건) 증가
		last, from = end, r.toks[end].end
	}
	for i := last + 1; i < len(r.toks) && i <= last+4; i++ {
		if r.toks[i].start-from > 40 || r.toks[i].clause != r.toks[q.first].clause || r.used[i] || r.sym(i, ',') && r.lx.verbFinal {
			return 0, false
		}
		if r.is(i, cLevel) || r.is(i, cTo) && !r.sideIs(i, cTo, rules.Before) {
			return 0, false
		}
		if s := r.senseOn(i, cIncrease|cDecrease, rules.After); s != nil && (s.rule.Side == rules.After || r.lx.verbFinal) {
			return i, !r.verbBetween(from, r.toks[i].start)
		}
		another := cLink | cNumberJoin // 2,500 km of new pipes and cut leakage
		if r.lx.verbFinal {
			another = cCue // 20개를 발굴해 성장을 돕는다
		}
		if r.is(i, another) {
			return 0, false
		}
	}
	return 0, false
}

// verbBetween says whether a verb of its own stands between a value and a word of change.
func (r *reader) verbBetween(from, to int32) bool {
	if !r.lx.parts.walled {
		return false
	}
	for from < to {
		start := from
		for from < to && !text.IsSpace(r.s[from]) {
			from++
		}
		if word := r.s[start:from]; word != "" && !r.lx.parts.Is(word) && r.lx.parts.wall(word) && r.lx.parts.Of(word) == "" {
			return true
		}
		from++
	}
	return false
}

// inTime says whether token i belongs to a time.
func (r *reader) inTime(i int) bool { return r.timed[i] }

// timesHere are the times within a few of a value in its sentence, as indices; those
// from at on do not stand before it.
func (r *reader) timesHere(q *quantity) (from, at, to int) {
	here, next := r.holding(q.first)
	at = r.timeFrom(q.first)
	return max(at-maxTimes, int(here.time)), at, min(at+maxTimes, int(next.time))
}

// timesNear are the times within a few of a value, as indices.
func (r *reader) timesNear(q *quantity) (from, to int) {
	at := r.timeFrom(q.first)
	return max(at-maxTimes, 0), min(at+maxTimes, len(r.times))
}

// baseline writes what the value starts from: the first of a pair, else the
// time it is compared with.
func (r *reader) baseline(k int) *corpus.Baseline {
	q := &r.quans[k]
	start := q.from
	if start >= 0 {
		start = r.root(start)
	} else {
		start = int(q.against) - 1
	}
	if start < 0 {
		start = int(q.origin) - 1
	}
	if start >= 0 {
		a := &r.quans[start]
		span := r.rangeOf(a.start, a.end)
		b := corpus.Baseline{Value: r.startValue(a, q), Unit: a.unit, Start: span.Start, End: span.End}
		if b.Unit == "" {
			b.Unit = q.unit
		}
		if y := r.stepYear(start); y > 0 {
			b.Year = r.baseYears.put(y)
		}
		return r.baselines.put(b)
	}
	from, _, to := r.timesHere(q)
	for i := from; i < to; i++ {
		t := &r.times[i]
		if t.role != roleVersus && !r.movesFrom(q, t) || t.open || r.toks[t.first].clause != r.toks[q.first].clause {
			continue
		}
		if d := abs32(t.start - q.start); d < 160 && r.valuesBetween(t, k) == 0 {
			span := r.rangeOf(t.start, t.end)
			return r.baselines.put(corpus.Baseline{Year: r.baseYears.put(t.to.last), Start: span.Start, End: span.End})
		}
	}
	return nil
}

// startValue is the value a from which value q moves, in the scale that both share
// where it is told once: from 5 to 10 million.
func (r *reader) startValue(a, q *quantity) corpus.Value {
	if a.kind != corpus.Bare || a.first != a.last || q.kind == corpus.Bare || q.kind == corpus.Percent {
		return r.value(a)
	}
	low, scaled := a.low, false
	for k := q.first + 1; k <= q.last; k++ {
		s := r.sense(k, cScale)
		if s == nil {
			continue
		}
		more, ok := low.Mul(s.num)
		if !ok {
			return r.value(a)
		}
		low, scaled = more, true
	}
	if ratio := low.Float() / q.low.Float(); !scaled || ratio < 1/maxRatio || ratio > maxRatio {
		return r.value(a)
	}
	return corpus.One(low)
}

// maxRatio is how far the start and the end of a move may lie apart that tell
// their scale once: from 800 to 1.2 million begins at 800.
const maxRatio = 50

// movesFrom says whether a time behind a value that moves is where it moves
// from: "เพิ่มขึ้น 10% จากปี 2562".
func (r *reader) movesFrom(q *quantity, t *timeRef) bool {
	if t.role != roleSince || t.rule == nil || t.rule.Class != rules.From || t.first < q.last {
		return false
	}
	change, _ := r.changeOf(q)
	return change != corpus.Level
}

// How near a time stands beside a value, in bytes; one in brackets before it
// may have names between: (2026년) 연천, 청양 등 10곳.
const (
	besideValue   = 24
	bracketedTime = 60
)

// timeBeside is the time told right beside a value, in its segment or brackets; -1: none.
func (r *reader) timeBeside(q *quantity) int {
	from, _, to := r.timesHere(q)
	found, near := -1, int32(besideValue)
	for i := from; i < to; i++ {
		t := &r.times[i]
		if t.open || t.role == roleDeadline {
			continue
		}
		gap := t.start - q.after
		if t.first < q.first {
			if !r.lx.verbFinal && r.startsAt(q) && r.is(t.last+1, cFrom) { // 88% in 2026 from 83% in 2024
				continue
			}
			gap = q.start - t.end
			if r.sym(t.first-1, '(') && gap < bracketedTime {
				gap = min(gap, near-1)
			}
		} else if r.lx.verbFinal && !r.sym(t.first-1, '(') {
			continue // 12%에서 2030년 20%: it belongs to what follows
		}
		if r.valueBetween(min(t.last, q.last), max(t.first, q.first)) { // từ 12% lên 25% vào năm 2030
			continue
		}
		if gap >= 0 && gap < near {
			found, near = i, gap
		}
	}
	return found
}
