package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blockKind is the form of a block.
type blockKind int

const (
	paragraph blockKind = iota
	heading
	item // of a list
	table
	caption
)

// block is a paragraph, a heading, a list item, a whole data table or a caption:
// the unit of which the readers say whether it belongs to the article.
type block struct {
	text    string // white space folded; a line break stays one
	kind    blockKind
	node    *html.Node // the block element that holds it
	letters int        // code points that are no white space
	links   int        // those of them that stand in links
	aside   bool       // inside of navigation, a form, a box of links, a comment list
	hidden  bool       // not shown
	teaser  bool       // begins with a link as long as a headline, or stands under one
}

// linkShare is the share of the letters that stands in links.
func (b block) linkShare() float64 {
	if b.letters == 0 {
		return 0
	}
	return float64(b.links) / float64(b.letters)
}

// layout is a parsed page cut into blocks, in reading order.
type layout struct {
	doc    *html.Node
	blocks []block
	owner  map[*html.Node]int  // text node → its block
	weight map[*html.Node]int  // element → letters in it outside of links
	crown  map[*html.Node]bool // elements around a main heading: no box beside the article
}

// newLayout cuts a parsed page into blocks. Its time is linear in the page.
func newLayout(doc *html.Node) *layout {
	l := &layout{doc: doc, owner: map[*html.Node]int{}, weight: map[*html.Node]int{}, crown: map[*html.Node]bool{}}
	l.weigh(doc, false)
	l.crownHeadings()
	c := cutter{layout: l, teasers: map[*html.Node]bool{}, cards: l.findCards()}
	c.walk(doc, place{node: doc})
	c.flush(doc)
	return l
}

// weigh counts the letters outside of links in every element.
func (l *layout) weigh(n *html.Node, inLink bool) int {
	switch n.Type {
	case html.TextNode:
		if inLink {
			return 0
		}
		return letters(n.Data)
	case html.ElementNode:
		if isSkipped(n) {
			return 0
		}
		inLink = inLink || n.DataAtom == atom.A
	default: // documents and the like: only their children count
	}
	sum := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += l.weigh(c, inLink)
	}
	l.weight[n] = sum
	return sum
}

// crownHeadings notes what stands around a main heading, where there are few.
func (l *layout) crownHeadings() {
	var found []*html.Node
	for n := range l.doc.Descendants() {
		if n.DataAtom == atom.H1 && l.weight[n] > 0 {
			found = append(found, n)
		}
	}
	if len(found) > 3 {
		return
	}
	for _, n := range found {
		for n = n.Parent; n != nil; n = n.Parent {
			l.crown[n] = true
		}
	}
}

// place is where in the page the cutter stands.
type place struct {
	node    *html.Node // the nearest block element
	kind    blockKind
	inLink  bool
	aside   bool
	hidden  bool
	literal bool // pre: white space stays
	card    bool // in a box that announces another article
}

// cutter gathers text into the block at hand.
type cutter struct {
	layout  *layout
	text    strings.Builder
	at      place
	nodes   []*html.Node
	letters int
	links   int
	opener  int // letters of the link that the block begins with

	teasers map[*html.Node]bool // list items that announce another article
	cards   map[*html.Node]bool // boxes that do, several side by side
	breaks  int                 // line breaks in a row
	space   bool
}

func (c *cutter) walk(n *html.Node, p place) {
	switch n.Type {
	case html.TextNode:
		c.add(n, p)
		return
	case html.ElementNode:
		if isSkipped(n) {
			return
		}
		if n.DataAtom == atom.Br {
			c.lineBreak(p)
			return
		}
		p = c.enter(n, p)
	default:
	}
	block := n.Type == html.ElementNode && isBlock(n)
	if block {
		c.flush(n)
	}
	if n.DataAtom == atom.Table && isDataTable(n) {
		c.addTable(n, p)
		return
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child, p)
	}
	if block {
		c.flush(n)
	}
}

// enter is the place inside of an element.
func (c *cutter) enter(n *html.Node, p place) place {
	if isBlock(n) {
		p.node = n
	}
	switch n.DataAtom {
	case atom.A:
		p.inLink = true
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.kind = heading
	case atom.Li, atom.Dd, atom.Dt:
		p.kind = item
	case atom.Figcaption, atom.Caption:
		p.kind = caption
	case atom.Pre:
		p.literal = true
	case atom.P:
		if p.kind == heading {
			p.kind = paragraph
		}
	default:
	}
	p.hidden = p.hidden || isHidden(n)
	p.card = p.card || c.cards[n]
	if p.aside || c.layout.isMost(n) {
		return p
	}
	p.aside = isAside(n)
	if p.kind == paragraph && isCaptionBox(n) {
		p.kind = caption
	}
	return p
}

