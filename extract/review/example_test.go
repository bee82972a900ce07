package review

import (
	"errors"
	"testing"
)

func TestAnExampleIsWrittenBesideItsRule(t *testing.T) {
	file := `# rules of our own
rules:
  - id: vi.own.first # stays
    words: [a]
  - id: vi.own.second
    words: [b]
    match:
      - text: old
        want: [{quote: 1%}]
    note: last
`
	never := `# rules of our own
rules:
  - id: vi.own.first # stays
    never:
      - "say \"no\""
    words: [a]
  - id: vi.own.second
    words: [b]
    match:
      - text: old
        want: [{quote: 1%}]
    note: last
`
	match := `# rules of our own
rules:
  - id: vi.own.first # stays
    words: [a]
  - id: vi.own.second
    words: [b]
    match:
      - text: "new 40%"
        want: [{quote: "40%", value: "40", status: "target"}]
      - text: old
        want: [{quote: 1%}]
    note: last
`
	for want, ex := range map[string]Example{
		never: {Rule: "vi.own.first", Text: `say "no"`, Never: true},
		match: {Rule: "vi.own.second", Text: "new 40%", Quote: "40%", Want: map[string]string{"value": "40", "status": "target"}},
	} {
		got, found, err := WriteExample([]byte(file), ex)
		if err != nil || !found || string(got) != want {
			t.Errorf("%s: %v %v\n%s", ex.Rule, found, err, got)
		}
	}
	if _, found, err := WriteExample([]byte(file), Example{Rule: "vi.other"}); found || err != nil {
		t.Errorf("a rule that is not there: %v %v", found, err)
	}
	if _, _, err := WriteExample([]byte("rules: ["), Example{}); !errors.Is(err, ErrExample) {
		t.Errorf("a broken file: %v", err)
	}
}

func TestWhatADecisionTeaches(t *testing.T) {
	c := claimAt(8, 40, 2030, "r")
	change := between(claimAt(0, 0, 0, ""), c)
	reject := change.On(Reject, "ann", "human")
	reject.Corrected = nil
	if ex := ExampleOf(reject, c, sentence40); !ex.Never || ex.Rule != "r" || ex.Text != sentence40 {
		t.Errorf("rejected: %+v", ex)
	}
	fix := change.On(Correct, "ann", "human")
	fix.Corrected = map[string]string{"deadline": "2035"}
	if ex := ExampleOf(fix, c, sentence40); ex.Never || ex.Want["deadline"] != "2035" || ex.Quote != "40%" {
		t.Errorf("corrected: %+v", ex)
	}
}

func TestAnExampleIsWrittenBetweenBrackets(t *testing.T) {
	file := `rules: [{id: th.own.ตั้ง, words: [ก่อน]}, {id: th.own.aim, words: [ตั้งเป้า]}]
`
	lists := `rules:
  - {id: th.own.aim, never: []}
  - id: th.own.goal
    match: [{text: "เป้า 1%", want: [{quote: 1%}]}]
`
	no := Example{Rule: "th.own.aim", Text: "ไม่", Never: true}
	aim := Example{Rule: "th.own.goal", Text: "เป้า 2%", Quote: "2%", Want: map[string]string{"value": "2"}}
	for _, c := range []struct {
		file string
		ex   Example
		want string
	}{
		{file, no, `rules: [{id: th.own.ตั้ง, words: [ก่อน]}, {never: ["ไม่"], id: th.own.aim, words: [ตั้งเป้า]}]
`},
		{lists, no, `rules:
  - {id: th.own.aim, never: ["ไม่"]}
  - id: th.own.goal
    match: [{text: "เป้า 1%", want: [{quote: 1%}]}]
`},
		{lists, aim, `rules:
  - {id: th.own.aim, never: []}
  - id: th.own.goal
    match: [{text: "เป้า 2%", want: [{quote: "2%", value: "2"}]}, {text: "เป้า 1%", want: [{quote: 1%}]}]
`},
	} {
		if got, found, err := WriteExample([]byte(c.file), c.ex); err != nil || !found || string(got) != c.want {
			t.Errorf("%v %v\n%s", found, err, got)
		}
	}
}
