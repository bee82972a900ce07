package crawl

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/mmcdole/gofeed"
)

// ListingKind is what a listing is.
type ListingKind string

// The kinds of listings.
const (
	NoListing    ListingKind = ""
	FeedKind     ListingKind = "feed"    // RSS, Atom, JSON Feed
	SitemapKind  ListingKind = "sitemap" // of pages
	SitemapIndex ListingKind = "sitemap-index"
)

// Entry is what a listing says of a page.
type Entry struct {
	URL        string // canonical
	Title      string
	Date       time.Time // published or modified; zero: not told
	Alternates []Alternate
}

// Alternate is the same page in another language.
type Alternate struct {
	Lang string // as told: "vi", "x-default"
	URL  string // canonical
}

// ListOf reads a feed or a sitemap, at the canonical URL base. A page that is
// neither is [NoListing] and no error. Of a broken listing the entries before
// the break are given, with the error; a packed one is unpacked to at most
// limit bytes.
func ListOf(base string, body []byte, limit int64) (ListingKind, []Entry, error) {
	if bytes.HasPrefix(body, gzipMagic) {
		plain, err := gunzip(body, limit)
		if len(plain) == 0 || kindOf(plain) == NoListing {
			return NoListing, nil, nil
		}
		if errors.Is(err, ErrTooLarge) {
			return kindOf(plain), nil, err
		}
		body = plain
	}
	switch kind := kindOf(body); kind {
	case FeedKind:
		entries, err := feed(base, body)
		return kind, entries, err
	case SitemapKind, SitemapIndex:
		entries, err := sitemap(base, body)
		return kind, entries, err
	case NoListing:
	}
	return NoListing, nil, nil
}

func gunzip(body []byte, limit int64) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(z, limit+1))
	if int64(len(out)) > limit {
		return out[:limit], fmt.Errorf("%w: more than %d bytes unpacked", ErrTooLarge, limit)
	}
	return out, err
}

var (
	xmlRoot  = regexp.MustCompile(`(?s)\A(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)*<(?:[\w-]+:)?([\w-]+)`)
	jsonFeed = regexp.MustCompile(`\A\s*\{(?s).*?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org`)
)

// kindOf looks at the first element.
func kindOf(body []byte) ListingKind {
	head := bytes.TrimPrefix(body[:min(len(body), 8<<10)], []byte("\xef\xbb\xbf"))
	if jsonFeed.Match(head) {
		return FeedKind
	}
	if m := xmlRoot.FindSubmatch(head); m != nil {
		switch strings.ToLower(string(m[1])) {
		case "rss", "feed", "rdf":
			return FeedKind
		case "urlset":
			return SitemapKind
		case "sitemapindex":
			return SitemapIndex
		}
	}
	return NoListing
}

// feed reads RSS, Atom and JSON Feed.
func feed(base string, body []byte) (entries []Entry, err error) {
	f, err := gofeed.NewParser().Parse(bytes.NewReader(knownLabels(body)))
	if err != nil {
		return nil, fmt.Errorf("feed: %w", err)
	}
	for _, i := range f.Items {
		link := i.Link
		if link == "" && strings.HasPrefix(i.GUID, "http") {
			link = i.GUID
		}
		at, err := Resolve(base, link)
		if err != nil || link == "" {
			continue
		}
		e := Entry{URL: at, Title: strings.TrimSpace(i.Title)}
		switch {
		case i.PublishedParsed != nil:
			e.Date = i.PublishedParsed.UTC()
		case i.UpdatedParsed != nil:
			e.Date = i.UpdatedParsed.UTC()
		}
		entries = append(entries, e)
	}
	return entries, nil
}

var (
	encodingLabel = regexp.MustCompile(`\A(\s*<\?xml[^>]*?encoding\s*=\s*["'])([\w-]+)`)
	labelNames    = map[string]string{
		"cp949": "euc-kr", "uhc": "euc-kr", "ms949": "euc-kr", "x-windows-949": "euc-kr",
		"cp874": "windows-874", "x-tis-620": "windows-874", "tis620": "windows-874",
	}
)

// knownLabels replaces names of encodings that the XML reader does not know.
func knownLabels(body []byte) []byte {
	m := encodingLabel.FindSubmatchIndex(body)
	if m == nil {
		return body
	}
	known := labelNames[strings.ToLower(string(body[m[4]:m[5]]))]
	if known == "" {
		return body
	}
	return append(append(append([]byte{}, body[:m[4]]...), known...), body[m[5]:]...)
}