// isMost says whether an element holds so much of the page's text that its name
// says nothing of it: the class of a body or a main column.
func (l *layout) isMost(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Body, atom.Html, atom.Main, atom.Article:
		return true
	default:
		return l.weight[n]*5 > l.weight[l.doc]*2 || l.crown[n] && l.weight[n] > 400
	}
}

func (c *cutter) add(n *html.Node, p place) {
	if strings.TrimSpace(n.Data) == "" {
		c.space = c.space || n.Data != ""
		return
	}
	if c.text.Len() == 0 {
		c.at = p
	}
	c.at.kind = max(c.at.kind, p.kind)
	c.breaks = 0
	before := c.text.Len()
	c.fold(n.Data, p.literal)
	if n := letters(c.text.String()[before:]); p.inLink {
		if c.links == c.letters {
			c.opener += n
		}
		c.links += n
		c.letters += n
	} else {
		c.letters += n
	}
	c.nodes = append(c.nodes, n)
}

// fold appends text with its white space folded to one space.
func (c *cutter) fold(s string, literal bool) {
	for _, r := range s {
		if r == '\n' && literal {
			c.text.WriteByte('\n')
			c.space = false
			continue
		}
		if r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' {
			c.space = true
			continue
		}
		if c.space && c.text.Len() > 0 && !strings.HasSuffix(c.text.String(), "\n") {
			c.text.WriteByte(' ')
		}
		c.space = false
		c.text.WriteRune(r)
	}
}

// lineBreak keeps one line break and ends the block at two.
func (c *cutter) lineBreak(p place) {
	c.breaks++
	c.space = false
	if c.breaks >= 2 {
		c.flush(p.node)
		return
	}
	if c.text.Len() > 0 {
		c.text.WriteByte('\n')
	}
}

// flush ends the block at hand.
func (c *cutter) flush(*html.Node) {
	plain := strings.TrimFunc(c.text.String(), unicode.IsSpace)
	if plain != "" {
		for _, n := range c.nodes {
			c.layout.owner[n] = len(c.layout.blocks)
		}
		c.layout.blocks = append(c.layout.blocks, block{
			text: plain, kind: c.at.kind, node: c.at.node, letters: letters(plain), links: c.links,
			aside: c.at.aside || isConsent(plain), hidden: c.at.hidden, teaser: c.at.card || c.isTeaser(letters(plain)),
		})
	}
	c.text.Reset()
	c.nodes, c.letters, c.links, c.opener, c.breaks, c.space = c.nodes[:0], 0, 0, 0, 0, false
}

// headlineLetters is how long a link is that is another article's headline.
const headlineLetters = 25

// isTeaser says whether the block at hand stands in a list item that announces
// another article: one that holds a linked headline, or begins with it.
func (c *cutter) isTeaser(n int) bool {
	if c.at.kind != item && c.at.kind != heading {
		return false
	}
	box := c.at.node
	for box != nil && box.DataAtom != atom.Li && box.DataAtom != atom.Dd {
		box = box.Parent
	}
	if box == nil {
		return false
	}
	if c.opener >= headlineLetters && c.opener*6 > n || c.links >= headlineLetters && c.links*10 > n*9 {
		c.teasers[box] = true
	}
	return c.teasers[box]
}

// addTable makes one block of a data table.
func (c *cutter) addTable(n *html.Node, p place) {
	plain := tableText(n)
	if plain == "" {
		return
	}
	at, links := len(c.layout.blocks), 0
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			c.layout.owner[d] = at
		case d.DataAtom == atom.A:
			links += letters(cellText(d))
		}
	}
	c.layout.blocks = append(c.layout.blocks, block{
		text: plain, kind: table, node: n, letters: letters(plain), links: links,
		aside: p.aside, hidden: p.hidden,
	})
}

// letters counts the code points that are no white space.
func letters(s string) (n int) {
	for _, r := range s {
		if r > ' ' && r != 0xa0 {
			n++
		}
	}
	return n
}

// length is the number of code points.
func length(s string) int { return utf8.RuneCountInString(s) }
