package extract

import "math"

// fade is how cues weaken with distance, by the factors of a model.
type fade struct{ segment, clause, hundred powers }

func newFade(m *model) fade {
	return fade{newPowers(m.perSegment, 1), newPowers(m.perClause, 1), newPowers(m.perHundred, 100)}
}

// powers are the powers of a factor, of which the first are at hand: every cue
// asks for three.
type powers struct {
	factor, step float64
	first        [512]float64
}

func newPowers(factor, step float64) powers {
	p := powers{factor: factor, step: step}
	for n := range p.first {
		p.first[n] = p.of(int32(n))
	}
	return p
}

// at is the factor to the power of n/step.
func (p *powers) at(n int32) float64 {
	if n >= 0 && int(n) < len(p.first) {
		return p.first[n]
	}
	return p.of(n)
}

func (p *powers) of(n int32) float64 { return math.Pow(p.factor, float64(n)/p.step) }
