package workbench

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"goalpost/corpus/text"
	"goalpost/extract"
	"goalpost/rules"
)

// Finding is something about a rule that its author should look at.
type Finding struct {
	Name string // no-negative, no-example, toothless, unreachable, control, contradiction, shadowed, twice, never-fires, hidden, idle, slow
	Rule *rules.Rule
	Word string // the word at fault; empty: the whole rule
	Text string // what is wrong, and what to do
}

// Text is one text of a corpus to try rules on.
type Text struct {
	Name, Text, Published string
}

// Lint looks at rules without texts, and, where texts are given, at what the
// rules do on them.
func Lint(set *rules.Set, texts []Text) []Finding {
	out := lintRules(set)
	out = append(out, lintWords(set)...)
	if len(texts) > 0 {
		out = append(out, lintUse(set, texts)...)
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if a.Name != b.Name {
			return a.Name < b.Name
		}
		return a.Rule.ID < b.Rule.ID
	})
	return out
}

// unproven are the classes whose rules need no examples: they decide nothing by
// themselves.
var unproven = []rules.Class{rules.Shadow, rules.Break, rules.ClauseBreak, rules.Link, rules.Abbreviation, rules.PlaceName}

func lintRules(set *rules.Set) (out []Finding) {
	for i := range set.Rules {
		r := &set.Rules[i]
		if slices.Contains(unproven, r.Class) {
			continue
		}
		if len(r.Never) == 0 {
			out = append(out, Finding{"no-negative", r, "", "has no text in which it must decide nothing: add one under never"})
		}
		if len(r.Match) == 0 {
			out = append(out, Finding{"no-example", r, "", "has no example: add one under match"})
		}
		for _, t := range r.Never {
			if !nearRule(r, t) {
				out = append(out, Finding{"toothless", r, t, "can't fail under never: it holds nothing like the rule's words"})
			}
		}
	}
	return out
}

// nearRule says whether a text holds a word of the rule, or the first half of one.
func nearRule(r *rules.Rule, t string) bool {
	t = text.Fold(t).Text
	return len(r.Words) == 0 || slices.ContainsFunc(r.Words, func(w rules.Word) bool {
		letters := []rune(strings.TrimSpace(text.Fold(w.Text).Text))
		return strings.Contains(t, strings.TrimSpace(string(letters[:(len(letters)+1)/2])))
	})
}

// lintWords finds words that cannot match, or that say two things at once.
func lintWords(set *rules.Set) (out []Finding) {
	type owner struct {
		rule   *rules.Rule
		folded string
	}
	seen := map[string]owner{}
	status := map[string]*rules.Rule{}
	for i := range set.Rules {
		r := &set.Rules[i]
		for _, w := range r.Words {
			folded := strings.TrimSpace(text.Fold(w.Text).Text)
			switch {
			case folded == "":
				out = append(out, Finding{"unreachable", r, w.Text, "nothing is left of the word after normalisation, so it never matches"})
				continue
			case strings.ContainsFunc(w.Text, func(c rune) bool { return unicode.Is(unicode.Cf, c) || unicode.IsControl(c) }):
				out = append(out, Finding{"control", r, fmt.Sprintf("%q", w.Text), "holds a character that readers do not see; write the word without it"})
			case strings.Contains(folded, "  "):
				out = append(out, Finding{"unreachable", r, w.Text, "holds two spaces in a row"})
			}
			key := string(r.Class) + " " + r.Status + string(r.Side) + string(r.Reach) + folded // of another reach it adds to the first
			if r.At == rules.AtRun {                                                            // in a number without spaces it is another word
				key += " run"
			}
			if o, ok := seen[key]; ok && o.rule == r {
				out = append(out, Finding{"twice", r, w.Text, "stands twice in the rule"})
			} else if ok {
				out = append(out, Finding{"shadowed", r, w.Text, "stands in " + o.rule.ID + " too, with the same class: one of the two is enough"})
			}
			seen[key] = owner{r, folded}
			if r.Class == rules.Cue {
				if other := status[folded]; other != nil && other.Status != r.Status && other.Side == r.Side {
					out = append(out, Finding{"contradiction", r, w.Text, "says " + r.Status + " here and " + other.Status + " in " + other.ID})
				}
				status[folded] = r
			}
		}
	}
	return out
}

