package warc

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// peekSize is how far a source can be looked into without reading it.
const peekSize = 64 << 10

// source is a stream that knows how far it was read. It has ReadByte, so that a
// decompressor takes no byte behind its member.
type source struct {
	under io.Reader
	buf   *bufio.Reader
	start int64 // position of under at which off is 0, where it can seek
	off   int64
}

func newSource(r io.Reader) *source {
	s := &source{under: r, buf: bufio.NewReaderSize(r, peekSize), start: -1}
	if seeker, ok := r.(io.Seeker); ok {
		if at, err := seeker.Seek(0, io.SeekCurrent); err == nil {
			s.start = at
		}
	}
	return s
}

// Read implements [io.Reader].
func (s *source) Read(p []byte) (int, error) {
	n, err := s.buf.Read(p)
	s.off += int64(n)
	return n, err
}

// ReadByte implements [io.ByteReader].
func (s *source) ReadByte() (byte, error) {
	c, err := s.buf.ReadByte()
	if err == nil {
		s.off++
	}
	return c, err
}

// peek gives the next bytes, n or, at the end, fewer.
func (s *source) peek(n int) []byte {
	b, _ := s.buf.Peek(n)
	return b
}

func (s *source) discard(n int) {
	m, _ := s.buf.Discard(n)
	s.off += int64(m)
}

// back goes to an offset read over already; where the stream can't, it stays.
func (s *source) back(off int64) error {
	seeker, ok := s.under.(io.Seeker)
	if !ok || s.start < 0 {
		return nil
	}
	if _, err := seeker.Seek(s.start+off, io.SeekStart); err != nil {
		return err
	}
	s.buf.Reset(s.under)
	s.off = off
	return nil
}

// find reads up to the next place where a member may begin; io.EOF where none does.
func (s *source) find(magic []byte, begins func(ahead []byte) bool) error {
	for {
		ahead := s.peek(peekSize)
		i := bytes.Index(ahead, magic)
		switch {
		case i < 0 && len(ahead) < peekSize:
			s.discard(len(ahead))
			return s.end()
		case i < 0:
			s.discard(len(ahead) - len(magic) + 1)
			continue
		}
		s.discard(i)
		if begins(s.peek(probe)) {
			return nil
		}
		s.discard(1)
	}
}

// end tells the end of the stream from a failure to read it.
func (s *source) end() error {
	if _, err := s.buf.Peek(1); err != nil {
		return err
	}
	return io.EOF
}

// probe is how much of a member is inflated to see whether it is one.
const probe = 4 << 10

// gzipBegins says whether a gzip member with a record begins here.
func gzipBegins(zip *gzip.Reader) func(ahead []byte) bool {
	return func(ahead []byte) bool {
		if err := zip.Reset(bytes.NewReader(ahead)); err != nil {
			return false
		}
		zip.Multistream(false)
		var first [5]byte
		_, err := io.ReadFull(zip, first[:])
		return err == nil && string(first[:]) == "WARC/"
	}
}

// errTorn says that a stream ends in the middle of something.
var errTorn = errors.New("the file ends inside the record")

// torn names the end of a stream where there should be more.
func torn(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errTorn
	}
	return err
}
