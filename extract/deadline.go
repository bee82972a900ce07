package extract

import (
	"math"

	"goalpost/corpus"
	"goalpost/rules"
)

// dueTime is a time chosen as a value's deadline, and where it was read.
type dueTime struct {
	time  int // index of the time; -1: none
	scope corpus.Scope
	score float64
}

// How much the role of a time makes it a deadline.
var roleScore = [...]float64{roleNone: 0.9, roleDeadline: 3, roleAt: 2.2, rolePeriod: 1.9, roleSince: -9, roleVersus: -9}

const maxTimes = 8 // times looked at on each side of a value

// due finds the time by which the value k is to be reached: in its sentence,
// else in the sentences before it, the heading, the title.
func (r *reader) due(k int, lonely bool) dueTime {
	q := &r.quans[k]
	if q.turn > 0 {
		return dueTime{int(q.turn) - 1, corpus.InSentence, 1}
	}
	if q.column > 0 {
		return dueTime{int(q.column) - 1, corpus.InSentence, 1}
	}
	best := dueTime{time: -1}
	from, at, to := r.timesHere(q)
	for i := at - 1; i >= from; i-- {
		r.tryDue(&best, k, i)
	}
	for i := at; i < to; i++ {
		r.tryDue(&best, k, i)
	}
	if best.time >= 0 {
		return best
	}
	if q.from >= 0 {
		if i := r.stepTime(k); i >= 0 { // 4곳 → (2026년) 연천, 청양 등 10곳
			return dueTime{i, corpus.InClause, 0.5}
		}
	}
	return r.dueAround(q, lonely)
}

// nextBehind is what it means for a time to stand right behind a value: where
// verbs stand last it belongs to what follows.
func (r *reader) nextBehind() float64 {
	if r.lx.verbFinal {
		return -0.4
	}
	return 0.5
}

// dueBehind is what speaks against a time behind value k where verbs stand in
// the middle: it opens what follows, an aim of its own stands between, or
// another time (best; -1: none) is the topic of both.
func (r *reader) dueBehind(best, k int, t *timeRef) (score float64) {
	if r.lx.verbFinal {
		if r.leads(t, k) { // 올해 4천 개를 보급하고, 2022년까지 3만 개로: it is the next value's
			return -1.4
		}
		return 0
	}
	a, b := &r.toks[r.quans[k].first], &r.toks[t.first]
	if a.seg != b.seg {
		score -= 0.2
	}
	if r.aimedAt(r.quans[k].last, t.first) || (a.clause != b.clause || r.foreseen(&r.quans[k], t)) && r.leads(t, k) {
		score -= 1.6
	}
	if best >= 0 && r.topic(best, k) && r.heads(t, k+1) {
		score--
	}
	if r.yearFollows(k) && min(t.roleFirst, t.first) > max(r.quans[k].last, r.quans[k].lastUnit)+1 { // by two thirds this year, and …before 2030
		score--
	}
	return score
}

// apart is how far a time stands from a value.
type apart struct {
	segments, clauses, bytes float64
	others                   int // values between them
}

