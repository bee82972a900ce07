package analysis

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// ending is a particle or a verbal ending that is written onto a noun.
type ending struct {
	text string
	coda coda // what the syllable before it must end in
	min  int  // syllables that must be left
}

// coda says which last syllables an ending can follow: Korean particles come
// in pairs, one behind a final consonant and one behind a vowel.
type coda byte

const (
	anyCoda  coda = iota
	closed        // a final consonant
	open          // none
	openOrL       // none, or ㄹ (로 behind 서울)
	closedNL      // a final consonant but ㄹ (으로)
)

// endings, longest first. A one-syllable noun is only cut off before the
// particles that are hardly ever the end of a noun (물을, but not 회의).
var endings = sortEndings([]ending{
	{"은", closed, 2},
	{"이", closed, 2},
	{"을", closed, 1},
	{"과", closed, 2},
	{"이나", closed, 2},
	{"이라", closed, 2},
	{"이란", closed, 2},
	{"이며", closed, 2},
	{"이든", closed, 2},
	{"이고", closed, 2},
	{"이다", closed, 2},
	{"이라는", closed, 2},
	{"인", closed, 2},
	{"는", open, 1},
	{"가", open, 2},
	{"를", open, 1},
	{"와", open, 2},
	{"나", open, 2},
	{"란", open, 2},
	{"며", open, 2},
	{"라는", open, 2},
	{"로", openOrL, 2},
	{"로는", openOrL, 1},
	{"로서", openOrL, 2},
	{"로써", openOrL, 2},
	{"로의", openOrL, 2},
	{"로부터", openOrL, 1},
	{"으로", closedNL, 1},
	{"으로는", closedNL, 1},
	{"으로서", closedNL, 1},
	{"으로써", closedNL, 1},
	{"으로의", closedNL, 1},
	{"으로부터", closedNL, 1},
	{"의", anyCoda, 2},
	{"에", anyCoda, 2},
	{"에는", anyCoda, 1},
	{"에도", anyCoda, 1},
	{"에만", anyCoda, 1},
	{"에서", anyCoda, 1},
	{"에서는", anyCoda, 1},
	{"에서도", anyCoda, 1},
	{"에서의", anyCoda, 1},
	{"에게", anyCoda, 1},
	{"에게서", anyCoda, 1},
	{"에게는", anyCoda, 1},
	{"한테", anyCoda, 2},
	{"께서", anyCoda, 2},
	{"도", anyCoda, 2},
	{"만", anyCoda, 2},
	{"만큼", anyCoda, 1},
	{"만의", anyCoda, 2},
	{"까지", anyCoda, 1},
	{"까지의", anyCoda, 1},
	{"까지는", anyCoda, 1},
	{"부터", anyCoda, 1},
	{"부터는", anyCoda, 1},
	{"마다", anyCoda, 1},
	{"보다", anyCoda, 2},
	{"보다는", anyCoda, 2},
	{"처럼", anyCoda, 1},
	{"조차", anyCoda, 2},
	{"밖에", anyCoda, 2},
	{"대로", anyCoda, 2},
	{"하고", anyCoda, 2},
	{"들", anyCoda, 2},
	{"들은", anyCoda, 2},
	{"들이", anyCoda, 2},
	{"들을", anyCoda, 2},
	{"들의", anyCoda, 2},
	{"들에게", anyCoda, 2},
	{"들과", anyCoda, 2},
	{"들도", anyCoda, 2},
	{"하는", anyCoda, 2},
	{"하며", anyCoda, 2},
	{"하여", anyCoda, 2},
	{"하기", anyCoda, 2},
	{"하지", anyCoda, 2},
	{"하다", anyCoda, 2},
	{"하면", anyCoda, 2},
	{"한다", anyCoda, 2},
	{"했다", anyCoda, 2},
	{"했던", anyCoda, 2},
	{"했으며", anyCoda, 2},
	{"합니다", anyCoda, 2},
	{"했습니다", anyCoda, 2},
	{"되는", anyCoda, 2},
	{"되고", anyCoda, 2},
	{"되며", anyCoda, 2},
	{"되어", anyCoda, 2},
	{"된다", anyCoda, 2},
	{"됐다", anyCoda, 2},
	{"되었다", anyCoda, 2},
	{"됩니다", anyCoda, 2},
	{"됐습니다", anyCoda, 2},
	{"되었습니다", anyCoda, 2},
	{"이었다", closed, 2},
	{"였다", open, 2},
	{"입니다", anyCoda, 2},
	{"인가", anyCoda, 2},
	{"인가요", anyCoda, 2},
	{"인지", anyCoda, 2},
	{"이며", anyCoda, 2},
})

// endingsOf are the endings by their last syllable.
func sortEndings(list []ending) map[rune][]ending {
	by := map[rune][]ending{}
	for _, e := range list {
		last, _ := utf8.DecodeLastRuneInString(e.text)
		by[last] = append(by[last], e)
	}
	for _, es := range by {
		slices.SortFunc(es, func(a, b ending) int { return len(b.text) - len(a.text) })
	}
	return by
}

// koreanStem cuts the longest particle or ending off that can follow what is
// then left.
func koreanStem(word string) string {
	last, _ := utf8.DecodeLastRuneInString(word)
	for _, e := range endings[last] {
		stem, ok := strings.CutSuffix(word, e.text)
		if ok && utf8.RuneCountInString(stem) >= e.min && e.follows(stem) {
			return stem
		}
	}
	return word
}

// particle says whether the word is nothing but an ending.
func particle(word string) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	return slices.ContainsFunc(endings[last], func(e ending) bool { return e.text == word })
}

// follows says whether the ending can stand behind the stem. The final
// consonant is the remainder of the syllable's place in its block by 28; 8 is ㄹ.
func (e ending) follows(stem string) bool {
	r, _ := utf8.DecodeLastRuneInString(stem)
	if r < 0xAC00 || r > 0xD7A3 {
		return true
	}
	final := (r - 0xAC00) % 28
	switch e.coda {
	case closed:
		return final != 0
	case open:
		return final == 0
	case openOrL:
		return final == 0 || final == 8
	case closedNL:
		return final != 0 && final != 8
	default:
		return true
	}
}

// syllableEnd is where the syllable at i ends: one code point, or conjoining jamo.
func syllableEnd(s string, i, end int) int {
	r, n := utf8.DecodeRuneInString(s[i:])
	i += n
	for r >= 0x1100 && r <= 0x11FF && i < end {
		next, n := utf8.DecodeRuneInString(s[i:])
		if next < 0x1160 || next > 0x11FF {
			break
		}
		i += n
	}
	return i
}
