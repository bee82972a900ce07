package pipeline

import (
	"context"
	"errors"

	"goalpost/corpus"
	"goalpost/corpus/crawl"
	"goalpost/corpus/store"
)

// Kinds of links that [LinkEditions] finds.
const (
	linkEdition   = "edition"
	linkDuplicate = "near-duplicate"
)

// printOf is what is compared of an article.
type printOf struct {
	id, version, cluster string
	lang                 corpus.Lang
	hash                 uint64
}

// LinkEditions looks through all articles of a store and links those that are
// one: translated editions (they name one another, or share a slug), scored by
// how far their numbers agree, and near-duplicates in one language, scored by
// the share of their text that is the same. It returns how many links there are.
func LinkEditions(ctx context.Context, st *store.Store) (n int, err error) {
	prints, err := printsOf(ctx, st)
	if err != nil {
		return 0, err
	}
	var links []store.Link
	for i, a := range prints {
		for _, b := range prints[i+1:] {
			l, ok, err := linkOf(ctx, st, a, b)
			if err != nil {
				return 0, err
			}
			if ok {
				links = append(links, l)
			}
		}
	}
	return len(links), st.Update(ctx, func(tx *store.Tx) error {
		for _, l := range links {
			if err := tx.PutLink(l); err != nil {
				return err
			}
		}
		return nil
	})
}

// printsOf lists what is compared, sorted by the articles' ids.
func printsOf(ctx context.Context, st *store.Store) (prints []printOf, err error) {
	for row, err := range st.Articles(ctx, store.ArticleFilter{}) {
		if err != nil {
			return nil, err
		}
		v, err := st.Version(ctx, row.Version)
		if err != nil {
			return nil, err
		}
		main := Main(v.Content).Text
		prints = append(prints, printOf{row.ID, row.Version, clusterOf(v.Content, main), row.Lang, crawl.SimHash(main)})
	}
	return prints, nil
}

// linkOf compares two articles; their texts are read only where they may be one.
func linkOf(ctx context.Context, st *store.Store, a, b printOf) (l store.Link, ok bool, err error) {
	edition := a.lang != b.lang && a.cluster == b.cluster && a.cluster != ""
	near := a.lang == b.lang && a.hash != 0 && b.hash != 0 && crawl.Distance(a.hash, b.hash) <= crawl.CandidateBits
	if !edition && !near {
		return l, false, nil
	}
	x, errX := st.Version(ctx, a.version)
	y, errY := st.Version(ctx, b.version)
	if err := errors.Join(errX, errY); err != nil {
		return l, false, err
	}
	one, other := Main(x.Content).Text, Main(y.Content).Text
	l = store.Link{Article: min(a.id, b.id), Other: max(a.id, b.id), Kind: linkEdition, Evidence: "alternates, slug"}
	if edition {
		l.Score = crawl.SameNumbers(crawl.Fingerprint(one), crawl.Fingerprint(other))
		return l, true, nil
	}
	l.Kind, l.Evidence, l.Score = linkDuplicate, "text", crawl.Jaccard(one, other)
	return l, l.Score >= crawl.DuplicateJaccard, nil
}
