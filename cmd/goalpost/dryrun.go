package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"goalpost/cmd/goalpost/internal/pipeline"
)

// sinceDay reads a day, or how long ago; the day is that of midnight UTC, so that
// the same command means the same all day long.
func sinceDay(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day, nil
	}
	if days, ok := strings.CutSuffix(text, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n >= 0 {
			return now.UTC().AddDate(0, 0, -n).Truncate(24 * time.Hour), nil
		}
	}
	ago, err := time.ParseDuration(text)
	if err != nil || ago < 0 {
		return time.Time{}, wrong("", "--since %q is neither a day nor a time ago", text)
	}
	return now.UTC().Add(-ago).Truncate(time.Hour), nil
}

// dryRun lists what an ingest would read.
func (a *app) dryRun(ctx context.Context, c pipeline.Crawl, in pipeline.FilterInput, names []string) error {
	urls, rest, err := in.URLs(names)
	if err != nil {
		return err
	}
	for _, name := range rest {
		if _, err := fmt.Fprintln(a.stdout, name); err != nil {
			return err
		}
	}
	if len(urls) == 0 {
		return nil
	}
	err = pipeline.DryRun(ctx, c, urls, func(url, via string) error {
		if via != "" {
			via = "\t" + via
		}
		_, err := fmt.Fprintf(a.stdout, "%s%s\n", url, via)
		return err
	})
	if errors.Is(err, pipeline.ErrNotListed) {
		return &failure{status: statusSkipped, err: err}
	}
	return err
}
