package store

import (
	"encoding/json"
	"net/http"
	"time"

	"goalpost/corpus"
)

// Outcome says what storing something did.
type Outcome string

// The outcomes of a Put.
const (
	New        Outcome = "new"         // not known before
	Unchanged  Outcome = "unchanged"   // there already, equal in all that is kept
	NewVersion Outcome = "new version" // an article known before, its text or zones are other than its current ones
	Updated    Outcome = "updated"     // same text and zones, but title, date or another fact about it is other
)

// Capture is one response of a server, or one local file, as it came. Its bytes
// are in a WARC file; the row says where.
type Capture struct {
	ID        string // see CaptureID; may be left empty for PutCapture
	TargetURI string
	Digest    string // of the payload, algorithm first: "sha1:…", "sha256:…"
	FetchedAt time.Time
	MediaType string
	Status    int         // HTTP status; 0 for a local file
	Header    http.Header // response header; nil for a local file
	File      string      // WARC file, relative to the captures folder, without a trailing ".open"
	Offset    int64       // of the record's member in File, in bytes
	Length    int64       // of the member in File, in bytes
	Size      int64       // of the payload, in bytes
}

// ArticleKey is what names an article: its canonical URL, else source and
// external id, else its path.
type ArticleKey struct {
	CanonicalURL string
	Source       string // name of the source; kept with any key, part of the id only beside ExternalID
	ExternalID   string // the id that a record came with; kept with any key
	Path         string
}

// ArticleRow is an article as the store knows it: its key, and its current version.
type ArticleRow struct {
	ID         string
	Key        ArticleKey
	Version    string // id of the current version
	Extraction string // id of the current extraction; empty: none yet
	Versions   int    // how many versions there are
	Seq        int64  // of its last change
	FirstSeen  time.Time

	// What the current version says.
	Title, URL, Site, Byline string
	Published                string // ISO 8601, as precise as known
	Lang                     corpus.Lang
	Fetched                  time.Time // of the current version's capture
	Rules                    string    // of the current extraction; empty: none
	Claims, Targets          int       // in the current extraction
}

// NewVersionInput is an article as it was read, to be stored.
type NewVersionInput struct {
	Key      ArticleKey
	Capture  string // id; the capture must be stored before, or in the same transaction
	From, To int64  // the article's bytes in the capture's payload; To 0: all of it
	Reader   string // version of the page reader
	At       time.Time
	Content  corpus.Article // its ID is ignored
}

// Stored is what PutArticle did.
type Stored struct {
	Article, Version string
	Outcome          Outcome
	Cause            string // of a new version: "first", "content", "reader"
}

// Version is an article's text at one time.
type Version struct {
	ID       string
	Article  string
	Number   int    // 1 for an article's first version
	Cause    string // first, content (the article was edited), reader (a newer page reader read it otherwise)
	Capture  string
	From, To int64 // bytes in the capture's payload; To 0: all of it
	Reader   string
	SeenAt   time.Time
	Content  corpus.Article // its ID is the article's
}

// Run is one extraction over some versions with one rule set and one engine version.
type Run struct {
	ID          string            // see RunID; may be left empty for PutRun
	RuleSet     string            // hash of all rules
	Engine      string            // version of the engine
	Glossary    string            // hash of concepts and places
	Rules       map[string]string // language → hash of its rules
	Note        string
	Started     time.Time
	Finished    time.Time // zero: not finished
	Extractions int       // how many extractions it has; filled on reading
}

// NewExtraction is what one run read in one version, to be stored.
type NewExtraction struct {
	Article, Version string
	Run              string // id of a stored run; empty: belongs to none
	Engine           string
	Glossary         string // hash of concepts and places; empty: none
	Shadow           bool   // do not make it the article's current extraction (impact, causes of changes)
	Extraction       corpus.Extraction
}

// ExtractionRow is an extraction without its mentions and claims.
type ExtractionRow struct {
	ID, Article, Version string
	Lang                 corpus.Lang
	LangConfidence       float64
	Rules                string // "th@3f9c2a"; empty: no rules for the language
	Engine, Glossary     string
	Output               string // hash of mentions and claims: equal outputs have equal hashes
	Mentions, Claims     int
	Targets              int
	Shadow               bool
}

