package corpus

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestComparatorsStayReadableInJSON(t *testing.T) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	m := Mention{Kind: Percent, End: 3, Quote: "30%", Value: One(NewNumber(30, 0)), Unit: "%", Comparator: AtLeast}
	if err := e.Encode(m); err != nil {
		t.Fatal(err)
	}
	want := `{"kind":"percent","start":0,"end":3,"quote":"30%","unit":"%","comparator":">=","value":30}` + "\n"
	if b.String() != want {
		t.Errorf("got %swant %s", b.String(), want)
	}
	var back Mention
	if err := json.Unmarshal(b.Bytes(), &back); err != nil || back.Comparator != AtLeast || *back.Value.Exact != *m.Value.Exact {
		t.Errorf("read back %+v, %v", back, err)
	}
}
