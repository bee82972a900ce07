package text

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTrieFindsEveryWordThatBegins(t *testing.T) {
	words := []string{"%", "tăng", "tăng trưởng", "ล้าน", "ล้านล้าน", "조", "조용히", "ألف"}
	values := map[string]int{}
	for i, w := range words {
		values[w] = i
	}
	trie := NewTrie(values)
	for s, want := range map[string][]string{
		"tăng trưởng 5%": {"tăng", "tăng trưởng"},
		"tăn":            nil,
		"ล้านล้านล้าน":   {"ล้าน", "ล้านล้าน"},
		"조용":             {"조"},
		"%":              {"%"},
		"\xff\x00":       nil,
		"":               nil,
	} {
		var got []string
		for end, v := range trie.Words(s, 0) {
			if s[:end] != words[v] {
				t.Errorf("%q: %q ends at byte %d", s, words[v], end)
			}
			got = append(got, words[v])
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", s, d)
		}
	}
	for range NewTrie(nil).Words("a", 0) {
		t.Error("an empty trie knows a word")
	}
}
