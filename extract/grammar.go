package extract

import "goalpost/rules"

// grammar is what a language does that the engine asks for, and all by which it
// tells languages apart: what language.yaml says in a key of its own, and what the
// words and affixes listed there tell.
type grammar struct {
	verbFinal   bool // cues stand behind the values that they speak of
	verbInitial bool // a verb may open its clause, and who acts stands behind it
	rightToLeft bool // the later end of a range may be written first: 30-20
	capitals    bool // names are written with capitals
	namesFirst  bool // an indicator stands before its value where both sides could hold it
	adjectives  bool // they stand before nouns, and so between a number and what it counts
	spaceEnds   bool // a space parts segments
	unparted    bool // no spaces stand between words
	whole       bool // words stand apart, but for affixes
	affixed     bool // they stand apart and take affixes
	isolating   bool // they stand apart and take none: what a word does is told by where it stands
	prefixed    bool // prepositions, joining words or articles are attached before words
	suffixed    bool // pronouns, endings or particles are attached behind words
	articled    bool // articles are attached to nouns, and to the adjectives behind them
	particled   bool // particles are attached behind nouns, and counters behind numbers
	placing     bool // prepositions of place are known from those of time
}

// grammarOf is the grammar of the language of a rule set.
func grammarOf(set *rules.Set) grammar {
	l := &set.Language
	g := grammar{
		verbFinal:   l.Order == "verb-final",
		verbInitial: l.Order == "verb-initial",
		rightToLeft: l.Direction == "right-to-left",
		capitals:    l.Capitals,
		namesFirst:  l.IndicatorSide == rules.Before,
		adjectives:  l.Adjectives == rules.Before,
		spaceEnds:   l.SpaceEnds,
		unparted:    l.Words == rules.AtAnywhere,
		whole:       l.Words == "" || l.Words == rules.AtExact || l.Words == rules.AtWord,
		prefixed:    len(l.Prefixes) > 0,
		suffixed:    len(l.Suffixes) > 0,
		articled:    len(l.Articles) > 0,
		particled:   len(l.Particles.Final)+len(l.Particles.Open)+len(l.Particles.Any) > 0,
	}
	g.affixed = g.whole && (g.prefixed || g.suffixed)
	g.isolating = g.whole && !g.affixed
	for i := range set.Rules {
		r := &set.Rules[i]
		g.placing = g.placing || r.Class == rules.AtTime && r.Order == "place"
	}
	return g
}
