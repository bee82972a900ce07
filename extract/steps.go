package extract

import (
	"strings"

	"goalpost/corpus"
)

// maxStep is how many values stand side by side on one side of a step.
const maxStep = 3

// step pairs the values behind an arrow, from value k on, with those of the
// same unit before it: 20개 시군 40명 → 44개 시군 88명.
func (r *reader) step(k int) {
	left := k - 1
	for left > 0 && k-left < maxStep && r.sideBySide(left-1) {
		left--
	}
	for i := k; i < len(r.quans) && i < k+maxStep && (i == k || r.sideBySide(i-1)); i++ {
		for j := k - 1; j >= left; j-- {
			if a := &r.quans[j]; sameUnit(a, &r.quans[i]) && !a.base {
				r.quans[i].from, a.base = j, true
				break
			}
		}
	}
	if b := &r.quans[k]; b.from < 0 {
		b.from, r.quans[k-1].base = k-1, true
	}
}

// sideBySide says whether values k and k+1 stand on one side of a step.
func (r *reader) sideBySide(k int) bool {
	a, b := &r.quans[k], &r.quans[k+1]
	return r.toks[a.first].clause == r.toks[b.first].clause && b.start-a.after < 40 && !r.arrowBetween(a, b) &&
		!strings.ContainsAny(r.s[a.after:b.start], "()")
}

// stepTime is the time told beside value k, or beside the first of those that
// stand on its side of a step: (’26) 44개 시군 88명; -1: none.
func (r *reader) stepTime(k int) int {
	for j := k; ; j-- {
		if i := r.timeBeside(&r.quans[j]); i >= 0 || j == 0 || k-j >= maxStep || !r.sideBySide(j-1) {
			if i >= 0 && r.startsThen(&r.quans[k], &r.times[i]) {
				return -1
			}
			return i
		}
	}
}

// stepYear is the year of stepTime; 0: none.
func (r *reader) stepYear(k int) int {
	if i := r.stepTime(k); i >= 0 {
		return r.times[i].to.last
	}
	return 0
}

// sameUnit says whether two values are counted in the same, however it is spaced.
func sameUnit(a, b *quantity) bool {
	return a.kind == b.kind && (a.unit == b.unit || a.code != "" && a.code == b.code)
}

// listsInStep pairs two lists of as many values, where a From word closes the first
// and a To word the second: 36.7%, 7.5%에서 25.0%, 4.0%로. Value k opens the second.
func (r *reader) listsInStep(k int) {
	if !r.lx.verbFinal {
		return
	}
	n := 1
	for k-n > 0 && n < maxListed && r.listed(&r.quans[k-n-1]) == &r.quans[k-n] {
		n++
	}
	last := k + n - 1
	if n < 2 || last >= len(r.quans) || !r.opensPair(&r.quans[k-1]) || !r.endsPair(&r.quans[last]) {
		return
	}
	for i := k; i < last; i++ {
		if r.listed(&r.quans[i]) != &r.quans[i+1] {
			return
		}
	}
	for i := range n {
		if a, b := &r.quans[k-n+i], &r.quans[k+i]; sameMeasure(a, b) {
			b.from, a.base = k-n+i, true
		}
	}
}

// root is the value from which the steps to value k set out: of 2만 → 6만 → 10만
// the first, but for those whose year has passed.
func (r *reader) root(k int) int {
	for n := 0; n < maxListed && r.quans[k].from >= 0 && r.quans[k].kind != corpus.Bare; n++ {
		if y := r.stepYear(k); y > 0 && y < r.now {
			break
		}
		k = r.quans[k].from
	}
	return k
}
