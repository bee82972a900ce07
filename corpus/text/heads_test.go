package text

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// Where a phrase of whole words stands, heads never deny it; of other places they
// deny most.
func TestHeads(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	syllables := []string{"a", "á", "bc", "ngh", "nghiêng", "nghiêngnghiêng", "-", "5", "ở", "z", "₫", "mục", "tiêu", "quốc", "gia"}
	phrase := func(n int) string {
		var parts []string
		for range n {
			parts = append(parts, syllables[rnd.IntN(len(syllables))])
		}
		return strings.Join(parts, " ")
	}
	words := map[string]int{}
	var list []string
	for range 60 {
		p := Fold(phrase(1 + rnd.IntN(3))).Text
		words[p] = len(words)
		list = append(list, p)
	}
	heads, trie := NewHeads(list), NewTrie(words)
	denied, stands := 0, 0
	for range 5000 {
		f := Fold(phrase(1+rnd.IntN(5)) + " . . . .")
		letters, found := f.Letters(), false
		for end := range trie.Words(f.Text, 0) {
			found = found || !letters.At(end) || !letters.At(end-1)
		}
		begins := heads.Begins(f.Text, letters, 0)
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
