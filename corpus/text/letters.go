package text

import (
	"math/bits"
	"slices"
	"unicode"
)

// letterSet holds one bit for each rune of the basic plane that is a letter of a
// word: letters and marks of Unicode, and all that Thai writes words with.
// Folded text has no capitals of ASCII.
var letterSet = func() (set [1 << 16 / 64]uint64) {
	add := func(lo, hi, stride rune) {
		for r := lo; r <= hi; r += stride {
			set[r/64] |= 1 << (r % 64)
		}
	}
	for _, table := range []*unicode.RangeTable{unicode.L, unicode.Mn} {
		for _, x := range table.R16 {
			add(rune(x.Lo), rune(x.Hi), rune(x.Stride))
		}
	}
	add(0x0E01, 0x0E3E, 1)
	add(0x0E40, 0x0E4E, 1)
	set['A'/64] &^= (1<<26 - 1) << ('A' % 64)
	return set
}()

// IsLetter says whether a rune of folded text belongs to a word.
func IsLetter(r rune) bool {
	if uint32(r) < 1<<16 {
		return letterSet[r/64]>>(r%64)&1 != 0
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
}

// Letters tell of every byte of a folded text whether it belongs to a letter.
type Letters []uint64

// Letters makes the letters of the text in one pass, in the memory of others.
func (f *Folded) Letters(into Letters) Letters {
	s := f.Text
	l := slices.Grow(into[:0], len(s)/64+1)
	for ; len(s) >= 64; s = s[64:] {
		l = append(l, lettersOf(s))
	}
	l = append(l, lettersOf(filled(s)))
	for _, at := range f.signs {
		_, size := Decode(f.Text, int(at))
		for k := int(at); k < int(at)+size; k++ {
			l[k/64] &^= 1 << (k % 64)
		}
	}
	return l
}

// lettersOf tells of the first 64 bytes, one bit each, which are small letters of
// ASCII or no ASCII.
func lettersOf(s string) (l uint64) {
	s = s[:64]
	for i := 0; i <= 64-8; i += 8 {
		x := eightAt(s, i)
		low := x &^ highBits
		small := (low + each*(0x80-'a')) ^ (low + each*(0x7F-'z'))
		l = l>>1 | (small|x)&highBits
	}
	return inOrder(l)
}

// At says whether a letter stands at byte i.
func (l Letters) At(i int) bool {
	k := uint(i) / 64
	return k < uint(len(l)) && l[k]>>(uint(i)%64)&1 != 0
}

// End is the first byte from i on that belongs to no letter.
func (l Letters) End(i int) int {
	k := uint(i) / 64
	if k >= uint(len(l)) {
		return i
	}
	signs := ^l[k] >> (uint(i) % 64)
	if signs != 0 {
		return i + bits.TrailingZeros64(signs)
	}
	for k++; k < uint(len(l)); k++ {
		if signs := ^l[k]; signs != 0 {
			return int(k)*64 + bits.TrailingZeros64(signs)
		}
	}
	return len(l) * 64
}

// Start is the byte behind the last one before i that belongs to no letter.
func (l Letters) Start(i int) int {
	for i > 0 {
		k, n := (i-1)/64, (i-1)%64+1 // the last n bytes of a block end at i
		if signs := ^l[k] << (64 - n); signs != 0 {
			return i - bits.LeadingZeros64(signs)
		}
		i -= n
	}
	return 0
}
