package extract

import (
	"strings"

	"goalpost/corpus"
)

// sameTarget names a target by what it is to reach.
type sameTarget struct {
	value string
	unit  string
	kind  corpus.Kind
}

// targetOf says which target a claim is about; ok is false where it is none.
func targetOf(c *corpus.Claim) (t sameTarget, ok bool) {
	if c.Status != corpus.Target || c.Unit == nil {
		return t, false
	}
	return sameTarget{c.Value.String(), *c.Unit, c.Kind}, true
}

// again gives a target whose sentence names no deadline the one that the
// article names where it tells the same target again: headlines leave it to the
// text below. The same figure of another indicator is another target.
func again(claims []corpus.Claim) {
	named := map[sameTarget][]*corpus.Claim{}
	for i := range claims {
		d := claims[i].Deadline
		if t, ok := targetOf(&claims[i]); ok && len(named[t]) < maxAgain && d != nil && (d.Scope == corpus.InClause || d.Scope == corpus.InSentence) {
			named[t] = append(named[t], &claims[i])
		}
	}
	for i := range claims {
		t, ok := targetOf(&claims[i])
		if !ok || claims[i].Deadline != nil && claims[i].Deadline.Scope != corpus.InParagraph && claims[i].Deadline.Scope != corpus.InDocument {
			continue
		}
		for _, c := range named[t] {
			if claims[i].Deadline == nil || alike(c.Indicator, claims[i].Indicator) {
				d := *c.Deadline
				d.Scope = corpus.InDocument
				claims[i].Deadline = &d
				break
			}
		}
	}
}

// maxAgain is how many tellings of one figure are compared.
const maxAgain = 4

// alike says whether two indicators share enough of their letters, pair by
// pair, to be one; where one is not told they may be.
func alike(a, b *corpus.Indicator) bool {
	if a == nil || b == nil {
		return true
	}
	x, y := []rune(strings.ToLower(a.Text)), []rune(strings.ToLower(b.Text))
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 2 {
		return true
	}
	pairs := map[[2]rune]bool{}
	for i := 1; i < len(y); i++ {
		pairs[[2]rune{y[i-1], y[i]}] = true
	}
	shared := 0
	for i := 1; i < len(x); i++ {
		if pairs[[2]rune{x[i-1], x[i]}] {
			shared++
		}
	}
	return shared*2 >= len(x)-1
}
