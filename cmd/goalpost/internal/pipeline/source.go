package pipeline

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"goalpost/corpus/crawl"
	"goalpost/corpus/store"
	"goalpost/corpus/warc"
)

// task is one step of an ingest, in the order of the sources: a document to be
// read, or the capture of a file whose records follow.
type task struct {
	Document
	key    store.ArticleKey
	path   string    // the file to read the body from; "": the document holds it
	size   int64     // of that file, in bytes
	origin *original // the bytes to be captured; nil: captured already, see capture
	// capture is the id of the capture that the document stands in, with its byte range.
	capture  string
	from, to int64
	only     bool // nothing but a capture

	// Of what was fetched:
	lease   *crawl.Lease   // to be acknowledged when all is durable
	log     *store.Fetch   // to be logged; nil: it is already
	revisit *warc.Exchange // the answer brought nothing new
	reason  string         // it is passed over
	more    []crawl.Item   // what belongs to it, to be fetched too
}

// original is what goes into a capture of its own.
type original struct {
	kind        warc.Type
	uri         string
	mediaType   string
	date        time.Time
	block       io.ReadSeeker // nil: the document's body
	headLen     int64
	digest      string // of the payload; "": computed from the document's body
	payloadSize int64

	exchange *warc.Exchange // a page that was fetched; written in place of block
	status   int
	header   http.Header
}

// weight is how many bytes the task holds until it is emitted.
func (t task) weight() int64 {
	if t.path != "" {
		return 5 * t.size
	}
	return t.Document.weight()
}

// sources lists the documents of sources one after the other.
type sources struct {
	limits  FilterInput  // how large documents may be; Stdin
	name    string       // of the source, as the user calls it, or ""
	skipDir string       // the data folder, never walked
	passed  atomic.Int64 // files of folders that are no documents
}

// each lists one source. It returns false where yield wants no more.
func (s *sources) each(source string, yield func(task) bool) bool {
	if source == "-" {
		return s.stdin(yield)
	}
	path, err := filepath.Abs(source)
	if err != nil {
		return yield(s.broken(source, err))
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return yield(s.broken(source, openError(err)))
	case info.IsDir():
		return s.folder(path, yield)
	}
	form := FormOf(path)
	if form == Other {
		form = s.limits.Form
	}
	return s.file(path, form, yield)
}

func (s *sources) broken(name string, err error) task {
	return task{Document: Document{Name: name, Problem: problem(Unreadable, "%s", err)}}
}

// folder walks a folder in the order of its names. One folder's names are in
// memory at a time, no file's content is.
func (s *sources) folder(dir string, yield func(task) bool) bool {
	if dir == s.skipDir {
		return true
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return yield(s.broken(dir, openError(err)))
	}
	for i, entry := range entries {
		entries[i] = nil // what has been walked is no longer held
		path := filepath.Join(dir, entry.Name())
		more := true
		switch {
		case strings.HasPrefix(entry.Name(), "."):
			s.passed.Add(1)
		case entry.IsDir():
			more = s.folder(path, yield)
		case entry.Type()&fs.ModeType&^fs.ModeSymlink != 0: // sockets, devices, pipes
			s.passed.Add(1)
		case isDocument(entry.Name()):
			more = s.file(path, FormOf(path), yield)
		default:
			s.passed.Add(1)
		}
		if !more {
			return false
		}
	}
	return true
}

// isDocument says whether a file found in a folder is read.
func isDocument(name string) bool {
	return FormOf(name) != Other || slices.Contains([]string{".pdf", ".docx", ".hwpx", ".odt", ".xlsx"}, strings.ToLower(filepath.Ext(name)))
}

func (s *sources) file(path string, form Form, yield func(task) bool) bool {
	switch form {
	case JSONL:
		return s.records(path, path, yield)
	case WARC:
		return s.archive(path, yield)
	case Text, HTML, Other:
	}
	info, err := os.Stat(path)
	if err != nil {
		return yield(s.broken(path, openError(err)))
	}
	return yield(task{
		Document: Document{Name: path, Form: form},
		path:     path, size: min(info.Size(), maxCapture),
		key:    store.ArticleKey{Path: path, Source: s.name},
		origin: &original{kind: warc.Resource, uri: fileURI(path), mediaType: mediaType(form)},
	})
}

// records lists the lines of a JSON Lines file, after its capture. The file may
// go by another name than its path.
func (s *sources) records(path, name string, yield func(task) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(s.broken(name, openError(err)))
	}
	defer letGo(f)
	whole, err := wholeFile(f, path, name)
	if err != nil {
		return yield(s.broken(name, openError(err)))
	}
	if !yield(whole) {
		return false
	}
	source := s.name
	if source == "" {
		source = name
	}
	return s.lines(f, recordsOf{name, whole.capture, source}, yield)
}

// wholeFile is the capture of a file whose records follow, and leaves the file at its start.
func wholeFile(f *os.File, path, name string) (task, error) {
	uri := name
	if name == path {
		uri = fileURI(path)
	}
	digest, err := warc.PayloadDigest(f)
	if err != nil {
		return task{}, err
	}
	size, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return task{}, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return task{}, err
	}
	return task{
		Document: Document{Name: name, Form: JSONL}, capture: store.CaptureID(uri, digest), only: true,
		origin: &original{
			kind: warc.Resource, uri: uri, mediaType: mediaType(JSONL),
			block: &reopened{path: path}, digest: digest, payloadSize: size,
		},
	}, nil
}

