package extract

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/rules"
)

// classes is a set of rule classes.
type classes uint64

// class is one rule class as a set.
type class = classes

var classBit = func() map[rules.Class]classes {
	m := map[rules.Class]classes{}
	for i, c := range rules.Classes {
		m[c] = 1 << i
	}
	return m
}()

// The classes that the engine asks for.
var (
	cNumberWord   = classBit[rules.NumberWord]
	cScale        = classBit[rules.Scale]
	cHalf         = classBit[rules.Half]
	cNumberJoin   = classBit[rules.NumberJoin]
	cDecimalWord  = classBit[rules.DecimalWord]
	cFraction     = classBit[rules.Fraction]
	cFractionBar  = classBit[rules.FractionBar]
	cNegative     = classBit[rules.Negative]
	cPercent      = classBit[rules.Percent]
	cPercentPoint = classBit[rules.PercentPoint]
	cMultiple     = classBit[rules.Multiple]
	cCurrency     = classBit[rules.Currency]
	cUnit         = classBit[rules.Unit]
	cCompare      = classBit[rules.CompareWord]
	cFrom         = classBit[rules.From]
	cTo           = classBit[rules.To]
	cExclude      = classBit[rules.Exclude]
	cOrdinal      = classBit[rules.Ordinal]
	cFrequency    = classBit[rules.Frequency]
	cPer          = classBit[rules.Per]
	cYear         = classBit[rules.Year]
	cMonthName    = classBit[rules.MonthName]
	cMonthMark    = classBit[rules.MonthMark]
	cDayMark      = classBit[rules.DayMark]
	cQuarterMark  = classBit[rules.QuarterMark]
	cPeriod       = classBit[rules.PeriodWord]
	cDuration     = classBit[rules.Duration]
	cRelativeYear = classBit[rules.RelativeYear]
	cWithin       = classBit[rules.Within]
	cDecade       = classBit[rules.Decade]
	cDeadline     = classBit[rules.Deadline]
	cAtTime       = classBit[rules.AtTime]
	cSince        = classBit[rules.Since]
	cVersus       = classBit[rules.Versus]
	cCue          = classBit[rules.Cue]
	cIncrease     = classBit[rules.Increase]
	cDecrease     = classBit[rules.Decrease]
	cLevel        = classBit[rules.LevelWord]
	cRespectively = classBit[rules.Respectively]
	cAim          = classBit[rules.Aim]
	cIndicator    = classBit[rules.IndicatorHead]
	cActor        = classBit[rules.ActorHead]
	cLink         = classBit[rules.Link]
	cBreak        = classBit[rules.Break]
	cClauseBreak  = classBit[rules.ClauseBreak]
	cReport       = classBit[rules.Report]
	cAbbreviation = classBit[rules.Abbreviation]
	cHeading      = classBit[rules.Heading]
	cPlace        = classBit[rules.PlaceName]
)

// numeral are the classes of words that stand in or right beside a number, to
// which words with `at: number` may be attached.
var numeral = cNumberWord | cScale | cHalf | cFraction | cPercent | cPercentPoint | cMultiple | cCurrency | cUnit |
	cYear | cMonthName | cMonthMark | cDayMark | cQuarterMark | cPeriod | cDuration | cRelativeYear | cDecade | cCompare | cFrequency | cWithin

// sense is one meaning of a word: a rule and what the word gives there.
type sense struct {
	class class
	at    rules.At
	rule  *rules.Rule
	gives string
	num   corpus.Number // what gives says as a number
}

// entry is a word of the lexicon with all its senses.
type entry struct {
	senses []sense
	all    classes
	run    classes // of the senses that stand in numbers told in words without spaces
}

// lexicon finds the words of a language in folded text: a trie over runes whose
// children lie side by side, sorted.
type lexicon struct {
	root     [256]*[256]int32 // by the rune's two bytes: index+1 of its node; 0: none
	nodes    []node
	entries  []entry
	prefixes [256][]string // by the last byte of their first letter, longest first
	articles []string
	suffixes map[string]bool
	longest  int // bytes of the longest suffix
	words    rules.At
	parts    *particles
	edges    map[string]bool // words with which no phrase begins or ends
	leads    []string        // words behind a value that lead to what it measures
}

type node struct {
	label rune
	first int32 // index of the first child
	count int32
	entry int32 // index+1 of the entry that ends here; 0: none
}

