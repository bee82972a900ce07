package warc

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
)

// whole lists the whole records of a file behind the offset from, and gives the
// offset behind the last of them: all that follows is torn. A broken record
// with whole ones behind it is left as it is.
func whole(path string, from int64) (found []Location, end int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close() //nolint:errcheck // only read from
	if info, err := f.Stat(); err != nil || from > info.Size() {
		return nil, 0, errors.Join(err, fmt.Errorf("rows point up to %d, the file is shorter", from))
	}
	if _, err := f.Seek(from, io.SeekStart); err != nil {
		return nil, 0, err
	}
	end = from
	r := NewReader(f)
	for {
		rec, err := r.Next()
		if err == nil {
			err = r.skip()
		}
		var broken *RecordError
		switch {
		case errors.Is(err, io.EOF):
			return found, end, nil
		case errors.As(err, &broken):
			continue
		case err != nil:
			return nil, 0, err
		}
		at := Location{Offset: from + rec.Offset, Length: from + r.src.off - from - rec.Offset, ID: rec.ID(), Digest: rec.Digest()}
		end = at.Offset + at.Length
		found = append(found, at)
	}
}

// syncDir makes the names in a folder durable, where the system knows how.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("warc: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}
