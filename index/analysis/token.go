package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// script is what decides how a run of letters is cut.
type script byte

const (
	none   script = iota // a sign or a space: between words
	digits               // 0-9, after normalisation
	latin                // letters of alphabets with spaces between words
	hangul
	thai
	arabic
	han     // a word or syllable each, or no spaces between words
	percent // a sign that is a word
)

func scriptOf(r rune) script {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case r >= 'a' && r <= 'z':
			return latin
		case r >= '0' && r <= '9':
			return digits
		case r == '%':
			return percent
		}
		return none
	case r >= 0x0600 && r <= 0x06FF || r >= 0x0750 && r <= 0x077F:
		if unicode.IsLetter(r) {
			return arabic
		}
		return none
	case r >= 0x0E00 && r <= 0x0E7F:
		if r == 'ฯ' || r == 'ๆ' || r == '฿' || r >= 0x0E4F {
			return none
		}
		return thai
	case r >= 0xAC00 && r <= 0xD7A3 || r >= 0x1100 && r <= 0x11FF:
		return hangul
	case r >= 0x0E80 && r <= 0x0EFF, r >= 0x1000 && r <= 0x109F, r >= 0x1780 && r <= 0x17FF, r >= 0x3040 && r <= 0x30FF, unicode.Is(unicode.Han, r):
		return han
	case unicode.IsLetter(r) || unicode.Is(unicode.Mn, r):
		return latin
	case unicode.IsDigit(r):
		return digits
	}
	return none
}

// run is a stretch of one script in a normal form.
type run struct {
	script     script
	start, end int // bytes in the normal form

	// space says that nothing but blanks, or the dots and hyphens that join
	// names, stands between this run and the one before, glued that nothing does
	// at all.
	space, glued bool
}

// runs cuts a normal form into stretches of one script. A figure holds its
// separators (1.500,5), a Latin word the figures behind it (co2, g20) and an
// apostrophe inside it; letters behind a figure are a run of their own (30 ha).
func runs(s string) []run {
	out := make([]run, 0, len(s)/6+1)
	space, glued := true, false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		sc := scriptOf(r)
		if sc == none || sc == latin && unicode.Is(unicode.Mn, r) { // a mark on nothing begins no word
			space = space && strings.ContainsRune(" \u00a0·ㆍ・-", r)
			glued = false
			i += n
			continue
		}
		end := i + n
		switch sc {
		case digits:
			end = figureEnd(s, end)
		case latin:
			end = wordEnd(s, end)
		case hangul, thai, arabic:
			end = scriptEnd(s, end, sc)
		case han:
			end = markEnd(s, end)
		case none, percent:
		}
		out = append(out, run{sc, i, end, space, glued})
		space, glued = true, true
		i = end
	}
	return out
}

func figureEnd(s string, i int) int {
	for i < len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			i++
		case (c == '.' || c == ',') && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9':
			i += 2
		default:
			return i
		}
	}
	return i
}

func wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch sc := scriptOf(r); {
		case sc == latin, sc == digits:
			i += n
		case r == '\'':
			if next, _ := utf8.DecodeRuneInString(s[i+n:]); scriptOf(next) != latin {
				return i
			}
			i += n
		default:
			return i
		}
	}
	return i
}

func scriptEnd(s string, i int, sc script) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if scriptOf(r) != sc {
			break
		}
		i += n
	}
	return i
}

// markEnd takes the combining marks behind a letter.
func markEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.In(r, unicode.Mn, unicode.Mc) {
			break
		}
		i += n
	}
	return i
}
