package page

import (
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"goalpost/corpus"
)

// evidence is a date that the page tells and where it tells it.
type evidence struct {
	date date
	from string // json-ld, meta, time, url, text
	utc  bool   // told as an instant of UTC: its local day may be the next
}

// setDates decides when the article was published and changed. Every place that
// tells a date is heard; each has the voices of those that tell the same day or,
// for an instant in UTC, a day beside it. Most voices win, and of equals the
// first in the order JSON-LD, meta, time element, URL, visible text.
func (m *metadata) setDates(a *corpus.Article, near []string, address string) {
	monthFirst := m.lang == "en-us" || m.lang == "en" && !strings.Contains(address, ".vn/") && !strings.Contains(address, ".th/")
	heard := m.published(monthFirst)
	if d, ok := dateInURL(address); ok {
		heard = append(heard, evidence{date: d, from: "url"})
	}
	for _, s := range near {
		if d, ok := findDate(s, monthFirst); ok {
			heard = append(heard, evidence{date: d, from: "text"})
			break
		}
	}
	if best, ok := agreed(heard); ok {
		a.Published, a.PublishedFrom = best.date.String(), best.from
	}
	if d, ok := m.modified(monthFirst); ok && d.String() >= a.Published {
		a.Modified = d.String()
	}
}

// agreed is the evidence with most voices.
func agreed(heard []evidence) (best evidence, ok bool) {
	most := 0
	for _, e := range heard {
		voices := 0
		for _, o := range heard {
			switch apart := e.date.apart(o.date); {
			case apart == 0:
				voices += 2
			case apart == 1 && (e.utc || o.utc):
				voices++
			}
		}
		if !e.utc {
			voices++ // a day that is told beats one that is computed
		}
		if voices > most {
			best, most, ok = e, voices, true
		}
	}
	return best, ok
}

// publishedNames are the names under which newsrooms tell when an article was
// published, by how far they can be trusted.
func publishedNames() []string {
	return []string{
		"article:published_time", "datepublished", "article:published", "og:article:published_time", "og:published_time", "pubdate", "publishdate",
		"publish-date", "publish_date", "published_date", "published-date", "publication_date", "dc.date.issued", "dcterms.issued", "dcterms.created",
		"dc.date", "dc.date.created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "article.created",
		"og:pubdate", "datecreated", "date", "rnews:datepublished", "release_date", "regdate", "originalpublicationdate",
	}
}

// published is what metadata and time elements tell.
func (m *metadata) published(monthFirst bool) (heard []evidence) {
	for _, o := range m.linked {
		if s := o.text("datePublished"); s != "" {
			heard = hear(heard, s, "json-ld", monthFirst)
			break
		}
	}
	for _, name := range publishedNames() {
		if s := m.named[name]; s != "" {
			if n := len(heard); n < len(hear(heard, s, "meta", monthFirst)) {
				heard = hear(heard, s, "meta", monthFirst)
				break
			}
		}
	}
	for _, named := range []bool{true, false} {
		for _, t := range m.times {
			if t.published != named || t.modified && !t.published {
				continue
			}
			if n := len(heard); n < len(hear(heard, firstOf(t.value, t.text), "time", monthFirst)) {
				return hear(heard, firstOf(t.value, t.text), "time", monthFirst)
			}
		}
	}
	return heard
}

func hear(heard []evidence, s, from string, monthFirst bool) []evidence {
	d, utc, ok := readInstant(s, monthFirst)
	if !ok {
		return heard
	}
	return append(heard, evidence{date: d, from: from, utc: utc})
}

// readInstant reads a machine's date, with or without time, or one that people read.
func readInstant(s string, monthFirst bool) (d date, utc, ok bool) {
	s = strings.TrimSpace(s)
	if n := len(s); (n == 10 || n == 13) && strings.Trim(s, "0123456789") == "" { // Unix time in seconds or milliseconds
		var seconds int64
		for _, c := range s[:10] {
			seconds = seconds*10 + int64(c-'0')
		}
		t := time.Unix(seconds, 0).UTC()
		d = date{t.Year(), int(t.Month()), t.Day()}
		return d, true, d.valid()
	}
	d, ok = findDate(s, monthFirst)
	utc = strings.HasSuffix(s, "Z") || strings.HasSuffix(s, "+00:00") || strings.HasSuffix(s, "+0000") || strings.HasSuffix(s, "GMT")
	return d, utc && strings.Contains(s, ":"), ok
}

