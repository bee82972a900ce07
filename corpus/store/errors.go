package store

import (
	"errors"
	"fmt"
	"time"
)

// What can be wrong with a data folder. They come wrapped in [Error].
var (
	ErrNoStore    = errors.New("no such data folder")         // folder or catalogue missing
	ErrPermission = errors.New("permission denied")           // folder or a file in it
	ErrDiskFull   = errors.New("no space left on device")     // nothing of the transaction was kept
	ErrCorrupt    = errors.New("not a catalogue, or damaged") // not SQLite, or pages are broken
	ErrReadOnly   = errors.New("opened for reading only")     // a write in a mode that does not allow it
	ErrBusy       = errors.New("another process keeps a transaction open")
	ErrNotFound   = errors.New("not found") // no row with this id
	ErrAmbiguous  = errors.New("more than one begins so")
)

// Error is a failure of the store with the path that it is about.
type Error struct {
	Op   string // open, read, write, migrate, lock
	Path string
	Kind error // one of the sentinels above, or nil
	Err  error // what was underneath, or nil
}

// Error says what failed, on what, and why.
func (e *Error) Error() string {
	switch {
	case e.Kind == nil:
		return fmt.Sprintf("store: %s %q: %v", e.Op, e.Path, e.Err)
	case e.Err == nil:
		return fmt.Sprintf("store: %s %q: %v", e.Op, e.Path, e.Kind)
	}
	return fmt.Sprintf("store: %s %q: %v: %v", e.Op, e.Path, e.Kind, e.Err)
}

// Unwrap gives the kind and the cause.
func (e *Error) Unwrap() []error {
	var errs []error
	for _, err := range []error{e.Kind, e.Err} {
		if err != nil {
			errs = append(errs, err)
		}
	}
	return errs
}

// SchemaError says that the catalogue was written by a newer program.
type SchemaError struct {
	Path        string
	Have, Known int // schema of the catalogue; newest that this program knows
}

// Error names both schemas.
func (e *SchemaError) Error() string {
	return fmt.Sprintf("store: %q has schema %d, newer than %d, which this program knows", e.Path, e.Have, e.Known)
}

// Holder is the process that writes to a store.
type Holder struct {
	PID     int       `json:"pid"`
	Command string    `json:"command"`
	Since   time.Time `json:"since"`
}

// LockedError says that another process writes to the store.
type LockedError struct {
	Path   string // of the lock file
	Holder Holder // its PID is 0 where it could not be read
}

// Error names the holder.
func (e *LockedError) Error() string {
	return fmt.Sprintf("store: %q: process %d (%s) has been writing since %s",
		e.Path, e.Holder.PID, e.Holder.Command, e.Holder.Since.Format(time.RFC3339))
}

// ConflictError says that what was to be changed had been changed by another
// since it was read. Nothing was written.
type ConflictError struct {
	Subject          string // change key or article
	Expected, Actual int    // versions
}

// Error names both versions.
func (e *ConflictError) Error() string {
	return fmt.Sprintf("store: %q is at version %d, not %d: somebody else decided meanwhile", e.Subject, e.Actual, e.Expected)
}
