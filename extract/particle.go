package extract

import (
	"strings"

	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/rules"
)

// particles are the endings of a language whose nouns carry their case at the
// end. Where a language has none, all methods leave things as they are.
type particles struct {
	*text.Endings
	adverbs  vocabulary
	topics   vocabulary
	subjects vocabulary
	objects  vocabulary
	with     vocabulary
	walls    *text.Tails
	walled   bool // there are walls
	genitive string
}

// newParticles folds the particles of a language.
func newParticles(p *rules.Particles) *particles {
	out := &particles{Endings: text.NewEndings(text.EndingLists(p.Endings)), adverbs: folded(p.Adverbial), topics: folded(p.Topic), subjects: folded(p.Subject), objects: folded(p.Object), with: folded(p.With), walled: len(p.Walls) > 0, genitive: text.Fold(p.Genitive).Text}
	walls := map[string]int{}
	for _, x := range p.Walls {
		x = text.Fold(x).Text
		walls[x] = endsVerb
		if out.Is(x) {
			walls[x] = endsBoth
		}
	}
	out.walls = text.NewTails(walls)
	return out
}

// What a wall ends.
const (
	endsVerb = iota
	endsBoth // it is a particle too
)

// vocabulary is a set of folded words, with what tells at once that a word is none of them.
type vocabulary struct {
	words   map[string]bool
	longest int    // bytes of the longest
	last    uint64 // the last six bits of their last bytes, one bit each
}

// folded is the set of some words.
func folded(words []string) vocabulary {
	out := vocabulary{words: map[string]bool{}}
	for _, w := range words {
		if w = text.Fold(w).Text; w == "" {
			continue
		}
		out.words[w] = true
		out.longest = max(out.longest, len(w))
		out.last |= 1 << (w[len(w)-1] % 64)
	}
	return out
}

// has says whether a word is of the set.
func (v *vocabulary) has(word string) bool {
	n := len(word)
	return n > 0 && n <= v.longest && v.last>>(word[n-1]%64)&1 != 0 && v.words[word]
}

// acts says whether a particle makes a noun the topic of its sentence, or who acts.
func (p *particles) acts(x string) bool { return p.topics.has(x) || p.subjects.has(x) }

// wall says whether a phrase cannot go on behind word: it ends in a particle of
// that kind, or in an ending of a verb.
func (p *particles) wall(word string) bool {
	switch alone, noun := p.Kind(word); {
	case noun:
		return false
	case alone:
		return true // a particle alone is what a value left of its word
	}
	at, ends := p.walls.Longest(word)
	return at >= 0 && (ends == endsVerb || p.At(word, at))
}

// verb says whether a word is a verb before a noun: it ends in an ending of a
// verb that is longer than the particle it looks like, which is of (판매하는).
func (p *particles) verb(word, of string) bool {
	if of == "" {
		return p.wall(word)
	}
	for at, ends := range p.walls.Of(word) {
		if len(word)-at > len(of) && ends == endsVerb {
			return true
		}
	}
	return false
}

// lastNoun is the noun phrase at the end of a stretch before a value: the words
// behind the last one, but the final, that is a wall. A count of things that are
// somewhere ("산업단지에 13만 실") goes with the noun before the place.
func (r *reader) lastNoun(s stretch, q *quantity) stretch {
	p := r.lx.parts
	if !p.walled || s.empty() {
		return s
	}
	s = r.unlabelled(s)
	last := r.wordUpTo(s, s.end)
	if last.empty() {
		return s
	}
	final := r.s[last.start:last.end]
	of := p.Of(final)
	if p.Is(final) || p.verb(final, of) {
		return stretch{} // a verb, or a particle whose noun is a time
	}
	n := 1
	if q.kind == corpus.Quantity && p.adverbs.has(of) {
		for w := r.wordUpTo(s, last.start); !w.empty() && n < maxWords; w = r.wordUpTo(s, w.start) {
			n++
			if x := p.Of(r.s[w.start:w.end]); x != "" && x != p.genitive && !p.adverbs.has(x) {
				last = w
				break
			}
		}
	}
	first := last
	for range min(maxPhrase-1, maxWords-n) {
		w := r.wordUpTo(s, first.start)
		if w.empty() || p.wall(r.s[w.start:w.end]) {
			break
		}
		first = w
	}
	return stretch{first.start, last.end}
}

// unlabelled takes a label in brackets off the start of a stretch.
func (r *reader) unlabelled(s stretch) stretch {
	i := s.start
	for i < s.end && r.s[i] == ' ' {
		i++
	}
	if i == s.end || r.s[i] != '(' {
		return s
	}
	at := strings.IndexByte(r.s[i:s.end], ')')
	if at < 0 || strings.TrimSpace(r.s[i+int32(at)+1:s.end]) == "" {
		return s
	}
	s.start = i + int32(at) + 1
	return s
}

