package extract

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus"
	"goalpost/rules"
)

// engines are the engines of all embedded languages.
func engines(t testing.TB) map[corpus.Lang]*Engine {
	t.Helper()
	book, err := rules.Load(rules.Options{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[corpus.Lang]*Engine{}
	for _, lang := range book.Langs() {
		set, _, err := book.Set(lang)
		if err != nil {
			t.Fatal(err)
		}
		out[lang] = New(set)
	}
	return out
}

// samples are texts of each language for invariants and benchmarks.
var samples = map[corpus.Lang]string{
	"vi": "Đến năm 2030, kinh tế số chiếm khoảng 30% GDP; năng suất lao động tăng trên 7,5%/năm. Tỉnh phấn đấu xây dựng 1.000 trường học giai đoạn 2021-2025, tổng vốn 30 nghìn tỷ đồng.\n",
	"ko": "정부는 2030년까지 재생에너지 비중을 21.6%에서 30%로 높이고 일자리 3만5천 개를 만들 계획이다. 지난해 수출은 5.3% 증가했다. 문의: 044-201-2632\n",
	"ar": "تهدف الحكومة إلى رفع مساهمة الاقتصاد الرقمي إلى ٤٥٪ من الناتج المحلي بحلول عام 2030، وبلغت الصادرات 101 مليون و390 ألف ريال العام الماضي.\n",
	"th": "รัฐบาลตั้งเป้าเพิ่มสัดส่วนเศรษฐกิจดิจิทัลเป็นร้อยละ ๓๐ ของ GDP ภายในปี พ.ศ. ๒๕๗๐ ใช้งบ 7.5 หมื่นล้านบาท ปีที่ผ่านมามีนักท่องเที่ยว 28 ล้านคน\n",
	"en": "The ministry aims to raise the share of renewable energy from 21% to at least 30% by 2030. Exports grew 5.3% last year.\n",
}

// invariants says what must hold of every extraction.
func invariants(t *testing.T, text string, x *corpus.Extraction) {
	t.Helper()
	runes := []rune(text)
	check := func(what string, start, end corpus.Point, quote string) {
		if start < 0 || end < start || int(end) > len(runes) || string(runes[start:end]) != quote {
			t.Fatalf("%s [%d:%d] is not %q in %q", what, start, end, quote, text)
		}
	}
	for _, m := range x.Mentions {
		check("mention", m.Start, m.End, m.Quote)
		if figure, alone := oneFigure(m.Quote); alone && m.Value.Exact != nil && m.Calendar == "" {
			if value := significant(fmt.Sprint(m.Value.Exact.Coef)); !strings.Contains(value, significant(figure)) {
				t.Fatalf("%q is read as %s, whose digits are not those of the figure", m.Quote, m.Value.Exact)
			}
		}
	}
	for _, c := range x.Claims {
		check("claim", c.Start, c.End, c.Quote)
		if c.Indicator != nil {
			check("indicator", c.Indicator.Start, c.Indicator.End, c.Indicator.Text)
		}
		if c.Actor != nil {
			check("actor", c.Actor.Start, c.Actor.End, c.Actor.Text)
		}
		if c.Deadline != nil {
			check("deadline", c.Deadline.Start, c.Deadline.End, c.Deadline.Quote)
		}
		if c.Confidence < 0 || c.Confidence > 1 {
			t.Fatalf("confidence %v", c.Confidence)
		}
	}
}

// oneFigure is the digits of a quote, in ASCII, and whether they are those of one
// figure, with its separators.
func oneFigure(quote string) (digits string, alone bool) {
	runs, gap := 0, true
	for _, r := range quote {
		switch {
		case unicode.IsDigit(r):
			if gap {
				runs++
			}
			digits += string('0' + (r-firstDigit(r))%10)
			gap = false
		case !strings.ContainsRune(".,'٫٬", r):
			gap = true
		}
	}
	return digits, runs == 1
}

// firstDigit is the zero of the set of ten digits that r belongs to.
func firstDigit(r rune) rune {
	for _, run := range unicode.Nd.R16 {
		if rune(run.Lo) <= r && r <= rune(run.Hi) {
			return rune(run.Lo)
		}
	}
	for _, run := range unicode.Nd.R32 {
		if rune(run.Lo) <= r && r <= rune(run.Hi) {
			return rune(run.Lo)
		}
	}
	return '0'
}

// significant is a run of digits without the zeros around it and the sign.
func significant(digits string) string { return strings.Trim(strings.TrimPrefix(digits, "-"), "0") }

func TestReadIsDeterministic(t *testing.T) {
	for lang, e := range engines(t) {
		text := strings.Repeat(samples[lang], 3)
		a := e.Read(Doc{Text: text})
		for other, s := range samples {
			if other != lang {
				e.Read(Doc{Text: s})
			}
		}
		b := e.Read(Doc{Text: text})
		if d := cmp.Diff(a, b); d != "" {
			t.Errorf("%s: the second reading differs:\n%s", lang, d)
		}
		invariants(t, text, &a)
	}
}

func TestInvariantsOnNews(t *testing.T) {
	for lang, e := range engines(t) {
		text := news(t, lang, 256<<10)
		x := e.Read(Doc{Text: text, Published: "2024-03-01"})
		invariants(t, text, &x)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range samples {
		f.Add(s)
	}
	for _, s := range []string{"%%%%45%", "ร้อยละ", "١٠-٢٠٪", "30%에서 50%로", "2021-25", "'28년", "1/2/3/4", "(1) (2) 3) 4.", "5ر4", "từ 5 đến", "\u200f٪٤٥\u200e", "7-مليون ريال", "5 đến hai triệu rưỡi đồng", "قطاع السي\"ارتفع น6%"} {
		f.Add(s)
	}
	all := engines(f)
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			s = strings.ToValidUTF8(s, "\ufffd")
		}
		for _, e := range all {
			x := e.Read(Doc{Text: s, Published: "2024-03-01"})
			invariants(t, s, &x)
		}
	})
}

