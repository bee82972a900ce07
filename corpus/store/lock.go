package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// lockName is the file that the one writer locks. The operating system lets go
// of the lock when the process ends, however it ends; the file stays and holds
// a JSON [Holder], which is only worth reading while the lock is held.
const lockName = "corpus.lock"

// errHeld says that another process holds the lock.
var errHeld = errors.New("held by another process")

type lock struct{ f *os.File }

// acquire takes the lock of a data folder without waiting.
func acquire(dir string, h Holder) (*lock, error) {
	path := filepath.Join(dir, lockName)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fault("lock", path, err)
	}
	if err := lockFile(f); err != nil {
		defer f.Close() //nolint:errcheck // only read from
		if errors.Is(err, errHeld) {
			return nil, &LockedError{Path: path, Holder: readHolder(f)}
		}
		return nil, fault("lock", path, err)
	}
	if err := writeHolder(f, h); err != nil {
		return nil, errors.Join(fault("lock", path, err), f.Close())
	}
	return &lock{f}, nil
}

func writeHolder(f *os.File, h Holder) error {
	data, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("holder: %w", err)
	}
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err = f.WriteAt(append(data, '\n'), 0)
	return err
}

// readHolder reads who holds the lock. The holder writes its name just after it
// has got the lock, so a name that is not there yet is waited for a little.
func readHolder(f *os.File) (h Holder) {
	for range 20 {
		data, err := io.ReadAll(io.NewSectionReader(f, 0, 1<<16))
		if err == nil && json.Unmarshal(data, &h) == nil && h.PID != 0 {
			return h
		}
		time.Sleep(10 * time.Millisecond)
	}
	return Holder{}
}

func (l *lock) release() error {
	if l == nil {
		return nil
	}
	return l.f.Close()
}
