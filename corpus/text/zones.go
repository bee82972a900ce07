package text

import (
	"embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"goalpost/corpus"
)

//go:embed tails/*.txt
var tails embed.FS

const (
	// shortLine is how many code points a line may have, links not counted, for
	// its words to make it a tail: no paragraph is zoned away for how it begins or ends.
	shortLine = 160
	// longLine is from how many code points on a line is prose for certain, so
	// that the article goes on and what stood before it was no tail.
	longLine = 180
	// signature is how many code points a line with a mail address may have to be
	// the author's or the newsroom's.
	signature = 80
	// maxTail is how many lines a tail after the source line has at most: a list of
	// short aims may name a source in its midst.
	maxTail = 12
)

// marked is what a line's words make of it.
type marked int

const (
	unmarked marked = iota
	markedSource
	markedCredit // names a newsroom alone ("Theo VnExpress"), and says nothing of the lines below
	markedTail
	markedRelated
	markedHeading // the heading of a list of related articles
	markedCaption
)

// Zones tells the zones of plain text, in which each line is a paragraph: source
// lines, comment counters, hotlines, copyright, hashtags and bare links are tail,
// lists of links to other articles are related, credits of pictures are captions,
// all the rest is body. A long line is always body. The zones stand in order,
// cover every line that is not blank, and count in code points; neighbours of one
// kind are one zone. The time is linear in the text.
func Zones(plain string) []corpus.Zone {
	lines := splitLines(plain)
	lastLong := -1
	for i, l := range lines {
		if l.long {
			lastLong = i
		}
	}
	var zones []corpus.Zone
	tail, list := false, false
	for i, l := range lines {
		kind := corpus.ZoneBody
		switch m := mark(l.text); {
		case l.long:
			tail, list = false, false
		case m == markedSource:
			kind, tail = corpus.ZoneTail, i > lastLong && len(lines)-i <= maxTail
		case m == markedTail, m == markedCredit:
			kind = corpus.ZoneTail
		case m == markedCaption:
			kind = corpus.ZoneCaption
		case m == markedRelated:
			kind = corpus.ZoneRelated
		case m == markedHeading:
			kind, list = corpus.ZoneRelated, true
		case tail:
			kind = corpus.ZoneTail
		case list && !endsSentence(l.text):
			kind = corpus.ZoneRelated
		case list:
			list = false
		}
		zones = appendZone(zones, corpus.Zone{Zone: kind, Start: l.start, End: l.end})
	}
	return zones
}

func appendZone(zones []corpus.Zone, z corpus.Zone) []corpus.Zone {
	if n := len(zones); n > 0 && zones[n-1].Zone == z.Zone {
		zones[n-1].End = z.End
		return zones
	}
	return append(zones, z)
}

// line is a line that is not blank, without the white space around it.
type line struct {
	text       string
	start, end corpus.Point
	long       bool
}

func splitLines(plain string) (lines []line) {
	at := corpus.Point(0)
	for raw := range strings.SplitAfterSeq(plain, "\n") {
		body := strings.TrimSpace(raw)
		if body != "" {
			before := strings.Index(raw, body)
			start := at + corpus.Point(utf8.RuneCountInString(raw[:before]))
			n := utf8.RuneCountInString(body)
			lines = append(lines, line{body, start, start + corpus.Point(n), n >= longLine && utf8.RuneCountInString(withoutLinks(body)) >= longLine})
			at = start + corpus.Point(n)
			raw = raw[before+len(body):]
		}
		at += corpus.Point(utf8.RuneCountInString(raw))
	}
	return lines
}

// ZoneOf tells what the words of one paragraph make of it: tail, related or
// caption; ok is false for all else, and for every long paragraph.
func ZoneOf(paragraph string) (kind corpus.ZoneKind, ok bool) {
	switch mark(strings.TrimSpace(paragraph)) {
	case markedSource, markedCredit, markedTail:
		return corpus.ZoneTail, true
	case markedRelated, markedHeading:
		return corpus.ZoneRelated, true
	case markedCaption:
		return corpus.ZoneCaption, true
	default:
		return "", false
	}
}

