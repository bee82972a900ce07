package extract

import "sort"

// Bounds on what is read as a table: bytes between the times of its head, between
// the values of a row, between rows; and rows.
const (
	headGap  = 32
	valueGap = 8
	rowGap   = 160
	maxRows  = 24
	leap     = 3 // years by which the last column of a table lies ahead of the one before, where it is an aim
)

// columns gives the values of a row the times of the head above it: "2022 2023
// 2030 97.8% 98.4% 99.9%", "by 2025 and 2030 20% and 30% respectively". A row
// has as many values as the head has times, of one unit, side by side.
func (r *reader) columns() {
	for i := 0; i < len(r.times); i++ {
		n := r.headAt(i)
		if n < 2 {
			continue
		}
		end := r.times[i+n-1].end
		k := sort.Search(len(r.quans), func(k int) bool { return r.quans[k].first > r.times[i+n-1].last })
		for row := 0; row < maxRows && k < len(r.quans) && r.quans[k].start-end < rowGap; row++ {
			if i+n < len(r.times) && r.times[i+n].first < r.quans[k].first || n == 2 && r.apart(i, k) {
				break // another time, or two of each that need not belong together
			}
			m := r.rowAt(k)
			if m == n {
				for c := range n {
					r.quans[k+c].column = int32(i + c + 1)
					r.quans[k+c].lastColumn = c == n-1 && r.leaps(i+n-1)
				}
			}
			k += m
			end = r.quans[k-1].after
		}
		i += n - 1
	}
}

// apart says whether time i and value k stand in different sentences.
func (r *reader) apart(i, k int) bool {
	return r.toks[r.times[i].first].sent != r.toks[r.quans[k].first].sent
}

// headAt is how many years stand side by side from time i on, rising.
func (r *reader) headAt(i int) int {
	n := 1
	for ; i+n < len(r.times); n++ {
		a, b := &r.times[i+n-1], &r.times[i+n]
		if a.derived || b.derived || a.role == roleVersus || r.toks[a.first].sent != r.toks[b.first].sent || b.start-a.end > headGap || a.deadlineYear() >= b.deadlineYear() || r.valueBetween(a.last, b.first) {
			break
		}
	}
	return n
}

// rowAt is how many values of one unit stand side by side from value k on.
func (r *reader) rowAt(k int) int {
	m := 1
	for ; k+m < len(r.quans); m++ {
		a, b := &r.quans[k+m-1], &r.quans[k+m]
		if b.start-a.after > valueGap || a.kind != b.kind || a.unit != b.unit || r.toks[a.first].sent != r.toks[b.first].sent {
			break
		}
	}
	return m
}

// leaps says whether time i lies some years ahead of the one before it.
func (r *reader) leaps(i int) bool {
	return i > 0 && r.times[i].deadlineYear()-r.times[i-1].deadlineYear() >= leap
}

// columnVotes adds what the head of its column says of a value: its label, and
// whether its year is past.
func (r *reader) columnVotes(j *judge, q *quantity) {
	t := &r.times[q.column-1]
	until := t.end + headGap
	if int(q.column) < len(r.times) {
		until = min(until, r.times[q.column].start)
	}
	past, aim := r.now > 0 && t.deadlineYear() < r.now, r.now > 0 && t.deadlineYear() > r.now || r.now == 0 && q.lastColumn
	for i := t.last + 1; i < len(r.toks) && r.toks[i].start < until; i++ {
		if s := r.sense(i, cCue); s != nil {
			past, aim = s.rule.Status == "actual", s.rule.Status == "target"
			break
		}
	}
	switch {
	case aim:
		j.tally[iTarget] += 2 * r.e.m.openDeadline
	case past || r.now == 0:
		j.tally[iActual] += 2 * r.e.m.pastTime
		j.tally[iTarget] = min(j.tally[iTarget], 0)
	}
}
