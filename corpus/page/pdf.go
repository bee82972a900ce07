package page

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"sort"
	"strings"
	"time"
	"unicode"

	"github.com/ledongthuc/pdf"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

const (
	// maxPages bounds the pages that are read of one document.
	maxPages = 400
	// pdfTimeout bounds how long the library, and then the outer command, may take.
	pdfTimeout = 30 * time.Second
)

// readPDF reads a PDF: with the library, and where its text is garbled with
// pdftotext. Text that can't be trusted is [ErrGarbled].
func (r *Reader) readPDF(body []byte) (corpus.Article, error) {
	pieces, err := inTime(func() ([]piece, error) { return pdfPieces(body) })
	if err != nil || isGarbled(pieces) {
		plain, ok := r.pdfToText(body)
		if !ok {
			if err == nil {
				err = ErrGarbled
			}
			return corpus.Article{}, err
		}
		pieces = paragraphs(plain)
	}
	a := corpus.Article{Confidence: 1}
	a.Text, a.Zones = compose(pieces)
	a.Text, a.Replaced = text.Clean([]byte(a.Text))
	a.SourceLine = sourceLine(a.Text, a.Zones)
	return a, nil
}

// inTime gives up on a file in whose references the library runs in circles. Its
// goroutine can't be stopped: it ends with the process.
func inTime(read func() ([]piece, error)) ([]piece, error) {
	type result struct {
		pieces []piece
		err    error
	}
	done := make(chan result, 1)
	go func() {
		pieces, err := read()
		done <- result{pieces, err}
	}()
	select {
	case r := <-done:
		return r.pieces, r.err
	case <-time.After(pdfTimeout):
		return nil, fmt.Errorf("pdf: not read in %s: %w", pdfTimeout, ErrGarbled)
	}
}

func isGarbled(pieces []piece) bool {
	var all strings.Builder
	for _, p := range pieces {
		all.WriteString(p.text + "\n")
	}
	return garbled(all.String())
}

// pdfPieces reads with the library, which panics on files that it does not understand.
func pdfPieces(body []byte) (pieces []piece, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			pieces, err = nil, fmt.Errorf("pdf: %v: %w", cause, ErrGarbled)
		}
	}()
	doc, err := pdf.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, fmt.Errorf("pdf: %w: %w", err, ErrGarbled)
	}
	for i := 1; i <= min(doc.NumPage(), maxPages); i++ {
		page := doc.Page(i)
		if page.V.IsNull() {
			continue
		}
		pieces = append(pieces, pagePieces(pageGlyphs(page))...)
	}
	if len(pieces) == 0 {
		return nil, ErrNoText
	}
	return pieces, nil
}

// pdfLine is a line of a page: its text, baseline and size, in points.
type pdfLine struct {
	text    string
	y, size float64
}

// pagePieces joins the letters of a page to lines and the lines to paragraphs.
func pagePieces(letters []glyph) (pieces []piece) {
	var run strings.Builder
	lines := pdfLines(letters)
	for i, l := range lines {
		if i > 0 {
			gap := lines[i-1].y - l.y
			if gap > 1.7*max(l.size, 1) || gap < 0 || l.size > 1.15*lines[i-1].size || l.size < 0.85*lines[i-1].size {
				pieces = appendBody(pieces, run.String())
				run.Reset()
			} else if needsSpace(lines[i-1].text, l.text) {
				run.WriteByte(' ')
			}
		}
		run.WriteString(l.text)
	}
	return appendBody(pieces, run.String())
}

func appendBody(pieces []piece, s string) []piece {
	if s = strings.TrimSpace(s); s == "" {
		return pieces
	}
	return append(pieces, piece{corpus.ZoneBody, s})
}

// needsSpace says whether a line that goes on below needs a space: not inside of Thai.
func needsSpace(above, below string) bool {
	a, b := []rune(above), []rune(below)
	return len(a) > 0 && len(b) > 0 && (!isThai(a[len(a)-1]) || !isThai(b[0]))
}

