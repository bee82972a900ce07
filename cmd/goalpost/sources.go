package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus/crawl"
	"goalpost/corpus/store"
)

func (a *app) sourcesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "sources",
		Short:   "Keep named sources with their cadence",
		GroupID: "corpus",
		Long: `Sources keeps files, folders and URLs by name. goalpost ingest --due ingests those
whose time has come.`,
		Example: `  goalpost sources add ministry https://example.org/feed.xml --every 6h
  goalpost sources check
  goalpost ingest --due`,
		Args: cobra.NoArgs,
	}
	cmd.AddCommand(a.sourcesAdd(), a.sourcesList(), a.sourcesCheck(), a.sourcesRemove())
	return cmd
}

func (a *app) sourcesAdd() *cobra.Command {
	every := time.Duration(0)
	note := ""
	var flags crawlFlags
	cmd := &cobra.Command{
		Use:   "add NAME LOCATION",
		Short: "Add a source; one of the same name is replaced",
		Long: `Add keeps a file, a folder, or a URL (a page, a feed, a sitemap) by name, with how often
it is due and how it is crawled.`,
		Example: `  goalpost sources add archive /data/articles --every 24h
  goalpost sources add ministry https://example.org/news/ --every 6h --follow --path /news/ --depth 2`,
		Args: cobra.ExactArgs(2),
		RunE: do(func(cmd *cobra.Command, args []string) (err error) {
			now := time.Now().UTC()
			s := store.Source{Name: args[0], Location: args[1], Cadence: every, Added: now, Note: note}
			if every > 0 {
				s.Due = now
			}
			if s.Kind, s.Location, err = locate(args[1]); err != nil {
				return err
			}
			if s.Options, err = flags.saved(); err != nil {
				return err
			}
			st, err := a.openWith(cmd.Context(), store.Options{Mode: store.Review, Create: true, Command: "goalpost sources add"})
			if err != nil {
				return err
			}
			defer func() { err = join(err, st.Close()) }()
			return st.Update(cmd.Context(), func(tx *store.Tx) error { return tx.PutSource(s) })
		}),
	}
	cmd.Flags().DurationVar(&every, "every", 0, "how often it is due, such as 6h (default: only when asked)")
	cmd.Flags().StringVar(&note, "note", "", "a note for people")
	flags.bind(cmd)
	return cmd
}

// locate tells what a location is, and the form in which it is kept.
func locate(location string) (kind, kept string, err error) {
	if pipeline.IsURL(location) {
		if u, err := url.Parse(location); err != nil || u.Host == "" {
			return "", "", wrong("", "%q is no URL", location)
		}
		return "url", location, nil
	}
	kept, err = filepath.Abs(location)
	if err != nil {
		return "", "", err
	}
	info, err := os.Stat(kept)
	switch {
	case err != nil:
		return "", "", wrong("", "no file or folder %q", location)
	case info.IsDir():
		return "folder", kept, nil
	case pipeline.FormOf(kept) == pipeline.WARC:
		return "warc", kept, nil
	}
	return "file", kept, nil
}

// sourceRecord is a source as `sources list --json` prints it.
type sourceRecord struct {
	Name     string     `json:"name"`
	Kind     string     `json:"kind"`
	Location string     `json:"location"`
	Every    *string    `json:"every"`
	Checked  *time.Time `json:"checked"`
	Due      *time.Time `json:"due"`
	Note     *string    `json:"note"`
	Articles int        `json:"articles"`
}

func (a *app) sourcesList() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the sources: when they were ingested, when they are due, what they gave",
		Args:  cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) (err error) {
			ctx := cmd.Context()
			st, err := a.openStore(ctx, store.Read, "sources list")
			if err != nil {
				return err
			}
			defer func() { err = join(err, st.Close()) }()
			counts, err := st.Counts(ctx)
			if err != nil {
				return err
			}
			for s, err := range st.Sources(ctx) {
				if err != nil {
					return err
				}
				if err := a.tellSource(s, counts.BySource[s.Name], asJSON); err != nil {
					return err
				}
			}
			return nil
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines")
	return cmd
}

