package main

import (
	"crypto/x509"
	"net/url"
	"os"
	"regexp"
	"time"

	"github.com/spf13/cobra"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus/crawl"
)

// fetchFlags are the flags of what fetches.
type fetchFlags struct {
	crawl.FetchOptions
	proxy, ca string
}

func (f *fetchFlags) bind(cmd *cobra.Command) {
	cmd.Flags().DurationVar(&f.Timeout, "timeout", 0, "how long to wait for an answer with its body (default 30s)")
	cmd.Flags().Int64Var(&f.MaxBytes, "max-bytes", 0, "the largest page that is fetched, in `bytes` (default 32 MiB)")
	cmd.Flags().BoolVar(&f.AllowPrivate, "allow-private", false, "also fetch from loopback, private and link-local addresses")
	cmd.Flags().StringVar(&f.UserAgent, "user-agent", "", "what to call this reader; robots.txt is asked about the first word (default \"goalpost/1.0\")")
	cmd.Flags().StringVar(&f.Contact, "contact", "", "a `URL` or e-mail address of who runs this, told to the servers")
	cmd.Flags().StringVar(&f.proxy, "proxy", "", "fetch through this proxy: http, https or socks5 `URL`")
	cmd.Flags().StringVar(&f.ca, "ca", "", "a `file` of certificates to trust in place of the system's, PEM")
}

// options checks what the flags say.
func (f *fetchFlags) options() (crawl.FetchOptions, error) {
	o := f.FetchOptions
	if f.proxy != "" {
		proxy, err := url.Parse(f.proxy)
		if err != nil || proxy.Host == "" {
			return o, wrong("", "--proxy %q is no URL", f.proxy)
		}
		o.Proxy = proxy
	}
	if f.ca != "" {
		pem, err := os.ReadFile(f.ca)
		if err != nil {
			return o, err
		}
		if o.RootCAs = x509.NewCertPool(); !o.RootCAs.AppendCertsFromPEM(pem) {
			return o, wrong("", "--ca %q holds no certificate", f.ca)
		}
	}
	return o, nil
}

// crawlFlags are the flags of a crawl.
type crawlFlags struct {
	crawl.Options
	follow           bool
	originals        bool
	scope            crawl.Scope
	include, exclude []string
	since            string
}

func (f *crawlFlags) bind(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.DurationVar(&f.Delay, "delay", 0, "the least time between two requests to a host (default 1s; robots.txt may ask for more)")
	flags.IntVar(&f.Retries, "retries", 0, "how often a page is asked for again (default 3; -1: never)")
	flags.IntVar(&f.MaxPages, "max-pages", 0, "how many pages of one call at most (default 200,000)")
	flags.StringVar(&f.since, "since", "", "of feeds and sitemaps only what is not older than this `day` (2026-01-31) or time ago (36h, 30d)")
	flags.BoolVar(&f.follow, "follow", false, "follow the links of pages, within their host")
	flags.BoolVar(&f.originals, "follow-source", false, "also fetch the originals that the source lines of articles name, and link them")
	flags.IntVar(&f.scope.Depth, "depth", 0, "how many links to follow from what is named (default 5)")
	flags.StringVar(&f.scope.Path, "path", "", "follow only links whose path begins with this `prefix`")
	flags.StringSliceVar(&f.scope.Hosts, "host", nil, "follow links to these `hosts` too, such as *.example.org")
	flags.StringArrayVar(&f.include, "include", nil, "follow only links that match this `pattern`")
	flags.StringArrayVar(&f.exclude, "exclude", nil, "follow no links that match this `pattern`")
}

// options checks what the flags say.
func (f *crawlFlags) options(fetch fetchFlags) (c pipeline.Crawl, err error) {
	c.Options, c.Originals = f.Options, f.originals
	if c.Fetch, err = fetch.options(); err != nil {
		return c, err
	}
	if c.Since, err = sinceDay(f.since, time.Now()); err != nil {
		return c, err
	}
	scope := f.scope
	if scope.Include, err = patterns(f.include); err != nil {
		return c, err
	}
	if scope.Exclude, err = patterns(f.exclude); err != nil {
		return c, err
	}
	if f.follow {
		c.Follow = &scope
	}
	return c, nil
}

func patterns(list []string) (out []*regexp.Regexp, err error) {
	for _, p := range list {
		re, err := regexp.Compile(p)
		if err != nil {
			return nil, wrong("", "pattern %q: %w", p, err)
		}
		out = append(out, re)
	}
	return out, nil
}
