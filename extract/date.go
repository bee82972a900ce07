package extract

import (
	"strings"

	"goalpost/corpus"
	"goalpost/rules"
)

// slashed reads dates of figures alone: 1/11/2023, 2024-03-01, 01.03.2024,
// 3/2024, 10/11. A date without a year has no kind.
func (r *reader) slashed(i int) (timeRef, bool) {
	if !r.fig(i) {
		return timeRef{}, false
	}
	if r.daysApart(i) {
		return timeRef{first: i, last: i + 3}, true
	}
	if strings.IndexByte(r.text(i), '.') >= 0 {
		if t, ok := r.dotted(i); ok {
			return t, true
		}
	}
	if !r.fig(i + 2) {
		return timeRef{}, false
	}
	sep := r.toks[i+1].sym
	if sep != '/' && sep != '-' && sep != '.' || !r.joined(i, i+1) || !r.joined(i+1, i+2) || r.sym(i-1, sep) && r.touching(i-1, i) {
		return timeRef{}, false
	}
	a, okA := wholeFigure(r.text(i))
	b, okB := wholeFigure(r.text(i + 2))
	if !okA || !okB {
		return timeRef{}, false
	}
	if r.sym(i+3, sep) && r.joined(i+2, i+3) && r.joined(i+3, i+4) && r.fig(i+4) {
		if c, ok := wholeFigure(r.text(i + 4)); ok {
			if t, ok := r.threePart(i, i+4, [3]int{a, b, c}); ok {
				return t, true
			}
		}
	}
	if sep == '.' {
		return r.spacedMonth(i, a, b)
	}
	return r.twoPart(i, a, b, sep)
}

// daysApart says whether two months or days with a sign between and one mark behind stand
// at token i: 3~5월.
func (r *reader) daysApart(i int) bool {
	return r.lx.particled && (r.sym(i+1, '~') || r.sym(i+1, '-')) && r.fig(i+2) && r.touching(i+1, i+2) && len(r.text(i)) <= 2 && len(r.text(i+2)) <= 2 &&
		r.is(i+3, cMonthMark|cDayMark) && r.sideOK(i+3, cMonthMark|cDayMark, rules.After) && r.touching(i+2, i+3)
}

// spacedMonth reads a year and a month with points behind them, where nothing
// goes on: 2028. 3.
func (r *reader) spacedMonth(i, y, m int) (timeRef, bool) {
	if y < 1900 || !r.sym(i+3, '.') || !r.touching(i+2, i+3) {
		return timeRef{}, false
	}
	if next := byteAt(r.s, int(r.toks[i+3].end)); next != 0 && next != '\n' && next != ')' && next != ',' && next != '~' {
		return timeRef{}, false
	}
	return r.dateRef(i, i+3, y, m, 0)
}

// dotted reads a date that was scanned as one figure: 01.03.2024, 2024.3.1, 2026.12월.
func (r *reader) dotted(i int) (timeRef, bool) {
	parts := strings.Split(r.text(i), ".")
	if len(parts) < 2 || len(parts) > 3 || strings.Contains(r.text(i), ",") {
		return timeRef{}, false
	}
	var n [3]int
	for k, p := range parts {
		v, ok := wholeFigure(p)
		if !ok {
			return timeRef{}, false
		}
		n[k] = v
	}
	if len(parts) == 3 {
		return r.threePart(i, i, n)
	}
	if len(parts[0]) == 4 && n[1] >= 1 && n[1] <= 12 && r.is(i+1, cMonthMark) && r.touching(i, i+1) {
		return r.dateRef(i, i+1, n[0], n[1], 0)
	}
	if r.lx.particled && len(parts[0]) == 4 && len(parts[1]) == 2 && (r.stops(i) || r.sym(i+1, '~') || r.sym(i+1, '-')) && !r.is(i-1, cCurrency) { // 2024.03
		return r.dateRef(i, i, n[0], n[1], 0)
	}
	return timeRef{}, false
}

