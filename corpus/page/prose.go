package page

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"goalpost/corpus"
)

// proseTags are the local names of the elements of a document format.
type proseTags struct {
	paragraph       []string // p; in ODF also h
	run             string   // the element whose characters are text; empty: those of the paragraph
	table, row, tab string
	cell            string
	span            string // of a cell: the attribute or child element that tells the columns it spans
	rowSpan         string
	breaks          []string
	skip            []string // elements whose text is none of the document's
}

func docxTags() proseTags {
	return proseTags{
		paragraph: []string{"p"}, run: "t", table: "tbl", row: "tr", cell: "tc", tab: "tab", span: "gridSpan",
		breaks: []string{"br", "cr"}, skip: []string{"instrText", "delText", "footnoteReference", "Fallback"},
	}
}

func hwpxTags() proseTags {
	return proseTags{
		paragraph: []string{"p"}, run: "t", table: "tbl", row: "tr", cell: "tc", tab: "tab", span: "colSpan", rowSpan: "rowSpan",
		breaks: []string{"lineBreak"}, skip: []string{"secPr", "ctrl", "fieldBegin", "footNote", "endNote"},
	}
}

func odfTags() proseTags {
	return proseTags{
		paragraph: []string{"p", "h"}, table: "table", row: "table-row", cell: "table-cell", tab: "tab",
		span: "number-columns-spanned", rowSpan: "number-rows-spanned",
		breaks: []string{"line-break"}, skip: []string{"note", "annotation", "tracked-changes", "styles", "automatic-styles", "font-face-decls"},
	}
}

// proseReader turns the elements of a document into pieces, as they come.
type proseReader struct {
	tags   proseTags
	pieces []piece
	left   int64 // bytes of text that may still come: small parts can be many

	line   strings.Builder
	inText int // depth of elements whose characters are text
	skip   int // depth inside of an element that is left out
	tables int // depth of tables
	rows   []tableRow
	row    tableRow
	cell   spanned
	cols   int
	down   map[int]spanned // cells that reach into the rows below
}

func (r *proseReader) read(d *xml.Decoder) error {
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			r.start(t)
		case xml.EndElement:
			r.end(t.Name.Local)
		case xml.CharData:
			if r.inText > 0 && r.skip == 0 {
				r.line.Write(t)
			}
			if r.left -= int64(len(t)); r.left < 0 {
				return ErrTooLarge
			}
		}
	}
}

func (r *proseReader) start(t xml.StartElement) {
	name := t.Name.Local
	if r.skip > 0 || isOneOf(name, r.tags.skip) {
		r.skip++
		return
	}
	switch {
	case name == r.tags.run && r.tags.run != "", r.tags.run == "" && isOneOf(name, r.tags.paragraph):
		r.inText++
	case name == r.tags.tab, name == "s":
		r.line.WriteByte(' ')
	case isOneOf(name, r.tags.breaks):
		r.line.WriteByte('\n')
	case name == r.tags.table:
		if r.tables == 0 {
			r.flush()
			r.rows, r.down = nil, map[int]spanned{}
		}
		r.tables++
	case name == r.tags.row && r.tables == 1:
		r.row = tableRow{}
	case name == r.tags.cell && r.tables == 1:
		r.row.fill(r.down)
		r.cell, r.cols = spanned{}, 1
	}
	r.spans(t)
}

// spans notes how many columns and rows a cell covers: told by attributes of the
// cell or of a child of it.
func (r *proseReader) spans(t xml.StartElement) {
	if r.tables != 1 {
		return
	}
	if v := firstOf(xmlAttr(t, r.tags.span), boolOf(t.Name.Local == r.tags.span, xmlAttr(t, "val"))); v != "" {
		n, _ := strconv.Atoi(v)
		r.cols = min(max(n, 1), maxColumns)
	}
	if v := xmlAttr(t, r.tags.rowSpan); v != "" && r.tags.rowSpan != "" {
		n, _ := strconv.Atoi(v)
		r.cell.rows = max(n, 1) - 1
	}
}

func boolOf(ok bool, v string) string {
	if ok {
		return v
	}
	return ""
}

func (r *proseReader) end(name string) {
	if r.skip > 0 {
		r.skip--
		return
	}
	switch {
	case name == r.tags.run && r.tags.run != "":
		r.inText--
	case isOneOf(name, r.tags.paragraph):
		if r.tags.run == "" {
			r.inText--
		}
		r.endParagraph()
	case name == r.tags.cell && r.tables == 1:
		r.endCell()
	case name == r.tags.row && r.tables == 1:
		r.row.fill(r.down)
		r.rows = append(r.rows, r.row)
	case name == r.tags.table && r.tables > 0:
		if r.tables--; r.tables == 0 {
			r.endTable()
		}
	}
}

func (r *proseReader) endParagraph() {
	if r.tables > 0 {
		r.line.WriteByte(' ')
		return
	}
	r.flush()
}

func (r *proseReader) flush() {
	if plain := strings.TrimSpace(r.line.String()); plain != "" {
		r.pieces = append(r.pieces, piece{corpus.ZoneBody, plain})
	}
	r.line.Reset()
}

func (r *proseReader) endCell() {
	r.cell.text = strings.Join(strings.Fields(r.line.String()), " ")
	r.line.Reset()
	for range r.cols {
		if r.cell.rows > 0 {
			r.down[len(r.row.cells)] = r.cell
		}
		r.row.cells = append(r.row.cells, r.cell.text)
	}
}

// endTable writes the table down. Office documents lay out whole pages in tables
// of one cell; those are paragraphs.
func (r *proseReader) endTable() {
	r.line.Reset()
	widest := 0
	for _, row := range r.rows {
		widest = max(widest, len(nonEmpty(row.cells)))
	}
	if widest > 1 && len(r.rows) > 1 {
		if plain := rowsText(r.rows); plain != "" {
			r.pieces = append(r.pieces, piece{corpus.ZoneTable, plain})
		}
		return
	}
	for _, row := range r.rows {
		for _, cell := range nonEmpty(row.cells) {
			r.pieces = append(r.pieces, piece{corpus.ZoneBody, cell})
		}
	}
}

func isOneOf(name string, names []string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}
