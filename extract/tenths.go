package extract

import "goalpost/corpus"

// addTenths reads a percentage told in tenths and their parts, whose words give how
// many percent each is: 3할 5푼 2리 is 35.2%.
func (r *reader) addTenths(q *quantity) {
	s := r.sense(q.last, cPercent)
	if q.kind != corpus.Percent || s == nil || s.gives == "" {
		return
	}
	sum, ok := q.low.Mul(s.num)
	for each := s.num; ok; {
		q.low, q.high = sum, sum
		k := q.last + 1
		if !r.joined(q.last, k) || !r.fig(k) && !r.is(k, cNumberWord) {
			return
		}
		n, told := r.number(k)
		if !told || !r.partOfPercent(n.last+1) || !r.joined(n.last, n.last+1) {
			return
		}
		part := r.sense(n.last+1, cPercent)
		if part.num.Cmp(each) >= 0 {
			return
		}
		var more corpus.Number
		if more, ok = n.value.Mul(part.num); ok {
			sum, ok = sum.Add(more)
		}
		each, q.last, q.lastUnit = part.num, n.last+1, n.last+1
	}
}

// partOfPercent says whether the word at token k only goes on with a percentage.
func (r *reader) partOfPercent(k int) bool {
	s := r.sense(k, cPercent)
	return s != nil && s.rule.Order == "part"
}
