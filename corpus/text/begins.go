package text

import (
	"encoding/binary"
	"unicode/utf8"
)

// Begins tell of a place in a text that no word of a list begins there, by its
// first bytes.
type Begins struct {
	runes [256]uint8 // by its first byte, how long a rune is; 0 where a word of one byte, or of two of ASCII, begins so
	short hashes     // of the first three bytes of words of up to five
	long  hashes     // of the first six bytes of longer ones
}

// NewBegins have no words.
func NewBegins() *Begins {
	b := &Begins{}
	for c := range b.runes {
		b.runes[c] = uint8(RuneLen(byte(c)))
	}
	return b
}

// Add notes how a word begins.
func (b *Begins) Add(word string) {
	switch x, n := padded(word), len(word); {
	case n == 1, n == 2 && word[0] < utf8.RuneSelf:
		b.runes[word[0]] = 0
	case n < 6:
		b.short.begin(x, n)
	default:
		b.long.add(six(x))
	}
}

// At says whether a word may begin at s[i]: a no is certain, a yes is likely.
func (b *Begins) At(s string, i int) bool {
	if i+8 > len(s) {
		return true
	}
	x := eightAt(s, i)
	return b.known(x) || b.runes[byte(x)] == 0
}

// Next is the first rune of s[i:end] at which a word may begin, or end.
func (b *Begins) Next(s string, i, end int) int {
	for i < end && i+8 <= len(s) {
		x := eightAt(s, i)
		n := int(b.runes[byte(x)])
		if b.known(x) || n == 0 {
			return i
		}
		i += n
	}
	return min(i, end)
}

// known says whether a word that either set knows may begin with eight bytes: it asks
// both at once, which costs less than a branch between them.
func (b *Begins) known(x uint64) bool { return (b.long.at(six(x))|b.short.at(three(x)))&1 != 0 }

// padded are the first eight bytes of a word, zeros behind its end.
func padded(word string) uint64 {
	var b [8]byte
	copy(b[:], word)
	return binary.LittleEndian.Uint64(b[:])
}

// eightAt are the eight bytes of s from i on.
func eightAt(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// three and six are hashes of the first three and six of eight bytes, whose high bits
// count (multiplicative: D. Knuth, The Art of Computer Programming 3, section 6.4).
func three(x uint64) uint64 { return x << 40 * multiplier }
func six(x uint64) uint64   { return x << 16 * multiplier }

const multiplier = 11400714819323198485

// hashes is a set of the high sixteen bits of hashes.
type hashes [1 << 10]uint64

func (h *hashes) add(x uint64) { h[x>>54] |= 1 << (x >> 48 % 64) }

// at has the lowest bit set for a hash of the set, and not for others.
func (h *hashes) at(x uint64) uint64 { return h[x>>54] >> (x >> 48 % 64) }

// begin adds the first three bytes of a word, or all three that begin with it:
// x has its first n bytes.
func (h *hashes) begin(x uint64, n int) {
	if n >= 3 {
		h.add(three(x))
		return
	}
	for next := range uint64(256) {
		h.begin(x|next<<(8*n), n+1)
	}
}

// RuneLen is the length of the rune whose first byte is c.
func RuneLen(c byte) int {
	switch {
	case c < utf8.RuneSelf:
		return 1
	case c < 0xE0:
		return 2
	case c < 0xF0:
		return 3
	}
	return 4
}
