package workbench

import (
	"errors"
	"fmt"
	"strings"

	"goalpost/extract"
	"goalpost/rules"
)

// ErrMarks says that a sentence does not mark its value as [[value]] and, if it
// likes, its cue as ((cue)).
var ErrMarks = errors.New("mark the value as [[30%]] and the words that make it a target as ((aims to))")

// New writes the skeleton of a cue rule from a sentence in which the value is
// marked as [[30%]] and the words of the cue as ((phấn đấu)). It returns
// [ErrMarks] where there is no value, no cue, or a mark is left open.
func New(set *rules.Set, marked string) (string, error) {
	value, ok := between(marked, "[[", "]]")
	cue, cueOK := between(marked, "((", "))")
	if !ok || !cueOK {
		return "", ErrMarks
	}
	plain := strings.NewReplacer("[[", "", "]]", "", "((", "", "))", "").Replace(marked)
	x := extract.New(set).Read(extract.Doc{Text: plain})
	var b strings.Builder
	fmt.Fprintf(&b, "rules:\n  - id: %s.cue.NAME\n    class: cue\n    status: target\n    weight: medium\n    words: [%q]\n    match:\n      - text: %q\n        want:\n", set.Lang, cue, plain)
	fmt.Fprintf(&b, "          - {quote: %q, status: target", value)
	for _, c := range x.Claims {
		if c.Quote != value {
			continue
		}
		fmt.Fprintf(&b, ", comparator: %q, change: %s", c.Comparator, c.Change)
		if c.Deadline != nil {
			fmt.Fprintf(&b, ", deadline: %d", c.Deadline.Year)
		}
		break
	}
	b.WriteString("}\n    never:\n      - \"A sentence with these words that states no target.\"\n")
	return b.String(), nil
}

func between(s, open, end string) (string, bool) {
	_, rest, ok := strings.Cut(s, open)
	if !ok {
		return "", false
	}
	in, _, ok := strings.Cut(rest, end)
	return in, ok && in != ""
}
