package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"goalpost/corpus"
	"goalpost/corpus/store"
)

func (a *app) statsCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "stats",
		Short:   "Count what the data folder holds",
		GroupID: "care",
		Example: "  goalpost stats --json | jq .by_lang",
		Args:    cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) (err error) {
			st, err := a.openStore(cmd.Context(), store.Read, "stats")
			if err != nil {
				return err
			}
			defer func() { err = join(err, st.Close()) }()
			counts, err := st.Counts(cmd.Context())
			if err != nil {
				return err
			}
			if asJSON {
				return encode(a.stdout, statsOf(counts))
			}
			return printer{a.stdout, a.colour(a.stdout)}.counts(counts)
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// statsRecord is what `stats --json` prints.
type statsRecord struct {
	SchemaVersion int                   `json:"schema_version"`
	Captures      int                   `json:"captures"`
	CaptureBytes  int64                 `json:"capture_bytes"`
	Articles      int                   `json:"articles"`
	Versions      int                   `json:"versions"`
	Mentions      int                   `json:"mentions"`
	Claims        int                   `json:"claims"`
	Targets       int                   `json:"targets"`
	Runs          int                   `json:"runs"`
	Decisions     int                   `json:"decisions"`
	Unextracted   int                   `json:"unextracted"`
	ByLang        []langRecord          `json:"by_lang"`
	ByStatus      map[corpus.Status]int `json:"by_status"`
	ByRule        map[string]int        `json:"by_rule"`
	BySource      map[string]int        `json:"by_source"`
	Skipped       map[string]int        `json:"skipped"`
}

type langRecord struct {
	Lang     corpus.Lang `json:"lang"`
	Articles int         `json:"articles"`
	Mentions int         `json:"mentions"`
	Claims   int         `json:"claims"`
	Targets  int         `json:"targets"`
}

func statsOf(c store.Counts) statsRecord {
	r := statsRecord{
		SchemaVersion: corpus.SchemaVersion, Captures: c.Captures, CaptureBytes: c.CaptureSize, Articles: c.Articles,
		Versions: c.Versions, Mentions: c.Mentions, Claims: c.Claims, Targets: c.Targets, Runs: c.Runs, Decisions: c.Decisions,
		Unextracted: c.Unextracted, ByLang: []langRecord{}, ByStatus: c.ByStatus, ByRule: c.ByRule, BySource: c.BySource, Skipped: c.BySkip,
	}
	for _, l := range c.ByLang {
		r.ByLang = append(r.ByLang, langRecord(l))
	}
	return r
}

// counts writes tables for people.
func (p printer) counts(c store.Counts) error {
	var b strings.Builder
	out := printer{&b, p.colour}
	fmt.Fprintf(&b, "%s in %s, from %s (%.1f MB)\n", counted(c.Articles, "article"), counted(c.Versions, "version"), counted(c.Captures, "capture"), float64(c.CaptureSize)/1e6)
	fmt.Fprintf(&b, "%s among %s, %s\n\n", counted(c.Targets, "target"), counted(c.Claims, "claim"), counted(c.Mentions, "mention"))
	fmt.Fprintf(&b, "%s\n", out.bold(fmt.Sprintf("%-10s %10s %10s %10s", "language", "articles", "claims", "targets")))
	for _, l := range c.ByLang {
		fmt.Fprintf(&b, "%-10s %10s %10s %10s\n", l.Lang, grouped(l.Articles), grouped(l.Claims), grouped(l.Targets))
	}
	out.tally("status", byCount(c.ByStatus))
	out.tally("source", byCount(c.BySource))
	out.tally("rule", byCount(c.ByRule))
	out.tally("skipped", byCount(c.BySkip))
	if c.Unextracted > 0 {
		fmt.Fprintf(&b, "\n%s articles have not been extracted\n", grouped(c.Unextracted))
	}
	_, err := io.WriteString(p, b.String())
	return err
}

// tallied is a value and how often it is there.
type tallied struct {
	value string
	count int
}

// byCount orders counts, the largest first.
func byCount[K ~string](m map[K]int) []tallied {
	var list []tallied
	for _, k := range slices.Sorted(maps.Keys(m)) {
		list = append(list, tallied{string(k), m[k]})
	}
	slices.SortStableFunc(list, func(x, y tallied) int { return cmp.Compare(y.count, x.count) })
	return list
}

// tallyRows is how many rows of a table people are shown.
const tallyRows = 15

func (p printer) tally(title string, list []tallied) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(p, "\n%s\n", p.bold(title))
	for i, t := range list {
		if i == tallyRows {
			fmt.Fprintf(p, "%10s  and %d more (--json)\n", "", len(list)-i)
			return
		}
		fmt.Fprintf(p, "%10s  %s\n", grouped(t.count), isolate(first(t.value, "(none)")))
	}
}
