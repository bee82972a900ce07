package store

import (
	"context"
	"errors"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// fault wraps what SQLite or the file system said into an [*Error] of a known
// kind. Errors of this package and of a cancelled context pass unchanged.
func fault(op, path string, err error) error {
	var own *Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &own), isOwn(err):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return &Error{Op: op, Path: path, Kind: kindOf(err), Err: err}
}

// isOwn tells the errors that already say all there is to say.
func isOwn(err error) bool {
	for _, own := range []error{ErrNotFound, ErrAmbiguous, ErrReadOnly} {
		if errors.Is(err, own) {
			return true
		}
	}
	var conflict *ConflictError
	return errors.As(err, &conflict)
}

// kindOf finds the sentinel for an error from below; nil where none fits.
func kindOf(err error) error {
	var se *sqlite.Error
	if errors.As(err, &se) {
		return kindOfCode(se.Code())
	}
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return ErrPermission
	case errors.Is(err, syscall.ENOSPC):
		return ErrDiskFull
	case errors.Is(err, fs.ErrNotExist):
		return ErrNoStore
	}
	return nil
}

// kindOfCode reads a result code (https://www.sqlite.org/rescode.html); the
// lowest byte is the primary code.
func kindOfCode(code int) error {
	switch code & 0xff {
	case sqlite3.SQLITE_FULL:
		return ErrDiskFull
	case sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN:
		return ErrPermission
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ErrCorrupt
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrBusy
	}
	return nil
}
