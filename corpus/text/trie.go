package text

import (
	"iter"
	"maps"
	"slices"
)

// Trie finds the words of a list in a text, byte by byte. It is a double array (J.
// Aoe, "An efficient digital search algorithm by using a double-array structure",
// IEEE Transactions on Software Engineering 15, 1989) with one base for one state
// only, so that the byte alone tells whether a cell goes on from there (S. Yata et
// al., "A compact static double-array keeping character codes", Information
// Processing & Management 43, 2007). It is immutable and safe for concurrent use.
type Trie struct {
	root   cell
	cells  []cell
	values []int32 // by cell, of the words that end there
}

// cell is a state of a trie: the byte that leads to it, whether a word ends with
// it, and the base that, with the next byte added, is the number of the next cell.
type cell uint32

const (
	free    cell = 0xFF // no byte leads here: UTF-8 has no such byte, and no word ends with it
	ends    cell = 1 << 8
	baseBit      = 9
)

// next is the cell that c leads to from x, and its number; ok is false where no
// word goes on so.
func (t *Trie) next(x cell, c byte) (y cell, at int, ok bool) {
	at = int(x>>baseBit) + int(c)
	y = t.cells[at]
	return y, at, byte(y) == c
}

// NewTrie makes a trie of words and the value that each stands for, from 0 on.
// The empty word is in no trie.
func NewTrie(words map[string]int) *Trie {
	t := &Trie{}
	keys := slices.Sorted(maps.Keys(words))
	if len(keys) > 0 && keys[0] == "" {
		keys = keys[1:]
	}
	l := layout{Trie: t, words: words, open: 256} // below 256 lies what states without a base lead to
	t.grow(256)
	l.place(&t.root, keys, 0)
	t.grow(len(t.cells) + 256) // so that every state may look for every byte
	return t
}

// layout places the states of a trie.
type layout struct {
	*Trie
	words map[string]int
	open  int    // cells before it are looked at no more
	bases []bool // that are taken, by cell
}

// lookBack is how far behind the cell that was placed last free cells are looked
// for: enough to fill most, and the time to build stays linear.
const lookBack = 16

// place gives state x its base and lays out what follows it: keys are sorted, longer
// than depth, and share their first depth bytes, which lead to x.
func (l *layout) place(x *cell, keys []string, depth int) {
	var next []byte // the bytes that go on, in order
	for _, k := range keys {
		if len(next) == 0 || next[len(next)-1] != k[depth] {
			next = append(next, k[depth])
		}
	}
	if len(next) == 0 {
		return
	}
	for l.taken(l.open) {
		l.open++
	}
	base := l.open - int(next[0])
	for base < len(l.bases) && l.bases[base] || !l.fits(base, next) {
		base++
	}
	l.bases = append(l.bases, make([]bool, max(0, base+1-len(l.bases)))...)
	l.bases[base] = true
	l.open = max(l.open, base+int(next[0])-lookBack)
	*x |= cell(base) << baseBit
	l.grow(base + int(next[len(next)-1]) + 1)
	for _, c := range next {
		l.cells[base+int(c)] = cell(c)
	}
	for _, c := range next {
		at, end := base+int(c), 0
		for end < len(keys) && keys[end][depth] == c {
			end++
		}
		below := keys[:end]
		keys = keys[end:]
		if len(below[0]) == depth+1 {
			l.cells[at] |= ends
			l.values[at] = int32(l.words[below[0]])
			below = below[1:]
		}
		x := l.cells[at] // the cells move while they grow
		l.place(&x, below, depth+1)
		l.cells[at] = x
	}
}

// taken says whether a cell is in use.
func (t *Trie) taken(at int) bool { return at < len(t.cells) && t.cells[at] != free }

// fits says whether the cells of all bytes are free at a base.
func (t *Trie) fits(base int, bytes []byte) bool {
	for _, c := range bytes {
		if t.taken(base + int(c)) {
			return false
		}
	}
	return true
}

// grow makes room for the cells before size.
func (t *Trie) grow(size int) {
	for len(t.cells) < size {
		t.cells = append(t.cells, free)
		t.values = append(t.values, 0)
	}
}

// Match is a word that begins in a text. The zero value is none.
type Match struct {
	End   int // of the word
	Value int // what the word stands for
	state cell
}

// Shortest is the shortest word that begins at s[i].
func (t *Trie) Shortest(s string, i int) Match { return t.Longer(s, Match{End: i, state: t.root}) }

// Longer is the next longer word that begins where m does in s.
func (t *Trie) Longer(s string, m Match) Match {
	x, cells := m.state, t.cells
	for i := m.End; uint(i) < uint(len(s)); i++ {
		c := s[i]
		at := int(x>>baseBit) + int(c)
		x = cells[at]
		switch differs := x ^ cell(c); {
		case differs&(0xFF|ends) == 0:
		case byte(differs) == 0:
			return Match{i + 1, int(t.values[at]), x}
		default:
			return Match{}
		}
	}
	return Match{}
}

// All are the words that begin at s[i], the shortest first, in the memory of others.
func (t *Trie) All(s string, i int, into []Match) []Match {
	x, cells, all := t.root, t.cells, into[:0]
	for ; uint(i) < uint(len(s)); i++ {
		c := s[i]
		at := int(x>>baseBit) + int(c)
		x = cells[at]
		switch differs := x ^ cell(c); {
		case differs&(0xFF|ends) == 0:
		case byte(differs) == 0:
			all = append(all, Match{i + 1, int(t.values[at]), x})
		default:
			return all
		}
	}
	return all
}

// Words are the ends and values of all words that begin at s[i], the shortest first.
func (t *Trie) Words(s string, i int) iter.Seq2[int, int] {
	return func(yield func(end, value int) bool) {
		for m := t.Shortest(s, i); m.End > 0; m = t.Longer(s, m) {
			if !yield(m.End, m.Value) {
				return
			}
		}
	}
}