// recordsOf names the file that records stand in.
type recordsOf struct{ name, capture, source string }

func (s *sources) lines(r io.Reader, of recordsOf, yield func(task) bool) bool {
	for line, err := range Lines(r, lineLimit(s.limits.maxText())) {
		name := fmt.Sprintf("%s#%d", of.name, line.Number)
		t := task{
			Document: Document{Name: name, Form: JSONL, Line: &line},
			capture:  of.capture, from: line.Offset, to: line.Offset + line.Size,
			key: store.ArticleKey{Path: name, Source: of.source},
		}
		if err != nil {
			t = s.broken(name, openError(err))
		}
		if !yield(t) {
			return false
		}
	}
	return true
}

// archive lists the captures of a WARC file; they are kept as they are.
func (s *sources) archive(path string, yield func(task) bool) bool {
	for rec, err := range warc.Records(path) {
		if err != nil {
			if !yield(s.broken(path, err)) {
				return false
			}
			continue
		}
		d, raw, ok := captured(path, rec)
		if !ok {
			s.passed.Add(1)
			continue
		}
		if !s.capture(rec, d, raw, yield) {
			return false
		}
	}
	return true
}

// capture hands on one record of an archive, and the lines of one that was a .jsonl file.
func (s *sources) capture(rec *warc.Record, d Document, raw []byte, yield func(task) bool) bool {
	t := task{Document: d, key: store.ArticleKey{CanonicalURL: d.URL, Source: s.name}}
	if d.URL == "" {
		t.key = store.ArticleKey{Path: d.Name, Source: s.name}
	}
	if raw != nil {
		t.origin = &original{
			kind: rec.Type, uri: rec.TargetURI(), mediaType: rec.Fields.Get("Content-Type"), date: rec.Date(),
			block: bytes.NewReader(raw), headLen: headLen(rec.Type, raw), payloadSize: int64(len(d.Body)),
		}
	}
	if d.Form != JSONL {
		return yield(t)
	}
	if err := t.origin.tellDigest(); err != nil {
		return yield(s.broken(d.Name, err))
	}
	t.capture, t.only = store.CaptureID(t.origin.uri, t.origin.digest), true
	t.Body = nil
	if !yield(t) {
		return false
	}
	source := s.name
	if source == "" {
		source = d.Name
	}
	return s.lines(bytes.NewReader(raw), recordsOf{d.Name, t.capture, source}, yield)
}

// headLen is where the payload of a record's block begins.
func headLen(kind warc.Type, block []byte) int64 {
	if kind != warc.Response {
		return 0
	}
	for _, empty := range []string{"\r\n\r\n", "\n\n"} {
		if i := bytes.Index(block, []byte(empty)); i >= 0 {
			return int64(i + len(empty))
		}
	}
	return int64(len(block))
}

// stdin reads standard input: it goes through a file, since its capture comes
// before its records and needs a digest.
func (s *sources) stdin(yield func(task) bool) bool {
	spool, err := os.CreateTemp("", "goalpost-stdin-*")
	if err != nil {
		return yield(s.broken("-", openError(err)))
	}
	defer func() {
		letGo(spool)
		_ = os.Remove(spool.Name()) // the system clears its temporary files
	}()
	if _, err := io.Copy(spool, s.limits.Stdin); err != nil {
		return yield(s.broken("-", openError(err)))
	}
	if _, err := spool.Seek(0, io.SeekStart); err != nil {
		return yield(s.broken("-", openError(err)))
	}
	form := s.limits.Form
	if form == Other {
		form = sniff(bufio.NewReader(io.NewSectionReader(spool, 0, 4096)))
	}
	if form == JSONL {
		return s.records(spool.Name(), stdinURI, yield)
	}
	d := s.limits.whole("-", form, spool)
	t := task{Document: d}
	if d.Problem == nil {
		digest, _ := warc.PayloadDigest(bytes.NewReader(d.Body)) // reading from memory does not fail
		t.origin = &original{kind: warc.Resource, uri: stdinURI, mediaType: mediaType(form), digest: digest}
		t.key = store.ArticleKey{Path: stdinURI + ":" + digest, Source: s.name}
	}
	return yield(t)
}

// stdinURI names what came through standard input.
const stdinURI = "urn:goalpost:stdin"

func fileURI(path string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}

func mediaType(form Form) string {
	switch form {
	case HTML:
		return "text/html"
	case Text:
		return "text/plain"
	case JSONL:
		return "application/jsonl"
	case WARC, Other:
	}
	return "application/octet-stream"
}

// reopened is a file that is open only while it is read, so that many can wait.
type reopened struct {
	path string
	file *os.File
}

func (r *reopened) open() error {
	if r.file != nil {
		return nil
	}
	f, err := os.Open(r.path)
	r.file = f
	return err
}

func (r *reopened) Read(p []byte) (int, error) {
	if err := r.open(); err != nil {
		return 0, err
	}
	return r.file.Read(p)
}

func (r *reopened) Seek(offset int64, whence int) (int64, error) {
	if err := r.open(); err != nil {
		return 0, err
	}
	return r.file.Seek(offset, whence)
}

// Close closes the file; it may be read again.
func (r *reopened) Close() error {
	if r.file == nil {
		return nil
	}
	f := r.file
	r.file = nil
	return f.Close()
}
