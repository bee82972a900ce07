package page

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/korean"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/unicode/norm"

	"goalpost/corpus/text"
)

// decoded is a text made out of bytes.
type decoded struct {
	text     string
	charset  string // canonical name
	from     string // bom, header, meta, xml, guess
	replaced int    // code points that could not be read
}

// badShare is the share of unreadable code points from which on a declaration is
// taken to be wrong.
const badShare = 0.005

// declaration is a charset that somebody told, and who.
type declaration struct{ label, from string }

// decode makes a text of bytes. What is told is believed in this order: byte
// order mark, valid UTF-8 with letters beyond ASCII (no other encoding yields that
// by chance), header, meta or XML prolog (markup only). A declaration that yields
// more than 0.5 % unreadable code points, or none at all, leads to a guess.
func decode(body []byte, header string, markup bool) decoded {
	if d, ok := decodeMarked(body); ok {
		return d
	}
	told := []declaration{{header, "header"}}
	if markup {
		told = append(told, declaredIn(body)...)
	}
	if isUTF8(body) {
		return decodeUTF8(body, toldAs("utf-8", told))
	}
	guess := guessCharset(body)
	best := decoded{}
	for _, d := range told {
		name := canonical(d.label)
		if name == "" {
			continue
		}
		if name == guess.charset || isCatchAll(name) && guess.sure {
			return decodeAs(body, guess.charset, toldAs(guess.charset, told))
		}
		got := decodeAs(body, name, d.from)
		if badness(got.text) <= badShare {
			return got
		}
		if best.charset == "" || badness(got.text) < badness(best.text) {
			best = got
		}
	}
	got := decodeAs(body, guess.charset, "guess")
	if best.charset != "" && badness(best.text) < badness(got.text) {
		return best
	}
	return got
}

// isCatchAll says whether a charset is what servers tell of everything.
func isCatchAll(name string) bool {
	return name == "windows-1252" || name == "utf-8"
}

// toldAs is who told the charset; a guess where nobody did.
func toldAs(name string, told []declaration) string {
	for _, d := range told {
		if canonical(d.label) == name {
			return d.from
		}
	}
	return "guess"
}

// decodeMarked decodes bytes that show their encoding themselves: by a byte
// order mark, by the NULs of UTF-16 and UTF-32, by the escape of ISO-2022-KR.
func decodeMarked(body []byte) (decoded, bool) {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		return decodeUTF8(body, "bom"), true
	case bytes.HasPrefix(body, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(body, []byte("\x00\x00\xfe\xff")):
		name := "utf-32le"
		if body[0] == 0 {
			name = "utf-32be"
		}
		return decodeAs(body, name, "bom"), true
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
		return decodeAs(body, "utf-16le", "bom"), true
	case bytes.HasPrefix(body, []byte("\xfe\xff")):
		return decodeAs(body, "utf-16be", "bom"), true
	case bytes.Contains(body[:min(len(body), 4096)], []byte("\x1b$)C")):
		return decodeAs(body, "iso-2022-kr", "guess"), true
	}
	if kind := utf16Kind(body[:min(len(body), 8192)]); kind != "" {
		return decodeAs(body, kind, "guess"), true
	}
	return decoded{}, false
}

// utf16Kind tells UTF-16 and UTF-32 without a mark by where the NULs of their
// ASCII letters stand, and those with a mark by the mark.
func utf16Kind(sample []byte) string {
	switch {
	case bytes.HasPrefix(sample, []byte("\xff\xfe\x00\x00")):
		return "utf-32le"
	case bytes.HasPrefix(sample, []byte("\x00\x00\xfe\xff")):
		return "utf-32be"
	case bytes.HasPrefix(sample, []byte("\xff\xfe")):
		return "utf-16le"
	case bytes.HasPrefix(sample, []byte("\xfe\xff")):
		return "utf-16be"
	}
	if len(sample) < 8 {
		return ""
	}
	var nul [4]int
	for i, b := range sample[:len(sample)/4*4] {
		if b == 0 {
			nul[i%4]++
		}
	}
	quarter := len(sample) / 4
	often := func(n int) bool { return n*25 >= quarter } // a space or a digit now and then
	odd, even := nul[1]+nul[3], nul[0]+nul[2]
	kind := ""
	switch {
	case nul[0] > quarter*9/10 && nul[1] > quarter*9/10 && !often(nul[3]):
		kind = "utf-32be"
	case nul[3] > quarter*9/10 && nul[2] > quarter*9/10 && !often(nul[0]):
		kind = "utf-32le"
	case often(odd) && odd >= 3*even: // NUL is the low byte of some syllables too
		kind = "utf-16le"
	case often(even) && even >= 3*odd:
		kind = "utf-16be"
	}
	if kind == "" || !isReadable(transcode(sample[:len(sample)/4*4], kind)) {
		return ""
	}
	return kind
}

// isReadable says whether a text holds hardly anything but letters, figures,
// punctuation and white space: binary data decoded as UTF-16 does not.
func isReadable(s string) bool {
	odd, all := 0, 0
	for _, r := range s {
		all++
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsPunct(r), unicode.IsMark(r), unicode.IsSymbol(r):
		case r == ' ', r == '\n', r == '\r', r == '\t', r == 0xa0, r == 0xfeff, r >= 0x200b && r <= 0x200f:
		default:
			odd++
		}
	}
	return odd*50 <= all
}

// isUTF8 holds for valid UTF-8, and for UTF-8 with a few bad bytes: a cut letter
// or one pasted from elsewhere must not turn the page into another encoding.
func isUTF8(body []byte) bool {
	if utf8.Valid(body) {
		return true
	}
	good, bad := 0, 0
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		body = body[n:]
	}
	return good > 20 && bad*20 < good || good > 4 && bad == 1
}

