// Package index finds claims and articles by words in any of the languages, by
// the values of their fields, and by concepts that join the languages.
//
// The engine beneath is bleve; nothing of it shows. The index is derived from
// the store and may be thrown away at any time: see [Build].
//
// # The folder
//
//	live-N/      where the writer works; one process at a time has it open
//	LIVE         the name of that folder
//	gen-N/       a state that was published; nothing in it changes any more
//	CURRENT      the name of the one that readers open
//	HOLDER       who has the writer open, for the message to the next
//
// LIVE and CURRENT are written beside and renamed, so that each is either the
// old or the new at any moment; a folder that none of them names is left over
// from a process that was killed, and the next writer removes it. The last
// generation but one is kept, for those who are about to open it.
package index

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"goalpost/index/analysis"
)

// schema changes whenever the fields of the engine or their forms change.
const schema = 4

// Options say how an index is opened. The zero value works.
type Options struct {
	Concepts Concepts // zero: no concepts are matched
	Batch    int      // documents a batch when building; zero: 4000
	Holder   string   // what [ErrHeld] tells of this writer; zero: the process id
}

// The ways in which an index cannot be opened or written.
var (
	ErrNone  = errors.New("no index")
	ErrStale = errors.New("the index was built by another version, build it anew")
	ErrHeld  = errors.New("another process writes to the index")
	ErrDoc   = errors.New("a document needs an id and a kind")
)

// stamp says what an index was built with. It is stored in the index.
type stamp struct {
	Schema   int    `json:"schema"`
	Analysis string `json:"analysis"` // fingerprint of the analyzers
	Concepts string `json:"concepts"` // digest of the glossary
}

func stampOf(c Concepts) (stamp, error) {
	raw, err := json.Marshal(c)
	if err != nil {
		return stamp{}, fmt.Errorf("glossary: %w", err)
	}
	sum := sha256.Sum256(raw)
	return stamp{schema, analysis.Fingerprint(), hex.EncodeToString(sum[:8])}, nil
}

// check returns [ErrStale] and what is stale where the stamps differ.
func (s stamp) check(built stamp) error {
	switch {
	case s.Schema != built.Schema:
		return fmt.Errorf("%w: fields %d, now %d", ErrStale, built.Schema, s.Schema)
	case s.Analysis != built.Analysis:
		return fmt.Errorf("%w: analyzers %s, now %s", ErrStale, built.Analysis, s.Analysis)
	case s.Concepts != built.Concepts:
		return fmt.Errorf("%w: glossary %s, now %s", ErrStale, built.Concepts, s.Concepts)
	}
	return nil
}
