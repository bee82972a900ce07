package text

import (
	"strings"
	"unicode/utf8"
)

// Syllable is a set of kinds of syllables that an ending may stand behind.
type Syllable uint8

// The kinds of syllables.
const (
	Closed Syllable = 1 << iota // with a final consonant
	Open                        // without one
	Liquid                      // in ㄹ
)

// SyllableOf is the kind of the syllable that ends s. Hangul syllables lie in
// the order of their final consonants, 28 to a vowel (Unicode, chapter 3.12);
// ㄹ is one, but takes 로 (서울은, 서울로). What is no Hangul takes any ending.
func SyllableOf(s string) Syllable {
	c, _ := utf8.DecodeLastRuneInString(s)
	if c < 0xAC00 || c > 0xD7A3 {
		return Closed | Open | Liquid
	}
	switch (c - 0xAC00) % 28 {
	case 0:
		return Open
	case 8:
		return Closed | Liquid
	}
	return Closed
}

// Endings are what is written onto the end of nouns, such as Korean particles,
// each behind the syllables that it agrees with. The zero value has none.
type Endings struct {
	after   map[string]Syllable
	left    map[string]int // syllables of the noun that must be left
	nouns   map[string]bool
	longest int // bytes of the longest ending
}

// EndingLists are the endings of a language by the syllable that they stand behind.
type EndingLists struct {
	Final  []string // behind a final consonant: 은, 과
	Open   []string // behind none: 는, 와
	Liquid []string // behind none, or ㄹ: 로
	Any    []string // behind either: 의, 에서
	Short  []string // of one syllable, but behind a noun of one syllable too: 물을, not 제도
	Nouns  []string // ends of nouns that only look like one with an ending: 만족도, 결과
}

// NewEndings prepares the endings, which are folded as text is.
func NewEndings(l EndingLists) *Endings {
	e := &Endings{after: map[string]Syllable{}, left: map[string]int{}, nouns: map[string]bool{}}
	for kind, list := range map[Syllable][]string{Closed: l.Final, Open: l.Open, Open | Liquid: l.Liquid, Closed | Open: l.Any} {
		for _, x := range list {
			x = Fold(x).Text
			e.after[x] |= kind
			e.left[x] = 1
			if utf8.RuneCountInString(x) == 1 {
				e.left[x] = 2
			}
			e.longest = max(e.longest, len(x))
		}
	}
	for _, x := range l.Short {
		e.left[Fold(x).Text] = 1
	}
	for _, x := range l.Nouns {
		e.nouns[Fold(x).Text] = true
	}
	return e
}

// Also is the endings and more of them, which leave at least two syllables.
func (e *Endings) Also(l EndingLists) *Endings {
	out := NewEndings(l)
	for x := range out.left {
		out.left[x] = 2
	}
	for x, kind := range e.after {
		out.after[x], out.left[x] = kind, e.left[x]
	}
	for x := range e.nouns {
		out.nouns[x] = true
	}
	out.longest = max(out.longest, e.longest)
	return out
}

// None says whether there are no endings at all.
func (e *Endings) None() bool { return len(e.after) == 0 }

// Longest is how many bytes the longest ending has.
func (e *Endings) Longest() int { return e.longest }

// Is says whether s is an ending and nothing else.
func (e *Endings) Is(s string) bool {
	_, ok := e.after[s]
	return ok
}

// Of is the longest ending of a folded word, with a noun left before it; "" where
// there is none.
func (e *Endings) Of(word string) string {
	if e.Noun(word) {
		return ""
	}
	for n := min(e.longest, len(word)-1); n > 0; n-- {
		if at := len(word) - n; utf8.RuneStart(word[at]) && e.At(word, at) {
			return word[at:]
		}
	}
	return ""
}

// Stem is a folded word without its ending.
func (e *Endings) Stem(word string) string { return strings.TrimSuffix(word, e.Of(word)) }

// At says whether word[at:] is an ending there.
func (e *Endings) At(word string, at int) bool {
	kind, ok := e.after[word[at:]]
	return ok && kind&SyllableOf(word[:at]) != 0 && utf8.RuneCountInString(word[:at]) >= e.left[word[at:]]
}

// longestNounEnd is the longest end of a noun that is looked up, in bytes.
const longestNounEnd = 15

// Noun says whether word ends as a noun that only looks like one with an ending.
func (e *Endings) Noun(word string) bool {
	if len(e.nouns) == 0 {
		return false
	}
	for n := min(len(word), longestNounEnd); n > 0; n-- {
		if at := len(word) - n; utf8.RuneStart(word[at]) && e.nouns[word[at:]] {
			return true
		}
	}
	return false
}
