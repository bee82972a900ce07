package main

import (
	"fmt"
	"slices"
	"strings"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/extract/review"
)

// view says how changes are shown. The zero value shows both texts and what
// differs in them.
type view struct {
	plain bool // what is other is not marked, and fields are left out
	only  side // of the texts before and now
}

// side is a choice of the texts before and now.
type side int

const (
	bothTexts side = iota
	oldText
	newText
)

// next shows the old text alone, then the new one, then both again.
func (v *view) next() { v.only = (v.only + 1) % (newText + 1) }

// change writes one change as [printer.viewed] does.
func (p printer) change(c laid) { p.viewed(c, view{}) }

// viewed writes one change: what it is, the words before and now, and a line for
// each field. The lines of fields begin with a Latin word, and each value stands
// between isolates, so that "40% → 45%" cannot be turned round by right-to-left
// words.
func (p printer) viewed(c laid, v view) {
	state := ""
	if c.State != review.Pending {
		state = " (" + string(c.State) + ")"
	}
	fmt.Fprintf(p, "%s  %s%s  %s, %s  %s\n", p.bold(c.Key), c.Kind, state, c.Lang, c.Why(), p.dim(strings.Join(c.RuleIDs(), " → ")))
	fmt.Fprintf(p, "  %s\n", fsi+first(c.row.Title, c.row.Key.Name())+pdi)
	p.texts(c, v)
	if v.plain {
		return
	}
	if c.Old == nil || c.New == nil {
		p.fields("    ", claimFields(*c.Claim()))
	}
	for _, f := range c.Fields {
		fmt.Fprintf(p, "    %-14s %s → %s\n", f.Field, shield(f.Old), shield(f.New))
	}
	if names := c.Edited; len(names) > 0 {
		if len(names) > shownEdits {
			names = append(slices.Clone(names[:shownEdits]), fmt.Sprintf("%d more", len(names)-shownEdits))
		}
		fmt.Fprintf(p, "    %-14s %s\n", "edited", strings.Join(names, ", "))
	}
	if c.Former != nil && c.State == review.Stale {
		fmt.Fprintf(p, "    before this: %s by %s, %s (%s)\n", c.Former.Verdict, c.Former.Actor, c.Former.At.Format("2006-01-02"), c.Former.ID)
	}
}

// shownEdits is how many edited rules a change names.
const shownEdits = 3

// texts writes the sentence before and the sentence now, or the one where both
// are the same; what was taken out and put in is marked.
func (p printer) texts(c laid, v view) {
	before, now := c.sentences()
	same := before == now
	edits := review.DiffWords(before.text, now.text)
	if v.plain || before.text == "" || now.text == "" {
		edits = nil
	}
	if before.text != "" && v.only != newText && (!same || c.New == nil || v.only == oldText) {
		fmt.Fprintf(p, "  before: %s\n", p.compared(before, edits, review.Dropped))
	}
	if now.text != "" && v.only != oldText && (c.New != nil || !same) {
		fmt.Fprintf(p, "  now:    %s\n", p.compared(now, edits, review.Put))
	}
}

// passage is a sentence with the value in it; without one the span is empty.
type passage struct {
	text  string
	value corpus.Span
}

// sentences are what is told before and now. Of a claim that came or went, the
// other is what stands in its sentence's place in the other text, if anything does.
func (c laid) sentences() (before, now passage) {
	switch {
	case c.Old == nil:
		now = sentenceIn(c.now.Text, c.New)
		before.text = beside(c.now, c.old, c.New)
	case c.New == nil:
		before = sentenceIn(c.old.Text, c.Old)
		now.text = beside(c.old, c.now, c.Old)
	default:
		before, now = sentenceIn(c.old.Text, c.Old), sentenceIn(c.now.Text, c.New)
	}
	return before, now
}

func sentenceIn(source string, c *corpus.Claim) passage {
	value := text.NewPoints(source).Span(corpus.Range{Start: c.Start, End: c.End})
	span := pipeline.Sentence(source, value)
	return passage{span.Of(source), corpus.Span{Start: value.Start - span.Start, End: value.End - span.Start}}
}

