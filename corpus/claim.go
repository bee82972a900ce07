package corpus

import "encoding/json"

// Status says what a claim is: an aim, a fact, an expectation, or something else.
type Status string

// The statuses of a claim.
const (
	Target   Status = "target"
	Actual   Status = "actual"
	Forecast Status = "forecast"
	Other    Status = "other"
)

// Change says whether the value is where the indicator stands or by how much it moves.
type Change string

// The changes of a claim.
const (
	Level      Change = "level"
	IncreaseBy Change = "increase-by"
	DecreaseBy Change = "decrease-by"
)

// Scope says where in the article a deadline was read.
type Scope string

// The scopes of a deadline.
const (
	InClause    Scope = "clause"
	InSentence  Scope = "sentence"
	InParagraph Scope = "paragraph"
	InDocument  Scope = "document" // heading or title
)

// Claim is a quantity that somebody states about an indicator. A dated aim
// without a number has an empty Value and spans its cue.
type Claim struct {
	ID         string          `json:"id"`
	Start      Point           `json:"start"`
	End        Point           `json:"end"`
	Quote      string          `json:"quote"`
	Kind       Kind            `json:"kind,omitempty"`
	Value      Value           `json:"-"`
	Unit       *string         `json:"unit"`      // %, pp, ISO 4217, x, else as written; nil: open
	UnitCode   *string         `json:"unit_code"` // the same in every language; nil: not known
	Comparator Comparator      `json:"comparator"`
	Change     Change          `json:"change"`
	Status     Status          `json:"status"`
	Deadline   *Deadline       `json:"deadline"`
	Frequency  *string         `json:"frequency"` // hour, day, week, month, quarter, year
	Baseline   *Baseline       `json:"baseline"`
	Indicator  *Indicator      `json:"indicator"`
	Actor      *Phrase         `json:"actor"`
	Place      *Place          `json:"place"`
	Evidence   ByField[Range]  `json:"evidence"`            // field → the words that decided it
	FilledBy   ByField[string] `json:"filled_by,omitempty"` // field → the rule that filled it
	Rule       string          `json:"rule"`
	Confidence float64         `json:"confidence"` // 0 to 1
}

// Deadline is when a target is to be reached.
type Deadline struct {
	Year     int      `json:"year"` // Gregorian; of a period its last year
	From     string   `json:"from"` // ISO 8601 date
	To       string   `json:"to"`   // ISO 8601 date
	Calendar Calendar `json:"calendar"`
	Derived  bool     `json:"derived"` // computed from the date of publication
	Start    Point    `json:"start"`
	End      Point    `json:"end"`
	Quote    string   `json:"quote"`
	Scope    Scope    `json:"scope"`
}

// Baseline is what a target starts from. Its value is empty where only the year is told.
type Baseline struct {
	Value Value  `json:"-"`
	Unit  string `json:"unit,omitempty"`
	Year  *int   `json:"year"`
	Start Point  `json:"start"`
	End   Point  `json:"end"`
}

// Phrase is a stretch of the article that fills a field.
type Phrase struct {
	Text  string `json:"text"`
	Start Point  `json:"start"`
	End   Point  `json:"end"`
}

// Indicator is what is measured.
type Indicator struct {
	Phrase
	Concept *string `json:"concept"` // id in the glossary; nil: none found
}

// Place is what the claim is for: a country (ISO 3166-1) or a first-level division (ISO 3166-2).
type Place struct {
	Phrase
	Code string `json:"code"`
}

// MarshalJSON writes the value as `value`, or as `value_min` and `value_max`.
func (c Claim) MarshalJSON() ([]byte, error) {
	type plain Claim
	return marshal(struct {
		plain
		valueFields
	}{plain(c), c.Value.fields()})
}

// UnmarshalJSON reads what MarshalJSON writes; a value that is no number is an error.
func (c *Claim) UnmarshalJSON(data []byte) (err error) {
	type plain Claim
	var in struct {
		plain
		valueFields
	}
	if err = json.Unmarshal(data, &in); err != nil {
		return err
	}
	*c = Claim(in.plain)
	c.Value, err = in.value()
	return err
}

// MarshalJSON writes the value as `value`, or as `value_min` and `value_max`.
func (b Baseline) MarshalJSON() ([]byte, error) {
	type plain Baseline
	return marshal(struct {
		valueFields
		plain
	}{b.Value.fields(), plain(b)})
}

// UnmarshalJSON reads what MarshalJSON writes; a value that is no number is an error.
func (b *Baseline) UnmarshalJSON(data []byte) (err error) {
	type plain Baseline
	var in struct {
		valueFields
		plain
	}
	if err = json.Unmarshal(data, &in); err != nil {
		return err
	}
	*b = Baseline(in.plain)
	b.Value, err = in.value()
	return err
}
