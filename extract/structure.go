package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goalpost/corpus/text"
	"goalpost/rules"
)

// sentence is a run of tokens between two sentence ends.
type sentence struct {
	first, last int // tokens; last < first where there is none
	para        int32
	level       int8 // of a heading: of its number in the outline, 1 the highest
	heading     bool // a line that opens a list: it ends with a colon, or is short and says a heading word
}

// structure gives every token its paragraph, sentence, clause and segment. A
// paragraph is a line; a clause ends at a semicolon, a bullet or a clause word;
// a segment also at commas, colons and brackets.
//
// In the same pass the tokens are noted that later ones begin with, and for each
// block of the folded text the first token that begins in it or behind it.
func (r *reader) structure() {
	st := structurer{r: r}
	r.blocks, r.sents, r.openers = r.blocks[:0], r.sents[:0], r.openers[:0]
	r.cues, r.bodies, r.places = r.cues[:0], r.bodies[:0], r.places[:0]
	toks, spaceEnds, block := r.toks, r.lx.spaceEnds, 0
	for i := range toks {
		t := &toks[i]
		for ; block <= int(t.start); block += blockBytes {
			r.blocks = pushed(r.blocks, int32(i))
		}
		if spaceEnds && i > 0 && letterGap(r.s, toks[i-1].end, t.start) {
			st.seg++
		}
		switch {
		case t.form == symbol:
			st.sign(i)
		case t.mask&(opening|cCue|cActor|cPlace|cClauseBreak) != 0:
			st.word(i)
		default:
			t.spot = st.spot
		}
		if t.form == figure {
			if (i == 0 || toks[i-1].sym == '\n') && st.outlineNumber(i) {
				t.marks |= dead
			}
			r.openers = pushed(r.openers, int32(i))
		}
	}
	st.close(len(toks) - 1)
	for ; block <= len(r.s); block += blockBytes {
		r.blocks = pushed(r.blocks, int32(len(toks)))
	}
}

// opening are the classes of the words with which a time, a value or an aim may
// begin, or a sentence says "in turn".
const opening = cYear | cMonthName | cMonthMark | cDayMark | cQuarterMark | cRelativeYear | cWithin | cDuration | cDecade |
	cNumberWord | cScale | cFraction | cNegative | cPercent | cCurrency | cAim | cRespectively

// plainLevel is the level of a heading without a number.
const plainLevel = 6

// longestIndent is how many spaces and signs may stand before the number of a line.
const longestIndent = 64

// level is how deep in the outline a line stands by what numbers it: I. is 1,
// 1. is 2, 1.1. is 3, a) is 5; plainLevel where nothing does.
func (st *structurer) level(first int) int8 {
	s, i := st.r.s, 0
	if first > 0 {
		i = int(st.r.toks[first-1].end)
	}
	for limit := i + longestIndent; i < len(s) && i < limit && indents(s[i]); {
		i++
	}
	if i == len(s) || s[i] >= utf8.RuneSelf {
		return plainLevel
	}
	start, dots := i, int8(0)
	for i < len(s) && (isDigit(s[i]) || s[i] == '.' && i > start && i+1 < len(s) && isDigit(s[i+1])) {
		if s[i] == '.' {
			dots++
		}
		i++
	}
	if i > start {
		if i < len(s) && s[i] == '.' && dots < 3 {
			return 2 + dots
		}
		if i < len(s) && s[i] == ')' && dots == 0 && i-start < 3 {
			return 4
		}
		return plainLevel
	}
	for i < len(s) && (s[i] == 'i' || s[i] == 'v' || s[i] == 'x') && i-start < 5 {
		i++
	}
	if i > start && i < len(s) && s[i] == '.' {
		return 1
	}
	if start+1 < len(s) && 'a' <= s[start] && s[start] <= 'z' && (s[start+1] == ')' || s[start+1] == '.') {
		return 5
	}
	return plainLevel
}

// indents says whether a space or a sign may stand before the number of a line.
func indents(c byte) bool {
	switch c {
	case ' ', '\n', '-', '+', '*', '#', '(':
		return true
	}
	return false
}

// valued says whether a line ends as an item of a list does, or tells a value.
func (st *structurer) valued(first, end int) bool {
	r := st.r
	if r.sym(end, ';') || r.sym(end, ',') || r.sym(end, '.') {
		return true
	}
	for i := first; i <= end; i++ {
		if r.sym(i, '%') || r.is(i, cPercent|cCurrency|cScale) || i > first && r.fig(i) && r.is(i+1, cUnit) && r.joined(i, i+1) {
			return true
		}
	}
	return false
}

// spot is where in the text's order a token stands.
type spot struct {
	seg    int32
	clause int32
	sent   int32
	para   int32
}

// part ends a clause, and with it a segment.
func (s *spot) part() {
	s.clause++
	s.seg++
}

// structurer goes from token to token.
type structurer struct {
	r *reader
	spot
	first int // token that opens the sentence
}

