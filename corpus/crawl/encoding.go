package crawl

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// What can be wrong with a body.
var (
	ErrTooLarge = errors.New("the page is too large")
	ErrEncoding = errors.New("the content-encoding cannot be undone")
)

// maxEncodings is how often a body may be packed.
const maxEncodings = 3

// decoded undoes the content-encodings of a body, to at most limit bytes:
// beyond that [ErrTooLarge] and the beginning. A body that is not packed as its header tells is taken
// as it is; one that breaks off gives what could be read, and [ErrEncoding].
func decoded(h http.Header, body []byte, limit int64) ([]byte, error) {
	names := encodings(h)
	if len(names) > maxEncodings {
		return nil, fmt.Errorf("%w: packed %d times", ErrEncoding, len(names))
	}
	for _, name := range slices.Backward(names) {
		r, err := unpacker(name, body)
		switch {
		case errors.Is(err, errNotPacked):
			continue
		case err != nil:
			return nil, err
		}
		out, err := io.ReadAll(io.LimitReader(r, limit+1))
		if int64(len(out)) > limit {
			return out[:limit], fmt.Errorf("%w: more than %d bytes unpacked", ErrTooLarge, limit)
		}
		if err != nil {
			return out, fmt.Errorf("%w: %s: %w", ErrEncoding, name, err)
		}
		body = out
	}
	return body, nil
}

func encodings(h http.Header) (names []string) {
	for _, v := range h.Values("Content-Encoding") {
		for name := range strings.SplitSeq(v, ",") {
			if name = strings.ToLower(strings.TrimSpace(name)); name != "" && name != "identity" {
				names = append(names, name)
			}
		}
	}
	return names
}

// errNotPacked says that a body does not begin as its encoding does.
var errNotPacked = errors.New("not packed")

func unpacker(name string, body []byte) (io.Reader, error) {
	r := bytes.NewReader(body)
	switch name {
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(body, gzipMagic) {
			return nil, errNotPacked
		}
		return gzip.NewReader(r)
	case "zstd":
		if !bytes.HasPrefix(body, []byte{0x28, 0xb5, 0x2f, 0xfd}) {
			return nil, errNotPacked
		}
		// RFC 9659: windows of more than 8 MB need not be taken.
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20))
		return d, err
	case "br":
		if looksPlain(body) {
			return nil, errNotPacked
		}
		return brotli.NewReader(r), nil
	case "deflate":
		if z, err := zlib.NewReader(r); err == nil {
			return z, nil
		}
		if looksPlain(body) {
			return nil, errNotPacked
		}
		return flate.NewReader(bytes.NewReader(body)), nil
	}
	return nil, fmt.Errorf("%w: %q", ErrEncoding, name)
}

var gzipMagic = []byte{0x1f, 0x8b}

// looksPlain says whether a body begins as an unpacked page does.
func looksPlain(body []byte) bool {
	b := bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), " \t\r\n")
	return len(b) == 0 || b[0] == '<' || b[0] == '{'
}
