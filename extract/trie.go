package extract

import "iter"

// trie finds words byte by byte. It is a double array (J. Aoe, "An efficient
// digital search algorithm by using a double-array structure", IEEE Transactions
// on Software Engineering 15, 1989): the state that byte c leads to from state n
// lies at the base of n plus c, if that cell names n as the one before it.
type trie struct{ cells []cell }

// cell is a state of a trie; cell 0 is where every word begins.
type cell struct {
	base   int32
	before int32 // state that leads here; free: none does
	entry  int32 // index+1 of the entry that ends here; 0: none
}

const free = -1

// newTrie lays out sorted keys, of which none is empty or told twice; entry
// tells what each stands for.
func newTrie(keys []string, entry func(key string) int) trie {
	t := trie{cells: []cell{{before: free}}}
	open := 1 // no cell before it is free
	var place func(n int32, keys []string, depth int)
	place = func(n int32, keys []string, depth int) {
		if len(keys[0]) == depth {
			t.cells[n].entry = int32(entry(keys[0])) + 1
			keys = keys[1:]
		}
		var next []byte // the bytes that go on, in order
		for _, k := range keys {
			if len(next) == 0 || next[len(next)-1] != k[depth] {
				next = append(next, k[depth])
			}
		}
		if len(next) == 0 {
			return
		}
		for t.taken(open) {
			open++
		}
		base := int32(max(open-int(next[0]), 0))
		for !t.fits(base, next) {
			base++
		}
		t.cells[n].base = base
		for _, c := range next {
			t.cells[base+int32(c)].before = n
		}
		for from := 0; from < len(keys); {
			c, to := keys[from][depth], from
			for to < len(keys) && keys[to][depth] == c {
				to++
			}
			place(base+int32(c), keys[from:to], depth+1)
			from = to
		}
	}
	if len(keys) > 0 {
		place(0, keys, 0)
	}
	t.grow(len(t.cells) + 256) // so that every state may look for every byte
	return t
}

// taken says whether a cell is in use.
func (t *trie) taken(at int) bool {
	return at == 0 || at < len(t.cells) && t.cells[at].before != free
}

// fits says whether the cells of all bytes are free at a base, and makes room for them.
func (t *trie) fits(base int32, bytes []byte) bool {
	for _, c := range bytes {
		if t.taken(int(base) + int(c)) {
			return false
		}
	}
	t.grow(int(base) + int(bytes[len(bytes)-1]) + 1)
	return true
}

func (t *trie) grow(size int) {
	for len(t.cells) < size {
		t.cells = append(t.cells, cell{before: free})
	}
}

// next is the state that c leads to from state n; ok is false where no word goes on so.
func (t *trie) next(n int32, c byte) (state int32, ok bool) {
	state = t.cells[n].base + int32(c)
	return state, t.cells[state].before == n
}

// words are the ends and entries of all words that begin at s[i], the shortest first.
func (t *trie) words(s string, i int) iter.Seq2[int, int32] {
	return func(yield func(end int, entry int32) bool) {
		state, ok := int32(0), true
		for i < len(s) {
			if state, ok = t.next(state, s[i]); !ok {
				return
			}
			i++
			if e := t.cells[state].entry; e > 0 && !yield(i, e-1) {
				return
			}
		}
	}
}
