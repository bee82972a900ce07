package warc

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"sort"
	"strconv"
	"strings"
	"time"
)

// fieldsType is the media type of a block of named fields.
const fieldsType = "application/warc-fields"

// dateLayout is how WARC-Date is written (W3C profile of ISO 8601, seconds, UTC).
const dateLayout = "2006-01-02T15:04:05Z"

// ErrEntry says that an entry can't be written as a record.
var ErrEntry = errors.New("not a record")

// Exchange writes a fetch and gives the place of its response (or revisit)
// record, which comes last: where it is whole, so is what belongs to it.
func (w *Writer) Exchange(x Exchange) (Location, error) {
	answer := x.answer()
	d, err := describe(answer)
	if err != nil {
		return Location{}, fmt.Errorf("warc: %q: %w", x.URI, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range x.beside("<" + d.id + ">") {
		if _, err := w.append(e); err != nil {
			return Location{}, err
		}
	}
	return w.append(answer)
}

// answer is the response or revisit record of an exchange.
func (x Exchange) answer() Entry {
	head := endHead(x.Head)
	e := Entry{
		Type: Response, TargetURI: x.URI, Date: x.Date, ContentType: "application/http;msgtype=response", HeadLen: int64(len(head)),
		Block: bytes.NewReader(append(head[:len(head):len(head)], x.Body...)),
	}
	if x.IP != "" {
		e.Fields = append(e.Fields, Field{"WARC-IP-Address", x.IP})
	}
	if x.Profile == "" {
		return e
	}
	// A 304 has no payload, and the digest of nothing would say that the page
	// became empty; a repeated payload is told by its digest alone.
	e.Type, e.Block, e.Digest = Revisit, bytes.NewReader(head), x.RefersDigest
	e.Fields = append(e.Fields, Field{"WARC-Profile", x.Profile})
	if x.RefersURI != "" {
		e.Fields = append(e.Fields, Field{"WARC-Refers-To-Target-URI", x.RefersURI})
	}
	if !x.RefersDate.IsZero() {
		e.Fields = append(e.Fields, Field{"WARC-Refers-To-Date", x.RefersDate.UTC().Format(dateLayout)})
	}
	return e
}

// beside are the records that belong to the answer with this id.
func (x Exchange) beside(id string) (out []Entry) {
	if x.Request != nil {
		head := endHead(x.Request)
		out = append(out, Entry{
			Type: Request, TargetURI: x.URI, Date: x.Date, ContentType: "application/http;msgtype=request",
			Block: bytes.NewReader(head), Fields: Fields{{"WARC-Concurrent-To", id}},
		})
	}
	if len(x.Note) > 0 {
		out = append(out, Entry{
			Type: Metadata, TargetURI: x.URI, Date: x.Date, Block: bytes.NewReader(x.Note.block()),
			Fields: Fields{{"WARC-Concurrent-To", id}},
		})
	}
	return out
}

// Resource writes the bytes of a local file. Its target is a file: or urn: URI,
// its date that of writing. The block is read twice.
func (w *Writer) Resource(uri, mediaType string, block io.ReadSeeker) (Location, error) {
	return w.Append(Entry{Type: Resource, TargetURI: uri, Date: time.Now(), ContentType: mediaType, Block: block})
}

// endHead sees that an HTTP head ends with its empty line.
func endHead(head []byte) []byte {
	head = bytes.TrimRight(head, "\r\n")
	return append(head[:len(head):len(head)], "\r\n\r\n"...)
}

// HTTPHead writes a response as head bytes: status line, headers sorted by
// name, empty line. Transfer-Encoding is left out, since chunks come joined.
func HTTPHead(proto string, status int, h http.Header) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %d %s\r\n", proto, status, http.StatusText(status))
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if strings.EqualFold(name, "Transfer-Encoding") {
			continue
		}
		for _, value := range h[name] {
			b.WriteString(name + ": " + oneLine(value) + "\r\n")
		}
	}
	b.WriteString("\r\n")
	return b.Bytes()
}

