package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/extract/review"
)

// write appends decisions and settles the articles that they are about.
func (d *desk) write(decisions ...review.Decision) error {
	var rows []store.Decision
	err := d.st.Update(d.ctx, func(tx *store.Tx) error {
		for _, one := range decisions {
			row, err := tx.Decide(rowOf(one))
			if err != nil {
				return conflict(err)
			}
			rows = append(rows, row)
		}
		return nil
	})
	if err != nil {
		return dataFailure(err)
	}
	var order []string
	seen := map[string]bool{"": true} // a line on no article
	for _, row := range rows {
		d.ledger.Add(decisionOf(row))
		if !seen[row.Article] {
			seen[row.Article], order = true, append(order, row.Article)
		}
	}
	return d.settle(order)
}

// conflict says what to do where somebody else decided meanwhile.
func conflict(err error) error {
	var c *store.ConflictError
	if errors.As(err, &c) {
		return &failure{statusNothing, err, "goalpost review show " + c.Subject + " shows what was decided; decide again if you still want to"}
	}
	return err
}

// settledAtOnce is how many articles are settled in one transaction.
const settledAtOnce = 500

// settleAll settles every article that reads otherwise than when it was last reviewed.
func (d *desk) settleAll() error {
	var list []string
	for row, err := range d.st.Articles(d.ctx, store.ArticleFilter{Unreviewed: true}) {
		if err != nil {
			return dataFailure(err)
		}
		list = append(list, row.ID)
	}
	return d.settle(list)
}

