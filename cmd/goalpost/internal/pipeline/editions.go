package pipeline

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"goalpost/corpus"
	"goalpost/corpus/crawl"
	"goalpost/corpus/store"
)

// Kinds of links that are found by comparing articles; Other is the older one.
const (
	linkEdition   = "edition"
	linkDuplicate = "near-duplicate"
)

// linkNear links an article that is new, or whose text is, to the older ones that
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
	err = candidates(ctx, tx, article, bands, func(other string, c corpus.Article) (bool, error) {
		share, same := crawl.NearDuplicates(main, Main(c).Text)
		if !same {
			return true, nil
		}
		n++
		return false, tx.PutLink(store.Link{Article: article, Other: other, Kind: linkDuplicate, Evidence: "text", Score: share})
	})
	if err != nil {
		return n, err
	}
	return n, tx.PutBands(article, append(bands, keys...))
}

// candidates hands over the older articles that share a key with an article, until
// no more are asked for.
func candidates(ctx context.Context, tx *store.Tx, article string, keys []int64, look func(other string, c corpus.Article) (more bool, err error)) error {
	near, err := collect(tx.Sharing(ctx, article, keys))
	if err != nil {
		return err
	}
	for _, other := range near {
		row, err := tx.Article(ctx, other)
		if err != nil {
			return err
		}
		v, err := tx.Version(ctx, row.Version)
		if err != nil {
			return err
		}
		if more, err := look(other, v.Content); err != nil || !more {
			return err
		}
	}
	return nil
}

// LinkEditions looks through all articles of a store and links those that are
// one, as [linkNear] does for one that is new. It returns how many links there are.
func LinkEditions(ctx context.Context, st *store.Store) (n int, err error) {
	rows, err := collect(st.Articles(ctx, store.ArticleFilter{}))
	if err != nil {
		return 0, err
	}
	slices.SortFunc(rows, func(a, b store.ArticleRow) int { return cmp.Compare(a.Seq, b.Seq) })
	err = st.Update(ctx, func(tx *store.Tx) error {
		for _, row := range rows {
			v, err := tx.Version(ctx, row.Version)
			if err != nil {
				return err
			}
			links, err := linkNear(ctx, tx, row.ID, v.Content)
			if err != nil {
				return err
			}
			n += links
		}
		return nil
	})
	return n, err
}

// clusterIn is what an article shares with its editions, or with the oldest that
// it is a near-duplicate of.
func clusterIn(ctx context.Context, r store.Reader, ch store.Changed) (string, error) {
	content := ch.Version.Content
	own := clusterOf(content, Main(content).Text)
	if crawl.IsEdition(own) {
		return own, nil
	}
	oldest, err := oldestOf(ctx, r, ch.Article.ID)
	if err != nil || oldest == ch.Article.ID {
		return own, err
	}
	row, err := r.Article(ctx, oldest)
	if err != nil {
		return "", err
	}
	v, err := r.Version(ctx, row.Version)
	if err != nil {
		return "", err
	}
	return clusterOf(v.Content, Main(v.Content).Text), nil
}

// longestChain bounds how far near-duplicates of near-duplicates are followed.
const longestChain = 16

// oldestOf is the article that a chain of near-duplicates leads back to.
func oldestOf(ctx context.Context, r store.Reader, article string) (string, error) {
	for range longestChain {
		older := ""
		for l, err := range r.Links(ctx, article) {
			if err != nil {
				return "", err
			}
			if l.Kind == linkDuplicate && l.Article == article {
				older = l.Other
			}
		}
		if older == "" {
			break
		}
		article = older
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
