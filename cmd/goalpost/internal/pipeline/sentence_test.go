package pipeline

import (
	"strings"
	"testing"
	"unicode/utf8"

	"goalpost/corpus"
)

func TestSentence(t *testing.T) {
	for _, c := range []struct{ name, text, value, want string }{
		{"between_full_stops", "Đã xong. Mục tiêu là 30% vào năm 2030. Sau đó thì nghỉ.", "30%", "Mục tiêu là 30% vào năm 2030."},
		{"decimal_point", "Tăng 1.000 xã và 3.5% GDP. Hết.", "3.5%", "Tăng 1.000 xã và 3.5% GDP."},
		{"abbreviation", "Ở TP. Hồ Chí Minh đạt 40%. Hết.", "40%", "Ở TP. Hồ Chí Minh đạt 40%."},
		{"percent_ends", "Đạt 30%. Rồi 50% nữa.", "50%", "Rồi 50% nữa."},
		{"arabic", "ما رأيك؟ الهدف هو 45٪ بحلول 2030. انتهى", "45٪", "الهدف هو 45٪ بحلول 2030."},
		{"thai_era", "เป็นร้อยละ ๒๕ ภายในปี พ.ศ. 2570 จังหวัดจะลงทุน", "ร้อยละ ๒๕", "เป็นร้อยละ ๒๕ ภายในปี พ.ศ. 2570 จังหวัดจะลงทุน"},
		{"lines", "title\n  body 12% here\nnext", "12%", "body 12% here"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := corpus.Byte(strings.Index(c.text, c.value))
			got := Sentence(c.text, corpus.Span{Start: at, End: at + corpus.Byte(len(c.value))}).Of(c.text)
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzSentence(f *testing.F) {
	f.Add(strings.Repeat("เศรษฐกิจดิจิทัลที่น้ำ", 60), 300, 9)
	f.Add("a. b", 2, 0)
	f.Fuzz(func(t *testing.T, s string, at, n int) {
		if !utf8.ValidString(s) || at < 0 || n < 0 || at > len(s) || n > len(s)-at || !utf8.ValidString(s[:at]) || !utf8.ValidString(s[at:at+n]) {
			t.Skip()
		}
		span := corpus.Span{Start: corpus.Byte(at), End: corpus.Byte(at + n)}
		got := Sentence(s, span)
		if !got.Contains(span) || !utf8.ValidString(got.Of(s)) || got.Len() > n+2*sentenceBytes {
			t.Errorf("Sentence(%q, %v) = %v", s, span, got)
		}
	})
}
