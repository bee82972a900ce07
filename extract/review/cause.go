package review

import (
	"strings"

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

// Step is one reading on the way from the old extraction to the new one: what
// had changed since the step before, and what was read then. All but the last
// are shadow runs.
type Step struct {
	Causes []Cause
	Side
}

// Parts are the causes that lie between two extractions, in the order in which
// shadow runs take them: what reads, then the text. None: an article that is new.
func Parts(old, now Origin) (parts []Cause) {
	add := func(other bool, c Cause) {
		if other {
			parts = append(parts, c)
		}
	}
	add(old.Engine != now.Engine, ByEngine)
	add(old.Rules != now.Rules, ByRules)
	add(old.Glossary != now.Glossary, ByGlossary)
	add(old.Version != now.Version && now.Reader, ByReader)
	add(old.Version != now.Version && !now.Reader, ByContent)
	return parts
}

// With is the origin with what a cause has changed.
func (o Origin) With(c Cause, now Origin) Origin {
	switch c {
	case ByEngine:
		o.Engine = now.Engine
	case ByRules:
		o.Rules = now.Rules
	case ByGlossary:
		o.Glossary = now.Glossary
	case ByReader, ByContent:
		o.Version, o.Reader = now.Version, now.Reader
	case BySeveral:
	}
	return o
}

// SetCauses says of each change why it came, and groups the changes: a change
// is due to the steps of the way at which its claim was read otherwise than at
// the step before. The last step is what is read now.
func SetCauses(changes []Change, old Side, way []Step) {
	trail := follow(old, way)
	for i := range changes {
		c := &changes[i]
		var parts, all []Cause
		for k, step := range way {
			all = append(all, step.Causes...)
			if trail.turns(c, k) {
				parts = append(parts, step.Causes...)
			}
		}
		switch {
		case len(parts) > 0:
		case c.Kind == Moved && len(all) > 0: // the text is the last to change
			parts = all[len(all)-1:]
		default: // the steps don't tell
			parts = all
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

// Why is the cause in words, several with its parts: "several (rules, content)".
func (c *Change) Why() string {
	if len(c.Parts) == 0 {
		return string(c.Cause)
	}
	names := make([]string, len(c.Parts))
	for i, p := range c.Parts {
		names[i] = string(p)
	}
	return string(c.Cause) + " (" + strings.Join(names, ", ") + ")"
}

// trail is what the claims at both ends of a way say at each step of it; "" where
// they are not there.
type trail struct{ forth, back map[*corpus.Claim][]string }

// follow pairs the claims along the way, from its begin and from its end.
func follow(old Side, way []Step) trail {
	t := trail{map[*corpus.Claim][]string{}, map[*corpus.Claim][]string{}}
	if len(way) < 2 {
		return t
	}
	sides := []Side{old}
	var forth, back []map[int]int // of each step: old place → new place, and the other way round
	for k, s := range way {
		sides = append(sides, s.Side)
		forth, back = append(forth, map[int]int{}), append(back, map[int]int{})
		for _, p := range PairUp(sides[k], sides[k+1]).Pairs {
			forth[k][p.Old], back[k][p.New] = p.New, p.Old
		}
	}
	for i := range old.Claims {
		says, at, there := make([]string, len(sides)), i, true
		for k := 0; there; k++ {
			says[k] = hashOf(&sides[k].Claims[at])
			if k == len(way) {
				break
			}
			at, there = forth[k][at]
		}
		t.forth[&old.Claims[i]] = says
	}
	now := sides[len(way)]
	for j := range now.Claims {
		says, at, there := make([]string, len(sides)), j, true
		for k := len(way); there; k-- {
			says[k] = hashOf(&sides[k].Claims[at])
			if k == 0 {
				break
			}
			at, there = back[k-1][at]
		}
		t.back[&now.Claims[j]] = says
	}
	return t
}

// turns says whether the claim of a change is read otherwise behind a step than before it.
func (t trail) turns(c *Change, step int) bool {
	says := t.forth[c.Old]
	if c.Old == nil {
		says = t.back[c.New]
	}
	if says == nil {
		return false
	}
	behind := says[step+1]
	if step+2 == len(says) {
		behind = c.NewHash
	}
	return says[step] != behind
}
