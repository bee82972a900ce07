package text

import "testing"

func TestLetters(t *testing.T) {
	for _, s := range []string{"", "a", "Mục tiêu: 5%", "재생에너지 비중 30%로…", "ร้อยละ ๓๐ ฿5", "النمو 5٪ ﷼", "x́=≠ c", "đường–phố \u200b12.5", "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz!", "𝒳 𐌀", "ﻻ ﴾ﻻ﴿", "ế"} {
		f := Fold(s)
		letters := f.Letters(nil)
		end := 0
		for i, r := range f.Text {
			letter := r < 0x80 && 'a' <= r && r <= 'z' || r >= 0x80 && IsLetter(r)
			for k := i; k < i+len(string(r)); k++ {
				if letters.At(k) != letter {
					t.Errorf("%q: byte %d of %q: letter %v, want %v", s, k, f.Text, !letter, letter)
				}
			}
			if !letter {
				for ; end <= i; end++ {
					if got := letters.End(end); letters.At(end) && got != i {
						t.Errorf("%q: letters from %d end at %d, want %d", s, end, got, i)
					}
				}
			}
		}
		for i := range len(f.Text) + 1 {
			start := i
			for letters.At(start - 1) {
				start--
			}
			if got := letters.Start(i); got != start {
				t.Errorf("%q: letters up to %d start at %d, want %d", s, i, got, start)
			}
		}
		if letters.At(len(f.Text)) {
			t.Errorf("%q: a letter behind the end", s)
		}
	}
}
