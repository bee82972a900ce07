package analysis

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"goalpost/corpus"
)

// ReadJSONLD reads a glossary from a SKOS thesaurus in JSON-LD (W3C Recommendation
// of 16 July 2020), as far as thesauri use it: concepts in a list, in "@graph" or
// alone, nested or named by their ids; properties and keywords as IRIs, with a
// prefix, or as the context abbreviates them; labels as texts with a language, as
// a map from language to texts, or plain in the context's language. A context
// that stands elsewhere is not fetched: names of SKOS are understood without one.
// It returns [ErrGlossary] where the JSON is broken or states no concept.
func ReadJSONLD(r io.Reader) (Concepts, error) {
	var doc any
	if err := json.NewDecoder(r).Decode(&doc); err != nil {
		return Concepts{}, fmt.Errorf("%w: %w", ErrGlossary, err)
	}
	p := jsonLD{terms: map[string]string{"skos": nsSKOS, "rdf": nsRDF}}
	p.node(doc)
	return p.found.done()
}

// jsonLD reads JSON-LD.
type jsonLD struct {
	terms map[string]string // what the context abbreviates: term or prefix → IRI or keyword
	lang  corpus.Lang       // of texts that do not tell theirs
	found thesaurus
}

// node reads an object, or each of a list, and returns the IRIs of what it names.
func (p *jsonLD) node(v any) (iris []string) {
	switch v := v.(type) {
	case string:
		return []string{p.iri(v)}
	case []any:
		for _, x := range v {
			iris = append(iris, p.node(x)...)
		}
	case map[string]any:
		p.context(v["@context"])
		m := map[string]any{}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			m[p.name(key)] = v[key]
		}
		p.node(m["@graph"])
		if id, ok := m["@id"].(string); ok {
			p.subject(p.iri(id), m)
			iris = []string{p.iri(id)}
		}
	}
	return iris
}

// context takes in what a context abbreviates.
func (p *jsonLD) context(v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			p.context(x)
		}
	case map[string]any:
		if lang, ok := v["@language"].(string); ok {
			p.lang = corpus.Lang(lang)
		}
		for term, means := range v {
			if m, ok := means.(map[string]any); ok {
				means = m["@id"]
			}
			if iri, ok := means.(string); ok && term != "@language" {
				p.terms[term] = iri
			}
		}
	}
}

// name is what a key means: a keyword or an IRI. Names of SKOS need no context.
func (p *jsonLD) name(key string) string {
	iri := p.iri(key)
	if !strings.HasPrefix(iri, "@") && !strings.Contains(iri, ":") {
		return nsSKOS + iri
	}
	return iri
}

// iri writes a term or a name with a prefix out.
func (p *jsonLD) iri(s string) string {
	for range 4 { // abbreviations of abbreviations
		if full, ok := p.terms[s]; ok && full != s {
			s = full
			continue
		}
		prefix, rest, ok := strings.Cut(s, ":")
		full := p.terms[prefix]
		if !ok || full == "" || strings.HasPrefix(rest, "//") {
			break
		}
		s = full + rest
	}
	return s
}

// subject states what an object says of what it names.
func (p *jsonLD) subject(id string, m map[string]any) {
	for _, t := range p.node(m["@type"]) {
		p.found.state(id, nsRDF+"type", object{iri: p.name(t)})
	}
	for _, property := range []string{nsSKOS + "prefLabel", nsSKOS + "altLabel", nsSKOS + "hiddenLabel"} {
		for _, o := range p.texts(m[property], p.lang) {
			p.found.state(id, property, o)
		}
	}
	for _, broader := range p.node(m[nsSKOS+"broader"]) {
		p.found.state(id, nsSKOS+"broader", object{iri: broader})
	}
	for _, narrower := range p.node(m[nsSKOS+"narrower"]) {
		p.found.state(narrower, nsSKOS+"broader", object{iri: id})
	}
}

// texts are labels: texts, objects with a value and a language, or a map from
// language to texts.
func (p *jsonLD) texts(v any, lang corpus.Lang) (out []object) {
	switch v := v.(type) {
	case string:
		return []object{{text: v, lang: lang}}
	case []any:
		for _, x := range v {
			out = append(out, p.texts(x, lang)...)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			switch p.iri(key) {
			case "@value":
				of, _ := v["@language"].(string)
				for alias := range v {
					if s, ok := v[alias].(string); ok && p.iri(alias) == "@language" {
						of = s
					}
				}
				return p.texts(v[key], corpus.Lang(of))
			case "@language", "@type":
			default:
				out = append(out, p.texts(v[key], corpus.Lang(key))...)
			}
		}
	}
	return out
}
