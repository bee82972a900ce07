package extract

import (
	"slices"
	"strings"

	"goalpost/corpus"
)

// Reading is a text with everything that the engine made of it.
type Reading struct {
	corpus.Extraction
	Tokens []Token  `json:"tokens"` // in order
	Missed []Missed `json:"missed"` // words of the rules that were not read as such
	Values []Judged `json:"values"` // in order, dropped ones too
}

// Token is a stretch of the text that the engine knows.
type Token struct {
	Span   corpus.Range `json:"span"`
	Text   string       `json:"text"`
	Form   string       `json:"form"`   // figure, word, symbol
	Senses []string     `json:"senses"` // "class rule", for words
	Used   string       `json:"used"`   // value, time, evidence, or "" for words that decided nothing
	Dead   bool         `json:"dead"`   // a figure that is a code, a number of a list, an address
}

// Judged is one value and the evidence for each status.
type Judged struct {
	Span    corpus.Range              `json:"span"`
	Quote   string                    `json:"quote"`
	Votes   []Vote                    `json:"votes"`
	Tally   map[corpus.Status]float64 `json:"tally"`
	Status  corpus.Status             `json:"status"`
	Claimed bool                      `json:"claimed"`
	Why     string                    `json:"why"` // why it is no claim
}

// Vote is one cue's weight for a status.
type Vote struct {
	Span   corpus.Range  `json:"span"`
	Rule   string        `json:"rule"`
	Status corpus.Status `json:"status"`
	Weight float64       `json:"weight"`
}

// Explain reads a text and tells every step.
func (e *Engine) Explain(doc Doc) Reading {
	r := e.pool.Get().(*reader)
	defer e.pool.Put(r)
	r.read(&doc)
	out := Reading{Extraction: corpus.Extraction{Lang: e.set.Lang, LangConfidence: 1, Rules: &e.name, Mentions: r.mentions(), Claims: r.claims()}}
	for i := range r.toks {
		out.Tokens = append(out.Tokens, r.explainToken(i))
	}
	for k := range r.quans {
		out.Values = append(out.Values, r.explainValue(k))
	}
	out.Missed = r.missed()
	r.witnesses(out.Tokens)
	r.reset()
	return out
}

// witnesses marks the tokens that are evidence: cues that voted for a value,
// comparators and frequencies bound to one, and what says what a time is for.
func (r *reader) witnesses(tokens []Token) {
	mark := func(i int) {
		if i >= 0 && i < len(tokens) && tokens[i].Used == "" {
			tokens[i].Used = "evidence"
		}
	}
	for k := range r.quans {
		q := &r.quans[k]
		mark(q.cmpTok)
		mark(q.perTok)
		j, _ := r.judged(k)
		for _, v := range j.votes[:j.n] {
			mark(v.tok)
		}
		if change, tok := r.changeOf(q); change != corpus.Level {
			mark(tok)
		}
	}
	for i := range r.times {
		if t := &r.times[i]; t.role != roleNone {
			mark(t.roleFirst)
			mark(t.roleLast)
		}
	}
}

func (r *reader) explainToken(i int) Token {
	t := &r.toks[i]
	out := Token{Span: r.rangeOf(t.start, t.end), Text: r.original(t.start, t.end), Dead: t.marks&dead != 0}
	out.Form = [...]string{figure: "figure", word: "word", symbol: "symbol"}[t.form]
	if t.form == word {
		for _, s := range r.entry(i).senses {
			if t.mask&s.class != 0 {
				out.Senses = append(out.Senses, name(s.class)+" "+s.rule.ID)
			}
		}
	}
	switch {
	case r.timed[i]:
		out.Used = "time"
	case r.used[i]:
		out.Used = "value"
	}
	return out
}

func (r *reader) explainValue(k int) Judged {
	q := &r.quans[k]
	out := Judged{Span: r.rangeOf(q.start, q.end), Quote: r.original(q.start, q.end), Tally: map[corpus.Status]float64{}}
	j, d := r.judged(k)
	status := j.tally.best()
	out.Status = statuses[status]
	for i, w := range j.tally {
		out.Tally[statuses[i]] = w
	}
	for _, v := range j.votes[:j.n] {
		t := &r.toks[v.tok]
		out.Votes = append(out.Votes, Vote{r.rangeOf(t.start, t.end), v.rule.ID, statuses[v.status], v.weight})
	}
	switch {
	case r.inTail(q.start):
		out.Why = "stands in a tail, a caption or a list of links"
	case !r.stated(k, j, status, d):
		out.Why = "nothing but the figure speaks for a claim"
	default:
		out.Claimed = true
	}
	return out
}

// Fired are the rules that decided something in a reading, sorted: those whose
// words stand in a value or a time, that voted for the status that won, or that
// filled a field.
func (x *Reading) Fired() []string {
	var ids []string
	for _, t := range x.Tokens {
		if t.Used != "value" && t.Used != "time" {
			continue
		}
		for _, s := range t.Senses {
			_, id, _ := strings.Cut(s, " ")
			ids = append(ids, id)
		}
	}
	for _, v := range x.Values {
		if !v.Claimed {
			continue
		}
		for _, vote := range v.Votes {
			if vote.Status == v.Status {
				ids = append(ids, vote.Rule)
			}
		}
	}
	for _, c := range x.Claims {
		for _, n := range c.FilledBy {
			ids = append(ids, n.Of)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
