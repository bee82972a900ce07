package corpus

// Lang is a BCP 47 language code: "vi", "ko", "ar", "th", "en", or "und" where it is open.
type Lang string

// Und says that the language could not be told.
const Und Lang = "und"

// ZoneKind says what part of an article a stretch of its text is.
type ZoneKind string

// The zones of an article. Only title, lead, body and table give claims.
const (
	ZoneTitle   ZoneKind = "title"
	ZoneLead    ZoneKind = "lead"
	ZoneBody    ZoneKind = "body"
	ZoneTable   ZoneKind = "table"
	ZoneCaption ZoneKind = "caption"
	ZoneRelated ZoneKind = "related"
	ZoneTail    ZoneKind = "tail" // source line, hotline, comment counter, copyright
)

// Zone is a stretch of an article's text and what it is.
type Zone struct {
	Zone  ZoneKind `json:"zone"`
	Start Point    `json:"start"`
	End   Point    `json:"end"`
}

// Article is a document that people read, at one time.
//
// Text is the text as read: nothing is normalised but NUL and invalid UTF-8,
// which are replaced by U+FFFD. Offsets everywhere point into it.
type Article struct {
	ID             string       `json:"id"`
	URL            string       `json:"url,omitempty"`
	CanonicalURL   string       `json:"canonical_url,omitempty"`
	Site           string       `json:"site,omitempty"`
	Title          string       `json:"title,omitempty"`
	Byline         string       `json:"byline,omitempty"`
	Published      string       `json:"published,omitempty"`      // ISO 8601, as precise as known
	PublishedFrom  string       `json:"published_from,omitempty"` // json-ld, meta, time, url, text, record
	Modified       string       `json:"modified,omitempty"`
	Lang           Lang         `json:"lang"`
	LangConfidence float64      `json:"lang_confidence"` // 0 to 1; 1 where the record told it
	Charset        string       `json:"charset,omitempty"`
	CharsetFrom    string       `json:"charset_from,omitempty"` // bom, header, meta, xml, guess
	Place          *Place       `json:"place"`
	Text           string       `json:"text"`
	Zones          []Zone       `json:"zones"`
	SourceLine     *SourceLine  `json:"source_line,omitempty"`
	Alternates     []Alternate  `json:"alternates,omitempty"`
	Attachments    []Attachment `json:"attachments,omitempty"`
	Confidence     float64      `json:"confidence"` // how far independent readers of the page agreed, 0 to 1
	Replaced       int          `json:"replaced,omitempty"`
}

// SourceLine is the line that names the original of a translation or a repost.
type SourceLine struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"`
}

// Alternate is another edition of an article.
type Alternate struct {
	Lang string `json:"lang"`
	URL  string `json:"url"`
}

// Attachment is a file that an article links to.
type Attachment struct {
	URL       string `json:"url"`
	MediaType string `json:"media_type"`
}

// Extraction is what one run read in one text.
type Extraction struct {
	Lang           Lang      `json:"lang"`
	LangConfidence float64   `json:"lang_confidence"`
	Rules          *string   `json:"rules"` // "th@3f9c2a"; nil where there are no rules for the language
	Mentions       []Mention `json:"mentions"`
	Claims         []Claim   `json:"claims"`
}
