package review

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"goalpost/corpus"
)

// Support is how often something was right, out of how many, with its interval.
type Support struct {
	Name  string  `json:"name"`
	Right int     `json:"right"`
	N     int     `json:"n"`
	Share float64 `json:"share"` // 0 where N is 0
	Bounds
}

func support(name string, right, n int) Support {
	s := Support{Name: name, Right: right, N: n, Bounds: Wilson(right, n)}
	if n > 0 {
		s.Share = round4(float64(right) / float64(n))
	}
	return s
}

// Category is how the targets of the gold and the claims on them compare under
// one rule of matching. The names are those of nervaluate: strict wants span
// and status, exact the span, partial counts an overlap half, type wants an
// overlap and the status.
type Category struct {
	Name      string  `json:"name"`
	Correct   int     `json:"correct"`
	Incorrect int     `json:"incorrect"` // met, but not right by this rule
	Partial   int     `json:"partial"`
	Missing   int     `json:"missing"`
	Spurious  int     `json:"spurious"`
	P         float64 `json:"P"`
	R         float64 `json:"R"`
	F1        float64 `json:"F1"`
}

// The categories.
const (
	Strict  = "strict"
	Exact   = "exact"
	Partial = "partial"
	Type    = "type"
)

// Breakdown is what a [Table] does not tell: the categories of matching, and
// precision and recall of targets by language, source and rule.
type Breakdown struct {
	Categories  []Category `json:"categories"`
	Precision   []Support  `json:"precision"`   // by "lang ar", "source …", "rule …"
	Recall      []Support  `json:"recall"`      // by language and source; a missed target has no rule
	Calibration []Bin      `json:"calibration"` // share of right statuses by the confidence that claims tell
}

// Bin is the claims whose confidence lies in [Low, High) and meet gold.
type Bin struct {
	From       float64 `json:"from"`
	To         float64 `json:"to"`
	Confidence float64 `json:"confidence"` // mean
	Support    `json:"support"`
}

// bins is how many bins of confidence there are.
const bins = 10

// Break computes the breakdown.
func Break(answers []Answer) Breakdown {
	var b breaking
	b.right, b.all, b.found, b.wanted = map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	categories := map[string]*Category{}
	for i := range answers {
		m := newMeeting(&answers[i])
		b.add(&m)
		m.categories(categories)
	}
	out := Breakdown{Calibration: b.calibration()}
	for _, name := range []string{Strict, Exact, Partial, Type} {
		c := categories[name]
		if c == nil {
			c = &Category{Name: name}
		}
		out.Categories = append(out.Categories, c.finish())
	}
	for _, k := range slices.Sorted(maps.Keys(b.all)) {
		out.Precision = append(out.Precision, support(k, b.right[k], b.all[k]))
	}
	for _, k := range slices.Sorted(maps.Keys(b.wanted)) {
		out.Recall = append(out.Recall, support(k, b.found[k], b.wanted[k]))
	}
	return out
}

// breaking sums by key.
type breaking struct {
	right, all, found, wanted map[string]int
	sum                       [bins]float64
	n, ok                     [bins]int
}

func (b *breaking) add(m *meeting) {
	keys := []string{"lang " + string(m.gold.Lang), "source " + sourceName(m.gold.Source)}
	row := make([]int, len(m.claims))
	for j := range row {
		row[j] = -1
	}
	for i, j := range m.of {
		g := &m.gold.Claims[i]
		if j >= 0 {
			row[j] = i
			b.confidence(m.claims[j].Confidence, g.mayBe(m.claims[j].Status))
		}
		if g.isTarget() {
			for _, k := range keys {
				b.wanted[k]++
				b.found[k] += one(j >= 0 && m.claims[j].Status == corpus.Target)
			}
		}
	}
	for j, p := range m.claims {
		if p.Status != corpus.Target {
			continue
		}
		right, counts := m.judge(j, row[j])
		for _, k := range append(keys, "rule "+p.Rule) {
			b.all[k] += one(counts)
			b.right[k] += one(counts && right)
		}
	}
}

// judge says whether a predicted target is right, and whether it counts at all.
func (m *meeting) judge(j, row int) (right, counts bool) {
	if row < 0 {
		return false, !m.excused(j)
	}
	g := &m.gold.Claims[row]
	return g.isTarget(), !g.Optional && (g.isTarget() || !g.mayBe(corpus.Target))
}

