package extract

// scoped says whether a phrase tells where or of whom something is measured, and
// not what (tại nơi làm việc, nữ giới): a word of scope opens it or stands right
// before it.
func (r *reader) scoped(s stretch) bool {
	if r.lx.scopes.longest == 0 || s.empty() || r.is(r.tokenAt(s.start), cIndicator) {
		return false
	}
	if w := r.lastWord(s.start); !w.empty() && r.lx.scopes.has(r.s[w.start:w.end]) {
		return true
	}
	end := r.wordEnd(s.start)
	return r.lx.scopes.has(r.s[s.start:end]) || end+1 < s.end && r.lx.scopes.has(r.s[s.start:r.wordEnd(end+1)])
}

// measuredOf is what value k measures where the phrase s before it only tells of
// whom: what the colon before it closes ("tỷ lệ hút thuốc: nam giới 36%"), else what
// a value of the same unit before it in its sentence measures ("tỷ lệ đi học của nam
// giới đạt 98%, nữ giới đạt 97%").
func (r *reader) measuredOf(k int, s stretch) stretch {
	q := &r.quans[k]
	if s.start >= q.start || !r.scoped(s) {
		return stretch{}
	}
	if of := r.closed(s, q); !of.empty() {
		return of
	}
	for j := k - 1; j >= max(0, k-maxListed) && r.toks[r.quans[j].first].sent == r.toks[q.first].sent; j-- {
		if !sameUnit(&r.quans[j], q) {
			continue
		}
		p := r.phraseBefore(j)
		if r.scoped(p) {
			p = r.closed(p, &r.quans[j])
		}
		if !p.empty() && r.is(r.tokenAt(p.start), cIndicator) {
			return p
		}
	}
	return stretch{}
}

// closed is the phrase that a colon closes before the phrase s, which leads to value q.
func (r *reader) closed(s stretch, q *quantity) stretch {
	for i, n := r.tokenAfter(s.start)-1, 0; i > r.sents[r.toks[q.first].sent].first && n < maxPassed && !r.used[i]; i, n = i-1, n+1 {
		if r.sym(i, ':') {
			p, _ := r.phraseUpTo(i-1, q)
			return p
		}
	}
	return stretch{}
}
