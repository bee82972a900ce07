package text

import (
	_ "embed" // the word list
	"sort"
	"strings"
	"sync"

	"goalpost/corpus"
)

//go:generate go run gen_thai.go

//go:embed thai_words.txt
var thaiList string

// thaiTable is read when Thai is met for the first time (a few milliseconds).
var thaiTable = sync.OnceValue(func() *thaiDict { return newThaiDict(thaiList) })

// ThaiWords cuts the Thai letters of s into words by maximal matching over a
// word list: as few words as possible, as little as possible left unknown.
// Neighbouring unknown clusters make one word. Digits, spaces, signs and other
// scripts stand in no span. The spans are in order, in bytes, on cluster
// bounds, and joined they hold every Thai letter of s.
//
// A word is at most 32 letters long, so the time is linear in the length of s.
func ThaiWords(s string) []corpus.Span {
	var spans []corpus.Span
	for i := 0; i < len(s); {
		if !thaiLetterAt(s, i) {
			i++
			continue
		}
		end := i
		for thaiLetterAt(s, end) {
			end += thaiBytes
		}
		spans = thaiTable().segment(s, i, end, spans)
		i = end
	}
	return spans
}

// ThaiClusters cuts the Thai letters of s into clusters: a letter with the
// vowel signs and tone marks above, below and behind it that cannot stand
// alone. The spans are in order, in bytes; other text stands in no span.
func ThaiClusters(s string) []corpus.Span {
	var spans []corpus.Span
	for i := 0; i < len(s); {
		if !thaiLetterAt(s, i) {
			i++
			continue
		}
		end := i + thaiBytes
		for thaiLetterAt(s, end) && thaiMark(thaiCode(s, end)) {
			end += thaiBytes
		}
		spans = append(spans, corpus.Span{Start: corpus.Byte(i), End: corpus.Byte(end)})
		i = end
	}
	return spans
}

const (
	thaiBytes   = 3    // of each letter in UTF-8
	thaiLongest = 32   // letters of a word
	thaiBlock   = 0x80 // letters are told by their offset in the block

	// What a cut costs: a word of the list one, an unknown cluster enough
	// that two words of the list are taken before it.
	thaiKnown   = 4
	thaiUnknown = 9
	thaiMore    = 6 // an unknown cluster behind an unknown one
)

// thaiLetterAt says whether a consonant, vowel or mark of Thai begins at byte i.
// The repetition and abbreviation signs, the currency sign and digits are none.
func thaiLetterAt(s string, i int) bool {
	if i+thaiBytes > len(s) || s[i] != 0xE0 || s[i+1]&0xFE != 0xB8 {
		return false
	}
	c := thaiCode(s, i)
	return c >= 0x01 && c <= 0x4E && c != 0x2F && c != 0x3F && c != 0x46 && (c <= 0x3A || c >= 0x40)
}

// thaiCode is the letter at byte i less 0x0E00.
func thaiCode(s string, i int) byte { return s[i+1]&1<<6 | s[i+2]&0x3F }

// thaiMark says whether the letter is part of the cluster before it.
func thaiMark(c byte) bool {
	return c == 0x31 || c >= 0x33 && c <= 0x3A || c >= 0x47 && c <= 0x4E
}

// thaiInner says whether no word can begin with the letter.
func thaiInner(c byte) bool { return thaiMark(c) || c == 0x30 || c == 0x32 || c == 0x45 }

// thaiLeading says whether no word can end with the letter: a vowel written
// before its consonant.
func thaiLeading(c byte) bool { return c >= 0x40 && c <= 0x44 }

// thaiDict is the sorted word list, one byte a letter, with the stretch of it
// that begins with each pair of letters.
type thaiDict struct {
	words []string
	pair  [thaiBlock*thaiBlock + 1]int32
}

