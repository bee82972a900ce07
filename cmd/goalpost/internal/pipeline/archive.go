package pipeline

import (
	"bytes"
	"errors"
	"io"

	"goalpost/corpus/warc"
)

// maxCapture is the largest response that is read from an archive, in bytes,
// and what a page may have after its encodings are undone.
const maxCapture = 64 << 20

// archive hands on the captures of a WARC file.
func (in FilterInput) archive(name string, yield func(Document) bool) bool {
	for rec, err := range warc.Records(name) {
		d := Document{Name: name, Form: Other}
		switch {
		case err != nil:
			d.Problem = problem(Unreadable, "%q: %s", name, err)
		case !holdsPage(rec):
			continue
		default:
			d, _ = captured(name, rec)
		}
		if !yield(d) {
			return false
		}
	}
	return true
}

// holdsPage says whether a record is a document: the answer of a server, or a local file.
func holdsPage(rec *warc.Record) bool {
	return rec.Type == warc.Response || rec.Type == warc.Resource || rec.Type == warc.Conversion
}

// captured makes a document of an archive's record. raw is the record's block,
// nil where it cannot be kept.
func captured(name string, rec *warc.Record) (d Document, raw []byte) {
	d = Document{Name: rec.TargetURI(), Form: Other, URL: rec.TargetURI()}
	raw, err := io.ReadAll(io.LimitReader(rec.Block, maxCapture+1))
	switch {
	case err != nil:
		d.Problem = problem(Unreadable, "%q: record at byte %d: %s", name, rec.Offset, err)
		raw = nil
	case len(raw) > maxCapture:
		d.Problem = problem(TooLarge, "%q: record at byte %d has more than %d bytes", name, rec.Offset, maxCapture)
		raw = nil
	case rec.Type == warc.Response:
		d.Problem = d.response(rec, raw)
	default:
		d.MediaType, d.Body = rec.Fields.Get("Content-Type"), raw
	}
	if !IsURL(d.URL) {
		d.URL = ""
	}
	return d, raw
}

// errorStatus is the first HTTP status whose body is no article.
const errorStatus = 300

// response takes the body out of a server's answer.
func (d *Document) response(rec *warc.Record, raw []byte) *Problem {
	again := *rec
	again.Block, again.Size = bytes.NewReader(raw), int64(len(raw))
	http, err := again.HTTP(maxCapture)
	switch {
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return problem(Unreadable, "%q: %s", d.URL, err)
	case http.Status >= errorStatus || http.Status < 200:
		return problem(httpCode(http.Status), "%q answered %d", d.URL, http.Status)
	}
	d.MediaType, d.Body = http.Header.Get("Content-Type"), http.Body
	return nil
}
