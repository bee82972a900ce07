package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/extract/review"
)

// movedFlags are the flags of moved.
type movedFlags struct {
	lang, concept, place string
	sure                 float64
	all, asJSON          bool
}

func (a *app) movedCommand() *cobra.Command {
	var flags movedFlags
	cmd := &cobra.Command{
		Use:     "moved [WORDS]",
		Short:   "Goalposts whose value, comparator or deadline changed",
		GroupID: "review",
		Long: `Moved links the targets of the same indicator, unit, place and actor over articles,
languages and versions of an article into goalposts, and shows those that stand
otherwise than they were told before: both sentences with their dates and sources,
and how sure it is that they are about one target. What is told to have been reached
stands beside them.

Editions of one article in several languages move nothing, and what is told in
articles of two countries is two aims. Indicators meet over languages where the glossary knows them; else by their words.
Rejected claims are left out; corrected ones stand as corrected.`,
		Example: `  goalpost moved
  goalpost moved 'kinh tế số' --sure 0.6
  goalpost moved --concept digital-economy --all --json`,
		Args: cobra.MaximumNArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error {
			return a.moved(cmd.Context(), flags, strings.Join(args, " "))
		}),
	}
	f := cmd.Flags()
	f.StringVar(&flags.lang, "lang", "", "only goalposts told in this `language` too")
	f.StringVar(&flags.concept, "concept", "", "only this `concept` of the glossary")
	f.StringVar(&flags.place, "place", "", "only this `place` (ISO 3166)")
	f.Float64Var(&flags.sure, "sure", 0.3, "only moves that are at least so sure, 0 to 1")
	f.BoolVar(&flags.all, "all", false, "also goalposts that did not move")
	f.BoolVar(&flags.asJSON, "json", false, "print JSON Lines, one goalpost each")
	return cmd
}

func (a *app) moved(ctx context.Context, flags movedFlags, words string) (err error) {
	d, err := a.openDesk(ctx, store.Read, "moved")
	if err != nil {
		return err
	}
	defer func() { err = join(err, d.st.Close()) }()
	tellings, err := d.tellings()
	if err != nil {
		return dataFailure(err)
	}
	n := 0
	for _, g := range review.Link(tellings) {
		if !flags.chooses(&g, words) {
			continue
		}
		n++
		if flags.asJSON {
			err = encode(a.stdout, struct {
				SchemaVersion int `json:"schema_version"`
				review.Goalpost
			}{corpus.SchemaVersion, g})
		} else {
			var b strings.Builder
			printer{&b, a.colour(a.stdout)}.goalpost(&g)
			_, err = io.WriteString(a.stdout, b.String())
		}
		if err != nil {
			return err
		}
	}
	if n == 0 {
		fmt.Fprintln(a.stderr, "no goalpost moved")
		return quiet(statusNothing)
	}
	return nil
}

// chooses says whether a goalpost is asked for; moves that are not sure enough drop out of it.
func (f movedFlags) chooses(g *review.Goalpost, words string) bool {
	var kept []review.Move
	for _, m := range g.Moves {
		if m.Confidence >= f.sure {
			kept = append(kept, m)
		}
	}
	g.Moves = kept
	told := f.lang == "" && words == ""
	for _, t := range g.History {
		told = told || (f.lang == "" || string(t.Lang) == f.lang) && (words == "" || review.Names(t, words))
	}
	return told && (f.all || len(g.Moves) > 0) && (f.concept == "" || g.Indicator == f.concept) && (f.place == "" || g.Place == f.place)
}

