package review

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"goalpost/corpus"
)

// Counts are the sums that figures are made of.
type Counts struct {
	Docs                            int
	Targets, Hit, Missed, False     int // gold targets; met as targets; not; predicted targets that are none
	Met                             int // targets met where the gold accepts a target
	Whole, Comparator, Deadline     int // of the met: right; Whole is comparator, deadline and change at once
	Dated, DatedRight, Change       int
	Baselines, Baseline, Freqs      int // both sides counted; a right one counts twice
	Freq, Actors                    int
	Percents, PercentsFound         int
	PercentsStatus, Never, NeverHit int
	Indicator, Actor                float64 // sums of likenesses
}

// Figures are the figures of one row of a table. A nil figure has nothing to
// be computed from.
type Figures struct {
	Docs            int      `json:"docs"`
	Targets         int      `json:"targets"`
	P               float64  `json:"P"`
	R               float64  `json:"R"`
	F1              float64  `json:"F1"`
	Whole           *float64 `json:"whole"`
	Comparator      *float64 `json:"comparator"`
	Deadline        *float64 `json:"deadline"`
	YearTold        *float64 `json:"year told"`
	Change          *float64 `json:"change"`
	Baseline        *float64 `json:"baseline"`
	Frequency       *float64 `json:"frequency"`
	Indicator       *float64 `json:"indicator"`
	Actor           *float64 `json:"actor"`
	PercentFound    *float64 `json:"% found"`
	PercentStatus   *float64 `json:"% status"`
	Never           string   `json:"never"`
	PrecisionBounds Bounds   `json:"-"`
	RecallBounds    Bounds   `json:"-"`
}

// Table is the figures by language, and "all" for all of them.
type Table map[string]Figures

// Answer is an annotated article and what was extracted from it.
type Answer struct {
	Gold   Gold
	Claims []corpus.Claim
}

// Score compares the answers with their gold by the rules of the annotation
// guidelines: rows that are optional or accept another status are neutral.
func Score(answers []Answer) Table {
	sums := map[string]*Counts{}
	for i := range answers {
		m := newMeeting(&answers[i])
		for _, key := range []string{string(m.gold.Lang), "all"} {
			if sums[key] == nil {
				sums[key] = &Counts{}
			}
			m.count(sums[key])
		}
	}
	out := Table{}
	for key, c := range sums {
		out[key] = c.Figures()
	}
	return out
}

// meeting is one article's gold rows with the claims that meet them.
type meeting struct {
	gold    *Gold
	claims  []corpus.Claim // that state a value
	of      []int          // row → claim, or -1
	meeting []bool         // claim → meets a row
}

func newMeeting(a *Answer) meeting {
	m := meeting{gold: &a.Gold}
	for _, c := range a.Claims {
		if _, _, ok := c.Value.Interval(); ok || c.Value.Date != "" {
			m.claims = append(m.claims, c)
		}
	}
	m.of = meet(a.Gold.Claims, m.claims, sameAmount)
	m.meeting = make([]bool, len(m.claims))
	for _, j := range m.of {
		if j >= 0 {
			m.meeting[j] = true
		}
	}
	return m
}

func (g *GoldClaim) mayBe(status corpus.Status) bool {
	return slices.Contains(g.Status, string(status))
}

// isTarget says whether nothing but a target is accepted.
func (g *GoldClaim) isTarget() bool {
	return len(g.Status) == 1 && g.mayBe(corpus.Target) && !g.Optional
}

func (m *meeting) count(c *Counts) {
	c.Docs++
	for i := range m.gold.Claims {
		m.countRow(c, &m.gold.Claims[i], m.of[i])
	}
	for j := range m.claims {
		if !m.meeting[j] && m.claims[j].Status == corpus.Target && !m.excused(j) {
			c.False++
		}
	}
	for _, n := range m.gold.Never {
		c.Never++
		if slices.ContainsFunc(m.claims, func(p corpus.Claim) bool { return overlaps(n.Start, n.End, p.Start, p.End) }) {
			c.NeverHit++
		}
	}
}

// excused says whether a claim that meets no row stands on one for which it is
// no fault to be a target.
func (m *meeting) excused(j int) bool {
	p := m.claims[j]
	return slices.ContainsFunc(m.gold.Claims, func(g GoldClaim) bool {
		return overlaps(g.Start, g.End, p.Start, p.End) && (g.Optional || len(g.Status) > 1 && g.mayBe(corpus.Target))
	})
}

func (m *meeting) countRow(c *Counts, g *GoldClaim, j int) {
	hit := j >= 0 && m.claims[j].Status == corpus.Target
	switch {
	case g.isTarget():
		c.Targets++
		if hit {
			c.Hit++
		} else {
			c.Missed++
		}
	case hit && !g.mayBe(corpus.Target) && !g.Optional:
		c.False++
	}
	if g.Unit == "%" && !g.Optional {
		c.Percents++
		c.PercentsFound += one(j >= 0)
		c.PercentsStatus += one(j >= 0 && g.mayBe(m.claims[max(j, 0)].Status))
	}
	if hit && g.mayBe(corpus.Target) && !g.Optional {
		c.countFields(g, &m.claims[j])
	}
}

