package extract

import "goalpost/corpus"

// opensRun says whether a number told in words without spaces may begin at s[i] with
// the word that ends at s[first]: something goes on behind it or stands before it.
func (sc *scanner) opensRun(i, first int) bool {
	return sc.goesOn(first) || i == 0 || sc.behindBar(i)
}

// run reads a number told in words without spaces that may begin at s[i] (삼십오만,
// 오천사백원), and returns where it ends, or i. The longest other word there ends
// at known. The words of a run alone are parts of too many others, so it holds
// two of them, or a scale and money, or a percent word behind it; its figures are
// those of one number, and the word ends with it or with a unit.
func (sc *scanner) run(i, known int) int {
	bar := sc.behindBar(i)
	from, j, words := len(sc.toks), i, 0
	for words < longestRun {
		k, end := sc.lx.runWord(sc.s, j)
		if k < 0 || words > 0 && !sc.oneNumber(&sc.lx.entries[k]) {
			break
		}
		sc.toks = pushed(sc.toks, token{start: int32(j), end: int32(end), mask: sc.lx.entries[k].accepted(kindRun, place{}), entry: k, form: word, marks: inRun})
		words++
		j = end
	}
	if n := sc.digitsFrom(from); n > 1 && !sc.inARow(from, n) && !sc.spellsYear(n, words, j) {
		sc.toks, words, j = sc.toks[:from+1], 1, int(sc.toks[from].end)
	}
	opens := (i == 0 || words > 2) && sc.fromAt(j) // two syllables may be a place too: 이천에서
	sole := bar || i == 0 && (opens || j == len(sc.s)) || words > 2 && j == len(sc.s)
	if words == 1 && !sole && !sc.goesOn(j) {
		sc.toks = sc.toks[:from]
		return i
	}
	counted, share, money := sc.countedAt(j)
	counted = counted || bar && sc.lx.ending(sc.s, j) != endInside || opens
	if words > 2 && !counted && !sole {
		j, counted = sc.closed(j)
	}
	if j <= known && !sole || words == 1 && !sole && !share && !(money && sc.toks[from].mask&cScale != 0) || !counted && letterAt(sc.s, j) {
		sc.toks = sc.toks[:from]
		return i
	}
	sc.figureMoney(from, i)
	if last := &sc.toks[len(sc.toks)-1]; last.mask&numeral != 0 {
		sc.number = j
	}
	return j
}

// figureMoney marks the scale word that ends a run from token from on, and s[i], as
// money too where a figure stands before it: 8천억, where nothing is counted.
func (sc *scanner) figureMoney(from, i int) {
	last := &sc.toks[len(sc.toks)-1]
	if last.mask&cScale != 0 && from > 0 && sc.toks[from-1].form == figure && int(sc.toks[from-1].end) == i {
		if money, ok := sc.lx.match(sc.s, int(last.start), place{afterNumber: true}); ok && money.entry == last.entry {
			last.mask |= money.mask & cCurrency
		}
	}
}

// longestRun is how many words a run may have: no number is told in more, and no
// hostile text makes one long.
const longestRun = 24

// goesOn says whether a word may follow that makes a number of the one word of a
// run that ends at s[j]: one more, or what counts.
func (sc *scanner) goesOn(j int) bool {
	if j < len(sc.s) && sc.s[j] == ' ' {
		j++
	}
	return sc.lx.follows.At(sc.s, j)
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
	counted = f.mask&(cPercent|cPercentPoint|cCurrency|cUnit|cMultiple|cYear|cDuration|cDecade|cCompare) != 0
	return counted, sc.lx.shares(f), f.mask&cCurrency != 0
}

// closed says whether nothing but a particle is attached to a number that ends at
// s[j], and where it ends: the last figure may be that particle, 천구백이다.
func (sc *scanner) closed(j int) (end int, ok bool) {
	last := &sc.toks[len(sc.toks)-1]
	if start := int(last.start); sc.lx.parts.Is(sc.s[start:j]) && sc.lx.suffix(sc.s, start) > start {
		sc.toks = sc.toks[:len(sc.toks)-1]
		return start, true
	}
	return j, last.mask&(cDecimalWord|cFractionBar) == 0 && sc.lx.ending(sc.s, j) != endInside
}

// fromAt says whether the word that tells where a range begins is attached to a
// number that ends at s[j], and another number in words may follow: 이십에서 삼십.
func (sc *scanner) fromAt(j int) bool {
	f, ok := sc.lx.match(sc.s, j, place{afterNumber: true})
	if !ok || f.mask&cFrom == 0 || byteAt(sc.s, f.end) != ' ' {
		return false
	}
	next, _ := sc.lx.runWord(sc.s, f.end+1)
	return next >= 0
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

// oneNumber says whether a word may follow the last one of a run: a scale, or a
// figure behind a scale, a point and its first digit, a bar or tens; or one more of
// the digits that open a run.
func (sc *scanner) oneNumber(e *entry) bool {
	last := &sc.toks[len(sc.toks)-1]
	if e.accepted(kindRun, place{})&(cScale|cDecimalWord|cFractionBar) != 0 || last.mask&(cScale|cDecimalWord|cFractionBar) != 0 {
		return true
	}
	if k := len(sc.toks) - 2; k >= 0 && sc.toks[k].marks&inRun != 0 && sc.toks[k].mask&cDecimalWord != 0 { // 삼점일사
		return true
	}
	s := sc.lx.entries[last.entry].sense(cNumberWord)
	n, ok := s.num.Int()
	return ok && (n >= 10 && n%10 == 0 || n < 10 && e.digit())
}

// digit says whether a word of runs is a figure of one digit.
func (e *entry) digit() bool {
	s := e.sense(cNumberWord)
	return s != nil && s.num.Cmp(corpus.NewNumber(10, 0)) < 0
}

// yearDigits is how many digits a year has.
const yearDigits = 4

// digitsFrom is how many words of one digit each open the run that begins at token from.
func (sc *scanner) digitsFrom(from int) (n int) {
	for _, t := range sc.toks[from:] {
		if t.marks&inRun == 0 || t.form != word || !sc.lx.entries[t.entry].digit() {
			break
		}
		n++
	}
	return n
}

// inARow says whether the n digits that open a run at token from are a digit and the next one,
// told of a scale: 이삼백.
func (sc *scanner) inARow(from, n int) bool {
	if n != 2 || len(sc.toks) < from+3 || sc.toks[from+2].mask&cScale == 0 {
		return false
	}
	a, _ := sc.lx.entries[sc.toks[from].entry].sense(cNumberWord).num.Int()
	b, _ := sc.lx.entries[sc.toks[from+1].entry].sense(cNumberWord).num.Int()
	return a > 0 && b == a+1
}

// spellsYear says whether a run of words up to s[j] is a year told digit by digit: 일구팔칠년.
func (sc *scanner) spellsYear(digits, words, j int) bool {
	if digits != yearDigits || words != yearDigits {
		return false
	}
	f, ok := sc.lx.match(sc.s, j, place{afterNumber: true})
	return ok && f.mask&cYear != 0
}

// behindBar says whether the bar of a fraction ends right before s[i] (삼분의 일).
func (sc *scanner) behindBar(i int) bool {
	if len(sc.toks) == 0 {
		return false
	}
	t := &sc.toks[len(sc.toks)-1]
	return t.form == word && t.mask&cFractionBar != 0 && i-int(t.end) < 2
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
