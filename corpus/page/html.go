package page

import (
	"net/url"
	"strings"

	"goalpost/corpus"
)

// readHTML reads a page.
func (r *Reader) readHTML(in Input) (corpus.Article, error) {
	d := decode(in.Body, in.Charset, true)
	doc, err := parse(d.text)
	if err != nil {
		return corpus.Article{}, err
	}
	base, err := url.Parse(in.URL)
	if err != nil {
		base = &url.URL{}
	}
	l, m := newLayout(doc), readMetadata(doc, base)
	best, near := medoid(l.opinions(base, m), l.blocks)
	a := assembly{layout: l, chosen: best.chosen, title: m.bestTitle(), description: m.description()}
	out := corpus.Article{
		Title: a.title, Byline: m.byline(), Site: m.site(), CanonicalURL: m.canonical,
		Alternates: m.alternates, Attachments: m.files,
		Charset: d.charset, CharsetFrom: d.from, Replaced: d.replaced, Confidence: near,
	}
	out.Text, out.Zones = compose(a.pieces())
	if !hasBody(out.Zones) {
		return corpus.Article{}, ErrNoText
	}
	out.SourceLine = a.source(out.Text, out.Zones)
	m.setDates(&out, a.nearTitle(), firstOf(in.URL, m.canonical))
	return out, nil
}

// hasBody says whether there is more than a title.
func hasBody(zones []corpus.Zone) bool {
	for _, z := range zones {
		if z.Zone != corpus.ZoneTitle {
			return true
		}
	}
	return false
}

// nearTitle are the short blocks around the title and the start of the body,
// where pages show their date, and the last ones behind the body.
func (a *assembly) nearTitle() (near []string) {
	at := a.first
	for i, b := range a.blocks {
		if b.kind == heading && sameText(b.text, a.title) {
			at = min(i, max(a.first, i-40))
			break
		}
	}
	add := func(from, to int) {
		for i := max(0, from); i < min(to, len(a.blocks)); i++ {
			if b := a.blocks[i]; b.letters <= 120 && b.letters >= 6 && !b.hidden {
				near = append(near, b.text)
			}
		}
	}
	add(at, a.first+2)
	add(at-6, at)
	add(a.last, a.last+4)
	return near
}

// source is the source line of a page, with the link behind its words where it
// does not spell one out.
func (a *assembly) source(plain string, zones []corpus.Zone) *corpus.SourceLine {
	s := sourceLine(plain, zones)
	if s == nil || s.URL != "" {
		return s
	}
	for _, b := range a.blocks {
		if strings.Contains(b.text, s.Text) {
			s.URL = linkIn(b.node)
			break
		}
	}
	return s
}

// opinions asks the readers. Of readers that agree equally the first is taken.
func (l *layout) opinions(base *url.URL, m *metadata) (out []opinion) {
	add := func(name string, s selection) {
		if s != nil && s.size(l.blocks) > 0 {
			out = append(out, opinion{name, s})
		}
	}
	add("density", l.byDensity())
	add("readability", l.byReadability(base))
	add("run", l.byRun())
	add("publisher", l.byPublisher(m.article().text("articleBody")))
	return out
}
