package extract

import (
	"goalpost/corpus"
	"goalpost/rules"
)

// secondEnd is the token at which the second end of a range would begin behind a
// value, and whether the word between could part a start from an end too.
func (r *reader) secondEnd(q *quantity) (k int, from, ok bool) {
	k = q.last + 1
	if q.kind == corpus.Quantity {
		k = q.lastUnit + 1
	}
	if k >= len(r.toks) || !r.rangeGoesOn(k) {
		return k, false, false
	}
	sign := (r.sym(k, '-') || r.sym(k, '~')) && r.joined(k-1, k) && r.joined(k, k+1)
	from = r.lx.verbFinal && r.is(k, cFrom) && !r.is(k, cTo) && !r.sideIs(k, cFrom, rules.Before) && r.joined(k-1, k) && r.joined(k, k+1) // 5%에서 10%
	switch {
	case r.attachedAnd(q, k), r.inARow(q, k):
	case sign || from || r.rangeWord(q, k):
		k++
	default:
		k, ok = r.closedBehind(q, k)
		return k, false, ok
	}
	if (from || r.lx.isolating && r.rangeWord(q, k-1) && r.sharp(k, rules.Before)) && r.is(k, cCompare) && r.joined(k, k+1) { // 최소 5만원에서 최대 10만원, từ 1 đến dưới 2 triệu
		k++
		from = from && !r.is(q.first-1, cCompare) // the ends of a range, whatever moves
	}
	return k, from, true
}

// rangeGoesOn says whether the second end of a range may begin with token k, or
// stand behind it.
func (r *reader) rangeGoesOn(k int) bool {
	switch t := &r.toks[k]; t.form {
	case symbol:
		return t.sym == '-' || t.sym == '~'
	case word:
		return t.mask&(cFrom|cTo|cNumberJoin|cCompare|cNumberWord|cScale) != 0 || t.prefix > 0
	default:
		return r.lx.particled
	}
}

// rangeOfValues extends a value by the second end of a range: 6,5-6,7%, 5~9.9%,
// 80 đến 90%, ما بين 20 و30.
func (r *reader) rangeOfValues(q *quantity, head int) {
	k, from, ok := r.secondEnd(q)
	if !ok {
		return
	}
	p, n, ok := r.endAt(k)
	if !ok || n.part != q.part { // 절반인 50%: the half is told once more
		return
	}
	if head >= 0 && p.kind == "" {
		p.measureOf(q)
	}
	switch {
	case q.kind != "" && q.kind != p.kind, q.kind != "" && q.unit != p.unit, r.inCents(q) && !r.inCents(&p): // ارتفع 40 سنتا إلى 51 دولارا
		return
	}
	p.end, p.after = r.toks[p.last].end, r.toks[max(p.last, p.lastUnit)].end
	if from && (r.reachAfter(&p) && !r.untilAfter(&p) || r.moves(&p) || r.changeFollows(&p) || r.fallsTo(&p)) { // from X to Y: a start and an end
		return
	}
	low := q.low
	if high, ok := r.flippedEnd(q, &p, n); ok {
		low, p.high = p.low, high
		p.low = high
	}
	if p.kind == corpus.Percent && low.Cmp(p.low) > 0 && r.opensBetween(q.first-1) { // between 80 and 75%
		low, p.low, p.high = p.low, low, low
	}
	if q.kind == "" && low.Cmp(p.low) >= 0 { // 5-10 triệu: the first end lacks the scale
		return
	}
	if scaled, ok := r.sameScale(low, n); ok && (q.kind == "" || head >= 0) {
		low = scaled
	}
	if low.Cmp(p.low) >= 0 || r.movedBy(q, &p) {
		return
	}
	q.low, q.high, q.ranged = low, p.high, true
	q.measureOf(&p)
	q.last, q.lastUnit, q.words = p.last, p.lastUnit, q.words && n.words
}

// endAt reads the second end of a range at token k, with a sign of its own before its
// number or without.
func (r *reader) endAt(k int) (p quantity, n number, ok bool) {
	sign := -1
	if r.sym(k, '%') || r.is(k, cPercent|cCurrency) && !r.sideIs(k, cPercent|cCurrency, rules.After) {
		sign = k
		k++
	}
	if !r.fig(k) && !r.is(k, cNumberWord|cFraction) && !(r.is(k, cScale) && r.bareScale(k)) || sign >= 0 && !r.joined(k-1, k) {
		return p, n, false
	}
	if n, ok = r.number(k); !ok {
		return p, n, false
	}
	p = quantity{first: k, last: n.last, lastUnit: n.last, low: n.value, high: n.value, cmpTok: -1, perTok: -1}
	r.unitOf(&p, sign, n)
	return p, n, true
}

