package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isSkipped says whether an element holds nothing that people read.
func isSkipped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Object, atom.Head,
		atom.Select, atom.Button, atom.Input, atom.Textarea, atom.Video, atom.Audio, atom.Canvas, atom.Math, atom.Datalist:
		return n.Type == html.ElementNode
	default:
		return false
	}
}

// isBlock says whether an element starts a line of its own.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Dir,
		atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4,
		atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre,
		atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Caption:
		return true
	case 0: // custom elements: most of them are boxes
		return n.Type == html.ElementNode && strings.Contains(n.Data, "-")
	default:
		return false
	}
}

// attr is the value of an attribute, empty where there is none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func isHidden(n *html.Node) bool {
	if hasAttr(n, "hidden") {
		return true
	}
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// asideWords name, in classes and ids, boxes that are not the article. Each is
// compared with the words of which a class is made: "box-related-news" has "related".
const asideWords = " related relate relates relation share sharing shares social socials sns comment comments cmt disqus footer foot nav navi navigation menu " +
	"sidebar aside promo promos promotion newsletter subscribe subscription breadcrumb breadcrumbs advert advertisement ads adsense adbox banner sponsor sponsored " +
	"recommend recommended recommendation recommendations popular trending mostread mostpopular tags tag taglist hashtag hashtags pagination pager cookie cookies " +
	"consent login signup signin toolbar copyright ranking rank widget widgets outbrain taboola teaser teasers readmore morenews byline bylines " +
	"print copy follow outside othernews newsrelate poll rating " +
	"skip modal popup paywall gallery galleries slideshow carousel "

// isAside says whether an element's kind, role or name makes it a box beside the article.
func isAside(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer, atom.Form, atom.Dialog, atom.Menu, atom.Address:
		return true
	default:
	}
	switch attr(n, "role") {
	case "navigation", "complementary", "contentinfo", "search", "banner", "dialog", "alert":
		return true
	}
	return namedIn(n, asideWords)
}

// isCaptionBox says whether an element is named as the caption or credit of a picture.
func isCaptionBox(n *html.Node) bool {
	return namedIn(n, " caption captions imgcaption photocaption wp-caption-text credit credits pcaption legend picturecaption ")
}

// namedIn says whether a word of an element's class or id stands in a list of
// words, each with spaces around it.
func namedIn(n *html.Node, words string) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" || len(a.Val) > 400 {
			continue
		}
		start := -1
		for i := 0; i <= len(a.Val); i++ {
			if start < 0 && i < len(a.Val) && isTaxonomy(a.Val[i:]) && (i == 0 || a.Val[i-1] == ' ') {
				i += max(0, strings.IndexByte(a.Val[i:]+" ", ' ')-1)
				continue
			}
			letter := i < len(a.Val) && (a.Val[i]|0x20 >= 'a' && a.Val[i]|0x20 <= 'z')
			switch {
			case letter && start < 0:
				start = i
			case letter && a.Val[i] >= 'A' && a.Val[i] <= 'Z' && a.Val[i-1] >= 'a': // camelCase
				if hasWord(words, a.Val[start:i]) {
					return true
				}
				start = i
			case !letter && start >= 0:
				if hasWord(words, a.Val[start:i]) {
					return true
				}
				start = -1
			}
		}
	}
	return false
}

// isTaxonomy says whether a class names the topic of an article, as WordPress does.
func isTaxonomy(class string) bool {
	return strings.HasPrefix(class, "tag-") || strings.HasPrefix(class, "category-") || strings.HasPrefix(class, "post_tag-")
}

func hasWord(words, w string) bool {
	if len(w) < 3 {
		return false
	}
	return strings.Contains(words, " "+strings.ToLower(w)+" ")
}

// isConsent says whether a paragraph asks for consent to cookies.
func isConsent(s string) bool {
	if len(s) > 1500 {
		return false
	}
	s = strings.ToLower(s)
	if !strings.Contains(s, "cookie") && !strings.Contains(s, "คุกกี้") && !strings.Contains(s, "쿠키") && !strings.Contains(s, "ملفات تعريف الارتباط") {
		return false
	}
	for _, word := range []string{"website", "browser", "consent", "privacy", "trang web", "trình duyệt", "เว็บไซต์", "웹사이트", "브라우저", "الموقع", "المتصفح"} {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}