func newThaiDict(list string) *thaiDict {
	d := &thaiDict{}
	var b strings.Builder
	for line := range strings.Lines(list) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' || len(line) > thaiLongest*thaiBytes {
			continue
		}
		b.Reset()
		for i := 0; i+thaiBytes <= len(line); i += thaiBytes {
			b.WriteByte(thaiCode(line, i))
		}
		d.words = append(d.words, b.String())
	}
	sort.Strings(d.words)
	n := 0
	for p := range d.pair {
		for n < len(d.words) && pairOf(d.words[n]) < p {
			n++
		}
		d.pair[p] = int32(n)
	}
	return d
}

func pairOf(w string) int {
	p := int(w[0]) * thaiBlock
	if len(w) > 1 {
		p += int(w[1])
	}
	return p
}

// segment appends the words of s[start:end], which is Thai letters throughout.
func (d *thaiDict) segment(s string, start, end int, spans []corpus.Span) []corpus.Span {
	n := (end - start) / thaiBytes
	l := thaiLattice{code: make([]byte, n), best: make([]thaiStep, n+1)}
	for i := range n {
		l.code[i] = thaiCode(s, start+i*thaiBytes)
	}
	for i := 1; i <= n; i++ {
		l.best[i].cost = 1 << 30
	}
	for i := range n {
		if l.best[i].cost < 1<<30 {
			d.extend(&l, i)
		}
	}
	return l.spans(start, spans)
}

// thaiStep is the cheapest way to a place: from where, at what cost, and
// whether by an unknown cluster.
type thaiStep struct {
	cost, from int32
	unknown    bool
}

type thaiLattice struct {
	code []byte
	best []thaiStep
}

// cut says whether a word may end before letter i.
func (l *thaiLattice) cut(i int) bool {
	return i == len(l.code) || !thaiInner(l.code[i]) && !thaiLeading(l.code[i-1])
}

// reach notes a way to place j; of equal ones the first, with the longer last word, stays.
func (l *thaiLattice) reach(i, j int, cost int32, unknown bool) {
	if c := l.best[i].cost + cost; c < l.best[j].cost {
		l.best[j] = thaiStep{c, int32(i), unknown}
	}
}

// extend notes every way on from place i: one unknown cluster, or a word of the list.
func (d *thaiDict) extend(l *thaiLattice, i int) {
	j := i + 1
	for !l.cut(j) {
		j++
	}
	cost := int32(thaiUnknown)
	if l.best[i].unknown {
		cost = thaiMore
	}
	l.reach(i, j, cost, true)
	if i+1 >= len(l.code) {
		return
	}
	p := int(l.code[i])*thaiBlock + int(l.code[i+1])
	lo, hi := int(d.pair[p]), int(d.pair[p+1])
	for depth := 2; lo < hi; depth++ {
		if len(d.words[lo]) == depth {
			if l.cut(i + depth) {
				l.reach(i, i+depth, thaiKnown, false)
			}
			lo++
		}
		if i+depth >= len(l.code) {
			return
		}
		lo, hi = d.narrow(lo, hi, depth, l.code[i+depth])
	}
}

// narrow is the part of words[lo:hi] whose letter at depth is c. All words
// there share what stands before depth and are longer than it.
func (d *thaiDict) narrow(lo, hi, depth int, c byte) (int, int) {
	part := d.words[lo:hi]
	from := sort.Search(len(part), func(i int) bool { return part[i][depth] >= c })
	part = part[from:]
	to := sort.Search(len(part), func(i int) bool { return part[i][depth] > c })
	return lo + from, lo + from + to
}

// spans reads the cheapest way back and appends its words in order.
func (l *thaiLattice) spans(start int, spans []corpus.Span) []corpus.Span {
	first := len(spans)
	for j := len(l.code); j > 0; {
		i := int(l.best[j].from)
		for l.best[j].unknown && l.best[i].unknown {
			i = int(l.best[i].from)
		}
		spans = append(spans, corpus.Span{
			Start: corpus.Byte(start + i*thaiBytes), End: corpus.Byte(start + j*thaiBytes),
		})
		j = i
	}
	for i, j := first, len(spans)-1; i < j; i, j = i+1, j-1 {
		spans[i], spans[j] = spans[j], spans[i]
	}
	return spans
}
