package extract

import "goalpost/corpus"

// buddhistOffset is the difference between a Buddhist year and the Gregorian
// year that it falls in (CLDR 48, supplemental calendarData, buddhist era).
const buddhistOffset = 543

// hijriYears are the Gregorian years in which a Hijri year begins and ends, by
// the tabular Islamic calendar with the civil epoch of 16 July 622
// (Reingold and Dershowitz, Calendrical Calculations, chapter 7).
func hijriYears(h int) (first, last int) {
	return gregorianYear(hijriNewYear(h)), gregorianYear(hijriNewYear(h+1) - 1)
}

// hijriNewYear is the fixed day number (day 1 is 1 January 1) of 1 Muharram.
func hijriNewYear(h int) int {
	const epoch = 227015
	return epoch + (h-1)*354 + (3+11*h)/30
}

// gregorianYear is the year of a fixed day number.
func gregorianYear(day int) int {
	d := day - 1
	n400, d := d/146097, d%146097
	n100 := min(d/36524, 3)
	d -= n100 * 36524
	n4, d := d/1461, d%1461
	n1 := min(d/365, 3)
	return 400*n400 + 100*n100 + 4*n4 + n1 + 1
}

// year is a figure read as a year.
type year struct {
	first, last int // Gregorian; they differ where a Hijri year spans two
	calendar    corpus.Calendar
}

// bareYear reads a figure as a year by its size alone. Only the calendars that
// the language uses are tried.
func (r *reader) bareYear(n int) (year, bool) {
	shape := r.e.set.Language.Year
	switch {
	case n >= 1800 && n <= 2150:
		return year{n, n, corpus.Gregorian}, true
	case shape.Buddhist && n >= 2400 && n <= 2699:
		return year{n - buddhistOffset, n - buddhistOffset, corpus.Buddhist}, true
	}
	return year{}, false
}

// eraYear reads a figure in a calendar that a word beside it names.
func eraYear(n int, c corpus.Calendar) (year, bool) {
	switch c {
	case corpus.Buddhist:
		switch {
		case n >= 1000 && n < 1900 || n >= 2100 && n <= 2800: // what lies between was meant Gregorian
			return year{n - buddhistOffset, n - buddhistOffset, c}, true
		case n >= 10 && n <= 99: // พ.ศ. 73
			return year{2500 + n - buddhistOffset, 2500 + n - buddhistOffset, c}, true
		}
	case corpus.Hijri:
		if n >= 1 && n <= 1600 {
			a, b := hijriYears(n)
			return year{a, b, c}, true
		}
	case corpus.Gregorian:
		if n >= 1000 && n <= 2200 {
			return year{n, n, c}, true
		}
	}
	return year{}, false
}
