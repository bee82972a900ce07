package main

import (
	"fmt"
	"strings"

	"goalpost/corpus"
	"goalpost/extract/review"
)

// SARIF 2.1.0 (OASIS, 27 March 2020): one result for each change, its
// baselineState from the kind of the change, its fingerprint the key of the
// change, its region in characters (code points) of the text.

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       map[string]map[string]string `json:"tool"`
	ColumnKind string                       `json:"columnKind"`
	Results    []sarifResult                `json:"results"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	Level        string            `json:"level"`
	Kind         string            `json:"kind"`
	State        string            `json:"baselineState"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Properties   map[string]any    `json:"properties"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact map[string]string `json:"artifactLocation"`
	Region   sarifRegion       `json:"region"`
}

type sarifRegion struct {
	Offset  corpus.Point `json:"charOffset"`
	Length  corpus.Point `json:"charLength"`
	Snippet sarifText    `json:"snippet"`
}

// baselineStates are the words of SARIF for the kinds of change.
var baselineStates = map[review.Kind]string{
	review.Added: "new", review.Split: "new", review.Removed: "absent", review.Merged: "absent",
	review.Changed: "updated", review.Reworded: "updated", review.Moved: "unchanged", review.Noted: "unchanged",
}

func (a *app) tellSARIF(changes []laid) error {
	run := sarifRun{Tool: map[string]map[string]string{"driver": {"name": "goalpost"}}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	for _, c := range changes {
		run.Results = append(run.Results, sarifOf(c))
	}
	return encode(a.stdout, sarifLog{
		Schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run},
	})
}

func sarifOf(c laid) sarifResult {
	claim, level := c.Claim(), "note"
	if c.Major() {
		level = "warning"
	}
	message := []string{fmt.Sprintf("%s (%s): %s", c.Kind, c.Cause, claim.Quote)}
	for _, f := range c.Fields {
		message = append(message, fmt.Sprintf("%s: %s → %s", f.Field, shield(f.Old), shield(f.New)))
	}
	return sarifResult{
		RuleID: claim.Rule, Level: level, Kind: "review", State: baselineStates[c.Kind], Message: sarifText{strings.Join(message, "; ")},
		Locations: []sarifLocation{{sarifPhysical{
			Artifact: map[string]string{"uri": first(c.row.URL, c.row.Key.Name())},
			Region:   sarifRegion{claim.Start, claim.End - claim.Start, sarifText{claim.Quote}},
		}}},
		Fingerprints: map[string]string{"goalpost/v1": c.Key},
		Properties:   map[string]any{"kind": c.Kind, "cause": c.Cause, "lang": c.Lang, "group": c.Group, "state": c.State},
	}
}
