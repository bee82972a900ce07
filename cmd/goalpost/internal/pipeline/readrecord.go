package pipeline

import (
	"io"
	"strings"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

// readRecord is what `read` prints: an article with every field told, null where it is open.
type readRecord struct {
	SchemaVersion  int                 `json:"schema_version"`
	ID             string              `json:"id"`
	URL            *string             `json:"url"`
	CanonicalURL   *string             `json:"canonical_url"`
	Site           *string             `json:"site"`
	Title          *string             `json:"title"`
	Byline         *string             `json:"byline"`
	Published      *string             `json:"published"`
	PublishedFrom  *string             `json:"published_from"`
	Modified       *string             `json:"modified"`
	Lang           corpus.Lang         `json:"lang"`
	LangConfidence float64             `json:"lang_confidence"`
	Charset        *string             `json:"charset"`
	CharsetFrom    *string             `json:"charset_from"`
	Place          *corpus.Place       `json:"place"`
	Text           string              `json:"text"`
	Zones          []corpus.Zone       `json:"zones"`
	SourceLine     *corpus.SourceLine  `json:"source_line"`
	Alternates     []corpus.Alternate  `json:"alternates"`
	Attachments    []corpus.Attachment `json:"attachments"`
	Confidence     float64             `json:"confidence"`
	Replaced       int                 `json:"replaced"`
}

// WriteArticle prints the record of `read`, in one write.
func (e Extracted) WriteArticle(w io.Writer) error {
	if e.Problem != nil {
		return writeLine(w, failed{corpus.SchemaVersion, e.ID, e.Problem})
	}
	a := e.Article
	r := readRecord{
		SchemaVersion: corpus.SchemaVersion, ID: e.ID, URL: orNull(a.URL), CanonicalURL: orNull(a.CanonicalURL),
		Site: orNull(a.Site), Title: orNull(a.Title), Byline: orNull(a.Byline),
		Published: orNull(a.Published), PublishedFrom: orNull(a.PublishedFrom), Modified: orNull(a.Modified),
		Lang: a.Lang, LangConfidence: a.LangConfidence, Charset: orNull(a.Charset), CharsetFrom: orNull(a.CharsetFrom),
		Place: a.Place, Text: a.Text, Zones: a.Zones, SourceLine: a.SourceLine,
		Alternates: a.Alternates, Attachments: a.Attachments, Confidence: a.Confidence, Replaced: a.Replaced,
	}
	if r.Zones == nil {
		r.Zones = []corpus.Zone{}
	}
	if r.Alternates == nil {
		r.Alternates = []corpus.Alternate{}
	}
	if r.Attachments == nil {
		r.Attachments = []corpus.Attachment{}
	}
	return writeLine(w, r)
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Main leaves out the tail, captions and related links of an article: a text of
// the other zones, with a blank line between two of them.
func Main(a corpus.Article) corpus.Article {
	const between = "\n\n"
	if len(a.Zones) == 0 {
		return a
	}
	points := text.NewPoints(a.Text)
	var b strings.Builder
	var zones []corpus.Zone
	length := corpus.Point(0)
	for _, z := range a.Zones {
		if z.Zone == corpus.ZoneTail || z.Zone == corpus.ZoneCaption || z.Zone == corpus.ZoneRelated {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(between)
			length += corpus.Point(len(between))
		}
		b.WriteString(points.Span(corpus.Range{Start: z.Start, End: z.End}).Of(a.Text))
		zones = append(zones, corpus.Zone{Zone: z.Zone, Start: length, End: length + z.End - z.Start})
		length += z.End - z.Start
	}
	a.Text, a.Zones = b.String(), zones
	return a
}
