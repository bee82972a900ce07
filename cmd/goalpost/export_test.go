package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"goalpost/corpus"
	"goalpost/corpus/store"
)

// twoRows are a claim with everything told, and one with next to nothing.
func twoRows() []exportRow {
	percent, year, concept := "%", 2022, "digital-economy"
	start := corpus.NewNumber(125, -1)
	full := exportRow{review: "accept", ClaimRow: store.ClaimRow{
		Claim: corpus.Claim{
			ID: "c1", Start: 5, End: 8, Quote: "=30%", Value: corpus.One(corpus.NewNumber(30, 0)), Unit: &percent, UnitCode: &percent,
			Comparator: corpus.AtLeast, Change: corpus.Level, Status: corpus.Target,
			Deadline: &corpus.Deadline{Year: 2030, To: "2030-12-31", Calendar: corpus.Buddhist, Derived: true, Scope: corpus.InSentence, Quote: "พ.ศ. 2573"},
			Baseline: &corpus.Baseline{Value: corpus.Value{Exact: &start}, Unit: "%", Year: &year}, Rule: "th.share", Confidence: 0.9,
			Indicator: &corpus.Indicator{Phrase: corpus.Phrase{Text: "เศรษฐกิจ"}, Concept: &concept},
		},
		Key: store.ArticleKey{ExternalID: "a1"}, URL: "https://example.org/a?b=<c>&d", Lang: "th", Title: `a "quoted", title`,
	}}
	bare := exportRow{ClaimRow: store.ClaimRow{Claim: corpus.Claim{ID: "c2", Quote: "x", Status: corpus.Other}, Key: store.ArticleKey{Path: "/p"}}}
	return []exportRow{full, bare}
}

func written(t *testing.T, format string) []byte {
	t.Helper()
	f, err := formatNamed(format)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := f.open(&b)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range twoRows() {
		if err := w.Row(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// cells are what a table has to hold, as text, by column.
func cells(t *testing.T) (header []string, rows [][]string) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(written(t, "csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[0], rows[1:]
}

func TestCSV(t *testing.T) {
	header, rows := cells(t)
	at := map[string]string{}
	for i, name := range header {
		at[name] = rows[0][i]
	}
	want := map[string]string{"value": "30", "comparator": ">=", "deadline_year": "2030", "baseline_value": "12.5", "title": `a "quoted", title`, "article": "a1", "review": "accept", "value_min": "", "deadline_derived": "true"}
	for name, v := range want {
		if at[name] != v {
			t.Errorf("%s is %q, want %q", name, at[name], v)
		}
	}
}

func TestXLSXHoldsWhatCSVHolds(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, "xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	got, err := f.GetRows(sheetName)
	if err != nil {
		t.Fatal(err)
	}
	header, rows := cells(t)
	for i, want := range append([][]string{header}, rows...) {
		for len(got[i]) < len(want) {
			got[i] = append(got[i], "") // trailing empty cells are not there
		}
		for k := range want {
			if want[k] == "true" {
				want[k] = "TRUE"
			}
		}
		if diff := cmp.Diff(want, got[i]); diff != "" {
			t.Errorf("row %d (-csv +xlsx):\n%s", i+1, diff)
		}
	}
}

func TestParquetKeepsColumnsAndTypes(t *testing.T) {
	data := written(t, "parquet")
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range f.Root().Columns() {
		names = append(names, c.Name())
	}
	header, _ := cells(t)
	if diff := cmp.Diff(header, names); diff != "" {
		t.Errorf("columns (-csv +parquet):\n%s", diff)
	}
	type row struct {
		Claim    string   `parquet:"claim,optional"`
		Value    *float64 `parquet:"value,optional"`
		Year     *int64   `parquet:"deadline_year,optional"`
		Derived  *bool    `parquet:"deadline_derived,optional"`
		Baseline *float64 `parquet:"baseline_value,optional"`
	}
	got, err := parquet.Read[row](bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	value, year, derived, baseline := 30.0, int64(2030), true, 12.5
	if diff := cmp.Diff([]row{{"c1", &value, &year, &derived, &baseline}, {Claim: "c2"}}, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestJSONLAndAnnotationsAreJSON(t *testing.T) {
	lines := bytes.Split(bytes.TrimSpace(written(t, "jsonl")), []byte("\n"))
	if len(lines) != 2 || !bytes.Contains(lines[0], []byte(`"comparator":">="`)) || !json.Valid(lines[0]) || !json.Valid(lines[1]) {
		t.Errorf("got %s", lines)
	}
	var page struct {
		Items []struct {
			Target struct {
				Source   string
				Selector []struct {
					Type, Exact string
					Start, End  int
				}
			}
		}
	}
	if err := json.Unmarshal(written(t, "webanno"), &page); err != nil {
		t.Fatal(err)
	}
	first := page.Items[0].Target
	if len(page.Items) != 2 || first.Source != "https://example.org/a?b=<c>&d" || first.Selector[0].Exact != "=30%" || first.Selector[1].End != 8 {
		t.Errorf("got %+v", page)
	}
}
