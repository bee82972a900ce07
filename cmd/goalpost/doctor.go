package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/corpus/warc"
	"goalpost/index"
)

func (a *app) doctorCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "doctor",
		Short:   "Check the data folder: store, captures and index agree",
		GroupID: "care",
		Long: `Doctor looks whether the store is sound (its own check, references, quotes that equal
their stretch of the text), whether each capture can be read where the store says, and
whether the index holds what the store holds. It changes nothing. Exit status 1 where
something is wrong.`,
		Args: cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) (err error) {
			st, err := a.openStore(cmd.Context(), store.Read, "doctor")
			if err != nil {
				return err
			}
			defer func() { err = join(err, st.Close()) }()
			exam := examination{SchemaVersion: corpus.SchemaVersion, Version: thisVersion().Version, Data: a.data}
			if err := exam.run(cmd.Context(), a, st); err != nil {
				return err
			}
			if asJSON {
				err = encode(a.stdout, exam)
			} else {
				err = exam.print(a.stdout)
			}
			if err == nil && len(exam.Problems) > 0 {
				return quiet(statusNothing)
			}
			return err
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// examination is what doctor found.
type examination struct {
	SchemaVersion int       `json:"schema_version"`
	Version       string    `json:"version"`
	Data          string    `json:"data"`
	StoreSchema   int       `json:"store_schema"`
	Articles      int       `json:"articles"`
	Claims        int       `json:"claims"`
	Captures      int       `json:"captures"`
	WARCFiles     int       `json:"warc_files"`
	WARCRecords   int       `json:"warc_records"`
	StoreSeq      int64     `json:"store_seq"`
	IndexSeq      int64     `json:"index_seq"`
	IndexArticles uint64    `json:"index_articles"`
	IndexClaims   uint64    `json:"index_claims"`
	Problems      []finding `json:"problems"`
}

type finding struct {
	What string `json:"what"`
	Fix  string `json:"fix,omitempty"`
}

func (e *examination) findf(fix, format string, args ...any) {
	e.Problems = append(e.Problems, finding{fmt.Sprintf(format, args...), fix})
}

func (e *examination) run(ctx context.Context, a *app, st *store.Store) error {
	counts, err := st.Counts(ctx)
	if err != nil {
		return err
	}
	e.StoreSchema, e.StoreSeq = counts.Schema, counts.Seq
	e.Articles, e.Claims, e.Captures = counts.Articles, counts.Claims, counts.Captures
	e.Problems = []finding{}
	problems, err := st.Check(ctx, st.Captures())
	if err != nil {
		return err
	}
	for _, p := range problems {
		e.findf("", "store: %s: %s", p.Where, p.What)
	}
	if counts.Unextracted > 0 {
		e.findf("ingest their sources again", "%d articles have not been extracted", counts.Unextracted)
	}
	if err := e.captures(ctx, st); err != nil {
		return err
	}
	return e.index(a, counts)
}

// captures reads every record of every WARC file, and looks that each capture's
// row points to one.
func (e *examination) captures(ctx context.Context, st *store.Store) error {
	type place struct {
		file   string
		offset int64
	}
	records := map[place]bool{}
	entries, err := os.ReadDir(st.Captures())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	for _, entry := range entries {
		if entry.IsDir() || !strings.Contains(entry.Name(), ".warc") {
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		e.WARCFiles++
		file := strings.TrimSuffix(entry.Name(), ".open")
		for rec, err := range warc.Records(filepath.Join(st.Captures(), entry.Name())) {
			if err == nil {
				e.WARCRecords++
				records[place{file, rec.Offset}] = true
				_, err = io.Copy(io.Discard, rec.Block)
			}
			if err != nil && file == entry.Name() { // a file that is being written to may end in a torn record
				e.findf("", "captures: %q: %s", file, err)
			}
		}
	}
	for c, err := range st.AllCaptures(ctx) {
		if err != nil {
			return err
		}
		if !records[place{c.File, c.Offset}] {
			e.findf("", "captures: no record at byte %d of %q for %q", c.Offset, c.File, c.TargetURI)
		}
	}
	return nil
}

// index compares what the index holds with the store.
func (e *examination) index(a *app, counts store.Counts) error {
	const fix = "goalpost reindex"
	r, err := a.openReader()
	switch {
	case errors.Is(err, index.ErrNone), errors.Is(err, index.ErrStale):
		if counts.Articles > 0 {
			e.findf(fix, "index: %s", err)
		}
		return nil
	case err != nil:
		return err
	}
	defer letGo(r)
	e.IndexSeq = r.Seq()
	if e.IndexArticles, err = r.Count(index.Articles); err != nil {
		return err
	}
	if e.IndexClaims, err = r.Count(index.Claims); err != nil {
		return err
	}
	switch {
	case e.IndexSeq < e.StoreSeq:
		e.findf(fix+", or the next ingest", "index: holds the store up to change %d of %d", e.IndexSeq, e.StoreSeq)
	case e.IndexArticles != uint64(e.Articles) || e.IndexClaims != uint64(e.Claims):
		e.findf(fix, "index: holds %d articles and %d claims, the store %d and %d", e.IndexArticles, e.IndexClaims, e.Articles, e.Claims)
	}
	return nil
}

// print writes the findings for people.
func (e *examination) print(w io.Writer) error {
	var b strings.Builder
	printer{&b, false}.fields("", []field{
		{"goalpost", e.Version},
		{"data folder", e.Data},
		{"store", fmt.Sprintf("schema %d, change %d: %s articles, %s claims, %s captures", e.StoreSchema, e.StoreSeq, grouped(e.Articles), grouped(e.Claims), grouped(e.Captures))},
		{"captures", counted(e.WARCRecords, "record") + " in " + counted(e.WARCFiles, "file")},
		{"index", fmt.Sprintf("change %d: %d articles, %d claims", e.IndexSeq, e.IndexArticles, e.IndexClaims)},
	})
	for _, p := range e.Problems {
		fmt.Fprintf(&b, "wrong: %s\n", p.What)
		if p.Fix != "" {
			fmt.Fprintf(&b, "  fix: %s\n", p.Fix)
		}
	}
	if len(e.Problems) == 0 {
		fmt.Fprintln(&b, "all is well")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
