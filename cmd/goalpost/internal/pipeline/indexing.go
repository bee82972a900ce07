package pipeline

import (
	"context"
	"errors"
	"iter"
	"path/filepath"
	"strconv"
	"strings"

	"goalpost/corpus"
	"goalpost/corpus/crawl"
	"goalpost/corpus/store"
	"goalpost/corpus/text"
	"goalpost/index"
)

// IndexName is the name of the index's folder in the data folder.
const IndexName = "index"

// indexBatch is how many articles, with their claims, go into the index at once.
const indexBatch = 256

// IndexDir is the folder of the index of a data folder.
func IndexDir(data string) string { return filepath.Join(data, IndexName) }

// OpenIndex opens the index of a store for writing. Where another version made
// it, or where it holds more than the store (the store was replaced), it is
// built anew. It returns [index.ErrHeld] where another process writes to it.
func OpenIndex(ctx context.Context, st *store.Store, o index.Options) (*index.Writer, error) {
	dir := IndexDir(st.Dir())
	w, err := index.OpenWriter(dir, o)
	if err == nil {
		seq, err := st.Seq(ctx)
		if err != nil {
			return nil, errors.Join(err, w.Close())
		}
		if w.Seq() <= seq {
			return w, nil
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
	} else if !errors.Is(err, index.ErrStale) {
		return nil, err
	}
	if err := Reindex(ctx, st, o); err != nil {
		return nil, err
	}
	return index.OpenWriter(dir, o)
}

// Reindex builds the index of a store anew; readers are not disturbed.
func Reindex(ctx context.Context, st *store.Store, o index.Options) error {
	snap, err := st.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer letGo(snap)
	seq, err := snap.Seq(ctx)
	if err != nil {
		return err
	}
	return index.Build(ctx, IndexDir(st.Dir()), o, seq, allDocs(ctx, snap.Reader))
}

// allDocs are all documents of the index, made of the store.
func allDocs(ctx context.Context, r store.Reader) iter.Seq2[index.Doc, error] {
	return func(yield func(index.Doc, error) bool) {
		for ch, err := range r.Since(ctx, 0) {
			if err != nil {
				yield(index.Doc{}, err)
				return
			}
			cluster, err := clusterIn(ctx, r, ch)
			if err != nil {
				yield(index.Doc{}, err)
				return
			}
			for _, d := range indexDocs(ch, cluster) {
				if !yield(d, nil) {
					return
				}
			}
		}
	}
}

// CatchUp brings an index up to the store: what changed since the sequence
// number that it holds is indexed, claims that are no longer current go.
func CatchUp(ctx context.Context, st *store.Store, w *index.Writer) error {
	var docs []index.Doc
	var gone []string
	var seq int64
	articles := 0
	apply := func() error {
		if articles == 0 {
			return nil
		}
		err := w.Apply(seq, docs, gone)
		docs, gone, articles = docs[:0], gone[:0], 0
		return err
	}
	for ch, err := range st.Since(ctx, w.Seq()) {
		if err != nil {
			return err
		}
		cluster, err := clusterIn(ctx, st.Reader, ch)
		if err != nil {
			return err
		}
		now := indexDocs(ch, cluster)
		former, err := formerClaims(ctx, st, ch, now)
		if err != nil {
			return err
		}
		docs, gone, seq = append(docs, now...), append(gone, former...), ch.Seq
		if articles++; articles >= indexBatch {
			if err := apply(); err != nil {
				return err
			}
		}
	}
	return apply()
}

// formerClaims are the documents of claims that an article had and has no more.
func formerClaims(ctx context.Context, st *store.Store, ch store.Changed, now []index.Doc) ([]string, error) {
	current := map[string]bool{}
	for _, d := range now {
		current[d.ID] = true
	}
	var gone []string
	for x, err := range st.Extractions(ctx, ch.Article.ID) {
		if err != nil {
			return nil, err
		}
		if x.Shadow || x.Claims == 0 || x.ID == ch.Article.Extraction {
			continue
		}
		full, err := st.FullExtraction(ctx, x.ID)
		if err != nil {
			return nil, err
		}
		for _, c := range full.Claims {
			if id := claimDocID(ch.Article.ID, c.ID); !current[id] {
				gone = append(gone, id)
			}
		}
	}
	return gone, nil
}

// claimDocID names a claim in the index: claims of articles with the same text
// have the same id.
func claimDocID(article, claim string) string { return claim + "@" + article }

// ClaimID is the id of the claim that a document of the index stands for, and of its article.
func ClaimID(doc string) (claim, article string) {
	claim, article, _ = strings.Cut(doc, "@")
	return claim, article
}

// indexDocs makes the documents of one article: itself, and one for each claim.
// The cluster is what it shares with the articles that it folds with.
func indexDocs(ch store.Changed, cluster string) []index.Doc {
	row, content := ch.Article, ch.Version.Content
	whole := index.Doc{
		ID: row.ID, Kind: index.Articles, Article: NameOf(row.Key), URL: first(content.CanonicalURL, content.URL),
		Source: first(row.Key.Source, content.Site), Title: content.Title, Lang: content.Lang,
		Text: Main(content).Text, Published: content.Published, Cluster: cluster,
	}
	if !row.Fetched.IsZero() {
		whole.Fetched = row.Fetched.UTC().Format("2006-01-02")
	}
	if content.Place != nil {
		whole.Place = content.Place.Code
	}
	docs := []index.Doc{whole}
	points := text.NewPoints(content.Text)
	said := map[string]int{}
	for _, c := range ch.Claims {
		d := whole
		d.ID, d.Kind = claimDocID(row.ID, c.ID), index.Claims
		value := points.Span(corpus.Range{Start: c.Start, End: c.End})
		sentence := Sentence(content.Text, value)
		d.Text = sentence.Of(content.Text)
		d.Facts = index.FactsOf(c, corpus.Span{Start: value.Start - sentence.Start, End: value.End - sentence.Start})
		if d.Cluster = clusterOfClaim(whole.Cluster, c); d.Cluster != "" {
			said[d.Cluster]++ // claims of one article never fold: editions tell them in the same order
			d.Cluster += "|" + strconv.Itoa(said[d.Cluster])
		}
		if c.Place != nil {
			d.Place = c.Place.Code
		}
		if c.Indicator != nil && c.Indicator.Concept != nil {
			d.Concepts = []string{*c.Indicator.Concept}
		}
		docs = append(docs, d)
	}
	return docs
}

// clusterOf is what an article shares with its translated editions and copies.
func clusterOf(a corpus.Article, main string) string {
	alternates := make([]crawl.Alternate, 0, len(a.Alternates))
	for _, e := range a.Alternates {
		alternates = append(alternates, crawl.Alternate{Lang: e.Lang, URL: e.URL})
	}
	return crawl.ClusterOf(first(a.CanonicalURL, a.URL), alternates, main)
}

// clusterOfClaim is what a claim shares with the same one in other editions:
// the article's cluster, its value, unit, status and deadline. Counted nouns are
// no help, since each language has its own. A claim without a value is itself alone.
func clusterOfClaim(article string, c corpus.Claim) string {
	value := c.Value.String()
	if article == "" || value == "" {
		return ""
	}
	parts := []string{article, value, "", string(c.Status), string(c.Change), ""}
	if c.UnitCode != nil && !strings.HasPrefix(*c.UnitCode, "{") {
		parts[2] = *c.UnitCode
	}
	if c.Deadline != nil {
		parts[5] = strconv.Itoa(c.Deadline.Year)
	}
	return strings.Join(parts, "|")
}

// NameOf is what people call an article: the id that it came with, else its
// canonical URL, else its path.
func NameOf(key store.ArticleKey) string { return first(key.ExternalID, key.Name()) }

// first is the first of the texts that is not empty.
func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}
