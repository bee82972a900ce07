package extract

import (
	"strings"
	"unicode/utf8"

	"goalpost/corpus"
	"goalpost/rules"
)

// quantity is a value in the text with its unit and comparator. A text may be full
// of them, so that what is small stands together.
type quantity struct {
	first, last int   // tokens of the value with sign, scale, percent word, currency
	lastUnit    int   // last token of the unit, or last
	from        int   // quantity that is this one's start (from X to Y); -1: none
	start, end  int32 // first and last in folded bytes
	after       int32 // end of the unit as well
	mention     int32 // among the mentions
	low, high   corpus.Number
	kind        corpus.Kind
	unit, code  string
	cmp         corpus.Comparator
	per         string
	rule        *rules.Rule // of the unit
	cmpRule     *rules.Rule
	perRule     *rules.Rule
	cmpTok      int   // token of the comparator; -1: none
	perTok      int   // token of the frequency; -1: none
	column      int32 // time of the head above its row, counted from 1; 0: none
	turn        int32 // index+1 of the time that an "in turn" gives it; 0: none
	origin      int32 // quantity before this one that it moves on from, plus 1; 0: none
	against     int32 // quantity behind this one that it is compared with, plus 1; 0: none
	ranged      bool
	part        bool // a half, a third
	known       bool // the unit is one that the rules know
	words       bool // told without digits
	minus       bool
	under       bool // behind a slash: what the one before is counted by
	base        bool // this one is the start of another
	lastColumn  bool // column lies ahead of all others
}

// quantities reads all values of the text.
func (r *reader) quantities() {
	var q quantity
	next := 0 // what stands before has been read
	for n, k := range r.openers {
		i := int(k)
		if i < next || r.used[i] || r.toks[i].marks&dead != 0 || !r.opensValue(i) {
			continue
		}
		if !r.quantityAt(i, &q) {
			continue
		}
		last := max(q.last, q.lastUnit)
		if q.kind == "" && r.sym(last+1, '/') && r.touching(last, last+1) && r.touching(last+1, last+2) { // บ้านเลขที่ 99/1
			r.kill(last+2, last+2)
		}
		switch {
		case q.kind != "":
			if len(r.quans) == cap(r.quans) {
				r.quans = foretold(r.quans, n, len(r.openers))
			}
			r.quans = append(r.quans, q)
			r.use(q.first, last)
		case r.lx.verbFinal || r.is(q.first-1, cOrdinal) || r.is(last+1, cOrdinal):
			for j := q.first; j <= max(q.last, q.lastUnit); j++ {
				r.toks[j].marks |= dead // part of a name: Scope 3, 1인당
			}
			r.use(q.first, last)
		default: // it stays part of the phrase around it: "people above 15 years of age"
			r.kill(q.first, q.last)
		}
		next = last + 1
	}
	for k := range r.quans {
		r.sharedUnit(k)
		r.compare(&r.quans[k])
	}
	for k := range r.aged {
		r.compare(&r.aged[k])
	}
}

// opensValue says whether a value may begin at token i.
func (r *reader) opensValue(i int) bool {
	switch t := &r.toks[i]; t.form {
	case figure:
		return true
	case word:
		return t.mask&(cScale|cFraction|cNegative) != 0 || t.mask&cNumberWord != 0 && r.mayCount(i) || t.mask&(cPercent|cCurrency) != 0 && r.opensNumber(i+1)
	default:
		return t.sym == '%' && !r.lx.verbFinal && r.opensNumber(i+1) || t.sym == '-' && r.fig(i+1)
	}
}

// opensNumber says whether the number of a sign before it may begin at token i.
func (r *reader) opensNumber(i int) bool {
	return r.fig(i) || r.is(i, cNumberWord|cFraction|cScale|cNegative) || r.sym(i, '-')
}

// behind is the token behind a value with its unit and the frequency right behind that.
func (q *quantity) behind() int {
	next := max(q.last, q.lastUnit) + 1
	if q.perTok == next {
		next++
	}
	return next
}

// measureOf gives q what another value is counted in.
func (q *quantity) measureOf(p *quantity) {
	q.kind, q.unit, q.code, q.known, q.rule = p.kind, p.unit, p.code, p.known, p.rule
}

