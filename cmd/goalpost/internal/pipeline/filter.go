package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"goalpost/corpus"
)

// Filter reads and extracts without storing anything.
type Filter struct {
	Reader  *Reader
	Engines *Engines // nil: articles are read, not extracted
	Workers int      // 0: one for each core
}

// Extracted is what became of one document.
type Extracted struct {
	Name    string // of the file or URL that it stands in
	ID      string // as told; the record's number in its file, from 0, where it does not tell
	Article corpus.Article
	corpus.Extraction
	Problem *Problem // it could not be read
	Err     error    // it cannot go on: the rules are broken
}

// Run reads the documents of the input, all cores at once, and hands them on in
// the order read. It returns the first error of emit, of the rules, or of the
// context.
func (f Filter) Run(ctx context.Context, in FilterInput, emit func(Extracted) error) error {
	return Ordered(ctx, Limits{Workers: f.Workers}, in.Documents(), Document.weight, Stages[Document, Extracted]{
		Work: f.work,
		Emit: func(e Extracted) error {
			if e.Err != nil {
				return e.Err
			}
			return emit(e)
		},
	})
}

// work reads one document. A fault in it (a library that cannot bear a page)
// concerns that document alone.
func (f Filter) work(d Document) (e Extracted) {
	e = Extracted{Name: d.Name, ID: d.Name}
	defer func() {
		if fault := recover(); fault != nil {
			e.Problem = problem(Internal, "%v", fault)
		}
	}()
	e.Article, e.Problem = f.Reader.Article(d)
	e.ID = e.Article.ID
	if e.ID == "" && d.Line != nil {
		e.ID = strconv.Itoa(d.Line.Index)
	}
	if e.Problem == nil && f.Engines != nil {
		e.Extraction, e.Err = f.Engines.Extract(e.Article)
	}
	return e
}

// failed is the record that takes the place of an article that could not be read.
type failed struct {
	SchemaVersion int      `json:"schema_version"`
	ID            string   `json:"id"`
	Error         *Problem `json:"error"`
}

// WriteJSON prints the record of the contract, in one write.
func (e Extracted) WriteJSON(w io.Writer, withText bool) error {
	if e.Problem != nil {
		return writeLine(w, failed{corpus.SchemaVersion, e.ID, e.Problem})
	}
	if e.Mentions == nil {
		e.Mentions = []corpus.Mention{}
	}
	if e.Claims == nil {
		e.Claims = []corpus.Claim{}
	}
	record := struct {
		SchemaVersion int    `json:"schema_version"`
		ID            string `json:"id"`
		corpus.Extraction
		Text *string `json:"text,omitempty"`
	}{SchemaVersion: corpus.SchemaVersion, ID: e.ID, Extraction: e.Extraction}
	if withText {
		record.Text = &e.Article.Text
	}
	return writeLine(w, record)
}

// writeLine writes a value as one line of JSON, in one write, with <, > and & as they are.
func writeLine(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write record: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}
