package extract

import (
	"testing"

	"goalpost/corpus/text"
	"goalpost/rules"
)

// Where words are whole, those with an affix are found too.
func TestWholeWordsWithAffixes(t *testing.T) {
	lx := newLexicon(&rules.Set{
		Language: rules.Language{Words: rules.AtExact, Prefixes: []string{"al"}, Suffixes: []string{"ler"}, Edges: []string{"\u200b"}},
		Rules: []rules.Rule{
			{Class: rules.Unit, At: rules.AtCounter, Words: []rules.Word{{Text: "ev"}}},
			{Class: rules.IndicatorHead, Words: []rules.Word{{Text: "bina"}}},
		},
	})
	for s, want := range map[string]string{"5 ev, bir daha": "ev", "5 evler, bir daha": "ev", "albina, bir daha": "bina", "5 evlerde, bir daha": "", "binalar, bir daha": ""} {
		got := ""
		for _, x := range lx.scan(s, text.Fold(s).Letters(nil), nil) {
			if x.form == word {
				got += s[x.start:x.end]
			}
		}
		if got != want {
			t.Errorf("%q has the words %q, want %q", s, got, want)
		}
	}
}
