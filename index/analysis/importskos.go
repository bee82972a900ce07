package analysis

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"goalpost/corpus"
)

// The namespaces of a SKOS thesaurus (W3C Recommendation of 18 August 2009).
const (
	nsSKOS = "http://www.w3.org/2004/02/skos/core#"
	nsRDF  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsXML  = "http://www.w3.org/XML/1998/namespace"
)

// thesaurus gathers concepts from statements in any order.
type thesaurus struct {
	order []string
	by    map[string]*skosConcept
}

type skosConcept struct {
	isConcept bool
	broader   string
	preferred map[corpus.Lang][]string
	others    map[corpus.Lang][]string
}

// object is what a statement says: an IRI, or a text in a language.
type object struct {
	iri  string
	text string
	lang corpus.Lang
}

// state takes one statement; those that a glossary has no place for are left alone.
func (t *thesaurus) state(subject, predicate string, o object) {
	x := t.by[subject]
	if x == nil {
		x = &skosConcept{preferred: map[corpus.Lang][]string{}, others: map[corpus.Lang][]string{}}
		if t.by == nil {
			t.by = map[string]*skosConcept{}
		}
		t.by[subject] = x
		t.order = append(t.order, subject)
	}
	lang, _, _ := strings.Cut(strings.ToLower(string(o.lang)), "-")
	switch predicate {
	case nsRDF + "type":
		x.isConcept = x.isConcept || o.iri == nsSKOS+"Concept"
	case nsSKOS + "prefLabel":
		x.isConcept = true
		addLabel(x.preferred, corpus.Lang(lang), o.text)
	case nsSKOS + "altLabel", nsSKOS + "hiddenLabel":
		addLabel(x.others, corpus.Lang(lang), o.text)
	case nsSKOS + "broader":
		if x.broader == "" {
			x.broader = localName(o.iri)
		}
	}
}

// concepts are those that were stated, in the order in which they were met.
func (t *thesaurus) concepts() Concepts {
	var c Concepts
	for _, iri := range t.order {
		x := t.by[iri]
		if !x.isConcept {
			continue
		}
		for lang, labels := range x.others {
			for _, l := range labels {
				addLabel(x.preferred, lang, l)
			}
		}
		c.List = append(c.List, Concept{ID: localName(iri), Broader: x.broader, Labels: x.preferred})
	}
	slices.SortStableFunc(c.List, func(a, b Concept) int { return strings.Compare(a.ID, b.ID) })
	return c
}

// localName is what stands behind the last "#" or "/" of an IRI.
func localName(iri string) string {
	return iri[strings.LastIndexAny(iri, "#/")+1:]
}

// ReadRDF reads a glossary from a SKOS thesaurus in RDF/XML: concepts with
// preferred, alternative and hidden labels and the broader concept. It returns
// [ErrGlossary] where the XML is broken or holds no concept.
func ReadRDF(r io.Reader) (Concepts, error) {
	d := xml.NewDecoder(r)
	var t thesaurus
	subject := ""
	for depth := 0; ; {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Concepts{}, fmt.Errorf("%w: %w", ErrGlossary, err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			depth++
			if depth == 2 {
				subject = attribute(e, nsRDF, "about")
				t.state(subject, nsRDF+"type", object{iri: e.Name.Space + e.Name.Local})
			}
			if depth == 3 {
				o, err := objectOf(d, e)
				if err != nil {
					return Concepts{}, fmt.Errorf("%w: %w", ErrGlossary, err)
				}
				t.state(subject, e.Name.Space+e.Name.Local, o)
				depth--
			}
		case xml.EndElement:
			depth--
		}
	}
	return t.done()
}

// done are the concepts; it returns [ErrGlossary] where there is none.
func (t *thesaurus) done() (Concepts, error) {
	c := t.concepts()
	if len(c.List) == 0 {
		return Concepts{}, fmt.Errorf("%w: it states no concept", ErrGlossary)
	}
	return c, nil
}

// objectOf reads a property element to its end.
func objectOf(d *xml.Decoder, e xml.StartElement) (object, error) {
	var body struct {
		Text string `xml:",chardata"`
	}
	if err := d.DecodeElement(&body, &e); err != nil {
		return object{}, err
	}
	return object{attribute(e, nsRDF, "resource"), body.Text, corpus.Lang(attribute(e, nsXML, "lang"))}, nil
}

func attribute(e xml.StartElement, space, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local && (a.Name.Space == space || space == nsXML && a.Name.Space == "xml") {
			return a.Value
		}
	}
	return ""
}
