package corpus

import (
	"strings"
	"testing"
)

// What an operation makes can be read again as it was written: a store that
// holds it must open.
func TestProductsAreReadAsWritten(t *testing.T) {
	for _, factors := range [][2]Number{
		{NewNumber(3, 6), NewNumber(1, 12)},
		{NewNumber(999999999, 0), NewNumber(999999999, 12)},
		{NewNumber(5, 15), NewNumber(2, 15)},
		{NewNumber(-78, -1), NewNumber(1, 18)},
		{NewNumber(1, -20), NewNumber(7, 0)},
		{NewNumber(1<<17, 0), NewNumber(762939453125, 30)}, // its factors of ten go to the exponent
	} {
		want, ok := factors[0].Mul(factors[1])
		if !ok {
			t.Fatalf("%v does not fit", factors)
		}
		if got, err := ParseNumber(want.String()); err != nil || got != want {
			t.Errorf("%s is read as %v, %v", want, got, err)
		}
	}
	for _, s := range []string{"1234567890123456789", "1" + strings.Repeat("0", 60), ".", "", "-", "1.2.3", "1e5", "+5"} {
		if n, err := ParseNumber(s); err == nil {
			t.Errorf("%q is read as %v", s, n)
		}
	}
}
