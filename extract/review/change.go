package review

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"goalpost/corpus"
)

// Kind says what happened to a claim.
type Kind string

// The kinds of change, gravest first.
const (
	Removed  Kind = "removed"
	Added    Kind = "added"
	Changed  Kind = "changed"  // a field is other; one row for each
	Split    Kind = "split"    // a further claim stands on the words of one that stayed
	Merged   Kind = "merged"   // a claim's words are now part of another
	Reworded Kind = "reworded" // the words are other, the fields are not
	Moved    Kind = "moved"    // only the place in the text is other
	Noted    Kind = "noted"    // only what the engine says of it is: rule, evidence, confidence
)

// Weight says how much a change of a field matters.
type Weight string

// The weights.
const (
	Major Weight = "major" // what is claimed is other
	Minor Weight = "minor" // how it is told is
)

// FieldChange is one field before and after; an empty text stands for none.
type FieldChange struct {
	Field  string `json:"field"`
	Old    string `json:"old"`
	New    string `json:"new"`
	Weight Weight `json:"weight"`
}

// Change is a difference between what was last reviewed and what is extracted now.
type Change struct {
	Key     string        `json:"change"` // names the change wherever it stands in the text: c and 16 hex digits
	Article string        `json:"article"`
	Lang    corpus.Lang   `json:"lang,omitempty"`
	Source  string        `json:"source,omitempty"`
	Kind    Kind          `json:"kind"`
	Cause   Cause         `json:"cause,omitempty"`
	Parts   []Cause       `json:"parts,omitempty"`        // of the cause several
	Edited  []string      `json:"edited_rules,omitempty"` // where rules or the glossary have a part in it
	Old     *corpus.Claim `json:"old"`                    // nil: added
	New     *corpus.Claim `json:"new"`                    // nil: removed
	Fields  []FieldChange `json:"fields,omitempty"`
	OldHash string        `json:"old_hash,omitempty"` // of what is claimed, wherever it stands
	NewHash string        `json:"new_hash,omitempty"`
	Score   float64       `json:"score,omitempty"` // how sure it is that both are one claim
	Group   string        `json:"group"`           // changes that are alike have the same
}

// Major says whether what is claimed is other.
func (c *Change) Major() bool {
	switch c.Kind {
	case Added, Removed, Split, Merged:
		return true
	default:
		return slices.ContainsFunc(c.Fields, func(f FieldChange) bool { return f.Weight == Major })
	}
}

// Claim is the claim as it is now, or as it was where it is gone.
func (c *Change) Claim() *corpus.Claim {
	if c.New != nil {
		return c.New
	}
	return c.Old
}

// RuleIDs are the rules that read the claim before and after, each once.
func (c *Change) RuleIDs() (ids []string) {
	for _, claim := range []*corpus.Claim{c.Old, c.New} {
		if claim != nil && !slices.Contains(ids, claim.Rule) {
			ids = append(ids, claim.Rule)
		}
	}
	return ids
}

// fieldsOf are the fields in which a claim says something, in order.
func fieldsOf(c *corpus.Claim) []FieldChange {
	major := func(name, value string) FieldChange { return FieldChange{Field: name, Old: value, Weight: Major} }
	minor := func(name, value string) FieldChange { return FieldChange{Field: name, Old: value, Weight: Minor} }
	out := []FieldChange{
		major("value", c.Value.String()), major("unit", deref(c.Unit)), major("comparator", string(c.Comparator)),
		major("change", string(c.Change)), major("status", string(c.Status)), major("frequency", deref(c.Frequency)),
	}
	var deadline, scope, words, base, indicator, concept, actor, place string
	if d := c.Deadline; d != nil {
		deadline, scope, words = strconv.Itoa(d.Year), string(d.Scope), d.Quote
		if year, month := d.From+"/"+d.To, strconv.Itoa(d.Year); d.From != "" && year != month+"-01-01/"+month+"-12-31" {
			deadline = year
		}
	}
	if b := c.Baseline; b != nil {
		base = strings.TrimSpace(b.Value.String() + " " + b.Unit)
		if b.Year != nil {
			base = strings.TrimSpace(base + " (" + strconv.Itoa(*b.Year) + ")")
		}
	}
	if c.Indicator != nil {
		indicator, concept = c.Indicator.Text, deref(c.Indicator.Concept)
	}
	if c.Actor != nil {
		actor = c.Actor.Text
	}
	if c.Place != nil {
		place = cmp.Or(c.Place.Code, c.Place.Text)
	}
	return append(out, major("deadline", deadline), major("baseline", base), major("indicator", indicator), major("actor", actor),
		major("place", place), minor("concept", concept), minor("kind", string(c.Kind)), minor("quote", c.Quote),
		minor("deadline_quote", words), minor("deadline_scope", scope))
}

// compareClaims are the fields in which two claims differ.
func compareClaims(a, b *corpus.Claim) (out []FieldChange) {
	x, y := fieldsOf(a), fieldsOf(b)
	for i := range x {
		if x[i].Old != y[i].Old {
			x[i].New = y[i].Old
			out = append(out, x[i])
		}
	}
	return out
}

