package text

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// Where a phrase of whole words stands, or the part of a word that is one, heads
// never deny it; of other places they deny most.
func TestHeads(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	heads := []string{"a", "á", "bc", "ngh", "nghiêng", "nghiêngnghiêng", "ở", "z", "mục", "tiêu", "quốc", "gia"}
	others := append([]string{"-", "5", "₫"}, heads...)
	phrase := func(n int) string {
		p := heads[rnd.IntN(len(heads))]
		for range n - 1 {
			p += " " + others[rnd.IntN(len(others))]
		}
		return Fold(p).Text
	}
	words := map[string]int{}
	var list []string
	for range 60 {
		p := phrase(1 + rnd.IntN(3))
		words[p] = len(words)
		list = append(list, p)
	}
	open := map[string]bool{"gi": true, "mụ": true, "nghiên": true}
	for p := range open {
		words[p] = len(words)
	}
	known, trie := NewHeads(list, slices.Collect(maps.Keys(open))), NewTrie(words)
	denied, stands := 0, 0
	for range 5000 {
		f := Fold(phrase(1+rnd.IntN(5)) + " . . . .")
		letters, found := f.Letters(nil), false
		for end := range trie.Words(f.Text, 0) {
			found = found || !letters.At(end) || !letters.At(end-1) || open[f.Text[:end]]
		}
		begins := known.Begins(f.Text, 0, letters.End(0))
		if found && !begins {
			t.Fatalf("%q begins with a phrase", f.Text)
		}
		if found {
			stands++
		} else if !begins {
			denied++
		}
	}
	if denied < (5000-stands)/2 {
		t.Errorf("of %d places without a phrase only %d are denied", 5000-stands, denied)
	}
}
