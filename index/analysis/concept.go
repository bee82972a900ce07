package analysis

import "goalpost/corpus"

// Concept is a language-neutral name for an indicator or a theme of policy.
type Concept struct {
	ID      string // "digital-economy"
	Broader string // id of the broader concept, "" for none
	SDG     string // the SDG indicator that it measures ("7.2.1"), "" for none

	// Labels are what the concept is called in each language; the first is
	// the one shown to people.
	Labels map[corpus.Lang][]string

	// Negative are longer words and names in which a label means something
	// else: a label inside one of them is no match.
	Negative map[corpus.Lang][]string
}

// Concepts is a glossary. Its zero value is an empty one.
type Concepts struct {
	List []Concept
}

// Label is the preferred label of the concept with this id in the language,
// else in English, else the id itself.
func (c Concepts) Label(id string, lang corpus.Lang) string {
	for i := range c.List {
		if c.List[i].ID != id {
			continue
		}
		for _, l := range []corpus.Lang{lang, "en"} {
			if labels := c.List[i].Labels[l]; len(labels) > 0 {
				return labels[0]
			}
		}
	}
	return id
}

// ConceptMatch is a label that was found in a text.
type ConceptMatch struct {
	ID    string
	Span  corpus.Span // in the text as it was given
	Label string      // the label as the glossary writes it
	Lang  corpus.Lang // the label's language
}
