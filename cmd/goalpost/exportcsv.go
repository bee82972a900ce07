package main

import (
	"encoding/csv"
	"fmt"
	"io"
)

// csvTable writes RFC 4180 with a header, UTF-8 without a byte order mark.
type csvTable struct {
	w       *csv.Writer
	columns []column
}

func newCSVTable(w io.Writer) (tableWriter, error) {
	t := &csvTable{csv.NewWriter(w), exportColumns()}
	var header []string
	for _, c := range t.columns {
		header = append(header, c.name)
	}
	return t, t.w.Write(header)
}

// Row writes one claim.
func (t *csvTable) Row(r exportRow) error {
	cells := make([]string, len(t.columns))
	for i, c := range t.columns {
		if v := c.value(r); v != nil {
			cells[i] = fmt.Sprint(v)
		}
	}
	return t.w.Write(cells)
}

// Close writes what is buffered.
func (t *csvTable) Close() error {
	t.w.Flush()
	return t.w.Error()
}
