package main

import (
	"bytes"
	"strings"
	"testing"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus/page"
)

// A family of sites whose rule misses on most pages is named in the summary; one
// odd page is no alarm.
func TestSummaryNamesDriftingFamilies(t *testing.T) {
	var out bytes.Buffer
	a := &app{environment: environment{stderr: &out}}
	s := pipeline.Summary{Families: []page.Drift{{Family: "rebuilt", Pages: 4, Missed: 3}, {Family: "fits", Pages: 40, Missed: 3}, {Family: "rare", Pages: 2, Missed: 2}}}
	if err := a.tellIngest(s, false); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.Contains(got, "family rebuilt misses on 3 of 4 pages") || strings.Count(got, "family") != 1 {
		t.Errorf("the summary says %q", got)
	}
}
