package extract

import (
	"strings"

	"goalpost/corpus"
	"goalpost/rules"
)

// pastInBrackets says whether value b stands in brackets behind value a with a
// year that has passed: "lên 83% (78,8% vào năm 2022)".
func (r *reader) pastInBrackets(a, b *quantity) bool {
	open := b.first - 1
	for open > a.last && !r.sym(open, '(') && !r.sym(open, ')') {
		open--
	}
	if open <= a.last || r.sym(open, ')') || b.first-open > maxBracket {
		return false
	}
	shut := b.last + 1
	for shut < len(r.toks) && shut-b.last <= maxBracket && !r.sym(shut, ')') {
		shut++
	}
	if !r.sym(shut, ')') {
		return false
	}
	from, to := r.timesNear(b)
	for k := from; k < to; k++ {
		t := &r.times[k]
		if t.first > open && t.last < shut && !t.open && t.role != roleDeadline && t.role != rolePeriod {
			return r.now > 0 && t.deadlineYear() <= r.now || r.now == 0 && r.lastDue > t.deadlineYear()
		}
	}
	return false
}

// converted says whether value k is the amount before it in another currency, in
// brackets right behind it: 650 billion dirhams (177 billion dollars).
func (r *reader) converted(k int) bool {
	q := &r.quans[k]
	if k == 0 || q.kind != corpus.Money || r.quans[k-1].kind != corpus.Money || r.quans[k-1].unit == q.unit {
		return false
	}
	i := q.first - 1
	for r.is(i, cCompare|cLink) && r.near(i, i+1, 2) {
		i--
	}
	return r.sym(i, '(') && i-r.quans[k-1].last == 1
}

// maxBracket is how many tokens of a bracket are looked at on either side of a value.
const maxBracket = 8

// latestDeadline is the last year that the text names as an end to reach; 0: none.
func (r *reader) latestDeadline() (year int) {
	for i := range r.times {
		if t := &r.times[i]; t.role == roleDeadline && !t.open {
			year = max(year, t.deadlineYear())
		}
	}
	return year
}

// divided says whether value b stands behind a slash and is what a is counted
// by (300 rooms/10,000 people) or counted of (3/26 communes). Two amounts of the
// same money are two values.
func (r *reader) divided(a, b *quantity) bool {
	i := b.first - 1
	if !r.sym(i, '/') || !r.touching(i, b.first) || !r.near(max(a.last, a.lastUnit), i, 1) {
		return false
	}
	if a.kind == corpus.Bare {
		return strings.HasPrefix(b.code, "{")
	}
	return a.kind != b.kind || a.unit != b.unit
}

// bracketed says whether a value stands in brackets behind what others are
// compared with: "tăng 1,3% so với năm 2020 (2.195 tỷ đồng)".
func (r *reader) bracketed(q *quantity) bool {
	i := q.first - 1
	if !r.sym(i, '(') || !r.touching(i, q.first) || !r.near(i-1, i, 2) {
		return false
	}
	if r.is(i-1, cVersus) {
		return true
	}
	from, to := r.timesNear(q)
	for k := from; k < to; k++ {
		if t := &r.times[k]; t.role == roleVersus && t.last == i-1 {
			return true
		}
	}
	return false
}

// maxRemarked is how many tokens may stand before a percentage in its bracket.
const maxRemarked = 4

// bracketVotes lets a percentage in brackets right behind a value, of which nothing is
// said there, share the status of that value, in a language whose verbs stand last:
// 348조 원(연평균 증가율 7.0%)을 배분한다.
func (r *reader) bracketVotes(j *judge, k int) {
	q := &r.quans[k]
	if !r.lx.verbFinal || k == 0 || q.kind != corpus.Percent || r.last.sent != int(r.toks[q.first].sent)+1 {
		return
	}
	a := &r.quans[k-1]
	open := max(a.last, a.lastUnit) + 1
	if !r.sym(open, '(') || !r.near(open-1, open, 1) || q.first-open > maxRemarked {
		return
	}
	for i := open + 1; i < q.first; i++ {
		if r.timed[i] || r.is(i, cCue|cFrom) {
			return
		}
	}
	j.tally[r.last.status] += rules.Medium.Points()
}
