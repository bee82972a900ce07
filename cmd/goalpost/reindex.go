package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus/store"
)

func (a *app) reindexCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "reindex",
		Short:   "Build the index anew from the store",
		GroupID: "care",
		Long: `Reindex builds the index anew from the store and swaps it in when it is whole.
Searching goes on meanwhile. The index is derived: nothing is lost by it.`,
		Args: cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) (err error) {
			ctx, started := cmd.Context(), time.Now()
			if !exists(a.data) {
				return dataFailure(fmt.Errorf("%q: %w", a.data, store.ErrNoStore))
			}
			st, err := a.openStore(ctx, store.Write, "reindex") // one writes at a time
			if err != nil {
				return err
			}
			defer func() { err = join(err, st.Close()) }()
			options, err := a.indexOptions()
			if err != nil {
				return err
			}
			if err := pipeline.Reindex(ctx, st, options); err != nil {
				return dataFailure(err)
			}
			counts, err := st.Counts(ctx)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.stderr, "%s articles and %s claims indexed in %.1f s\n",
				grouped(counts.Articles), grouped(counts.Claims), time.Since(started).Seconds())
			return err
		}),
	}
}
