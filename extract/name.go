package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goalpost/corpus/text"
)

// unlisted is the name of a body that no rule knows, told by its capitals: right
// before a word of saying or aiming in its sentence up to token at, as the owner of
// an aim ("tham vọng của Audi"), or at the sentence's start.
func (r *reader) unlisted(sent, at int) stretch {
	if !r.lx.capitals {
		return r.opensWithName(sent)
	}
	for i, n := min(at, r.sents[sent].last), 0; i >= r.sents[sent].first && n < maxActors; i, n = i-1, n+1 {
		if !r.is(i, cCue|cReport) {
			continue
		}
		if s := r.subject(i); !s.empty() && r.properName(s) {
			return r.bareName(s)
		}
		if s := r.ownerOf(i); !s.empty() {
			return s
		}
	}
	return r.opensWithName(sent)
}

// ownerOf is the name behind token i whose the aim is that it tells.
func (r *reader) ownerOf(i int) stretch {
	end := r.toks[i].end
	for _, w := range r.lx.owners {
		if !strings.HasPrefix(r.s[end:], w) {
			continue
		}
		at := end + int32(len(w)) - 1
		if s := r.trim(stretch{at, r.capitalised(at)}); !s.empty() && r.properName(s) {
			return s
		}
	}
	return stretch{}
}

// opensWithName is the name at the start of a sentence that a verb or a colon follows.
// It is looked for once.
func (r *reader) opensWithName(sent int) stretch {
	n := &r.leading[sent]
	if !n.openerKnown {
		n.opener, n.openerKnown = r.findOpener(sent), true
	}
	return n.opener
}

// findOpener looks for the name at the start of a sentence.
func (r *reader) findOpener(sent int) stretch {
	if !r.lx.capitals {
		return r.opener(sent)
	}
	start := r.sentenceStart(sent)
	for limit := start + longestIndent; int(start) < len(r.s) && start < limit && !r.letters.At(int(start)); {
		start++
	}
	end, n := start, 0
	for ; n < maxName && int(end) < len(r.s); n++ {
		from := end
		if n > 0 {
			if r.s[end] != ' ' {
				break
			}
			from++
		}
		next := r.wordEnd(from)
		if next == from || !r.capital(from) {
			break
		}
		end = next
	}
	s := stretch{start, end}
	if n == 0 || int(end) >= len(r.s) || r.s[end] != ' ' && r.s[end] != ':' || n == 1 && !foreign(r.s[start:end]) || r.is(r.tokenAt(start), cIndicator|cYear|cPeriod|cUnit) {
		return stretch{}
	}
	return r.bareName(s)
}

// nameBehind is the name right behind the comma at token i: "Để đạt mục tiêu giảm
// 46%, Tetra Pak hợp tác với …".
func (r *reader) nameBehind(i int) stretch {
	if !r.lx.capitals || !r.sym(i, ',') || byteAt(r.s, int(r.toks[i].end)) != ' ' {
		return stretch{}
	}
	s := r.trim(stretch{r.toks[i].end, r.capitalised(r.toks[i].end)})
	if s.empty() || !r.properName(s) || byteAt(r.s, int(s.end)) != ' ' {
		return stretch{}
	}
	return s
}

// bareName is a name without the word before it that has its capital only for
// opening the sentence: "Việc Toyota", "Riêng STK".
func (r *reader) bareName(s stretch) stretch {
	words := strings.Fields(r.original(s.start, s.end))
	if len(words) < 2 || strange(words[0]) || !strange(words[1]) {
		return s
	}
	s.start += int32(strings.IndexByte(r.s[s.start:s.end], ' ') + 1)
	return s
}

// strange says whether a word is foreign or of capitals alone.
func strange(word string) bool { return foreign(word) || strings.ToUpper(word) == word }

// describes says whether the small head at token k goes on to the name s with
// nothing between that parts phrases: "nhà sản xuất ô tô Nhật Bản".
func (r *reader) describes(k int, s stretch) bool {
	gap := s.start - r.toks[k].end
	if !r.lx.capitals || gap <= 0 || gap > longestGap || strings.ContainsAny(r.s[r.toks[k].end:s.start], ",;:()\n\"") {
		return false
	}
	for i := k + 1; i < len(r.toks) && r.toks[i].start < s.start; i++ {
		if r.used[i] || r.toks[i].form != word || r.toks[i].mask&(cBreak|cCue|cReport|cLink|cClauseBreak|cDeadline|cAtTime|cIncrease|cDecrease|cFrom|cVersus) != 0 {
			return false
		}
	}
	return true
}

// longestGap is how many bytes may lie between a head and the name it goes on to.
const longestGap = 40

// inLongerName says whether the one syllable of token i, which names a country, is
// part of a longer name: a word beside it has a capital too (Phùng Đức Tiến, Mỹ Tho).
func (r *reader) inLongerName(i int) bool {
	t := &r.toks[i]
	if strings.IndexByte(r.s[t.start:t.end], ' ') >= 0 || r.sense(i, cActor).rule.Order != "whole" {
		return false
	}
	before := r.lastWord(t.start)
	return r.nameWord(before) || r.nameWord(stretch{t.end + 1, r.wordEnd(t.end + 1)}) && byteAt(r.s, int(t.end)) == ' '
}

