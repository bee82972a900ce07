package index

import (
	"fmt"
	"math"
	"strings"

	"goalpost/corpus"
)

// numberKey is a number as 13 characters whose order as text is the order of
// the numbers: the bits of the float64, turned round where it is negative, in
// base 32.
func numberKey(n corpus.Number) string {
	bits := math.Float64bits(n.Float())
	if bits>>63 == 0 {
		bits |= 1 << 63
	} else {
		bits = ^bits
	}
	const digits = "0123456789abcdefghijklmnopqrstuv"
	var key [13]byte
	for i := len(key) - 1; i >= 0; i-- {
		key[i] = digits[bits&31]
		bits >>= 5
	}
	return string(key[:])
}

// yearKey is a year as four digits, "" for none.
func yearKey(year int) string {
	if year <= 0 || year > 9999 {
		return ""
	}
	return fmt.Sprintf("%04d", year)
}

// dateKey is the day of an ISO 8601 date or time, as precise as it is.
func dateKey(s string) string {
	if len(s) > 10 {
		s = s[:10]
	}
	return s
}

// yearOfKey is the year of an ISO 8601 date.
func yearOfKey(s string) string {
	if len(s) < 4 {
		return ""
	}
	return s[:4]
}

// wordKey is a keyword as it is compared.
func wordKey(s string) string { return nameKey(strings.ToLower(s)) }

// nameKey is a keyword as it is shown: without blanks around it, and cut where
// it is longer than any name.
func nameKey(s string) string {
	const longest = 200
	s = strings.TrimSpace(s)
	if len(s) > longest {
		s = strings.ToValidUTF8(s[:longest], "")
	}
	return s
}
