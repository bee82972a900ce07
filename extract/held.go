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

// timeFrom is the first time that begins at token i or behind it.
func (r *reader) timeFrom(i int) int {
	if i >= len(r.toks) {
		return len(r.times)
	}
	s := r.toks[i].sent
	from, n := int(r.held[s].time), int(r.held[s+1].time-r.held[s].time)
	return from + sort.Search(n, func(k int) bool { return r.times[from+k].first >= i })
}

// valueFrom is the first value that begins at token i or behind it.
func (r *reader) valueFrom(i int) int {
	if i >= len(r.toks) {
		return len(r.quans)
	}
	s := r.toks[i].sent
	from, n := int(r.held[s].value), int(r.held[s+1].value-r.held[s].value)
	return from + sort.Search(n, func(k int) bool { return r.quans[from+k].first >= i })
}

// bodyFrom is the first head of a body's name at token i or behind it.
func (r *reader) bodyFrom(i int) int {
	if i >= len(r.toks) {
		return len(r.bodies)
	}
	s := r.toks[i].sent
	from, n := int(r.held[s].body), int(r.held[s+1].body-r.held[s].body)
	return from + sort.Search(n, func(k int) bool { return int(r.bodies[from+k]) >= i })
}

// cueFrom is the first cue at token i or behind it.
func (r *reader) cueFrom(i int) int {
	if i >= len(r.toks) {
		return len(r.cues)
	}
	s := r.toks[i].sent
	from, n := int(r.held[s].cue), int(r.held[s+1].cue-r.held[s].cue)
	return from + sort.Search(n, func(k int) bool { return int(r.cues[from+k]) >= i })
}
