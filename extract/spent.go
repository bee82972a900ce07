package extract

import (
	"strings"

	"goalpost/corpus"
)

// spentOn is what a sum with a topic's particle goes to, where nothing before it tells
// what it is: 11조 원 중 7조 원은 정책자금으로 쓴다.
func (r *reader) spentOn(k int) stretch {
	q, p := &r.quans[k], r.lx.parts
	if !r.lx.particled || q.kind != corpus.Money || !r.letters.At(int(q.after)) {
		return stretch{}
	}
	at := int32(r.letters.End(int(q.after)))
	if !p.topics.has(r.s[q.after:at]) || byteAt(r.s, int(at)) != ' ' {
		return stretch{}
	}
	s := stretch{at, at}
	for n := 0; n < maxNoun; n++ {
		from, end := r.wordBehind(s.end)
		word := r.s[from:end]
		if i := r.tokenAfter(from); word == "" || i < len(r.toks) && r.toks[i].start < end && r.used[i] {
			return stretch{}
		}
		s.end = end
		if p.adverbs.has(p.Of(word)) {
			if before := r.phraseBefore(k); !before.empty() && !r.beginsWithBody(before) {
				return stretch{}
			}
			return r.trim(s)
		}
		if p.wall(word) {
			return stretch{}
		}
	}
	return stretch{}
}

// costOf is s, what sum k measures, or what the value before it counts where s is but
// what is done with that: 쉼터 7곳 조성에 22억 원.
func (r *reader) costOf(k int, s stretch) stretch {
	if !r.lx.particled || k == 0 || s.empty() || r.quans[k].kind != corpus.Money || strings.IndexByte(r.s[s.start:s.end], ' ') >= 0 {
		return s
	}
	before := &r.quans[k-1]
	if s.start != before.after+1 || before.kind == corpus.Money || !r.lx.parts.adverbs.has(r.s[s.end:r.wordEnd(s.end)]) {
		return s
	}
	if counted := r.phraseBefore(k - 1); !counted.empty() && !r.beginsWithBody(counted) {
		return counted
	}
	return s
}

// inTurnNoun is the one of the nouns that s joins which value k measures, where their
// values are told in turn: 인지율과 수검률을 각각 60%와 55%로.
func (r *reader) inTurnNoun(k int, s stretch) stretch {
	p := r.lx.parts
	if !r.lx.particled || s.empty() || s.start > r.quans[k].start {
		return s
	}
	first := r.valueFrom(r.tokenAfter(s.end))
	values := first
	for values < len(r.quans) && values-first < maxRespective && r.toks[r.quans[values].first].clause == r.toks[r.quans[k].first].clause && r.quans[values].kind == r.quans[k].kind {
		values++
	}
	if k < first || k >= values || r.among(r.tokenAfter(s.end), r.quans[first].first-1)&cRespectively == 0 {
		return s
	}
	var parts []stretch
	part := stretch{s.start, s.start}
	for part.end < s.end {
		from, end := r.wordBehind(part.end)
		part.end = min(end, s.end)
		if with := p.Of(r.s[from:part.end]); part.end == s.end || p.with.has(with) {
			parts = append(parts, r.trim(part))
			part.start = part.end
		}
	}
	if len(parts) != values-first || !r.alike(parts) {
		return s
	}
	return parts[k-first]
}

// alike says whether nouns that one particle joins each tell all of their own: they
// have as many words, or each closes with a head noun.
func (r *reader) alike(parts []stretch) bool {
	words, heads := true, true
	for _, s := range parts {
		words = words && strings.Count(r.s[s.start:s.end], " ") == strings.Count(r.s[parts[0].start:parts[0].end], " ")
		i := r.tokenAfter(s.end) - 1
		heads = heads && i >= 0 && r.is(i, cIndicator) && r.toks[i].end >= s.end
	}
	return words || heads
}

// paidFor is what is done with a sum, told as the object of the verb behind the one that
// spends it: 1조 원을 들여 보육 시설을 늘린다.
func (r *reader) paidFor(q *quantity) stretch {
	p := r.lx.parts
	if !r.lx.particled || q.kind != corpus.Money || !r.letters.At(int(q.after)) {
		return stretch{}
	}
	at := int32(r.letters.End(int(q.after)))
	if !p.objects.has(r.s[q.after:at]) {
		return stretch{}
	}
	from, verb := r.wordBehind(at)
	if word := r.s[from:verb]; !p.verb(word, p.Of(word)) || r.marksIn(stretch{from, verb}, func(k int) bool { return r.is(k, cClauseBreak) }) {
		return stretch{}
	}
	end := r.toks[r.sents[r.toks[q.first].sent].last].end
	for s, n := (stretch{verb, verb}), 0; n < maxTries; n++ {
		s = r.firstNoun(stretch{s.end, min(end, s.end+longestPhrase/2)})
		word := r.wordUpTo(s, s.end)
		switch x := p.Of(r.s[word.start:word.end]); {
		case word.empty() || s.end >= end:
			return stretch{}
		case p.objects.has(x):
			if r.marksIn(s, func(k int) bool { return r.used[k] }) {
				return stretch{}
			}
			return r.trim(s)
		case !p.adverbs.has(x):
			return stretch{}
		}
	}
	return stretch{}
}

// marksIn says whether a token that begins inside of a stretch is such.
func (r *reader) marksIn(s stretch, such func(int) bool) bool {
	for k := r.tokenAfter(s.start); k < len(r.toks) && r.toks[k].start < s.end; k++ {
		if such(k) {
			return true
		}
	}
	return false
}
