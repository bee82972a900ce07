package extract

import (
	"math/bits"
	"strings"

	"goalpost/corpus"
)

// amount reads the figure of token k with the separators of the document.
func (r *reader) amount(k int) (corpus.Number, bool) {
	text := r.text(k)
	if n, whole := wholeFigure(text); whole { // most figures: a year, a count, without separators
		return corpus.NewNumber(int64(n), 0), true
	}
	if turned, ok := r.turned(k); ok {
		text = turned
	}
	if text[0] == '.' {
		text = "0" + text
	}
	if r.lx.spaced {
		text = strings.ReplaceAll(text, " ", "")
	}
	if !grouped(text) {
		return corpus.Number{}, false
	}
	return parseFigure(text, r.decimal)
}

// grouped says whether what separators of one kind part are groups of digits, as in
// 1.234.567 and 12,34,567; addresses and versions are no numbers: 192.168.1.1, 2.10.3.
func grouped(s string) bool {
	last := -1
	for i := range len(s) {
		if isDigit(s[i]) {
			continue
		}
		if digits := i - last - 1; last >= 0 && s[last] == s[i] && digits != 3 && (digits != 2 || s[i] != ',') {
			return false
		}
		last = i
	}
	return true
}

// rightToLeft is the mark that turns the two sides of a decimal point: what is
// stored as 5.2 with the mark behind the point is seen, and meant, as 2.5.
const rightToLeft = "\u200f"

// turned is the figure of token k with its sides put right, where a mark inside
// it turns them.
func (r *reader) turned(k int) (string, bool) {
	t := &r.toks[k]
	written := r.original(t.start, t.end)
	if int(t.end-t.start) == len(written) || !strings.Contains(written, rightToLeft) {
		return "", false
	}
	sides := strings.FieldsFunc(r.text(k), func(c rune) bool { return c < '0' || c > '9' })
	if len(sides) != 2 || len(sides[1]) > 2 {
		return "", false
	}
	return sides[1] + string(r.decimal) + sides[0], true
}

// parseFigure reads digits with the separators of a document, whose decimal one is told.
func parseFigure(s string, decimal byte) (corpus.Number, bool) {
	coef, places, whole := int64(0), 0, true
	point := pointOf(s, decimal)
	for i := range len(s) {
		switch c := s[i]; {
		case !isDigit(c):
			whole = whole && i != point
		case coef >= maxFigure:
			v, err := corpus.ParseNumber(plainDigits(s, point))
			return v, err == nil
		default:
			coef = coef*10 + int64(c-'0')
			if !whole {
				places++
			}
		}
	}
	return corpus.NewNumber(coef, -places), true
}

// maxFigure is what a figure stays below that is read without further ado.
const maxFigure = 1e15

// plainDigits is a figure with a dot at index point and no other separators.
func plainDigits(s string, point int) string {
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		switch {
		case isDigit(s[i]):
			out = append(out, s[i])
		case i == point:
			out = append(out, '.')
		}
	}
	return string(out)
}

// pointOf is the index of the decimal separator of a figure; -1: it has none, and
// its separators group thousands.
func pointOf(s string, decimal byte) int {
	seps, last := 0, -1
	kinds := uint64(0) // a bit for each separator
	for i := range len(s) {
		if !isDigit(s[i]) {
			seps, last = seps+1, i
			kinds |= 1 << s[i]
		}
	}
	switch {
	case seps == 0 || s[last] == '\'':
		return -1
	case bits.OnesCount64(kinds) == 2: // 1.234,5: the last one is the decimal
		return last
	case seps > 1: // 1.234.567
		return -1
	case len(s)-last-1 != 3 || s[0] == '0' || last > 3: // 7,5
		return last
	case s[last] == decimal: // 1.234 where the document has decimal points
		return last
	}
	return -1
}

// separators finds out which separators a document uses: the language's, unless
// its figures show the other use only.
func (r *reader) separators() {
	l := &r.e.set.Language
	r.decimal, r.group = '.', ','
	if l.Decimal == "," {
		r.decimal, r.group = ',', '.'
	}
	other := false
	for _, i := range r.openers {
		if !r.fig(int(i)) {
			continue
		}
		switch separatorUse(r.text(int(i))) {
		case 0:
		case r.decimal:
			return
		default:
			other = true
		}
	}
	if other {
		r.decimal, r.group = r.group, r.decimal
	}
}

// separatorUse is the separator that a figure shows to be its decimal one, or 0
// where it could be read either way.
func separatorUse(s string) byte {
	dots, commas, dot, comma := 0, 0, 0, 0 // how many, and the last
	for i := range len(s) {
		switch s[i] {
		case '.':
			dots, dot = dots+1, i
		case ',':
			commas, comma = commas+1, i
		}
	}
	switch {
	case dots == 0 && commas == 0:
		return 0
	case dots == 1 && commas == 0 && len(s)-dot-1 <= 2:
		return '.'
	case commas == 1 && dots == 0 && len(s)-comma-1 <= 2:
		return ','
	case dots > 1 && commas <= 1:
		return ','
	case commas > 1 && dots <= 1:
		return '.'
	case dots == 1 && commas == 1 && dot > comma:
		return '.'
	case dots == 1 && commas == 1:
		return ','
	}
	return 0
}
