package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"goalpost/corpus/crawl"
	"goalpost/corpus/store"
)

// urlFacts is what explain-url tells of a URL.
type urlFacts struct {
	URL        string     `json:"url"`
	Canonical  string     `json:"canonical"`
	Allowed    bool       `json:"allowed"`
	Reason     string     `json:"reason"` // the line of robots.txt that decided, or why none did
	Delay      string     `json:"delay"`
	DelayWhy   string     `json:"delay_why"`
	NextFetch  *time.Time `json:"host_free_at"`
	LastFetch  *time.Time `json:"last_fetch"`
	LastStatus int        `json:"last_status,omitempty"`
	LastTold   string     `json:"last_outcome,omitempty"`
	Article    *string    `json:"article"`
	Versions   int        `json:"versions"`
}

func (a *app) explainURLCommand() *cobra.Command {
	asJSON := false
	var flags fetchFlags
	cmd := &cobra.Command{
		Use:     "explain-url URL",
		Short:   "Tell what a crawl would do with a URL, and why",
		GroupID: "care",
		Long: `Explain-url tells the form in which a URL is compared, the line of robots.txt that
allows or forbids it, the delay of its host and why, and what is known of the page.
robots.txt is asked for where it is not known; the page is not.`,
		Example: "  goalpost explain-url https://example.org/a?utm_source=x",
		Args:    cobra.ExactArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error {
			options, err := flags.options()
			if err != nil {
				return err
			}
			facts, err := a.explainURL(cmd.Context(), crawl.NewFetcher(options), args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return encode(a.stdout, facts)
			}
			facts.print(printer{Writer: a.stdout})
			return nil
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	flags.bind(cmd)
	return cmd
}

func (a *app) explainURL(ctx context.Context, fetcher *crawl.Fetcher, raw string) (f urlFacts, err error) {
	canonical, err := crawl.Canonical(raw)
	if err != nil {
		return f, wrong("", "%q: %w", raw, err)
	}
	f = urlFacts{URL: raw, Canonical: canonical}
	host, file := crawl.Host{Name: crawl.HostOf(canonical)}, crawl.RobotsFile{}
	origin, err := url.Parse(canonical)
	if err != nil {
		return f, wrong("", "%q: %w", raw, err)
	}
	base := origin.Scheme + "://" + origin.Host
	if name := filepath.Join(a.data, crawl.FrontierName); exists(name) {
		frontier, err := crawl.OpenFrontier(ctx, name, crawl.FrontierOptions{})
		if err != nil {
			return f, err
		}
		defer letGo(frontier)
		if host, err = frontier.Host(ctx, host.Name); err != nil {
			return f, err
		}
		if file, err = frontier.Robots(ctx, base); err != nil {
			return f, err
		}
	}
	if file.Fetched.IsZero() {
		res, err := fetcher.Follow(ctx, crawl.Request{URL: base + "/robots.txt"}, crawl.MaxRedirects, func(string) error { return nil })
		if err == nil {
			file.Status, file.Body = res.Status, res.Body
		}
	}
	f.rules(crawl.RobotsFor(file.Status, file.Body), fetcher.Token(), host)
	return f, a.knownOf(ctx, &f)
}

// rules tells what robots.txt and the host's pace say.
func (f *urlFacts) rules(robots *crawl.Robots, token string, host crawl.Host) {
	verdict := robots.Explain(token, f.Canonical)
	f.Allowed, f.Reason = verdict.Allowed, verdict.Why
	if verdict.Line > 0 {
		f.Reason = fmt.Sprintf("line %d of robots.txt, for %q: %s", verdict.Line, verdict.Agent, verdict.Rule)
	}
	f.Delay, f.DelayWhy = time.Second.String(), "the usual one"
	if delay, line := robots.Delay(token); delay > 0 {
		f.Delay, f.DelayWhy = delay.String(), fmt.Sprintf("line %d of robots.txt", line)
	}
	if host.Why != "" {
		f.Delay, f.DelayWhy = host.Delay.String(), host.Why
	}
	if host.Next.After(time.Now()) {
		f.NextFetch = &host.Next
	}
}

// knownOf tells what the store knows of the page.
func (a *app) knownOf(ctx context.Context, f *urlFacts) error {
	if !exists(a.data) {
		return nil
	}
	st, err := a.openStore(ctx, store.Read, "explain-url")
	if err != nil {
		return err
	}
	defer letGo(st)
	line, err := st.LastFetch(ctx, f.Canonical)
	switch {
	case err == nil:
		f.LastFetch, f.LastStatus, f.LastTold = &line.At, line.Status, first(line.Error, line.Outcome)
	case !errors.Is(err, store.ErrNotFound):
		return err
	}
	row, err := st.Resolve(ctx, f.Canonical)
	switch {
	case err == nil:
		f.Article, f.Versions = &row.ID, row.Versions
	case !errors.Is(err, store.ErrNotFound) && !errors.Is(err, store.ErrAmbiguous):
		return err
	}
	return nil
}

func (f urlFacts) print(p printer) {
	allowed := "yes: "
	if !f.Allowed {
		allowed = "no: "
	}
	list := []field{
		{"canonical", f.Canonical},
		{"allowed", allowed + f.Reason},
		{"delay", f.Delay + ": " + f.DelayWhy},
		{"last fetch", "never"},
		{"article", "none"},
	}
	if f.LastFetch != nil {
		list[3].value = strings.TrimSpace(fmt.Sprintf("%s, %d, %s", f.LastFetch.Format(time.RFC3339), f.LastStatus, f.LastTold))
	}
	if f.Article != nil {
		list[4].value = fmt.Sprintf("%s, %d versions", *f.Article, f.Versions)
	}
	if f.NextFetch != nil {
		list = append(list, field{"host free at", f.NextFetch.Format(time.RFC3339)})
	}
	p.fields("", list)
}