// tryDue scores time i as the deadline of value k in its sentence.
func (r *reader) tryDue(best *dueTime, k, i int) {
	q, t := &r.quans[k], &r.times[i]
	a, b := &r.toks[q.first], &r.toks[t.first]
	if t.open || t.derived && r.gone(t) || r.startsThen(q, t) {
		return
	}
	d := apart{float64(abs32(a.seg - b.seg)), float64(abs32(a.clause - b.clause)), float64(q.start - t.end), r.valuesBetween(t, k)}
	if d.others > 1 && r.lx.verbInitial && t.first > q.first && r.oneList(k, k+d.others) { // 40 of solar, 16 of wind and 3 of thermal power by 2030
		d.others = 1
	}
	var score float64
	switch {
	case t.first < q.first:
		score = r.dueBefore(k, i, d)
	case r.lx.verbFinal && (d.others > 0 || d.clauses > 0): // it stands before its own value
		return
	default:
		d.bytes = float64(t.start - q.after)
		score = r.dueAfter(best.time, k, t, d)
	}
	topical := t.first < q.first && r.holdsAll(t)
	if t.role == roleNone && (d.segments > r.reachOfTime() || d.clauses > 0) && !topical && !r.leadsOn(t, d.bytes) {
		score -= 1
	}
	if r.lx.verbFinal && d.bytes >= 0 && d.bytes <= 2 && t.first < q.first && (t.role == roleNone || t.role == roleAt) { // 2040년 70%
		score += nextTo
	}
	if d.clauses > 0 && t.first < q.first && r.timeInClause(q, i) {
		score--
	}
	if t.first < q.first && d.others == 0 && r.announced(t) {
		score += besides
	}
	far := 0.15*d.segments + 0.25*d.clauses + d.bytes/600
	if topical && !r.lx.spaceEnds || r.leadsOn(t, d.bytes) {
		far = math.Min(far, maxFar)
	}
	score += roleScore[t.role] + r.timely(t) - far
	if score <= 0.2 || best.time >= 0 && score <= best.score {
		return
	}
	*best = dueTime{i, corpus.InClause, score}
	if d.clauses > 0 {
		best.scope = corpus.InSentence
	}
}

// oneList says whether the values from k to last count the same, with neither an aim nor a
// time between.
func (r *reader) oneList(k, last int) bool {
	from, to := &r.quans[k], &r.quans[last]
	for i := k + 1; i <= last; i++ {
		if r.quans[i].kind != from.kind || r.quans[i].code != from.code {
			return false
		}
	}
	n := r.timeFrom(from.first)
	return !r.aimedAt(from.last, to.first) && (n == len(r.times) || r.times[n].first > to.first)
}

// dueBefore is what it means for time i to stand before value k: it may be that of
// another value, or the first of a list of years.
func (r *reader) dueBefore(k, i int, d apart) float64 {
	q, t := &r.quans[k], &r.times[i]
	switch {
	case (d.others > 0 || r.lx.verbInitial && (r.aimedAt(t.last, q.first) || r.ownTime(k))) && r.owned(t, k), d.clauses > 0 && r.saysMore(t, q), r.lx.verbInitial && r.laterTime(t, k),
		r.lx.unparted && k > 0 && t.first > r.quans[k-1].first && r.ownTime(k-1) && r.ownTime(k):
		return -1.6
	case d.others == 0 && (d.segments == 0 || r.sym(t.last+1, ':') && t.last+2 == q.first) && t.role == roleNone && !r.lx.verbFinal && r.listsYears(i, k): // 30% in 2030, 2045 60%
		return 2.2
	}
	return 0
}

// dueAfter is what it means for a time to stand behind value k; best is the best
// time so far.
func (r *reader) dueAfter(best, k int, t *timeRef, d apart) float64 {
	q := &r.quans[k]
	if d.others > 0 && r.ofCompared(k, t) {
		return -roleScore[roleDeadline]
	}
	score := r.dueBehind(best, k, t) - 0.8*float64(d.others) - 0.6*d.clauses
	if d.others > 0 || d.segments > 0 && !(r.sym(t.first-1, '(') && r.yearFollows(k)) {
		return score
	}
	score += r.nextBehind()
	if t.role == roleNone && r.yearFollows(k) || t.role == roleAt && r.lx.placing && t.roleFirst == q.behind() { // 15% năm 2030
		score += besides
	}
	return score
}

// ofCompared says whether a time behind value k that is over is that of the next value,
// with which k is compared: to 6.7% instead of 7.7% at the end of 2021.
func (r *reader) ofCompared(k int, t *timeRef) bool {
	return r.lx.verbInitial && t.deadlineYear() <= max(r.pub, r.now) && r.comparedAt(&r.quans[k+1])
}

// startsThen says whether a time stands between the start of a change and its end q,
// and so is when it started: from 18% in 2022 to 31%.
func (r *reader) startsThen(q *quantity, t *timeRef) bool {
	return q.from >= 0 && !r.lx.verbFinal && t.role != roleDeadline && t.first > r.quans[q.from].last && t.last < q.first &&
		t.deadlineYear() < max(r.pub, r.now)
}

