package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goalpost/corpus"
)

// codes marks the figures that are no amounts by their shape alone: document
// numbers (57-NQ/TW), phone numbers, times of day, versions (4.0), codes (5G,
// COVID-19), addresses. What a language's words make of a figure (an article, a
// rank, an age) stands in its rules.
func (r *reader) codes() {
	item := 0
	toks := r.toks
	for i := range toks {
		t := &toks[i]
		if t.form == word {
			continue
		}
		if t.form == symbol {
			item = r.codeSign(i, item)
			continue
		}
		if t.marks&dead == 0 && (r.glued(i) || r.version(i) || r.long(i)) {
			t.marks |= dead
		}
	}
}

// codeSign marks the figures around the sign at token i that it makes a code, and
// counts the items that were numbered.
func (r *reader) codeSign(i, item int) int {
	switch r.toks[i].sym {
	case ':':
		if r.touching(i-1, i) && r.touching(i, i+1) && r.clock(i) {
			r.kill(i-1, i+1)
		}
	case '-', '/':
		r.dashed(i)
	case '@':
		r.kill(i+1, i+1)
		if r.touching(i-1, i) { // 30@30
			r.kill(i-1, i-1)
		}
	case '#':
		r.kill(i+1, i+1)
	case ')', '.':
		return r.enumerator(i, item)
	}
	return item
}

// kill marks the figures among tokens i to j as dead.
func (r *reader) kill(i, j int) {
	for k := max(i, 0); k <= j && k < len(r.toks); k++ {
		if r.toks[k].form == figure {
			r.toks[k].marks |= dead
		}
	}
}

// glued says whether a Latin letter touches the figure, as in G20 and 5G; a
// known word behind it (300kW) is a unit.
func (r *reader) glued(i int) bool {
	t := &r.toks[i]
	if c := byteAt(r.s, int(t.start)-1); 'a' <= c && c <= 'z' && !(i > 0 && r.touching(i-1, i) && (r.is(i-1, cCurrency|cYear|cCompare|cPeriod) || r.is(i-1, cScale) && r.lx.whole)) {
		return true
	}
	if c := byteAt(r.s, int(t.end)); 'a' <= c && c <= 'z' {
		if isDigit(byteAt(r.s, int(t.end)+1)) && !r.lx.whole { // 9M67
			return true
		}
		if r.touching(i, i+1) && r.toks[i+1].form == word {
			return false
		}
		return true
	}
	return false
}

func byteAt(s string, i int) byte {
	if i < 0 || i >= len(s) {
		return 0
	}
	return s[i]
}

// version says whether the figure is a version such as 4.0 or 2.0: a single
// digit, a point, a zero, and no unit behind it.
func (r *reader) version(i int) bool {
	s := r.text(i)
	if len(s) != 3 || s[1] != '.' || s[2] != '0' || r.is(i-1, cPercent) && r.near(i-1, i, 2) {
		return false
	}
	return !r.joined(i, i+1) || !r.sym(i+1, '%') && !r.is(i+1, cPercent|cPercentPoint|cScale|cCurrency|cUnit|cMultiple) && !r.sym(i+1, '-') && !r.sym(i+1, '~')
}

// long says whether a figure has more digits than an amount is written with, or
// is a phone number: nine digits or more that begin with zero.
func (r *reader) long(i int) bool {
	s := r.text(i)
	return len(s) > 24 || s[0] == '0' && len(s) >= 8 && !strings.ContainsAny(s, ".,") || len(s) >= 13 && !strings.ContainsAny(s, ".,")
}

// enumerator kills the figure that numbers an item inside a line, before the
// sign at token i: (1), 2), 3.name. Items count on from one; item is the last.
func (r *reader) enumerator(i, item int) int {
	n, ok := 0, r.fig(i-1) && r.touching(i-1, i)
	if ok {
		n, ok = wholeFigure(r.text(i - 1))
	}
	if !ok || n != 1 && n != item+1 {
		return item
	}
	switch before := byteAt(r.s, int(r.toks[i-1].start)-1); {
	case before == '(' && r.sym(i, ')'), before == 0, before == '\n', before == ',':
	case before == ' ' && (r.sym(i, '.') && letterAt(r.s, int(r.toks[i].end)) || r.sym(i, ')') && !r.openBracket(i-1)):
	default:
		return item
	}
	r.kill(i-1, i-1)
	return n
}

// openBracket says whether a bracket stands open before token i, a few tokens back.
func (r *reader) openBracket(i int) bool {
	for k := i - 1; k >= 0 && k > i-8; k-- {
		switch {
		case r.sym(k, '('):
			return true
		case r.sym(k, ')'), r.sym(k, '\n'):
			return false
		}
	}
	return false
}

// clock says whether the colon at i parts hours and minutes.
func (r *reader) clock(i int) bool {
	return r.toks[i-1].form == figure && r.toks[i+1].form == figure && len(r.text(i+1)) == 2 && len(r.text(i-1)) <= 2
}

