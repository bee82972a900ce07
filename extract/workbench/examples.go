// Package workbench is what a rule author uses: it runs the examples of rules,
// names rules that do nothing, shows how a text is read, counts what rules do
// on a corpus, and finds sentences that no rule reads.
package workbench

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"goalpost/corpus"
	"goalpost/extract"
	"goalpost/rules"
)

// Result is how one example of a rule came out.
type Result struct {
	Rule *rules.Rule
	Kind string // match, never, todo
	Text string
	Got  string // what was read instead; empty: as told
}

// Failed says whether the example fails its rule; a todo never does.
func (r Result) Failed() bool { return r.Got != "" && r.Kind != "todo" }

// Examples runs all examples of a rule set, in the order of the rules.
func Examples(set *rules.Set) []Result {
	e := extract.New(set)
	var out []Result
	for i := range set.Rules {
		r := &set.Rules[i]
		for _, ex := range r.Match {
			out = append(out, Result{r, "match", ex.Text, missing(e, ex)})
		}
		for _, text := range r.Never {
			out = append(out, Result{r, "never", text, fired(e, r, text)})
		}
		for _, ex := range r.Todo {
			out = append(out, Result{r, "todo", ex.Text, missing(e, ex)})
		}
	}
	return out
}

// missing says what an example wants and does not get.
func missing(e *extract.Engine, ex rules.Example) string {
	got := e.Read(extract.Doc{Text: ex.Text, Title: ex.Title, Published: ex.Published, Zones: []corpus.Zone{}})
	var out []string
	for _, w := range ex.Want {
		if !meets(&got, &w) {
			out = append(out, fmt.Sprintf("wants %s; reads %s", show(fields(&w)), all(&got)))
		}
	}
	return strings.Join(out, "; ")
}

// fired says what a rule decided in a text in which it must not.
func fired(e *extract.Engine, r *rules.Rule, text string) string {
	x := e.Explain(extract.Doc{Text: text, Zones: []corpus.Zone{}})
	if slices.Contains(x.Fired(), r.ID) {
		return "the rule fires; reads " + all(&x.Extraction)
	}
	return ""
}

// fields are the fields of a want that are compared, as name and value.
func fields(w *rules.Want) [][2]string {
	var out [][2]string
	for _, f := range [][2]string{
		{"quote", w.Quote},
		{"kind", w.Kind},
		{"value", w.Value},
		{"unit", w.Unit},
		{"unit_code", w.UnitCode},
		{"comparator", w.Comparator},
		{"calendar", w.Calendar},
		{"status", w.Status},
		{"change", w.Change},
		{"deadline", w.Deadline},
		{"frequency", w.Frequency},
		{"baseline", w.Baseline},
		{"indicator", w.Indicator},
		{"actor", w.Actor},
		{"place", w.Place},
	} {
		if f[1] != "" {
			out = append(out, f)
		}
	}
	return out
}

// meets says whether one claim or one mention has all fields of a want.
func meets(x *corpus.Extraction, w *rules.Want) bool {
	want := fields(w)
	for i := range x.Claims {
		if agrees(want, claimFields(&x.Claims[i])) {
			return true
		}
	}
	for i := range x.Mentions {
		if agrees(want, mentionFields(&x.Mentions[i])) {
			return true
		}
	}
	return false
}

func agrees(want [][2]string, got map[string]string) bool {
	for _, f := range want {
		have, known := got[f[0]]
		if !known || f[1] == "none" && have != "" || f[1] != "none" && !same(f[0], have, f[1]) {
			return false
		}
	}
	return true
}

// same compares a field; phrases may differ in case and in what stands at their edges.
func same(field, have, want string) bool {
	switch field {
	case "value":
		return have == want || strings.ReplaceAll(have, "–", "-") == strings.ReplaceAll(want, "–", "-")
	case "indicator", "actor":
		h, w := strings.ToLower(have), strings.ToLower(want)
		return h == w || h != "" && (strings.Contains(h, w) && 2*len(w) >= len(h) || strings.Contains(w, h) && 2*len(h) >= len(w))
	case "calendar":
		return strings.HasPrefix(have, want)
	}
	return have == want
}

func claimFields(c *corpus.Claim) map[string]string {
	f := map[string]string{
		"quote": c.Quote, "kind": string(c.Kind), "value": c.Value.String(), "comparator": string(c.Comparator), "status": string(c.Status), "change": string(c.Change),
		"unit": deref(c.Unit), "unit_code": deref(c.UnitCode), "frequency": deref(c.Frequency), "deadline": "", "calendar": "", "baseline": "", "indicator": "", "actor": "", "place": "",
	}
	if c.Deadline != nil {
		f["deadline"], f["calendar"] = strconv.Itoa(c.Deadline.Year), string(c.Deadline.Calendar)
	}
	if b := c.Baseline; b != nil {
		f["baseline"] = b.Value.String()
		if f["baseline"] == "" && b.Year != nil {
			f["baseline"] = strconv.Itoa(*b.Year)
		}
	}
	if c.Indicator != nil {
		f["indicator"] = c.Indicator.Text
	}
	if c.Actor != nil {
		f["actor"] = c.Actor.Text
	}
	if c.Place != nil {
		f["place"] = c.Place.Code
	}
	return f
}

func mentionFields(m *corpus.Mention) map[string]string {
	return map[string]string{
		"quote": m.Quote, "kind": string(m.Kind), "value": m.Value.String(), "comparator": string(m.Comparator),
		"unit": m.Unit, "unit_code": m.UnitCode, "calendar": string(m.Calendar),
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func show(f [][2]string) string {
	var b strings.Builder
	for i, p := range f {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%s=%q", p[0], p[1])
	}
	return b.String()
}

// all tells a whole extraction in one line.
func all(x *corpus.Extraction) string {
	var parts []string
	for i := range x.Claims {
		m := claimFields(&x.Claims[i])
		var f [][2]string
		for _, k := range []string{"quote", "value", "unit", "comparator", "status", "change", "deadline", "frequency", "baseline", "indicator", "actor"} {
			if m[k] != "" {
				f = append(f, [2]string{k, m[k]})
			}
		}
		parts = append(parts, "claim{"+show(f)+"}")
	}
	for i := range x.Mentions {
		m := &x.Mentions[i]
		parts = append(parts, fmt.Sprintf("%s{%s %s %s}", m.Kind, m.Quote, m.Value, m.Unit))
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}
