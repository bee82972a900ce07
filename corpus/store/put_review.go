package store

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// Decide appends to the review log and gives the line as stored.
//
// The lines of one change key are numbered from 1. A line is written only where
// the last one is d.Expected (0: none yet, -1: whatever it is); else it is a
// [*ConflictError] and nothing is written. Reverts names a line of the log
// ([ErrNotFound] where it does not): it is live no more, and where it had taken
// back another, that one is live again.
func (t *Tx) Decide(d Decision) (Decision, error) {
	var version int
	if _, err := t.row("SELECT coalesce(max(subject_version), 0) FROM decisions WHERE change_key = ?",
		[]any{d.ChangeKey}, []any{&version}); err != nil {
		return d, err
	}
	if d.Expected >= 0 && d.Expected != version {
		return d, &ConflictError{Subject: d.ChangeKey, Expected: d.Expected, Actual: version}
	}
	if d.Reverts != "" {
		if err := t.revert(d.Reverts); err != nil {
			return d, err
		}
	}
	d.Version, d.Live = version+1, true
	d.ID = "d" + digest(16, "decision", d.ChangeKey, strconv.Itoa(d.Version), d.Verdict, d.Reason, string(d.Corrected), d.Reverts)
	_, err := t.row(insert("decisions", `id, change_key, subject_version, group_key, article, claim, old_claim, old_hash, new_hash,
		kind, cause, rule, verdict, reason, scope, note, query, corrected_json, data_json, actor, actor_kind, at, seconds, reverts`,
		"RETURNING number"), []any{
		d.ID, d.ChangeKey, d.Version, d.Group, d.Article, d.Claim, d.OldClaim, d.OldHash, d.NewHash,
		d.Kind, d.Cause, d.Rule, d.Verdict, d.Reason, d.Scope, d.Note, d.Query, message(d.Corrected), message(d.Data),
		d.Actor, d.ActorKind, stamp(d.At), d.Seconds, d.Reverts,
	}, []any{&d.Number})
	return d, err
}

// revert turns the line id off, what it had reverted on again, and so forth.
func (t *Tx) revert(id string) error {
	for live := false; id != ""; live = !live {
		var before string
		found, err := t.row("SELECT reverts FROM decisions WHERE id = ?", []any{id}, []any{&before})
		if err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("decision %q: %w", id, ErrNotFound)
		}
		if _, err := t.exec("UPDATE decisions SET live = ? WHERE id = ?", live, id); err != nil {
			return err
		}
		id = before
	}
	return nil
}

// PutBase replaces the last reviewed state of an article and gives its revision.
// It is a [*ConflictError] where the revision so far is not b.Expected (0: none
// yet, -1: whatever it is).
func (t *Tx) PutBase(b Base) (revision int, err error) {
	if _, err := t.row("SELECT coalesce(max(revision), 0) FROM bases WHERE article = ?",
		[]any{b.Article}, []any{&revision}); err != nil {
		return 0, err
	}
	if b.Expected >= 0 && b.Expected != revision {
		return revision, &ConflictError{Subject: b.Article, Expected: b.Expected, Actual: revision}
	}
	claims, err := json.Marshal(b.Claims)
	if err != nil {
		return revision, fmt.Errorf("base of %q: %w", b.Article, err)
	}
	_, err = t.exec(insert("bases", "article, version, extraction, claims_json, data_json, at, revision",
		`ON CONFLICT DO UPDATE SET version = excluded.version, extraction = excluded.extraction,
		claims_json = excluded.claims_json, data_json = excluded.data_json, at = excluded.at, revision = excluded.revision`),
		b.Article, b.Version, b.Extraction, string(claims), message(b.Data), stamp(b.At), revision+1)
	return revision + 1, err
}

// PutUse logs that a decision was applied again; the same use twice is one.
func (t *Tx) PutUse(u Use) error {
	_, err := t.exec(insert("decision_uses", "decision, article, claim, kind, at", "ON CONFLICT DO NOTHING"),
		u.Decision, u.Article, u.Claim, u.Kind, stamp(u.At))
	return err
}

// PutPair stores that two claims are the same one; the same pair twice is one,
// of the newer kind and score.
func (t *Tx) PutPair(p Pair) error {
	_, err := t.exec(insert("claim_pairs", "article, old_claim, new_claim, kind, score",
		"ON CONFLICT DO UPDATE SET kind = excluded.kind, score = excluded.score"),
		p.Article, p.Old, p.New, p.Kind, p.Score)
	return err
}
