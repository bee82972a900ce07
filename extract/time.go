package extract

import (
	"strconv"
	"strings"

	"goalpost/corpus"
	"goalpost/rules"
)

// role is what the words beside a time make of it.
type role uint8

const (
	roleNone     role = iota
	roleDeadline      // by 2030
	roleAt            // in 2030
	rolePeriod        // in the period 2021–2025
	roleSince         // from 2024 on
	roleVersus        // against 2018
)

// timeRef is a year, a period or a date in the text.
type timeRef struct {
	first, last int   // tokens of the time with its words
	start, end  int32 // the mention: without a plain year word before it
	kind        corpus.Kind
	from, to    year
	month, day  int // of a date; 0: not told
	derived     bool
	open        bool // relative, and the date of publication is not known
	role        role
	roleFirst   int // tokens of the role's word; first-1 < roleFirst where none
	roleLast    int
	rule        *rules.Rule // of the role's word, or of a relative time
}

// quarterBehind is the token of the quarter of the year that a time up to token i
// tells, or i: 2026년 1분기.
func (r *reader) quarterBehind(i int) int {
	if r.fig(i+1) && r.near(i, i+1, 1) && r.is(i+2, cQuarterMark) && r.touching(i+1, i+2) && r.sideOK(i+2, cQuarterMark, rules.After) {
		return i + 2
	}
	return i
}

// deadlineYear is the last Gregorian year that the time reaches.
func (t *timeRef) deadlineYear() int { return t.to.last }

// timesIn reads all times of the text and marks their tokens as used.
func (r *reader) timesIn() {
	for _, k := range r.openers {
		i := int(k)
		if r.used[i] || !r.opensTime(i) {
			continue
		}
		t, ok := r.timeAt(i)
		if !ok {
			continue
		}
		t.last = r.quarterBehind(t.last)
		r.use(t.first, t.last)
		for k := t.first; k <= t.last; k++ {
			r.timed[k] = true
		}
		if t.kind != "" {
			r.times = pushed(r.times, t)
		}
	}
	for i := range r.times {
		r.roleOf(&r.times[i])
	}
}

// opensTime says whether a time may begin at token i, by what it is and what stands
// right behind it. Most figures and number words are amounts, and are told apart
// here before anything of them is read.
func (r *reader) opensTime(i int) bool {
	switch t := &r.toks[i]; {
	case t.form == figure:
		return r.figureOpensTime(i)
	case t.form == symbol: // '28
		return t.sym == '\'' && r.touching(i, i+1) && r.fig(i+1) && len(r.text(i+1)) == 2
	case t.mask&(cMonthName|cRelativeYear|cDecade) != 0, t.mask&cYear != 0 && r.lx.articled: // العام
		return true
	case t.mask&(cYear|cMonthMark|cDayMark|cQuarterMark|cDuration|cWithin) != 0 && r.timeGoesOn(i):
		return true
	case t.mask&cDayMark != 0 && r.is(i+1, cMonthName|cMonthMark) && !r.parted(i+1): // الأول من يناير
		return true
	case t.mask&cNumberWord != 0 || t.marks&inRun != 0 && t.mask&cScale != 0: // 천구백구십구년
		return r.countsUpTo(i, cYear|cDuration|cDecade)
	}
	return false
}

// timeGoesOn says whether a figure, a number word or one more word of times stands
// right behind that of token i.
func (r *reader) timeGoesOn(i int) bool {
	return (r.fig(i+1) || r.sym(i+1, '\'') || r.is(i+1, cNumberWord|cScale|cYear|cWithin|cDuration|cDayMark)) && !r.parted(i+1)
}

