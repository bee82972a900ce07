package pipeline

import (
	"maps"
	"slices"
	"time"

	"goalpost/corpus"
	"goalpost/corpus/crawl"
	"goalpost/corpus/page"
	"goalpost/corpus/store"
)

// Summary is what an ingest did so far.
type Summary struct {
	Articles map[corpus.Lang]int   `json:"articles"` // read, by language
	Outcomes map[store.Outcome]int `json:"outcomes"`
	Skipped  map[Code]int          `json:"skipped"` // by cause
	Mentions int                   `json:"mentions"`
	Claims   int                   `json:"claims"`
	Targets  int                   `json:"targets"`
	Passed   int                   `json:"passed_over"`        // files of folders that are no documents
	Reread   int                   `json:"reread"`             // unchanged articles read by other rules than before
	NoRules  int                   `json:"no_rules"`           // articles in languages without rules
	Bytes    int64                 `json:"bytes"`              // of text
	Sources  []crawl.Count         `json:"sources,omitempty"`  // how complete what was fetched is
	Families []page.Drift          `json:"families,omitempty"` // how well the rules of site families fit
	Elapsed  time.Duration         `json:"-"`
	Seconds  float64               `json:"seconds"`
}

func newSummary() Summary {
	return Summary{Articles: map[corpus.Lang]int{}, Outcomes: map[store.Outcome]int{}, Skipped: map[Code]int{}}
}

// Read is how many articles were read.
func (s Summary) Read() int { return sum(s.Articles) }

// SkippedAll is how many documents could not be read.
func (s Summary) SkippedAll() int { return sum(s.Skipped) }

// Languages are the languages that were read, most articles first.
func (s Summary) Languages() []corpus.Lang {
	return slices.SortedFunc(maps.Keys(s.Articles), func(a, b corpus.Lang) int {
		if s.Articles[a] != s.Articles[b] {
			return s.Articles[b] - s.Articles[a]
		}
		if a < b {
			return -1
		}
		return 1
	})
}

func sum[K comparable](m map[K]int) (n int) {
	for _, v := range m {
		n += v
	}
	return n
}

// Add counts what another pass did too.
func (s *Summary) Add(o Summary) {
	if s.Articles == nil {
		*s = newSummary()
	}
	for k, n := range o.Articles {
		s.Articles[k] += n
	}
	for k, n := range o.Outcomes {
		s.Outcomes[k] += n
	}
	for k, n := range o.Skipped {
		s.Skipped[k] += n
	}
	s.Mentions, s.Claims, s.Targets = s.Mentions+o.Mentions, s.Claims+o.Claims, s.Targets+o.Targets
	s.Passed, s.Reread, s.NoRules = s.Passed+o.Passed, s.Reread+o.Reread, s.NoRules+o.NoRules
	s.Sources = append(s.Sources, o.Sources...)
	s.Bytes, s.Elapsed, s.Seconds = s.Bytes+o.Bytes, s.Elapsed+o.Elapsed, s.Seconds+o.Seconds
}

// clone is a copy that does not change any more.
func (s Summary) clone() Summary {
	s.Articles, s.Outcomes, s.Skipped = maps.Clone(s.Articles), maps.Clone(s.Outcomes), maps.Clone(s.Skipped)
	return s
}