// pdfLines gathers letters that stand at one height, from left to right, with a
// space where the gap between two is wider than a fifth of their size.
func pdfLines(letters []glyph) (lines []pdfLine) {
	sort.SliceStable(letters, func(i, j int) bool {
		a, b := letters[i], letters[j]
		if d := a.y - b.y; d > 0.4*a.size || -d > 0.4*a.size {
			return a.y > b.y
		}
		return a.x < b.x
	})
	var line strings.Builder
	for i, t := range letters {
		if i > 0 {
			before := letters[i-1]
			if d := before.y - t.y; d > 0.4*before.size || -d > 0.4*before.size {
				lines = appendLine(lines, line.String(), before)
				line.Reset()
			} else if gap := t.x - before.x - before.w; gap > 0.2*t.size {
				line.WriteByte(' ')
			}
		}
		line.WriteString(t.text)
	}
	if len(letters) > 0 {
		lines = appendLine(lines, line.String(), letters[len(letters)-1])
	}
	return lines
}

func appendLine(lines []pdfLine, s string, last glyph) []pdfLine {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return lines
	}
	return append(lines, pdfLine{s, last.y, last.size})
}

// pdfToText asks the command; ok is false where there is none or it gives no
// text that can be trusted.
func (r *Reader) pdfToText(body []byte) (plain string, ok bool) {
	name := firstOf(r.options.PDFToText, "pdftotext")
	if name == "-" {
		return "", false
	}
	command, err := exec.LookPath(name)
	if err != nil {
		return "", false
	}
	ctx, cancel := context.WithTimeout(context.Background(), pdfTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, command, "-enc", "UTF-8", "-", "-")
	cmd.Stdin = bytes.NewReader(body)
	out := limited{most: r.options.MaxText}
	cmd.Stdout = &out
	if err := cmd.Run(); err != nil || letters(out.String()) == 0 || garbled(out.String()) {
		return "", false
	}
	return out.String(), true
}

// limited keeps at most a number of bytes.
type limited struct {
	bytes.Buffer
	most int
}

// Write fails with [ErrTooLarge] where the bytes are too many.
func (l *limited) Write(b []byte) (int, error) {
	if l.Len()+len(b) > l.most {
		return 0, ErrTooLarge
	}
	return l.Buffer.Write(b)
}

// paragraphs are the stretches between blank lines and page breaks.
func paragraphs(plain string) (pieces []piece) {
	plain = strings.ReplaceAll(strings.ReplaceAll(plain, "\r", ""), "\f", "\n\n")
	for part := range strings.SplitSeq(plain, "\n\n") {
		pieces = appendBody(pieces, part)
	}
	return pieces
}

// garbled says whether the letters of a document can't be what was printed:
// unassigned and private code points, more signs than letters, Latin words
// without vowels or without spaces between them.
func garbled(plain string) bool {
	all, bad, letter, latin := 0, 0, 0, 0
	for _, r := range plain {
		switch {
		case unicode.IsSpace(r):
			continue
		case r == unicode.ReplacementChar, unicode.Is(unicode.Co, r), unicode.IsControl(r):
			bad++
		case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r):
			letter++
			if unicode.Is(unicode.Latin, r) {
				latin++
			}
		}
		all++
	}
	if all == 0 {
		return false
	}
	if bad*50 > all || letter*2 < all {
		return true
	}
	return latin*2 > letter && latin > 200 && !readsAsWords(plain)
}

// readsAsWords says whether Latin text has words with vowels, of the length of words.
func readsAsWords(plain string) bool {
	words, odd := 0, 0
	for w := range strings.FieldsFuncSeq(plain, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		n := length(w)
		if n < 4 || strings.ToUpper(w) == w {
			continue
		}
		words++
		if n > 30 || strings.IndexFunc(w, isVowel) < 0 {
			odd++
		}
	}
	return odd*4 <= words
}

func isVowel(r rune) bool {
	return strings.ContainsRune("aeiouyAEIOUY", r) || r > 0x7f
}
