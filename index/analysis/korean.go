package analysis

import "unicode/utf8"

// syllableEnd is where the syllable at i ends: one code point, or conjoining jamo.
func syllableEnd(s string, i, end int) int {
	r, n := utf8.DecodeRuneInString(s[i:])
	i += n
	for r >= 0x1100 && r <= 0x11FF && i < end {
		next, n := utf8.DecodeRuneInString(s[i:])
		if next < 0x1160 || next > 0x11FF {
			break
		}
		i += n
	}
	return i
}
