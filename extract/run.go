package extract

// run reads a number told in words without spaces that begins at s[i] (삼십오만,
// 오천사백원), and returns where it ends, or i. known is where the longest other
// word that begins there ends. Its words alone are parts of too many others, so
// a run holds two of them, or a scale and money, or a percent word behind it; its
// figures are those of one number, and the word ends with it or with a unit.
func (sc *scanner) run(i, known int) int {
	from, j, words := len(sc.toks), i, 0
	for words < longestRun {
		k, end := sc.lx.runWord(sc.s, j)
		if k < 0 || words > 0 && !sc.goesOn(&sc.lx.entries[k]) {
			break
		}
		sc.toks = pushed(sc.toks, token{start: int32(j), end: int32(end), mask: sc.lx.entries[k].accepted(kindRun, place{}), entry: k, form: word, run: true})
		words++
		j = end
	}
	sole := i == 0 && j == len(sc.s) || sc.behindBar(from)
	if words == 0 || words == 1 && !sole && !sc.mayCount(j) {
		sc.toks = sc.toks[:from]
		return i
	}
	counted, share, money := sc.countedAt(j)
	counted = counted || sc.behindBar(from) && sc.lx.ending(sc.s, j) != endInside
	if j <= known && !sole || words == 1 && !sole && !share && !(money && sc.toks[from].mask&cScale != 0) || !counted && letterAt(sc.s, j) {
		sc.toks = sc.toks[:from]
		return i
	}
	if last := &sc.toks[len(sc.toks)-1]; last.mask&cScale != 0 && from > 0 && sc.toks[from-1].form == figure && int(sc.toks[from-1].end) == i { // 8천억: money, where nothing is counted
		if f, ok := sc.lx.match(sc.s, int(last.start), place{afterNumber: true}); ok && f.entry == last.entry {
			last.mask |= f.mask & cCurrency
		}
	}
	return j
}

// longestRun is how many words a run may have: no number is told in more, and no
// hostile text makes one long.
const longestRun = 24

// mayCount says whether a word may follow a number that ends at s[j]: without one
// [scanner.countedAt] finds no unit.
func (sc *scanner) mayCount(j int) bool {
	if j < len(sc.s) && sc.s[j] == ' ' {
		j++
	}
	return j < len(sc.s) && sc.lx.trie.Begins(sc.s, j)
}

// countedAt says whether a unit follows a number that ends at s[j], and whether
// it is a percent word, which one space may part from it (오 퍼센트), or money.
func (sc *scanner) countedAt(j int) (counted, share, money bool) {
	if j >= len(sc.s) {
		return false, false, false
	}
	f, ok := sc.lx.match(sc.s, j, place{afterNumber: true})
	if sc.s[j] == ' ' && j+1 < len(sc.s) {
		f, ok = sc.lx.match(sc.s, j+1, place{wordStart: true, afterNumber: true})
		return ok, ok && sc.lx.shares(f), false
	}
	if !ok {
		return false, false, false
	}
	counted = f.mask&(cPercent|cPercentPoint|cCurrency|cUnit|cMultiple|cYear|cDuration|cCompare) != 0
	return counted, sc.lx.shares(f), f.mask&cCurrency != 0
}

// shares says whether a word makes a percentage of any number before it: those
// that count in tenths (할) are too much like others behind a number in words.
func (lx *lexicon) shares(f found) bool {
	if f.mask&(cPercent|cPercentPoint) == 0 {
		return false
	}
	s := lx.entries[f.entry].sense(cPercent | cPercentPoint)
	return s == nil || s.gives == ""
}

// goesOn says whether a word may follow the last one of a run: a scale, or a
// figure behind a scale, a point, a bar or tens.
func (sc *scanner) goesOn(e *entry) bool {
	last := &sc.toks[len(sc.toks)-1]
	if e.accepted(kindRun, place{})&(cScale|cDecimalWord|cFractionBar) != 0 || last.mask&(cScale|cDecimalWord|cFractionBar) != 0 {
		return true
	}
	s := sc.lx.entries[last.entry].sense(cNumberWord)
	n, ok := s.num.Int()
	return ok && n >= 10 && n%10 == 0
}

// behindBar says whether the bar of a fraction ends right before token k (삼분의 일).
func (sc *scanner) behindBar(k int) bool {
	return k > 0 && k < len(sc.toks) && sc.toks[k-1].form == word && sc.toks[k-1].mask&cFractionBar != 0 && sc.toks[k].start-sc.toks[k-1].end < 2
}

// runWord is the entry of the longest word at s[i] that stands in runs, or -1,
// and where it ends.
func (lx *lexicon) runWord(s string, i int) (best int32, end int) {
	best = -1
	for m := lx.trie.Shortest(s, i); m.End > 0; m = lx.trie.Longer(s, m) {
		if e, k := told(m.Value); k&kindRun != 0 {
			best, end = e, m.End
		}
	}
	return best, end
}
