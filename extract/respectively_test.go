package extract

import (
	"testing"

	"goalpost/corpus"
)

func TestRespectiveReadings(t *testing.T) {
	all := engines(t)
	for lang, text := range map[corpus.Lang]string{
		"vi": "Tỷ trọng kinh tế số phấn đấu đạt lần lượt 20% và 30% vào năm 2027 và 2030.",
		"ko": "재생에너지 비중을 2027년과 2030년까지 각각 20%와 30%로 높일 계획이다.",
		"ar": "تستهدف الحكومة رفع النسبة إلى 20% و30% في عامي 2027 و2030 على التوالي.",
		"th": "รัฐบาลตั้งเป้าเพิ่มสัดส่วนเป็นร้อยละ 20 และร้อยละ 30 ภายในปี 2570 และปี 2573 ตามลำดับ",
		"en": "The government aims to raise the share to 20% and 30% by 2027 and 2030 respectively.",
	} {
		x := all[lang].Read(Doc{Text: text, Published: "2024-03-01"})
		if len(x.Claims) != 2 {
			t.Errorf("%s: %d claims, want 2", lang, len(x.Claims))
			continue
		}
		for i, want := range []struct {
			value string
			year  int
		}{{"20", 2027}, {"30", 2030}} {
			c := x.Claims[i]
			if c.Status != corpus.Target || c.Value.String() != want.value || c.Deadline == nil || c.Deadline.Year != want.year {
				t.Errorf("%s: claim %d is %s %s by %+v, want the target %s by %d", lang, i, c.Status, c.Value, c.Deadline, want.value, want.year)
			}
		}
	}
}
