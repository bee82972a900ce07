package rules

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"goalpost/corpus"
)

// Bodies are what a set means, by rule id: what [Set.Hash] is over, written for
// people, one field or word a line. The ids "language" and "places" stand for
// what language.yaml says and for the gazetteer. Two sets of one hash have the
// same bodies.
func (s *Set) Bodies() map[string]string {
	out := make(map[string]string, len(s.Rules)+2)
	out["language"] = body(reflect.ValueOf(s.Language), "")
	var places strings.Builder
	for _, p := range s.Places {
		fmt.Fprintf(&places, "%s: %s\n", p.Code, strings.Join(p.Names, ", "))
	}
	out["places"] = places.String()
	for _, r := range s.Rules {
		out[r.ID] = body(reflect.ValueOf(meaning(r)), "")
	}
	return out
}

// meaning is a rule without what does not count: notes, examples, where it stands.
func meaning(r Rule) Rule {
	r.Note, r.Match, r.Never, r.Todo, r.File, r.Line = "", nil, nil, nil, "", 0
	return r
}

// body writes the fields of a struct that are told, by their names in YAML.
func body(v reflect.Value, indent string) string {
	var b strings.Builder
	for i := range v.NumField() {
		name, f := v.Type().Field(i).Tag.Get("yaml"), v.Field(i)
		switch {
		case f.IsZero():
		case f.Kind() == reflect.Struct:
			b.WriteString(indent + name + ":\n" + body(f, indent+"  "))
		case f.Kind() == reflect.Slice:
			b.WriteString(indent + name + ":\n")
			for k := range f.Len() {
				b.WriteString(indent + "  - " + item(f.Index(k)) + "\n")
			}
		default:
			fmt.Fprintf(&b, "%s%s: %v\n", indent, name, f)
		}
	}
	return b.String()
}

// item writes a word with what it gives.
func item(v reflect.Value) string {
	w, ok := v.Interface().(Word)
	switch {
	case !ok:
		return fmt.Sprint(v)
	case w.Gives == "":
		return w.Text
	}
	return w.Text + ": " + w.Gives
}

// Body is what a concept means, written for people.
func (c Concept) Body() string {
	var b strings.Builder
	for _, f := range [][2]string{{"broader", c.Broader}, {"sdg", c.SDG}} {
		if f[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", f[0], f[1])
		}
	}
	phrases(&b, "", c.Labels)
	phrases(&b, "not ", c.Not)
	return b.String()
}

// phrases writes the phrases of each language.
func phrases(b *strings.Builder, what string, list map[corpus.Lang][]string) {
	for _, lang := range slices.Sorted(maps.Keys(list)) {
		fmt.Fprintf(b, "%s%s:\n", what, lang)
		for _, l := range list[lang] {
			fmt.Fprintf(b, "  - %s\n", l)
		}
	}
}
