package extract

import (
	"unicode"
	"unicode/utf8"

	"goalpost/corpus/text"
)

// letterSet holds one bit for each rune of the basic plane that is a letter of a
// word: letters and marks of Unicode, and all that Thai writes words with.
// Folded text has no capitals of ASCII.
var letterSet = func() (set [1 << 16 / 64]uint64) {
	add := func(lo, hi, stride rune) {
		for r := lo; r <= hi; r += stride {
			set[r/64] |= 1 << (r % 64)
		}
	}
	for _, table := range []*unicode.RangeTable{unicode.L, unicode.Mn} {
		for _, x := range table.R16 {
			add(rune(x.Lo), rune(x.Hi), rune(x.Stride))
		}
	}
	add(0x0E01, 0x0E3E, 1)
	add(0x0E40, 0x0E4E, 1)
	set['A'/64] &^= (1<<26 - 1) << ('A' % 64)
	return set
}()

// isLetter says whether a rune of folded text belongs to a word.
func isLetter(r rune) bool {
	if uint32(r) < 1<<16 {
		return letterSet[r/64]>>(r%64)&1 != 0
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
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
	r, _ := text.Decode(s, i)
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

// pastLetters is where the letters that stand at s[i] end, but no later than limit.
func pastLetters(s string, i, limit int) int {
	for i < limit {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < 'a' || c > 'z' {
				return i
			}
			i++
			continue
		}
		r, size := text.Decode(s, i)
		if !isLetter(r) {
			return i
		}
		i += size
	}
	return i
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
