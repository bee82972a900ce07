package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus"
	"goalpost/extract/review"
)

func (a *app) scoreCommand() *cobra.Command {
	var texts, match string
	asJSON := false
	cmd := &cobra.Command{
		Use:     "score GOLD.jsonl...",
		Short:   "Precision and recall against annotated articles",
		GroupID: "review",
		Long: `Score extracts the articles of gold files and compares what it reads with what a
careful reader marked. The first table has one row for each language; then come the
categories of matching (strict: span and status; exact: the span; partial: an overlap
counts half; type: the status), precision and recall by language, source and rule
with their 95 % intervals, and how often a claim's status is right at the confidence
that it tells. A share on fewer than 10 is not shown.`,
		Example: `  goalpost score gold/dev.vi.jsonl gold/dev.th.jsonl
  goalpost score gold.jsonl --texts articles/ --json | jq .table.all.F1
  goalpost score gold.jsonl --rules my-rules/`,
		Args: cobra.MinimumNArgs(1),
		RunE: do(func(_ *cobra.Command, args []string) error {
			engines, err := a.engines()
			if err != nil {
				return err
			}
			var all []review.Answer
			for _, name := range args {
				answers, err := answersOf(engines, name, texts)
				if err != nil {
					return err
				}
				all = append(all, answers...)
			}
			return a.tellScore(all, match, asJSON)
		}),
	}
	cmd.Flags().StringVar(&texts, "texts", "", "the `folder` that holds the texts of gold without them, by the name in doc")
	cmd.Flags().StringVar(&match, "match", "", "print one category alone: `strict|exact|partial|type`")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	mustComplete(cmd, "match", review.Strict, review.Exact, review.Partial, review.Type)
	return cmd
}

// answersOf reads a gold file and extracts its articles.
func answersOf(engines *pipeline.Engines, name, texts string) ([]review.Answer, error) {
	gold, err := readGoldFile(name, texts)
	if err != nil {
		return nil, err
	}
	out := make([]review.Answer, len(gold))
	for i, g := range gold {
		x, err := engines.Extract(corpus.Article{Text: g.Text, Title: g.Title, Published: deref(g.Published), Lang: g.Lang})
		if err != nil {
			return nil, fmt.Errorf("gold %q: %w", g.Doc, err)
		}
		out[i] = review.Answer{Gold: g, Claims: x.Claims}
	}
	return out, nil
}

func readGoldFile(name, texts string) (gold []review.Gold, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, &failure{status: statusUsage, err: err}
	}
	defer func() { err = join(err, f.Close()) }()
	var text func(string) (string, error)
	if texts != "" {
		text = func(doc string) (string, error) {
			data, err := os.ReadFile(filepath.Join(texts, filepath.FromSlash(doc)))
			return string(data), err
		}
	}
	gold, err = review.ReadGold(f, text)
	if err != nil {
		hint := ""
		if errors.Is(err, review.ErrNoText) {
			hint = "--texts DIR names the folder that holds the texts"
		}
		return nil, &failure{statusUsage, fmt.Errorf("%q: %w", name, err), hint}
	}
	return gold, nil
}

// tellScore prints the figures.
func (a *app) tellScore(answers []review.Answer, match string, asJSON bool) error {
	table, broken := review.Score(answers), review.Break(answers)
	if match != "" {
		for _, c := range broken.Categories {
			if c.Name == match {
				return a.tellCategory(c, asJSON)
			}
		}
		return wrong("", "--match %q is none of strict, exact, partial, type", match)
	}
	if asJSON {
		return json.NewEncoder(a.stdout).Encode(struct {
			SchemaVersion int              `json:"schema_version"`
			Table         review.Table     `json:"table"`
			Breakdown     review.Breakdown `json:"breakdown"`
		}{corpus.SchemaVersion, table, broken})
	}
	_, err := fmt.Fprintf(a.stdout, "%s\n%s", table, broken)
	return err
}

func (a *app) tellCategory(c review.Category, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(a.stdout).Encode(c)
	}
	_, err := fmt.Fprintf(a.stdout, "%s: P %.3f, R %.3f, F1 %.3f (%d right, %d met but wrong, %d in part, %d missing, %d spurious)\n",
		c.Name, c.P, c.R, c.F1, c.Correct, c.Incorrect, c.Partial, c.Missing, c.Spurious)
	return err
}
