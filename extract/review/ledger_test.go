package review

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"goalpost/corpus"
)

const sentence40 = "aims at 40% of homes by 2030"

// between are the changes of an article between two claims; a zero claim is none.
func between(a, b corpus.Claim) Change {
	side := func(c corpus.Claim) Side {
		if c.ID == "" {
			return Side{Text: sentence40}
		}
		return Side{sentence40, []corpus.Claim{c}}
	}
	changes := Compare("a", side(a), side(b))
	SetCauses(changes, side(a), []Step{{[]Cause{ByRules}, side(b)}})
	return changes[0]
}

func decide(l *Ledger, id string, c Change, v Verdict, more func(*Decision)) Decision {
	d := c.On(v, "ann", "human")
	d.ID, d.Number, d.Scope = id, int64(len(l.log)+1), ThisClaim
	if more != nil {
		more(&d)
	}
	l.Add(d)
	return d
}

func TestARejectedClaimStaysRejectedWhereverItMoves(t *testing.T) {
	l := NewLedger(nil)
	c := claimAt(8, 40, 2030, "r")
	added := between(corpus.Claim{}, c)
	if it := l.Judge(added, nil, 0); it.State != Pending || it.Version != 0 {
		t.Fatalf("undecided: %+v", it.State)
	}
	decide(l, "d1", added, Reject, nil)
	if it := l.Judge(added, nil, 0); it.State != Decided || it.Version != 1 {
		t.Errorf("decided: %s, version %d", it.State, it.Version)
	}
	elsewhere := c
	elsewhere.Start, elsewhere.End, elsewhere.ID = 18, 21, "other"
	again := Compare("a", Side{Text: "x"}, Side{strings.Repeat("x", 10) + sentence40, []corpus.Claim{elsewhere, elsewhere}})[1]
	if it := l.Judge(again, nil, 0); it.State != Suppressed || it.Former.ID != "d1" {
		t.Errorf("under another offset: %s", it.State)
	}
	again.Article = "b"
	if it := l.Judge(again, nil, 0); it.State != Pending {
		t.Errorf("in another article: %s", it.State)
	}
	if uses := l.Uses("a", []corpus.Claim{elsewhere}); len(uses) != 1 || uses[0].Kind != "suppressed" {
		t.Errorf("uses: %+v", uses)
	}
	if unused := l.Unused(func(string) []corpus.Claim { return nil }); len(unused) != 1 {
		t.Errorf("a rejection that nothing needs: %+v", unused)
	}
	other := elsewhere
	other.Status = corpus.Forecast
	if it := l.Judge(between(c, other), DefaultPolicies(), 1); it.State != Stale {
		t.Errorf("rejected, now read as something else: %s", it.State)
	}
	decide(l, "d2", added, Undo, func(d *Decision) { d.Reverts = "d1" })
	if it := l.Judge(again, nil, 0); it.State != Pending {
		t.Errorf("taken back: %s", it.State)
	}
	if _, ok := l.Corrected("a", c); !ok {
		t.Error("taken back, the claim stands again")
	}
	decide(l, "d3", added, Undo, func(d *Decision) { d.Reverts = "d2" })
	if it := l.Judge(added, nil, 0); it.State != Decided {
		t.Errorf("the undo taken back: %s", it.State)
	}
	decide(l, "d4", added, Reject, func(d *Decision) { d.Scope = Everywhere })
	again.Article = "b"
	if it := l.Judge(again, nil, 0); it.State != Suppressed {
		t.Errorf("everywhere: %s", it.State)
	}
}

func TestAnAcceptanceCarriesOverAndGoesStale(t *testing.T) {
	l := NewLedger(nil)
	a, b := claimAt(8, 40, 2030, "r"), claimAt(8, 40, 2030, "r2")
	b.Status = corpus.Forecast
	decide(l, "d1", between(a, b), Accept, nil)
	if it := l.Judge(between(a, b), nil, 0); it.State != Decided {
		t.Errorf("the same change again: %s", it.State)
	}
	c := b
	c.Status = corpus.Other
	if it := l.Judge(between(a, c), nil, 0); it.State != Stale || it.Former.ID != "d1" {
		t.Errorf("another change of the same claim: %s", it.State)
	}
	if it := l.Judge(between(a, c), nil, 1); it.State != Pending {
		t.Errorf("another change, after the base moved on: %s", it.State)
	}
}

