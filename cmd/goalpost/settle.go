package main

import (
	"encoding/json"
	"errors"
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
	for _, row := range rows {
		d.ledger.Add(decisionOf(row))
		if !slices.Contains(order, row.Article) {
			order = append(order, row.Article)
		}
	}
	d.last = nil
	for _, article := range order {
		if err := d.settle(article); err != nil {
			return err
		}
	}
	return nil
}

// conflict says what to do where somebody else decided meanwhile.
func conflict(err error) error {
	var c *store.ConflictError
	if errors.As(err, &c) {
		return &failure{statusNothing, err, "goalpost review show " + c.Subject + " shows what was decided; decide again if you still want to"}
	}
	return err
}

// settleAll settles every article that reads otherwise than when it was last reviewed.
func (d *desk) settleAll() error {
	var list []string
	for row, err := range d.st.Articles(d.ctx, store.ArticleFilter{Unreviewed: true}) {
		if err != nil {
			return dataFailure(err)
		}
		list = append(list, row.ID)
	}
	for _, article := range list {
		if err := d.settle(article); err != nil {
			return err
		}
	}
	return nil
}

// settle writes what policies decide on an article and what former decisions
// still hold for; where nothing is open, what is extracted now is the new base.
func (d *desk) settle(article string) error {
	row, err := d.st.Article(d.ctx, article)
	if err != nil {
		return err
	}
	s, err := d.sheet(row)
	if err != nil || s.now.Claims == nil && len(s.items) == 0 {
		return err
	}
	var policed []*review.Item
	open := false
	for i := range s.items {
		open = open || s.items[i].State.Open()
		if s.items[i].State == review.ByPolicy {
			policed = append(policed, &s.items[i])
		}
	}
	if open && len(policed) == 0 {
		return nil
	}
	d.last = nil
	at := time.Now().UTC()
	return dataFailure(d.st.Update(d.ctx, func(tx *store.Tx) error {
		if err := d.police(tx, policed, at); err != nil {
			return err
		}
		for _, u := range d.ledger.Uses(article, s.now.Claims) {
			if err := tx.PutUse(store.Use{Decision: u.Decision, Article: u.Article, Claim: u.Claim, Kind: u.Kind, At: at}); err != nil {
				return err
			}
		}
		if open {
			return nil
		}
		return d.rebase(tx, s, at)
	}))
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
// were never reviewed, and says how many they are.
func (d *desk) begin() (articles, claims int, err error) {
	var fresh []*sheet
	for row, err := range d.st.Articles(d.ctx, store.ArticleFilter{}) {
		if err != nil {
			return 0, 0, dataFailure(err)
		}
		_, known, err := d.st.Base(d.ctx, row.ID)
		if err != nil {
			return 0, 0, dataFailure(err)
		}
		if !known && row.Extraction != "" && row.Claims > 0 {
			fresh = append(fresh, &sheet{row: row})
		}
	}
	at := time.Now().UTC()
	for part := range slices.Chunk(fresh, 500) {
		err := d.st.Update(d.ctx, func(tx *store.Tx) error {
			for _, s := range part {
				if s.now, s.to, err = d.reading(s.row.Version, s.row.Extraction); err != nil {
					return err
				}
				if err := d.rebase(tx, s, at); err != nil {
					return err
				}
				articles, claims = articles+1, claims+len(s.now.Claims)
			}
			return nil
		})
		if err != nil {
			return articles, claims, dataFailure(err)
		}
	}
	return articles, claims, nil
}

// unbase goes back to the base before a line of the log that is taken back.
func (d *desk) unbase(article string, number int64) error {
	base, known, err := d.st.Base(d.ctx, article)
	if err != nil || !known {
		return err
	}
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
		x, err := d.st.FullExtraction(d.ctx, back.Extraction)
		if err != nil {
			return err
		}
		claims = x.Claims
	}
	return dataFailure(d.st.Update(d.ctx, func(tx *store.Tx) error {
		_, err := tx.PutBase(store.Base{
			Article: article, Version: back.Version, Extraction: back.Extraction, Claims: claims, Data: raw,
			At: time.Now().UTC(), Expected: base.Revision,
		})
		return err
	}))
}
