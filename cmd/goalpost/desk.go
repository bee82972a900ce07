package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/extract/review"
)

// policiesName is the file of policies in the data folder.
const policiesName = "policies.yaml"

// desk joins the store with the review: it lays an article as it was last
// reviewed beside what is extracted now.
type desk struct {
	*app
	ctx      context.Context //nolint:containedctx // lives as long as the one call of a verb
	st       *store.Store
	ledger   *review.Ledger
	policies []review.Policy
	laid     map[string]*sheet // of articles with open changes, while reviewing; nil: nothing is kept
}

// sheet is one article's changes.
type sheet struct {
	row      store.ArticleRow
	base     store.Base // its Article is empty where nothing was reviewed yet
	old, now review.Side
	items    []review.Item
}

// baseData is what is kept beside a base: the last line of the log that it
// holds, and the bases before it, so that a decision can be taken back.
type baseData struct {
	Through int64      `json:"through"`
	Before  []basePast `json:"before,omitempty"`
}

// basePast is a former base.
type basePast struct {
	Version    string `json:"version"`
	Extraction string `json:"extraction"`
	Through    int64  `json:"through"`
}

func (a *app) openDesk(ctx context.Context, mode store.Mode, verb string) (*desk, error) {
	st, err := a.openStore(ctx, mode, verb)
	if err != nil {
		return nil, err
	}
	d := &desk{app: a, ctx: ctx, st: st}
	if err := d.load(); err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return d, nil
}

func (d *desk) load() error {
	d.ledger = review.NewLedger(nil)
	for row, err := range d.st.Decisions(d.ctx, store.DecisionFilter{}) {
		if err != nil {
			return dataFailure(err)
		}
		d.ledger.Add(decisionOf(row))
	}
	d.policies = review.DefaultPolicies()
	path := filepath.Join(d.data, policiesName)
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err == nil:
		d.policies, err = review.ReadPolicies(data)
	}
	if err != nil {
		return wrong("goalpost help review shows a file of policies", "%q: %w", path, err)
	}
	return nil
}

func decisionOf(r store.Decision) review.Decision {
	d := review.Decision{
		ID: r.ID, Number: r.Number, Change: r.ChangeKey, Group: r.Group, Article: r.Article, Claim: r.Claim, OldClaim: r.OldClaim,
		OldHash: r.OldHash, NewHash: r.NewHash, Kind: review.Kind(r.Kind), Cause: review.Cause(r.Cause), Rule: r.Rule,
		Verdict: review.Verdict(r.Verdict), Reason: r.Reason, Scope: review.Scope(r.Scope), Note: r.Note, Query: r.Query,
		Actor: r.Actor, ActorKind: r.ActorKind, At: r.At, Seconds: r.Seconds, Reverts: r.Reverts, Expected: r.Version - 1,
	}
	if len(r.Corrected) > 0 {
		_ = json.Unmarshal(r.Corrected, &d.Corrected) // written by rowOf
	}
	return d
}

func rowOf(d review.Decision) store.Decision {
	r := store.Decision{
		ChangeKey: d.Change, Group: d.Group, Article: d.Article, Claim: d.Claim, OldClaim: d.OldClaim,
		OldHash: d.OldHash, NewHash: d.NewHash, Kind: string(d.Kind), Cause: string(d.Cause), Rule: d.Rule,
		Verdict: string(d.Verdict), Reason: d.Reason, Scope: string(d.Scope), Note: d.Note, Query: d.Query,
		Actor: d.Actor, ActorKind: d.ActorKind, At: d.At, Seconds: d.Seconds, Reverts: d.Reverts, Expected: d.Expected,
	}
	if len(d.Corrected) > 0 {
		r.Corrected, _ = json.Marshal(d.Corrected) // texts always marshal
	}
	return r
}

// sheets lays out the articles that have changes since they were reviewed.
func (d *desk) sheets() iter.Seq2[*sheet, error] { return d.changed(d.sheet) }

// changed lays out, by article, those of all articles in which something changed.
func (d *desk) changed(lay func(store.ArticleRow) (*sheet, error)) iter.Seq2[*sheet, error] {
	return func(yield func(*sheet, error) bool) {
		for row, err := range d.st.Articles(d.ctx, store.ArticleFilter{}) {
			var s *sheet
			if err == nil {
				s, err = lay(row)
			}
			if err != nil {
				yield(nil, dataFailure(err))
				return
			}
			if len(s.items) > 0 && !yield(s, nil) {
				return
			}
		}
	}
}

// sheet lays out one article; it has no items where nothing changed.
func (d *desk) sheet(row store.ArticleRow) (*sheet, error) {
	s := &sheet{row: row}
	if row.Extraction == "" {
		return s, nil
	}
	if laid := d.laid[row.ID]; laid != nil && laid.row.Extraction == row.Extraction {
		return laid, nil
	}
	base, known, err := d.st.Base(d.ctx, row.ID)
	if err != nil {
		return s, err
	}
	s.base = base
	if known && base.Extraction == row.Extraction {
		return s, nil
	}
	if s.now, err = d.side(row.Version, row.Extraction); err != nil {
		return s, err
	}
	s.old.Text = s.now.Text
	if known && base.Extraction != "" {
		if s.old, err = d.side(base.Version, base.Extraction); err != nil {
			return s, err
		}
	}
	changes := review.Compare(row.ID, s.old, s.now)
	if err := d.causes(s, changes); err != nil {
		return s, err
	}
	data := s.data()
	for i := range changes {
		s.items = append(s.items, d.ledger.Judge(changes[i], d.policies, data.Through))
	}
	if d.laid != nil {
		d.laid[row.ID] = s
	}
	return s, nil
}

