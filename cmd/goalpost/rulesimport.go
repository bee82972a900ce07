package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"goalpost/corpus"
	"goalpost/index/analysis"
)

// rulesImport turns a glossary made elsewhere into a file of rules/concepts.
func (a *app) rulesImport() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Turn a SKOS or CSV glossary into a file of concepts",
		Long: `Import reads a glossary, a SKOS thesaurus in Turtle (.ttl), RDF/XML (.rdf, .xml) or
JSON-LD (.jsonld, .json) or a table (.csv), and prints it as a file of concepts. Put that into DIR/concepts/ and
say --rules DIR. A table has the columns id, broader, sdg, and one for each language
named by its code, whose labels are parted by "|".`,
		Example: "  goalpost rules import thesaurus.ttl > my-rules/concepts/thesaurus.yaml",
		Args:    cobra.ExactArgs(1),
		RunE: do(func(_ *cobra.Command, args []string) error {
			read, err := glossaryReader(args[0])
			if err != nil {
				return err
			}
			f, err := os.Open(args[0])
			if err != nil {
				return err
			}
			defer letGo(f)
			concepts, err := read(f)
			if err != nil {
				return fmt.Errorf("%q: %w", args[0], err)
			}
			return writeConcepts(a.stdout, concepts)
		}),
	}
}

// glossaryReader tells the form of a glossary by its name.
func glossaryReader(name string) (func(io.Reader) (analysis.Concepts, error), error) {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv":
		return analysis.ReadCSV, nil
	case ".ttl":
		return analysis.ReadTurtle, nil
	case ".rdf", ".xml":
		return analysis.ReadRDF, nil
	case ".jsonld", ".json":
		return analysis.ReadJSONLD, nil
	}
	return nil, wrong("", "%q is none of .csv, .ttl, .rdf, .xml, .jsonld, .json", name)
}

// writeConcepts writes concepts in the form of rules/concepts.
func writeConcepts(w io.Writer, concepts analysis.Concepts) error {
	var list []yaml.MapSlice
	for _, c := range concepts.List {
		item := yaml.MapSlice{{Key: "id", Value: c.ID}}
		if c.Broader != "" {
			item = append(item, yaml.MapItem{Key: "broader", Value: c.Broader})
		}
		if c.SDG != "" {
			item = append(item, yaml.MapItem{Key: "sdg", Value: c.SDG})
		}
		item = append(item, labels(c.Labels)...)
		if not := labels(c.Negative); len(not) > 0 {
			item = append(item, yaml.MapItem{Key: "not", Value: not})
		}
		list = append(list, item)
	}
	return yaml.NewEncoder(w).Encode(yaml.MapSlice{{Key: "concepts", Value: list}})
}

func labels(m map[corpus.Lang][]string) (items yaml.MapSlice) {
	for _, lang := range slices.Sorted(maps.Keys(m)) {
		if len(m[lang]) > 0 {
			items = append(items, yaml.MapItem{Key: string(lang), Value: m[lang]})
		}
	}
	return items
}
