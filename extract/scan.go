package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"goalpost/corpus/text"
)

// form is what a token is made of.
type form uint8

const (
	figure form = iota // digits with their separators
	word               // a word of the lexicon
	symbol             // one character: punctuation, a currency sign, a bullet
)

// token is a stretch of the folded text that means something to the engine.
// What lies between tokens are words that the rules do not know.
type token struct {
	start, end int32   // folded bytes
	mask       classes // of a word; none of others
	entry      int32   // of a word
	form       form
	sym        byte // of a symbol: the character, or bullet, or newline; 0 of others
	marks      mark
	prefix     int8 // bytes of the affix before a word
	spot
}

// mark is what else is known of a token, one bit each.
type mark uint8

const (
	dead  mark = 1 << iota // of a figure: part of a code, a phone number, an address, a name
	inRun                  // of a word: part of a number told in words without spaces
)

// bullet stands for every sign that opens an item of a list.
const bullet = '*'

// arrow stands for every arrow from one value to the next.
const arrow = '>'

// scanner cuts folded text into tokens in one pass from left to right.
type scanner struct {
	lx   *lexicon
	s    string
	abc  text.Letters // of s
	toks []token

	room   []text.Match // for the words that begin at a place
	opened []int        // tokens that open a bracket or quotation right before a figure

	number  int // where the last number ends, or a word that belongs to one
	wordEnd int // where the letters end that were come upon last
}

// longestChain is how many words of the rules may begin at one place, each the
// beginning of the next, before room is made for more.
const longestChain = 16

// scan is the tokens of a folded text, whose letters are known.
func (lx *lexicon) scan(s string, letters text.Letters, into []token) []token {
	sc := scanner{lx: lx, s: s, abc: letters, toks: into[:0], room: make([]text.Match, longestChain), number: -maxGap - 1}
	for i := 0; i < len(s); {
		if s[i] == ' ' {
			i++
			continue
		}
		if len(sc.toks)+longestRun > cap(sc.toks) {
			sc.toks = foretold(sc.toks, i, len(s))
		}
		i = sc.step(i)
	}
	sc.unbracket()
	return sc.toks
}

// unbracket drops the brackets or quotation marks around a lone figure that goes
// on with the scale or unit behind it, (26) مليون مركبة, «126» مليون طن, or that
// a word before it leads to, بنسبة (44%).
func (sc *scanner) unbracket() {
	out, done := sc.toks[:0], 0 // what was kept of the tokens before done
	for _, i := range sc.opened {
		if n := sc.bracketed(i); n > 0 && i >= done {
			out = append(append(out, sc.toks[done:i]...), sc.toks[i+1:i+n-1]...)
			done = i + n
		}
	}
	if done > 0 {
		sc.toks = append(out, sc.toks[done:]...)
	}
}

// bracketed is the number of tokens of a bracketed figure at token i whose
// brackets mean nothing, or 0.
func (sc *scanner) bracketed(i int) int {
	t := sc.toks[i:]
	if len(t) < 3 || t[0].form != symbol || t[0].sym != '(' && t[0].sym != '"' || t[1].form != figure || t[1].start-t[0].end > 1 {
		return 0
	}
	n := 3
	if len(t) > 3 && (t[2].isSym('%') || t[2].form == word && t[2].mask&cPercent != 0 && t[2].start == t[1].end) {
		n = 4
	}
	if last := t[n-1]; !last.isSym(')') && !last.isSym('"') || last.start-t[n-2].end > 1 {
		return 0
	}
	if i > 0 && n == 4 && sc.toks[i-1].form == word && sc.toks[i-1].mask&(cLink|cCompare|cTo|cFrom) != 0 && t[0].start-sc.toks[i-1].end < 2 {
		return n
	}
	unit := cScale | cPercent | cPercentPoint | cCurrency | cUnit | cMultiple
	if n == 3 && len(t) > 3 && t[3].form == word && t[3].mask&unit != 0 && t[3].start-int32(t[3].prefix)-t[2].end < 2 {
		return n
	}
	return 0
}

// isSym says whether a token is the symbol c.
func (t *token) isSym(c byte) bool { return t.form == symbol && t.sym == c }

// step reads what stands at s[i] and returns where to go on.
func (sc *scanner) step(i int) int {
	if !sc.abc.At(i) {
		return sc.sign(i)
	}
	start := false // of a word
	if i >= sc.wordEnd {
		start = i == 0 || !sc.abc.At(i-1)
		sc.wordEnd = sc.abc.End(i)
	}
	if c := sc.s[i]; (c == 'h' || c == 'w') && start {
		if end := address(sc.s, i); end > i {
			return end
		}
	}
	if sc.lx.heads != nil && !sc.lx.heads.Begins(sc.s, i, sc.wordEnd) {
		return sc.wordEnd
	}
	p := sc.placeAt(i, start)
	if start || p.afterNumber || sc.lx.whole {
		if p.afterNumber || sc.lx.prefixed || sc.lx.mayStart(sc.s, i) {
			if end := sc.word(i, p); end > i {
				return end
			}
		}
		if sc.lx.whole {
			return sc.wordEnd
		}
		i += text.RuneLen(sc.s[i])
	}
	return sc.inside(i)
}

