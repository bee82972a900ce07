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
	level       int8 // of its number in the outline, 1 the highest
	heading     bool // a line that opens a list: it ends with a colon, or is short and says a heading word
}

// structure gives every token its paragraph, sentence, clause and segment. A
// paragraph is a line; a clause ends at a semicolon, a bullet or a clause word;
// a segment also at commas, colons and brackets.
func (r *reader) structure() {
	st := structurer{r: r}
	st.sents = r.sents[:0]
	for i := range r.toks {
		st.token(i)
	}
	st.close(len(r.toks) - 1)
	r.sents = st.sents
}

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
	for limit := i + longestIndent; i < len(s) && i < limit && strings.IndexByte(" \n-+*#(", s[i]) >= 0; {
		i++
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
	for i < len(s) && strings.IndexByte("ivx", s[i]) >= 0 && i-start < 5 {
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

type structurer struct {
	r                       *reader
	seg, clause, sent, para int32
	first                   int // token that opens the sentence
	sents                   []sentence
}

func (st *structurer) token(i int) {
	r, t := st.r, &st.r.toks[i]
	if r.e.set.Language.SpaceEnds && i > 0 && letterGap(r.s, r.toks[i-1].end, t.start) {
		st.seg++
	}
	breaks := r.is(i, cClauseBreak)
	closes := breaks && r.sideIs(i, cClauseBreak, rules.After) // an ending (-고, -며), which the clause before keeps
	if breaks && !closes {
		st.clause++
		st.seg++
	}
	if t.form == symbol && (t.sym == bullet || st.dashItem(i) || st.itemNumber(i)) {
		st.clause++
		st.seg++
	}
	t.seg, t.clause, t.sent, t.para = st.seg, st.clause, st.sent, st.para
	if t.form == figure && (i == 0 || r.sym(i-1, '\n')) && st.outlineNumber(i) {
		t.dead = true
	}
	if closes {
		st.clause++
		st.seg++
	}
	if t.form != symbol {
		return
	}
	switch {
	case t.sym == '\n':
		st.close(i)
		st.para++
	case strings.IndexByte(r.e.ends, t.sym) >= 0 && st.ends(i):
		st.close(i)
	case strings.IndexByte(r.e.soft, t.sym) >= 0:
		st.clause++
		st.seg++
	case t.sym == ',' || t.sym == ':' || t.sym == '(' || t.sym == ')':
		st.seg++
	}
}

// close ends the sentence at token i.
func (st *structurer) close(i int) {
	last := i
	if st.first <= last {
		st.sents = pushed(st.sents, sentence{first: st.first, last: last, para: st.para, heading: st.heading(st.first, last), level: st.level(st.first)})
		st.sent++
	}
	st.first = i + 1
	st.clause++
	st.seg++
}

// longestMark is how many bytes the number of an item may take.
const longestMark = 8

// maxVerb is how many tokens a verb that closes a sentence may have.
const maxVerb = 4

// heading says whether the tokens make a line that opens a list.
func (st *structurer) heading(first, last int) bool {
	r := st.r
	end := last
	for end > first && r.sym(end, '\n') {
		end--
	}
	if r.sym(end, ':') || r.sym(last, '\n') && r.sideIs(end, cHeading, rules.After) { // … are as follows
		return true
	}
	if r.verbFinal() && r.sym(last, '.') && r.sym(last+1, '\n') { // 다음과 같이 추진한다.
		for i := max(first, end-maxVerb); i < end; i++ {
			if r.senseOn(i, cHeading, rules.After) != nil && r.sideIs(i, cHeading, rules.After) {
				return true
			}
		}
	}
	if length := int(r.toks[end].end - r.toks[first].start); length >= 240 || !r.sym(last, '\n') {
		return false
	}
	numbered := st.level(first) < plainLevel
	begin := first
	for start := r.toks[first].start; first < end && r.toks[first].form != word && r.toks[first].start-start < longestMark; { // II., 2.1., -, (a)
		first++
	}
	return (r.senseOn(first, cHeading, rules.Before) != nil || numbered) && !st.valued(begin, end)
}

// dashItem says whether a dash with spaces around it, or at a line's start, opens an item.
func (st *structurer) dashItem(i int) bool {
	t := st.r.toks[i]
	if t.sym != '-' && t.sym != '+' {
		return false
	}
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
	st.r.toks[i].dead = true
	return true
}

// ends says whether the sign at token i ends a sentence: not inside a date or
// an abbreviation, not behind the number of an item.
func (st *structurer) ends(i int) bool {
	r, t := st.r, st.r.toks[i]
	next := byteAt(r.s, int(t.end))
	if t.sym != '.' || t.end-t.start > 1 && r.verbFinal() { // … parts what a headline says
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
		st.r.toks[i].dead = true
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
	for i > 0 && n < 3 {
		c, size := utf8.DecodeLastRuneInString(r.s[:i])
		if !text.IsLetter(c) || c >= 0xAC00 && c <= 0xD7A3 {
			break
		}
		i -= int32(size)
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

// verbFinal says whether cues stand behind the values that they speak of.
func (r *reader) verbFinal() bool { return r.e.set.Language.Order == "verb-final" }

// cueSide is the side of a value on which a cue stands if its rule does not say.
func (r *reader) cueSide(rule *rules.Rule) rules.Side {
	switch {
	case rule.Side != "":
		return rule.Side
	case r.verbFinal():
		return rules.After
	}
	return rules.Before
}
