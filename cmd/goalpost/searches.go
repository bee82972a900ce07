package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus/store"
	"goalpost/index"
)

func (a *app) searchesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "searches",
		Short:   "Save searches, and see what is new in them",
		GroupID: "corpus",
		Long: `Searches keeps searches by name. Each ingest ends by telling which of them have new
hits; run prints those and remembers that they were seen.`,
		Example: `  goalpost searches save renewables "renewable energy value>=30 unit:% by:2030"
  goalpost searches run --json
  goalpost searches run --format atom renewables > renewables.xml`,
		Args: cobra.NoArgs,
	}
	cmd.AddCommand(a.searchesSave(), a.searchesList(), a.searchesRun(), a.searchesRemove())
	return cmd
}

// savedOptions is how a saved search narrows down its query.
type savedOptions struct {
	Filter     string `json:"filter,omitempty"`
	Any        bool   `json:"any,omitempty"`
	NoConcepts bool   `json:"no_concepts,omitempty"`
}

func (a *app) searchesSave() *cobra.Command {
	var flags searchFlags
	cmd := &cobra.Command{
		Use:     "save NAME QUERY",
		Short:   "Save a search; one of the same name is replaced",
		Example: `  goalpost searches save renewables "renewable energy" --min 30 --unit % --by 2030`,
		Args:    cobra.MinimumNArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) (err error) {
			ctx := cmd.Context()
			filter, err := flags.filter()
			if err != nil {
				return err
			}
			s := store.Search{Name: args[0], Query: strings.Join(args[1:], " "), Created: time.Now().UTC()}
			if s.Query == "" && filter == "" {
				return wrong("", "search %q needs a query", s.Name)
			}
			if s.Options, err = json.Marshal(savedOptions{filter, flags.any, flags.noConcepts}); err != nil {
				return err
			}
			if err := a.try(ctx, s); err != nil {
				return err
			}
			return a.review(ctx, "searches save", func(tx *store.Tx) error { return tx.PutSearch(s) })
		}),
	}
	cmd.Flags().BoolVar(&flags.any, "any", false, "the query is plain words of which any may match")
	cmd.Flags().BoolVar(&flags.noConcepts, "no-concepts", false, "do not look for the query's concepts in other languages")
	flags.bindFilters(cmd)
	return cmd
}

// try runs a search once, so that a query that cannot be read is not saved.
func (a *app) try(ctx context.Context, s store.Search) error {
	ix, err := a.openReader()
	if err != nil {
		return err
	}
	defer letGo(ix)
	req, err := savedRequest(s)
	if err != nil {
		return err
	}
	req.Limit = 1
	_, err = ix.Search(ctx, req)
	return queryFailure(err)
}

// review changes what people keep in the store, beside a writer.
func (a *app) review(ctx context.Context, verb string, change func(*store.Tx) error) (err error) {
	st, err := a.openStore(ctx, store.Review, verb)
	if err != nil {
		return err
	}
	defer func() { err = join(err, st.Close()) }()
	return dataFailure(st.Update(ctx, change))
}

func savedRequest(s store.Search) (index.Request, error) {
	var o savedOptions
	if len(s.Options) > 0 {
		if err := json.Unmarshal(s.Options, &o); err != nil {
			return index.Request{}, fmt.Errorf("saved search %q: %w", s.Name, err)
		}
	}
	return index.Request{Query: s.Query, Filter: o.Filter, Any: o.Any, NoConcepts: o.NoConcepts, Limit: exportPage}, nil
}

func (a *app) searchesList() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the saved searches",
		Args:  cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) (err error) {
			ctx := cmd.Context()
			st, err := a.openStore(ctx, store.Read, "searches list")
			if err != nil {
				return err
			}
			defer func() { err = join(err, st.Close()) }()
			for s, err := range st.Searches(ctx) {
				if err != nil {
					return err
				}
				if err := a.tellSearch(s, asJSON); err != nil {
					return err
				}
			}
			return nil
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines")
	return cmd
}