// sign reads what is no letter: a figure, a word that begins with a sign (%), or
// a sign alone.
func (sc *scanner) sign(i int) int {
	c := sc.s[i]
	switch {
	case isDigit(c), c == '.' && i+1 < len(sc.s) && isDigit(sc.s[i+1]) && (i == 0 || sc.s[i-1] == ' '): // .77
		return sc.figure(i)
	case c == '\n' && strings.HasPrefix(sc.s[i:], "\n\n\n"): // one empty line parts as many do
		return i + 1
	case ' ' < c && c < utf8.RuneSelf && c != '.' && i+1 < len(sc.s) && sc.s[i+1] == c:
		if n := drawn(sc.s, i); n > shortLine {
			return sc.symbol(i, n, 0)
		}
	}
	if c < utf8.RuneSelf && !sc.lx.signs[c] {
		return sc.symbol(i, 1, c)
	}
	if end := sc.word(i, sc.placeAt(i, i == 0 || !sc.abc.At(i-1))); end > i {
		return end
	}
	if c < utf8.RuneSelf {
		return sc.symbol(i, 1, c)
	}
	return sc.mark(i)
}

// shortLine is how often a sign may stand in a row and be read: 5%, (1)), --.
const shortLine = 3

// drawn is how many signs as the one at byte i stand in a row there. Many are a line
// that is drawn (-----, %%%%): one symbol that means nothing.
func drawn(s string, i int) int {
	n := 1
	for i+n < len(s) && s[i+n] == s[i] {
		n++
	}
	return n
}

// mark reads a sign beyond ASCII: a bullet, an arrow; others are passed.
func (sc *scanner) mark(i int) int {
	r, size := text.Decode(sc.s, i)
	switch {
	case strings.ContainsRune(bullets, r):
		if middleDot(r) && i > 0 && sc.abc.At(i-1) && sc.abc.At(i+size) {
			return i + size // 시·군: one word
		}
		return sc.symbol(i, size, bullet)
	case r == '…':
		return sc.symbol(i, size, '.')
	case r == '÷': // 5 ÷ 6%
		return sc.symbol(i, size, '~')
	case strings.ContainsRune("→⇒➔➜⟶", r):
		return sc.symbol(i, size, arrow)
	}
	return i + size
}

const bullets = "•·∙‧●○◦◯■□▪▫◆◇▲△▶▷►▼▽★☆※❖✔✓☞➤➢‣⁃➊➋➌①②③④⑤⑥⑦⑧⑨⑩㉮㉯ㆍ"

// middleDot says whether a sign opens an item only where no letters touch it on both sides.
func middleDot(r rune) bool { return r == '·' || r == '∙' || r == '‧' || r == 'ㆍ' }

// placeAt is what stands before s[i], where a word starts or not.
func (sc *scanner) placeAt(i int, start bool) place {
	if i-sc.number > maxGap {
		return place{wordStart: start}
	}
	return sc.behindNumber(i, start)
}

// behindNumber is what stands before s[i], near the end of a number.
func (sc *scanner) behindNumber(i int, start bool) place {
	p := place{wordStart: start}
	if gap := i - sc.number; gap == 0 || sc.s[i-1] == ' ' && (gap == 1 || sc.s[i-2] == ' ') {
		p.afterNumber, p.afterDigit = true, sc.afterDigit(i)
	}
	return p
}

// maxGap is how many spaces may part a number from the word behind it.
const maxGap = 2

// afterDigit says whether a digit touches s[i]; where counters are attached to
// numbers, also one with a space between (5 천만).
func (sc *scanner) afterDigit(i int) bool {
	if i > 1 && sc.s[i-1] == ' ' && sc.lx.particled {
		i--
	}
	return i > 0 && isDigit(sc.s[i-1])
}

// word tries the lexicon at s[i]; it returns i where nothing is known there.
func (sc *scanner) word(i int, p place) int {
	if sc.lx.prefixed {
		return sc.prefixed(i, p)
	}
	words := sc.lx.trie.All(sc.s, i, sc.room)
	if len(words) == 0 || leadingVowel(sc.s, i) {
		return i
	}
	f, ok := sc.lx.longest(sc.s, words, p)
	if sc.lx.runs {
		if first := firstOfRun(words); first > 0 && sc.opensRun(i, first) {
			if end := sc.run(i, f.end); end > i {
				return end
			}
		}
	}
	if !ok {
		return i
	}
	sc.known(i, f)
	return f.end
}

// firstOfRun is where the longest of some words ends with which a number told in
// words without spaces may begin; 0: none.
func firstOfRun(words []text.Match) int {
	for n := len(words) - 1; n >= 0; n-- {
		if _, k := told(words[n].Value); k&kindRun != 0 {
			return words[n].End
		}
	}
	return 0
}

