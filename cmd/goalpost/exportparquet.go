package main

import (
	"io"
	"reflect"
	"strings"

	"github.com/parquet-go/parquet-go"

	"goalpost/corpus"
)

// parquetTable writes one Parquet file. Every column is optional; integers and
// years are int64, numbers double, dates text (they are as precise as known).
type parquetTable struct {
	w       *parquet.GenericWriter[any]
	columns []column
}

func newParquetTable(w io.Writer) (tableWriter, error) {
	columns := exportColumns()
	// A schema made of a struct keeps the order of the columns; one made of a
	// group does not.
	fields := make([]reflect.StructField, len(columns))
	for i, c := range columns {
		fields[i] = reflect.StructField{
			Name: strings.ToUpper(c.name[:1]) + c.name[1:],
			Type: parquetType(c.kind),
			Tag:  reflect.StructTag(`parquet:"` + c.name + `,optional,zstd"`),
		}
	}
	schema := parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface())
	return &parquetTable{parquet.NewGenericWriter[any](w, schema), columns}, nil
}

func parquetType(kind string) reflect.Type {
	switch kind {
	case "integer", "year":
		return reflect.TypeFor[int64]()
	case "number":
		return reflect.TypeFor[float64]()
	case "boolean":
		return reflect.TypeFor[bool]()
	}
	return reflect.TypeFor[string]()
}

// Row writes one claim.
func (t *parquetTable) Row(r exportRow) error {
	row := make(parquet.Row, len(t.columns))
	for i, c := range t.columns {
		v := c.value(r)
		switch n := v.(type) {
		case nil:
			row[i] = parquet.NullValue().Level(0, 0, i)
			continue
		case int:
			v = int64(n)
		case corpus.Number:
			v = n.Float()
		}
		row[i] = parquet.ValueOf(v).Level(0, 1, i)
	}
	_, err := t.w.WriteRows([]parquet.Row{row})
	return err
}

// Close writes the footer.
func (t *parquetTable) Close() error { return t.w.Close() }