// hashOf names what a claim says, wherever it stands.
func hashOf(c *corpus.Claim) string {
	if c == nil {
		return ""
	}
	h := sha256.New()
	for _, f := range fieldsOf(c) {
		if f.Weight == Major || f.Field == "quote" {
			h.Write([]byte(f.Field + "\x00" + f.Old + "\x00"))
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// classify says what kind of change two claims that are one make; ok is false
// where there is none. The id, which names the rule set, does not count.
func classify(a, b *corpus.Claim) (kind Kind, fields []FieldChange, ok bool) {
	fields = compareClaims(a, b)
	switch {
	case slices.ContainsFunc(fields, func(f FieldChange) bool { return f.Weight == Major }):
		return Changed, fields, true
	case slices.ContainsFunc(fields, func(f FieldChange) bool { return strings.HasSuffix(f.Field, "quote") }):
		return Reworded, fields, true
	case len(fields) > 0:
		return Noted, fields, true
	case a.Start != b.Start || a.End != b.End:
		return Moved, nil, true
	case encoded(a) != encoded(b):
		if a.Rule != b.Rule {
			fields = []FieldChange{{"rule", a.Rule, b.Rule, Minor}}
		}
		return Noted, fields, true
	}
	return "", nil, false
}

// encoded is the claim as JSON without its id.
func encoded(c *corpus.Claim) string {
	plain := *c
	plain.ID = ""
	data, err := plain.MarshalJSON()
	if err != nil {
		panic(err) // texts, numbers and maps of texts always marshal
	}
	return string(data)
}

// Compare is what changed in an article from one side to the other, gravest
// first, then in the order of the text. Comparing a side with itself gives nothing.
func Compare(article string, old, now Side) []Change {
	p := PairUp(old, now)
	var out []Change
	add := func(c Change) { out = append(out, c) }
	for _, pair := range p.Pairs {
		a, b := &old.Claims[pair.Old], &now.Claims[pair.New]
		if kind, fields, ok := classify(a, b); ok {
			add(Change{Kind: kind, Old: a, New: b, Fields: fields, Score: pair.Score})
		}
		for _, j := range p.Split[pair.Old] {
			add(Change{Kind: Split, New: &now.Claims[j]})
		}
		for _, i := range p.Merged[pair.New] {
			add(Change{Kind: Merged, Old: &old.Claims[i]})
		}
	}
	for _, i := range p.Removed {
		add(Change{Kind: Removed, Old: &old.Claims[i]})
	}
	for _, j := range p.Added {
		add(Change{Kind: Added, New: &now.Claims[j]})
	}
	return finish(article, out)
}

var order = map[Kind]int{Removed: 0, Added: 1, Changed: 2, Split: 3, Merged: 4, Reworded: 5, Moved: 6, Noted: 7}

// finish sorts changes and names them.
func finish(article string, changes []Change) []Change {
	slices.SortStableFunc(changes, func(a, b Change) int {
		x, y := a.Claim(), b.Claim()
		return cmp.Or(cmp.Compare(order[a.Kind], order[b.Kind]), cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End), cmp.Compare(x.ID, y.ID))
	})
	seen := map[string]int{}
	for i := range changes {
		c := &changes[i]
		c.Article, c.OldHash, c.NewHash = article, hashOf(c.Old), hashOf(c.New)
		name := strings.Join([]string{article, string(c.Kind), c.OldHash, c.NewHash}, "\x00")
		seen[name]++ // the same told twice is two
		c.Key = "c" + short(name+"\x00"+strconv.Itoa(seen[name]))
	}
	return changes
}

func short(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

// spoken are the fields whose values are words of the rules, so that the same
// change of them in two articles is the same change.
var spoken = map[string]bool{"status": true, "comparator": true, "change": true, "unit": true, "frequency": true, "concept": true, "kind": true, "rule": true, "deadline_scope": true}

// GroupOf names what a change has in common with others: its kind, its cause,
// its language, the rule that reads it, and the fields with their values where
// those are words of the rules.
func (c *Change) GroupOf() string {
	parts := []string{string(c.Kind), string(c.Cause), string(c.Lang), c.Claim().Rule}
	for _, f := range c.Fields {
		parts = append(parts, f.Field)
		if spoken[f.Field] {
			parts = append(parts, f.Old, f.New)
		}
	}
	if c.Kind == Added || c.Kind == Removed {
		parts = append(parts, string(c.Claim().Status))
	}
	return "g" + short(strings.Join(parts, "\x00"))
}

// Apply makes the new claims of the old ones and the changes between them; ids
// of claims that did not change stay the old ones. The result is sorted as
// extractions are.
func Apply(old []corpus.Claim, changes []Change) []corpus.Claim {
	gone := map[*corpus.Claim]bool{}
	byID := map[string]bool{}
	var out []corpus.Claim
	for i := range changes {
		if c := &changes[i]; c.Old != nil {
			gone[c.Old], byID[c.Old.ID] = true, true
		}
	}
	for i := range old {
		if !gone[&old[i]] && !byID[old[i].ID] {
			out = append(out, old[i])
		}
	}
	for i := range changes {
		if c := &changes[i]; c.New != nil {
			out = append(out, *c.New)
		}
	}
	slices.SortStableFunc(out, func(a, b corpus.Claim) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Rule, b.Rule))
	})
	return out
}
