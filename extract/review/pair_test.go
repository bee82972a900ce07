package review

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/extract"
)

// piece is a stretch of an article: of the old text (from ≥ 0), or new.
type piece struct {
	from int // byte offset in the old text; -1: not of it
	text string
}

// edited is an article as a list of pieces, edited by cutting and joining them.
type edited []piece

// lines cuts a text after line ends, and after full stops.
func lines(s string) edited {
	var out edited
	start := 0
	for i := range s {
		if end := s[i] == '\n' || i > 0 && s[i] == ' ' && strings.ContainsAny(s[i-1:i], ".!?"); end {
			out = append(out, piece{start, s[start : i+1]})
			start = i + 1
		}
	}
	return append(out, piece{start, s[start:]})
}

func (e edited) String() string {
	var b strings.Builder
	for _, p := range e {
		b.WriteString(p.text)
	}
	return b.String()
}

// replace puts other words in the place of bytes [start, end) of the old text.
func (e edited) replace(start, end int, with string) edited {
	var out edited
	for _, p := range e {
		if p.from < 0 || start < p.from || end > p.from+len(p.text) {
			out = append(out, p)
			continue
		}
		at := start - p.from
		out = append(out, piece{p.from, p.text[:at]}, piece{-2 - start, with}, piece{end, p.text[at+end-start:]})
	}
	return out
}

// where is the span in the new text of what stood at [start, end) in the old
// one, edited values included.
func (e edited) where(start, end int) (from, to int, ok bool) {
	at := 0
	for _, p := range e {
		switch {
		case p.from == -2-start:
			return at, at + len(p.text), true
		case p.from >= 0 && start >= p.from && end <= p.from+len(p.text):
			return at + start - p.from, at + end - p.from, true
		}
		at += len(p.text)
	}
	return 0, 0, false
}

// article is a text with its claims.
type article struct {
	lang   corpus.Lang
	text   string
	pub    string
	claims []corpus.Claim
}

func (a *article) span(c corpus.Claim) (start, end int) {
	s := text.NewPoints(a.text).Span(corpus.Range{Start: c.Start, End: c.End})
	return int(s.Start), int(s.End)
}

// otherFigures writes other figures of the same script and length.
func otherFigures(rng *rand.Rand, s string) string {
	return strings.Map(func(r rune) rune {
		for _, zero := range []rune{'0', '٠', '๐'} {
			if r > zero && r <= zero+9 {
				return zero + 1 + (r-zero-1+rune(1+rng.IntN(8)))%9
			}
		}
		return r
	}, s)
}

// The edits that newsrooms make.
var edits = map[string]func(*rand.Rand, *article, edited, []article) edited{
	"insert": func(rng *rand.Rand, a *article, e edited, others []article) edited {
		o := others[rng.IntN(len(others))]
		if o.text == a.text {
			return e // its own words twice: which is which can't be told
		}
		l := lines(o.text)
		return slices.Insert(e, rng.IntN(len(e)+1), piece{-1, strings.TrimRight(l[rng.IntN(len(l))].text, "\n") + "\n"})
	},
	"repeat": func(_ *rand.Rand, _ *article, e edited, _ []article) edited {
		return slices.Insert(e, 0, piece{-1, strings.TrimRight(e[0].text, "\n") + "\n"})
	},
	"value": func(rng *rand.Rand, a *article, e edited, _ []article) edited {
		start, end := a.span(a.claims[rng.IntN(len(a.claims))])
		return e.replace(start, end, otherFigures(rng, a.text[start:end]))
	},
	"year": func(rng *rand.Rand, a *article, e edited, _ []article) edited {
		for range 8 {
			c := a.claims[rng.IntN(len(a.claims))]
			if c.Deadline == nil || c.Deadline.Quote == "" {
				continue
			}
			s := text.NewPoints(a.text).Span(corpus.Range{Start: c.Deadline.Start, End: c.Deadline.End})
			r := []rune(a.text[s.Start:s.End])
			r[len(r)-1] = []rune(otherFigures(rng, string(r[len(r)-1])))[0]
			return e.replace(int(s.Start), int(s.End), string(r))
		}
		return e
	},
	"indicator": func(rng *rand.Rand, a *article, e edited, others []article) edited {
		c, o := a.claims[rng.IntN(len(a.claims))], others[rng.IntN(len(others))]
		d := o.claims[rng.IntN(len(o.claims))]
		if c.Indicator == nil || d.Indicator == nil {
			return e
		}
		s := text.NewPoints(a.text).Span(corpus.Range{Start: c.Indicator.Start, End: c.Indicator.End})
		return e.replace(int(s.Start), int(s.End), d.Indicator.Text)
	},
	"delete": func(rng *rand.Rand, _ *article, e edited, _ []article) edited {
		i := rng.IntN(len(e))
		return slices.Delete(e, i, i+1)
	},
	"reorder": func(rng *rand.Rand, _ *article, e edited, _ []article) edited {
		i := rng.IntN(len(e))
		p := e[i]
		e = slices.Delete(e, i, i+1)
		return slices.Insert(e, rng.IntN(len(e)+1), piece{p.from, strings.TrimRight(p.text, "\n")}, piece{-1, "\n"})
	},
	"swap": func(rng *rand.Rand, a *article, e edited, _ []article) edited {
		xs, xe := a.span(a.claims[rng.IntN(len(a.claims))])
		ys, ye := a.span(a.claims[rng.IntN(len(a.claims))])
		if xs == ys {
			return e
		}
		return e.replace(xs, xe, a.text[ys:ye]).replace(ys, ye, a.text[xs:xe])
	},
}

