package index

import (
	"context"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	engine "github.com/blevesearch/bleve_index_api"

	"goalpost/corpus"
)

// How much the ways in which a word can match count against each other.
const (
	boostPrecise = 2.0 // as written
	boostWords   = 1.0 // by its stem
	boostFolded  = 1.0 // without accents
	boostBegins  = 0.3 // by the word's first syllable alone
	boostMeasure = 2.0 // in the claim's indicator: what is measured, not only told beside it
	boostTarget  = 0.5 // as a claim that is a target
	boostConcept = 3.0 // by what it means
	boostBroader = 1.0 // by something narrower than what it means
)

// compiler turns a query into one for the engine, and gathers what of it can
// be shown in a text.
type compiler struct {
	words    *glossary
	kind     Kind
	concepts bool // look for the query's concepts
	stats    *statistics

	terms []*textTerm   // what was asked of the text, in order
	found []string      // ids of the concepts that the query names
	langs []corpus.Lang // in which it names them
}

// compile turns any part of a query into one for the engine.
func (c *compiler) compile(n node) query.Query {
	switch n := n.(type) {
	case andNode:
		return c.and(n)
	case orNode:
		var qs []query.Query
		for _, p := range n.parts {
			qs = append(qs, c.compile(p))
		}
		return anyOf(qs...)
	case notNode:
		quiet := compiler{words: c.words, kind: c.kind}
		q := query.NewBooleanQuery([]query.Query{query.NewMatchAllQuery()}, nil, []query.Query{quiet.compile(n.part)})
		return filter{q}
	case wordNode:
		return c.and(andNode{[]node{n}})
	case fieldNode:
		return c.field(n)
	}
	return filter{query.NewMatchAllQuery()}
}

// and joins parts that must all match. Words side by side are read together:
// for a concept, and for syllables typed without accents.
func (c *compiler) and(n andNode) query.Query {
	var must, not []query.Query
	for i := 0; i < len(n.parts); {
		if no, ok := n.parts[i].(notNode); ok {
			quiet := compiler{words: c.words, kind: c.kind}
			not = append(not, quiet.compile(no.part))
			i++
			continue
		}
		if _, ok := n.parts[i].(wordNode); !ok {
			must = append(must, c.compile(n.parts[i]))
			i++
			continue
		}
		var side []wordNode
		for ; i < len(n.parts); i++ {
			w, ok := n.parts[i].(wordNode)
			if !ok {
				break
			}
			side = append(side, w)
		}
		must = append(must, c.side(side)...)
	}
	switch {
	case len(not) == 0:
		return allOf(must...)
	case len(must) == 0:
		must = []query.Query{filter{query.NewMatchAllQuery()}}
	}
	return query.NewBooleanQuery([]query.Query{allOf(must...)}, nil, not)
}

// side compiles words that stand side by side. Light words need not be in a text,
// unless there are no others.
func (c *compiler) side(ws []wordNode) []query.Query {
	var out, better []query.Query
	all := !slices.ContainsFunc(ws, func(w wordNode) bool { return weigh(w) == needed })
	for len(ws) > 0 {
		n, meant := c.meant(ws)
		group := ws[:n]
		ws = ws[n:]
		var plain []query.Query
		for _, w := range group {
			switch weight := weigh(w); {
			case weight == needed, all, len(meant) > 0:
				plain = append(plain, c.word(w))
			case weight == measuring:
				better = append(better, c.word(w))
			}
		}
		if len(plain) > 0 {
			out = append(out, c.group(group, plain, meant))
		}
	}
	if len(better) == 0 {
		return out
	}
	return []query.Query{query.NewBooleanQuery([]query.Query{allOf(out...)}, better, nil)}
}

// group is a run of words in all the ways in which a text can answer them.
func (c *compiler) group(ws []wordNode, plain []query.Query, meant [][]string) query.Query {
	q := allOf(plain...)
	if text := spelled(ws); text != "" {
		q = anyOf(q, c.unaccented(text))
	} else if len(ws) == 1 && plainWord(ws[0]) {
		q = anyOf(q, c.syllable(ws[0].text))
	}
	if len(meant) > 0 {
		q = anyOf(q, conceptsQuery(meant))
	}
	return q
}

