package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/corpus/text"
	"goalpost/extract/review"
)

// auditFlags are the flags of review audit.
type auditFlags struct {
	n                   int
	seed                uint64
	right               bool
	wrong, actor        string
	lang, rule, status  string
	again               bool
	asJSON, showFigures bool
}

func (a *app) reviewAudit() *cobra.Command {
	var flags auditFlags
	cmd := &cobra.Command{
		Use:   "audit [CLAIM...]",
		Short: "Draw claims at random and say whether they are right: precision without bias",
		Long: `Audit draws claims at random among all that stand, whether they changed or not. What
you say of them is an unbiased sample: goalpost review audit --figures tells the
precision by rule and language with its interval, beside that of what people were
asked about because it had changed.

Draw --again to decide on what somebody else was asked: the figures then tell how
often both agree, with Cohen's kappa.`,
		Example: `  goalpost review audit --n 20 --status target
  goalpost review audit c1f0a2 --right
  goalpost review audit c77be1 --wrong forecast
  goalpost review audit --figures`,
		RunE: do(func(cmd *cobra.Command, args []string) error {
			return a.atDesk(cmd, func(d *desk) error {
				switch {
				case flags.showFigures:
					return d.auditFigures()
				case len(args) == 0:
					return d.draw(flags)
				case flags.right == (flags.wrong != ""):
					return wrong("", "say --right, or --wrong REASON")
				}
				return d.audit(args, flags)
			})
		}),
	}
	f := cmd.Flags()
	f.IntVar(&flags.n, "n", 10, "how many claims to draw")
	f.BoolVar(&flags.again, "again", false, "draw of the claims that others have decided on and you have not")
	f.Uint64Var(&flags.seed, "seed", 0, "draw the same claims again (0: others each time)")
	f.StringVar(&flags.lang, "lang", "", "draw only of this `language`")
	f.StringVar(&flags.rule, "rule", "", "draw only of this `rule`")
	f.StringVar(&flags.status, "status", "", "draw only of this `status`")
	f.BoolVar(&flags.right, "right", false, "the claims named are right")
	f.StringVar(&flags.wrong, "wrong", "", "the claims named are wrong, and the `reason`: "+strings.Join(review.Reasons(), ", "))
	f.StringVar(&flags.actor, "actor", "", "who decides (default: GOALPOST_ACTOR, else the user's name)")
	f.BoolVar(&flags.asJSON, "json", false, "print JSON Lines")
	f.BoolVar(&flags.showFigures, "figures", false, "print precision by what was decided so far")
	return cmd
}

// draw keeps n claims, each with the same chance (reservoir sampling, J. S.
// Vitter 1985, algorithm R), of those that were not drawn and decided before.
func (d *desk) draw(flags auditFlags) error {
	seed := flags.seed
	if seed == 0 {
		seed = rand.Uint64() //nolint:gosec // a sample, no secret
	}
	rng := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // a sample, no secret
	filter := store.ClaimFilter{}
	if flags.lang != "" {
		filter.Lang = []corpus.Lang{corpus.Lang(flags.lang)}
	}
	if flags.rule != "" {
		filter.Rule = []string{flags.rule}
	}
	if flags.status != "" {
		filter.Status = []corpus.Status{corpus.Status(flags.status)}
	}
	var drawn []store.ClaimRow
	seen := 0
	for row, err := range d.st.Claims(d.ctx, filter) {
		if err != nil {
			return dataFailure(err)
		}
		if d.ledger.WasAudited(row.Article, &row.Claim, "") != flags.again ||
			flags.again && d.ledger.WasAudited(row.Article, &row.Claim, d.actor(flags.actor)) {
			continue
		}
		seen++
		if len(drawn) < flags.n {
			drawn = append(drawn, row)
		} else if k := rng.IntN(seen); k < flags.n {
			drawn[k] = row
		}
	}
	return d.tellDrawn(drawn, flags.asJSON)
}

func (d *desk) tellDrawn(drawn []store.ClaimRow, asJSON bool) error {
	var b strings.Builder
	p := printer{&b, d.colour(d.stdout)}
	for _, row := range drawn {
		v, err := d.st.Version(d.ctx, row.Version)
		if err != nil {
			return dataFailure(err)
		}
		if asJSON {
			if err := encode(d.stdout, map[string]any{
				"schema_version": corpus.SchemaVersion, "type": "audit", "article": row.Article, "lang": row.Lang,
				"claim": row.Claim, "sentence": sentenceOf(v.Content.Text, &row.Claim),
			}); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(&b, "%s  %s\n", p.bold(row.Claim.ID), p.dim(string(row.Lang)))
		p.claim(row.Claim, v.Content.Text, text.NewPoints(v.Content.Text))
	}
	_, err := io.WriteString(d.stdout, b.String())
	return err
}

// audit writes what the reviewer says of drawn claims.
func (d *desk) audit(ids []string, flags auditFlags) error {
	var list []review.Decision
	for _, id := range ids {
		rows, err := d.st.ResolveClaim(d.ctx, id)
		if err != nil {
			return &failure{statusNothing, err, "goalpost review audit draws claims"}
		}
		one := review.AuditOf(rows[0].Article, &rows[0].Claim, flags.right, d.actor(flags.actor))
		one.Reason, one.At, one.Expected = flags.wrong, time.Now().UTC(), d.ledger.Version(one.Change)
		if err := one.Check(); err != nil {
			return wrong("", "%w", err)
		}
		list = append(list, one)
	}
	if err := d.write(list...); err != nil {
		return err
	}
	return d.told(list)
}

// auditFigures prints precision by decisions.
func (d *desk) auditFigures() error {
	langs := func(article string) corpus.Lang {
		row, err := d.st.Article(d.ctx, article)
		if err != nil {
			return corpus.Und
		}
		return row.Lang
	}
	_, err := fmt.Fprintf(d.stdout, "%s\n%s", review.SupportTable("drawn at random", d.ledger.Precision(true, langs)),
		review.SupportTable("asked because it changed", d.ledger.Precision(false, langs)))
	for _, a := range d.ledger.Agreements() {
		fmt.Fprintf(d.stdout, "\n%s and %s agree on %d of %d drawn claims, kappa %.2f\n", a.One, a.Other, a.Agreed, a.N, a.Kappa)
	}
	return err
}
