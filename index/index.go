// Package index finds claims and articles by words in any of the languages, by
// the values of their fields, and by concepts that join the languages.
//
// The engine beneath is bleve; nothing of it shows. The index is derived from
// the store and may be thrown away at any time: see [Build].
package index

import (
	"context"
	"errors"
	"iter"
)

// Options say how an index is opened. The zero value works.
type Options struct {
	Concepts Concepts // zero: no concepts are matched
	Batch    int      // documents a batch; zero: 1000
}

// The ways in which an index cannot be opened.
var (
	ErrNone  = errors.New("no index")
	ErrStale = errors.New("the index was built by another version")
	ErrHeld  = errors.New("another process writes to the index")
)

// Build makes the index in dir anew from docs and swaps it in when it is
// whole; readers are not disturbed. seq is the store's sequence number up to
// which docs go.
func Build(ctx context.Context, dir string, o Options, seq int64, docs iter.Seq2[Doc, error]) error {
	panic("to come")
}

// Writer changes an index. One process at a time can have one.
type Writer struct{}

// OpenWriter opens the index in dir for writing and makes it if there is none.
// It returns [ErrHeld] within a second where another process has it open, and
// [ErrStale] where the index has to be built anew.
func OpenWriter(dir string, o Options) (*Writer, error) { panic("to come") }

// Apply puts docs, removes ids and notes seq, the store's sequence number that
// the index then holds, all or nothing.
func (w *Writer) Apply(seq int64, docs []Doc, remove []string) error { panic("to come") }

// Seq is the store's last sequence number that the index holds, 0 for none.
func (w *Writer) Seq() int64 { panic("to come") }

// Publish makes what was applied visible to those who open the index from now on.
func (w *Writer) Publish() error { panic("to come") }

// Close publishes nothing; it lets the next writer in.
func (w *Writer) Close() error { panic("to come") }

// Reader searches the last published state of an index. It may be shared.
type Reader struct{}

// Open opens what was last published in dir. It never waits for a writer. It
// returns [ErrNone] where nothing was published and [ErrStale] where analyzers,
// fields or glossary have changed since.
func Open(dir string, o Options) (*Reader, error) { panic("to come") }

// Close lets go of the files.
func (r *Reader) Close() error { panic("to come") }

// Seq is the store's last sequence number that this state holds.
func (r *Reader) Seq() int64 { panic("to come") }

// Count is the number of documents of the kind.
func (r *Reader) Count(k Kind) (uint64, error) { panic("to come") }

// Search runs one search. A bad query or cursor gives a [*QueryError].
func (r *Reader) Search(ctx context.Context, q Request) (Result, error) { panic("to come") }
