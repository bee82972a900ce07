package main

import (
	"encoding/xml"
	"fmt"
	"io"
	"time"

	"goalpost/cmd/goalpost/internal/pipeline"
)

// atomFeed is a feed of new hits (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Entries []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID      string    `xml:"id"`
	Title   string    `xml:"title"`
	Updated string    `xml:"updated"`
	Link    *atomLink `xml:"link,omitempty"`
	Summary string    `xml:"summary"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
}

// writeFeed writes the new hits of all searches, with what is shown of each, as one feed.
func writeFeed(w io.Writer, results []newHits, shown []shownHits) error {
	now := time.Now().UTC().Format(time.RFC3339)
	feed := atomFeed{ID: "urn:goalpost:searches", Title: "Goalpost: new in saved searches", Updated: now, Author: "goalpost"}
	for i, r := range results {
		for _, h := range r.found.Hits {
			id, _ := pipeline.ClaimID(h.ID)
			e := atomEntry{ID: "urn:goalpost:claim:" + id, Title: first(h.Title, h.Article), Updated: now, Summary: h.Text}
			if h.Facts != nil {
				e.Title = fmt.Sprintf("%s: %s", r.search.Name, inOneLine(h.Facts)+shown[i].meaning(id))
			}
			if h.URL != "" {
				e.Link = &atomLink{h.URL}
			}
			feed.Entries = append(feed.Entries, e)
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(feed); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