// maxPhrase is how many words a noun phrase before a value may have.
const maxPhrase = 5

// maxWords is how many words of a stretch are looked at, from its end.
const maxWords = 24

// wordUpTo is the last word of a stretch that ends at folded offset i or before it;
// empty where there is none.
func (r *reader) wordUpTo(s stretch, i int32) stretch {
	for i > s.start && r.s[i-1] == ' ' {
		i--
	}
	start := i
	for start > s.start && r.s[start-1] != ' ' {
		if start = int32(r.letters.Start(int(start))); start > s.start && r.s[start-1] != ' ' {
			start-- // a sign inside of the word
		}
	}
	return stretch{max(start, s.start), i}
}

// maxNoun is how many words a noun phrase behind a value may have.
const maxNoun = 4

// firstNoun is the noun phrase at the start of a stretch: up to the first word
// that is a wall.
func (r *reader) firstNoun(s stretch) stretch {
	if !r.lx.parts.walled || s.empty() {
		return s
	}
	t := r.s[s.start:s.end]
	at := 0
	for n := 0; n < maxNoun && at < len(t); n++ {
		for at < len(t) && t[at] == ' ' {
			at++
		}
		from := at
		for at < len(t) && t[at] != ' ' {
			at++
		}
		if word := t[from:at]; r.lx.parts.wall(word) {
			if r.lx.parts.Of(word) == "" { // a verb
				at = from
			}
			break
		}
	}
	s.end = s.start + int32(at)
	return s
}

// caseMarked says whether a particle but the genitive is attached to a value: the
// value is then a noun of its own, and what follows is its verb (330억원을 편성).
func (r *reader) caseMarked(q *quantity) bool {
	p := r.lx.parts
	if !r.lx.particled || !r.letters.At(int(q.after)) {
		return false
	}
	if i := max(q.last, q.lastUnit) + 1; i >= len(r.toks) || r.toks[i].start > q.after || !r.is(i, cCompare) {
		return !strings.HasPrefix(r.s[q.after:], p.genitive) // 9천 톤이다: a verb
	}
	particle := r.s[q.after:r.letters.End(int(q.after))]
	return p.Is(particle) && particle != p.genitive
}

// unnamed is a phrase, or nothing where it is only the name of a body.
func (r *reader) unnamed(s stretch) stretch {
	if s.empty() || !r.lx.parts.walled {
		return s
	}
	for k := r.tokenAfter(s.start); k < len(r.toks) && r.toks[k].start < s.end; k++ {
		if r.is(k, cActor) && r.names(k) && r.toks[k].end >= s.end && r.wordStart(r.toks[k].start) <= s.start {
			return stretch{}
		}
	}
	return s
}

// tied says whether what a value measures stands behind it, since a particle of
// possession or a word that leads on follows it.
func (r *reader) tied(q *quantity) bool { return r.led(q) || r.possessed(q) }

// led says whether a word that leads to what a value measures follows it: "tăng
// 20% về doanh thu".
func (r *reader) led(q *quantity) bool {
	rest := r.s[q.after:]
	for _, w := range r.lx.leads {
		if strings.HasPrefix(rest, w) && letterAt(rest, len(w)) {
			return true
		}
	}
	return false
}

// possessed says whether the particle of possession follows a value: 660기의
// 수소충전소, 60조 원 규모의 투자.
func (r *reader) possessed(q *quantity) bool {
	g := r.lx.parts.genitive
	if g == "" {
		return false
	}
	at := q.after
	for i := max(q.last, q.lastUnit) + 1; i < len(r.toks) && r.is(i, cCompare) && r.toks[i].start-at <= 1; i++ {
		at = r.toks[i].end
	}
	rest := r.s[at:]
	return strings.HasPrefix(rest, g) && !letterAt(rest, len(g))
}

// longestWord bounds a word of a name in bytes, so that no hostile text makes one long.
const longestWord = 90

// maxTopic is how many words the name of a body that opens a sentence may have.
const maxTopic = 3

// nameStart is where the words of a sentence begin, behind the signs that open it.
func (r *reader) nameStart(sent int) int32 {
	start := r.sentenceStart(sent)
	for limit := start + longestIndent; int(start) < len(r.s) && start < limit && !r.letters.At(int(start)) && r.s[start] != ' '; {
		start++
	}
	return start
}

// wordBehind is the word behind folded offset i: up to a space or a comma.
func (r *reader) wordBehind(i int32) (start, end int32) {
	for int(i) < len(r.s) && r.s[i] == ' ' {
		i++
	}
	end = i
	for int(end) < len(r.s) && r.s[end] > ' ' && r.s[end] != ',' && end-i < longestWord {
		end++
	}
	return i, end
}

