package pipeline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

// sentenceBytes is the most that is shown on each side of a claim. Thai ends no
// sentence with a sign; there the cut is at a space.
const sentenceBytes = 480

// wordBytes reaches back over the word before a full stop.
const wordBytes = 40

// Sentence is the sentence that a span stands in: from the sign that ends the
// one before, or the line's start, to its own end. A longer one is cut at spaces.
func Sentence(source string, span corpus.Span) corpus.Span {
	return corpus.Span{
		Start: corpus.Byte(sentenceStart(source, int(span.Start))),
		End:   corpus.Byte(sentenceEnd(source, int(span.End))),
	}
}

func sentenceStart(source string, at int) int {
	low := max(at-sentenceBytes, 0)
	if i := strings.LastIndexByte(source[low:at], '\n'); i >= 0 {
		low += i + 1
	} else if low > 0 {
		low = nextWord(source, low, at)
	}
	for i := at; i > low; {
		r, size := utf8.DecodeLastRuneInString(source[:i])
		i -= size
		if unicode.IsSpace(r) && i > low && endsSentence(source[low:i]) {
			return i + size
		}
	}
	for low < at && (source[low] == ' ' || source[low] == '\t') {
		low++
	}
	return low
}

func sentenceEnd(source string, at int) int {
	high := min(at+sentenceBytes, len(source))
	if i := strings.IndexByte(source[at:high], '\n'); i >= 0 {
		high = at + i
	} else if high < len(source) {
		if i := strings.LastIndexAny(source[at:high], " \t"); i > 0 {
			high = at + i
		} else {
			high = clusterBound(source, high, at)
		}
	}
	for i, r := range source[at:high] {
		if unicode.IsSpace(r) && i > 0 && endsSentence(source[max(at-wordBytes, 0):at+i]) {
			return at + i
		}
	}
	return high
}

// endsSentence says whether a sentence ends with the last sign of s. A full stop
// behind one or two figures or capitals (1. TP. Q.) ends none.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "”\"»)")
	last, size := utf8.DecodeLastRuneInString(s)
	switch last {
	case '!', '?', '؟', '。', '…':
		return true
	case '.':
	default:
		return false
	}
	s = s[:len(s)-size]
	word := s[strings.LastIndexAny(s, " \t\n")+1:]
	before, _ := utf8.DecodeLastRuneInString(word)
	switch {
	case unicode.Is(unicode.Thai, before): // พ.ศ. and the like: Thai ends no sentence so
		return false
	case unicode.IsLetter(before) && strings.Contains(word, "."): // U.S.
		return false
	case utf8.RuneCountInString(word) > 2:
		return true
	}
	return strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsUpper(r) && !unicode.IsDigit(r) })
}

// nextWord is where a word begins at or behind an offset, at most at the limit.
func nextWord(source string, from, limit int) int {
	if i := strings.IndexAny(source[from:limit], " \t"); i >= 0 {
		return from + i + 1
	}
	return clusterBound(source, from, limit)
}

// clusterBound is the nearest offset towards the limit that splits no cluster of letters and marks.
func clusterBound(source string, from, limit int) int {
	step := 1
	if limit < from {
		step = -1
	}
	for from != limit {
		if utf8.RuneStart(source[from]) {
			at := corpus.Byte(from)
			if text.Snap(source, corpus.Span{Start: at, End: at}).Empty() {
				return from
			}
		}
		from += step
	}
	return limit
}
