package index

import (
	"goalpost/corpus"
	"goalpost/index/analysis"
)

// Sort is the order of hits. Equal ones are ordered by id.
type Sort string

// The orders of hits; a leading "-" turns one round ("-date": newest first).
const (
	ByRelevance Sort = ""
	ByDeadline  Sort = "deadline"
	ByValue     Sort = "value"
	ByDate      Sort = "date"
)

// Request is one search.
type Request struct {
	Query string // in the query language; see [Query]. Empty: everything

	// Filter narrows the query down, in the query language ("lang:th value>=30");
	// it is joined by and, gives no score, and is read as such with Any too.
	Filter string

	In         Kind        // zero: Claims
	Any        bool        // Query is plain words (a question, a sentence) of which any may match
	Limit      int         // zero: 10
	Cursor     string      // Result.Cursor of the page before; zero: the first page
	Sort       Sort        // zero: by relevance
	Facets     []string    // fields to count: lang, unit, status, source, place, concept, year, …
	Lang       corpus.Lang // the asker's language, for labels; zero: the query's
	NoConcepts bool        // do not look for the query's concepts in other languages
	Unfolded   bool        // give near-duplicates as hits of their own
	Explain    bool        // fill Hit.Explain
	IDs        []string    // only among these documents; nil: all
}

// Result is a page of hits.
type Result struct {
	Hits     []Hit
	Total    uint64                  // documents that match, before folding
	Facets   map[string][]FacetCount // by field, largest count first
	Counted  uint64                  // documents that the facets were counted over: Total, or as many as are counted at most
	Cursor   string                  // for the next page; "" on the last
	Concepts []string                // that were read in the query
	Lang     corpus.Lang             // Request.Lang, or what the query seems to be in
}

// FacetCount says how many of the matching documents have a value.
type FacetCount struct {
	Value string
	Label string // for a concept its label in the asker's language, else as Value
	Count int
}

// Hit is a document that matches.
type Hit struct {
	Doc
	Score    float64
	Concepts []string      // by which the hit is joined to the query, where its words alone were not enough or helped
	Sentence corpus.Span   // in Doc.Text: the sentence that shows the match
	Marks    []corpus.Span // in Doc.Text: the words that match, within Sentence
	Also     []string      // ids of near-duplicates folded into this hit
	Explain  *Explanation  // nil unless asked for
}

// Explanation is a part of a score and the parts that it is made of.
type Explanation struct {
	Value float64       `json:"value"`
	Text  string        `json:"text"`
	Parts []Explanation `json:"parts,omitempty"`
}

// Concepts is the glossary that joins the languages; see package analysis.
type Concepts = analysis.Concepts

// Concept is one of them.
type Concept = analysis.Concept
