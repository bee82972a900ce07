package store

import (
	"encoding/json"
	"time"

	"goalpost/corpus"
)

// Decision is one line of the review log: a person's or a policy's verdict on a
// change. Lines are never altered; taking one back is a new line that names it.
type Decision struct {
	ID        string // given by the store: from subject, version and verdict
	Number    int64  // given by the store: place in the log, from 1
	ChangeKey string // the subject: what is decided on; its lines are versioned together
	Group     string // changes decided together
	Article   string
	Claim     string // id of the claim as it is now; empty: removed
	OldClaim  string // id of the claim as last reviewed; empty: added
	OldHash   string // of the claim's fields before and after, for carry-over
	NewHash   string
	Kind      string // kind of change
	Cause     string
	Rule      string
	Verdict   string // accept, reject, correct, defer, dismiss, undo, …
	Reason    string // code
	Scope     string // how far a rejection holds
	Note      string
	Query     string          // by which a group was chosen
	Corrected json.RawMessage // field → value
	Data      json.RawMessage // whatever else the review keeps
	Actor     string
	ActorKind string // human, policy, agent
	At        time.Time
	Seconds   float64 // spent
	Reverts   string  // id of the decision taken back
	Expected  int     // version of the subject that the actor saw; 0: undecided; -1: any
	Version   int     // given by the store: version of the subject after this line
	Live      bool    // given by the store: not reverted by a later line
}

// DecisionFilter chooses lines of the log; an empty field chooses all.
type DecisionFilter struct {
	IDs       []string
	ChangeKey string
	Article   string
	Claim     string // now or as last reviewed
	Verdict   []string
	Actor     string
	After     int64 // lines with a greater number
	Live      bool  // only lines that are not reverted
}

// Base is the last reviewed state of an article: the claims that stood when
// everything in it had last been decided.
type Base struct {
	Article    string
	Version    string // text version that the claims point into
	Extraction string // extraction they came from; empty: several
	Claims     []corpus.Claim
	Data       json.RawMessage // whatever else the review keeps
	At         time.Time
	Expected   int // revision that the writer saw; 0: none before; -1: any
	Revision   int // given by the store
}

// Use says that a decision was applied again: a suppression held, an acceptance
// was carried over, a pin kept a field.
type Use struct {
	Decision string
	Article  string
	Claim    string // id of the claim that it was applied to
	Kind     string // suppressed, carried, pinned, stale
	At       time.Time
}

// ReviewState is what the log says of one claim.
type ReviewState struct {
	Claim    string
	Verdict  string // of the last live decision
	Decision string
	Actor    string
	At       time.Time
}

// Search is a saved search.
type Search struct {
	Name    string
	Query   string
	Options json.RawMessage
	Created time.Time
	Seen    int64 // sequence number up to which its hits were reported
	Ran     time.Time
}

// Gold is an annotated article.
type Gold struct {
	Doc      string // id of the document
	Article  string // empty: imported
	Version  string
	Lang     corpus.Lang
	Complete bool            // every target is marked, so recall can be computed
	Record   json.RawMessage // in the format of the gold files
	At       time.Time
}

// Pair says that two claims of an article's history are the same one: the
// identity found when two extractions were compared.
type Pair struct {
	Article  string
	Old, New string // claim ids
	Kind     string // same, moved, reworded, changed, split, merged
	Score    float64
}