// timeInClause says whether a time nearer than time i stands before a value in its own
// clause: "this year 11 million tonnes, while next year it aims at 10 million".
func (r *reader) timeInClause(q *quantity, i int) bool {
	if r.lx.verbFinal {
		return false
	}
	for n := i + 1; n < len(r.times) && n <= i+maxTimes && r.times[n].first < q.first; n++ {
		t := &r.times[n]
		if !t.open && t.role != roleVersus && t.role != roleSince && r.toks[t.first].clause == r.toks[q.first].clause {
			return true
		}
	}
	return false
}

// holdsAll says whether a time is what its whole sentence is about, or the
// deadline that opens it.
func (r *reader) holdsAll(t *timeRef) bool {
	return r.topical(t) || t.role == roleDeadline && r.opensSentence(t)
}

// timely is what speaks against a time by itself: it is past, or a period reckoned
// from the date of publication (2022년까지 향후 5년간: the year told wins).
func (r *reader) timely(t *timeRef) (score float64) {
	if t.derived && t.kind == corpus.Period {
		score -= 0.9
	}
	if r.now > 0 && t.deadlineYear() < r.now || r.gone(t) {
		score -= 1.2
	}
	if r.lx.verbInitial && (r.today(t) || r.gone(t) && t.deadlineYear() == r.pub) { // a day of this year that is over is when it was told
		score -= 1.6
	}
	return score
}

// reachOfTime is how many segments may lie between a value and a time that no word
// ties to it. Where verbs stand last an adverb of time holds over the bracket
// behind it: 올해 연구개발(R&D) 인력을 500명 늘린다.
func (r *reader) reachOfTime() float64 {
	if r.lx.verbFinal {
		return 3
	}
	return float64(1 + r.spaces())
}

// maxFar is what distance takes at most from the year that a whole sentence is
// about, where a sign ends sentences.
const maxFar = 0.6

// besides is what it adds to a year without a role that it follows its value at once.
const besides = 1

// saysMore says whether a word of saying opens a new statement between a time
// and a value: "opens before the year's end, adding that it will invest 5 billion".
func (r *reader) saysMore(t *timeRef, q *quantity) bool {
	for i := t.last + 1; i < q.first; i++ {
		if r.toks[i].mask&(cReport|cClauseBreak) == cReport|cClauseBreak {
			return true
		}
	}
	return false
}

// topical says whether a year is among the first words of a sentence whose verbs
// stand in the middle, or between commas, and an aim is told behind it: it holds
// for the whole list that follows ("Năm 2024 ngành đặt mục tiêu đón …; phục vụ …").
func (r *reader) topical(t *timeRef) bool {
	sent := r.toks[t.first].sent
	if r.lx.verbFinal || !r.amongFirst(t) && !(r.sym(t.first-1, ',') && r.sym(t.last+1, ',')) {
		return false
	}
	at := r.cueFrom(t.last + 1)
	for ; at < len(r.cues) && r.toks[r.cues[at]].sent == sent && r.toks[r.cues[at]].clause == r.toks[t.first].clause; at++ {
		if s := r.sense(int(r.cues[at]), cCue); s.rule.Status == string(corpus.Target) && s.rule.Weight != rules.Weak {
			return !r.valueBetween(t.last, int(r.cues[at]))
		}
	}
	return false
}

// announced says whether the word of an aim follows a year at once, where words are not
// parted: the aim is for that year (แผนจัดการขยะ พ.ศ. 2561-2573 ปี 2565 ตั้งเป้าลดขยะ 30%).
func (r *reader) announced(t *timeRef) bool {
	if !r.lx.unparted || !r.near(t.last, t.last+1, 1) {
		return false
	}
	s := r.sense(t.last+1, cCue)
	return s != nil && s.status == iTarget && s.rule.Weight == rules.Strong
}

// amongFirst says whether a time is among the first words of its sentence.
func (r *reader) amongFirst(t *timeRef) bool {
	return t.first-r.sents[r.toks[t.first].sent].first <= maxOpening
}