// tally counts pairs that must be found, and what went wrong.
type tally struct{ pairs, wrong, missing int }

func (t *tally) add(o tally) {
	t.pairs, t.wrong, t.missing = t.pairs+o.pairs, t.wrong+o.wrong, t.missing+o.missing
}

func (t *tally) rate() float64 { return 100 * float64(t.wrong+t.missing) / float64(max(t.pairs, 1)) }

// enoughPairs is from how many pairs a rate is held to a floor.
const enoughPairs = 400

func (t *tally) want(tb testing.TB, what string, most float64) {
	tb.Helper()
	if t.pairs >= enoughPairs && t.rate() > most {
		tb.Errorf("%s: %.2f wrong or missing of 100 pairs, want at most %v", what, t.rate(), most)
	}
}

// examine edits an article, extracts it again, pairs, and compares with where
// the words went.
func examine(tb testing.TB, r readers, a *article, e edited) (out tally) {
	tb.Helper()
	now := e.String()
	x := r.read(tb, a.lang, extract.Doc{Text: now, Published: a.pub})
	points := text.NewPoints(now)
	truth := map[int]int{}
	for i, c := range a.claims {
		start, end := a.span(c)
		from, to, ok := e.where(start, end)
		if !ok {
			continue
		}
		for j, d := range x.Claims {
			s := points.Span(corpus.Range{Start: d.Start, End: d.End})
			if int(s.Start) < to && from < int(s.End) {
				truth[i] = j
				break
			}
		}
	}
	out.pairs = len(truth)
	found := 0
	for _, p := range PairUp(Side{a.text, a.claims}, Side{now, x.Claims}).Pairs {
		j, ok := truth[p.Old]
		switch {
		case ok && j == p.New:
			found++
		case ok:
			out.wrong++
			found++ // counted once: as wrong
		default:
			out.wrong++
		}
	}
	out.missing = len(truth) - found
	return out
}

// articles are texts with at least two claims: of the public gold, or of the
// gold in testdata.
func articles(tb testing.TB, r readers, lang corpus.Lang, pattern string) (out []article) {
	tb.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range files {
		for _, a := range r.answers(tb, f) {
			if a.Gold.Lang == lang && len(a.Claims) >= 2 {
				out = append(out, article{lang, a.Gold.Text, deref(a.Gold.Published), a.Claims})
			}
		}
	}
	return out
}

const rounds = 3 // edits of each kind for each article

func TestIdentityHoldsUnderEdits(t *testing.T) {
	t.Run("testdata", func(t *testing.T) { identity(t, filepath.Join("..", "..", "testdata", "gold", "*.jsonl")) })
	t.Run("public", func(t *testing.T) { identity(t, filepath.Join(shared(t), "gold", "dev.*.jsonl")) })
}

func identity(t *testing.T, pattern string) {
	t.Helper()
	r := readers{}
	var allSingle, allMixed tally
	kinds := []string{"insert", "repeat", "value", "year", "indicator", "delete", "reorder", "swap"}
	for _, lang := range []corpus.Lang{"vi", "ko", "ar", "th"} {
		list := articles(t, r, lang, pattern)
		if len(list) < 2 {
			t.Skipf("SKIPPED: %d articles in %s", len(list), lang)
		}
		rng := rand.New(rand.NewPCG(1, 2))
		var report []string
		single, mixed := tally{}, tally{}
		for _, kind := range kinds {
			var sum tally
			for i := range list {
				for range rounds {
					sum.add(examine(t, r, &list[i], edits[kind](rng, &list[i], lines(list[i].text), list)))
				}
			}
			single.add(sum)
			report = append(report, fmt.Sprintf("%s %.2f", kind, sum.rate()))
			sum.want(t, fmt.Sprintf("%s, %s", lang, kind), 3)
		}
		for i := range list {
			for range rounds {
				e := lines(list[i].text)
				for _, k := range rng.Perm(len(kinds))[:min(4, 1+len(list[i].claims)/4)] {
					e = edits[kinds[k]](rng, &list[i], e, list)
				}
				mixed.add(examine(t, r, &list[i], e))
			}
		}
		t.Logf("%s: single %.2f (%s); mixed %.2f (%d wrong, %d missing of %d)", lang, single.rate(), strings.Join(report, ", "), mixed.rate(), mixed.wrong, mixed.missing, mixed.pairs)
		single.want(t, string(lang)+", single edits", 2)
		mixed.want(t, string(lang)+", mixed edits", 5)
		allSingle.add(single)
		allMixed.add(mixed)
	}
	allSingle.want(t, "single edits", 2)
	allMixed.want(t, "mixed edits", 5)
}

func TestPairingIsDeterministicAndItself(t *testing.T) {
	r := readers{}
	for _, lang := range []corpus.Lang{"vi", "ko", "ar", "th"} {
		for _, a := range articles(t, r, lang, filepath.Join(shared(t), "gold", "dev."+string(lang)+".jsonl")) {
			s := Side{a.text, a.claims}
			p := PairUp(s, s)
			if len(p.Added)+len(p.Removed)+len(p.Split)+len(p.Merged) > 0 {
				t.Errorf("%s: an article compared with itself: %+v", lang, p)
			}
			for _, pair := range p.Pairs {
				if pair.Old != pair.New {
					t.Errorf("%s: claim %d is paired with %d", lang, pair.Old, pair.New)
				}
			}
		}
	}
}