// sharedUnit gives a number without a noun the counted noun of the value before
// it, where a joining word stands between: 250 thousand cars at home and 600
// thousand abroad. A percent word before the first of several values holds for
// all: ร้อยละ 25 และ 30.
func (r *reader) sharedUnit(k int) {
	if q := &r.quans[k]; q.kind == corpus.Bare && r.rateAt(q) {
		q.kind, q.unit, q.code, q.known = corpus.Percent, "%", "%", true
		return
	}
	if k == 0 {
		return
	}
	a, b := &r.quans[k-1], &r.quans[k]
	for j := k; j > 0 && b.kind == corpus.Percent && r.tiesUnit(&r.quans[j-1], &r.quans[j]); j-- {
		r.quans[j-1].measureOf(b)
	}
	if b.kind == corpus.Bare && a.kind == corpus.Percent && r.toks[a.last].mask&cPercent == 0 && !r.sym(a.last, '%') &&
		(r.together(a, b) || r.is(b.last+1, cRespectively) && r.toks[a.first].sent == r.toks[b.last+1].sent && b.start-a.after <= 30) {
		b.measureOf(a)
		return
	}
	if r.elided(a, b) || r.plannedRate(a, b) {
		b.measureOf(a)
		return
	}
	if b.kind != corpus.Bare || a.kind != corpus.Quantity || !r.is(b.last, cScale) || !r.is(b.first-1, cNumberJoin) ||
		!r.touching(b.first-1, b.first) || r.toks[a.first].sent != r.toks[b.first].sent || b.start-a.after > 60 {
		return
	}
	b.measureOf(a)
}

// tiesUnit says whether "and" ties number a, with nothing counted behind it, to value b:
// 10 و20 و30 بالمئة.
func (r *reader) tiesUnit(a, b *quantity) bool {
	return r.lx.affixed && a.kind == corpus.Bare && !a.words && b.first == a.last+2 && r.joinsParts(a.last+1) && r.joined(a.last, a.last+1) && r.touching(a.last+1, b.first)
}

// rateAt says whether a number without a sign is that of a rate told right before it:
// خفض معدل البطالة إلى 7 بحلول 2030.
func (r *reader) rateAt(q *quantity) bool {
	if !r.lx.verbInitial || q.words || q.ranged || q.low.Cmp(corpus.NewNumber(1, 2)) > 0 || letterAt(r.s, int(q.after)+1) && r.tokenAt(q.after+1) < 0 {
		return false
	}
	for i := q.first - 1; i >= 0 && i >= q.first-maxRate && r.toks[i].seg == r.toks[q.first].seg && !r.used[i]; i-- {
		if r.is(i, cLevel) {
			return true
		}
	}
	return false
}

// plannedRate says whether number b is the rate aimed at, behind one that was reached, both
// without a sign: بلغ معدل النمو 4.4 بينما كان المخطط 7.5.
func (r *reader) plannedRate(a, b *quantity) bool {
	return b.kind == corpus.Bare && a.kind == corpus.Percent && a.last == a.lastUnit && r.fig(a.last) && r.is(b.first-1, cCue) &&
		r.toks[a.first].sent == r.toks[b.first].sent && b.start-a.after <= maxElided && r.lx.verbInitial &&
		!(letterAt(r.s, int(b.after)+1) && r.tokenAt(b.after+1) < 0)
}

// maxRate is how many known words may stand between a rate and its number.
const maxRate = 4

// elided says whether number b, of millions and with nothing counted behind it, leaves
// out the currency of the value before it: صادرات بقيمة 35 مليار دولار وتستهدف 145 مليارا.
func (r *reader) elided(a, b *quantity) bool {
	return !r.lx.unparted && b.kind == corpus.Bare && a.kind == corpus.Money && r.is(b.last, cScale) && b.low.Cmp(corpus.NewNumber(1, 6)) >= 0 &&
		r.toks[a.first].sent == r.toks[b.first].sent && b.start-a.after <= maxElided && !(r.is(b.last+1, cFrom) && r.joined(b.last, b.last+1))
}

// maxElided is how many bytes behind a value its currency may be left out.
const maxElided = 160

// together says whether nothing but joining words and commas stands between two values.
func (r *reader) together(a, b *quantity) bool {
	for i := a.last + 1; i <= b.first; i++ {
		if !r.near(i-1, i, 1) || i < b.first && !r.sym(i, ',') && !(r.is(i, cNumberJoin|cLink) && !r.is(i, cAtTime|cWithin|cFractionBar)) {
			return false
		}
	}
	return b.first > a.last+1
}

