package page

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// guessed is what undeclared bytes seem to be encoded in.
type guessed struct {
	charset string
	sure    bool // the text reads as its language does: enough to overrule a catch-all declaration
}

// guessBytes is how many bytes beyond ASCII are looked at.
const guessBytes = 24 << 10

// guessCharset decodes a sample in each encoding of the four languages and asks
// which of the texts reads best. It is called for bytes that are no UTF-8.
func guessCharset(body []byte) guessed {
	sample := foreignWords(body)
	best, bestScore := "windows-1252", scoreWestern(transcode(sample, "windows-1252"))+0.05
	for _, c := range []struct {
		name  string
		score func(string) float64
	}{
		{"cp949", scoreKorean},
		{"johab", scoreKorean},
		{"windows-874", scoreThai},
		{"windows-1256", scoreArabic},
		{"iso-8859-6", scoreArabic},
		{"windows-1258", scoreVietnamese},
		{"viscii", scoreVietnamese},
		{"tcvn", scoreVietnamese},
	} {
		plain := transcode(sample, c.name)
		if c.name == "windows-1258" || c.name == "tcvn" {
			plain = norm.NFC.String(plain)
		}
		if s := c.score(plain); s > bestScore {
			best, bestScore = c.name, s
		}
	}
	return guessed{best, bestScore > 0.4 && best != "windows-1252"}
}

// foreignWords are the words of a text that hold bytes beyond ASCII, which alone
// tell its encoding, with the spaces between them. Tags fall away with the rest.
func foreignWords(body []byte) []byte {
	out := make([]byte, 0, min(len(body), guessBytes+64))
	word := func(b byte) bool { return b > ' ' && b != '<' && b != '>' }
	for i := 0; i < len(body) && len(out) < guessBytes; {
		if !word(body[i]) {
			i++
			continue
		}
		start, foreign := i, false
		for i < len(body) && word(body[i]) {
			foreign = foreign || body[i] >= 0x80
			i++
		}
		if foreign {
			out = append(append(out, body[start:min(i, start+guessBytes)]...), ' ')
		}
	}
	return bytes.TrimRight(out, " ")
}

// Each score is the mean over the letters beyond ASCII: 1 where everything reads
// well, below 0 where it does not read.

// commonHangul are the syllables that make up half of running Korean text.
const commonHangul = "이다는의에고을가지하로기사도자를은한대시해서정인어리일아부나그있수원과제상보전스공성주국조장들관라게비면년으연신적것동위경구용개유안세생소방여발미산마중성규계행업민만모우진교간분되된합니습"

func scoreKorean(s string) float64 {
	return meanScore(s, func(_, r rune) float64 {
		switch {
		case r >= 0xac00 && r <= 0xd7a3:
			if strings.ContainsRune(commonHangul, r) {
				return 1.3
			}
			return 0.5
		case r >= 0x3130 && r <= 0x318f:
			return -0.3
		case r >= 0x4e00 && r <= 0x9fff:
			return -0.6
		case unicode.IsPunct(r) || unicode.IsSymbol(r):
			return 0
		}
		return -1.5
	})
}

func scoreThai(s string) float64 {
	return meanScore(s, func(before, r rune) float64 {
		consonant := func(r rune) bool { return r >= 'ก' && r <= 'ฮ' }
		mark := func(r rune) bool { return r == 'ั' || r >= 'ิ' && r <= 'ฺ' || r >= '็' && r <= '๎' }
		switch {
		case mark(r):
			if consonant(before) || mark(before) {
				return 1
			}
			return -2
		case strings.ContainsRune("กขคงจชดตทนบปผพมยรลวสหอะาเแโไใำ", r):
			return 1
		case r >= 0x0e01 && r <= 0x0e5b:
			return 0.3
		case r == 0xa0, unicode.IsPunct(r):
			return 0
		}
		return -1.5
	})
}

func scoreArabic(s string) float64 {
	return meanScore(s, func(before, r rune) float64 {
		switch {
		case r == 'ل' && before == 'ا':
			return 2
		case strings.ContainsRune("اليمنورتبةعدسفهكقحجأ", r):
			return 0.9
		case r >= 0x0620 && r <= 0x06ff:
			return 0.2
		case r == '،' || r == '؛' || r == '؟' || r == 0x200c || r == 0x200d || r == 0xa0:
			return 0
		}
		return -1.2
	})
}

