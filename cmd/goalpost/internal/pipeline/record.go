package pipeline

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
)

// DefaultMaxText is the size of the largest text that is read, in bytes of UTF-8.
const DefaultMaxText = 16 << 20

// Code says why an article could not be read.
type Code string

// The codes of the contract, and two that concern files and Goalpost itself.
const (
	BadJSON    Code = "bad-json"
	NoText     Code = "no-text"
	TooLarge   Code = "too-large"
	NotText    Code = "not-text"
	Unreadable Code = "unreadable" // a file that cannot be opened or read, a page that cannot be fetched
	Internal   Code = "internal"   // a fault of Goalpost or of a library, caught
)

// Problem is why one article could not be read; it takes the article's place.
type Problem struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
}

func (p *Problem) String() string { return string(p.Code) + ": " + p.Message }

func problem(code Code, format string, args ...any) *Problem {
	return &Problem{code, fmt.Sprintf(format, args...)}
}

// Record is one article of a JSON Lines file.
type Record struct {
	ID        string // as given, or ""
	Text      string
	Lang      string // as given, or ""
	Published string
	Title     string
	URL       string
}

// Line is one line of a JSON Lines file, as it stands there.
type Line struct {
	Number int    // 1 for the first line of the file, blank lines counted
	Index  int    // 0 for the first record of the file, blank lines not counted
	Offset int64  // in bytes, of the line's first byte
	Raw    []byte // without the line break; only its beginning where Long
	Long   bool   // the line exceeds what may be read
	Size   int64  // of the whole line in bytes, without its line break
}

// longHead is how much is kept of a line that is too long, to tell its id.
const longHead = 64 << 10

// Lines reads the lines of a JSON Lines file; blank lines are passed over. A
// line of more than limit bytes is passed over too, and handed on as Long. The
// second value is the error of the reader, after the last line.
func Lines(r io.Reader, limit int64) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		var offset int64
		index := 0
		for number := 1; ; number++ {
			line, width, err := readLine(in, limit)
			line.Number, line.Index, line.Offset = number, index, offset
			offset += width
			if number == 1 {
				line.Raw = bytes.TrimPrefix(line.Raw, []byte("\ufeff"))
			}
			if len(bytes.TrimSpace(line.Raw)) > 0 {
				if !yield(line, nil) {
					return
				}
				index++
			}
			if err != nil {
				if !errors.Is(err, io.EOF) {
					yield(Line{Number: number, Offset: offset}, err)
				}
				return
			}
		}
	}
}

// readLine reads to the next line break and returns the line and how many bytes it took.
func readLine(in *bufio.Reader, limit int64) (line Line, width int64, err error) {
	for {
		part, err := in.ReadSlice('\n')
		width += int64(len(part))
		part, ended := bytes.CutSuffix(part, []byte{'\n'})
		line.Size += int64(len(part))
		switch {
		case line.Size > limit && !line.Long:
			line.Long = true
			line.Raw = append(line.Raw, part...)
			line.Raw = bytes.Clone(line.Raw[:min(len(line.Raw), longHead)])
		case !line.Long:
			line.Raw = append(line.Raw, part...)
		}
		if ended {
			return line, width, nil
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return line, width, err
		}
	}
}

// lineLimit is the longest line that can hold a text of maxText bytes: JSON may
// write a character of three bytes as \uXXXX, and other fields stand beside it.
func lineLimit(maxText int64) int64 { return 2*maxText + 4<<20 }

// Parse reads the article of a line. Where it cannot be read the problem says
// why, and the record has its id all the same where it can be told.
func (l Line) Parse(maxText int64) (Record, *Problem) {
	var rec Record
	if l.Long {
		rec.ID = headID(l.Raw)
		return rec, problem(TooLarge, "the line has %d bytes", l.Size)
	}
	var in struct {
		ID        json.RawMessage `json:"id"`
		Text      *string         `json:"text"`
		Lang      string          `json:"lang"`
		Published string          `json:"published"`
		Title     string          `json:"title"`
		URL       string          `json:"url"`
	}
	err := json.Unmarshal(l.Raw, &in)
	if id, ok := idOf(in.ID); ok {
		rec.ID = id
	} else if err == nil && len(in.ID) > 0 && string(in.ID) != "null" {
		err = errors.New("id is neither a text nor a number")
	}
	rec.Lang, rec.Published, rec.Title, rec.URL = in.Lang, in.Published, in.Title, in.URL
	switch {
	case err != nil:
		if rec.ID == "" {
			rec.ID = headID(l.Raw)
		}
		return rec, problem(BadJSON, "line %d: %s", l.Number, jsonMessage(err))
	case in.Text == nil || strings.TrimSpace(*in.Text) == "":
		return rec, problem(NoText, "line %d has no text", l.Number)
	case int64(len(*in.Text)) > maxText:
		return rec, problem(TooLarge, "the text has %d bytes, more than %d", len(*in.Text), maxText)
	case isBinary(*in.Text):
		return rec, problem(NotText, "the text of line %d is mostly control characters", l.Number)
	}
	rec.Text = *in.Text
	return rec, nil
}

// jsonMessage tells where a record breaks, without the names of Go types.
func jsonMessage(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("%s at byte %d", syntax.Error(), syntax.Offset)
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Sprintf("the record is a JSON %s, not an object", kind.Value)
	case errors.As(err, &kind):
		return fmt.Sprintf("%s is a JSON %s, not a text", kind.Field, kind.Value)
	}
	return err.Error()
}

// idOf reads an id, which may be a text or a number.
func idOf(raw json.RawMessage) (string, bool) {
	var s string
	var n json.Number
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return "", false
	case json.Unmarshal(raw, &s) == nil:
		return s, true
	case json.Unmarshal(raw, &n) == nil:
		return n.String(), true
	}
	return "", false
}

// headID looks for the id in the beginning of a record that cannot be read whole.
func headID(head []byte) string {
	d := json.NewDecoder(bytes.NewReader(head))
	d.UseNumber()
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return ""
	}
	for {
		key, err := d.Token()
		if err != nil {
			return ""
		}
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return ""
		}
		if key == "id" {
			id, _ := idOf(value)
			return id
		}
	}
}

// isBinary says whether more than a third of a text's characters are control
// characters that no text has, or bytes that were no text: a few of them in a
// short text are read, and counted.
func isBinary(text string) bool {
	const sample = 64 << 10
	bad, all := 0, 0
	for i, r := range text {
		if i > sample {
			break
		}
		all++
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' && r != '\v' || r == 0x7f || r == '\ufffd' {
			bad++
		}
	}
	return bad*3 > all
}

// httpCode is the code of a server's answer that is no article, such as http-404.
func httpCode(status int) Code { return Code("http-" + strconv.Itoa(status)) }