// quantityAt reads the value that begins at token i: signs before it, the
// number, its percent sign, scale, currency or unit. A value that the words
// beside it make an ordinal or a code has no kind.
func (r *reader) quantityAt(i int, q *quantity) bool {
	*q = quantity{first: i, cmpTok: -1, perTok: -1, from: -1}
	k := i
	head := -1 // percent or currency before the number
	if (r.sym(k, '%') && !r.lx.verbFinal || r.is(k, cPercent|cCurrency) && !r.sideIs(k, cPercent|cCurrency, rules.After)) && (r.fig(k+1) || r.is(k+1, cNumberWord|cFraction) || r.is(k+1, cScale) && r.bareScale(k+1) || r.minusAt(k+1) || r.looseMinus(k+1)) && r.near(k, k+1, 2) {
		head = k
		k++
	}
	if r.minusAt(k) || head >= 0 && r.looseMinus(k) {
		q.minus = true
		k++
	}
	n, ok := r.number(k)
	if !ok {
		return false
	}
	r.counts(q, n)
	if head < 0 && !q.minus {
		q.first = n.first
	}
	r.unitOf(q, head, n)
	r.wholeCount(q, n)
	r.addHundredths(q)
	r.addTenths(q)
	r.rangeOfValues(q, head)
	q.start, q.end = r.toks[q.first].start, r.toks[q.last].end
	q.after = int32(r.lx.attached(r.s, int(max(q.end, r.toks[q.lastUnit].end))))
	if q.kind == "" {
		q.kind = corpus.Bare
		if n.part {
			q.kind, q.unit, q.code, q.known = corpus.Multiple, "x", "x", true
		}
	}
	if n.words && n.bound && !q.known && !q.ranged && !r.is(q.last, cCurrency) && !r.spelled(n) && !r.bounded(n) && !r.countsWord(n) && !r.ageBeside(q) && !r.alone(min(q.first, i), q.last) {
		return false
	}
	if r.excluded(q) {
		if q.kind != corpus.Money && r.ageBeside(q) {
			r.ofAge(q)
			r.aged = pushed(r.aged, *q)
		}
		q.kind = ""
		return true
	}
	if s := r.sense(q.last, cCurrency); q.kind == corpus.Bare && r.is(q.last, cScale|cNumberWord) && s != nil && (s.rule.Needs == "free" || !r.alone(q.first, q.last) && r.moneyUnsaid(q)) && !r.countsNoun(q.last) { // a scale word that tells money where nothing is counted: 15조 7천억, 10 ลบ.
		r.money(q, q.last)
	}
	if q.kind == corpus.Bare {
		r.writtenUnit(q)
	}
	return true
}

// moneyUnsaid says whether the scale word that ends a value tells money: where words are
// not parted only figures of what is told before them (งบ 3 แสนล้าน), too many for
// anything else, with no noun behind them.
func (r *reader) moneyUnsaid(q *quantity) bool {
	if !r.lx.unparted {
		return true
	}
	end := r.toks[q.last].end
	return r.fig(q.first) && !r.is(q.first-1, cReport) && q.low.Cmp(corpus.NewNumber(1, 10)) >= 0 && (!r.letters.At(int(end)) || r.is(q.last+1, cBreak|cClauseBreak|cAtTime|cDeadline|cFrom|cVersus) && r.touching(q.last, q.last+1))
}

// counts gives a value its number, with the comparator inside it; a word for this
// many or a few more makes two ends (서너 곳).
func (r *reader) counts(q *quantity, n number) {
	q.low, q.high, q.part, q.words = n.value, n.value, n.part, n.words
	for j := n.first + 1; j < n.last; j++ {
		if s := r.sense(j, cCompare); s != nil {
			q.cmp, q.cmpTok, q.cmpRule = corpus.Comparator(s.rule.Comparator), j, s.rule
		}
	}
	if s := r.sense(n.first, cNumberWord); s != nil && span(s) > 0 {
		high, _ := s.num.Add(corpus.NewNumber(span(s), 0))
		if high, ok := r.scaledAs(high, n.first+1, n.last); ok {
			q.high, q.ranged = high, true
		}
	}
	q.last, q.lastUnit = n.last, n.last
}

// span is how far the second end of a range that one number word tells lies from the
// first: 서너 is three or four, năm bảy five to seven.
func span(s *sense) int64 {
	switch s.rule.Order {
	case "pair":
		return 1
	case "three":
		return 2
	}
	return 0
}

