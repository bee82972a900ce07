package store

import (
	"context"
	"encoding/json"
	"io"
)

// dumped are the tables of a dump with the columns that depend on the inputs
// alone: no times, no places in files, no order of work.
var dumped = []struct{ table, columns string }{
	{"sources", "name, kind, location, cadence_seconds, options_json, note"},
	{"captures", "id, target_uri, digest, media_type, status, size"},
	{"articles", "id, name, canonical_url, source, external_id, path, version, extraction, versions"},
	{"versions", "id, article, number, cause, capture, capture_from, capture_to, reader, text, zones_json, " + factColumns},
	{"skips", "input, cause, source"},
	{"runs", "id, rule_set, engine, glossary, rules_json"},
	{"extractions", "id, article, version, lang, lang_confidence, rules, engine, glossary, output, mentions, claims, targets, shadow"},
	{"run_extractions", "run, extraction"},
	{"mentions", "extraction, ordinal, kind, span_start, span_end, quote, value_text, unit, unit_code, comparator, calendar"},
	{"claims", "extraction, ordinal, id, json"},
	{"decisions", "change_key, subject_version, id, article, claim, old_claim, verdict, reason, corrected_json, actor, reverts, live"},
	{"bases", "article, version, extraction, claims_json, data_json"},
	{"searches", "name, query, options_json"},
	{"gold", "doc, article, version, lang, complete, record_json"},
}

// Dump writes all that does not depend on time or on the order of work, sorted,
// one JSON array a line, the table's name first: two stores that took in the
// same inputs have the same dump.
func (r Reader) Dump(ctx context.Context, w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, d := range dumped {
		rows, err := r.q.QueryContext(ctx, "SELECT '"+d.table+"', "+d.columns+" FROM "+d.table+" ORDER BY 2, 3")
		if err != nil {
			return fault("read", r.path, err)
		}
		if err := dumpRows(rows, enc); err != nil {
			return fault("read", r.path, err)
		}
	}
	return nil
}

// rowsOf is what a dump needs of [database/sql.Rows].
type rowsOf interface {
	Columns() ([]string, error)
	Next() bool
	scanner
	Err() error
	Close() error
}

func dumpRows(rows rowsOf, enc *json.Encoder) error {
	defer rows.Close() //nolint:errcheck // rows.Err tells
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, dest := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		dest[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		if err := enc.Encode(values); err != nil {
			return err
		}
	}
	return rows.Err()
}
