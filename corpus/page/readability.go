package page

import (
	"net/url"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability"
	"golang.org/x/net/html"
)

// firstMark is where the marks begin that carry block numbers through
// readability: the private planes 15 and 16, one code point before each text.
const (
	firstMark = 0xf0000
	lastMark  = 0x10fffd
)

// maxElements is how large a page readability is asked about: its passes over
// nested elements grow faster than the page.
const maxElements = 50_000

// byReadability asks readability. It works on a copy whose text nodes carry the
// number of their block, since it moves, renames and copies what it is given.
func (l *layout) byReadability(base *url.URL) (out selection) {
	defer func() {
		if recover() != nil { // a page that it can't take has two readers left
			out = nil
		}
	}()
	if len(l.blocks) > lastMark-firstMark {
		return nil
	}
	parser := readability.NewParser()
	parser.CharThresholds = 250 // a syllabic script says in 250 letters what English says in 500
	parser.DisableJSONLD = true
	parser.MaxElemsToParse = maxElements
	article, err := parser.ParseAndMutate(l.marked(l.doc), base)
	if err != nil || article.Node == nil {
		return nil
	}
	covered := make([]int, len(l.blocks))
	for n := range article.Node.Descendants() {
		if n.Type != html.TextNode {
			continue
		}
		if r, size := utf8.DecodeRuneInString(n.Data); r >= firstMark && int(r-firstMark) < len(covered) {
			covered[r-firstMark] += letters(n.Data[size:])
		}
	}
	out = make(selection, len(l.blocks))
	for i, b := range l.blocks {
		out[i] = covered[i]*2 > b.letters || b.kind == table && covered[i] > 0
	}
	return out
}

// marked copies a tree and puts the mark of its block before every text.
func (l *layout) marked(n *html.Node) *html.Node {
	copied := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: append([]html.Attribute(nil), n.Attr...)}
	if i, ok := l.owner[n]; ok && n.Type == html.TextNode {
		copied.Data = string(rune(firstMark+i)) + n.Data
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.CommentNode {
			copied.AppendChild(l.marked(c))
		}
	}
	return copied
}