// countsNoun says whether a word that no rule knows follows token k at once, where
// words are syllables: a noun that is counted (3 tỷ chai nhựa).
func (r *reader) countsNoun(k int) bool {
	start := r.toks[k].end + 1
	return r.lx.isolating && byteAt(r.s, int(start)-1) == ' ' && letterAt(r.s, int(start)) && r.tokenAt(start) < 0 &&
		!r.lx.edges.has(r.s[start:r.wordEnd(start)])
}

// wholeCount reads a figure such as 30,000 as a thousand times more where it
// counts what has no fractions: people, schools, dongs. Nor does an amount of
// something end in three noughts behind its decimal sign: 80.000 m³.
func (r *reader) wholeCount(q *quantity, n number) {
	s := r.text(n.first)
	if n.first != n.last || !r.fig(n.first) || len(s) < 5 || len(s) > 7 || s[0] == '0' {
		return
	}
	if whole := strings.HasPrefix(q.code, "{") || uncut[q.code] || q.kind != corpus.Percent && strings.HasSuffix(s, "000"); !whole {
		return
	}
	if q.low.Cmp(corpus.NewNumber(1000, 0)) >= 0 || isDigit(s[len(s)-4]) || strings.Count(s, ".")+strings.Count(s, ",") != 1 {
		return
	}
	if v, ok := q.low.Mul(corpus.NewNumber(1000, 0)); ok {
		q.low, q.high = v, v
	}
}

// uncut are the currencies of which no thousandths are told, for one unit buys
// nothing: of those without a minor unit in ISO 4217 the smallest.
var uncut = map[string]bool{"VND": true, "KRW": true, "IDR": true, "LAK": true, "KHR": true, "MMK": true, "IRR": true}

// spelled says whether a number in words is long enough to be one without a
// unit, where words are not parted: สองพันห้าร้อย, 삼백이십오.
func (r *reader) spelled(n number) bool {
	if r.lx.affixed && n.last > n.first && n.value.Cmp(corpus.NewNumber(21, 0)) >= 0 {
		return true
	}
	if r.lx.articled && n.last == n.first && r.toks[n.first].prefix == 0 && n.value.Cmp(corpus.NewNumber(20, 0)) >= 0 && n.value.Cmp(corpus.NewNumber(1000, 0)) != 0 && !n.part {
		return true // ثلاثون, ألفان: none but a thousand is anything else
	}
	least := n.first + 1
	if r.toks[n.first].marks&inRun != 0 {
		least++
		if r.lx.parts.Is(r.text(n.last)) { // 이천이: a place and its particle
			least++
		}
	}
	if r.lx.whole || !n.scaled && !r.is(n.first+1, cDecimalWord) || n.last < least {
		return false
	}
	for k := n.first; k < n.last; k++ {
		if !r.touching(k, k+1) && !(r.toks[k].marks&inRun != 0 && r.is(k, cScale) && r.near(k, k+1, 1)) { // 이만 오천
			return false
		}
	}
	return true
}

// bounded says whether a bound stands right beside a number in words, so that it is
// one without a unit: أكثر من خمسة. One is an article too, "the twenty" a name, and
// where words are syllables "above" is a place more often (trên hai bờ).
func (r *reader) bounded(n number) bool {
	if r.lx.isolating || n.value.Cmp(corpus.NewNumber(2, 0)) < 0 || r.toks[n.first].prefix > 0 && !r.alone(max(0, n.first-1), n.last) {
		return false
	}
	return r.joined(n.first-1, n.first) && r.sharp(n.first-1, rules.Before) || r.joined(n.last, n.last+1) && r.sharp(n.last+1, rules.After)
}

// countsWord says whether a noun that no rule knows follows a number in words at once,
// where nouns with an article count nothing: ثلاث قطط.
func (r *reader) countsWord(n number) bool {
	start := int(r.toks[n.last].end) + 1
	if !r.lx.articled || r.toks[n.first].prefix > 0 || n.value.Cmp(corpus.NewNumber(3, 0)) < 0 || byteAt(r.s, start-1) != ' ' || !letterAt(r.s, start) || r.tokenAt(int32(start)) >= 0 {
		return false
	}
	for _, a := range r.lx.articles {
		if strings.HasPrefix(r.s[start:], a) {
			return false
		}
	}
	return true
}

