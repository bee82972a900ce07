package pipeline

import (
	"goalpost/corpus/crawl"
	"goalpost/corpus/store"
)

// Kinds of links between articles; see [store.Link].
const (
	linkAttachment = "attachment"
	linkSource     = "source"
)

// belongings are what is to be fetched with an article that was crawled: its
// attachments, which hold the text of many press releases, and its original
// where that is asked for. They are no seeds of more.
func (in *ingesting) belongings(r *read, article string) {
	if r.lease == nil || r.lease.Role == crawl.Attached {
		return
	}
	add := func(url string, role crawl.Role) {
		at, err := crawl.Resolve(r.lease.URL, url)
		if err != nil || at == r.lease.URL {
			return
		}
		r.more = append(r.more, crawl.Item{URL: at, Source: r.lease.Source, Role: role, Depth: r.lease.Depth + 1, Via: article})
	}
	for _, a := range r.article.Attachments {
		add(a.URL, crawl.Attached)
	}
	if line := r.article.SourceLine; in.Crawl.Originals && line != nil && line.URL != "" && r.lease.Role != crawl.Original {
		add(line.URL, crawl.Original)
	}
}

// link ties an article that was fetched for another one to that one.
func (r *read) link(tx *store.Tx, article string) error {
	if r.lease == nil || r.lease.Via == article {
		return nil
	}
	l := store.Link{Article: r.lease.Via, Other: article, Score: 1}
	switch r.lease.Role {
	case crawl.Attached:
		l.Kind, l.Evidence = linkAttachment, "link"
	case crawl.Original:
		l.Kind, l.Evidence = linkSource, "source line"
	default:
		return nil
	}
	return tx.PutLink(l)
}
