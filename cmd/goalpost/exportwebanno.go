package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus"
)

// annotations writes a page of W3C Web Annotations (www.w3.org/TR/annotation-model):
// each claim is one, its target the quote in the article's text.
type annotations struct {
	w     *bufio.Writer
	count int
}

func newAnnotations(w io.Writer) (tableWriter, error) {
	t := &annotations{w: bufio.NewWriter(w)}
	_, err := t.w.WriteString(`{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[`)
	return t, err
}

// annotation is one claim. Selectors count in code points, as section 4.2.5 asks.
type annotation struct {
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Motivation string           `json:"motivation"`
	Body       []annotationBody `json:"body"`
	Target     annotationTarget `json:"target"`
}

type annotationBody struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Format  string `json:"format,omitempty"`
	Value   string `json:"value"`
}

type annotationTarget struct {
	Source   string `json:"source"`
	Selector []any  `json:"selector"`
}

type quoteSelector struct {
	Type  string `json:"type"`
	Exact string `json:"exact"`
}

type positionSelector struct {
	Type  string       `json:"type"`
	Start corpus.Point `json:"start"`
	End   corpus.Point `json:"end"`
}

// Row writes one claim.
func (t *annotations) Row(r exportRow) error {
	var claim bytes.Buffer
	if err := encode(&claim, r.Claim); err != nil {
		return err
	}
	source := r.url()
	if source == "" {
		source = "urn:goalpost:article:" + pipeline.NameOf(r.Key)
	}
	a := annotation{
		ID: "urn:goalpost:claim:" + r.Claim.ID, Type: "Annotation", Motivation: "classifying",
		Body: []annotationBody{
			{Type: "TextualBody", Purpose: "tagging", Value: string(r.Claim.Status)},
			{Type: "TextualBody", Purpose: "describing", Format: "application/json", Value: string(bytes.TrimSpace(claim.Bytes()))},
		},
		Target: annotationTarget{Source: source, Selector: []any{
			quoteSelector{"TextQuoteSelector", r.Claim.Quote}, positionSelector{"TextPositionSelector", r.Claim.Start, r.Claim.End},
		}},
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(a); err != nil {
		return err
	}
	if t.count++; t.count > 1 {
		if err := t.w.WriteByte(','); err != nil {
			return err
		}
	}
	_, err := t.w.Write(b.Bytes())
	return err
}

// Close ends the page.
func (t *annotations) Close() error {
	if _, err := t.w.WriteString("]}\n"); err != nil {
		return err
	}
	return t.w.Flush()
}
