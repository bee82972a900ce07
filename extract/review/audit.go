package review

import (
	"maps"
	"slices"

	"goalpost/corpus"
)

// Audited is the kind of a decision on a claim that was drawn at random among
// all that stand, not because it changed. Such decisions are no biased sample,
// so that precision can be estimated from them.
const Audited Kind = "audited"

// AuditOf is the decision on a claim that was drawn: right or not.
func AuditOf(article string, c *corpus.Claim, right bool, actor string) Decision {
	d := Decision{
		Change: "audit:" + article + ":" + hashOf(c), Article: article, Claim: c.ID, NewHash: hashOf(c), Kind: Audited, Rule: c.Rule,
		Verdict: Accept, Actor: actor, ActorKind: "human",
	}
	if !right {
		d.Verdict, d.Scope = Reject, ThisClaim
	}
	return d
}

// WasAudited says whether a claim was drawn and decided on, by an actor or, where
// that is "", by anybody.
func (l *Ledger) WasAudited(article string, c *corpus.Claim, by string) bool {
	hash := hashOf(c)
	return l.last(article, func(d *Decision) bool {
		return d.Kind == Audited && d.NewHash == hash && (by == "" || d.Actor == by)
	}) != nil
}

// Agreement is how far two people who were asked about the same drawn claims agree.
type Agreement struct {
	One    string  `json:"one"`
	Other  string  `json:"other"`
	N      int     `json:"n"` // claims that both decided on
	Agreed int     `json:"agreed"`
	Kappa  float64 `json:"kappa"` // J. Cohen 1960: 1 always, 0 as often as by chance; 0 where one of them said the same of all
}

// Agreements are those of all pairs of people with claims in common, by name.
func (l *Ledger) Agreements() (out []Agreement) {
	said := map[string]map[string]bool{} // actor → claim → right
	for _, d := range l.Live() {
		if d.Kind != Audited || d.ActorKind != "human" {
			continue
		}
		if said[d.Actor] == nil {
			said[d.Actor] = map[string]bool{}
		}
		said[d.Actor][d.Change] = d.Verdict == Accept
	}
	names := slices.Sorted(maps.Keys(said))
	for i, one := range names {
		for _, other := range names[i+1:] {
			if a := agreement(said[one], said[other]); a.N > 0 {
				a.One, a.Other = one, other
				out = append(out, a)
			}
		}
	}
	return out
}

func agreement(first, second map[string]bool) (a Agreement) {
	var x, y int // how often each says right
	for claim, right := range first {
		also, both := second[claim]
		if !both {
			continue
		}
		a.N++
		a.Agreed += one(right == also)
		x, y = x+one(right), y+one(also)
	}
	n := float64(max(a.N, 1))
	if chance := (float64(x*y) + float64((a.N-x)*(a.N-y))) / (n * n); chance < 1 {
		a.Kappa = round4((float64(a.Agreed)/n - chance) / (1 - chance))
	}
	return a
}

// Precision is how often a claim was right by live decisions, "all" and by
// rule and language: of those drawn at random, or of those that people were
// asked about because they had changed. langs gives the language of an article.
func (l *Ledger) Precision(audited bool, langs func(article string) corpus.Lang) []Support {
	last := map[string]Decision{} // a claim counts once, as it was decided last
	for _, d := range l.Live() {
		if d.ActorKind == "human" && d.NewHash != "" && d.Verdict != Defer && (d.Kind == Audited) == audited {
			last[d.Change] = d
		}
	}
	right, all := map[string]int{}, map[string]int{}
	for _, d := range last {
		for _, key := range []string{"all", "lang " + string(langs(d.Article)), "rule " + d.Rule} {
			all[key]++
			right[key] += one(d.Verdict == Accept)
		}
	}
	var out []Support
	for _, key := range slices.Sorted(maps.Keys(all)) {
		out = append(out, support(key, right[key], all[key]))
	}
	return out
}

// SupportTable writes shares with their intervals in columns.
func SupportTable(title string, list []Support) string { return supports(title, list) }
