package extract

import (
	"math"

	"goalpost/corpus"
	"goalpost/rules"
)

// aims reads dated aims without a number: carbon neutral by 2050, digital
// government by 2030. Such a claim spans its words; its value is 0 where the
// words say so (net zero), else empty. Without a time there is no claim.
func (r *reader) aims() []corpus.Claim {
	var out []corpus.Claim
	for _, k := range r.openers {
		i := int(k)
		if !r.is(i, cAim) || r.used[i] || r.inTail(r.toks[i].start) || r.restatedAim(i) {
			continue
		}
		if c, ok := r.aim(i); ok {
			out = append(out, c)
		}
	}
	return out
}

// restatedAim says whether token i repeats in brackets the aim before them:
// ความเป็นกลางทางคาร์บอน (Carbon Neutrality).
func (r *reader) restatedAim(i int) bool {
	return r.sym(i-1, '(') && r.is(i-2, cAim) && r.joined(i-2, i-1)
}

func (r *reader) aim(i int) (corpus.Claim, bool) {
	t, s := &r.toks[i], r.sense(i, cAim)
	d := r.aimTime(i)
	if d.time < 0 {
		return corpus.Claim{}, false
	}
	q := quantity{first: i, last: i, lastUnit: i, start: t.start, end: t.end, after: t.end, kind: corpus.Bare, cmp: corpus.Equal, cmpTok: -1, perTok: -1, from: -1}
	j := r.weigh(&q)
	r.borrow(j, &q)
	r.timeVotes(j, &q, d)
	j.tally[iTarget] += rules.Medium.Points()
	if j.tally.best() != iTarget {
		return corpus.Claim{}, false
	}
	span, quote := r.written(t.start, t.end)
	c := corpus.Claim{
		Start: span.Start, End: span.End, Quote: quote, Comparator: corpus.Equal, Change: corpus.Level,
		Status: corpus.Target, FilledBy: corpus.ByField[string]{{Field: "status", Of: s.rule.ID}}, Rule: s.rule.ID,
		Confidence: math.Round(j.tally.share(iTarget)*100) / 100, Deadline: r.deadline(d),
	}
	if s.gives != "" {
		c.Value = corpus.One(s.num)
	}
	c.Indicator = r.indicators.put(corpus.Indicator{Phrase: r.quoted(stretch{t.start, t.end})})
	c.Actor = r.phrase(r.actor(&q, -1))
	return c, true
}

// aimTime is the nearest time in the sentence of token i by which the aim is due.
func (r *reader) aimTime(i int) dueTime {
	best := dueTime{time: -1, scope: corpus.InSentence}
	at := r.timeFrom(i)
	for k := max(at-maxTimes, 0); k < min(at+maxTimes, len(r.times)); k++ {
		t := &r.times[k]
		dated := t.role == roleDeadline || t.role == roleAt
		beside := t.first == r.behindAim(i) && r.is(t.first, cYear) || dated && t.roleFirst == r.behindAim(i)
		if t.open || r.toks[t.first].sent != r.toks[i].sent || !dated && !(beside && roleScore[t.role] > 0) {
			continue
		}
		if r.pub > 0 && t.deadlineYear() < r.pub {
			continue
		}
		gap := r.toks[i].start - t.end
		if t.first > i {
			gap = t.start - r.toks[i].end
		}
		score := roleScore[t.role] - float64(max(gap, 0))/100
		if beside { // neutral by 2050 and net zero by 2065
			score += nextTo
		}
		if best.time < 0 || score > best.score {
			best.time, best.score = k, score
		}
	}
	return best
}

// behindAim is the token right behind the aim at token i, and behind its other name in brackets.
func (r *reader) behindAim(i int) int {
	for n := i + 1; n < len(r.toks) && n <= i+maxOtherName && r.sym(i+1, '('); n++ {
		if r.sym(n, ')') {
			return n + 1
		}
	}
	return i + 1
}

// maxOtherName is how many tokens the other name of an aim has at most, with its brackets.
const maxOtherName = 8
