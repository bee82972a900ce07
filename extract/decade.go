package extract

import (
	"goalpost/corpus"
	"goalpost/rules"
)

// decade reads ten years told as one: ثمانينيات, thập niên 1990, 1980년대, 90s.
func (r *reader) decade(i int) (timeRef, bool) {
	s := r.sense(i, cDecade)
	if s == nil {
		return r.figureDecade(i, i, i+1)
	}
	y, ok := s.num.Int()
	switch {
	case s.gives == "0": // this decade ends in a year of ten: 2021 to 2030
		y := r.pub - (r.pub+9)%10
		t := r.decadeFrom(i, i, year{y, y, corpus.Gregorian})
		t.derived, t.open = true, r.pub == 0
		return t, true
	case ok && y >= 1000:
		return r.decadeFrom(i, i, year{int(y), int(y), corpus.Gregorian}), true
	}
	k := i + 1
	if s.rule.Side == rules.After || !r.joined(i, k) || r.yearsListed(k+1) {
		return timeRef{}, false
	}
	return r.figureDecade(i, k, i)
}

// figureDecade reads the decade whose figure is token k and whose word is token
// mark; first is where it begins.
func (r *reader) figureDecade(first, k, mark int) (timeRef, bool) {
	n, last, ok := r.tens(k)
	if mark > k {
		mark = last + 1
	}
	if !ok || n%10 != 0 || !r.is(mark, cDecade) || !r.joined(min(last, mark), max(k, mark)) {
		return timeRef{}, false
	}
	k = last
	if n >= 30 && n < 100 { // the nineties are those of the last century
		n += 1900
	}
	y, ok := r.bareYear(n)
	return r.decadeFrom(first, max(k, mark), y), ok
}

// tens is the number of a decade at token k, in figures or in words, and its last token:
// thập niên tám mươi, 팔십년대.
func (r *reader) tens(k int) (n, last int, ok bool) {
	if r.fig(k) {
		n, ok = wholeFigure(r.text(k))
		return n, k, ok
	}
	if !r.is(k, cNumberWord|cScale) {
		return 0, k, false
	}
	told, ok := r.number(k)
	v, whole := told.value.Int()
	return int(v), told.last, ok && whole && v < 2200
}

// decadeRange extends a decade to the end of a later one: 1970년대부터 1990년대까지.
func (r *reader) decadeRange(t timeRef) timeRef {
	k := t.last + 1
	if !(r.sym(k, '-') || r.sym(k, '~') || r.is(k, cSince|cFrom|cTo|cDeadline)) || !r.joined(t.last, k) || !r.joined(k, k+1) {
		return t
	}
	u, ok := r.decade(k + 1)
	if !ok || u.from.first <= t.from.first || u.to.last-t.from.first > 120 {
		return t
	}
	t.last, t.end, t.to = u.last, u.end, u.to
	return t
}

// yearsListed says whether one more year follows at token k, so that the word
// before the first one means years, not a decade: những năm 2020, 2021.
func (r *reader) yearsListed(k int) bool {
	return (r.sym(k, ',') || r.sym(k, '-') || r.is(k, cTo|cNumberJoin)) && r.fig(k+1) && len(r.text(k+1)) == 4
}

// decadeFrom is the ten years from y on, told by tokens first to last.
func (r *reader) decadeFrom(first, last int, y year) timeRef {
	t := timeRef{first: first, last: last, start: r.toks[first].start, end: r.toks[last].end, kind: corpus.Period, from: y, to: y}
	t.to.first, t.to.last = y.first+9, y.last+9
	return t
}

// spelledYear reads a year told in words that a year word names, before it from
// token first on or behind it: عام ألفين وثلاثين, 이천삼십년.
func (r *reader) spelledYear(first, i int) (timeRef, bool) {
	if !r.is(i, cNumberWord|cScale) {
		return timeRef{}, false
	}
	if t, ok := r.digitYear(first, i); ok {
		return t, true
	}
	n, ok := r.number(i)
	if !ok || n.first == n.last && first == i {
		return timeRef{}, false
	}
	last := n.last
	v, whole := n.value.Int()
	if !whole || v < 1800 || v > 2699 {
		return timeRef{}, false
	}
	near := r.touching(last, last+1) || r.toks[last].marks&inRun != 0 && r.joined(last, last+1) && v%100 != 0 // 이천이십오 년
	if near && r.is(last+1, cYear) && r.sideOK(last+1, cYear, rules.After) {
		last++
	} else if first == i || r.countedBy(last+1, last) {
		return timeRef{}, false
	}
	y, ok := r.bareYear(int(v))
	t := timeRef{first: first, last: last, start: r.toks[i].start, end: r.toks[last].end, kind: corpus.Year, from: y, to: y}
	return t, ok
}

// digitYear reads a year told digit by digit beside its word: năm hai không hai tư,
// 일구팔칠년. Tens without their word are two digits (hai tư).
func (r *reader) digitYear(first, i int) (timeRef, bool) {
	digits, last := "", i-1
	for k := i; len(digits) < 4 && r.is(k, cNumberWord) && (k == i || r.joined(k-1, k)); k++ {
		digits, last = digits+r.sense(k, cNumberWord).num.String(), k
	}
	n, whole := wholeFigure(digits)
	if len(digits) != 4 || !whole || last == i || r.is(last+1, cScale) && r.joined(last, last+1) {
		return timeRef{}, false
	}
	y, ok := r.bareYear(n)
	t := timeRef{first: first, last: last, start: r.toks[i].start, end: r.toks[last].end, kind: corpus.Year, from: y, to: y}
	if first == i {
		ok = ok && r.is(last+1, cYear) && r.touching(last, last+1) && r.sideOK(last+1, cYear, rules.After)
		t.last = last + 1
	}
	t.end = r.toks[min(t.last, len(r.toks)-1)].end
	return t, ok
}
