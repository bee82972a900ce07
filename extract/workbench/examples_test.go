package workbench

import (
	"testing"

	"goalpost/rules"
)

// TestExamples runs every example of every rule of every language.
func TestExamples(t *testing.T) {
	book, err := rules.Load(rules.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range book.Langs() {
		t.Run(string(lang), func(t *testing.T) {
			set, _, err := book.Set(lang)
			if err != nil {
				t.Fatal(err)
			}
			todo := 0
			results := Examples(set)
			for _, r := range results {
				if r.Failed() {
					t.Errorf("%s:%d: %s: %s %q: %s", r.Rule.File, r.Rule.Line, r.Rule.ID, r.Kind, r.Text, r.Got)
				}
				if r.Kind == "todo" {
					todo++
				}
			}
			t.Logf("%d examples, %d of them todo", len(results), todo)
		})
	}
}
