package page

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

func TestPlainText(t *testing.T) {
	body := "Kinh tế số chiếm 30% GDP.\nNguồn: https://example.vn/a-2030.html\n"
	a, err := New(Options{}).Read(Input{Name: "a.txt", Body: []byte(body)})
	if err != nil {
		t.Fatal(err)
	}
	if a.Text != body || a.Title != "" || len(a.Zones) != 2 || a.Zones[1].Zone != corpus.ZoneTail || a.SourceLine == nil || a.SourceLine.URL != "https://example.vn/a-2030.html" {
		t.Errorf("read as %+v", a)
	}
}

func TestBadInput(t *testing.T) {
	large := bytes.Repeat([]byte("kinh tế số "), 20_000)
	tests := map[string]struct {
		in   Input
		want error
	}{
		"empty":               {Input{Name: "a.txt"}, ErrNoText},
		"blank":               {Input{Name: "a.txt", Body: []byte(" \n\t\r\n")}, ErrNoText},
		"picture":             {Input{Name: "a.html", MediaType: "text/html", Body: []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00")}, ErrBinary},
		"noise":               {Input{Name: "a.txt", Body: []byte("\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x10\x11\x12text")}, ErrBinary},
		"few_odd_bytes":       {Input{Name: "a.txt", Body: []byte("a\x00b\xff\xfe\x00\x01\x02z")}, ErrBinary},
		"bytes_of_no_charset": {Input{Name: "a.txt", Body: []byte("\x80\x81\x82\x83\xff\xfe\xfd\xfc\xfb")}, ErrBinary},
		"mark_of_no_text":     {Input{Name: "a.txt", Body: []byte("\xff\xfe\x00\x01\x02\x03\x04\x05\x06")}, ErrBinary},
		"data":                {Input{Name: "a.json", MediaType: "application/json; charset=utf-8", Body: []byte(`{"a": "text"}`)}, ErrBinary},
		"old_office":          {Input{Name: "a.doc", Body: []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more")}, ErrBinary},
		"page_without_text":   {Input{Name: "a.html", Body: []byte("<html><head><title>x</title><script>var a = 1</script></head><body><img src=x></body></html>")}, ErrNoText},
		"page_of_tags":        {Input{Name: "a.html", Body: []byte("<html><body>" + strings.Repeat("<div></div>", 1000))}, ErrNoText},
		"more_than_the_limit": {Input{Name: "a.txt", Body: large}, ErrTooLarge},
		"text_over_the_limit": {Input{Name: "b.html", Body: []byte("<html><body><p>" + string(large[:90_000]) + "</p>")}, ErrTooLarge},
	}
	r := New(Options{MaxBytes: 100_000, MaxText: 50_000})
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := r.Read(test.in); !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.in.Name) {
				t.Errorf("err = %v, want %v that names %q", err, test.want, test.in.Name)
			}
		})
	}
}

// What is broken in a page must not cost its text.
func TestBrokenPages(t *testing.T) {
	prose := "Đến năm 2030, kinh tế số của tỉnh chiếm tối thiểu 30% tổng sản phẩm trên địa bàn, theo kế hoạch mới được phê duyệt."
	tests := map[string]string{
		"deeply_nested":     "<html><body>" + strings.Repeat("<div>", 5000) + "<p>" + prose + "</p>" + strings.Repeat("</div>", 5000),
		"nested_inline":     "<html><body>" + strings.Repeat("<b><i>", 3000) + prose,
		"nul_bytes":         "<html><body><p>\x00" + prose + "</p>",
		"one_bad_byte":      "<html><body><p>" + prose + "\xff</p>",
		"never_closed":      "<html><body><div><p>" + prose + "<table><tr><td",
		"no_tags_of_a_page": "<p>" + prose,
		"wrong_declaration": `<html><head><meta charset="euc-kr"></head><body><p>` + prose,
		"lying_type":        "<!DOCTYPE html><html><body><p>" + prose + "</p></body></html>",
		"entities_twice":    "<html><head><title>A &amp;amp; B</title></head><body><p>" + prose + "</p>",
	}
	r := New(Options{})
	for name, page := range tests {
		t.Run(name, func(t *testing.T) {
			in := Input{URL: "https://example.vn/" + name, Body: []byte(page)}
			if name == "lying_type" {
				in.MediaType = "application/pdf"
			}
			a, err := r.Read(in)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(a.Text, prose) || !utf8.ValidString(a.Text) || strings.Contains(a.Text, "\x00") {
				t.Errorf("read as %.200q", a.Text)
			}
		})
	}
}

// One reader serves many goroutines, and reads the same page the same way every time.
func TestReaderIsShared(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("testdata", "*.html"))
	r := New(Options{})
	var wg sync.WaitGroup
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		first, err := r.Read(Input{Name: file, Body: body})
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			wg.Go(func() {
				if again, err := r.Read(Input{Name: file, Body: body}); err != nil || describe(again) != describe(first) {
					t.Errorf("%s: read differently: %v", file, err)
				}
			})
		}
	}
	wg.Wait()
}

