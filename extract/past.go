package extract

import (
	"sort"

	"goalpost/corpus"
	"goalpost/rules"
)

// pastVotes adds what a time that is over says of value k: in its clause before it,
// with no other value and no aim between, it tells of a fact ("in November 2025
// stood at 130,222", จากปี 2564 มีรายได้ 18,917). A year that is over needs no vote
// here where it is the value's own time d.
func (r *reader) pastVotes(j *judge, k int, d dueTime) {
	if r.lx.verbFinal || r.pub == 0 {
		return
	}
	q := &r.quans[k]
	at := r.timeFrom(q.first)
	if t := at - 1; t >= 0 && r.startsAhead(&r.times[t], q) && r.valuesBetween(&r.times[t], k) == 0 {
		j.tally[iTarget] += r.e.m.futureDeadline
		return
	}
	for i := at - 1; i >= 0 && i >= at-maxTimes && r.toks[r.times[i].first].clause == r.toks[q.first].clause; i-- {
		t := &r.times[i]
		if t.open || !r.gone(t) && !(d.time < 0 && r.over(t)) && !(t.role == roleSince && t.rule != nil && t.rule.Class == rules.From && t.deadlineYear() < r.pub) {
			continue
		}
		if r.startsThen(q, t) {
			return
		}
		if (r.valuesBetween(t, k) == 0 || r.over(t) && r.opensSentence(t)) && !r.aimedAt(t.last, q.first) {
			j.tally[iActual] += r.e.m.pastTime
		}
		return
	}
}

// startsAhead says whether what a value tells of begins at a time to come, told in its
// clause where verbs stand in the middle: "Từ 1/7/2024, lương hưu tăng 15%".
func (r *reader) startsAhead(t *timeRef, q *quantity) bool {
	if !r.lx.isolating || t.open || t.derived || t.role != roleSince || t.rule != nil && t.rule.Order == "standard" || r.toks[t.first].clause != r.toks[q.first].clause {
		return false
	}
	year := t.deadlineYear()
	return year > r.pub || year == r.pub && t.kind == corpus.Date && t.month > r.pubMonth()
}

// over says whether a time is a year before that of publication, by which nothing was
// to be reached: "Năm 2024 tăng 7,5%".
func (r *reader) over(t *timeRef) bool {
	return (t.role == roleNone || t.role == roleAt) && t.deadlineYear() < r.pub
}

// aimedAt says whether a goal is told between two tokens.
func (r *reader) aimedAt(from, to int) bool {
	at := sort.Search(len(r.goals), func(i int) bool { return int(r.goals[i]) > from })
	return at < len(r.goals) && int(r.goals[at]) < to
}
