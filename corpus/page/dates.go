package page

import "goalpost/corpus"

func (m *metadata) setDates(a *corpus.Article, l *layout, address string) {
	a.Published = firstOf(m.article().text("datePublished"), m.first("article:published_time", "datepublished"))
	if len(a.Published) > 10 {
		a.Published = a.Published[:10]
	}
}
func (m *metadata) time(n any) {}
