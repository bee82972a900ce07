package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Kinh tế SỐ":                               "kinh tế số",
		"kinh te\u0302\u0301":                      "kinh tế",
		"hoá học, thuỷ, quý, Hoà":                  "hóa học, thủy, quý, hòa",
		"Ðà Nẵng Đà":                               "đà nẵng đà",
		"بنسبة ٤٥٪":                                "بنسبة 45%",
		"2000ـ2010، 5 ـ 7، الـ 20":                 "2000-2010, 5 - 7, ال 20",
		"اقتصـــاد مُحمّد":                         "اقتصاد محمد",
		"الإقتصاد الرقمى":                          "الاقتصاد الرقمي",
		"\u200f٪\u200e٤٥":                          "%45",
		"ร้อยละ ๓๐.๕":                              "ร้อยละ 30.5",
		"จ\u0e4d\u0e32นวน เเละน\u0e49\u0e4d\u0e32": "จำนวน และน้ำ",
		"ﻻ ﷲ":                                  "لا الله",
		"1\u00a0000 – 2\u202f000":              "1 000 - 2 000",
		"\u1112\u1161\u11ab\u1100\u116e\u11a8": "한국",
		"통신\u119e방송":                           "통신방송",
		"GDP\tVÀ `X` HOÁ":                      "gdp và 'x' hóa",
		"ＧＤＰ　３０％":                              "gdp 30%",
		"๐๑๒๓๔๕๖๗๘๙ ٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹": "0123456789 0123456789 0123456789",
	} {
		if got := Fold(in).Text; got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFoldedSpans(t *testing.T) {
	for _, c := range []struct{ in, folded, want string }{
		{"بلغ \u200f٤٥٪\u200e من", "45%", "٤٥٪"},
		{"tỷ lê\u0323\u0301 30", "30", "30"},
		{"Hoà 30% xong", "30%", "30%"},
		{"اقتصـــاد", "اقتصاد", "اقتصـــاد"},
		{"จ\u0e4d\u0e32นวน 5", "จำนวน", "จ\u0e4d\u0e32นวน"},
		{"kinh te\u0302\u0301 so\u0302\u0301", "kinh tế", "kinh te\u0302\u0301"},
	} {
		f := Fold(c.in)
		at := indexOf(f.Text, c.folded)
		if at < 0 {
			t.Errorf("%q is not in %q", c.folded, f.Text)
			continue
		}
		if got := f.Span(at, at+len(c.folded)).Of(c.in); got != c.want {
			t.Errorf("%q in %q is %q, want %q", c.folded, c.in, got, c.want)
		}
	}
}

func indexOf(s, sub string) int {
	for i := 0; i+len(sub) <= len(s); i++ {
		if s[i:i+len(sub)] == sub {
			return i
		}
	}
	return -1
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Kinh tế\u0323 ﻻ ٤٥٪", "\u0301a\u0301", "hoá", "\u1112\u1161\u11ab", "ÀÉ\u200bx"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s, _ = Clean([]byte(s))
		d := Fold(s)
		if again := Fold(d.Text).Text; again != d.Text && !hasMarks(s) {
			t.Fatalf("folding twice: %q, then %q", d.Text, again)
		}
		for i, r := range d.Text {
			span := d.Span(i, i+utf8.RuneLen(r))
			if span.Start < 0 || int(span.End) > len(s) || span.End < span.Start {
				t.Fatalf("%q: folded byte %d has span %v", s, i, span)
			}
			if !utf8.ValidString(span.Of(s)) {
				t.Fatalf("%q: folded byte %d cuts a rune: %q", s, i, span.Of(s))
			}
		}
	})
}

// hasMarks says whether a text holds marks that may compose only on a second pass.
func hasMarks(s string) bool {
	for _, r := range s {
		if r >= 0x0300 && r <= 0x036F || r >= 0x1100 && r <= 0x11FF || r > 0xFFFF || r >= 0x1E00 && r <= 0x1FFF {
			return true
		}
	}
	return false
}

func BenchmarkFold(b *testing.B) {
	text := ""
	for len(text) < 1<<16 {
		text += "Đến năm 2030, kinh tế số chiếm 30% GDP. เศรษฐกิจดิจิทัลร้อยละ ๓๐ 디지털 경제 비중 الاقتصاد الرقمي بنسبة ٤٥٪ "
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Fold(text)
	}
}

// Offsets go back where every rune moves them, over many strides.
func TestFoldedOffsetsFarOn(t *testing.T) {
	in := strings.Repeat("e\u0301ＧM ٪", 100)
	f := Fold(in)
	for i, r := range f.Text {
		want := map[rune]string{'é': "e\u0301", 'g': "Ｇ", 'm': "M", ' ': " ", '%': "٪"}[r]
		if got := f.Span(i, i+utf8.RuneLen(r)); got.Of(in) != want || f.At(got.Start) != i {
			t.Fatalf("%q at %d is %q at %d, want %q", r, i, got.Of(in), got.Start, want)
		}
	}
}

// A folder forgets the text before.
func TestFolder(t *testing.T) {
	var folder Folder
	for _, s := range []string{"Ａ\u200f long enough for several strides " + strings.Repeat("٣٠٪ ", 50), "ab", "", "Hoà 30%\t`x`"} {
		got, want := folder.Fold(s), Fold(s)
		if got.Text != want.Text || !slices.Equal(got.Letters(nil), want.Letters(make(Letters, 3))) {
			t.Errorf("%q is %q, want %q", s, got.Text, want.Text)
		}
		for i := range len(got.Text) + 1 {
			if got.Start(i) != want.Start(i) || got.End(i) != want.End(i) {
				t.Errorf("%q: byte %d is %d to %d, want %d to %d", s, i, got.Start(i), got.End(i), want.Start(i), want.End(i))
			}
		}
	}
}
