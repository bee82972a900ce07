package extract

import (
	"strings"

	"goalpost/corpus"
	"goalpost/rules"
)

// Where words carry no capitals and verbs stand before their subjects, a body
// that no rule knows is told by its place: in quotation marks beside the verb of
// the aim («سابك» تعتزم), between a conjunction and that verb (أن سابك تعتزم), or
// behind the verb of saying (قال مدبولي إن).

// maxPlaced is how many words such a name may have.
const maxPlaced = 4

// placedSubject is the unknown body beside the words of the aim at token at.
func (r *reader) placedSubject(at int) stretch {
	if !r.lx.verbInitial || at >= len(r.toks) || !r.is(at, cCue) {
		return stretch{}
	}
	if s := r.inQuotes(at); !s.empty() {
		return s
	}
	if k := at - 1; k >= 0 && r.is(k, cBreak) && !r.is(k, cClauseBreak) && !r.longAlef(k) && r.sense(at, cCue).rule.Weight == rules.Strong && r.toks[k].sent == r.toks[at].sent {
		return r.unknownName(r.toks[k].end, r.toks[at].start-int32(r.toks[at].prefix))
	}
	return stretch{}
}

// labelled is the name before the colon that opens a sentence: البترول: نعمل على
// إنشاء المحطة.
func (r *reader) labelled(sent int) stretch {
	if !r.lx.verbInitial {
		return stretch{}
	}
	start := r.sentenceStart(sent)
	n := strings.IndexAny(r.s[start:min(int(start)+longestSpeaker, len(r.s))], ":\n.,")
	if n < 0 || r.s[int(start)+n] != ':' {
		return stretch{}
	}
	s := r.unknownName(start, start+int32(n))
	for k := r.sents[sent].first; k < len(r.toks) && r.toks[k].start < s.end; k++ {
		if r.toks[k].mask&(cCue|cIndicator|cUnit|cYear|cLink|cHeading|cIncrease|cDecrease) != 0 {
			return stretch{}
		}
	}
	return s
}

// longestSpeaker is how many bytes such a name and the signs before it may have.
const longestSpeaker = 80

// verbSubject is the noun with an article right behind the verb of an aim at
// token i, which no rule knows: تلتزم التعاونيات.
func (r *reader) verbSubject(i int) stretch {
	if !r.lx.verbInitial || i >= len(r.toks) || !r.is(i, cCue) || r.definite(i) {
		return stretch{}
	}
	start := r.toks[i].end + 1
	if c := r.sense(i, cCue).rule; c.Weight != rules.Strong || c.Side != rules.Before || c.Status != string(corpus.Target) || !r.opensWithArticle(start) {
		return stretch{}
	}
	if k := r.tokenAt(start); k >= 0 && (r.used[k] || r.toks[k].mask != 0) {
		return stretch{}
	}
	return r.unknownName(start, r.definiteEnd(start, r.untilWall(i)))
}

// opensClause says whether a joining letter or a sign stands before the word of
// token i: its verb stands before its subject.
func (r *reader) opensClause(i int) bool {
	t := &r.toks[i]
	if t.prefix > 0 {
		return r.joinPrefix(i)
	}
	return i == 0 || r.toks[i-1].form == symbol || r.toks[i-1].sent != t.sent
}

// opensWithArticle says whether the word at folded offset i begins with an article.
func (r *reader) opensWithArticle(i int32) bool {
	for _, a := range r.lx.articles {
		if int(i) < len(r.s) && strings.HasPrefix(r.s[i:], a) {
			return true
		}
	}
	return false
}

// inQuotes is what stands in quotation marks right before token at, or right behind it.
func (r *reader) inQuotes(at int) stretch {
	if k := at - 1; r.sym(k, '"') && r.near(k, at, 2) {
		for i := k - 1; i >= 0 && r.toks[i].sent == r.toks[k].sent && k-i <= maxName; i-- {
			if r.sym(i, '"') {
				return r.unknownName(r.toks[i].end, r.toks[k].start)
			}
		}
	}
	if k := at + 1; r.sym(k, '"') && r.near(at, k, 2) {
		for i := k + 1; i < len(r.toks) && r.toks[i].sent == r.toks[k].sent && i-k <= maxName; i++ {
			if r.sym(i, '"') {
				return r.unknownName(r.toks[k].end, r.toks[i].start)
			}
		}
	}
	return stretch{}
}

// speaker is who the verb of saying at token i names right behind it, up to what is said.
func (r *reader) speaker(i int) stretch {
	if !r.lx.verbInitial || !r.is(i, cReport) || i+1 >= len(r.toks) || !r.is(i+1, cBreak) && !r.sym(i+1, ':') && !r.sym(i+1, '"') {
		return stretch{}
	}
	return r.unknownName(r.toks[i].end, r.toks[i+1].start)
}

// unknownName is the stretch between two folded offsets where it may be a name:
// a few words, no pronoun at the end of the last.
func (r *reader) unknownName(start, end int32) stretch {
	if start >= end {
		return stretch{}
	}
	s := r.trim(stretch{start, end})
	if s.empty() {
		return stretch{}
	}
	name := r.s[s.start:s.end]
	if strings.Count(name, " ") >= maxPlaced || strings.ContainsAny(name, ",;:()\n0123456789") {
		return stretch{}
	}
	for _, x := range r.e.set.Language.Suffixes {
		if strings.HasSuffix(name, x) {
			return stretch{}
		}
	}
	return s
}
