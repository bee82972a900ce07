package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// fewestCards make a list: boxes of one kind side by side.
	fewestCards = 3
	// cardLetters is how much text outside of links a card has at most.
	cardLetters = 500
	// cardHeadline is how long the link of a card is at least.
	cardHeadline = 15
	// cardOpeners is how many texts may stand before it: a section's name, a date.
	cardOpeners = 3
)

// findCards notes the boxes that announce other articles: at least three of one
// kind (tag and class) side by side, most of which open with a linked headline
// and hold little more. What a card says below its headline reads as prose, and
// on a page with a short article outweighs it.
func (l *layout) findCards() map[*html.Node]bool {
	cards := map[*html.Node]bool{}
	for n := range l.doc.Descendants() {
		if n.Type != html.ElementNode || n.FirstChild == nil || isSkipped(n) {
			continue
		}
		groups := map[string][]*html.Node{}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if isBox(c) {
				key := c.Data + "." + attr(c, "class")
				groups[key] = append(groups[key], c)
			}
		}
		for _, group := range groups {
			l.markCards(group, cards)
		}
	}
	return cards
}

func (l *layout) markCards(group []*html.Node, cards map[*html.Node]bool) {
	if len(group) < fewestCards {
		return
	}
	n := 0
	for _, c := range group {
		if l.weight[c] <= cardLetters && opensWithHeadline(c) {
			n++
		}
	}
	if n*4 < len(group)*3 {
		return
	}
	for _, c := range group {
		cards[c] = l.weight[c] <= cardLetters
	}
}

// isBox says whether an element is of those that cards are made of.
func isBox(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Article, atom.Section, atom.Li, atom.Dl, atom.Tr:
		return true
	default:
		return false
	}
}

// opensWithHeadline says whether one of the first texts in a box is a link as
// long as a headline.
func opensWithHeadline(box *html.Node) bool {
	texts := 0
	for d := range box.Descendants() {
		if d.Type != html.TextNode || letters(d.Data) == 0 || isSkipped(d.Parent) {
			continue
		}
		if letters(d.Data) >= cardHeadline {
			for p := d.Parent; p != nil && p != box.Parent; p = p.Parent {
				if p.DataAtom == atom.A {
					return true
				}
			}
		}
		if texts++; texts >= cardOpeners {
			return false
		}
	}
	return false
}
