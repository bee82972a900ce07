package workbench

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goalpost/rules"
)

// tiny is a language of a few rules, for tests of what a rule author sees.
func tiny(t *testing.T, yaml string) *rules.Set {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "xx"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"language.yaml": "lang: xx\ndecimal: \".\"\nwords: exact\nends: \".\"\n",
		"rules.yaml":    "rules:\n  - {id: xx.percent, class: percent, words: [\"%\"]}\n" + yaml,
	} {
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
	return set
}

const tinyRules = `  - {id: xx.aim, class: cue, status: target, words: [aims, plans, "pla\u200bns"], match: [{text: "It aims at 30%.", want: [{value: "30", status: target}]}], never: ["It was 5%."]}
  - {id: xx.past, class: cue, status: actual, words: [was, aims]}
  - {id: xx.short, class: cue, status: actual, words: [hope], never: ["x"]}
  - {id: xx.long, class: cue, status: target, words: [they hope], never: ["They run."]}
  - {id: xx.stub, class: cue, status: actual, words: [ha], never: ["x"]}
  - {id: xx.lost, class: cue, status: actual, words: [zyzzyva], never: ["x"]}
`

func TestLint(t *testing.T) {
	set := tiny(t, tinyRules)
	got := map[string]bool{}
	for _, f := range Lint(set, []Text{{Name: "a", Text: "It aims at 30%. It was 5% before. They hope so." + strings.Repeat(" They have it.", 30)}}) {
		got[f.Name+" "+f.Rule.ID] = true
	}
	for _, want := range []string{"no-negative xx.past", "control xx.aim", "contradiction xx.past", "never-fires xx.lost", "no-example xx.lost", "twice xx.aim", "hidden xx.short", "slow xx.stub", "toothless xx.stub"} {
		if !got[want] {
			t.Errorf("%s is not found in %v", want, got)
		}
	}
	if got["never-fires xx.aim"] {
		t.Error("xx.aim fires")
	}
	if got["toothless xx.long"] {
		t.Error("the counter-example of xx.long holds half of its words")
	}
}

func TestCoverageListsAimsWithoutTarget(t *testing.T) {
	set := tiny(t, "  - {id: xx.aim, class: cue, status: target, weight: weak, words: [hopes]}\n  - {id: xx.past, class: cue, status: actual, weight: sure, words: [was]}\n")
	gaps := Coverage(set, []Text{{Name: "a", Text: "It hopes, as was 30% before.\nIt was 5%.\n"}})
	if len(gaps) != 1 || !strings.HasPrefix(gaps[0].Sentence, "It hopes") || gaps[0].Quotes[0] != "30%" {
		t.Errorf("gaps %+v", gaps)
	}
}

func TestNewWritesARuleThatLoads(t *testing.T) {
	set := tiny(t, tinyRules)
	yaml, err := New(set, "The city ((intends)) to reach [[30%]].")
	if err != nil {
		t.Fatal(err)
	}
	body := strings.TrimPrefix(strings.ReplaceAll(yaml, "NAME", "intends"), "rules:\n")
	with := tiny(t, body)
	for _, r := range Examples(with) {
		if r.Failed() && r.Kind == "match" {
			t.Errorf("%s: %s", r.Text, r.Got)
		}
	}
	if _, err := New(set, "no marks"); !errors.Is(err, ErrMarks) {
		t.Errorf("error %v, want ErrMarks", err)
	}
}

func TestStatsCountsWhatRulesDecide(t *testing.T) {
	set := tiny(t, strings.Replace(tinyRules, "[was, aims]", "[was]", 1))
	for _, u := range Stats(set, []Text{{Text: "It aims at 30%. It was 5% before. They hope so."}}) {
		switch u.Rule.ID {
		case "xx.aim":
			if u.Tokens != 1 || u.Targets != 1 {
				t.Errorf("xx.aim: %+v", u)
			}
		case "xx.lost":
			if u.Tokens != 0 {
				t.Errorf("xx.lost: %+v", u)
			}
		}
	}
}
