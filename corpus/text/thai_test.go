package text_test

import (
	"strings"
	"testing"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

func cut(s string, spans []corpus.Span) string {
	words := make([]string, len(spans))
	for i, sp := range spans {
		words[i] = sp.Of(s)
	}
	return strings.Join(words, "|")
}

func TestThaiWords(t *testing.T) {
	for in, want := range map[string]string{
		"":        "",
		"GDP 30%": "",
		"เศรษฐกิจดิจิทัลร้อยละ":       "เศรษฐกิจ|ดิจิทัล|ร้อย|ละ",
		"รัฐบาลตั้งเป้า 30% ภายในปี":  "รัฐบาล|ตั้ง|เป้า|ภายใน|ปี",
		"พลังงานหมุนเวียน":            "พลังงาน|หมุนเวียน",
		"การลดก๊าซเรือนกระจกร้อยละ๓๐": "การ|ลด|ก๊าซ|เรือน|กระจก|ร้อย|ละ",
	} {
		if got := cut(in, text.ThaiWords(in)); got != want {
			t.Errorf("%q:\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestThaiClusters(t *testing.T) {
	in := "น้ำ เป็นปี2"
	if got, want := cut(in, text.ThaiClusters(in)), "น้ำ|เ|ป็|น|ปี"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzThaiWords(f *testing.F) {
	f.Add("เศรษฐกิจดิจิทัลร้อยละ 30 ของ GDP")
	f.Add("ิ่้เเแ\xe0\xb8")
	f.Fuzz(func(t *testing.T, s string) {
		words, clusters := text.ThaiWords(s), text.ThaiClusters(s)
		if a, b := strings.ReplaceAll(cut(s, words), "|", ""), strings.ReplaceAll(cut(s, clusters), "|", ""); a != b {
			t.Errorf("words hold %q, clusters %q", a, b)
		}
		for i := 1; i < len(words); i++ {
			if words[i].Start < words[i-1].End {
				t.Errorf("%v before %v", words[i-1], words[i])
			}
		}
	})
}
