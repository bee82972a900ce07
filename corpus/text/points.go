// Package text holds what every stage does to plain text: cleaning what was
// read, normal forms with a map of offsets back, the scripts of letters,
// clusters, sentences and clauses, and the zones of plain text.
package text

import (
	"math/bits"
	"slices"
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
	marks []strideMark
	total corpus.Point
}

// strideMark tells of the code points of one stride of a text.
type strideMark struct {
	before corpus.Point // how many begin before it
	inside uint64       // the bytes that do not begin one, a bit each
}

// NewPoints prepares the conversion for a text of valid UTF-8.
func NewPoints(text string) *Points {
	p := &Points{}
	p.Reset(text)
	return p
}

// Reset prepares the conversion for another text, in the memory of the last.
func (p *Points) Reset(text string) {
	n := (len(text) + stride - 1) / stride
	marks, total := slices.Grow(p.marks[:0], n)[:n], corpus.Point(0)
	for k := range marks {
		s := text[k*stride:]
		if len(s) < stride {
			s = filled(s)
		}
		inside := insides(s)
		marks[k] = strideMark{total, inside}
		total += corpus.Point(stride - bits.OnesCount64(inside))
	}
	spare := n*stride - len(text) // zeros that fill the last stride, a code point each
	p.text, p.marks, p.total = text, marks, total-corpus.Point(spare)
}

// insides tells of the first 64 bytes, one bit each, which do not begin a code
// point: in valid UTF-8 those of the form 10xxxxxx.
func insides(s string) uint64 {
	s = s[:64]
	all := uint64(0)
	for i := 0; i <= 64-8; i += 8 {
		x := eightAt(s, i)
		all = all>>1 | x&^(x<<1)&highBits
	}
	return inOrder(all)
}

// runeCount counts the code points of a text of valid UTF-8.
func runeCount(s string) int {
	n := len(s)
	for ; len(s) >= 64; s = s[64:] {
		n -= bits.OnesCount64(insides(s))
	}
	for ; len(s) >= 8; s = s[8:] {
		x := eightAt(s, 0)
		n -= bits.OnesCount64(x &^ (x << 1) & highBits)
	}
	for i := range len(s) {
		if !utf8.RuneStart(s[i]) {
			n--
		}
	}
	return n
}

// Len is the length of the text in code points.
func (p *Points) Len() corpus.Point { return p.total }

// Point is the code point offset of a byte offset that stands at the start of a
// code point or at the end of the text.
func (p *Points) Point(b corpus.Byte) corpus.Point {
	if int(b) >= len(p.text) {
		return p.total
	}
	m, k := p.marks[b/stride], b%stride
	return m.before + corpus.Point(k) - corpus.Point(bits.OnesCount64(m.inside&(1<<k-1)))
}

// Byte is the byte offset of a code point offset; past the end it is the length of the text.
func (p *Points) Byte(c corpus.Point) corpus.Byte {
	if c >= p.total {
		return corpus.Byte(len(p.text))
	}
	k := sort.Search(len(p.marks), func(k int) bool { return p.marks[k].before > c }) - 1
	begins := ^p.marks[k].inside
	for range c - p.marks[k].before {
		begins &= begins - 1
	}
	return corpus.Byte(k*stride + bits.TrailingZeros64(begins))
}

// Range converts a span to code points.
func (p *Points) Range(s corpus.Span) corpus.Range {
	return corpus.Range{Start: p.Point(s.Start), End: p.Point(s.End)}
}

// Span converts a range of code points to bytes.
func (p *Points) Span(r corpus.Range) corpus.Span {
	return corpus.Span{Start: p.Byte(r.Start), End: p.Byte(r.End)}
}