// nameWord says whether a word has a capital, and is no foreign one.
func (r *reader) nameWord(word stretch) bool {
	if word.empty() {
		return false
	}
	return r.capital(word.start) && !strange(r.original(word.start, word.end))
}

// closesList says whether token i ends a list of what is spoken of, and so does not
// act: "đối với các xã, huyện, tỉnh đã được công nhận".
func (r *reader) closesList(i int) bool {
	return r.sym(i-1, ',') && r.is(i-2, cUnit|cActor) && r.joined(i-1, i)
}

// untilVerb is where a name ends that token i opens in small letters: where the
// verb of its aim or of its saying begins ("ngành tài nguyên và môi trường đặt mục
// tiêu"), else with the token.
func (r *reader) untilVerb(i int) int32 {
	end := r.toks[i].end
	for k := i + 1; k < len(r.toks) && r.toks[k].start-end < longestGap; k++ {
		if r.is(k, cCue|cReport) {
			return r.toks[k].start - 1
		}
		if r.used[k] || r.toks[k].form != word || r.toks[k].mask&(cBreak|cLink|cClauseBreak|cDeadline|cAtTime|cIncrease|cDecrease|cFrom|cVersus|cActor) != 0 {
			break
		}
	}
	return end
}

// untilInitials is the end of a name that goes on in small letters to its short
// form in brackets: "Tổng công ty phân bón và hóa chất dầu khí (DPM)"; at where
// it does not.
func (r *reader) untilInitials(at int32) int32 {
	if at > 0 && r.s[at-1] == ')' {
		return at
	}
	open := strings.Index(r.s[at:min(int(at)+longestName, len(r.s))], " (")
	if open < 0 || strings.ContainsAny(r.s[at:int(at)+open], ",.;:\n\"") {
		return at
	}
	from := at + int32(open) + 2
	length := strings.IndexByte(r.s[from:min(int(from)+longestInitials, len(r.s))], ')')
	if length < 2 || !r.initials(stretch{from, from + int32(length)}) {
		return at
	}
	for i := r.tokenAfter(at); i < len(r.toks) && r.toks[i].start < from-1; i++ {
		if r.used[i] || r.toks[i].form != word || r.toks[i].mask&(cCue|cReport|cBreak|cClauseBreak|cDeadline|cAtTime|cIncrease|cDecrease) != 0 {
			return at
		}
	}
	return from + int32(length) + 1
}

// Bounds in bytes on a name in small letters and on its initials.
const (
	longestName     = 90
	longestInitials = 12
)

// tokenAfter is the first token that begins at folded offset i or behind it.
func (r *reader) tokenAfter(i int32) int {
	k := int(r.blocks[max(i, 0)/blockBytes])
	for k < len(r.toks) && r.toks[k].start < i {
		k++
	}
	return k
}

// properName says whether a stretch is a name by its letters: each of its words
// has a capital, and there are two of them, or the only one is foreign (Toyota),
// so that it has no capital for opening the sentence.
func (r *reader) properName(s stretch) bool {
	n := 0
	for at := s.start; at < s.end; {
		for at < s.end && text.IsSpace(r.s[at]) {
			at++
		}
		if at == s.end {
			break
		}
		if !r.capital(at) {
			return false
		}
		for n++; at < s.end && !text.IsSpace(r.s[at]); at++ {
		}
	}
	return n > 1 || n == 1 && foreign(r.s[s.start:s.end])
}

// asWritten is the rune of the text as given that stands at folded offset i.
func (r *reader) asWritten(i int32) rune {
	c, _ := utf8.DecodeRuneInString(r.doc.Text[r.f.Start(int(i)):])
	return c
}

// longAlef says whether the word at token i is the Arabic "that" as folded alone, and is
// written with a letter that "that" never has: مقاطعة آن خي is a name.
func (r *reader) longAlef(i int) bool {
	t := &r.toks[i]
	return t.mask&cBreak != 0 && r.s[t.start:t.end] == "ان" && r.asWritten(t.start) == 'آ'
}

// capital says whether a capital stands at folded offset i in the text as given.
func (r *reader) capital(i int32) bool { return unicode.IsUpper(r.asWritten(i)) }

// foreign says whether vowels stand apart in a folded word, as they do in none of a
// language that writes each syllable as a word.
func foreign(word string) bool {
	parts, vowel := 0, false
	for _, c := range word {
		var now bool
		switch {
		case c < utf8.RuneSelf:
			now = strings.IndexByte("aeiouy", byte(c)) >= 0
		case c < 0x0300, c>>8 == 0x1E: // Latin letters with their marks
			now = text.IsLetter(c)
		case unicode.Is(unicode.Mn, c):
			continue
		default:
			now = unicode.IsLetter(c)
		}
		if now && !vowel {
			parts++
		}
		vowel = now
	}
	return parts > 1
}
