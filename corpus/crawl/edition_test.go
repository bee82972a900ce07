package crawl

import (
	"slices"
	"strings"
	"testing"
)

func TestNearDuplicates(t *testing.T) {
	const thai = "รัฐบาลตั้งเป้าให้เศรษฐกิจดิจิทัลมีสัดส่วนร้อยละ 30 ของผลิตภัณฑ์มวลรวมในประเทศภายในปี พ.ศ. 2573 ตามแผนพัฒนาที่ประกาศเมื่อวานนี้ "
	const other = "กระทรวงสาธารณสุขรายงานจำนวนผู้ป่วยไข้หวัดใหญ่ในภาคเหนือเพิ่มขึ้นเล็กน้อย และขอให้ประชาชนล้างมือบ่อย ๆ สวมหน้ากากเมื่ออยู่ในที่แออัด "
	long := strings.Repeat(thai, 3) + "รายละเอียดเพิ่มเติมจะแถลงในสัปดาห์หน้า"
	edited := strings.Replace(long, "เมื่อวานนี้", "วันนี้", 1)
	near := func(a, b string) bool {
		return Distance(SimHash(a), SimHash(b)) <= CandidateBits && Jaccard(a, b) >= DuplicateJaccard
	}
	if !near(long, edited) {
		t.Errorf("distance %d, Jaccard %.2f", Distance(SimHash(long), SimHash(edited)), Jaccard(long, edited))
	}
	if near(long, strings.Repeat(other, 3)) {
		t.Error("two different articles are one")
	}
	if SimHash("A, b: c1 d-e f!") != SimHash("abc1def") || SimHash("") != 0 {
		t.Error("case, spaces and punctuation count")
	}
}

func TestClusterOf(t *testing.T) {
	const vi, ko, other = "Mục tiêu 30%", "목표 30%", "Khác 40%"
	alternates := []Alternate{{"vi", "https://a.example/tin/1"}, {"ko", "https://a.example/ko/2"}, {"x-default", "https://a.example/tin/1"}}
	home := []Alternate{{"vi", "https://a.example/"}, {"ko", "https://a.example/ko/"}}
	same := func(a, b string) bool { return a == b && a != "" }
	for _, c := range []struct {
		name string
		a, b string
		same bool
	}{
		{
			"hreflang", ClusterOf("https://a.example/tin/1", alternates, vi),
			ClusterOf("https://a.example/ko/2?utm_source=x", alternates, ko), true,
		},
		{
			"hreflang of home pages", ClusterOf("https://a.example/tin/1", home, vi),
			ClusterOf("https://a.example/tin/2", home, other), false,
		},
		{
			"slug", ClusterOf("https://a.example/en/muc-tieu-kinh-te-so", nil, vi),
			ClusterOf("https://a.example/ko-KR/muc-tieu-kinh-te-so", nil, ko), true,
		},
		{
			"hosts", ClusterOf("https://en.a.example/muc-tieu-kinh-te-so", nil, vi),
			ClusterOf("https://ko.a.example/muc-tieu-kinh-te-so", nil, ko), true,
		},
		{"a short path is no slug", ClusterOf("https://a.example/en/1", nil, vi), ClusterOf("https://a.example/ko/1", nil, ko), false},
		{"copies", ClusterOf("https://a.example/1", nil, vi), ClusterOf("https://b.example/2", nil, "mục tiêu: 30 %"), true},
		{"no URL", ClusterOf("", nil, vi), ClusterOf("file.txt", nil, other), false},
		{"nothing", ClusterOf("", nil, ""), ClusterOf("", nil, "…"), false},
	} {
		if same(c.a, c.b) != c.same {
			t.Errorf("%s: %q and %q, want same %v", c.name, c.a, c.b, c.same)
		}
	}
}

func TestFingerprint(t *testing.T) {
	vi := Fingerprint("Đến năm 2030, đạt 12,5% và 1.500.000 hộ; 5 tỉnh.")
	th := Fingerprint("ภายในปี พ.ศ. ๒๕๗๓ ร้อยละ 12.5 และ 1,500,000 ครัวเรือน")
	ar := Fingerprint("بحلول عام ٢٠٣٠ تبلغ ١٢٫٥٪ و١٬٥٠٠٬٠٠٠ أسرة")
	if want := []string{"125", "1500000", "2030"}; !slices.Equal(vi, want) || !slices.Equal(th, want) || !slices.Equal(ar, want) {
		t.Errorf("vi %q, th %q, ar %q, want %q", vi, th, ar, want)
	}
	if got := SameNumbers(vi, th); got != 1 {
		t.Errorf("agreement %v", got)
	}
	if SameNumbers(vi, []string{"2030"}) != 0 {
		t.Error("one common year is an accident")
	}
}
