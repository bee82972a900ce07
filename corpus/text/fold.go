package text

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"goalpost/corpus"
)

// Folded is the normal form of a text in which words are compared, and the map
// of its offsets back into the text as given.
//
// Folding lower-cases, composes (NFC), turns the digits and percent signs of
// every script into ASCII, unifies dashes, quotes, spaces, alef and yeh forms
// and the place of Vietnamese tone marks, and drops what readers do not see:
// tatweel (but one between figures, which is typed for a dash), harakat,
// zero-width and bidi marks, soft hyphens.
type Folded struct {
	Text    string
	written string  // the text as given
	jumps   []jump  // sorted by at; where offsets stop running in step
	before  []int32 // for every stride of Text, how many jumps come before it
	signs   []int32 // of Text, where runes beyond ASCII begin that are no letters
}

// jump says that the folded byte at stands for the original byte orig, and that
// what was written before it ended at prev.
type jump struct{ at, orig, prev int32 }

// Start is the original offset of what stands at folded offset b.
func (f *Folded) Start(b int) corpus.Byte {
	i := f.jumpsBefore(b + 1)
	if i == 0 {
		return corpus.Byte(b)
	}
	j := &f.jumps[i-1]
	return corpus.Byte(int(j.orig) + b - int(j.at))
}

// End is the original offset at which what ends at folded offset b ends. What
// folding dropped after it is not included.
func (f *Folded) End(b int) corpus.Byte {
	i := f.jumpsBefore(b)
	if i < len(f.jumps) && int(f.jumps[i].at) == b {
		return corpus.Byte(f.jumps[i].prev)
	}
	if i == 0 {
		return corpus.Byte(b)
	}
	j := &f.jumps[i-1]
	return corpus.Byte(int(j.orig) + b - int(j.at))
}

// jumpsBefore is how many jumps come before folded offset b.
func (f *Folded) jumpsBefore(b int) int {
	if len(f.before) == 0 {
		return 0
	}
	i := int(f.before[min(uint(b)/stride, uint(len(f.before)-1))])
	for i < len(f.jumps) && int(f.jumps[i].at) < b {
		i++
	}
	return i
}

// Span is the original span of the folded bytes [start, end).
func (f *Folded) Span(start, end int) corpus.Span {
	return corpus.Span{Start: f.Start(start), End: f.End(end)}
}

// At is the folded offset of an original offset; an offset inside what was
// dropped gives the place after it.
func (f *Folded) At(b corpus.Byte) int {
	i := sort.Search(len(f.jumps), func(i int) bool { return corpus.Byte(f.jumps[i].orig) > b }) - 1
	at, limit := int(b), len(f.Text)
	if i >= 0 {
		at = int(f.jumps[i].at) + int(b) - int(f.jumps[i].orig)
	}
	if i+1 < len(f.jumps) {
		limit = int(f.jumps[i+1].at)
	}
	return min(at, limit)
}

// Fold makes the normal form of a text of valid UTF-8. Its cost is linear.
func Fold(s string) *Folded {
	f := folders.Get().(*Folder)
	defer folders.Put(f)
	made := *f.Fold(s)
	made.jumps, made.before, made.signs = slices.Clone(made.jumps), slices.Clone(made.before), slices.Clone(made.signs)
	f.Fold("")
	return &made
}

// folders keeps the folders of [Fold].
var folders = sync.Pool{New: func() any { return new(Folder) }}

// Folder folds texts one after another in the same memory.
type Folder struct {
	made   Folded
	out    []byte
	table  *foldings
	expect int // original offset that the next byte would have if offsets ran in step
	prev   int // original offset at which the last written rune ended
	last   int // original offset at which the last written rune began
}

// Fold does as the function [Fold]. What it returns is good until the next call.
func (f *Folder) Fold(s string) *Folded {
	*f = Folder{made: Folded{written: s, jumps: f.made.jumps[:0], before: f.made.before[:0], signs: f.made.signs[:0]}, out: slices.Grow(f.out[:0], len(s)), table: foldTable()}
	for i := 0; i < len(s); {
		if i+8 <= len(s) {
			i = f.plain(s, i)
		}
		if i < len(s) {
			i += f.rune(s, i)
		}
	}
	lower(f.out)
	replace(f.out, '\t', ' ')
	replace(f.out, '`', '\'')
	if f.expect != len(s) {
		f.jump(len(s))
	}
	f.made.Text = string(f.out)
	f.made.count()
	return &f.made
}

