package text

import (
	"embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

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
	f, p := Fold(plain), NewPoints(plain)
	var zones []corpus.Zone
	for _, z := range f.Zones() {
		at := p.Range(f.Span(z.Start, z.End))
		zones = append(zones, corpus.Zone{Zone: z.Zone, Start: at.Start, End: at.End})
	}
	return zones
}

// FoldedZone is a zone of a folded text, in its bytes.
type FoldedZone struct {
	Zone       corpus.ZoneKind
	Start, End int
}

// Zones tells the zones of a folded text, as [Zones] does of a plain one.
func (f *Folded) Zones() []FoldedZone {
	var zones []FoldedZone
	words, tail, list := vocabulary(), false, false
	for l, ok := nextLine(f.Text, 0); ok; l, ok = nextLine(f.Text, l.end) {
		kind, m, text := corpus.ZoneBody, unmarked, f.Text[l.start:l.end]
		bare := withoutLinks(text)
		length := lengthOf(bare)
		if length == short {
			m = words.mark(text, bare, func() string { return f.Span(l.start, l.end).Of(f.written) })
		}
		switch {
		case length == long:
			tail, list = false, false
		case m == markedSource:
			kind, tail = corpus.ZoneTail, endsSoon(f.Text[l.end:])
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
		case list && !endsSentence(text):
			kind = corpus.ZoneRelated
		case list:
			list = false
		}
		if n := len(zones); n > 0 && zones[n-1].Zone == kind {
			zones[n-1].End = l.end
			continue
		}
		zones = append(zones, FoldedZone{kind, l.start, l.end})
	}
	return zones
}

// line is a folded line that is not blank, without the white space around it.
type line struct{ start, end int }

// nextLine is the first line from folded offset at on; ok is false where none follows.
func nextLine(folded string, at int) (l line, ok bool) {
	for at < len(folded) {
		l = line{at, len(folded)}
		if n := strings.IndexByte(folded[at:], '\n'); n >= 0 {
			l.end = at + n
		}
		at = l.end + 1
		for l.start < l.end && IsSpace(folded[l.start]) {
			l.start++
		}
		for l.start < l.end && IsSpace(folded[l.end-1]) {
			l.end--
		}
		if l.start < l.end {
			return l, true
		}
	}
	return line{}, false
}

// IsSpace says whether c is white space of folded text, which has no other.
func IsSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// endsSoon says whether few lines follow a source line, none of them long, so that
// they are its tail.
func endsSoon(rest string) bool {
	l, ok := nextLine(rest, 0)
	for n := 1; ok && n < maxTail; n++ {
		if lengthOf(withoutLinks(rest[l.start:l.end])) == long {
			return false
		}
		l, ok = nextLine(rest, l.end)
	}
	return !ok
}

// length tells how long a line is, links not counted.
type length int

const (
	short length = iota // of at most shortLine code points
	middle
	long // of at least longLine
)

func lengthOf(bare string) length {
	if len(bare) <= shortLine {
		return short
	}
	if len(bare) >= utf8.UTFMax*longLine {
		return long
	}
	switch n := runeCount(bare); {
	case n <= shortLine:
		return short
	case n < longLine:
		return middle
	}
	return long
}

