package extract

import (
	"slices"
	"testing"
)

func TestTrieKnowsItsWordsAndNoOthers(t *testing.T) {
	words := []string{"%", "tăng", "tăng trưởng", "ล้าน", "ล้านล้าน", "조", "조용히", "ألف"}
	slices.Sort(words)
	tr := newTrie(words, func(key string) int { return slices.Index(words, key) })
	lookUp := func(s string) int {
		state, ok := int32(0), true
		for i := 0; i < len(s); i++ {
			if state, ok = tr.next(state, s[i]); !ok {
				return -1
			}
		}
		return int(tr.cells[state].entry) - 1
	}
	for i, w := range words {
		if got := lookUp(w); got != i {
			t.Errorf("%q is entry %d, not %d", w, got, i)
		}
	}
	for _, s := range []string{"", "tăn", "tăng ", "ล้านล้านล", "조용", "xyz", "\xff", "\x00"} {
		if got := lookUp(s); got != -1 {
			t.Errorf("%q is entry %d, not a word", s, got)
		}
	}
}
