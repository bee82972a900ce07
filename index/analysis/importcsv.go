package analysis

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"goalpost/corpus"
)

// ErrGlossary says that a glossary cannot be read.
var ErrGlossary = errors.New("not a glossary")

// negativeSuffix marks the column of a language's negative labels.
const negativeSuffix = "-negative"

// ReadCSV reads a glossary from a table with a header. The columns, in any
// order: id (required), broader, sdg, and for each language one named by its
// code with the labels, the preferred first, parted by "|"; "vi-negative" holds
// the negative ones of Vietnamese. Other columns are left alone. It returns
// [ErrGlossary] with the line where the table is broken or an id is missing or
// there twice.
func ReadCSV(r io.Reader) (Concepts, error) {
	t := csv.NewReader(r)
	header, err := t.Read()
	if err != nil {
		return Concepts{}, fmt.Errorf("%w: header: %w", ErrGlossary, err)
	}
	for i, name := range header {
		header[i] = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
	}
	if !slices.Contains(header, "id") {
		return Concepts{}, fmt.Errorf("%w: no column id", ErrGlossary)
	}
	var c Concepts
	seen := map[string]bool{}
	for {
		row, err := t.Read()
		if errors.Is(err, io.EOF) {
			return c, nil
		}
		if err != nil {
			return Concepts{}, fmt.Errorf("%w: %w", ErrGlossary, err)
		}
		x := conceptOfRow(header, row)
		if line, _ := t.FieldPos(0); x.ID == "" || seen[x.ID] {
			return Concepts{}, fmt.Errorf("%w: line %d: id %q is missing or there twice", ErrGlossary, line, x.ID)
		}
		seen[x.ID] = true
		c.List = append(c.List, x)
	}
}

func conceptOfRow(header, row []string) Concept {
	x := Concept{Labels: map[corpus.Lang][]string{}, Negative: map[corpus.Lang][]string{}}
	for i, name := range header {
		value := strings.TrimSpace(row[i])
		switch name {
		case "id":
			x.ID = value
		case "broader":
			x.Broader = value
		case "sdg":
			x.SDG = value
		default:
			into := x.Labels
			lang, negative := strings.CutSuffix(name, negativeSuffix)
			if negative {
				into = x.Negative
			}
			if langCode(lang) {
				for label := range strings.SplitSeq(value, "|") {
					addLabel(into, corpus.Lang(lang), label)
				}
			}
		}
	}
	return x
}

// langCode says whether the text looks like a language's code: vi, fil, zh-hant.
func langCode(s string) bool {
	code, _, _ := strings.Cut(s, "-")
	return (len(code) == 2 || len(code) == 3) && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz-") == ""
}

// addLabel adds a label unless it is empty or there.
func addLabel(into map[corpus.Lang][]string, lang corpus.Lang, label string) {
	label = strings.TrimSpace(label)
	if label != "" && !slices.Contains(into[lang], label) {
		into[lang] = append(into[lang], label)
	}
}