// beside is the sentence of the other side that stands where a claim's does; ""
// where both sides have one text, or the other has no such sentence.
func beside(side, other review.Side, c *corpus.Claim) string {
	if side.Text == other.Text {
		return ""
	}
	at, ok := review.Beside(side, other, c)
	if !ok {
		return ""
	}
	return strings.TrimSpace(at.Of(other.Text))
}

// compared writes a sentence with its value marked and, set off, what the other
// one has not. op says which edits are this sentence's own.
func (p printer) compared(t passage, edits []review.Edit, op review.Op) string {
	if edits == nil {
		edits = []review.Edit{{Op: review.Kept, Text: t.text}}
	}
	var b, value strings.Builder
	at := 0
	for _, e := range edits {
		if e.Op != op && e.Op != review.Kept {
			continue
		}
		for _, cut := range []int{int(t.value.Start), int(t.value.End), at + len(e.Text)} {
			end := min(max(cut, at), at+len(e.Text))
			piece := p.piece(e.Text[:end-at], e.Op)
			e.Text, at = e.Text[end-at:], end
			if end > int(t.value.Start) && end <= int(t.value.End) {
				value.WriteString(piece)
				continue
			}
			if value.Len() > 0 {
				b.WriteString(p.mark(value.String()))
				value.Reset()
			}
			b.WriteString(piece)
		}
	}
	if value.Len() > 0 {
		b.WriteString(p.mark(value.String()))
	}
	return fsi + strings.Join(strings.Fields(b.String()), " ") + pdi
}

// piece writes a stretch: what was taken out as [-…-] and what was put in as
// {+…+}, or in colours.
func (p printer) piece(s string, op review.Op) string {
	switch {
	case s == "" || op == review.Kept:
		return s
	case p.colour && op == review.Dropped:
		return "\x1b[31;9m" + s + "\x1b[39;29m"
	case p.colour:
		return "\x1b[32;4m" + s + "\x1b[39;24m"
	case op == review.Dropped:
		return "[-" + s + "-]"
	}
	return "{+" + s + "+}"
}

// shield sets a value apart from the text around it; nothing is shown as "none".
func shield(s string) string {
	if s == "" {
		return "none"
	}
	if !slices.ContainsFunc([]rune(s), func(r rune) bool { return r > 0x7f }) {
		return s
	}
	return fsi + s + pdi
}

// contextLines is how many lines that are kept stand around those that are not.
const contextLines = 1

// ruleEdit writes what became of a rule, line by line; most 0 shows all lines.
func (p printer) ruleEdit(e review.RuleEdit, note string, most int) {
	fmt.Fprintf(p, "  %s (%s%s)\n", p.bold(e.Rule), e.How(), note)
	var lines []string
	edits := review.DiffLines(e.Old, e.New)
	for i, part := range edits {
		list := strings.Split(strings.TrimSuffix(part.Text, "\n"), "\n")
		if part.Op == review.Kept {
			list = around(list, i == 0, i == len(edits)-1)
		}
		for _, l := range list {
			lines = append(lines, p.line(part.Op, l))
		}
	}
	if most > 0 && len(lines) > most {
		lines = append(lines[:most], fmt.Sprintf("      … %d lines more; goalpost review show prints all", len(lines)-most))
	}
	for _, l := range lines {
		fmt.Fprintln(p, l)
	}
}

// around shortens lines that are kept to those beside others.
func around(list []string, first, last bool) []string {
	head, tail := contextLines, contextLines
	if first {
		head = 1 // the id of the rule
	}
	if last {
		tail = 0
	}
	if len(list) <= head+tail+1 {
		return list
	}
	return append(append(slices.Clone(list[:head]), "…"), list[len(list)-tail:]...)
}

// line writes a line of a rule as kept, taken out or put in. What is told in it
// stands apart, so that the sign before it stays on the left.
func (p printer) line(op review.Op, s string) string {
	told := strings.TrimLeft(s, " -")
	s = s[:len(s)-len(told)] + isolate(told)
	switch {
	case op == review.Kept:
		return "      " + s
	case op == review.Dropped && p.colour:
		return "\x1b[31m    - " + s + "\x1b[0m"
	case op == review.Dropped:
		return "    - " + s
	case p.colour:
		return "\x1b[32m    + " + s + "\x1b[0m"
	}
	return "    + " + s
}
