package index

import "goalpost/corpus"

// Query is a query that was read. The language, the same everywhere:
//
//	digital economy          both words, in any form of theirs
//	"digital economy"        the words in this order
//	solar OR wind            either; AND binds closer, and need not be written
//	-coal                    not; NOT does the same
//	(solar OR wind) grid     groups
//	renew*                   words that begin so
//	unit:%                   a field; see the list below
//	value>=30                also > < <= =; value:>=30 is the same
//	value:30..50             a range, ends included, either end may be left out
//	actor:"Bộ Khoa học"      values with blanks
//
// Fields with numbers: value (meets intervals that overlap). With years:
// deadline, by (at the latest then), after (later than that), baseline. With
// dates as precise as wanted: published, fetched. With words: actor, indicator,
// title. With one of a set: lang, unit, status, place, source, concept, change,
// comparator, quantity, frequency, rule, article. Figures may stand in the
// digits of any script, years in the Buddhist or Hijri calendar.
type Query struct {
	Text string
	root node
}

// node is a part of a query: one of the types below.
type node any

type (
	// allNode matches everything: the empty query.
	allNode struct{}
	// andNode matches what all parts match.
	andNode struct{ parts []node }
	// orNode matches what any part matches.
	orNode struct{ parts []node }
	// notNode matches what its part does not.
	notNode struct{ part node }
	// wordNode is a word or, quoted, a phrase.
	wordNode struct {
		text   string
		span   corpus.Span // in the query, quotes and star included
		phrase bool
		prefix bool
	}
	// fieldNode is a condition on a field.
	fieldNode struct {
		field *queryField
		text  string // as written, for fields of words and keywords
		low   string // key of the lower end, "" for none
		high  string
		open  [2]bool // the low or the high end itself does not match
		unit  string  // "%" where the value was written with it
	}
)

// kindOfField says how a field's values are written and compared.
type kindOfField byte

const (
	keywordField kindOfField = iota
	wordsField
	valueField
	yearField
	dateField
)

// queryField is a field as queries name it.
type queryField struct {
	name string
	kind kindOfField
	keys []string // the engine's fields; a keyword may stand in any of them
	// values are all that a keyword can be; nil: anything
	values []string
}

// queryFields are the fields that a query can name.
var queryFields = func() map[string]*queryField {
	m := map[string]*queryField{}
	for _, f := range []queryField{
		{"value", valueField, []string{fieldValue}, nil},
		{"deadline", yearField, []string{fieldDeadline}, nil},
		{"by", yearField, []string{fieldDeadline}, nil},
		{"after", yearField, []string{fieldDeadline}, nil},
		{"baseline", yearField, []string{fieldBaseline}, nil},
		{"published", dateField, []string{fieldPub}, nil},
		{"fetched", dateField, []string{fieldFetched}, nil},
		{"actor", wordsField, []string{fieldActor}, nil},
		{"indicator", wordsField, []string{fieldIndicator}, nil},
		{"title", wordsField, []string{fieldTitle}, nil},
		{"lang", keywordField, []string{fieldLang}, nil},
		{"unit", keywordField, []string{fieldUnit, fieldUnitCode}, nil},
		{"status", keywordField, []string{fieldStatus}, []string{"target", "actual", "forecast", "other"}},
		{"place", keywordField, []string{fieldPlace}, nil},
		{"source", keywordField, []string{fieldSourceID}, nil},
		{"concept", keywordField, []string{fieldConcept, fieldBroader}, nil},
		{"change", keywordField, []string{fieldChange}, []string{"level", "increase-by", "decrease-by"}},
		{"comparator", keywordField, []string{fieldCmp}, nil},
		{"quantity", keywordField, []string{fieldQuantity}, nil},
		{"frequency", keywordField, []string{fieldFreq}, nil},
		{"rule", keywordField, []string{fieldRule}, nil},
		{"article", keywordField, []string{fieldArticle}, nil},
	} {
		m[f.name] = &f
	}
	return m
}()