// count counts the jumps before every stride, up to that of the last.
func (f *Folded) count() {
	for k := range f.jumps {
		for int(f.jumps[k].at) >= stride*len(f.before) {
			f.before = append(f.before, int32(k))
		}
	}
}

// mark notes where the next rune comes from.
func (f *Folder) mark(orig int) {
	if orig != f.expect {
		f.jump(orig)
		f.expect = orig
	}
}

// jump notes that the next byte stands for another original one than the bytes
// before it tell.
func (f *Folder) jump(orig int) {
	f.made.jumps = append(f.made.jumps, jump{int32(len(f.out)), int32(orig), int32(f.prev)})
}

// plain copies the runes from s[i] on that fold to themselves, and capitals of
// ASCII, and returns where they end. It leaves the last seven bytes to others.
func (f *Folder) plain(s string, i int) int {
	t, start := f.table, i
	for i <= len(s)-8 {
		x := eightAt(s, i)
		stay := t.stay[x&twoBytes]
		if stay == 3 {
			if t.stay[x>>24&twoBytes] == 3 {
				i += 6
				if isASCII(x >> 48) {
					i += asciiRun(x>>48, 2)
				}
			} else {
				i += 3 + asciiRun(x>>24, 5)
			}
			continue
		}
		if stay == 2 {
			i += 2
			if isASCII(x >> 16) {
				i += asciiRun(x>>16, 6)
			}
			continue
		}
		var a uint16
		n := 0
		switch c := byte(x); {
		case c>>4 == 0xE:
			a = t.actions[uint16(x&0x0F)<<12|uint16(x>>8&0x3F)<<6|uint16(x>>16&0x3F)]
			n = 3
			if isASCII(x >> 24) {
				n += asciiRun(x>>24, 5)
			}
		case c < utf8.RuneSelf:
			n = asciiRun(x, 8)
		case c < 0xE0:
			a = t.actions[uint16(x&0x1F)<<6|uint16(x>>8&0x3F)]
			n = 2
			if isASCII(x >> 16) {
				n += asciiRun(x>>16, 6)
			}
		default:
			a = drop // a rune of four bytes
		}
		if a != keep && (a != joins || i == start || mayJoin(s[i-1])) {
			break
		}
		i += n
	}
	if i > start {
		f.copy(s, start, i)
	}
	return i
}

// copy writes s[start:end], which folds to itself.
func (f *Folder) copy(s string, start, end int) {
	f.mark(start)
	f.out = append(f.out, s[start:end]...)
	f.expect += end - start
	f.prev = end
	for f.last = end - 1; !utf8.RuneStart(s[f.last]); f.last-- {
	}
}

// mayJoin says whether a rune that ends with byte c may be one with the rune behind
// it: o and u before a toned vowel, the first halves of Thai sara am and sara ae.
func mayJoin(c byte) bool { return small(c) == 'o' || small(c) == 'u' || c == 0x8D || c == 0x80 }

// emit writes a rune that stands for the original bytes [orig, orig+size).
func (f *Folder) emit(r rune, orig, size int) {
	f.mark(orig)
	before := len(f.out)
	f.sign(r, before)
	f.out = utf8.AppendRune(f.out, r)
	f.expect += len(f.out) - before
	f.prev, f.last = orig+size, orig
}

// sign notes that r is written at folded offset at, if it is a sign beyond ASCII.
func (f *Folder) sign(r rune, at int) {
	if r >= utf8.RuneSelf && !IsLetter(r) {
		f.made.signs = append(f.made.signs, int32(at))
	}
}

// rune folds what stands at s[i:] and returns how many bytes it took.
func (f *Folder) rune(s string, i int) int {
	r, n := Decode(s, i)
	if r > 0xFFFF {
		f.emit(unicode.ToLower(r), i, n)
		return n
	}
	switch a := f.table.actions[r]; a {
	case keep, joins, sign:
		if !f.thaiPair(r, i+n) {
			f.emit(r, i, n)
			f.tone(r)
		}
	case drop:
		if r == 'ـ' && f.dashes(s, i+n) {
			f.emit('-', i, n)
		}
	case compose:
		return f.compose(s, i, n)
	case expand:
		f.expand(r, i, n)
	default:
		f.emit(rune(a), i, n)
		f.tone(rune(a))
	}
	return n
}

// dashes says whether a tatweel that ends at end is typed for a dash: figures stand
// on both sides, 2000ـ2010.
func (f *Folder) dashes(s string, end int) bool {
	before := bytes.TrimSuffix(f.out, []byte(" "))
	if n := len(before); n == 0 || !unicode.IsDigit(rune(before[n-1])) && before[n-1] != '%' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(s[end:], " "))
	return unicode.IsDigit(r)
}