// sharp says whether a comparator for what stands on its other side, and no "about",
// is at token k.
func (r *reader) sharp(k int, side rules.Side) bool {
	s := r.senseOn(k, cCompare, side)
	return s != nil && s.rule.Comparator != string(corpus.AboutCmp)
}

// minusAt says whether a minus sign that belongs to the figure behind it stands at token k.
func (r *reader) minusAt(k int) bool {
	if r.is(k, cNegative) {
		return (r.fig(k+1) || r.is(k+1, cNumberWord|cScale) && (r.touching(k, k+1) || r.lx.affixed || r.toks[k].start == 0)) && r.joined(k, k+1)
	}
	if !r.sym(k, '-') || !r.touching(k, k+1) || !r.fig(k+1) {
		return false
	}
	c := byteAt(r.s, int(r.toks[k].start)-1)
	return c == 0 || c == ' ' || c == '(' || c == '\n' || c == '%'
}

// looseMinus says whether a minus sign with a space behind it stands at token k
// (ร้อยละ - 14.5); only a percent word before it makes it a sign.
func (r *reader) looseMinus(k int) bool {
	return r.sym(k, '-') && r.fig(k+1) && r.joined(k, k+1) && r.is(k-1, cPercent)
}

// unitBefore attaches the percent or currency at token head, before the number.
func (r *reader) unitBefore(q *quantity, head int) {
	if !r.sym(head, '%') && !r.is(head, cPercent) {
		r.money(q, head)
		return
	}
	q.kind, q.unit, q.code, q.known = corpus.Percent, "%", "%", true
	if s := r.sense(head, cPercent); s != nil {
		q.rule = s.rule
	}
	r.asPoints(q)
}

// unitOf attaches what stands beside the number: head is a percent or currency
// before it.
func (r *reader) unitOf(q *quantity, head int, n number) {
	if head >= 0 {
		r.unitBefore(q, head)
		return
	}
	k := n.last + 1
	if !r.joined(n.last, k) || r.toks[k].form == word && r.toks[k].prefix > 0 || r.lx.unparted && r.inTime(k) { // "three, and the states": no unit; 3 แสนล้าน ปี 69
		return
	}
	switch {
	case r.is(k, cPercentPoint):
		s := r.sense(k, cPercentPoint)
		q.kind, q.unit, q.code, q.known, q.rule, q.last = corpus.PercentPoint, "pp", "pp", true, s.rule, k
	case r.sym(k, '%') || r.is(k, cPercent) && !r.sideIs(k, cPercent, rules.Before) && !r.partOfPercent(k):
		q.kind, q.unit, q.code, q.known, q.last = corpus.Percent, "%", "%", true, k
		if s := r.sense(k, cPercent); s != nil {
			q.rule = s.rule
		}
		if r.halfBehind(q, k) { // สิบสองเปอร์เซ็นต์ครึ่ง
			q.last++
		}
		r.asPoints(q)
	case r.is(k, cCompare) && r.inNumber(k):
		q.cmp, q.cmpTok, q.cmpRule = corpus.Comparator(r.sense(k, cCompare).rule.Comparator), k, r.sense(k, cCompare).rule
		q.last, q.lastUnit = k, k
		m := n
		m.last = k
		r.unitOf(q, -1, m)
	case r.is(k, cMultiple) && !r.sideIs(k, cMultiple, rules.Before):
		q.kind, q.unit, q.code, q.known, q.rule, q.last = corpus.Multiple, "x", "x", true, r.sense(k, cMultiple).rule, k
		if sum, ok := q.low.Add(corpus.NewNumber(5, -1)); ok && r.is(k+1, cHalf) && (r.touching(k, k+1) || r.lx.isolating && r.joined(k, k+1)) && r.plainHalf(k+1) { // สองเท่าครึ่ง, hai lần rưỡi
			q.low, q.high, q.last = sum, sum, k+1
		}
	case r.is(k, cCurrency) && !r.sideIs(k, cCurrency, rules.Before):
		r.money(q, k)
		q.last = k
		if r.halfBehind(q, k) {
			q.last++
		}
	case r.is(k, cUnit) && !(n.part && strings.HasPrefix(r.sense(k, cUnit).gives, "{")): // 3/4 hộ dân is a part of them
		s := r.sense(k, cUnit)
		q.kind, q.unit, q.code, q.known, q.rule, q.lastUnit = corpus.Quantity, r.original(r.toks[k].start, r.toks[k].end), s.gives, true, s.rule, k
		if r.halfBehind(q, k) {
			q.lastUnit++
		}
	case r.is(k, cDuration|cMonthMark|cDayMark) && r.is(k, cDuration):
		q.kind, q.unit, q.code, q.known, q.lastUnit = corpus.Quantity, r.original(r.toks[k].start, r.toks[k].end), "a", true, k
	}
	q.lastUnit = max(q.lastUnit, q.last)
}

