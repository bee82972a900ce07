package main

import (
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus/store"
	"goalpost/index"
)

// tableWriter writes rows of [exportColumns] in one format.
type tableWriter interface {
	Row(exportRow) error
	// Close writes what stands behind the last row; it does not close what is written to.
	Close() error
}

// exportFormat is a way to write a table.
type exportFormat struct {
	name, suffix, mediaType string
	open                    func(io.Writer) (tableWriter, error)
}

// exportFormats are the formats of export; a new one is a file and a line here.
func exportFormats() []exportFormat {
	return []exportFormat{
		{"csv", ".csv", "text/csv", newCSVTable},
		{"jsonl", ".jsonl", "application/jsonl", newJSONLTable},
		{"xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", newXLSXTable},
		{"parquet", ".parquet", "application/vnd.apache.parquet", newParquetTable},
		{"webanno", ".jsonld", "application/ld+json", newAnnotations},
	}
}

func formatNamed(name string) (exportFormat, error) {
	var names []string
	for _, f := range exportFormats() {
		if f.name == name {
			return f, nil
		}
		names = append(names, f.name)
	}
	return exportFormat{}, wrong("", "--format %q is none of %s", name, strings.Join(names, ", "))
}

func (a *app) exportCommand() *cobra.Command {
	var flags searchFlags
	var format, out string
	cmd := &cobra.Command{
		Use:     "export [QUERY]",
		Short:   "Export claims as a table in which every number carries its quote and its source",
		GroupID: "corpus",
		Long: `Export prints one row for each claim (of a query, or all), with its quote, URL, date
fetched, rule and review state. With --out FOLDER it writes the table beside a
datapackage.json that documents every column (specs.frictionlessdata.io).`,
		Example: `  goalpost export --status target --lang th > targets.csv
  goalpost export "renewable energy by:2030" --format jsonl --out renewables/`,
		RunE: do(func(cmd *cobra.Command, args []string) error {
			f, err := formatNamed(format)
			if err != nil {
				return err
			}
			return a.export(cmd.Context(), exporting{format: f, folder: out, flags: flags, query: strings.Join(args, " ")})
		}),
	}
	var names []string
	for _, f := range exportFormats() {
		names = append(names, f.name)
	}
	cmd.Flags().StringVar(&format, "format", "csv", "`format` of the table: "+strings.Join(names, ", "))
	cmd.Flags().StringVar(&out, "out", "", "write into this `folder`, with the data dictionary")
	cmd.Flags().BoolVar(&flags.noConcepts, "no-concepts", false, "do not look for the query's concepts in other languages")
	cmd.Flags().BoolVar(&flags.any, "any", false, "the query is plain words of which any may match")
	flags.bindFilters(cmd)
	mustComplete(cmd, "format", names...)
	return cmd
}

// exporting is one call of export.
type exporting struct {
	format exportFormat
	folder string
	flags  searchFlags
	query  string
}

func (a *app) export(ctx context.Context, x exporting) (err error) {
	st, err := a.openStore(ctx, store.Read, "export")
	if err != nil {
		return err
	}
	defer func() { err = join(err, st.Close()) }()
	rows, err := a.exportRows(ctx, st, x)
	if err != nil {
		return err
	}
	if x.folder == "" {
		return writeTable(a.stdout, x.format, rows)
	}
	if err := os.MkdirAll(x.folder, 0o755); err != nil {
		return err
	}
	table := filepath.Join(x.folder, "claims"+x.format.suffix)
	if err := replaceFile(table, func(w io.Writer) error { return writeTable(w, x.format, rows) }); err != nil {
		return err
	}
	return writePackage(x.folder, x.format, table)
}

// replaceFile writes a file beside its place and puts it there when it is whole.
func replaceFile(name string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err = join(write(f), f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

func writeTable(w io.Writer, format exportFormat, rows iter.Seq2[exportRow, error]) error {
	t, err := format.open(w)
	if err != nil {
		return err
	}
	for row, err := range rows {
		if err == nil {
			err = t.Row(row)
		}
		if err != nil {
			return err
		}
	}
	return t.Close()
}

// exportRows are the claims that the query or the filters choose, with their
// review state: by article and place in the text, or best hit first.
func (a *app) exportRows(ctx context.Context, st *store.Store, x exporting) (iter.Seq2[exportRow, error], error) {
	filter, err := x.flags.filter()
	if err != nil {
		return nil, err
	}
	if x.query == "" && filter == "" {
		return reviewed(ctx, st, st.Claims(ctx, store.ClaimFilter{})), nil
	}
	ix, err := a.openReader()
	if err != nil {
		return nil, err
	}
	req := index.Request{
		Query: x.query, Filter: filter, Any: x.flags.any, NoConcepts: x.flags.noConcepts, Unfolded: true, Limit: exportPage,
	}
	if _, err := ix.Search(ctx, index.Request{Query: x.query, Filter: filter, Any: x.flags.any, Limit: 1}); err != nil {
		return nil, errors.Join(queryFailure(err), ix.Close())
	}
	return reviewed(ctx, st, hitClaims(ctx, st, ix, req)), nil
}

// exportPage is how many hits are read at once.
const exportPage = 500

// hitClaims are the claims behind all hits of a request; it closes the index.
func hitClaims(ctx context.Context, st *store.Store, ix *index.Reader, req index.Request) iter.Seq2[store.ClaimRow, error] {
	return func(yield func(store.ClaimRow, error) bool) {
		defer letGo(ix)
		for {
			page, err := ix.Search(ctx, req)
			if err != nil {
				yield(store.ClaimRow{}, err)
				return
			}
			for _, h := range page.Hits {
				row, found, err := claimOf(ctx, st, h.ID)
				if (found || err != nil) && !yield(row, err) || err != nil {
					return
				}
			}
			if req.Cursor = page.Cursor; req.Cursor == "" {
				return
			}
		}
	}
}

// claimOf reads the claim behind a hit; it is not found where the store has
// moved on since the index was published.
func claimOf(ctx context.Context, st *store.Store, doc string) (store.ClaimRow, bool, error) {
	claim, article := pipeline.ClaimID(doc)
	for row, err := range st.Claims(ctx, store.ClaimFilter{IDs: []string{claim}, Article: article}) {
		return row, err == nil, err
	}
	return store.ClaimRow{}, false, nil
}

// reviewed joins the review state to claims, some hundreds at a time.
func reviewed(ctx context.Context, st *store.Store, claims iter.Seq2[store.ClaimRow, error]) iter.Seq2[exportRow, error] {
	return func(yield func(exportRow, error) bool) {
		var page []store.ClaimRow
		flush := func() bool {
			ids := make([]string, len(page))
			for i, c := range page {
				ids[i] = c.Claim.ID
			}
			states, err := st.ReviewStates(ctx, ids)
			if err != nil {
				yield(exportRow{}, err)
				return false
			}
			for _, c := range page {
				if !yield(exportRow{c, states[c.Claim.ID].Verdict}, nil) {
					return false
				}
			}
			page = page[:0]
			return true
		}
		for c, err := range claims {
			if err != nil {
				yield(exportRow{}, err)
				return
			}
			if page = append(page, c); len(page) == exportPage && !flush() {
				return
			}
		}
		if len(page) > 0 {
			flush()
		}
	}
}
