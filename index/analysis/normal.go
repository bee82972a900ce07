package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"goalpost/corpus"
)

// normal is a text in normal form and, for each of its bytes, the bytes of the
// original that the letter it belongs to came from.
type normal struct {
	text       string
	start, end []int32
}

// span is the place in the original of text[i:j].
func (n *normal) span(i, j int) (corpus.Byte, corpus.Byte) {
	return corpus.Byte(n.start[i]), corpus.Byte(n.end[j-1])
}

// normalizer collects a normal form.
type normalizer struct {
	b          []byte
	start, end []int32
}

// normalize composes (NFC), lowers the case, and makes letters and signs that
// differ by script or custom alone the same; see [normalRune].
func normalize(s string) *normal {
	z := normalizer{
		b:     make([]byte, 0, len(s)+8),
		start: make([]int32, 0, len(s)+8),
		end:   make([]int32, 0, len(s)+8),
	}
	good, _ := norm.NFC.SpanString(s, true)
	z.runes(s, 0, good)
	for i := good; i < len(s); {
		n := norm.NFC.NextBoundaryInString(s[i:], true)
		if n <= 0 {
			n = len(s) - i
		}
		for _, r := range norm.NFC.String(s[i : i+n]) {
			z.put(r, i, i+n)
		}
		i += n
	}
	return &normal{string(z.b), z.start, z.end}
}

// runes puts s[from:to], which is composed already.
func (z *normalizer) runes(s string, from, to int) {
	for i := from; i < to; {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			z.b, z.start, z.end = append(z.b, c), append(z.start, int32(i)), append(z.end, int32(i+1))
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		z.put(r, i, i+n)
		i += n
	}
}

// put adds the normal form of the rune that stands at [from, to) of the original.
func (z *normalizer) put(r rune, from, to int) {
	if n := len(z.b); r == 'เ' && n >= 3 && string(z.b[n-3:]) == "เ" {
		z.b = append(z.b[:n-3], "แ"...) // two of the one typed for the other
		for i := n - 3; i < n; i++ {
			z.end[i] = int32(to)
		}
		return
	}
	if r == 'า' && z.sara(to) {
		return
	}
	if r >= 0xFB50 && r <= 0xFEFF || r >= 0xFF01 && r <= 0xFF9F {
		for _, c := range norm.NFKC.String(string(r)) {
			z.add(normalRune(c), from, to)
		}
		return
	}
	z.add(normalRune(r), from, to)
}

// sara makes one letter of the circle and the vowel that Thai AM may be typed
// as, a tone mark between them or not; it says whether there was a circle.
func (z *normalizer) sara(to int) bool {
	n := len(z.b)
	tone := ""
	if r, _ := utf8.DecodeLastRune(z.b); r >= 0x0E48 && r <= 0x0E4B {
		tone = string(r)
	}
	from := n - len(tone) - 3
	if from < 0 || string(z.b[from:from+3]) != "\u0E4D" {
		return false
	}
	z.b = append(append(z.b[:from], tone...), "\u0E33"...)
	for i := from; i < n; i++ {
		z.start[i], z.end[i] = z.start[from], int32(to)
	}
	return true
}

func (z *normalizer) add(r rune, from, to int) {
	if r < 0 {
		return
	}
	n := len(z.b)
	z.b = utf8.AppendRune(z.b, r)
	for range len(z.b) - n {
		z.start, z.end = append(z.start, int32(from)), append(z.end, int32(to))
	}
}

// normalRune is the rune that stands for r in normal form, -1 where it is left
// out: joiners, direction marks, soft hyphens; in Arabic tatweel and the marks
// of vowels and recitation.
func normalRune(r rune) rune {
	switch {
	case r < 0x0300:
		switch r {
		case 0x00AD:
			return -1
		case 'Ð': // eth, typed for the Vietnamese letter
			return 'đ'
		case 'ð':
			return 'đ'
		}
		return unicode.ToLower(r)
	case r >= 0x0600 && r <= 0x06FF:
		return normalArabic(r)
	case r >= '๐' && r <= '๙':
		return '0' + r - '๐'
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069, r == 0xFEFF:
		return -1
	case r == '’' || r == 'ʼ':
		return '\''
	case r >= 0x0966 && unicode.IsDigit(r):
		return digit(r)
	}
	return unicode.ToLower(r)
}

// digit is the ASCII digit with the value of r: digits of a script stand in
// runs of ten that begin at a multiple of ten code points or of 16 plus 6.
func digit(r rune) rune {
	for _, zero := range []rune{0x0966, 0x09E6, 0x0E50, 0x0ED0, 0x1040, 0x17E0} {
		if r >= zero && r <= zero+9 {
			return '0' + r - zero
		}
	}
	return r
}

// normalArabic makes one of what writers mix: hamza seats, final yeh, ة,
// the Persian yeh and kaf, digits and their signs.
func normalArabic(r rune) rune {
	switch {
	case r >= '٠' && r <= '٩':
		return '0' + r - '٠'
	case r >= '۰' && r <= '۹':
		return '0' + r - '۰'
	case r == 'ـ', r >= 0x064B && r <= 0x065F, r == 0x0670, r >= 0x06D6 && r <= 0x06ED, r >= 0x0610 && r <= 0x061A, r == 0x061C:
		return -1
	}
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ی':
		return 'ي'
	case 'ک':
		return 'ك'
	case 'ة':
		return 'ه'
	case 'ئ', 'ؤ':
		return 'ء'
	case '٪':
		return '%'
	case '٫':
		return '.'
	case '٬':
		return ','
	}
	return r
}

// fold leaves the accents out of Latin letters: "kinh tế số" → "kinh te so".
func fold(s string) string {
	if ascii(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case r == 'đ':
			b.WriteByte('d')
		case !unicode.Is(unicode.Mn, r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Normal is a text in the normal form that tokens are cut from: composed, in
// lower case, with the digits and percent signs of every script as 0-9 and %.
func Normal(s string) string { return normalize(s).text }
