package main

import (
	"fmt"
	"iter"
	"net/url"
	"strings"

	"goalpost/corpus"
	"goalpost/extract/review"
)

// SARIF 2.1.0 (OASIS, 27 March 2020): one result for each change, its
// baselineState from the kind of the change, its fingerprint the key of the
// change, its region in characters (code points) of the text.

type sarifResult struct {
	RuleID       string             `json:"ruleId"`
	Level        string             `json:"level"`
	State        string             `json:"baselineState"`
	Message      sarifText          `json:"message"`
	Locations    []sarifLocation    `json:"locations"`
	Fingerprints map[string]string  `json:"partialFingerprints"`
	Suppressions []sarifSuppression `json:"suppressions,omitempty"` // what was decided
	Properties   map[string]any     `json:"properties"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
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

// tellSARIF prints a log with one run, its results as they are found.
func (d *desk) tellSARIF(changes iter.Seq2[laid, error]) (n int, err error) {
	l := listing{w: d.stdout}
	l.write(`{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json","version":"2.1.0",` +
		`"runs":[{"tool":{"driver":{"name":"goalpost"}},"columnKind":"unicodeCodePoints","results":[`)
	for c, err := range changes {
		if err != nil {
			return l.n, err
		}
		l.add(sarifOf(c))
	}
	l.write("]}]}\n")
	return l.n, l.err
}

func sarifOf(c laid) sarifResult {
	claim, level := c.Claim(), "note"
	if c.Major() {
		level = "warning"
	}
	message := []string{fmt.Sprintf("%s (%s): %s", c.Kind, c.Why(), shield(claim.Quote))}
	for _, f := range c.Fields {
		message = append(message, fmt.Sprintf("%s: %s → %s", f.Field, shield(f.Old), shield(f.New)))
	}
	r := sarifResult{
		RuleID: claim.Rule, Level: level, State: baselineStates[c.Kind], Message: sarifText{strings.Join(message, "; ")},
		Locations: []sarifLocation{{sarifPhysical{
			Artifact: map[string]string{"uri": uriOf(c)},
			Region:   sarifRegion{claim.Start, claim.End - claim.Start, sarifText{claim.Quote}},
		}}},
		Fingerprints: map[string]string{"goalpost/v1": c.Key},
		Properties: map[string]any{
			"kind": c.Kind, "cause": c.Cause, "parts": c.Parts, "edited_rules": c.Edited, "lang": c.Lang, "group": c.Group, "state": c.State,
		},
	}
	if by := c.Former; by != nil && !c.State.Open() {
		r.Suppressions = []sarifSuppression{{"external", "accepted", strings.TrimSpace(fmt.Sprintf("%s by %s %s", by.Verdict, by.Actor, by.Reason))}}
	}
	return r
}

// uriOf is the article's address, or its path as a URI.
func uriOf(c laid) string {
	if c.row.URL != "" {
		return c.row.URL
	}
	return (&url.URL{Path: c.row.Key.Name()}).String()
}
