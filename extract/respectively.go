package extract

import "sort"

// maxRespective bounds a respective reading: "A, B and C … in turn".
const maxRespective = 8

// respective pairs the values and the times of a sentence that says "in turn"
// (lần lượt, 각각, على التوالي, ตามลำดับ), one to one in their order, where there
// are as many of both. A time that tells no role takes that of the others.
func (r *reader) respective() {
	for _, i := range r.openers {
		if r.toks[i].mask&cRespectively != 0 && !r.used[i] {
			r.inTurn(&r.sents[r.toks[i].sent])
		}
	}
}

// inTurn pairs the values and times of one sentence, if they are as many.
func (r *reader) inTurn(s *sentence) {
	q := sort.Search(len(r.quans), func(k int) bool { return r.quans[k].first >= s.first })
	t := sort.Search(len(r.times), func(k int) bool { return r.times[k].first >= s.first })
	values := 0
	for q+values < len(r.quans) && r.quans[q+values].first <= s.last && values <= maxRespective {
		values++
	}
	n, due := r.turns(t, s.last)
	if n < 2 || n != values || n > maxRespective {
		return
	}
	for k := range n {
		if r.times[t+k].role == roleNone {
			r.times[t+k].role = due
		}
		r.quans[q+k].turn = int32(t + k + 1)
	}
}

// turns counts the times from index t up to a token, and tells their common
// role; a time that can be no deadline makes them none.
func (r *reader) turns(t, last int) (n int, due role) {
	for k := t; k < len(r.times) && r.times[k].first <= last && n <= maxRespective; k++ {
		if r.times[k].open || r.times[k].role == roleVersus {
			return 0, roleNone
		}
		if role := r.times[k].role; role == roleDeadline || role == roleAt && due == roleNone {
			due = role
		}
		n++
	}
	return n, due
}
