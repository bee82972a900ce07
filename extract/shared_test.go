package extract

import (
	"fmt"
	"slices"
	"testing"

	"goalpost/corpus"
)

func TestSharedDeadlines(t *testing.T) {
	all := engines(t)
	for _, tt := range []struct {
		name string
		lang corpus.Lang
		text string
		want []string // year and scope of each target
	}{
		{
			"of the target before it in the paragraph", "vi",
			"Ngân hàng đặt mục tiêu cho vay 900 tỷ đồng trong năm 2024. Số vốn huy động phấn đấu đạt 4.000 tỷ đồng.",
			[]string{"2024 clause", "2024 paragraph"},
		},
		{
			"of the plan that the text is about", "th",
			"จังหวัดตั้งเป้าลดขยะร้อยละ 40\n\nที่ประชุมเห็นชอบแผนจัดการขยะ พ.ศ. 2567-2571 ตามที่เทศบาลเสนอ",
			[]string{"2028 document"},
		},
		{
			"another year that is to come", "th",
			"จังหวัดตั้งเป้าลดขยะร้อยละ 40\n\nที่ประชุมเห็นชอบแผนจัดการขยะ พ.ศ. 2567-2571 ส่วนโรงเผาขยะจะเปิดในปี 2573",
			[]string{"none"},
		},
		{
			"a plan that has ended", "th",
			"จังหวัดตั้งเป้าลดขยะร้อยละ 40\n\nแผนจัดการขยะ พ.ศ. 2560-2564 สิ้นสุดไปแล้ว",
			[]string{"none"},
		},
		{
			"the day on which it was said", "th",
			"จังหวัดตั้งเป้าลดขยะร้อยละ 40\n\nเมื่อวันที่ 5 มีนาคม 2567 ผู้ว่าราชการจังหวัดเป็นประธานการประชุม",
			[]string{"none"},
		},
		{
			"the end of another target", "vi",
			"Huyện phấn đấu trồng 2.000 ha rừng.\n\nHuyện phấn đấu giảm tỷ lệ hộ nghèo xuống 3% đến năm 2028.",
			[]string{"2028 document", "2028 clause"},
		},
		{
			"the end of what is no target", "vi",
			"Huyện phấn đấu trồng 2.000 ha rừng.\n\nTheo dự báo, đến năm 2028 dân số của huyện có thể tăng nhanh.",
			[]string{"none"},
		},
	} {
		x := all[tt.lang].Read(Doc{Text: tt.text, Published: "2024-03-07"})
		var got []string
		for _, c := range x.Claims {
			switch {
			case c.Status != corpus.Target:
			case c.Deadline == nil:
				got = append(got, "none")
			default:
				got = append(got, fmt.Sprint(c.Deadline.Year, " ", c.Deadline.Scope))
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: targets are due %q, want %q", tt.name, got, tt.want)
		}
	}
}
