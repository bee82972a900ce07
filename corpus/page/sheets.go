package page

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"goalpost/corpus"
)

// workbook is what of a workbook's parts is needed to read its cells as they are
// shown: ECMA-376 part 1, chapter 18.
type workbook struct {
	shared  []string
	percent map[int]int // style → decimal places of a percent format
}

type sheetXML struct {
	Name string `xml:"name,attr"`
	ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
}

// maxSheetRows bounds the rows that are read of one sheet.
const maxSheetRows = 20_000

// sheets reads every sheet as a table under its name.
func (p packed) sheets() (pieces []piece, err error) {
	var book struct {
		Sheets []sheetXML `xml:"sheets>sheet"`
	}
	if err := p.decode("xl/workbook.xml", &book); err != nil {
		return nil, err
	}
	targets, err := p.relations("xl/_rels/workbook.xml.rels")
	if err != nil {
		return nil, err
	}
	w := workbook{percent: p.percentStyles()}
	if w.shared, err = p.sharedStrings(); err != nil {
		return nil, err
	}
	for _, s := range book.Sheets {
		rows, err := p.sheet(path.Join("xl", targets[s.ID]), w)
		if err != nil {
			return nil, fmt.Errorf("sheet %q: %w", s.Name, err)
		}
		if plain := rowsText(rows); plain != "" {
			pieces = append(pieces, piece{corpus.ZoneBody, s.Name}, piece{corpus.ZoneTable, plain})
		}
	}
	return pieces, nil
}

func (p packed) decode(name string, into any) error {
	d, done, err := p.open(name)
	if err != nil {
		return err
	}
	defer done()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("part %q: %w: %w", name, err, ErrGarbled)
	}
	return nil
}

// relations maps the ids of a relations part to paths under xl.
func (p packed) relations(name string) (map[string]string, error) {
	var rels struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := p.decode(name, &rels); err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range rels.All {
		out[r.ID] = strings.TrimPrefix(r.Target, "/xl/")
	}
	return out, nil
}

func (p packed) sharedStrings() (out []string, err error) {
	if p.files["xl/sharedStrings.xml"] == nil {
		return nil, nil
	}
	d, done, err := p.open("xl/sharedStrings.xml")
	if err != nil {
		return nil, err
	}
	defer done()
	var item strings.Builder
	inText, phonetic := false, false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("shared strings: %w: %w", err, ErrGarbled)
		}
		switch t := token.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t"
			phonetic = phonetic || t.Name.Local == "rPh"
		case xml.CharData:
			if inText && !phonetic {
				item.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				inText = false
			case "rPh":
				phonetic = false
			case "si":
				out = append(out, item.String())
				item.Reset()
			}
		}
	}
}

// percentStyles finds the cell styles that show a share as a percentage: 0.3 is
// stored, 30% is read.
func (p packed) percentStyles() map[int]int {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	out := map[int]int{}
	if p.files["xl/styles.xml"] == nil || p.decode("xl/styles.xml", &styles) != nil {
		return out
	}
	places := map[int]int{9: 0, 10: 2}
	for _, f := range styles.Formats {
		if at := strings.IndexByte(f.Code, '%'); at >= 0 {
			_, decimals, _ := strings.Cut(f.Code[:at], ".")
			places[f.ID] = strings.Count(decimals, "0")
		}
	}
	for i, c := range styles.Cells {
		if n, ok := places[c.Format]; ok {
			out[i] = n
		}
	}
	return out
}

type cellXML struct {
	Ref    string   `xml:"r,attr"`
	Type   string   `xml:"t,attr"`
	Style  int      `xml:"s,attr"`
	Value  string   `xml:"v"`
	Inline []string `xml:"is>t"`
	Runs   []string `xml:"is>r>t"`
}

// sheet reads the rows of one sheet, as far as the bounds allow.
func (p packed) sheet(name string, w workbook) (rows []tableRow, err error) {
	d, done, err := p.open(name)
	if err != nil {
		return nil, err
	}
	defer done()
	size := 0
	for len(rows) < maxSheetRows {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", err, ErrGarbled)
		}
		t, ok := token.(xml.StartElement)
		if !ok || t.Name.Local != "row" {
			continue
		}
		var row struct {
			Cells []cellXML `xml:"c"`
		}
		if err := d.DecodeElement(&row, &t); err != nil {
			return nil, fmt.Errorf("%w: %w", err, ErrGarbled)
		}
		if cells := w.row(row.Cells); len(nonEmpty(cells)) > 0 {
			rows = append(rows, tableRow{cells: cells})
			for _, cell := range cells {
				size += len(cell)
			}
		}
		if int64(size) > p.limit/8 { // one shared string can fill every cell
			return nil, ErrTooLarge
		}
	}
	return rows, nil
}

func (w workbook) row(cells []cellXML) (out []string) {
	for _, c := range cells {
		at := column(c.Ref)
		if at < 0 {
			at = len(out)
		}
		if at >= maxColumns {
			break
		}
		for len(out) <= at {
			out = append(out, "")
		}
		out[at] = strings.Join(strings.Fields(w.value(c)), " ")
	}
	return out
}

// value is a cell as it is shown.
func (w workbook) value(c cellXML) string {
	switch c.Type {
	case "s":
		if i, err := strconv.Atoi(c.Value); err == nil && i >= 0 && i < len(w.shared) {
			return w.shared[i]
		}
		return ""
	case "inlineStr":
		return strings.Join(append(c.Inline, c.Runs...), "")
	case "b", "e":
		return ""
	case "str":
		return c.Value
	}
	v, err := strconv.ParseFloat(c.Value, 64)
	if err != nil {
		return c.Value
	}
	if places, ok := w.percent[c.Style]; ok {
		return strconv.FormatFloat(v*100, 'f', places, 64) + "%"
	}
	return strconv.FormatFloat(roundTo(v), 'f', -1, 64)
}

// roundTo drops the noise of binary fractions: 15 digits are what a sheet holds.
func roundTo(v float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	if err != nil {
		return v
	}
	return r
}

// column is the index of a cell reference ("C7" is 2), -1 for none.
func column(ref string) int {
	n := 0
	for _, r := range ref {
		if r < 'A' || r > 'Z' || n > maxColumns {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1
}