// threePart reads year-month-day or day-month-year.
func (r *reader) threePart(first, last int, n [3]int) (timeRef, bool) {
	if r.e.set.Language.Year.Hijri && first < last { // 1/9/1445هـ
		if t, ok := r.hijriRef(first, last, last, n[1], n[0]); ok && n[0] > 0 {
			return t, true
		}
	}
	switch {
	case n[0] > 1000:
		return r.dateRef(first, last, n[0], n[1], n[2])
	case n[2] > 1000 && n[0] <= 12 && n[1] > 12: // 12/31/2024
		return r.dateRef(first, last, n[2], n[0], n[1])
	case n[2] > 1000:
		return r.dateRef(first, last, n[2], n[1], n[0])
	case n[0] > 0 && n[0] <= 31 && n[2] >= 50 && r.e.set.Language.Year.TwoDigit && r.e.set.Language.Year.Buddhist: // 15/03/67
		return r.dateRef(first, last, 2500+n[2], n[1], n[0])
	case n[0] > 12 && n[1] <= 12 && n[1] > 0 && n[2] <= 31 && n[2] > 0: // '24.7.23
		return r.dateRef(first, last, 2000+n[0], n[1], n[2])
	}
	return timeRef{}, false
}

// dateRef makes a date, if its parts can be one. day may be 0.
func (r *reader) dateRef(first, last, y, m, d int) (timeRef, bool) {
	at, ok := r.bareYear(y)
	if !ok || m < 1 || m > 12 || d < 0 || d > 31 {
		return timeRef{}, false
	}
	return timeRef{
		first: first, last: last, start: r.toks[first].start, end: r.toks[last].end,
		kind: corpus.Date, from: at, to: at, month: m, day: d,
	}, true
}

// twoPart reads month/year and day/month.
func (r *reader) twoPart(i, a, b int, sep byte) (timeRef, bool) {
	monthBefore := r.is(i-1, cMonthMark) && r.joined(i-1, i)
	dayBefore := r.is(i-1, cDayMark) && r.joined(i-1, i)
	switch {
	case r.is(i-1, cQuarterMark) && r.joined(i-1, i) && sep == '/' && a >= 1 && a <= 4: // ไตรมาส 4/2568
		return r.yearOfQuarter(i+2, b)
	case r.yearMonth(i, a, b, sep): // 2024-03
		return r.dateRef(i, i+2, a, b, 0)
	case b >= 1900 && a >= 1 && a <= 12 && (sep == '/' || monthBefore):
		return r.dateRef(i, i+2, b, a, 0)
	case a > 31 || b > 12 || a < 1 || b < 1 || sep != '/':
		if monthBefore && a <= 12 && b <= 12 {
			return timeRef{first: i, last: i + 2}, true
		}
		return timeRef{}, false
	case dayBefore || r.is(i+3, cYear) && r.joined(i+2, i+3) && r.e.set.Language.Decimal == ",":
		t := timeRef{first: i, last: i + 2, start: r.toks[i].start, end: r.toks[i+2].end}
		if y, ok := r.yearAt(i + 3); ok && r.joined(i+2, i+3) {
			return r.dateRef(i, y.last, originalYear(y), b, a)
		}
		return t, true
	case a < b && b <= 5 && !r.sym(i-1, '('):
		return timeRef{}, false // two thirds
	}
	return timeRef{first: i, last: i + 2}, true
}

// yearMonth says whether the figures a and b from token i on, which the sign sep parts, are a
// year and a month, and no period of two years (2009-10).
func (r *reader) yearMonth(i, a, b int, sep byte) bool {
	_, ok := r.bareYear(a)
	return ok && len(r.text(i+2)) == 2 && b >= 1 && b <= 12 && b <= a%100 && r.touching(i, i+1) && r.touching(i+1, i+2) &&
		!r.sym(i+3, sep) && !letterAt(r.s, int(r.toks[i+2].end)) && !r.countedBy(i+3, i+2) && !r.is(i+3, cYear) && !r.is(i-1, cExclude|cOrdinal)
}

// yearOfQuarter reads the figure of token i, behind a quarter and a slash, as its
// year: ไตรมาส 4/2568, ไตรมาส 3/57.
func (r *reader) yearOfQuarter(i, n int) (timeRef, bool) {
	y, ok := r.bareYear(n)
	if !ok && r.e.set.Language.Year.TwoDigit && len(r.text(i)) == 2 {
		y, ok = r.twoDigits(n)
	}
	return timeRef{first: max(i-2, 0), last: i, start: r.toks[i].start, end: r.toks[i].end, kind: corpus.Year, from: y, to: y}, ok
}

