package extract

import (
	"goalpost/corpus"
	"goalpost/rules"
)

// relative reads a year told from the date of publication: next year, 내년.
// Without that date it is left open.
func (r *reader) relative(i int) (timeRef, bool) {
	s := r.sense(i, cRelativeYear)
	if s == nil {
		if t, ok := r.dueQuarter(i); ok {
			return t, true
		}
		return r.thisYear(i)
	}
	if s.rule.Side == rules.After || r.lx.unparted && (r.fig(i-1) || r.is(i-1, cNumberWord|cScale)) && r.near(i-1, i, 1) && !r.is(i-2, cQuarterMark|cOrdinal|cMonthName) { // แผน 5 ปีนี้: these five years
		return timeRef{}, false
	}
	if r.lx.isolating && (r.fig(i-1) || r.is(i-1, cNumberWord)) && r.near(i-1, i, 1) && !r.is(i-2, cMonthMark|cQuarterMark|cDayMark|cOrdinal) { // 5 năm trước: five years ago
		return timeRef{}, false
	}
	n, ok := s.num.Int()
	if !ok {
		return timeRef{}, false
	}
	if r.fig(i+1) && r.near(i, i+1, 2) { // العام المالي الحالي 2021/2022
		if t, ok := r.years(i + 1); ok {
			t.first, t.start = i, r.toks[i].start
			return t, true
		}
	}
	if k := i + 1; r.lx.unparted && r.near(i, k, 0) {
		if r.is(k, cAtTime) && r.near(k, k+1, 1) {
			k++
		}
		if r.is(k, cYear) && r.timeGoesOn(k) { // ไตรมาสสุดท้ายของปี 2568
			if t, ok := r.years(k); ok {
				t.first = i
				return t, true
			}
		}
	}
	t := timeRef{first: i, last: i, start: r.toks[i].start, end: r.toks[i].end, kind: corpus.Year, derived: true, open: r.pub == 0, rule: s.rule}
	y := r.pub + int(n)
	t.from = year{y, y, corpus.Gregorian}
	t.to = t.from
	return t, true
}

// thisYear reads "the year" of which an end or a time in it is told as the year of
// publication: بنهاية العام، خلال العام.
func (r *reader) thisYear(i int) (timeRef, bool) {
	if !r.lx.articled || !r.is(i, cYear) || !r.definite(i) || !r.is(i-1, cDeadline) && !r.during(i-1) || !r.near(i-1, i, 6) || r.fig(i+1) && r.joined(i, i+1) {
		return timeRef{}, false
	}
	t := timeRef{first: i, last: i, start: r.toks[i].start, end: r.toks[i].end, kind: corpus.Year, derived: true, open: r.pub == 0}
	t.from = year{r.pub, r.pub, corpus.Gregorian}
	t.to = t.from
	return t, true
}

// during says whether token i tells when, and not where.
func (r *reader) during(i int) bool {
	s := r.sense(i, cAtTime)
	return s != nil && s.rule.Order != "place"
}

// span reads a duration from the date of publication on: within five years,
// 향후 5년간, السنوات الخمس المقبلة. A duration without such a word is an amount.
func (r *reader) span(i int) (timeRef, bool) {
	first := i
	for r.is(i, cWithin) && i-first < 2 && r.near(i, i+1, 4) {
		i++
	}
	opened := i > first
	years, last, ok := r.duration(i)
	if !ok {
		return timeRef{}, false
	}
	opened = opened && (years > 0 || !r.is(first, cPeriod))                        // ในช่วง 9 เดือน: months of a year tell how far it has come
	opened = opened || r.is(last, cWithin) && r.sideOK(last, cWithin, rules.After) // 5년 내, one word
	for r.is(last+1, cWithin) && r.near(last, last+1, 3) && r.sideOK(last+1, cWithin, rules.After) {
		last, opened = last+1, true
	}
	if !opened && !r.aimedIn(i) {
		return timeRef{}, false
	}
	t := timeRef{first: first, last: last, start: r.toks[first].start, end: r.toks[last].end, kind: corpus.Period, derived: true, open: r.pub == 0, role: roleDeadline, roleFirst: first, roleLast: last}
	t.from = year{r.pub, r.pub, corpus.Gregorian}
	t.to = year{r.pub + years, r.pub + years, corpus.Gregorian}
	if s := r.sense(first, cWithin); s != nil {
		t.rule = s.rule
	} else if s := r.sense(last, cWithin); s != nil {
		t.rule = s.rule
	}
	return t, true
}

