package index

import (
	"slices"
	"strings"
	"testing"
)

func TestSentencesAreCutForShowing(t *testing.T) {
	long := strings.Repeat("เศรษฐกิจดิจิทัล ", 40)
	for text, want := range map[string][]string{
		"":                             nil,
		"One. Two! \n Three":           {"One.", "Two!", "Three"},
		"GDP grew 3.5 %. J. Kim said.": {"GDP grew 3.5 %.", "J. Kim said."},
		"ภายในปี พ.ศ. 2570 ร้อยละ 30": {"ภายในปี พ.ศ. 2570 ร้อยละ 30"},
		"ما هذا؟ نعم.": {"ما هذا؟", "نعم."},
	} {
		var got []string
		for _, s := range sentencesOf(text) {
			got = append(got, s.Of(text))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := sentencesOf(long); len(got) < 3 || got[0].Len() > longestSentence+60 {
		t.Errorf("a long text is shown in %d pieces, the first %d bytes", len(got), got[0].Len())
	}
}
