package warc

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxHeader bounds a record's header, in bytes.
const maxHeader = 1 << 20

// What can be wrong with a record.
var (
	errVersion = errors.New("no WARC version line")
	errHeader  = errors.New("header is longer than 1 MiB")
	errLength  = errors.New("no usable Content-Length")
	errGarbage = errors.New("neither gzip, Zstandard nor WARC")
)

// RecordError is a record that can't be read. Those behind it may be.
type RecordError struct {
	File   string // in a WACZ, the path of the WARC in it
	Offset int64  // of the record's member, in bytes
	Err    error
}

// Error says where and why.
func (e *RecordError) Error() string {
	if e.File != "" {
		return fmt.Sprintf("warc: %s: record at %d: %v", e.File, e.Offset, e.Err)
	}
	return fmt.Sprintf("warc: record at %d: %v", e.Offset, e.Err)
}

// Unwrap gives the cause.
func (e *RecordError) Unwrap() error { return e.Err }

// Reader reads records one after the other from a stream: gzip or Zstandard
// with one member a record (or all in one), or plain; WARC 1.0 and 1.1. It
// holds no more of a record than its header. Not safe for concurrent use.
type Reader struct {
	src    *source
	zip    *gzip.Reader
	zst    *zstd.Decoder
	member *bufio.Reader // what is left of the current member, unpacked; nil: none open
	plain  bool          // the current member is not compressed
	start  int64         // of the current member; of the record where plain
	rec    *Record
	left   *io.LimitedReader // block of rec
	lost   bool              // a member was broken: find the next one
}

// NewReader prepares to read. Where r is an [io.Seeker] fewer records are lost
// behind a broken one.
func NewReader(r io.Reader) *Reader {
	return &Reader{src: newSource(r), zip: new(gzip.Reader)}
}

// Next gives the next record; what is left of the one before is skipped. At the
// end it returns io.EOF. A broken record is a [*RecordError], after which Next
// goes on with the next one that it finds; a last record that is cut off is one
// too. Other errors are of the stream.
func (r *Reader) Next() (*Record, error) {
	if err := r.skip(); err != nil {
		return nil, err
	}
	for {
		if r.lost {
			if err := r.resync(); err != nil {
				return nil, err
			}
		}
		if r.member == nil {
			if err := r.open(); err != nil {
				return nil, err
			}
		}
		rec, err := r.parse()
		switch {
		case errors.Is(err, errEnd) && !r.plain && r.src.off == r.start: // a member begun, and nothing of it
			return nil, r.broken(errTorn)
		case errors.Is(err, errEnd):
			r.member = nil
		case err != nil:
			return nil, r.broken(err)
		default:
			return rec, nil
		}
	}
}

// errEnd says that a member holds no more records.
var errEnd = errors.New("end of member")

// broken ends the current member and says what is wrong with it.
func (r *Reader) broken(err error) error {
	r.member, r.rec, r.left, r.lost = nil, nil, nil, true
	return &RecordError{Offset: r.start, Err: torn(err)}
}

// skip reads what is left of the current record, and of its member where that
// is all it holds.
func (r *Reader) skip() error {
	if r.rec == nil {
		return nil
	}
	if _, err := io.Copy(io.Discard, r.left); err != nil {
		return r.broken(err)
	}
	if r.left.N > 0 {
		return r.broken(io.ErrUnexpectedEOF)
	}
	r.rec, r.left = nil, nil
	switch err := skipLines(r.member); {
	case errors.Is(err, errEnd):
		r.member = nil
	case err != nil:
		return r.broken(err)
	}
	return nil
}

// skipLines reads line ends; errEnd where nothing follows them.
func skipLines(b *bufio.Reader) error {
	for {
		c, err := b.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return errEnd
		case err != nil:
			return err
		case c != '\r' && c != '\n':
			return b.UnreadByte()
		}
	}
}