// scoreVietnamese judges whole syllables: the encodings of Vietnamese give a
// letter for nearly every byte, but only the right one gives syllables.
func scoreVietnamese(s string) float64 {
	good, all := 0.0, 0.0
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != utf8.RuneError }) {
		foreign := 0.0
		for _, r := range word {
			if r >= 0x80 {
				foreign++
			}
		}
		all += foreign
		if foreign == 0 {
			continue
		}
		if isViSyllable(word) {
			good += foreign
		} else {
			good -= foreign
		}
	}
	if all == 0 {
		return -1
	}
	return good / all
}

// The consonants that a Vietnamese syllable begins and ends with.
const (
	viInitials = " b c ch d đ g gh h k kh l m n ng ngh nh p ph q r s t th tr v x "
	viFinals   = " c ch m n ng nh p t "
)

// hasPart says whether a list with spaces around its members has one; none is in every list.
func hasPart(list, part string) bool {
	return part == "" || strings.Contains(list, " "+part+" ")
}

// isViSyllable says whether a word is built as a Vietnamese syllable is: an
// initial, one to three vowels with at most one tone, a final; upper case at
// the front or throughout.
func isViSyllable(word string) bool {
	runes := []rune(word)
	if len(runes) > 7 {
		return false
	}
	upper, tones := 0, 0
	var base strings.Builder
	for i, r := range runes {
		if unicode.IsUpper(r) {
			upper++
			if upper <= i && i > 0 {
				return false
			}
		}
		letter, tone := viLetter(unicode.ToLower(r))
		if letter == 0 {
			return false
		}
		tones += tone
		base.WriteRune(letter)
	}
	if tones > 1 || upper > 1 && upper < len(runes) {
		return false
	}
	plain := base.String()
	vowel := func(r rune) bool { return strings.ContainsRune("aăâeêioôơuưy", r) }
	first := strings.IndexFunc(plain, vowel)
	if first < 0 {
		return false
	}
	last := strings.LastIndexFunc(plain, vowel)
	_, size := utf8.DecodeRuneInString(plain[last:])
	initial, nucleus, final := plain[:first], plain[first:last+size], plain[last+size:]
	return hasPart(viInitials, initial) && hasPart(viFinals, final) &&
		utf8.RuneCountInString(nucleus) <= 3 && strings.IndexFunc(nucleus, func(r rune) bool { return !vowel(r) }) < 0
}

// viLetter is a lower-case letter without its tone, and whether it had one; 0 for
// what is no letter of Vietnamese.
func viLetter(r rune) (letter rune, tone int) {
	if strings.ContainsRune("abcdeghiklmnopqrstuvxyăâêôơưđ", r) {
		return r, 0
	}
	parts := []rune(norm.NFD.String(string(r)))
	mark := parts[len(parts)-1]
	if len(parts) == 1 || !strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", mark) {
		return 0, 0
	}
	letter = []rune(norm.NFC.String(string(parts[:len(parts)-1])))[0]
	if letter == 'ạ' || letter == 'ẹ' || letter == 'ọ' { // ậ, ệ, ộ: the dot below comes first
		return 0, 0
	}
	if r == 'ậ' || r == 'ặ' || r == 'ệ' || r == 'ộ' {
		return map[rune]rune{'ậ': 'â', 'ặ': 'ă', 'ệ': 'ê', 'ộ': 'ô'}[r], 1
	}
	return letter, 1
}

// scoreWestern likes accents inside words and typographic signs around them.
func scoreWestern(s string) float64 {
	ascii := func(r rune) bool { return r < 0x80 }
	return meanScore(s, func(before, r rune) float64 {
		switch {
		case strings.ContainsRune("«»§®°©£µ¶±¤¥¬", r) && unicode.IsLetter(before):
			return -0.6
		case strings.ContainsRune("‘’“”–—…•€£©®°§«»\u00a0·™", r):
			return 0.8
		case unicode.IsLetter(r) && ascii(before):
			return 0.6
		case unicode.IsLetter(r):
			return -0.4
		}
		return -0.8
	})
}

// meanScore is the mean of a score over the code points beyond ASCII.
func meanScore(s string, score func(before, r rune) float64) float64 {
	sum, n := 0.0, 0
	before := ' '
	for _, r := range s {
		if r >= 0x80 {
			n++
			if r == utf8.RuneError || r <= 0x9f {
				sum -= 5
			} else {
				sum += score(before, r)
			}
		}
		before = r
	}
	if n == 0 {
		return -1
	}
	return sum / float64(n)
}
