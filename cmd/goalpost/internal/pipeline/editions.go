package pipeline

import (
	"context"
	"errors"
	"iter"
	"slices"

	"goalpost/corpus"
	"goalpost/corpus/crawl"
	"goalpost/corpus/store"
)

// Kinds of links that are found by comparing articles; Other was looked at before.
const (
	linkEdition   = "edition"
	linkDuplicate = "near-duplicate"
)

// nearBatch is how many articles are compared in one transaction.
const nearBatch = 256

// LinkNear looks for editions and near-duplicates of the articles that are new,
// or whose text is, since it was last called, in the order of their ids: what is
// linked does not depend on the order in which a batch came in, nor on kills in
// between. It returns how many links were made.
func LinkNear(ctx context.Context, st *store.Store) (n int, err error) {
	waiting, err := collect(st.Unbanded(ctx))
	if err != nil {
		return 0, err
	}
	wait := map[string]bool{}
	for _, article := range waiting {
		wait[article] = true
	}
	for batch := range slices.Chunk(waiting, nearBatch) {
		err := st.Update(ctx, func(tx *store.Tx) error {
			for _, article := range batch {
				links, err := lookAt(ctx, tx, article, wait)
				if err != nil {
					return err
				}
				n += links
			}
			return nil
		})
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// lookAt links an article, and those anew that hung on it as its copies and do not
// wait for their own turn.
func lookAt(ctx context.Context, tx *store.Tx, article string, wait map[string]bool) (n int, err error) {
	content, err := contentOf(ctx, tx.Reader, article)
	if err != nil {
		return 0, err
	}
	copies, err := copiesOf(ctx, tx.Reader, article)
	if err != nil {
		return 0, err
	}
	if n, err = linkNear(ctx, tx, article, content); err != nil {
		return n, err
	}
	for _, c := range copies {
		if wait[c] {
			continue
		}
		links, err := relink(ctx, tx, c)
		if err != nil {
			return n, err
		}
		n += links
	}
	return n, nil
}

// contentOf is an article as it is now.
func contentOf(ctx context.Context, r store.Reader, article string) (c corpus.Article, err error) {
	row, err := r.Article(ctx, article)
	if err != nil {
		return c, err
	}
	v, err := r.Version(ctx, row.Version)
	return v.Content, err
}

// linkNear links an article to those that were looked at before it and
// are editions of it in other languages (they name one another, or share a slug),
// scored by how far their numbers agree, and to one that it is a near-duplicate of,
// scored by the share of their text that is the same. Only a few are compared, of
// those that share a key. It returns how many links there are.
func linkNear(ctx context.Context, tx *store.Tx, article string, content corpus.Article) (n int, err error) {
	main := Main(content).Text
	cluster := clusterOf(content, main)
	keys, bands := crawl.EditionKeys(cluster), crawl.Bands(main)
	if err := tx.RemoveLinks(article, linkEdition); err != nil {
		return 0, err
	}
	err = candidates(ctx, tx, article, keys, func(other string, c corpus.Article) (bool, error) {
		if text := Main(c).Text; c.Lang != content.Lang && clusterOf(c, text) == cluster {
			n++
			score := crawl.SameNumbers(crawl.Fingerprint(main), crawl.Fingerprint(text))
			return true, tx.PutLink(store.Link{Article: article, Other: other, Kind: linkEdition, Evidence: "alternates, slug", Score: score})
		}
		return true, nil
	})
	if err != nil {
		return n, err
	}
	if err := tx.RemoveLinks(article, linkDuplicate); err != nil {
		return n, err
	}
	links, err := linkCopy(ctx, tx, article, main, cluster, bands)
	if err != nil {
		return n, err
	}
	return n + links, tx.PutBands(article, append(bands, keys...))
}

// linkCopy links an article to one that it is a near-duplicate of, if there is one
// that is not a copy of it.
func linkCopy(ctx context.Context, tx *store.Tx, article, main, cluster string, bands []int64) (n int, err error) {
	err = candidates(ctx, tx, article, bands, func(other string, c corpus.Article) (bool, error) {
		share, same := crawl.NearDuplicates(main, Main(c).Text)
		if !same {
			return true, nil
		}
		if first, err := firstOf(ctx, tx.Reader, other); err != nil || first == article {
			return true, err
		}
		n++
		l := store.Link{Article: article, Other: other, Kind: linkDuplicate, Evidence: "text", Score: share}
		err := errors.Join(tx.PutLink(l), tx.Touch(article)) // it folds in the index
		if crawl.IsEdition(cluster) {                        // and the other one with its editions
			err = errors.Join(err, tx.Touch(other))
		}
		return false, err
	})
	return n, err
}

// relink looks for another article that a copy hangs on, since the one that it hung
// on has another text now; the copy and its own copies fold otherwise in the index.
func relink(ctx context.Context, tx *store.Tx, article string) (n int, err error) {
	content, err := contentOf(ctx, tx.Reader, article)
	if err != nil {
		return 0, err
	}
	main := Main(content).Text
	if n, err = linkCopy(ctx, tx, article, main, clusterOf(content, main), crawl.Bands(main)); err != nil {
		return n, err
	}
	below := []string{article}
	for range longestChain {
		var next []string
		for _, c := range below {
			copies, err := copiesOf(ctx, tx.Reader, c)
			if err != nil {
				return n, err
			}
			if err := tx.Touch(c); err != nil {
				return n, err
			}
			next = append(next, copies...)
		}
		below = next
	}
	return n, nil
}

// copiesOf are the articles that hang on one as its near-duplicates.
func copiesOf(ctx context.Context, r store.Reader, article string) (copies []string, err error) {
	for l, err := range r.Links(ctx, article) {
		if err != nil {
			return nil, err
		}
		if l.Kind == linkDuplicate && l.Other == article {
			copies = append(copies, l.Article)
		}
	}
	return copies, nil
}

// candidates hands over the articles that were looked at and share a key with an article, until
// no more are asked for.
func candidates(ctx context.Context, tx *store.Tx, article string, keys []int64, look func(other string, c corpus.Article) (more bool, err error)) error {
	near, err := collect(tx.Sharing(ctx, article, keys))
	if err != nil {
		return err
	}
	for _, other := range near {
		content, err := contentOf(ctx, tx.Reader, other)
		if err != nil {
			return err
		}
		if more, err := look(other, content); err != nil || !more {
			return err
		}
	}
	return nil
}

// LinkEditions looks through all articles of a store anew, as [LinkNear] does
// for those that are new. It returns how many links there are.
func LinkEditions(ctx context.Context, st *store.Store) (n int, err error) {
	rows, err := collect(st.Articles(ctx, store.ArticleFilter{}))
	if err != nil {
		return 0, err
	}
	err = st.Update(ctx, func(tx *store.Tx) error {
		for _, row := range rows {
			if err := tx.PutBands(row.ID, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return LinkNear(ctx, st)
}

// clusterIn is what an article shares with its editions, or with those that it is
// a near-duplicate of: the first of them stands for all, or its first copy that
// has editions.
func clusterIn(ctx context.Context, r store.Reader, ch store.Changed) (string, error) {
	own := clusterOf(ch.Version.Content, Main(ch.Version.Content).Text)
	if crawl.IsEdition(own) {
		return own, nil
	}
	first, err := firstOf(ctx, r, ch.Article.ID)
	if err != nil {
		return own, err
	}
	copies, err := copiesOf(ctx, r, first)
	if err != nil {
		return own, err
	}
	copies = append([]string{first}, copies...)
	if len(copies) == 1 && first == ch.Article.ID {
		return own, nil
	}
	for i, article := range copies {
		content, err := contentOf(ctx, r, article)
		if err != nil {
			return own, err
		}
		cluster := clusterOf(content, Main(content).Text)
		if i == 0 {
			own = cluster
		}
		if crawl.IsEdition(cluster) {
			return cluster, nil
		}
	}
	return own, nil
}

// longestChain bounds how far near-duplicates of near-duplicates are followed.
const longestChain = 16

// firstOf is the article that a chain of near-duplicates leads back to.
func firstOf(ctx context.Context, r store.Reader, article string) (string, error) {
	for range longestChain {
		before := ""
		for l, err := range r.Links(ctx, article) {
			if err != nil {
				return "", err
			}
			if l.Kind == linkDuplicate && l.Article == article {
				before = l.Other
			}
		}
		if before == "" {
			break
		}
		article = before
	}
	return article, nil
}

// collect gathers what a listing gives, up to its first error.
func collect[T any](list iter.Seq2[T, error]) (all []T, err error) {
	for x, err := range list {
		if err != nil {
			return nil, err
		}
		all = append(all, x)
	}
	return all, nil
}
