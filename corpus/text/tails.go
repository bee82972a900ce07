package text

import (
	"iter"
	"slices"
)

// Tails finds which ends of a list a word has, from its last byte on. It is
// immutable and safe for concurrent use.
type Tails struct{ trie *Trie }

// NewTails makes the list of ends and the value that each stands for, from 0 on.
func NewTails(ends map[string]int) *Tails {
	reversed := map[string]int{}
	for end, value := range ends {
		b := []byte(end)
		slices.Reverse(b)
		reversed[string(b)] = value
	}
	return &Tails{NewTrie(reversed)}
}

// Of are the offsets at which the ends of a word begin, and their values, the
// shortest end first.
func (t *Tails) Of(word string) iter.Seq2[int, int] {
	return func(yield func(at, value int) bool) {
		x := t.trie.root
		for i := len(word) - 1; i >= 0; i-- {
			next, at, ok := t.trie.next(x, word[i])
			if !ok {
				return
			}
			x = next
			if x&ends != 0 && !yield(i, int(t.trie.values[at])) {
				return
			}
		}
	}
}

// Longest is the offset at which the longest end of a word begins, and its value;
// -1 where there is none.
func (t *Tails) Longest(word string) (longest, value int) {
	longest = -1
	x := t.trie.root
	for i := len(word) - 1; i >= 0; i-- {
		next, at, ok := t.trie.next(x, word[i])
		if !ok {
			break
		}
		if x = next; x&ends != 0 {
			longest, value = i, int(t.trie.values[at])
		}
	}
	return longest, value
}
