package warc

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Records iterates over the records of a .warc, .warc.gz, .warc.zst or .wacz
// file (told by its bytes, not its name). A broken record is a pair with a
// [*RecordError], after which the iteration goes on. A record is valid until
// the next one is asked for.
func Records(name string) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		f, err := os.Open(name)
		if err != nil {
			yield(nil, fmt.Errorf("warc: %w", err))
			return
		}
		defer f.Close() //nolint:errcheck // only read from
		if !isZip(f) {
			iterate(f, "", yield)
			return
		}
		info, err := f.Stat()
		if err != nil {
			yield(nil, fmt.Errorf("warc: %w", err))
			return
		}
		iterateZip(f, info.Size(), yield)
	}
}

func isZip(f io.ReaderAt) bool {
	var b [4]byte
	_, err := f.ReadAt(b[:], 0)
	return err == nil && string(b[:]) == "PK\x03\x04"
}

// iterate yields the records of one stream; false where the caller has enough.
func iterate(from io.Reader, file string, yield func(*Record, error) bool) bool {
	r := NewReader(from)
	for {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			return true
		}
		var broken *RecordError
		switch {
		case errors.As(err, &broken):
			broken.File = file
		case err != nil:
			yield(nil, err)
			return false
		default:
			rec.File = file
		}
		if !yield(rec, err) {
			return false
		}
	}
}

// iterateZip yields the records of the WARC files in a WACZ (WACZ 1.1.1: a zip
// with archive/*.warc.gz), in the order of the archive.
func iterateZip(f io.ReaderAt, size int64, yield func(*Record, error) bool) {
	z, err := zip.NewReader(f, size)
	if err != nil {
		yield(nil, fmt.Errorf("warc: %w", err))
		return
	}
	for _, entry := range z.File {
		base := path.Base(entry.Name)
		if !strings.HasSuffix(base, ".warc") && !strings.Contains(base, ".warc.") {
			continue
		}
		from, err := entry.Open()
		if err != nil {
			if !yield(nil, &RecordError{File: entry.Name, Err: err}) {
				return
			}
			continue
		}
		more := iterate(from, entry.Name, yield)
		if err := from.Close(); err != nil || !more {
			return
		}
	}
}

// OpenRecord is a record read by its place, with the file that it is in.
type OpenRecord struct {
	*Record
	file io.Closer
}

// Close closes the file; the record's block is not valid after.
func (r *OpenRecord) Close() error { return r.file.Close() }

// ReadAt opens the record at a place that [Writer] gave. dir is the folder of
// the WARC files; a file still being written is found too. Close it after use.
// It returns fs.ErrNotExist where there is no such file, and a [*RecordError]
// where no record begins there.
func ReadAt(dir, file string, offset int64) (*OpenRecord, error) {
	if !filepath.IsLocal(file) {
		return nil, fmt.Errorf("warc: %q: %w", file, fs.ErrInvalid)
	}
	name := filepath.Join(dir, file)
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		if f, err = os.Open(name + opened); errors.Is(err, fs.ErrNotExist) {
			f, err = os.Open(name) // renamed between the two
		}
	}
	if err != nil {
		return nil, fmt.Errorf("warc: %w", err)
	}
	rec, err := readAt(f, offset)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &OpenRecord{rec, f}, nil
}

func readAt(f *os.File, offset int64) (*Record, error) {
	if _, err := f.Seek(offset, io.SeekStart); err != nil {
		return nil, fmt.Errorf("warc: %w", err)
	}
	rec, err := NewReader(f).Next()
	if errors.Is(err, io.EOF) {
		err = &RecordError{Err: errTorn}
	}
	var broken *RecordError
	if errors.As(err, &broken) {
		broken.File, broken.Offset = filepath.Base(f.Name()), offset
	}
	if err == nil {
		rec.Offset = offset
	}
	return rec, err
}
