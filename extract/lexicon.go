package extract

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
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

// The classes that the engine asks for, a bit each, in the order of rules.Classes.
const (
	cNumberWord classes = 1 << iota
	cScale
	cHalf
	cNumberJoin
	cDecimalWord
	cFraction
	cFractionBar
	cNegative
	cPercent
	cPercentPoint
	cMultiple
	cCurrency
	cUnit
	cCompare
	cFrom
	cTo
	cExclude
	cOrdinal
	cFrequency
	cPer
	cYear
	cMonthName
	cMonthMark
	cDayMark
	cQuarterMark
	cPeriod
	cDuration
	cRelativeYear
	cWithin
	cDecade
	cDeadline
	cAtTime
	cSince
	cVersus
	cCue
	cIncrease
	cDecrease
	cLevel
	cRespectively
	cAim
	cIndicator
	cActor
	cLink
	cBreak
	cClauseBreak
	cReport
	cAbbreviation
	cHeading
	cPlace
	cShadow
)

// numeral are the classes of words that stand in or right beside a number, to
// which words with `at: number` may be attached.
const numeral = cNumberWord | cScale | cHalf | cFraction | cPercent | cPercentPoint | cMultiple | cCurrency | cUnit |
	cYear | cMonthName | cMonthMark | cDayMark | cQuarterMark | cPeriod | cDuration | cRelativeYear | cDecade | cCompare | cFrequency | cWithin

// sense is one meaning of a word: a rule and what the word gives there.
type sense struct {
	class  class
	rule   *rules.Rule
	gives  string
	num    corpus.Number // what gives says as a number
	points float64       // of a cue: its weight
	status int32         // of a cue: its index among the statuses
	behind bool          // stands right behind a number only
}

// entry is a word of the lexicon with all its senses, and the classes of those
// that may stand at each kind of place.
type entry struct {
	senses []sense
	at     [len(placed)]classes
}

// placed are the kinds of places; an index is a kind's number.
var placed = [...]rules.At{rules.AtAnywhere, rules.AtCounter, rules.AtNumber, rules.AtStart, rules.AtWord, rules.AtExact, rules.AtRun}

// kinds is a set of kinds of places, one bit each.
type kinds uint8

const (
	kindAnywhere kinds = 1 << iota
	kindCounter
	kindNumber
	kindStart
	kindWord
	kindExact
	kindRun
)

// closed are the kinds of places where a word of the rules ends with its word in
// the text, or before a suffix.
const closed = kindCounter | kindWord | kindExact

// kinds are those at which some sense of an entry stands.
func (e *entry) kinds() (k kinds) {
	for i, mask := range e.at {
		if mask != 0 {
			k |= 1 << i
		}
	}
	return k
}

// lexicon finds the words of a language in folded text.
type lexicon struct {
	grammar       // of the language
	apart    bool // some words take no affix, where others do
	trie     *text.Trie
	inner    *text.Trie   // of the words that may stand inside of others
	insides  *text.Begins // of them
	starts   *text.Begins // of the words that stand where a word begins; nil where all are whole
	heads    *text.Heads  // where words are whole; else nil
	follows  *text.Begins // of the words behind a word that alone is no number told in words
	entries  []entry
	runs     bool          // some words stand in numbers told without spaces
	prefixes [256][]string // by the last byte of their first letter, longest first
	articles []string
	suffixes *text.Trie
	signs    [256]bool // that a word begins with
	spaced   bool      // spaces group digits too
	parts    *particles
	edges    vocabulary // words with which no phrase begins or ends
	scopes   vocabulary // words that tell where or of whom something is measured
	leads    []string   // words behind a value that lead to what it measures
	owners   []string   // words between an aim and whose it is
}