// settle writes what policies decide on articles and what former decisions still
// hold for; where nothing is open, what is extracted now is the new base.
func (d *desk) settle(articles []string) error {
	d.last = nil
	for part := range slices.Chunk(articles, settledAtOnce) {
		var ready []*settling
		for _, article := range part {
			x, err := d.settling(article)
			if err != nil {
				return dataFailure(err)
			}
			if x != nil {
				ready = append(ready, x)
			}
		}
		if len(ready) == 0 {
			continue
		}
		at := time.Now().UTC()
		err := d.st.Update(d.ctx, func(tx *store.Tx) error {
			for _, x := range ready {
				if err := d.settleOne(tx, x, at); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return dataFailure(err)
		}
	}
	return nil
}

// settling is an article on which something can be written.
type settling struct {
	*sheet
	policed []*review.Item
	open    bool
}

// settling looks at an article; nil where nothing can be written.
func (d *desk) settling(article string) (*settling, error) {
	row, err := d.st.Article(d.ctx, article)
	if err != nil {
		return nil, err
	}
	s, err := d.sheet(row)
	if err != nil || s.to == (review.Origin{}) { // it is the base
		return nil, err
	}
	x := &settling{sheet: s}
	for i := range s.items {
		x.open = x.open || s.items[i].State.Open()
		if s.items[i].State == review.ByPolicy {
			x.policed = append(x.policed, &s.items[i])
		}
	}
	if x.open && len(x.policed) == 0 {
		return nil, nil //nolint:nilnil // nothing to write is no error
	}
	return x, nil
}

func (d *desk) settleOne(tx *store.Tx, x *settling, at time.Time) error {
	if err := d.police(tx, x.policed, at); err != nil {
		return err
	}
	for _, u := range d.ledger.Uses(x.row.ID, x.now.Claims) {
		if err := tx.PutUse(store.Use{Decision: u.Decision, Article: u.Article, Claim: u.Claim, Kind: u.Kind, At: at}); err != nil {
			return err
		}
	}
	if x.open {
		return nil
	}
	return d.rebase(tx, x.sheet, at)
}

// police writes what policies accept.
func (d *desk) police(tx *store.Tx, items []*review.Item, at time.Time) error {
	for _, it := range items {
		one := it.On(review.Accept, "policy:"+it.Policy, "policy")
		one.At, one.Expected = at, it.Version
		row, err := tx.Decide(rowOf(one))
		if err != nil {
			return conflict(err)
		}
		d.ledger.Add(decisionOf(row))
	}
	return nil
}

// rebase makes what is extracted now the last reviewed state.
func (d *desk) rebase(tx *store.Tx, s *sheet, at time.Time) error {
	past := s.data()
	data := baseData{Through: d.ledger.Last(), Before: append(past.Before, basePast{s.base.Version, s.base.Extraction, past.Through})}
	raw, err := json.Marshal(data)
	if err != nil {
		return err
	}
	for _, p := range review.PairUp(s.old, s.now).Pairs {
		if err := tx.PutPair(store.Pair{Article: s.row.ID, Old: s.old.Claims[p.Old].ID, New: s.now.Claims[p.New].ID, Kind: "same", Score: p.Score}); err != nil {
			return err
		}
	}
	_, err = tx.PutBase(store.Base{
		Article: s.row.ID, Version: s.row.Version, Extraction: s.row.Extraction, Claims: s.now.Claims, Data: raw, At: at, Expected: s.base.Revision,
	})
	return err
}

// begin makes what is extracted now the last reviewed state of articles that
// were never reviewed, as a line of the log, and says how many they are.
func (d *desk) begin(actor string, at time.Time) (articles, claims int, err error) {
	var fresh []*sheet
	for row, err := range d.st.Articles(d.ctx, store.ArticleFilter{Unreviewed: true}) {
		if err != nil {
			return 0, 0, dataFailure(err)
		}
		base, _, err := d.st.Base(d.ctx, row.ID)
		if err != nil {
			return 0, 0, dataFailure(err)
		}
		if base.Extraction == "" && row.Claims > 0 {
			fresh = append(fresh, &sheet{row: row, base: base})
			claims += row.Claims
		}
	}
	if len(fresh) == 0 {
		return 0, 0, nil
	}
	line := review.Decision{
		Change: review.Beginning, Verdict: review.Begin, Actor: actor, ActorKind: "human", At: at, Expected: d.ledger.Version(review.Beginning),
		Note: fmt.Sprintf("%s in %s", counted(claims, "claim"), counted(len(fresh), "article")),
	}
	if err := d.write(line); err != nil {
		return 0, 0, err
	}
	for part := range slices.Chunk(fresh, settledAtOnce) {
		err := d.st.Update(d.ctx, func(tx *store.Tx) error {
			for _, s := range part {
				if s.now, s.to, err = d.reading(s.row.Version, s.row.Extraction, nil); err != nil {
					return err
				}
				if err := d.rebase(tx, s, at); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return articles, claims, dataFailure(err)
		}
	}
	return len(fresh), claims, nil
}

// unbase goes back to the base before a line of the log that is taken back.
func (d *desk) unbase(tx *store.Tx, base store.Base, number int64) error {
	s := sheet{base: base}
	data := s.data()
	if data.Through < number {
		return nil
	}
	var back basePast
	for data.Through >= number && len(data.Before) > 0 {
		back = data.Before[len(data.Before)-1]
		data = baseData{back.Through, data.Before[:len(data.Before)-1]}
	}
	raw, err := json.Marshal(data)
	if err != nil {
		return err
	}
	var claims []corpus.Claim
	if back.Extraction != "" {
		if claims, err = d.st.ClaimsOf(d.ctx, back.Extraction); err != nil {
			return err
		}
	}
	_, err = tx.PutBase(store.Base{
		Article: base.Article, Version: back.Version, Extraction: back.Extraction, Claims: claims, Data: raw,
		At: time.Now().UTC(), Expected: base.Revision,
	})
	return err
}

// undo takes decisions back, the bases with them.
func (d *desk) undo(actor string, at time.Time, ids ...string) error {
	from := map[string]int64{} // article → the first line that is taken back; "": all articles
	var list []review.Decision
	version := map[string]int{}
	for _, id := range ids {
		row, err := d.st.Decision(d.ctx, id)
		switch {
		case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrAmbiguous):
			return &failure{statusNothing, err, "goalpost review log shows the decisions"}
		case err != nil:
			return dataFailure(err)
		}
		one := decisionOf(row)
		if first, ok := from[one.Article]; !ok || one.Number < first {
			from[one.Article] = one.Number
		}
		back := one
		back.ID, back.Verdict, back.Reverts, back.Actor, back.ActorKind = "", review.Undo, one.ID, actor, "human"
		back.Reason, back.Note, back.Query, back.Corrected, back.At, back.Seconds = "", "", "", nil, at, 0
		back.Expected = d.ledger.Version(one.Change) + version[one.Change]
		version[one.Change]++
		list = append(list, back)
	}
	if err := d.unbaseAll(from); err != nil {
		return err
	}
	if err := d.write(list...); err != nil {
		return err
	}
	return d.told(list)
}

// unbaseAll takes the bases of articles back to before a line.
func (d *desk) unbaseAll(from map[string]int64) error {
	var bases []store.Base
	all, everywhere := from[""]
	for base, err := range d.st.Bases(d.ctx) {
		if err != nil {
			return dataFailure(err)
		}
		if _, ok := from[base.Article]; ok || everywhere {
			bases = append(bases, base)
		}
	}
	return dataFailure(d.st.Update(d.ctx, func(tx *store.Tx) error {
		for _, base := range bases {
			number, ok := from[base.Article]
			if !ok || everywhere && all < number {
				number = all
			}
			if err := d.unbase(tx, base, number); err != nil {
				return err
			}
		}
		return nil
	}))
}
