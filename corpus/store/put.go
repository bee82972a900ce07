package store

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"goalpost/corpus"
)

// corpusOnly refuses what only mode Write may do.
func (t *Tx) corpusOnly() error {
	if t.mode != Write {
		return fmt.Errorf("store: %q: %w", t.path, ErrReadOnly)
	}
	return nil
}

// next gives the next sequence number.
func (t *Tx) next() int64 {
	t.seq++
	t.counts++
	return t.seq
}

// finish writes the sequence number that the transaction has come to.
func (t *Tx) finish() error {
	if t.counts == 0 {
		return nil
	}
	_, err := t.exec("UPDATE meta SET value = ? WHERE key = 'seq'", strconv.FormatInt(t.seq, 10))
	return err
}

// PutCapture stores where a capture is. One with this id is there already: Unchanged,
// and it keeps its place.
func (t *Tx) PutCapture(c Capture) (Outcome, error) {
	if err := t.corpusOnly(); err != nil {
		return "", err
	}
	if c.ID == "" {
		c.ID = CaptureID(c.TargetURI, c.Digest)
	}
	header, err := toJSON(c.Header, len(c.Header) == 0)
	if err != nil {
		return "", fmt.Errorf("capture %q: %w", c.ID, err)
	}
	n, err := t.exec(insert("captures", `id, target_uri, digest, fetched_at, media_type, status, headers_json,
		warc_file, warc_offset, warc_length, size`, "ON CONFLICT (id) DO NOTHING"),
		c.ID, c.TargetURI, c.Digest, stamp(c.FetchedAt), c.MediaType, c.Status, header, c.File, c.Offset, c.Length, c.Size)
	if n == 0 {
		return Unchanged, err
	}
	return New, err
}

// PutArticle stores an article as it was read and makes this its current version.
//
// A version is keyed by text and zones. Where those are the article's current
// ones, but its title, date or another fact is other, the facts of the version
// are replaced ([Updated]): extract it again if it is. A text that the article
// had before and has again is [NewVersion], with the version's old id.
func (t *Tx) PutArticle(in NewVersionInput) (Stored, error) {
	if err := t.corpusOnly(); err != nil {
		return Stored{}, err
	}
	facts, err := factsOf(in.Content)
	if err != nil {
		return Stored{}, fmt.Errorf("article %q: %w", in.Key.Name(), err)
	}
	s := Stored{Article: in.Key.ID()}
	s.Version = VersionID(s.Article, in.Content.Text, in.Content.Zones)
	now, known, err := t.current(s.Article)
	switch {
	case err != nil:
		return s, err
	case !known:
		s.Outcome, s.Cause = New, "first"
		return s, t.addArticle(s, in, facts)
	case now.version != s.Version:
		s.Outcome, s.Cause = NewVersion, "content"
		if now.capture == in.Capture && now.reader != in.Reader {
			s.Cause = "reader"
		}
		return s, t.addVersion(s, in, facts)
	case now.facts != facts.hash():
		s.Outcome = Updated
		return s, t.updateFacts(s, facts)
	}
	s.Outcome = Unchanged
	return s, t.nameArticle(s.Article, in.Key)
}

// standing is what is known of an article's current version.
type standing struct{ version, capture, reader, facts string }

func (t *Tx) current(article string) (now standing, known bool, err error) {
	known, err = t.row(`SELECT v.id, v.capture, v.reader, v.facts FROM articles a JOIN versions v ON v.id = a.version
		WHERE a.id = ?`, []any{article}, []any{&now.version, &now.capture, &now.reader, &now.facts})
	return now, known, err
}

func (t *Tx) addArticle(s Stored, in NewVersionInput, f facts) error {
	k := in.Key
	_, err := t.exec(insert("articles", "id, name, canonical_url, source, external_id, path, version, seq, first_seen_at", ""),
		s.Article, k.Name(), k.CanonicalURL, k.Source, k.ExternalID, k.Path, s.Version, t.next(), stamp(in.At))
	if err != nil {
		return err
	}
	return t.insertVersion(s, in, f, 1)
}

func (t *Tx) addVersion(s Stored, in NewVersionInput, f facts) error {
	var had, number int
	if _, err := t.row("SELECT count(*) FROM versions WHERE id = ?", []any{s.Version}, []any{&had}); err != nil {
		return err
	}
	if had == 0 {
		if _, err := t.row("SELECT versions + 1 FROM articles WHERE id = ?", []any{s.Article}, []any{&number}); err != nil {
			return err
		}
		if err := t.insertVersion(s, in, f, number); err != nil {
			return err
		}
	} else if err := t.writeFacts(s, f); err != nil {
		return err
	}
	_, err := t.exec("UPDATE articles SET version = ?, extraction = NULL, versions = max(versions, ?), seq = ? WHERE id = ?",
		s.Version, number, t.next(), s.Article)
	if err != nil {
		return err
	}
	return t.nameArticle(s.Article, in.Key)
}

