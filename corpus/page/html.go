package page

import (
	"fmt"
	"net/url"
	"strings"

	"goalpost/corpus"
)

// readHTML reads a page.
func (r *Reader) readHTML(in Input) (corpus.Article, error) {
	d := decode(in.Body, in.Charset, true)
	doc, err := parse(d.text)
	if err != nil {
		return corpus.Article{}, fmt.Errorf("html: %w: %w", err, ErrNoText)
	}
	base, err := url.Parse(in.URL)
	if err != nil {
		base = &url.URL{}
	}
	l, m := newLayout(doc), readMetadata(doc, base)
	if own := m.base(); base.Host == "" && own.Host != "" {
		base, m = own, readMetadata(doc, own)
	}
	families, err := r.families()
	if err != nil {
		return corpus.Article{}, err
	}
	f := familyOf(families, base, d.text)
	a := assembly{layout: l, title: m.bestTitle(), description: m.description()}
	a.family(f)
	near := r.choose(&a, l.opinions(base, m), f)
	pieces := a.pieces()
	out := corpus.Article{
		Title: a.title, Byline: firstOf(a.byline, m.byline()), Site: m.site(), CanonicalURL: m.canonical,
		Alternates: m.alternates, Attachments: m.files,
		Charset: d.charset, CharsetFrom: d.from, Replaced: d.replaced, Confidence: near,
	}
	if n := a.chosen.size(l.blocks); n < scarce {
		if found := m.fromScripts(n, a.title); found != nil {
			pieces, out.Confidence = append(a.titlePiece(), found...), scriptConfidence
		}
	}
	out.Text, out.Zones = compose(pieces)
	if !hasBody(out.Zones) && (a.title == "" || len(m.files) == 0) {
		return corpus.Article{}, ErrNoText
	}
	out.SourceLine = a.source(out.Text, out.Zones)
	m.setDates(&out, append(a.shownDate, a.nearTitle()...), firstOf(in.URL, m.canonical))
	return out, nil
}

// scriptConfidence is that of a text which one reader alone has seen.
const scriptConfidence = 0.5

// choose decides between the voters and the rule of the page's family, and tells
// how near the other readers are to what was chosen.
func (r *Reader) choose(a *assembly, opinions []opinion, f *family) (near float64) {
	best, near := medoid(opinions, a.blocks)
	a.chosen = best.chosen
	if a.chosen == nil {
		a.chosen = make(selection, len(a.blocks))
	}
	if f == nil {
		return near
	}
	ruled := a.byFamily(f)
	fits := ruled != nil && (best.chosen == nil || holds(ruled, best.chosen, a.blocks))
	r.drift.note(f.Name, fits)
	if !fits {
		return near
	}
	a.chosen, near = ruled, 0
	for _, o := range opinions {
		near += agreement(ruled, o.chosen, a.blocks) / float64(len(opinions))
	}
	return near
}

// family takes title, lead, byline, source and date from where the page's family
// has them.
func (a *assembly) family(f *family) {
	if f == nil {
		return
	}
	if n := f.Title.first(a.doc); n != nil {
		a.title = firstOf(cellText(n), a.title)
	}
	if n := f.Byline.first(a.doc); n != nil && length(cellText(n)) <= 80 {
		a.byline = cellText(n)
	}
	if n := f.Date.first(a.doc); n != nil {
		a.shownDate = append(a.shownDate, firstOf(attr(n, "data-date-time"), attr(n, "datetime"), attr(n, "content"), cellText(n)))
	}
	a.leadNode, a.sourceNode = f.Lead.first(a.doc), f.Source.first(a.doc)
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
			if b := a.blocks[i]; b.letters <= 120 && b.letters >= 6 && !b.hidden && (!a.chosen[i] || b.isStamp()) {
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
