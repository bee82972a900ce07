package review

import (
	"cmp"
	"slices"
	"strings"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

// Telling is a claim with where and when it was told.
type Telling struct {
	corpus.Claim `json:"claim"`
	Article      string      `json:"article"`
	Version      string      `json:"version"`
	Lang         corpus.Lang `json:"lang"`
	Source       string      `json:"source,omitempty"`
	URL          string      `json:"url,omitempty"`
	Title        string      `json:"title,omitempty"`
	When         string      `json:"when"` // ISO 8601: when it was published, else fetched
	Sentence     string      `json:"sentence,omitempty"`
	Country      string      `json:"country,omitempty"` // of the article; what is told of no place is told of it
	Edition      string      `json:"edition,omitempty"` // names the articles that are one article in several languages
}

// Goalpost is one target through time: who aims at what, in which unit and
// place, as it was told again and again.
type Goalpost struct {
	Indicator string    `json:"indicator"` // concept, else the words
	Actor     string    `json:"actor,omitempty"`
	Place     string    `json:"place,omitempty"`
	Unit      string    `json:"unit"`
	History   []Telling `json:"history"` // targets, oldest first
	Actuals   []Telling `json:"actuals,omitempty"`
	Moves     []Move    `json:"moves,omitempty"`
}

// Move is where a goalpost stands otherwise than it was told before.
type Move struct {
	From       Telling       `json:"from"`
	To         Telling       `json:"to"`
	Fields     []FieldChange `json:"fields"`     // value, comparator, deadline
	Confidence float64       `json:"confidence"` // how sure it is that both are one target, 0 to 1
}

// linkKey names what is compared: a goalpost holds for one indicator in one
// unit. Place and actor are compared afterwards: they are left out as often as
// told, and actors are told in many words.
type linkKey struct{ indicator, unit, change string }

// Link joins claims into goalposts, over articles, languages and versions. Those
// with a concept of the glossary meet in every language; others by their words.
// The result is sorted by indicator, unit, place and actor.
func Link(tellings []Telling) []Goalpost {
	targets, actuals := map[linkKey][]Telling{}, map[linkKey][]Telling{}
	for _, t := range tellings {
		k, ok := keyOf(&t)
		switch {
		case !ok:
		case t.Status == corpus.Target:
			targets[k] = append(targets[k], t)
		case t.Status == corpus.Actual:
			actuals[k] = append(actuals[k], t)
		}
	}
	var out []Goalpost
	for k, list := range targets {
		byTime(list)
		k.change = string(corpus.Level)
		for _, part := range apart(list) {
			g := Goalpost{Indicator: k.indicator, Unit: k.unit, Place: part.place, History: part.list, Moves: moves(part.list)}
			for _, t := range part.list {
				if t.Actor != nil && g.Actor == "" {
					g.Actor = t.Actor.Text
				}
			}
			for _, t := range actuals[k] {
				if p := placeOf(&t); p == "" || part.place == "" || p == part.place {
					g.Actuals = append(g.Actuals, t)
				}
			}
			byTime(g.Actuals)
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b Goalpost) int {
		return cmp.Or(cmp.Compare(a.Indicator, b.Indicator), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Place, b.Place),
			cmp.Compare(a.Actor, b.Actor), cmp.Compare(a.History[0].When, b.History[0].When), cmp.Compare(a.History[0].ID, b.History[0].ID))
	})
	return out
}

func keyOf(t *Telling) (k linkKey, ok bool) {
	if t.Indicator == nil {
		return k, false
	}
	k.indicator = normal(t.Indicator.Text)
	if t.Indicator.Concept != nil {
		k.indicator = *t.Indicator.Concept
	}
	k.unit = deref(t.Unit)
	if t.UnitCode != nil {
		k.unit = *t.UnitCode
	}
	k.change = string(cmp.Or(t.Change, corpus.Level))
	return k, k.indicator != "" && t.Value.String() != ""
}

// normal is a phrase in the form in which it is compared.
func normal(s string) string { return strings.Join(strings.Fields(text.Fold(s).Text), " ") }

func byTime(list []Telling) {
	slices.SortStableFunc(list, func(a, b Telling) int {
		return cmp.Or(cmp.Compare(a.When, b.When), cmp.Compare(a.Article, b.Article), cmp.Compare(a.Start, b.Start), cmp.Compare(a.ID, b.ID))
	})
}

// sameActor is how alike two actors are at least to be taken for one.
const sameActor = 0.6

// part is the tellings of one aim: nobody else's, and of no other place.
type part struct {
	place  string
	lands  map[string]bool // countries of the articles
	actors map[corpus.Lang]string
	list   []Telling
}