// newLexicon builds the trie of a rule set and of the gazetteer's names.
func newLexicon(set *rules.Set) *lexicon {
	lx := &lexicon{suffixes: map[string]bool{}, words: set.Language.Words}
	index := map[string]int{}
	for i := range set.Rules {
		r := &set.Rules[i]
		at := r.At
		if at == "" {
			at = set.Language.Words
		}
		for _, w := range r.Words {
			num, _ := corpus.ParseNumber(w.Gives)
			lx.add(index, w.Text, sense{class: classBit[r.Class], at: at, rule: r, gives: w.Gives, num: num})
		}
	}
	gazetteer := &rules.Rule{ID: string(set.Lang) + ".place", Class: rules.PlaceName}
	for _, p := range set.Places {
		for _, name := range p.Names {
			lx.add(index, name, sense{class: cPlace, at: set.Language.Words, rule: gazetteer, gives: p.Code})
		}
	}
	keys := make([]string, 0, len(index))
	for key := range index {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	lx.build(keys, index)
	for _, p := range set.Language.Prefixes {
		p = text.Fold(p).Text
		_, size := utf8.DecodeRuneInString(p)
		lx.prefixes[p[size-1]] = append(lx.prefixes[p[size-1]], p)
	}
	for _, a := range set.Language.Articles {
		lx.articles = append(lx.articles, text.Fold(a).Text)
	}
	for _, p := range lx.prefixes {
		slices.SortFunc(p, func(a, b string) int { return len(b) - len(a) })
	}
	lx.parts = newParticles(&set.Language.Particles)
	lx.edges = folded(set.Language.Edges)
	for _, w := range set.Language.Leads {
		lx.leads = append(lx.leads, " "+text.Fold(w).Text+" ")
	}
	for _, x := range set.Language.Suffixes {
		x = text.Fold(x).Text
		lx.suffixes[x] = true
		lx.longest = max(lx.longest, len(x))
	}
	return lx
}

// add gives a word one more sense.
func (lx *lexicon) add(index map[string]int, word string, s sense) {
	key := strings.TrimSpace(text.Fold(word).Text)
	if key == "" {
		return
	}
	k, ok := index[key]
	if !ok {
		k = len(lx.entries)
		index[key] = k
		lx.entries = append(lx.entries, entry{})
	}
	e := &lx.entries[k]
	e.senses = append(e.senses, s)
	e.all |= s.class
	if s.at == rules.AtRun {
		e.run |= s.class
	}
}

// build lays the sorted keys out breadth first.
func (lx *lexicon) build(keys []string, index map[string]int) {
	type job struct {
		parent   int32 // -1: root
		from, to int   // keys
		depth    int   // bytes
	}
	queue := []job{{-1, 0, len(keys), 0}}
	for len(queue) > 0 {
		j := queue[0]
		queue = queue[1:]
		first := int32(len(lx.nodes))
		for i := j.from; i < j.to; {
			r, size := utf8.DecodeRuneInString(keys[i][j.depth:])
			end := i
			for end < j.to && strings.HasPrefix(keys[end][j.depth:], keys[i][j.depth:j.depth+size]) {
				end++
			}
			n := node{label: r}
			start := i
			if len(keys[i]) == j.depth+size {
				n.entry = int32(index[keys[i]]) + 1
				start++
			}
			id := int32(len(lx.nodes))
			lx.nodes = append(lx.nodes, n)
			if j.parent < 0 {
				lx.setRoot(r, id)
			}
			if start < end {
				queue = append(queue, job{id, start, end, j.depth + size})
			}
			i = end
		}
		if j.parent >= 0 {
			lx.nodes[j.parent].first, lx.nodes[j.parent].count = first, int32(len(lx.nodes))-first
		}
	}
}

// setRoot makes a node the first of the words that begin with r.
func (lx *lexicon) setRoot(r rune, id int32) {
	if r > 0xFFFF {
		return
	}
	if lx.root[r>>8] == nil {
		lx.root[r>>8] = &[256]int32{}
	}
	lx.root[r>>8][r&0xFF] = id + 1
}

// start is the node of the words that begin with r, or -1.
func (lx *lexicon) start(r rune) int32 {
	if r > 0xFFFF || lx.root[r>>8] == nil {
		return -1
	}
	return lx.root[r>>8][r&0xFF] - 1
}

// decode reads the rune at s[i] of valid UTF-8 and its length; it is quick for
// the scripts that Goalpost reads.
func decode(s string, i int) (rune, int) {
	c := s[i]
	switch {
	case c < utf8.RuneSelf:
		return rune(c), 1
	case c < 0xE0 && i+1 < len(s):
		return rune(c&0x1F)<<6 | rune(s[i+1]&0x3F), 2
	case c < 0xF0 && i+2 < len(s):
		return rune(c&0x0F)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s[i:])
}

// child is the node under n for rune r, or -1.
func (lx *lexicon) child(n int32, r rune) int32 {
	nd := &lx.nodes[n]
	lo, hi := nd.first, nd.first+nd.count
	for hi-lo > 8 {
		m := int32(uint32(lo+hi) >> 1)
		if lx.nodes[m].label <= r {
			lo = m
		} else {
			hi = m
		}
	}
	for ; lo < hi; lo++ {
		if lx.nodes[lo].label == r {
			return lo
		}
	}
	return -1
}

// place is where in a word a match would begin.
type place struct {
	wordStart   bool // no letter stands before
	afterNumber bool // a number or its unit ends right before
	afterDigit  bool // a digit touches: what follows is no number word of its own (5천만)
}

// found is the longest word at a place.
type found struct {
	end   int
	entry int32
	mask  classes // of the senses that may stand here
	run   bool    // a number told in words without spaces may begin here
}

// match finds the longest word that begins at s[i] and may stand there.
func (lx *lexicon) match(s string, i int, p place) (best found, ok bool) {
	r, size := decode(s, i)
	for n, j := lx.start(r), i; n >= 0; {
		j += size
		if e := lx.nodes[n].entry; e > 0 {
			best.run = best.run || lx.entries[e-1].run != 0
			if mask := lx.accepted(&lx.entries[e-1], s, j, p); mask != 0 {
				best, ok = found{j, e - 1, mask, best.run}, true
			}
		}
		if j >= len(s) || lx.nodes[n].count == 0 {
			break
		}
		r, size = decode(s, j)
		n = lx.child(n, r)
	}
	return best, ok
}

// shortest is the end of the shortest word of a class that begins at s[i]; 0: none.
func (lx *lexicon) shortest(s string, i int, c classes) int {
	r, size := decode(s, i)
	for n, j := lx.start(r), i; n >= 0; {
		j += size
		if e := lx.nodes[n].entry; e > 0 && lx.entries[e-1].all&c != 0 {
			return j
		}
		if j >= len(s) || lx.nodes[n].count == 0 {
			return 0
		}
		r, size = decode(s, j)
		n = lx.child(n, r)
	}
	return 0
}

// accepted are the senses of an entry that may stand at p and end at s[end].
func (lx *lexicon) accepted(e *entry, s string, end int, p place) (mask classes) {
	state := endUnknown
	for k := range e.senses {
		sn := &e.senses[k]
		var ok bool
		switch sn.at {
		case rules.AtRun:
			continue
		case rules.AtAnywhere:
			ok = !splitsCluster(s, end)
		case rules.AtCounter:
			if p.afterNumber && state == endUnknown {
				state = lx.ending(s, end)
			}
			ok = p.afterNumber && state != endInside
		case rules.AtNumber:
			ok = p.afterNumber
		case rules.AtStart:
			ok = p.wordStart || p.afterNumber
		default:
			if !p.wordStart && !p.afterNumber {
				continue
			}
			if state == endUnknown {
				state = lx.ending(s, end)
			}
			ok = state == endWord || sn.at == rules.AtWord && state == endSuffix
		}
		if ok && !(p.afterDigit && sn.class == cNumberWord) {
			mask |= sn.class
		}
	}
	return mask
}

// What follows the end of a match.
const (
	endUnknown = iota
	endWord    // the word ends here
	endSuffix  // a known suffix, then the word ends
	endInside  // the word goes on
)

// ending says what follows s[end].
func (lx *lexicon) ending(s string, end int) int {
	if !letterAt(s, end) {
		return endWord
	}
	stop := end
	for stop < len(s) && stop-end <= lx.longest && letterAt(s, stop) {
		_, size := decode(s, stop)
		stop += size
	}
	if stop-end <= lx.longest && lx.suffixes[s[end:stop]] {
		return endSuffix
	}
	return endInside
}

// letterAt says whether a letter stands at s[i].
func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	c := s[i]
	if c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z'
	}
	r, _ := decode(s, i)
	return isLetter(r)
}

