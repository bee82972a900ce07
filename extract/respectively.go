package extract

// maxRespective bounds a respective reading: "A, B and C … in turn".
const maxRespective = 8

// respective pairs the values and the times of a sentence that says "in turn"
// (lần lượt, 각각, على التوالي, ตามลำดับ), one to one in their order, where there
// are as many of both. A time that tells no role takes that of the others.
func (r *reader) respective() {
	q, t := 0, 0
	for i := range r.toks {
		if !r.is(i, cRespectively) || r.used[i] {
			continue
		}
		s := r.sents[r.toks[i].sent]
		for q < len(r.quans) && r.quans[q].first < s.first {
			q++
		}
		for t < len(r.times) && r.times[t].first < s.first {
			t++
		}
		values, n := 0, 0
		for k := q; k < len(r.quans) && r.quans[k].first <= s.last; k++ {
			values++
		}
		due := roleNone
		for k := t; k < len(r.times) && r.times[k].first <= s.last; k++ {
			if r.times[k].open || r.times[k].role == roleVersus {
				n = 0
				break
			}
			if role := r.times[k].role; role == roleDeadline || role == roleAt && due == roleNone {
				due = role
			}
			n++
		}
		if n < 2 || n != values || n > maxRespective {
			continue
		}
		for k := range n {
			if r.times[t+k].role == roleNone {
				r.times[t+k].role = due
			}
			r.quans[q+k].turn = t + k + 1
		}
	}
}