func (a *app) tellSearch(s store.Search, asJSON bool) error {
	if asJSON {
		return encode(a.stdout, struct {
			Name    string          `json:"name"`
			Query   string          `json:"query"`
			Options json.RawMessage `json:"options"`
			Created time.Time       `json:"created"`
			Ran     *time.Time      `json:"ran"`
		}{s.Name, s.Query, s.Options, s.Created, ranAt(s)})
	}
	req, err := savedRequest(s)
	if err != nil {
		return err
	}
	ran := "never run"
	if !s.Ran.IsZero() {
		ran = "seen " + s.Ran.Local().Format(time.DateTime)
	}
	_, err = fmt.Fprintf(a.stdout, "%s: %s  (%s)\n", s.Name, isolate(strings.TrimSpace(s.Query+" "+req.Filter)), ran)
	return err
}

func ranAt(s store.Search) *time.Time {
	if s.Ran.IsZero() {
		return nil
	}
	return &s.Ran
}

func (a *app) searchesRemove() *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME",
		Short: "Remove a saved search",
		Args:  cobra.ExactArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error {
			err := a.review(cmd.Context(), "searches remove", func(tx *store.Tx) error { return tx.RemoveSearch(args[0]) })
			if errors.Is(err, store.ErrNotFound) {
				return wrong("goalpost searches list shows them", "no saved search %q", args[0])
			}
			return err
		}),
	}
}

func (a *app) searchesRun() *cobra.Command {
	all, keep := false, false
	format := ""
	cmd := &cobra.Command{
		Use:   "run [NAME...]",
		Short: "Print what is new in saved searches since they were last run",
		Long: `Run prints the hits in articles that are new or have changed since the search was
last run, and remembers that they were seen. Without a name all saved searches run.`,
		Example: "  goalpost searches run --format jsonl renewables",
		RunE: do(func(cmd *cobra.Command, args []string) error {
			return a.runSearches(cmd.Context(), runOptions{names: args, all: all, keep: keep, format: format})
		}),
	}
	cmd.Flags().BoolVar(&all, "all", false, "print all hits, not only new ones")
	cmd.Flags().BoolVar(&keep, "keep", false, "do not remember that they were seen")
	cmd.Flags().StringVar(&format, "format", "text", "`text`, jsonl or atom (a feed)")
	mustComplete(cmd, "format", "text", "jsonl", "atom")
	return cmd
}

// runOptions say which saved searches run, and what is printed.
type runOptions struct {
	names     []string
	all, keep bool
	format    string
}

func (a *app) runSearches(ctx context.Context, o runOptions) (err error) {
	if o.format != "text" && o.format != "jsonl" && o.format != "atom" {
		return wrong("", "--format %q is none of text, jsonl, atom", o.format)
	}
	st, err := a.openStore(ctx, store.Review, "searches run")
	if err != nil {
		return err
	}
	defer func() { err = join(err, st.Close()) }()
	ix, err := a.openReader()
	if err != nil {
		return err
	}
	defer letGo(ix)
	saved, err := chosenSearches(ctx, st, o.names)
	if err != nil {
		return err
	}
	var results []newHits
	total := 0
	for _, s := range saved {
		if o.all {
			s.Seen = 0
		}
		found, err := findNew(ctx, st, ix, s)
		if err != nil {
			return err
		}
		results = append(results, newHits{s, found})
		total += len(found.Hits)
	}
	if err := a.tellNew(ctx, results, o.format); err != nil {
		return err
	}
	if !o.keep {
		if err := remember(ctx, st, saved, ix.Seq()); err != nil {
			return err
		}
	}
	if total == 0 {
		return quiet(statusNothing)
	}
	return nil
}

// newHits is what is new in a saved search.
type newHits struct {
	search store.Search
	found  index.Result
}