// halfBehind adds the half that is told behind the unit at token k: 3 đô rưỡi.
func (r *reader) halfBehind(q *quantity, k int) bool {
	apart := r.lx.whole && r.joined(k, k+1) && r.scaleIn(k+1) == nil
	if !r.is(k+1, cHalf) || !apart && !r.touching(k, k+1) || !r.plainHalf(k+1) || q.low.Cmp(corpus.NewNumber(1000, 0)) >= 0 {
		return false
	}
	sum, ok := q.low.Add(corpus.NewNumber(5, -1))
	if ok {
		q.low, q.high = sum, sum
	}
	return ok
}

// comparesNumber says whether token k has the sense of a comparator that stands
// right behind a number.
func (r *reader) comparesNumber(k int) bool {
	if !r.is(k, cCompare) {
		return false
	}
	e := r.entry(k)
	for i := range e.senses {
		if s := &e.senses[i]; s.class&cCompare != 0 && s.behind {
			return true
		}
	}
	return false
}

// inNumber says whether the comparator at token k stands inside a number (5천여 명).
func (r *reader) inNumber(k int) bool {
	if !r.comparesNumber(k) {
		return false
	}
	if utf8.RuneCountInString(r.text(k)) == 1 {
		return r.touching(k-1, k)
	}
	return r.is(k+1, cScale|cUnit|cCurrency|cPercent|cDuration) && r.touching(k, k+1) // 100 กว่าคน, 5,000 กว่าล้าน
}

// asPoints turns a percentage into percentage points where their word follows.
func (r *reader) asPoints(q *quantity) {
	if s := r.sense(q.last+1, cPercentPoint); s != nil && r.joined(q.last, q.last+1) {
		q.kind, q.unit, q.code, q.rule, q.last = corpus.PercentPoint, "pp", "pp", s.rule, q.last+1
	}
}

// money makes the quantity an amount of the currency at token k. A currency
// that several countries have is left open until the place is known.
func (r *reader) money(q *quantity, k int) {
	s := r.sense(k, cCurrency)
	q.kind, q.known, q.rule = corpus.Money, true, s.rule
	whole, ok := ofHundredths(s.gives)
	if ok {
		q.inHundredths()
	}
	q.unit = r.currency(whole)
	q.code = q.unit
}

// currency resolves a family such as "riyal" by the article's country; "" is open.
func (r *reader) currency(gives string) string {
	family, ok := r.e.set.Language.Currencies[gives]
	switch {
	case !ok && gives == strings.ToUpper(gives):
		return gives
	case !ok: // a family that the language does not resolve
		return ""
	}
	if iso, ok := family[r.country]; ok {
		return iso
	}
	c, ok := r.families[gives]
	if !ok {
		c = r.familyCountry(family)
		if r.families == nil {
			r.families = map[string]string{}
		}
		r.families[gives] = c
	}
	if iso, ok := family[c]; ok {
		return iso
	}
	return family["default"]
}

// excluded says whether the words beside a value make it none: an ordinal, a
// law article, an age.
func (r *reader) excluded(q *quantity) bool {
	first := q.first
	if r.sym(first-1, '(') && r.touching(first-1, first) {
		first--
	}
	kills := cExclude | cOrdinal
	switch q.kind {
	case corpus.Percent, corpus.PercentPoint:
		return false // a sign of its own says what it is: SDGs 38%
	case corpus.Money:
		kills = cExclude // no amount is the third of its kind
	}
	if s := r.senseOn(first-1, kills, rules.Before); s != nil && r.near(first-1, first, 2) && !r.used[first-1] {
		return true
	}
	if s := r.sense(max(q.last, q.lastUnit)+1, cPer); s != nil && s.rule.Side == rules.After && r.near(max(q.last, q.lastUnit), max(q.last, q.lastUnit)+1, 1) {
		return true // a denominator: 1인당
	}
	if q.kind == corpus.Money {
		return false // "50 dollars 시민": what follows a currency counts nothing
	}
	if r.senseOn(first-1, cPer, rules.Before) != nil && !r.used[first-1] && r.joined(first-1, first) { // per 1,000 inhabitants
		return true
	}
	return r.ranksBehind(q) && !r.toldInAge(q)
}

