package text_test

import (
	"testing"

	"goalpost/corpus/text"
)

func TestEndingsAgreeWithTheSyllableBefore(t *testing.T) {
	e := text.NewEndings(text.EndingLists{
		Final: []string{"은", "으로"}, Open: []string{"는"}, Liquid: []string{"로"}, Any: []string{"에서", "도"}, Short: []string{"은", "는"}, Nouns: []string{"만족도"},
	})
	for word, want := range map[string]string{
		"부산은": "부산", "부산는": "부산는", "정부는": "정부", "서울로": "서울", "부산으로": "부산", "부산로": "부산로",
		"물에서": "물", "수는": "수", "제도": "제도", "속도도": "속도", "만족도": "만족도", "GDP는": "GDP", "에서": "에서",
	} {
		if got := e.Stem(word); got != want {
			t.Errorf("stem of %q is %q, want %q", word, got, want)
		}
	}
	more := e.Also(text.EndingLists{Any: []string{"하여"}})
	for word, want := range map[string]string{"개발하여": "개발", "친하여": "친하여", "물에서": "물"} {
		if got := more.Stem(word); got != want {
			t.Errorf("with verbs, stem of %q is %q, want %q", word, got, want)
		}
	}
}

func TestCliticsLeaveAWord(t *testing.T) {
	c := text.NewClitics(map[string]int{"و": 3, "ال": 2, "وال": 3, "ب": 4}, []string{"ات", "ه"})
	for word, want := range map[string]string{
		"والصادرات": "صادر", "الطاقه": "طاق", "وعد": "وعد", "بيت": "بيت", "بمدارس": "مدارس", "ماه": "ما",
	} {
		if got := c.Stem(word); got != want {
			t.Errorf("stem of %q is %q, want %q", word, got, want)
		}
	}
}