// aimedIn says whether the word of an aim stands right before a number of years,
// which then is its end, where words are not parted: ตั้งเป้า 3 ปี เพิ่มสาขา.
func (r *reader) aimedIn(i int) bool {
	s := r.sense(max(i-1, 0), cCue)
	return r.lx.unparted && i > 0 && r.is(i+1, cYear) && r.near(i-1, i, 1) && s != nil && s.status == iTarget && s.rule.Weight == rules.Strong
}

// countWords are the classes of the words with which a number goes on behind a figure.
const countWords = cNumberWord | cScale | cHalf | cCompare | cNumberJoin | cDecimalWord | cFractionBar

// duration reads a number of years around token i: 5 năm, 5년, خمس سنوات,
// السنوات الخمس. Parts of a year count as the rest of the year.
func (r *reader) duration(i int) (years, last int, ok bool) {
	var d *sense
	var n number
	switch {
	case i < len(r.toks) && (r.fig(i) || r.is(i, cNumberWord)):
		if r.fig(i) && (r.sym(i+1, '-') || r.sym(i+1, '~')) && r.joined(i, i+1) && r.joined(i+1, i+2) && r.fig(i+2) { // three to five years: at the latest five
			i += 2
		}
		if r.fig(i) && !r.is(i+1, cDuration|countWords) && !r.sym(i+1, '/') { // 30%, 16명: no duration, without reading the number
			return 0, 0, false
		}
		if n, ok = r.number(i); !ok || !r.is(n.last+1, cDuration) || !r.joined(n.last, n.last+1) {
			return 0, 0, false
		}
		d, last = r.sense(n.last+1, cDuration), n.last+1
	case r.is(i, cDuration) && (r.fig(i+1) || r.is(i+1, cNumberWord)) && r.joined(i, i+1) && r.is(i, cDuration):
		if n, ok = r.number(i + 1); !ok {
			return 0, 0, false
		}
		d, last = r.sense(i, cDuration), n.last
		if d.rule.Side != rules.Before {
			return 0, 0, false
		}
	default:
		return 0, 0, false
	}
	whole, ok := n.value.Mul(d.num)
	if !ok {
		return 0, 0, false
	}
	years = int(whole.Float())
	return years, last, years <= 100
}

// roleOf finds the word beside a time that says what it is for.
func (r *reader) roleOf(t *timeRef) {
	if t.role == roleNone {
		t.roleFirst, t.roleLast = t.first, t.last
		if !r.roleBefore(t) {
			r.roleAfter(t)
		}
		if (t.role == roleNone || t.role == roleAt) && r.saidThen(t) {
			t.role = roleSince
		}
	}
	if t.role != roleNone {
		return
	}
	switch {
	case t.kind == corpus.Period, t.kind == corpus.Year && r.aimOf(t):
		t.role = rolePeriod
	case t.kind == corpus.Year && r.opens(t):
		t.role = roleAt
	}
}

// saidThen says whether a year is when something was said, where verbs stand before
// who acts: it opens its sentence and the verb follows, or parts the verb from what
// was said (قالت الحكومة في 2014 إنها).
func (r *reader) saidThen(t *timeRef) bool {
	if !r.lx.verbInitial || t.kind != corpus.Year {
		return false
	}
	next := t.last + 1
	if r.sym(next, ',') {
		next++
	}
	says := func(i int) bool { return r.toks[i].mask&(cReport|cCue) == cReport }
	if next < len(r.toks) && r.amongFirst(t) && says(next) {
		return true
	}
	for i := t.first - 1; r.is(next, cBreak) && i >= 0 && i >= t.first-maxSpeaker && r.toks[i].sent == r.toks[t.first].sent && r.toks[i].mask&cCue == 0; i-- {
		if says(i) {
			return true
		}
	}
	return false
}

