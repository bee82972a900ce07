package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"iter"
	"time"

	"goalpost/corpus"
)

var errTodo = errors.New("store: not there yet")

type lock struct{}
type statements struct{}
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Reader holds the read methods; Store, Snapshot and Tx have them.
type Reader struct{ q queryer }

// Open opens the data folder dir.
//
// It returns [ErrNoStore], [ErrPermission], [ErrDiskFull] or [ErrCorrupt] (in an [*Error]),
// [*SchemaError] or, in mode [Write] and at once, [*LockedError].
func Open(ctx context.Context, dir string, o Options) (*Store, error) { return nil, errTodo }

// Close releases the store and its lock.
func (s *Store) Close() error { return errTodo }

// Dir is the data folder.
func (s *Store) Dir() string { return s.dir }

// Captures is the path of the folder of WARC files.
func (s *Store) Captures() string { return s.dir }

// Snapshot begins reading one state.
func (s *Store) Snapshot(ctx context.Context) (*Snapshot, error) { return nil, errTodo }

// Update runs fn in one transaction: all of it is kept or, where fn or the
// store fails, nothing. Do the work before and only the Puts inside; put
// hundreds of articles into one transaction.
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) error { return errTodo }

// CaptureID is the id of the payload with this digest at this URI.
func CaptureID(targetURI, digest string) string { return "" }

// VersionID is the id of an article's text and zones.
func VersionID(article, text string, zones []corpus.Zone) string { return "" }

// RunID is the id of a run.
func RunID(ruleSet, engine, glossary string) string { return "" }

// ID is the article's id.
func (k ArticleKey) ID() string { return "" }

// Name is what people call the article: its canonical URL, else source and id, else path.
func (k ArticleKey) Name() string { return "" }

// Writing, mode Write. A Put of what is there already changes nothing and says so.

// PutCapture stores where a capture is.
func (t *Tx) PutCapture(c Capture) (Outcome, error) { return "", errTodo }

// PutArticle stores an article as it was read.
func (t *Tx) PutArticle(in NewVersionInput) (Stored, error) { return Stored{}, errTodo }

// PutRun stores a run, or what is new about it (Finished, Note, Rules).
func (t *Tx) PutRun(r Run) (id string, err error) { return "", errTodo }

// PutExtraction stores what a run read in a version and makes it the article's
// current extraction. One with the same inputs is there already: Unchanged.
func (t *Tx) PutExtraction(x NewExtraction) (id string, o Outcome, err error) { return "", "", errTodo }

// PutSkip stores that an input could not be read.
func (t *Tx) PutSkip(s Skip) error { return errTodo }

// ClearSkips forgets the skips of an input (and of its records) that reads well now.
func (t *Tx) ClearSkips(input string) error { return errTodo }

// PutIngest stores a pass over a source; with ID 0 it is new and gets its id.
func (t *Tx) PutIngest(i Ingest) (id int64, err error) { return 0, errTodo }

// LogFetch appends to the fetch log.
func (t *Tx) LogFetch(f Fetch) error { return errTodo }

// Modes Review and Write.

// PutSource adds or replaces a named source.
func (t *Tx) PutSource(s Source) error { return errTodo }

// RemoveSource removes a named source, not its articles. [ErrNotFound] where there is none.
func (t *Tx) RemoveSource(name string) error { return errTodo }

// Decide appends to the review log and gives the line as stored.
// [*ConflictError] where the subject's version is not d.Expected.
func (t *Tx) Decide(d Decision) (Decision, error) { return d, errTodo }

// PutBase replaces the last reviewed state of an article.
// [*ConflictError] where its revision is not b.Expected.
func (t *Tx) PutBase(b Base) (revision int, err error) { return 0, errTodo }

// PutUse logs that a decision was applied again; the same use twice is one.
func (t *Tx) PutUse(u Use) error { return errTodo }

// PutPair stores that two claims are the same one; the same pair twice is one.
func (t *Tx) PutPair(p Pair) error { return errTodo }

