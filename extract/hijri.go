package extract

import (
	"time"

	"goalpost/corpus"
	"goalpost/rules"
)

// hijriDate reads a day of a Hijri month with its year, or the month and the year
// whose figure is token i: 15 رمضان 1445هـ، رمضان 1444.
func (r *reader) hijriDate(i int) (timeRef, bool) {
	if !r.e.set.Language.Year.Hijri {
		return timeRef{}, false
	}
	if m := r.hijriMonth(i - 1); m > 0 && !r.used[i-1] && r.joined(i-1, i) {
		return r.hijriRef(i-1, i, i, m, 0)
	}
	m := r.hijriMonth(i + 1)
	d, ok := wholeFigure(r.text(i))
	if !ok || m == 0 || d < 1 || d > 30 || !r.joined(i, i+1) {
		return timeRef{}, false
	}
	k := i + 2
	if r.sym(k, ',') || r.is(k, cYear) && r.sideOK(k, cYear, rules.Before) || r.is(k, cFrom) {
		k++
	}
	if !r.fig(k) || !r.joined(k-1, k) {
		return timeRef{}, false
	}
	return r.hijriRef(i, k, k, m, d)
}

// hijriMonth is the month that the word at token i names, or 0.
func (r *reader) hijriMonth(i int) int {
	s := r.sense(i, cExclude)
	if s == nil || s.rule.Order != "month" {
		return 0
	}
	m, _ := s.num.Int()
	return int(m)
}

// hijriRef makes a date of a Hijri day, or month where day is 0, whose year is the
// figure of token year. It goes on with the word of the calendar behind token last.
func (r *reader) hijriRef(first, year, last, month, day int) (timeRef, bool) {
	h, ok := wholeFigure(r.text(year))
	if !ok || h < 1300 || h > 1500 || month < 1 || month > 12 || day > 30 {
		return timeRef{}, false
	}
	if s := r.sense(last+1, cYear); s != nil && s.rule.Calendar == string(corpus.Hijri) && s.rule.Side == rules.After && r.joined(last, last+1) {
		last++
	}
	y, m, d := hijriDay(h, month, max(day, 1))
	if day == 0 {
		d = 0
	}
	t := timeRef{first: first, last: last, start: r.toks[first].start, end: r.toks[last].end, kind: corpus.Date, month: m, day: d}
	t.from.first, t.from.last, t.from.calendar = y, y, corpus.Hijri
	t.to = t.from
	return t, true
}

// hijriDay is the Gregorian day of a Hijri one by the calendar of hijriYears, whose
// months have 30 and 29 days in turn.
func hijriDay(h, m, d int) (year, month, day int) {
	fixed := hijriNewYear(h) + (59*(m-1)+1)/2 + d - 1
	at := time.Date(1, time.January, fixed, 0, 0, 0, 0, time.UTC)
	return at.Year(), int(at.Month()), at.Day()
}
