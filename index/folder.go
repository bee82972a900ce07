package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// The files and folders of an index; see the package's documentation.
const (
	fileLive    = "LIVE"
	fileCurrent = "CURRENT"
	fileHolder  = "HOLDER"
	liveFolder  = "live-"
	genFolder   = "gen-"
)

// folder is the folder of an index.
type folder string

func (d folder) path(name string) string { return filepath.Join(string(d), name) }

// pointer is the folder that a pointer file names, "" where there is no such file.
func (d folder) pointer(file string) (string, error) {
	name, err := os.ReadFile(d.path(file))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(string(name)), nil
}

// point makes a pointer file name a folder, at once or not at all.
func (d folder) point(file, name string) error {
	f, err := os.CreateTemp(string(d), file+".*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(name + "\n")
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), d.path(file))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("%q: %w", file, err), os.Remove(f.Name()))
	}
	return nil
}

// number is N of a folder "prefix-N", -1 where it is none.
func number(name, prefix string) int {
	rest, ok := strings.CutPrefix(name, prefix)
	n, err := strconv.Atoi(rest)
	if !ok || err != nil {
		return -1
	}
	return n
}

// next is a name "prefix-N" that no folder has yet, later than all there are.
func (d folder) next(prefix string) (string, error) {
	entries, err := os.ReadDir(string(d))
	if err != nil {
		return "", err
	}
	n := 0
	for _, e := range entries {
		n = max(n, number(e.Name(), prefix))
	}
	return prefix + strconv.Itoa(n+1), nil
}

// sweep removes the folders with the prefix that are older than the one to
// keep, but for the last `spare` of them, and those that are newer, which a
// killed process left.
func (d folder) sweep(prefix, keep string, spare int) error {
	entries, err := os.ReadDir(string(d))
	if err != nil {
		return err
	}
	last := number(keep, prefix)
	for _, e := range entries {
		n := number(e.Name(), prefix)
		if n < 0 || n <= last && n >= last-spare {
			continue
		}
		err = errors.Join(err, os.RemoveAll(d.path(e.Name())))
	}
	return err
}
