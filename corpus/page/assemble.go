package page

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

// piece is a paragraph of the article's text and its zone.
type piece struct {
	zone corpus.ZoneKind
	text string
}

// compose joins pieces with a blank line between them and tells the zones in code
// points. Pieces of the body are looked at once more as plain text, so that a
// source line or a counter inside of them becomes tail.
func compose(pieces []piece) (string, []corpus.Zone) {
	var out strings.Builder
	var zones []corpus.Zone
	at := corpus.Point(0)
	for i := 0; i < len(pieces); {
		if i > 0 {
			out.WriteString("\n\n")
			at += 2
		}
		zone, from := pieces[i].zone, i
		for i++; zone == corpus.ZoneBody && i < len(pieces) && pieces[i].zone == zone; {
			i++
		}
		run := joinPieces(pieces[from:i])
		part := []corpus.Zone{{Zone: zone, Start: 0, End: corpus.Point(length(run))}}
		if zone == corpus.ZoneBody {
			part = text.Zones(run)
		}
		for _, z := range part {
			z.Start, z.End = z.Start+at, z.End+at
			if n := len(zones); n > 0 && zones[n-1].Zone == z.Zone {
				zones[n-1].End = z.End
				continue
			}
			zones = append(zones, z)
		}
		out.WriteString(run)
		at += corpus.Point(length(run))
	}
	return out.String(), zones
}

func joinPieces(pieces []piece) string {
	texts := make([]string, len(pieces))
	for i, p := range pieces {
		texts[i] = p.text
	}
	return strings.Join(texts, "\n\n")
}

// assembly puts an article together out of the chosen blocks and what stands around them.
type assembly struct {
	*layout
	chosen      selection
	title       string
	description string
	first, last int // of the chosen blocks

	// What the page's family knows of it.
	byline               string
	shownDate            []string
	leadNode, sourceNode *html.Node
}

const (
	// afterBody is how many blocks behind the body are looked at for the source line.
	afterBody = 25
	// nextToBody is how many of them may be the article's own copyright or contact.
	nextToBody = 6
)

func (a *assembly) pieces() []piece {
	a.first, a.last = -1, -1
	for i, in := range a.chosen {
		if in {
			if a.first < 0 {
				a.first = i
			}
			a.last = i
		}
	}
	if a.title == "" && a.first >= 0 && a.first < a.last && a.blocks[a.first].isHeadline() {
		a.title = a.blocks[a.first].text
	}
	out := a.titlePiece()
	if a.first < 0 {
		return out
	}
	out = append(out, a.lead()...)
	for i := a.first; i < len(a.blocks) && i <= a.last+afterBody; i++ {
		if p, ok := a.piece(i); ok {
			out = append(out, p)
		}
	}
	return out
}

func (a *assembly) titlePiece() []piece {
	if a.title == "" {
		return nil
	}
	return []piece{{corpus.ZoneTitle, a.title}}
}

// piece is what a block from the first of the body on gives to the text.
func (a *assembly) piece(i int) (piece, bool) {
	b := a.blocks[i]
	kind, marked := text.ZoneOf(b.text)
	switch {
	case b.hidden && !a.chosen[i], (b.kind == heading || i <= a.first+2) && sameText(b.text, a.title):
		return piece{}, false
	case a.sourceNode != nil && within(b.node, a.sourceNode):
		return piece{corpus.ZoneTail, b.text}, true
	case a.leadNode != nil && within(b.node, a.leadNode):
		return piece{corpus.ZoneLead, b.text}, a.chosen[i]
	case i > a.last:
		return piece{corpus.ZoneTail, b.text}, text.IsSourceLine(b.text) || marked && kind == corpus.ZoneTail && i <= a.last+nextToBody
	case b.isStamp():
		return piece{}, false
	case b.kind == caption:
		return piece{corpus.ZoneCaption, b.text}, true
	case b.kind == table:
		return piece{corpus.ZoneTable, b.text}, a.chosen[i] || !b.aside && b.linkShare() < 0.3
	case a.chosen[i] && i <= a.first+2 && a.isNamedLead(b):
		return piece{corpus.ZoneLead, b.text}, true
	case a.chosen[i]:
		return piece{corpus.ZoneBody, b.text}, true
	case marked:
		return piece{kind, b.text}, true
	case b.linkShare() > 0.5 && b.letters > 15:
		return piece{corpus.ZoneRelated, b.text}, true
	}
	return piece{}, false
}

// leadWords name the box of the lead in classes: sapo in Vietnamese newsrooms.
const leadWords = " sapo lead lede standfirst subtitle subtitles subhead subheading subheadline dek deck summary intro chapeau excerpt description desc "

