package store

import (
	"context"
	"iter"
	"strings"
	"time"
)

// Skips iterates over the inputs that could not be read, by input.
func (r Reader) Skips(ctx context.Context) iter.Seq2[Skip, error] {
	return each(ctx, r, func(s scanner) (k Skip, err error) {
		err = s.Scan(&k.Input, &k.Cause, &k.Detail, &k.Source, &k.Count, when{&k.At})
		return k, err
	}, "SELECT input, cause, detail, source, count, at FROM skips ORDER BY input, cause")
}

const sourceQuery = `SELECT name, kind, location, cadence_seconds, options_json, added_at, checked_at, due_at, note FROM sources`

func scanSource(s scanner) (src Source, err error) {
	var seconds int64
	err = s.Scan(&src.Name, &src.Kind, &src.Location, &seconds, raw{&src.Options}, when{&src.Added}, when{&src.Checked},
		when{&src.Due}, &src.Note)
	src.Cadence = time.Duration(seconds) * time.Second
	return src, err
}

// Source is the source with this name, or [ErrNotFound].
func (r Reader) Source(ctx context.Context, name string) (Source, error) {
	src, err := one(ctx, r, scanSource, sourceQuery+" WHERE name = ?", name)
	return src, named("source", name, err)
}

// Sources iterates over named sources, by name.
func (r Reader) Sources(ctx context.Context) iter.Seq2[Source, error] {
	return each(ctx, r, scanSource, sourceQuery+" ORDER BY name")
}

// DueSources iterates over the sources that are due at this time, longest due first.
func (r Reader) DueSources(ctx context.Context, at time.Time) iter.Seq2[Source, error] {
	return each(ctx, r, scanSource, sourceQuery+" WHERE due_at <= ? ORDER BY due_at, name", stamp(at))
}

// Ingests iterates over the passes over a source (empty: all), newest first.
func (r Reader) Ingests(ctx context.Context, source string) iter.Seq2[Ingest, error] {
	w := &where{}
	w.eq("source", source)
	return each(ctx, r, func(s scanner) (i Ingest, err error) {
		err = s.Scan(&i.ID, &i.Source, &i.Command, when{&i.Started}, when{&i.Finished}, &i.Listed, &i.Fetched, &i.New, &i.Changed,
			&i.Unchanged, &i.Skipped, &i.Error)
		return i, err
	}, `SELECT id, source, command, started_at, finished_at, listed, fetched, added, changed, unchanged, skipped, error
		FROM ingests`+w.String()+" ORDER BY id DESC", w.args...)
}

const fetchQuery = `SELECT url, at, status, outcome, capture, warc_file, warc_offset, warc_length, etag, last_modified,
	duration_ms, bytes, error FROM fetches`

func scanFetch(s scanner) (f Fetch, err error) {
	var ms int64
	err = s.Scan(&f.URL, when{&f.At}, &f.Status, &f.Outcome, orEmpty{&f.Capture}, &f.File, &f.Offset, &f.Length, &f.ETag,
		&f.LastModified, &ms, &f.Bytes, &f.Error)
	f.Duration = time.Duration(ms) * time.Millisecond
	return f, err
}

// LastFetch is the newest line of the fetch log for a URL, or [ErrNotFound].
func (r Reader) LastFetch(ctx context.Context, url string) (Fetch, error) {
	f, err := one(ctx, r, scanFetch, fetchQuery+" WHERE url = ? ORDER BY id DESC LIMIT 1", url)
	return f, named("fetch of", url, err)
}

// Fetches iterates over the fetch log of a URL (empty: all), oldest first.
func (r Reader) Fetches(ctx context.Context, url string) iter.Seq2[Fetch, error] {
	w := &where{}
	w.eq("url", url)
	return each(ctx, r, scanFetch, fetchQuery+w.String()+" ORDER BY id", w.args...)
}

// Links iterates over the links from and to an article (empty: all), by kind.
func (r Reader) Links(ctx context.Context, article string) iter.Seq2[Link, error] {
	w := &where{}
	if article != "" {
		w.add("(article = ? OR other = ?)", article, article)
	}
	return each(ctx, r, func(s scanner) (l Link, err error) {
		err = s.Scan(&l.Article, &l.Other, &l.Kind, &l.Evidence, &l.Score)
		return l, err
	}, "SELECT article, other, kind, evidence, score FROM links"+w.String()+" ORDER BY kind, article, other", w.args...)
}

// Unbanded iterates over the articles that wait to be looked at for
// near-duplicates, by id.
func (r Reader) Unbanded(ctx context.Context) iter.Seq2[string, error] {
	return each(ctx, r, scanID, "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM bands) ORDER BY id")
}

// Sharing iterates over other articles that have some of the bands: those that
// share most first, then by id, and no more than a few, so that a thousand copies
// of one form take no longer each than ten.
func (r Reader) Sharing(ctx context.Context, article string, bands []int64) iter.Seq2[string, error] {
	if len(bands) == 0 {
		return func(func(string, error) bool) {}
	}
	const of = "SELECT article FROM (SELECT article FROM bands WHERE band = ? ORDER BY article LIMIT 64)"
	var args []any
	for _, b := range bands {
		args = append(args, b)
	}
	return each(ctx, r, scanID, "SELECT article FROM ("+of+strings.Repeat(" UNION ALL "+of, len(bands)-1)+`)
		WHERE article <> ? GROUP BY article ORDER BY count(*) DESC, article LIMIT 16`, append(args, article)...)
}

func scanID(s scanner) (id string, err error) { return id, s.Scan(&id) }

const searchQuery = "SELECT name, query, options_json, created_at, seen_seq, ran_at FROM searches"

func scanSearch(s scanner) (q Search, err error) {
	err = s.Scan(&q.Name, &q.Query, raw{&q.Options}, when{&q.Created}, &q.Seen, when{&q.Ran})
	return q, err
}

// Search is the saved search with this name, or [ErrNotFound].
func (r Reader) Search(ctx context.Context, name string) (Search, error) {
	q, err := one(ctx, r, scanSearch, searchQuery+" WHERE name = ?", name)
	return q, named("search", name, err)
}

// Searches iterates over the saved searches, by name.
func (r Reader) Searches(ctx context.Context) iter.Seq2[Search, error] {
	return each(ctx, r, scanSearch, searchQuery+" ORDER BY name")
}

// Golds iterates over the annotated articles, by document.
func (r Reader) Golds(ctx context.Context) iter.Seq2[Gold, error] {
	return each(ctx, r, func(s scanner) (g Gold, err error) {
		err = s.Scan(&g.Doc, &g.Article, &g.Version, &g.Lang, &g.Complete, raw{&g.Record}, when{&g.At})
		return g, err
	}, "SELECT doc, article, version, lang, complete, record_json, at FROM gold ORDER BY doc")
}
