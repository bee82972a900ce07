package review

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Tally counts changes by what people ask first.
type Tally struct {
	All    int                       `json:"all"`
	Major  int                       `json:"major"`
	Open   int                       `json:"open"`
	Counts map[string]map[string]int `json:"counts"` // "kind" → "added" → 12
}

// dimensions are what is counted, in the order shown.
var dimensions = []string{"kind", "cause", "edited", "lang", "rule", "source", "field"}

// NewTally counts nothing yet.
func NewTally() *Tally { return &Tally{Counts: map[string]map[string]int{}} }

// Add counts one change.
func (t *Tally) Add(it *Item) {
	t.All++
	t.Major += one(it.Major())
	t.Open += one(it.State.Open())
	for _, dim := range dimensions {
		facts := it.facts(dim)
		if dim == "cause" {
			facts = []string{it.Why()}
		}
		for _, v := range facts {
			if t.Counts[dim] == nil {
				t.Counts[dim] = map[string]int{}
			}
			t.Counts[dim][cmp.Or(v, "–")]++
		}
	}
}

// shownRows is how many rows of a dimension stand in the overview.
const shownRows = 5

// Text writes the counts: those of one dimension, or an overview.
func (t *Tally) Text(by string) string {
	if by != "" {
		return columns(t.rows(by, 0))
	}
	var out strings.Builder
	noun := "changes"
	if t.All == 1 {
		noun = "change"
	}
	fmt.Fprintf(&out, "%d %s, %d of what is claimed\n", t.All, noun, t.Major)
	for _, dim := range dimensions {
		if len(t.Counts[dim]) == 0 {
			continue
		}
		var parts []string
		for _, row := range t.rows(dim, shownRows)[1:] {
			parts = append(parts, row[0]+" "+row[1])
		}
		if more := len(t.Counts[dim]) - shownRows; more > 0 {
			parts = append(parts, fmt.Sprintf("%d more (--by %s)", more, dim))
		}
		fmt.Fprintf(&out, "  %s: %s\n", dim, strings.Join(parts, ", "))
	}
	return out.String()
}

// rows are the values of a dimension, the most frequent first.
func (t *Tally) rows(dim string, limit int) [][]string {
	counts := t.Counts[dim]
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	if limit > 0 && len(names) > limit {
		names = names[:limit]
	}
	grid := [][]string{{dim, "changes"}}
	for _, n := range names {
		grid = append(grid, []string{n, strconv.Itoa(counts[n])})
	}
	return grid
}
