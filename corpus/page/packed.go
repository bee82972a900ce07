package page

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

// packed is a document that is a zip file of XML parts: HWPX (KS X 6101), DOCX and
// XLSX (ECMA-376), ODT and ODS (ISO 26300). limit bounds what is unpacked of one
// part, in bytes, so that a bomb ends as [ErrTooLarge].
type packed struct {
	files map[string]*zip.File
	limit int64
}

// readPacked reads such a document; a zip file of anything else is [ErrBinary].
func readPacked(body []byte, maxText int) (corpus.Article, error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return corpus.Article{}, fmt.Errorf("zip: %w: %w", err, ErrBinary)
	}
	p := packed{files: map[string]*zip.File{}, limit: int64(maxText) * 8}
	for _, f := range archive.File {
		p.files[f.Name] = f
	}
	pieces, err := p.pieces()
	if err != nil {
		return corpus.Article{}, err
	}
	return p.article(pieces)
}

// pieces reads the document in the form that its parts show.
func (p packed) pieces() ([]piece, error) {
	switch {
	case p.files["word/document.xml"] != nil:
		return p.prose([]string{"word/document.xml"}, docxTags())
	case p.files["xl/workbook.xml"] != nil:
		return p.sheets()
	case p.files["Contents/section0.xml"] != nil:
		return p.prose(p.sections(), hwpxTags())
	case p.files["content.xml"] != nil:
		return p.prose([]string{"content.xml"}, odfTags())
	}
	return nil, ErrBinary
}

// sections are the parts of an HWPX document in their order.
func (p packed) sections() (names []string) {
	for name := range p.files {
		if strings.HasPrefix(name, "Contents/section") && strings.HasSuffix(name, ".xml") {
			names = append(names, name)
		}
	}
	sort.Slice(names, func(i, j int) bool {
		if len(names[i]) != len(names[j]) {
			return len(names[i]) < len(names[j]) // section2 before section10
		}
		return names[i] < names[j]
	})
	return names
}

// article joins the pieces and takes title, author and dates from the properties.
func (p packed) article(pieces []piece) (corpus.Article, error) {
	a := corpus.Article{Charset: "utf-8", CharsetFrom: "xml", Confidence: 1}
	for _, name := range []string{"docProps/core.xml", "meta.xml", "Contents/content.hpf"} {
		if p.files[name] != nil {
			p.properties(name, &a)
		}
	}
	a.Text, a.Zones = compose(pieces)
	a.Text, a.Replaced = text.Clean([]byte(a.Text))
	if letters(a.Text) == 0 {
		return a, ErrNoText
	}
	if garbled(a.Text) {
		return a, ErrGarbled
	}
	a.SourceLine = sourceLine(a.Text, a.Zones)
	return a, nil
}

// open is a decoder of a part, at most limit bytes long; done ends its reading.
func (p packed) open(name string) (d *xml.Decoder, done func(), err error) {
	f := p.files[name]
	if f == nil {
		return nil, nil, fmt.Errorf("part %q: %w", name, ErrNoText)
	}
	if f.UncompressedSize64 > uint64(p.limit) {
		return nil, nil, fmt.Errorf("part %q: %w", name, ErrTooLarge)
	}
	r, err := f.Open()
	if err != nil {
		return nil, nil, fmt.Errorf("part %q: %w: %w", name, err, ErrGarbled)
	}
	d = xml.NewDecoder(io.LimitReader(r, p.limit))
	d.Strict = false
	return d, func() { _ = r.Close() }, nil // it holds no file, only memory
}

// properties reads title, creator and dates of a part; what can't be read stays empty.
func (p packed) properties(name string, a *corpus.Article) {
	d, done, err := p.open(name)
	if err != nil {
		return
	}
	defer done()
	field := ""
	for {
		token, err := d.Token()
		if err != nil {
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			field = t.Name.Local
			if named := xmlAttr(t, "name"); field == "meta" && named != "" { // HWPX
				field = named
			}
		case xml.CharData:
			setProperty(a, field, strings.TrimSpace(string(t)))
		case xml.EndElement:
			field = ""
		}
	}
}

func setProperty(a *corpus.Article, field, value string) {
	if value == "" {
		return
	}
	switch field {
	case "title":
		a.Title = firstOf(a.Title, tidy(value))
	case "creator", "initial-creator":
		a.Byline = firstOf(a.Byline, tidy(value))
	case "created", "creation-date", "CreatedDate":
		if d, _, ok := readInstant(value, false); ok && a.Published == "" {
			a.Published, a.PublishedFrom = d.String(), "meta"
		}
	case "modified", "date", "ModifiedDate":
		if d, _, ok := readInstant(value, false); ok && a.Modified == "" {
			a.Modified = d.String()
		}
	}
}

func xmlAttr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// prose reads the paragraphs and tables of parts.
func (p packed) prose(names []string, tags proseTags) ([]piece, error) {
	r := proseReader{tags: tags, left: p.limit}
	for _, name := range names {
		d, done, err := p.open(name)
		if err != nil {
			return nil, err
		}
		err = r.read(d)
		done()
		if errors.Is(err, ErrTooLarge) {
			return nil, fmt.Errorf("part %q: %w", name, err)
		}
		if err != nil {
			return nil, fmt.Errorf("part %q: %w: %w", name, err, ErrGarbled)
		}
	}
	return r.pieces, nil
}
