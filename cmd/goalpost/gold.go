package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"goalpost/corpus/store"
	"goalpost/extract/review"
)

func (a *app) goldCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "gold",
		Short:   "Annotated articles: made of decisions, brought in, written out",
		GroupID: "review",
		Long: `Gold is what a careful reader marks in an article; goalpost score measures rules
against it. An article whose changes were all decided becomes gold with its claims
as reviewed: rejected ones left out, and marked as stretches that are none;
corrected ones as corrected.`,
		Example: `  goalpost gold add https://example.org/a
  goalpost gold export > gold.jsonl
  goalpost score gold.jsonl`,
	}
	cmd.AddCommand(a.goldAdd(), a.goldImport(), a.goldExport())
	return cmd
}

func (a *app) goldAdd() *cobra.Command {
	complete := false
	cmd := &cobra.Command{
		Use:   "add ARTICLE...",
		Short: "Make gold of reviewed articles",
		Args:  cobra.MinimumNArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error {
			return a.atDesk(cmd, func(d *desk) error {
				for _, name := range args {
					if err := d.addGold(name, complete); err != nil {
						return err
					}
				}
				return nil
			})
		}),
	}
	cmd.Flags().BoolVar(&complete, "complete", false, "you read the whole article and every target in it is marked")
	return cmd
}

func (d *desk) addGold(name string, complete bool) error {
	row, err := d.st.Resolve(d.ctx, name)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrAmbiguous) {
		return &failure{statusNothing, err, ""} // the store names the article
	}
	if err != nil {
		return dataFailure(err)
	}
	s, err := d.sheet(row)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(s.items, func(it review.Item) bool { return it.State.Open() }) {
		return &failure{statusNothing, fmt.Errorf("article %q has changes that nobody decided", name), "goalpost review list --where article=" + row.ID}
	}
	v, err := d.st.Version(d.ctx, row.Version)
	if err != nil {
		return dataFailure(err)
	}
	g := review.Gold{Doc: first(row.Key.ExternalID, row.Key.Name()), Lang: row.Lang, Source: row.Key.Source, Title: v.Content.Title, Text: v.Content.Text}
	if p := v.Content.Published; p != "" {
		g.Published = &p
	}
	for _, c := range d.claimsNow(row.ID) {
		kept, ok := d.ledger.Corrected(row.ID, c)
		switch {
		case ok && kept.Value.String() == "": // a dated aim without a value is no row of gold
		case ok:
			g.Claims = append(g.Claims, review.GoldOf(kept))
		default:
			g.Never = append(g.Never, review.GoldNever{Start: c.Start, End: c.End, Quote: c.Quote})
		}
	}
	fmt.Fprintf(d.stderr, "%s: %d claims, %d stretches that are none\n", g.Doc, len(g.Claims), len(g.Never))
	return d.putGold(g, store.Gold{Article: row.ID, Version: row.Version, Complete: complete})
}

// putGold stores one annotated article.
func (d *desk) putGold(g review.Gold, row store.Gold) error {
	raw, err := json.Marshal(g)
	if err != nil {
		return err
	}
	row.Doc, row.Lang, row.Record, row.At = g.Doc, g.Lang, raw, time.Now().UTC()
	return dataFailure(d.st.Update(d.ctx, func(tx *store.Tx) error { return tx.PutGold(row) }))
}

func (a *app) goldImport() *cobra.Command {
	texts := ""
	cmd := &cobra.Command{
		Use:   "import GOLD.jsonl...",
		Short: "Bring annotated articles in",
		Args:  cobra.MinimumNArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error {
			return a.atDesk(cmd, func(d *desk) error {
				n := 0
				for _, name := range args {
					gold, err := readGoldFile(name, texts)
					if err != nil {
						return err
					}
					for _, g := range gold {
						if err := d.putGold(g, store.Gold{Complete: true}); err != nil {
							return err
						}
						n++
					}
				}
				fmt.Fprintf(a.stderr, "%s annotated articles\n", grouped(n))
				return nil
			})
		}),
	}
	cmd.Flags().StringVar(&texts, "texts", "", "the `folder` that holds the texts of gold without them")
	return cmd
}

func (a *app) goldExport() *cobra.Command {
	out := ""
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the annotated articles, one a line",
		Args:  cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) (err error) {
			st, err := a.openStore(cmd.Context(), store.Read, "gold")
			if err != nil {
				return err
			}
			defer func() { err = join(err, st.Close()) }()
			var all []review.Gold
			for row, err := range st.Golds(cmd.Context()) {
				var g review.Gold
				if err == nil {
					err = json.Unmarshal(row.Record, &g)
				}
				if err != nil {
					return dataFailure(err)
				}
				all = append(all, g)
			}
			if out == "" {
				return review.WriteGold(a.stdout, all)
			}
			f, err := os.Create(out)
			if err != nil {
				return err
			}
			defer func() { err = join(err, f.Close()) }()
			return review.WriteGold(f, all)
		}),
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "the `file` to write (default: standard output)")
	return cmd
}
