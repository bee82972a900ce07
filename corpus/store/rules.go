package store

import "context"

// Rule is what a rule, or a concept of the glossary, meant.
type Rule struct{ ID, Body string }

// PutRules keeps the bodies of a set of rules, in their order; what is kept
// already stays as it is.
func (t *Tx) PutRules(set string, rules []Rule) error {
	if err := t.corpusOnly(); err != nil {
		return err
	}
	for i, r := range rules {
		hash := digest(24, "rule", r.Body)
		if _, err := t.exec(insert("rule_bodies", "hash, body", "ON CONFLICT DO NOTHING"), hash, r.Body); err != nil {
			return err
		}
		if _, err := t.exec(insert("rule_sets", "name, ordinal, rule, hash", "ON CONFLICT DO NOTHING"), set, i, r.ID, hash); err != nil {
			return err
		}
	}
	return nil
}

// HasRules says whether the bodies of a set are kept.
func (r Reader) HasRules(ctx context.Context, set string) (bool, error) {
	found, err := all(ctx, r, scalar[int], "SELECT 1 FROM rule_sets WHERE name = ? LIMIT 1", set)
	return len(found) > 0, err
}

// Rules are the bodies of a set, in their order; none where they are not kept.
func (r Reader) Rules(ctx context.Context, set string) ([]Rule, error) {
	return all(ctx, r, func(s scanner) (x Rule, err error) {
		err = s.Scan(&x.ID, &x.Body)
		return x, err
	}, "SELECT s.rule, b.body FROM rule_sets s JOIN rule_bodies b ON b.hash = s.hash WHERE s.name = ? ORDER BY s.ordinal", set)
}
