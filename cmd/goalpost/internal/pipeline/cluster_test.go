package pipeline

import (
	"testing"

	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/index"
)

// TestEditionsFold: the same claim of two editions folds, two claims of one
// article with the same value do not.
func TestEditionsFold(t *testing.T) {
	article := func(url string) store.Changed {
		alternates := []corpus.Alternate{{Lang: "vi", URL: "https://a.example/tin/1"}, {Lang: "ko", URL: "https://a.example/ko/1"}}
		text := "30% 30% 40%"
		percent := "%"
		claim := func(start, value int) corpus.Claim {
			return corpus.Claim{
				ID: "c", Start: corpus.Point(start), End: corpus.Point(start + 3), UnitCode: &percent,
				Value: corpus.One(corpus.NewNumber(int64(value), 0)), Status: corpus.Target,
			}
		}
		return store.Changed{
			Version: store.Version{Content: corpus.Article{URL: url, Text: text, Alternates: alternates}},
			Claims:  []corpus.Claim{claim(0, 30), claim(4, 30), claim(8, 40)},
		}
	}
	docs := func(url string) []index.Doc {
		ch := article(url)
		return indexDocs(ch, clusterOf(ch.Version.Content, ch.Version.Content.Text))
	}
	vi, ko := docs("https://a.example/tin/1"), docs("https://a.example/ko/1")
	seen := map[string]bool{}
	for i := range vi {
		if vi[i].Cluster == "" || vi[i].Cluster != ko[i].Cluster {
			t.Errorf("document %d: %q and %q", i, vi[i].Cluster, ko[i].Cluster)
		}
		if seen[vi[i].Cluster] {
			t.Errorf("two documents of one article are in cluster %q", vi[i].Cluster)
		}
		seen[vi[i].Cluster] = true
	}
}
