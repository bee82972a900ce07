package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// worth is how much a block speaks for its surroundings being the article: the
// letters of prose outside of links; below zero for link lists and boxes.
func (b block) worth() float64 {
	free := float64(b.letters - b.links)
	switch {
	case b.hidden:
		return 0
	case b.aside:
		return -0.5*float64(b.letters) - 10
	case b.linkShare() > 0.5:
		return -float64(b.links) - 10
	case b.teaser:
		return -30
	case b.kind == heading, b.kind == caption:
		return 0
	case b.letters < 20:
		return -5
	case b.letters < 60 && !endsProse(b.text):
		return free * 0.3
	}
	return min(free, 1200) - float64(b.links)
}

// endsProse says whether a text ends as a sentence does.
func endsProse(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	for _, end := range []string{".", "!", "?", "。", "؟", "…", ":", "；", ";"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// byDensity takes the element whose blocks are worth most together, then the
// smallest element inside that still holds nearly all of it, and of its blocks
// those that are no boxes.
func (l *layout) byDensity() selection {
	sum, plus := map[*html.Node]float64{}, map[*html.Node]float64{}
	for _, b := range l.blocks {
		w := b.worth()
		for n := b.node; n != nil; n = n.Parent {
			sum[n] += w
			plus[n] += max(w, 0)
		}
	}
	var best *html.Node
	for n := range l.doc.Descendants() {
		if n.Type == html.ElementNode && (best == nil || sum[n] >= sum[best]) {
			best = n
		}
	}
	if best == nil {
		return nil
	}
	for {
		var inner *html.Node
		for c := best.FirstChild; c != nil; c = c.NextSibling {
			if plus[c] > 0.9*plus[best] {
				inner = c
			}
		}
		if inner == nil || inner.DataAtom == atom.P {
			break
		}
		best = inner
	}
	out := make(selection, len(l.blocks))
	for i, b := range l.blocks {
		out[i] = within(b.node, best) && b.isProse() && !negative(b.node, best, sum)
	}
	return out
}

// negative says whether an element between a block and its container is worth less than nothing.
func negative(n, container *html.Node, sum map[*html.Node]float64) bool {
	for ; n != nil && n != container; n = n.Parent {
		if sum[n] < -10 {
			return true
		}
	}
	return false
}

// isProse says whether a block in the midst of an article is part of it.
func (b block) isProse() bool {
	return !b.hidden && !b.aside && !b.teaser && b.kind != caption && (b.linkShare() <= 0.5 || b.kind == heading && b.links == 0)
}

// isHeadline says whether a block at the top of an article, on a page that tells
// no title anywhere, is the title: one short line that ends no sentence.
func (b block) isHeadline() bool {
	return length(b.text) <= 120 && letters(b.text) >= 8 && !endsProse(b.text) && !strings.Contains(b.text, "\n") && !b.isStamp()
}

// isStamp says whether a block holds a date and hardly more.
func (b block) isStamp() bool {
	if b.letters > 60 || b.kind == heading {
		return false
	}
	if _, ok := findDate(b.text, false); !ok {
		return false
	}
	words := 0
	for _, t := range dateTokens(b.text) {
		if t.number < 0 {
			words++
		}
	}
	return words <= 7 && !endsProse(b.text)
}

// within says whether a node is inside of another, or is it.
func within(n, container *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == container {
			return true
		}
	}
	return false
}

// byRun takes the run of blocks, in reading order, that is worth most: what is
// no prose costs, so that a run ends where boxes and lists begin. It knows
// nothing of how elements nest.
func (l *layout) byRun() selection {
	bestFrom, bestTo, best := 0, 0, 0.0
	from, sum := 0, 0.0
	for i, b := range l.blocks {
		w := b.worth()
		if w <= 0 {
			w -= 25
		} else {
			w = min(w, 300)
		}
		if sum <= 0 {
			from, sum = i, 0
		}
		if sum += w; sum > best {
			bestFrom, bestTo, best = from, i+1, sum
		}
	}
	out := make(selection, len(l.blocks))
	for i := bestFrom; i < bestTo; i++ {
		out[i] = l.blocks[i].isProse()
	}
	return out
}

// minArticleBody is from how many letters on a publisher's own articleBody is
// taken for the text and not for a summary.
const minArticleBody = 250

// maxCompared bounds the work of looking for every block in an articleBody.
const maxCompared = 1 << 29

// byPublisher takes the blocks that stand in the articleBody of the page's own
// JSON-LD; nil where there is none.
func (l *layout) byPublisher(body string) selection {
	if letters(body) < minArticleBody {
		return nil
	}
	all := foldKey(body)
	if len(all)*len(l.blocks) > maxCompared {
		return nil
	}
	out := make(selection, len(l.blocks))
	for i, b := range l.blocks {
		key := foldKey(b.text)
		key = key[:cutAt(key, 80)]
		out[i] = len(key) > 12 && !b.hidden && strings.Contains(all, key)
	}
	return out
}
