package index

import (
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/search/query"

	"goalpost/corpus"
	"goalpost/index/analysis"
)

// How much the parts of a plain question count: a word, a pair of neighbours
// that stand together in the text too, and a piece of a word.
const (
	anyWord  = 1.0
	anyExact = 0.5
	anyPair  = 0.2
	anyPiece = 0.4
	anyTitle = 0.3

	anyConcept = 1.5

	anyAsking = 0.5 // what a word that only asks counts, of one that tells
)

// any turns plain words into a query that any of them answers, and the better
// the more of them, the rarer, and the nearer together. Words that only ask
// (what, how many, when) count little, unless there are no others.
func (c *compiler) any(text string) query.Query {
	lang := langOf(text)
	s := analysis.For(lang).Analyze(text)
	f := pick(s)
	q := &questioner{c: c, lang: lang, words: s.Exact, asking: newAsking(lang, s.Exact)}
	switch {
	case s.Bigrams != nil:
		q.each(f.words, fieldWords, anyWord)
		q.each(f.precise, fieldPrecise, anyPiece)
	case f.words != nil:
		q.each(f.words, fieldWords, anyWord)
		q.each(f.precise, fieldPrecise, anyExact)
		q.pairs(q.asking.without(f.precise), fieldPrecise)
	default:
		q.each(f.precise, fieldPrecise, anyWord)
		q.pairs(q.asking.without(f.precise), fieldPrecise)
	}
	q.each(q.asking.without(f.ranked()), fieldTitle, anyTitle)
	if lang == "en" && spelled([]wordNode{{text: text}}) != "" {
		q.pairs(analysis.For("vi").Analyze(text).Exact, fieldFolded)
	}
	if c.concepts {
		for _, m := range c.words.matcher.FindQuery(text) {
			c.found, c.langs = append(c.found, m.ID), append(c.langs, m.Lang)
			q.asks = append(q.asks, ask{field: fieldConcept, row: []string{m.ID}, boost: anyConcept, word: -1, means: q.within(m.Span)})
		}
	}
	return &rankQuery{append(q.asks, q.light...), q.weights(), c.stats}
}

// questioner gathers what a question asks for.
type questioner struct {
	c      *compiler
	lang   corpus.Lang
	words  []analysis.Token // of the question
	asking asking           // what of it only asks
	asks   []ask
	light  []ask // the words that only ask
}

// own says whether the token is a word of the question's language alone.
func (q *questioner) own(t analysis.Token) bool {
	return q.lang == "vi" || q.lang != "en" && langOf(t.Text) == q.lang
}

// weights are how much the words count.
func (q *questioner) weights() []float64 {
	out := make([]float64, len(q.words))
	for i, w := range q.words {
		out[i] = 1
		if q.asking.has(w) {
			out[i] = anyAsking
		}
	}
	return out
}

// word is the word of the question that the token is a form or a part of.
func (q *questioner) word(t analysis.Token) int {
	for i, w := range q.words {
		if t.Start < w.End && w.Start < t.End {
			return i
		}
	}
	return -1
}

// within are the words of the question in the span; never nil.
func (q *questioner) within(span corpus.Span) []int {
	in := []int{}
	for i, w := range q.words {
		if span.Overlaps(corpus.Span{Start: w.Start, End: w.End}) {
			in = append(in, i)
		}
	}
	return in
}

// each asks for every token once.
func (q *questioner) each(ts []analysis.Token, field string, boost float64) {
	seen := map[string]bool{}
	for _, t := range ts {
		if seen[t.Text] {
			continue
		}
		seen[t.Text] = true
		row := []string{t.Text}
		a := ask{field: q.c.name(field), row: row, boost: boost, word: q.word(t), own: q.own(t), light: q.asking.has(t)}
		if a.light {
			a.boost *= anyAsking
			q.light = append(q.light, a)
			continue
		}
		q.asks = append(q.asks, a)
		switch field {
		case fieldWords:
			q.c.terms = append(q.c.terms, &textTerm{words: [][]string{row}})
		case fieldPrecise:
			q.c.terms = append(q.c.terms, &textTerm{precise: [][]string{row}})
		}
	}
}

