package text_test

import (
	"testing"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

func TestSnap(t *testing.T) {
	for _, c := range []struct {
		s          string
		start, end corpus.Byte
		want       string
	}{
		{"abc", 1, 2, "b"},
		{"น้ำดื่ม", 0, 3, "น้ำ"},
		{"น้ำดื่ม", 12, 12, "ดื่"},
		{"te\u0302\u0301 so", 1, 2, "e\u0302\u0301"},
		{"\u1112\u1161\u11ab국", 0, 3, "\u1112\u1161\u11ab"},
		{"بَعد", 0, 2, "بَ"},
		{"abc", 2, 99, "c"},
	} {
		if got := text.Snap(c.s, corpus.Span{Start: c.start, End: c.end}).Of(c.s); got != c.want {
			t.Errorf("Snap(%q, %d, %d) = %q, want %q", c.s, c.start, c.end, got, c.want)
		}
	}
}
