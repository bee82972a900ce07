package review

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// told writes a comparison as "reach [-30-]{+35+}%".
func told(list []Edit) string {
	var b strings.Builder
	for _, e := range list {
		switch e.Op {
		case Kept:
			b.WriteString(e.Text)
		case Dropped:
			b.WriteString("[-" + e.Text + "-]")
		case Put:
			b.WriteString("{+" + e.Text + "+}")
		}
	}
	return b.String()
}

func TestWordsAreCompared(t *testing.T) {
	for _, c := range []struct{ old, now, want string }{
		{"", "", ""},
		{"đạt 16,5% GRDP", "đạt 17,2% GRDP", "đạt [-16,5-]{+17,2+}% GRDP"},
		{"비중을 30%로 높일 계획이다", "비중을 35%로 높일 방침이다", "비중을 [-30-]{+35+}%로 높일 [-계획이다-]{+방침이다+}"},
		{"إلى ٤٠٪ بحلول عام 2030", "إلى ٤٥٪ بحلول عام 2032", "إلى [-٤٠-]{+٤٥+}٪ بحلول عام [-2030-]{+2032+}"},
		{"ตั้งเป้าเพิ่มเศรษฐกิจดิจิทัลร้อยละ ๓๐", "ตั้งเป้าลดเศรษฐกิจดิจิทัลร้อยละ ๔๐", "ตั้งเป้า[-เพิ่ม-]{+ลด+}เศรษฐกิจดิจิทัลร้อยละ [-๓๐-]{+๔๐+}"},
		{"by the end of 2030", "before 2030", "[-by the end of-]{+before+} 2030"},
		{"one two", "one", "one[- two-]"},
	} {
		if got := told(DiffWords(c.old, c.now)); got != c.want {
			t.Errorf("%q and %q:\n got %s\nwant %s", c.old, c.now, got, c.want)
		}
	}
	if got, want := told(DiffLines("a\nb\nc\n", "a\nx\nc\nd\n")), "a\n[-b\n-]{+x\n+}c\n{+d\n+}"; got != want {
		t.Errorf("lines: got %q, want %q", got, want)
	}
}

// FuzzDiffWords: the stretches join to both texts, none parts a letter from its
// mark, and a text compared with itself has nothing dropped or put.
func FuzzDiffWords(f *testing.F) {
	f.Add("น้ำมัน ๓๐ ลิตร", "น้ำ ๔๐ ลิตร")
	f.Add("إِلَى 30%", "إلى 35%")
	f.Add("tiêu e\u0301", "tiêu e")
	f.Fuzz(func(t *testing.T, old, now string) {
		if !utf8.ValidString(old) || !utf8.ValidString(now) {
			t.Skip()
		}
		var was, is string
		for _, e := range DiffWords(old, now) {
			if e.Op != Put {
				was += e.Text
			}
			if e.Op != Dropped {
				is += e.Text
			}
			if r, _ := utf8.DecodeRuneInString(e.Text); unicode.Is(unicode.Mn, r) && !strings.HasPrefix(old, e.Text) && !strings.HasPrefix(now, e.Text) {
				t.Errorf("%q and %q: a stretch begins with a mark: %q", old, now, e.Text)
			}
		}
		if was != old || is != now {
			t.Errorf("%q and %q join to %q and %q", old, now, was, is)
		}
		for _, e := range DiffWords(old, old) {
			if e.Op != Kept {
				t.Errorf("%q with itself: %+v", old, e)
			}
		}
	})
}