// PutSearch adds or replaces a saved search.
func (t *Tx) PutSearch(s Search) error { return errTodo }

// RemoveSearch removes a saved search. [ErrNotFound] where there is none.
func (t *Tx) RemoveSearch(name string) error { return errTodo }

// PutGold adds or replaces an annotated article.
func (t *Tx) PutGold(g Gold) error { return errTodo }

// RemoveGold removes an annotated article. [ErrNotFound] where there is none.
func (t *Tx) RemoveGold(doc string) error { return errTodo }

// Reading. Iterators give an error once, as their last pair.

// Seq is the sequence number of the newest change.
func (r Reader) Seq(ctx context.Context) (int64, error) { return 0, errTodo }

// Since iterates over the articles changed after seq, in the order of their
// last change, each once: what the index has to take in to catch up.
func (r Reader) Since(ctx context.Context, seq int64) iter.Seq2[Changed, error] { return nil }

// Counts is what the store holds.
func (r Reader) Counts(ctx context.Context) (Counts, error) { return Counts{}, errTodo }

// Resolve finds an article by its id or a unique beginning of it (6 letters or
// more), its canonical or own URL, its external id, or its path.
// [ErrNotFound], [ErrAmbiguous].
func (r Reader) Resolve(ctx context.Context, name string) (ArticleRow, error) {
	return ArticleRow{}, errTodo
}

// ResolveClaim finds claims by id or a unique beginning of it: one for each
// article with this very text, current ones first. [ErrNotFound], [ErrAmbiguous].
func (r Reader) ResolveClaim(ctx context.Context, id string) ([]ClaimRow, error) { return nil, errTodo }

// Article is the article with this id, or [ErrNotFound].
func (r Reader) Article(ctx context.Context, id string) (ArticleRow, error) {
	return ArticleRow{}, errTodo
}

// Articles iterates over articles, by id.
func (r Reader) Articles(ctx context.Context, f ArticleFilter) iter.Seq2[ArticleRow, error] {
	return nil
}

// Version is the version with this id, or [ErrNotFound].
func (r Reader) Version(ctx context.Context, id string) (Version, error) { return Version{}, errTodo }

// Versions iterates over an article's versions, oldest first.
func (r Reader) Versions(ctx context.Context, article string) iter.Seq2[Version, error] { return nil }

// Current iterates over the current versions of the articles chosen, by article id.
func (r Reader) Current(ctx context.Context, f ArticleFilter) iter.Seq2[Version, error] { return nil }

// Capture is the capture with this id, or [ErrNotFound].
func (r Reader) Capture(ctx context.Context, id string) (Capture, error) { return Capture{}, errTodo }

// AllCaptures iterates over all captures, by id.
func (r Reader) AllCaptures(ctx context.Context) iter.Seq2[Capture, error] { return nil }

// CaptureEnd is the offset behind the last record of the WARC file that a row
// points to; 0 where no row does.
func (r Reader) CaptureEnd(ctx context.Context, file string) (int64, error) { return 0, errTodo }

// Claims iterates over claims, by article, then in the order of the text.
func (r Reader) Claims(ctx context.Context, f ClaimFilter) iter.Seq2[ClaimRow, error] { return nil }

// Extraction is the extraction with this id, or [ErrNotFound].
func (r Reader) Extraction(ctx context.Context, id string) (ExtractionRow, error) {
	return ExtractionRow{}, errTodo
}

// Extractions iterates over the extractions of an article, oldest first;
// shadow ones among them.
func (r Reader) Extractions(ctx context.Context, article string) iter.Seq2[ExtractionRow, error] {
	return nil
}

// FullExtraction is the extraction with its mentions and claims, or [ErrNotFound].
func (r Reader) FullExtraction(ctx context.Context, id string) (corpus.Extraction, error) {
	return corpus.Extraction{}, errTodo
}

// Extracted says whether a version was read by these rules and this engine, and
// in which extraction.
func (r Reader) Extracted(ctx context.Context, version, rules, engine, glossary string) (id string, ok bool, err error) {
	return "", false, errTodo
}

