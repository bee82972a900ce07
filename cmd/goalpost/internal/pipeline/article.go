package pipeline

import (
	"errors"
	"math"
	"strings"

	"goalpost/corpus"
	"goalpost/corpus/lang"
	"goalpost/corpus/page"
	"goalpost/corpus/text"
)

// ReaderOptions say how documents are read. The zero value works.
type ReaderOptions struct {
	Lang    corpus.Lang // of articles that do not tell theirs; "": detected
	MaxText int64       // bytes of the largest text; 0: [DefaultMaxText]
}

// Reader makes articles out of documents: charset, main text, zones, title,
// date, language. It is safe for concurrent use.
type Reader struct {
	opt   ReaderOptions
	pages *page.Reader
	langs *lang.Detector
}

// NewReader makes a reader; models are loaded when first needed.
func NewReader(opt ReaderOptions) *Reader {
	if opt.MaxText <= 0 {
		opt.MaxText = DefaultMaxText
	}
	opt.Lang = baseLang(string(opt.Lang))
	pages := page.New(page.Options{MaxBytes: 4 * int(opt.MaxText), MaxText: int(opt.MaxText)})
	return &Reader{opt: opt, pages: pages, langs: lang.New()}
}

// Drift tells how well the rules of site families fit the pages read so far.
func (r *Reader) Drift() []page.Drift { return r.pages.Drift() }

// Article reads one document. Where it cannot be read the problem says why. The
// article's ID is what its record told, the name of its file or URL, or "".
func (r *Reader) Article(d Document) (corpus.Article, *Problem) {
	a, p := r.read(d)
	if d.Problem != nil {
		p = d.Problem
	}
	if p != nil {
		return corpus.Article{ID: a.ID}, p
	}
	if int64(len(a.Text)) > r.opt.MaxText {
		return corpus.Article{ID: a.ID}, problem(TooLarge, "the text has %d bytes, more than %d", len(a.Text), r.opt.MaxText)
	}
	r.tellLang(&a)
	return a, nil
}

// read reads without telling the language.
func (r *Reader) read(d Document) (corpus.Article, *Problem) {
	switch {
	case d.Line != nil:
		return r.record(d)
	case d.Problem != nil:
		return corpus.Article{ID: d.Name}, d.Problem
	}
	return r.page(d)
}

// record reads a line of a JSON Lines source. Its text is left as it is but for
// NUL: offsets point into the text as it was given.
func (r *Reader) record(d Document) (corpus.Article, *Problem) {
	rec, p := d.Line.Parse(r.opt.MaxText)
	if p != nil {
		return corpus.Article{ID: rec.ID}, p
	}
	a := corpus.Article{
		ID: rec.ID, URL: rec.URL, Title: rec.Title, Published: dated(rec.Published),
		Charset: "utf-8", CharsetFrom: "record", Confidence: 1,
		Text: strings.ReplaceAll(rec.Text, "\x00", "\ufffd"),
	}
	a.Zones = text.Zones(a.Text)
	a.Replaced = strings.Count(rec.Text, "\x00")
	if a.Published != "" {
		a.PublishedFrom = "record"
	}
	if rec.Lang != "" {
		a.Lang, a.LangConfidence = baseLang(rec.Lang), 1
	}
	return a, nil
}

// dated is a date that begins with its year, as ISO 8601 has it, else nothing: it
// is no date then.
func dated(s string) string {
	if s = strings.TrimSpace(s); len(s) < 4 || strings.Trim(s[:4], "0123456789") != "" {
		return ""
	}
	return s
}

// page reads a file or a fetched page.
func (r *Reader) page(d Document) (corpus.Article, *Problem) {
	in := page.Input{URL: d.URL, Name: d.Name, MediaType: d.MediaType, Charset: d.Charset, Body: d.Body}
	switch {
	case in.MediaType != "":
	case d.Form == HTML:
		in.MediaType = "text/html"
	case d.Form == Text:
		in.MediaType = "text/plain"
	}
	a, err := r.pages.Read(in)
	a.ID = d.Name
	return a, pageProblem(err)
}

// pageProblem is why a page could not be read, in the codes of the contract.
func pageProblem(err error) *Problem {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, page.ErrNoText):
		return problem(NoText, "%s", err)
	case errors.Is(err, page.ErrTooLarge):
		return problem(TooLarge, "%s", err)
	}
	return problem(NotText, "%s", err)
}

// tellLang fills the article's language where it does not tell it.
func (r *Reader) tellLang(a *corpus.Article) {
	switch {
	case a.Lang != "":
	case r.opt.Lang != "":
		a.Lang, a.LangConfidence = r.opt.Lang, 1
	default:
		guess := r.langs.Detect(a.Text)
		a.Lang, a.LangConfidence = guess.Lang, math.Round(guess.Confidence*1e4)/1e4
	}
}

// baseLang is the language of a BCP 47 tag, without region and script, in lower case.
func baseLang(tag string) corpus.Lang {
	base, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"), "-")
	return corpus.Lang(strings.ToLower(base))
}
