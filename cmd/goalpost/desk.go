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
	last     *sheet                          // that was laid out last for one of its changes
	editions map[string]string               // article → the edition that names it and its translations
	edited   map[[2]string][]review.RuleEdit // between two sets of rules or two glossaries, once asked for
}

// sheet is one article's changes.
type sheet struct {
	row      store.ArticleRow
	base     store.Base // its Article is empty where nothing was reviewed yet
	old, now review.Side
	from, to review.Origin
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
func (d *desk) sheets() iter.Seq2[*sheet, error] {
	return d.changed(store.ArticleFilter{Otherwise: true}, d.sheet)
}

// changed lays out, by article, those in which something changed.
func (d *desk) changed(among store.ArticleFilter, lay func(store.ArticleRow) (*sheet, error)) iter.Seq2[*sheet, error] {
	return func(yield func(*sheet, error) bool) {
		for row, err := range d.st.Articles(d.ctx, among) {
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
	base, known, err := d.st.Base(d.ctx, row.ID)
	if err != nil {
		return s, err
	}
	s.base = base
	if known && base.Extraction == row.Extraction {
		return s, nil
	}
	if err := d.lay(s, base.Version, base.Extraction, base.Claims); err != nil {
		return s, err
	}
	return s, d.compare(s, d.policies, s.data().Through)
}

// lay fills both sides of a sheet: what is extracted now, and what an extraction
// ("": none) read in a version, whose claims are told where they are known.
func (d *desk) lay(s *sheet, version, extraction string, claims []corpus.Claim) (err error) {
	if s.now, s.to, err = d.reading(s.row.Version, s.row.Extraction, nil); err != nil {
		return err
	}
	s.old.Text = s.now.Text
	if extraction == "" {
		return nil
	}
	if version != s.row.Version {
		s.old, s.from, err = d.reading(version, extraction, claims)
		return err
	}
	if s.from, err = d.origin(extraction); err != nil {
		return err
	}
	s.from.Reader, s.old.Claims = s.to.Reader, claims
	if claims == nil {
		s.old.Claims, err = d.st.ClaimsOf(d.ctx, extraction)
	}
	return err
}

// reading is an extraction with the text that it reads, and what it depends on;
// claims are its claims where they are known.
func (d *desk) reading(version, extraction string, claims []corpus.Claim) (side review.Side, o review.Origin, err error) {
	v, err := d.st.Version(d.ctx, version)
	if err != nil {
		return side, o, err
	}
	if o, err = d.origin(extraction); err != nil {
		return side, o, err
	}
	o.Reader = v.Cause == "reader"
	side = review.Side{Text: v.Content.Text, Claims: claims}
	if claims == nil {
		side.Claims, err = d.st.ClaimsOf(d.ctx, extraction)
	}
	return side, o, err
}

// origin is what an extraction depends on, but for who made its version.
func (d *desk) origin(extraction string) (review.Origin, error) {
	x, err := d.st.Extraction(d.ctx, extraction)
	return review.Origin{Version: x.Version, Rules: x.Rules, Engine: x.Engine, Glossary: x.Glossary}, err
}

// compare finds the changes of a sheet, why they came, and where they stand.
func (d *desk) compare(s *sheet, policies []review.Policy, since int64) error {
	changes := review.Compare(s.row.ID, s.old, s.now)
	if len(changes) == 0 {
		return nil
	}
	for i := range changes {
		changes[i].Lang, changes[i].Source = s.row.Lang, first(s.row.Key.Source, s.row.Site)
	}
	if err := d.causes(s, changes); err != nil {
		return err
	}
	for i := range changes {
		s.items = append(s.items, d.ledger.Judge(changes[i], policies, since))
	}
	return nil
}

func (s *sheet) data() (data baseData) {
	if len(s.base.Data) > 0 {
		_ = json.Unmarshal(s.base.Data, &data) // written by settle
	}
	return data
}

// entry is an open change: enough to order it and to lay it out again, so that
// a long queue does not hold the texts.
type entry struct {
	article, change, group string
	rank                   int
}

// queue are the open changes in the order in which people are asked: what was
// decided once and is back, what is claimed otherwise, the larger groups first,
// then the rest; what was put off comes last.
func (d *desk) queue(query review.Query, flags diffFlags) (out []entry, err error) {
	for c, err := range chosen(d.sheets(), query, flags) {
		if err != nil {
			return nil, err
		}
		out = append(out, waits(c))
	}
	inOrder(out)
	return out, nil
}

func waits(c laid) entry {
	w := entry{c.row.ID, c.Key, c.Group, 2}
	switch {
	case c.State == review.Deferred:
		w.rank = 3
	case c.State == review.Stale:
		w.rank = 0
	case c.Major():
		w.rank = 1
	}
	return w
}

func inOrder(queue []entry) {
	size := map[string]int{}
	for _, w := range queue {
		size[w.group]++
	}
	slices.SortStableFunc(queue, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(size[b.group], size[a.group]), cmp.Compare(a.group, b.group), cmp.Compare(a.article, b.article))
	})
}

// errGone says that a change does not wait any more.
var errGone = errors.New("the change does not wait any more")

// open lays a waiting change out; [errGone] where somebody else has decided it.
func (d *desk) open(w entry) (laid, error) {
	if d.last == nil || d.last.row.ID != w.article {
		row, err := d.st.Article(d.ctx, w.article)
		if err != nil {
			return laid{}, dataFailure(err)
		}
		if d.last, err = d.sheet(row); err != nil {
			return laid{}, dataFailure(err)
		}
	}
	for i := range d.last.items {
		if it := &d.last.items[i]; it.Key == w.change {
			return laid{d.last, it}, nil
		}
	}
	return laid{}, errGone
}

// claimsNow are the claims of an article as they read now; none where it is gone.
func (d *desk) claimsNow(article string) []corpus.Claim {
	row, err := d.st.Article(d.ctx, article)
	if err != nil {
		return nil
	}
	claims, err := d.st.ClaimsOf(d.ctx, row.Extraction)
	if err != nil {
		return nil
	}
	return claims
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
