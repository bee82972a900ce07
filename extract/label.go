package extract

import "strings"

// longestLabel is how many bytes a label in brackets may have.
const longestLabel = 60

// label is what the bracket before a value, or before the change that it ends,
// says it is, where nouns carry their case: (인원 확대) (2025.) 5만 명 → 8만 명. The
// word of change that ends the label is no part of what is measured.
func (r *reader) label(q *quantity) stretch {
	if !r.lx.particled {
		return stretch{}
	}
	for n := 0; q.from >= 0 && n < maxListed; n++ {
		q = &r.quans[q.from]
	}
	end := q.start
	for range maxTries {
		t := strings.TrimRight(r.s[:end], " :")
		if !strings.HasSuffix(t, ")") {
			break
		}
		far := max(0, len(t)-longestLabel)
		open := strings.LastIndexByte(t[far:], '(')
		if open < 0 {
			break
		}
		open += far
		if s := r.trim(r.undone(stretch{int32(open) + 1, int32(len(t)) - 1})); !s.empty() && !strings.ContainsAny(r.s[s.start:s.end], "0123456789)") {
			return s
		}
		end = int32(open)
	}
	return stretch{}
}

// undone is a label without the word of change that ends it.
func (r *reader) undone(s stretch) stretch {
	k := r.tokenEnding(s.end)
	if k > 0 && r.toks[k].start > s.start && r.is(k, cIncrease|cDecrease|cCue) && !r.is(k, cIndicator) {
		s.end = r.toks[k].start
	}
	return s
}

// measuredApart is what value k measures where nothing right before it says so, in a
// language whose nouns carry their case: its label, the noun that the last value
// of its list is tied to (정부가 8조 원, 민간이 180조 원 규모의 투자), what stands behind it.
// Behind the step of a change that is what follows, not what moved.
func (r *reader) measuredApart(k int) stretch {
	q := &r.quans[k]
	if s := r.label(q); !s.empty() {
		return s
	}
	for n, next := 0, r.listed(q); n < maxListed && next != nil; n, next = n+1, r.listed(next) {
		if r.tied(next) {
			return r.phraseAfter(next)
		}
	}
	if q.from >= 0 && !r.tied(q) {
		if s := r.carried(k); !s.empty() {
			return s
		}
	}
	return r.phraseAfter(q)
}
