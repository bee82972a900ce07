package store

import (
	"context"
	"iter"
	"strings"

	"goalpost/corpus"
)

const claimFrom = ` FROM claims c JOIN extractions x ON x.id = c.extraction JOIN articles a ON a.id = x.article
	JOIN versions v ON v.id = x.version JOIN captures k ON k.id = v.capture`

const claimQuery = `SELECT c.json, a.id, a.canonical_url, a.source, a.external_id, a.path, v.id, x.id, x.rules, x.engine, v.lang,
	v.title, v.url, v.site, v.published, k.fetched_at, k.id, a.extraction = x.id` + claimFrom

func scanClaim(s scanner) (c ClaimRow, err error) {
	var current *bool
	err = s.Scan(fromJSON{&c.Claim}, &c.Article, &c.Key.CanonicalURL, &c.Key.Source, &c.Key.ExternalID, &c.Key.Path, &c.Version,
		&c.Extraction, orEmpty{&c.Rules}, &c.Engine, &c.Lang, &c.Title, &c.URL, &c.Site, &c.Published, when{&c.Fetched}, &c.Capture, &current)
	c.Current = current != nil && *current
	return c, err
}

func (f ClaimFilter) where() *where {
	w := &where{}
	if !f.History && f.Version == "" && f.Extraction == "" && f.Run == "" {
		w.add("a.extraction = x.id")
	}
	in(w, "c.id", f.IDs)
	w.eq("a.id", f.Article)
	w.eq("x.version", f.Version)
	w.eq("x.id", f.Extraction)
	if f.Run != "" {
		w.add("x.id IN (SELECT extraction FROM run_extractions WHERE run = ?)", f.Run)
	}
	in(w, "v.lang", f.Lang)
	in(w, "c.status", f.Status)
	in(w, "c.rule", f.Rule)
	w.eq("a.source", f.Source)
	w.eq("c.unit_code", f.UnitCode)
	w.eq("c.concept", f.Concept)
	w.eq("c.place_code", f.Place)
	if f.Actor != "" {
		w.add("instr(c.actor, ?) > 0", f.Actor)
	}
	if f.Min != nil {
		w.add("c.value_max >= ?", *f.Min)
	}
	if f.Max != nil {
		w.add("c.value_min <= ?", *f.Max)
	}
	if f.By != 0 {
		w.add("c.deadline_year <= ?", f.By)
	}
	w.published(f.From, f.To)
	return w
}

// Claims iterates over claims, by article and extraction, then in the order of
// the text. A range of values is chosen where it overlaps [Min, Max].
func (r Reader) Claims(ctx context.Context, f ClaimFilter) iter.Seq2[ClaimRow, error] {
	w := f.where()
	return each(ctx, r, scanClaim, claimQuery+w.String()+" ORDER BY x.article, x.rowid, c.ordinal", w.args...)
}

// ResolveClaim finds claims by id or a beginning of it (6 letters or more):
// one for each article and extraction that has it, current ones first.
// [ErrNotFound]; [ErrAmbiguous] where claims of more than one id begin so.
func (r Reader) ResolveClaim(ctx context.Context, id string) ([]ClaimRow, error) {
	const order = " ORDER BY coalesce(a.extraction = x.id, 0) DESC, x.article, x.rowid DESC LIMIT 100"
	found, err := all(ctx, r, scanClaim, claimQuery+" WHERE c.id = ?"+order, id)
	if err == nil && len(found) == 0 && len(id) >= 6 {
		found, err = all(ctx, r, scanClaim, claimQuery+" WHERE c.id >= ? AND c.id < ?"+order, id, after(id))
	}
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, named("claim", id, ErrNotFound)
	}
	for _, c := range found {
		if c.Claim.ID != found[0].Claim.ID {
			return found, named("claim", id, ErrAmbiguous)
		}
	}
	return found, nil
}

const extractionQuery = `SELECT x.id, x.article, x.version, x.lang, x.lang_confidence, x.rules, x.engine, x.glossary, x.output,
	x.mentions, x.claims, x.targets, x.shadow FROM extractions x`

func scanExtraction(s scanner) (x ExtractionRow, err error) {
	err = s.Scan(&x.ID, &x.Article, &x.Version, &x.Lang, &x.LangConfidence, orEmpty{&x.Rules}, &x.Engine, &x.Glossary, &x.Output,
		&x.Mentions, &x.Claims, &x.Targets, &x.Shadow)
	return x, err
}

// Extraction is the extraction with this id, or [ErrNotFound].
func (r Reader) Extraction(ctx context.Context, id string) (ExtractionRow, error) {
	x, err := one(ctx, r, scanExtraction, extractionQuery+" WHERE x.id = ?", id)
	return x, named("extraction", id, err)
}

// Extractions iterates over the extractions of an article, oldest first,
// shadow ones among them.
func (r Reader) Extractions(ctx context.Context, article string) iter.Seq2[ExtractionRow, error] {
	return each(ctx, r, scanExtraction, extractionQuery+" WHERE x.article = ? ORDER BY x.rowid", article)
}

