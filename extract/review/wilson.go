package review

import (
	"fmt"
	"math"
)

// Bounds is the 95 % interval of a share and how many it was counted on.
type Bounds struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
	N    int     `json:"n"`
}

// z95 is the quantile of the normal distribution for 95 %.
const z95 = 1.959963984540054

// Wilson is the interval of a share by E. B. Wilson (1927), which holds for few
// trials and for shares near 0 and 1. Without trials it is 0 to 1.
func Wilson(hits, trials int) Bounds {
	if trials <= 0 {
		return Bounds{0, 1, 0}
	}
	n, p := float64(trials), float64(hits)/float64(trials)
	d := 1 + z95*z95/n
	mid := (p + z95*z95/(2*n)) / d
	half := z95 * math.Sqrt(p*(1-p)/n+z95*z95/(4*n*n)) / d
	return Bounds{max(0, mid-half), min(1, mid+half), trials}
}

// String writes "0.812–0.934".
func (b Bounds) String() string { return fmt.Sprintf("%.3f–%.3f", b.Low, b.High) }
