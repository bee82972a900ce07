package crawl

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/net/html/charset"
)

// MaxEntries is how many entries of a sitemap are read: the limit of the
// protocol (sitemaps.org), for files and for indexes.
const MaxEntries = 50_000

// sitemapEntry is a <url> or a <sitemap>, with the extensions for news and for
// editions in other languages.
type sitemapEntry struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
	News    struct {
		Date  string `xml:"publication_date"`
		Title string `xml:"title"`
	} `xml:"news"`
	Links []struct {
		Rel  string `xml:"rel,attr"`
		Lang string `xml:"hreflang,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
}

// sitemap reads a sitemap or an index of sitemaps, entry by entry.
func sitemap(base string, body []byte) (entries []Entry, err error) {
	d := xml.NewDecoder(bytes.NewReader(knownLabels(body)))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	for len(entries) < MaxEntries {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return entries, nil
		case err != nil:
			return entries, fmt.Errorf("sitemap: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		var s sitemapEntry
		if err := d.DecodeElement(&s, &start); err != nil {
			return entries, fmt.Errorf("sitemap: %w", err)
		}
		if e, ok := s.entry(base); ok {
			entries = append(entries, e)
		}
	}
	return entries, nil
}

func (s sitemapEntry) entry(base string) (e Entry, ok bool) {
	at, err := Resolve(base, s.Loc)
	if err != nil || strings.TrimSpace(s.Loc) == "" {
		return e, false
	}
	e = Entry{URL: at, Title: strings.TrimSpace(s.News.Title), Date: w3cDate(s.News.Date)}
	if changed := w3cDate(s.LastMod); changed.After(e.Date) {
		e.Date = changed
	}
	for _, l := range s.Links {
		if to, err := Resolve(base, l.Href); err == nil && strings.EqualFold(l.Rel, "alternate") && l.Lang != "" {
			e.Alternates = append(e.Alternates, Alternate{Lang: l.Lang, URL: to})
		}
	}
	return e, true
}

// w3cDate reads the dates of sitemaps (W3C Date and Time Formats); zero for others.
func w3cDate(s string) time.Time {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