// figureOpensTime says whether a time may begin with the figure of token i: it is of
// the size of a year, the year of a code or a date with points, or a word or a sign
// of times stands behind it.
func (r *reader) figureOpensTime(i int) bool {
	text := r.text(i)
	switch n, plain := wholeFigure(text); {
	case plain && len(text) == 4:
		if _, ok := r.bareYear(n); ok {
			return true
		}
	case !plain && len(text) > 4 && strings.IndexByte(text, '.') > 0:
		return true
	}
	if r.codeBefore(i) || r.hijriMonth(i-1) > 0 {
		return true
	}
	if i+1 == len(r.toks) {
		return false
	}
	switch next := &r.toks[i+1]; {
	case next.form == symbol:
		return (next.sym == '/' || next.sym == '-' || next.sym == '~' || next.sym == '.') && (r.fig(i+2) || r.sym(i+2, '\'') || r.is(i+2, cYear|cNumberWord|cScale))
	case next.mask&(cYear|cMonthMark|cDayMark|cMonthName|cDecade|cDuration) != 0:
		return true
	case r.hijriMonth(i+1) > 0:
		return true
	case next.mask&(cFrom|cOrdinal) != 0 && r.is(i+2, cMonthName|cMonthMark):
		return true
	}
	return r.countsUpTo(i, cDuration)
}

// longestNumber is how many tokens of what may be a number are looked at before it is read.
const longestNumber = 12

// countsUpTo says whether a word of the classes may stand right behind the number
// that begins at token i.
func (r *reader) countsUpTo(i int, c classes) bool {
	for k := i + 1; k < len(r.toks); k++ {
		t := &r.toks[k]
		switch {
		case r.parted(k):
			return false
		case t.mask&c != 0, k-i > longestNumber:
			return true
		case t.mask&countWords == 0 && t.form != figure && t.sym != '-' && t.sym != '/':
			return false
		}
	}
	return false
}

// timeAt reads the time that begins at token i. A time without a year has no
// kind: its figures are no amounts, and nothing more is known.
func (r *reader) timeAt(i int) (timeRef, bool) {
	if r.toks[i].form == figure {
		if t, ok := r.quarterCode(i); ok {
			return t, true
		}
		if t, ok := r.slashed(i); ok {
			return t, true
		}
		if t, ok := r.hijriDate(i); ok {
			return t, true
		}
	}
	if t, ok := r.dateWords(i); ok {
		return t, true
	}
	if t, ok := r.years(i); ok {
		return t, true
	}
	if r.toks[i].form == word {
		if t, ok := r.relative(i); ok {
			return t, true
		}
	}
	return r.span(i)
}

// yearAt reads one year at token i: the figure, with the year words around it.
func (r *reader) yearAt(i int) (timeRef, bool) {
	first := i
	for r.is(i, cYear) && i-first < 2 && r.sideOK(i, cYear, rules.Before) && r.joined(i, i+1) {
		i++
	}
	if r.sym(i, '\'') && r.touching(i, i+1) && r.fig(i+1) && len(r.text(i+1)) == 2 {
		return r.shortYear(first, i)
	}
	if t, ok := r.shortMonth(first, i); ok {
		return t, true
	}
	if i >= len(r.toks) || r.used[i] {
		return timeRef{}, false
	}
	if !r.fig(i) {
		return r.spelledYear(first, i)
	}
	n, ok := wholeFigure(r.text(i))
	if !ok {
		return timeRef{}, false
	}
	t := timeRef{first: first, last: i, start: r.toks[i].start, end: r.toks[i].end, kind: corpus.Year}
	var era corpus.Calendar
	named := first < i
	for k := first; k < i; k++ {
		if c := r.sense(k, cYear).rule.Calendar; c != "" {
			era, t.start = corpus.Calendar(c), min(t.start, r.toks[k].start)
		}
	}
	for k := i + 1; r.is(k, cYear) && k <= i+2 && r.joined(k-1, k) && r.sideOK(k, cYear, rules.After); k++ {
		c := r.sense(k, cYear).rule.Calendar
		if named && c == "" {
			break
		}
		if c != "" {
			era = corpus.Calendar(c)
		}
		named, t.last, t.end = true, k, r.toks[k].end
	}
	return r.dated(t, n, len(r.text(i)), era, named, i)
}

