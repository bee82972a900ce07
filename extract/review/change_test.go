package review

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"goalpost/corpus"
	"goalpost/extract"
)

// changedArticles are pairs of sides: own articles before and after edits.
func changedArticles(t *testing.T, r readers, each func(a *article, old, now Side)) {
	t.Helper()
	rng := rand.New(rand.NewPCG(7, 7))
	kinds := []string{"insert", "repeat", "value", "year", "indicator", "delete", "reorder", "swap"}
	for _, lang := range []corpus.Lang{"vi", "ko", "ar", "th"} {
		list := articles(t, r, lang, filepath.Join("..", "..", "testdata", "gold", "*.jsonl"))
		for i := range list {
			e := lines(list[i].text)
			for _, k := range rng.Perm(len(kinds))[:2] {
				e = edits[kinds[k]](rng, &list[i], e, list)
			}
			now := e.String()
			x := r.read(t, lang, extract.Doc{Text: now, Published: list[i].pub})
			each(&list[i], Side{list[i].text, list[i].claims}, Side{now, x.Claims})
		}
	}
}

// bare are claims without their ids, which name the rule set.
func bare(claims []corpus.Claim) (out []string) {
	for i := range claims {
		out = append(out, encoded(&claims[i]))
	}
	slices.Sort(out)
	return out
}

func TestChangesAreWhatIsBetween(t *testing.T) {
	n := 0
	changedArticles(t, readers{}, func(a *article, old, now Side) {
		if same := Compare("a", old, old); len(same) != 0 {
			t.Errorf("%s: an article differs from itself: %+v", a.lang, same)
		}
		changes := Compare("a", old, now)
		n += len(changes)
		if got, want := bare(Apply(old.Claims, changes)), bare(now.Claims); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the changes applied give\n%v\nwant\n%v", a.lang, got, want)
		}
		x, _ := json.Marshal(changes)
		y, _ := json.Marshal(Compare("a", old, now))
		if string(x) != string(y) {
			t.Errorf("%s: compared twice, it differs", a.lang)
		}
		keys := map[string]bool{}
		for _, c := range changes {
			if keys[c.Key] {
				t.Errorf("%s: the key %s stands twice", a.lang, c.Key)
			}
			keys[c.Key] = true
		}
	})
	if n < 20 {
		t.Errorf("only %d changes were examined", n)
	}
}

// claimAt is a target with a value, as tests need it.
func claimAt(start corpus.Point, value int64, year int, rule string) corpus.Claim {
	unit, n := "%", corpus.NewNumber(value, 0)
	quote := fmt.Sprintf("%d%%", value)
	return corpus.Claim{
		ID: fmt.Sprintf("%s-%d-%d", rule, start, value), Start: start, End: start + corpus.Point(len(quote)), Quote: quote, Kind: corpus.Percent,
		Value: corpus.One(n), Unit: &unit, UnitCode: &unit, Comparator: corpus.Equal, Change: corpus.Level, Status: corpus.Target,
		Deadline: &corpus.Deadline{Year: year}, Rule: rule, Confidence: .9,
	}
}

func TestKindsOfChange(t *testing.T) {
	text := "aims at 40% of homes by 2030"
	base := claimAt(8, 40, 2030, "r")
	other, status, note, words := base, base, base, base
	other.Value = corpus.One(corpus.NewNumber(45, 0))
	status.Status = corpus.Forecast
	note.Confidence = .5
	words.Quote = "40 %"
	for want, now := range map[Kind]corpus.Claim{Changed: status, Noted: note, Reworded: words} {
		got := Compare("a", Side{text, []corpus.Claim{base}}, Side{text, []corpus.Claim{now}})
		if len(got) != 1 || got[0].Kind != want {
			t.Errorf("want one %s, got %+v", want, got)
		}
	}
	moved := base
	moved.Start, moved.End = base.Start+12, base.End+12
	got := Compare("a", Side{text, []corpus.Claim{base}}, Side{"A new line.\n" + text, []corpus.Claim{moved}})
	if len(got) != 1 || got[0].Kind != Moved {
		t.Errorf("want moved, got %+v", got)
	}
	got = Compare("a", Side{text, []corpus.Claim{base}}, Side{text, []corpus.Claim{other}})
	want := FieldChange{"value", "40", "45", Major}
	if len(got) != 1 || got[0].Fields[0] != want || !got[0].Major() {
		t.Errorf("want a row of the value, got %+v", got)
	}
	wide, low, high := claimAt(8, 40, 2030, "r"), claimAt(8, 40, 2030, "r"), claimAt(9, 0, 2030, "r")
	wide.End, low.End, high.End = 11, 9, 11
	got = Compare("a", Side{text, []corpus.Claim{wide}}, Side{text, []corpus.Claim{low, high}})
	if !slices.ContainsFunc(got, func(c Change) bool { return c.Kind == Split }) {
		t.Errorf("want a split, got %+v", got)
	}
}