// meant is how many of the words at the beginning belong together, and the
// concepts that they name, by place: several at one place are readings of it.
func (c *compiler) meant(ws []wordNode) (n int, readings [][]string) {
	if !c.concepts {
		return plainRun(ws), nil
	}
	matches := c.matches(ws)
	if len(matches) == 0 {
		return plainRun(ws), nil
	}
	if first := matches[0].Span.Start; first >= ws[0].span.End {
		n = plainRun(ws)
		for n > 1 && ws[n-1].span.End > first {
			n--
		}
		return n, nil
	}
	end := ws[0].span.End
	var last corpus.Span
	for _, m := range matches {
		if m.Span.Start >= end {
			break
		}
		end = max(end, m.Span.End)
		if m.Span != last {
			readings, last = append(readings, nil), m.Span
		}
		at := len(readings) - 1
		readings[at] = append(readings[at], m.ID)
		c.found, c.langs = append(c.found, m.ID), append(c.langs, m.Lang)
		for n < len(ws) && ws[n].span.Start < end {
			end = max(end, ws[n].span.End)
			n++
		}
	}
	return max(n, 1), readings
}

// conceptMatch is a concept that words of the query name, and where in it.
type conceptMatch struct {
	ID   string
	Lang corpus.Lang // of the label
	Span corpus.Span
}

// matches are the concepts named by the words, with their places in the query.
func (c *compiler) matches(ws []wordNode) []conceptMatch {
	var b strings.Builder
	var at []int // for each byte of b its place in the query
	for _, w := range ws {
		if b.Len() > 0 {
			b.WriteByte(' ')
			at = append(at, int(w.span.Start))
		}
		b.WriteString(w.text)
		for i := range len(w.text) {
			at = append(at, min(int(w.span.Start)+i, int(w.span.End)-1))
		}
	}
	var out []conceptMatch
	for _, m := range c.words.matcher.FindQuery(b.String()) {
		out = append(out, conceptMatch{m.ID, m.Lang, corpus.Span{
			Start: corpus.Byte(at[m.Span.Start]), End: corpus.Byte(at[m.Span.End-1] + 1),
		}})
	}
	return out
}

// plainRun is how many words at the beginning are plain ASCII words, at least one.
func plainRun(ws []wordNode) int {
	n := 0
	for n < len(ws) && plainWord(ws[n]) {
		n++
	}
	return max(n, 1)
}

func plainWord(w wordNode) bool {
	return !w.prefix && !strings.ContainsFunc(w.text, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != ' '
	})
}

// spelled is the words as one text if they may be syllables typed without
// their accents: at least two, all plain.
func spelled(ws []wordNode) string {
	var parts []string
	for _, w := range ws {
		if !plainWord(w) {
			return ""
		}
		parts = append(parts, strings.Fields(w.text)...)
	}
	if len(parts) < 2 {
		return ""
	}
	return strings.Join(parts, " ")
}

// conceptsQuery finds the documents that tell of a concept of each place, or of
// something narrower.
func conceptsQuery(readings [][]string) query.Query {
	var all []query.Query
	for _, ids := range readings {
		var qs []query.Query
		for _, id := range ids {
			qs = append(qs, boosted(term(fieldConcept, id), boostConcept), boosted(term(fieldBroader, id), boostBroader))
		}
		all = append(all, anyOf(qs...))
	}
	return allOf(all...)
}

// spellings are the cases in which a keyword may be indexed: codes of places and
// currencies in capitals, rules as they are named, the others in small letters.
func spellings(text string) []string {
	out := []string{wordKey(text)}
	for _, s := range []string{nameKey(text), strings.ToUpper(out[0])} {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// field compiles a condition on a field. It says nothing about relevance.
func (c *compiler) field(n fieldNode) query.Query {
	switch n.field.kind {
	case wordsField:
		return filter{c.within(n)}
	case keywordField:
		var qs []query.Query
		for _, k := range n.field.keys {
			for _, key := range spellings(n.text) {
				qs = append(qs, term(k, key))
			}
		}
		return filter{anyOf(qs...)}
	case valueField:
		q := anyOf(keyRange(fieldValue, n.keys()), n.across())
		if n.unit != "" {
			q = allOf(q, anyOf(term(fieldUnit, n.unit), term(fieldUnitCode, n.unit)))
		}
		return filter{q}
	default:
		return filter{keyRange(n.field.keys[0], n.keys())}
	}
}

// filter is a query that decides without scoring.
type filter struct{ query.Query }

// Searcher asks the inner query for documents alone.
func (f filter) Searcher(ctx context.Context, i engine.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	o.Score, o.IncludeTermVectors, o.Explain = "none", false, false
	return f.Query.Searcher(ctx, i, m, o)
}

func allOf(qs ...query.Query) query.Query {
	if len(qs) == 1 {
		return qs[0]
	}
	return query.NewConjunctionQuery(qs)
}

func anyOf(qs ...query.Query) query.Query {
	if len(qs) == 1 {
		return qs[0]
	}
	d := query.NewDisjunctionQuery(qs)
	d.SetMin(1)
	return d
}

func boosted(q query.Query, by float64) query.Query {
	if b, ok := q.(query.BoostableQuery); ok {
		b.SetBoost(by)
	}
	return q
}
