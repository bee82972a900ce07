package extract

import (
	"strings"

	"goalpost/corpus"
	"goalpost/rules"
)

// Where nouns carry their case, what makes two values the ends of a range stands
// behind the second: 10만 원과 20만 원 사이, 10만 원 이상 20만 원 미만.

// maxEnd is how many tokens the second end of such a range may have with its unit.
const maxEnd = 8

// closedBehind says whether the value q, at whose end token k stands, and the
// number behind it are the ends of a range that the words behind that close, and
// where the number begins.
func (r *reader) closedBehind(q *quantity, k int) (second int, ok bool) {
	if !r.lx.particled || k >= len(r.toks) {
		return k, false
	}
	if s := r.senseOn(k, cCompare, rules.After); s != nil && (s.rule.Comparator == ">=" || s.rule.Comparator == ">") {
		return k + 1, q.kind != corpus.Percent && r.joined(k-1, k) && r.boundedAbove(k+1)
	}
	return k, r.pairedAt(k)
}

// pairedAt says whether the number that begins at token k is the second end of a range,
// for "and" is attached to the first and the word for between follows.
func (r *reader) pairedAt(k int) bool {
	if !r.lx.particled || !r.numeric(k) {
		return false
	}
	and := strings.TrimRight(r.s[r.toks[k-1].end:r.toks[k].start], " ")
	return and != "" && r.lx.parts.Is(and) && r.tellsBetween(k)
}

// numeric says whether a number may begin at token k.
func (r *reader) numeric(k int) bool {
	return k < len(r.toks) && !r.used[k] && (r.fig(k) || r.is(k, cNumberWord|cScale))
}

// boundedAbove says whether an upper bound follows the number that begins at token k.
func (r *reader) boundedAbove(k int) bool {
	for i := k + 1; r.numeric(k) && i < len(r.toks) && i < k+maxEnd && r.joined(i-1, i); i++ {
		if s := r.senseOn(i, cCompare, rules.After); s != nil {
			return s.rule.Comparator == "<=" || s.rule.Comparator == "<"
		}
	}
	return false
}

// tellsBetween says whether the word for between follows the number that begins at token k.
func (r *reader) tellsBetween(k int) bool {
	for i := k + 1; i < len(r.toks) && i < k+maxEnd && r.joined(i-1, i); i++ {
		if s := r.senseOn(i, cFrom, rules.After); s != nil && s.rule.Order == "between" {
			return true
		}
	}
	return false
}
