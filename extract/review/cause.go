package review

import (
	"slices"

	"goalpost/corpus"
)

// Cause says why a claim is read otherwise.
type Cause string

// The causes.
const (
	ByRules    Cause = "rules"
	ByContent  Cause = "content" // the article was edited
	ByEngine   Cause = "engine"
	ByGlossary Cause = "glossary"
	ByReader   Cause = "reader" // a newer page reader read the same page otherwise
	BySeveral  Cause = "several"
)

// Origin is all that an extraction depends on.
type Origin struct {
	Version  string // of the text
	Rules    string // "th@3f9c2a"
	Engine   string
	Glossary string
	Reader   bool // the version came of a newer page reader, not of an edit
}

// Corners are the shadow runs between two extractions. Each may be missing; the
// more there are, the surer the cause is.
type Corners struct {
	NewRulesOldText *Side // what reads now, on the text as it was
	OldRulesNewText *Side // what read then, on the text as it is
}

// NeedsCorners says whether text and what reads it both changed, so that only
// shadow runs can tell which of them a change is due to.
func NeedsCorners(old, now Origin) bool {
	return old.Version != now.Version && len(machineParts(old, now)) > 0
}

// machineParts are the parts of what reads that differ.
func machineParts(old, now Origin) (parts []Cause) {
	if old.Rules != now.Rules {
		parts = append(parts, ByRules)
	}
	if old.Engine != now.Engine {
		parts = append(parts, ByEngine)
	}
	if old.Glossary != now.Glossary {
		parts = append(parts, ByGlossary)
	}
	return parts
}

func textPart(old, now Origin) (parts []Cause) {
	if old.Version == now.Version {
		return nil
	}
	if now.Reader {
		return []Cause{ByReader}
	}
	return []Cause{ByContent}
}

// SetCauses says of each change why it came, and groups the changes. Where
// text and rules both moved, a change is due to the rules if it is there on the
// old text already and the edit adds nothing, to the edit if the new rules make
// no difference on the old text; else to several.
func SetCauses(changes []Change, from, to Origin, corners Corners, old, now Side) {
	machine, content := machineParts(from, to), textPart(from, to)
	var blame *blame
	if len(machine) > 0 && len(content) > 0 {
		blame = newBlame(corners, old, now)
	}
	for i := range changes {
		c := &changes[i]
		parts := append(slices.Clone(machine), content...)
		if blame != nil {
			byMachine, byContent := blame.of(c)
			parts = parts[:0]
			if byMachine || !byContent {
				parts = append(parts, machine...)
			}
			if byContent || !byMachine {
				parts = append(parts, content...)
			}
		}
		c.setCause(parts)
	}
}

func (c *Change) setCause(parts []Cause) {
	switch len(parts) {
	case 0:
		c.Cause = ByContent // an article that is new
	case 1:
		c.Cause = parts[0]
	default:
		c.Cause, c.Parts = BySeveral, parts
	}
	c.Group = c.GroupOf()
}

// blame follows claims through the shadow runs.
type blame struct {
	first, second  map[*corpus.Claim]string // old, new claim → what it says at the corner with the new rules; "": not there
	third, fourth  map[*corpus.Claim]string // the same for the corner with the old rules
	newMid, oldMid bool
}

func newBlame(corners Corners, old, now Side) *blame {
	b := &blame{}
	if mid := corners.NewRulesOldText; mid != nil {
		b.newMid = true
		b.first, b.second = through(old, *mid, true), through(*mid, now, false)
	}
	if alt := corners.OldRulesNewText; alt != nil {
		b.oldMid = true
		b.third, b.fourth = through(old, *alt, true), through(*alt, now, false)
	}
	return b
}

// through maps the claims of one side to what they say on the other.
func through(from, to Side, keyOld bool) map[*corpus.Claim]string {
	out := map[*corpus.Claim]string{}
	for _, p := range PairUp(from, to).Pairs {
		a, b := &from.Claims[p.Old], &to.Claims[p.New]
		if keyOld {
			out[a] = hashOf(b)
		} else {
			out[b] = hashOf(a)
		}
	}
	return out
}

// of says whether rules and whether the edit have a part in a change.
func (b *blame) of(c *Change) (machine, content bool) {
	if !b.newMid && !b.oldMid {
		return true, true
	}
	says := func(m map[*corpus.Claim]string, claim *corpus.Claim) string {
		if claim == nil {
			return ""
		}
		return m[claim]
	}
	if b.newMid {
		machine = c.Old != nil && says(b.first, c.Old) != c.OldHash || c.Old == nil && says(b.second, c.New) != ""
		content = c.New != nil && says(b.second, c.New) != c.NewHash || c.New == nil && says(b.first, c.Old) != ""
	}
	if b.oldMid && !b.newMid {
		content = c.Old != nil && says(b.third, c.Old) != c.OldHash || c.Old == nil && says(b.fourth, c.New) != ""
		machine = c.New != nil && says(b.fourth, c.New) != c.NewHash || c.New == nil && says(b.third, c.Old) != ""
	}
	return machine, content
}
