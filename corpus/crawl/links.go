package crawl

import (
	"bytes"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxLinks is how many links of one page are taken.
const maxLinks = 5_000

// Links lists what a page links to, in its order, each once: canonical URLs.
// Links that say nofollow are left out, as is everything on a page that says so.
func Links(base string, body []byte) (links []string) {
	seen := map[string]bool{}
	for z := html.NewTokenizer(bytes.NewReader(body)); len(links) < maxLinks; {
		switch z.Next() {
		case html.ErrorToken:
			return links
		case html.StartTagToken, html.SelfClosingTagToken:
		default:
			continue
		}
		tag := z.Token()
		switch tag.DataAtom {
		case atom.Base:
			if b, err := Resolve(base, attr(tag, "href")); err == nil && attr(tag, "href") != "" {
				base = b
			}
		case atom.Meta:
			if strings.EqualFold(attr(tag, "name"), "robots") && hasWord(attr(tag, "content"), "nofollow", "none") {
				return nil
			}
		case atom.A, atom.Area:
			ref := attr(tag, "href")
			to, err := Resolve(base, ref)
			if ref == "" || err != nil || seen[to] || hasWord(attr(tag, "rel"), "nofollow") {
				continue
			}
			seen[to] = true
			links = append(links, to)
		}
	}
	return links
}

func attr(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func hasWord(list string, words ...string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(list), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' }),
		func(w string) bool { return slices.Contains(words, w) })
}

// Scope says which links are followed. Its zero value stays on the host of the
// page that links, five links deep.
type Scope struct {
	Hosts   []string         // globs ("*.example.org"), beside the host that links
	Path    string           // that paths begin with; "": any
	Depth   int              // links from the seed; 0: 5
	Include []*regexp.Regexp // of which one must match the URL; empty: any
	Exclude []*regexp.Regexp // of which none may
}

// Limits of what is taken for a page: longer URLs, and paths that repeat
// themselves, are the work of a broken link or of a calendar without end.
const (
	defaultDepth = 5
	maxURL       = 2_000
	maxRepeats   = 3
)

// Holds says whether a link found on the page from, at this depth, is followed.
func (s Scope) Holds(from, to string, depth int) bool {
	limit := s.Depth
	if limit <= 0 {
		limit = defaultDepth
	}
	u, err := url.Parse(to)
	if err != nil || depth > limit || len(to) > maxURL || repeats(u.Path) || noPage(u.Path) {
		return false
	}
	if HostOf(from) != HostOf(to) && !s.hostHolds(u) {
		return false
	}
	if s.Path != "" && !strings.HasPrefix(u.EscapedPath(), oneForm(s.Path)) {
		return false
	}
	matches := func(r *regexp.Regexp) bool { return r.MatchString(to) }
	return (len(s.Include) == 0 || slices.ContainsFunc(s.Include, matches)) && !slices.ContainsFunc(s.Exclude, matches)
}

func (s Scope) hostHolds(u *url.URL) bool {
	return slices.ContainsFunc(s.Hosts, func(glob string) bool {
		for _, name := range []string{u.Hostname(), u.Host} {
			if ok, err := path.Match(strings.ToLower(glob), name); ok && err == nil {
				return true
			}
		}
		return false
	})
}

// repeats says whether a segment stands in a path more than maxRepeats times.
func repeats(p string) bool {
	count := map[string]int{}
	for segment := range strings.SplitSeq(p, "/") {
		if count[segment]++; segment != "" && count[segment] > maxRepeats {
			return true
		}
	}
	return false
}

// noPage knows suffixes of what is no article.
func noPage(p string) bool {
	switch strings.ToLower(path.Ext(p)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".ico", ".avif", ".css", ".js", ".mjs", ".woff", ".woff2", ".ttf",
		".mp3", ".mp4", ".m4a", ".m4v", ".avi", ".mov", ".webm", ".wmv", ".zip", ".rar", ".7z", ".gz", ".tar", ".exe", ".apk", ".dmg", ".iso":
		return true
	}
	return false
}
