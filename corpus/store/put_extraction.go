package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"goalpost/corpus"
)

// PutRun stores a run, or what is new about it (its rules by language, note and
// end). The same rule set, engine and glossary are the same run.
func (t *Tx) PutRun(r Run) (id string, err error) {
	if err := t.corpusOnly(); err != nil {
		return "", err
	}
	if r.ID == "" {
		r.ID = RunID(r.RuleSet, r.Engine, r.Glossary)
	}
	if r.Rules == nil {
		r.Rules = map[string]string{}
	}
	rules, err := json.Marshal(r.Rules)
	if err != nil {
		return "", fmt.Errorf("run %q: %w", r.ID, err)
	}
	_, err = t.exec(insert("runs", "id, rule_set, engine, glossary, rules_json, note, started_at, finished_at",
		`ON CONFLICT DO UPDATE SET rules_json = json_patch(rules_json, excluded.rules_json),
		note = iif(excluded.note = '', note, excluded.note), finished_at = excluded.finished_at`),
		r.ID, r.RuleSet, r.Engine, r.Glossary, string(rules), r.Note, stamp(r.Started), stamp(r.Finished))
	return r.ID, err
}

// PutExtraction stores what a run read in a version and, unless it is a shadow,
// makes it the article's current extraction where the version is the current one.
//
// An extraction is named by what it depends on: the version with its title,
// date and URL, the rules, the engine, the glossary. One that is there already
// is [Unchanged]; what was read is not compared, since it can't differ.
func (t *Tx) PutExtraction(x NewExtraction) (id string, o Outcome, err error) {
	if err := t.corpusOnly(); err != nil {
		return "", "", err
	}
	in, err := t.extractionInput(x.Version)
	if err != nil {
		return "", "", err
	}
	id, o = extractionID(in, rulesOf(x.Extraction), x.Engine, x.Glossary), Unchanged
	var shadow bool
	had, err := t.row("SELECT shadow FROM extractions WHERE id = ?", []any{id}, []any{&shadow})
	if err != nil {
		return id, o, err
	}
	if !had {
		o = New
		if err := t.insertExtraction(id, in.article, x); err != nil {
			return id, o, err
		}
	}
	if had && shadow && !x.Shadow {
		if _, err := t.exec("UPDATE extractions SET shadow = 0 WHERE id = ?", id); err != nil {
			return id, o, err
		}
	}
	if x.Run != "" {
		if _, err := t.exec(insert("run_extractions", "run, extraction", "ON CONFLICT DO NOTHING"), x.Run, id); err != nil {
			return id, o, err
		}
	}
	if x.Shadow {
		return id, o, nil
	}
	return id, o, t.makeCurrent(in.article, x.Version, id)
}

// makeCurrent makes an extraction of an article's current version the current one.
func (t *Tx) makeCurrent(article, version, extraction string) error {
	n, err := t.exec("UPDATE articles SET extraction = ?, seq = ? WHERE id = ? AND version = ? AND extraction IS NOT ?",
		extraction, t.seq+1, article, version, extraction)
	if n > 0 {
		t.next()
	}
	return err
}

func rulesOf(x corpus.Extraction) string {
	if x.Rules == nil {
		return ""
	}
	return *x.Rules
}

func (t *Tx) extractionInput(version string) (in extractionInput, err error) {
	in.version = version
	found, err := t.row("SELECT article, title, published, url FROM versions WHERE id = ?",
		[]any{version}, []any{&in.article, &in.title, &in.published, &in.url})
	if err == nil && !found {
		err = fmt.Errorf("version %q: %w", version, ErrNotFound)
	}
	return in, err
}

