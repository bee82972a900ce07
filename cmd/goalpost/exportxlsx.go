package main

import (
	"io"

	"github.com/xuri/excelize/v2"

	"goalpost/corpus"
)

// xlsxTable writes one sheet with a header that stays in view. Numbers are
// numbers, everything else is text, so that no cell is taken for a formula.
type xlsxTable struct {
	to      io.Writer
	file    *excelize.File
	sheet   *excelize.StreamWriter
	columns []column
	row     int
}

const sheetName = "claims"

func newXLSXTable(w io.Writer) (tableWriter, error) {
	t := &xlsxTable{to: w, file: excelize.NewFile(), columns: exportColumns()}
	if err := t.file.SetSheetName("Sheet1", sheetName); err != nil {
		return nil, err
	}
	var err error
	if t.sheet, err = t.file.NewStreamWriter(sheetName); err != nil {
		return nil, err
	}
	if err := t.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	header := make([]any, len(t.columns))
	for i, c := range t.columns {
		header[i] = c.name
	}
	return t, t.write(header)
}

func (t *xlsxTable) write(cells []any) error {
	t.row++
	at, err := excelize.CoordinatesToCellName(1, t.row)
	if err != nil {
		return err
	}
	return t.sheet.SetRow(at, cells)
}

// Row writes one claim.
func (t *xlsxTable) Row(r exportRow) error {
	cells := make([]any, len(t.columns))
	for i, c := range t.columns {
		cells[i] = c.value(r)
		if n, ok := cells[i].(corpus.Number); ok {
			cells[i] = n.Float()
		}
	}
	return t.write(cells)
}

// Close writes the workbook.
func (t *xlsxTable) Close() error {
	if err := t.sheet.Flush(); err != nil {
		return err
	}
	_, err := t.file.WriteTo(t.to)
	return join(err, t.file.Close())
}
