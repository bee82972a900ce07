package text

// Heads tell of a word in a text that no phrase of a list begins there, where
// most phrases end with their last letter. They look at the whole word, for the
// phrases of one word, at the first eight bytes, for the others, and at the first
// three, for those that may end inside of a word.
type Heads struct {
	alone hashes // of first words, of up to eight bytes
	long  hashes // of the first eight bytes of phrases of several words
	open  hashes // of the first three bytes of phrases that may end inside of a word
}

// NewHeads takes note of folded phrases that end with their last letter, and of
// others.
func NewHeads(whole, others []string) *Heads {
	h := &Heads{}
	for _, p := range whole {
		x, end := padded(p), Fold(p).Letters(nil).End(0)
		if len(p) >= 8 && end < len(p) {
			h.long.add(eightOf(x))
			continue
		}
		h.alone.add(eightOf(firstBytes(x, end)))
	}
	for _, p := range others {
		h.open.begin(padded(p), len(p))
	}
	return h
}

// Begins says whether a phrase may begin with the word at s[i], whose letters end
// at end: a no is certain, a yes is likely.
func (h *Heads) Begins(s string, i, end int) bool {
	if i+8 > len(s) {
		return true
	}
	x := eightAt(s, i)
	return (h.long.at(eightOf(x))|h.alone.at(eightOf(firstBytes(x, end-i)))|h.open.at(three(x)))&1 != 0
}

// firstBytes are the first n of eight bytes, or all of them.
func firstBytes(x uint64, n int) uint64 {
	spare := uint(64-8*min(n, 8)) % 64
	return x << spare >> spare
}

// eightOf is the hash of eight bytes.
func eightOf(x uint64) uint64 { return (x ^ x>>29) * multiplier }