// countFields compares the fields of a target that was met.
func (c *Counts) countFields(g *GoldClaim, p *corpus.Claim) {
	r := compareFields(g, p)
	c.Met++
	c.Comparator += one(r.comparator)
	c.Deadline += one(r.deadline)
	c.Change += one(r.change)
	c.Whole += one(r.comparator && r.deadline && r.change)
	if r.dated {
		c.Dated++
		c.DatedRight += one(r.deadline && p.Deadline != nil)
	}
	var indicator, actor string
	if p.Indicator != nil {
		indicator = p.Indicator.Text
	}
	if p.Actor != nil {
		actor = p.Actor.Text
	}
	c.Indicator += likeness(indicator, g.Indicator)
	if g.Actor != "" {
		c.Actors++
		c.Actor += likeness(actor, g.Actor)
	}
	c.Baselines += one(g.Baseline != nil) + one(p.Baseline != nil)
	c.Baseline += 2 * one(sameBaseline(g.Baseline, p.Baseline))
	c.Freqs += one(g.Frequency != "") + one(deref(p.Frequency) != "")
	c.Freq += 2 * one(g.Frequency != "" && deref(p.Frequency) == g.Frequency)
}

// rights says which fields of a met target are right.
type rights struct{ comparator, deadline, change, dated bool }

func compareFields(g *GoldClaim, p *corpus.Claim) (r rights) {
	r.comparator = slices.Contains(g.Comparator, string(p.Comparator))
	for _, want := range g.Deadline {
		r.dated = r.dated || want != nil && *want != 0
		if want == nil && p.Deadline == nil || want != nil && p.Deadline != nil && *want == p.Deadline.Year {
			r.deadline = true
		}
	}
	change := string(p.Change)
	if change == "" {
		change = string(corpus.Level)
	}
	r.change = slices.Contains(g.Change, change) || len(g.Change) == 0 && change == string(corpus.Level)
	return r
}

func sameBaseline(want *GoldBaseline, got *corpus.Baseline) bool {
	if want == nil || got == nil {
		return false
	}
	if _, ok := bounds(want.Value.Value); ok {
		return sameValue(got.Value, want.Value.Value)
	}
	return want.Year != nil && got.Year != nil && *got.Year == *want.Year
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Figures computes the figures.
func (c *Counts) Figures() Figures {
	p, r, f := precision(c.Hit, c.False, c.Missed)
	return Figures{
		Docs: c.Docs, Targets: c.Targets, P: round4(p), R: round4(r), F1: round4(f),
		Whole: share(c.Whole, c.Met), Comparator: share(c.Comparator, c.Met), Deadline: share(c.Deadline, c.Met),
		YearTold: share(c.DatedRight, c.Dated), Change: share(c.Change, c.Met), Baseline: share(c.Baseline, c.Baselines),
		Frequency: share(c.Freq, c.Freqs), Indicator: share(c.Indicator, c.Met), Actor: share(c.Actor, c.Actors),
		PercentFound: share(c.PercentsFound, c.Percents), PercentStatus: share(c.PercentsStatus, c.Percents),
		Never:           strconv.Itoa(c.NeverHit) + "/" + strconv.Itoa(c.Never),
		PrecisionBounds: Wilson(c.Hit, c.Hit+c.False), RecallBounds: Wilson(c.Hit, c.Targets),
	}
}

// precision is precision, recall and F1; what has no support is 1.
func precision(hit, wrong, missed int) (p, r, f1 float64) {
	p, r = 1, 1
	if n := hit + wrong; n > 0 {
		p = float64(hit) / float64(n)
	}
	if n := hit + missed; n > 0 {
		r = float64(hit) / float64(n)
	}
	if p+r > 0 {
		f1 = 2 * p * r / (p + r)
	}
	return p, r, f1
}

func share[N int | float64](part N, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	f := round4(float64(part) / float64(whole))
	return &f
}

// round4 rounds to four decimals, as the decimal nearest to the float.
func round4(f float64) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(f, 'f', 4, 64), 64)
	if err != nil {
		return f
	}
	return r
}

// Rows are the languages in order, "all" last.
func (t Table) Rows() []string {
	return slices.SortedFunc(maps.Keys(t), func(a, b string) int {
		if (a == "all") != (b == "all") {
			return one(a == "all") - one(b == "all")
		}
		return strings.Compare(a, b)
	})
}

// String writes the table in columns.
func (t Table) String() string {
	var grid [][]string
	for _, row := range t.Rows() {
		names, values := t[row].cells()
		if grid == nil {
			grid = append(grid, append([]string{""}, names...))
		}
		grid = append(grid, append([]string{row}, values...))
	}
	return columns(grid)
}

// cells are the names and the values of the figures, in the order of their JSON.
func (f Figures) cells() (names, values []string) {
	names, values = []string{"docs", "targets"}, []string{strconv.Itoa(f.Docs), strconv.Itoa(f.Targets)}
	for _, c := range []struct {
		name  string
		value *float64
	}{
		{"P", &f.P},
		{"R", &f.R},
		{"F1", &f.F1},
		{"whole", f.Whole},
		{"comparator", f.Comparator},
		{"deadline", f.Deadline},
		{"year told", f.YearTold},
		{"change", f.Change},
		{"baseline", f.Baseline},
		{"frequency", f.Frequency},
		{"indicator", f.Indicator},
		{"actor", f.Actor},
		{"% found", f.PercentFound},
		{"% status", f.PercentStatus},
	} {
		names, values = append(names, c.name), append(values, shown(c.value))
	}
	return append(names, "never"), append(values, f.Never)
}

func shown(f *float64) string {
	if f == nil {
		return "–"
	}
	return strconv.FormatFloat(*f, 'f', 3, 64)
}

// columns sets a grid of texts in columns, the first to the left, the others
// to the right.
func columns(grid [][]string) string {
	var width []int
	for _, row := range grid {
		for i, c := range row {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], len([]rune(c)))
		}
	}
	var b strings.Builder
	for _, row := range grid {
		var line strings.Builder
		for i, c := range row {
			pad := strings.Repeat(" ", width[i]-len([]rune(c)))
			switch i {
			case 0:
				line.WriteString(c + pad)
			default:
				line.WriteString("  " + pad + c)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}
