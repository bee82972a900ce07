package analysis_test

import (
	"strings"
	"testing"

	"goalpost/corpus"
	"goalpost/index/analysis"
)

func words(ts []analysis.Token) string {
	var b strings.Builder
	for i, t := range ts {
		switch {
		case i > 0 && t.Position > ts[i-1].Position+1:
			b.WriteString(" _ ")
		case i > 0:
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
	}
	return b.String()
}

func TestStreams(t *testing.T) {
	for _, c := range []struct {
		lang               corpus.Lang
		text               string
		exact, other, pair string
	}{
		{lang: "vi", text: "Kinh tế số", exact: "kinh tế số", other: "kinh te so"},
		{lang: "vi", text: "kinh te\u0302\u0301 so\u0302\u0301", exact: "kinh tế số", other: "kinh te so"},
		{lang: "vi", text: "hóa, hoá; thủy thuỷ; quý quí; tỷ lệ tỉ lệ", exact: "hoá hoá thuỷ thuỷ quý quí tỉ lệ tỉ lệ", other: "hoa hoa thuy thuy quy qui ti le ti le"},
		{lang: "vi", text: "Đà Nẵng Ðà", exact: "đà nẵng đà", other: "da nang da"},
		{lang: "en", text: "Vietnam’s digital economies: 30% of GDP", exact: "vietnam digital economies 30 % of gdp", other: "vietnam digit economi 30 % of gdp"},
		{lang: "ko", text: "디지털경제의 비중을", exact: "디지털경제의 비중을", other: "디지털경제 비중", pair: "디지 지털 털경 경제 제의 의비 비중 중을"},
		{lang: "ko", text: "2030년까지, GDP의 30%로", exact: "2030 년까지 gdp 30 %", other: "2030 년 gdp 30 %", pair: "2030 년까 까지 _ gdp 의 30 % 로"},
		{lang: "ar", text: "بنسبة ٤٥٪", exact: "بنسبه 45 %", other: "نسب 45 %"},
		{lang: "ar", text: "وبالإقتصـــاد الرقمى", exact: "وبالاقتصاد الرقمي", other: "اقتصاد رقم"},
		{lang: "ar", text: "مسئولية مسؤولية", exact: "مسءوليه مسءوليه", other: "مسءول مسءول"},
		{lang: "th", text: "เศรษฐกิจดิจิทัล ๓๐", exact: "เศรษฐกิจ ดิจิทัล 30", pair: "เศ ศร รษ ษฐ ฐกิ กิจ จดิ ดิจิ จิทั ทัล 30"},
		{lang: "th", text: "เเล้ว น้ํา", exact: "แล้ว น้ำ", pair: "แล้ ล้ว น้ำ"},
		{lang: "fr", text: "L'État 5G CO2 30ha", exact: "l'état 5 g co2 30 ha", other: "l'etat 5 g co2 30 ha"},
		{lang: "zh", text: "数字经济30%", exact: "数 字 经 济 30 %"},
	} {
		s := analysis.For(c.lang).Analyze(c.text)
		other := s.Stems
		if other == nil {
			other = s.Folded
		}
		if words(s.Exact) != c.exact || words(other) != c.other || words(s.Bigrams) != c.pair {
			t.Errorf("%s %q:\nexact %s\nother %s\npairs %s", c.lang, c.text, words(s.Exact), words(other), words(s.Bigrams))
		}
	}
}
