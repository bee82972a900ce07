package analysis_test

import (
	"testing"
	"unicode/utf8"

	"goalpost/corpus"
	"goalpost/index/analysis"
)

// FuzzAnalyze: tokens of every stream are in order, at positions that grow, and
// their offsets lie on code points of the original.
func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{
		"Kinh te\u0302\u0301 số 30,5% hóa", "디지털 경제의 비중을 2030년까지", "\u1112\u1161\u11ab국어", "وبالإقتصـــاد الرقمى ٤٥٪",
		"เเล้ว น้ํา น\u0e4d\u0e49า ๓๐", "ﷺ ﬁ Ｇ２０ ½", "a\xffb\xe0\xb8", "Ðà İstanbul ǅ", "数字经济", "ປີ 2030",
	} {
		for _, lang := range []string{"vi", "ko", "ar", "th", "en", "und"} {
			f.Add(lang, s)
		}
	}
	f.Fuzz(func(t *testing.T, lang, s string) {
		streams := analysis.For(corpus.Lang(lang)).Analyze(s)
		for name, ts := range map[string][]analysis.Token{"exact": streams.Exact, "folded": streams.Folded, "stems": streams.Stems, "bigrams": streams.Bigrams} {
			for i, tok := range ts {
				if tok.Text == "" || tok.Start >= tok.End || int(tok.End) > len(s) {
					t.Fatalf("%s: %+v in %q", name, tok, s)
				}
				if !bound(s, tok.Start) || !bound(s, tok.End) {
					t.Errorf("%s: %+v cuts a code point of %q", name, tok, s)
				}
				if i > 0 && (tok.Position <= ts[i-1].Position || tok.Start < ts[i-1].Start || tok.End < ts[i-1].End) {
					t.Errorf("%s: %+v behind %+v in %q", name, tok, ts[i-1], s)
				}
			}
		}
	})
}

func bound(s string, at corpus.Byte) bool {
	if int(at) == len(s) || utf8.RuneStart(s[at]) {
		return true
	}
	_, n := utf8.DecodeRuneInString(s[at:]) // a byte of broken UTF-8 stands alone
	return n == 1
}