// ranksBehind says whether the word behind a value makes it a rank or an age.
func (r *reader) ranksBehind(q *quantity) bool {
	last := max(q.last, q.lastUnit)
	return r.senseOn(last+1, cExclude|cOrdinal, rules.After) != nil && r.near(last, last+1, 1)
}

// ageBeside says whether a word beside a value that makes it none makes it an age.
func (r *reader) ageBeside(q *quantity) bool {
	aged := func(s *sense) bool { return s != nil && s.rule.Order == "age" }
	return aged(r.senseOn(q.first-1, cExclude, rules.Before)) || aged(r.senseOn(max(q.last, q.lastUnit)+1, cExclude, rules.After))
}

// ofAge gives an age the word behind it as its unit, where that is no unit of other values: 65세.
func (r *reader) ofAge(q *quantity) {
	k := q.last + 1
	if q.kind != corpus.Bare || r.senseOn(k, cExclude, rules.After) == nil || r.is(k, cCompare) || !r.joined(q.last, k) {
		return
	}
	q.kind, q.unit, q.code, q.lastUnit = corpus.Quantity, r.original(r.toks[k].start, r.toks[k].end), "a", k
}

// inAge says whether a value is an age that is measured: 정년을 65세로.
func (r *reader) inAge(q *quantity) bool {
	return r.lx.verbFinal && r.ranksBehind(q) && r.toldInAge(q)
}

// toldInAge says whether the head noun before a value is told in an age: 건강수명을
// 73.3세로.
func (r *reader) toldInAge(q *quantity) bool {
	for i := q.first - 1; i >= 0 && i >= q.first-maxAged; i-- {
		if r.toks[i].sent != r.toks[q.first].sent || r.is(i, cCue|cBreak|cReport) {
			return false
		}
		if s := r.sense(i, cIndicator); s != nil {
			return s.rule.Order == "age"
		}
	}
	return false
}

// maxAged is how many tokens may stand between such a head noun and its value.
const maxAged = 8

// writtenUnit takes the unknown word behind a bare number as its unit.
func (r *reader) writtenUnit(q *quantity) {
	i := int(r.toks[q.last].end)
	limit := len(r.s)
	if q.last+1 < len(r.toks) {
		next := r.toks[q.last+1]
		limit = int(next.start) - int(next.prefix)
	}
	j := i
	for j < limit && r.s[j] == ' ' {
		j++
	}
	if j-i > 1 || j > i && r.lx.particled { // counters are attached where particles are
		return
	}
	end := j
	for end < limit && letterAt(r.s, end) {
		_, size := utf8.DecodeRuneInString(r.s[end:])
		end += size
	}
	noun := strings.TrimSpace(r.s[j:end])
	if r.countedAhead(q) {
		return
	}
	if j == i && r.lx.particled && r.lx.suffix(r.s, j) == end { // 12.5이다: a particle counts nothing
		return
	}
	if noun == "" || utf8.RuneCountInString(noun) > 24 {
		return
	}
	q.kind, q.unit = corpus.Quantity, r.original(int32(j), int32(end))
	q.after = int32(end)
}

// maxAdjectives is how many bytes of words may stand between a number and the
// noun that it counts.
const maxAdjectives = 32

// countedAhead takes the counted noun a few unknown words behind a bare number as
// its unit, where adjectives stand before nouns: 1.5 million zero-emission vehicles.
func (r *reader) countedAhead(q *quantity) bool {
	if !r.lx.adjectives {
		return false
	}
	k := q.last + 1
	for r.sym(k, '-') && letterAt(r.s, int(r.toks[k].end)) && letterBefore(r.s, int(r.toks[k].start)) || r.is(k, cShadow) {
		k++
	}
	if !r.is(k, cUnit) || !strings.HasPrefix(r.sense(k, cUnit).gives, "{") || r.toks[k].start-r.toks[q.last].end > maxAdjectives || r.toks[k].seg != r.toks[q.last].seg {
		return false
	}
	s := r.sense(k, cUnit)
	q.kind, q.unit, q.code, q.known, q.rule, q.lastUnit = corpus.Quantity, r.original(r.toks[k].start, r.toks[k].end), s.gives, true, s.rule, k
	q.after = r.toks[k].end
	return true
}