// nameArticle fills in what an article's key lacked so far.
func (t *Tx) nameArticle(article string, k ArticleKey) error {
	_, err := t.exec(`UPDATE articles SET source = iif(source = '', ?1, source),
		external_id = iif(external_id = '', ?2, external_id), path = iif(path = '', ?3, path)
		WHERE id = ?4 AND (source = '' AND ?1 <> '' OR external_id = '' AND ?2 <> '' OR path = '' AND ?3 <> '')`,
		k.Source, k.ExternalID, k.Path, article)
	return err
}

func (t *Tx) insertVersion(s Stored, in NewVersionInput, f facts, number int) error {
	columns := "id, article, number, cause, capture, capture_from, capture_to, reader, seen_at, text, zones_json, facts, " + factColumns
	args := []any{
		s.Version, s.Article, number, s.Cause, in.Capture, in.From, in.To, in.Reader, stamp(in.At),
		in.Content.Text, string(marshalZones(in.Content.Zones)), f.hash(),
	}
	_, err := t.exec(insert("versions", columns, ""), append(args, f...)...)
	return err
}

func (t *Tx) updateFacts(s Stored, f facts) error {
	if err := t.writeFacts(s, f); err != nil {
		return err
	}
	_, err := t.exec("UPDATE articles SET seq = ? WHERE id = ?", t.next(), s.Article)
	return err
}

func (t *Tx) writeFacts(s Stored, f facts) error {
	_, err := t.exec("UPDATE versions SET (facts, "+factColumns+") = (?"+placeholders(len(f))+") WHERE id = ?",
		append(append([]any{f.hash()}, f...), s.Version)...)
	return err
}

func placeholders(n int) string { return strings.Repeat(", ?", n) }

// factColumns are the columns of versions that hold what is neither text nor
// zones, in the order of [factsOf].
const factColumns = `url, canonical_url, site, title, byline, published, published_from, modified, lang, lang_confidence,
	charset, charset_from, place_code, place_json, source_text, source_url, alternates_json, attachments_json, confidence, replaced`

// facts are the values of factColumns.
type facts []any

func (f facts) hash() string {
	parts := make([]string, len(f))
	for i, v := range f {
		parts[i] = fmt.Sprint(v)
	}
	return digest(16, parts...)
}

func factsOf(a corpus.Article) (facts, error) {
	var code, line, url any
	if a.Place != nil {
		code = a.Place.Code
	}
	if a.SourceLine != nil {
		line, url = a.SourceLine.Text, orNull(a.SourceLine.URL)
	}
	place, err := toJSON(a.Place, a.Place == nil)
	if err != nil {
		return nil, err
	}
	alternates, err := toJSON(a.Alternates, len(a.Alternates) == 0)
	if err != nil {
		return nil, err
	}
	attachments, err := toJSON(a.Attachments, len(a.Attachments) == 0)
	return facts{
		a.URL, a.CanonicalURL, a.Site, a.Title, a.Byline, a.Published, a.PublishedFrom, a.Modified, string(a.Lang), a.LangConfidence,
		a.Charset, a.CharsetFrom, code, place, line, url, alternates, attachments, a.Confidence, a.Replaced,
	}, err
}

// PutSkip stores that an input could not be read; the same input and cause
// again replaces the row.
func (t *Tx) PutSkip(s Skip) error {
	if err := t.corpusOnly(); err != nil {
		return err
	}
	_, err := t.exec(insert("skips", "input, cause, detail, source, count, at", `ON CONFLICT DO UPDATE SET
		detail = excluded.detail, source = excluded.source, count = excluded.count, at = excluded.at`),
		s.Input, s.Cause, s.Detail, s.Source, max(s.Count, 1), stamp(s.At))
	return err
}

// ClearSkips forgets the skips of an input (and of its records, named
// "input#record") that reads well now.
func (t *Tx) ClearSkips(input string) error {
	if err := t.corpusOnly(); err != nil {
		return err
	}
	_, err := t.exec("DELETE FROM skips WHERE input = ?1 OR input >= ?1 || '#' AND input < ?1 || '$'", input)
	return err
}

// PutIngest stores a pass over a source; with ID 0 it is new and gets its id.
func (t *Tx) PutIngest(i Ingest) (id int64, err error) {
	if err := t.corpusOnly(); err != nil {
		return 0, err
	}
	args := []any{
		i.Source, i.Command, stamp(i.Started), stamp(i.Finished), i.Listed, i.Fetched, i.New, i.Changed, i.Unchanged,
		i.Skipped, i.Error,
	}
	const columns = "source, command, started_at, finished_at, listed, fetched, added, changed, unchanged, skipped, error"
	if i.ID != 0 {
		_, err = t.exec("UPDATE ingests SET ("+columns+") = (?"+placeholders(len(args)-1)+") WHERE id = ?", append(args, i.ID)...)
		return i.ID, err
	}
	_, err = t.row(insert("ingests", columns, "RETURNING id"), args, []any{&id})
	return id, err
}

