// Package page reads an article out of what a server or a file holds: an HTML
// page, plain text, or a document (PDF, HWPX, DOCX, ODT, XLSX).
//
// A page goes through these steps. Its bytes are decoded (charset.go). It is
// parsed once and cut into blocks: paragraphs, headings, list items, tables,
// captions, in reading order (blocks.go). Several readers that know nothing of
// one another say which blocks are the article: readability (readability.go),
// the densest subtree (density.go), the best run of paragraphs (run.go), the
// publisher's own JSON-LD and the rule of a family of sites where there is one
// (family.go). The one nearest to the others wins, and how near the others are
// to it is the article's confidence (vote.go). The blocks around it become
// zones: lead, caption, table, related, tail; kept apart, not thrown away
// (assemble.go). Title, dates, links come from the page's metadata with their
// evidence (meta.go, dates.go).
package page

import (
	"errors"
	"fmt"
	"mime"
	"path"
	"strings"
	"sync"

	"goalpost/corpus"
)

// What keeps an input from being read. The error that [Reader.Read] returns
// wraps one of them and names the input.
var (
	// ErrNoText: the input is empty, or a page or document without readable text.
	ErrNoText = errors.New("no text")
	// ErrBinary: the bytes are neither text nor a document format that is read here.
	ErrBinary = errors.New("not text")
	// ErrTooLarge: the input has more bytes, or its text more, than the options allow.
	ErrTooLarge = errors.New("too large")
	// ErrGarbled: a document's letters can't be told, so that its text is not to be trusted.
	ErrGarbled = errors.New("text of the document is garbled")
)

// Options are the limits of a reader; the zero value works.
type Options struct {
	MaxBytes int // largest input in bytes; 0 means 64 MiB
	MaxText  int // largest text in bytes; 0 means 16 MiB
	// PDFToText is the command that reads a PDF whose text the library garbles;
	// empty means pdftotext where it is on PATH, "-" means none.
	PDFToText string
}

const (
	defaultMaxBytes = 64 << 20
	defaultMaxText  = 16 << 20
	// maxHTML bounds a page in bytes: a parsed page takes twenty times its size.
	maxHTML = 16 << 20
)

// Input is what was fetched or read.
type Input struct {
	URL       string // where it was fetched; empty for a file
	Name      string // file name, whose suffix tells the type where nothing else does
	MediaType string // as the server told, parameters allowed; empty where not told
	Charset   string // as the server told; empty where not told
	Body      []byte // the decompressed bytes
}

// name is what an error calls the input.
func (in Input) name() string {
	if in.URL != "" {
		return in.URL
	}
	return in.Name
}

// Reader reads articles. It is safe for concurrent use.
type Reader struct {
	options  Options
	families func() ([]family, error)
	drift    drifts
}

// New makes a reader; it costs nothing until the first page is read.
func New(options Options) *Reader {
	if options.MaxBytes == 0 {
		options.MaxBytes = defaultMaxBytes
	}
	if options.MaxText == 0 {
		options.MaxText = defaultMaxText
	}
	return &Reader{options: options, families: sync.OnceValues(loadFamilies)}
}

// Read reads one input. ID, Lang and Place of the article stay empty: they are
// told by other stages. It returns an error that wraps [ErrNoText], [ErrBinary],
// [ErrTooLarge] or [ErrGarbled] and names the input.
func (r *Reader) Read(in Input) (corpus.Article, error) {
	article, err := r.read(in)
	if err == nil && len(article.Text) > r.options.MaxText {
		err = ErrTooLarge
	}
	if err != nil {
		return corpus.Article{}, fmt.Errorf("%q: %w", in.name(), err)
	}
	article.URL = in.URL
	return article, nil
}

func (r *Reader) read(in Input) (corpus.Article, error) {
	if len(in.Body) > r.options.MaxBytes {
		return corpus.Article{}, ErrTooLarge
	}
	switch formatOf(in) {
	case formatEmpty:
		return corpus.Article{}, ErrNoText
	case formatBinary:
		return corpus.Article{}, ErrBinary
	case formatPDF:
		return r.readPDF(in.Body)
	case formatZip:
		return readPacked(in.Body, r.options.MaxText)
	case formatHTML:
		if len(in.Body) > maxHTML {
			return corpus.Article{}, ErrTooLarge
		}
		return r.readHTML(in)
	default:
		return readPlain(in)
	}
}

// format is how an input is read.
type format int

const (
	formatPlain format = iota
	formatEmpty
	formatBinary
	formatHTML
	formatPDF
	formatZip
)

// formatOf tells the format from the bytes first, since servers lie about types
// (korea.kr answers 200 with an HTML error page, and sends PDF files without
// their type), then from the type and the name.
func formatOf(in Input) format {
	body := in.Body
	head := strings.TrimLeft(string(body[:min(len(body), 1024)]), "\ufeff \t\r\n")
	media, _, _ := mime.ParseMediaType(in.MediaType)
	suffix := strings.ToLower(path.Ext(in.Name))
	switch {
	case head == "" && len(body) <= 1024:
		return formatEmpty
	case strings.HasPrefix(head, "%PDF-"):
		return formatPDF
	case strings.HasPrefix(head, "PK\x03\x04"):
		return formatZip
	case isBinary(body):
		return formatBinary
	case suffix == ".txt" && in.URL == "":
		return formatPlain
	case looksLikeHTML(head) && media != "text/markdown":
		return formatHTML
	case media == "text/plain":
		return formatPlain
	case isOtherMedia(media):
		return formatBinary
	case strings.Contains(media, "html"), suffix == ".html", suffix == ".htm", suffix == ".xhtml":
		return formatHTML
	}
	return formatPlain
}

// isOtherMedia says whether a server tells that what it sends is nothing to read:
// pictures, sound, data and code.
func isOtherMedia(media string) bool {
	for _, kind := range []string{"image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript", "application/json"} {
		if strings.HasPrefix(media, kind) {
			return true
		}
	}
	return false
}

// looksLikeHTML says whether text begins as a page does.
func looksLikeHTML(head string) bool {
	head = strings.ToLower(head)
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<div", "<p>", "<article", "<!--"} {
		if strings.HasPrefix(head, tag) {
			return true
		}
	}
	return strings.HasPrefix(head, "<?xml") && strings.Contains(head, "<html")
}
