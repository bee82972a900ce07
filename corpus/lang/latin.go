package lang

import (
	"strings"
	"unicode"

	"goalpost/corpus"
)

const (
	// viShare of the letters are signs that only Vietnamese has; its news has 20 to 30 %.
	viShare = 0.04
	// viProse is the share from which on it is Vietnamese whatever else it says; below, an
	// English text may tell many Vietnamese names.
	viProse = 0.12
	// minLatin is how many letters outside of abbreviations Latin prose needs; three
	// words of that are enough to tell Vietnamese without signs from English.
	minLatin      = 12
	minLatinWords = 3
	// windowLetters is what lingua needs: on sentences of 240 letters its low accuracy equals the full scan.
	windowLetters = 240
)

// detectLatin tells Vietnamese by its signs and English prose by its function
// words; everything else is asked of the models.
func (d *Detector) detectLatin(text string) Guess {
	p := readLatin(text)
	signs := float64(p.viSigns) / float64(max(1, p.all))
	switch {
	case p.viSigns >= 2 && signs >= viProse:
		return Guess{Lang: "vi", Confidence: 0.99}
	case p.viSigns >= 2 && signs >= viShare && !p.isEnglish():
		return Guess{Lang: "vi", Confidence: 0.97, Mixed: p.function*12 >= p.words}
	case p.letters < minLatin || p.words < minLatinWords:
		return Guess{Lang: corpus.Und}
	case p.isEnglish():
		return Guess{Lang: "en", Confidence: 0.98}
	}
	return guessByModel(d.latin(), windows(text, latin))
}

// latinProse is what the words of a text in Latin letters say.
type latinProse struct {
	all            int // letters
	letters, words int // outside of abbreviations such as GDP
	viSigns        int
	the, function  int // English words; function words that no neighbour has
}

// isEnglish holds for prose: "the" is 5 to 7 % of English words, and function
// words that neither Vietnamese without signs nor the neighbours write are 15 %.
func (p latinProse) isEnglish() bool {
	if p.words < 20 {
		return p.function >= 2 && p.function*5 >= p.words
	}
	return p.the*33 >= p.words && p.function*12 >= p.words
}

// sampleBytes bounds how much of a text is looked at word by word.
const sampleBytes = 16 << 10

func readLatin(text string) (p latinProse) {
	for word := range strings.FieldsSeq(cut(text, sampleBytes)) {
		if isAddress(word) {
			continue
		}
		word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
		n, upper := 0, 0
		var before rune
		for _, r := range word {
			if s, ok := scriptOf(r); ok && s == latin {
				n++
				if unicode.IsUpper(r) {
					upper++
				}
			}
			if isViSign(before, r) {
				p.viSigns++
			}
			before = r
		}
		p.all += n
		if n == 0 || upper == n && n <= 5 {
			continue
		}
		p.letters += n
		p.words++
		switch strings.ToLower(word) {
		case "the":
			p.the++
		case "of", "and", "is", "for", "with", "on", "by", "are", "at", "from", "has", "have":
			p.function++
		}
	}
	return p
}

// isViSign says whether r, which stands after before, is a letter or a mark that
// only Vietnamese has. ẹ, ọ, ị, ụ are left out, since Yoruba and Igbo have them
// too. Decomposed text shows in hook, horn, dot below and stacked marks.
func isViSign(before, r rune) bool {
	switch {
	case r == 'ơ', r == 'ư', r == 'Ơ', r == 'Ư', r == 'đ', r == 'Đ':
		return true
	case r >= 0x1EA0 && r <= 0x1EF9:
		return !strings.ContainsRune("ẹẸọỌịỊụỤ", r)
	case r == 0x0309, r == 0x031B:
		return true
	case r == 0x0300, r == 0x0301, r == 0x0303:
		return before == 0x0302 || before == 0x0306
	case r == 0x0302, r == 0x0306:
		return before == 0x0323
	}
	return false
}

// cut is at most n bytes of the text, from its middle where it is longer: heads
// hold datelines and names, tails hold addresses.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	from := (len(text) - n) / 2
	return strings.ToValidUTF8(text[from:from+n], "")
}

// windows are at most three stretches of about 240 letters of one script, from
// the head, the middle and the tail of a text.
func windows(text string, s script) []string {
	const most = 8 * windowLetters // bytes in which 240 letters are found in prose
	if len(text) <= most {
		return []string{window(text, s)}
	}
	middle, tail := (len(text)-most/2)/2, len(text)-most/2
	var out []string
	for _, from := range []int{0, middle, tail} {
		if w := window(strings.ToValidUTF8(text[from:min(len(text), from+most)], ""), s); w != "" {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		out = []string{window(text, s)}
	}
	return out
}

// window is the first words of a text that are written in one script.
func window(text string, s script) string {
	var out strings.Builder
	letters := 0
	for word := range strings.FieldsSeq(text) {
		if letters >= windowLetters {
			break
		}
		if isAddress(word) {
			continue
		}
		n := 0
		for _, r := range word {
			if t, ok := scriptOf(r); ok && t == s {
				n++
			}
		}
		if n*2 > len([]rune(word)) {
			out.WriteString(word)
			out.WriteByte(' ')
			letters += n
		}
	}
	return strings.TrimSpace(out.String())
}