// word gives the word of token i, which is on some list or parts clauses, its spot.
func (st *structurer) word(i int) {
	r, t := st.r, &st.r.toks[i]
	if t.mask&opening != 0 {
		r.openers = pushed(r.openers, int32(i))
	}
	if t.mask&(cCue|cActor|cPlace) != 0 {
		r.note(i)
	}
	if t.mask&cClauseBreak == 0 {
		t.spot = st.spot
		return
	}
	closes := r.sideIs(i, cClauseBreak, rules.After) // an ending (-고, -며), which the clause before keeps
	if !closes {
		st.part()
	}
	t.spot = st.spot
	if closes {
		st.part()
	}
}

// sign gives the sign of token i its spot, and ends there what it ends.
func (st *structurer) sign(i int) {
	r, t := st.r, &st.r.toks[i]
	if t.sym == '%' || t.sym == '-' || t.sym == '\'' {
		r.openers = pushed(r.openers, int32(i))
	}
	if itemSigns[t.sym] && st.opensItem(i) {
		st.part()
	}
	t.spot = st.spot
	switch {
	case t.sym == '\n':
		st.close(i)
		st.para++
	case r.e.ends[t.sym] && st.ends(i):
		st.close(i)
	case r.e.soft[t.sym]:
		st.part()
	case t.sym == ',' || t.sym == ':' || t.sym == '(' || t.sym == ')' || t.sym == bullet:
		st.seg++
	}
}

// itemSigns may open an item of a list.
var itemSigns = signsOf("-+()" + string(bullet))

// opensItem says whether the sign at token i opens an item of a list.
func (st *structurer) opensItem(i int) bool {
	switch st.r.toks[i].sym {
	case bullet:
		return !st.inline(i)
	case '-', '+':
		return st.dashItem(i)
	default: // a bracket
		return st.itemNumber(i)
	}
}

// inlined are the bullets that newswires set between the items of one sentence where
// verbs stand last, whose verb then speaks of them all.
const inlined = "▲△"

// inline says whether the bullet at token i parts the items of a sentence, as a comma does.
func (st *structurer) inline(i int) bool {
	r := st.r
	return r.lx.verbFinal && i > st.first && strings.Contains(inlined, r.s[r.toks[i].start:r.toks[i].end])
}

// close ends the sentence with token last.
func (st *structurer) close(last int) {
	if st.first <= last {
		s := sentence{first: st.first, last: last, para: st.para}
		s.heading, s.level = st.heading(st.first, last)
		st.r.sents = pushed(st.r.sents, s)
		st.sent++
	}
	st.first = last + 1
	st.part()
}

// longestMark is how many bytes the number of an item may take.
const longestMark = 8

// maxVerb is how many tokens a verb that closes a sentence may have.
const maxVerb = 4

// heading says whether the tokens make a line that opens a list, and the level of
// the list.
func (st *structurer) heading(first, last int) (opens bool, level int8) {
	r := st.r
	end := last
	for end > first && r.toks[end].sym == '\n' {
		end--
	}
	line := r.toks[last].sym == '\n'
	if r.toks[end].sym == ':' || line && r.is(end, cHeading) && r.sideIs(end, cHeading, rules.After) || r.lx.verbFinal && st.announces(first, end, last) { // … are as follows
		return true, st.level(first)
	}
	if length := int(r.toks[end].end - r.toks[first].start); length >= 240 || !line {
		return false, plainLevel
	}
	level = st.level(first)
	begin := first
	for start := r.toks[first].start; first < end && r.toks[first].form != word && r.toks[first].start-start < longestMark; { // II., 2.1., -, (a)
		first++
	}
	return (level < plainLevel || r.senseOn(first, cHeading, rules.Before) != nil) && !st.valued(begin, end), level
}

// announces says whether a verb that closes its line says that a list follows:
// 다음과 같이 추진한다.
func (st *structurer) announces(first, end, last int) bool {
	r := st.r
	if r.toks[last].sym != '.' || !r.sym(last+1, '\n') {
		return false
	}
	for i := max(first, end-maxVerb); i < end; i++ {
		if r.toks[i].mask&cHeading != 0 && r.sideIs(i, cHeading, rules.After) {
			return true
		}
	}
	return false
}

// dashItem says whether a dash with spaces around it, or at a line's start, opens an item.
func (st *structurer) dashItem(i int) bool {
	t := &st.r.toks[i]
	before, after := byteAt(st.r.s, int(t.start)-1), byteAt(st.r.s, int(t.end))
	if st.r.fig(i-1) && st.r.fig(i+1) {
		return false
	}
	return (before == ' ' || before == '\n' || before == 0) && after == ' ' || (before == '\n' || before == 0)
}

// itemNumber says whether "(1)" or "1)" opens an item at token i: a figure of one
// or two digits in brackets, a word behind them, and none that it could count
// before. The figure is then no amount.
func (st *structurer) itemNumber(i int) bool {
	r := st.r
	k := i
	if r.sym(i, '(') {
		k++
	}
	if k >= len(r.toks) || r.toks[k].form != figure || !r.sym(k+1, ')') || !r.touching(k, k+1) || k > i && !r.touching(i, k) {
		return r.sym(i, ')') && i > 0 && i-1 == st.first && r.toks[i-1].form == figure && st.number(i-1)
	}
	before := byteAt(r.s, int(r.toks[i].start)-1)
	after := byteAt(r.s, int(r.toks[k+1].end))
	if before > ' ' && before < utf8.RuneSelf || after > ' ' && after < utf8.RuneSelf && !letterAt(r.s, int(r.toks[k+1].end)) {
		return false
	}
	return st.number(k)
}