func (m *metadata) modified(monthFirst bool) (date, bool) {
	values := []string{m.article().text("dateModified")}
	for _, name := range []string{"article:modified_time", "datemodified", "og:updated_time", "last-modified", "dcterms.modified", "dc.date.modified", "lastmod", "revised"} {
		values = append(values, m.named[name])
	}
	for _, t := range m.times {
		if t.modified {
			values = append(values, firstOf(t.value, t.text))
		}
	}
	for _, s := range values {
		if d, _, ok := readInstant(s, monthFirst); ok {
			return d, true
		}
	}
	return date{}, false
}

// publishedWords and modifiedWords name date elements in classes, ids and itemprops.
const (
	publishedWords = " date publish published publishdate pubdate publishtime pubtime datepublished posted postdate datetime regdate inputdate createdate issued entrydate articledate newsdate"
	modifiedWords  = " modified modify updated update datemodified moddate editdate lastupdate "
)

// time notes elements that tell a date.
func (m *metadata) time(n *html.Node) {
	isTime := n.DataAtom == atom.Time
	if isSkipped(n) || n.DataAtom == atom.Meta || n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return
	}
	role := strings.ToLower(attr(n, "itemprop") + " " + attr(n, "data-role"))
	t := timeElement{
		published: strings.Contains(role, "datepublished") || strings.Contains(role, "publishdate") || hasAttr(n, "pubdate") || namedIn(n, publishedWords+" "),
		modified:  strings.Contains(role, "datemodified") || namedIn(n, modifiedWords),
	}
	if !isTime && !t.published && !t.modified || len(m.times) > 40 {
		return
	}
	t.value = firstOf(attr(n, "datetime"), attr(n, "content"))
	t.text = cellText(n)
	if t.value == "" && (t.text == "" || length(t.text) > 120) {
		return
	}
	m.times = append(m.times, t)
}

// dateInURL reads the date that an address tells: /2024/03/01/, 2024-03-01,
// 20240301, and the article numbers of VCCorp's newsrooms, which are 197, then
// the time of publication as yymmddHHMMSS and milliseconds.
func dateInURL(address string) (date, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return date{}, false
	}
	path := u.Path
	digits := 0
	for i := len(path) - 1; i >= -1; i-- {
		if i >= 0 && path[i] >= '0' && path[i] <= '9' {
			digits++
			continue
		}
		run := path[i+1 : i+1+digits]
		if d, ok := dateInNumber(run); ok {
			return d, true
		}
		if d, ok := dateInFolders(path[i+1:]); ok && digits == 4 {
			return d, true
		}
		digits = 0
	}
	return date{}, false
}

func dateInNumber(run string) (date, bool) {
	number := func(s string) (n int) {
		for _, c := range s {
			n = n*10 + int(c-'0')
		}
		return n
	}
	var d date
	switch {
	case len(run) >= 17 && len(run) <= 19 && isVCCorp(run):
		d = date{2000 + number(run[3:5]), number(run[5:7]), number(run[7:9])}
	case len(run) == 8 || len(run) == 12 || len(run) == 14 || len(run) == 17: // day; with minutes, seconds, milliseconds
		d = date{number(run[:4]), number(run[4:6]), number(run[6:8])}
	default:
		return d, false
	}
	return d, d.valid() && d.year >= 1995 && d.year <= 2060
}

// isVCCorp says whether a number is a site number of three digits (197 is the
// ministry's, 102 Chính phủ's) and a time after it.
func isVCCorp(run string) bool {
	hour, minute, second := run[9:11], run[11:13], run[13:15]
	return len(run) >= 18 && hour < "24" && minute < "60" && second < "60"
}

func dateInFolders(s string) (date, bool) {
	t := dateTokens(s[:min(len(s), 12)])
	if len(t) < 3 || t[0].digits != 4 {
		return date{}, false
	}
	d, ok := isoDate(t[:3], false)
	return d, ok && d.valid()
}
