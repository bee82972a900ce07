package main

import (
	"cmp"
	"encoding/json"
	"io"
	"path/filepath"
	"strings"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus"
	"goalpost/corpus/store"
)

// exportRow is one claim as it is exported.
type exportRow struct {
	store.ClaimRow
	review string // the last live verdict, "" for none
}

// url is where the article stands, "" for one that was only a file.
func (r exportRow) url() string { return cmp.Or(r.Key.CanonicalURL, r.URL) }

// column is one column of the exported table.
type column struct {
	name  string
	kind  string // string, integer, number, boolean, date, year: types of Frictionless Table Schema
	about string
	// value gives a string, an int, a [corpus.Number], a float64, a bool, or nil for an empty cell.
	value func(exportRow) any
}

// exportColumns are the columns, in their order. The data dictionary is made of
// them, so that it says what is there.
func exportColumns() []column {
	return append(append(claimColumns(), fieldColumns()...), sourceColumns()...)
}

func claimColumns() []column {
	return []column{
		{"claim", "string", "id of the claim: same text, place and rules give the same id", func(r exportRow) any { return r.Claim.ID }},
		{"status", "string", "target, actual, forecast or other", func(r exportRow) any { return string(r.Claim.Status) }},
		{"comparator", "string", "how the value relates to what is measured: = > >= < <= ~", func(r exportRow) any { return string(r.Claim.Comparator) }},
		{"value", "number", "the value, scale words multiplied out; empty for a range and for a dated aim without a number", func(r exportRow) any { return number(r.Claim.Value.Exact) }},
		{"value_min", "number", "the lower end of a range", func(r exportRow) any { return number(r.Claim.Value.Low) }},
		{"value_max", "number", "the upper end of a range", func(r exportRow) any { return number(r.Claim.Value.High) }},
		{"unit", "string", "%, pp (percentage points), ISO 4217, x (multiples), else the counted noun as written", func(r exportRow) any { return pointed(r.Claim.Unit) }},
		{"unit_code", "string", "the unit in one form for all languages: %, ISO 4217 or UCUM", func(r exportRow) any { return pointed(r.Claim.UnitCode) }},
		{"change", "string", "level: where the indicator should stand; increase-by, decrease-by: by how much it moves", func(r exportRow) any { return string(r.Claim.Change) }},
		{"quote", "string", "the value as written", func(r exportRow) any { return r.Claim.Quote }},
		{"start", "integer", "where the quote begins in the article's text, in code points", func(r exportRow) any { return int(r.Claim.Start) }},
		{"end", "integer", "where the quote ends, exclusive", func(r exportRow) any { return int(r.Claim.End) }},
	}
}

func fieldColumns() []column {
	deadline := func(get func(*corpus.Deadline) any) func(exportRow) any {
		return func(r exportRow) any {
			if r.Claim.Deadline == nil {
				return nil
			}
			return get(r.Claim.Deadline)
		}
	}
	baseline := func(get func(*corpus.Baseline) any) func(exportRow) any {
		return func(r exportRow) any {
			if r.Claim.Baseline == nil {
				return nil
			}
			return get(r.Claim.Baseline)
		}
	}
	return []column{
		{"deadline_year", "year", "the year by which it is to be reached, Gregorian", deadline(func(d *corpus.Deadline) any { return d.Year })},
		{"deadline_to", "date", "the last day", deadline(func(d *corpus.Deadline) any { return filled(d.To) })},
		{"deadline_calendar", "string", "the calendar that it was written in", deadline(func(d *corpus.Deadline) any { return string(d.Calendar) })},
		{"deadline_derived", "boolean", "computed from the date of publication", deadline(func(d *corpus.Deadline) any { return d.Derived })},
		{"deadline_scope", "string", "where it was read: clause, sentence, paragraph or document", deadline(func(d *corpus.Deadline) any { return string(d.Scope) })},
		{"deadline_quote", "string", "the deadline as written", deadline(func(d *corpus.Deadline) any { return filled(d.Quote) })},
		{"frequency", "string", "hour, day, week, month, quarter or year, where the value is per period", func(r exportRow) any { return pointed(r.Claim.Frequency) }},
		{"baseline_value", "number", "what it starts from", baseline(func(b *corpus.Baseline) any { return number(b.Value.Exact) })},
		{"baseline_unit", "string", "the unit of that", baseline(func(b *corpus.Baseline) any { return filled(b.Unit) })},
		{"baseline_year", "year", "the year of that", baseline(func(b *corpus.Baseline) any {
			if b.Year == nil {
				return nil
			}
			return *b.Year
		})},
		{"indicator", "string", "what is measured, as written", func(r exportRow) any {
			if r.Claim.Indicator == nil {
				return nil
			}
			return filled(r.Claim.Indicator.Text)
		}},
		{"concept", "string", "id of what is measured in the glossary", func(r exportRow) any {
			if r.Claim.Indicator == nil {
				return nil
			}
			return pointed(r.Claim.Indicator.Concept)
		}},
		{"actor", "string", "who commits, as written", func(r exportRow) any {
			if r.Claim.Actor == nil {
				return nil
			}
			return filled(r.Claim.Actor.Text)
		}},
		{"place", "string", "what the claim is for: ISO 3166-1 or 3166-2", func(r exportRow) any {
			if r.Claim.Place == nil {
				return nil
			}
			return filled(r.Claim.Place.Code)
		}},
	}
}

