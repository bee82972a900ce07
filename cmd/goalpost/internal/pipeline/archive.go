package pipeline

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/url"
	"strings"

	"goalpost/corpus/warc"
)

// maxCapture is the largest response that is read from an archive, in bytes,
// and what a page may have after its encodings are undone.
const maxCapture = 64 << 20

// archive hands on the documents of a WARC file: the records of a .jsonl file
// that was captured one by one. What is no article is passed over.
func (in FilterInput) archive(name string, yield func(Document) bool) bool {
	for rec, err := range warc.Records(name) {
		if err != nil {
			if !yield(Document{Name: name, Problem: problem(Unreadable, "%q: %s", name, err)}) {
				return false
			}
			continue
		}
		d, raw, ok := captured(name, rec)
		switch {
		case !ok:
		case d.Form == JSONL:
			if !in.lines(d.Name, bytes.NewReader(raw), yield) {
				return false
			}
		case !yield(d):
			return false
		}
	}
	return true
}

// captured makes a document of an archive's record. raw is the record's block,
// nil where it cannot be kept. ok is false for what is no article: requests,
// redirects, error pages, images, scripts.
func captured(name string, rec *warc.Record) (d Document, raw []byte, ok bool) {
	if rec.Type != warc.Response && rec.Type != warc.Resource && rec.Type != warc.Conversion {
		return d, nil, false
	}
	d = Document{Name: nameOf(rec.TargetURI()), Form: Other}
	if IsURL(d.Name) {
		d.URL = d.Name
	}
	raw, err := io.ReadAll(io.LimitReader(rec.Block, maxCapture+1))
	switch {
	case err != nil:
		d.Problem = problem(Unreadable, "%q: record at byte %d: %s", name, rec.Offset, err)
		return d, nil, true
	case len(raw) > maxCapture:
		d.Problem = problem(TooLarge, "%q: record at byte %d has more than %d bytes", name, rec.Offset, maxCapture)
		return d, nil, true
	case rec.Type == warc.Response:
		ok = d.response(rec, raw)
		return d, raw, ok
	}
	d.Body = raw
	d.tellType(rec.Fields.Get("Content-Type"))
	if d.MediaType == mediaType(JSONL) {
		d.Form = JSONL
	}
	return d, raw, isArticle(d.MediaType)
}

// nameOf is what a document is called: the path of a local file, else its URI.
func nameOf(uri string) string {
	if u, err := url.Parse(uri); err == nil && u.Scheme == "file" && u.Path != "" {
		return u.Path
	}
	return uri
}

// What is an article has a status from okStatus on, below errorStatus.
const (
	okStatus    = 200
	errorStatus = 300
)

// response takes the body out of a server's answer; false says that it is no article.
func (d *Document) response(rec *warc.Record, raw []byte) bool {
	again := *rec
	again.Block, again.Size = bytes.NewReader(raw), int64(len(raw))
	answer, err := again.HTTP(maxCapture)
	if err != nil && (answer == nil || !errors.Is(err, io.ErrUnexpectedEOF)) {
		d.Problem = problem(Unreadable, "%q: %s", d.URL, err)
		return true
	}
	if answer.Status >= errorStatus || answer.Status < okStatus {
		return false
	}
	d.Body = answer.Body
	d.tellType(answer.Header.Get("Content-Type"))
	return isArticle(d.MediaType)
}

// tellType reads a Content-Type.
func (d *Document) tellType(contentType string) {
	media, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		media = strings.ToLower(strings.TrimSpace(contentType))
	}
	d.MediaType, d.Charset = media, params["charset"]
}

// isArticle says whether a media type may hold an article; servers that tell
// none, or lie, are believed to send pages.
func isArticle(media string) bool {
	for _, no := range []string{"image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript", "application/x-javascript", "application/font", "text/dns"} {
		if strings.HasPrefix(media, no) {
			return false
		}
	}
	return media != "application/json"
}