func decodeUTF8(body []byte, from string) decoded {
	plain, replaced := text.Clean(body)
	return decoded{text: plain, charset: "utf-8", from: from, replaced: replaced}
}

// decodeAs decodes bytes in a named charset.
func decodeAs(body []byte, name, from string) decoded {
	if name == "utf-8" {
		return decodeUTF8(body, from)
	}
	plain := transcode(body, name)
	if name == "windows-1258" || name == "tcvn" {
		plain = norm.NFC.String(plain) // their tones are marks of their own
	}
	plain, nul := text.Clean([]byte(plain))
	return decoded{text: plain, charset: name, from: from, replaced: nul + strings.Count(plain, "\ufffd")}
}

// transcode makes UTF-8 of bytes in a charset that canonical names.
func transcode(body []byte, name string) string {
	switch name {
	case "johab":
		return decodeJohab(body)
	case "iso-2022-kr":
		return decodeISO2022KR(body)
	case "viscii":
		return decodeTable(body, visciiHigh, visciiLow())
	case "tcvn":
		return decodeTable(body, tcvnHigh, nil)
	}
	enc := encodingOf(name)
	if enc == nil {
		return string(body)
	}
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return string(body)
	}
	return string(out)
}

// encodingOf is the decoder of x/text for a canonical name.
func encodingOf(name string) encoding.Encoding {
	switch name {
	case "cp949":
		return korean.EUCKR // x/text's table is that of CP949
	case "windows-874":
		return charmap.Windows874
	case "utf-16le":
		return utf16.UTF16(utf16.LittleEndian, utf16.UseBOM)
	case "utf-16be":
		return utf16.UTF16(utf16.BigEndian, utf16.UseBOM)
	case "utf-32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case "utf-32be":
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil
	}
	return enc
}

// canonical names the charset of a label, or is empty for one that nobody knows.
// The WHATWG's labels stand in x/text; these are the ones it lacks.
func canonical(label string) string {
	label = strings.ToLower(strings.Trim(label, " \t\r\n\"'"))
	switch label {
	case "":
		return ""
	case "euc-kr", "euckr", "cp949", "ms949", "x-windows-949", "windows-949", "uhc", "ks_c_5601-1987", "ksc5601", "ks_c_5601", "x-euc-kr":
		return "cp949"
	case "cp874", "ms874", "x-tis-620", "tis620", "tis-620", "tis-620-2533", "iso-8859-11", "iso8859-11", "windows-874", "dos-874", "ibm874":
		return "windows-874"
	case "viscii", "visc", "csviscii", "viscii1.1-1":
		return "viscii"
	case "tcvn", "tcvn3", "tcvn-5712", "tcvn5712-1", "x-viet-tcvn":
		return "tcvn"
	case "cp1258", "ms1258", "windows1258":
		return "windows-1258"
	case "cp1256", "ms1256", "windows1256":
		return "windows-1256"
	case "asmo-708", "iso8859-6", "arabic":
		return "iso-8859-6"
	case "johab", "cp1361", "ms1361", "x-johab", "ksc5601-1992":
		return "johab"
	case "iso-2022-kr", "csiso2022kr":
		return "iso-2022-kr"
	case "utf8", "utf-8", "unicode-1-1-utf-8", "utf-8-sig", "utf8mb4":
		return "utf-8"
	case "utf-16", "utf-16le", "utf16", "unicode":
		return "utf-16le"
	case "utf-16be":
		return "utf-16be"
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return ""
	}
	name, err := htmlindex.Name(enc)
	if err != nil || name == "replacement" {
		return ""
	}
	return name
}

// badness is the share of code points that no text holds: U+FFFD and C1 controls.
func badness(s string) float64 {
	bad, all := 0, 0
	for _, r := range s {
		all++
		if r == utf8.RuneError || r >= 0x80 && r <= 0x9f {
			bad++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(bad) / float64(all)
}

// headBytes is how far a declaration is looked for: whole heads, not only the
// first 1,024 bytes that the standard asks for.
const headBytes = 64 << 10

// declaredIn finds what the XML prolog and the meta elements tell.
func declaredIn(body []byte) (told []declaration) {
	head := bytes.ToLower(body[:min(len(body), headBytes)])
	if start := bytes.TrimLeft(head, " \t\r\n"); bytes.HasPrefix(start, []byte("<?xml")) {
		prolog, _, _ := bytes.Cut(start, []byte("?>"))
		if _, value, ok := bytes.Cut(prolog, []byte("encoding=")); ok {
			told = append(told, declaration{labelAt(value), "xml"})
		}
	}
	for {
		_, rest, ok := bytes.Cut(head, []byte("<meta"))
		if !ok {
			return told
		}
		tag, after, _ := bytes.Cut(rest, []byte(">"))
		if _, value, ok := bytes.Cut(tag, []byte("charset")); ok {
			value = bytes.TrimLeft(value, " \t\r\n")
			if bytes.HasPrefix(value, []byte("=")) {
				told = append(told, declaration{labelAt(value[1:]), "meta"})
			}
		}
		head = after
	}
}

// labelAt is the charset label at the start of a value, in quotes or not.
func labelAt(value []byte) string {
	value = bytes.TrimLeft(value, " \t\r\n\"'")
	if end := bytes.IndexAny(value, " \t\r\n\"';,/>?"); end >= 0 {
		value = value[:end]
	}
	return string(value)
}
