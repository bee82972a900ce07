package review

import (
	"slices"

	"goalpost/rules"
)

// RuleEdit is a rule that two sets have otherwise: its body in both, empty
// where a set has no such rule.
type RuleEdit struct {
	Rule string `json:"rule"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// How says what became of the rule.
func (e *RuleEdit) How() string {
	switch {
	case e.Old == "":
		return "new"
	case e.New == "":
		return "gone"
	}
	return "edited"
}

// EditsOf is what differs from one set of rules to another, in the order of the
// new one, then of the old one. Nothing where the bodies of either are not known.
func EditsOf(old, now []rules.Body) (out []RuleEdit) {
	if len(old) == 0 || len(now) == 0 {
		return nil
	}
	was := make(map[string]string, len(old))
	for _, b := range old {
		was[b.ID] = b.Text
	}
	for _, b := range now {
		if was[b.ID] != b.Text {
			out = append(out, RuleEdit{b.ID, was[b.ID], b.Text})
		}
		delete(was, b.ID)
	}
	for _, b := range old {
		if text, gone := was[b.ID]; gone {
			out = append(out, RuleEdit{b.ID, text, ""})
		}
	}
	return out
}

// SetEdited names, for each change that rules or glossary have a part in, the
// edited rules that read the claim before or read it now; where none of them
// did, all that were edited.
func SetEdited(changes []Change, edits []RuleEdit) {
	for i := range changes {
		c := &changes[i]
		if !c.due(ByRules) && !c.due(ByGlossary) {
			continue
		}
		var all, inPlay []string
		readers := c.readers()
		for _, e := range edits {
			all = append(all, e.Rule)
			if slices.Contains(readers, e.Rule) {
				inPlay = append(inPlay, e.Rule)
			}
		}
		if c.Edited = inPlay; len(inPlay) == 0 {
			c.Edited = all
		}
	}
}

// due says whether a cause has a part in the change.
func (c *Change) due(to Cause) bool { return c.Cause == to || slices.Contains(c.Parts, to) }

// readers are the rules and the concept that made the claim what it was and what it is.
func (c *Change) readers() []string {
	ids := c.RuleIDs()
	for _, f := range c.Fields {
		if f.Field == "concept" {
			ids = append(ids, f.Old, f.New)
		}
	}
	if c.Old != nil {
		for _, n := range c.Old.FilledBy {
			ids = append(ids, n.Of)
		}
	}
	if c.New != nil {
		for _, n := range c.New.FilledBy {
			ids = append(ids, n.Of)
		}
	}
	return ids
}
