package index

import "goalpost/corpus"

// Kind says what a document of the index is.
type Kind string

// The kinds of documents.
const (
	Claims   Kind = "claims"
	Articles Kind = "articles"
)

// Doc is a claim or an article as it is indexed. Everything in it comes back
// with a hit. What people decide about a claim is not in the index: the caller
// joins it from the store.
type Doc struct {
	ID      string      `json:"id"`      // unique over both kinds
	Kind    Kind        `json:"kind"`    // required
	Article string      `json:"article"` // id of the article that it is or stands in
	URL     string      `json:"url,omitempty"`
	Source  string      `json:"source,omitempty"` // name of the source or site
	Title   string      `json:"title,omitempty"`  // of the article
	Lang    corpus.Lang `json:"lang"`

	// Text is searched and shown: the article's text, or the sentence of the
	// claim. Spans of a hit are bytes into it.
	Text string `json:"text"`

	Published string   `json:"published,omitempty"` // ISO 8601, as precise as known
	Fetched   string   `json:"fetched,omitempty"`   // ISO 8601
	Place     string   `json:"place,omitempty"`     // ISO 3166-1 or 3166-2
	Concepts  []string `json:"concepts,omitempty"`  // ids known beforehand; those found in the text are added

	// Cluster is the same for near-duplicates and translated editions of one
	// article; "" where there are none. For claims: the article's cluster and
	// what the claim says, so that different claims don't fold.
	Cluster string `json:"cluster,omitempty"`

	Facts *Facts `json:"facts,omitempty"` // nil for articles
}

// Facts are the typed fields of a claim.
type Facts struct {
	Value      corpus.Value      `json:"-"`
	Quantity   corpus.Kind       `json:"quantity,omitempty"` // percent, money, …
	Unit       string            `json:"unit,omitempty"`
	UnitCode   string            `json:"unit_code,omitempty"`
	Comparator corpus.Comparator `json:"comparator,omitempty"`
	Status     corpus.Status     `json:"status,omitempty"`
	Change     corpus.Change     `json:"change,omitempty"`
	Deadline   int               `json:"deadline,omitempty"` // Gregorian year, 0 for none
	Baseline   int               `json:"baseline,omitempty"` // Gregorian year, 0 for none
	Frequency  string            `json:"frequency,omitempty"`
	Indicator  string            `json:"indicator,omitempty"` // as written
	Actor      string            `json:"actor,omitempty"`     // as written
	Rule       string            `json:"rule,omitempty"`
	Quote      corpus.Span       `json:"quote"` // the value's place in Text
}

// FactsOf are the typed fields of a claim; quote is its place in the Doc's Text.
func FactsOf(c corpus.Claim, quote corpus.Span) *Facts {
	f := &Facts{
		Value: c.Value, Quantity: c.Kind, Comparator: c.Comparator, Status: c.Status,
		Change: c.Change, Rule: c.Rule, Quote: quote,
		Unit: deref(c.Unit), UnitCode: deref(c.UnitCode), Frequency: deref(c.Frequency),
	}
	if c.Deadline != nil {
		f.Deadline = c.Deadline.Year
	}
	if c.Baseline != nil && c.Baseline.Year != nil {
		f.Baseline = *c.Baseline.Year
	}
	if c.Indicator != nil {
		f.Indicator = c.Indicator.Text
	}
	if c.Actor != nil {
		f.Actor = c.Actor.Text
	}
	return f
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
