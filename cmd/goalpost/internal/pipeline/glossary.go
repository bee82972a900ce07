package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sync"

	"goalpost/corpus"
	"goalpost/index"
	"goalpost/index/analysis"
	"goalpost/rules"
)

// glossary is the concepts that join the languages, read when first needed.
type glossary struct {
	book    *rules.Book
	once    sync.Once
	list    index.Concepts
	hash    string
	bodies  []rules.Body // of the concepts
	matcher *analysis.Matcher
	err     error
}

func (g *glossary) load() error {
	g.once.Do(func() {
		concepts, err := g.book.Concepts()
		if err != nil {
			g.err = err
			return
		}
		for _, c := range concepts {
			g.bodies = append(g.bodies, c.Body())
			g.list.List = append(g.list.List, index.Concept{ID: c.ID, Broader: c.Broader, SDG: c.SDG, Labels: c.Labels, Negative: c.Not})
		}
		raw, err := json.Marshal(concepts)
		if err != nil {
			g.err = fmt.Errorf("glossary: %w", err)
			return
		}
		sum := sha256.Sum256(raw)
		g.hash = hex.EncodeToString(sum[:6])
		g.matcher = analysis.NewMatcher(g.list)
	})
	return g.err
}

// name fills the concept of each indicator.
func (g *glossary) name(claims []corpus.Claim, lang corpus.Lang) error {
	for i := range claims {
		indicator := claims[i].Indicator
		if indicator == nil || indicator.Concept != nil {
			continue
		}
		if err := g.load(); err != nil {
			return err
		}
		if id := g.of(indicator.Text, lang); id != "" {
			named := *indicator
			named.Concept = &id
			claims[i].Indicator = &named
		}
	}
	return nil
}

// of is the concept of an indicator: that of the longest label in it, of equally
// long ones the first; "" where there is none.
func (g *glossary) of(indicator string, lang corpus.Lang) string {
	best := analysis.ConceptMatch{}
	for _, m := range g.matcher.Find(indicator, lang) {
		if m.Span.Len() > best.Span.Len() {
			best = m
		}
	}
	return best.ID
}