// newLexicon builds the trie of a rule set and of the gazetteer's names.
func newLexicon(set *rules.Set) *lexicon {
	lx := &lexicon{grammar: grammarOf(set)}
	standing := cmp.Or(set.Language.Words, rules.AtExact)
	lx.apart = standing != rules.AtExact
	index := map[string]int{}
	for i := range set.Rules {
		r := &set.Rules[i]
		at := cmp.Or(r.At, standing)
		for _, w := range r.Words {
			num, _ := corpus.ParseNumber(w.Gives)
			lx.add(index, w.Text, at, sense{class: classBit[r.Class], rule: r, gives: w.Gives, num: num, points: r.Weight.Points(), status: int32(statusIndex(r.Status)), behind: at == rules.AtNumber})
		}
	}
	gazetteer := &rules.Rule{ID: string(set.Lang) + ".place", Class: rules.PlaceName}
	for _, p := range set.Places {
		for _, name := range p.Names {
			lx.add(index, name, standing, sense{class: cPlace, rule: gazetteer, gives: p.Code})
		}
	}
	lx.gather()
	for word := range index {
		lx.signs[word[0]] = true
	}
	lx.trie = lx.trieOf(index, ^kinds(0))
	lx.inner = lx.trieOf(index, kindAnywhere)
	if len(set.Language.Prefixes) == 0 && len(set.Language.Suffixes) == 0 { // which would hide how a word begins or ends
		lx.heads = lx.headsOf(index)
	}
	lx.begins(index)
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
	lx.spaced = set.Language.Spaced
	lx.parts = newParticles(&set.Language.Particles)
	lx.edges = folded(set.Language.Edges)
	lx.scopes = folded(set.Language.Scopes)
	lx.leads, lx.owners = spaced(set.Language.Leads), spaced(set.Language.Owners)
	suffixes := map[string]int{}
	for i, x := range set.Language.Suffixes {
		suffixes[text.Fold(x).Text] = i
	}
	lx.suffixes = text.NewTrie(suffixes)
	return lx
}

// trieOf is the trie of the words of some kinds. What it tells of a word is its
// entry and its kinds.
func (lx *lexicon) trieOf(index map[string]int, some kinds) *text.Trie {
	values := map[string]int{}
	for word, entry := range index {
		if k := lx.entries[entry].kinds(); k&some != 0 {
			values[word] = entry<<8 | int(k)
		}
	}
	return text.NewTrie(values)
}

// told is what a trie of the lexicon tells of a word.
func told(value int) (entry int32, k kinds) { return int32(value >> 8), kinds(value) }

// headsOf are the heads of the words that begin with a letter, where they end with
// their last one, but for some behind numbers and inside of others; else nil.
func (lx *lexicon) headsOf(index map[string]int) *text.Heads {
	var whole, others []string
	for word, entry := range index {
		k := lx.entries[entry].kinds()
		switch {
		case k&(kindStart|kindWord|kindRun) != 0:
			return nil
		case !letterAt(word, 0):
		case k&^closed == 0:
			whole = append(whole, word)
		default:
			others = append(others, word)
		}
	}
	return text.NewHeads(whole, others)
}

// begins notes how the words begin of each kind of place.
func (lx *lexicon) begins(index map[string]int) {
	lx.insides, lx.follows = text.NewBegins(), text.NewBegins()
	if lx.heads == nil {
		lx.starts = text.NewBegins()
	}
	for word, entry := range index {
		e := &lx.entries[entry]
		k := e.kinds()
		lx.runs = lx.runs || k&kindRun != 0
		if k&kindAnywhere != 0 {
			lx.insides.Add(word)
		}
		if lx.starts != nil && k&^(kindNumber|kindCounter) != 0 {
			lx.starts.Add(word)
		}
		if k&kindRun != 0 || e.sense(cPercent|cPercentPoint|cCurrency) != nil {
			lx.follows.Add(word)
		}
	}
}

// mayStart says whether a word may begin at s[i], behind no number.
func (lx *lexicon) mayStart(s string, i int) bool { return lx.starts == nil || lx.starts.At(s, i) }

// spaced are words in folded text with a space on both sides.
func spaced(words []string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		out = append(out, " "+text.Fold(w).Text+" ")
	}
	return out
}

// add gives a word one more sense.
func (lx *lexicon) add(index map[string]int, word string, at rules.At, s sense) {
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
	e.at[slices.Index(placed[:], at)] |= s.class
}

// gather puts the senses of all entries side by side.
func (lx *lexicon) gather() {
	n := 0
	for i := range lx.entries {
		n += len(lx.entries[i].senses)
	}
	all := make([]sense, 0, n)
	for i := range lx.entries {
		e := &lx.entries[i]
		first := len(all)
		all = append(all, e.senses...)
		e.senses = all[first:len(all):len(all)]
	}
	lx.entries = slices.Clip(lx.entries)
}

// place is where in a word a match would begin.
type place struct {
	wordStart   bool // no letter stands before
	affixed     bool // but for an affix, which some words do not take
	afterNumber bool // a number or its unit ends right before
	afterDigit  bool // a digit touches: what follows is no number word of its own (5천만)
}

