package extract

import (
	"strings"

	"goalpost/corpus"
)

// hundredth ends what a word gives for the hundredth part of a currency: สตางค์
// gives THB/100, cents give dollar/100.
const hundredth = "/100"

// inHundredths turns an amount told in hundredths into the whole currency.
func (q *quantity) inHundredths() {
	c := corpus.NewNumber(1, -2)
	if low, ok := q.low.Mul(c); ok {
		q.low = low
	}
	if high, ok := q.high.Mul(c); ok {
		q.high = high
	}
}

// addHundredths goes on with the hundredths told right behind an amount of money:
// 20 บาท 43 สตางค์.
func (r *reader) addHundredths(q *quantity) {
	k := q.last + 1
	if r.joinsParts(k) && r.joined(q.last, k) {
		k++
	}
	if q.kind != corpus.Money || q.ranged || !r.joined(k-1, k) || !r.fig(k) && !r.is(k, cNumberWord|cScale) {
		return
	}
	whole := r.sense(q.last, cCurrency)
	n, ok := r.number(k)
	if whole == nil || !ok {
		return
	}
	part := r.sense(n.last+1, cCurrency)
	if part == nil || !r.joined(n.last, n.last+1) || n.value.Cmp(corpus.NewNumber(100, 0)) >= 0 {
		return
	}
	of, cut := ofHundredths(part.gives)
	if !cut {
		return
	}
	if !r.oneCurrency(whole.gives, of) {
		of = whole.gives // 20유로 50센트: cents are of the euro too
	}
	value, okM := n.value.Mul(corpus.NewNumber(1, -2))
	sum, okA := q.low.Add(value)
	if !okM || !okA {
		return
	}
	q.low, q.high, q.last, q.lastUnit = sum, sum, n.last+1, n.last+1
	q.unit = r.currency(of)
	q.code = q.unit
}

// oneCurrency says whether a currency can be the one that a word of its hundredths
// tells: halalas are of the Saudi riyal.
func (r *reader) oneCurrency(whole, of string) bool {
	if r.currency(whole) == r.currency(of) {
		return true
	}
	for _, iso := range r.e.set.Language.Currencies[whole] {
		if iso == of {
			return true
		}
	}
	return false
}

// inCents says whether an amount is told in nothing but hundredths.
func (r *reader) inCents(q *quantity) bool {
	s := r.sense(q.last, cCurrency)
	return q.kind == corpus.Money && s != nil && strings.HasSuffix(s.gives, hundredth) && q.low.Cmp(corpus.NewNumber(1, 0)) < 0
}

// ofHundredths is the currency of which a word gives hundredths, and whether it does.
func ofHundredths(gives string) (currency string, ok bool) {
	return strings.CutSuffix(gives, hundredth)
}