// fallsTo says whether words behind a value tell that something came to it: 8%로 증가한.
func (r *reader) fallsTo(q *quantity) bool {
	i := max(q.last, q.lastUnit) + 1
	s := r.senseOn(i, cFrom, rules.After)
	return s != nil && s.rule.Order != "between" && r.joined(i-1, i)
}

// movedBy says whether two percentages tell by how much something moved, and where to,
// in languages whose verbs open clauses: a word of change stands before them, none of a
// range, and they lie far apart: خفض الفائدة 2% إلى 25%.
func (r *reader) movedBy(q, p *quantity) bool {
	if !r.lx.verbInitial || q.kind != corpus.Percent || r.sense(q.first-1, cFrom|cLink) != nil || !r.changeBefore(q.first) {
		return false
	}
	far, ok := q.low.Mul(corpus.NewNumber(4, 0))
	return ok && far.Cmp(p.low) <= 0
}

// flippedEnd is the high end of a range that text from right to left tells first, in
// the scale of the second: 30-20%، 7-5 ملايين طن.
func (r *reader) flippedEnd(q, p *quantity, n number) (high corpus.Number, ok bool) {
	if !r.lx.rightToLeft || !r.sym(q.last+1, '-') || q.kind != "" || p.kind == "" || p.kind == corpus.Bare {
		return high, false
	}
	figure, high := p.low, q.low
	if n.scaled {
		if figure, ok = r.unscaled(n, n.first+1); !ok {
			return high, false
		}
		if high, ok = r.scaledAs(q.low, n.first+1, n.last); !ok {
			return high, false
		}
	}
	return high, q.low.Cmp(figure) > 0
}

// untilAfter says whether the word behind the second of two values may end a range
// as well as a change: 5만원에서 10만원까지.
func (r *reader) untilAfter(q *quantity) bool {
	s := r.senseOn(max(q.last, q.lastUnit)+1, cTo, rules.After)
	return s != nil && s.rule.Order == ""
}

// opensBetween says whether token i says that a range follows, whichever end
// comes first.
func (r *reader) opensBetween(i int) bool {
	s := r.sense(i, cFrom)
	return s != nil && s.rule.Order == "between"
}

// maxChanges is how many tokens behind a change the next one of its list is looked for.
const maxChanges = 14

// changeFollows says whether another change from a start follows a value in
// its list, whose verb is told once: 밀은 1%에서 8%, 콩은 24%에서 44%로 높인다.
func (r *reader) changeFollows(q *quantity) bool {
	last := max(q.last, q.lastUnit)
	if !r.sym(last+1, ',') {
		return false
	}
	for i := last + 2; i < len(r.toks) && i < last+maxChanges && r.toks[i].sent == r.toks[last].sent; i++ {
		if r.senseOn(i, cFrom, rules.After) != nil && r.joined(i-1, i) {
			return true
		}
	}
	return false
}

// moves says whether a word of change stands behind a value in its clause, so
// that what stands before it tells where the change began.
func (r *reader) moves(q *quantity) bool {
	last := max(q.last, q.lastUnit)
	for i := last + 1; i < len(r.toks) && i <= last+4 && r.toks[i].clause == r.toks[last].clause; i++ {
		if r.is(i, cIncrease|cDecrease) || r.is(i, cTo) && !r.untilAfter(q) {
			return true
		}
	}
	return false
}

// sameScale gives the first end of a range the scale words of the second: 5-10
// triệu is 5 to 10 million. Words of tens may be the amount's own: mười lăm đến hai
// mươi nghìn is 15 to 20 thousand.
func (r *reader) sameScale(low corpus.Number, n number) (corpus.Number, bool) {
	if !r.is(n.last, cScale) || !r.fig(n.first) && !r.is(n.first, cNumberWord) {
		return low, false
	}
	for from := n.first + 1; from <= n.last; from++ {
		if figure, ok := r.unscaled(n, from); ok && low.Cmp(figure) < 0 {
			return r.scaledAs(low, from, n.last)
		}
		if r.fig(n.first) || r.is(from, cScale) && from < n.last && r.sense(from, cScale).num.Cmp(r.sense(n.last, cScale).num) >= 0 {
			break
		}
	}
	return low, false
}

