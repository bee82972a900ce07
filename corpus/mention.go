package corpus

import (
	"bytes"
	"encoding/json"
)

// Kind says what a mention is.
type Kind string

// The kinds of a mention.
const (
	Percent      Kind = "percent"
	PercentPoint Kind = "percent-point"
	Money        Kind = "money"
	Multiple     Kind = "multiple" // times; a half told as a word is a multiple of 0.5
	Quantity     Kind = "quantity" // a number with a counted noun or a measure
	Bare         Kind = "number"
	Year         Kind = "year"
	Period       Kind = "period" // a range of years
	Date         Kind = "date"
)

// Comparator relates the value to what is measured.
type Comparator string

// The comparators.
const (
	Equal    Comparator = "="
	More     Comparator = ">"
	AtLeast  Comparator = ">="
	Less     Comparator = "<"
	AtMost   Comparator = "<="
	AboutCmp Comparator = "~"
)

// Calendar is the calendar that a year was written in; values are always Gregorian.
type Calendar string

// The calendars.
const (
	Gregorian Calendar = "gregorian"
	Buddhist  Calendar = "buddhist"
	Hijri     Calendar = "hijri"
)

// Value is what a mention or a claim says: one number, an interval, a date, or nothing.
type Value struct {
	Exact     *Number // one number, or nil
	Low, High *Number // an interval, where Exact is nil; years for a period
	Date      string  // ISO 8601, as precise as written, for a date
}

// One is the value of a single number.
func One(n Number) Value { return Value{Exact: &n} }

// Between is the value of an interval.
func Between(low, high Number) Value { return Value{Low: &low, High: &high} }

// Interval is the value as (low, high); ok is false where there is no number.
func (v Value) Interval() (low, high Number, ok bool) {
	switch {
	case v.Exact != nil:
		return *v.Exact, *v.Exact, true
	case v.Low != nil && v.High != nil:
		return *v.Low, *v.High, true
	}
	return Number{}, Number{}, false
}

// String writes "30", "6.5–6.7", "2024-03-01", or "" for nothing.
func (v Value) String() string {
	switch {
	case v.Date != "":
		return v.Date
	case v.Exact != nil:
		return v.Exact.String()
	case v.Low != nil && v.High != nil:
		return v.Low.String() + "–" + v.High.String()
	}
	return ""
}

// Mention is a stretch of text that is a quantity or a time.
type Mention struct {
	Kind       Kind       `json:"kind"`
	Start      Point      `json:"start"`
	End        Point      `json:"end"`
	Quote      string     `json:"quote"`
	Value      Value      `json:"-"`
	Unit       string     `json:"unit,omitempty"`
	UnitCode   string     `json:"unit_code,omitempty"`
	Comparator Comparator `json:"comparator,omitempty"`
	Calendar   Calendar   `json:"calendar,omitempty"`
}

// valueFields are the JSON fields in which a [Value] is told.
type valueFields struct {
	Value json.RawMessage `json:"value,omitempty"`
	Low   *Number         `json:"value_min,omitempty"`
	High  *Number         `json:"value_max,omitempty"`
}

// marshal is json.Marshal that leaves <, > and & as they are: comparators are read by people too.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte{'\n'}), nil
}

func (v Value) fields() valueFields {
	f := valueFields{Low: v.Low, High: v.High}
	switch {
	case v.Date != "":
		f.Value, _ = json.Marshal(v.Date)
	case v.Exact != nil:
		f.Value = json.RawMessage(v.Exact.String())
	case v.Low == nil || v.High == nil:
		f.Value = json.RawMessage("null")
	}
	return f
}

func (f valueFields) value() (Value, error) {
	v := Value{Low: f.Low, High: f.High}
	switch {
	case len(f.Value) == 0 || string(f.Value) == "null":
	case f.Value[0] == '"':
		if err := json.Unmarshal(f.Value, &v.Date); err != nil {
			return v, err
		}
	default:
		v.Exact = new(Number)
		if err := v.Exact.UnmarshalJSON(f.Value); err != nil {
			return v, err
		}
	}
	return v, nil
}

// MarshalJSON writes the value as `value`, or as `value_min` and `value_max`. The
// unit of money whose country is open is null.
func (m Mention) MarshalJSON() ([]byte, error) {
	type plain Mention
	if m.Kind == Money && m.Unit == "" {
		return marshal(struct {
			plain
			Unit *string `json:"unit"`
			valueFields
		}{plain: plain(m), valueFields: m.Value.fields()})
	}
	return marshal(struct {
		plain
		valueFields
	}{plain(m), m.Value.fields()})
}

// UnmarshalJSON reads what MarshalJSON writes; a value that is no number and no text is an error.
func (m *Mention) UnmarshalJSON(data []byte) (err error) {
	type plain Mention
	var in struct {
		plain
		valueFields
	}
	if err = json.Unmarshal(data, &in); err != nil {
		return err
	}
	*m = Mention(in.plain)
	m.Value, err = in.value()
	return err
}
