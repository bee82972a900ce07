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

// WasAudited says whether a claim was drawn and decided on.
func (l *Ledger) WasAudited(article string, c *corpus.Claim) bool {
	hash := hashOf(c)
	return l.last(article, func(d *Decision) bool { return d.Kind == Audited && d.NewHash == hash }) != nil
}

// Precision is how often a claim was right by live decisions, "all" and by
// rule and language: of those drawn at random, or of those that people were
// asked about because they had changed. langs gives the language of an article.
func (l *Ledger) Precision(audited bool, langs func(article string) corpus.Lang) []Support {
	right, all := map[string]int{}, map[string]int{}
	for _, d := range l.Live() {
		if d.ActorKind != "human" || d.NewHash == "" || d.Verdict == Defer || (d.Kind == Audited) != audited {
			continue
		}
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