// scaledAs is an amount in the scale words of tokens from to last.
func (r *reader) scaledAs(low corpus.Number, from, last int) (corpus.Number, bool) {
	c := count{}
	c.add(low, false)
	for k := from; k <= last; k++ {
		s := r.sense(k, cScale)
		if s == nil || !c.times(s.num) {
			return low, false
		}
	}
	return c.sum()
}

// unscaled is the amount that a number tells before its scale words from token from on.
func (r *reader) unscaled(n number, from int) (corpus.Number, bool) {
	scale, ok := r.scaledAs(corpus.NewNumber(1, 0), from, n.last)
	if !ok || scale.Coef != 1 {
		return n.value, false
	}
	return n.value.Mul(corpus.NewNumber(1, -scale.Exp))
}

// rangeWord says whether the word at token k joins the two ends of a range: a
// To word that does not tell where a change ends, or "and" behind "between".
func (r *reader) rangeWord(q *quantity, k int) bool {
	if !r.is(k, cTo|cNumberJoin) || !r.joined(k-1, k) || !r.joined(k, k+1) {
		return false
	}
	opened := r.sense(q.first-1, cFrom)
	if opened != nil && !r.near(q.first-1, q.first, 2) {
		opened = nil
	}
	if s := r.sense(k, cTo); s != nil && s.rule.Order != "reach" {
		noStart := q.kind == "" && r.lx.isolating && s.rule.Order == "range" // it would have a unit, and lên behind it: tăng từ 8 đến 10%
		if opened != nil && opened.rule.Order != "between" && !noStart && r.changeBefore(q.first-1) {
			return false
		}
		return opened != nil || s.rule.Order == "range"
	}
	s := r.sense(k, cNumberJoin)
	if s != nil && s.rule.Order == "or" {
		return r.orNext(q, k+1)
	}
	return s != nil && opened != nil && opened.rule.Order == "between"
}

// orNext says whether the number at token k is the next one to that of q, which has no
// unit of its own: two or three people.
func (r *reader) orNext(q *quantity, k int) bool {
	if q.kind != "" || !r.fig(k) && !r.is(k, cNumberWord) {
		return false
	}
	n, ok := r.number(k)
	next, fits := q.low.Add(corpus.NewNumber(1, 0))
	return ok && fits && n.value.Cmp(next) == 0 && next.Cmp(corpus.NewNumber(10, 0)) <= 0
}

// inARow says whether the number word at token k is the next one to that before it,
// in languages that tell a range so, of what is counted: hai ba triệu, สองสามคน.
func (r *reader) inARow(q *quantity, k int) bool {
	if !r.is(k, cNumberWord) || q.first != q.last || q.kind != "" || !r.is(q.first, cNumberWord) || !r.joined(k-1, k) || r.lx.affixed {
		return false
	}
	if r.lx.particled && !(r.toks[k].marks&inRun != 0 && r.scaleFollows(k)) { // 이삼백 명
		return false
	}
	next, ok := q.low.Add(corpus.NewNumber(1, 0))
	if !ok || next.Cmp(r.sense(k, cNumberWord).num) != 0 || next.Cmp(corpus.NewNumber(10, 0)) > 0 {
		return false
	}
	n, ok := r.number(k)
	return ok && (n.scaled || !r.is(k, cDuration) && (r.unitFollows(n.last) || r.durationFollows(n.last) || r.alone(q.first, n.last)))
}

// attachedAnd says whether "and" is attached to the word at token k, the second
// end of what "between" opens: بين ثمانين وتسعين.
func (r *reader) attachedAnd(q *quantity, k int) bool {
	if r.toks[k].prefix == 0 {
		return false
	}
	s := r.sense(q.first-1, cFrom)
	return s != nil && s.rule.Order == "between" && r.joined(q.first-1, q.first) && r.joined(k-1, k) && r.joinPrefix(k)
}

// changeBefore says whether a word of change stands shortly before token k, so
// that what follows is a start and an end, not a range.
func (r *reader) changeBefore(k int) bool {
	for j := k - 1; j >= 0 && j >= k-10; j-- {
		if r.toks[j].seg != r.toks[k].seg {
			return false
		}
		if r.is(j, cIncrease|cDecrease) {
			return true
		}
	}
	return false
}
