package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"time"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus/store"
	"goalpost/index"
)

// openStore opens the data folder, which a writer makes where it is missing; the
// failure carries the exit status.
func (a *app) openStore(ctx context.Context, mode store.Mode, verb string) (*store.Store, error) {
	return a.openWith(ctx, store.Options{Mode: mode, Create: mode == store.Write, Command: "goalpost " + verb})
}

func (a *app) openWith(ctx context.Context, o store.Options) (*store.Store, error) {
	st, err := store.Open(ctx, a.data, o)
	if err != nil {
		return nil, dataFailure(err)
	}
	return st, nil
}

// dataFailure gives an error of the data folder its exit status and a hint.
func dataFailure(err error) error {
	var locked *store.LockedError
	var schema *store.SchemaError
	var f *failure
	switch {
	case err == nil || errors.As(err, &f):
		return err
	case errors.Is(err, store.ErrNoStore):
		return &failure{statusNoData, err, "goalpost ingest SOURCE makes it; --data or GOALPOST_DATA names another"}
	case errors.As(err, &locked):
		return &failure{statusLocked, err, fmt.Sprintf("process %d (%s) is writing since %s; searching and reviewing go on beside it",
			locked.Holder.PID, locked.Holder.Command, locked.Holder.Since.Local().Format(time.TimeOnly))}
	case errors.Is(err, index.ErrHeld):
		return &failure{statusLocked, err, "another goalpost is writing; searching goes on beside it"}
	case errors.As(err, &schema):
		return &failure{statusNothing, err, "a newer goalpost wrote it; use that one"}
	case errors.Is(err, store.ErrDiskFull), errors.Is(err, syscall.ENOSPC): // of the store, of captures and index
		return &failure{statusNothing, err, "make room and run the same command again: it goes on where it was"}
	case errors.Is(err, index.ErrNone), errors.Is(err, index.ErrStale):
		return &failure{statusNothing, err, "goalpost reindex builds it from the store, with the same --rules as before"}
	}
	return err
}

// openReader opens the index for searching.
func (a *app) openReader() (*index.Reader, error) {
	if !exists(a.data) {
		return nil, dataFailure(fmt.Errorf("%q: %w", a.data, store.ErrNoStore))
	}
	options, err := a.indexOptions()
	if err != nil {
		return nil, err
	}
	r, err := index.Open(pipeline.IndexDir(a.data), options)
	return r, dataFailure(err)
}

// join joins what closing brings to an error that came before.
func join(err error, closing ...error) error {
	for _, c := range closing {
		if err == nil {
			err = c
		}
	}
	return err
}

// list splits the values of a flag that may be told more than once or with commas.
func list(values []string) (out []string) {
	for _, v := range values {
		for part := range strings.SplitSeq(v, ",") {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

// indexOptions say how the index is opened: with the glossary.
func (a *app) indexOptions() (index.Options, error) {
	engines, err := a.engines()
	if err != nil {
		return index.Options{}, err
	}
	concepts, err := engines.Concepts()
	return index.Options{Concepts: concepts}, err
}

// letGo closes what was only read, so that nothing can be lost by it.
func letGo(c io.Closer) { _ = c.Close() }

// exists says whether there is something at a path.
func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
