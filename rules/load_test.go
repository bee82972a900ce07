package rules

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestEveryLanguageLoads(t *testing.T) {
	book, err := Load(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range book.Langs() {
		set, ok, err := book.Set(lang)
		if err != nil || !ok {
			t.Errorf("%s: %v, %v", lang, ok, err)
			continue
		}
		if set.Language.Lang != string(lang) {
			t.Errorf("%s: language.yaml says %q", lang, set.Language.Lang)
		}
	}
}

func TestBrokenFilesNameTheirPlace(t *testing.T) {
	for name, c := range map[string]struct{ yaml, want string }{
		"syntax":        {"rules:\n  - id: [", "x.yaml:2:"},
		"unknown field": {"rules:\n  - id: a\n    kind: cue\n", "x.yaml:3:5"},
		"unknown class": {"rules:\n  - id: a\n    class: cues\n    words: [x]\n", "x.yaml:3:12"},
		"no words":      {"rules:\n  - id: a\n    class: cue\n    status: target\n", "x.yaml:2:"},
		"no number":     {"rules:\n  - id: a\n    class: scale\n    words: {nghìn: many}\n", "expected a number"},
		"no status":     {"rules:\n  - id: a\n    class: cue\n    words: [x]\n", "expected target, actual"},
		"field meant":   {"rules:\n  - id: a\n    class: link\n    word: [x]\n", "did you mean words?"},
		"bare comma":    {"rules:\n  - {id: a, class: link, words: [x], match: [{text: 3,5 kg, want: []}]}\n", "stands in quotes"},
		"tab":           {"rules:\n  - id: a\n\tclass: link\n", "spaces, not tabs"},
		"class meant":   {"rules:\n  - id: a\n    class: percnt\n    words: [x]\n", "did you mean percent?"},
		"words a text":  {"rules:\n  - id: a\n    class: link\n    words: x\n", "x.yaml:4:12: words: expected a list"},
		"order":         {"rules:\n  - id: a\n    class: to\n    order: rech\n    words: [x]\n", "x.yaml:4:12: order: \"rech\" is unknown: did you mean reach?"},
		"order of none": {"rules:\n  - id: a\n    class: link\n    order: reach\n    words: [x]\n", "says nothing in this class"},
		"month":         {"rules:\n  - id: a\n    class: month-name\n    words: {ocak: 13}\n", "1 to 12"},
		"frequency":     {"rules:\n  - id: a\n    class: frequency\n    words: {yearly: yearly}\n", "expected hour, day"},
		"twice":         {"rules:\n  - {id: a, class: link, words: [x]}\n  - {id: a, class: link, words: [y]}\n", "used before"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			folder := filepath.Join(dir, "xx")
			if err := os.Mkdir(folder, 0o755); err != nil {
				t.Fatal(err)
			}
			for file, text := range map[string]string{"language.yaml": "lang: xx\n", "x.yaml": c.yaml} {
				if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			book, err := Load(Options{Dir: dir})
			if err != nil {
				t.Fatal(err)
			}
			_, _, err = book.Set("xx")
			if !errors.Is(err, ErrRules) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestAMisspelledLanguageIsRefused(t *testing.T) {
	for _, line := range []string{"words: wrod", "order: verb-last", "indicator_side: left", "oder: verb-final", "decimal: 5", "lang: yy", "adjectives: after", "direction: rtl"} {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "xx"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "xx", "language.yaml"), []byte(strings.TrimPrefix("lang: xx\n", strings.Repeat("lang: xx\n", strings.Count(line, "lang:")))+line+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		book, err := Load(Options{Dir: dir})
		if err == nil {
			_, _, err = book.Set("xx")
		}
		if !errors.Is(err, ErrRules) || !strings.Contains(err.Error(), "language.yaml") {
			t.Errorf("%s: error %v", line, err)
		}
	}
}

func TestHashIsOfMeaning(t *testing.T) {
	set := func(rule string) *Set {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, "xx"), 0o755); err != nil {
			t.Fatal(err)
		}
		for file, text := range map[string]string{"language.yaml": "lang: xx\n", "x.yaml": rule} {
			if err := os.WriteFile(filepath.Join(dir, "xx", file), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		book, err := Load(Options{Dir: dir, Only: true})
		if err != nil {
			t.Fatal(err)
		}
		s, _, err := book.Set("xx")
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	a := set("rules:\n  - {id: a, class: link, words: [x]}\n")
	if b := set("# why\nrules:\n  - {id: a, class: link, words: [x], note: because, never: [y]}\n"); a.Hash != b.Hash || !slices.Equal(a.Bodies(), b.Bodies()) {
		t.Error("a comment or a note changes the hash, or a body")
	}
	c := set("rules:\n  - {id: a, class: link, words: [x, z]}\n")
	if a.Hash == c.Hash {
		t.Error("a new word does not change the hash")
	}
	if got, want := c.Bodies()[2].Text, "id: a\nclass: link\nwords:\n  - x\n  - z\n"; got != want {
		t.Errorf("body %q, want %q", got, want)
	}
}
