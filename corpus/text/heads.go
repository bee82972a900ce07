package text

import "encoding/binary"

// Heads tell of a place in a text that no phrase of a list begins there, where
// every phrase ends with its last letter. They look at the first word, for the
// phrases of one word, and at the first eight bytes, for the others.
type Heads struct {
	alone hashes // of first words, of up to eight bytes
	long  hashes // of the first eight bytes of phrases of several words
}

// NewHeads takes note of folded phrases.
func NewHeads(phrases []string) *Heads {
	h := &Heads{}
	for _, p := range phrases {
		var b [8]byte
		copy(b[:], p)
		x := binary.LittleEndian.Uint64(b[:])
		end := wordEnd(Fold(p).Letters(), 0)
		if len(p) >= 8 && end < len(p) {
			h.long.add(eightOf(x))
			continue
		}
		h.alone.add(eightOf(firstBytes(x, end)))
	}
	return h
}

// Begins says whether a phrase may begin at s[i], where a word begins or a sign
// stands: a no is certain, a yes is likely.
func (h *Heads) Begins(s string, l Letters, i int) bool {
	if i+8 > len(s) {
		return true
	}
	x := binary.LittleEndian.Uint64([]byte(s[i : i+8]))
	return h.long.bit(eightOf(x))|h.alone.bit(eightOf(firstBytes(x, wordEnd(l, i)-i))) != 0
}

// wordEnd is where the word or the sign of one byte ends that begins at byte i.
func wordEnd(l Letters, i int) int { return max(l.End(i), i+1) }

// firstBytes are the first n of eight bytes, or all of them.
func firstBytes(x uint64, n int) uint64 {
	spare := 64 - 8*min(n, 8)
	return x << spare >> spare
}

// eightOf is the hash of eight bytes.
func eightOf(x uint64) uint64 { return (x ^ x>>29) * multiplier >> (64 - hashBits) }
