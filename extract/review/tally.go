package review

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
)

// Tally counts changes by what people ask first.
type Tally struct {
	All    int                       `json:"all"`
	Major  int                       `json:"major"`
	Open   int                       `json:"open"`
	Counts map[string]map[string]int `json:"counts"` // "kind" → "added" → 12
}

// dimensions are what is counted, in the order shown; field is counted only when asked for.
var dimensions = []string{"kind", "cause", "lang", "rule", "source", "field"}

// NewTally counts nothing yet.
func NewTally() *Tally { return &Tally{Counts: map[string]map[string]int{}} }

// Add counts one change.
func (t *Tally) Add(it *Item) {
	t.All++
	t.Major += one(it.Major())
	t.Open += one(it.State.Open())
	for _, dim := range dimensions {
		for _, v := range it.facts(dim) {
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
	out := strconv.Itoa(t.All) + " changes, " + strconv.Itoa(t.Major) + " of what is claimed\n"
	for _, dim := range dimensions {
		if len(t.Counts[dim]) == 0 {
			continue
		}
		line := "  " + dim + ":"
		rows := t.rows(dim, shownRows)
		for i, row := range rows[1:] {
			if i > 0 {
				line += ","
			}
			line += " " + row[0] + " " + row[1]
		}
		if more := len(t.Counts[dim]) - shownRows; more > 0 {
			line += ", " + strconv.Itoa(more) + " more (--by " + dim + ")"
		}
		out += line + "\n"
	}
	return out
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