// news is n bytes of news in a language, over and over where there is less:
// shared text where it is at hand, else the samples.
func news(b testing.TB, lang corpus.Lang, n int) string {
	b.Helper()
	var out strings.Builder
	if f, err := os.Open(filepath.Join("..", "..", "shared", "dev", "news."+string(lang)+".jsonl")); err == nil {
		defer f.Close()
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<20)
		for sc.Scan() && out.Len() < n {
			var line struct{ Text string }
			if json.Unmarshal(sc.Bytes(), &line) == nil {
				out.WriteString(line.Text)
				out.WriteByte('\n')
			}
		}
	} else {
		out.WriteString(samples[lang])
	}
	s := strings.Repeat(out.String(), n/out.Len()+1)
	return strings.ToValidUTF8(s[:n], "")
}

// BenchmarkRead reads news. The machine's own pace is told beside it by one plain
// regular expression over the same text, which only finds figures with their unit.
func BenchmarkRead(b *testing.B) {
	figures := regexp.MustCompile(`[0-9][0-9.,]*\s*(?:%|năm|명|مليون|บาท)?`)
	for lang, e := range engines(b) {
		for size, n := range map[string]int{"64KB": 64 << 10, "1MB": 1 << 20} {
			text := news(b, lang, n)
			b.Run(string(lang)+"/"+size, func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					e.Read(Doc{Text: text})
				}
			})
			b.Run(string(lang)+"/"+size+"/regexp", func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					figures.FindAllStringIndex(text, -1)
				}
			})
		}
	}
}

func BenchmarkHostile(b *testing.B) {
	all := engines(b)
	for name, unit := range map[string]string{
		"digits": "7", "percents": "%", "cue-vi": "mục tiêu ", "cue-ko": "목표", "no-spaces": "กขค", "values": "5% ", "years": "2030 ", "ranges": "1-2%", "brackets": "(1) a ", "to": "đến 5 ",
		"steps": "1-1-", "dated": "5% năm 2025 ", "lines": "\n", "rows": "a\n", "signs": "% ", "items": "- a 5%\n", "words": "조만 ", "bracketed": "(5%) ", "joined": "5%-",
	} {
		for size, n := range map[string]int{"64KB": 64 << 10, "1MB": 1 << 20} {
			text := strings.Repeat(unit, n/len(unit))
			b.Run(name+"/"+size, func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					for _, lang := range []corpus.Lang{"vi", "ko"} {
						if e := all[lang]; e != nil {
							e.Read(Doc{Text: text})
						}
					}
				}
			})
		}
	}
}
