package page

import (
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"goalpost/corpus"
)

// metadata is what a page says of itself outside of its text.
type metadata struct {
	named      map[string]string // meta name, property or itemprop in lower case → first content
	title      string            // of the title element
	headings   []string          // the h1
	times      []timeElement
	canonical  string
	alternates []corpus.Alternate
	files      []corpus.Attachment
	lang       string // of the html element, lower case
	linked     []linked
	scripts    []string // texts of scripts that may hold the page as JSON
}

// timeElement is a time element or one that is named as the date.
type timeElement struct {
	value     string // machine-readable, where given
	text      string
	published bool // named as the date of publication
	modified  bool
}

// readMetadata gathers it in one walk.
func readMetadata(doc *html.Node, base *url.URL) *metadata {
	m := &metadata{named: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		m.element(n, base)
	}
	return m
}

func (m *metadata) element(n *html.Node, base *url.URL) {
	switch n.DataAtom {
	case atom.Html:
		m.lang = strings.ToLower(attr(n, "lang"))
	case atom.Title:
		if m.title == "" {
			m.title = cellText(n)
		}
	case atom.Meta:
		m.meta(n)
	case atom.Link:
		m.link(n, base)
	case atom.H1:
		if h := cellText(n); h != "" {
			m.headings = append(m.headings, h)
		}
	case atom.Script:
		m.script(n)
	case atom.A:
		m.file(n, base)
	default:
	}
	if value := attr(n, "itemprop"); value != "" && n.DataAtom != atom.Meta {
		if content := attr(n, "content"); content != "" {
			m.set(value, content)
		}
	}
	m.time(n)
}

func (m *metadata) meta(n *html.Node) {
	content := strings.TrimSpace(attr(n, "content"))
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for name := range strings.FieldsSeq(attr(n, key)) {
			m.set(name, content)
		}
	}
}

func (m *metadata) set(name, content string) {
	name = strings.ToLower(name)
	if _, ok := m.named[name]; !ok {
		m.named[name] = html.UnescapeString(content) // some sites encode twice
	}
}

// first is the first of the named values that is there.
func (m *metadata) first(names ...string) string {
	for _, name := range names {
		if v := m.named[name]; v != "" {
			return v
		}
	}
	return ""
}

func (m *metadata) link(n *html.Node, base *url.URL) {
	href := resolve(base, attr(n, "href"))
	if href == "" {
		return
	}
	for rel := range strings.FieldsSeq(strings.ToLower(attr(n, "rel"))) {
		switch lang := attr(n, "hreflang"); {
		case rel == "canonical" && m.canonical == "":
			m.canonical = href
		case rel == "alternate" && lang != "" && lang != "x-default":
			m.alternates = append(m.alternates, corpus.Alternate{Lang: lang, URL: href})
		}
	}
}

// maxScript bounds what is kept of scripts, in bytes.
const maxScript = 4 << 20

func (m *metadata) script(n *html.Node) {
	if n.FirstChild == nil || len(n.FirstChild.Data) > maxScript {
		return
	}
	code := n.FirstChild.Data
	switch {
	case strings.Contains(attr(n, "type"), "ld+json"):
		m.linked = append(m.linked, parseLinked(code)...)
	case attr(n, "id") == "__NEXT_DATA__", strings.Contains(code, "__next_f.push"), strings.Contains(code, "__INITIAL_STATE__"),
		strings.Contains(code, "__NUXT__"), strings.Contains(code, "__APOLLO_STATE__"), attr(n, "type") == "application/json":
		m.scripts = append(m.scripts, code)
	}
}

// mediaTypes are the attachments that people publish figures in, by suffix.
func mediaTypes() map[string]string {
	return map[string]string{
		".pdf":  "application/pdf",
		".hwpx": "application/hwp+zip",
		".hwp":  "application/x-hwp",
		".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		".doc":  "application/msword",
		".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		".xls":  "application/vnd.ms-excel",
		".odt":  "application/vnd.oasis.opendocument.text",
		".ods":  "application/vnd.oasis.opendocument.spreadsheet",
	}
}