// open begins the next member; io.EOF where there is none.
func (r *Reader) open() error {
	r.start = r.src.off
	b := r.src.peek(6)
	switch {
	case len(b) == 0:
		return r.src.end()
	case bytes.HasPrefix(b, gzipMagic):
		if err := r.zip.Reset(r.src); err != nil {
			return r.broken(err)
		}
		r.zip.Multistream(false)
		r.unpack(r.zip)
	case len(b) >= 4 && isZstd(binary.LittleEndian.Uint32(b)):
		return r.openFrame()
	case bytes.HasPrefix(b, []byte("WARC/")), b[0] == '\r', b[0] == '\n':
		r.member, r.plain = bufio.NewReader(r.src), true
	default:
		return r.broken(errGarbage)
	}
	return nil
}

var gzipMagic = []byte{0x1f, 0x8b, 0x08}

func isZstd(magic uint32) bool { return magic == frameMagic || magic&^0xf == skippableMagic }

func (r *Reader) unpack(from io.Reader) {
	r.plain = false
	r.member = bufio.NewReader(from)
}

func (r *Reader) openFrame() error {
	dict, err := skipFrames(r.src)
	if err == nil && (r.zst == nil || dict != nil) {
		r.zst, err = newZstd(dict)
	}
	r.start = r.src.off
	if err == nil && len(r.src.peek(1)) == 0 {
		return r.src.end() // skippable frames alone
	}
	if err == nil {
		err = r.zst.Reset(&frame{src: r.src})
	}
	if err != nil {
		return r.broken(err)
	}
	r.unpack(r.zst)
	return nil
}

// resync finds the next member behind a broken one; io.EOF where there is none.
func (r *Reader) resync() error {
	if err := r.src.back(r.start + 1); err != nil {
		return err
	}
	r.src.discard(int(max(r.start+1-r.src.off, 0))) // where nothing of the member was read
	r.lost = false
	switch {
	case r.plain:
		return r.src.find([]byte("WARC/1."), func([]byte) bool { return true })
	case r.zst != nil:
		magic := binary.LittleEndian.AppendUint32(nil, frameMagic)
		return r.src.find(magic, func([]byte) bool { return true })
	}
	return r.src.find(gzipMagic, gzipBegins(new(gzip.Reader)))
}

// parse reads the header of the next record of the current member.
func (r *Reader) parse() (*Record, error) {
	if err := skipLines(r.member); err != nil {
		return nil, err
	}
	if r.plain {
		r.start = r.src.off - int64(r.member.Buffered())
	}
	budget := maxHeader
	first, err := line(r.member, &budget)
	if err != nil {
		return nil, err
	}
	version, ok := strings.CutPrefix(first, "WARC/")
	if !ok {
		return nil, errVersion
	}
	fields, err := readFields(r.member, &budget)
	if err != nil {
		return nil, err
	}
	size, err := strconv.ParseInt(fields.Get("Content-Length"), 10, 64)
	if err != nil || size < 0 {
		return nil, errLength
	}
	r.left = &io.LimitedReader{R: r.member, N: size}
	r.rec = &Record{
		Version: version, Type: Type(strings.ToLower(fields.Get("WARC-Type"))), Fields: fields,
		Block: &block{r.left}, Size: size, Offset: r.start,
	}
	return r.rec, nil
}

// block reads a record's block; its early end is an error.
type block struct{ left *io.LimitedReader }

// Read implements [io.Reader].
func (b *block) Read(p []byte) (int, error) {
	n, err := b.left.Read(p)
	if errors.Is(err, io.EOF) && b.left.N > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// readFields reads named fields up to an empty line. A line that begins with a
// space continues the one before; a line without a colon is passed over.
func readFields(b *bufio.Reader, budget *int) (Fields, error) {
	var f Fields
	for {
		s, err := line(b, budget)
		if err != nil {
			return nil, err
		}
		if s == "" {
			return f, nil
		}
		name, value, ok := strings.Cut(s, ":")
		switch {
		case (s[0] == ' ' || s[0] == '\t') && len(f) > 0:
			f[len(f)-1].Value += " " + strings.TrimSpace(s)
		case ok:
			f = append(f, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
}

// line reads a line without its end, as long as the budget of bytes lasts.
func line(b *bufio.Reader, budget *int) (string, error) {
	var out []byte
	for {
		part, err := b.ReadSlice('\n')
		if *budget -= len(part); *budget < 0 {
			return "", errHeader
		}
		out = append(out, part...)
		switch {
		case err == nil:
			return strings.TrimRight(string(out), "\r\n"), nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return "", torn(err)
		}
	}
}
