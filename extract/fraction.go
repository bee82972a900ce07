package extract

import "goalpost/corpus"

// fraction reads a part of a whole behind its first number: "hai phần ba",
// "3분의 1", 2/3.
func (r *reader) fraction(n number) (number, bool) {
	if f, ok := r.slashFraction(n); ok {
		return f, true
	}
	k := n.last + 1
	s := r.sense(k, cFractionBar)
	if s == nil || n.scaled && r.toks[k].marks&inRun == 0 || !r.joined(n.last, k) || !r.joined(k, k+1) {
		return n, true
	}
	var c count
	var other number
	if took, _ := r.part(k+1, &c, &other, false); !took {
		return n, true
	}
	m, _ := c.sum()
	if s.rule.Order == "den-first" {
		return n.over(m, n.value, k+1), true
	}
	return n.over(n.value, m, k+1), true
}

// over is the number n read as the fraction a/b that ends at token last; n
// itself where a/b is no part of a whole.
func (n number) over(a, b corpus.Number, last int) number {
	num, okA := a.Int()
	den, okB := b.Int()
	if !okA || !okB || den <= 0 || num <= 0 || num >= den || den > 1000 {
		return n
	}
	n.value, n.last, n.part, n.bound = corpus.NewNumber((num*10000+den/2)/den, -4), last, true, false
	return n
}

// largestSlash is the largest denominator behind a slash: 2/3 and 4/5 are parts,
// 25/248 is a count of a whole, 9/10 may be a day.
const largestSlash = 5

// slashFraction reads 2/3 where it can be no day: what it is a part of follows,
// or a word that leads to a value stands before it.
func (r *reader) slashFraction(n number) (number, bool) {
	k := n.last + 1
	if n.first != n.last || n.words || !r.sym(k, '/') || !r.touching(n.last, k) || !r.fig(k+1) || !r.touching(k, k+1) {
		return n, false
	}
	if r.sym(k+2, '/') || r.sym(n.first-1, '/') || r.sym(n.first-1, '-') && r.touching(n.first-1, n.first) {
		return n, false
	}
	if r.is(n.first-1, cSince|cAtTime|cDayMark|cMonthMark|cDeadline|cQuarterMark) && r.near(n.first-1, n.first, 2) && !r.is(k+2, cIndicator|cUnit) {
		return n, false
	}
	led := r.is(n.first-1, cCompare|cLink|cIncrease|cDecrease|cTo) && r.near(n.first-1, n.first, 2)
	end := int(r.toks[k+1].end)
	cased := r.lx.particled && letterAt(r.s, end) && !r.is(k+2, cQuarterMark|cMonthMark|cDayMark) // 1/3이, 2/3만
	if !led && !cased && !r.sym(k+2, '%') && !r.is(k+2, cPercent) && !r.alone(n.first, k+1) && !(byteAt(r.s, end) == ' ' && letterAt(r.s, end+1)) {
		return n, false
	}
	b, ok := r.amount(k + 1)
	if !ok || b.Cmp(corpus.NewNumber(largestSlash, 0)) > 0 {
		return n, false
	}
	f := n.over(n.value, b, k+1)
	return f, f.part
}
