package text

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// The finder finds what a search for every phrase finds.
func TestFinder(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	letters := []string{"a", "b", "c", "ả", "가", "각", " "}
	some := func(n int) string {
		var out strings.Builder
		for range n {
			out.WriteString(letters[rnd.IntN(len(letters))])
		}
		return out.String()
	}
	for range 40 {
		phrases := map[string]int{}
		for range 1 + rnd.IntN(5) {
			if p := some(3 + rnd.IntN(4)); len(p) >= blockLen {
				phrases[p] = len(phrases)
			}
		}
		f := newFinder(phrases)
		for range 200 {
			text, want := some(rnd.IntN(30)), -1
			for p, value := range phrases {
				if strings.Contains(text, p) && (want < 0 || value < want) {
					want = value
				}
			}
			if got := f.first(text); got != want {
				t.Fatalf("%v in %q: got %d, want %d", phrases, text, got, want)
			}
		}
	}
	if newFinder(nil).first("a text of some length") != -1 {
		t.Error("a finder of nothing finds something")
	}
}