// ClaimRow is a claim with what a person needs to check it.
type ClaimRow struct {
	Claim      corpus.Claim
	Article    string
	Key        ArticleKey
	Version    string
	Extraction string
	Rules      string
	Engine     string
	Lang       corpus.Lang
	Title      string
	URL        string
	Site       string
	Published  string
	Fetched    time.Time
	Capture    string
	Current    bool // belongs to the article's current extraction
}

// ClaimFilter chooses claims; an empty field chooses all. Conditions are joined by and.
type ClaimFilter struct {
	IDs        []string
	Article    string
	Version    string
	Extraction string
	Run        string // claims of the extractions of a run
	History    bool   // also claims of former versions and extractions; implied by Version, Extraction and Run
	Lang       []corpus.Lang
	Status     []corpus.Status
	Rule       []string
	Source     string
	UnitCode   string
	Concept    string
	Place      string // code
	Actor      string // as written, or a part of it
	Min, Max   *float64
	By         int    // deadline year, at most
	From, To   string // published, ISO 8601, inclusive
}

// ArticleFilter chooses articles; an empty field chooses all.
type ArticleFilter struct {
	Lang        []corpus.Lang
	Source      string
	Site        string
	From, To    string // published, ISO 8601, inclusive
	NotRules    string // current extraction is missing, or not by these rules ("th@3f9c2a")
	NotEngine   string // current extraction is missing, or not by this engine
	Unextracted bool   // no current extraction
	Unreviewed  bool   // the current extraction is not the last reviewed one
	Otherwise   bool   // the same, and its text or what was read in it is other
}

// Changed is an article that changed, with all that the index holds of it.
type Changed struct {
	Seq     int64
	Article ArticleRow
	Version Version
	Claims  []corpus.Claim
}

// Skip is an input that could not be read.
type Skip struct {
	Input  string // path or URL, with "#record" where one record of it is meant
	Cause  string // code: bad-json, no-text, too-large, not-text, http-404, …
	Detail string
	Source string
	Count  int // how often in this input; zero counts as 1
	At     time.Time
}

// Source is a named source and its cadence.
type Source struct {
	Name     string
	Kind     string // url, feed, sitemap, folder, file, warc
	Location string
	Cadence  time.Duration // zero: only when asked
	Options  json.RawMessage
	Added    time.Time
	Checked  time.Time // last ingest; zero: never
	Due      time.Time // zero: never
	Note     string
}

// Ingest is one pass over one source: what was listed and what became of it.
type Ingest struct {
	ID        int64 // given by the store
	Source    string
	Command   string
	Started   time.Time
	Finished  time.Time // zero: it was killed or goes on
	Listed    int
	Fetched   int
	New       int
	Changed   int
	Unchanged int
	Skipped   int
	Error     string
}

// Fetch is one line of the fetch log.
type Fetch struct {
	URL          string
	At           time.Time
	Status       int    // HTTP; 0: no answer
	Outcome      string // new, unchanged, not-modified, skipped, failed
	Capture      string // id, where there is one
	File         string // WARC file of the record (response or revisit)
	Offset       int64
	Length       int64
	ETag         string
	LastModified string
	Duration     time.Duration
	Bytes        int64
	Error        string
}

// Link says that two stored articles belong together.
type Link struct {
	Article, Other string
	Kind           string // source (Other is the original), attachment (Other is a file of the page), edition, near-duplicate
	Evidence       string // hreflang, source line, slug, numbers, text, …
	Score          float64
}

// Counts is what the store holds.
type Counts struct {
	Schema      int
	Seq         int64
	Captures    int
	CaptureSize int64 // bytes of payload
	Articles    int
	Versions    int
	Extractions int // not counting shadows
	Mentions    int // of current extractions, as is the rest
	Claims      int
	Targets     int
	Runs        int
	Skips       int
	Decisions   int
	ByLang      []LangCount
	ByStatus    map[corpus.Status]int
	ByRule      map[string]int
	BySource    map[string]int // articles
	BySkip      map[string]int // cause → inputs
	Unextracted int            // articles without a current extraction
}

// LangCount is what the store holds in one language.
type LangCount struct {
	Lang                                corpus.Lang
	Articles, Mentions, Claims, Targets int
}
