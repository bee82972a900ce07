package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/goccy/go-yaml"

	"goalpost/corpus"
)

// Concept is a language-neutral name for an indicator or a theme, with what it
// is called in each language.
type Concept struct {
	ID      string
	Broader string // id of the wider concept; empty: none
	SDG     string // indicator or goal of the Sustainable Development Goals; empty: none fits
	// Labels are the names in each language, the preferred one first.
	Labels map[corpus.Lang][]string
	// Not are longer phrases in which a label means something else.
	Not map[corpus.Lang][]string
}

// conceptFolder holds the glossary, one file a theme.
const conceptFolder = "concepts"

// Concepts is the glossary, sorted by id: the embedded one, with the concepts of
// Dir added, or put in the place of those of the same id. A broken file gives an
// error that wraps [ErrRules].
func (b *Book) Concepts() ([]Concept, error) {
	byID := map[string]Concept{}
	var faults []error
	for i, src := range b.sources {
		files, err := fs.Glob(src, conceptFolder+"/*.yaml")
		if err != nil {
			return nil, err
		}
		for _, name := range files {
			data, err := fs.ReadFile(src, name)
			if err != nil {
				return nil, fmt.Errorf("glossary %q: %w", name, err)
			}
			concepts, err := readConcepts(path.Join(b.names[i], name), data)
			faults = append(faults, err)
			for _, c := range concepts {
				byID[c.ID] = c
			}
		}
	}
	out := make([]Concept, 0, len(byID))
	for _, c := range byID {
		if _, ok := byID[c.Broader]; c.Broader != "" && !ok {
			faults = append(faults, fmt.Errorf("%w: concept %q: broader concept %q does not exist", ErrRules, c.ID, c.Broader))
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Concept) int { return compare(a.ID, b.ID) })
	return out, errors.Join(faults...)
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// readConcepts reads a file of the glossary. Keys that are none of a concept's
// fields are languages.
func readConcepts(name string, data []byte) ([]Concept, error) {
	var file struct {
		Concepts []map[string]any `yaml:"concepts"`
	}
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		return nil, fault(name, err)
	}
	var out []Concept
	for i, m := range file.Concepts {
		c := Concept{Labels: map[corpus.Lang][]string{}, Not: map[corpus.Lang][]string{}}
		for key, v := range m {
			switch key {
			case "id":
				c.ID = fmt.Sprint(v)
			case "broader":
				c.Broader = fmt.Sprint(v)
			case "sdg":
				c.SDG = fmt.Sprint(v)
			case "not":
				not, ok := v.(map[string]any)
				if !ok {
					return nil, fmt.Errorf("%w: %s: concept %d: not: expected a map from language to phrases", ErrRules, name, i+1)
				}
				for lang, labels := range not {
					c.Not[corpus.Lang(lang)] = texts(labels)
				}
			default:
				c.Labels[corpus.Lang(key)] = texts(v)
			}
		}
		if c.ID == "" || len(c.Labels) == 0 {
			return nil, fmt.Errorf("%w: %s: concept %d: expected an id and labels in at least one language", ErrRules, name, i+1)
		}
		out = append(out, c)
	}
	return out, nil
}

// texts reads a list of labels.
func texts(v any) (out []string) {
	list, ok := v.([]any)
	if !ok {
		return []string{fmt.Sprint(v)}
	}
	for _, s := range list {
		out = append(out, fmt.Sprint(s))
	}
	return out
}