// dated turns the figure n of token i, written with so many digits, into the year of t.
func (r *reader) dated(t timeRef, n, digits int, era corpus.Calendar, named bool, i int) (timeRef, bool) {
	var y year
	ok := false
	switch {
	case era == corpus.Gregorian && digits == 2 && r.e.set.Language.Year.TwoDigit: // 24년도
		y, ok = lateYear(n), true
	case era != "":
		if y, ok = eraYear(n, era); !ok && era == corpus.Gregorian && t.first < i && n >= 100 { // عام 570م
			y, ok = year{n, n, era}, true
		}
	case digits == 4:
		if y, ok = r.bareYear(n); !ok && named {
			y, ok = r.oldYear(n, t.first < i && r.stops(t.last))
		}
		if ok && (!named && y.calendar == corpus.Gregorian && n > 2100 || !r.yearLike(i, t.last, n, named)) {
			return t, false
		}
	case digits == 2 && n > 40 && t.first < i && !r.e.set.Language.Year.TwoDigit && r.stops(t.last): // năm 98, and nothing that it may count
		y, ok = year{1900 + n, 1900 + n, corpus.Gregorian}, true
	case digits == 3 && t.first < i && !r.e.set.Language.Year.TwoDigit && r.stops(t.last) && n%100 != 0: // năm 938
		y, ok = year{n, n, corpus.Gregorian}, true
	case digits == 3 && n >= 300 && n%100 != 0 && named && t.first == i && r.lx.particled && !r.is(t.last+1, cWithin): // 918년
		y, ok = year{n, n, corpus.Gregorian}, true
	case digits == 2 && t.first < i && r.alone(t.first, t.last): // عام 67
		y, ok = r.twoDigits(n)
	case digits == 2 && named && r.e.set.Language.Year.TwoDigit && (t.first < i || n > 20 && r.shortYearAt(&t)):
		y, ok = r.twoDigits(n)
	}
	if !ok {
		return t, false
	}
	t.from, t.to = y, y
	return t, true
}

// oldYear reads a year before 1800 that a year word names, a Hijri one where the
// language uses those; a round one only where nothing follows that it may count.
func (r *reader) oldYear(n int, closed bool) (year, bool) {
	switch {
	case r.e.set.Language.Year.Hijri && n >= 1300 && n <= 1500:
		return eraYear(n, corpus.Hijri)
	case n < 1800 && (n%10 != 0 || closed):
		return eraYear(n, corpus.Gregorian)
	}
	return year{}, false
}

// stops says whether nothing but a stop stands behind token k, or the text ends.
func (r *reader) stops(k int) bool {
	end := int(r.toks[k].end)
	return end == len(r.s) || strings.IndexByte(".,;:)\n", r.s[end]) >= 0
}

// shortYearAt says whether two digits with their year word are a year by what
// stands beside them: a deadline (30년까지), brackets (30년), an amount that follows at
// once (30년 3조원) or a month.
func (r *reader) shortYearAt(t *timeRef) bool {
	next := t.last + 1
	switch {
	case r.is(next, cDeadline):
		return r.touching(t.last, next)
	case r.sym(next, ')'):
		return r.sym(t.first-1, '(')
	case r.monthFollows(next): // 99년 12월
		return true
	}
	return r.fig(next) && r.near(t.last, next, 1) && r.is(next+1, cScale|cCurrency|cPercent) && r.toks[next+1].mask&(cMonthMark|cDuration) == 0
}

// twoDigits reads a year of two digits in the calendar that the language uses for them.
func (r *reader) twoDigits(n int) (year, bool) {
	if r.e.set.Language.Year.Buddhist {
		return eraYear(n, corpus.Buddhist)
	}
	return lateYear(n), true
}