// IsSourceLine says whether a paragraph names the original of a translation or a
// repost ("Nguồn: …", "출처: …", "المصدر: …", "ที่มา: …").
func IsSourceLine(paragraph string) bool {
	m := mark(strings.TrimSpace(paragraph))
	return m == markedSource || m == markedCredit
}

// mark reads a line, which has no white space around it.
func mark(l string) marked {
	if len(l) > 4*(shortLine+1000) {
		return unmarked
	}
	bare := withoutLinks(l)
	if len(bare) > shortLine && utf8.RuneCountInString(bare) > shortLine {
		return unmarked
	}
	if isFurniture(bare, l) {
		return markedTail
	}
	key := foldLine(bare)
	if m, ok := vocabulary().whole[strings.TrimRight(withoutCounter(key), " :：")]; ok {
		return m
	}
	if first, _ := utf8.DecodeRuneInString(key); key != "" {
		for _, p := range vocabulary().prefixes[first] {
			if strings.HasPrefix(key, p.phrase) {
				return p.marks
			}
		}
	}
	for _, p := range vocabulary().anywhere {
		if strings.Contains(key, p.phrase) {
			return p.marks
		}
	}
	if isCredit(bare) {
		return markedCredit
	}
	return unmarked
}

// isCredit says whether a line is "Theo" and the name of a newsroom, as Vietnamese
// newspapers sign what they repost: a few words, the first a name, no figure.
func isCredit(l string) bool {
	name, ok := strings.CutPrefix(strings.Trim(l, "()[] "), "Theo ")
	if !ok || utf8.RuneCountInString(name) > 40 || len(strings.Fields(name)) > 6 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(name)
	last, _ := utf8.DecodeLastRuneInString(name)
	return unicode.IsUpper(first) && (unicode.IsLetter(last) || unicode.IsMark(last)) && strings.IndexFunc(name, unicode.IsDigit) < 0
}

// isFurniture says whether a line holds no words of its own: links, hashtags,
// rules of dashes or stars, a telephone number.
func isFurniture(bare, l string) bool {
	if !strings.ContainsAny(bare, "@#") && strings.IndexFunc(bare, unicode.IsLetter) >= 0 {
		return false
	}
	hashtags, words, digits := 0, 0, 0
	for word := range strings.FieldsSeq(bare) {
		switch at := strings.IndexByte(word, '@'); {
		case at > 0 && strings.IndexByte(word[at:], '.') > 0 && utf8.RuneCountInString(bare) <= signature:
			return true
		case strings.HasPrefix(word, "#") && len(word) > 2:
			hashtags++
		case strings.IndexFunc(word, unicode.IsLetter) >= 0:
			words++
		case strings.IndexFunc(word, unicode.IsDigit) >= 0:
			digits++
		}
	}
	if hashtags > 0 {
		return words+digits == 0 || hashtags >= 3 && words < hashtags
	}
	return words == 0 && (digits == 0 || len(bare) < len(l))
}

// withoutLinks is a line without its links.
func withoutLinks(l string) string {
	if (strings.IndexByte(l, '/') < 0 || !strings.Contains(l, "://")) && (strings.IndexByte(l, 'w') < 0 || !strings.Contains(l, "www.")) {
		return l
	}
	var out strings.Builder
	for word := range strings.FieldsSeq(l) {
		if at := linkAt(word); at >= 0 {
			word = word[:at]
		}
		if word != "" {
			out.WriteString(word)
			out.WriteByte(' ')
		}
	}
	return strings.TrimSpace(out.String())
}

func linkAt(word string) int {
	for _, sign := range []string{"http://", "https://", "www."} {
		if at := strings.Index(word, sign); at >= 0 {
			return at
		}
	}
	return -1
}

// foldLine is the form in which lines and phrases are compared.
func foldLine(l string) string {
	if hasCombining(l) {
		l = norm.NFC.String(l)
	}
	l = strings.TrimLeftFunc(l, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune("-–—•·>»*▶►■◆○●▲△※[]【】()<‹《〈\"'“‘:.", r)
	})
	l = lower(l)
	if strings.IndexByte(l, 0xEF) >= 0 {
		l = strings.ReplaceAll(l, "：", ":")
	}
	if strings.IndexByte(l, ':') > 0 {
		l = strings.ReplaceAll(l, " :", ":")
	}
	return l
}

