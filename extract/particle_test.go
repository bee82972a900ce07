package extract

import (
	"testing"

	"goalpost/rules"
)

func korean(t *testing.T) *Engine {
	t.Helper()
	book, err := rules.Load(rules.Options{})
	if err != nil {
		t.Fatal(err)
	}
	set, ok, err := book.Set("ko")
	if err != nil || !ok {
		t.Fatalf("ko: %v, %v", ok, err)
	}
	return New(set)
}

// A particle stands behind the syllable that it agrees with only: 물가 (prices)
// ends in no particle, 회사가 (the company, subject) does.
func TestParticlesAgreeWithTheSyllableBefore(t *testing.T) {
	p := korean(t).lx.parts
	for word, want := range map[string]string{
		"회사가": "가", "소비자물가": "", "기업은": "은", "정부는": "는", "비중을": "을", "보급률을": "을",
		"서울로": "로", "부산으로": "으로", "고속도로": "", "도시철도": "", "대상지역에서": "에서", "인원도": "도", "수는": "는", "제도": "",
	} {
		if got := p.Of(word); got != want {
			t.Errorf("particle of %q is %q, want %q", word, got, want)
		}
	}
}

func TestNounPhrasesEndAtWalls(t *testing.T) {
	p := korean(t).lx.parts
	for word, want := range map[string]bool{
		"정부는": true, "산업을": true, "투자하여": true, "잡고": true, "광고": false, "산업재해": false, "수소충전소": false, "분양주택의": false,
	} {
		if got := p.wall(word); got != want {
			t.Errorf("wall(%q) = %v, want %v", word, got, want)
		}
	}
}

func TestRowsTakeTheYearsAboveThem(t *testing.T) {
	x := korean(t).Read(Doc{Text: "구분 2023년 실적 2025년 목표 2030년 목표 용수 재이용률 32% 35% 50%"})
	if len(x.Claims) != 3 {
		t.Fatalf("%d claims, want 3", len(x.Claims))
	}
	for i, want := range []struct {
		status string
		year   int
	}{{"actual", 0}, {"target", 2025}, {"target", 2030}} {
		c := x.Claims[i]
		year := 0
		if c.Deadline != nil {
			year = c.Deadline.Year
		}
		if string(c.Status) != want.status || year != want.year {
			t.Errorf("%s is %s by %d, want %s by %d", c.Quote, c.Status, year, want.status, want.year)
		}
	}
}
