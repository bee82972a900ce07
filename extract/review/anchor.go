package review

import "slices"

// alike is how alike two sentences must be at least to be taken for one that was edited.
const alike = 0.6

// akin is the same for sentences between the same neighbours.
const akin = 0.25

// maxTable bounds the table of the longest common subsequence, in cells;
// above it only sentences that are unique anchor.
const maxTable = 4 << 20

// anchors maps each old sentence to the new one that it is, or to -1.
type anchors []int

func noAnchors(n int) anchors {
	a := make(anchors, n)
	for i := range a {
		a[i] = -1
	}
	return a
}

// common anchors each of n pieces to one of m others by the longest common
// subsequence; ok is false where there are too many. Ties are broken from the
// end: what is repeated above the text is what was added.
func common(n, m int, same func(i, j int) bool) (a anchors, ok bool) {
	if (n+1)*(m+1) > maxTable {
		return nil, false
	}
	table := make([]int32, (n+1)*(m+1))
	at := func(i, j int) *int32 { return &table[i*(m+1)+j] }
	for i := range n {
		for j := range m {
			if same(i, j) {
				*at(i+1, j+1) = *at(i, j) + 1
			} else {
				*at(i+1, j+1) = max(*at(i, j+1), *at(i+1, j))
			}
		}
	}
	a = noAnchors(n)
	for i, j := n, m; i > 0 && j > 0; {
		switch {
		case same(i-1, j-1):
			i, j = i-1, j-1
			a[i] = j
		case *at(i, j-1) > *at(i-1, j):
			j--
		default:
			i--
		}
	}
	return a, true
}

// patience anchors the sentences that are unique on both sides, as many of them
// as stand in the same order.
func patience(old, now []sentence) anchors {
	to := twins(old, now, func(int) bool { return true }, func(int) bool { return true })
	var rows []int
	for i, j := range to {
		if j >= 0 {
			rows = append(rows, i)
		}
	}
	a := noAnchors(len(old))
	for _, i := range increasing(rows, to) {
		a[i] = to[i]
	}
	return a
}

// twins maps old sentences to the new ones of the same text, where each is the
// only one among those that are free.
func twins(old, now []sentence, freeOld, freeNow func(int) bool) anchors {
	type place struct{ old, now, olds, nows int }
	seen := map[string]*place{}
	for i, s := range old {
		if freeOld(i) {
			p := seen[s.text]
			if p == nil {
				p = &place{}
				seen[s.text] = p
			}
			p.old, p.olds = i, p.olds+1
		}
	}
	for j, s := range now {
		if p := seen[s.text]; p != nil && freeNow(j) {
			p.now, p.nows = j, p.nows+1
		}
	}
	a := noAnchors(len(old))
	for _, p := range seen {
		if p.olds == 1 && p.nows == 1 {
			a[p.old] = p.now
		}
	}
	return a
}

// increasing is the longest part of rows whose targets increase.
func increasing(rows []int, to anchors) []int {
	var tails []int // tails[k] is the place in rows of the smallest end of a run of k+1
	before := make([]int, len(rows))
	for r, i := range rows {
		k, _ := slices.BinarySearchFunc(tails, to[i], func(t, want int) int { return to[rows[t]] - want })
		before[r] = -1
		if k > 0 {
			before[r] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, r)
		} else {
			tails[k] = r
		}
	}
	var out []int
	if len(tails) > 0 {
		for r := tails[len(tails)-1]; r >= 0; r = before[r] {
			out = append(out, rows[r])
		}
	}
	slices.Reverse(out)
	return out
}

// fill anchors what lies between anchors: from the end, sentences that are
// alike; then sentences that were moved, which are the same and unique; then
// those that were moved and edited; last, in what is still open between the
// same neighbours, sentences that have enough in common to be one rewritten,
// or that stand alone.
func (a anchors) fill(old, now []sentence) {
	taken := make([]bool, len(now))
	for _, j := range a {
		if j >= 0 {
			taken[j] = true
		}
	}
	inOrder := slices.Clone(a)
	inOrder.gaps(old, now, taken, alike)
	copy(a, inOrder)
	free := func(j int) bool { return !taken[j] }
	for i, j := range twins(old, now, func(i int) bool { return a[i] < 0 }, free) {
		if j >= 0 {
			a[i], taken[j] = j, true
		}
	}
	a.edited(old, now, taken)
	rewritten := slices.Clone(inOrder)
	for i := range a {
		if a[i] >= 0 && inOrder[i] < 0 {
			rewritten[i] = elsewhere
		}
	}
	rewritten.gaps(old, now, taken, akin)
	rewritten.lone(taken)
	for i, j := range rewritten {
		if j >= 0 {
			a[i] = j
		}
	}
}

// elsewhere marks a sentence whose anchor is out of order.
const elsewhere = -2

// lone anchors a sentence that stands alone between its neighbours on both
// sides, whatever it says: the claims in it decide whether they are one.
func (a anchors) lone(taken []bool) {
	for i := range a {
		if a[i] != -1 {
			continue
		}
		above, below := -1, len(taken)
		if i > 0 {
			above = a[i-1]
		}
		if i+1 < len(a) {
			below = a[i+1]
		}
		if above >= -1 && (i == 0 || above >= 0) && below == above+2 && !taken[above+1] {
			a[i], taken[above+1] = above+1, true
		}
	}
}

// gaps anchors, between anchors that stand in order, sentences that are at
// least so alike, from the end.
func (a anchors) gaps(old, now []sentence, taken []bool, atLeast float64) {
	begins, end := a.begins(), len(now)
	for i := len(old) - 1; i >= 0; i-- {
		switch {
		case a[i] >= 0:
			end = a[i]
		case a[i] == -1:
			if j := likest(&old[i], now, taken, begins[i], end, atLeast); j >= 0 {
				a[i], taken[j], end = j, true, j
			}
		}
	}
}

// begins is, for each old sentence, the first new one behind the anchor above it.
func (a anchors) begins() []int {
	out, begin := make([]int, len(a)), 0
	for i, j := range a {
		out[i] = begin
		if j >= 0 {
			begin = j + 1
		}
	}
	return out
}

// edited anchors sentences that were both moved and edited.
func (a anchors) edited(old, now []sentence, taken []bool) {
	for i := range old {
		if a[i] >= 0 || len(old[i].grams()) == 0 {
			continue
		}
		best, which := alike, -1
		for j := max(0, i-window); j < min(len(now), i+window); j++ {
			if taken[j] {
				continue
			}
			if d := dice(old[i].grams(), now[j].grams()); d > best {
				best, which = d, j
			}
		}
		if which >= 0 {
			a[i], taken[which] = which, true
		}
	}
}

// window is how many sentences of a gap are looked at for one that is alike.
const window = 64

// likest is the new sentence in [begin, end) that is free and most like an old one.
func likest(s *sentence, now []sentence, taken []bool, begin, end int, atLeast float64) int {
	best, which := atLeast, -1
	for j := end - 1; j >= max(begin, end-window); j-- {
		if taken[j] {
			continue
		}
		if d := dice(s.grams(), now[j].grams()); d > best {
			best, which = d, j
		}
	}
	return which
}
