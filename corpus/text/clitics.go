package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Clitics are short words that are written onto the front of others, such as the
// Arabic article and prepositions, and endings of number, gender and possession.
// The zero value has none.
type Clitics struct {
	front []clitic // longest first
	back  []string // each is cut once, in this order
}

type clitic struct {
	text string
	left int
}

// lettersLeft is how many letters a word keeps when an ending is cut off.
const lettersLeft = 2

// NewClitics prepares clitics: front maps each to the letters that must be left
// behind it.
func NewClitics(front map[string]int, back []string) *Clitics {
	c := &Clitics{back: back}
	for x, left := range front {
		c.front = append(c.front, clitic{x, left})
	}
	slices.SortFunc(c.front, func(a, b clitic) int {
		if len(a.text) != len(b.text) {
			return len(b.text) - len(a.text)
		}
		return strings.Compare(a.text, b.text)
	})
	return c
}

// Stem is a word without the longest clitic before it and without its endings.
func (c *Clitics) Stem(word string) string {
	for _, p := range c.front {
		if rest, ok := strings.CutPrefix(word, p.text); ok && utf8.RuneCountInString(rest) >= p.left {
			word = rest
			break
		}
	}
	for _, suffix := range c.back {
		if rest, ok := strings.CutSuffix(word, suffix); ok && utf8.RuneCountInString(rest) >= lettersLeft {
			word = rest
		}
	}
	return word
}
