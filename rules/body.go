package rules

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"goalpost/corpus"
)

// Body is what a rule means, as YAML of one field or word a line.
type Body struct{ ID, Text string }

// The bodies that are no rule's: what language.yaml says, and the gazetteer.
const (
	languageBody = "language"
	placesBody   = "places"
)

// Bodies are all that [Set.Hash] is over: what the language and the gazetteer
// say, then the rules in their order. [FromBodies] makes a set of them.
func (s *Set) Bodies() []Body {
	var places strings.Builder
	for _, p := range s.Places {
		fmt.Fprintf(&places, "%s\t%s\n", p.Code, strings.Join(p.Names, "|"))
	}
	out := []Body{{languageBody, body(reflect.ValueOf(s.Language), "")}, {placesBody, places.String()}}
	for _, r := range s.Rules {
		out = append(out, Body{r.ID, body(reflect.ValueOf(meaning(r)), "")})
	}
	return out
}

// FromBodies makes a set of its bodies: a shadow run reads with it as was read
// then. An error wraps [ErrRules].
func FromBodies(lang corpus.Lang, bodies []Body) (*Set, error) {
	set := &Set{Lang: lang}
	var file strings.Builder
	file.WriteString("rules:\n")
	for _, b := range bodies {
		switch b.ID {
		case languageBody:
			if err := readLanguage(b.ID, string(lang), []byte(b.Text), &set.Language); err != nil {
				return nil, err
			}
		case placesBody:
			set.Places = keptPlaces(b.Text)
		default:
			file.WriteString("- " + strings.ReplaceAll(strings.TrimSuffix(b.Text, "\n"), "\n", "\n  ") + "\n")
		}
	}
	var err error
	set.Rules, err = readRules("kept rules", []byte(file.String()))
	set.Hash = hash(set)
	return set, err
}

// keptPlaces reads what [Set.Bodies] writes of the gazetteer.
func keptPlaces(text string) (out []Place) {
	for line := range strings.Lines(text) {
		code, names, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		p := Place{Code: code}
		if names != "" {
			p.Names = strings.Split(names, "|")
		}
		out = append(out, p)
	}
	return out
}

// meaning is a rule without what does not count: notes, examples, where it
// stands, and the endings that its words have already taken.
func meaning(r Rule) Rule {
	r.Note, r.Match, r.Never, r.Todo, r.File, r.Line, r.Endings = "", nil, nil, nil, "", 0, nil
	return r
}

// body writes the fields of a struct that are told, by their names in YAML.
func body(v reflect.Value, indent string) string {
	var b strings.Builder
	for i := range v.NumField() {
		name, f := v.Type().Field(i).Tag.Get("yaml"), v.Field(i)
		if f.IsZero() {
			continue
		}
		if name == ",inline" {
			b.WriteString(body(f, indent))
			continue
		}
		b.WriteString(indent + name + ":")
		switch f.Kind() {
		case reflect.Struct:
			b.WriteString("\n" + body(f, indent+"  "))
		case reflect.Slice:
			b.WriteString("\n" + items(f, indent+"  "))
		case reflect.Map:
			data, err := json.Marshal(f.Interface())
			if err != nil {
				panic(err) // maps of texts always marshal
			}
			b.WriteString(" " + string(data) + "\n")
		case reflect.Bool:
			b.WriteString(" true\n")
		default:
			b.WriteString(" " + scalar(f.String()) + "\n")
		}
	}
	return b.String()
}

// items writes a list of texts, or of words with what they give.
func items(list reflect.Value, indent string) string {
	var b strings.Builder
	words, _ := list.Interface().(Words)
	gives := slices.ContainsFunc(words, func(w Word) bool { return w.Gives != "" })
	for i := range list.Len() {
		switch {
		case gives:
			b.WriteString(indent + scalar(words[i].Text) + ": " + scalar(words[i].Gives) + "\n")
		case words != nil:
			b.WriteString(indent + "- " + scalar(words[i].Text) + "\n")
		default:
			b.WriteString(indent + "- " + scalar(list.Index(i).String()) + "\n")
		}
	}
	return b.String()
}

// plain are the texts that YAML takes for texts as they are.
var plain = regexp.MustCompile(`^\pL[\pL\pM\p{Nd}_.-]*( [\pL\pM\p{Nd}_.-]+)*$`)

// scalar writes a text for YAML, in quotes where it needs them.
func scalar(s string) string {
	if plain.MatchString(s) && !slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"}, strings.ToLower(s)) {
		return s
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // texts always marshal
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Body is what a concept means.
func (c Concept) Body() Body {
	var b strings.Builder
	for _, f := range [][2]string{{"broader", c.Broader}, {"sdg", c.SDG}} {
		if f[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", f[0], scalar(f[1]))
		}
	}
	phrases(&b, "", c.Labels)
	phrases(&b, "not ", c.Not)
	return Body{c.ID, b.String()}
}

// phrases writes the phrases of each language.
func phrases(b *strings.Builder, what string, list map[corpus.Lang][]string) {
	for _, lang := range slices.SortedFunc(maps.Keys(list), cmp.Compare[corpus.Lang]) {
		fmt.Fprintf(b, "%s%s:\n", what, lang)
		for _, l := range list[lang] {
			fmt.Fprintf(b, "  - %s\n", scalar(l))
		}
	}
}
