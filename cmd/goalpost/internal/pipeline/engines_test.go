package pipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus"
	"goalpost/rules"
)

// What rules read is the same when they are made of the bodies that are kept of
// them: a shadow run reads as was read then.
func TestKeptRulesReadAsTheyDid(t *testing.T) {
	engines, err := NewEngines("")
	if err != nil {
		t.Fatal(err)
	}
	then := &Engines{book: engines.book, words: engines.words, langs: map[corpus.Lang]*engine{}, then: map[string]*engine{}}
	for _, lang := range []corpus.Lang{"ar", "en", "ko", "th", "vi"} {
		then.langs[lang] = &engine{} // no rules at hand: those kept must do
		then.langs[lang].once.Do(func() {})
		files, err := filepath.Glob(filepath.Join("..", "..", "..", "..", "testdata", "articles", string(lang)+"-*.html"))
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		name, err := engines.Rules(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			a := corpus.Article{Lang: lang, Text: strings.NewReplacer("<p>", "\n", "</p>", "\n").Replace(string(data)), Published: "2025-03-12"}
			want, err := engines.Extract(a)
			if err != nil {
				t.Fatal(err)
			}
			got, ok, err := then.ExtractAs(name, func() ([]rules.Body, error) { return engines.Bodies(lang) }, a)
			if err != nil || !ok {
				t.Fatal(ok, err)
			}
			if d := cmp.Diff(want.Claims, got.Claims); d != "" {
				t.Errorf("%s: %s", f, d)
			}
		}
	}
}