// lateYear is the Gregorian year of two digits, of this century or the last.
func lateYear(n int) year {
	if n > 60 {
		n -= 100
	}
	return year{2000 + n, 2000 + n, corpus.Gregorian}
}

// shortYear reads '28 with the year words around it; quote is the apostrophe's token.
func (r *reader) shortYear(first, quote int) (timeRef, bool) {
	n, _ := wholeFigure(r.text(quote + 1))
	y, ok := r.twoDigits(n)
	if !ok {
		return timeRef{}, false
	}
	t := timeRef{first: first, last: quote + 1, start: r.toks[quote].start, end: r.toks[quote+1].end, kind: corpus.Year, from: y, to: y}
	if r.is(quote+2, cYear) && r.joined(quote+1, quote+2) {
		t.last, t.end = quote+2, r.toks[quote+2].end
		return t, true
	}
	if (r.sym(quote+2, '-') || r.sym(quote+2, '~')) && r.fig(quote+3) && r.is(quote+4, cPercent|cPercentPoint|cCurrency|cScale) { // '50~60%' is a quotation
		return t, false
	}
	return t, r.sym(quote+2, ')') || r.sym(quote+2, '-') || r.sym(quote+2, '~') || r.sym(quote+2, '.') || first < quote
}

// shortMonth reads a month of a year of two digits, which a bracket or a month word
// closes: ('22.9), '22.9월.
func (r *reader) shortMonth(first, quote int) (timeRef, bool) {
	if !r.e.set.Language.Year.TwoDigit || !r.sym(quote, '\'') || !r.touching(quote, quote+1) || !r.fig(quote+1) {
		return timeRef{}, false
	}
	years, months, ok := strings.Cut(r.text(quote+1), ".")
	n, err := strconv.Atoi(years)
	m, errMonth := strconv.Atoi(months)
	if !ok || len(years) != 2 || err != nil || errMonth != nil || m < 1 || m > 12 || !r.sym(quote+2, ')') && !r.is(quote+2, cMonthMark) {
		return timeRef{}, false
	}
	y, ok := r.twoDigits(n)
	t := timeRef{first: first, last: quote + 1, start: r.toks[quote].start, end: r.toks[quote+1].end, kind: corpus.Date, from: y, to: y, month: m}
	if r.is(quote+2, cMonthMark) && r.joined(quote+1, quote+2) {
		t.last, t.end = quote+2, r.toks[quote+2].end
	}
	return t, ok
}

// sideOK says whether the word at token i may stand on the given side of a number.
func (r *reader) sideOK(i int, c classes, side rules.Side) bool {
	s := r.sense(i, c)
	return s != nil && (s.rule.Side == "" || s.rule.Side == side)
}

// yearLike says whether a bare figure of year size is a year: a year word names
// it, or nothing makes it an amount.
func (r *reader) yearLike(i, last, n int, named bool) bool {
	if r.is(i-1, cMonthName) && r.joined(i-1, i) {
		return true
	}
	if last > i && !r.touching(last, last+1) { // 2013년 동심: the year word behind it decides
		return true
	}
	if r.countedBy(last+1, last) {
		if r.byYear(i, last, n) {
			return true
		}
		return named && r.is(last+1, cDuration|cUnit) && !r.touching(last, last+1) && r.toks[last+1].mask&(cScale|cCurrency|cPercent) == 0
	}
	if named {
		return true
	}
	if r.sideIs(last+1, cExclude, rules.After) && r.joined(last, last+1) { // a house number
		return false
	}
	if r.sym(i-1, '$') || (r.is(i-1, cCurrency) && r.sideOK(i-1, cCurrency, rules.Before) || r.is(i-1, cExclude|cOrdinal|cPercent) && r.sideOK(i-1, cExclude|cOrdinal|cPercent, rules.Before)) && r.joined(i-1, i) {
		return false
	}
	if i > 0 && r.toks[i-1].form == word && r.toks[i-1].mask&(cDeadline|cAtTime|cSince|cVersus|cPeriod|cMonthName|cYear) != 0 && r.near(i-1, i, 2) {
		return true
	}
	end := int(r.toks[i].end)
	if letterAt(r.s, end) && !r.lx.unparted { // a noun is attached
		return r.is(i+1, cDeadline|cAtTime|cSince|cVersus|cPeriod|cDecade|cTo|cFrom) && r.touching(i, i+1)
	}
	if n%1000 == 0 && byteAt(r.s, end) == ' ' && letterAt(r.s, end+1) && !r.toYear(i, n) {
		return false
	}
	return n >= 1900
}

