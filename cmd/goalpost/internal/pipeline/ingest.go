package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"

	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/corpus/warc"
)

// readerVersion is the version of what makes articles of bytes; a version of an
// article remembers it, so that a better reader is not taken for an edit.
const readerVersion = "1"

// What is committed at once: after so many documents, bytes of text, or so long.
const (
	batchDocuments = 512
	batchBytes     = 16 << 20
	batchAge       = 2 * time.Second
	// fetchedAge is the age of a batch of fetched pages: what is in it when the
	// process is killed has to be asked for again.
	fetchedAge = 100 * time.Millisecond
)

// Ingest brings sources into a data folder.
//
// A document goes through these steps: its bytes are read, decoded, cut into
// zones, its language told, its claims extracted, on all cores at once. Then, in
// the order of the sources, its capture is appended to the WARC files. A batch
// of documents becomes durable in this order: WARC fsynced, rows committed in
// one transaction, index brought up to the rows. Whatever kills the process
// between, the next ingest goes on where the last batch ended: records without a
// row are adopted, rows that the index lacks are indexed.
type Ingest struct {
	Store    *store.Store
	Captures *warc.Writer
	Reader   *Reader
	Engines  *Engines
	Limits   FilterInput // Stdin, Form and MaxText of what is read
	Crawl    Crawl       // how URLs are fetched
	Source   string      // what the user calls the source, or ""
	Workers  int         // 0: one for each core

	Index    func(context.Context) error // brings the index up to the store, after each batch; nil: nothing
	Progress func(Summary)               // called after each document; nil: nothing
	Skipped  func(name string, p *Problem)
}

// ingesting is an ingest that goes on.
type ingesting struct {
	Ingest
	started   time.Time
	run       store.Run // that the extractions belong to
	summary   Summary
	hadSkips  bool
	batch     []read
	bytes     int64
	since     time.Time       // of the batch's first document
	committed time.Time       // when the last batch was
	pending   map[string]bool // captures of the batch
	crawl     *crawling       // nil: nothing is fetched
}

// read is a document that was read, not yet stored.
type read struct {
	task
	row        *store.Capture // to be stored; nil: there already
	article    corpus.Article
	extraction *corpus.Extraction // nil: the store has it already
	fatal      error              // nothing can go on
	place      warc.Location      // of the record of what was fetched
}

// Run ingests the sources one after the other. The error is that of the store,
// the captures, the index or the context; documents that cannot be read are
// counted. What has been read when it ends is kept.
func (g Ingest) Run(ctx context.Context, names []string) (s Summary, failed error) {
	in := &ingesting{Ingest: g, started: time.Now(), summary: newSummary(), pending: map[string]bool{}}
	counts, err := g.Store.Counts(ctx)
	if err != nil {
		return in.summary, err
	}
	in.hadSkips = counts.Skips > 0
	if in.run, err = in.Engines.Begin(ctx, in.Store, in.started); err != nil {
		return in.summary, err
	}
	urls, files, err := g.Limits.URLs(names)
	if err != nil {
		return in.summary, err
	}
	if in.crawl, err = in.startCrawl(ctx, urls); err != nil {
		return in.summary, err
	}
	if in.crawl != nil {
		defer func() { failed = errors.Join(failed, in.crawl.Frontier.Close()) }()
	}
	err = in.ingest(ctx, files)
	for err == nil && in.crawl != nil && in.crawl.added > 0 { // what articles brought when the crawl was at its end
		in.crawl.added = 0
		err = in.ingest(ctx, nil)
	}
	if err == nil && in.crawl != nil {
		err = in.finish(ctx, in.crawl)
	}
	if err == nil {
		_, err = LinkNear(ctx, in.Store)
	}
	in.summary.Families = in.Reader.Drift()
	in.summary.Elapsed = time.Since(in.started)
	in.summary.Seconds = in.summary.Elapsed.Seconds()
	return in.summary, err
}

