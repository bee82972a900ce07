package warc

import (
	"errors"
	"io"
	"iter"
	"net/http"
)

var errTodo = errors.New("warc: not there yet")

// Writer appends records to the WARC files of a folder. One process at a time
// writes to a folder. Safe for concurrent use.
type Writer struct{ dir string }

// NewWriter prepares to write in dir, which is made where missing. A file is
// begun with the first record. A file that a killed process left open is
// continued: a torn record at its end is cut, whole ones are kept.
func NewWriter(dir string, o Options) (*Writer, error) { return nil, errTodo }

// Append writes a record and gives its place. It is durable after [Writer.Sync].
func (w *Writer) Append(e Entry) (Location, error) { return Location{}, errTodo }

// Exchange writes a fetch and gives the place of its response (or revisit) record.
func (w *Writer) Exchange(x Exchange) (Location, error) { return Location{}, errTodo }

// Resource writes the bytes of a local file. Its target is a file: or urn: URI.
func (w *Writer) Resource(uri, mediaType string, block io.ReadSeeker) (Location, error) {
	return Location{}, errTodo
}

// Sync makes all that was appended durable (fsync). Commit rows that point to
// records only after it.
func (w *Writer) Sync() error { return errTodo }

// Close syncs and renames the files from .open to their final names.
func (w *Writer) Close() error { return errTodo }

// PayloadDigest is the "sha1:" digest that a record with this payload carries.
func PayloadDigest(payload io.Reader) (string, error) { return "", errTodo }

// HTTPHead writes a response as head bytes: status line, headers sorted by name, empty line.
func HTTPHead(proto string, status int, h http.Header) []byte { return nil }

// Reader reads records one after the other from a stream: gzip or zstd with one
// member a record, or plain; WARC 1.0 and 1.1.
type Reader struct{}

// NewReader finds out the compression and prepares to read.
func NewReader(r io.Reader) *Reader { return nil }

// Next gives the next record. At the end it returns io.EOF. A broken record is
// a [*RecordError], after which Next goes on with the next one that it finds.
func (r *Reader) Next() (*Record, error) { return nil, errTodo }

// RecordError is a record that cannot be read.
type RecordError struct {
	File   string // in a WACZ
	Offset int64  // bytes
	Err    error
}

func (e *RecordError) Error() string { return e.Err.Error() }
func (e *RecordError) Unwrap() error { return e.Err }

// Records iterates over the records of a .warc, .warc.gz, .warc.zst or .wacz
// file (told by its bytes, not its name). A broken record is a pair with a
// [*RecordError], after which the iteration goes on.
func Records(path string) iter.Seq2[*Record, error] { return nil }

// ReadAt opens the record at a place that [Writer] or a capture row gave. dir is
// the folder of the WARC files. Close it after use.
func ReadAt(dir, file string, offset int64) (*OpenRecord, error) { return nil, errTodo }

// OpenRecord is a record read by place, with its file.
type OpenRecord struct {
	*Record
	file io.Closer
}

// Close closes the file.
func (r *OpenRecord) Close() error { return r.file.Close() }

// HTTP reads a response (or revisit) record's HTTP message and undoes its
// encodings; the body is cut at limit bytes (zero: 32 MiB).
func (r *Record) HTTP(limit int64) (*HTTP, error) { return nil, errTodo }

// Payload reads what the record is about: the decoded HTTP body of a response,
// the block of any other; cut at limit bytes (zero: 32 MiB).
func (r *Record) Payload(limit int64) ([]byte, error) { return nil, errTodo }
