package lang

import (
	"strings"
	"unicode"

	"goalpost/corpus"
)

// script is a writing system, or a part of one that tells a language.
type script int

const (
	other script = iota
	latin
	arabic
	hangul
	thai
	lao
	khmer
	myanmar
	kana
	han
	cyrillic
	greek
	hebrew
	devanagari
	scripts
)

// weights of a letter. A text in a script of one language quotes English (names,
// abbreviations, whole sentences) far more than an English text quotes that
// script, and its syllables say more per letter: so they count more.
func (s script) weight() float64 {
	switch s {
	case hangul, kana, han:
		return 3
	case thai, lao, khmer, myanmar:
		return 2
	case arabic:
		return 1.5
	default:
		return 1
	}
}

// minLetters is how many letters a script needs before it says anything.
func (s script) minLetters() int {
	switch s {
	case hangul, kana, han:
		return 2
	case thai, lao, khmer, myanmar, arabic:
		return 4
	default:
		return 10
	}
}

// oneLanguage names the language of a script that serves one language here.
func oneLanguage(s script, c counts) (corpus.Lang, bool) {
	if c[s] < s.minLetters() {
		return corpus.Und, false
	}
	lang, ok := map[script]corpus.Lang{
		hangul: "ko", thai: "th", lao: "lo", khmer: "km", myanmar: "my", kana: "ja", han: "zh", greek: "el", hebrew: "he",
	}[s]
	return lang, ok
}

// counts is the number of letters of each script.
type counts [scripts]int

// count counts the letters of a text, links and addresses left out.
func count(text string) (c counts) {
	for word := range strings.FieldsSeq(text) {
		if isAddress(word) {
			continue
		}
		for _, r := range word {
			if s, ok := scriptOf(r); ok {
				c[s]++
			}
		}
	}
	return c
}

// isAddress says whether a word is a link or a mail address: its letters are no language.
func isAddress(word string) bool {
	if len(word) > 300 { // Thai prose without spaces that names a link
		return false
	}
	return strings.Contains(word, "://") || strings.Contains(word, "www.") || strings.IndexByte(word, '@') > 0
}

// ranges of code points, the frequent ones first. Marks are no letters, but in
// Thai, Lao, Khmer and Myanmar they are vowels.
func scriptOf(r rune) (s script, isLetter bool) {
	switch {
	case r < 0x80:
		return latin, r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	case r >= 0x0E00 && r <= 0x0E7F:
		return thai, r < 0x0E50 && r != 0x0E3F
	case r >= 0xAC00 && r <= 0xD7FF, r >= 0x1100 && r <= 0x11FF, r >= 0x3130 && r <= 0x318F:
		return hangul, true
	case r >= 0x0620 && r <= 0x06FF, r >= 0x0750 && r <= 0x077F, r >= 0xFB50 && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFC:
		return arabic, unicode.IsLetter(r) && r != 0x0640
	case r >= 0x00C0 && r <= 0x024F, r >= 0x1E00 && r <= 0x1EFF:
		return latin, r != 0x00D7 && r != 0x00F7
	case r >= 0x0E80 && r <= 0x0EFF:
		return lao, r < 0x0ED0 || r > 0x0ED9
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0x3400 && r <= 0x4DBF:
		return han, true
	case r >= 0x3040 && r <= 0x30FF:
		return kana, r != 0x30FB
	case r >= 0x1780 && r <= 0x17D3:
		return khmer, true
	case r >= 0x1000 && r <= 0x103F:
		return myanmar, true
	case r >= 0x0400 && r <= 0x052F:
		return cyrillic, true
	case r >= 0x0370 && r <= 0x03FF:
		return greek, unicode.IsLetter(r)
	case r >= 0x05D0 && r <= 0x05EA:
		return hebrew, true
	case r >= 0x0900 && r <= 0x097F:
		return devanagari, true
	}
	return other, r > 0x24F && unicode.IsLetter(r)
}

// strongest is the script with the greatest weighted share, and that share.
// Japanese is written in Han and kana together.
func (c counts) strongest() (best script, share float64) {
	if c[kana] > 0 && c[kana]*10 >= c[han] {
		c[kana] += c[han]
		c[han] = 0
	}
	total := 0.0
	for s := other; s < scripts; s++ {
		w := float64(c[s]) * s.weight()
		total += w
		if w > float64(c[best])*best.weight() {
			best = s
		}
	}
	if total == 0 {
		return other, 0
	}
	return best, float64(c[best]) * best.weight() / total
}

// mixed says whether another script than s has a good part of the letters.
func (c counts) mixed(s script) bool {
	total := 0
	for _, n := range c {
		total += n
	}
	for t, n := range c {
		if script(t) == s || s == kana && script(t) == han || n < mixedLetters {
			continue
		}
		if float64(n) >= mixedShare*float64(total) {
			return true
		}
	}
	return false
}