// outlineNumber says whether the figure that opens a line numbers it: 3.2, 13.a,
// with no unit behind it and no second end of a range.
func (st *structurer) outlineNumber(i int) bool {
	r, s := st.r, st.r.text(i)
	if i == 0 && r.toks[i].start > 2 || i > 0 && !r.near(i-1, i, 2) { // words that nothing knows stand before it
		return false
	}
	end := int(r.toks[i].end)
	if byteAt(r.s, end) == '.' && letterAt(r.s, end+1) {
		return true
	}
	dot := strings.IndexByte(s, '.')
	if dot < 1 || dot > 2 || len(s)-dot > 3 || strings.IndexByte(s, ',') >= 0 || byteAt(r.s, end) != ' ' || !letterAt(r.s, end+1) {
		return false
	}
	return !r.joined(i, i+1) || !r.is(i+1, numeral) && !(r.rangeTo(i+1) && r.fig(i+2))
}

// number marks the figure of token i as the number of an item, if it can be one.
func (st *structurer) number(i int) bool {
	n, ok := wholeFigure(st.r.text(i))
	if !ok || n > 60 || n == 0 {
		return false
	}
	st.r.toks[i].marks |= dead
	return true
}

// ends says whether the sign at token i ends a sentence: not inside a date or
// an abbreviation, not behind the number of an item.
func (st *structurer) ends(i int) bool {
	r, t := st.r, &st.r.toks[i]
	next := byteAt(r.s, int(t.end))
	if t.sym != '.' || t.end-t.start > 1 && r.lx.verbFinal { // … parts what a headline says
		return next == 0 || next == ' ' || next == '\n' || next == '"' || next >= utf8.RuneSelf
	}
	if next != 0 && next != ' ' && next != '\n' && next != '"' && next != '\'' && next != ')' && next < utf8.RuneSelf {
		return false
	}
	if r.touching(i-1, i) && r.is(i-1, cAbbreviation) {
		return false
	}
	if i > 0 && r.toks[i-1].form == figure && r.touching(i-1, i) {
		if next == ')' { // (2026.)
			return false
		}
		if r.fig(i+1) && r.near(i, i+1, 1) { // 2024. 3. 1.
			return false
		}
		return !st.lineStart(i - 1)
	}
	if i == st.first && st.level(i) < plainLevel { // III. opens a line
		return false
	}
	return !r.shortWordBefore(t.start)
}

// lineStart says whether token i opens its line: then "1." numbers an item, if
// one follows on the line.
func (st *structurer) lineStart(i int) bool {
	if i == st.first {
		line, _, _ := strings.Cut(st.r.s[st.r.toks[i].end:min(int(st.r.toks[i].end)+longestMark, len(st.r.s))], "\n")
		if _, short := wholeFigure(st.r.text(i)); !short || strings.Trim(line, " .") == "" {
			return false
		}
		st.r.toks[i].marks |= dead
		return true
	}
	return false
}

// shortWordBefore says whether one or two letters of an alphabet end at folded
// offset i, with no letter before them: an initial or an abbreviation such as
// v.v. or ก.ย. Small letters are one only behind a dot or where they open the
// line: many Vietnamese sentences end in a word of two letters.
func (r *reader) shortWordBefore(i int32) bool {
	end, n := i, 0
	for n < 3 && r.letters.At(int(i)-1) {
		before := i - 1
		for !utf8.RuneStart(r.s[before]) {
			before--
		}
		if c, _ := text.Decode(r.s, int(before)); c >= 0xAC00 && c <= 0xD7A3 {
			break
		}
		i = before
		n++
	}
	if n == 0 || n > 2 {
		return false
	}
	marked := strings.TrimRightFunc(r.original(i, end), func(c rune) bool { return unicode.Is(unicode.Mn, c) }) // decomposed ế
	c, _ := utf8.DecodeLastRuneInString(marked)
	before := byteAt(r.s, int(i)-1)
	return !unicode.IsLower(c) || before == '.' || before == '\n' || before == 0
}

// letterGap says whether one space with letters on both sides lies in s[a:b].
// Beside a Latin letter, where every script puts one, it counts for nothing.
func letterGap(s string, a, b int32) bool {
	for i := a; i < b; i++ {
		if s[i] == ' ' && letterBefore(s, int(i)) && s[i-1] >= utf8.RuneSelf && letterAt(s, int(i)+1) && s[i+1] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// cueSide is the side of a value on which a cue stands if its rule does not say.
func (r *reader) cueSide(rule *rules.Rule) rules.Side {
	switch {
	case rule.Side != "":
		return rule.Side
	case r.lx.verbFinal:
		return rules.After
	}
	return rules.Before
}