// leadsOn says whether a time that opens a sentence whose verbs stand last holds
// for a value behind it, over the clauses between: 도는 올해 30곳을 열고 일자리
// 500개를 만든다.
func (r *reader) leadsOn(t *timeRef, gap float64) bool {
	return r.lx.verbFinal && r.amongFirst(t) && !r.is(t.last+1, cAim) && t.deadlineYear() >= r.now && gap >= 0 && gap < nearTopic && !r.ofStart(t)
}

// ofStart says whether a time tells when a change starts: 올해 5곳에서 30곳으로.
func (r *reader) ofStart(t *timeRef) bool {
	k := r.valueFrom(t.last + 1)
	return k < len(r.quans) && r.quans[k].base && r.quans[k].start-t.end < besideTime
}

// besideTime is how many bytes may lie between a time and the value that it dates.
const besideTime = 8

// nearTopic is how many bytes behind the time that opens its sentence a value may
// stand where verbs stand last: the text of a table runs on without an end.
const nearTopic = 240

// opensSentence says whether a time is among the first words of its sentence.
func (r *reader) opensSentence(t *timeRef) bool {
	return t.first-r.sents[r.toks[t.first].sent].first <= maxOpening
}

// maxOpening is how many tokens may stand before the year that a sentence is about.
const maxOpening = 4

// foreseen says whether a forecast opens between a value and a later time, where
// words are not parted: ลงทุนเพิ่ม 1.2% คาดอีก 5 ปี เพิ่ม 1.5%.
func (r *reader) foreseen(q *quantity, t *timeRef) bool {
	if !r.lx.unparted {
		return false
	}
	at := r.cueFrom(q.last + 1)
	for ; at < len(r.cues) && int(r.cues[at]) < t.first; at++ {
		if s := r.sense(int(r.cues[at]), cCue); s.status == iForecast && s.rule.Weight != rules.Weak {
			return true
		}
	}
	return false
}

// leads says whether the next value stands in the clause of a time, behind it:
// the time is that value's.
func (r *reader) leads(t *timeRef, k int) bool {
	return k+1 < len(r.quans) && r.quans[k+1].first > t.last && r.toks[r.quans[k+1].first].clause == r.toks[t.first].clause
}

// listsYears says whether time i and value k go on with a list in which every
// year stands before its value.
func (r *reader) listsYears(i, k int) bool {
	if r.yearFollows(k) {
		return r.yearLeads(i, k)
	}
	if i == 0 || k == 0 {
		return false
	}
	t, v := &r.times[i-1], &r.quans[k-1]
	return r.toks[t.first].sent == r.toks[r.times[i].first].sent && t.last < v.first && v.last < r.times[i].first
}

// yearLeads says whether a list of years and values without a word between opens
// with a year, so that time i right before value k is its own, though another
// follows at once: "2025 75% 2026 80% 2027 85%".
func (r *reader) yearLeads(i, k int) bool {
	behind := func(t, q int) bool { return r.near(r.times[t].last, r.quans[q].first, 2) }
	if !behind(i, k) || i+1 >= len(r.times) || k+1 >= len(r.quans) || !behind(i+1, k+1) {
		return false
	}
	for n := 0; n < maxTimes && i > 0 && k > 0 && r.near(max(r.quans[k-1].last, r.quans[k-1].lastUnit), r.times[i].first, 2); n++ {
		i, k = i-1, k-1
		if !behind(i, k) {
			return false
		}
	}
	return true
}

// yearFollows says whether a time follows value k at once, in brackets too, which
// then is its own.
func (r *reader) yearFollows(k int) bool {
	next := r.quans[k].behind()
	if r.sym(next, '(') && r.near(next-1, next, 2) {
		next++
	}
	return next < len(r.toks) && r.timed[next] && r.near(next-1, next, 2)
}

// ownTime says whether a word of time and a time follow value k at once: the first
// stage 200 MW by 2025, the second 300 MW by 2027.
func (r *reader) ownTime(k int) bool {
	q := &r.quans[k]
	i := r.timeFrom(q.first)
	return i < len(r.times) && r.times[i].roleFirst == q.behind() && (r.times[i].role == roleDeadline || r.times[i].role == roleAt)
}

