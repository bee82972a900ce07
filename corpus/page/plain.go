package page

import (
	"bytes"
	"strings"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

// readPlain takes plain text as it is and tells its zones.
func readPlain(in Input) (corpus.Article, error) {
	decoded := decode(in.Body, in.Charset, false)
	if strings.TrimSpace(decoded.text) == "" {
		return corpus.Article{}, ErrNoText
	}
	if decoded.from == "guess" && decoded.charset != "utf-8" && badness(decoded.text) > noiseShare {
		return corpus.Article{}, ErrBinary
	}
	return plainArticle(decoded.text, decoded), nil
}

// noiseShare is the share of unreadable code points from which on bytes in no
// encoding that is told or seen are no text.
const noiseShare = 0.1

// plainArticle is an article whose text is given as it is.
func plainArticle(plain string, d decoded) corpus.Article {
	a := corpus.Article{
		Text: plain, Charset: d.charset, CharsetFrom: d.from, Replaced: d.replaced,
		Zones: text.Zones(plain), Confidence: 1,
	}
	a.SourceLine = sourceLine(plain, a.Zones)
	return a
}

// magics are first bytes of formats that hold no text that could be read here.
func magics() []string {
	return []string{
		"\x89PNG", "\xff\xd8\xff", "GIF8", "RIFF", "\x1f\x8b", "BZh", "\xfd7zXZ", "7z\xbc\xaf", "Rar!", "\x7fELF", "MZ",
		"\x00\x00\x01\x00", "OggS", "ID3", "\xd0\xcf\x11\xe0", "(\xb5/\xfd", "SQLite format 3", "\xca\xfe\xba\xbe", "wOFF", "wOF2",
	}
}

// shortestCut is from how many bytes on a text of two-byte letters may have lost half of its last.
const shortestCut = 64

// isBinary says whether bytes are no text: they begin as a binary format does, or
// hold control bytes that text in no encoding holds in such number. UTF-16 and
// UTF-32 are text; their NULs follow a pattern that is looked at first. Single
// NULs in a text are replaced when it is decoded.
func isBinary(body []byte) bool {
	sample := body[:min(len(body), 8192)]
	if kind := utf16Kind(sample); kind != "" {
		return len(body)%2 != 0 && len(body) < shortestCut || !isReadable(transcode(sample, kind))
	}
	for _, magic := range magics() {
		if bytes.HasPrefix(sample, []byte(magic)) {
			return true
		}
	}
	control := 0
	for _, b := range sample {
		if b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b && b != 0x0e && b != 0x0f {
			control++
		}
	}
	return control*20 > len(sample) // VISCII uses six control codes for letters, rarely
}
