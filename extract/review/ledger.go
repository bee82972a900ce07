package review

import (
	"slices"

	"goalpost/corpus"
)

// State says where a change stands.
type State string

// The states, in the order of the queue.
const (
	Stale      State = "stale"      // decided once, but it has become another change
	Pending    State = "pending"    // nobody decided
	Deferred   State = "deferred"   // put off
	Decided    State = "decided"    // accepted, rejected or corrected; also where the same change appears again
	Suppressed State = "suppressed" // the claim was rejected before and is back under another offset
	Pinned     State = "pinned"     // what reads now is what a correction had said
	ByPolicy   State = "policy"     // a policy decides it
)

// Open says whether people still have to decide.
func (s State) Open() bool { return s == Stale || s == Pending || s == Deferred }

// Item is a change with where it stands.
type Item struct {
	Change
	State   State     `json:"state"`
	Former  *Decision `json:"former,omitempty"` // that settles it, or that it has outgrown
	Policy  string    `json:"policy,omitempty"`
	Version int       `json:"version"` // lines on this change so far: what a decision expects
}

// Ledger is what the log says. It is made by replaying the log, so that the
// same log gives the same ledger.
type Ledger struct {
	log       []Decision
	live      []bool
	byID      map[string]int
	versions  map[string]int
	byArticle map[string][]int // live or not, in order
	anywhere  map[string][]int // by the hash of what was decided on
}

// NewLedger replays the lines of a log, in their order.
func NewLedger(log []Decision) *Ledger {
	l := &Ledger{byID: map[string]int{}, versions: map[string]int{}, byArticle: map[string][]int{}, anywhere: map[string][]int{}}
	for _, d := range log {
		l.Add(d)
	}
	return l
}

// Add replays one more line.
func (l *Ledger) Add(d Decision) {
	i := len(l.log)
	l.log, l.live = append(l.log, d), append(l.live, true)
	l.versions[d.Change]++
	if d.ID != "" {
		l.byID[d.ID] = i
	}
	l.byArticle[d.Article] = append(l.byArticle[d.Article], i)
	if d.Scope == Everywhere {
		l.anywhere[d.NewHash] = append(l.anywhere[d.NewHash], i)
	}
	for live := false; d.Reverts != ""; live = !live {
		at, ok := l.byID[d.Reverts]
		if !ok {
			return
		}
		l.live[at] = live
		d = l.log[at]
	}
}

// Has says whether the log has a line.
func (l *Ledger) Has(id string) bool {
	_, ok := l.byID[id]
	return ok
}

// Version is how many lines there are on a change.
func (l *Ledger) Version(change string) int { return l.versions[change] }

// Live are the decisions that were not taken back, undos left out.
func (l *Ledger) Live() (out []Decision) {
	for i, d := range l.log {
		if l.live[i] && d.Verdict != Undo {
			out = append(out, d)
		}
	}
	return out
}

// last is the newest live decision on an article for which the test holds.
func (l *Ledger) last(article string, test func(*Decision) bool) *Decision {
	list := l.byArticle[article]
	for k := len(list) - 1; k >= 0; k-- {
		if d := &l.log[list[k]]; l.live[list[k]] && d.Verdict != Undo && test(d) {
			return d
		}
	}
	return nil
}

// rejected is the decision by which a claim is none: it was rejected when it
// was added, with these words and fields.
func (l *Ledger) rejected(article, hash string) *Decision {
	if hash == "" {
		return nil
	}
	none := func(d *Decision) bool { return d.Verdict == Reject && d.OldHash == "" && d.NewHash == hash }
	if d := l.last(article, none); d != nil {
		return d
	}
	for _, i := range slices.Backward(l.anywhere[hash]) {
		if d := &l.log[i]; l.live[i] && none(d) {
			return d
		}
	}
	return nil
}