// letterBefore says whether a letter ends at s[i].
func letterBefore(s string, i int) bool {
	if i == 0 {
		return false
	}
	c := s[i-1]
	if c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z'
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return isLetter(r)
}

// isLetter is quick for the scripts that Goalpost reads.
func isLetter(r rune) bool {
	switch {
	case r >= 0xAC00 && r <= 0xD7A3, r >= 0x0E01 && r <= 0x0E4E && r != 0x0E3F, r >= 0x1EA0 && r <= 0x1EF9, r >= 0x0620 && r <= 0x064A, r >= 0xE0 && r <= 0xFE && r != 0xF7:
		return true
	case r < utf8.RuneSelf:
		return 'a' <= r && r <= 'z'
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
}

// splitsCluster says whether a Thai vowel or tone mark follows, so that an end
// at s[i] would cut a written syllable.
func splitsCluster(s string, i int) bool {
	if i+2 >= len(s) || s[i] != 0xE0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r == 0x0E30 || r == 0x0E31 || r >= 0x0E32 && r <= 0x0E3A || r == 0x0E45 || r >= 0x0E47 && r <= 0x0E4E
}

// leadingVowel says whether a Thai vowel that is written before its consonant
// ends at s[i], so that a word cannot begin there.
func leadingVowel(s string, i int) bool {
	return i >= 3 && s[i-3] == 0xE0 && s[i-2] == 0xB9 && s[i-1] >= 0x80 && s[i-1] <= 0x84
}

// sense is the first sense of an entry that has one of the classes and is not masked out.
func (e *entry) sense(c classes) *sense {
	for k := range e.senses {
		if e.senses[k].class&c != 0 {
			return &e.senses[k]
		}
	}
	return nil
}

// name is the class's name, for messages.
func name(c class) string { return string(rules.Classes[bits.TrailingZeros64(uint64(c))]) }
