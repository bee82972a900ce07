package analysis

import (
	"strings"
	"unicode/utf8"
)

// arabicPrefixes are the article with the particles written onto it, longest
// first, then the conjunction alone. After Larkey, Ballesteros and Connell,
// "Light stemming for Arabic information retrieval" (light10), with the
// particle pairs that its list lacks and the one-letter prepositions before
// longer words, which found a point more of related news sentences.
var arabicPrefixes = []struct {
	text string
	min  int // letters that must be left
}{
	{"وبال", 3},
	{"وكال", 3},
	{"فبال", 3},
	{"وال", 3},
	{"بال", 3},
	{"كال", 3},
	{"فال", 3},
	{"ولل", 3},
	{"فلل", 3},
	{"ال", 2},
	{"لل", 2},
	{"وب", 4},
	{"ول", 4},
	{"و", 3},
	{"ل", 4},
	{"ب", 4},
}

// arabicSuffixes are endings of number, gender and possession in normal form
// (ة is ه there), and the alif of the accusative; each is cut once,
// in this order.
var arabicSuffixes = []string{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي", "ا"}

// arabicStem is the light stem of a word in normal form.
func arabicStem(word string) string {
	for _, p := range arabicPrefixes {
		if rest, ok := strings.CutPrefix(word, p.text); ok && utf8.RuneCountInString(rest) >= p.min {
			word = rest
			break
		}
	}
	for _, suffix := range arabicSuffixes {
		if rest, ok := strings.CutSuffix(word, suffix); ok && utf8.RuneCountInString(rest) >= 2 {
			word = rest
		}
	}
	return word
}
