package page

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"goalpost/corpus"
)

// pack makes a zip file of named parts.
func pack(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range parts {
		w, err := z.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

func hwpx() map[string]string {
	return map[string]string{
		"mimetype": "application/hwp+zip",
		"Contents/content.hpf": `<opf:package xmlns:opf="o"><opf:metadata><opf:title>햇빛마을 조성 계획</opf:title>
			<opf:meta name="CreatedDate">2026-01-05T09:00:00Z</opf:meta></opf:metadata></opf:package>`,
		"Contents/section0.xml": `<hs:sec xmlns:hs="s" xmlns:hp="p">
			<hp:p><hp:run><hp:secPr><hp:t>쪽 설정</hp:t></hp:secPr></hp:run><hp:run><hp:t>군은 2030년까지 마을 500개소를</hp:t></hp:run><hp:run><hp:t> 조성한다.</hp:t></hp:run></hp:p>
			<hp:p><hp:run><hp:tbl>
				<hp:tr><hp:tc><hp:subList><hp:p><hp:run><hp:t>구분</hp:t></hp:run></hp:p></hp:subList><hp:cellSpan colSpan="1" rowSpan="1"/></hp:tc>
					<hp:tc><hp:subList><hp:p><hp:run><hp:t>2026년</hp:t></hp:run></hp:p></hp:subList></hp:tc>
					<hp:tc><hp:subList><hp:p><hp:run><hp:t>2030년</hp:t></hp:run></hp:p></hp:subList></hp:tc></hp:tr>
				<hp:tr><hp:tc><hp:subList><hp:p><hp:run><hp:t>보급률</hp:t></hp:run></hp:p></hp:subList></hp:tc>
					<hp:tc><hp:subList><hp:p><hp:run><hp:t>12.5%</hp:t></hp:run></hp:p></hp:subList></hp:tc>
					<hp:tc><hp:subList><hp:p><hp:run><hp:t>30%</hp:t></hp:run></hp:p></hp:subList></hp:tc></hp:tr>
			</hp:tbl></hp:run></hp:p></hs:sec>`,
		"Contents/section1.xml": `<hs:sec xmlns:hs="s" xmlns:hp="p"><hp:p><hp:run><hp:t>둘째 절이다.</hp:t></hp:run></hp:p></hs:sec>`,
	}
}

func docx() map[string]string {
	return map[string]string{
		"docProps/core.xml": `<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Kế hoạch số</dc:title><dcterms:created>2025-07-04T02:00:00Z</dcterms:created></cp:coreProperties>`,
		"word/document.xml": `<w:document xmlns:w="w"><w:body>
			<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>Đến năm 2030, kinh tế số </w:t></w:r><w:r><w:delText>bỏ đi</w:delText><w:t>chiếm 30% GRDP.</w:t></w:r></w:p>
			<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Chỉ tiêu</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Năm 2030</w:t></w:r></w:p></w:tc></w:tr>
			<w:tr><w:tc><w:p><w:r><w:t>Hộ có cáp quang</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>95%</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
			</w:body></w:document>`,
	}
}

func odt() map[string]string {
	return map[string]string{
		"mimetype": "application/vnd.oasis.opendocument.text",
		"content.xml": `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:text>
			<text:h>แผน</text:h><text:p>ตั้งเป้า<text:span>ร้อยละ 30</text:span> ภายในปี 2573<text:note><text:p>เชิงอรรถ</text:p></text:note></text:p>
			</office:text></office:body></office:document-content>`,
	}
}

func xlsx() map[string]string {
	return map[string]string{
		"xl/workbook.xml":            `<workbook xmlns="m" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="목표" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       `<sst><si><t>지표</t></si><si><r><t>2030</t></r><r><t>년 목표</t></r></si><si><t>보급률</t></si></sst>`,
		"xl/styles.xml":              `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
			<row r="2"><c r="A2" t="s"><v>2</v></c><c r="C2" s="1"><v>0.305</v></c></row></sheetData></worksheet>`,
	}
}

// pdfFile is a smallest PDF that shows lines of text.
func pdfFile(lines ...string) []byte {
	var stream strings.Builder
	stream.WriteString("BT /F1 12 Tf 72 720 Td 14 TL\n")
	for _, l := range lines {
		fmt.Fprintf(&stream, "(%s) Tj T*\n", l)
	}
	stream.WriteString("ET")
	return pdfObjects(stream.String(),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths ["+strings.Repeat("556 ", 95)+"] >>")
}

// compositePDF shows a text as office programs write it: in a composite font with
// codes of its own, broken into runs in the midst of words.
func compositePDF(text string) []byte {
	var stream, pairs strings.Builder
	codes := map[rune]int{}
	stream.WriteString("BT /F1 12 Tf 72 720 Td [")
	for i, r := range []rune(text) {
		if codes[r] == 0 {
			codes[r] = len(codes) + 1
			fmt.Fprintf(&pairs, "<%04X> <%04X>\n", codes[r], r)
		}
		fmt.Fprintf(&stream, "<%04X>", codes[r])
		if i%5 == 4 {
			stream.WriteString(" 3 ")
		}
	}
	stream.WriteString("] TJ ET")
	cmap := "1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + fmt.Sprint(len(codes)) + " beginbfchar\n" + pairs.String() + "endbfchar"
	return pdfObjects(stream.String(),
		"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
		"<< /Type /Font /Subtype /CIDFontType2 /DW 600 /W [1 100 600] >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(cmap), cmap))
}

// pdfObjects writes a PDF of one page with a content stream; the first object given is its font.
func pdfObjects(stream string, more ...string) []byte {
	objects := append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(stream), stream),
	}, more...)
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF", len(objects)+1, at)
	return out.Bytes()
}

func TestDocuments(t *testing.T) {
	tests := map[string]struct {
		body        []byte
		title, date string
		text        string
		tables      int
	}{
		"hwpx":   {pack(t, hwpx()), "햇빛마을 조성 계획", "2026-01-05", "군은 2030년까지 마을 500개소를 조성한다.\n\n구분 | 2026년 | 2030년\n보급률 – 2026년: 12.5%; 2030년: 30%\n\n둘째 절이다.", 1},
		"docx":   {pack(t, docx()), "Kế hoạch số", "2025-07-04", "Đến năm 2030, kinh tế số chiếm 30% GRDP.\n\nChỉ tiêu | Năm 2030\nHộ có cáp quang – Năm 2030: 95%", 1},
		"odt":    {pack(t, odt()), "", "", "แผน\n\nตั้งเป้าร้อยละ 30 ภายในปี 2573", 0},
		"xlsx":   {pack(t, xlsx()), "", "", "목표\n\n지표 | 2030년 목표\n보급률 – 2030년 목표: 30.5%", 1},
		"vi.pdf": {compositePDF("Đến năm 2030, kinh tế số chiếm 30% GRDP."), "", "", "Đến năm 2030, kinh tế số chiếm 30% GRDP.", 0},
		"ko.pdf": {compositePDF("2030년까지 보급률 30%를 달성한다."), "", "", "2030년까지 보급률 30%를 달성한다.", 0},
		"pdf":    {pdfFile("The plan aims at thirty percent", "by the year 2030."), "", "", "The plan aims at thirty percent by the year 2030.", 0},
	}
	r := New(Options{PDFToText: "-"})
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			a, err := r.Read(Input{Name: "a." + name, Body: test.body})
			if err != nil {
				t.Fatal(err)
			}
			if a.Text != test.text {
				t.Errorf("text:\n%q\nwant:\n%q", a.Text, test.text)
			}
			tables := 0
			for _, z := range a.Zones {
				if z.Zone == corpus.ZoneTable {
					tables++
				}
			}
			if a.Title != test.title || a.Published != test.date || tables != test.tables {
				t.Errorf("title %q, published %q, %d tables; want %q, %q, %d", a.Title, a.Published, tables, test.title, test.date, test.tables)
			}
		})
	}
}

func TestDocumentsThatCannotBeTrusted(t *testing.T) {
	broken := docx()
	broken["word/document.xml"] = broken["word/document.xml"][:150]
	empty := docx()
	empty["word/document.xml"] = `<w:document xmlns:w="w"><w:body/></w:document>`
	bomb := docx()
	bomb["word/document.xml"] = `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>` + strings.Repeat("a", 100_000) + `</w:t></w:r></w:p></w:body></w:document>`
	private := docx()
	private["word/document.xml"] = `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>` + strings.Repeat("\ue123\ue456", 40) + `</w:t></w:r></w:p></w:body></w:document>`
	tests := map[string]struct {
		body []byte
		want error
	}{
		"cut":                  {pack(t, docx())[:200], ErrBinary},
		"broken_xml":           {pack(t, broken), ErrGarbled},
		"no_text":              {pack(t, empty), ErrNoText},
		"bomb":                 {pack(t, bomb), ErrTooLarge},
		"private_letters":      {pack(t, private), ErrGarbled},
		"other_zip":            {pack(t, map[string]string{"../../climbs.txt": "x"}), ErrBinary},
		"pdf_without_text":     {pdfFile(), ErrNoText},
		"pdf_cut":              {pdfFile("a")[:80], ErrGarbled},
		"pdf_without_spaces":   {pdfFile(strings.Repeat("theplanaimsatthirtypercentbytheyearandmore", 8)), ErrGarbled},
		"pdf_of_foreign_signs": {pdfFile(strings.Repeat("#$&*+=@^~", 20)), ErrGarbled},
	}
	r := New(Options{PDFToText: "-", MaxText: 10_000})
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := r.Read(Input{Name: name, Body: test.body}); !errors.Is(err, test.want) || !strings.Contains(err.Error(), name) {
				t.Errorf("err = %v, want %v that names %q", err, test.want, name)
			}
		})
	}
}
