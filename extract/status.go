package extract

import (
	"math"
	"sort"

	"goalpost/corpus"
	"goalpost/rules"
)

// statuses are the statuses in the order of a tally.
var statuses = [4]corpus.Status{corpus.Target, corpus.Actual, corpus.Forecast, corpus.Other}

const (
	iTarget = iota
	iActual
	iForecast
	iOther
)

// tally is the weight of the evidence for each status.
type tally [4]float64

func statusIndex(s string) int {
	for i, t := range statuses {
		if string(t) == s {
			return i
		}
	}
	return iOther
}

// best is the status with the most weight; of equals the first.
func (t *tally) best() int {
	b := 0
	for i := range t {
		if t[i] > t[b] {
			b = i
		}
	}
	return b
}

// share is how much of the belief lies on status i: a softmax of the weights.
func (t *tally) share(i int) float64 {
	sum := 0.0
	for _, w := range t {
		sum += math.Exp(w - t[i])
	}
	return 1 / sum
}

// vote is one cue's weight in a value's tally.
type vote struct {
	tok    int
	status int
	weight float64
	rule   *rules.Rule
}

// The weights of evidence that is no word. They are in the same unit as
// rules.Weight.Points and were set by reading the public gold, all languages
// together; a language changes them only through its cues.
const (
	wrongSide      = 0.45 // a cue on the side where its kind seldom stands
	perSegment     = 0.9  // for every comma between cue and value
	perClause      = 0.6  // for every clause between
	shadowed       = 0.45 // for every cue of another status between
	perHundred     = 0.9  // for every hundred bytes between
	futureDeadline = 1.6  // a deadline in the clause that lies ahead of the publication
	openDeadline   = 1.2  // a deadline whose relation to the publication is not known
	pastTime       = 1.4  // the value's time lies before the publication
	headingLends   = 0.7  // of a heading to its list
	previousLends  = 0.45 // of a sentence to the next in its paragraph
	titleLends     = 0.4
	fadeSentence   = 0.6 // of what is carried on, from sentence to sentence
	fadeLine       = 0.4 // and from line to line
	maxCues        = 12  // cues looked at on each side
	maxList        = 30  // lines below a heading
)

// prior is the tally of a value of which nothing is said.
func prior(k corpus.Kind) tally {
	if k == corpus.Percent {
		return tally{0, 0.8, -0.5, 0.3}
	}
	return tally{0, 0.8, -0.5, 0.6}
}

// judge is what the evidence says of one value.
type judge struct {
	tally tally
	votes [2 * maxCues]vote
	n     int
}

func (j *judge) add(v vote) {
	j.tally[v.status] += v.weight
	if j.n < len(j.votes) {
		j.votes[j.n] = v
		j.n++
	}
}

// strongest is the heaviest vote for a status, or nil.
func (j *judge) strongest(status int) *vote {
	var best *vote
	for i := range j.votes[:j.n] {
		if v := &j.votes[i]; v.status == status && (best == nil || v.weight > best.weight) {
			best = v
		}
	}
	return best
}

// cueTokens are the tokens of cues, in order.
func (r *reader) cueTokens() []int32 {
	r.cues = r.cues[:0]
	for i := range r.toks {
		if r.toks[i].form == word && r.toks[i].mask&cCue != 0 && !r.used[i] {
			r.cues = append(r.cues, int32(i))
		}
	}
	return r.cues
}

// weigh collects the evidence of the sentence of q.
func (r *reader) weigh(q *quantity) judge {
	j := judge{tally: prior(q.kind)}
	sent := r.toks[q.first].sent
	at := sort.Search(len(r.cues), func(i int) bool { return int(r.cues[i]) >= q.first })
	for i := at - 1; i >= 0 && i >= at-maxCues && r.toks[r.cues[i]].sent == sent; i-- {
		r.weighCue(&j, q, int(r.cues[i]), rules.Before, r.between(i+1, at))
	}
	for i := at; i < len(r.cues) && i < at+maxCues && r.toks[r.cues[i]].sent == sent; i++ {
		if int(r.cues[i]) > q.last {
			r.weighCue(&j, q, int(r.cues[i]), rules.After, r.between(at, i))
		}
	}
	return j
}