// quarterCode reads the figure of token i as the year of a quarter, a half or some
// months told in letters, as notices to a stock exchange do: Q3/59, 1Q68, 9M/67, FY2568.
func (r *reader) quarterCode(i int) (timeRef, bool) {
	t := &r.toks[i]
	if !r.codeBefore(i) {
		return timeRef{}, false
	}
	before := strings.TrimSuffix(r.s[t.start-min(t.start, 4):t.start], "/")
	n := len(before)
	if n < 2 || !(before[n-2:] == "fy" || before[n-2] == 'q' && isDigit(before[n-1]) || isDigit(before[n-2]) && strings.IndexByte("qhm", before[n-1]) >= 0) {
		return timeRef{}, false
	}
	if c := byteAt(before, n-3); isDigit(c) || 'a' <= c && c <= 'z' {
		return timeRef{}, false
	}
	year, ok := wholeFigure(r.text(i))
	if !ok {
		return timeRef{}, false
	}
	y, ok := r.yearOfQuarter(i, year)
	y.first = i
	return y, ok
}

// codeBefore says whether the figure of token i has the digits of a year and a letter or a
// slash right before it.
func (r *reader) codeBefore(i int) bool {
	t := &r.toks[i]
	if t.start < 2 || t.end-t.start != 2 && t.end-t.start != 4 {
		return false
	}
	c := r.s[t.start-1]
	return c == '/' || 'a' <= c && c <= 'z'
}

// originalYear is a year as bareYear would read it.
func originalYear(t timeRef) int {
	if t.from.calendar == corpus.Buddhist {
		return t.from.first + buddhistOffset
	}
	return t.from.first
}

// dateWords reads dates with words: ngày 1 tháng 11 năm 2023, 15 يناير 2024,
// 4 มีนาคม 2567, 2024년 3월 1일, and what is left of them without a year.
func (r *reader) dateWords(i int) (timeRef, bool) {
	if !r.fig(i) && !r.is(i, cMonthName|cMonthMark|cDayMark|cYear|cQuarterMark) || r.used[i] {
		return timeRef{}, false
	}
	var d dateParts
	k := i
	for ; k < len(r.toks) && k < i+10 && !r.used[k]; k++ {
		if k > i && !r.joined(k-1, k) {
			break
		}
		if r.sym(k, ',') && d.month > 0 && d.year.kind == "" && r.fig(k+1) && len(r.text(k+1)) == 4 { // 15 March, 2024
			k++
		}
		next, ok := r.datePart(k, &d)
		if !ok {
			break
		}
		k = next
		d.last = k
	}
	if d.month == 0 && d.day == 0 || !d.marked {
		return timeRef{}, false
	}
	t := timeRef{first: i, last: d.last, start: r.toks[i].start, end: r.toks[d.last].end}
	if d.year.kind == "" {
		r.nearMonth(&t, d)
		return t, true
	}
	t.kind, t.from, t.to, t.month, t.day = corpus.Date, d.year.from, d.year.to, d.month, d.day
	if d.month == 0 {
		t.month, t.day = 0, 0
	}
	return t, true
}

// nearMonth tells the year of a month that is named without one by the date of
// publication: the next such month, this year's or the last one by the word
// behind it (يونيو المقبل), else the one to come where it is an end to reach.
func (r *reader) nearMonth(t *timeRef, d dateParts) {
	now := r.pubMonth()
	if d.month == 0 || r.pub == 0 {
		return
	}
	y := r.pub
	before := t.first - 1
	if r.is(before, cMonthMark) { // شهر سبتمبر
		before--
	}
	due := r.is(before, cDeadline) && r.sideOK(before, cDeadline, rules.Before) && t.start-r.toks[before].end < besideDue
	s := r.sense(d.last+1, cRelativeYear)
	switch {
	case s != nil && s.rule.Side == rules.After && r.joined(d.last, d.last+1):
		if now == 0 { // published in a year of which no more is known
			return
		}
		t.last, t.end = d.last+1, r.toks[d.last+1].end
		n, _ := s.num.Int()
		if n == 0 && !due { // of this month are statements, not aims
			return
		}
		if n > 0 && d.month <= now || n < 0 && d.month >= now {
			y += int(n)
		}
	case d.month > now && (due || r.lx.placing && r.during(before)): // خلال شهر سبتمبر
	case now-d.month >= longPast && due:
		y++
	default:
		return
	}
	t.kind, t.month, t.day, t.derived = corpus.Date, d.month, d.day, true
	t.from = year{y, y, corpus.Gregorian}
	t.to = t.from
}