func TestACorrectionPinsItsFields(t *testing.T) {
	l := NewLedger(nil)
	a := claimAt(8, 40, 2030, "r")
	fix := func(d *Decision) { d.Corrected = map[string]string{"deadline": "2035"} }
	decide(l, "d1", between(corpus.Claim{}, a), Correct, fix)
	if got, ok := l.Corrected("a", a); !ok || got.Deadline.Year != 2035 {
		t.Errorf("corrected: %+v", got.Deadline)
	}
	right, wrong, moved := a, a, a
	right.Deadline, wrong.Deadline = &corpus.Deadline{Year: 2035}, &corpus.Deadline{Year: 2040}
	moved.Start, moved.End = 9, 12
	always, _ := ParseQuery("kind=changed|moved")
	policies := []Policy{{"all", always}}
	if it := l.Judge(between(a, right), policies, 1); it.State != Pinned {
		t.Errorf("the rules have learned it: %s", it.State)
	}
	if it := l.Judge(between(a, wrong), policies, 1); it.State != Stale || it.Former.ID != "d1" {
		t.Errorf("a later run would overturn it: %s", it.State)
	}
	if it := l.Judge(between(a, moved), policies, 1); it.State != ByPolicy || it.Policy != "all" {
		t.Errorf("it moved: %s", it.State)
	}
	b := claimAt(8, 40, 2030, "r2")
	b.Status = corpus.Forecast
	decide(l, "d2", between(a, b), Reject, nil)
	if got, ok := l.Corrected("a", b); !ok || got.Status != corpus.Target {
		t.Errorf("a rejected change keeps the fields: %+v %v", got.Status, ok)
	}
}

func TestReplayingTheLogGivesTheSameState(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var changes []Change
	for v := range int64(6) {
		changes = append(changes, between(corpus.Claim{}, claimAt(8, 10+v, 2030, "r")))
	}
	l := NewLedger(nil)
	for i := range 200 {
		c := changes[rng.IntN(len(changes))]
		v := []Verdict{Accept, Reject, Defer, Undo}[rng.IntN(4)]
		if v == Undo && i == 0 {
			continue
		}
		decide(l, fmt.Sprint("d", i), c, v, func(d *Decision) {
			if v == Undo {
				d.Reverts = l.log[rng.IntN(len(l.log))].ID
			}
		})
	}
	again := NewLedger(l.log)
	for _, c := range changes {
		if a, b := l.Judge(c, nil, 0), again.Judge(c, nil, 0); !reflect.DeepEqual(a, b) {
			t.Errorf("%s: %+v, replayed %+v", c.Key, a, b)
		}
	}
	if !reflect.DeepEqual(l.Live(), again.Live()) {
		t.Error("other decisions are live")
	}
}

func TestDecisionsAreChecked(t *testing.T) {
	for line, want := range map[string]string{
		`{"change":"c1","verdict":"reject"}`:                                "reasons",
		`{"change":"c1","verdict":"agree"}`:                                 "none of accept",
		`{"change":"c1","verdict":"correct"}`:                               "value=45",
		`{"change":"c1","verdict":"correct","corrected":{"value":"much"}}`:  "value:",
		`{"change":"c1","verdict":"correct","corrected":{"colour":"blue"}}`: "none of the fields",
		`{"change":"c1","verdict":"undo"}`:                                  "names the decision",
		`{"change"`:                                                         "line 1",
	} {
		if _, err := ReadDecisions([]byte(line)); !errors.Is(err, ErrDecision) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
	got, err := ReadDecisions([]byte(`{"change":"c1","verdict":"reject","reason":"forecast"}` + "\n\n"))
	if err != nil || len(got) != 1 || got[0].Scope != ThisClaim || got[0].Expected != -1 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestPoliciesAreRead(t *testing.T) {
	got, err := ReadPolicies([]byte("policies:\n  - {name: words, accept: kind=reworded and lang!=vi}\n"))
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	it := &Item{Change: Change{Kind: Reworded, Lang: "th", New: &corpus.Claim{}}}
	if !got[0].Where.Match(it) {
		t.Error("does not choose a Thai rewording")
	}
	it.Lang = "vi"
	if got[0].Where.Match(it) {
		t.Error("chooses a Vietnamese rewording")
	}
	for _, bad := range []string{"policies: [{name: x, accept: size=3}]", "policies: [{name: x}]", "policy: 1"} {
		if _, err := ReadPolicies([]byte(bad)); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}
