package text

import (
	"testing"
	"unicode/utf8"

	"goalpost/corpus"
)

func FuzzPoints(f *testing.F) {
	f.Add("kinh tế số ٣٠٪ ร้อยละ 30 디지털")
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			s, _ = Clean([]byte(s))
		}
		p := NewPoints(s)
		n := corpus.Point(0)
		for i := range s {
			if got := p.Point(corpus.Byte(i)); got != n {
				t.Fatalf("Point(%d) = %d, want %d", i, got, n)
			}
			if got := p.Byte(n); got != corpus.Byte(i) {
				t.Fatalf("Byte(%d) = %d, want %d", n, got, i)
			}
			n++
		}
		if p.Len() != n || p.Point(corpus.Byte(len(s))) != n || p.Byte(n) != corpus.Byte(len(s)) {
			t.Fatalf("ends differ: %d, want %d", p.Len(), n)
		}
	})
}

func TestClean(t *testing.T) {
	got, n := Clean([]byte("\xef\xbb\xbfa\x00b\xffc"))
	if got != "a\ufffdb\ufffdc" || n != 2 {
		t.Errorf("Clean = %q, %d", got, n)
	}
}
