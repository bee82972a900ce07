package pipeline

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Form is how a source is read.
type Form string

// The forms of a source.
const (
	Text  Form = "txt"
	HTML  Form = "html"
	JSONL Form = "jsonl"
	WARC  Form = "warc"
	Other Form = "" // one document of a kind that its bytes tell: a page, a text, a PDF, …
)

// suffixes are the file names that tell a form.
var suffixes = map[string]Form{
	".txt": Text, ".text": Text, ".html": HTML, ".htm": HTML, ".xhtml": HTML,
	".jsonl": JSONL, ".ndjson": JSONL, ".warc": WARC, ".wacz": WARC,
}

// FormOf tells the form of a file by its name.
func FormOf(name string) Form {
	name = strings.ToLower(name)
	if strings.HasSuffix(name, ".warc.gz") || strings.HasSuffix(name, ".warc.zst") {
		return WARC
	}
	return suffixes[filepath.Ext(name)]
}

// Document is one thing that may become an article, as its bytes came.
type Document struct {
	Name      string // path, URL, or "-" for standard input
	Form      Form
	URL       string // where it was fetched, or ""
	MediaType string // as the server told it, or ""
	Charset   string // as the server told it, or ""
	Body      []byte
	Line      *Line    // one record of a JSON Lines source, in place of Body
	Problem   *Problem // it could not be read
}

// weight is how many bytes the document holds until it has been worked on; a
// parsed page takes several times its bytes.
func (d Document) weight() int64 {
	if d.Line != nil {
		return 3*int64(len(d.Line.Raw)) + 1
	}
	return 4*int64(len(d.Body)) + 1
}

// FilterInput is what a filter reads.
type FilterInput struct {
	Names   []string  // files, in order; "-" or none: standard input
	Stdin   io.Reader // read where a name is "-"
	Form    Form      // of names that do not tell their form; "": the bytes tell
	MaxText int64     // bytes of the largest document; 0: [DefaultMaxText]

	// Fetch fetches a name that is a URL; nil: URLs cannot be read. What goes
	// wrong stands in the document's Problem.
	Fetch func(url string) Document
}

// IsURL says whether a source is something to be fetched.
func IsURL(name string) bool {
	return strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://")
}

func (in FilterInput) maxText() int64 {
	if in.MaxText > 0 {
		return in.MaxText
	}
	return DefaultMaxText
}

// Documents reads the documents one after the other; one that cannot be read
// comes with its Problem in its place.
func (in FilterInput) Documents() iter.Seq[Document] {
	names := in.Names
	if len(names) == 0 {
		names = []string{"-"}
	}
	return func(yield func(Document) bool) {
		for _, name := range names {
			if !in.one(name, yield) {
				return
			}
		}
	}
}

func (in FilterInput) one(name string, yield func(Document) bool) bool {
	form := FormOf(name)
	if form == Other {
		form = in.Form
	}
	if IsURL(name) && in.Fetch != nil {
		return yield(in.Fetch(name))
	}
	r, err := in.open(name)
	if err != nil {
		return yield(Document{Name: name, Form: form, Problem: problem(Unreadable, "%s", err)})
	}
	defer letGo(r)
	if form == Other {
		head := bufio.NewReader(r)
		form = sniff(head)
		r = struct {
			io.Reader
			io.Closer
		}{head, r}
	}
	switch form {
	case JSONL:
		return in.lines(name, r, yield)
	case WARC:
		return in.archive(name, yield)
	case Text, HTML, Other:
	}
	return yield(in.whole(name, form, r))
}

// sniff tells JSON Lines, whose first byte opens an object, from what is one
// document. It waits for no more than the first line.
func sniff(r *bufio.Reader) Form {
	for n := 1; n <= 64; n++ {
		head, err := r.Peek(n)
		head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
		switch {
		case bytes.HasPrefix(head, []byte("{")):
			return JSONL
		case len(head) > 3 || err != nil:
			return Other
		}
	}
	return Other
}

// letGo closes what was only read, so that nothing can be lost by it.
func letGo(c io.Closer) { _ = c.Close() }

func (in FilterInput) open(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(in.Stdin), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, openError(err)
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%q is a folder", name)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// openError names the file and the cause, without the system call.
func openError(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return fmt.Errorf("%q: %w", path.Path, path.Err)
	}
	return err
}

// lines hands on the records of a JSON Lines source.
func (in FilterInput) lines(name string, r io.Reader, yield func(Document) bool) bool {
	for line, err := range Lines(r, lineLimit(in.maxText())) {
		d := Document{Name: name, Form: JSONL, Line: &line}
		if err != nil {
			d.Problem = problem(Unreadable, "%q: line %d: %s", name, line.Number, openError(err))
		}
		if !yield(d) {
			return false
		}
	}
	return true
}

// whole reads a source that is one document. A page may be larger than the text
// in it, so that what is cut off here is four times the limit of a text.
func (in FilterInput) whole(name string, form Form, r io.Reader) Document {
	d := Document{Name: name, Form: form}
	limit := in.maxText()
	if form != Text {
		limit *= 4
	}
	if f, ok := r.(*os.File); ok && name != "-" {
		if info, err := f.Stat(); err == nil && info.Size() > limit {
			d.Problem = problem(TooLarge, "%q has %d bytes, more than %d", name, info.Size(), limit)
			return d
		}
	}
	body, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		d.Problem = problem(Unreadable, "%q: %s", name, openError(err))
	case int64(len(body)) > limit:
		d.Problem = problem(TooLarge, "%q has more than %d bytes", name, limit)
	default:
		d.Body = slices.Clip(body)
	}
	return d
}
