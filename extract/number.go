package extract

import (
	"strings"

	"goalpost/corpus"
	"goalpost/rules"
)

// number is an amount told by the tokens first to last: digits, words, scales.
type number struct {
	value       corpus.Number
	first, last int
	words       bool // told without digits
	bound       bool // of words that count only with a unit beside them
	scaled      bool // a scale word stands in it
	part        bool // a half, a third: a multiple below one
}

// count accumulates a number by scale arithmetic. Each part is an amount that
// a larger scale word can still multiply: 3조 5천억 is 3×10^12 + (5×10^3)×10^8,
// 1천16억 is (10^3 + 16)×10^8, 30 nghìn tỷ is 30×10^3×10^9.
type count struct {
	parts     [8]corpus.Number
	n         int
	scale     corpus.Number // the last scale word, where nothing came after it
	lastScale corpus.Number // the last scale word at all
}

// add appends a plain amount. It continues a number where it is smaller than
// the scale word before it, or where a joining word stands between and the two
// fit together as the parts of a number told in words do.
func (c *count) add(v corpus.Number, joined bool) bool {
	if c.n == len(c.parts) {
		return false
	}
	if c.n > 0 && (c.scale.Coef == 0 || v.Cmp(c.scale) >= 0) && !(joined && fits(c.parts[c.n-1], v)) {
		return false
	}
	c.parts[c.n] = v
	c.n++
	c.scale = corpus.Number{}
	return true
}

// fits says whether b can follow a in one number behind a joining word: ones
// before tens (خمسة وعشرون), or what is smaller than the hundreds or thousands
// before it (مئة وثمانية). "40 and 60" are two numbers.
func fits(a, b corpus.Number) bool {
	x, okX := a.Int()
	y, okY := b.Int()
	switch {
	case !okX || !okY || y <= 0:
		return false
	case x < 10:
		return y >= 20 && y < 100 && y%10 == 0
	case x%1000 == 0:
		return y < 1000
	case x%100 == 0:
		return y < 100
	}
	return x >= 20 && x < 100 && x%10 == 0 && y < 10
}

// large says whether the last part is a word of thousands or more, as the dual
// of a scale is: مليونين ونصف.
func (c *count) large() bool { return c.parts[c.n-1].Cmp(corpus.NewNumber(1, 3)) >= 0 }

// addHalf adds a half of one, or of the scale that the last part is told in.
func (c *count) addHalf() bool {
	if c.n == len(c.parts) {
		return false
	}
	half := corpus.NewNumber(5, -1)
	if c.large() {
		half = corpus.NewNumber(5, 2)
		for e := 3; c.parts[c.n-1].Cmp(corpus.NewNumber(1, e+1)) >= 0; e++ {
			half = corpus.NewNumber(5, e)
		}
	}
	c.parts[c.n] = half
	c.n++
	return true
}

// times applies a scale word to the parts smaller than it, or, right behind
// another scale word, to that (ล้านล้าน).
func (c *count) times(scale corpus.Number) bool {
	var sum corpus.Number
	var ok bool
	for c.n > 0 {
		part := c.parts[c.n-1]
		if part.Cmp(scale) >= 0 && sum.Coef != 0 {
			break
		}
		if sum, ok = sum.Add(part); !ok {
			return false
		}
		c.n--
		if part.Cmp(scale) >= 0 {
			break
		}
	}
	if sum.Coef == 0 {
		sum = corpus.NewNumber(1, 0)
	}
	if sum, ok = sum.Mul(scale); !ok || c.n == len(c.parts) {
		return false
	}
	c.parts[c.n] = sum
	c.n++
	c.scale, c.lastScale = scale, scale
	return true
}

// sum is the whole amount.
func (c *count) sum() (total corpus.Number, ok bool) {
	for _, p := range c.parts[:c.n] {
		if total, ok = total.Add(p); !ok {
			return total, false
		}
	}
	return total, c.n > 0
}

// number reads the amount that begins at token i.
func (r *reader) number(i int) (number, bool) {
	if s := r.sense(i, cFraction); s != nil && !r.fig(i) {
		if m := r.sense(i+1, cScale); m != nil && r.touching(i, i+1) { // ครึ่งล้าน
			if v, ok := s.num.Mul(m.num); ok {
				return number{value: v, first: i, last: i + 1, words: true, scaled: true, bound: true}, true
			}
		}
		return number{value: s.num, first: i, last: i, words: true, part: true}, true
	}
	n := number{first: i, last: -1, words: true}
	var c count
	joined, k := false, i
	for ; k < len(r.toks); k++ {
		if n.last >= 0 && !r.joined(k-1, k) {
			break
		}
		if k > i && r.toks[k].prefix > 0 {
			joined = joined || r.joinPrefix(k)
		}
		took, more := r.part(k, &c, &n, joined)
		if !more {
			break
		}
		joined = !took
		if took {
			n.last = k
		}
	}
	if n.last < 0 {
		return n, false
	}
	var ok bool
	n.value, ok = c.sum()
	if !ok {
		return n, false
	}
	if d, ok := r.decimalWord(n); ok {
		n = d
	}
	return r.fraction(n)
}