// besideDue is how many bytes may lie between a word of deadlines and the month.
const besideDue = 32

// longPast is how many months before that of publication a month lies at least that,
// as an end to reach, is the next year's.
const longPast = 6

// dueQuarter is a quarter without a year that is an end to reach, of the year of
// publication or the next: ภายในไตรมาส 4.
func (r *reader) dueQuarter(i int) (timeRef, bool) {
	if !r.is(i, cQuarterMark) || !r.is(i-1, cDeadline) || !r.near(i-1, i, 1) || !r.fig(i+1) || !r.joined(i, i+1) ||
		r.is(i+2, cYear|cRelativeYear|cAtTime) && r.near(i+1, i+2, 2) || r.sym(i+2, '/') || r.sym(i+2, '-') {
		return timeRef{}, false
	}
	n, ok := wholeFigure(r.text(i + 1))
	if !ok || n < 1 || n > 4 {
		return timeRef{}, false
	}
	y := r.pub
	if n*3 < r.pubMonth() {
		y++
	}
	t := timeRef{first: i, last: i + 1, start: r.toks[i].start, end: r.toks[i+1].end, kind: corpus.Year, derived: true, open: r.pub == 0}
	t.from = year{y, y, corpus.Gregorian}
	t.to = t.from
	return t, true
}

// pubMonth is the month of publication, or 0.
func (r *reader) pubMonth() int {
	if len(r.doc.Published) < 7 {
		return 0
	}
	m, _ := wholeFigure(r.doc.Published[5:7])
	return m
}

// pubDay is the day of the month of publication; 0: not known.
func (r *reader) pubDay() int {
	if len(r.doc.Published) < 10 {
		return 0
	}
	d, _ := wholeFigure(r.doc.Published[8:10])
	return d
}

// dateParts are what dateWords has read so far.
type dateParts struct {
	day, month int
	year       timeRef
	marked     bool // a month or day word stands in it
	last       int
}

// datePart reads the part of a date at token k; it returns its last token.
func (r *reader) datePart(k int, d *dateParts) (int, bool) {
	if last, ok := r.markedMonth(k, d); ok {
		return last, true
	}
	if last, ok := r.markedDay(k, d); ok {
		return last, true
	}
	if last, ok := r.spelledDay(k, d); ok {
		return last, true
	}
	if last, ok := r.figureOfDate(k, d); ok {
		return last, true
	}
	if last, ok := r.dayBehindMonth(k, d); ok {
		return last, true
	}
	if s := r.sense(k+1, cMonthName); s != nil && r.sym(k, '/') && r.joined(k, k+1) && s.num.Cmp(corpus.NewNumber(int64(d.month), 0)) == 0 { // مايو/ أيار
		return k + 1, true
	}
	if d.month > 0 && d.year.kind == "" {
		if y, ok := r.shortDateYear(k); ok {
			d.year = y
			return k, true
		}
	}
	if d.month > 0 && r.is(k, cFrom) && (r.is(k+1, cYear) || r.fig(k+1)) && r.joined(k, k+1) && d.year.kind == "" { // يناير من عام 2026
		k++
	}
	if d.year.kind == "" && (r.fig(k) || r.is(k, cYear)) {
		if !d.marked && !r.monthAhead(k) {
			return k, false
		}
		if y, ok := r.yearAt(k); ok && (d.marked || r.monthFollows(y.last+1)) {
			d.year = y
			return y.last, true
		}
	}
	return k, false
}

// markedDay reads a day whose mark or own word stands at token k: ngày 5, الأول من يناير.
func (r *reader) markedDay(k int, d *dateParts) (int, bool) {
	if d.day != 0 || !r.is(k, cDayMark) {
		return k, false
	}
	if r.sideOK(k, cDayMark, rules.Before) && r.fig(k+1) && r.joined(k, k+1) {
		if v, ok := wholeFigure(r.text(k + 1)); ok && v >= 1 && v <= 31 && !r.sym(k+2, '/') && !(r.sym(k+2, '-') && r.sym(k+4, '-')) {
			d.day, d.marked = v, true
			return k + 1, true
		}
	}
	if s := r.sense(k, cDayMark); s != nil && s.num.Coef > 0 && d.month == 0 && r.is(k+1, cMonthName|cMonthMark) && r.joined(k, k+1) {
		day, _ := s.num.Int()
		d.day = int(day)
		if r.is(k+1, cMonthMark) {
			k++
		}
		return k, true
	}
	return k, false
}

