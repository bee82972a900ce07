package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
)

// suffix is that of a finished file, opened is added to it while it is written.
const (
	suffix = ".warc.gz"
	opened = ".open"
)

// defaultMaxSize is when a new file is begun unless the options say otherwise.
const defaultMaxSize = 256 << 20

// Writer appends records to the WARC files of a folder. One process at a time
// writes to a folder. It is safe for concurrent use.
//
// Files are named prefix-00001.warc.gz and so on, with ".open" behind it while
// they are written. A file that is full keeps ".open" until the second
// [Writer.Sync] after, so that a process that is killed between syncing and
// committing its rows finds all records without rows in open files.
type Writer struct {
	mu      sync.Mutex
	dir     string
	o       Options
	file    *os.File // nil: none begun
	name    string   // of file, without ".open"
	size    int64
	number  int                 // of the last file begun
	adopted map[string]Location // records of a killed process that no row may know, by id
	full    []string            // files that are full, since the last Sync
	settled []string            // files that were full at the last Sync
	zip     *gzip.Writer
}

// NewWriter prepares to write in dir, which is made where missing. A file is
// begun with the first record.
//
// Files that a killed process left open are taken over: a torn record at the
// end is cut off, whole ones are kept, and the last file is continued. Whole
// records that no row knows (see [Options]) are adopted, in these files and in
// the last finished one.
func NewWriter(dir string, o Options) (*Writer, error) {
	if o.Prefix == "" {
		o.Prefix = "goalpost"
	}
	if o.Software == "" {
		o.Software = "goalpost"
	}
	if o.MaxSize == 0 {
		o.MaxSize = defaultMaxSize
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("warc: %w", err)
	}
	w := &Writer{dir: dir, o: o, adopted: map[string]Location{}, zip: gzip.NewWriter(nil)}
	if err := w.takeOver(); err != nil {
		if w.file != nil {
			err = errors.Join(err, w.file.Close())
		}
		return nil, fmt.Errorf("warc: %w", err)
	}
	return w, nil
}

// takeOver finds the number of the last file and recovers open ones.
func (w *Writer) takeOver() error {
	entries, err := os.ReadDir(w.dir)
	if err != nil {
		return err
	}
	closed := ""
	for _, e := range entries { // sorted by name
		name, open := strings.CutSuffix(e.Name(), opened)
		number, ok := w.numberOf(name)
		if !ok {
			continue
		}
		w.number = max(w.number, number)
		if !open {
			closed = name
			continue
		}
		if err := w.rotate(); err != nil {
			return err
		}
		if err := w.recover(name); err != nil {
			return fmt.Errorf("%q: %w", e.Name(), err)
		}
	}
	return w.remember(closed)
}

// remember adopts the records at the end of the last finished file that no row
// knows: a process that was stopped finishes its files, too.
func (w *Writer) remember(name string) error {
	if name == "" || w.o.Known == nil {
		return nil
	}
	path := filepath.Join(w.dir, name)
	from := w.o.Known(name)
	if info, err := os.Stat(path); err != nil || from >= info.Size() {
		return err
	}
	found, _, err := whole(path, from)
	w.adopt(name, found)
	return err
}

func (w *Writer) adopt(name string, found []Location) {
	for _, at := range found {
		at.File = name
		w.adopted[at.ID] = at
	}
}

func (w *Writer) numberOf(name string) (int, bool) {
	digits, ok := strings.CutPrefix(strings.TrimSuffix(name, suffix), w.o.Prefix+"-")
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && strings.HasSuffix(name, suffix)
}

// recover opens a file left open, keeps what is whole and makes it the current one.
func (w *Writer) recover(name string) error {
	path := filepath.Join(w.dir, name+opened)
	var from int64
	if w.o.Known != nil {
		from = w.o.Known(name)
	}
	found, end, err := whole(path, from)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	w.file, w.name, w.size = f, name, end
	w.adopt(name, found)
	if err := f.Truncate(end); err != nil {
		return err
	}
	if _, err := f.Seek(end, io.SeekStart); err != nil {
		return err
	}
	return f.Sync()
}

