package store

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"goalpost/corpus"
)

// Seq is the sequence number of the newest change.
func (r Reader) Seq(ctx context.Context) (int64, error) {
	return one(ctx, r, scalar[int64], "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'seq'")
}

// Since iterates over the articles changed after seq, in the order of their
// last change, each once: what the index has to take in to catch up.
func (r Reader) Since(ctx context.Context, seq int64) iter.Seq2[Changed, error] {
	return func(yield func(Changed, error) bool) {
		for a, err := range each(ctx, r, scanArticle, articleQuery+" WHERE a.seq > ? ORDER BY a.seq", seq) {
			var c Changed
			if err == nil {
				c, err = r.changed(ctx, a)
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

// Changed is an article with all that the index holds of it, or [ErrNotFound].
func (r Reader) Changed(ctx context.Context, article string) (Changed, error) {
	a, err := r.Article(ctx, article)
	if err != nil {
		return Changed{}, err
	}
	return r.changed(ctx, a)
}

func (r Reader) changed(ctx context.Context, a ArticleRow) (c Changed, err error) {
	c = Changed{Seq: a.Seq, Article: a}
	if c.Version, err = r.Version(ctx, a.Version); err != nil {
		return c, err
	}
	c.Claims, err = r.claimsOf(ctx, a.Extraction)
	return c, err
}

func (r Reader) claimsOf(ctx context.Context, extraction string) ([]corpus.Claim, error) {
	return all(ctx, r, func(s scanner) (c corpus.Claim, err error) {
		err = s.Scan(fromJSON{&c})
		return c, err
	}, "SELECT json FROM claims WHERE extraction = ? ORDER BY ordinal", extraction)
}

const articleQuery = `SELECT a.id, a.canonical_url, a.source, a.external_id, a.path, a.version, a.extraction, a.versions, a.seq,
	a.first_seen_at, v.title, v.url, v.site, v.byline, v.published, v.lang, k.fetched_at, x.rules,
	coalesce(x.claims, 0), coalesce(x.targets, 0)
	FROM articles a JOIN versions v ON v.id = a.version JOIN captures k ON k.id = v.capture
	LEFT JOIN extractions x ON x.id = a.extraction`

func scanArticle(s scanner) (a ArticleRow, err error) {
	err = s.Scan(&a.ID, &a.Key.CanonicalURL, &a.Key.Source, &a.Key.ExternalID, &a.Key.Path, &a.Version, orEmpty{&a.Extraction},
		&a.Versions, &a.Seq, when{&a.FirstSeen}, &a.Title, &a.URL, &a.Site, &a.Byline, &a.Published, &a.Lang, when{&a.Fetched},
		orEmpty{&a.Rules}, &a.Claims, &a.Targets)
	return a, err
}

// Article is the article with this id, or [ErrNotFound].
func (r Reader) Article(ctx context.Context, id string) (ArticleRow, error) {
	a, err := one(ctx, r, scanArticle, articleQuery+" WHERE a.id = ?", id)
	return a, named("article", id, err)
}

// Resolve finds an article by its id or a unique beginning of it (6 letters or
// more), its canonical or own URL, its external id, its name or its path.
// [ErrNotFound], [ErrAmbiguous].
func (r Reader) Resolve(ctx context.Context, name string) (ArticleRow, error) {
	found, err := all(ctx, r, scanArticle, articleQuery+` WHERE a.id = ?1 OR a.canonical_url = ?1 OR a.external_id = ?1 OR a.path = ?1
		OR a.name = ?1 OR a.id IN (SELECT article FROM versions WHERE url = ?1 OR id = ?1) ORDER BY a.id = ?1 DESC, a.id LIMIT 2`, name)
	if err == nil && len(found) == 0 && len(name) >= 6 {
		found, err = all(ctx, r, scanArticle, articleQuery+" WHERE a.id >= ? AND a.id < ? ORDER BY a.id LIMIT 2", name, after(name))
	}
	switch {
	case err != nil:
		return ArticleRow{}, err
	case len(found) == 0:
		return ArticleRow{}, named("article", name, ErrNotFound)
	case len(found) > 1 && found[0].ID != name:
		return found[0], named("article", name, ErrAmbiguous)
	}
	return found[0], nil
}

// after is the text that follows all texts that begin with prefix.
func after(prefix string) string { return prefix + "\U0010ffff" }

func named(what, name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %q: %w", what, name, err)
}

// where collects the conditions of a query.
type where struct {
	conds []string
	args  []any
}

// add adds a condition with one question mark for each argument.
func (w *where) add(cond string, args ...any) {
	w.conds = append(w.conds, cond)
	w.args = append(w.args, args...)
}

// in adds "column IN (…)" unless there are no values.
func in[T ~string](w *where, column string, values []T) {
	if len(values) == 0 {
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = string(v)
	}
	w.add(column+" IN (?"+placeholders(len(values)-1)+")", args...)
}

// eq adds "column = value" unless the value is empty.
func (w *where) eq(column, value string) {
	if value != "" {
		w.add(column+" = ?", value)
	}
}

// published adds an interval of dates, both inclusive. Dates are as precise as
// known, so "2024" and "2024-03" lie within any day of theirs.
func (w *where) published(from, to string) {
	if from != "" {
		w.add("v.published <> '' AND v.published >= substr(?, 1, length(v.published))", from)
	}
	if to != "" {
		w.add("v.published <> '' AND substr(v.published, 1, length(?)) <= ?", to, to)
	}
}

func (w *where) String() string {
	if len(w.conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conds, " AND ")
}

func (f ArticleFilter) where() *where {
	w := &where{}
	in(w, "v.lang", f.Lang)
	w.eq("a.source", f.Source)
	w.eq("v.site", f.Site)
	w.published(f.From, f.To)
	if f.NotRules != "" {
		w.add("x.rules IS NOT ?", f.NotRules)
	}
	if f.NotEngine != "" {
		w.add("x.engine IS NOT ?", f.NotEngine)
	}
	if f.Unextracted {
		w.add("a.extraction IS NULL")
	}
	if f.Otherwise {
		w.add(`a.extraction IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bases b JOIN extractions y ON y.id = b.extraction
			WHERE b.article = a.id AND b.version = a.version AND y.output = x.output)`)
	}
	if f.Unreviewed {
		w.add("a.extraction IS NOT NULL AND NOT EXISTS (SELECT 1 FROM bases b WHERE b.article = a.id AND b.extraction = a.extraction)")
	}
	return w
}

// Articles iterates over articles, by id.
func (r Reader) Articles(ctx context.Context, f ArticleFilter) iter.Seq2[ArticleRow, error] {
	w := f.where()
	return each(ctx, r, scanArticle, articleQuery+w.String()+" ORDER BY a.id", w.args...)
}

const versionColumns = `v.id, v.article, v.number, v.cause, v.capture, v.capture_from, v.capture_to, v.reader, v.seen_at,
	v.text, v.zones_json, v.url, v.canonical_url, v.site, v.title, v.byline, v.published, v.published_from, v.modified, v.lang,
	v.lang_confidence, v.charset, v.charset_from, v.place_json, v.source_text, v.source_url, v.alternates_json,
	v.attachments_json, v.confidence, v.replaced`

func scanVersion(s scanner) (v Version, err error) {
	c := &v.Content
	var line, url string
	err = s.Scan(&v.ID, &v.Article, &v.Number, &v.Cause, &v.Capture, &v.From, &v.To, &v.Reader, when{&v.SeenAt},
		&c.Text, fromJSON{&c.Zones}, &c.URL, &c.CanonicalURL, &c.Site, &c.Title, &c.Byline, &c.Published, &c.PublishedFrom,
		&c.Modified, &c.Lang, &c.LangConfidence, &c.Charset, &c.CharsetFrom, fromJSON{&c.Place}, orEmpty{&line}, orEmpty{&url},
		fromJSON{&c.Alternates}, fromJSON{&c.Attachments}, &c.Confidence, &c.Replaced)
	if line != "" || url != "" {
		c.SourceLine = &corpus.SourceLine{Text: line, URL: url}
	}
	c.ID = v.Article
	return v, err
}

// Version is the version with this id, or [ErrNotFound].
func (r Reader) Version(ctx context.Context, id string) (Version, error) {
	v, err := one(ctx, r, scanVersion, "SELECT "+versionColumns+" FROM versions v WHERE v.id = ?", id)
	return v, named("version", id, err)
}

// Versions iterates over an article's versions, oldest first.
func (r Reader) Versions(ctx context.Context, article string) iter.Seq2[Version, error] {
	return each(ctx, r, scanVersion, "SELECT "+versionColumns+" FROM versions v WHERE v.article = ? ORDER BY v.number", article)
}

// Current iterates over the current versions of the articles chosen, by article id.
func (r Reader) Current(ctx context.Context, f ArticleFilter) iter.Seq2[Version, error] {
	w := f.where()
	return each(ctx, r, scanVersion, "SELECT "+versionColumns+` FROM articles a JOIN versions v ON v.id = a.version
		LEFT JOIN extractions x ON x.id = a.extraction`+w.String()+" ORDER BY a.id", w.args...)
}

const captureQuery = `SELECT id, target_uri, digest, fetched_at, media_type, status, headers_json, warc_file, warc_offset,
	warc_length, size FROM captures`

func scanCapture(s scanner) (c Capture, err error) {
	err = s.Scan(&c.ID, &c.TargetURI, &c.Digest, when{&c.FetchedAt}, &c.MediaType, &c.Status, fromJSON{&c.Header},
		&c.File, &c.Offset, &c.Length, &c.Size)
	return c, err
}

// Capture is the capture with this id, or [ErrNotFound].
func (r Reader) Capture(ctx context.Context, id string) (Capture, error) {
	c, err := one(ctx, r, scanCapture, captureQuery+" WHERE id = ?", id)
	return c, named("capture", id, err)
}

// LastCapture is the newest capture of a URI, or [ErrNotFound].
func (r Reader) LastCapture(ctx context.Context, targetURI string) (Capture, error) {
	c, err := one(ctx, r, scanCapture, captureQuery+" WHERE target_uri = ? ORDER BY fetched_at DESC, rowid DESC LIMIT 1", targetURI)
	return c, named("capture of", targetURI, err)
}

// AllCaptures iterates over all captures, by id.
func (r Reader) AllCaptures(ctx context.Context) iter.Seq2[Capture, error] {
	return each(ctx, r, scanCapture, captureQuery+" ORDER BY id")
}

// CaptureEnd is the offset behind the last record of the WARC file that a row
// points to, in bytes; 0 where no row does.
func (r Reader) CaptureEnd(ctx context.Context, file string) (int64, error) {
	return one(ctx, r, scalar[int64], `SELECT max(coalesce((SELECT max(warc_offset + warc_length) FROM captures WHERE warc_file = ?1), 0),
		coalesce((SELECT max(warc_offset + warc_length) FROM fetches WHERE warc_file = ?1), 0))`, file)
}