// A rule is slow whose words are tried in vain once in so many letters, so many
// times for each that they are met: they are short, and stand inside of others.
const (
	slowLetters = 1000
	slowTimes   = 5
)

// lintUse names rules that no text uses, cues that stand in many texts and never
// decide, and rules that cost more looks than they are worth.
func lintUse(set *rules.Set, texts []Text) (out []Finding) {
	letters := 0
	for _, t := range texts {
		letters += utf8.RuneCountInString(t.Text)
	}
	for _, s := range Stats(set, texts) {
		switch {
		case s.Tokens == 0 && s.Hidden > 0:
			out = append(out, Finding{"hidden", s.Rule, "", fmt.Sprintf("stands %d times, each time inside of a longer word of the rules", s.Hidden)})
		case s.vain() >= 20 && s.vain()*slowLetters > letters && s.vain() > s.Tokens*slowTimes:
			out = append(out, Finding{"slow", s.Rule, "", fmt.Sprintf("is tried in vain %d times in %d letters and met %d times: narrow it with at or longer words", s.vain(), letters, s.Tokens)})
		case s.Tokens == 0:
			out = append(out, Finding{"never-fires", s.Rule, "", fmt.Sprintf("stands in none of %d texts", len(texts))})
		case s.Rule.Class == rules.Cue && s.Tokens >= 20 && s.Decided == 0:
			out = append(out, Finding{"idle", s.Rule, "", fmt.Sprintf("stands %d times and never decides a status", s.Tokens)})
		}
	}
	return out
}

// Use is what one rule does on a corpus.
type Use struct {
	Rule    *rules.Rule
	Tokens  int // how often its words were met
	Tried   int // how often they stood in the text, met or not
	Hidden  int // how often a longer word took their place
	Decided int // how often it filled a field or stood in a mention
	Claims  int // claims that name it as their rule
	Targets int // targets among them
}

// vain is how often its words stood where they can't be read, and no longer word does.
func (u *Use) vain() int { return u.Tried - u.Tokens - u.Hidden }

// Stats counts what every rule does on texts, in the order of the rules.
func Stats(set *rules.Set, texts []Text) []Use {
	e := extract.New(set)
	out := make([]Use, len(set.Rules))
	of := map[string]*Use{}
	for i := range set.Rules {
		out[i].Rule = &set.Rules[i]
		of[set.Rules[i].ID] = &out[i]
	}
	for _, t := range texts {
		x := e.Explain(extract.Doc{Text: t.Text, Published: t.Published})
		countTokens(of, x)
		countClaims(of, x)
	}
	return out
}

func countTokens(of map[string]*Use, x extract.Reading) {
	each := func(t extract.Token, add func(*Use)) {
		for _, s := range t.Senses {
			_, id, _ := strings.Cut(s, " ")
			if u := of[id]; u != nil { // names of places have no rule
				u.Tried++
				add(u)
			}
		}
	}
	for _, t := range x.Tokens {
		each(t, func(u *Use) {
			u.Tokens++
			if t.Used == "value" || t.Used == "time" {
				u.Decided++
			}
		})
	}
	for _, m := range x.Missed {
		each(m.Token, func(u *Use) {
			if strings.HasPrefix(m.Why, "stands inside of ") {
				u.Hidden++
			}
		})
	}
}

func countClaims(of map[string]*Use, x extract.Reading) {
	for _, c := range x.Claims {
		for _, n := range c.FilledBy {
			if u := of[n.Of]; u != nil {
				u.Decided++
			}
		}
		if u := of[c.Rule]; u != nil {
			u.Claims++
			if c.Status == "target" {
				u.Targets++
			}
		}
	}
}