// thaiPair writes sara am that was typed as its two halves, and sara ae that was
// typed as two sara e, as the one letter that they look like. r ends at end.
func (f *Folder) thaiPair(r rune, end int) bool {
	n := len(f.out)
	if r != 'า' && r != 'เ' || n < 3 || f.out[n-3] != 0xE0 || f.out[n-2] != 0xB9 {
		return false
	}
	switch {
	case r == 'า' && f.out[n-1] == 0x8D:
		f.replaceLast('ำ', 3, end)
	case r == 'เ' && f.out[n-1] == 0x80:
		f.replaceLast('แ', 3, end)
	default:
		return false
	}
	return true
}

// compose joins a combining mark to the rune written before it, where the two
// have a composed form; else the mark is dropped.
func (f *Folder) compose(s string, i, n int) int {
	last, size := utf8.DecodeLastRune(f.out)
	if size == 1 {
		last = rune(small(byte(last)))
	}
	mark, _ := Decode(s, i)
	if joined := composed(last, mark); size > 0 && joined != 0 {
		f.replaceLast(joined, size, i+n)
	}
	return n
}

// composed is the rune that a combining mark makes of the one before it, or 0:
// vowels and final consonants of Hangul make syllables (Unicode, chapter 3.12).
func composed(last, mark rune) rune {
	switch {
	case mark < 0x1100:
		var apart, whole [4 * utf8.UTFMax]byte
		made := norm.NFC.Append(whole[:0], utf8.AppendRune(utf8.AppendRune(apart[:0], last), mark)...)
		if joined, m := utf8.DecodeRune(made); m == len(made) {
			return joined
		}
	case 0x1100 <= last && last <= 0x1112 && mark <= 0x1175:
		return 0xAC00 + ((last-0x1100)*21+mark-0x1161)*28
	case 0xAC00 <= last && last <= 0xD7A3 && (last-0xAC00)%28 == 0 && 0x11A8 <= mark && mark <= 0x11C2:
		return last + mark - 0x11A7
	}
	return 0
}

// replaceLast puts another rune in the place of the last written one, which now ends at end.
func (f *Folder) replaceLast(r rune, size, end int) {
	start := len(f.out) - size
	f.sign(r, start)
	f.out = utf8.AppendRune(f.out[:start], r)
	f.expect += len(f.out) - start - size
	f.prev = end
	f.tone(r)
}

// toned tells of the toned vowels of oa, oe, uy with the tone on the second
// letter what the two become when it stands on the first.
func toned(r rune) (first rune, second byte) {
	switch r {
	case 'á':
		return 'ó', 'a'
	case 'à':
		return 'ò', 'a'
	case 'ả':
		return 'ỏ', 'a'
	case 'ã':
		return 'õ', 'a'
	case 'ạ':
		return 'ọ', 'a'
	case 'é':
		return 'ó', 'e'
	case 'è':
		return 'ò', 'e'
	case 'ẻ':
		return 'ỏ', 'e'
	case 'ẽ':
		return 'õ', 'e'
	case 'ẹ':
		return 'ọ', 'e'
	case 'ý':
		return 'ú', 'y'
	case 'ỳ':
		return 'ù', 'y'
	case 'ỷ':
		return 'ủ', 'y'
	case 'ỹ':
		return 'ũ', 'y'
	case 'ỵ':
		return 'ụ', 'y'
	}
	return 0, 0
}

// tone moves the mark of oá, oé, uý to the first vowel (óa, óe, úy), except
// after q, so that both ways of writing are one. Only a pair that ends its
// syllable can be written both ways; a following letter leaves it untouched
// because the same change is made on rule words.
func (f *Folder) tone(r rune) {
	if r < 0xE0 || r > 0x1EF9 {
		return
	}
	moved, second := toned(r)
	if second == 0 {
		return
	}
	at := len(f.out) - utf8.RuneLen(r) - 1
	if at < 0 || small(f.out[at]) != 'o' && small(f.out[at]) != 'u' || (small(f.out[at]) == 'u') != (second == 'y') {
		return
	}
	if at > 0 && small(f.out[at-1]) == 'q' {
		return
	}
	f.out = utf8.AppendRune(f.out[:at], moved)
	f.made.jumps = append(f.made.jumps, jump{int32(len(f.out)), int32(f.last), int32(f.last)})
	f.out = append(f.out, second)
	f.expect = f.last + 1
}

