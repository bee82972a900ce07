package store

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
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
	{"run_extractions", "run, extraction, 0"},
	{"mentions", "extraction, ordinal, kind, span_start, span_end, quote, value_text, unit, unit_code, comparator, calendar"},
	{"claims", "extraction, ordinal, id, json"},
	{"links", "article, other, kind, evidence"},
	{"decisions", "change_key, subject_version, id, article, claim, old_claim, verdict, reason, corrected_json, actor, reverts, live"},
	{"bases", "article, version, extraction, claims_json, data_json"},
	{"rule_sets", "name, ordinal, rule, hash"},
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
		n := strings.Count(d.columns, ",") + 2
		rows := each(ctx, r, func(s scanner) ([]any, error) { return scanAny(s, n) },
			"SELECT '"+d.table+"', "+d.columns+" FROM "+d.table+" ORDER BY 2, 3, 4")
		for row, err := range rows {
			if err != nil {
				return err
			}
			if err := enc.Encode(row); err != nil {
				return fmt.Errorf("dump: %w", err)
			}
		}
	}
	return nil
}

// scanAny scans a row of n columns of any type.
func scanAny(s scanner, n int) ([]any, error) {
	values, dest := make([]any, n), make([]any, n)
	for i := range values {
		dest[i] = &values[i]
	}
	return values, s.Scan(dest...)
}
