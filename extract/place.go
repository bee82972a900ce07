package extract

import (
	"unicode"

	"goalpost/corpus"
)

// placeName notes that token i names a place. Where names carry a capital (alphabets
// with case), a small letter is no name.
func (r *reader) placeName(i int) {
	t := &r.toks[i]
	if unicode.IsLower(r.asWritten(t.start)) {
		t.mask &^= cPlace
		return
	}
	r.places = append(r.places, int32(i))
}

// code is the ISO 3166 code of the place named by token i.
func (r *reader) code(i int) string { return r.sense(i, cPlace).gives }

// countryOf is the country that decides open currencies: what the document
// tells, else the language's, else the one that its places name most; "" where
// none leads.
func (r *reader) countryOf(doc *Doc) string {
	if doc.Country != "" {
		return doc.Country
	}
	if c := r.e.set.Language.Country; c != "" {
		return c
	}
	return leader(r.named())
}

// named counts how often the document names each country or a part of it.
func (r *reader) named() map[string]int {
	named := map[string]int{}
	for _, i := range r.places {
		if code := r.code(int(i)); len(code) >= 2 {
			named[code[:2]]++
		}
	}
	return named
}

// leader is the key that counts most, "" where none does alone.
func leader(named map[string]int) (best string) {
	second := 0
	for c, n := range named {
		switch {
		case best == "" || n > named[best] || n == named[best] && c < best:
			second, best = max(second, named[best]), c
		default:
			second = max(second, n)
		}
	}
	if named[best] == second {
		return ""
	}
	return best
}

// spoken is how much more than a country's name it tells of an open currency
// that the document names the country's own somewhere.
const spoken = 3

// familyCountry is the country of a family of currencies that the document
// tells: by the full name of its currency elsewhere, by naming the country.
func (r *reader) familyCountry(family map[string]string) string {
	named := r.named()
	for c := range named {
		if family[c] == "" {
			delete(named, c)
		}
	}
	for i := range r.toks {
		s := r.sense(i, cCurrency)
		if s == nil {
			continue
		}
		for c, iso := range family {
			if iso == s.gives && c != "default" {
				named[c] += spoken
			}
		}
	}
	return leader(named)
}

// placeOf is the place that a value is for: a division named in its sentence,
// else a country, the nearest first; else what the sentences before or the first
// line name.
func (r *reader) placeOf(q *quantity) *corpus.Place {
	sent := int(r.toks[q.first].sent)
	if i := r.placeIn(sent, q.first); i >= 0 {
		return r.placeAt(i)
	}
	for s, n := sent-1, 0; s >= 0 && n < 3 && r.sents[s].para == r.sents[sent].para; s, n = s-1, n+1 {
		if i := r.placeIn(s, r.sents[s].last); i >= 0 {
			return r.placeAt(i)
		}
	}
	if sent > 0 {
		if i := r.placeIn(0, r.sents[0].first); i >= 0 {
			return r.placeAt(i)
		}
	}
	return nil
}

const maxPlaces = 12 // names looked at in a sentence

// placeIn is the token of a sentence's place nearest to token at; -1: none.
func (r *reader) placeIn(sent, at int) int {
	best, bestScore := -1, 0.0
	from, end := r.held[sent].place, r.held[sent+1].place
	for _, place := range r.places[from:min(end, from+maxPlaces)] {
		i := int(place)
		score := 1000 - float64(abs32(r.toks[i].start-r.toks[at].start))/10
		if len(r.code(i)) > 2 {
			score += 500 // a division tells more than its country
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	return best
}

func (r *reader) placeAt(i int) *corpus.Place {
	t := &r.toks[i]
	return r.divisions.put(corpus.Place{Phrase: r.quoted(stretch{t.start, t.end}), Code: r.code(i)})
}
