// Package warc reads and writes captures: WARC files (ISO 28500:2017, WARC 1.1),
// one gzip member a record, as any archive tool reads them.
//
// A record is a header of named fields and a block. What Goalpost writes:
//
//	warcinfo   once at the start of each file: software, format
//	request    the request as it was sent, where known
//	response   status line, headers and body of the server's answer, as they came
//	resource   the bytes of a local file
//	metadata   what else is known of a capture, as named fields
//	revisit    a fetch that brought nothing new: same payload, or 304
//
// Ids derive from content: the WARC-Record-ID is a UUID of version 8 (RFC 9562)
// made of the first 16 bytes of SHA-256 over type, target, date and block
// digest, each followed by a line feed. A local file has no date of its own, so
// the ids of resource records leave the date out.
package warc

import (
	"io"
	"strings"
	"time"
)

// Type is a record's WARC-Type.
type Type string

// The types of records.
const (
	Warcinfo     Type = "warcinfo"
	Request      Type = "request"
	Response     Type = "response"
	Resource     Type = "resource"
	Metadata     Type = "metadata"
	Revisit      Type = "revisit"
	Conversion   Type = "conversion"
	Continuation Type = "continuation"
)

// Profiles of revisit records (WARC 1.1, 6.7).
const (
	SamePayload = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	NotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// Field is one named field of a record's header.
type Field struct{ Name, Value string }

// Fields are the named fields of a header, in their order. Names are compared
// without regard to case.
type Fields []Field

// Get is the value of the first field with this name, or "".
func (f Fields) Get(name string) string {
	for _, x := range f {
		if strings.EqualFold(x.Name, name) {
			return x.Value
		}
	}
	return ""
}

// Location is where a record is: the member's first byte in its file and its length.
type Location struct {
	File   string // relative to the folder of the writer, without ".open"
	Offset int64  // bytes
	Length int64  // bytes, compressed
	ID     string // WARC-Record-ID without its angle brackets
	Digest string // WARC-Payload-Digest, "sha1:" and base32; of the block where there is no payload
}

// Entry is a record to be written.
type Entry struct {
	Type        Type
	TargetURI   string
	Date        time.Time
	ContentType string        // of the block; empty: by type
	Block       io.ReadSeeker // read twice from its start: once for the digest
	HeadLen     int64         // bytes of the block before the payload: an HTTP head with its empty line
	Fields      Fields        // more fields, such as WARC-IP-Address
	Digest      string        // payload digest where the payload is not in the block (revisit)
}

// Exchange is one fetch, as it is written: a request, where there is one, and
// the response or the revisit.
type Exchange struct {
	URI     string
	Date    time.Time
	IP      string // of the server; empty: not known
	Request []byte // as sent; nil: none is written
	Head    []byte // status line and headers as they came, with or without the empty line; see HTTPHead
	Body    []byte // as it came, still content-encoded; chunks joined
	Note    Fields // written as a metadata record where not empty: fetch time, redirect chain, …

	// For a fetch that brought nothing new: what it repeats.
	Profile      string // SamePayload or NotModified; empty: a response
	RefersURI    string
	RefersDate   time.Time
	RefersDigest string // payload digest of the original; required with SamePayload
}

// Options say how a [Writer] writes. The zero value works.
type Options struct {
	Prefix   string // of file names; empty: "goalpost"
	Software string // for warcinfo; empty: "goalpost"
	MaxSize  int64  // bytes after which a new file is begun; zero: 256 MiB

	// Known gives the offset in a file up to which its records are known to the
	// catalogue. Whole records behind it, of a process that was killed or
	// stopped before it committed their rows, are adopted: appending the same
	// one again gives their place. Nil: 0 in files left open, the end in others.
	Known func(file string) int64
}

// Record is a record as read. Its Block is valid until the next record is read.
type Record struct {
	Version string // "1.0", "1.1"
	Type    Type
	Fields  Fields
	Block   io.Reader // exactly Content-Length bytes; less is io.ErrUnexpectedEOF
	Size    int64     // Content-Length
	File    string    // in a WACZ the path of the WARC in it, else ""
	Offset  int64     // of the record's member in the file; in plain files of the record
}

// TargetURI is the record's WARC-Target-URI, without the angle brackets that some tools write.
func (r *Record) TargetURI() string { return strings.Trim(r.Fields.Get("WARC-Target-URI"), "<>") }

// Date is the record's WARC-Date, zero where it cannot be read.
func (r *Record) Date() time.Time {
	t, _ := time.Parse(time.RFC3339Nano, r.Fields.Get("WARC-Date"))
	return t
}

// ID is the record's WARC-Record-ID without its angle brackets.
func (r *Record) ID() string { return strings.Trim(r.Fields.Get("WARC-Record-ID"), "<>") }

// Digest is the digest of the record's payload where it tells one, else of its block.
func (r *Record) Digest() string {
	if d := r.Fields.Get("WARC-Payload-Digest"); d != "" {
		return d
	}
	return r.Fields.Get("WARC-Block-Digest")
}
