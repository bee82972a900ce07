package rules

import (
	"testing"

	"goalpost/corpus"
)

func TestGlossary(t *testing.T) {
	book, err := Load(Options{})
	if err != nil {
		t.Fatal(err)
	}
	concepts, err := book.Concepts()
	if err != nil {
		t.Fatal(err)
	}
	if len(concepts) < 320 {
		t.Errorf("%d concepts, want at least 320", len(concepts))
	}
	for _, c := range concepts {
		seen := map[string]bool{}
		for _, lang := range []corpus.Lang{"vi", "ko", "ar", "th", "en"} {
			if len(c.Labels[lang]) == 0 {
				t.Errorf("%s has no label in %s", c.ID, lang)
			}
			for _, l := range c.Labels[lang] {
				if key := string(lang) + l; seen[key] {
					t.Errorf("%s: %q stands twice in %s", c.ID, l, lang)
				} else {
					seen[key] = true
				}
			}
		}
	}
}

// TestNoLabelNamesTwoConcepts keeps the glossary's joins unambiguous: a label is
// the preferred one of at most one concept.
func TestNoLabelNamesTwoConcepts(t *testing.T) {
	book, err := Load(Options{})
	if err != nil {
		t.Fatal(err)
	}
	concepts, err := book.Concepts()
	if err != nil {
		t.Fatal(err)
	}
	owner := map[string]string{}
	for _, c := range concepts {
		for lang, labels := range c.Labels {
			key := string(lang) + " " + labels[0]
			if other, ok := owner[key]; ok {
				t.Errorf("%q is the preferred label of %s and of %s", key, other, c.ID)
			}
			owner[key] = c.ID
		}
	}
}