// pairs asks for neighbours that are neighbours in the text.
func (q *questioner) pairs(ts []analysis.Token, field string) {
	for i := 1; i < len(ts); i++ {
		if ts[i].Position != ts[i-1].Position+1 {
			continue
		}
		row := []string{ts[i-1].Text, ts[i].Text}
		word := -1
		if field == fieldFolded {
			q.c.terms = append(q.c.terms, &textTerm{folded: row})
			word = q.word(ts[i])
		}
		q.asks = append(q.asks, ask{field: q.c.name(field), row: row, boost: anyPair, word: word, own: q.own(ts[i])})
	}
}

// asking are the stretches of a question that only ask.
type asking []corpus.Span

// askingWords are words and phrases by which questions ask, for each language
// as rows of exact tokens.
var askingWords = map[corpus.Lang]string{
	"vi": "bao nhiêu|là gì|cái gì|những gì|điều gì|gì|là ai|ai|ở đâu|nơi nào|đâu|khi nào|lúc nào|bao giờ|năm nào|nào|như thế nào|thế nào|tại sao|vì sao|bao lâu|mấy|hãy cho biết|là|của|có|và|các|những|được|đã|cho|trong|ở|với|bởi|từ|mà|thì|này|đó",
	"ko": "무엇|무엇인가|무엇인가요|무엇을|무엇이|무슨|누구|누구인가|누구인가요|누가|언제|언제인가|어디|어디서|어디에서|어디에|어디인가|어떤|어떻게|왜|몇|얼마|얼마나|어느|것은|것이|것|가장|뭐|뭐야|뭘까|있는|있나|하는|한|이름은",
	"th": "อะไร|ใคร|เมื่อไร|เมื่อไหร่|เมื่อใด|ที่ไหน|ที่ใด|ไหน|เท่าไร|เท่าไหร่|เท่าใด|กี่|อย่างไร|ยังไง|ทำไม|ใด|คือ|บ้าง|ของ|ที่|ใน|เป็น|มี|ได้|และ|หรือ|ว่า|จาก|โดย|ให้|กับ|ไม่|จะ|ถูก|การ|ความ",
	"ar": "ما|ماذا|ماهو|ماهي|من|متي|اين|كم|كيف|لماذا|هل|اي|ايه|هو|هي|التي|الذي|في|علي|الي|عن|مع|هذا|هذه|كان|كانت|ان|تم|التي|الذين|بين|او|ثم|لم|قد",
	"en": "what|which|who|whom|whose|when|where|why|how|many|much|is|are|was|were|do|does|did|the|a|an|of|in|on|to|for|by|and|or|has|have|had|be|been|with|at|from|that|this|it|its|as",
}

// newAsking finds the stretches of the tokens that only ask; none where nothing else is left.
func newAsking(lang corpus.Lang, ts []analysis.Token) asking {
	var out asking
	for row := range strings.SplitSeq(askingWords[lang], "|") {
		words := texts(analysis.For(lang).Analyze(row).Exact)
		for i := 0; i+len(words) <= len(ts) && len(words) > 0; i++ {
			if rowAt(ts[i:], words) {
				out = append(out, corpus.Span{Start: ts[i].Start, End: ts[i+len(words)-1].End})
			}
		}
	}
	if len(out.without(ts)) == 0 {
		return nil
	}
	return out
}

func rowAt(ts []analysis.Token, words []string) bool {
	for i, w := range words {
		if ts[i].Text != w || i > 0 && ts[i].Position != ts[i-1].Position+1 {
			return false
		}
	}
	return true
}

// has says whether the token lies in one of the stretches.
func (a asking) has(t analysis.Token) bool {
	return slices.ContainsFunc(a, func(s corpus.Span) bool { return s.Contains(corpus.Span{Start: t.Start, End: t.End}) })
}

// without are the tokens that lie in none of the stretches.
func (a asking) without(ts []analysis.Token) []analysis.Token {
	return slices.DeleteFunc(slices.Clone(ts), a.has)
}