// oneLine keeps a value within its line.
func oneLine(s string) string {
	return strings.NewReplacer("\r", " ", "\n", " ", "\x00", "").Replace(s)
}

// block writes fields as a block of application/warc-fields.
func (f Fields) block() []byte {
	var b bytes.Buffer
	for _, x := range f {
		b.WriteString(oneLine(x.Name) + ": " + oneLine(x.Value) + "\r\n")
	}
	return b.Bytes()
}

// PayloadDigest is the digest that a record with this payload carries: "sha1:" and base32.
func PayloadDigest(payload io.Reader) (string, error) {
	h := sha1.New()
	if _, err := io.Copy(h, payload); err != nil {
		return "", err
	}
	return label(h), nil
}

func label(h hash.Hash) string { return "sha1:" + base32.StdEncoding.EncodeToString(h.Sum(nil)) }

// description is the header of a record and what it says of it.
type description struct {
	head   []byte
	id     string
	digest string // of the payload, else of the block
}

// describe writes the header of the record that an entry becomes.
func describe(e Entry) (d description, err error) {
	if strings.ContainsAny(e.TargetURI, "\r\n \x00") || e.TargetURI == "" && e.Type != Warcinfo {
		return d, fmt.Errorf("%w: target %q", ErrEntry, e.TargetURI)
	}
	size, block, payload, err := digests(e)
	if err != nil {
		return d, err
	}
	date := e.Date.UTC().Format(dateLayout)
	d.id, d.digest = recordID(e, date, block), block
	f := Fields{{"WARC-Type", string(e.Type)}, {"WARC-Record-ID", "<" + d.id + ">"}, {"WARC-Date", date}}
	if e.TargetURI != "" {
		f = append(f, Field{"WARC-Target-URI", e.TargetURI})
	}
	f = append(f, e.Fields...)
	f = append(f, Field{"WARC-Block-Digest", block})
	if e.Digest == "" && (e.Type == Response || e.Type == Resource) {
		e.Digest = payload
	}
	if e.Digest != "" {
		d.digest = e.Digest
		f = append(f, Field{"WARC-Payload-Digest", e.Digest})
	}
	f = append(f, Field{"Content-Type", e.mediaType()}, Field{"Content-Length", strconv.FormatInt(size, 10)})
	d.head = append(append([]byte("WARC/1.1\r\n"), f.block()...), "\r\n"...)
	return d, nil
}

func (e Entry) mediaType() string {
	switch {
	case e.ContentType != "":
		return e.ContentType
	case e.Type == Metadata, e.Type == Warcinfo:
		return fieldsType
	}
	return "application/octet-stream"
}

// digests reads a block once: its length, and the digests of it and of its payload.
func digests(e Entry) (size int64, block, payload string, err error) {
	if _, err := rewind(e.Block); err != nil {
		return 0, "", "", err
	}
	whole, part := sha1.New(), sha1.New()
	n, err := io.CopyN(whole, e.Block, e.HeadLen)
	if err != nil {
		return 0, "", "", fmt.Errorf("%w: the head is longer than the block", ErrEntry)
	}
	m, err := io.Copy(io.MultiWriter(whole, part), e.Block)
	if err != nil {
		return 0, "", "", err
	}
	return n + m, label(whole), label(part), nil
}

// recordID makes the id out of what the record is (see the package's documentation).
func recordID(e Entry, date, block string) string {
	if e.Type == Resource {
		date = ""
	}
	name := strings.Join([]string{string(e.Type), e.TargetURI, date, block}, "\n") + "\n"
	if e.Type == Warcinfo {
		name += e.Fields.Get("WARC-Filename") + "\n"
	}
	sum := sha256.Sum256([]byte(name))
	u := sum[:16]
	u[6] = u[6]&0x0f | 0x80 // version 8
	u[8] = u[8]&0x3f | 0x80 // variant of RFC 9562
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}
