package crawl

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/korean"
)

const at = "https://example.org/x/list.xml"

func urls(entries []Entry) (out []string) {
	for _, e := range entries {
		out = append(out, e.URL)
	}
	return out
}

func TestListOf(t *testing.T) {
	const rss = `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>
		<item><title>A & B&nbsp;</title><link>/tin-tức/1?utm_source=rss</link><pubDate>Tue, 05 Mar 2024 10:00:00 +0700</pubDate></item>
		<item><guid>https://example.org/2</guid></item><item><title>no link</title></item></channel></rss>`
	const atomFeed = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="../a"/><updated>2024-03-05T00:00:00Z</updated></entry></feed>`
	const json = `{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "https://example.org/j", "title": "x"}]}`
	const news = `<?xml version="1.0" encoding="UTF-8"?><!-- c --><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
		xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
		<url><loc> https://example.org/vi/a </loc><lastmod>2024-03-05</lastmod><image:image><image:loc>https://example.org/i.png</image:loc></image:image>
		<n:news><n:publication_date>2024-03-04T10:00+07:00</n:publication_date><n:title>Mục tiêu</n:title></n:news>
		<xhtml:link rel="alternate" hreflang="ko" href="https://example.org/ko/a"/></url><url><loc></loc></url></urlset>`
	const index = `<sitemapindex><sitemap><loc>s1.xml.gz</loc><lastmod>2024-01</lastmod></sitemap></sitemapindex>`
	for _, c := range []struct {
		name, body string
		kind       ListingKind
		want       []string
	}{
		{"rss", rss, FeedKind, []string{"https://example.org/tin-t%E1%BB%A9c/1", "https://example.org/2"}},
		{"atom", atomFeed, FeedKind, []string{"https://example.org/a"}},
		{"json", json, FeedKind, []string{"https://example.org/j"}},
		{"news", news, SitemapKind, []string{"https://example.org/vi/a"}},
		{"index", index, SitemapIndex, []string{"https://example.org/x/s1.xml.gz"}},
		{"page", "<!DOCTYPE html><html><p>rss</p></html>", NoListing, nil},
		{"text", "feed", NoListing, nil},
		{"empty", "", NoListing, nil},
	} {
		kind, entries, err := ListOf(at, []byte(c.body), 1<<20)
		if kind != c.kind || !slices.Equal(urls(entries), c.want) || err != nil {
			t.Errorf("%s: %q %q %v", c.name, kind, urls(entries), err)
		}
		zipped := pack(t, []byte(c.body))
		if kind, entries, _ := ListOf(at, zipped, 1<<20); kind != c.kind || !slices.Equal(urls(entries), c.want) {
			t.Errorf("%s, packed: %q %q", c.name, kind, urls(entries))
		}
	}
	_, entries, _ := ListOf(at, []byte(news), 1<<20)
	if e := entries[0]; e.Title != "Mục tiêu" || !e.Date.Equal(time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)) ||
		len(e.Alternates) != 1 || e.Alternates[0] != (Alternate{"ko", "https://example.org/ko/a"}) {
		t.Errorf("%+v", e)
	}
}

func pack(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestAFeedWithAnUnknownLabel(t *testing.T) {
	body, err := korean.EUCKR.NewEncoder().String(`<?xml version="1.0" encoding="cp949"?><rss version="2.0"><channel><item><title>목표</title><link>https://example.kr/1</link></item></channel></rss>`)
	if err != nil {
		t.Fatal(err)
	}
	_, entries, err := ListOf(at, []byte(body), 1<<20)
	if err != nil || len(entries) != 1 || entries[0].Title != "목표" {
		t.Errorf("%+v, %v", entries, err)
	}
}

func TestBadListings(t *testing.T) {
	kind, entries, err := ListOf(at, []byte("<urlset><url><loc>https://example.org/1</loc></url><url><loc>https://exa"), 1<<20)
	if kind != SitemapKind || len(entries) != 1 || err == nil {
		t.Errorf("cut off: %q %v %v", kind, urls(entries), err)
	}
	bomb := pack(t, []byte("<urlset>"+strings.Repeat(" ", 4<<20)+"</urlset>"))
	if _, _, err := ListOf(at, bomb, 1<<20); !errors.Is(err, ErrTooLarge) {
		t.Errorf("bomb: %v", err)
	}
	var b strings.Builder
	b.WriteString("<urlset>")
	for i := range MaxEntries + 10 {
		fmt.Fprintf(&b, "<url><loc>/%d</loc></url>", i)
	}
	if _, entries, err := ListOf(at, []byte(b.String()), 1<<30); len(entries) != MaxEntries || err != nil {
		t.Errorf("%d entries, %v", len(entries), err)
	}
}

func TestLinks(t *testing.T) {
	const page = `<base href="/d/"><a href="a#x">1</a> <A HREF=a>2</A> <a href="https://other.example/?utm_x=1">3</a>
		<a rel="external nofollow" href="no">4</a> <a href="mailto:x@y">5</a> <a href="">6</a> <a>7</a> <!-- <a href="c">8</a> -->`
	got := Links("https://example.org/", []byte(page))
	if want := []string{"https://example.org/d/a", "https://other.example/"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Links("https://example.org/", []byte(`<meta name=robots content="index, nofollow"><a href="/a">`)); got != nil {
		t.Errorf("a page that says nofollow: %q", got)
	}
}

func TestScope(t *testing.T) {
	const from = "https://example.org/"
	deep := Scope{Hosts: []string{"*.example.org", "example.org"}, Path: "/tin-tức/", Depth: 2, Exclude: []*regexp.Regexp{regexp.MustCompile(`/print/`)}}
	for _, c := range []struct {
		scope Scope
		to    string
		depth int
		holds bool
	}{
		{Scope{}, "https://example.org/a", 5, true},
		{Scope{}, "https://example.org/a", 6, false},
		{Scope{}, "https://www.example.org/a", 1, false},
		{Scope{}, "https://example.org/a.jpg", 1, false},
		{Scope{}, "https://example.org/a/a/a/a/a", 1, false},
		{Scope{}, "https://example.org/" + strings.Repeat("a", 3000), 1, false},
		{deep, "https://m.example.org/tin-t%E1%BB%A9c/1", 2, true},
		{deep, "https://m.example.org/tin-t%E1%BB%A9c/1", 3, false},
		{deep, "https://example.org/tin-t%E1%BB%A9c/print/1", 1, false},
		{deep, "https://example.org/other", 1, false},
		{deep, "https://example.com/tin-t%E1%BB%A9c/1", 1, false},
	} {
		if got := c.scope.Holds(from, c.to, c.depth); got != c.holds {
			t.Errorf("%+v %s at %d: %v", c.scope, c.to, c.depth, got)
		}
	}
}