// maxSpeaker is how many tokens may stand between a verb of saying and the year of it.
const maxSpeaker = 6

// aimOf says whether a time is that of an aim: its words stand right before it
// ("the plan for 2021"), or a few words before it and no figure between ("aims
// at an output in 2021 of").
func (r *reader) aimOf(t *timeRef) bool {
	for i := t.first - 1; i >= 0 && i >= t.first-maxAimed && r.toks[i].form == word && r.toks[i].seg == r.toks[t.first].seg; i-- {
		s := r.sense(i, cCue)
		if s != nil && s.rule.Status == string(corpus.Target) && (s.rule.Weight.Points() >= rules.Strong.Points() || i == t.first-1 && r.near(i, i+1, 2)) {
			return true
		}
	}
	return false
}

// maxAimed is how many known words may stand between the words of an aim and its time.
const maxAimed = 5

// opens says whether a time opens its sentence and a comma parts it from what
// follows: it is when all that happens.
func (r *reader) opens(t *timeRef) bool {
	before := t.first - 1
	return r.sym(t.last+1, ',') && r.touching(t.last, t.last+1) && (before < 0 || r.toks[before].sent != r.toks[t.first].sent)
}

// roleBefore looks at the words before a time, from the nearest on.
func (r *reader) roleBefore(t *timeRef) bool {
	for k := t.first; k >= 0 && k >= t.first-4; k-- {
		if k < t.first && (r.used[k] || !r.near(k, k+1, 8) || r.toks[k].form != word && !r.sym(k, '(')) {
			return false
		}
		if s := r.sense(k, cVersus|cDeadline|cSince|cAtTime|cPeriod|cFrom|cTo); s != nil && s.rule.Side != rules.After {
			switch {
			case s.class&cDeadline != 0:
				t.role = roleDeadline
			case s.class&cVersus != 0:
				t.role = roleVersus
			case s.class&cPeriod != 0:
				t.role = rolePeriod
			case r.lx.verbFinal && s.class&cSince == 0 && s.class&cFrom != 0: // 당초 2030년까지: what was so before
				continue
			case s.class&(cSince|cFrom) != 0:
				if t.role = roleSince; t.kind == corpus.Period && s.rule.Order != "standard" {
					t.role = rolePeriod
				}
			case s.class&cAtTime != 0:
				t.role = roleAt
			default:
				continue
			}
			if d := r.sense(k, cDeadline); d != nil {
				t.role, s = roleDeadline, d
			}
			t.roleFirst, t.rule = k, s.rule
			return true
		}
		if k < t.first && r.toks[k].mask&(cYear|cPeriod|cDayMark|cMonthMark|cLink) == 0 && !r.sym(k, '(') {
			return false
		}
	}
	return false
}

// roleAfter looks at the words behind a time (2030년까지, 2018년 대비).
func (r *reader) roleAfter(t *timeRef) {
	for k := t.last + 1; k < len(r.toks) && k <= t.last+3; k++ {
		if !r.near(k-1, k, 12) || r.toks[k].form != word && !r.sym(k, ')') {
			return
		}
		s := r.sense(k, cVersus|cDeadline|cSince|cAtTime|cPeriod|cFrom)
		if s == nil || s.rule.Side == rules.Before {
			if r.toks[k].mask&(cYear|cMonthMark|cDayMark) != 0 || r.sym(k, ')') {
				continue
			}
			return
		}
		switch {
		case r.is(k, cDeadline):
			t.role, s = roleDeadline, r.sense(k, cDeadline)
		case r.is(k, cVersus):
			t.role, s = roleVersus, r.sense(k, cVersus)
			if r.lx.verbFinal { // 작년보다 20% 늘린다: it does not say when
				r.toks[t.first].mask &^= cCue
			}
		case r.is(k, cSince|cFrom):
			if t.role = roleSince; t.kind == corpus.Period {
				t.role = rolePeriod
			}
		case r.is(k, cAtTime):
			t.role = roleAt
		case r.is(k, cPeriod):
			t.role = rolePeriod
		}
		t.roleLast, t.rule = k, s.rule
		return
	}
}
