package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// properName says whether a stretch is a name by its letters: each of its words
// has a capital, and there are two of them, or the only one is foreign (Toyota),
// so that it has no capital for opening the sentence.
func (r *reader) properName(s stretch) bool {
	words := strings.Fields(r.original(s.start, s.end))
	for _, w := range words {
		if c, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(c) {
			return false
		}
	}
	return len(words) > 1 || len(words) == 1 && foreign(words[0])
}

// foreign says whether vowels stand apart in a word, as they do in none of a
// language that writes each syllable as a word.
func foreign(word string) bool {
	parts, vowel := 0, false
	for _, c := range word {
		now := c >= utf8.RuneSelf && unicode.IsLetter(c) || strings.ContainsRune("aeiouyAEIOUY", c)
		if now && !vowel {
			parts++
		}
		vowel = now
	}
	return parts > 1
}