// toYear says whether a word of ends and a later year of the same age follow year n at
// token i: من 2000 حتى 2010.
func (r *reader) toYear(i, n int) bool {
	if !r.is(i+1, cTo|cDeadline) || !r.fig(i+2) || !r.joined(i, i+1) || !r.joined(i+1, i+2) {
		return false
	}
	m, whole := wholeFigure(r.text(i + 2))
	return whole && m > n && m < n+100 && !r.countedBy(i+3, i+2)
}

// byYear says whether a word of deadlines before a figure makes it a year though a
// noun follows, where words stand apart: "đến 2020 hệ thống đáp ứng 25%".
func (r *reader) byYear(i, last, n int) bool {
	return r.lx.isolating && n >= 2000 && n < 2100 && r.is(i-1, cDeadline) && r.near(i-1, i, 2) && !r.fig(i-2) &&
		r.toks[last+1].mask&(cScale|cCurrency|cPercent|cMultiple) == 0 && !r.touching(last, last+1)
}

// countedBy says whether token i, right behind token last, makes the figure before it an amount.
func (r *reader) countedBy(i, last int) bool {
	if !r.joined(last, i) {
		return false
	}
	if r.sym(i, '%') {
		return true
	}
	return r.is(i, cPercent|cPercentPoint|cScale|cCurrency|cUnit|cMultiple|cHalf|cFractionBar) &&
		!(r.is(i, cYear|cDeadline|cSince|cAtTime) || r.toks[i].mask&(cPercent|cPercentPoint|cScale|cUnit|cMultiple|cHalf|cFractionBar) == 0 && r.sideIs(i, cCurrency, rules.Before)) &&
		!r.sideIs(i, cPercent, rules.Before)
}

// years reads a year or a range of years that begins at token i.
func (r *reader) years(i int) (timeRef, bool) {
	if t, ok := r.decade(i); ok {
		return r.decadeRange(t), true
	}
	t, ok := r.yearAt(i)
	if !ok {
		return r.openRange(i)
	}
	return r.yearRange(t), true
}

// openRange reads a range whose first year has no mark of its own: 2021-25 is
// caught by yearAt; here 1436/1437هـ, where the second figure names the calendar.
func (r *reader) openRange(i int) (timeRef, bool) {
	if r.fig(i) {
		if t, ok := r.spanYears(i); ok {
			return t, true
		}
	}
	if !r.fig(i) || !(r.sym(i+1, '/') || r.sym(i+1, '-')) || !r.joined(i, i+1) || !r.joined(i+1, i+2) {
		return timeRef{}, false
	}
	b, ok := r.yearAt(i + 2)
	n, whole := wholeFigure(r.text(i))
	if !ok || !whole || b.from.calendar == corpus.Gregorian {
		return timeRef{}, false
	}
	a, ok := eraYear(n, b.from.calendar)
	if !ok || a.first > b.from.first {
		return timeRef{}, false
	}
	b.first, b.start, b.from, b.kind = i, r.toks[i].start, a, corpus.Period
	return b, true
}