// spelledDay reads a day told in words behind its mark and before the month: ngày mồng hai
// tháng chín.
func (r *reader) spelledDay(k int, d *dateParts) (int, bool) {
	if d.day > 0 || !r.is(k, cDayMark) || !r.sideOK(k, cDayMark, rules.Before) {
		return k, false
	}
	if r.is(k+1, cDayMark) && r.joined(k, k+1) {
		k++
	}
	if !r.is(k+1, cNumberWord) || !r.joined(k, k+1) {
		return k, false
	}
	n, ok := r.number(k + 1)
	v, whole := n.value.Int()
	if !ok || !whole || v < 1 || v > 31 || !r.is(n.last+1, cMonthName|cMonthMark) || !r.joined(n.last, n.last+1) {
		return k, false
	}
	d.day, d.marked = int(v), true
	return n.last, true
}

// markedMonth reads the name of a month, or a month with its mark before it
// (tháng 3, tháng 3/2024).
func (r *reader) markedMonth(k int, d *dateParts) (int, bool) {
	if s := r.sense(k, cMonthName); s != nil && d.month == 0 {
		m, _ := s.num.Int()
		d.month, d.marked = int(m), true
		return k, true
	}
	if d.day > 0 && r.is(k, cMonthMark) && r.is(k+1, cMonthName) && r.joined(k, k+1) { // วันที่ 4 เดือนมีนาคม
		return r.markedMonth(k+1, d)
	}
	if d.month > 0 || d.year.kind != "" || !r.is(k, cMonthMark) || !r.sideOK(k, cMonthMark, rules.Before) || !r.fig(k+1) || !r.joined(k, k+1) {
		return k, false
	}
	m, ok := wholeFigure(r.text(k + 1))
	if !ok || m < 1 || m > 12 {
		return k, false
	}
	d.month, d.marked = m, true
	if r.sym(k+2, '/') || r.sym(k+2, '-') {
		if y, ok := r.yearAt(k + 3); ok && r.touching(k+1, k+2) && r.touching(k+2, k+3) {
			d.year = y
			return y.last, true
		}
	}
	return k + 1, true
}

// figureOfDate reads a day or a month by the mark behind it (3월, 15일), or a day
// before the name of its month.
func (r *reader) figureOfDate(k int, d *dateParts) (int, bool) {
	if !r.fig(k) {
		return k, false
	}
	v, ok := wholeFigure(r.text(k))
	if !ok || v < 1 || v > 31 || !r.joined(k, k+1) {
		return k, false
	}
	switch {
	case r.is(k+1, cMonthMark) && r.sideOK(k+1, cMonthMark, rules.After) && d.month == 0 && v <= 12:
		d.month, d.marked = v, true
		return k + 1, true
	case r.is(k+1, cDayMark) && r.sideOK(k+1, cDayMark, rules.After) && d.day == 0:
		d.day, d.marked = v, true
		return k + 1, true
	case r.is(k+1, cMonthName) && d.day == 0 && d.month == 0:
		d.day = v
		return k, true
	case r.is(k+1, cMonthMark) && r.is(k+2, cMonthName) && r.joined(k+1, k+2) && d.day == 0 && d.month == 0: // 4 เดือนมีนาคม
		d.day = v
		return k + 1, true
	case r.is(k+1, cFrom) && r.is(k+2, cMonthName|cMonthMark) && r.joined(k+1, k+2) && d.day == 0 && d.month == 0: // 17 من أغسطس
		d.day = v
		return k + 1, true
	case r.is(k+1, cMonthMark) && r.sideOK(k+1, cMonthMark, rules.Before) && r.fig(k+2) && r.joined(k+1, k+2) && len(r.text(k+2)) <= 2 && d.day == 0 && d.month == 0: // 15 tháng 3
		d.day = v
		return k, true
	case r.is(k+1, cOrdinal) && r.touching(k, k+1) && r.is(k+2, cMonthName) && r.joined(k+1, k+2) && d.day == 0 && d.month == 0: // 15th of March
		d.day = v
		return k + 1, true
	}
	return k, false
}

