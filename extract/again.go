package extract

import "goalpost/corpus"

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
// text below.
func again(claims []corpus.Claim) {
	named := map[sameTarget]*corpus.Deadline{}
	for i := range claims {
		d := claims[i].Deadline
		if t, ok := targetOf(&claims[i]); ok && named[t] == nil && d != nil && (d.Scope == corpus.InClause || d.Scope == corpus.InSentence) {
			named[t] = d
		}
	}
	for i := range claims {
		t, ok := targetOf(&claims[i])
		if !ok || named[t] == nil || claims[i].Deadline != nil && claims[i].Deadline.Scope != corpus.InParagraph && claims[i].Deadline.Scope != corpus.InDocument {
			continue
		}
		d := *named[t]
		d.Scope = corpus.InDocument
		claims[i].Deadline = &d
	}
}
