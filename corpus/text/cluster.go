package text

import (
	"unicode"
	"unicode/utf8"

	"goalpost/corpus"
)

// Snap widens the span to whole clusters, so that a mark set around it never
// parts a letter from its vowel sign, tone mark or accent. A cluster is what
// UAX #29 calls an extended grapheme cluster, as far as the scripts of the
// news go: a letter with combining marks, joiners, variation selectors and the
// Thai and Lao vowel AM; conjoining jamo; CR LF. Spans out of bounds are cut.
func Snap(s string, span corpus.Span) corpus.Span {
	start, end := min(max(int(span.Start), 0), len(s)), min(max(int(span.End), 0), len(s))
	for start > 0 && !clusterBound(s, start) {
		start--
	}
	for end < len(s) && !clusterBound(s, end) {
		end++
	}
	return corpus.Span{Start: corpus.Byte(start), End: corpus.Byte(max(start, end))}
}

// clusterBound says whether a cluster can begin at byte i, where 0 < i < len(s).
func clusterBound(s string, i int) bool {
	if !utf8.RuneStart(s[i]) {
		return false
	}
	if s[i] < utf8.RuneSelf {
		return s[i] != '\n' || s[i-1] != '\r'
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	if unicode.IsControl(before) {
		return true
	}
	return !extends(r) && before != '\u200d' && !jamoJoin(before, r)
}

// extends says whether the rune belongs to the cluster before it (rules GB9, GB9a).
func extends(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc) || r == 0x0E33 || r == 0x0EB3 || r == 0x200C || r == 0x200D
}

// jamoJoin says whether b goes on with the Hangul syllable that a is in (rules GB6 to GB8).
func jamoJoin(a, b rune) bool {
	lead := a >= 0x1100 && a <= 0x115F
	vowel := a >= 0x1160 && a <= 0x11A7 || a >= 0xAC00 && a <= 0xD7A3 && (a-0xAC00)%28 == 0
	tail := a >= 0x11A8 && a <= 0x11FF || a >= 0xAC00 && a <= 0xD7A3
	switch {
	case b >= 0x1100 && b <= 0x115F || b >= 0xAC00 && b <= 0xD7A3:
		return lead
	case b >= 0x1160 && b <= 0x11A7:
		return lead || vowel
	case b >= 0x11A8 && b <= 0x11FF:
		return vowel || tail
	}
	return false
}