// part adds token k to a number: a figure, a number word, a scale, a half.
// more is false where the number has ended; took is false for a joining word.
func (r *reader) part(k int, c *count, n *number, joined bool) (took, more bool) {
	if r.used[k] {
		return false, false
	}
	if r.fig(k) {
		v, ok := r.amount(k)
		if !ok || !c.add(v, false) {
			return false, false
		}
		n.words = false
		return true, true
	}
	switch {
	case r.is(k, cScale) && (c.n > 0 || r.bareScale(k)):
		n.scaled = true
		if r.wholeWords() {
			n.bound = false // three million is a number; whole words hold no others
		}
		if c.n == 0 && r.sense(k, cScale).rule.Needs == "unit" {
			n.bound = true
		}
		ok := c.times(r.sense(k, cScale).num)
		return ok, ok
	case r.is(k, cNumberWord):
		s := r.sense(k, cNumberWord)
		ok := c.add(s.num, joined && c.n > 0)
		if ok && s.rule.Needs != "free" && !(n.scaled && r.wholeWords()) {
			n.bound = true
		}
		return ok, ok
	case r.is(k, cHalf) && c.n > 0 && c.lastScale.Coef == 0 && (r.unitFollows(k) || c.large()):
		ok := c.addHalf()
		return ok, ok
	case r.is(k, cHalf) && c.lastScale.Coef != 0:
		half, _ := c.lastScale.Mul(corpus.NewNumber(5, -1))
		c.scale = c.lastScale
		ok := c.add(half, false)
		return ok, ok
	case c.n > 0 && r.is(k, cCompare) && r.is(k+1, cScale) && r.inNumber(k) && r.joined(k, k+1): // 7,800여 억 원
		return false, true
	case r.is(k, cNumberJoin) && c.n > 0 && k+1 < len(r.toks) && (r.fig(k+1) || r.is(k+1, cNumberWord|cScale)) && r.joined(k, k+1):
		return false, true
	}
	return false, false
}

// wholeWords says whether the language writes its words apart.
func (r *reader) wholeWords() bool {
	return r.lx.words == rules.AtWord || r.lx.words == rules.AtExact
}

// unitFollows says whether a percent word or a unit stands behind token k: three
// and a half per cent.
func (r *reader) unitFollows(k int) bool {
	return r.joined(k, k+1) && (r.sym(k+1, '%') || r.is(k+1, cPercent|cPercentPoint|cCurrency|cUnit|cMultiple))
}

// bareScale says whether a scale word may begin a number: its rule says so, for
// any place (ألف), or where a unit follows (ล้านโดส).
func (r *reader) bareScale(k int) bool {
	s := r.sense(k, cScale)
	return s.rule.Needs == "free" || s.rule.Needs == "unit"
}

// joinPrefix says whether the affix on token k is a joining word (Arabic و).
func (r *reader) joinPrefix(k int) bool {
	t := r.toks[k]
	p := r.s[t.start-int32(t.prefix) : t.start]
	f, ok := r.lx.match(p, 0, place{wordStart: true})
	return ok && f.end == len(p) && f.mask&cNumberJoin != 0
}

// decimalWord joins figure, decimal word, figure: 5ر4, 7 phẩy 5.
func (r *reader) decimalWord(n number) (number, bool) {
	k := n.last
	if n.first != n.last || n.scaled || !r.is(k+1, cDecimalWord) || !r.joined(k, k+1) || !r.joined(k+1, k+2) {
		return n, false
	}
	if !(r.fig(k+2) || r.is(k+2, cNumberWord)) {
		return n, false
	}
	var digits string
	if r.fig(k + 2) {
		digits = r.text(k + 2)
	} else {
		digits = r.sense(k+2, cNumberWord).num.String()
	}
	whole := n.value.String()
	if r.sense(k+1, cDecimalWord).rule.Order == "swapped" {
		whole, digits = digits, whole
	}
	v, err := corpus.ParseNumber(whole + "." + digits)
	if err != nil {
		return n, false
	}
	n.value, n.last = v, k+2
	var c count
	c.add(v, false)
	for r.is(n.last+1, cScale) && r.joined(n.last, n.last+1) && c.times(r.sense(n.last+1, cScale).num) {
		n.last++
		n.scaled = true
	}
	n.value, _ = c.sum()
	return n, true
}

// amount reads the figure of token k with the separators of the document.
func (r *reader) amount(k int) (corpus.Number, bool) {
	text := r.text(k)
	if turned, ok := r.turned(k); ok {
		text = turned
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
	if int(t.end-t.start) == len(r.original(t.start, t.end)) || !strings.Contains(r.original(t.start, t.end), rightToLeft) {
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
	seps, kinds := 0, map[byte]int{}
	for i := range len(s) {
		if !isDigit(s[i]) {
			seps++
			kinds[s[i]]++
		}
	}
	if seps == 0 {
		return s
	}
	last := strings.LastIndexAny(s, ".,'")
	tailLen := len(s) - last - 1
	dec := byte(0)
	switch {
	case len(kinds) == 2: // 1.234,5: the last one is the decimal
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
	for i := range r.toks {
		t := &r.toks[i]
		if t.form != figure || t.dead {
			continue
		}
		sep := separatorUse(r.text(i))
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