// kinds are those of a place.
func (p place) kinds() kinds {
	switch {
	case p.afterNumber:
		return kindAnywhere | kindStart | kindNumber | closed
	case p.affixed:
		return kindAnywhere | kindStart | closed&^kindCounter&^kindExact
	case p.wordStart:
		return kindAnywhere | kindStart | closed&^kindCounter
	}
	return kindAnywhere
}

// found is the longest word at a place.
type found struct {
	end   int
	entry int32
	mask  classes // of the senses that may stand here
}

// match finds the longest word that begins at s[i] and may stand there.
func (lx *lexicon) match(s string, i int, p place) (best found, ok bool) {
	var room [8]text.Match
	return lx.longest(s, lx.trie.All(s, i, room[:0]), p)
}

// longest is the longest of some words that may stand at a place; the shortest of
// them comes first.
func (lx *lexicon) longest(s string, words []text.Match, p place) (best found, ok bool) {
	some := p.kinds()
	for n := len(words) - 1; n >= 0; n-- {
		entry, k := told(words[n].Value)
		end := words[n].End
		if k &= some; k != 0 && end < len(s) && s[end] != ' ' {
			k = lx.standing(k, s, end)
		}
		if k == 0 {
			continue
		}
		if mask := lx.entries[entry].accepted(k, p); mask != 0 || !p.afterDigit {
			return found{end: end, entry: entry, mask: mask}, true
		}
	}
	return found{}, false
}

// shortest is the end of the shortest word of a class that begins at s[i]; 0: none.
func (lx *lexicon) shortest(s string, i int, c classes) int {
	for end, value := range lx.trie.Words(s, i) {
		if e, _ := told(value); lx.entries[e].sense(c) != nil {
			return end
		}
	}
	return 0
}

// standing are the kinds of places, of some, as which a word stands that ends at s[end],
// where no space follows.
func (lx *lexicon) standing(some kinds, s string, end int) kinds {
	if end < len(s) && isDigit(s[end]) && isDigit(s[end-1]) { // 10 대 20: it holds part of a figure
		return 0
	}
	if some&kindAnywhere != 0 && splitsCluster(s, end) {
		some &^= kindAnywhere
	}
	if some&closed != 0 {
		switch lx.ending(s, end) {
		case endInside:
			some &^= closed
		case endSuffix:
			some &^= kindExact
		}
	}
	return some
}

// accepted are the senses of an entry that stand at some kinds of places, at p.
func (e *entry) accepted(on kinds, p place) (mask classes) {
	for ; on != 0; on &= on - 1 {
		mask |= e.at[bits.TrailingZeros8(uint8(on))]
	}
	if p.afterDigit {
		mask &^= cNumberWord
	}
	return mask
}

// attached is where the suffix ends that an apostrophe ties to the figure before
// s[end] (2030'a kadar), or end. A suffix that is a word of the rules stays one.
func (lx *lexicon) attached(s string, end int) int {
	if !lx.whole || end >= len(s) || s[end] != '\'' {
		return end
	}
	if _, word := lx.match(s, end, place{afterNumber: true}); word {
		return end
	}
	return lx.suffix(s, end)
}

// What follows the end of a match.
const (
	endWord   = iota // the word ends here
	endSuffix        // a known suffix, then the word ends
	endInside        // the word goes on
)

// ending says what follows s[end].
func (lx *lexicon) ending(s string, end int) int {
	if !letterAt(s, end) {
		return endWord
	}
	if lx.suffixed && lx.suffix(s, end) > end {
		return endSuffix
	}
	return endInside
}

// suffix is where the suffix at s[end] ends that closes its word, or end.
func (lx *lexicon) suffix(s string, end int) int {
	for m := lx.suffixes.Shortest(s, end); m.End > 0; m = lx.suffixes.Longer(s, m) {
		if !letterAt(s, m.End) {
			return m.End
		}
	}
	return end
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

// senseOn is the first sense of an entry that has one of the classes and may stand on a side.
func (e *entry) senseOn(c classes, side rules.Side) *sense {
	for k := range e.senses {
		if s := &e.senses[k]; s.class&c != 0 && (s.rule.Side == rules.Either || s.rule.Side == side) {
			return s
		}
	}
	return nil
}

// stands says whether the first sense of an entry that has one of the classes stands
// on a side only.
func (e *entry) stands(c classes, side rules.Side) bool {
	s := e.sense(c)
	return s != nil && s.rule.Side == side
}

// name is the class's name, for messages.
func name(c class) string { return string(rules.Classes[bits.TrailingZeros64(uint64(c))]) }
