package crawl

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestNearDuplicates(t *testing.T) {
	const thai = "รัฐบาลตั้งเป้าให้เศรษฐกิจดิจิทัลมีสัดส่วนร้อยละ 30 ของผลิตภัณฑ์มวลรวมในประเทศภายในปี พ.ศ. 2573 ตามแผนพัฒนาที่ประกาศเมื่อวานนี้ "
	const other = "กระทรวงสาธารณสุขรายงานจำนวนผู้ป่วยไข้หวัดใหญ่ในภาคเหนือเพิ่มขึ้นเล็กน้อย และขอให้ประชาชนล้างมือบ่อย ๆ สวมหน้ากากเมื่ออยู่ในที่แออัด "
	long := strings.Repeat(thai, 3) + "รายละเอียดเพิ่มเติมจะแถลงในสัปดาห์หน้า"
	edited := strings.Replace(long, "เมื่อวานนี้", "วันนี้", 1)
	if share, near := NearDuplicates(long, edited); !near || !meet(Bands(long), Bands(edited)) {
		t.Errorf("an edited copy is none: %.2f", share)
	}
	if _, near := NearDuplicates(long, strings.Repeat(other, 3)); near || meet(Bands(long), Bands(strings.Repeat(other, 3))) {
		t.Error("two different articles are one")
	}
	const may = "Giá tiêu dùng tháng 5 tăng 0,35% so với tháng trước và 2,41% so với cùng kỳ; 9 trong 11 nhóm hàng tăng giá, lương thực tăng 1,12%."
	june := strings.NewReplacer("tháng 5", "tháng 6", "0,35", "0,17", "2,41", "2,67", "1,12", "1,59").Replace(may)
	if _, near := NearDuplicates(may, june); near {
		t.Error("the reports of two months are one")
	}
	if !slices.Equal(Bands(strings.ToUpper(may)), Bands(strings.ReplaceAll(may, " ", ""))) || len(Bands("too short")) != 0 {
		t.Error("case and spaces count")
	}
}

// TestBandsFindMost changes words of a text one by one: bands find nearly all
// that are near-duplicates.
func TestBandsFindMost(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	near, found := 0, 0
	for range 300 {
		words := make([]string, 120)
		for i := range words {
			words[i] = fmt.Sprintf("w%dx%d", rnd.IntN(1000), rnd.IntN(1000))
		}
		text := strings.Join(words, " ")
		for range rnd.IntN(20) {
			words[rnd.IntN(len(words))] = fmt.Sprintf("w%dx%d", rnd.IntN(1000), rnd.IntN(1000))
		}
		edited := strings.Join(words, " ")
		if jaccard(text, edited) < nearJaccard {
			continue
		}
		near++
		if meet(Bands(text), Bands(edited)) {
			found++
		}
	}
	t.Logf("found %d of %d", found, near)
	if near < 200 || found*100 < near*97 {
		t.Errorf("found %d of %d near-duplicates", found, near)
	}
}

func meet(a, b []int64) bool {
	return slices.ContainsFunc(a, func(band int64) bool { return slices.Contains(b, band) })
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
