package review

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"goalpost/corpus"
)

// Verdict is what was decided on a change.
type Verdict string

// The verdicts.
const (
	Accept  Verdict = "accept"  // what reads now is right
	Reject  Verdict = "reject"  // it is wrong: an added claim is none, a removed one still holds, a changed field keeps its value
	Correct Verdict = "correct" // neither is right: the fields are as told
	Defer   Verdict = "defer"   // later
	Undo    Verdict = "undo"    // takes a decision back
	Begin   Verdict = "begin"   // what is extracted now, and was never reviewed, is taken as seen
)

// Beginning is what a [Begin] is a decision on: no single change.
const Beginning = "begin"

// Scope says how far a rejection holds.
type Scope string

// The scopes.
const (
	ThisClaim  Scope = "claim"      // for the claim, wherever it moves in its article
	Everywhere Scope = "everywhere" // for the same words and fields in every article
)

// Reasons are the codes that a rejection may give.
func Reasons() []string {
	return []string{
		"not_a_target", "historical_or_achieved", "forecast", "hypothetical_or_negated", "wrong_value", "wrong_relation", "wrong_unit",
		"wrong_deadline", "wrong_calendar", "wrong_baseline", "wrong_actor", "wrong_indicator", "wrong_span", "duplicate", "bad_source_text",
		"wrong_language", "source_changed_ok",
	}
}

// ErrDecision says that a decision cannot be obeyed as it is told.
var ErrDecision = errors.New("no decision")

// Decision is one line of the log: what somebody decided on a change. Lines are
// never altered; taking one back is a new line that names it.
type Decision struct {
	ID        string            `json:"id,omitempty"`
	Number    int64             `json:"number,omitempty"` // place in the log, from 1
	Change    string            `json:"change"`
	Group     string            `json:"group,omitempty"`
	Article   string            `json:"article,omitempty"`
	Claim     string            `json:"claim,omitempty"`     // id of the claim as it is now
	OldClaim  string            `json:"old_claim,omitempty"` // as it was
	OldHash   string            `json:"old_hash,omitempty"`
	NewHash   string            `json:"new_hash,omitempty"`
	Kind      Kind              `json:"kind,omitempty"`
	Cause     Cause             `json:"cause,omitempty"`
	Rule      string            `json:"rule,omitempty"`
	Verdict   Verdict           `json:"verdict"`
	Reason    string            `json:"reason,omitempty"`
	Scope     Scope             `json:"scope,omitempty"`
	Note      string            `json:"note,omitempty"`
	Query     string            `json:"query,omitempty"`     // by which a group was chosen
	Corrected map[string]string `json:"corrected,omitempty"` // field → value
	Actor     string            `json:"actor"`
	ActorKind string            `json:"actor_kind"` // human, policy, agent
	At        time.Time         `json:"at"`
	Seconds   float64           `json:"seconds,omitempty"` // spent
	Reverts   string            `json:"reverts,omitempty"`
	Expected  int               `json:"expected"` // lines on this change that the actor saw
}

// Correctable are the fields that a correction may set.
func Correctable() []string {
	return []string{"value", "unit", "comparator", "change", "status", "frequency", "deadline", "baseline", "indicator", "actor", "place"}
}

// Check says whether the decision can be obeyed, as [ErrDecision] with the cause.
func (d *Decision) Check() error {
	wrong := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s", ErrDecision, fmt.Sprintf(format, args...))
	}
	switch d.Verdict {
	case Accept, Defer, Begin:
	case Reject:
		if d.Scope == "" {
			d.Scope = ThisClaim
		}
		if d.Scope != ThisClaim && d.Scope != Everywhere {
			return wrong("scope %q is neither claim nor everywhere", d.Scope)
		}
		if !slices.Contains(Reasons(), d.Reason) {
			return wrong("a rejection gives one of the reasons %s", strings.Join(Reasons(), ", "))
		}
	case Correct:
		return d.checkFields(wrong)
	case Undo:
		if d.Reverts == "" {
			return wrong("an undo names the decision that it takes back")
		}
	default:
		return wrong("verdict %q is none of accept, reject, correct, defer, undo", d.Verdict)
	}
	return nil
}

func (d *Decision) checkFields(wrong func(string, ...any) error) error {
	if len(d.Corrected) == 0 {
		return wrong("a correction says what is right: value=45")
	}
	for field, value := range d.Corrected {
		if !slices.Contains(Correctable(), field) {
			return wrong("%q is none of the fields %s", field, strings.Join(Correctable(), ", "))
		}
		if field == "status" && !slices.Contains([]string{"target", "actual", "forecast", "other"}, value) {
			return wrong("status %q is none of target, actual, forecast, other", value)
		}
		if field == "value" {
			if _, err := corpus.ParseNumber(value); err != nil {
				return wrong("value: %v", err)
			}
		}
	}
	return nil
}

// On makes a decision about a change.
func (c *Change) On(verdict Verdict, actor, actorKind string) Decision {
	d := Decision{
		Change: c.Key, Group: c.Group, Article: c.Article, OldHash: c.OldHash, NewHash: c.NewHash,
		Kind: c.Kind, Cause: c.Cause, Rule: c.Claim().Rule, Verdict: verdict, Actor: actor, ActorKind: actorKind,
	}
	if c.New != nil {
		d.Claim = c.New.ID
	}
	if c.Old != nil {
		d.OldClaim = c.Old.ID
	}
	if verdict == Reject && c.Kind == Changed {
		d.Corrected = map[string]string{}
		for _, f := range c.Fields {
			if slices.Contains(Correctable(), f.Field) {
				d.Corrected[f.Field] = f.Old
			}
		}
	}
	return d
}

// pins says whether the decision sets fields: a correction, or the rejection
// of a change, which keeps the fields as they were.
func (d *Decision) pins() bool {
	return d.Verdict == Correct || d.Verdict == Reject && len(d.Corrected) > 0
}

// ReadDecisions reads a file of decisions, one JSON object a line. The error
// names the line.
func ReadDecisions(data []byte) (out []Decision, err error) {
	for n, line := range strings.Split(string(data), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		d := Decision{Expected: -1}
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			return nil, fmt.Errorf("line %d: %w: %w", n+1, ErrDecision, err)
		}
		if err := d.Check(); err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
		out = append(out, d)
	}
	return out, nil
}