// yearRange extends a year by the second end of a range.
func (r *reader) yearRange(t timeRef) timeRef {
	k := t.last + 1
	since := false
	if r.is(k, cSince|cFrom) && !r.sideIs(k, cSince|cFrom, rules.Before) && r.near(t.last, k, 3) { // 2021년부터
		since = true
		k++
	}
	opened := since || t.first > 0 && r.is(t.first-1, cSince|cFrom|cPeriod) && r.near(t.first-1, t.first, 3)
	switch {
	case (r.sym(k, '-') || r.sym(k, '~') || r.sym(k, '/')) && r.joined(k-1, k) && r.joined(k, k+1):
		k++
		if r.sym(k, '-') {
			k++
		}
	case since && r.near(k-1, k, 3), r.pairedAt(k): // 2020년과 2022년 사이
	case r.opensBetween(t.first-1) && r.is(k, cYear) && r.toks[k].prefix > 0 && r.joinPrefix(k) && r.near(k-1, k, 3): // بين عام 2020 وعام 2030
	case (opened && r.is(k, cTo|cDeadline|cNumberJoin) && !r.is(k, cWithin) || r.rangeTo(k)) && r.near(k-1, k, 3):
		k++
		if r.is(k, cDeadline|cTo) {
			k++
		}
	default:
		return t
	}
	u, ok := r.yearAt(k)
	if !ok && r.sym(k, '\'') && r.touching(k, k+1) && r.fig(k+1) && len(r.text(k+1)) == 2 { // '24~'28, with nothing behind
		u, _ = r.shortYear(k, k)
		ok = !r.countedBy(k+2, k+1)
	}
	if !ok && r.fig(k) {
		u, ok = r.bareEnd(t, k)
	}
	if ok && r.flipped(t, u) {
		t.kind, t.last, t.end, t.from = corpus.Period, u.last, u.end, u.from
		return t
	}
	if !ok || u.to.last <= t.from.first || u.to.last-t.from.first > 120 {
		return t
	}
	t.kind, t.last, t.end, t.to = corpus.Period, u.last, u.end, u.to
	return t
}

// bareEnd reads the figure of token k as the last year of a period from t on, where
// nothing but that makes it one: 2021-25, 2021~2025의.
func (r *reader) bareEnd(t timeRef, k int) (u timeRef, ok bool) {
	n, whole := wholeFigure(r.text(k))
	if !whole || r.countedBy(k+1, k) {
		return u, false
	}
	u = timeRef{last: k, end: r.toks[k].end}
	switch written := originalYear(t); {
	case len(r.text(k)) == 4 && r.toks[k-1].form == symbol && r.lx.particled && r.lx.suffix(r.s, int(u.end)) > int(u.end):
		u.to, ok = r.bareYear(n)
	case len(r.text(k)) == 2 && t.from.calendar != corpus.Hijri && n > written%100:
		y := t.from.first + n - written%100
		u.to, ok = year{y, y, t.from.calendar}, true
		if r.is(k+1, cYear) && r.joined(k, k+1) {
			u.last, u.end = k+1, r.toks[k+1].end
		}
		if r.is(k+1, cDecade) && r.joined(k, k+1) && y%10 == 0 { // 1970~80년대
			u.to.first, u.to.last = y+9, y+9
			u.last, u.end = k+1, r.toks[k+1].end
		}
	}
	return u, ok
}

// flipped says whether the years of t and u, which a sign parts, are the end and the
// start of a period: text from right to left may tell it so (الفترة 2030-2025).
func (r *reader) flipped(t, u timeRef) bool {
	ahead := t.from.first - u.to.last
	return r.lx.rightToLeft && u.first > t.last && r.toks[u.first-1].form == symbol && ahead > 0 && ahead <= maxFlipped
}

// maxFlipped is how many years such a period may have.
const maxFlipped = 30

// rangeTo says whether the word at token k joins the two ends of a range by itself.
func (r *reader) rangeTo(k int) bool {
	s := r.sense(k, cTo)
	return s != nil && s.rule.Order == "range"
}

// wholeFigure reads plain digits without separators.
func wholeFigure(s string) (int, bool) {
	if len(s) > 4 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}
