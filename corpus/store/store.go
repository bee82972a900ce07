// Package store keeps the truth of a data folder: the catalogue `corpus.db`
// (SQLite, opens in sqlite3, DuckDB or Datasette) beside `captures/*.warc.gz`.
// It is the only package that speaks SQL.
//
// What is kept, and how it hangs together:
//
//	capture ← version → article        a version is an article's text at one time
//	version ← extraction → run         an extraction is what one rule set and engine read in one version
//	extraction ← mentions, claims      an article's current claims are those of its current extraction
//	decisions, bases, gold, searches   what people decided; they name claims by id and are append-only
//
// Every id is text and derives from content, so that two stores that read the
// same inputs hold the same ids. Offsets are code points, times are UTC.
//
// One process writes the corpus at a time (mode [Write], guarded by a lock file
// that names its holder). Reading (mode [Read]) and reviewing (mode [Review])
// go on beside it. A transaction is there whole or not at all, whatever kills
// the process; nothing needs a repair step.
package store

import (
	"context"
	"database/sql"
	"time"
)

// Mode says what a process will do with the store.
type Mode int

// The modes of an open store.
const (
	Read   Mode = iota // reads only; never waits for a writer
	Review             // also decides: decisions, bases, gold, saved searches, sources
	Write              // also writes captures, articles and claims; one process at a time
)

// DBName is the file name of the catalogue in the data folder.
const DBName = "corpus.db"

// CapturesName is the name of the folder of WARC files in the data folder.
const CapturesName = "captures"

// Options say how a store is opened. The zero value reads.
type Options struct {
	Mode    Mode
	Create  bool          // make the folder and the catalogue where they are missing; not in mode Read
	Command string        // what this process does, told to those it locks out; empty: "goalpost"
	Busy    time.Duration // how long to wait for another process's transaction; zero: 10 s
}

// Store is an open data folder. It is safe for concurrent use; its read
// methods each see the newest committed state.
type Store struct {
	Reader
	dir   string
	mode  Mode
	read  *sql.DB
	write *sql.DB // nil in mode Read; one connection
	lock  *lock   // nil but in mode Write
}

// Snapshot reads one state of the store, however much is written beside it.
type Snapshot struct {
	Reader
	tx *sql.Tx
}

// Close ends the snapshot.
func (s *Snapshot) Close() error { return s.tx.Rollback() }

// Tx is a transaction of [Store.Update]. It reads what it wrote. It is not safe
// for concurrent use and not valid after Update's function has returned.
type Tx struct {
	Reader
	ctx    context.Context //nolint:containedctx // lives exactly as long as the call of Update that it belongs to
	tx     *sql.Tx
	mode   Mode
	stmts  map[string]*sql.Stmt // prepared in this transaction, by their text
	seq    int64                // of the newest change
	counts int64                // changes made
}
