package index

import (
	"encoding/json"

	"goalpost/corpus"
)

// wireFacts is how Facts are stored: the value as one or two exact numbers or a date.
type wireFacts struct {
	*plainFacts
	Value *corpus.Number `json:"value,omitempty"`
	Low   *corpus.Number `json:"value_min,omitempty"`
	High  *corpus.Number `json:"value_max,omitempty"`
	Date  string         `json:"value_date,omitempty"`
}

type plainFacts Facts

// MarshalJSON writes the value as `value`, or as `value_min` and `value_max`.
func (f Facts) MarshalJSON() ([]byte, error) {
	v := f.Value
	return json.Marshal(wireFacts{(*plainFacts)(&f), v.Exact, v.Low, v.High, v.Date})
}

// UnmarshalJSON reads what MarshalJSON writes; anything else is an error.
func (f *Facts) UnmarshalJSON(data []byte) error {
	w := wireFacts{plainFacts: (*plainFacts)(f)}
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	f.Value = corpus.Value{Exact: w.Value, Low: w.Low, High: w.High, Date: w.Date}
	return nil
}
