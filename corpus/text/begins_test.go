package text

import "testing"

func TestBeginsPassNoWord(t *testing.T) {
	for _, words := range [][]string{{"%"}, {"á", "조"}, {"tăng", "ล้านล้าน"}, {"용히"}} {
		values, begins := map[string]int{}, NewBegins()
		for i, w := range words {
			values[w] = i
			begins.Add(w)
		}
		trie := NewTrie(values)
		text, passed := "á 5% tăng조용히 ล้านล้าน, 조용히 𝟛 á", 0
		for i := begins.Next(text, 0, len(text)); i < len(text); i = begins.Next(text, i+RuneLen(text[i]), len(text)) {
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
	begins := NewBegins()
	begins.Add("조")
	if got := begins.Next("한국은행과 기획재정부", 0, 15); got != 15 {
		t.Errorf("a word may begin at byte %d of a text that has none", got)
	}
}