// Run is the run with this id or a unique beginning of it, or [ErrNotFound].
func (r Reader) Run(ctx context.Context, id string) (Run, error) { return Run{}, errTodo }

// Runs iterates over runs, newest first.
func (r Reader) Runs(ctx context.Context) iter.Seq2[Run, error] { return nil }

// RunExtractions iterates over the extractions of a run, by article.
func (r Reader) RunExtractions(ctx context.Context, run string) iter.Seq2[ExtractionRow, error] {
	return nil
}

// Skips iterates over the inputs that could not be read, by input.
func (r Reader) Skips(ctx context.Context) iter.Seq2[Skip, error] { return nil }

// Source is the source with this name, or [ErrNotFound].
func (r Reader) Source(ctx context.Context, name string) (Source, error) { return Source{}, errTodo }

// Sources iterates over named sources, by name.
func (r Reader) Sources(ctx context.Context) iter.Seq2[Source, error] { return nil }

// DueSources iterates over the sources that are due at this time, longest due first.
func (r Reader) DueSources(ctx context.Context, at time.Time) iter.Seq2[Source, error] { return nil }

// Ingests iterates over the passes over a source (empty: all), newest first.
func (r Reader) Ingests(ctx context.Context, source string) iter.Seq2[Ingest, error] { return nil }

// LastFetch is the newest line of the fetch log for a URL, or [ErrNotFound].
func (r Reader) LastFetch(ctx context.Context, url string) (Fetch, error) { return Fetch{}, errTodo }

// Fetches iterates over the fetch log of a URL (empty: all), oldest first.
func (r Reader) Fetches(ctx context.Context, url string) iter.Seq2[Fetch, error] { return nil }

// Decision is the line with this id or a unique beginning of it, or [ErrNotFound].
func (r Reader) Decision(ctx context.Context, id string) (Decision, error) {
	return Decision{}, errTodo
}

// Decisions iterates over the review log, in its order.
func (r Reader) Decisions(ctx context.Context, f DecisionFilter) iter.Seq2[Decision, error] {
	return nil
}

// Base is the last reviewed state of an article; ok is false where there is none.
func (r Reader) Base(ctx context.Context, article string) (b Base, ok bool, err error) {
	return Base{}, false, errTodo
}

// Bases iterates over the last reviewed states, by article.
func (r Reader) Bases(ctx context.Context) iter.Seq2[Base, error] { return nil }

// Uses iterates over the uses of a decision (empty: all), in the order logged.
func (r Reader) Uses(ctx context.Context, decision string) iter.Seq2[Use, error] { return nil }

// Pairs iterates over the pairs of an article (empty: all), by article and old claim.
func (r Reader) Pairs(ctx context.Context, article string) iter.Seq2[Pair, error] { return nil }

// ReviewStates is the review state of the claims with these ids, those without one left out.
func (r Reader) ReviewStates(ctx context.Context, claims []string) (map[string]ReviewState, error) {
	return nil, errTodo
}

// Search is the saved search with this name, or [ErrNotFound].
func (r Reader) Search(ctx context.Context, name string) (Search, error) { return Search{}, errTodo }

// Searches iterates over the saved searches, by name.
func (r Reader) Searches(ctx context.Context) iter.Seq2[Search, error] { return nil }

// Golds iterates over the annotated articles, by document.
func (r Reader) Golds(ctx context.Context) iter.Seq2[Gold, error] { return nil }

// Dump writes all that does not depend on time or order of work, sorted, one
// line a row: two stores that read the same inputs have the same dump.
func (r Reader) Dump(ctx context.Context, w io.Writer) error { return errTodo }

// Problem is something that Check found.
type Problem struct{ What, Where string }

// Check looks whether the store is sound: SQLite's own check, references,
// quotes that equal their stretch of the text, WARC files that are there.
func (r Reader) Check(ctx context.Context) ([]Problem, error) { return nil, errTodo }
