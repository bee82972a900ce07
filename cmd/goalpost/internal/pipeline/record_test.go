package pipeline

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, line, id, text, problem string }{
		{"whole", `{"id": "a", "text": "một"}`, "a", "một", ""},
		{"number_as_id", `{"id": 12, "text": "x"}`, "12", "x", ""},
		{"no_id", `{"text": "x"}`, "", "x", ""},
		{"nulls", `{"id": null, "text": "x", "lang": null, "title": null}`, "", "x", ""},
		{"escapes", `{"text": "\u0e23\ud83d\ude00"}`, "", "ร😀", ""},
		{"id_is_a_list", `{"id": [1], "text": "x"}`, "", "", "bad-json: line 7: id is neither a text nor a number"},
		{"title_is_a_number", `{"id": "t", "text": "x", "title": 5}`, "t", "", "bad-json: line 7: title is a JSON number, not a text"},
		{"cut_off", `{"id": "c", "text": "x`, "c", "", "bad-json: line 7: unexpected end of JSON input at byte 22"},
		{"two_values", `{"text": "x"} {"text": "y"}`, "", "", "bad-json: line 7: invalid character '{' after top-level value at byte 15"},
		{"no_text", `{"id": "n"}`, "n", "", "no-text: line 7 has no text"},
		{"blank_text", `{"id": "n", "text": " \n\t"}`, "n", "", "no-text: line 7 has no text"},
		{"too_large", `{"id": "l", "text": "` + strings.Repeat("x", 101) + `"}`, "l", "", "too-large: the text has 101 bytes, more than 100"},
		{"binary", `{"id": "b", "text": "\u0000\u0001\u0002abc"}`, "b", "", "not-text: the text of line 7 is mostly control characters"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec, p := Line{Number: 7, Raw: []byte(c.line)}.Parse(100)
			got := ""
			if p != nil {
				got = p.String()
			}
			if rec.ID != c.id || rec.Text != c.text || got != c.problem {
				t.Errorf("id %q, text %q, problem %q; want %q, %q, %q", rec.ID, rec.Text, got, c.id, c.text, c.problem)
			}
		})
	}
}

func TestLinesTellWhereTheyStand(t *testing.T) {
	file := "\ufeff{\"a\": 1}\n\n  \n{\"b\": 2}\r\n{\"id\": \"long\", \"text\": \"" + strings.Repeat("x", 200) + "\"}\n{\"last\": 3}"
	var got []string
	for l, err := range Lines(strings.NewReader(file), 100) {
		if err != nil {
			t.Fatal(err)
		}
		whole := file[l.Offset : l.Offset+l.Size]
		if l.Number > 1 && !l.Long && whole != string(l.Raw) {
			t.Errorf("line %d is %q, its place says %q", l.Number, l.Raw, whole)
		}
		if l.Index != len(got) {
			t.Errorf("line %d is record %d, want %d", l.Number, l.Index, len(got))
		}
		if l.Long {
			rec, p := l.Parse(10)
			if rec.ID != "long" || p.Code != TooLarge {
				t.Errorf("a line that is too long: id %q, %v", rec.ID, p)
			}
		}
		got = append(got, strings.TrimSpace(whole)[:8])
	}
	if want := "\ufeff{\"a\":|{\"b\": 2}|{\"id\": \"|{\"last\":"; strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
}

func TestLinesHandOnWhatTheReaderSays(t *testing.T) {
	broken := errors.New("the disk is gone")
	var lines int
	var last error
	for _, err := range Lines(io.MultiReader(strings.NewReader("{}\n{}\n"), iotest.ErrReader(broken)), 100) {
		if last = err; err == nil {
			lines++
		}
	}
	if lines != 2 || !errors.Is(last, broken) {
		t.Errorf("%d lines, then %v", lines, last)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"id": "a", "text": "một"}`))
	f.Add([]byte("{\"text\": \"\\ud800\xff\"}"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		rec, p := Line{Raw: raw}.Parse(1 << 20)
		if (p == nil) != (rec.Text != "") {
			t.Errorf("%q: text %q, problem %v", raw, rec.Text, p)
		}
	})
}