// between is the set of statuses (as bits) that the cues i to j speak for; a
// weak cue stands in no other's way.
func (r *reader) between(i, j int) (set uint8) {
	for ; i < j; i++ {
		if s := r.sense(int(r.cues[i]), cCue); s != nil && s.rule.Weight != rules.Weak {
			set |= 1 << statusIndex(s.rule.Status)
		}
	}
	return set
}

// weighCue adds the votes of the cue at token i, which stands on the given side of q.
func (r *reader) weighCue(j *judge, q *quantity, i int, side rules.Side, passed uint8) {
	t := &r.toks[i]
	e := r.entry(i)
	for k := range e.senses {
		sn := &e.senses[k]
		if sn.class&cCue == 0 || t.mask&sn.class == 0 {
			continue
		}
		clauses := abs32(t.clause - r.toks[q.first].clause)
		segments := abs32(t.seg - r.toks[q.first].seg)
		gap := q.start - t.end
		if side == rules.After {
			gap = t.start - q.after
		}
		switch sn.rule.Reach {
		case rules.ReachNext:
			if segments > 0 || gap > 40 {
				continue
			}
		case rules.ReachClause:
			if clauses > 0 {
				continue
			}
		}
		w := sn.rule.Weight.Points()
		if want := r.cueSide(sn.rule); want != side {
			w *= wrongSide
			if sn.rule.Side != "" {
				continue
			}
		}
		w *= math.Pow(perSegment, math.Min(float64(segments-clauses), 8)) * math.Pow(perClause, math.Min(float64(clauses), 6)) * math.Pow(perHundred, math.Max(float64(gap), 0)/100)
		status := statusIndex(sn.rule.Status)
		if passed&^(1<<status) != 0 {
			w *= shadowed
		}
		j.add(vote{i, status, w, sn.rule})
	}
}

func abs32(i int32) int32 {
	if i < 0 {
		return -i
	}
	return i
}

// lend fills what headings and earlier sentences lend to each sentence.
func (r *reader) lend() {
	r.lent = append(r.lent[:0], make([]lent, len(r.sents))...)
	heading, since := -1, 0
	for s := range r.sents {
		l := &r.lent[s]
		l.own, l.heading = r.sentenceTally(s), -1
		switch {
		case r.sents[s].heading:
			heading, since = s, 0
		case heading >= 0 && since < maxList:
			l.heading = heading
			since++
		}
		if s == 0 {
			continue
		}
		fade := fadeLine
		if r.sents[s-1].para == r.sents[s].para {
			fade = fadeSentence
		}
		for i := range l.carried {
			l.carried[i] = fade * (r.lent[s-1].own[i] + r.lent[s-1].carried[i])
		}
	}
}

// lent is what a sentence says by its own cues, and what stands before it says.
type lent struct {
	own     tally
	carried tally
	heading int // sentence; -1: none
}

// sentenceTally sums the cues of a sentence, each status bounded.
func (r *reader) sentenceTally(s int) (t tally) {
	at := sort.Search(len(r.cues), func(i int) bool { return int(r.cues[i]) >= r.sents[s].first })
	for i := at; i < len(r.cues) && i < at+2*maxCues && int(r.cues[i]) <= r.sents[s].last; i++ {
		e := r.entry(int(r.cues[i]))
		for k := range e.senses {
			sn := &e.senses[k]
			if sn.class == cCue && sn.rule.Reach != rules.ReachNext && sn.rule.Reach != rules.ReachClause {
				t[statusIndex(sn.rule.Status)] += sn.rule.Weight.Points()
			}
		}
	}
	for i := range t {
		t[i] = math.Min(t[i], 4)
	}
	return t
}

// borrow adds what heading, earlier sentence and title lend to a value.
func (r *reader) borrow(j *judge, q *quantity) {
	l := &r.lent[r.toks[q.first].sent]
	own := 0.0
	for _, v := range j.votes[:j.n] {
		own = math.Max(own, v.weight)
	}
	room := 1 / (1 + own) // a value with evidence of its own borrows less
	for i := range j.tally {
		j.tally[i] += previousLends * room * l.carried[i]
		if l.heading >= 0 {
			j.tally[i] += headingLends * room * r.lent[l.heading].own[i]
		}
		j.tally[i] += titleLends * room * r.title[i]
	}
}
