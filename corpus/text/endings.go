package text

import (
	"maps"
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
	at := len(s) - 3 // all take three bytes
	if at < 0 || s[at] < 0xEA || s[at] > 0xED {
		return Closed | Open | Liquid
	}
	c, _ := Decode(s, at)
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
	of    map[string]ending
	nouns map[string]int

	all   []tail
	tails *Tails // of all, by their place
}

// tail is what one end of a word is: an ending, the end of a noun, or both.
type tail struct {
	ending
	attached, noun bool
}

// ending is what one ending asks of the noun before it.
type ending struct {
	after Syllable // the kinds of its last syllable
	left  int      // how many syllables it has at least, 1 or 2
}

// behind says whether the ending may stand behind a noun.
func (x ending) behind(noun string) bool {
	return noun != "" && (x.left == 1 || len(noun) > RuneLen(noun[0])) && x.after&SyllableOf(noun) != 0
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
	e := &Endings{of: map[string]ending{}, nouns: map[string]int{}}
	for kind, list := range map[Syllable][]string{Closed: l.Final, Open: l.Open, Open | Liquid: l.Liquid, Closed | Open: l.Any} {
		for _, x := range list {
			x = Fold(x).Text
			left := 1
			if utf8.RuneCountInString(x) == 1 {
				left = 2
			}
			e.of[x] = ending{e.of[x].after | kind, left}
		}
	}
	for _, x := range l.Short {
		x = Fold(x).Text
		e.of[x] = ending{e.of[x].after, 1}
	}
	for _, x := range l.Nouns {
		e.nouns[Fold(x).Text] = 0
	}
	return e.prepared()
}

// prepared makes the list in which ends are looked for.
func (e *Endings) prepared() *Endings {
	place := map[string]int{}
	e.all = e.all[:0]
	for x, ending := range e.of {
		_, noun := e.nouns[x]
		place[x] = len(e.all)
		e.all = append(e.all, tail{ending, true, noun})
	}
	for x := range e.nouns {
		if _, ok := e.of[x]; !ok {
			place[x] = len(e.all)
			e.all = append(e.all, tail{noun: true})
		}
	}
	e.tails = NewTails(place)
	return e
}

// Also is the endings and more of them, which leave at least two syllables.
func (e *Endings) Also(l EndingLists) *Endings {
	out := NewEndings(l)
	for x, ending := range out.of {
		ending.left = 2
		out.of[x] = ending
	}
	maps.Copy(out.of, e.of)
	maps.Copy(out.nouns, e.nouns)
	return out.prepared()
}

// None says whether there are no endings at all.
func (e *Endings) None() bool { return len(e.of) == 0 }

// Is says whether s is an ending and nothing else.
func (e *Endings) Is(s string) bool {
	if e.None() {
		return false
	}
	at, k := e.tails.Longest(s)
	return at == 0 && e.all[k].attached
}

// Of is the longest ending of a folded word, with a noun left before it; "" where
// there is none.
func (e *Endings) Of(word string) string {
	if e.None() {
		return ""
	}
	longest := len(word)
	for at, k := range e.tails.Of(word) {
		switch t := &e.all[k]; {
		case t.noun:
			return ""
		case at > 0 && t.behind(word[:at]):
			longest = at
		}
	}
	return word[longest:]
}

// Kind says whether a folded word is an ending and nothing else, and whether it ends
// as a noun that only looks like one with an ending.
func (e *Endings) Kind(word string) (alone, noun bool) {
	if e.None() {
		return false, false
	}
	for at, k := range e.tails.Of(word) {
		noun = noun || e.all[k].noun
		alone = at == 0 && e.all[k].attached
	}
	return alone, noun
}

// Stem is a folded word without its ending.
func (e *Endings) Stem(word string) string { return strings.TrimSuffix(word, e.Of(word)) }

// At says whether word[at:] is an ending there.
func (e *Endings) At(word string, at int) bool {
	x, ok := e.of[word[at:]]
	return ok && x.behind(word[:at])
}
