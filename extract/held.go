package extract

import "sort"

// held says where what a sentence holds begins in the lists of the text, which are
// in order, and where before it a deadline may be told.
type held struct {
	time, value, cue, place, body int32
	above                         int32 // the last sentence before it that is a heading or holds a time; -1: none
}

// blockBytes is how many bytes of folded text share one entry of the index of tokens.
const blockBytes = 64

// note puts token i on the lists of cues, of bodies and of places.
func (r *reader) note(i int) {
	t := &r.toks[i]
	if t.mask&cCue != 0 {
		r.cues = pushed(r.cues, int32(i))
	}
	if t.mask&cActor != 0 {
		r.bodies = pushed(r.bodies, int32(i))
	}
	if t.mask&cPlace != 0 {
		r.placeName(i)
	}
}

// holdings notes what each sentence holds, and the ends of the lists behind the last.
func (r *reader) holdings() {
	r.held = append(r.held[:0], make([]held, len(r.sents)+1)...)
	behind := r.held[1:] // first how many each sentence holds
	for i := range r.times {
		behind[r.toks[r.times[i].first].sent].time++
	}
	for k := range r.quans {
		behind[r.toks[r.quans[k].first].sent].value++
	}
	for _, i := range r.cues {
		behind[r.toks[i].sent].cue++
	}
	for _, i := range r.places {
		behind[r.toks[i].sent].place++
	}
	for _, i := range r.bodies {
		behind[r.toks[i].sent].body++
	}
	at := held{above: -1}
	r.held[0] = at
	for s := range behind {
		h := &behind[s]
		if r.sents[s].heading || h.time > 0 {
			at.above = int32(s)
		}
		at.time, at.value, at.cue, at.place, at.body = at.time+h.time, at.value+h.value, at.cue+h.cue, at.place+h.place, at.body+h.body
		*h = at
	}
}

// holding is what the sentence of token i holds, and the next one; behind the last
// token both are the ends of the lists.
func (r *reader) holding(i int) (here, next *held) {
	s := len(r.sents)
	if i < len(r.toks) {
		s = int(r.toks[i].sent)
	}
	return &r.held[s], &r.held[min(s+1, len(r.sents))]
}

// firstFrom is the first index of from to end whose token is i or behind it, or end.
func firstFrom(from, end int32, i int, token func(k int) int) int {
	return int(from) + sort.Search(int(end-from), func(k int) bool { return token(int(from)+k) >= i })
}

// timeFrom is the first time that begins at token i or behind it.
func (r *reader) timeFrom(i int) int {
	here, next := r.holding(i)
	return firstFrom(here.time, next.time, i, func(k int) int { return r.times[k].first })
}

// valueFrom is the first value that begins at token i or behind it.
func (r *reader) valueFrom(i int) int {
	here, next := r.holding(i)
	return firstFrom(here.value, next.value, i, func(k int) int { return r.quans[k].first })
}

// bodyFrom is the first head of a body's name at token i or behind it.
func (r *reader) bodyFrom(i int) int {
	here, next := r.holding(i)
	return firstFrom(here.body, next.body, i, func(k int) int { return int(r.bodies[k]) })
}

// cueFrom is the first cue at token i or behind it.
func (r *reader) cueFrom(i int) int {
	here, next := r.holding(i)
	return firstFrom(here.cue, next.cue, i, func(k int) int { return int(r.cues[k]) })
}
