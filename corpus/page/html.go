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
	m.setDates(&out, l, in.URL)
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
