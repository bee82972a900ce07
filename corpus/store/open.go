package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// idle is how many connections for reading are kept. There may be more at once:
// each iteration holds one, and a bound would let iterations within iterations
// wait for one another for ever.
const idle = 4

// Open opens the data folder dir.
//
// It returns, in an [*Error], [ErrNoStore], [ErrPermission], [ErrDiskFull],
// [ErrCorrupt] or [ErrBusy]; a [*SchemaError] for the catalogue of a newer
// program; and, in mode [Write] and at once, a [*LockedError]. A catalogue of an
// older program is brought up to date, in every mode.
func Open(ctx context.Context, dir string, o Options) (*Store, error) {
	if o.Busy == 0 {
		o.Busy = 10 * time.Second
	}
	if o.Command == "" {
		o.Command = "goalpost"
	}
	path := filepath.Join(dir, DBName)
	if err := prepare(dir, path, o); err != nil {
		return nil, err
	}
	s := &Store{dir: dir, mode: o.Mode}
	if err := s.open(ctx, path, o); err != nil {
		return nil, errors.Join(fault("open", path, err), s.Close())
	}
	s.Reader = Reader{q: s.read, path: path}
	return s, nil
}

// prepare makes the folders where that is asked for, and else sees that they are there.
func prepare(dir, path string, o Options) error {
	if o.Create && o.Mode != Read {
		captures := filepath.Join(dir, CapturesName)
		if err := os.MkdirAll(captures, 0o755); err != nil {
			return fault("open", captures, err)
		}
		return nil
	}
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{Op: "open", Path: dir, Kind: ErrNoStore}
	case err != nil:
		return fault("open", path, err)
	case info.IsDir():
		return &Error{Op: "open", Path: path, Kind: ErrCorrupt, Err: errors.New("a folder")}
	}
	return nil
}

func (s *Store) open(ctx context.Context, path string, o Options) (err error) {
	if o.Mode == Write {
		if s.lock, err = acquire(s.dir, o.holder()); err != nil {
			return err
		}
	}
	if o.Mode != Read {
		if s.write, err = connect(path, o, 1, "_txlock=immediate", "_pragma=cache_size(-32768)", "_pragma=synchronous(FULL)"); err != nil {
			return err
		}
		if err = migrate(ctx, s.write, path); err != nil {
			return err
		}
	}
	var have int
	if s.read, have, err = connectReader(ctx, path, o); err != nil || have == newest() {
		return err
	}
	if err = errors.Join(s.read.Close(), s.bringUp(ctx, path, o)); err != nil {
		return err
	}
	s.read, _, err = connectReader(ctx, path, o)
	return err
}

// connectReader makes the pool that reads, and gives the schema it found. Where
// SQLite can't make its shared memory beside the catalogue (a folder that may
// only be read) and nobody writes, it reads without.
func connectReader(ctx context.Context, path string, o Options) (db *sql.DB, schema int, err error) {
	params := []string{"mode=ro", "_pragma=query_only(1)"}
	for {
		if db, err = connect(path, o, 0, params...); err != nil {
			return nil, 0, err
		}
		schema, err = schemaOf(ctx, db, path)
		_, wal := os.Stat(path + "-wal")
		if err == nil || len(params) > 2 || !errors.Is(err, ErrPermission) || !errors.Is(wal, fs.ErrNotExist) {
			return db, schema, err
		}
		if err := db.Close(); err != nil {
			return nil, 0, err
		}
		params = append(params, "immutable=1")
	}
}

// bringUp migrates the catalogue of an older program for a reader, which can't
// do it through its own connections.
func (s *Store) bringUp(ctx context.Context, path string, o Options) error {
	l, err := acquire(s.dir, o.holder())
	if err != nil {
		return err
	}
	db, err := connect(path, o, 1, "_txlock=immediate")
	if err == nil {
		err = errors.Join(migrate(ctx, db, path), db.Close())
	}
	return errors.Join(err, l.release())
}

func (o Options) holder() Holder {
	return Holder{PID: os.Getpid(), Command: o.Command, Since: time.Now().UTC().Truncate(time.Second)}
}

// connect makes a pool of at most n connections (0: any number) with these
// parameters (see the driver's documentation).
func connect(path string, o Options, n int, params ...string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", path, err)
	}
	params = append(params, "_pragma=foreign_keys(1)", "_pragma=busy_timeout("+strconv.FormatInt(o.Busy.Milliseconds(), 10)+")")
	dsn := "file:" + (&url.URL{Path: filepath.ToSlash(abs)}).EscapedPath() + "?" + strings.Join(params, "&")
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(idle)
	return db, nil
}

// Close releases the store and its lock.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*sql.DB{s.read, s.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(append(errs, s.lock.release())...)
}

// Dir is the data folder.
func (s *Store) Dir() string { return s.dir }

// Captures is the path of the folder of WARC files.
func (s *Store) Captures() string { return filepath.Join(s.dir, CapturesName) }

// Snapshot begins reading one state; it must be closed.
func (s *Store) Snapshot(ctx context.Context) (*Snapshot, error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fault("read", s.path, err)
	}
	shot := &Snapshot{Reader: Reader{q: tx, path: s.path}, tx: tx}
	if _, err := shot.Seq(ctx); err != nil { // the state is fixed by the first read
		return nil, errors.Join(err, tx.Rollback())
	}
	return shot, nil
}

// Update runs fn in one transaction: all of it is kept or, where fn or the
// store fails, nothing. Do the work before and only the Puts inside; put
// hundreds of articles into one transaction. In mode [Read] it is [ErrReadOnly].
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) (err error) {
	if s.mode == Read {
		return fmt.Errorf("store: %q: %w", s.path, ErrReadOnly)
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fault("write", s.path, err)
	}
	t := &Tx{Reader: Reader{q: tx, path: s.path}, ctx: ctx, tx: tx, mode: s.mode, stmts: map[string]*sql.Stmt{}}
	defer func() {
		if err != nil {
			_ = tx.Rollback() // what failed is told already; SQLite may have rolled back by itself
		}
	}()
	if t.seq, err = t.Seq(ctx); err != nil {
		return err
	}
	if err = fn(t); err != nil {
		return err
	}
	if err = t.finish(); err != nil {
		return err
	}
	return fault("write", s.path, tx.Commit())
}
