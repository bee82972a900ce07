package extract

import (
	"unicode/utf8"

	"goalpost/corpus/text"
)

// letterAt says whether a letter stands at s[i].
func letterAt(s string, i int) bool {
	if i < len(s) && s[i] < utf8.RuneSelf {
		return 'a' <= s[i] && s[i] <= 'z'
	}
	return letterBeyond(s, i)
}

// letterBeyond says whether a letter beyond ASCII stands at s[i].
func letterBeyond(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := text.Decode(s, i)
	return text.IsLetter(r)
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
	return text.IsLetter(r)
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
