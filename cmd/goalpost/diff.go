package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"goalpost/corpus/store"
	"goalpost/extract/review"
)

// diffFlags are the flags of diff.
type diffFlags struct {
	by, where, cause     string
	limit                int
	asJSON, jsonl, sarif bool
	exitCode, all, runs  bool
}

func (a *app) diffCommand() *cobra.Command {
	var flags diffFlags
	cmd := &cobra.Command{
		Use:     "diff [RUN_A RUN_B]",
		Short:   "What changed since the last review, or between two runs, and why",
		GroupID: "review",
		Long: `Diff compares what is extracted now with what was last reviewed: counts first, then
the changes, gravest first in each article. A change has a kind (removed, added,
changed, split, merged, reworded, moved, noted) and a cause: rules, content (the
article was edited), engine, glossary, reader (the page reader), or several, with
its parts. Edited rules are shown line by line, edited texts with the words that were
taken out as [-…-] and put in as {+…+}.

Two runs are compared with each other, without regard to what was decided. --runs
lists them; @1 is the newest, @2 the one before, or give the first letters of an id.

What policies accept, and what was decided before, is left out unless --all is told.`,
		Example: `  goalpost diff
  goalpost diff --by rule --cause rules
  goalpost diff --where 'kind=changed and lang=th' --jsonl
  goalpost diff --sarif > changes.sarif
  goalpost diff @2 @1
  goalpost diff --exit-code`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 0 && len(args) != 2 {
				return errors.New("diff compares two runs, or, without any, what was last reviewed with now")
			}
			return nil
		},
		RunE: do(func(cmd *cobra.Command, args []string) error { return a.diff(cmd.Context(), flags, args) }),
	}
	f := cmd.Flags()
	f.StringVar(&flags.by, "by", "", "count by `rule|edited|field|source|lang|cause|kind` alone")
	f.StringVar(&flags.where, "where", "", "only changes that a `query` chooses: 'kind=changed and rule=th.share.reach'")
	f.StringVar(&flags.cause, "cause", "", "only changes with this `cause`")
	f.IntVar(&flags.limit, "limit", 50, "how many changes to show; 0: all")
	f.BoolVar(&flags.all, "all", false, "also what is decided, and what policies accept")
	f.BoolVar(&flags.asJSON, "json", false, "print one JSON document: counts and changes")
	f.BoolVar(&flags.jsonl, "jsonl", false, "print the changes as JSON Lines, as they are found")
	f.BoolVar(&flags.sarif, "sarif", false, "print SARIF 2.1.0, for viewers of code reviews")
	f.BoolVar(&flags.runs, "runs", false, "list the runs: what was read with which rules")
	f.BoolVar(&flags.exitCode, "exit-code", false, "exit with status 1 where there are changes")
	mustComplete(cmd, "by", "rule", "edited", "field", "source", "lang", "cause", "kind")
	mustComplete(cmd, "cause", "rules", "content", "engine", "glossary", "reader", "several")
	return cmd
}

// laid is a change with the article it stands in.
type laid struct {
	*sheet
	*review.Item
}

func (a *app) diff(ctx context.Context, flags diffFlags, args []string) (err error) {
	query, err := review.ParseQuery(flags.where)
	if err != nil {
		return wrong("", "%w", err)
	}
	d, err := a.openDesk(ctx, store.Read, "diff")
	if err != nil {
		return err
	}
	defer func() { err = join(err, d.st.Close()) }()
	if flags.runs {
		return d.tellRuns(flags.asJSON)
	}
	sheets := d.sheets()
	if len(args) == 2 {
		flags.all = true
		if sheets, err = d.betweenRuns(args[0], args[1]); err != nil {
			return err
		}
	}
	changes := chosen(sheets, query, flags)
	n, err := d.tellChanges(changes, flags)
	if err == nil && n > 0 && flags.exitCode {
		return quiet(statusNothing)
	}
	return err
}

// chosen are the changes that the flags ask for.
func chosen(sheets iter.Seq2[*sheet, error], query review.Query, flags diffFlags) iter.Seq2[laid, error] {
	return func(yield func(laid, error) bool) {
		for s, err := range sheets {
			if err != nil {
				yield(laid{}, err)
				return
			}
			for i := range s.items {
				it := &s.items[i]
				if !flags.all && !it.State.Open() || flags.cause != "" && string(it.Cause) != flags.cause || !query.Match(it) {
					continue
				}
				if !yield(laid{s, it}, nil) {
					return
				}
			}
		}
	}
}

// betweenRuns lays out the articles of two runs.
func (d *desk) betweenRuns(a, b string) (iter.Seq2[*sheet, error], error) {
	var runs [2]map[string]store.ExtractionRow
	for i, name := range []string{a, b} {
		run, err := d.run(name)
		if err != nil {
			return nil, wrong("goalpost diff --runs lists the runs", "%w", err)
		}
		runs[i] = map[string]store.ExtractionRow{}
		for x, err := range d.st.RunExtractions(d.ctx, run.ID) {
			if err != nil {
				return nil, dataFailure(err)
			}
			runs[i][x.Article] = x // the last of an article: its newest version
		}
	}
	return func(yield func(*sheet, error) bool) {
		for row, err := range d.st.Articles(d.ctx, store.ArticleFilter{}) {
			old, in := runs[0][row.ID]
			now, also := runs[1][row.ID]
			if err == nil && (!in || !also || old.Output == now.Output) {
				continue
			}
			s := &sheet{row: row}
			if err == nil {
				s, err = d.runSheet(row, old, now)
			}
			if !yield(s, dataFailure(err)) || err != nil {
				return
			}
		}
	}, nil
}

// run is the run with this id, its first letters, or its number from the newest on.
func (d *desk) run(name string) (store.Run, error) {
	nth, numbered := strings.CutPrefix(name, "@")
	if !numbered {
		return d.st.Run(d.ctx, name)
	}
	n := 0
	for run, err := range d.st.Runs(d.ctx) {
		if n++; err != nil || strconv.Itoa(n) == nth {
			return run, err
		}
	}
	return store.Run{}, fmt.Errorf("run %q: %w", name, store.ErrNotFound)
}

// tellRuns lists the runs, the newest first.
func (d *desk) tellRuns(asJSON bool) error {
	n := 0
	for run, err := range d.st.Runs(d.ctx) {
		n++
		switch {
		case err != nil:
			return dataFailure(err)
		case asJSON:
			err = encode(d.stdout, run)
		default:
			rules := slices.Sorted(maps.Values(run.Rules))
			_, err = fmt.Fprintf(d.stdout, "@%d  %s  %s  %s articles  engine %s  %s\n", n, run.ID, run.Started.Format(time.RFC3339),
				grouped(run.Extractions), run.Engine, strings.Join(rules, " "))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *desk) runSheet(row store.ArticleRow, old, now store.ExtractionRow) (*sheet, error) {
	row.Version, row.Extraction = now.Version, now.ID
	s := &sheet{row: row, base: store.Base{Article: row.ID, Version: old.Version, Extraction: old.ID}}
	if err := d.lay(s, old.Version, old.ID, nil); err != nil {
		return s, err
	}
	return s, d.compare(s, nil, 0)
}
