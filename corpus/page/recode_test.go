package page

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// tableEncode writes a text in a table encoding; ok is false where a letter has no byte.
func tableEncode(s, high string) (out []byte, ok bool) {
	for _, r := range s {
		at := -1
		for i, h := range []rune(high) {
			if h == r {
				at = i
			}
		}
		switch {
		case r < 0x80:
			out = append(out, byte(r))
		case at >= 0:
			out = append(out, byte(0x80+at))
		default:
			return nil, false
		}
	}
	return out, true
}

// to1258 decomposes tones as windows-1258 writes them: the letter with its
// circumflex, breve or horn composed, the tone as a mark.
func to1258(s string) string {
	var out strings.Builder
	for _, r := range norm.NFC.String(s) {
		letter, tone := viLetter(r)
		if r < 0x80 || tone == 0 {
			out.WriteRune(r)
			continue
		}
		mark := strings.Map(func(m rune) rune {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", m) {
				return m
			}
			return -1
		}, norm.NFD.String(string(r)))
		out.WriteString(string(letter) + mark)
	}
	return out.String()
}

// recode writes a text in the encodings of its language.
func recode(lang, s string) map[string][]byte {
	out := map[string][]byte{}
	with := func(name string, enc encoding.Encoding, s string) {
		if b, err := enc.NewEncoder().Bytes([]byte(s)); err == nil {
			out[name] = b
		}
	}
	switch lang {
	case "ko":
		with("cp949", korean.EUCKR, s)
	case "th":
		with("windows-874", charmap.Windows874, s)
	case "ar":
		with("windows-1256", charmap.Windows1256, s)
		with("iso-8859-6", charmap.ISO8859_6, s)
	case "vi":
		with("windows-1258", charmap.Windows1258, to1258(s))
		if b, ok := tableEncode(s, visciiHigh); ok {
			out["viscii"] = b
		}
		if b, ok := tableEncode(s, tcvnHigh); ok {
			out["tcvn"] = b
		}
	}
	with("utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), s)
	return out
}

// TestRecodedNews writes lines of news in the legacy encodings of their language
// and asks what they are, with nothing declared.
func TestRecodedNews(t *testing.T) {
	right, all := map[string]int{}, map[string]int{}
	for _, lang := range []string{"vi", "ko", "ar", "th"} {
		f, err := os.Open(filepath.Join(sharedDir(t, "dev"), "news."+lang+".jsonl"))
		if err != nil {
			t.Skip("SKIPPED: ", err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for n := 0; lines.Scan() && n < 300; n++ {
			var r struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
				t.Fatal(err)
			}
			plain := strings.TrimSpace(norm.NFC.String(strings.NewReplacer("\u200b", "", "\u00a0", " ").Replace(r.Text)))
			plain = plain[:cutAt(plain, 400)]
			if letters(plain) < 40 {
				continue
			}
			for name, body := range recode(lang, plain) {
				all[name]++
				if got := decode(body, "", false); got.charset == name && norm.NFC.String(got.text) == plain {
					right[name]++
				} else if testing.Verbose() {
					t.Logf("%s read as %s: %.80q from %.80q", name, got.charset, got.text, plain)
				}
			}
		}
		f.Close()
	}
	for name, n := range all {
		t.Logf("%s: %d of %d", name, right[name], n)
		if right[name]*100 < n*98 {
			t.Errorf("%s: %d of %d lines are told, want 98 %%", name, right[name], n)
		}
	}
}
