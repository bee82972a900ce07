package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/extract/review"
)

// impactFlags are the flags of rules impact.
type impactFlags struct {
	diffFlags
	sample   int
	markdown bool
}

// rulesImpact is `goalpost rules impact`.
func (a *app) rulesImpact() *cobra.Command {
	var flags impactFlags
	cmd := &cobra.Command{
		Use:   "impact --rules DIR",
		Short: "What an edit of rules would change in the whole corpus, before it is merged",
		Long: `Impact reads every stored article with the rules in DIR beside the built-in ones and
compares that with what is stored. Nothing is written. Changes are counted by kind,
rule, language and source, and a few of each group of the same change are shown.`,
		Example: `  goalpost rules impact --rules my-rules
  goalpost rules impact --rules my-rules --markdown > comment.md
  goalpost rules impact --rules my-rules --jsonl | jq .fields`,
		Args: cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) error { return a.impact(cmd.Context(), flags) }),
	}
	f := cmd.Flags()
	f.StringVar(&flags.by, "by", "", "count by `rule|edited|field|source|lang|kind` alone")
	f.StringVar(&flags.where, "where", "", "only changes that a `query` chooses")
	f.IntVar(&flags.sample, "sample", 3, "how many changes of each group to show")
	f.BoolVar(&flags.markdown, "markdown", false, "print Markdown, for a comment on a pull request")
	f.BoolVar(&flags.asJSON, "json", false, "print one JSON document: counts and changes")
	f.BoolVar(&flags.jsonl, "jsonl", false, "print the changes as JSON Lines, as they are found")
	f.BoolVar(&flags.sarif, "sarif", false, "print SARIF 2.1.0")
	f.BoolVar(&flags.exitCode, "exit-code", false, "exit with status 1 where there are changes")
	mustComplete(cmd, "by", "rule", "edited", "field", "source", "lang", "kind")
	return cmd
}

func (a *app) impact(ctx context.Context, flags impactFlags) (err error) {
	query, err := review.ParseQuery(flags.where)
	if err != nil {
		return wrong("", "%w", err)
	}
	d, err := a.openDesk(ctx, store.Read, "rules impact")
	if err != nil {
		return err
	}
	defer func() { err = join(err, d.st.Close()) }()
	flags.all = true
	changes := chosen(d.shadow(), query, flags.diffFlags)
	var n int
	if flags.jsonl || flags.sarif || flags.asJSON || flags.by != "" {
		n, err = d.tellChanges(changes, flags.diffFlags)
	} else {
		n, err = d.tellImpact(changes, flags)
	}
	if err == nil && n > 0 && flags.exitCode {
		return quiet(statusNothing)
	}
	return err
}

// shadow lays out what the rules at hand would read beside what is stored.
func (d *desk) shadow() iter.Seq2[*sheet, error] { return d.changed(store.ArticleFilter{}, d.shadowOf) }

func (d *desk) shadowOf(row store.ArticleRow) (*sheet, error) {
	s := &sheet{row: row}
	engines, err := d.engines()
	if err != nil {
		return s, err
	}
	name, err := engines.Rules(row.Lang)
	if err != nil || row.Extraction == "" {
		return s, err
	}
	glossary, err := engines.Glossary()
	if err != nil {
		return s, err
	}
	x, err := d.st.Extraction(d.ctx, row.Extraction)
	if err != nil || x.Rules == name && x.Engine == engines.Version() && x.Glossary == glossary {
		return s, err
	}
	if s.old, s.from, err = d.reading(row.Version, row.Extraction, nil); err != nil {
		return s, err
	}
	v, err := d.st.Version(d.ctx, row.Version)
	if err != nil {
		return s, err
	}
	read, err := engines.Extract(v.Content)
	if err != nil {
		return s, err
	}
	s.now = review.Side{Text: s.old.Text, Claims: read.Claims}
	s.to = review.Origin{Version: row.Version, Rules: name, Engine: engines.Version(), Glossary: glossary, Reader: s.from.Reader}
	if err := d.compare(s, nil, 0); err != nil {
		return s, err
	}
	s.items = slices.DeleteFunc(s.items, func(it review.Item) bool { return it.Kind == review.Noted }) // a new rule moves confidences everywhere
	return s, nil
}

// grouping is a group of the same change: how many there are, and the first of them.
type grouping struct {
	n      int
	sample []laid
}

// tellImpact prints counts and samples of each group.
func (d *desk) tellImpact(changes iter.Seq2[laid, error], flags impactFlags) (n int, err error) {
	counts, groups, edits := review.NewTally(), map[string]*grouping{}, editCounts{}
	rejected := 0
	for c, err := range changes {
		if err != nil {
			return n, err
		}
		n++
		counts.Add(c.Item)
		if err := edits.add(d, c); err != nil {
			return n, err
		}
		rejected += boolInt(c.State == review.Suppressed)
		g := groups[c.Group]
		if g == nil {
			g = &grouping{}
			groups[c.Group] = g
		}
		if g.n++; len(g.sample) < flags.sample {
			g.sample = append(g.sample, c)
		}
	}
	order := make([]string, 0, len(groups))
	for key := range groups {
		order = append(order, key)
	}
	slices.SortFunc(order, func(x, y string) int { return cmp.Or(cmp.Compare(groups[y].n, groups[x].n), cmp.Compare(x, y)) })
	var b strings.Builder
	p := printer{&b, d.colour(d.stdout) && !flags.markdown}
	if flags.markdown {
		b.WriteString("### What the rules would change\n\n```\n" + counts.Text(""))
		p.ruleEdits(edits, false)
		b.WriteString("```\n")
	} else {
		b.WriteString(counts.Text(""))
		p.ruleEdits(edits, false)
	}
	if rejected > 0 {
		fmt.Fprintf(&b, "\n%s of them bring back what was rejected before\n", grouped(rejected))
	}
	for _, key := range order {
		p.impactGroup(key, groups[key], flags.markdown)
	}
	_, err = io.WriteString(d.stdout, b.String())
	return n, err
}

func (p printer) impactGroup(key string, g *grouping, markdown bool) {
	if !markdown {
		fmt.Fprintf(p, "\n%s: %d alike\n", key, g.n)
		for _, c := range g.sample {
			p.change(c)
		}
		return
	}
	first := g.sample[0]
	fmt.Fprintf(p, "\n**%d × %s** (%s, %s)\n\n| sentence | field | before | after |\n|---|---|---|---|\n", g.n, first.Kind, first.Lang, strings.Join(first.RuleIDs(), " → "))
	for _, c := range g.sample {
		sentence := cell(sentenceOf(c.side(), c.Claim()))
		if len(c.Fields) == 0 {
			fmt.Fprintf(p, "| %s | | %s | %s |\n", sentence, statusAndQuote(c.Old), statusAndQuote(c.New))
		}
		for i, f := range c.Fields {
			if i > 0 {
				sentence = ""
			}
			fmt.Fprintf(p, "| %s | %s | %s | %s |\n", sentence, f.Field, cell(f.Old), cell(f.New))
		}
	}
}

// side is the text that the change's claim points into.
func (c laid) side() string {
	if c.New != nil {
		return c.now.Text
	}
	return c.old.Text
}

// cell makes a text fit for a table of Markdown, apart from what is around it.
func cell(s string) string {
	if s == "" {
		return ""
	}
	return "<bdi>" + strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;").Replace(s) + "</bdi>"
}

// statusAndQuote is what a claim says in a word: its status and value.
func statusAndQuote(c *corpus.Claim) string {
	if c == nil {
		return "none"
	}
	return string(c.Status) + " " + cell(c.Quote)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
