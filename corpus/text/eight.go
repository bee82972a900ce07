package text

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strings"
)

// What stands in every one of eight bytes.
const (
	each     = 0x0101010101010101
	highBits = each << 7 // which a byte has that is no ASCII
)

// inOrder gives 64 flags the order of the 64 bytes that they tell of, where they
// were gathered from eight times eight bytes: byte i holds those of the bytes i of
// all eight. It turns a matrix of bits (H. Warren, Hacker's Delight, section 7-3).
func inOrder(x uint64) uint64 {
	t := (x ^ x>>7) & 0x00AA00AA00AA00AA
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000CCCC0000CCCC
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x00000000F0F0F0F0
	return x ^ t ^ t<<28
}

// filled is a text of less than 64 bytes with zeros behind it.
func filled(s string) string { return s + zeros[len(s):] }

var zeros = strings.Repeat("\x00", 64)

// isASCII says whether the first byte of x is ASCII: to ask it before [asciiRun]
// lets the next step begin before the count is known.
func isASCII(x uint64) bool { return x>>7&1 == 0 }

// asciiRun is how many of the n bytes of x are ASCII before one that is not.
func asciiRun(x uint64, n int) int {
	return bits.TrailingZeros64((x|0x80<<(8*n))&highBits) / 8
}

// lower makes the capitals of ASCII small.
func lower(s []byte) {
	for ; len(s) >= 16; s = s[16:] {
		lowerEight(s)
		lowerEight(s[8:])
	}
	for i, c := range s {
		s[i] = small(c)
	}
}

// lowerEight makes the capitals of ASCII among the first eight bytes small.
func lowerEight(s []byte) {
	x := binary.LittleEndian.Uint64(s)
	low := x &^ highBits
	capitals := ((low + each*(0x80-'A')) ^ (low + each*(0x7F-'Z'))) &^ x & highBits
	binary.LittleEndian.PutUint64(s, x|capitals>>2)
}

// small is a letter of ASCII as a small one.
func small(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// replace puts one byte in the place of another.
func replace(s []byte, before, after byte) {
	for i := bytes.IndexByte(s, before); i >= 0; i = bytes.IndexByte(s, before) {
		s[i] = after
		s = s[i+1:]
	}
}
