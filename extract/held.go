package extract

import (
	"slices"
	"sort"
)

// held says where what a sentence holds begins in the lists of the text, which are
// in order, and which heading stands above it.
type held struct {
	time, value, cue, place, body int32
	heading                       int32 // the last heading before it, as a sentence; -1: none
}

// blockBytes is how many bytes of folded text share one entry of the index of tokens.
const blockBytes = 64

// index notes for each block of the folded text the first token that begins in it or
// behind it, and which tokens name places and bodies.
func (r *reader) index() {
	n := int32(len(r.s)/blockBytes + 1)
	r.blocks = slices.Grow(r.blocks[:0], int(n))[:n]
	r.places, r.bodies = r.places[:0], r.bodies[:0]
	next := int32(0)
	for i := range r.toks {
		t := &r.toks[i]
		for ; next <= t.start/blockBytes; next++ {
			r.blocks[next] = int32(i)
		}
		if t.mask&(cPlace|cActor) == 0 {
			continue
		}
		if t.mask&cActor != 0 {
			r.bodies = append(r.bodies, int32(i))
		}
		if t.mask&cPlace != 0 {
			r.placeName(i)
		}
	}
	for ; next < n; next++ {
		r.blocks[next] = int32(len(r.toks))
	}
}

// holdings notes what each sentence holds, and the ends of the lists behind the last.
func (r *reader) holdings() {
	r.held = append(r.held[:0], make([]held, len(r.sents)+1)...)
	at := held{heading: -1}
	for s := range r.sents {
		r.held[s] = at
		last := r.sents[s].last
		for int(at.time) < len(r.times) && r.times[at.time].first <= last {
			at.time++
		}
		for int(at.value) < len(r.quans) && r.quans[at.value].first <= last {
			at.value++
		}
		for int(at.cue) < len(r.cues) && int(r.cues[at.cue]) <= last {
			at.cue++
		}
		for int(at.place) < len(r.places) && int(r.places[at.place]) <= last {
			at.place++
		}
		for int(at.body) < len(r.bodies) && int(r.bodies[at.body]) <= last {
			at.body++
		}
		if r.sents[s].heading {
			at.heading = int32(s)
		}
	}
	r.held[len(r.sents)] = at
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
