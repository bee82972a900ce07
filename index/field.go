package index

import (
	"maps"
	"slices"
	"unsafe"

	bleve "github.com/blevesearch/bleve_index_api"

	"goalpost/index/analysis"
)

// The fields of the engine. Those of text stand once for claims ("c.") and once
// for articles ("a."), so that long texts and short ones don't spoil each
// other's statistics.
//
//	p   precise: the exact words, or bigrams where the language has them; with positions
//	w   for ranking: stems, or words where bigrams are the precise form; without positions
//	f   folded: words without accents; with positions
//	t   the title's words, in the form of w
//	i   the claim's indicator, in the form of p; x its actor
//
// The others are keywords: one term or a few, in a form whose order as text is
// the order that is meant.
const (
	fieldPrecise   = "p"
	fieldWords     = "w"
	fieldFolded    = "f"
	fieldTitle     = "t"
	fieldIndicator = "i"
	fieldActor     = "x"

	fieldDoc      = "_doc" // the Doc, stored, not indexed
	fieldKind     = "kind"
	fieldArticle  = "article"
	fieldLang     = "lang"
	fieldSource   = "source"     // as written, to be counted
	fieldSourceID = "source_key" // in lower case, to be asked
	fieldPlace    = "place"
	fieldConcept  = "concept"
	fieldBroader  = "broader" // the concepts above those in concept; of a claim also those in the title
	fieldQuantity = "quantity"
	fieldUnit     = "unit"
	fieldUnitCode = "unit_code"
	fieldCmp      = "comparator"
	fieldStatus   = "status"
	fieldChange   = "change"
	fieldFreq     = "frequency"
	fieldRule     = "rule"
	fieldWho      = "actor"
	fieldDeadline = "deadline"
	fieldBaseline = "baseline"
	fieldPub      = "published"
	fieldFetched  = "fetched"
	fieldValue    = "value" // of a claim with one value, and the key that it is sorted by
	fieldLow      = "low"   // of a claim with an interval
	fieldHigh     = "high"

	// The beginnings of the keys of values and dates: a wide range is asked as
	// a few of these and the whole keys at its ends alone.
	fieldOctave    = "value3"     // 15 bits of the value: an eighth of an octave
	fieldStep      = "value4"     // 20 bits
	fieldPubYear   = "published4" // 2024
	fieldPubMonth  = "published7" // 2024-03
	fieldFetchYear = "fetched4"
)

// textFields and keywordFields are all fields that can be asked.
var (
	textFields    = []string{fieldPrecise, fieldWords, fieldFolded, fieldTitle, fieldIndicator, fieldActor}
	keywordFields = []string{
		fieldKind, fieldArticle, fieldLang, fieldSource, fieldSourceID, fieldPlace, fieldConcept, fieldBroader, fieldQuantity, fieldUnit,
		fieldUnitCode, fieldCmp, fieldStatus, fieldChange, fieldFreq, fieldRule, fieldWho, fieldDeadline, fieldBaseline,
		fieldPub, fieldFetched, fieldValue, fieldLow, fieldHigh, fieldOctave, fieldStep, fieldPubYear, fieldPubMonth,
		fieldFetchYear,
	}
)

// textField is the prefix of a kind's text fields and the name.
func textField(k Kind, name string) string {
	if k == Articles {
		return "a." + name
	}
	return "c." + name
}

// field hands terms that are made already to the engine.
type field struct {
	name    string
	options bleve.FieldIndexingOptions
	terms   bleve.TokenFrequencies
	length  int
	value   []byte
}

// Name, ArrayPositions, Analyze and the rest are what the engine asks of a field.
func (f *field) Name() string                                     { return f.name }
func (f *field) ArrayPositions() []uint64                         { return nil }
func (f *field) Options() bleve.FieldIndexingOptions              { return f.options }
func (f *field) Analyze()                                         {}
func (f *field) Value() []byte                                    { return f.value }
func (f *field) NumPlainTextBytes() uint64                        { return uint64(len(f.value)) }
func (f *field) EncodedFieldType() byte                           { return 't' }
func (f *field) AnalyzedLength() int                              { return f.length }
func (f *field) AnalyzedTokenFrequencies() bleve.TokenFrequencies { return f.terms }

// Size is about what the field holds in memory, in bytes.
func (f *field) Size() int {
	const each = int(unsafe.Sizeof(bleve.TokenFreq{}) + unsafe.Sizeof(bleve.TokenLocation{}))
	return len(f.value) + f.length*each
}

// titleGap is how many positions part the title from the text, so that no
// phrase goes across.
const titleGap = 16

// tokens is a field of one or two streams of tokens (text, title). Offsets are
// not handed on: highlights are computed from the text itself.
func tokens(name string, positions bool, streams ...[]analysis.Token) *field {
	f := &field{name: name, options: bleve.IndexField}
	n := 0
	for _, s := range streams {
		n += len(s)
	}
	f.terms = make(bleve.TokenFrequencies, n)
	var places []bleve.TokenLocation
	if positions {
		f.options |= bleve.IncludeTermVectors
		places = make([]bleve.TokenLocation, 0, n)
	}
	shift := 0
	for _, s := range streams {
		for _, t := range s {
			tf := f.terms[t.Text]
			if tf == nil {
				tf = &bleve.TokenFreq{Term: []byte(t.Text)}
				f.terms[t.Text] = tf
			}
			tf.SetFrequency(tf.Frequency() + 1)
			if positions {
				places = append(places, bleve.TokenLocation{Position: t.Position + shift})
				tf.Locations = append(tf.Locations, &places[len(places)-1])
			}
		}
		if len(s) > 0 {
			shift += s[len(s)-1].Position + titleGap
		}
	}
	f.length = n
	return f
}

// keyword is a field of whole terms that can be filtered, sorted and counted.
// Empty ones are left out; without any the field is nil.
func keyword(name string, terms ...string) *field {
	f := &field{name: name, options: bleve.IndexField | bleve.DocValues | bleve.SkipFreqNorm}
	for _, t := range terms {
		if t != "" {
			if f.terms == nil {
				f.terms = make(bleve.TokenFrequencies, len(terms))
			}
			f.terms[t] = &bleve.TokenFreq{Term: []byte(t)}
		}
	}
	if f.terms == nil {
		return nil
	}
	f.length = len(f.terms)
	return f
}

// counted is a keyword field that says how often each of its terms was met;
// nil without terms.
func counted(name string, counts map[string]int) *field {
	f := keyword(name, slices.Collect(maps.Keys(counts))...)
	if f == nil {
		return nil
	}
	f.options &^= bleve.SkipFreqNorm
	f.length = 1 // not held against a document that tells of much
	for id, n := range counts {
		if tf := f.terms[id]; tf != nil {
			tf.SetFrequency(n)
		}
	}
	return f
}

// prefixKey is a field of the beginning of a key, which is only filtered by;
// nil where the key is not as long.
func prefixKey(name, key string, n int) *field {
	if len(key) < n {
		return nil
	}
	return asked(name, key[:n])
}

// asked is a keyword field that is only filtered by; nil without a term.
func asked(name, key string) *field {
	f := keyword(name, key)
	if f != nil {
		f.options &^= bleve.DocValues
	}
	return f
}

// stored is a field that only comes back with a hit.
func stored(name string, value []byte) *field {
	return &field{name: name, options: bleve.StoreField, value: value}
}