// laterTime says whether time t ends the segment of the value before k, and a later one
// that of value k: 1 million tonnes by 2030, up to 30% of the land in 2050.
func (r *reader) laterTime(t *timeRef, k int) bool {
	q := &r.quans[k]
	n := r.timeFrom(q.first)
	if k == 0 || n == len(r.times) || r.toks[r.quans[k-1].first].seg != r.toks[t.last].seg || r.toks[t.last].seg == r.toks[q.first].seg {
		return false
	}
	next := &r.times[n]
	return (next.role == roleDeadline || next.role == roleAt) && r.toks[next.first].seg == r.toks[q.first].seg &&
		next.deadlineYear() > t.deadlineYear() && r.valuesBetween(next, k) == 0
}

// topic says whether time i is a deadline before value k with no value between:
// "by 2025 there are 3,000 km".
func (r *reader) topic(i, k int) bool {
	t := &r.times[i]
	return t.last < r.quans[k].first && t.role == roleDeadline && r.valuesBetween(t, k) == 0
}

// heads says whether value k follows time t at once: "and by 2030 5,000 km".
func (r *reader) heads(t *timeRef, k int) bool {
	if k >= len(r.quans) {
		return false
	}
	q := &r.quans[k]
	return q.first > t.last && r.toks[q.first].sent == r.toks[t.first].sent && q.start-t.end < 60
}

// valuesBetween counts the values between a time and value k, up to a few.
func (r *reader) valuesBetween(t *timeRef, k int) (n int) {
	step := -1
	if t.first > r.quans[k].first {
		step = 1
	}
	for i := k + step; i >= 0 && i < len(r.quans) && n < 4; i += step {
		q := &r.quans[i]
		if step < 0 && q.first < t.first || step > 0 && q.first > t.first {
			break
		}
		n++
	}
	return n
}

// owned says whether the time belongs to the value right before it, as 2025 in
// "60% in 2025 and 80% in 2030".
func (r *reader) owned(t *timeRef, k int) bool {
	if r.lx.verbFinal && !r.sym(t.first-1, '(') { // 7.5%에서 2030년 4.0%로: a time stands before its value
		return false
	}
	i := min(k, r.valueFrom(t.first+1)) - 1
	if i < 0 {
		return false
	}
	q, role := &r.quans[i], &r.toks[min(t.roleFirst, t.first)]
	return role.seg == r.toks[q.last].seg && role.start-q.after < 40
}

// How far back a deadline is looked for, in sentences: that of a heading holds
// for its list, that of running text for the lines below it.
const (
	maxBack = 40
	nextTo  = 2.4 // more for a time right before the value than for a deadline farther off
	maxNear = 2   // in the same paragraph
	maxLine = 10
)

// dueAround finds a deadline outside the sentence of a value: in its paragraph,
// the headings above it, the lines before, the opening.
// A value that owes its status to what stands before (lonely) owes it its
// deadline too.
func (r *reader) dueAround(q *quantity, lonely bool) dueTime {
	sent := int(r.toks[q.first].sent)
	if d := r.dueAbove(sent, lonely); d.time >= 0 {
		return d
	}
	if r.effect >= 0 && q.per == "" {
		return dueTime{r.effect, corpus.InDocument, farthest}
	}
	ahead := r.yearAhead(q)
	if r.opening >= 0 && sent > 0 && (ahead < 0 || r.bound(ahead) <= r.bound(r.opening)) {
		return dueTime{r.opening, corpus.InDocument, farthest}
	}
	return dueTime{ahead, corpus.InDocument, farthest}
}

// dueAbove is the deadline nearest before a sentence that its values share; its time
// is -1 where there is none.
func (r *reader) dueAbove(sent int, lonely bool) dueTime {
	level := int8(plainLevel + 1)
	for s := int(r.held[sent].above); s >= max(0, sent-maxBack); s = int(r.held[s].above) {
		at := &r.sents[s]
		here := at.para == r.sents[sent].para
		switch {
		case at.heading && at.level >= level: // of a section that has ended
			continue
		case at.heading:
			level = at.level
		case here && s >= sent-maxNear, !here && lonely && level >= plainLevel && s >= sent-maxLine:
		default: // too far, or of another section
			continue
		}
		i := r.lastDeadline(s)
		switch {
		case i < 0:
		case here:
			return dueTime{i, corpus.InParagraph, 0.5}
		default:
			return dueTime{i, corpus.InDocument, 0.4}
		}
	}
	return dueTime{time: -1}
}