// Judge says where a change stands. since is the number of the last line that
// the base already holds: an older decision is not outgrown by what came later.
func (l *Ledger) Judge(c Change, policies []Policy, since int64) Item {
	it := Item{Change: c, State: Pending, Version: l.versions[c.Key]}
	if d := l.last(c.Article, func(d *Decision) bool { return d.Change == c.Key }); d != nil {
		it.State, it.Former = Decided, d
		if d.Verdict == Defer {
			it.State = Deferred
		}
		return it
	}
	if d := l.rejected(c.Article, c.NewHash); d != nil && (c.Kind == Added || c.OldHash == c.NewHash || c.Kind == Reworded) {
		it.State, it.Former = Suppressed, d
		return it
	}
	if l.judgePin(&it) {
		return it
	}
	outgrown := func(d *Decision) bool {
		return d.Number > since && d.OldHash == c.OldHash && c.OldHash != "" && d.NewHash != c.NewHash && d.Verdict != Defer
	}
	if d := l.last(c.Article, outgrown); d != nil {
		it.State, it.Former = Stale, d
		return it
	}
	if d := l.rejected(c.Article, c.OldHash); d != nil && c.Kind == Changed {
		it.State, it.Former = Stale, d
		return it
	}
	for _, p := range policies {
		if p.Where.Match(&it) {
			it.State, it.Policy = ByPolicy, p.Name
			return it
		}
	}
	return it
}

// judgePin looks for a correction of the claim: a field that it set may not be
// overturned silently.
func (l *Ledger) judgePin(it *Item) bool {
	if it.Old == nil {
		return false
	}
	d := l.last(it.Article, func(d *Decision) bool {
		return d.pins() && d.NewHash == it.OldHash
	})
	if d == nil {
		return false
	}
	agree, touched := true, it.New == nil
	for _, f := range it.Fields {
		if want, ok := d.Corrected[f.Field]; ok {
			touched = true
			agree = agree && want == f.New
		} else if f.Weight == Major {
			agree = false
		}
	}
	if !touched {
		return false
	}
	it.Former = d
	if agree && it.New != nil {
		it.State = Pinned
	} else {
		it.State = Stale
	}
	return true
}

// Use says that a decision holds for a claim again, under another id.
type Use struct {
	Decision, Article, Claim string
	Kind                     string // suppressed, carried, pinned
}

// Uses are the decisions that hold for the claims of an article as they read
// now, though they were made on claims of other ids.
func (l *Ledger) Uses(article string, claims []corpus.Claim) (out []Use) {
	for i := range claims {
		hash := hashOf(&claims[i])
		d := l.rejected(article, hash)
		if d == nil {
			d = l.last(article, func(d *Decision) bool { return d.NewHash == hash && d.Verdict != Defer })
		}
		if d == nil || d.Claim == claims[i].ID {
			continue
		}
		kind := "carried"
		switch {
		case d.pins():
			kind = "pinned"
		case d.Verdict == Reject:
			kind = "suppressed"
		}
		out = append(out, Use{d.ID, article, claims[i].ID, kind})
	}
	return out
}

// Unused are the live rejections that no claim of their article needs now.
// claims gives the claims of an article as they read now.
func (l *Ledger) Unused(claims func(article string) []corpus.Claim) (out []Decision) {
	now := map[string]map[string]bool{}
	for _, d := range l.Live() {
		if d.Verdict != Reject || d.NewHash == "" || d.OldHash != "" {
			continue
		}
		if now[d.Article] == nil {
			now[d.Article] = map[string]bool{}
			for _, c := range claims(d.Article) {
				now[d.Article][hashOf(&c)] = true
			}
		}
		if !now[d.Article][d.NewHash] {
			out = append(out, d)
		}
	}
	return out
}

// Corrected is a claim with the fields that a live decision set: the reviewed
// claim. ok is false where the claim was rejected.
func (l *Ledger) Corrected(article string, c corpus.Claim) (corpus.Claim, bool) {
	hash := hashOf(&c)
	if l.rejected(article, hash) != nil {
		return c, false
	}
	if d := l.last(article, func(d *Decision) bool { return d.NewHash == hash && d.pins() }); d != nil {
		c = correct(c, d.Corrected)
	}
	return c, true
}

// Last is the number of the newest line.
func (l *Ledger) Last() int64 {
	if len(l.log) == 0 {
		return 0
	}
	return l.log[len(l.log)-1].Number
}
