package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus/store"
)

func (a *app) reindexCommand() *cobra.Command {
	reread := false
	cmd := &cobra.Command{
		Use:     "reindex",
		Short:   "Build the index anew from the store",
		GroupID: "care",
		Long: `Reindex builds the index anew from the store and swaps it in when it is whole.
Searching goes on meanwhile. The index is derived: nothing is lost by it.

With --reread the stored articles are first read again, where the rules of their
language, the engine or the glossary have changed since. What they said before is
kept, and is what a review compares with.`,
		Example: "  goalpost reindex --reread --rules my-rules",
		Args:    cobra.NoArgs,
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
			if reread {
				if err := a.reread(ctx, st); err != nil {
					return dataFailure(err)
				}
			}
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
			_, err = fmt.Fprintf(a.stderr, "%s and %s indexed in %.1f s\n",
				counted(counts.Articles, "article"), counted(counts.Claims, "claim"), time.Since(started).Seconds())
			return err
		}),
	}
	cmd.Flags().BoolVar(&reread, "reread", false, "read the stored articles again first, by the rules as they are now")
	return cmd
}

// reread extracts the stored articles anew and says what came of it.
func (a *app) reread(ctx context.Context, st *store.Store) error {
	engines, err := a.engines()
	if err != nil {
		return err
	}
	bar := a.newProgress()
	summary, err := pipeline.Reread{Store: st, Engines: engines, Progress: bar.ingest}.Run(ctx)
	bar.clear()
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "%s read again: %s among %s\n", counted(summary.Read(), "article"), counted(summary.Targets, "target"), counted(summary.Claims, "claim"))
	return nil
}