// ZoneOf tells what the words of one paragraph make of it: tail, related or
// caption; ok is false for all else, and for every long paragraph.
func ZoneOf(paragraph string) (kind corpus.ZoneKind, ok bool) {
	switch markOf(paragraph) {
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
	m := markOf(paragraph)
	return m == markedSource || m == markedCredit
}

// markOf reads a paragraph as written.
func markOf(paragraph string) marked {
	l := strings.TrimSpace(Fold(paragraph).Text)
	bare := withoutLinks(l)
	if lengthOf(bare) != short {
		return unmarked
	}
	return vocabulary().mark(l, bare, func() string { return strings.TrimSpace(paragraph) })
}

// mark reads a short folded line, which has no white space around it; bare is the
// line without its links, and written gives it as it was written.
func (p *phrases) mark(l, bare string, written func() string) marked {
	if len(l) > 4*(shortLine+1000) {
		return unmarked
	}
	if isFurniture(bare, l) {
		return markedTail
	}
	key := keyOf(bare)
	if m := p.line(key); m != unmarked {
		return m
	}
	if m := p.opening(key); m != unmarked {
		return m
	}
	if m := p.inside(key); m != unmarked {
		return m
	}
	if strings.HasPrefix(key, "theo ") && isCredit(withoutLinks(written())) {
		return markedCredit
	}
	return unmarked
}

// line looks for the phrase that is the whole line, but for a counter and a colon.
func (p *phrases) line(key string) marked {
	if len(key) > p.longest && key[len(key)-1] != ')' && key[len(key)-1] != ':' {
		return unmarked
	}
	return p.whole[strings.TrimRight(withoutCounter(key), " :")]
}

// opening looks for the phrases that may begin a line; of several the first listed
// counts.
func (p *phrases) opening(key string) marked {
	if !p.begins.At(key, 0) {
		return unmarked
	}
	first := len(p.openings)
	for _, k := range p.openers.Words(key, 0) {
		first = min(first, k)
	}
	if first == len(p.openings) {
		return unmarked
	}
	return p.openings[first]
}

// inside looks for the phrases that may stand anywhere in a line; of several the
// first listed counts.
func (p *phrases) inside(key string) marked {
	if k := p.inner.first(key); k >= 0 {
		return p.anywhere[k]
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
	if hasLetter(bare) && strings.IndexByte(bare, '@') < 0 && strings.IndexByte(bare, '#') < 0 {
		return false
	}
	hashtags, words, digits := 0, 0, 0
	for word := range strings.FieldsSeq(bare) {
		switch at := strings.IndexByte(word, '@'); {
		case at > 0 && strings.IndexByte(word[at:], '.') > 0 && utf8.RuneCountInString(bare) <= signature:
			return true
		case strings.HasPrefix(word, "#") && len(word) > 2:
			hashtags++
		case hasLetter(word):
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

// hasLetter says whether a folded text has a letter.
func hasLetter(s string) bool {
	for i := 0; i < len(s); {
		r, n := Decode(s, i)
		if IsLetter(r) {
			return true
		}
		i += n
	}
	return false
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

// keyOf is the form in which folded lines and phrases are compared: without the
// signs that open an item, and without a space before a colon.
func keyOf(l string) string {
	if l != "" {
		if first, _ := Decode(l, 0); !IsLetter(first) {
			l = strings.TrimLeftFunc(l, func(r rune) bool {
				return unicode.IsSpace(r) || strings.ContainsRune("-•·>*▶►■◆○●▲△※[]【】()<‹《〈\"'‘:.", r)
			})
		}
	}
	return withoutSpace(l)
}

// withoutSpace is a line without the space before its colons.
func withoutSpace(l string) string {
	var out strings.Builder
	done := 0 // what out has of l
	for at := strings.IndexByte(l, ':'); at >= 0; {
		if at > 0 && l[at-1] == ' ' {
			out.WriteString(l[done : at-1])
			done = at
		}
		next := strings.IndexByte(l[at+1:], ':')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	if done == 0 {
		return l
	}
	out.WriteString(l[done:])
	return out.String()
}

// withoutCounter drops a number in brackets at the end: "comments (0)".
func withoutCounter(key string) string {
	if !strings.HasSuffix(strings.TrimRight(key, " "), ")") {
		return key
	}
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

// phrases are those of all languages: a translated page mixes them.
type phrases struct {
	whole    map[string]marked
	longest  int // bytes of the longest whole line
	openers  *Trie
	begins   *Begins  // of them
	openings []marked // of what may begin a line, as listed
	inner    *finder
	anywhere []marked // of what may stand anywhere, as listed
}

// vocabulary is read from the files in tails when first needed.
var vocabulary = sync.OnceValue(loadVocabulary)

func loadVocabulary() *phrases {
	all, openers, inner := &phrases{whole: map[string]marked{}}, map[string]int{}, map[string]int{}
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
				all.add(l, section, openers, inner)
			}
		}
	}
	all.openers, all.begins, all.inner = NewTrie(openers), NewBegins(), newFinder(inner)
	for opener := range openers {
		all.begins.Add(opener)
	}
	return all
}

func sections() map[string]marked {
	return map[string]marked{"[source]": markedSource, "[tail]": markedTail, "[related]": markedRelated, "[caption]": markedCaption}
}

func (p *phrases) add(l string, m marked, openers, inner map[string]int) {
	switch {
	case strings.HasPrefix(l, "="):
		if m == markedRelated {
			m = markedHeading
		}
		key := keyOf(Fold(l[1:]).Text)
		p.whole[key], p.longest = m, max(p.longest, len(key))
	case strings.HasPrefix(l, "*"):
		p.anywhere = listed(inner, withoutSpace(Fold(l[1:]).Text), p.anywhere, m)
	default:
		p.openings = listed(openers, keyOf(Fold(l).Text), p.openings, m)
	}
}

// listed puts a phrase into a list, but for one that stands there.
func listed(phrases map[string]int, key string, marks []marked, m marked) []marked {
	if _, ok := phrases[key]; ok {
		return marks
	}
	phrases[key] = len(marks)
	return append(marks, m)
}