func (b *breaking) confidence(c float64, right bool) {
	i := min(bins-1, max(0, int(c*bins)))
	b.sum[i] += c
	b.n[i]++
	b.ok[i] += one(right)
}

func (b *breaking) calibration() []Bin {
	var out []Bin
	for i := range bins {
		if b.n[i] == 0 {
			continue
		}
		from, to := float64(i)/bins, float64(i+1)/bins
		out = append(out, Bin{From: from, To: to, Confidence: round4(b.sum[i] / float64(b.n[i])), Support: support("", b.ok[i], b.n[i])})
	}
	return out
}

// sourceName is what a gold row's source begins with: the name of a collection.
func sourceName(s string) string {
	if i := strings.IndexAny(s, ":# ("); i > 0 {
		return s[:i]
	}
	return cmp.Or(s, "–")
}

// categories counts the targets of one article in each category.
func (m *meeting) categories(sums map[string]*Category) {
	touch := func(corpus.Claim, *GoldClaim) bool { return true }
	of, used := meet(m.gold.Claims, m.claims, touch), make([]bool, len(m.claims))
	for i, j := range of {
		g := &m.gold.Claims[i]
		if j >= 0 {
			used[j] = true
		}
		if !g.isTarget() {
			continue
		}
		for _, name := range []string{Strict, Exact, Partial, Type} {
			c := category(sums, name)
			if j < 0 {
				c.Missing++
				continue
			}
			c.met(g, &m.claims[j])
		}
	}
	for j := range m.claims {
		if used[j] || m.claims[j].Status != corpus.Target || m.excused(j) {
			continue
		}
		for _, name := range []string{Strict, Exact, Partial, Type} {
			category(sums, name).Spurious++
		}
	}
}

func category(sums map[string]*Category, name string) *Category {
	if sums[name] == nil {
		sums[name] = &Category{Name: name}
	}
	return sums[name]
}

func (c *Category) met(g *GoldClaim, p *corpus.Claim) {
	span, status := g.Start == p.Start && g.End == p.End, g.mayBe(p.Status)
	right := map[string]bool{Strict: span && status, Exact: span, Partial: span, Type: status}[c.Name]
	switch {
	case right:
		c.Correct++
	case c.Name == Partial:
		c.Partial++
	default:
		c.Incorrect++
	}
}

func (c *Category) finish() Category {
	credit := float64(c.Correct) + float64(c.Partial)/2
	met := c.Correct + c.Incorrect + c.Partial
	p, r := 1.0, 1.0
	if n := met + c.Spurious; n > 0 {
		p = credit / float64(n)
	}
	if n := met + c.Missing; n > 0 {
		r = credit / float64(n)
	}
	c.P, c.R = round4(p), round4(r)
	if p+r > 0 {
		c.F1 = round4(2 * p * r / (p + r))
	}
	return *c
}

// minSupport is how many trials a share is shown from.
const minSupport = 10

// String writes the breakdown for people; a share with little support is left out.
func (b Breakdown) String() string {
	grid := [][]string{{"category", "correct", "incorrect", "partial", "missing", "spurious", "P", "R", "F1"}}
	for _, c := range b.Categories {
		grid = append(grid, []string{
			c.Name, strconv.Itoa(c.Correct), strconv.Itoa(c.Incorrect), strconv.Itoa(c.Partial), strconv.Itoa(c.Missing),
			strconv.Itoa(c.Spurious), shown(&c.P), shown(&c.R), shown(&c.F1),
		})
	}
	out := columns(grid) + "\n" + supports("precision of targets", b.Precision) + "\n" + supports("recall of targets", b.Recall)
	grid = [][]string{{"confidence", "mean", "status right", "95 %", "n"}}
	for _, c := range b.Calibration {
		name := strconv.FormatFloat(c.From, 'f', 1, 64) + "–" + strconv.FormatFloat(c.To, 'f', 1, 64)
		grid = append(grid, append([]string{name, shown(&c.Confidence)}, c.cells()...))
	}
	return out + "\n" + columns(grid)
}

func supports(title string, list []Support) string {
	grid := [][]string{{title, "share", "95 %", "n"}}
	for _, s := range list {
		grid = append(grid, append([]string{s.Name}, s.cells()...))
	}
	return columns(grid)
}

func (s Support) cells() []string {
	if s.N < minSupport {
		return []string{"–", "–", strconv.Itoa(s.N)}
	}
	return []string{shown(&s.Share), s.String(), strconv.Itoa(s.N)}
}