// dayBehindMonth reads the day behind the name of its month (March 15, 2024),
// where the date ends there or goes on with its year: "in March 15 schools" has none.
func (r *reader) dayBehindMonth(k int, d *dateParts) (int, bool) {
	if d.month == 0 || d.day > 0 || !r.fig(k) || !r.is(k-1, cMonthName) || len(r.text(k)) > 2 {
		return k, false
	}
	v, ok := wholeFigure(r.text(k))
	last := k
	if r.is(k+1, cOrdinal) && r.touching(k, k+1) {
		last++
	}
	next := byteAt(r.s, int(r.toks[last].end))
	if !ok || v < 1 || v > 31 || next != 0 && next != ',' && next != '.' && next != ')' && next != '\n' && !(r.fig(last+1) && len(r.text(last+1)) == 4 && r.joined(last, last+1)) {
		return k, false
	}
	d.day = v
	return last, true
}

// shortDateYear reads the two digits right behind a month's name as a year (1 ต.ค. 66).
func (r *reader) shortDateYear(k int) (timeRef, bool) {
	if !r.e.set.Language.Year.TwoDigit || !r.fig(k) || len(r.text(k)) != 2 || !r.is(k-1, cMonthName) || r.countedBy(k+1, k) {
		return timeRef{}, false
	}
	n, _ := wholeFigure(r.text(k))
	y, ok := r.twoDigits(n)
	return timeRef{first: k, last: k, start: r.toks[k].start, end: r.toks[k].end, kind: corpus.Year, from: y, to: y}, ok
}

// widestYear is how many tokens a year may have: two year words on each side of its figure.
const widestYear = 5

// monthAhead says whether a month mark stands where it would behind a year that
// begins at token k and the figure of the month.
func (r *reader) monthAhead(k int) bool {
	for i := k + 2; i < len(r.toks) && i <= k+widestYear+1; i++ {
		if r.toks[i].mask&cMonthMark != 0 {
			return true
		}
	}
	return false
}

// monthFollows says whether a figure with a month mark behind it stands at token k.
func (r *reader) monthFollows(k int) bool {
	return r.fig(k) && r.joined(k-1, k) && r.is(k+1, cMonthMark) && r.sideOK(k+1, cMonthMark, rules.After) && r.joined(k, k+1)
}

// iso writes the date as precisely as it was told.
func (t *timeRef) iso() string { return isoDate(t.from.first, t.month, t.day) }

// isoDate writes a date; month and day are 0 where they are not told.
func isoDate(year, month, day int) string {
	var room [16]byte
	date := fixed(room[:0], year, 4)
	if month > 0 {
		date = fixed(append(date, '-'), month, 2)
	}
	if month > 0 && day > 0 {
		date = fixed(append(date, '-'), day, 2)
	}
	return string(date)
}

// fixed appends a number of as many digits, with noughts before it.
func fixed(to []byte, n, digits int) []byte {
	if digits > 1 {
		to = fixed(to, n/10, digits-1)
	}
	return append(to, byte('0'+n%10))
}

// bounds are the first and last day that the time covers.
func (t *timeRef) bounds() (from, to string) {
	switch {
	case t.kind != corpus.Date || t.month == 0:
		return isoDate(t.from.first, 1, 1), isoDate(t.to.last, 12, 31)
	case t.day == 0:
		return isoDate(t.from.first, t.month, 1), isoDate(t.from.first, t.month, monthDays(t.from.first, t.month))
	}
	day := t.iso()
	return day, day
}

func monthDays(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// spanYears reads two years of two digits in brackets behind the span that they
// make: 5 ปี (66-70).
func (r *reader) spanYears(i int) (timeRef, bool) {
	if !r.e.set.Language.Year.TwoDigit || !r.sym(i-1, '(') || !r.sym(i+1, '-') || !r.fig(i+2) || !r.sym(i+3, ')') ||
		len(r.text(i)) != 2 || len(r.text(i+2)) != 2 || !r.is(i-2, cDuration) || !r.fig(i-3) {
		return timeRef{}, false
	}
	n, ok := wholeFigure(r.text(i - 3))
	a, _ := wholeFigure(r.text(i))
	b, _ := wholeFigure(r.text(i + 2))
	if !ok || b-a != n && b-a+1 != n {
		return timeRef{}, false
	}
	from, okFrom := r.twoDigits(a)
	to, okTo := r.twoDigits(b)
	return timeRef{first: i, last: i + 2, start: r.toks[i].start, end: r.toks[i+2].end, kind: corpus.Period, from: from, to: to}, okFrom && okTo
}
