package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"unicode/utf8"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

// Problem is something that Check found.
type Problem struct {
	What  string // database, reference, text, zones, quote, count, capture-file, capture
	Where string // what it is about, for a person
}

// Check looks whether the store is sound: SQLite's own check, references,
// counts, quotes that equal their stretch of the text, zones within it, WARC
// files that are there and long enough. captures is the folder of WARC files.
func (r Reader) Check(ctx context.Context, captures string) (found []Problem, err error) {
	found, err = r.checkDatabase(ctx)
	if err != nil {
		return found, err
	}
	files, err := r.checkFiles(ctx, captures)
	if err != nil {
		return found, err
	}
	found = append(found, files...)
	for a, err := range r.Articles(ctx, ArticleFilter{}) {
		if err != nil {
			return found, err
		}
		c, err := r.changed(ctx, a)
		if err != nil {
			return found, err
		}
		found = append(found, checkArticle(c)...)
	}
	return found, nil
}

func (r Reader) checkDatabase(ctx context.Context) (found []Problem, err error) {
	for line, err := range each(ctx, r, scalar[string], "PRAGMA quick_check") {
		if err != nil {
			return found, err
		}
		if line != "ok" {
			found = append(found, Problem{"database", line})
		}
	}
	broken := each(ctx, r, func(s scanner) (p Problem, err error) {
		var table, parent string
		var row, key *int64
		err = s.Scan(&table, &row, &parent, &key)
		return Problem{"reference", fmt.Sprintf("a row of %s points to none of %s", table, parent)}, err
	}, "PRAGMA foreign_key_check")
	for p, err := range broken {
		if err != nil {
			return found, err
		}
		found = append(found, p)
	}
	return found, nil
}

// checkFiles sees that each WARC file is there, perhaps still open, and reaches
// as far as the rows say.
func (r Reader) checkFiles(ctx context.Context, captures string) (found []Problem, err error) {
	ends, err := r.groups(ctx, "SELECT warc_file, max(warc_offset + warc_length) FROM captures GROUP BY 1")
	for file, end := range ends {
		info, err := os.Stat(filepath.Join(captures, file))
		if err != nil {
			info, err = os.Stat(filepath.Join(captures, file+".open"))
		}
		switch {
		case err != nil:
			found = append(found, Problem{"capture-file", fmt.Sprintf("%q is not there", file)})
		case info.Size() < int64(end):
			found = append(found, Problem{"capture-file", fmt.Sprintf("%q has %d bytes, rows point up to %d", file, info.Size(), end)})
		}
	}
	return found, err
}

// checkArticle checks that what is told of an article's text is true of it.
func checkArticle(c Changed) (found []Problem) {
	points := text.NewPoints(c.Version.Content.Text)
	if !utf8.ValidString(c.Version.Content.Text) {
		found = append(found, Problem{"text", fmt.Sprintf("version %s is no valid UTF-8", c.Version.ID)})
	}
	for _, z := range c.Version.Content.Zones {
		if z.Start < 0 || z.Start > z.End || z.End > points.Len() {
			found = append(found, Problem{"zones", fmt.Sprintf("version %s: %s is at [%d, %d)", c.Version.ID, z.Zone, z.Start, z.End)})
		}
	}
	if c.Article.Claims != len(c.Claims) {
		found = append(found, Problem{"count", fmt.Sprintf("extraction %s has %d claims, not %d", c.Article.Extraction, len(c.Claims), c.Article.Claims)})
	}
	for _, claim := range c.Claims {
		span := points.Span(corpus.Range{Start: claim.Start, End: claim.End})
		if span.Start > span.End || span.Of(c.Version.Content.Text) != claim.Quote {
			found = append(found, Problem{"quote", fmt.Sprintf("claim %s of article %s is not what stands in its text", claim.ID, c.Article.ID)})
		}
	}
	return found
}