// tellings are the claims of every version of every article, as reviewed.
func (d *desk) tellings() (out []review.Telling, err error) {
	if d.editions, err = d.editionsOf(); err != nil {
		return nil, err
	}
	for row, err := range d.st.Articles(d.ctx, store.ArticleFilter{}) {
		if err != nil {
			return nil, err
		}
		if row.Extraction == "" || row.Claims == 0 && row.Versions == 1 {
			continue
		}
		if out, err = d.versions(out, row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// editionsOf names, for each article that has editions in other languages, the
// first of them.
func (d *desk) editionsOf() (map[string]string, error) {
	to := map[string]string{}
	root := func(a string) string {
		for to[a] != "" && to[a] != a {
			a = to[a]
		}
		return a
	}
	for l, err := range d.st.Links(d.ctx, "") {
		if err != nil {
			return nil, err
		}
		if l.Kind == "edition" || l.Kind == "source" {
			a, b := root(l.Article), root(l.Other)
			to[max(a, b)], to[min(a, b)] = min(a, b), min(a, b)
		}
	}
	for a := range to {
		to[a] = root(a)
	}
	return to, nil
}

// versions adds the claims of every version of an article, oldest first, each
// as it was read last.
func (d *desk) versions(out []review.Telling, row store.ArticleRow) ([]review.Telling, error) {
	last := map[string]string{row.Version: row.Extraction}
	var order []string
	if row.Versions > 1 {
		for x, err := range d.st.Extractions(d.ctx, row.ID) {
			if err != nil {
				return nil, err
			}
			if x.Version == row.Version || x.Shadow {
				continue
			}
			if last[x.Version] == "" {
				order = append(order, x.Version)
			}
			last[x.Version] = x.ID
		}
	}
	for _, version := range append(order, row.Version) {
		var err error
		if out, err = d.tell(out, row, version, last[version]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (d *desk) tell(out []review.Telling, row store.ArticleRow, version, extraction string) ([]review.Telling, error) {
	v, err := d.st.Version(d.ctx, version)
	if err != nil {
		return nil, err
	}
	x, err := d.st.FullExtraction(d.ctx, extraction)
	if err != nil {
		return nil, err
	}
	when := v.Content.Published
	if seen := v.SeenAt.UTC().Format(time.DateOnly); when == "" || v.Number > 1 && v.Cause == "content" && seen > when {
		when = seen
	}
	country := countryOf(first(row.Key.CanonicalURL, row.URL))
	if v.Content.Place != nil {
		country, _, _ = strings.Cut(v.Content.Place.Code, "-")
	}
	for _, c := range x.Claims {
		if c, ok := d.ledger.Corrected(row.ID, c); ok && (c.Status == corpus.Target || c.Status == corpus.Actual) {
			out = append(out, review.Telling{
				Claim: c, Article: row.ID, Version: version, Lang: row.Lang, Source: first(row.Site, row.Key.Source, row.Key.Name()),
				URL: row.URL, Title: v.Content.Title, When: when, Sentence: sentenceOf(v.Content.Text, &c),
				Country: country, Edition: d.editions[row.ID],
			})
		}
	}
	return out, nil
}

// countryOf is the country that an address is of by its last label (ISO 3166-1);
// "" where that names none, or is sold as a word.
func countryOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	label := u.Hostname()[strings.LastIndexByte(u.Hostname(), '.')+1:]
	switch {
	case len(label) != 2 || slices.Contains([]string{"ai", "cc", "co", "eu", "io", "me", "tv", "ws"}, label):
		return ""
	case label == "uk":
		return "GB"
	}
	return strings.ToUpper(label)
}

// goalpost writes one goalpost: its moves, then how far it is.
func (p printer) goalpost(g *review.Goalpost) {
	fmt.Fprintf(p, "%s  %s\n", p.bold(shield(g.Indicator)), p.dim(strings.TrimSpace(g.Unit+" "+g.Place)))
	if g.Actor != "" {
		fmt.Fprintf(p, "  actor: %s\n", shield(g.Actor))
	}
	fmt.Fprintf(p, "  told %d times, %s to %s\n", len(g.History), g.History[0].When, g.History[len(g.History)-1].When)
	for _, m := range g.Moves {
		for _, f := range m.Fields {
			fmt.Fprintf(p, "  %-10s %s → %s  %s\n", f.Field, shield(f.Old), shield(f.New), p.dim(fmt.Sprintf("(%.2f sure)", m.Confidence)))
		}
		for _, t := range []review.Telling{m.From, m.To} {
			fmt.Fprintf(p, "    %s %s %s\n      %s\n", t.When, t.Lang, shield(t.Source), fsi+t.Sentence+pdi)
		}
	}
	if n := len(g.Actuals); n > 0 {
		t := g.Actuals[n-1]
		fmt.Fprintf(p, "  last told to be: %s (%s, %s)\n", amount(t.Claim), t.When, shield(t.Source))
	}
	fmt.Fprintln(p)
}
