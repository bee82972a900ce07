package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Number is an exact decimal: Coef × 10^Exp. It is written as a plain JSON
// number (30000000000000, 78.8), never in exponent form and never rounded.
//
// The zero value is 0. Numbers that stand for the same amount are equal as Go
// values when both come out of [NewNumber], [ParseNumber] or an operation here.
type Number struct {
	Coef int64
	Exp  int
}

// ErrNumber says that a figure is no decimal, or has more digits than fit (18).
var ErrNumber = errors.New("not a decimal of at most 18 digits")

// maxCoef bounds the coefficient so that a scale step can be checked for overflow.
const maxCoef = 1e18

// maxExp bounds the exponent: no amount in the news is larger than 10^30.
const maxExp = 30

// maxShown bounds the exponent of what is read: that of a product, and the zeros of
// its coefficient that [NewNumber] moves there.
const maxShown = maxExp + 18

// NewNumber is coef × 10^exp with trailing zeros of the coefficient moved into
// the exponent, so that equal amounts are equal values.
func NewNumber(coef int64, exp int) Number {
	if coef == 0 {
		return Number{}
	}
	for coef%10 == 0 {
		coef /= 10
		exp++
	}
	return Number{coef, exp}
}

// ParseNumber reads plain digits with an optional sign and one decimal point
// ("-78.8"), whatever [Number.String] writes among them. It returns [ErrNumber]
// for anything else, for more than 18 significant digits and for what is too large.
func ParseNumber(s string) (Number, error) {
	digits, neg := strings.CutPrefix(s, "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	if whole+fraction == "" {
		return Number{}, fmt.Errorf("%q: %w", s, ErrNumber)
	}
	exp := 0
	if fraction = strings.TrimRight(fraction, "0"); fraction == "" { // zeros at the end are no significant digits
		exp = len(whole)
		whole = strings.TrimRight(whole, "0")
		exp -= len(whole)
	}
	coef, err := coefficient(whole + fraction)
	if err != nil || coef != 0 && exp > maxShown {
		return Number{}, fmt.Errorf("%q: %w", s, ErrNumber)
	}
	if neg {
		coef = -coef
	}
	return NewNumber(coef, exp-len(fraction)), nil
}

// coefficient reads digits, of which no more than 18 are significant.
func coefficient(digits string) (coef int64, err error) {
	for i := range len(digits) {
		c := digits[i]
		if c < '0' || c > '9' || coef >= maxCoef/10 {
			return 0, ErrNumber
		}
		coef = coef*10 + int64(c-'0')
	}
	return coef, nil
}

// Mul is the exact product; ok is false where it does not fit.
func (n Number) Mul(m Number) (product Number, ok bool) {
	if n.Coef == 0 || m.Coef == 0 {
		return Number{}, true
	}
	if abs(n.Coef) > maxCoef/abs(m.Coef) || n.Exp+m.Exp > maxExp {
		return Number{}, false
	}
	return NewNumber(n.Coef*m.Coef, n.Exp+m.Exp), true
}

// Add is the exact sum; ok is false where it does not fit.
func (n Number) Add(m Number) (sum Number, ok bool) {
	if n.Coef == 0 {
		return m, true
	}
	if m.Coef == 0 {
		return n, true
	}
	for n.Exp > m.Exp {
		if abs(n.Coef) > maxCoef/10 {
			return Number{}, false
		}
		n = Number{n.Coef * 10, n.Exp - 1}
	}
	for m.Exp > n.Exp {
		if abs(m.Coef) > maxCoef/10 {
			return Number{}, false
		}
		m = Number{m.Coef * 10, m.Exp - 1}
	}
	if abs(n.Coef) > maxCoef || abs(m.Coef) > maxCoef {
		return Number{}, false
	}
	return NewNumber(n.Coef+m.Coef, n.Exp), true
}

// Abs is the amount without its sign.
func (n Number) Abs() Number { return Number{abs(n.Coef), n.Exp} }

// Cmp is -1, 0 or 1 as n is smaller than, equal to or larger than m.
func (n Number) Cmp(m Number) int {
	if n.Exp == m.Exp {
		return cmp.Compare(n.Coef, m.Coef)
	}
	d, ok := n.Add(Number{-m.Coef, m.Exp})
	switch {
	case !ok:
		return strings.Compare(strconv.FormatFloat(n.Float(), 'e', 17, 64), strconv.FormatFloat(m.Float(), 'e', 17, 64))
	case d.Coef < 0:
		return -1
	case d.Coef > 0:
		return 1
	}
	return 0
}

// Float is the nearest float64.
func (n Number) Float() float64 { return float64(n.Coef) * math.Pow10(n.Exp) }

// Int is the amount as an integer; ok is false where it has a fraction or does not fit.
func (n Number) Int() (i int64, ok bool) {
	if n.Exp < 0 {
		return 0, n.Coef == 0
	}
	i = n.Coef
	for range n.Exp {
		if abs(i) > maxCoef/10 {
			return 0, false
		}
		i *= 10
	}
	return i, true
}

// String writes plain digits: "30000000000000", "78.8", "-0.5".
func (n Number) String() string {
	sign, digits := "", strconv.FormatInt(n.Coef, 10)
	if n.Coef < 0 {
		sign, digits = "-", digits[1:]
	}
	switch {
	case n.Exp >= 0:
		return sign + digits + strings.Repeat("0", n.Exp)
	case len(digits) > -n.Exp:
		return sign + digits[:len(digits)+n.Exp] + "." + digits[len(digits)+n.Exp:]
	}
	return sign + "0." + strings.Repeat("0", -n.Exp-len(digits)) + digits
}

// MarshalJSON writes a plain JSON number.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalJSON reads a JSON number, exponent form included; it returns
// [ErrNumber] for more than 18 digits.
func (n *Number) UnmarshalJSON(data []byte) error {
	mantissa, exponent, scientific := strings.Cut(strings.ToLower(string(data)), "e")
	m, err := ParseNumber(mantissa)
	if err != nil {
		return err
	}
	if scientific {
		e, err := strconv.Atoi(exponent)
		if err != nil || e > maxExp || e < -maxExp || m.Exp+e > maxShown {
			return fmt.Errorf("%q: %w", data, ErrNumber)
		}
		m = NewNumber(m.Coef, m.Exp+e)
	}
	*n = m
	return nil
}

func abs(i int64) int64 {
	if i < 0 {
		return -i
	}
	return i
}