// lower is l in small letters. It is quick for Latin letters and for scripts
// without case.
func lower(l string) string {
	table := foldTable()
	at := 0
	for at < len(l) {
		c := l[at]
		if 'A' <= c && c <= 'Z' {
			break
		}
		if c == 0xC3 || c == 0xC4 || c == 0xC5 || c == 0xC6 || c == 0xE1 {
			if r, _ := utf8.DecodeRuneInString(l[at:]); cased(table, r) {
				break
			}
		}
		at++
	}
	if at == len(l) {
		return l
	}
	out := make([]byte, 0, len(l)+4)
	out = append(out, l[:at]...)
	for i := at; i < len(l); {
		c := l[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			out = append(out, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(l[i:])
		if cased(table, r) {
			out = utf8.AppendRune(out, rune(table[r]))
		} else {
			out = append(out, l[i:i+size]...)
		}
		i += size
	}
	return string(out)
}

// cased says whether a rune is a capital letter of the Latin script beyond ASCII.
func cased(table *[1 << 16]uint16, r rune) bool {
	return (r >= 0xC0 && r < 0x250 || r >= 0x1E00 && r < 0x1F00) && table[r] > expand && unicode.IsUpper(r)
}

// hasCombining says whether marks or letters that join the one before them stand
// in a line, so that it may not be in NFC: U+0300 to U+036F and Hangul jamo.
func hasCombining(l string) bool {
	for i := range len(l) {
		switch l[i] {
		case 0xCC, 0xCD:
			return true
		case 0xE1:
			if i+1 < len(l) && l[i+1] >= 0x84 && l[i+1] <= 0x87 {
				return true
			}
		}
	}
	return false
}

// withoutCounter drops a number in brackets at the end: "comments (0)".
func withoutCounter(key string) string {
	at := strings.LastIndexByte(key, '(')
	if at <= 0 || strings.IndexFunc(strings.TrimRight(key[at+1:], ") "), func(r rune) bool { return !unicode.IsDigit(r) }) >= 0 {
		return key
	}
	return strings.TrimSpace(key[:at])
}

// endsSentence says whether a line ends as a sentence of prose does.
func endsSentence(l string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(l, "\"'”’)» "))
	return strings.ContainsRune(".!?。؟…", r) && utf8.RuneCountInString(l) > 60
}

// phrase is one line of a file in tails.
type phrase struct {
	phrase string
	marks  marked
}

// phrases are those of all languages: a translated page mixes them.
type phrases struct {
	whole    map[string]marked
	prefixes map[rune][]phrase // by their first letter, as listed
	anywhere []phrase
	opens    [256][256]bool // the first two bytes of what may stand anywhere
}

// vocabulary is read from the files in tails when first needed.
var vocabulary = sync.OnceValue(loadVocabulary)

func loadVocabulary() *phrases {
	all := &phrases{whole: map[string]marked{}, prefixes: map[rune][]phrase{}}
	for _, lang := range []string{"vi", "ko", "ar", "th", "en"} {
		data, err := tails.ReadFile("tails/" + lang + ".txt")
		if err != nil {
			panic(err) // the file is embedded: its absence is a defect of the build
		}
		section := unmarked
		for l := range strings.Lines(string(data)) {
			l = strings.TrimRight(l, "\r\n")
			switch {
			case l == "" || strings.HasPrefix(l, "#"):
			case sections()[l] != unmarked:
				section = sections()[l]
			default:
				all.add(l, section)
			}
		}
	}
	return all
}

func sections() map[string]marked {
	return map[string]marked{"[source]": markedSource, "[tail]": markedTail, "[related]": markedRelated, "[caption]": markedCaption}
}

func (p *phrases) add(l string, m marked) {
	switch {
	case strings.HasPrefix(l, "="):
		if m == markedRelated {
			m = markedHeading
		}
		p.whole[foldLine(l[1:])] = m
	case strings.HasPrefix(l, "*"):
		key := strings.ReplaceAll(strings.ToLower(l[1:]), " :", ":")
		p.anywhere = append(p.anywhere, phrase{key, m})
		p.opens[key[0]][key[1]] = true
	default:
		key := foldLine(l)
		first, _ := utf8.DecodeRuneInString(key)
		p.prefixes[first] = append(p.prefixes[first], phrase{key, m})
	}
}
