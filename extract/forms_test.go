package extract

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus"
)

var update = flag.Bool("update", false, "write the golden files anew")

// wantedForm is a phrase and what is to be read in it.
type wantedForm struct{ kind, value, unit, phrase string }

// families are the kinds of mention in which a form of a kind may be read: whether
// something is counted is for the words beside a number to say.
var families = map[string][]corpus.Kind{
	"number": {corpus.Bare, corpus.Quantity, corpus.Multiple},
	"range":  {corpus.Percent, corpus.Money, corpus.Bare, corpus.Quantity, corpus.Multiple},
}

// TestForms reads the phrases of testdata/forms, each as a whole text and inside
// of a sentence. testdata/forms/golden.txt has how many of each kind are read with
// the right value, and those that are not read as a whole text.
func TestForms(t *testing.T) {
	var got strings.Builder
	engines := engines(t)
	langs := slices.Sorted(maps.Keys(engines))
	fmt.Fprintf(&got, "Phrases read with their value: as a whole text, in a sentence, of all.\n")
	for _, lang := range langs {
		forms, sentence := readForms(t, filepath.Join("testdata", "forms", string(lang)+".tsv"))
		var kinds []string
		whole, inside, all := map[string]int{}, map[string]int{}, map[string]int{}
		var missed strings.Builder
		for _, f := range forms {
			if all[f.kind] == 0 {
				kinds = append(kinds, f.kind)
			}
			all[f.kind]++
			if f.readIn(engines[lang].Read(Doc{Text: f.phrase}).Mentions) {
				whole[f.kind]++
			} else {
				fmt.Fprintf(&missed, "missed: %s %s\n", f.kind, f.phrase)
			}
			if f.readIn(engines[lang].Read(Doc{Text: strings.Replace(sentence, "{}", f.phrase, 1)}).Mentions) {
				inside[f.kind]++
			}
		}
		fmt.Fprintf(&got, "\n%s\n", lang)
		for _, k := range kinds {
			fmt.Fprintf(&got, "%-14s %3d %3d %3d\n", k, whole[k], inside[k], all[k])
		}
		got.WriteString(missed.String())
	}
	golden := filepath.Join("testdata", "forms", "golden.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("the reading of forms has changed (-update writes the golden file anew):\n%s", diff)
	}
}

// readForms reads a table of forms and the sentence that they are put in.
func readForms(t *testing.T, name string) (forms []wantedForm, sentence string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if s, ok := strings.CutPrefix(line, "# in a sentence: "); ok {
			sentence = s
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			t.Fatalf("%s: %q has no four fields", name, line)
		}
		forms = append(forms, wantedForm{f[0], f[1], f[2], f[3]})
	}
	return forms, sentence
}

// readIn says whether one of the mentions is the form's.
func (f *wantedForm) readIn(mentions []corpus.Mention) bool {
	if f.kind == "none" {
		return len(mentions) == 0
	}
	kinds := families[f.kind]
	if kinds == nil {
		kinds = []corpus.Kind{corpus.Kind(f.kind)}
	}
	return slices.ContainsFunc(mentions, func(m corpus.Mention) bool {
		return slices.Contains(kinds, m.Kind) && f.told(m.Value) && (f.unit == "-" || m.Unit == f.unit)
	})
}

// told says whether a value is the form's; a Hijri year spans two others, of which
// the first is told.
func (f *wantedForm) told(v corpus.Value) bool {
	return v.String() == f.value || f.kind == "year" && v.Low != nil && v.Low.String() == f.value
}
