package main

import (
	"encoding/json"
	"fmt"
	"time"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus/store"
)

// sourceOptions is how a stored source is crawled, as the store keeps it.
type sourceOptions struct {
	Follow   bool     `json:"follow,omitempty"`
	Original bool     `json:"follow_source,omitempty"`
	Hosts    []string `json:"hosts,omitempty"`
	Path     string   `json:"path,omitempty"`
	Depth    int      `json:"depth,omitempty"`
	Include  []string `json:"include,omitempty"`
	Exclude  []string `json:"exclude,omitempty"`
	Since    string   `json:"since,omitempty"` // as written: a time ago goes with the day
	MaxPages int      `json:"max_pages,omitempty"`
	Delay    string   `json:"delay,omitempty"`
}

// saved is what is kept of the flags of a crawl; nil where none was told.
func (f *crawlFlags) saved() (json.RawMessage, error) {
	if _, err := f.options(fetchFlags{}); err != nil { // what is wrong is told now, not when it is due
		return nil, err
	}
	o := sourceOptions{
		Follow: f.follow, Original: f.originals, Hosts: f.scope.Hosts, Path: f.scope.Path, Depth: f.scope.Depth,
		Include: f.include, Exclude: f.exclude, Since: f.since, MaxPages: f.MaxPages,
	}
	if f.Delay != 0 {
		o.Delay = f.Delay.String()
	}
	raw, err := json.Marshal(o)
	if err != nil || string(raw) == "{}" {
		return nil, err
	}
	return raw, nil
}

// crawlOf is how a stored source is crawled: as it was added, else as the call says.
func crawlOf(s store.Source, flags ingestFlags) (pipeline.Crawl, error) {
	f := flags.crawl
	if len(s.Options) == 0 {
		return f.options(flags.fetch)
	}
	var o sourceOptions
	if err := json.Unmarshal(s.Options, &o); err != nil {
		return pipeline.Crawl{}, fmt.Errorf("source %q: %w", s.Name, err)
	}
	f.follow, f.originals = f.follow || o.Follow, f.originals || o.Original
	f.include, f.exclude = append(o.Include, f.include...), append(o.Exclude, f.exclude...)
	f.scope.Hosts = append(o.Hosts, f.scope.Hosts...)
	f.scope.Path, f.since = first(f.scope.Path, o.Path), first(f.since, o.Since)
	if f.scope.Depth == 0 {
		f.scope.Depth = o.Depth
	}
	if f.MaxPages == 0 {
		f.MaxPages = o.MaxPages
	}
	c, err := f.options(flags.fetch)
	if err == nil && f.Delay == 0 && o.Delay != "" {
		c.Delay, err = time.ParseDuration(o.Delay)
	}
	if err != nil {
		return c, fmt.Errorf("source %q: %w", s.Name, err)
	}
	return c, nil
}