// beforeBody is how many blocks before the body are looked at for the lead.
const beforeBody = 25

// lead is what stands outside of the body though it belongs to it: the blocks of
// the family's lead, or the one named as lead or that tells what the page's
// description tells. A description that stands nowhere on the page was written
// for search engines.
func (a *assembly) lead() (out []piece) {
	from := max(0, a.first-beforeBody)
	for i := from; i < a.first && a.leadNode != nil; i++ {
		if within(a.blocks[i].node, a.leadNode) {
			out = append(out, piece{corpus.ZoneLead, a.blocks[i].text})
		}
	}
	for i := a.first - 1; i >= from && out == nil; i-- {
		b := a.blocks[i]
		if b.hidden || b.letters < 25 && b.kind != heading || b.letters < 12 || sameText(b.text, a.title) || b.linkShare() > 0.3 {
			continue
		}
		if a.isLead(b) && !a.bodyHas(b.text) {
			out = []piece{{corpus.ZoneLead, b.text}}
		}
	}
	return append(out, a.captionBefore()...)
}

// captionBefore is the caption of the picture above the body.
func (a *assembly) captionBefore() []piece {
	for i := a.first - 1; i >= max(0, a.first-3); i-- {
		if b := a.blocks[i]; b.kind == caption && !b.hidden && !b.aside && b.letters >= 8 {
			return []piece{{corpus.ZoneCaption, b.text}}
		}
	}
	return nil
}

func (a *assembly) isLead(b block) bool {
	if sameStart(b.text, a.description) {
		return true
	}
	return a.isNamedLead(b)
}

// isNamedLead says whether a block's element, or a box around it alone, is named as the lead.
func (a *assembly) isNamedLead(b block) bool {
	if b.aside || b.kind == caption {
		return false
	}
	for n, up := b.node, 0; n != nil && up < 3; n, up = n.Parent, up+1 {
		if n.DataAtom == atom.Body || a.weight[n] > 2*b.letters {
			return false
		}
		if attr(n, "data-role") == "sapo" || attr(n, "itemprop") == "description" || namedIn(n, leadWords) {
			return true
		}
	}
	return false
}

// bodyHas says whether the start of a text stands in the body already.
func (a *assembly) bodyHas(s string) bool {
	key := foldKey(s)
	key = key[:cutAt(key, 90)]
	for i := a.first; i <= a.last; i++ {
		if a.chosen[i] && strings.Contains(foldKey(a.blocks[i].text), key) {
			return true
		}
	}
	return false
}

// sameText compares two texts by their letters alone.
func sameText(a, b string) bool { return a != "" && foldKey(a) == foldKey(b) }

// sameStart says whether two texts begin alike, as a description that was cut does.
func sameStart(a, b string) bool {
	a, b = foldKey(a), foldKey(b)
	n := min(cutAt(a, 60), cutAt(b, 60))
	return n >= 40 && a[:n] == b[:n]
}

// cutAt is the byte length of at most n code points of s.
func cutAt(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// foldKey is a text's letters and digits in lower case.
func foldKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// sourceLine is the line of an article's text that names its original; of
// several the first that spells out a link.
func sourceLine(plain string, zones []corpus.Zone) (found *corpus.SourceLine) {
	points := text.NewPoints(plain)
	for _, z := range zones {
		if z.Zone != corpus.ZoneTail {
			continue
		}
		part := points.Span(corpus.Range{Start: z.Start, End: z.End}).Of(plain)
		for l := range strings.Lines(part) {
			l = strings.TrimSpace(l)
			if !text.IsSourceLine(l) || found != nil && urlIn(l) == "" {
				continue
			}
			found = &corpus.SourceLine{Text: l, URL: urlIn(l)}
			if found.URL != "" {
				return found
			}
		}
	}
	return found
}

// urlIn is the first link written in a text.
func urlIn(s string) string {
	for word := range strings.FieldsSeq(s) {
		for _, scheme := range []string{"https://", "http://"} {
			if at := strings.Index(word, scheme); at >= 0 {
				return strings.TrimRight(word[at:], ".,;:)]}>\"'”’")
			}
		}
	}
	return ""
}

// linkIn is the first link that an element holds.
func linkIn(n *html.Node) string {
	if n == nil {
		return ""
	}
	for d := range n.Descendants() {
		if d.DataAtom == atom.A {
			if href := attr(d, "href"); strings.HasPrefix(href, "http") {
				return href
			}
		}
	}
	return ""
}
