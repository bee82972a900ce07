package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goalpost/corpus"
)

// longestSentence is how much of a text without ends of sentences is shown at
// most, in bytes.
const longestSentence = 600

// sentencesOf cuts a text for showing: at line ends, behind a full stop that is
// not one of an abbreviation, behind a question or exclamation mark of any
// script with a blank behind it; what is then still too long, as Thai is, at
// blanks.
func sentencesOf(s string) []corpus.Span {
	var out []corpus.Span
	start, blank := 0, -1
	end := func(i int) {
		a, b := trim(s, start, i)
		if a < b {
			out = append(out, corpus.Span{Start: corpus.Byte(a), End: corpus.Byte(b)})
		}
		start, blank = i, -1
	}
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n':
			end(i)
		case strings.ContainsRune("!?؟۔。！？", r) && blankAt(s, i+n), r == '.' && blankAt(s, i+n) && !abbreviated(s[start:i]):
			end(i + n)
		case r == ' ':
			blank = i
		}
		i += n
		if i-start > longestSentence && blank > start {
			end(blank)
		}
	}
	end(len(s))
	return out
}

func blankAt(s string, i int) bool { return i == len(s) || s[i] == ' ' || s[i] == '\n' }

// abbreviated says whether what stands before a full stop is an abbreviation:
// Thai has no other full stops; elsewhere a letter alone, or letters between
// full stops.
func abbreviated(s string) bool {
	word := s[strings.LastIndexAny(s, " .(\n")+1:]
	r, n := utf8.DecodeLastRuneInString(word)
	return unicode.Is(unicode.Thai, r) || n == len(word) && unicode.IsLetter(r)
}

// trim leaves out the blanks at both ends of s[i:j].
func trim(s string, i, j int) (int, int) {
	for i < j && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t') {
		i++
	}
	for j > i && (s[j-1] == ' ' || s[j-1] == '\n' || s[j-1] == '\r' || s[j-1] == '\t') {
		j--
	}
	return i, j
}
