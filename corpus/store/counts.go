package store

import (
	"context"

	"goalpost/corpus"
)

// Counts is what the store holds.
func (r Reader) Counts(ctx context.Context) (Counts, error) {
	c := Counts{}
	totals := map[string]any{
		"PRAGMA user_version": &c.Schema,
		"SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'seq'": &c.Seq,
		"SELECT count(*) FROM captures":                             &c.Captures,
		"SELECT coalesce(sum(size), 0) FROM captures":               &c.CaptureSize,
		"SELECT count(*) FROM articles":                             &c.Articles,
		"SELECT count(*) FROM articles WHERE extraction IS NULL":    &c.Unextracted,
		"SELECT count(*) FROM versions":                             &c.Versions,
		"SELECT count(*) FROM extractions WHERE shadow = 0":         &c.Extractions,
		"SELECT count(*) FROM runs":                                 &c.Runs,
		"SELECT count(*) FROM skips":                                &c.Skips,
		"SELECT count(*) FROM decisions":                            &c.Decisions,
	}
	for query, dest := range totals {
		_, err := one(ctx, r, func(s scanner) (struct{}, error) { return struct{}{}, s.Scan(dest) }, query)
		if err != nil {
			return c, err
		}
	}
	if err := r.countLangs(ctx, &c); err != nil {
		return c, err
	}
	return c, r.countGroups(ctx, &c)
}

func (r Reader) countLangs(ctx context.Context, c *Counts) (err error) {
	c.ByLang, err = all(ctx, r, func(s scanner) (l LangCount, err error) {
		err = s.Scan(&l.Lang, &l.Articles, &l.Mentions, &l.Claims, &l.Targets)
		return l, err
	}, `SELECT v.lang, count(*), coalesce(sum(x.mentions), 0), coalesce(sum(x.claims), 0), coalesce(sum(x.targets), 0)
		FROM articles a JOIN versions v ON v.id = a.version LEFT JOIN extractions x ON x.id = a.extraction
		GROUP BY v.lang ORDER BY count(*) DESC, v.lang`)
	for _, l := range c.ByLang {
		c.Mentions += l.Mentions
		c.Claims += l.Claims
		c.Targets += l.Targets
	}
	return err
}

// group is how many rows have one value of a column.
type group struct {
	name string
	n    int
}

func (r Reader) groups(ctx context.Context, query string) (map[string]int, error) {
	out := map[string]int{}
	rows := each(ctx, r, func(s scanner) (g group, err error) {
		err = s.Scan(&g.name, &g.n)
		return g, err
	}, query)
	for g, err := range rows {
		if err != nil {
			return nil, err
		}
		out[g.name] = g.n
	}
	return out, nil
}

func (r Reader) countGroups(ctx context.Context, c *Counts) (err error) {
	const current = " FROM articles a JOIN claims c ON c.extraction = a.extraction GROUP BY 1"
	status, err := r.groups(ctx, "SELECT c.status, count(*)"+current)
	if err != nil {
		return err
	}
	c.ByStatus = map[corpus.Status]int{}
	for name, n := range status {
		c.ByStatus[corpus.Status(name)] = n
	}
	if c.ByRule, err = r.groups(ctx, "SELECT c.rule, count(*)"+current); err != nil {
		return err
	}
	if c.BySource, err = r.groups(ctx, "SELECT source, count(*) FROM articles GROUP BY 1"); err != nil {
		return err
	}
	c.BySkip, err = r.groups(ctx, "SELECT cause, count(*) FROM skips GROUP BY 1")
	return err
}
