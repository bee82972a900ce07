package review

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goalpost/corpus/text"
)

// Op says in which of two texts a stretch stands.
type Op string

// The ops.
const (
	Kept    Op = "=" // in both
	Dropped Op = "-" // in the old one
	Put     Op = "+" // in the new one
)

// Edit is a stretch of two texts that are compared. The stretches that are kept
// or dropped join to the old text, those that are kept or put to the new one;
// what is dropped stands before what is put in its place.
type Edit struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// DiffWords compares two texts by words, figures and signs: Thai by the words of
// a list, so that no script needs spaces. No stretch parts a letter from its mark.
func DiffWords(old, now string) []Edit { return glued(diff(words(old), words(now))) }

// DiffLines compares two texts by lines.
func DiffLines(old, now string) []Edit {
	return diff(strings.SplitAfter(old, "\n"), strings.SplitAfter(now, "\n"))
}

// diff compares two lists of pieces by their longest common subsequence. Where
// what lies between the equal ends is too long for that, it is all other.
func diff(old, now []string) []Edit {
	head, tail := 0, 0
	for head < min(len(old), len(now)) && old[head] == now[head] {
		head++
	}
	for tail < min(len(old), len(now))-head && old[len(old)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	var e stretches
	e.add(Kept, old[:head]...)
	x, y := old[head:len(old)-tail], now[head:len(now)-tail]
	a, ok := common(len(x), len(y), func(i, j int) bool { return x[i] == y[j] })
	if !ok {
		a = noAnchors(len(x))
	}
	at := 0
	for i, j := range a {
		if j >= 0 {
			e.add(Put, y[at:j]...)
			e.add(Kept, x[i])
			at = j + 1
			continue
		}
		e.add(Dropped, x[i])
	}
	e.add(Put, y[at:]...)
	e.add(Kept, old[len(old)-tail:]...)
	return e
}

// stretches are edits, neighbours of one op joined.
type stretches []Edit

func (e *stretches) add(op Op, pieces ...string) {
	s := strings.Join(pieces, "")
	switch last := len(*e) - 1; {
	case s == "":
	case last >= 0 && (*e)[last].Op == op:
		(*e)[last].Text += s
	default:
		*e = append(*e, Edit{op, s})
	}
}

// glued joins changes with nothing but spaces between them, so that a phrase in
// place of another is one change.
func glued(list []Edit) []Edit {
	var out stretches
	var dropped, put string
	flush := func() {
		out.add(Dropped, dropped)
		out.add(Put, put)
		dropped, put = "", ""
	}
	for i, e := range list {
		switch {
		case e.Op == Dropped:
			dropped += e.Text
		case e.Op == Put:
			put += e.Text
		case dropped != "" && put != "" && i+1 < len(list) && strings.TrimSpace(e.Text) == "":
			dropped, put = dropped+e.Text, put+e.Text
		default:
			flush()
			out.add(Kept, e.Text)
		}
	}
	flush()
	return out
}

// words cuts a text into words, figures, spaces and single signs; joined they
// are the text.
func words(s string) []string {
	var out []string
	thai := text.ThaiWords(s)
	for at := 0; at < len(s); {
		for len(thai) > 0 && int(thai[0].Start) < at {
			thai = thai[1:]
		}
		end := at + run(s[at:])
		if len(thai) > 0 && int(thai[0].Start) == at {
			end = int(thai[0].End)
		} else if len(thai) > 0 {
			end = min(end, int(thai[0].Start))
		}
		for end < len(s) && extends(s[end:]) {
			_, size := utf8.DecodeRuneInString(s[end:])
			end += size
		}
		out = append(out, s[at:end])
		at = end
	}
	return out
}

// run is how long the run of letters, of figures with the signs between them, or
// of spaces is that a text begins with, in bytes; any other sign stands alone.
func run(s string) int {
	first, size := utf8.DecodeRuneInString(s)
	same := func(rune) bool { return false }
	switch {
	case unicode.IsSpace(first):
		same = unicode.IsSpace
	case unicode.IsDigit(first):
		same = unicode.IsDigit
	case unicode.IsLetter(first):
		same = unicode.IsLetter
	}
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		next, _ := utf8.DecodeRuneInString(s[size+n:])
		inFigure := unicode.IsDigit(first) && strings.ContainsRune(".,٫٬/", r) && unicode.IsDigit(next)
		if !same(r) && !inFigure && !extends(s[size:]) {
			break
		}
		size += n
	}
	return size
}

// extends says whether a text begins with what belongs to the letter before it.
func extends(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.In(r, unicode.M) || r == '\u0E33' || r == '\u0EB3' || r == '\u200C' || r == '\u200D'
}
