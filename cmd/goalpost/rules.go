package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/corpus/text"
	"goalpost/extract"
	"goalpost/extract/review"
	"goalpost/extract/workbench"
	"goalpost/rules"
)

// rulesCommand is what a rule author uses.
func (a *app) rulesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "rules",
		Short:   "Try, check and understand the rules of a language",
		GroupID: "care",
		Long: `Rules is the workbench of a rule author. A language is a folder of YAML files;
--rules DIR adds DIR/<lang>/*.yaml to the built-in rules, or overrides those of
the same id. How to add a language stands in CONTRIBUTING.md.`,
		Example: `  goalpost rules test vi
  goalpost rules explain --lang ko "2030년까지 비중을 30%로 높인다."
  goalpost rules lint --rules my-rules tr articles/*.txt`,
	}
	cmd.AddCommand(a.rulesTest(), a.rulesLint(), a.rulesExplain(), a.rulesStats(), a.rulesCoverage(), a.rulesNew(), a.rulesImport(), a.rulesImpact(), a.rulesSchema())
	return cmd
}

// sets loads the rules of the languages named, or of all.
func (a *app) sets(langs []string) ([]*rules.Set, error) {
	book, err := rules.Load(rules.Options{Dir: a.rules})
	if err != nil {
		return nil, err
	}
	if len(langs) == 0 {
		for _, l := range book.Langs() {
			langs = append(langs, string(l))
		}
	}
	var out []*rules.Set
	for _, l := range langs {
		set, ok, err := book.Set(corpus.Lang(l))
		switch {
		case err != nil:
			return nil, err
		case !ok && a.rules != "" && exists(filepath.Join(a.rules, l)):
			return nil, wrong("language.yaml makes a folder a language: it says how its text is written", "%q has no language.yaml", filepath.Join(a.rules, l))
		case !ok:
			return nil, wrong(fmt.Sprintf("there are rules for %v; a folder with --rules adds a language", book.Langs()), "no rules for language %q", l)
		}
		out = append(out, set)
	}
	return out, nil
}

func (a *app) rulesTest() *cobra.Command {
	watch, verbose := false, false
	cmd := &cobra.Command{
		Use:     "test [LANG...]",
		Short:   "Run the examples of every rule",
		Example: "  goalpost rules test --rules my-rules --watch tr",
		RunE: do(func(cmd *cobra.Command, langs []string) error {
			if !watch {
				return a.testRules(langs, verbose)
			}
			if a.rules == "" {
				return wrong("the built-in rules do not change: say --rules DIR", "--watch needs a folder of rules to watch")
			}
			for last := ""; cmd.Context().Err() == nil; {
				if now := stampOf(a.rules); now != last {
					last = now
					if err := a.testRules(langs, verbose); err != nil {
						report(a.stderr, err)
					}
				}
				select {
				case <-cmd.Context().Done():
				case <-time.After(300 * time.Millisecond):
				}
			}
			return nil
		}),
	}
	cmd.Flags().BoolVar(&watch, "watch", false, "run again whenever a file of the --rules folder changes")
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "tell the examples that pass too")
	return cmd
}

// stampOf changes whenever a file below a folder changes.
func stampOf(dir string) string {
	var b strings.Builder
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if e.IsDir() {
			b.WriteString(stampOf(dir + "/" + e.Name()))
		} else if info, err := e.Info(); err == nil {
			fmt.Fprintln(&b, e.Name(), info.Size(), info.ModTime().UnixNano())
		}
	}
	return b.String()
}

func (a *app) testRules(langs []string, verbose bool) error {
	sets, err := a.sets(langs)
	if err != nil {
		return err
	}
	failed := 0
	for _, set := range sets {
		ran, todo, open := 0, 0, 0
		for _, r := range workbench.Examples(set) {
			ran++
			switch {
			case r.Failed():
				failed++
				fmt.Fprintf(a.stdout, "FAIL %s:%d: %s: %s %q\n     %s\n", r.Rule.File, r.Rule.Line, r.Rule.ID, r.Kind, r.Text, r.Got)
			case r.Kind == "todo":
				todo++
				if r.Got == "" {
					open++
					fmt.Fprintf(a.stdout, "todo %s:%d: %s: passes now, make it a match: %q\n", r.Rule.File, r.Rule.Line, r.Rule.ID, r.Text)
				}
			case verbose:
				fmt.Fprintf(a.stdout, "ok   %s:%d: %s: %s %q\n", r.Rule.File, r.Rule.Line, r.Rule.ID, r.Kind, r.Text)
			}
		}
		fmt.Fprintf(a.stdout, "%s: %d rules, %d examples, %d todo\n", set.Name(), len(set.Rules), ran, todo-open)
	}
	if failed > 0 {
		return &failure{statusNothing, fmt.Errorf("%d examples fail", failed), "goalpost rules explain --lang LANG TEXT shows how a text is read"}
	}
	return nil
}