// bound is how plainly time i is told as an end: 2 as one to reach, 1 as that of a
// period, 0 as neither.
func (r *reader) bound(i int) int {
	switch r.times[i].role {
	case roleDeadline:
		return 2
	case rolePeriod:
		return 1
	}
	return 0
}

// yearAhead is the last year told in words before value q that lies ahead of the
// text, in a language whose verbs stand last: what else an article aims at is due by
// then too, but for sums, which are spent in the year that a budget is for; -1: none.
func (r *reader) yearAhead(q *quantity) int {
	if !r.lx.verbFinal || r.pub == 0 || q.kind == corpus.Money {
		return -1
	}
	at := r.timeFrom(q.first)
	for i := at - 1; i >= 0 && i >= at-maxTimes; i-- {
		t := &r.times[i]
		if !t.open && !t.derived && t.deadlineYear() > r.now && t.role != roleSince && t.role != roleVersus {
			return i
		}
	}
	return -1
}

// farthest is the score of a deadline that only the title tells.
const farthest = 0.3

// lastDeadline is the time of sentence s that later values share; -1: none. It is
// looked for once.
func (r *reader) lastDeadline(s int) int {
	if r.dues[s] == 0 {
		r.dues[s] = int32(r.findDeadline(s)) + 2
	}
	return int(r.dues[s]) - 2
}

// findDeadline looks for the time of sentence s that later values share: the last
// one with the role of a deadline or a period that is not past, in a heading any
// that is not past; -1: none.
func (r *reader) findDeadline(s int) int {
	from, end := int(r.held[s].time), int(r.held[s+1].time)
	found, best := -1, 0.0
	for i := from; i < min(end, from+maxTimes); i++ {
		t := &r.times[i]
		if t.open || r.now > 0 && t.deadlineYear() < r.now || t.derived && t.kind == corpus.Year && t.deadlineYear() == r.pub && t.role != roleDeadline && !r.sents[s].heading { // this year
			continue
		}
		ahead := r.now > 0 && t.deadlineYear() > r.now
		shared := t.role == roleDeadline || t.role == rolePeriod || t.role == roleAt && ahead || t.kind == corpus.Year && r.topical(t) ||
			(r.sents[s].heading || r.introduces(s)) && (t.role == roleAt || t.role == roleNone && t.kind == corpus.Year)
		if score := roleScore[t.role]; shared && score >= best {
			found, best = i, score
		}
	}
	return found
}

// introduces says whether sentence s tells that there is a plan, without a value of
// its own: "HĐND tỉnh ban hành nghị quyết về kế hoạch năm 2020. Các chỉ tiêu là: …".
func (r *reader) introduces(s int) bool {
	if own := &r.lent[s].own; own[iTarget] == 0 || own[iTarget] < own[iActual] {
		return false
	}
	return r.held[s].value == r.held[s+1].value
}

// openingDeadline is the deadline that the title or the first line gives to the
// whole article; -1: none.
func (r *reader) openingDeadline() int {
	for s := 0; s < len(r.sents) && s < 1; s++ {
		if i := r.lastDeadline(s); i >= 0 {
			return i
		}
	}
	return r.onlyYear()
}

// takesEffect is the time from which all that a notice tells holds (시행일 2026년
// 1월 1일), wherever it stands; -1: none.
func (r *reader) takesEffect() int {
	for i := range r.times {
		if t := &r.times[i]; !t.open && t.rule != nil && t.rule.Class == rules.Since && t.rule.Reach == rules.ReachList {
			return i
		}
	}
	return -1
}

