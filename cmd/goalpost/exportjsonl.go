package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// jsonlTable writes one object a claim, its keys in the order of the columns.
type jsonlTable struct {
	w       *bufio.Writer
	columns []column
}

func newJSONLTable(w io.Writer) (tableWriter, error) {
	return &jsonlTable{bufio.NewWriter(w), exportColumns()}, nil
}

// Row writes one claim.
func (t *jsonlTable) Row(r exportRow) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	for i, c := range t.columns {
		line.WriteByte("{,"[min(i, 1)])
		if err := enc.Encode(c.name); err != nil {
			return err
		}
		line.Truncate(line.Len() - 1) // Encode ends with a line break
		line.WriteByte(':')
		if err := enc.Encode(c.value(r)); err != nil {
			return err
		}
		line.Truncate(line.Len() - 1)
	}
	line.WriteString("}\n")
	_, err := t.w.Write(line.Bytes())
	return err
}

// Close writes what is buffered.
func (t *jsonlTable) Close() error { return t.w.Flush() }