// ingest takes in files, then what the crawl brings.
func (in *ingesting) ingest(ctx context.Context, files []string) error {
	src := &sources{limits: in.Limits, name: in.Source, skipDir: absolute(in.Store.Dir())}
	stages := Stages[task, read]{Work: func(t task) read { return in.read(ctx, t) }, Emit: func(r read) error { return in.take(ctx, r) }}
	err := Ordered(ctx, Limits{Workers: in.Workers}, in.tasks(ctx, src, files), task.weight, stages)
	// What was read is kept even when interrupted.
	if flushed := in.commit(context.WithoutCancel(ctx)); err == nil {
		err = flushed
	}
	in.summary.Passed += int(src.passed.Load())
	if in.crawl != nil && err == nil {
		err = in.crawl.failed
	}
	return err
}

// Log notes a pass in the store's list of passes.
func (g Ingest) Log(ctx context.Context, locations string, s Summary) error {
	now, listed := time.Now().UTC(), s.Read()+s.SkippedAll()
	if len(s.Sources) > 0 {
		listed = 0
		for _, c := range s.Sources {
			listed += c.Listed
		}
	}
	return g.Store.Update(ctx, func(tx *store.Tx) error {
		_, err := tx.PutIngest(store.Ingest{
			Source: first(g.Source, locations), Command: "goalpost ingest " + locations, Started: now.Add(-s.Elapsed), Finished: now,
			Listed: listed, Fetched: s.Read(), New: s.Outcomes[store.New],
			Changed: s.Outcomes[store.NewVersion] + s.Outcomes[store.Updated], Unchanged: s.Outcomes[store.Unchanged], Skipped: s.SkippedAll(),
		})
		return err
	})
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// tasks lists the documents of the sources in their order, then what is fetched.
func (in *ingesting) tasks(ctx context.Context, src *sources, names []string) iter.Seq[task] {
	return func(yield func(task) bool) {
		for _, name := range names {
			if !src.each(name, yield) {
				return
			}
		}
		if in.crawl != nil {
			in.crawl.run(ctx, yield)
		}
	}
}

// read does what can be done for a document without regard to the others.
func (in *ingesting) read(ctx context.Context, t task) (r read) {
	r = read{task: t}
	defer func() {
		if fault := recover(); fault != nil {
			r.Problem = problem(Internal, "%v", fault)
		}
	}()
	if r.path != "" && r.Problem == nil {
		r.load(in.Limits.maxText())
	}
	if r.fatal = in.captureRow(ctx, &r); r.fatal != nil || r.only {
		return r
	}
	if r.article, r.Problem = in.Reader.Article(r.Document); r.Problem != nil {
		return r
	}
	r.name()
	r.fatal = in.extract(ctx, &r)
	return r
}

// load reads the document's file.
func (r *read) load(maxText int64) {
	f, err := os.Open(r.path)
	if err != nil {
		r.Problem = problem(Unreadable, "%s", openError(err))
		return
	}
	defer letGo(f)
	d := FilterInput{MaxText: maxText}.whole(r.path, r.Form, f)
	r.Body, r.Problem = d.Body, d.Problem
}

// captureRow prepares the row of the document's capture, unless it is stored
// already. What could not be read has none.
func (in *ingesting) captureRow(ctx context.Context, r *read) error {
	o := r.origin
	if o == nil || r.Problem != nil && len(r.Body) == 0 && o.block == nil {
		r.origin = nil
		return nil
	}
	if o.block == nil {
		o.block, o.payloadSize = bytes.NewReader(r.Body), int64(len(r.Body))
	}
	if o.digest == "" {
		if err := o.tellDigest(); err != nil {
			r.Problem = problem(Unreadable, "%q: %s", r.Name, err)
			r.origin = nil
			return nil
		}
	}
	r.capture = store.CaptureID(o.uri, o.digest)
	known, err := in.Store.Capture(ctx, r.capture)
	switch {
	case err == nil:
		r.repeats(known)
		r.origin = nil
		return nil
	case !isNotFound(err):
		return err
	}
	r.row = &store.Capture{
		ID: r.capture, TargetURI: o.uri, Digest: o.digest, FetchedAt: o.date, MediaType: o.mediaType, Size: o.payloadSize,
		Status: o.status, Header: o.header,
	}
	if o.date.IsZero() {
		r.row.FetchedAt = in.started.UTC()
	}
	return nil
}

// tellDigest computes the digest of what is captured.
func (o *original) tellDigest() (err error) {
	if _, err = o.block.Seek(o.headLen, io.SeekStart); err != nil {
		return err
	}
	o.digest, err = warc.PayloadDigest(o.block)
	return err
}

// name fills what names the article: its canonical URL, else the id that it came
// with in its source, else its path.
func (r *read) name() {
	switch {
	case r.article.CanonicalURL != "":
		r.key.CanonicalURL = r.article.CanonicalURL
	case r.article.URL != "":
		r.key.CanonicalURL = r.article.URL
	}
	if r.Line != nil {
		r.key.ExternalID = r.article.ID
	}
}

// extract reads the claims, unless the store holds them for this very text, title and date.
func (in *ingesting) extract(ctx context.Context, r *read) error {
	rules, err := in.Engines.Rules(r.article.Lang)
	if err != nil {
		return err
	}
	id := r.key.ID()
	known, err := in.Store.Article(ctx, id)
	if err != nil && !isNotFound(err) {
		return err
	}
	if err == nil && known.Version == store.VersionID(id, r.article.Text, r.article.Zones) && known.Rules == rules &&
		known.Title == r.article.Title && known.Published == r.article.Published && known.Lang == r.article.Lang {
		_, ok, err := in.Store.Extracted(ctx, known.Version, rules, in.Engines.Version(), in.run.Glossary)
		if ok || err != nil {
			return err
		}
	}
	x, err := in.Engines.Extract(r.article)
	r.extraction = &x
	return err
}

// take adds a document to the batch: its capture goes into the WARC file.
func (in *ingesting) take(ctx context.Context, r read) error {
	if r.fatal != nil {
		return r.fatal
	}
	if r.row != nil && !in.pending[r.row.ID] {
		if err := in.append(&r); err != nil {
			return err
		}
		in.pending[r.row.ID] = true
	}
	if len(in.batch) == 0 {
		in.since = time.Now()
	}
	in.bytes += int64(len(r.article.Text) + len(r.Body))
	if r.row == nil && r.revisit != nil {
		var err error
		if r.place, err = in.Captures.Exchange(*r.revisit); err != nil {
			return fmt.Errorf("revisit of %q: %w", r.Name, err)
		}
	}
	r.Body, r.Line, r.origin = nil, nil, nil
	in.batch = append(in.batch, r)
	if len(in.batch) >= batchDocuments || in.bytes >= batchBytes || time.Since(in.since) >= batchAge ||
		r.lease != nil && time.Since(in.committed) >= fetchedAge {
		return in.commit(ctx)
	}
	return nil
}

// append writes the document's capture.
func (in *ingesting) append(r *read) error {
	o := r.origin
	var at warc.Location
	var err error
	switch {
	case o.exchange != nil:
		at, err = in.Captures.Exchange(*o.exchange)
	case o.kind == warc.Resource && o.date.IsZero():
		at, err = in.Captures.Resource(o.uri, o.mediaType, o.block)
	default:
		at, err = in.Captures.Append(warc.Entry{
			Type: o.kind, TargetURI: o.uri, Date: o.date, ContentType: o.mediaType, Block: o.block, HeadLen: o.headLen,
		})
	}
	if c, ok := o.block.(io.Closer); ok {
		if closed := c.Close(); err == nil {
			err = closed
		}
	}
	if err != nil {
		return fmt.Errorf("capture of %q: %w", r.Name, err)
	}
	r.place = at
	r.row.File, r.row.Offset, r.row.Length = at.File, at.Offset, at.Length
	return nil
}

// commit makes the batch durable: captures, then rows; then its leases are
// acknowledged, and the index is brought up.
func (in *ingesting) commit(ctx context.Context) error {
	if len(in.batch) == 0 {
		return nil
	}
	if err := in.Captures.Sync(); err != nil {
		return fmt.Errorf("captures: %w", err)
	}
	next := in.summary.clone()
	err := in.Store.Update(ctx, func(tx *store.Tx) error {
		for i := range in.batch {
			if err := in.put(ctx, tx, &in.batch[i], &next); err != nil {
				return fmt.Errorf("%q: %w", in.batch[i].Name, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	in.summary = next
	in.summary.Elapsed = time.Since(in.started)
	if in.Progress != nil {
		in.Progress(in.summary.clone())
	}
	if err := in.acknowledge(ctx); err != nil {
		return err
	}
	in.batch, in.bytes, in.committed = in.batch[:0], 0, time.Now()
	clear(in.pending)
	if in.Index != nil {
		return in.Index(ctx)
	}
	return nil
}

// put stores one document and counts it.
func (in *ingesting) put(ctx context.Context, tx *store.Tx, r *read, s *Summary) error {
	if r.row != nil && r.row.File != "" {
		if _, err := tx.PutCapture(*r.row); err != nil {
			return err
		}
	}
	if r.isPassedOver() {
		s.Passed++
		return r.logFetch(tx, "")
	}
	if r.Problem != nil {
		if err := r.logFetch(tx, ""); err != nil {
			return err
		}
		s.Skipped[r.Problem.Code]++
		if in.Skipped != nil {
			in.Skipped(r.Name, r.Problem)
		}
		return tx.PutSkip(store.Skip{Input: r.Name, Cause: string(r.Problem.Code), Detail: r.Problem.Message, Source: r.key.Source, At: in.started.UTC()})
	}
	if in.hadSkips {
		if err := tx.ClearSkips(r.Name); err != nil {
			return err
		}
	}
	if r.only {
		return r.logFetch(tx, store.New)
	}
	return in.putArticle(ctx, tx, r, s)
}

func (in *ingesting) putArticle(ctx context.Context, tx *store.Tx, r *read, s *Summary) error {
	stored, err := tx.PutArticle(store.NewVersionInput{
		Key: r.key, Capture: r.capture, From: r.from, To: r.to,
		Reader: readerVersion, At: in.started.UTC(), Content: r.article,
	})
	if err != nil {
		return err
	}
	if err := r.logFetch(tx, stored.Outcome); err != nil {
		return err
	}
	if err := r.link(tx, stored.Article); err != nil {
		return err
	}
	if stored.Outcome == store.New || stored.Outcome == store.NewVersion {
		if err := tx.PutBands(stored.Article, nil); err != nil { // LinkNear will look at it
			return err
		}
	}
	in.belongings(r, stored.Article)
	s.Outcomes[stored.Outcome]++
	s.Articles[r.article.Lang]++
	s.Bytes += int64(len(r.article.Text))
	if r.extraction == nil {
		return in.countKnown(ctx, tx, stored.Article, s)
	}
	_, outcome, err := tx.PutExtraction(store.NewExtraction{
		Article: stored.Article, Version: stored.Version, Run: in.run.ID,
		Engine: in.Engines.Version(), Glossary: in.run.Glossary, Extraction: *r.extraction,
	})
	if err != nil {
		return err
	}
	if stored.Outcome == store.Unchanged && outcome != store.Unchanged {
		s.Reread++
	}
	s.count(*r.extraction)
	return nil
}

// countKnown counts what the store holds of an article that did not change.
func (in *ingesting) countKnown(ctx context.Context, tx *store.Tx, article string, s *Summary) error {
	row, err := tx.Article(ctx, article)
	if err != nil {
		return err
	}
	s.Claims += row.Claims
	s.Targets += row.Targets
	if row.Rules == "" {
		s.NoRules++
	}
	if row.Extraction == "" {
		return nil
	}
	x, err := tx.Extraction(ctx, row.Extraction)
	s.Mentions += x.Mentions
	return err
}

func (s *Summary) count(x corpus.Extraction) {
	s.Mentions += len(x.Mentions)
	s.Claims += len(x.Claims)
	if x.Rules == nil {
		s.NoRules++
	}
	for _, c := range x.Claims {
		if c.Status == corpus.Target {
			s.Targets++
		}
	}
}

func isNotFound(err error) bool { return errors.Is(err, store.ErrNotFound) }