// onlyYear is the one year that the first line tells, where it is not past and
// no word gives it another role; -1: none.
func (r *reader) onlyYear() int {
	found := -1
	if len(r.sents) > 0 && r.sents[len(r.sents)-1].para == 0 { // one line tells no title
		return found
	}
	for i := range r.times {
		t := &r.times[i]
		if r.toks[t.first].sent > 0 {
			break
		}
		if t.kind != corpus.Year || t.open || t.role != roleNone && t.role != roleAt || r.now == 0 || t.deadlineYear() < r.now || found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// writtenIn is the year in which the text was written: of its publication, else
// of the latest day or month it tells that is no end to reach; 0: not known.
func (r *reader) writtenIn() int {
	year := r.pub
	for i := range r.times {
		t := &r.times[i]
		if r.pub == 0 && t.kind == corpus.Date && t.month > 0 && t.role != roleDeadline && t.to.last > year {
			year = t.to.last
		}
	}
	return year
}

// timeVotes adds the evidence of a value's own time to its tally.
func (r *reader) timeVotes(j *judge, q *quantity, d dueTime) {
	if d.time < 0 {
		return
	}
	t := &r.times[d.time]
	near := d.scope == corpus.InClause || d.scope == corpus.InSentence || t.role == roleDeadline && r.sents[r.toks[t.first].sent].heading
	loose := t.role == roleNone && r.toks[t.first].seg != r.toks[q.first].seg
	year := t.deadlineYear()
	switch {
	case !near && d.score == farthest && t.role != roleDeadline && t.role != rolePeriod: // a year of the title speaks for nothing
	case !near:
		j.tally[iTarget] += 0.2
	case r.pub == 0:
		switch {
		case r.now > 0 && year < r.now:
			j.tally[iActual] += r.e.m.pastTime / 2
		case t.role == roleDeadline, r.now > 0 && year > r.now && !loose:
			j.tally[iTarget] += r.e.m.openDeadline
		case t.role == rolePeriod, t.derived, r.now > 0 && year > r.now:
			j.tally[iTarget] += r.e.m.openDeadline / 2
		}
	case r.lx.verbInitial && t.derived && t.kind == corpus.Period && j.strongest(iTarget) == nil: // paid over 24 years
	case year == r.pub && r.passed(t):
		j.tally[iActual] += r.e.m.pastTime
	case year > r.pub || year == r.pub && t.role == roleDeadline:
		status := j.toCome()
		switch {
		case loose:
			j.tally[status] += r.e.m.futureDeadline / 2
		case t.role == roleDeadline && t.roleFirst == q.behind() && r.lx.unparted: // ปลูกต้นไม้ 1 แสนต้น ภายในปี 2562
			j.tally[status] += 2 * r.e.m.futureDeadline
		default:
			j.tally[status] += r.e.m.futureDeadline
		}
	case year < r.pub:
		j.tally[iActual] += r.e.m.pastTime
	}
}

// passed says whether a date of the year of publication lies in a month before it.
func (r *reader) passed(t *timeRef) bool {
	return t.kind == corpus.Date && t.month > 0 && t.month < r.pubMonth()
}

// today says whether a date is the day of publication or one before it in its month.
func (r *reader) today(t *timeRef) bool {
	return t.kind == corpus.Date && t.deadlineYear() == r.pub && t.month > 0 && t.month == r.pubMonth() && t.day > 0 && t.day <= r.pubDay()
}

// gone says whether a date lies in a month before that of publication.
func (r *reader) gone(t *timeRef) bool {
	return t.kind == corpus.Date && t.month > 0 && (t.deadlineYear() < r.pub || t.deadlineYear() == r.pub && r.passed(t))
}

// deadline writes a time as a claim's deadline.
func (r *reader) deadline(d dueTime) *corpus.Deadline {
	if d.time < 0 {
		return nil
	}
	t := &r.times[d.time]
	first, last := min(t.roleFirst, t.first), max(t.roleLast, t.last)
	start, end := r.toks[first].start, r.toks[last].end
	span, quote := r.written(start, end)
	from, to := t.bounds()
	return r.deadlines.put(corpus.Deadline{
		Year: t.deadlineYear(), From: from, To: to, Calendar: t.to.calendar, Derived: t.derived,
		Start: span.Start, End: span.End, Quote: quote, Scope: d.scope,
	})
}