func (t *Tx) insertExtraction(id, article string, x NewExtraction) error {
	output, err := outputHash(x.Extraction)
	if err != nil {
		return fmt.Errorf("extraction %q: %w", id, err)
	}
	targets := 0
	for _, c := range x.Extraction.Claims {
		if c.Status == corpus.Target {
			targets++
		}
	}
	_, err = t.exec(insert("extractions", `id, article, version, lang, lang_confidence, rules, engine, glossary, output,
		mentions, claims, targets, shadow`, ""),
		id, article, x.Version, string(x.Extraction.Lang), x.Extraction.LangConfidence, orNull(rulesOf(x.Extraction)),
		x.Engine, x.Glossary, output, len(x.Extraction.Mentions), len(x.Extraction.Claims), targets, x.Shadow)
	if err != nil {
		return err
	}
	for i, m := range x.Extraction.Mentions {
		if err := t.insertMention(id, i, m); err != nil {
			return err
		}
	}
	for i, c := range x.Extraction.Claims {
		if err := t.insertClaim(id, article, i, c); err != nil {
			return fmt.Errorf("claim %q: %w", c.ID, err)
		}
	}
	return nil
}

// outputHash is a hash of mentions and claims without the claims' ids, which
// name the rule set: rule sets that read the same have the same hash.
func outputHash(x corpus.Extraction) (string, error) {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for _, m := range x.Mentions {
		if err := enc.Encode(m); err != nil {
			return "", err
		}
	}
	for _, c := range x.Claims {
		c.ID = ""
		if err := enc.Encode(c); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:32], nil
}

// amount is a value as the columns value, value_min, value_max, value_text.
func amount(v corpus.Value) []any {
	out := []any{nil, nil, nil, v.String()}
	if low, high, ok := v.Interval(); ok {
		out[1], out[2] = low.Float(), high.Float()
		if v.Exact != nil {
			out[0] = low.Float()
		}
	}
	return out
}

func (t *Tx) insertMention(extraction string, ordinal int, m corpus.Mention) error {
	args := []any{extraction, ordinal, string(m.Kind), int(m.Start), int(m.End), m.Quote}
	args = append(args, amount(m.Value)...)
	args = append(args, orNull(m.Unit), orNull(m.UnitCode), orNull(string(m.Comparator)), orNull(string(m.Calendar)))
	_, err := t.exec(insert("mentions", `extraction, ordinal, kind, span_start, span_end, quote,
		value, value_min, value_max, value_text, unit, unit_code, comparator, calendar`, ""), args...)
	return err
}

const claimColumns = `extraction, ordinal, id, article, span_start, span_end, quote, kind,
	value, value_min, value_max, value_text, unit, unit_code, comparator, change, status, frequency, rule, confidence, json,
	deadline_year, deadline_from, deadline_to, deadline_calendar, deadline_derived, deadline_quote, deadline_scope,
	baseline_value, baseline_unit, baseline_year, indicator, concept, actor, place, place_code`

func (t *Tx) insertClaim(extraction, article string, ordinal int, c corpus.Claim) error {
	data, err := json.Marshal(c)
	if err != nil {
		return err
	}
	args := make([]any, 0, 36)
	args = append(args, extraction, ordinal, c.ID, article, int(c.Start), int(c.End), c.Quote, string(c.Kind))
	args = append(args, amount(c.Value)...)
	args = append(args, c.Unit, c.UnitCode, string(c.Comparator), string(c.Change), string(c.Status), c.Frequency,
		c.Rule, c.Confidence, string(data))
	args = append(args, deadlineColumns(c.Deadline)...)
	args = append(args, baselineColumns(c.Baseline)...)
	_, err = t.exec(insert("claims", claimColumns, ""), append(args, phraseColumns(c)...)...)
	return err
}

func deadlineColumns(d *corpus.Deadline) []any {
	if d == nil {
		return make([]any, 7)
	}
	return []any{d.Year, orNull(d.From), orNull(d.To), string(d.Calendar), d.Derived, d.Quote, string(d.Scope)}
}

func baselineColumns(b *corpus.Baseline) []any {
	if b == nil {
		return make([]any, 3)
	}
	return []any{amount(b.Value)[0], orNull(b.Unit), b.Year}
}

// phraseColumns are indicator, concept, actor, place, place_code.
func phraseColumns(c corpus.Claim) []any {
	out := make([]any, 5)
	if c.Indicator != nil {
		out[0], out[1] = c.Indicator.Text, c.Indicator.Concept
	}
	if c.Actor != nil {
		out[2] = c.Actor.Text
	}
	if c.Place != nil {
		out[3], out[4] = orNull(c.Place.Text), orNull(c.Place.Code)
	}
	return out
}
