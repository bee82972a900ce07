package store

import (
	"context"
	"iter"
)

// RuleEdit is a rule that two sets have otherwise: its body in both, empty where
// a set has no such rule.
type RuleEdit struct {
	Rule     string `json:"rule"`
	Old, New string
}

// PutRules keeps the bodies of a set of rules, by rule id; what is kept already
// stays as it is.
func (t *Tx) PutRules(set string, bodies map[string]string) error {
	if err := t.corpusOnly(); err != nil {
		return err
	}
	for id, body := range bodies {
		hash := digest(24, "rule", body)
		if _, err := t.exec(insert("rule_bodies", "hash, body", "ON CONFLICT DO NOTHING"), hash, body); err != nil {
			return err
		}
		if _, err := t.exec(insert("rule_sets", "name, rule, hash", "ON CONFLICT DO NOTHING"), set, id, hash); err != nil {
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

// RuleEdits iterates over what differs from one set of rules to another, by
// rule. Where the bodies of a set are not kept it is as if it had no rules.
func (r Reader) RuleEdits(ctx context.Context, old, now string) iter.Seq2[RuleEdit, error] {
	return each(ctx, r, func(s scanner) (e RuleEdit, err error) {
		err = s.Scan(&e.Rule, &e.Old, &e.New)
		return e, err
	}, `WITH a AS (SELECT rule, hash FROM rule_sets WHERE name = ?), b AS (SELECT rule, hash FROM rule_sets WHERE name = ?)
		SELECT coalesce(a.rule, b.rule) id, coalesce(x.body, ''), coalesce(y.body, '')
		FROM a FULL JOIN b ON b.rule = a.rule
		LEFT JOIN rule_bodies x ON x.hash = a.hash LEFT JOIN rule_bodies y ON y.hash = b.hash
		WHERE a.hash IS NOT b.hash ORDER BY id`, old, now)
}
