package analysis

import (
	"slices"
	"strings"

	"github.com/blevesearch/snowballstem"
	snowball "github.com/blevesearch/snowballstem/english"
)

// english takes the possessive off a word: "vietnam's" → "vietnam".
func english(word string) string {
	return strings.TrimSuffix(word, "'s")
}

// englishStem is the stem by Porter's second algorithm (Snowball "english").
func englishStem(word string) string {
	if !ascii(word) || len(word) < 3 {
		return word
	}
	env := snowballstem.NewEnv(word)
	snowball.Stem(env)
	return env.Current()
}

// nounRules cut the plural's s off: suffix, what stands in its place, and before
// which endings it is no plural.
var nounRules = []struct {
	suffix, as string
	not        []string
}{{"ies", "y", []string{"eies", "aies"}}, {"es", "e", []string{"aes", "ees", "oes"}}, {"s", "", []string{"us", "ss"}}}

// englishNoun is a noun without the plural's s, after Harman's S stemmer ("How
// effective is suffixing?", 1991): hospitals are not hospitality.
func englishNoun(word string) string {
	for _, r := range nounRules {
		rest, ok := strings.CutSuffix(word, r.suffix)
		not := func(ending string) bool { return strings.HasSuffix(word, ending) }
		if ok && len(rest) > 1 && !slices.ContainsFunc(r.not, not) {
			return rest + r.as
		}
	}
	return word
}

// vietnameseTones are the two places where the tone mark of an open rhyme is
// written, the older on the first vowel; the newer is the normal form.
var vietnameseTones = map[string]string{
	"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
	"òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ",
	"ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}

// vietnameseI is the i that may be written for a final y behind a consonant
// (tỷ lệ, tỉ lệ).
var vietnameseI = map[string]string{"y": "i", "ỳ": "ì", "ý": "í", "ỷ": "ỉ", "ỹ": "ĩ", "ỵ": "ị"}

// vietnamese is the syllable in one spelling: the tone placed as in hoá and
// thuỷ, and i for y in lí, mĩ, tỉ. "qu" is a consonant: quý stays.
func vietnamese(word string) string {
	if ascii(word) && !strings.HasSuffix(word, "y") {
		return word
	}
	rs := []rune(word)
	n := len(rs)
	if n < 2 {
		return word
	}
	tail := string(rs[n-2:])
	if moved, ok := vietnameseTones[tail]; ok && (n < 3 || rs[n-3] != 'q') {
		return string(rs[:n-2]) + moved
	}
	if n == 2 && strings.ContainsRune("hklmst", rs[0]) {
		if i, ok := vietnameseI[string(rs[1])]; ok {
			return string(rs[:1]) + i
		}
	}
	return word
}