// apart parts tellings whose actors or places are told and are others. Actors
// are compared within a language; over languages the indicator decides, and the
// confidence says so. What a telling leaves out speaks against nothing.
func apart(list []Telling) (parts []part) {
	for _, t := range list {
		name, place := "", placeOf(&t)
		if t.Actor != nil {
			name = normal(t.Actor.Text)
		}
		at := slices.IndexFunc(parts, func(p part) bool {
			known := p.actors[t.Lang]
			return (name == "" || known == "" || alikeActors(known, name)) && (place == "" || p.place == "" || place == p.place) &&
				(t.Country == "" || len(p.lands) == 0 || p.lands[t.Country])
		})
		if at < 0 {
			at, parts = len(parts), append(parts, part{actors: map[corpus.Lang]string{}, lands: map[string]bool{}})
		}
		p := &parts[at]
		if t.Country != "" {
			p.lands[t.Country] = true
		}
		p.place, p.actors[t.Lang] = cmp.Or(p.place, place), cmp.Or(p.actors[t.Lang], name)
		p.list = append(p.list, t)
	}
	return parts
}

func placeOf(t *Telling) string {
	if t.Claim.Place == nil {
		return ""
	}
	return cmp.Or(t.Claim.Place.Code, normal(t.Claim.Place.Text))
}

func alikeActors(a, b string) bool {
	return strings.Contains(a, b) || strings.Contains(b, a) || dice(gramsOf(a), gramsOf(b)) >= sameActor
}

// moves are the places of a history where value, comparator or deadline differ
// from what was told before. Within one article several values are several
// steps (60 in 2025, 80 in 2030): a telling is compared with the newest one,
// told elsewhere (not in another edition of it) or in another version, that has its deadline; else with the
// newest one whose deadline no other telling of its article keeps.
func moves(history []Telling) (out []Move) {
	for i := range history {
		to := &history[i]
		from := before(history, i)
		if from == nil {
			continue
		}
		var fields []FieldChange
		for _, f := range compareClaims(&from.Claim, &to.Claim) {
			if f.Field == "value" || f.Field == "comparator" || f.Field == "deadline" {
				fields = append(fields, f)
			}
		}
		if len(fields) > 0 && !repeated(history[:i], to) && !upheld(history, from, to) {
			out = append(out, Move{From: *from, To: *to, Fields: fields, Confidence: sure(from, to)})
		}
	}
	return out
}

func before(history []Telling, i int) *Telling {
	to := &history[i]
	kept := map[int]bool{} // deadlines that the telling's own article tells
	for k := range history {
		if t := &history[k]; t.Article == to.Article && t.Version == to.Version {
			kept[yearOf(t)] = true
		}
	}
	var other *Telling
	for k := range slices.Backward(history[:i]) {
		from := &history[k]
		if from.Article == to.Article && from.Version == to.Version || from.Edition != "" && from.Edition == to.Edition && from.Article != to.Article {
			continue
		}
		if yearOf(from) == yearOf(to) {
			return from
		}
		if other == nil && !kept[yearOf(from)] && (yearOf(from) == 0) == (yearOf(to) == 0) {
			other = from
		}
	}
	return other
}

func yearOf(t *Telling) int {
	if t.Deadline == nil {
		return 0
	}
	return t.Deadline.Year
}

// repeated says whether the same article and version has told the new words
// already, so that a lead and a body give one move.
func repeated(history []Telling, to *Telling) bool {
	return slices.ContainsFunc(history, func(t Telling) bool {
		return t.Article == to.Article && t.Version == to.Version && t.Value.String() == to.Value.String() &&
			t.Comparator == to.Comparator && yearOf(&t) == yearOf(to)
	})
}

// upheld says whether the article of a telling also says what was told before:
// a title that tells 30 where the body tells at least 30 moves nothing.
func upheld(history []Telling, from, to *Telling) bool {
	return slices.ContainsFunc(history, func(t Telling) bool {
		return t.Article == to.Article && t.Version == to.Version && t.Value.String() == from.Value.String() &&
			t.Comparator == from.Comparator && yearOf(&t) == yearOf(from)
	})
}

// sure is how sure it is that two tellings are of one target: a concept of the
// glossary, the same actor, a place, and the same deadline or value speak for it.
func sure(a, b *Telling) float64 {
	s := 0.4
	if a.Indicator.Concept != nil && b.Indicator.Concept != nil {
		s += 0.05
	}
	if dice(gramsOf(normal(a.Indicator.Text)), gramsOf(normal(b.Indicator.Text))) > 0.8 {
		s += 0.15
	}
	if a.Actor != nil && b.Actor != nil && a.Lang == b.Lang && alikeActors(normal(a.Actor.Text), normal(b.Actor.Text)) {
		s += 0.15
	}
	switch {
	case placeOf(a) != "" && placeOf(a) == placeOf(b):
		s += 0.1
	case a.Lang != b.Lang:
		s -= 0.1 // the language of an article says nothing of the place
	}
	if yearOf(a) != 0 && yearOf(a) == yearOf(b) {
		s += 0.1
	}
	if a.Article == b.Article {
		s += 0.15 // two versions of one article
	}
	return min(round4(s*min(a.Claim.Confidence, b.Claim.Confidence)/0.9), 0.99)
}

// Names says whether the words stand in the indicator of a claim.
func Names(t Telling, words string) bool {
	return t.Indicator != nil && strings.Contains(normal(t.Indicator.Text), normal(words))
}
