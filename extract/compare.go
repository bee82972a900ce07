package extract

import (
	"strings"

	"goalpost/corpus"
	"goalpost/rules"
)

// compare binds the comparator and the frequency that stand at a value.
func (r *reader) compare(q *quantity) {
	r.boundBefore(q)
	last := max(q.last, q.lastUnit)
	r.perOf(q, last)
	r.boundBehind(q, last)
	if q.cmp == "" {
		r.signBefore(q)
	}
	if q.cmp == "" {
		r.verbBefore(q)
	}
	if q.cmp == "" {
		q.cmp = corpus.Equal
	}
}

// boundBefore binds the word of a comparison before a value: at least 50%.
func (r *reader) boundBefore(q *quantity) {
	if r.among(q.first-4, q.first-1)&cCompare == 0 {
		return
	}
	for i := q.first - 1; i >= 0 && i >= q.first-4; i-- {
		if r.lx.verbFinal && r.is(i, cPer) && r.fig(i-1) && r.near(i, i+1, 1) { // 최대 1인당 25만원
			i--
			continue
		}
		if r.used[i] || !r.near(i, i+1, 3+int(r.toks[i+1].prefix)) {
			return
		}
		if s := r.senseOn(i, cCompare, rules.Before); s != nil {
			r.bindComparator(q, i, s.rule)
			return
		}
		if r.toks[i].form == symbol && !r.sym(i, '(') || r.toks[i].form == word && r.toks[i].mask&(cLink|cFrom|cTo|cIncrease|cDecrease|cFrequency|cAtTime) == 0 {
			return
		}
	}
}

// boundBehind binds the word of a comparison behind a value that ends at token last:
// 50% or more.
func (r *reader) boundBehind(q *quantity, last int) {
	if r.among(last+1, last+3)&cCompare == 0 {
		return
	}
	for i := last + 1; i < len(r.toks) && i <= last+3; i++ {
		if r.used[i] || !r.nearAfter(q, i) {
			return
		}
		if s := r.senseOn(i, cCompare, rules.After); s != nil {
			r.bindComparator(q, i, s.rule)
			return
		}
		if r.toks[i].form == word && r.toks[i].mask&(cFrequency|cPer|cUnit|cYear|cTo) != 0 || r.sym(i, '/') || r.sym(i, ')') {
			continue
		}
		return
	}
}

// signBefore binds the sign of a comparison that stands right before a value and
// behind no other: >50%, ~10%.
func (r *reader) signBefore(q *quantity) {
	i := q.first - 1
	if q.ranged || i < 0 || r.toks[i].form != symbol || !r.near(i, i+1, 1) || r.joined(i-1, i) && r.toks[i-1].form != word {
		return
	}
	switch r.original(r.toks[i].start, r.toks[i].end) {
	case ">", "＞":
		q.cmp, q.cmpTok = corpus.More, i
	case "<", "＜":
		q.cmp, q.cmpTok = corpus.Less, i
	case "~", "≈", "∼":
		q.cmp, q.cmpTok = corpus.AboutCmp, i
	}
}

// How far before its value a comparing verb may stand, in tokens and in bytes.
const (
	maxSubject      = 8
	maxSubjectBytes = 160
)

// verbBefore binds a verb that compares and has its subject between itself and
// the value, where the verb stands first: تجاوز عدد السياح 17 مليون.
func (r *reader) verbBefore(q *quantity) {
	if !r.lx.verbInitial {
		return
	}
	for i := q.first - 1; i >= 0 && i >= q.first-maxSubject && q.start-r.toks[i].end < maxSubjectBytes; i-- {
		if s := r.senseOn(i, cCompare, rules.Before); s != nil && s.rule.Order == "verb" && r.toks[i].seg == r.toks[q.first].seg {
			r.bindComparator(q, i, s.rule)
			return
		}
		if !r.inSubject(i, q) {
			return
		}
	}
}

// inSubject says whether token i may be part of the subject between a comparing
// verb and its value.
func (r *reader) inSubject(i int, q *quantity) bool {
	t := &r.toks[i]
	switch {
	case r.inTime(i):
		return true
	case r.used[i] || t.seg != r.toks[q.first].seg || t.form == symbol && !r.sym(i, '"'):
		return false
	}
	return t.mask&(cTo|cLink|cCue|cBreak|cClauseBreak|cReport|cVersus) == 0 || t.mask&cIndicator != 0
}

// nearAfter says whether token i stands right behind the unit of a value: at
// most a particle and an adverb of two syllables between (300명을 훌쩍 넘겼다).
func (r *reader) nearAfter(q *quantity, i int) bool {
	from, to := max(q.after, r.toks[i-1].end), r.toks[i].start
	if to-from <= 3 {
		return true
	}
	if to-from > 16 || !r.lx.particled {
		return false
	}
	return r.lx.parts.Is(strings.TrimSpace(r.s[from:to]))
}

