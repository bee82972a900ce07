package warc

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
)

// DefaultLimit is the length in bytes at which a body is cut where no limit is given.
const DefaultLimit = 32 << 20

// ErrNotHTTP says that a record holds no HTTP message.
var ErrNotHTTP = errors.New("not an HTTP response")

// HTTP is the HTTP message in a response record, decoded.
type HTTP struct {
	Status    int
	Head      []byte // as it came, with its empty line
	Header    http.Header
	Body      []byte // transfer- and content-encoding undone
	Truncated bool   // the body ends early, is broken, or is longer than the limit
}

// HTTP reads a response (or revisit) record's HTTP message and undoes its
// encodings; the body is cut at limit bytes (zero: [DefaultLimit]), however
// long it would unpack to. Encodings that the header tells but the body does
// not have (many archives store the body unpacked) are passed over. A record
// of another kind is [ErrNotHTTP]; a content-encoding that is not known is an error.
func (r *Record) HTTP(limit int64) (*HTTP, error) {
	if !r.holdsHTTP() {
		return nil, fmt.Errorf("%w: a %s record of type %q", ErrNotHTTP, r.Type, r.Fields.Get("Content-Type"))
	}
	b := bufio.NewReader(r.Block)
	h, err := readHead(b)
	if err != nil {
		return nil, err
	}
	body, err := h.decode(b)
	if err != nil {
		return nil, err
	}
	h.Body, h.Truncated = readAll(body, limit)
	return h, nil
}

// ErrCut says that a payload is longer than the limit, or ends early.
var ErrCut = errors.New("the payload is cut off")

// Payload reads what the record is about: the decoded HTTP body of a response,
// the block of any other. With [ErrCut] comes what could be read: at most limit
// bytes (zero: [DefaultLimit]).
func (r *Record) Payload(limit int64) ([]byte, error) {
	if !r.holdsHTTP() {
		all, cut := readAll(r.Block, limit)
		return all, ifCut(cut)
	}
	h, err := r.HTTP(limit)
	if err != nil {
		return nil, err
	}
	return h.Body, ifCut(h.Truncated)
}

func ifCut(cut bool) error {
	if cut {
		return ErrCut
	}
	return nil
}

// holdsHTTP says whether the block is an HTTP response; a response record may
// also hold the answer of a name server.
func (r *Record) holdsHTTP() bool {
	t := r.Fields.Get("Content-Type")
	return (r.Type == Response || r.Type == Revisit) && (t == "" || strings.Contains(t, "http"))
}

// readAll reads up to limit bytes and says whether there were more, or should
// have been.
func readAll(from io.Reader, limit int64) (all []byte, truncated bool) {
	if limit == 0 {
		limit = DefaultLimit
	}
	all, err := io.ReadAll(io.LimitReader(from, limit+1))
	if int64(len(all)) > limit {
		return all[:limit], true
	}
	return all, err != nil
}

// readHead reads status line and headers, leniently: what servers send is kept.
func readHead(b *bufio.Reader) (*HTTP, error) {
	budget := maxHeader
	var head bytes.Buffer
	h := &HTTP{Header: http.Header{}}
	for first := true; ; first = false {
		s, err := line(b, &budget)
		if err != nil && (first || !errors.Is(err, errTorn)) {
			return nil, fmt.Errorf("%w: %w", ErrNotHTTP, err)
		}
		head.WriteString(s + "\r\n")
		if s == "" {
			h.Head = head.Bytes()
			return h, nil
		}
		if first {
			if h.Status, err = status(s); err != nil {
				return nil, err
			}
			continue
		}
		if name, value, ok := strings.Cut(s, ":"); ok && name != "" && s[0] != ' ' {
			name = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name))
			h.Header[name] = append(h.Header[name], strings.TrimSpace(value))
		}
	}
}

func status(s string) (int, error) {
	f := strings.Fields(s)
	if len(f) < 2 || !strings.HasPrefix(strings.ToUpper(f[0]), "HTTP/") {
		return 0, fmt.Errorf("%w: it begins with %.40q", ErrNotHTTP, s)
	}
	n, err := strconv.Atoi(f[1])
	if err != nil || n < 100 || n > 999 {
		return 0, fmt.Errorf("%w: status %.40q", ErrNotHTTP, f[1])
	}
	return n, nil
}

// decode undoes transfer- and content-encodings.
func (h *HTTP) decode(b *bufio.Reader) (io.Reader, error) {
	if strings.Contains(strings.ToLower(h.Header.Get("Transfer-Encoding")), "chunked") && chunked(b) {
		b = bufio.NewReader(httputil.NewChunkedReader(b))
	}
	encodings := strings.Split(strings.Join(h.Header.Values("Content-Encoding"), ","), ",")
	if len(encodings) > 5 {
		return nil, fmt.Errorf("%d content-encodings", len(encodings))
	}
	for i := len(encodings) - 1; i >= 0; i-- {
		from, err := unpack(strings.ToLower(strings.TrimSpace(encodings[i])), b)
		if err != nil {
			return nil, err
		}
		b = from
	}
	return b, nil
}

// chunked says whether a body begins with the length of a chunk.
func chunked(b *bufio.Reader) bool {
	ahead, _ := b.Peek(20)
	size, _, ok := bytes.Cut(ahead, []byte("\n"))
	size, _, _ = bytes.Cut(bytes.TrimSpace(size), []byte(";"))
	_, err := strconv.ParseInt(string(bytes.TrimSpace(size)), 16, 64)
	return ok && err == nil
}

func unpack(encoding string, b *bufio.Reader) (*bufio.Reader, error) {
	ahead, _ := b.Peek(4)
	var from io.Reader
	var err error
	switch encoding {
	case "", "identity", "none", "utf-8":
		return b, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(ahead, gzipMagic[:2]) {
			return b, nil
		}
		from, err = gzip.NewReader(b)
	case "zstd":
		if len(ahead) < 4 || !isZstd(uint32(ahead[0])|uint32(ahead[1])<<8|uint32(ahead[2])<<16|uint32(ahead[3])<<24) {
			return b, nil
		}
		d, e := newZstd(nil)
		if e == nil {
			e = d.Reset(b)
		}
		from, err = d, e
	case "deflate":
		from, err = inflate(ahead, b)
	case "br":
		// Brotli has no magic: text that is not packed does not begin like this.
		if bytes.HasPrefix(bytes.TrimSpace(ahead), []byte("<")) {
			return b, nil
		}
		from = brotli.NewReader(b)
	default:
		return nil, fmt.Errorf("content-encoding %.40q is not known", encoding)
	}
	if err != nil {
		return nil, fmt.Errorf("content-encoding %s: %w", encoding, err)
	}
	return bufio.NewReader(from), nil
}

// inflate reads "deflate": a zlib stream (RFC 9110, 8.4.1.2), or the raw
// deflate that some servers send.
func inflate(ahead []byte, b *bufio.Reader) (io.Reader, error) {
	if len(ahead) >= 2 && ahead[0]&0x0f == 8 && (uint(ahead[0])<<8|uint(ahead[1]))%31 == 0 {
		return zlib.NewReader(b)
	}
	return flate.NewReader(b), nil
}
