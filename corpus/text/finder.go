package text

// finder finds the phrases of a list anywhere in a text. It looks at a block of
// bytes at the end of a window as long as the shortest phrase, and moves on by
// as much as no phrase with that block can begin before, so that most bytes are
// never looked at (S. Wu and U. Manber, "A fast algorithm for multi-pattern
// searching", TR 94-17, University of Arizona, 1994). It is immutable.
type finder struct {
	phrases *Trie
	window  int // bytes of the shortest phrase
	shift   [1 << blockBits]uint8
}

// blockLen is how many bytes make a block: one letter of most scripts.
const (
	blockLen  = 3
	blockBits = 12
)

// newFinder prepares a list of phrases and the value of each. Phrases shorter
// than a block are not found.
func newFinder(phrases map[string]int) *finder {
	f := &finder{phrases: NewTrie(phrases), window: 1 << 8}
	for p := range phrases {
		if len(p) >= blockLen {
			f.window = min(f.window, len(p))
		}
	}
	for i := range f.shift {
		f.shift[i] = uint8(f.window - blockLen + 1)
	}
	for p := range phrases {
		for end := blockLen; end <= f.window && end <= len(p); end++ {
			s := &f.shift[block(p, end)]
			*s = min(*s, uint8(f.window-end))
		}
	}
	return f
}

// block is the hash of the block that ends at s[end].
func block(s string, end int) uint32 {
	s = s[end-blockLen : end]
	x := uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16
	return x * 2654435761 >> (32 - blockBits)
}

// first is the least value of the phrases in a text, or -1.
func (f *finder) first(s string) int {
	best := -1
	for end := f.window; end <= len(s); {
		if shift := f.shift[block(s, end)]; shift > 0 {
			end += int(shift)
			continue
		}
		for _, value := range f.phrases.Words(s, end-f.window) {
			if best < 0 || value < best {
				best = value
			}
		}
		end++
	}
	return best
}