// file notes a link to a document: by the suffix of its path, of its text or of
// its download name (korea.kr's download.do names the file in its text alone).
func (m *metadata) file(n *html.Node, base *url.URL) {
	href := resolve(base, attr(n, "href"))
	if href == "" {
		return
	}
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "" {
		return
	}
	media := mediaTypes()[strings.ToLower(path.Ext(u.Path))]
	download := hasAttr(n, "download") || strings.Contains(strings.ToLower(u.Path), "download") || strings.Contains(strings.ToLower(u.Path), "filedown")
	if media == "" && download {
		for _, name := range []string{attr(n, "download"), attr(n, "title"), cellText(n)} {
			if media = suffixIn(name); media != "" {
				break
			}
		}
		if media == "" && u.RawQuery != "" && strings.HasSuffix(u.Path, "download.do") {
			media = "application/octet-stream"
		}
	}
	if media == "" {
		return
	}
	for _, f := range m.files {
		if f.URL == href {
			return
		}
	}
	m.files = append(m.files, corpus.Attachment{URL: href, MediaType: media})
}

// suffixIn is the media type of a file name that stands in a text.
func suffixIn(name string) string {
	name = strings.ToLower(name)
	for word := range strings.FieldsSeq(strings.NewReplacer("[", " ", "]", " ", "(", " ", ")", " ").Replace(name)) {
		if media := mediaTypes()[path.Ext(word)]; media != "" {
			return media
		}
	}
	return ""
}

// resolve makes a link absolute; empty for links that lead nowhere.
func resolve(base *url.URL, href string) string {
	href = strings.TrimSpace(href)
	if href == "" || strings.HasPrefix(href, "#") || strings.HasPrefix(strings.ToLower(href), "javascript:") {
		return ""
	}
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	if base != nil && base.Host != "" {
		u = base.ResolveReference(u)
	}
	return u.String()
}

// base is the address that the page itself tells, for a page read from a file.
func (m *metadata) base() *url.URL {
	u, err := url.Parse(firstOf(m.canonical, m.first("og:url")))
	if err != nil {
		return &url.URL{}
	}
	return u
}

// bestTitle tells the article's title: the heading of the page where the metadata
// confirm it, else what they say.
func (m *metadata) bestTitle() string {
	told := tidy(firstOf(m.article().text("headline"), m.first("og:title", "twitter:title", "dc.title")))
	full := tidy(m.title)
	for _, h := range m.headings {
		h = tidy(h)
		if length(h) >= 8 && (nearTitle(h, told) || nearTitle(h, full)) {
			return h
		}
	}
	switch {
	case told == "" && full == "" && len(m.headings) > 0:
		return tidy(m.headings[0])
	case told == "":
		told = full
	}
	return m.withoutSite(told)
}

// nearTitle says whether a heading is what the metadata tell, which may add the
// site's name to it or cut its end.
func nearTitle(h, told string) bool {
	a, b := foldKey(h), foldKey(told)
	if a == "" || b == "" {
		return false
	}
	return strings.Contains(b, a) || len(b) > len(a)/2 && strings.Contains(a, b)
}

// withoutSite cuts the site's name off a title: behind the last separator, where
// it is the site's name or short.
func (m *metadata) withoutSite(title string) string {
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " < ", "|"} {
		at := strings.LastIndex(title, sep)
		if at <= 0 {
			continue
		}
		name := title[at+len(sep):]
		if nearTitle(name, m.first("og:site_name", "application-name")) || length(name)*3 < length(title[:at]) && length(name) <= 30 {
			return strings.TrimSpace(title[:at])
		}
	}
	return title
}

func (m *metadata) byline() string {
	author := firstOf(m.article().author(), m.first("author", "article:author", "dc.creator", "parsely-author", "byl", "dable:author", "sailthru.author"))
	if strings.Contains(author, "://") || length(author) > 120 {
		return ""
	}
	return tidy(author)
}

func (m *metadata) site() string {
	return tidy(firstOf(m.first("og:site_name"), m.article().publisher(), m.first("application-name", "twitter:site")))
}

func (m *metadata) description() string {
	return tidy(firstOf(m.first("og:description", "description", "twitter:description"), m.article().text("description")))
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// tidy folds white space and drops entities that were encoded twice.
func tidy(s string) string {
	return strings.Join(strings.Fields(html.UnescapeString(s)), " ")
}