func (a *app) tellSource(s store.Source, articles int, asJSON bool) error {
	if asJSON {
		rec := sourceRecord{
			Name: s.Name, Kind: s.Kind, Location: s.Location, Checked: orNull(s.Checked), Due: orNull(s.Due), Note: orNull(s.Note), Articles: articles,
		}
		if s.Cadence > 0 {
			rec.Every = orNull(s.Cadence.String())
		}
		return encode(a.stdout, rec)
	}
	var p printer
	p.Writer = a.stdout
	if _, err := fmt.Fprintf(a.stdout, "%s  %s\n", s.Name, s.Location); err != nil {
		return err
	}
	when := func(t time.Time) string {
		if t.IsZero() {
			return "never"
		}
		return t.Local().Format(time.DateTime)
	}
	list := []field{{"ingested", when(s.Checked)}, {"articles", grouped(articles)}, {"note", s.Note}}
	if s.Cadence > 0 {
		list = append(list, field{"every", s.Cadence.String()}, field{"due", when(s.Due)})
	}
	p.fields("  ", list)
	return nil
}

func (a *app) sourcesRemove() *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME",
		Short: "Remove a source; its articles stay",
		Args:  cobra.ExactArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error {
			err := a.review(cmd.Context(), "sources remove", func(tx *store.Tx) error { return tx.RemoveSource(args[0]) })
			if errors.Is(err, store.ErrNotFound) {
				return &failure{status: statusNothing, err: fmt.Errorf("no source %q", args[0])}
			}
			return err
		}),
	}
}

func (a *app) sourcesCheck() *cobra.Command {
	var flags fetchFlags
	cmd := &cobra.Command{
		Use:   "check [NAME...]",
		Short: "Look whether sources can be read, and what they are; nothing is stored",
		Long: `Check looks at each source, or at those named: whether its file or folder is there, or
what its URL answers: a feed, a sitemap, or a page. Exit status 3 where one cannot be read.`,
		RunE: do(func(cmd *cobra.Command, args []string) (err error) {
			ctx := cmd.Context()
			options, err := flags.options()
			if err != nil {
				return err
			}
			st, err := a.openStore(ctx, store.Read, "sources check")
			if err != nil {
				return err
			}
			defer func() { err = join(err, st.Close()) }()
			names := map[string]bool{}
			for _, name := range args {
				if _, err := st.Source(ctx, name); err != nil {
					return wrong("goalpost sources list shows them", "source %q: %w", name, err)
				}
				names[name] = true
			}
			fetcher, skipped := pipeline.NewFetcher(options), 0
			for s, err := range st.Sources(ctx) {
				if err != nil {
					return err
				}
				if len(names) > 0 && !names[s.Name] {
					continue
				}
				var d pipeline.Document
				if s.Kind == "url" {
					d = fetcher.Document(ctx, s.Location)
				} else if _, _, err := locate(s.Location); err != nil {
					d.Problem = &pipeline.Problem{Code: pipeline.Unreadable, Message: err.Error()}
				}
				if d.Problem != nil {
					a.skip(&skipped, s.Name, d.Problem)
					continue
				}
				if _, err := fmt.Fprintf(a.stdout, "%s  %s\n", s.Name, whatItIs(s, d)); err != nil {
					return err
				}
			}
			return a.filtered(nil, skipped)
		}),
	}
	flags.bind(cmd)
	return cmd
}

// whatItIs tells what a source that can be read holds.
func whatItIs(s store.Source, d pipeline.Document) string {
	if s.Kind != "url" {
		return s.Kind
	}
	kind, entries, err := crawl.ListOf(d.URL, d.Body, pipeline.DefaultMaxText)
	switch {
	case kind == crawl.NoListing:
		return "page"
	case err != nil:
		return fmt.Sprintf("%s of %d entries, then broken: %s", kind, len(entries), err)
	}
	return fmt.Sprintf("%s of %d entries", kind, len(entries))
}
