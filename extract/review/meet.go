package review

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"goalpost/corpus"
)

// longer is how many characters a predicted span may be longer than the gold one.
const longer = 10

// currencies are the units that are money; what is none of them and no share
// or multiple is a counted noun, and those are not compared.
const currencies = " AED AUD BDT BHD BRL BTC CAD CHF CLP CNY COP CZK DKK DZD EGP EUR GBP HKD HUF IDR ILS INR IQD IRR JOD JPY KES KHR KRW KWD KZT " +
	"LAK LBP LKR LYD MAD MMK MNT MOP MRU MXN MYR NGN NOK NPR NZD OMR PEN PHP PKR PLN QAR RON RUB SAR SDG SEK SGD SYP THB TND TRY TWD UAH USD UZS " +
	"VND XAF XDR YER ZAR "

// unitClass is the unit where it is a share, a multiple or money, else "count".
func unitClass(unit string) string {
	u := strings.TrimSpace(unit)
	switch {
	case u == "%", u == "pp", u == "x":
		return u
	case u != "" && !strings.Contains(u, " ") && strings.Contains(currencies, " "+u+" "):
		return u
	}
	return "count"
}

// exactFloat is the float nearest to the decimal that a number stands for.
func exactFloat(n corpus.Number) float64 {
	f, err := strconv.ParseFloat(n.String(), 64)
	if err != nil {
		return n.Float()
	}
	return f
}

// bounds is a value as a pair; ok is false where it has no number.
func bounds(v corpus.Value) (b [2]float64, ok bool) {
	low, high, ok := v.Interval()
	if !ok {
		return b, false
	}
	return [2]float64{exactFloat(low), exactFloat(high)}, true
}

// near says whether got is the wanted amount: the sign is told by the change,
// and a third may be 33.3 or 33.33.
func near(got, want [2]float64) bool {
	for i := range got {
		x, y := math.Abs(got[i]), math.Abs(want[i])
		slack := 0.0
		if y != math.Trunc(y) && y < 1000 {
			slack = 0.04
		}
		if math.Abs(x-y) > max(2e-4*y, slack) {
			return false
		}
	}
	return true
}

func sameValue(got, want corpus.Value) bool {
	g, ok := bounds(got)
	w, wok := bounds(want)
	return ok && wok && near(g, w)
}

// sameAmount says whether value and class of unit agree; a half may be told as
// 50 % or as 0.5 x.
func sameAmount(p corpus.Claim, g *GoldClaim) bool {
	got, want := unitClass(deref(p.Unit)), unitClass(g.Unit)
	if got == want {
		return sameValue(p.Value, g.Value.Value)
	}
	var k float64
	switch {
	case got == "x" && want == "%":
		k = 100
	case got == "%" && want == "x":
		k = 0.01
	default:
		return false
	}
	b, ok := bounds(p.Value)
	w, wok := bounds(g.Value.Value)
	return ok && wok && near([2]float64{k * b[0], k * b[1]}, w)
}

func overlaps(aStart, aEnd, bStart, bEnd corpus.Point) bool {
	return min(aEnd, bEnd) > max(aStart, bStart)
}

// meet pairs gold rows with the claims that say the same there: spans overlap,
// value and unit agree; the longest overlap first. The result gives for each
// row the index of its claim, or -1.
func meet(gold []GoldClaim, claims []corpus.Claim, same func(corpus.Claim, *GoldClaim) bool) []int {
	type candidate struct {
		overlap, row, claim corpus.Point
		i, j                int
	}
	var list []candidate
	for i := range gold {
		g := &gold[i]
		for j, p := range claims {
			if overlaps(g.Start, g.End, p.Start, p.End) && p.End-p.Start <= g.End-g.Start+longer && same(p, g) {
				list = append(list, candidate{max(g.Start, p.Start) - min(g.End, p.End), g.Start, p.Start, i, j})
			}
		}
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.overlap, b.overlap), cmp.Compare(a.row, b.row), cmp.Compare(a.claim, b.claim), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
	})
	out, used := make([]int, len(gold)), make([]bool, len(claims))
	for i := range out {
		out[i] = -1
	}
	for _, c := range list {
		if out[c.i] < 0 && !used[c.j] {
			out[c.i], used[c.j] = c.j, true
		}
	}
	return out
}

// likeness is the F1 over pairs of neighbouring characters of two texts, 0 to 1.
func likeness(a, b string) float64 {
	x, n := pairsOf(a)
	y, m := pairsOf(b)
	both := 0
	for k, c := range x {
		both += min(c, y[k])
	}
	if both == 0 {
		return 0
	}
	return 2 * float64(both) / float64(n+m)
}

// pairsOf counts the pairs of neighbouring characters; a text of one character
// or none is one pair.
func pairsOf(s string) (counts map[[2]rune]int, total int) {
	runes := []rune(strings.ToLower(norm.NFC.String(s)))
	counts = make(map[[2]rune]int, len(runes))
	const none = -1
	total = max(1, len(runes)-1)
	for i := range total {
		pair := [2]rune{none, none}
		if i < len(runes) {
			pair[0] = runes[i]
		}
		if i+1 < len(runes) {
			pair[1] = runes[i+1]
		}
		counts[pair]++
	}
	return counts, total
}