func (s *sheet) data() (data baseData) {
	if len(s.base.Data) > 0 {
		_ = json.Unmarshal(s.base.Data, &data) // written by settle
	}
	return data
}

// side is an extraction with the text that it reads.
func (d *desk) side(version, extraction string) (review.Side, error) {
	v, err := d.st.Version(d.ctx, version)
	if err != nil {
		return review.Side{}, err
	}
	x, err := d.st.FullExtraction(d.ctx, extraction)
	return review.Side{Text: v.Content.Text, Claims: x.Claims}, err
}

// causes says why, running what reads now on the text as it was where text and
// rules both moved.
func (d *desk) causes(s *sheet, changes []review.Change) error {
	for i := range changes {
		changes[i].Lang, changes[i].Source = s.row.Lang, s.row.Key.Source
	}
	var from, to review.Origin
	var corners review.Corners
	if s.base.Extraction != "" {
		var err error
		if from, err = d.origin(s.base.Extraction); err != nil {
			return err
		}
		if to, err = d.origin(s.row.Extraction); err != nil {
			return err
		}
		if review.NeedsCorners(from, to) {
			if corners, err = d.corners(s, from, to); err != nil {
				return err
			}
		}
	}
	review.SetCauses(changes, from, to, corners, s.old, s.now)
	return nil
}

func (d *desk) origin(extraction string) (review.Origin, error) {
	x, err := d.st.Extraction(d.ctx, extraction)
	if err != nil {
		return review.Origin{}, err
	}
	v, err := d.st.Version(d.ctx, x.Version)
	return review.Origin{Version: x.Version, Rules: x.Rules, Engine: x.Engine, Glossary: x.Glossary, Reader: v.Cause == "reader"}, err
}

// corners are the shadow runs: found in the store, or made where the rules at
// hand are those of the newer extraction.
func (d *desk) corners(s *sheet, from, to review.Origin) (c review.Corners, err error) {
	c.NewRulesOldText, err = d.stored(s.row.ID, from.Version, to)
	if err == nil {
		c.OldRulesNewText, err = d.stored(s.row.ID, to.Version, from)
	}
	if err != nil || c.NewRulesOldText != nil {
		return c, err
	}
	engines, err := d.engines()
	if err != nil {
		return c, err
	}
	name, err := engines.Rules(s.row.Lang)
	if err != nil {
		return c, err
	}
	glossary, err := engines.Glossary()
	if err != nil || name != to.Rules || engines.Version() != to.Engine || glossary != to.Glossary {
		return c, err
	}
	v, err := d.st.Version(d.ctx, from.Version)
	if err != nil {
		return c, err
	}
	x, err := engines.Extract(v.Content)
	c.NewRulesOldText = &review.Side{Text: v.Content.Text, Claims: x.Claims}
	return c, err
}

// stored is an extraction of a version by certain rules, nil where there is none.
func (d *desk) stored(article, version string, by review.Origin) (*review.Side, error) {
	for x, err := range d.st.Extractions(d.ctx, article) {
		if err != nil {
			return nil, err
		}
		if x.Version == version && x.Rules == by.Rules && x.Engine == by.Engine && x.Glossary == by.Glossary {
			side, err := d.side(version, x.ID)
			return &side, err
		}
	}
	return nil, nil //nolint:nilnil // no such extraction is no error
}

// queue are the open changes in the order in which people are asked: what was
// decided once and is back, what is claimed otherwise, the larger groups first,
// then the rest; what was put off comes last.
func (d *desk) queue(query review.Query, flags diffFlags) (out []laid, err error) {
	size := map[string]int{}
	for c, err := range chosen(d.sheets(), query, flags) {
		if err != nil {
			return nil, err
		}
		out = append(out, c)
		size[c.Group]++
	}
	rank := func(c laid) int {
		switch {
		case c.State == review.Deferred:
			return 3
		case c.State == review.Stale:
			return 0
		case c.Major():
			return 1
		}
		return 2
	}
	slices.SortStableFunc(out, func(a, b laid) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(size[b.Group], size[a.Group]), cmp.Compare(a.Group, b.Group))
	})
	return out, nil
}

// claimsNow are the claims of an article as they read now; none where it is gone.
func (d *desk) claimsNow(article string) []corpus.Claim {
	row, err := d.st.Article(d.ctx, article)
	if err != nil {
		return nil
	}
	x, err := d.st.FullExtraction(d.ctx, row.Extraction)
	if err != nil {
		return nil
	}
	return x.Claims
}

// item finds a change by its key or the first letters of it.
func (d *desk) item(key string) (*sheet, *review.Item, error) {
	var found *sheet
	var item *review.Item
	for s, err := range d.sheets() {
		if err != nil {
			return nil, nil, err
		}
		for i := range s.items {
			if k := s.items[i].Key; len(key) >= 4 && len(k) >= len(key) && k[:len(key)] == key {
				if item != nil {
					return nil, nil, wrong("give more letters of it", "more than one change begins with %q", key)
				}
				found, item = s, &s.items[i]
			}
		}
	}
	if item == nil {
		return nil, nil, &failure{statusNothing, fmt.Errorf("no change %q is open", key), "goalpost review list shows what is"}
	}
	return found, item, nil
}
