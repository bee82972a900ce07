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
	v, err := corpus.ParseNumber(plainDigits(text, r.decimal))
	return v, err == nil
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

// plainDigits takes the grouping out of a figure and writes its decimal
// separator as a dot.
func plainDigits(s string, decimal byte) string {
	seps, kinds := 0, uint64(0) // a bit for each separator
	for i := range len(s) {
		if !isDigit(s[i]) {
			seps++
			kinds |= 1 << s[i]
		}
	}
	if seps == 0 {
		return s
	}
	last := strings.LastIndexAny(s, ".,'")
	tailLen := len(s) - last - 1
	dec := byte(0)
	switch {
	case bits.OnesCount64(kinds) == 2: // 1.234,5: the last one is the decimal
		dec = s[last]
	case seps > 1: // 1.234.567
	case tailLen != 3 || s[0] == '0' || last > 3: // 7,5
		dec = s[last]
	case s[last] == decimal: // 1.234 where the document has decimal points
		dec = decimal
	}
	if dec == '\'' {
		dec = 0
	}
	out := make([]byte, 0, len(s))
	for i := range len(s) {
		switch {
		case isDigit(s[i]):
			out = append(out, s[i])
		case s[i] == dec && i == last:
			out = append(out, '.')
		}
	}
	return string(out)
}

// separators finds out which separators a document uses: the language's, unless
// its figures show the other use only.
func (r *reader) separators() {
	l := &r.e.set.Language
	r.decimal, r.group = '.', ','
	if l.Decimal == "," {
		r.decimal, r.group = ',', '.'
	}
	own, other := 0, 0
	for _, i := range r.openers {
		if !r.fig(int(i)) {
			continue
		}
		sep := separatorUse(r.text(int(i)))
		switch sep {
		case 0:
		case r.decimal:
			own++
		default:
			other++
		}
	}
	if own == 0 && other > 0 {
		r.decimal, r.group = r.group, r.decimal
	}
}

// separatorUse is the separator that a figure shows to be its decimal one, or 0
// where it could be read either way.
func separatorUse(s string) byte {
	dots, commas := strings.Count(s, "."), strings.Count(s, ",")
	switch {
	case dots == 1 && commas == 0 && len(s)-strings.IndexByte(s, '.')-1 <= 2:
		return '.'
	case commas == 1 && dots == 0 && len(s)-strings.IndexByte(s, ',')-1 <= 2:
		return ','
	case dots > 1 && commas <= 1:
		return ','
	case commas > 1 && dots <= 1:
		return '.'
	case dots == 1 && commas == 1 && strings.IndexByte(s, '.') > strings.IndexByte(s, ','):
		return '.'
	case dots == 1 && commas == 1:
		return ','
	}
	return 0
}