// prefixed tries the lexicon at s[i] where words take affixes.
func (sc *scanner) prefixed(i int, p place) int {
	var f found
	ok := false
	if p.afterNumber || sc.lx.mayStart(sc.s, i) {
		f, ok = sc.lx.longest(sc.s, sc.lx.trie.All(sc.s, i, sc.room), p)
	}
	if p.wordStart {
		if end := sc.affixed(i, f.end); end > i {
			return end
		}
	}
	if !ok {
		return i
	}
	sc.known(i, f)
	return f.end
}

// known makes a token of a word found at s[i].
func (sc *scanner) known(i int, f found) {
	*sc.next() = token{start: int32(i), end: int32(f.end), mask: f.mask, entry: f.entry, form: word}
	if f.mask&numeral != 0 {
		sc.number = f.end
	}
}

// next is room for one more token.
func (sc *scanner) next() *token {
	n := len(sc.toks)
	if n == cap(sc.toks) {
		sc.toks = slices.Grow(sc.toks, max(n, 64))
	}
	sc.toks = sc.toks[:n+1]
	return &sc.toks[n]
}

// affixed reads the word behind an affix at s[i], where it reaches farther than
// known, and returns its end, or i.
func (sc *scanner) affixed(i, known int) int {
	_, size := text.Decode(sc.s, i)
	for _, x := range sc.lx.prefixes[sc.s[i+size-1]] {
		if !strings.HasPrefix(sc.s[i:], x) || i+len(x) >= len(sc.s) || !sc.lx.mayStart(sc.s, i+len(x)) {
			continue
		}
		if f, ok := sc.lx.match(sc.s, i+len(x), place{wordStart: true, affixed: sc.lx.apart}); ok && f.end > known {
			sc.known(i+len(x), f)
			sc.toks[len(sc.toks)-1].prefix = int8(len(x))
			return f.end
		}
	}
	return i
}

// inside goes on inside of a word from s[i] to the end of the next word of the
// rules there, or of the letters.
func (sc *scanner) inside(i int) int {
	for {
		if i = sc.lx.insides.Next(sc.s, i, sc.wordEnd); i == sc.wordEnd {
			return i
		}
		if words := sc.lx.inner.All(sc.s, i, sc.room); len(words) > 0 && !leadingVowel(sc.s, i) {
			if f, ok := sc.lx.longest(sc.s, words, place{}); ok {
				sc.known(i, f)
				return f.end
			}
		}
		i += text.RuneLen(sc.s[i])
	}
}

func (sc *scanner) symbol(i, size int, c byte) int {
	*sc.next() = token{start: int32(i), end: int32(i + size), form: symbol, sym: c}
	if c == '%' || c == ')' {
		sc.number = i + size
	}
	return i + size
}

// figure reads digits with the separators between them. A separator belongs to
// the figure only where a digit follows it.
func (sc *scanner) figure(i int) int {
	j := i
	for j < len(sc.s) {
		c := sc.s[j]
		if '0' <= c && c <= '9' {
			j++
			continue
		}
		if (c == '.' || c == ',' || c == '\'') && j+1 < len(sc.s) && isDigit(sc.s[j+1]) {
			j++
			continue
		}
		break
	}
	if sc.lx.spaced {
		j = spacedGroups(sc.s, i, j)
	}
	if n := len(sc.toks) - 1; n >= 0 && (sc.toks[n].isSym('(') || sc.toks[n].isSym('"')) {
		sc.opened = append(sc.opened, n)
	}
	*sc.next() = token{start: int32(i), end: int32(j), form: figure}
	sc.number = j
	return sc.lx.attached(sc.s, j)
}

// spacedGroups is the end of the figure s[i:j] with the groups of three digits
// that single spaces part from it: 12 500, 1 234,5.
func spacedGroups(s string, i, j int) int {
	if j-i > 3 || s[i] == '0' || strings.ContainsAny(s[i:j], ".,'") {
		return j
	}
	end := j
	for end+3 < len(s) && s[end] == ' ' && isDigit(s[end+1]) && isDigit(s[end+2]) && isDigit(s[end+3]) && (end+4 == len(s) || !isDigit(s[end+4])) {
		end += 4
	}
	if end > j && end+1 < len(s) && (s[end] == ',' || s[end] == '.') && isDigit(s[end+1]) {
		for end++; end < len(s) && isDigit(s[end]); end++ {
		}
	}
	return end
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// address is the end of a web or mail address at s[i], or i.
func address(s string, i int) int {
	if !strings.HasPrefix(s[i:], "http://") && !strings.HasPrefix(s[i:], "https://") && !strings.HasPrefix(s[i:], "www.") {
		return i
	}
	for i < len(s) && s[i] > ' ' && s[i] < utf8.RuneSelf {
		i++
	}
	return i
}