func chosenSearches(ctx context.Context, st *store.Store, names []string) ([]store.Search, error) {
	var saved []store.Search
	for _, name := range names {
		s, err := st.Search(ctx, name)
		if errors.Is(err, store.ErrNotFound) {
			return nil, wrong("goalpost searches list shows them", "no saved search %q", name)
		}
		if err != nil {
			return nil, err
		}
		saved = append(saved, s)
	}
	if len(names) > 0 {
		return saved, nil
	}
	for s, err := range st.Searches(ctx) {
		if err != nil {
			return nil, err
		}
		saved = append(saved, s)
	}
	return saved, nil
}

// findNew are the hits of a saved search in articles that changed after it was
// last run, best first. What only repeats a hit of before is not new.
func findNew(ctx context.Context, st *store.Store, ix *index.Reader, s store.Search) (found index.Result, err error) {
	req, err := savedRequest(s)
	if err != nil {
		return found, err
	}
	for {
		page, err := ix.Search(ctx, req)
		if err != nil {
			return found, fmt.Errorf("saved search %q: %w", s.Name, err)
		}
		found.Lang = page.Lang
		for _, h := range page.Hits {
			isNew, err := allNew(ctx, st, append([]string{h.ID}, h.Also...), s.Seen)
			if err != nil {
				return found, err
			}
			if isNew {
				found.Hits = append(found.Hits, h)
			}
		}
		if req.Cursor = page.Cursor; req.Cursor == "" {
			return found, nil
		}
	}
}

// allNew says whether the articles of all the documents are stored and changed
// after the sequence number.
func allNew(ctx context.Context, st *store.Store, docs []string, seen int64) (bool, error) {
	for _, d := range docs {
		_, article := pipeline.ClaimID(d)
		row, err := st.Article(ctx, article)
		switch {
		case errors.Is(err, store.ErrNotFound):
			return false, nil
		case err != nil || row.Seq <= seen:
			return false, err
		}
	}
	return true, nil
}

// tellSearches says after an ingest which saved searches have new hits.
func (a *app) tellSearches(ctx context.Context, st *store.Store) error {
	saved, err := chosenSearches(ctx, st, nil)
	if err != nil || len(saved) == 0 {
		return err
	}
	ix, err := a.openReader()
	if err != nil {
		return err
	}
	defer letGo(ix)
	for _, s := range saved {
		found, err := findNew(ctx, st, ix, s)
		if err != nil {
			return err
		}
		if n := len(found.Hits); n > 0 {
			fmt.Fprintf(a.stderr, "%s new in %q: goalpost searches run %s\n", grouped(n), s.Name, s.Name)
		}
	}
	return nil
}

func remember(ctx context.Context, st *store.Store, saved []store.Search, seq int64) error {
	return st.Update(ctx, func(tx *store.Tx) error {
		for _, s := range saved {
			s.Seen, s.Ran = seq, time.Now().UTC()
			if err := tx.PutSearch(s); err != nil {
				return err
			}
		}
		return nil
	})
}

// tellNew prints what is new.
func (a *app) tellNew(ctx context.Context, results []newHits, format string) error {
	all := make([]shownHits, len(results))
	for i, r := range results {
		shown, err := a.shown(ctx, r.found)
		if err != nil {
			return err
		}
		all[i] = shown
	}
	if format == "atom" {
		return writeFeed(a.stdout, results, all)
	}
	p := printer{a.stdout, a.colour(a.stdout)}
	for i, r := range results {
		shown := all[i]
		if format == "text" {
			fmt.Fprintf(p, "%s: %d new\n\n", p.bold(r.search.Name), len(r.found.Hits))
		}
		for i, h := range r.found.Hits {
			if format == "text" {
				p.hit(i+1, h, shown)
				continue
			}
			rec := struct {
				Search string `json:"search"`
				hitRecord
			}{r.search.Name, shown.record(h)}
			if err := encode(a.stdout, rec); err != nil {
				return err
			}
		}
	}
	return nil
}