func TestCausesAreToldApart(t *testing.T) {
	oldText, newText := "aims at 40% of homes by 2030", "aims at 45% of homes by 2030"
	read := func(text string, value int64, status corpus.Status, rule string) Side {
		c := claimAt(8, value, 2030, rule)
		c.Status = status
		return Side{text, []corpus.Claim{c}}
	}
	step := func(side Side, causes ...Cause) Step { return Step{causes, side} }
	was := func(status corpus.Status) Side { return read(oldText, 40, status, "r") }
	none := Side{Text: newText}
	for _, c := range []struct {
		name string
		way  []Step
		want []Cause
	}{
		{"rules alone", []Step{step(was(corpus.Forecast), ByRules)}, []Cause{ByRules}},
		{"an edit alone", []Step{step(read(newText, 45, corpus.Target, "r"), ByContent)}, []Cause{ByContent}},
		{"the reader alone", []Step{step(read(newText, 45, corpus.Target, "r"), ByReader)}, []Cause{ByReader}},
		{"rules and engine, no shadow run", []Step{step(was(corpus.Forecast), ByEngine, ByRules)}, []Cause{ByEngine, ByRules}},
		{"rules and engine, the engine did it", []Step{step(was(corpus.Forecast), ByEngine), step(was(corpus.Forecast), ByRules)}, []Cause{ByEngine}},
		{"rules and engine, the rules did it", []Step{step(was(corpus.Target), ByEngine), step(was(corpus.Forecast), ByRules)}, []Cause{ByRules}},
		{
			"rules and text, the rules did it",
			[]Step{step(was(corpus.Forecast), ByRules), step(read(newText, 40, corpus.Forecast, "r"), ByContent)},
			[]Cause{ByRules},
		},
		{
			"rules and text, the edit did it",
			[]Step{step(was(corpus.Target), ByRules), step(read(newText, 45, corpus.Target, "r"), ByContent)},
			[]Cause{ByContent},
		},
		{
			"both did it",
			[]Step{step(was(corpus.Forecast), ByRules), step(read(newText, 45, corpus.Forecast, "r"), ByContent)},
			[]Cause{ByRules, ByContent},
		},
		{"the new rules no longer read it", []Step{step(Side{Text: oldText}, ByRules), step(none, ByContent)}, []Cause{ByRules}},
	} {
		old := was(corpus.Target)
		changes := Compare("a", old, c.way[len(c.way)-1].Side)
		SetCauses(changes, old, c.way)
		if len(changes) != 1 {
			t.Errorf("%s: %d changes", c.name, len(changes))
			continue
		}
		got := changes[0].Parts
		if changes[0].Cause != BySeveral {
			got = []Cause{changes[0].Cause}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestTheSameChangeInTwoArticlesIsOneGroup(t *testing.T) {
	text := "aims at 40% of homes by 2030"
	change := func(article string, value int64) Change {
		a, b := claimAt(8, value, 2030, "r"), claimAt(8, value, 2030, "r2")
		b.Status = corpus.Forecast
		changes := Compare(article, Side{text, []corpus.Claim{a}}, Side{text, []corpus.Claim{b}})
		SetCauses(changes, Side{}, []Step{{Causes: []Cause{ByRules}}})
		return changes[0]
	}
	a, b := change("a", 40), change("b", 41)
	if a.Group != b.Group || a.Key == b.Key {
		t.Errorf("groups %s, %s; keys %s, %s", a.Group, b.Group, a.Key, b.Key)
	}
}
