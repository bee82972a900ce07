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

// Kinds of links that are found by comparing articles.
const (
	linkEdition   = "edition"
	linkDuplicate = "near-duplicate" // Other is the older one
)

// linkNear links an article that is new, or whose text is, to an older one that it
// is a near-duplicate of. Only a few are compared, of those that share a band.
func linkNear(ctx context.Context, tx *store.Tx, article, text string) (found bool, err error) {
	bands := crawl.Bands(text)
	near, err := collect(tx.Sharing(ctx, article, bands))
	if err != nil {
		return false, err
	}
	if err := tx.RemoveLinks(article, linkDuplicate); err != nil {
		return false, err
	}
	for _, other := range near {
		row, err := tx.Article(ctx, other)
		if err != nil {
			return false, err
		}
		v, err := tx.Version(ctx, row.Version)
		if err != nil {
			return false, err
		}
		share, same := crawl.NearDuplicates(text, Main(v.Content).Text)
		if !same {
			continue
		}
		l := store.Link{Article: article, Other: other, Kind: linkDuplicate, Evidence: "text", Score: share}
		if err := tx.PutLink(l); err != nil {
			return false, err
		}
		found = true
		break
	}
	return found, tx.PutBands(article, bands)
}

// LinkEditions looks through all articles of a store and links those that are
// one: translated editions (they name one another, or share a slug), scored by
// how far their numbers agree, and near-duplicates, scored by the share of their
// text that is the same. It returns how many links there are.
func LinkEditions(ctx context.Context, st *store.Store) (n int, err error) {
	rows, err := collect(st.Articles(ctx, store.ArticleFilter{}))
	if err != nil {
		return 0, err
	}
	slices.SortFunc(rows, func(a, b store.ArticleRow) int { return cmp.Compare(a.Seq, b.Seq) })
	editions := map[string][]edition{} // by cluster
	err = st.Update(ctx, func(tx *store.Tx) error {
		for _, row := range rows {
			links, err := linkOne(ctx, tx, row, editions)
			if err != nil {
				return err
			}
			n += links
		}
		return nil
	})
	return n, err
}

// edition is what is compared of an article with those of its cluster.
type edition struct {
	article string
	lang    corpus.Lang
	numbers []string
}

// linkOne links an article to those that came before it.
func linkOne(ctx context.Context, tx *store.Tx, row store.ArticleRow, editions map[string][]edition) (n int, err error) {
	v, err := tx.Version(ctx, row.Version)
	if err != nil {
		return 0, err
	}
	main := Main(v.Content).Text
	near, err := linkNear(ctx, tx, row.ID, main)
	if err != nil {
		return 0, err
	}
	if near {
		n++
	}
	cluster := clusterOf(v.Content, main)
	if cluster == "" {
		return n, nil
	}
	e := edition{row.ID, row.Lang, crawl.Fingerprint(main)}
	for _, other := range editions[cluster] {
		if other.lang == e.lang {
			continue
		}
		l := store.Link{
			Article: min(e.article, other.article), Other: max(e.article, other.article), Kind: linkEdition,
			Evidence: "alternates, slug", Score: crawl.SameNumbers(e.numbers, other.numbers),
		}
		if err := tx.PutLink(l); err != nil {
			return n, err
		}
		n++
	}
	editions[cluster] = append(editions[cluster], e)
	return n, nil
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
