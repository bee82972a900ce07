package page

import (
	"strings"

	"golang.org/x/net/html"
)

// parse parses a page. The parser refuses pages nested deeper than its stack;
// those are parsed again with the tags beyond maxDepth left out, so that their
// text is still read.
func parse(page string) (*html.Node, error) {
	doc, err := html.Parse(strings.NewReader(page))
	if err == nil {
		return doc, nil
	}
	return html.Parse(strings.NewReader(flatten(page)))
}

// maxDepth is how deep tags may nest in a page that had to be flattened.
const maxDepth = 100

// flatten leaves out the tags that nest too deep.
func flatten(page string) string {
	var out strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(page))
	depth, dropped := 0, 0
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return out.String()
		case html.StartTagToken:
			if name, _ := tokens.TagName(); isVoid(string(name)) {
				out.Write(tokens.Raw())
				continue
			}
			if depth >= maxDepth {
				dropped++
				out.WriteByte(' ')
				continue
			}
			depth++
			out.Write(tokens.Raw())
		case html.EndTagToken:
			if dropped > 0 {
				dropped--
				out.WriteByte(' ')
				continue
			}
			depth = max(0, depth-1)
			out.Write(tokens.Raw())
		default:
			out.Write(tokens.Raw())
		}
	}
}

// voidTags have no end tag.
const voidTags = " area base br col embed hr img input link meta source track wbr "

func isVoid(tag string) bool {
	return hasPart(voidTags, tag)
}
