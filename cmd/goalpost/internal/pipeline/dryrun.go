package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"goalpost/corpus/crawl"
)

// DryRun lists what an ingest of URLs would fetch, without storing anything:
// only the URLs themselves, feeds and sitemaps are fetched. say is called for
// each URL with the one that named it.
func DryRun(ctx context.Context, o Crawl, urls []string, say func(url, via string) error) (err error) {
	dir, err := os.MkdirTemp("", "goalpost-dry-run-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	frontier, err := crawl.OpenFrontier(ctx, filepath.Join(dir, crawl.FrontierName), crawl.FrontierOptions{Alone: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, frontier.Close()) }()
	o.ListOnly = true
	c := &crawling{Crawler: &crawl.Crawler{Fetcher: crawl.NewFetcher(o.Fetch), Frontier: frontier, Options: o.Options}}
	if err := c.begin(ctx, urls); err != nil {
		return err
	}
	var acks []crawl.Ack
	var problems []string
	if err := c.Run(ctx, c.pass, func(p crawl.Page) bool {
		a := crawl.Ack{URL: p.Lease.URL, Outcome: crawl.Fetched}
		if p.Listing != crawl.NoListing {
			a.Outcome = crawl.Listing
		}
		if p.Err != nil {
			a.Outcome, a.Reason = crawl.Skipped, p.Code
			problems = append(problems, fmt.Sprintf("%q: %s: %s", p.Lease.URL, p.Code, p.Err))
		}
		acks = append(acks, a)
		return true
	}); err != nil {
		return err
	}
	if err := c.Frontier.Ack(ctx, c.pass, acks...); err != nil {
		return err
	}
	listings := map[string]bool{}
	for _, a := range acks {
		listings[a.URL] = a.Outcome != crawl.Fetched
	}
	if err := c.Frontier.Each(ctx, c.pass, func(i crawl.Item) error {
		if listings[i.URL] {
			return nil
		}
		return say(i.URL, i.Via)
	}); err != nil {
		return err
	}
	if slices.Sort(problems); len(problems) > 0 {
		return fmt.Errorf("%w: %s", ErrNotListed, strings.Join(problems, "; "))
	}
	return nil
}

// ErrNotListed says that a source of a dry run could not be read.
var ErrNotListed = errors.New("could not be read")
