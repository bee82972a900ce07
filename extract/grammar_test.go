package extract

import (
	"os"
	"path/filepath"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"goalpost/corpus"
	"goalpost/rules"
)

// scratch is a language from outside: these words, and what keys say of it.
func scratch(t *testing.T, keys string) *Engine {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "xx"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{"language.yaml": "lang: xx\n" + keys, "rules.yaml": `rules:
  - {id: xx.percent, class: percent, words: ["%"]}
  - {id: xx.unit, class: unit, words: {schools: "{school}", provinces: "{province}"}}
  - {id: xx.year, class: year, words: [years]}
  - {id: xx.in, class: at-time, words: [in]}
  - {id: xx.that, class: break, words: [that]}
  - {id: xx.said, class: report, words: [said]}
  - {id: xx.aim, class: cue, status: target, weight: strong, side: before, words: [aims at]}
  - {id: xx.head, class: indicator, words: [rate]}
  - {id: xx.body, class: actor, words: [ministry]}
`} {
		if err := os.WriteFile(filepath.Join(dir, "xx", name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	book, err := rules.Load(rules.Options{Dir: dir, Only: true})
	if err != nil {
		t.Fatal(err)
	}
	set, _, err := book.Set("xx")
	if err != nil {
		t.Fatal(err)
	}
	return New(set)
}

// values are the values that a text tells, as written.
func values(x corpus.Extraction) (out []string) {
	for _, m := range x.Mentions {
		out = append(out, m.Quote)
	}
	return out
}

// TestWordsTellNoMore holds that where words stand is all that the key `words`
// tells: a language whose words may take affixes, and has none, is read as one
// whose words take none.
func TestWordsTellNoMore(t *testing.T) {
	word, exact := scratch(t, "words: word\n"), scratch(t, "words: exact\n")
	for _, text := range []string{
		"The ministry aims at a rate of 30-20%.",
		"In the years 2030-2025 the ministry aims at 30%.",
		"The ministry aims at 40 schools in 24 provinces.",
		"The office said that it aims at 30%.",
		"\"Alpha\" aims at a rate of 30%.",
		"It aims at 30%, said Carla: no more.",
	} {
		got, want := word.Read(Doc{Text: text}), exact.Read(Doc{Text: text})
		got.Rules, want.Rules = nil, nil
		for i := range got.Claims {
			got.Claims[i].ID = ""
		}
		for i := range want.Claims {
			want.Claims[i].ID = ""
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s: words: exact (-), words: word (+)\n%s", text, diff)
		}
	}
}

// TestDirection holds that a range falls only in a language that says it is written
// from right to left.
func TestDirection(t *testing.T) {
	for keys, want := range map[string][]string{
		"words: word\n": {"30", "20%"},
		"words: word\ndirection: right-to-left\n":          {"30-20%"},
		"words: exact\ndirection: right-to-left\n":         {"30-20%"},
		"words: exact\ndirection: left-to-right\n":         {"30", "20%"},
		"words: word\norder: verb-initial\n":               {"30", "20%"},
		"words: word\nprefixes: [wa]\n":                    {"30", "20%"},
		"words: word\nsuffixes: [ha]\norder: verb-final\n": {"30", "20%"},
	} {
		if got := values(scratch(t, keys).Read(Doc{Text: "The ministry aims at a rate of 30-20%."})); !gocmp.Equal(got, want) {
			t.Errorf("%q: %q, want %q", keys, got, want)
		}
	}
}

// TestVerbInitial holds that who stands beside a verb acts only where verbs may open
// their clauses.
func TestVerbInitial(t *testing.T) {
	for keys, want := range map[string]string{
		"words: word\n":                       "",
		"words: word\norder: verb-medial\n":   "",
		"words: word\norder: verb-initial\n":  "Alpha",
		"words: exact\norder: verb-initial\n": "Alpha",
	} {
		x := scratch(t, keys).Read(Doc{Text: "Early on aims at \"Alpha\" a rate of 30%."})
		if len(x.Claims) != 1 {
			t.Fatalf("%q: %v", keys, x.Claims)
		}
		got := ""
		if a := x.Claims[0].Actor; a != nil {
			got = a.Text
		}
		if got != want {
			t.Errorf("%q: %q acts, want %q", keys, got, want)
		}
	}
}
