package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"goalpost/corpus/store"
	"goalpost/extract/review"
	"goalpost/rules"
)

func (a *app) reviewExample() *cobra.Command {
	return &cobra.Command{
		Use:   "example [DECISION] --rules DIR",
		Short: "Write what a decision, or your last one, teaches into the rule's file: a never example, or a match",
		Example: `  goalpost review reject c1f0a2 --reason not_a_target
  goalpost review log
  goalpost review example d77be1 --rules my-rules
  goalpost rules test --rules my-rules`,
		Args: cobra.MaximumNArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error {
			if a.rules == "" {
				return wrong("--rules DIR names the folder of rule files; a built-in rule is copied there", "no folder of rules is told")
			}
			return a.atDesk(cmd, func(d *desk) error {
				id, err := d.named(args, a.actor(""))
				if err != nil {
					return err
				}
				return d.example(id)
			})
		}),
	}
}

// example writes the example of a decision into the file of its rule.
func (d *desk) example(id string) error {
	row, err := d.st.Decision(d.ctx, id)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrAmbiguous) {
		return &failure{statusNothing, err, "goalpost review log shows the decisions"}
	}
	if err != nil {
		return dataFailure(err)
	}
	one := decisionOf(row)
	claims, err := d.st.ResolveClaim(d.ctx, first(one.Claim, one.OldClaim))
	if err != nil {
		return dataFailure(err)
	}
	v, err := d.st.Version(d.ctx, claims[0].Version)
	if err != nil {
		return dataFailure(err)
	}
	claim := claims[0].Claim
	ex := review.ExampleOf(one, claim, sentenceOf(v.Content.Text, &claim))
	files, err := filepath.Glob(filepath.Join(d.rules, string(claims[0].Lang), "*.yaml"))
	if err != nil {
		return err
	}
	for _, name := range files {
		if done, err := d.writeExample(name, ex); done || err != nil {
			return err
		}
	}
	name, err := d.copyRule(claims[0].Rules, string(claims[0].Lang), ex.Rule)
	if err != nil {
		return err
	}
	_, err = d.writeExample(name, ex)
	return err
}

// copyRule writes a built-in rule as it read into a file of its own in the folder
// of rules, where it overrides the built-in one, and names the file.
func (d *desk) copyRule(set, lang, id string) (name string, err error) {
	kept, err := d.kept(set)
	if err != nil {
		return "", dataFailure(err)
	}
	at := slices.IndexFunc(kept, func(b rules.Body) bool { return b.ID == id })
	if at < 0 {
		return "", &failure{statusNothing, fmt.Errorf("%s is no rule that a file could hold", id), "e at the prompt of goalpost review tells what decided"}
	}
	name = filepath.Join(d.rules, lang, id+".yaml")
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return "", err
	}
	body := "rules:\n  - " + strings.ReplaceAll(strings.TrimSuffix(kept[at].Text, "\n"), "\n", "\n    ") + "\n"
	return name, os.WriteFile(name, []byte(body), 0o644) //nolint:gosec // a rule file is for everybody to read
}

func (d *desk) writeExample(name string, ex review.Example) (done bool, err error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return false, err
	}
	out, found, err := review.WriteExample(data, ex)
	if err != nil || !found {
		return false, err
	}
	info, err := os.Stat(name)
	if err != nil {
		return false, err
	}
	kind := "match"
	if ex.Never {
		kind = "never"
	}
	fmt.Fprintf(d.stderr, "%s: a %s example of %s; goalpost rules test runs it\n", name, kind, ex.Rule)
	return true, os.WriteFile(name, out, info.Mode().Perm())
}