func (a *app) rulesExplain() *cobra.Command {
	var lang, published string
	asJSON := false
	cmd := &cobra.Command{
		Use:     "explain TEXT",
		Short:   "Show how a text is read: tokens, values, the weight of every cue",
		Example: `  goalpost rules explain --lang vi "Tỉnh phấn đấu đạt 30% vào năm 2030."`,
		Args:    cobra.ExactArgs(1),
		RunE: do(func(_ *cobra.Command, args []string) error {
			if lang == "" {
				return wrong("say --lang vi, or the name of a folder of --rules", "the language of the text is missing")
			}
			sets, err := a.sets([]string{lang})
			if err != nil {
				return err
			}
			x := extract.New(sets[0]).Explain(extract.Doc{Text: args[0], Published: published})
			if asJSON {
				return encode(a.stdout, x)
			}
			return a.explain(&x)
		}),
	}
	cmd.Flags().StringVar(&lang, "lang", "", "the `language` of the text")
	cmd.Flags().StringVar(&published, "published", "", "the `date` of publication, for relative years")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// explain prints a reading: a line a token, a block a value.
func (a *app) explain(x *extract.Reading) error {
	p := printer{a.stdout, a.colour(a.stdout)}
	for _, t := range x.Tokens {
		note := t.Used
		if t.Dead {
			note = "a code, no amount"
		}
		fmt.Fprintf(p, "%4d %-6s %s  %s  %s\n", t.Span.Start, t.Form, p.mark(isolate(t.Text)), strings.Join(t.Senses, ", "), note)
	}
	for _, m := range x.Missed {
		fmt.Fprintf(p, "%4d not    %s  %s  %s\n", m.Span.Start, isolate(m.Text), strings.Join(m.Senses, ", "), m.Why)
	}
	for i := range x.Mentions {
		m := &x.Mentions[i]
		fmt.Fprintf(p, "\nmention %s  %s %s %s", isolate(m.Quote), m.Kind, m.Value, strings.Join(slices.DeleteFunc([]string{isolate(m.Unit), m.UnitCode, string(m.Comparator), string(m.Calendar)}, func(s string) bool { return s == "" }), " "))
	}
	if len(x.Mentions) > 0 {
		fmt.Fprintln(p)
	}
	for _, v := range x.Values {
		fmt.Fprintf(p, "\n%s %s", p.mark(isolate(v.Quote)), v.Status)
		if !v.Claimed {
			fmt.Fprintf(p, ", no claim: %s", v.Why)
		}
		fmt.Fprintln(p)
		for _, status := range []corpus.Status{corpus.Target, corpus.Actual, corpus.Forecast, corpus.Other} {
			fmt.Fprintf(p, "   %-8s %5.2f", status, v.Tally[status])
			for _, vote := range v.Votes {
				if vote.Status == status {
					fmt.Fprintf(p, "  %+.2f %s", vote.Weight, vote.Rule)
				}
			}
			fmt.Fprintln(p)
		}
	}
	for i := range x.Claims {
		fmt.Fprintln(p)
		c := &x.Claims[i]
		fields := make([]string, 0, len(c.FilledBy))
		for _, n := range c.FilledBy {
			fields = append(fields, n.Field+" by "+n.Of)
		}
		fmt.Fprintf(p, "claim %s  %s %s %s\n   %s\n", isolate(c.Quote), c.Status, c.Comparator, c.Value, strings.Join(fields, "\n   "))
	}
	return nil
}

func (a *app) rulesLint() *cobra.Command {
	return &cobra.Command{
		Use:   "lint LANG [FILE...]",
		Short: "Name rules that never fire, hide each other, contradict, lack examples",
		Long: `Lint looks at the rules of a language: words that can't match after
normalisation, that stand twice or in two rules, that say two statuses; rules
without examples or counter-examples, and counter-examples that can't fail. With
files, or with a data folder that holds articles in the language, it names rules
that fire in none of them, that longer words hide, whose words are tried in vain
over and over, and cues that never decide.`,
		Args: cobra.MinimumNArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error {
			set, texts, err := a.material(cmd, args)
			if err != nil {
				return err
			}
			found := workbench.Lint(set, texts)
			for _, f := range found {
				word := ""
				if f.Word != "" {
					word = " " + f.Word + ":"
				}
				fmt.Fprintf(a.stdout, "%s %s:%d: %s:%s %s\n", f.Name, f.Rule.File, f.Rule.Line, f.Rule.ID, word, f.Text)
			}
			fmt.Fprintf(a.stderr, "%d rules, %d texts, %d findings\n", len(set.Rules), len(texts), len(found))
			if len(found) > 0 {
				return quiet(statusNothing)
			}
			return nil
		}),
	}
}

