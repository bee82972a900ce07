package main

import (
	"goalpost/extract/review"
	"goalpost/rules"
)

// causes says why the changes of a sheet came: where more than one thing changed,
// shadow runs tell them apart, as far as what read then can still be run.
func (d *desk) causes(s *sheet, changes []review.Change) error {
	if s.from == (review.Origin{}) { // the article is new
		review.SetCauses(changes, s.old, nil)
		return nil
	}
	way, err := d.way(s)
	if err != nil {
		return err
	}
	review.SetCauses(changes, s.old, way)
	edits, err := d.edits(s)
	review.SetEdited(changes, edits)
	return err
}

// way leads from what was read to what is read, one cause after the other. The
// causes between which no shadow run can be had stay together.
func (d *desk) way(s *sheet) ([]review.Step, error) {
	parts := review.Parts(s.from, s.to)
	var way []review.Step
	var since []review.Cause
	at := s.from
	for i, part := range parts {
		since, at = append(since, part), at.With(part, s.to)
		if i == len(parts)-1 {
			break
		}
		side, err := d.shadowRun(s, at)
		if err != nil {
			return nil, err
		}
		if side != nil {
			way, since = append(way, review.Step{Causes: since, Side: *side}), nil
		}
	}
	return append(way, review.Step{Causes: since, Side: s.now}), nil
}

// shadowRun is what is read at an origin: an extraction that the store has, or
// one made for the purpose with the rules as they are kept. nil where that
// engine or glossary is not at hand.
func (d *desk) shadowRun(s *sheet, at review.Origin) (*review.Side, error) {
	for x, err := range d.st.Extractions(d.ctx, s.row.ID) {
		if err != nil {
			return nil, err
		}
		if x.Version == at.Version && x.Rules == at.Rules && x.Engine == at.Engine && x.Glossary == at.Glossary {
			side, _, err := d.reading(x.Version, x.ID, nil)
			return &side, err
		}
	}
	engines, err := d.engines()
	if err != nil {
		return nil, err
	}
	glossary, err := engines.Glossary()
	if err != nil || engines.Version() != at.Engine || glossary != at.Glossary {
		return nil, err
	}
	v, err := d.st.Version(d.ctx, at.Version)
	if err != nil {
		return nil, err
	}
	x, ok, err := engines.ExtractAs(at.Rules, func() ([]rules.Body, error) { return d.kept(at.Rules) }, v.Content)
	if err != nil || !ok {
		return nil, err
	}
	return &review.Side{Text: v.Content.Text, Claims: x.Claims}, nil
}

// edits are the rules and concepts that differ between both sides of a sheet;
// none where the article is new.
func (d *desk) edits(s *sheet) ([]review.RuleEdit, error) {
	if s.from.Rules == s.to.Rules && s.from.Glossary == s.to.Glossary || s.from == (review.Origin{}) {
		return nil, nil
	}
	engines, err := d.engines()
	if err != nil {
		return nil, err
	}
	words, err := d.editsBetween(s.from.Glossary, s.to.Glossary, engines.Words)
	if err != nil {
		return nil, err
	}
	list, err := d.editsBetween(s.from.Rules, s.to.Rules, func() ([]rules.Body, error) { return engines.Bodies(s.row.Lang) })
	return append(list[:len(list):len(list)], words...), err
}

// editsBetween are the edits between two sets by their names; atHand gives the
// bodies of the newer one where the store has not got them.
func (d *desk) editsBetween(old, now string, atHand func() ([]rules.Body, error)) ([]review.RuleEdit, error) {
	key := [2]string{old, now}
	if list, known := d.edited[key]; known || old == now {
		return list, nil
	}
	was, err := d.kept(old)
	if err != nil {
		return nil, err
	}
	is, err := d.kept(now)
	if err == nil && len(was) > 0 && len(is) == 0 {
		is, err = atHand()
	}
	if err != nil {
		return nil, err
	}
	if d.edited == nil {
		d.edited = map[[2]string][]review.RuleEdit{}
	}
	d.edited[key] = review.EditsOf(was, is)
	return d.edited[key], nil
}

// kept are the bodies that the store keeps of a set.
func (d *desk) kept(set string) (out []rules.Body, err error) {
	list, err := d.st.Rules(d.ctx, set)
	for _, r := range list {
		out = append(out, rules.Body{ID: r.ID, Text: r.Body})
	}
	return out, err
}