// expand writes the compatibility form of a presentation form: لا for ﻻ.
func (f *Folder) expand(r rune, i, n int) {
	for _, c := range norm.NFKC.String(string(r)) {
		a := keep
		if c <= 0xFFFF {
			a = f.table.actions[c]
		}
		switch a {
		case keep, joins, sign, expand:
			f.emit(c, i, n)
		case drop, compose:
		default:
			f.emit(rune(a), i, n)
		}
	}
}

// What the table says of a rune; any other value is the rune that it becomes.
const (
	keep    uint16 = 0
	drop    uint16 = 1
	compose uint16 = 2
	expand  uint16 = 3
	joins   uint16 = 4 // stays, but may change with what stands before it
	sign    uint16 = 5 // stays, and is no letter
)

// foldings say what becomes of the runes of the basic plane.
type foldings struct {
	actions [1 << 16]uint16
	stay    [twoBytes + 1]uint8 // by bits of two bytes: how long the runes are that begin so, where all of them stay
}

// twoBytes are the bits of eight bytes by which stay is asked: all of the first, and
// those of the second that differ where it goes on with a rune.
const twoBytes = 0x3FFF

var foldTable = sync.OnceValue(func() *foldings {
	f := &foldings{}
	t := &f.actions
	for r := 'A'; r <= 'Z'; r++ {
		t[r] = uint16(r + 'a' - 'A')
	}
	for r := rune(0x80); r < 0xD800; r++ {
		if l := unicode.ToLower(r); l != r && l <= 0xFFFF {
			t[r] = uint16(l)
		}
	}
	for _, run := range unicode.Nd.R16 { // runs of whole sets of ten digits
		for r := max(run.Lo, 0x80); r <= run.Hi; r++ {
			t[r] = '0' + (r-run.Lo)%10
		}
	}
	for r, to := range foldRunes {
		for _, c := range to {
			t[c] = uint16(r)
		}
	}
	for _, lr := range [][2]rune{{0x0300, 0x036F}, {0x1161, 0x11FF}} {
		for r := lr[0]; r <= lr[1]; r++ {
			t[r] = compose
		}
	}
	for r := rune(0xFB50); r <= 0xFEFC; r++ {
		if unicode.Is(unicode.Arabic, r) {
			t[r] = expand
		}
	}
	for r := rune(0xFF01); r <= 0xFF5E; r++ {
		t[r] = uint16(unicode.ToLower(r - 0xFEE0))
	}
	for _, lr := range dropped {
		for r := lr[0]; r <= lr[1]; r++ {
			t[r] = drop
		}
	}
	for _, r := range "าเáàảãạéèẻẽẹýỳỷỹỵ" {
		t[r] = joins
	}
	for r := rune(utf8.RuneSelf); int(r) < len(t); r++ {
		if t[r] == keep && !IsLetter(r) {
			t[r] = sign
		}
	}
	for r := 0x80; r < 0x0800; r++ {
		if t[r] == keep {
			f.stay[0xC0|r/64|r%64<<8] = 2
		}
	}
	for block := 0x0800 / 64; block < len(t)/64; block++ {
		if !slices.ContainsFunc(t[block*64:block*64+64], func(a uint16) bool { return a != keep }) {
			f.stay[0xE0|block/64|block%64<<8] = 3
		}
	}
	return f
})

// dropped are runs of runes that readers do not see: soft hyphen, Arabic marks
// and tatweel, zero-width, bidi and variation marks.
var dropped = [][2]rune{
	{0x00AD, 0x00AD},
	{0x061C, 0x061C},
	{0x0610, 0x061A},
	{0x0640, 0x0640},
	{0x064B, 0x065F},
	{0x0670, 0x0670},
	{0x06D6, 0x06ED},
	{0x200B, 0x200F},
	{0x202A, 0x202E},
	{0x2060, 0x2069},
	{0xFE00, 0xFE0F},
	{0xFEFF, 0xFEFF},
}

// foldRunes are the runes that become another.
var foldRunes = map[rune]string{
	' ':  "\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000",
	'\n': "\u2028\u2029\u0085",
	'-':  "‐‑‒–—―−﹣－",
	'~':  "〜～∼˜∽",
	'%':  "٪％﹪",
	'.':  "٫。｡",
	',':  "٬،，、",
	';':  "؛；",
	'?':  "؟？",
	':':  "：",
	'\'': "‘’‛′ʼ´",
	'"':  "“”„‟″«»",
	'ا':  "أإآٱ",
	'ي':  "ىی",
	'ك':  "ک",
	'đ':  "Ð",
}
