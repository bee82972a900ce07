package extract

import (
	"strings"

	"goalpost/corpus"
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
// the scale word before it, or where goesOn says that the two fit together as
// the parts of a number told in words do.
func (c *count) add(v corpus.Number, goesOn bool) bool {
	if c.n == len(c.parts) {
		return false
	}
	if c.n > 0 && (c.scale.Coef == 0 || v.Cmp(c.scale) >= 0) && !goesOn {
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

// onesLast says whether the last part is less than a hundred, behind tens or larger ones.
func (c *count) onesLast() bool {
	return c.n > 0 && c.parts[c.n-1].Cmp(corpus.NewNumber(100, 0)) < 0
}

// addHalf adds a half of one, or of the scale that the last part is told in.
func (c *count) addHalf(half corpus.Number) bool {
	if c.n == len(c.parts) {
		return false
	}
	scale := corpus.NewNumber(1, 0)
	if c.large() {
		for e := 3; c.parts[c.n-1].Cmp(corpus.NewNumber(1, e)) >= 0; e++ {
			scale = corpus.NewNumber(1, e)
		}
	}
	half, ok := half.Mul(scale)
	if !ok {
		return false
	}
	c.parts[c.n] = half
	c.n++
	return true
}

// times applies a scale word to the parts smaller than it, or, right behind
// another scale word, to that (ล้านล้าน); right behind a larger one it is one of
// its own (만천).
func (c *count) times(scale corpus.Number) bool {
	if c.n > 0 && c.scale.Cmp(scale) > 0 {
		if !c.add(scale, false) {
			return false
		}
		c.scale, c.lastScale = scale, scale
		return true
	}
	var sum corpus.Number
	var ok bool
	for c.n > 0 {
		part := c.parts[c.n-1]
		if part.Cmp(scale) >= 0 && sum.Coef != 0 {
			if product, fits := sum.Mul(scale); fits && product.Cmp(part) < 0 {
				break
			} // else parts fall no more: สามล้านห้าแสนล้าน is (3.5 million) million
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
	if r.loneFigure(i) {
		v, ok := r.amount(i)
		return number{value: v, first: i, last: i}, ok
	}
	if s := r.sense(i, cFraction); s != nil && !r.fig(i) {
		if m := r.sense(i+1, cScale); m != nil && (r.touching(i, i+1) || r.lx.whole && r.joined(i, i+1)) { // ครึ่งล้าน, nửa triệu
			if v, ok := s.num.Mul(m.num); ok {
				return number{value: v, first: i, last: i + 1, words: true, scaled: true, bound: true}, true
			}
		}
		return number{value: s.num, first: i, last: i, words: true, part: true}, true
	}
	n := number{first: i, last: -1, words: true}
	var c count
	joined, k := false, i
	if v, last := r.thousandsApart(i); last > i {
		c.add(v, false)
		n.words, n.last, k = false, last, last+1
	}
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
	r.shortened(&c, n)
	n.value, ok = c.sum()
	if !ok {
		return n, false
	}
	if d, ok := r.decimalWord(n); ok {
		n = d
	}
	return r.fraction(n)
}

// shortened gives thousands told behind hundreds of millions or more the scale that is left
// out between them, where numbers go by the ten thousand: 3억 5천 is 3억 5천만.
func (r *reader) shortened(c *count, n number) {
	thousand := corpus.NewNumber(1000, 0)
	if !r.lx.particled || c.n != 2 || c.scale.Cmp(thousand) != 0 || !r.is(n.last, cScale) || c.parts[1].Cmp(corpus.NewNumber(1, 4)) >= 0 {
		return
	}
	for _, group := range []int{12, 8} {
		if c.parts[0].Cmp(corpus.NewNumber(1, group)) >= 0 {
			c.parts[1], _ = c.parts[1].Mul(corpus.NewNumber(1, group-4))
			return
		}
	}
}

// loneFigure says whether a figure stands at token i and nothing behind it that a
// number goes on with: most amounts are told so.
func (r *reader) loneFigure(i int) bool {
	if !r.fig(i) || r.used[i] {
		return false
	}
	if i+1 == len(r.toks) {
		return true
	}
	next := &r.toks[i+1]
	return next.form == symbol && next.sym != '/' || next.form == word && next.mask&countWords == 0 || r.parted(i+1)
}

// thousandsApart reads a figure from token i on whose thousands spaces part: 1 200
// 000. A plain space parts two figures too, so that it counts only before three
// zeros or where nothing else is told; a space that breaks no line always does.
func (r *reader) thousandsApart(i int) (v corpus.Number, last int) {
	n, plain := 0, false
	if r.fig(i) {
		n, plain = wholeFigure(r.text(i))
	}
	if !plain || n == 0 || n > 999 {
		return v, i
	}
	v, last = corpus.NewNumber(int64(n), 0), i
	sure := true
	for k := i + 1; k < len(r.toks) && r.fig(k) && !r.used[k] && len(r.text(k)) == 3 && r.toks[k].start-r.toks[k-1].end == 1; k++ {
		group, whole := wholeFigure(r.text(k))
		scaled, fits := v.Mul(corpus.NewNumber(1, 3))
		if !whole || !fits {
			break
		}
		v, _ = scaled.Add(corpus.NewNumber(int64(group), 0))
		sure = sure && r.original(r.toks[k-1].end, r.toks[k].start) != " "
		last = k
	}
	if last > i && !sure && r.text(last) != "000" && !r.alone(i, last) {
		return v, i
	}
	return v, last
}

// part adds token k to a number: a figure, a number word, a scale, a half.
// more is false where the number has ended; took is false for a joining word.
func (r *reader) part(k int, c *count, n *number, joined bool) (took, more bool) {
	if r.used[k] {
		return false, false
	}
	if r.fig(k) {
		return r.figurePart(k, c, n)
	}
	switch {
	case r.sym(k, '-') && c.n > 0 && r.touching(k-1, k) && r.touching(k, k+1) && r.is(k-1, cNumberWord) && r.is(k+1, cNumberWord|cScale): // twenty-five
		return false, true
	case r.lx.affixed && joined && c.n > 0 && r.is(k, cScale) && c.scale.Cmp(r.sense(k, cScale).num) < 0: // بين خمسمئة وألف
		return false, false
	case r.is(k, cScale) && (c.n > 0 || r.bareScale(k)) && r.priced(n.first, k):
		ok := r.scalePart(k, c, n)
		return ok, ok
	case r.is(k, cNumberWord):
		ok := r.wordPart(k, c, n, joined)
		return ok, ok
	case r.is(k, cHalf) && c.n > 0 && c.lastScale.Coef == 0 && (r.scaleFollows(k) || c.large() && r.plainHalf(k) || r.fig(k-1) && r.touching(k-1, k) || r.endsAmount(n.first, k)):
		ok := c.addHalf(r.half(k))
		if scale := r.scaleIn(k); ok && scale != nil && c.parts[0].Cmp(corpus.NewNumber(1, 3)) < 0 { // 16 ونصف مليون
			ok = r.scaled(c, n, scale)
		}
		return ok, ok
	case r.is(k, cHalf) && c.onesLast() && r.tenthsOf(k-1): // tá rưỡi, 3 chục rưỡi
		half, _ := c.lastScale.Mul(r.half(k))
		c.scale = c.lastScale
		ok := c.add(half, false)
		return ok, ok
	case r.is(k, cHalf) && c.onesLast(): // สิบสองครึ่ง
		ok := r.endsAmount(n.first, k) && c.addHalf(r.half(k))
		return ok, ok
	case r.is(k, cHalf) && c.lastScale.Coef != 0 && (r.plainHalf(k) || r.endsAmount(n.first, k)): // a quarter may be one of what follows
		half, _ := c.lastScale.Mul(r.half(k))
		c.scale = c.lastScale
		ok := c.add(half, false)
		return ok, ok
	case c.n > 0 && r.is(k, cCompare) && r.is(k+1, cScale) && r.inNumber(k) && r.joined(k, k+1): // 7,800여 억 원
		return false, true
	case r.joinsParts(k) && c.n > 0 && k+1 < len(r.toks) && (r.fig(k+1) || r.is(k+1, cNumberWord|cScale)) && r.joined(k, k+1):
		return false, true
	}
	return false, false
}

// wordPart adds the number word of token k to a number.
func (r *reader) wordPart(k int, c *count, n *number, joined bool) bool {
	s := r.sense(k, cNumberWord)
	if r.newAmount(k, c) || joined && r.figureApart(k, c) || !joined && r.countsTime(k, c) || c.n == 0 && !r.mayCount(k) {
		return false
	}
	if !joined && r.tenth(k, s.num, c) {
		return c.addTenths(s.num)
	}
	if c.n > 0 && span(s) > 0 { // mười năm bảy tháng: ten years, seven months
		return false
	}
	ok := c.add(s.num, c.n > 0 && (joined && fits(c.parts[c.n-1], s.num) || r.onesBehindTens(k, s.num, c)))
	if ok && s.rule.Needs != "free" && !(n.scaled && r.lx.whole) {
		n.bound = true
	}
	if ok {
		c.scale = hundreds(s.num)
		if c.scale.Cmp(corpus.NewNumber(1000, 0)) >= 0 {
			c.lastScale = c.scale // بين ألف وثلاثة آلاف
		}
	}
	return ok
}

// figureApart says whether a figure without a scale stands before the joined word at
// token k, with which it is no number where digits are never mixed with ones in words:
// بين 100 وخمسة آلاف.
func (r *reader) figureApart(k int, c *count) bool {
	return r.lx.verbInitial && c.n > 0 && c.lastScale.Coef == 0 && r.fig(k-1)
}

// mayCount says whether a number may begin with the number word of token i, which may
// be an article too.
func (r *reader) mayCount(i int) bool {
	return r.sense(i, cNumberWord).rule.Needs != "scale" || r.leadsNumber(i) || r.boundedOne(i)
}

// boundedOne says whether a bound before the article of token i makes it a number:
// "ít nhất một trường".
func (r *reader) boundedOne(i int) bool {
	s := r.sense(i-1, cCompare)
	return r.lx.isolating && s != nil && s.rule.Comparator == string(corpus.AtLeast) && r.near(i-1, i, 1) && r.is(i+1, cUnit)
}

// leadsNumber says whether what stands behind the word at token k makes it a number
// and no article: a scale, a decimal word, a percent word, nothing.
func (r *reader) leadsNumber(k int) bool {
	return r.scaleFollows(k) || r.pointFollows(k) || r.halfFollows(k) || r.is(k+1, cPercent|cPercentPoint) || r.alone(k, k)
}

// scalePart multiplies a number by the scale word of token k.
func (r *reader) scalePart(k int, c *count, n *number) bool {
	return r.scaled(c, n, r.sense(k, cScale))
}

// priced says whether a currency stands beside the number from token first on, where
// its scale word at token k is one of money alone: $5m.
func (r *reader) priced(first, k int) bool {
	return r.sense(k, cScale).rule.Needs != "currency" || r.largeLetter(first, k) || r.is(first-1, cCurrency) && r.near(first-1, first, 1) || r.is(k+1, cCurrency) && r.near(k, k+1, 1)
}

// largeLetter says whether the letter at token k stands for a scale by its size, as none of
// a measure does: 1.2M, 250K; 3M and 4K are names, but where nothing else is told.
func (r *reader) largeLetter(first, k int) bool {
	c := r.original(r.toks[k].start, r.toks[k].end)
	return len(c) == 1 && 'A' <= c[0] && c[0] <= 'Z' && first == k-1 && r.fig(first) && r.touching(first, k) && (len(r.text(first)) >= 3 || r.alone(first, k))
}

// scaled applies a scale word to a number.
func (r *reader) scaled(c *count, n *number, s *sense) bool {
	n.scaled = true
	if r.lx.whole {
		n.bound = false // three million is a number; whole words hold no others
	}
	if c.n == 0 && s.rule.Needs != "free" {
		n.bound = true
	}
	return c.times(s.num)
}

// scaleIn is the scale word that ends the words of token k, or nil.
func (r *reader) scaleIn(k int) *sense {
	s := r.text(k)
	at := strings.LastIndexByte(s, ' ') + 1
	if f, ok := r.lx.match(s, at, place{wordStart: true}); at > 0 && ok && f.end == len(s) && f.mask&cScale != 0 {
		return r.lx.entries[f.entry].sense(cScale)
	}
	return nil
}

// hundreds is the scale of a number told by one word, which smaller ones may follow:
// a hundred, a thousand (만 이천), or several of them (ألفان و300); 0 where it has none.
func hundreds(v corpus.Number) corpus.Number {
	n, ok := v.Int()
	scale := int64(1)
	for ; ok && n >= 10 && n%10 == 0; n /= 10 {
		scale *= 10
	}
	if !ok || n >= 10 || scale < 100 {
		return corpus.Number{}
	}
	return corpus.NewNumber(scale, 0)
}

// figurePart adds the figure of token k to a number. Right behind a scale word,
// where words stand apart, its digits are decimals of that scale: 2tr5.
func (r *reader) figurePart(k int, c *count, n *number) (took, more bool) {
	if r.newAmount(k, c) {
		return false, false
	}
	v, ok := r.amount(k)
	if ok && c.n > 0 && r.lx.whole && r.touching(k-1, k) && r.is(k-1, cScale) {
		if k-1 == n.first { // ألف20: a scale that counts nothing is not told in figures
			return false, false
		}
		part, err := corpus.ParseNumber("0." + r.text(k))
		if err != nil {
			return false, false
		}
		v, ok = part.Mul(c.lastScale)
	}
	if ok && r.tenth(k, v, c) {
		ok = c.addTenths(v)
	} else if ok {
		ok = c.add(v, false)
	}
	n.words = n.words && !ok
	return ok, ok
}

// tenth says whether the lone digit v at token k tells tenths of the scale word
// right before it: 3 tỷ 5, một nghìn hai.
func (r *reader) tenth(k int, v corpus.Number, c *count) bool {
	if c.n == 0 || c.scale.Coef == 0 || !r.tenthsOf(k-1) || r.lx.unparted && k-1 > 0 && r.joined(k-2, k-1) && (r.fig(k-2) || r.is(k-2, cNumberWord|cScale)) || v.Cmp(corpus.NewNumber(1, 1)) >= 0 || v.Cmp(corpus.NewNumber(1, 0)) < 0 || c.scale.Cmp(corpus.NewNumber(1, 3)) < 0 {
		return false
	}
	next := k + 1
	return !r.joined(k, next) || r.is(next, cCurrency) || next == len(r.toks)-1 && r.alone(k, k) || !r.fig(next) && !r.is(next, cScale|cNumberWord|cUnit|cPercent|cPercentPoint|cMultiple|cDecimalWord|cNumberJoin|cDuration) && !r.sym(next, '%')
}

// tenthsOf says whether parts of the scale word at token k may be told right behind it.
func (r *reader) tenthsOf(k int) bool {
	s := r.sense(k, cScale)
	return s != nil && s.rule.Order == "tenths"
}

// addTenths appends a digit that tells tenths of the last scale word.
func (c *count) addTenths(v corpus.Number) bool {
	part, ok := c.lastScale.Mul(corpus.NewNumber(1, -1))
	if ok {
		part, ok = part.Mul(v)
	}
	c.scale = c.lastScale
	return ok && c.add(part, false)
}

// pointFollows says whether a decimal word and digits stand behind token k: một phẩy năm.
func (r *reader) pointFollows(k int) bool {
	return r.is(k+1, cDecimalWord) && r.joined(k, k+1) && r.joined(k+1, k+2) && (r.fig(k+2) || r.is(k+2, cNumberWord))
}

// newAmount says whether a number of its own begins at token k, for its scale is
// the one that the number before it was told in: 400 ألف و500 ألف.
func (r *reader) newAmount(k int, c *count) bool {
	return c.n > 0 && c.lastScale.Coef != 0 && r.scaleFollows(k) && r.sense(k+1, cScale).num.Cmp(c.lastScale) == 0
}

// joinsParts says whether the word at token k joins the parts of one number, not
// only the ends of a range.
func (r *reader) joinsParts(k int) bool {
	s := r.sense(k, cNumberJoin)
	return s != nil && s.rule.Order == ""
}

// scaleFollows says whether a scale word stands behind token k.
func (r *reader) scaleFollows(k int) bool { return r.is(k+1, cScale) && r.joined(k, k+1) }

// halfFollows says whether a half stands behind token k, where words stand apart.
func (r *reader) halfFollows(k int) bool {
	return r.lx.whole && r.is(k+1, cHalf) && r.joined(k, k+1)
}

// countsTime says whether the word at token k counts the time that the number
// before it tells and is no part of it: mười năm, ten years; năm is five too.
func (r *reader) countsTime(k int, c *count) bool {
	return c.n > 0 && r.is(k, cDuration) && !r.scaleFollows(k) && !r.unitFollows(k)
}

// onesBehindTens says whether the word at token k is the ones of the tens told
// right before it: twenty five.
func (r *reader) onesBehindTens(k int, v corpus.Number, c *count) bool {
	tens, okT := c.parts[c.n-1].Int()
	ones, okO := v.Int()
	return okT && okO && r.is(k-1, cNumberWord) && tens >= 10 && tens < 100 && tens%10 == 0 && ones > 0 && ones < 10
}

// alone says whether the tokens first to last, and what they are compared by, are
// all that the text holds, so that nothing else than a number can be meant.
func (r *reader) alone(first, last int) bool {
	if r.is(first-1, cCompare) {
		first--
	}
	if r.is(last+1, cCompare) {
		last++
	}
	from, to := int(r.toks[first].start)-int(r.toks[first].prefix), int(r.toks[last].end)
	return from < 8 && len(r.s)-to < 8 && strings.Trim(r.s[:from]+r.s[to:], " \n.!?\"") == ""
}

// half is what the word at token k adds to the number before it: a half, or the part that
// it gives (وربع).
func (r *reader) half(k int) corpus.Number {
	if part := r.sense(k, cHalf).num; part.Coef != 0 {
		return part
	}
	return corpus.NewNumber(5, -1)
}

// plainHalf says whether the word of that class at token k is a half and no other part.
func (r *reader) plainHalf(k int) bool { return r.sense(k, cHalf).num.Coef == 0 }

// endsAmount says whether an amount that began at token first ends at token k: a unit
// follows, or nothing.
func (r *reader) endsAmount(first, k int) bool { return r.unitFollows(k) || r.alone(first, k) }

// unitFollows says whether a percent word or a unit stands behind token k: three
// and a half per cent.
func (r *reader) unitFollows(k int) bool {
	return r.joined(k, k+1) && (r.sym(k+1, '%') || r.is(k+1, cPercent|cPercentPoint|cCurrency|cUnit|cMultiple))
}

// durationFollows says whether a word that counts time stands behind token k.
func (r *reader) durationFollows(k int) bool { return r.is(k+1, cDuration) && r.joined(k, k+1) }

// bareScale says whether a scale word may begin a number: its rule says so, for
// any place (ألف), or where a unit follows (ล้านโดส), or a half does (triệu rưỡi).
func (r *reader) bareScale(k int) bool {
	s := r.sense(k, cScale)
	return r.toks[k].marks&inRun != 0 || s.rule.Needs == "free" || s.rule.Needs == "unit" || r.halfFollows(k) ||
		r.lx.isolating && r.joined(k, k+1) && (r.is(k+1, cPercent) || r.joinsParts(k+1) && r.joined(k+1, k+2) && r.is(k+2, cNumberWord) || r.wordsAlone(k)) // trăm lẻ tám
}

// wordsAlone says whether the number words from token k on, two or more, are all that the text holds,
// or a currency follows them: trăm mười lăm, ngàn hai.
func (r *reader) wordsAlone(k int) bool {
	last := k
	for r.is(last+1, cNumberWord|cScale) && r.joined(last, last+1) && last-k < longestNumber {
		last++
	}
	return last > k && r.is(k+1, cNumberWord) && (r.alone(k, last) || r.is(last+1, cCurrency) && r.joined(last, last+1) && !r.is(k+1, cDuration))
}

// joinPrefix says whether the affix on token k is a joining word (Arabic و).
func (r *reader) joinPrefix(k int) bool {
	t := r.toks[k]
	p := r.s[t.start-int32(t.prefix) : t.start]
	for _, a := range r.lx.articles {
		if len(p) > len(a) {
			p = strings.TrimSuffix(p, a)
		}
	}
	f, ok := r.lx.match(p, 0, place{wordStart: true})
	return ok && f.end == len(p) && f.mask&cNumberJoin != 0
}

// decimalWord joins a number, a decimal word and the digits behind it: 5ر4,
// 7 phẩy 5, three point one four.
func (r *reader) decimalWord(n number) (number, bool) {
	point := n.last + 1
	if !r.is(point, cDecimalWord) || n.scaled && !n.words || n.first != n.last && !n.words || !r.joined(n.last, point) || !r.joined(point, point+1) || !n.words && r.toks[point].marks&inRun != 0 && !r.fig(point+1) { // 50점이: fifty points
		return n, false
	}
	digits, last := r.decimals(point + 1)
	if digits == "" {
		return n, false
	}
	whole := n.value.String()
	if r.sense(point, cDecimalWord).rule.Order == "swapped" {
		whole, digits = digits, whole
	}
	v, err := corpus.ParseNumber(whole + "." + digits)
	if err != nil {
		return n, false
	}
	n.value, n.last = v, last
	var c count
	c.add(v, false)
	for r.scaleFollows(n.last) && c.times(r.sense(n.last+1, cScale).num) {
		n.last++
		n.scaled = true
	}
	n.value, _ = c.sum()
	return n, true
}

// multiplies says whether the scale word at token k multiplies the decimal before it
// (สองจุดห้าล้าน); a ten or a hundred is one of its digits (phẩy năm mươi).
func (r *reader) multiplies(k int) bool {
	return r.sense(k, cScale).num.Cmp(corpus.NewNumber(1000, 0)) >= 0
}

// decimals are the digits from token k on: a figure, words of one digit each, or
// one number in words (phẩy mười bốn).
func (r *reader) decimals(k int) (digits string, last int) {
	if r.fig(k) {
		return r.text(k), k
	}
	for ; r.is(k, cNumberWord) && (digits == "" || r.joined(k-1, k)); k++ {
		d := r.sense(k, cNumberWord).num.String()
		if len(d) > 1 || r.scaleFollows(k) && !r.multiplies(k+1) {
			break
		}
		digits, last = digits+d, k
	}
	if digits == "" && r.is(k, cNumberWord) {
		var c count
		var n number
		for ; k < len(r.toks) && (last == 0 || r.joined(k-1, k)); k++ {
			if took, _ := r.part(k, &c, &n, false); !took {
				break
			}
			last = k
		}
		sum, _ := c.sum()
		digits = sum.String()
	}
	return digits, last
}