// topicBody is the name at the start of a sentence that a particle makes its topic,
// where no rule knows it as a body: 카카오는 … 달성하겠다고 밝혔다. Words that
// the rules know are no name. It is looked for once.
func (r *reader) topicBody(sent int) stretch {
	n := &r.leading[sent]
	if !n.topicKnown {
		n.topic, n.topicKnown = r.findTopic(sent), true
	}
	return n.topic
}

// findTopic looks for the name that is the topic of a sentence.
func (r *reader) findTopic(sent int) stretch {
	p := r.lx.parts
	if p.topics.longest == 0 {
		return stretch{}
	}
	if s := r.glossedTopic(sent); !s.empty() {
		return s
	}
	said := r.reports(sent)
	if !said && sent > 0 {
		return stretch{}
	}
	first := r.sents[sent].first
	start := r.nameStart(sent)
	if r.is(first, cClauseBreak) && first < r.sents[sent].last && r.toks[first].start-start <= 1 && r.s[r.toks[first].end] == ' ' { // 한편 카카오는
		start, first = r.toks[first].end, first+1
	}
	at := start
	for n := 0; n < maxTopic; n++ {
		from, end := r.wordBehind(at)
		at = end
		word := r.s[from:at]
		if p.verb(word, p.Of(word)) { // 존경하는 여러분
			return stretch{}
		}
		for first < len(r.toks) && r.toks[first].start < at && r.toks[first].mask == cPlace {
			first++
		}
		if word == "" || first < len(r.toks) && r.toks[first].start < at {
			return stretch{}
		}
		if r.headlined(sent, at) {
			return r.trim(stretch{start, at})
		}
		if x := p.Of(word); x != "" && said && p.acts(x) {
			if r.valued(sent, at) {
				return stretch{}
			}
			return r.trim(stretch{start, at})
		} else if p.wall(word) {
			return stretch{}
		}
	}
	return stretch{}
}

// longestGloss is how many bytes the bracket behind the name of a body may have.
const longestGloss = 90

// glossedTopic is the name at the start of a sentence with its head, its short form or its
// number in brackets, which a particle makes its topic or its subject: 새벽전력(사장
// 김솔)은, 새벽전자(012340)가.
func (r *reader) glossedTopic(sent int) stretch {
	start := r.nameStart(sent)
	at := start
	for n := 0; n < maxTopic; n++ {
		from, end := r.wordBehind(at)
		word := r.s[from:end]
		if open := strings.IndexByte(word, '('); open > 0 {
			at = from + int32(open)
			break
		}
		if at = end; r.lx.parts.wall(word) {
			return stretch{}
		}
	}
	if byteAt(r.s, int(at)) != '(' {
		return stretch{}
	}
	size := strings.IndexByte(r.s[at:min(len(r.s), int(at)+longestGloss)], ')')
	if size < 0 {
		return stretch{}
	}
	shut := at + int32(size)
	behind := int32(r.letters.End(int(shut) + 1))
	if !r.lx.parts.acts(r.s[shut+1:behind]) || r.valued(sent, behind) {
		return stretch{}
	}
	for k := r.tokenAfter(start); k < len(r.toks) && r.toks[k].start < shut; k++ {
		if r.timed[k] || r.used[k] && !(r.sym(k-1, '(') && r.sym(k+1, ')')) || r.is(k, cIndicator) && r.toks[k].start < at {
			return stretch{}
		}
	}
	return r.trim(stretch{start, at})
}

// valued says whether the first value of a sentence follows the topic that ends at
// folded offset at, with nothing but a time between: the topic is what it measures
// (수소차는 2030년 85만 대를 보급하겠다).
func (r *reader) valued(sent int, at int32) bool {
	if r.held[sent].value == r.held[sent+1].value {
		return false
	}
	first := r.quans[r.held[sent].value].first
	for first > 0 && r.timed[first-1] && r.near(first-1, first, 8) {
		first--
	}
	return r.lettersIn(stretch{at, r.toks[first].start}) == 0
}

// headlined says whether a comma at folded offset at parts the name that opens
// the headline from what it does: 충북도, 일자리 43만개 창출.
func (r *reader) headlined(sent int, at int32) bool {
	return sent == 0 && int(at) < len(r.s) && (r.s[at] == ',' || strings.HasPrefix(r.s[at:], ` "`) || strings.HasPrefix(r.s[at:], ` '`)) && r.sents[len(r.sents)-1].para > 0
}

// reports says whether somebody says something in a sentence.
func (r *reader) reports(sent int) bool {
	last := r.sents[sent].last
	for i := last; i >= r.sents[sent].first && i > last-maxActors; i-- {
		switch mask := r.toks[i].mask; {
		case mask&(cReport|cCue) == 0:
		case mask&cReport != 0:
			return true
		default:
			if s := r.sense(i, cCue); s.status == iTarget && s.rule.Weight == rules.Strong {
				return true
			}
		}
	}
	return false
}
