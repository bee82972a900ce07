package store

import (
	"context"
	"iter"
	"slices"
)

const decisionQuery = `SELECT number, id, change_key, subject_version, group_key, article, claim, old_claim, old_hash, new_hash,
	kind, cause, rule, verdict, reason, scope, note, query, corrected_json, data_json, actor, actor_kind, at, seconds, reverts,
	live FROM decisions`

func scanDecision(s scanner) (d Decision, err error) {
	err = s.Scan(&d.Number, &d.ID, &d.ChangeKey, &d.Version, &d.Group, &d.Article, &d.Claim, &d.OldClaim, &d.OldHash, &d.NewHash,
		&d.Kind, &d.Cause, &d.Rule, &d.Verdict, &d.Reason, &d.Scope, &d.Note, &d.Query, raw{&d.Corrected}, raw{&d.Data}, &d.Actor,
		&d.ActorKind, when{&d.At}, &d.Seconds, &d.Reverts, &d.Live)
	d.Expected = d.Version - 1
	return d, err
}

// Decision is the line with this id or a unique beginning of it, [ErrNotFound] or [ErrAmbiguous].
func (r Reader) Decision(ctx context.Context, id string) (Decision, error) {
	found, err := all(ctx, r, scanDecision, decisionQuery+" WHERE id >= ? AND id < ? ORDER BY id LIMIT 2", id, after(id))
	return single("decision", id, found, err)
}

// Decisions iterates over the review log, in its order.
func (r Reader) Decisions(ctx context.Context, f DecisionFilter) iter.Seq2[Decision, error] {
	w := &where{}
	in(w, "id", f.IDs)
	w.eq("change_key", f.ChangeKey)
	w.eq("article", f.Article)
	if f.Claim != "" {
		w.add("(claim = ? OR old_claim = ?)", f.Claim, f.Claim)
	}
	in(w, "verdict", f.Verdict)
	w.eq("actor", f.Actor)
	if f.After != 0 {
		w.add("number > ?", f.After)
	}
	if f.Live {
		w.add("live = 1")
	}
	return each(ctx, r, scanDecision, decisionQuery+w.String()+" ORDER BY number", w.args...)
}

const baseQuery = "SELECT article, version, extraction, claims_json, data_json, at, revision FROM bases"

func scanBase(s scanner) (b Base, err error) {
	err = s.Scan(&b.Article, &b.Version, &b.Extraction, fromJSON{&b.Claims}, raw{&b.Data}, when{&b.At}, &b.Revision)
	b.Expected = b.Revision
	return b, err
}

// Base is the last reviewed state of an article; ok is false where there is none.
func (r Reader) Base(ctx context.Context, article string) (b Base, ok bool, err error) {
	found, err := all(ctx, r, scanBase, baseQuery+" WHERE article = ?", article)
	if err != nil || len(found) == 0 {
		return Base{}, false, err
	}
	return found[0], true, nil
}

// Bases iterates over the last reviewed states, by article.
func (r Reader) Bases(ctx context.Context) iter.Seq2[Base, error] {
	return each(ctx, r, scanBase, baseQuery+" ORDER BY article")
}

// Uses iterates over the uses of a decision (empty: of all), by decision, article and claim.
func (r Reader) Uses(ctx context.Context, decision string) iter.Seq2[Use, error] {
	w := &where{}
	w.eq("decision", decision)
	return each(ctx, r, func(s scanner) (u Use, err error) {
		err = s.Scan(&u.Decision, &u.Article, &u.Claim, &u.Kind, when{&u.At})
		return u, err
	}, "SELECT decision, article, claim, kind, at FROM decision_uses"+w.String()+" ORDER BY decision, article, claim, kind", w.args...)
}

// Pairs iterates over the pairs of an article (empty: of all), by article, old and new claim.
func (r Reader) Pairs(ctx context.Context, article string) iter.Seq2[Pair, error] {
	w := &where{}
	w.eq("article", article)
	return each(ctx, r, func(s scanner) (p Pair, err error) {
		err = s.Scan(&p.Article, &p.Old, &p.New, &p.Kind, &p.Score)
		return p, err
	}, "SELECT article, old_claim, new_claim, kind, score FROM claim_pairs"+w.String()+" ORDER BY article, old_claim, new_claim", w.args...)
}

// ReviewStates is what the log says of the claims with these ids: the last live
// decision on each, or that was applied to it again. Claims without one are left out.
func (r Reader) ReviewStates(ctx context.Context, claims []string) (map[string]ReviewState, error) {
	const batch = 500 // well under SQLite's limit of parameters
	out := map[string]ReviewState{}
	for part := range slices.Chunk(claims, batch) {
		w := &where{}
		in(w, "c.id", part)
		query := `WITH c(id, decision) AS (
			SELECT claim, number FROM decisions WHERE live = 1 AND claim <> ''
			UNION ALL SELECT old_claim, number FROM decisions WHERE live = 1 AND old_claim <> ''
			UNION ALL SELECT u.claim, d.number FROM decision_uses u JOIN decisions d ON d.id = u.decision
				WHERE d.live = 1 AND u.kind <> 'stale')
			SELECT c.id, d.verdict, d.id, d.actor, d.at FROM c JOIN decisions d ON d.number = c.decision` + w.String() + " ORDER BY d.number"
		states := each(ctx, r, func(s scanner) (st ReviewState, err error) {
			err = s.Scan(&st.Claim, &st.Verdict, &st.Decision, &st.Actor, when{&st.At})
			return st, err
		}, query, w.args...)
		for st, err := range states {
			if err != nil {
				return nil, err
			}
			out[st.Claim] = st
		}
	}
	return out, nil
}