func sourceColumns() []column {
	return []column{
		{"lang", "string", "language of the article, BCP 47", func(r exportRow) any { return string(r.Lang) }},
		{"article", "string", "the id that the article came with, else its URL, else its path", func(r exportRow) any { return pipeline.NameOf(r.Key) }},
		{"title", "string", "title of the article", func(r exportRow) any { return filled(r.Title) }},
		{"url", "string", "its canonical URL, else the one where it was read", func(r exportRow) any { return filled(r.url()) }},
		{"site", "string", "name of the site", func(r exportRow) any { return filled(r.Site) }},
		{"published", "date", "when it was published, as precise as known", func(r exportRow) any { return filled(r.Published) }},
		{"fetched", "date", "when it was fetched", func(r exportRow) any {
			if r.Fetched.IsZero() {
				return nil
			}
			return r.Fetched.UTC().Format("2006-01-02")
		}},
		{"capture", "string", "id of the capture that holds the bytes as fetched", func(r exportRow) any { return filled(r.Capture) }},
		{"rule", "string", "the rule that read the claim", func(r exportRow) any { return r.Claim.Rule }},
		{"rules", "string", "the rule set: language and hash", func(r exportRow) any { return filled(r.Rules) }},
		{"confidence", "number", "0 to 1", func(r exportRow) any { return r.Claim.Confidence }},
		{"review", "string", "the last verdict of a reviewer, empty for none", func(r exportRow) any { return filled(r.review) }},
	}
}

func filled(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func pointed(s *string) any {
	if s == nil {
		return nil
	}
	return *s
}

func number(n *corpus.Number) any {
	if n == nil {
		return nil
	}
	return *n
}

// writePackage writes the data dictionary of an exported table (Frictionless
// Data Package, specs.frictionlessdata.io/data-package).
func writePackage(folder string, format exportFormat, table string) error {
	type fieldOf struct {
		Name        string `json:"name"`
		Type        string `json:"type"`
		Format      string `json:"format,omitempty"`
		Description string `json:"description"`
	}
	var fields []fieldOf
	for _, c := range exportColumns() {
		f := fieldOf{Name: c.name, Type: c.kind, Description: c.about}
		if c.kind == "date" {
			f.Format = "any" // as precise as known
		}
		fields = append(fields, f)
	}
	resource := map[string]any{
		"name": "claims", "path": filepath.Base(table), "format": strings.TrimPrefix(format.suffix, "."), "mediatype": format.mediaType,
		"encoding": "utf-8", "profile": "tabular-data-resource", "schema": map[string]any{"fields": fields, "primaryKey": []string{"claim", "article"}},
	}
	data := map[string]any{
		"name": "goalpost-claims", "title": "Quantity claims and targets read from articles",
		"profile": "tabular-data-package", "resources": []any{resource},
	}
	return replaceFile(filepath.Join(folder, "datapackage.json"), func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(data)
	})
}