// bindComparator binds one comparator; "about" does not override a sharper one.
func (r *reader) bindComparator(q *quantity, i int, rule *rules.Rule) {
	c := corpus.Comparator(rule.Comparator)
	if q.cmp != "" && q.cmp != corpus.AboutCmp && c == corpus.AboutCmp {
		return
	}
	q.cmp, q.cmpTok, q.cmpRule = c, i, rule
}

// perOf binds the frequency at a value: /năm, mỗi năm, 연 100개소, سنويا, ต่อปี.
func (r *reader) perOf(q *quantity, last int) {
	if end := r.closing(last + 1); end > 0 { // مليون وون (770 دولارا) شهريا
		last = end
	}
	told := r.among(last+1, last+3)&(cFrequency|cPer|cAtTime) != 0 || r.sym(last+1, '/') || r.sym(last+2, '/') || r.sym(last+3, '/')
	for i := last + 1; told && i < len(r.toks) && i <= last+3 && r.ratedBehind(i, last); i++ {
		if r.used[i] || int(r.toks[i].start)-int(max(q.after, r.toks[i-1].end)) > 40 {
			break
		}
		if s := r.sense(i, cFrequency); s != nil && s.rule.Side != rules.Before {
			q.per, q.perTok, q.perRule = s.gives, i, s.rule
			return
		}
		if r.inTheYear(i) {
			q.per, q.perTok = "year", i+1
			return
		}
		if r.sym(i, '/') || r.is(i, cPer) {
			if g := r.perUnit(i + 1); g != "" {
				q.per, q.perTok = g, i+1
				return
			}
		}
	}
	if r.among(q.first-4, q.first-1)&cFrequency == 0 {
		return
	}
	seg := r.toks[q.first].seg
	for i := q.first - 1; i >= 0 && i >= q.first-4; i-- {
		if r.sym(i, ':') { // Sản lượng hằng năm: 25.000 tấn
			seg = r.toks[i].seg
		}
		if r.used[i] || !r.near(i, i+1, 24) || r.toks[i].seg != seg {
			break
		}
		if s := r.sense(i, cFrequency); s != nil && s.rule.Side != rules.After {
			q.per, q.perTok, q.perRule = s.gives, i, s.rule
			return
		}
	}
}

// ratedBehind says whether token i goes on with a value that ends at last: nothing parts
// them, or only the space before a rate (40 ล้านตัน ต่อปี).
func (r *reader) ratedBehind(i, last int) bool {
	if r.toks[i].seg == r.toks[last].seg {
		return true
	}
	s := r.sense(i, cFrequency)
	return i == last+1 && r.spaces() > 0 && r.near(last, i, 1) && s != nil && s.rule.Side == rules.After
}

// inTheYear says whether a preposition of place and the word for the year with an
// article stand at token i, and no time: 80 طائرة في السنة.
func (r *reader) inTheYear(i int) bool {
	s := r.sense(i, cAtTime)
	return s != nil && s.rule.Order == "place" && r.is(i+1, cYear) && !r.timed[i+1] && r.definite(i+1) && r.near(i, i+1, 6)
}

// opensWithPer binds the frequency that opens the sentence of a value and a comma
// parts from it: "Hàng năm, số vụ tăng 3%".
func (r *reader) opensWithPer(q *quantity) {
	i := r.sents[r.toks[q.first].sent].first
	for last := min(q.first, i+maxOpening); i < last && r.toks[i].form != word; {
		i++
	}
	if s := r.sense(i, cFrequency); s != nil && r.sym(i+1, ',') && r.touching(i, i+1) {
		q.per, q.perTok, q.perRule = s.gives, i, s.rule
	}
}

// perUnit is the frequency that a unit of time behind "/" or "per" tells.
func (r *reader) perUnit(i int) string {
	switch {
	case r.is(i, cYear|cDuration):
		if s := r.sense(i, cDuration); s != nil && s.num.Cmp(corpus.NewNumber(1, 0)) != 0 {
			return ""
		}
		return "year"
	case r.is(i, cMonthMark):
		return "month"
	case r.is(i, cDayMark):
		return "day"
	case r.is(i, cQuarterMark):
		return "quarter"
	}
	if s := r.sense(i, cUnit); s != nil {
		switch s.gives {
		case "a":
			return "year"
		case "mo":
			return "month"
		case "wk":
			return "week"
		case "d":
			return "day"
		case "h":
			return "hour"
		}
	}
	return ""
}

// recurring is the value at which it is told how often q is due: itself, else the
// start of the change that it ends (월 59만 원에서 63만 원으로).
func (r *reader) recurring(q *quantity) *quantity {
	if q.per == "" && q.from >= 0 && r.lx.verbFinal && sameUnit(&r.quans[q.from], q) {
		return &r.quans[q.from]
	}
	return q
}
