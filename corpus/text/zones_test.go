package text

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goalpost/corpus"
)

func TestZones(t *testing.T) {
	long := strings.Repeat("Tỉnh đặt mục tiêu kinh tế số chiếm 30% GRDP vào năm 2030. ", 4)
	tests := map[string]struct {
		text string
		want []corpus.ZoneKind // of each line that is not blank
	}{
		"vietnamese_tail": {
			long + "\nNguồn: Phóng viên Lê An\n>>> Tham gia đầu tư cùng chuyên gia:\n- Hotline: 028 1234 5678\n- Fanpage: https://example.org/page",
			[]corpus.ZoneKind{"body", "tail", "tail", "tail", "tail"},
		},
		"korean_source_and_counter": {"시는 2030년까지 500개소를 조성한다.\n출처: https://example.org/post799743.html\n댓글 (0)", []corpus.ZoneKind{"body", "tail", "tail"}},
		"arabic_source_and_counter": {"تهدف المقاطعة إلى 45% بحلول عام 2030.\nالمصدر: https://example.org/a-2026-2030.htm\n\n\nتعليق (0)", []corpus.ZoneKind{"body", "tail", "tail"}},
		"thai_tail":                 {"ตั้งเป้าร้อยละ 30 ภายในปี 2573\nที่มา : https://example.org/1\nข่าวที่เกี่ยวข้อง\n\nคำติชม", []corpus.ZoneKind{"body", "tail", "related", "tail"}},
		"related_list_ends_at_prose": {
			"Tin liên quan\nHà Nội thu 30% ngân sách\nĐà Nẵng có 45% hộ\nTheo kế hoạch, đến năm 2030 tỷ trọng kinh tế số đạt tối thiểu 30% GRDP của tỉnh.",
			[]corpus.ZoneKind{"related", "related", "related", "body"},
		},
		"caption":                           {"Ảnh minh họa: Internet\nẢnh hưởng của dịch làm giảm 30% doanh thu.", []corpus.ZoneKind{"caption", "body"}},
		"hashtags_and_rules":                {"Tăng 5% mỗi năm\n#kinhteso #2030\n-------------------", []corpus.ZoneKind{"body", "tail", "tail"}},
		"credit":                            {"Theo VnExpress\nTheo Sở Y tế, tỷ lệ đạt 30%\nTheo đó, tỉnh giảm nghèo", []corpus.ZoneKind{"tail", "body", "body"}},
		"signature":                         {"김서연 기자 seoyeon@example.kr", []corpus.ZoneKind{"tail"}},
		"hotline":                           {"โทร. 0 2169 9999 ต่อ 4111-4", []corpus.ZoneKind{"tail"}},
		"a_figure_alone_is_body":            {"30%\n2030", []corpus.ZoneKind{"body", "body"}},
		"long_paragraph_that_ends_in_phone": {strings.Repeat("농촌 마을을 대상으로 2030년까지 500개소 이상 조성합니다. ", 6) + "☎ 044-201-2632", []corpus.ZoneKind{"body"}},
		"long_paragraph_that_begins_so":     {"Nguồn: " + long, []corpus.ZoneKind{"body"}},
		"article_goes_on_after_the_source":  {"Nguồn: Báo An\n" + long, []corpus.ZoneKind{"tail", "body"}},
		"nothing":                           {" \n\n", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			zones, points := Zones(test.text), NewPoints(test.text)
			var got []corpus.ZoneKind
			for l := range strings.SplitSeq(test.text, "\n") {
				if l = strings.TrimSpace(l); l == "" {
					continue
				}
				at := points.Point(corpus.Byte(strings.Index(test.text, l)))
				for _, z := range zones {
					if z.Start <= at && at < z.End {
						got = append(got, z.Zone)
					}
				}
			}
			if strings.Join(strs(got), " ") != strings.Join(strs(test.want), " ") {
				t.Errorf("zones %v, want %v", got, test.want)
			}
		})
	}
}

func strs(kinds []corpus.ZoneKind) (out []string) {
	for _, k := range kinds {
		out = append(out, string(k))
	}
	return out
}

func FuzzZones(f *testing.F) {
	f.Add("Nguồn: A\n\n댓글 (0)\n")
	f.Add("\r\n x \u00a0\n")
	f.Fuzz(func(t *testing.T, s string) {
		s, _ = Clean([]byte(s))
		end := corpus.Point(0)
		for _, z := range Zones(s) {
			if z.Start < end || z.End <= z.Start || z.End > NewPoints(s).Len() {
				t.Fatalf("zone %+v after %d in %q", z, end, s)
			}
			end = z.End
		}
	})
}

// TestZonesKeepClaims reads the annotated articles: no claim may stand in a zone
// that gives none.
func TestZonesKeepClaims(t *testing.T) {
	root := os.Getenv("GOALPOST_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	files, _ := filepath.Glob(filepath.Join(root, "gold", "dev.*.jsonl"))
	if len(files) == 0 {
		t.Skip("SKIPPED: no annotated articles in ", root)
	}
	claims, never := 0, 0
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var a struct {
				Doc, Text     string
				Claims, Never []struct {
					Start, End corpus.Point
					Quote      string
				}
			}
			if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
				t.Fatal(err)
			}
			zones := Zones(a.Text)
			for _, c := range a.Claims {
				claims++
				if k := kindAt(zones, c.Start); k != corpus.ZoneBody {
					t.Errorf("%s: claim %q at %d stands in a %s", a.Doc, c.Quote, c.Start, k)
				}
			}
			for _, n := range a.Never {
				if kindAt(zones, n.Start) != corpus.ZoneBody {
					never++
				}
			}
		}
		f.Close()
	}
	t.Logf("%d claims stand in bodies; %d spans that are none stand in tails and captions", claims, never)
}

func kindAt(zones []corpus.Zone, at corpus.Point) corpus.ZoneKind {
	for _, z := range zones {
		if z.Start <= at && at < z.End {
			return z.Zone
		}
	}
	return ""
}
