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

func TestNextPassesNoWord(t *testing.T) {
	for _, words := range [][]string{{"%"}, {"á", "조"}, {"tăng", "ล้านล้าน"}, {"용히"}} {
		values := map[string]int{}
		for i, w := range words {
			values[w] = i
		}
		trie := NewTrie(values)
		text, passed := "á 5% tăng조용히 ล้านล้าน, 조용히 𝟛 á", 0
		for i := trie.Next(text, 0, len(text)); i < len(text); i = trie.Next(text, i+RuneLen(text[i]), len(text)) {
			for at := passed; at < i; at++ {
				for range trie.Words(text, at) {
					t.Errorf("%q: the word at byte %d is passed", words, at)
				}
			}
			passed = i + 1
		}
		if passed == 0 {
			t.Errorf("%q: no word is found", words)
		}
	}
	if got := NewTrie(map[string]int{"조": 0}).Next("한국은행과 기획재정부", 0, 15); got != 15 {
		t.Errorf("a word may begin at byte %d of a text that has none", got)
	}
}