// LogFetch appends to the fetch log.
func (t *Tx) LogFetch(f Fetch) error {
	if err := t.corpusOnly(); err != nil {
		return err
	}
	_, err := t.exec(insert("fetches", `url, at, status, outcome, capture, warc_file, warc_offset, warc_length, etag,
		last_modified, duration_ms, bytes, error`, ""),
		f.URL, stamp(f.At), f.Status, f.Outcome, orNull(f.Capture), f.File, f.Offset, f.Length, f.ETag,
		f.LastModified, f.Duration.Milliseconds(), f.Bytes, f.Error)
	return err
}

// PutLink stores that two articles belong together; the same link again gets
// the newer evidence and score.
func (t *Tx) PutLink(l Link) error {
	if err := t.corpusOnly(); err != nil {
		return err
	}
	_, err := t.exec(insert("links", "article, other, kind, evidence, score",
		"ON CONFLICT DO UPDATE SET evidence = excluded.evidence, score = excluded.score"),
		l.Article, l.Other, l.Kind, l.Evidence, l.Score)
	return err
}

// RemoveLinks removes the links of a kind from and to an article.
func (t *Tx) RemoveLinks(article, kind string) error {
	if err := t.corpusOnly(); err != nil {
		return err
	}
	_, err := t.exec("DELETE FROM links WHERE kind = ? AND (article = ? OR other = ?)", kind, article, article)
	return err
}

// Touch gives an article the next sequence number, so that what is derived from
// the store reads it again.
func (t *Tx) Touch(article string) error {
	if err := t.corpusOnly(); err != nil {
		return err
	}
	_, err := t.exec("UPDATE articles SET seq = ? WHERE id = ?", t.next(), article)
	return err
}

// noBand stands for the keys of an article that was looked at and has none.
const noBand = 0

// PutBands replaces the keys under which an article's text is looked up for
// near-duplicates and editions. With nil the article waits to be looked at
// ([Reader.Unbanded]); an empty list says that it was.
func (t *Tx) PutBands(article string, bands []int64) error {
	if err := t.corpusOnly(); err != nil {
		return err
	}
	if _, err := t.exec("DELETE FROM bands WHERE article = ?", article); err != nil {
		return err
	}
	if bands != nil && len(bands) == 0 {
		bands = []int64{noBand}
	}
	for _, b := range bands {
		if _, err := t.exec(insert("bands", "band, article", ""), b, article); err != nil {
			return err
		}
	}
	return nil
}

// PutSource adds or replaces a named source.
func (t *Tx) PutSource(s Source) error {
	_, err := t.exec(insert("sources", "name, kind, location, cadence_seconds, options_json, added_at, checked_at, due_at, note",
		`ON CONFLICT DO UPDATE SET kind = excluded.kind, location = excluded.location, cadence_seconds = excluded.cadence_seconds,
		options_json = excluded.options_json, checked_at = excluded.checked_at, due_at = excluded.due_at, note = excluded.note`),
		s.Name, s.Kind, s.Location, int64(s.Cadence.Seconds()), message(s.Options), stamp(s.Added), stamp(s.Checked), stamp(s.Due), s.Note)
	return err
}

// RemoveSource removes a named source, not its articles. [ErrNotFound] where there is none.
func (t *Tx) RemoveSource(name string) error {
	return t.remove("DELETE FROM sources WHERE name = ?", name)
}

func (t *Tx) remove(query, name string) error {
	n, err := t.exec(query, name)
	if err == nil && n == 0 {
		err = fmt.Errorf("%q: %w", name, ErrNotFound)
	}
	return err
}

// PutSearch adds or replaces a saved search.
func (t *Tx) PutSearch(s Search) error {
	_, err := t.exec(insert("searches", "name, query, options_json, created_at, seen_seq, ran_at", `ON CONFLICT DO UPDATE SET
		query = excluded.query, options_json = excluded.options_json, seen_seq = excluded.seen_seq, ran_at = excluded.ran_at`),
		s.Name, s.Query, message(s.Options), stamp(s.Created), s.Seen, stamp(s.Ran))
	return err
}

// RemoveSearch removes a saved search. [ErrNotFound] where there is none.
func (t *Tx) RemoveSearch(name string) error {
	return t.remove("DELETE FROM searches WHERE name = ?", name)
}

// PutGold adds or replaces an annotated article.
func (t *Tx) PutGold(g Gold) error {
	if !json.Valid(g.Record) {
		return fmt.Errorf("gold %q: the record is no JSON", g.Doc)
	}
	_, err := t.exec(insert("gold", "doc, article, version, lang, complete, record_json, at", `ON CONFLICT DO UPDATE SET
		article = excluded.article, version = excluded.version, lang = excluded.lang, complete = excluded.complete,
		record_json = excluded.record_json, at = excluded.at`),
		g.Doc, g.Article, g.Version, string(g.Lang), g.Complete, string(g.Record), stamp(g.At))
	return err
}

// RemoveGold removes an annotated article. [ErrNotFound] where there is none.
func (t *Tx) RemoveGold(doc string) error {
	return t.remove("DELETE FROM gold WHERE doc = ?", doc)
}
