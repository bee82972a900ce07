package extract

import "goalpost/corpus"

// shareDues gives targets that no word of their own dates the deadline that the text
// around them tells, where verbs stand in the middle: that of the target before them
// in their paragraph ("in 2026 it is to plant 500 trees, … and to dig 40 wells"), else
// the one end that the whole text tells. What a value states is judged by then: a
// shared deadline says nothing for it.
func (r *reader) shareDues() {
	if r.lx.verbFinal || r.lx.verbInitial {
		return
	}
	only := r.onlyEnd()
	var last *statement // the target before it
	for i := range r.said {
		s := &r.said[i]
		if s.status != iTarget {
			continue
		}
		switch {
		case s.due.time >= 0:
		case last != nil && last.due.time >= 0 && r.goesOnFrom(last, s):
			s.due = dueTime{last.due.time, corpus.InParagraph, farthest}
		case only >= 0:
			s.due = dueTime{only, corpus.InDocument, farthest}
		}
		last = s
	}
}

// goesOnFrom says whether a statement stands in the paragraph of one before it, and at
// most a few sentences on.
func (r *reader) goesOnFrom(before, s *statement) bool {
	a, b := &r.toks[r.quans[before.k].first], &r.toks[r.quans[s.k].first]
	return a.para == b.para && b.sent-a.sent <= maxNear
}

// onlyEnd is the time that a whole text is about: it tells no other year that is not
// past, and tells this one as an end to reach or as that of a period; -1: none. Where
// words stand apart and take no endings, a year may be the end of anything, so a target
// must be due by then.
func (r *reader) onlyEnd() int {
	end, year := -1, 0
	for i := range r.times {
		t := &r.times[i]
		if t.role == roleSince || t.role == roleVersus || !r.tellsYear(t) {
			continue
		}
		if year > 0 && t.deadlineYear() != year {
			return -1
		}
		year = t.deadlineYear()
		if end < 0 && !t.derived && t.kind != corpus.Date && (t.kind == corpus.Period || r.bound(i) > 0) {
			end = i
		}
	}
	if end >= 0 && r.lx.isolating && !r.targetDue(year) {
		return -1
	}
	return end
}

// tellsYear says whether a time tells a year that is not past: the one written in by its
// figure, and not by a day or as this year, unless something is due by then.
func (r *reader) tellsYear(t *timeRef) bool {
	year := t.deadlineYear()
	if t.open || r.now == 0 || year < r.now {
		return false
	}
	return year > r.now || t.role == roleDeadline || t.kind != corpus.Date && !t.derived
}

// targetDue says whether a target has a deadline in a year.
func (r *reader) targetDue(year int) bool {
	for i := range r.said {
		if s := &r.said[i]; s.status == iTarget && s.due.time >= 0 && r.times[s.due.time].deadlineYear() == year {
			return true
		}
	}
	return false
}