func (a *app) rulesStats() *cobra.Command {
	asJSON, gold := false, ""
	cmd := &cobra.Command{
		Use:   "stats LANG [FILE...]",
		Short: "Count what every rule does on files, or on the data folder, and how often it is right",
		Long: `Stats counts for every rule how often its words were met, how often they stood in a
value or a time or filled a field, and the claims and targets that name the rule. With
--gold the last two columns are the targets of the rule on annotated articles: how many
are right, of how many.`,
		Example: `  goalpost rules stats vi articles/*.txt | sort -k3nr | head
  goalpost rules stats vi --gold gold.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error {
			material := a.material
			if gold != "" && len(args) == 1 {
				material = a.rulesAlone
			}
			set, texts, err := material(cmd, args)
			if err != nil {
				return err
			}
			right, read, err := a.rightTargets(gold, set.Lang)
			if err != nil {
				return err
			}
			if len(args) == 1 && gold != "" {
				texts = read
			}
			return a.tellStats(workbench.Stats(set, texts), right, asJSON)
		}),
	}
	cmd.Flags().StringVar(&gold, "gold", "", "a `file` of annotated articles (JSON Lines) on which rules are held against a careful reader")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines")
	return cmd
}

// rulesAlone is a language's rules without texts.
func (a *app) rulesAlone(_ *cobra.Command, args []string) (*rules.Set, []workbench.Text, error) {
	sets, err := a.sets(args[:1])
	if err != nil {
		return nil, nil, err
	}
	return sets[0], nil, nil
}

// rightTargets is, for each rule, how many targets of gold it read right, and of
// how many; and the gold's texts in the language. Without a file there are none.
func (a *app) rightTargets(gold string, lang corpus.Lang) (right map[string]review.Support, texts []workbench.Text, err error) {
	if gold == "" {
		return nil, nil, nil
	}
	engines, err := a.engines()
	if err != nil {
		return nil, nil, err
	}
	answers, err := answersOf(engines, gold, "")
	if err != nil {
		return nil, nil, err
	}
	for _, answer := range answers {
		if g := answer.Gold; g.Lang == lang {
			texts = append(texts, workbench.Text{Name: g.Doc, Text: g.Text, Published: deref(g.Published)})
		}
	}
	right = map[string]review.Support{}
	for _, s := range review.Break(answers).Precision {
		if id, ok := strings.CutPrefix(s.Name, "rule "); ok {
			right[id] = s
		}
	}
	return right, texts, nil
}

// tellStats prints what rules do; right is nil without gold.
func (a *app) tellStats(uses []workbench.Use, right map[string]review.Support, asJSON bool) error {
	if !asJSON {
		head := fmt.Sprintf("%-36s %-14s %7s %8s %7s %8s", "rule", "class", "met", "decided", "claims", "targets")
		if right != nil {
			head += fmt.Sprintf(" %6s %5s", "right", "of")
		}
		fmt.Fprintln(a.stdout, head)
	}
	for _, u := range uses {
		r := right[u.Rule.ID]
		if !asJSON {
			line := fmt.Sprintf("%-36s %-14s %7d %8d %7d %8d", u.Rule.ID, u.Rule.Class, u.Tokens, u.Decided, u.Claims, u.Targets)
			if right != nil {
				line += fmt.Sprintf(" %6d %5d", r.Right, r.N)
			}
			fmt.Fprintln(a.stdout, line)
			continue
		}
		record := map[string]any{"rule": u.Rule.ID, "class": u.Rule.Class, "met": u.Tokens, "decided": u.Decided, "claims": u.Claims, "targets": u.Targets}
		if right != nil {
			record["gold_right"], record["gold_targets"] = r.Right, r.N
		}
		if err := encode(a.stdout, record); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) rulesSchema() *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		Short:   "Print the JSON Schema of rule files, with which editors complete them",
		Example: "  goalpost rules schema > my-rules/schema.json",
		Args:    cobra.NoArgs,
		RunE: do(func(*cobra.Command, []string) error {
			_, err := a.stdout.Write(rules.Schema)
			return err
		}),
	}
}

func (a *app) rulesCoverage() *cobra.Command {
	return &cobra.Command{
		Use:   "coverage LANG [FILE...]",
		Short: "List sentences with a figure and the words of an aim, and no target",
		Args:  cobra.MinimumNArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error {
			set, texts, err := a.material(cmd, args)
			if err != nil {
				return err
			}
			gaps := workbench.Coverage(set, texts)
			for _, g := range gaps {
				fmt.Fprintf(a.stdout, "%s: %s\n   figures %s; cues %s\n", g.Text, isolate(g.Sentence), isolate(strings.Join(g.Quotes, ", ")), strings.Join(g.Cues, ", "))
			}
			fmt.Fprintf(a.stderr, "%d texts, %d sentences without a target\n", len(texts), len(gaps))
			return nil
		}),
	}
}

func (a *app) rulesNew() *cobra.Command {
	return &cobra.Command{
		Use:     "new LANG SENTENCE",
		Short:   "Write the skeleton of a rule from a sentence with its value marked",
		Example: `  goalpost rules new vi "Tỉnh ((quyết tâm)) đạt [[30%]] vào năm 2030." >> my-rules/vi/cues.yaml`,
		Args:    cobra.ExactArgs(2),
		RunE: do(func(_ *cobra.Command, args []string) error {
			sets, err := a.sets(args[:1])
			if err != nil {
				return err
			}
			yaml, err := workbench.New(sets[0], args[1])
			if errors.Is(err, workbench.ErrMarks) {
				return wrong(`such as "The city ((aims to)) reach [[30%]]."`, "%w", err)
			}
			if err != nil {
				return err
			}
			_, err = io.WriteString(a.stdout, yaml)
			return err
		}),
	}
}

// material is a language's rules and the texts to try them on: the files named,
// else the articles of the data folder, else none.
func (a *app) material(cmd *cobra.Command, args []string) (*rules.Set, []workbench.Text, error) {
	sets, err := a.sets(args[:1])
	if err != nil {
		return nil, nil, err
	}
	set := sets[0]
	if len(args) == 1 {
		texts, err := a.storedTexts(cmd, set.Lang)
		return set, texts, err
	}
	var texts []workbench.Text
	for _, name := range args[1:] {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, err
		}
		s, _ := text.Clean(data)
		texts = append(texts, workbench.Text{Name: name, Text: s})
	}
	return set, texts, nil
}

// storedTexts are the articles of the data folder in a language; without such a
// folder there are none, and it says so.
func (a *app) storedTexts(cmd *cobra.Command, lang corpus.Lang) (texts []workbench.Text, err error) {
	if !exists(a.data) {
		fmt.Fprintf(a.stderr, "goalpost: hint: no files are named and there is no data folder %q: the rules alone are looked at\n", a.data)
		return nil, nil
	}
	st, err := a.openStore(cmd.Context(), store.Read, "rules")
	if err != nil {
		return nil, err
	}
	defer func() { err = join(err, st.Close()) }()
	for v, err := range st.Current(cmd.Context(), store.ArticleFilter{Lang: []corpus.Lang{lang}}) {
		if err != nil {
			return nil, err
		}
		texts = append(texts, workbench.Text{Name: v.Article, Text: v.Content.Text, Published: v.Content.Published})
	}
	return texts, nil
}