// dashed reads what hangs together by the dash or slash at i: capital letters
// behind a figure are a document number, several groups of digits a phone number.
func (r *reader) dashed(i int) {
	t := &r.toks[i]
	before := r.touching(i-1, i) && r.toks[i-1].form == figure
	if before && r.capitals(t.end) {
		r.kill(i-1, i-1)
	}
	if c := byteAt(r.s, int(t.start)-1); t.sym == '-' && 'a' <= c && c <= 'z' && r.touching(i, i+1) && r.toks[i+1].form == figure && !r.measured(i-1) {
		r.kill(i+1, i+1) // covid-19
	}
	if t.sym == '-' && r.touching(i-1, i) && r.is(i-1, cExclude|cOrdinal) && r.touching(i, i+1) {
		r.kill(i+1, i+1) // كوفيد-19
	}
	if t.sym == '-' && before && r.touching(i, i+1) && r.toks[i+1].form == figure && !(r.sym(i-2, '-') && r.touching(i-2, i-1)) && r.phone(i-1) {
		for k := i - 1; k < len(r.toks); k += 2 {
			r.kill(k, k)
			if r.spacedGroup(k) { // 02-142 2555
				k--
				continue
			}
			if !r.sym(k+1, '-') || !r.touching(k, k+1) || !r.touching(k+1, k+2) {
				break
			}
		}
	}
}

// measured says whether token i is the scale or the unit of a figure right before
// it: 50k-100k, 2 triệu đồng-3 triệu đồng.
func (r *reader) measured(i int) bool {
	return r.is(i, cScale|cCurrency|cUnit) && (r.fig(i-1) || r.is(i-1, cScale)) && r.joined(i-1, i)
}

// spacedGroup says whether one space parts group k of a phone number from a
// last one of three or four digits.
func (r *reader) spacedGroup(k int) bool {
	if k+1 >= len(r.toks) || r.toks[k+1].form != figure || r.text(k)[0] == '0' && len(r.text(k)) < 3 {
		return false
	}
	n := len(r.text(k + 1))
	_, plain := wholeFigure(r.text(k + 1))
	return plain && n >= 3 && r.toks[k+1].start-r.toks[k].end == 1
}

// chained says whether so many figures follow from token i on, a hyphen between them.
func (r *reader) chained(i, groups int) bool {
	for k := i; groups > 1; k, groups = k+2, groups-1 {
		if !r.sym(k+1, '-') || !r.touching(k, k+1) || !r.touching(k+1, k+2) || r.toks[k+2].form != figure {
			return false
		}
	}
	return true
}

// phone says whether groups of digits from token i on look like the number of a
// phone or a form: a leading zero of a group, or three groups that are no date.
func (r *reader) phone(i int) bool {
	first, second := r.text(i), r.text(i+2)
	if r.chained(i, 4) { // ISBN 978-3-16-148410-0
		return true
	}
	if r.dayFirst(i) {
		return false
	}
	if len(first) >= 2 && first[0] == '0' && !strings.ContainsAny(first, ".,") {
		return true
	}
	if len(second) == 4 && len(first) == 4 && (second[0] == '0' || second < first && !(r.lx.rightToLeft && second >= "1900" && first < "2100")) && !strings.ContainsAny(first+second, ".,") {
		return true // 1588-0909: no range falls, but from right to left 2030-2025 is one
	}
	if len(first) <= 2 && len(second) == 2 && second[0] == '0' && !r.sym(i+3, '-') && !r.sym(i+3, '/') {
		return true // a form, not a range: ส.ป.ก. 4-01
	}
	third := r.sym(i+3, '-') && r.touching(i+2, i+3) && r.touching(i+3, i+4) && r.toks[i+4].form == figure
	return third && len(first) != 4 && (len(second) >= 3 || first == second && second == r.text(i+4)) // the 90-90-90 goals
}

// dayFirst says whether groups of digits from token i on are the day, the month and the
// year of a date: 01-01-2024.
func (r *reader) dayFirst(i int) bool {
	if !r.sym(i+3, '-') || !r.fig(i+4) || len(r.text(i+4)) != 4 || r.sym(i+5, '-') && r.touching(i+4, i+5) {
		return false
	}
	d, okD := wholeFigure(r.text(i))
	m, okM := wholeFigure(r.text(i + 2))
	y, okY := wholeFigure(r.text(i + 4))
	_, ok := r.bareYear(y)
	return okD && okM && okY && ok && d >= 1 && d <= 31 && m >= 1 && m <= 12
}

// capitals says whether two capital letters, or one and a slash or dash, follow
// folded offset at in the text as written.
func (r *reader) capitals(at int32) bool {
	rest := r.doc.Text[r.f.Start(int(at)):]
	n := 0
	for _, c := range rest {
		switch {
		case unicode.IsUpper(c):
			n++
		case n >= 1 && (c == '/' || c == '-'):
			n++
		default:
			return n >= 2
		}
		if n >= 2 {
			return true
		}
	}
	return false
}

// original is the text as written of the folded bytes [start, end).
func (r *reader) original(start, end int32) string {
	return r.f.Span(int(start), int(end)).Of(r.doc.Text)
}

// rangeOf converts folded bytes to code points of the text as written.
func (r *reader) rangeOf(start, end int32) corpus.Range {
	return r.points.Range(r.f.Span(int(start), int(end)))
}

// written is a stretch in code points of the text as given, and what stands there.
func (r *reader) written(start, end int32) (corpus.Range, string) {
	span := r.f.Span(int(start), int(end))
	return r.points.Range(span), span.Of(r.doc.Text)
}

// lastRune is the rune that ends at folded offset i.
func (r *reader) lastRune(i int32) rune {
	c, _ := utf8.DecodeLastRuneInString(r.s[:i])
	return c
}
