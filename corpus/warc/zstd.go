package warc

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// Zstandard (RFC 8878): a .warc.zst has one frame a record and may begin with a
// skippable frame that holds the dictionary of the others.
const (
	frameMagic     = 0xfd2fb528
	skippableMagic = 0x184d2a50 // to …5f
	dictMagic      = 0x184d2a5d
)

// maxWindow bounds the memory of the decoder, in bytes; maxDict that of a dictionary.
const (
	maxWindow = 64 << 20
	maxDict   = 16 << 20
)

var errFrame = errors.New("not a Zstandard frame")

// frame reads the bytes of one frame out of a source and no more, so that the
// place of the next one is known: the header, then blocks, each led by three
// bytes that tell its length.
type frame struct {
	src  *source
	left int64 // bytes of the part begun
	last bool  // the part begun is the last
	sum  bool  // a checksum follows the last block
	tail bool  // the checksum was begun
	head bool  // the header was begun
}

// Read implements [io.Reader].
func (f *frame) Read(p []byte) (int, error) {
	for f.left == 0 {
		if err := f.part(); err != nil {
			return 0, err
		}
	}
	n, err := f.src.Read(p[:min(int64(len(p)), f.left)])
	f.left -= int64(n)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// part finds the length of the next part of the frame; io.EOF behind the last.
func (f *frame) part() error {
	switch {
	case !f.head:
		return f.header()
	case !f.last:
		return f.block()
	case f.sum && !f.tail:
		f.tail, f.left = true, 4
		return nil
	}
	return io.EOF
}

// header reads the frame's header (RFC 8878, 3.1.1.1).
func (f *frame) header() error {
	b := f.src.peek(5)
	if len(b) < 5 {
		return io.ErrUnexpectedEOF
	}
	if binary.LittleEndian.Uint32(b) != frameMagic {
		return errFrame
	}
	desc := b[4]
	single := desc>>5&1 == 1
	size := [4]int64{0, 2, 4, 8}[desc>>6]
	if single && size == 0 {
		size = 1
	}
	f.left = 5 + [4]int64{0, 1, 2, 4}[desc&3] + size
	if !single {
		f.left++ // window descriptor
	}
	f.head, f.sum = true, desc>>2&1 == 1
	return nil
}

// block reads a block's header (RFC 8878, 3.1.1.2).
func (f *frame) block() error {
	b := f.src.peek(3)
	if len(b) < 3 {
		return io.ErrUnexpectedEOF
	}
	h := uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16
	f.last = h&1 == 1
	f.left = 3 + int64(h>>3)
	if h>>1&3 == 1 { // one byte, repeated
		f.left = 4
	}
	return nil
}

// skipFrames reads skippable frames and gives the dictionary that one of them holds.
func skipFrames(src *source) (dict []byte, err error) {
	for {
		b := src.peek(8)
		if len(b) < 8 || binary.LittleEndian.Uint32(b)&^0xf != skippableMagic {
			return dict, nil
		}
		magic, size := binary.LittleEndian.Uint32(b), int64(binary.LittleEndian.Uint32(b[4:]))
		src.discard(8)
		if magic != dictMagic {
			if _, err := io.CopyN(io.Discard, src, size); err != nil {
				return nil, torn(err)
			}
			continue
		}
		if size > maxDict {
			return nil, fmt.Errorf("dictionary of %d bytes", size)
		}
		dict = make([]byte, size)
		if _, err := io.ReadFull(src, dict); err != nil {
			return nil, torn(err)
		}
	}
}

// newZstd makes a decoder of frames with a dictionary (nil: none), which may
// itself be compressed.
func newZstd(dict []byte) (*zstd.Decoder, error) {
	options := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxWindow)}
	if len(dict) >= 4 && binary.LittleEndian.Uint32(dict) == frameMagic {
		d, err := zstd.NewReader(nil, append(options, zstd.WithDecoderMaxMemory(maxDict))...)
		if err != nil {
			return nil, err
		}
		defer d.Close()
		if dict, err = d.DecodeAll(dict, nil); err != nil {
			return nil, fmt.Errorf("dictionary: %w", err)
		}
	}
	if len(dict) > 0 {
		options = append(options, zstd.WithDecoderDicts(dict))
	}
	return zstd.NewReader(nil, options...)
}
