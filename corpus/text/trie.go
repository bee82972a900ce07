package text

import (
	"iter"
	"maps"
	"slices"
)

// Trie finds the words of a list in a text, byte by byte. It is a double array (J.
// Aoe, "An efficient digital search algorithm by using a double-array structure",
// IEEE Transactions on Software Engineering 15, 1989): the state that byte c leads
// to from state n lies at the base of n plus c, if that cell names n as the one
// before it. It is immutable and safe for concurrent use.
type Trie struct {
	cells []cell
	one   [256]bool       // the words of one byte
	opens [1 << 10]uint64 // a set of hashes of the first three bytes of all others
}

// cell is a state of a trie; cell 0 is where every word begins.
type cell struct {
	base   int32
	before int32 // state that leads here; free: none does
	value  int32 // 1 more than the value of the word that ends here; 0: none ends
}

const free = -1

// NewTrie makes a trie of words and the value that each stands for, from 0 on.
// The empty word is in no trie.
func NewTrie(words map[string]int) *Trie {
	t := &Trie{cells: []cell{{before: free}}}
	keys := slices.Sorted(maps.Keys(words))
	l := layout{Trie: t, words: words, open: 256} // so that no base lies below zero
	if len(keys) > 0 && keys[0] == "" {
		keys = keys[1:]
	}
	l.place(0, keys, 0)
	for _, k := range keys {
		t.note(k)
	}
	t.grow(len(t.cells) + 256) // so that every state may look for every byte
	return t
}

// note notes how a word begins, for [Trie.Opens].
func (t *Trie) note(word string) {
	switch len(word) {
	case 1:
		t.one[word[0]] = true
	case 2:
		for third := range 256 {
			h := hash3(word[0], word[1], byte(third))
			t.opens[h/64] |= 1 << (h % 64)
		}
	default:
		h := hash3(word[0], word[1], word[2])
		t.opens[h/64] |= 1 << (h % 64)
	}
}

// hash3 is a hash of 16 bits (multiplicative: D. Knuth, The Art of Computer
// Programming 3, section 6.4).
func hash3(a, b, c byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c)<<16) * 2654435769 >> 16
}

// layout places the states of a trie.
type layout struct {
	*Trie
	words map[string]int
	open  int // no cell before it is free
}

// place lays out what follows state n: keys are sorted and share their first
// depth bytes, which lead to n.
func (l *layout) place(n int32, keys []string, depth int) {
	if len(keys) > 0 && len(keys[0]) == depth && depth > 0 {
		l.cells[n].value = int32(l.words[keys[0]]) + 1
		keys = keys[1:]
	}
	if len(keys) == 0 {
		return
	}
	var next []byte // the bytes that go on, in order
	for _, k := range keys {
		if len(next) == 0 || next[len(next)-1] != k[depth] {
			next = append(next, k[depth])
		}
	}
	for l.taken(l.open) {
		l.open++
	}
	base := l.open - int(next[0])
	for !l.fits(base, next) {
		base++
	}
	l.grow(base + int(next[len(next)-1]) + 1)
	l.cells[n].base = int32(base)
	for _, c := range next {
		l.cells[base+int(c)].before = n
	}
	for _, c := range next {
		end := 0
		for end < len(keys) && keys[end][depth] == c {
			end++
		}
		l.place(int32(base)+int32(c), keys[:end], depth+1)
		keys = keys[end:]
	}
}

// taken says whether a cell is in use.
func (t *Trie) taken(at int) bool {
	return at == 0 || at < len(t.cells) && t.cells[at].before != free
}

// fits says whether the cells of all bytes are free at a base.
func (t *Trie) fits(base int, bytes []byte) bool {
	for _, c := range bytes {
		if t.taken(base + int(c)) {
			return false
		}
	}
	return true
}

func (t *Trie) grow(size int) {
	for len(t.cells) < size {
		t.cells = append(t.cells, cell{before: free})
	}
}

// next is the state that c leads to from state n; ok is false where no word goes on so.
func (t *Trie) next(n int32, c byte) (state int32, ok bool) {
	state = t.cells[n].base + int32(c)
	return state, t.cells[state].before == n
}

// Words are the ends and values of all words that begin at s[i], the shortest first.
func (t *Trie) Words(s string, i int) iter.Seq2[int, int] {
	return func(yield func(end, value int) bool) {
		state, ok := int32(0), true
		for i < len(s) {
			if state, ok = t.next(state, s[i]); !ok {
				return
			}
			i++
			if v := t.cells[state].value; v > 0 && !yield(i, int(v)-1) {
				return
			}
		}
	}
}

// Opens says whether a word may begin at s[i]: false is certain, true is likely,
// and it is quicker than to look.
func (t *Trie) Opens(s string, i int) bool {
	if i+2 >= len(s) {
		return true
	}
	h := hash3(s[i], s[i+1], s[i+2])
	return t.opens[h/64]>>(h%64)&1 != 0 || t.one[s[i]]
}