// begin makes the next file and writes its warcinfo record.
func (w *Writer) begin() error {
	w.number++
	w.name = fmt.Sprintf("%s-%05d%s", w.o.Prefix, w.number, suffix)
	f, err := os.OpenFile(filepath.Join(w.dir, w.name+opened), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	w.file, w.size = f, 0
	return syncDir(w.dir)
}

// Append writes a record and gives its place. It is durable after [Writer.Sync].
// Where writing fails nothing of the record stays in the file.
func (w *Writer) Append(e Entry) (Location, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.append(e)
}

// append writes one record, in the current file or a new one.
func (w *Writer) append(e Entry) (Location, error) {
	if e.Block == nil {
		e.Block = bytes.NewReader(nil)
	}
	d, err := describe(e)
	if err != nil {
		return Location{}, fmt.Errorf("warc: %q: %w", e.TargetURI, err)
	}
	if at, ok := w.adopted[d.id]; ok {
		return at, nil
	}
	if err := w.ready(); err != nil {
		return Location{}, fmt.Errorf("warc: %q: %w", w.name, err)
	}
	at := Location{File: w.name, Offset: w.size, ID: d.id, Digest: d.digest}
	if at.Length, err = w.member(d.head, e.Block); err != nil {
		return Location{}, fmt.Errorf("warc: %q: %w", w.name, err)
	}
	return at, nil
}

// ready sees that there is a file to write to, led by its warcinfo.
func (w *Writer) ready() error {
	if w.size >= w.o.MaxSize {
		if err := w.rotate(); err != nil {
			return err
		}
	}
	if w.file == nil {
		if err := w.begin(); err != nil {
			return err
		}
	}
	if w.size > 0 {
		return nil
	}
	block := Fields{{"software", w.o.Software}, {"format", "WARC File Format 1.1"}, {
		"conformsTo",
		"http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
	}}.block()
	info := Entry{
		Type: Warcinfo, Date: time.Now(), ContentType: fieldsType, Block: bytes.NewReader(block),
		Fields: Fields{{"WARC-Filename", w.name}},
	}
	d, err := describe(info)
	if err != nil {
		return err
	}
	_, err = w.member(d.head, info.Block)
	return err
}

// member writes one gzip member and gives its length. Where it fails the file
// is cut back to where it was.
func (w *Writer) member(head []byte, block io.ReadSeeker) (int64, error) {
	count := &counter{w: w.file}
	err := w.compress(count, head, block)
	if err == nil {
		w.size += count.n
		return count.n, nil
	}
	undo := w.file.Truncate(w.size)
	if _, err := w.file.Seek(w.size, io.SeekStart); err != nil {
		undo = errors.Join(undo, err)
	}
	return 0, errors.Join(err, undo)
}

func (w *Writer) compress(to io.Writer, head []byte, block io.ReadSeeker) error {
	w.zip.Reset(to)
	if _, err := w.zip.Write(head); err != nil {
		return err
	}
	want, err := rewind(block)
	if err != nil {
		return err
	}
	n, err := io.Copy(w.zip, block)
	if err == nil && n != want {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return fmt.Errorf("block: %w", err)
	}
	if _, err := w.zip.Write([]byte("\r\n\r\n")); err != nil {
		return err
	}
	return w.zip.Close()
}

// rewind goes to the start of a block and gives its length.
func rewind(block io.Seeker) (int64, error) {
	n, err := block.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, err
	}
	_, err = block.Seek(0, io.SeekStart)
	return n, err
}

// counter counts what passes.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// rotate ends the current file; it keeps ".open" for now.
func (w *Writer) rotate() error {
	if w.file == nil {
		return nil
	}
	err := errors.Join(w.file.Sync(), w.file.Close())
	w.full = append(w.full, w.name)
	w.file, w.size = nil, 0
	return err
}

// Sync makes all that was appended durable (fsync). Commit rows that point to
// records only after it.
func (w *Writer) Sync() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.file != nil {
		if err := w.file.Sync(); err != nil {
			return fmt.Errorf("warc: %q: %w", w.name, err)
		}
	}
	if err := w.settle(); err != nil {
		return err
	}
	w.settled, w.full = w.full, nil
	return nil
}

// settle gives the files whose rows are committed their final names.
func (w *Writer) settle() error {
	for _, name := range w.settled {
		path := filepath.Join(w.dir, name)
		if err := os.Rename(path+opened, path); err != nil {
			return fmt.Errorf("warc: %w", err)
		}
	}
	if len(w.settled) == 0 {
		return nil
	}
	w.settled = nil
	return syncDir(w.dir)
}

// Close syncs and gives all files their final names. Call it after the last
// rows were committed.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.rotate(); err != nil {
		return fmt.Errorf("warc: %q: %w", w.name, err)
	}
	w.settled, w.full = slices.Concat(w.settled, w.full), nil
	return w.settle()
}