// RunExtractions iterates over the extractions of a run, by article.
func (r Reader) RunExtractions(ctx context.Context, run string) iter.Seq2[ExtractionRow, error] {
	return each(ctx, r, scanExtraction, extractionQuery+` JOIN run_extractions m ON m.extraction = x.id WHERE m.run = ?
		ORDER BY x.article, x.rowid`, run)
}

// Extracted says whether a version was read by these rules ("th@3f9c2a"; empty:
// none for its language), this engine and glossary, and in which extraction.
func (r Reader) Extracted(ctx context.Context, version, rules, engine, glossary string) (id string, ok bool, err error) {
	in, err := one(ctx, r, func(s scanner) (in extractionInput, err error) {
		err = s.Scan(&in.article, &in.title, &in.published, &in.url)
		return in, err
	}, "SELECT article, title, published, url FROM versions WHERE id = ?", version)
	if err != nil {
		return "", false, named("version", version, err)
	}
	in.version = version
	id = extractionID(in, rules, engine, glossary)
	n, err := one(ctx, r, scalar[int], "SELECT count(*) FROM extractions WHERE id = ?", id)
	return id, n > 0, err
}

// ClaimsOf are the claims of an extraction, in the order of the text; none where
// there is no such extraction.
func (r Reader) ClaimsOf(ctx context.Context, extraction string) ([]corpus.Claim, error) {
	return r.claimsOf(ctx, extraction)
}

// FullExtraction is the extraction with its mentions and claims, or [ErrNotFound].
func (r Reader) FullExtraction(ctx context.Context, id string) (corpus.Extraction, error) {
	row, err := r.Extraction(ctx, id)
	if err != nil {
		return corpus.Extraction{}, err
	}
	x := corpus.Extraction{Lang: row.Lang, LangConfidence: row.LangConfidence}
	if row.Rules != "" {
		x.Rules = &row.Rules
	}
	if x.Mentions, err = r.Mentions(ctx, id); err != nil {
		return x, err
	}
	x.Claims, err = r.claimsOf(ctx, id)
	return x, err
}

// Mentions are the mentions of an extraction, in the order of the text.
func (r Reader) Mentions(ctx context.Context, extraction string) ([]corpus.Mention, error) {
	return all(ctx, r, scanMention, `SELECT kind, span_start, span_end, quote, value, value_min IS NOT NULL, value_text,
		unit, unit_code, comparator, calendar FROM mentions WHERE extraction = ? ORDER BY ordinal`, extraction)
}

func scanMention(s scanner) (m corpus.Mention, err error) {
	var exact *float64
	var number bool
	var value, comparator, calendar string
	err = s.Scan(&m.Kind, &m.Start, &m.End, &m.Quote, &exact, &number, &value, orEmpty{&m.Unit}, orEmpty{&m.UnitCode},
		orEmpty{&comparator}, orEmpty{&calendar})
	m.Comparator, m.Calendar = corpus.Comparator(comparator), corpus.Calendar(calendar)
	if err == nil {
		m.Value, err = parseAmount(value, exact != nil, number)
	}
	return m, err
}

// parseAmount reads what [corpus.Value.String] wrote.
func parseAmount(s string, exact, number bool) (v corpus.Value, err error) {
	switch {
	case exact:
		var n corpus.Number
		n, err = corpus.ParseNumber(s)
		v.Exact = &n
	case number:
		v.Low, v.High, err = parseInterval(s)
	default:
		v.Date = s
	}
	return v, err
}

const runQuery = `SELECT id, rule_set, engine, glossary, rules_json, note, started_at, finished_at,
	(SELECT count(*) FROM run_extractions WHERE run = runs.id) FROM runs`

func scanRun(s scanner) (r Run, err error) {
	err = s.Scan(&r.ID, &r.RuleSet, &r.Engine, &r.Glossary, fromJSON{&r.Rules}, &r.Note, when{&r.Started}, when{&r.Finished}, &r.Extractions)
	return r, err
}

// Run is the run with this id or a unique beginning of it, [ErrNotFound] or [ErrAmbiguous].
func (r Reader) Run(ctx context.Context, id string) (Run, error) {
	found, err := all(ctx, r, scanRun, runQuery+" WHERE id >= ? AND id < ? ORDER BY id LIMIT 2", id, after(id))
	return single("run", id, found, err)
}

// single is the only one that was found.
func single[T any](what, id string, found []T, err error) (v T, _ error) {
	switch {
	case err != nil:
		return v, err
	case len(found) == 0:
		return v, named(what, id, ErrNotFound)
	case len(found) > 1:
		return v, named(what, id, ErrAmbiguous)
	}
	return found[0], nil
}

// Runs iterates over runs, newest first.
func (r Reader) Runs(ctx context.Context) iter.Seq2[Run, error] {
	return each(ctx, r, scanRun, runQuery+" ORDER BY rowid DESC")
}

func parseInterval(s string) (low, high *corpus.Number, err error) {
	from, to, _ := strings.Cut(s, "–")
	l, err := corpus.ParseNumber(from)
	if err != nil {
		return nil, nil, err
	}
	h, err := corpus.ParseNumber(to)
	return &l, &h, err
}