// A page that only links to files is an article all the same: its files are read for its text.
func TestFilesAlone(t *testing.T) {
	a, err := New(Options{}).Read(Input{URL: "https://example.kr/view", Body: []byte(`<html><body><h1>Kế hoạch phát triển kinh tế số</h1><a href="/plan.hwpx">plan</a>`)})
	if err != nil || len(a.Attachments) != 1 || a.Attachments[0].URL != "https://example.kr/plan.hwpx" || !strings.HasPrefix(a.Text, a.Title) {
		t.Errorf("read as %+v, %v", a, err)
	}
}

func TestTables(t *testing.T) {
	tests := map[string]struct{ rows, want string }{
		"header_cells": {"<tr><th>Chỉ tiêu<th>2025<th>2030<tr><td>Internet<td>70%<td>95%", "Chỉ tiêu | 2025 | 2030\nInternet – 2025: 70%; 2030: 95%"},
		"two_header_rows": {
			"<thead><tr><th rowspan=2>지표<th colspan=2>목표<tr><th>2026<th>2030</thead><tr><td>보급률<td>12%<td>30%",
			"지표 | 목표\n지표 | 2026 | 2030\n보급률 – 목표 2026: 12%; 목표 2030: 30%",
		},
		"plain_first_row":   {"<tr><td>المؤشر<td>عام 2030<tr><td>الطاقة<td>30%", "المؤشر | عام 2030\nالطاقة – عام 2030: 30%"},
		"row_span_in_body":  {"<tr><th>ด้าน<th>ตัวชี้วัด<th>ค่า<tr><td rowspan=2>สุขภาพ<td>คัดกรอง<td>90%<tr><td>รักษา<td>80%", "ด้าน | ตัวชี้วัด | ค่า\nสุขภาพ – ตัวชี้วัด: คัดกรอง; ค่า: 90%\nสุขภาพ – ตัวชี้วัด: รักษา; ค่า: 80%"},
		"no_header":         {"<tr><td>A<td>1,5<tr><td>B<td>2,5", "A | 1,5\nB | 2,5"},
		"absurd_colspan":    {"<tr><td colspan=999999999>A<td>B<tr><td>C<td>D", "A | B\nC | D"},
		"empty_cells_at_it": {"<tr><th><th>2030<tr><td>X<td>", "2030\nX"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			doc, err := parse("<table>" + test.rows + "</table>")
			if err != nil {
				t.Fatal(err)
			}
			l := newLayout(doc)
			if len(l.blocks) != 1 || l.blocks[0].kind != table || l.blocks[0].text != test.want {
				t.Errorf("read as %+v, want %q", l.blocks, test.want)
			}
		})
	}
}

// A page from a host of a family whose layout has changed is read by the voters,
// and the reader says that the rule missed.
func TestDrift(t *testing.T) {
	prose := "<p>Đến năm 2030, kinh tế số của tỉnh chiếm tối thiểu 30% tổng sản phẩm trên địa bàn, theo kế hoạch mới được phê duyệt.</p>"
	r := New(Options{})
	for _, body := range []string{`<article class="fck_detail">` + prose + `</article>`, `<div class="new-layout">` + prose + `</div>`} {
		a, err := r.Read(Input{URL: "https://vnexpress.net/a-1.html", Body: []byte("<html><body>" + body)})
		if err != nil || !strings.Contains(a.Text, "tối thiểu 30%") {
			t.Errorf("read as %q, %v", a.Text, err)
		}
	}
	if got := r.Drift(); len(got) != 1 || got[0] != (Drift{Family: "vnexpress", Pages: 2, Missed: 1}) || got[0].Alarm() {
		t.Errorf("Drift = %+v", got)
	}
}

// Every family's rule is sound and fits a page in testdata or is told apart from the others.
func TestFamiliesLoad(t *testing.T) {
	families, err := loadFamilies()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range families {
		if f.Name == "" || len(f.Body) == 0 || len(f.Hosts) == 0 && f.Sign == "" || seen[f.Name] {
			t.Errorf("family %+v lacks a name of its own, a body, or a way to be known", f)
		}
		seen[f.Name] = true
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join("testdata", "*.html"))
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body, "")
	}
	f.Add([]byte("\xff\xfea\x00"), "utf-16")
	f.Add(pdfFile("a plan"), "")
	f.Add(compositePDF("kinh tế số"), "")
	f.Add(pack(f, hwpx()), "")
	f.Add(pack(f, xlsx()), "")
	r := New(Options{PDFToText: "-"})
	f.Fuzz(func(t *testing.T, body []byte, charset string) {
		a, err := r.Read(Input{Name: "fuzz", Charset: charset, Body: body})
		if err != nil {
			return
		}
		end, total := corpus.Point(0), text.NewPoints(a.Text).Len()
		for _, z := range a.Zones {
			if z.Start < end || z.End <= z.Start || z.End > total {
				t.Fatalf("zone %+v after %d in a text of %d", z, end, total)
			}
			end = z.End
		}
		if !utf8.ValidString(a.Text) || strings.ContainsRune(a.Text, 0) {
			t.Fatalf("text is not clean: %q", a.Text)
		}
	})
}

// BenchmarkRead reads pages of about 60 KB on all cores; pages/s is the figure.
func BenchmarkRead(b *testing.B) {
	var pages []benchPage
	for _, p := range benchPages(b) {
		if len(p.body) > 40_000 && len(p.body) < 90_000 {
			pages = append(pages, p)
		}
	}
	r := New(Options{})
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			p := pages[i%len(pages)]
			if _, err := r.Read(Input{URL: p.url, Body: p.body}); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
