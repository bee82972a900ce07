package page

// selection says of each block of a page whether it belongs to the article.
type selection []bool

// size is the number of letters that a selection holds.
func (s selection) size(blocks []block) (n int) {
	for i, in := range s {
		if in {
			n += blocks[i].letters
		}
	}
	return n
}

// agreement is the F1 over letters of two selections: 1 where they are the same.
func agreement(a, b selection, blocks []block) float64 {
	both := 0
	for i := range blocks {
		if a[i] && b[i] {
			both += blocks[i].letters
		}
	}
	all := a.size(blocks) + b.size(blocks)
	if all == 0 {
		return 1
	}
	return 2 * float64(both) / float64(all)
}

// opinion is what one reader selects.
type opinion struct {
	reader string
	chosen selection
}

// medoid is the opinion nearest to the others, and how near they are to it on
// average. Of equals the first wins. One opinion alone has nobody to agree with it.
func medoid(opinions []opinion, blocks []block) (best opinion, near float64) {
	near = -1
	for i, a := range opinions {
		sum := 0.0
		for j, b := range opinions {
			if i != j {
				sum += agreement(a.chosen, b.chosen, blocks)
			}
		}
		mean := sum / float64(max(1, len(opinions)-1))
		if mean > near {
			best, near = a, mean
		}
	}
	return best, max(near, 0)
}
