// Package text holds what every stage does to plain text: cleaning what was
// read, normal forms with a map of offsets back, the scripts of letters,
// clusters, sentences and clauses, and the zones of plain text.
package text

import (
	"math/bits"
	"sort"
	"strings"
	"unicode/utf8"

	"goalpost/corpus"
)

// Clean makes a text out of bytes: invalid UTF-8 and NUL become U+FFFD, one for
// each bad byte, and a byte order mark at the start is dropped. It returns how
// many bytes were replaced.
func Clean(b []byte) (text string, replaced int) {
	s := strings.TrimPrefix(string(b), "\ufeff")
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s, 0
	}
	var out strings.Builder
	out.Grow(len(s))
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r == 0 || r == utf8.RuneError && n == 1 {
			out.WriteRune(utf8.RuneError)
			replaced++
		} else {
			out.WriteString(s[:n])
		}
		s = s[n:]
	}
	return out.String(), replaced
}

// Decode reads the rune at s[i] of a text of valid UTF-8 and its length in bytes,
// as utf8.DecodeRuneInString does, but quicker for runes of two and three bytes.
func Decode(s string, i int) (r rune, size int) {
	c := s[i]
	switch {
	case c < utf8.RuneSelf:
		return rune(c), 1
	case c < 0xE0 && i+1 < len(s):
		return rune(c&0x1F)<<6 | rune(s[i+1]&0x3F), 2
	case c < 0xF0 && i+2 < len(s):
		return rune(c&0x0F)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s[i:])
}

// stride is the distance in bytes between two marks of [Points].
const stride = 64

// Points converts between byte and code point offsets of one text. It is
// built in one pass and is safe for concurrent use.
type Points struct {
	text  string
	marks []corpus.Point // code points before byte i*stride (before the rune that holds it)
	total corpus.Point
}

// NewPoints prepares the conversion for a text of valid UTF-8.
func NewPoints(text string) *Points {
	p := &Points{text: text, marks: make([]corpus.Point, 0, len(text)/stride+1)}
	for i := 0; i < len(text); i += stride {
		p.marks = append(p.marks, p.total)
		p.total += runeStarts(text[i:min(i+stride, len(text))])
	}
	return p
}

// runeStarts counts the code points that begin in a stretch of valid UTF-8: all
// bytes but those of the form 10xxxxxx, eight at a time.
func runeStarts(s string) corpus.Point {
	n := len(s)
	for ; len(s) >= 8; s = s[8:] {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		n -= bits.OnesCount64(x >> 7 &^ (x >> 6) & 0x0101010101010101)
	}
	for i := range len(s) {
		if !utf8.RuneStart(s[i]) {
			n--
		}
	}
	return corpus.Point(n)
}

// Len is the length of the text in code points.
func (p *Points) Len() corpus.Point { return p.total }

// Point is the code point offset of a byte offset that stands at the start of a
// code point or at the end of the text.
func (p *Points) Point(b corpus.Byte) corpus.Point {
	if int(b) >= len(p.text) {
		return p.total
	}
	m := int(b) / stride
	return p.marks[m] + runeStarts(p.text[m*stride:b])
}

// Byte is the byte offset of a code point offset; past the end it is the length of the text.
func (p *Points) Byte(c corpus.Point) corpus.Byte {
	if c >= p.total {
		return corpus.Byte(len(p.text))
	}
	m := sort.Search(len(p.marks), func(i int) bool { return p.marks[i] > c }) - 1
	n := p.marks[m]
	for i := m * stride; i < len(p.text); i++ {
		if utf8.RuneStart(p.text[i]) {
			if n == c {
				return corpus.Byte(i)
			}
			n++
		}
	}
	return corpus.Byte(len(p.text))
}

// Range converts a span to code points.
func (p *Points) Range(s corpus.Span) corpus.Range {
	return corpus.Range{Start: p.Point(s.Start), End: p.Point(s.End)}
}

// Span converts a range of code points to bytes.
func (p *Points) Span(r corpus.Range) corpus.Span {
	return corpus.Span{Start: p.Byte(r.Start), End: p.Byte(r.End)}
}
