package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"goalpost/corpus"
	"goalpost/extract/review"
)

// tellChanges prints changes as the flags ask and says how many there are. Nothing
// is held but counts and what is shown: programs get the changes as they are
// found, people a second pass where they want more than a page.
func (d *desk) tellChanges(changes iter.Seq2[laid, error], flags diffFlags) (n int, err error) {
	switch {
	case flags.jsonl:
		return d.tellLines(changes)
	case flags.sarif:
		return d.tellSARIF(changes)
	case flags.asJSON:
		return d.tellDocument(changes)
	}
	counts, edits, page := review.NewTally(), editCounts{}, []laid(nil)
	for c, err := range changes {
		if err != nil {
			return n, err
		}
		n++
		counts.Add(c.Item)
		if err := edits.add(d, c); err != nil {
			return n, err
		}
		if len(page) < flags.limit {
			page = append(page, c)
		}
	}
	if _, err := io.WriteString(d.stdout, counts.Text(flags.by)); err != nil || flags.by != "" {
		return n, err
	}
	p := printer{d.stdout, d.colour(d.stdout)}
	p.ruleEdits(edits, flags.limit == 0)
	if flags.limit == 0 {
		for c, err := range changes {
			if err != nil {
				return n, err
			}
			if err := p.row(c); err != nil {
				return n, err
			}
		}
		return n, nil
	}
	for _, c := range page {
		if err := p.row(c); err != nil {
			return n, err
		}
	}
	if n > len(page) {
		_, err = fmt.Fprintf(d.stdout, "\n%s more; --limit 0 shows all\n", grouped(n-len(page)))
	}
	return n, err
}

// row writes a change behind an empty line, at once.
func (p printer) row(c laid) error {
	var b strings.Builder
	b.WriteString("\n")
	printer{&b, p.colour}.change(c)
	_, err := io.WriteString(p, b.String())
	return err
}

// editCounts are the edited rules that changes are due to, and to how many.
type editCounts map[review.RuleEdit]int

// add counts the edited rules of a change.
func (e editCounts) add(d *desk, c laid) error {
	if len(c.Edited) == 0 {
		return nil
	}
	list, err := d.edits(c.sheet)
	for _, edit := range list {
		if slices.Contains(c.Edited, edit.Rule) {
			e[edit]++
		}
	}
	return err
}

// editRecord is an edited rule as programs read it.
type editRecord struct {
	SchemaVersion int    `json:"schema_version"`
	Type          string `json:"type"`
	How           string `json:"how"` // new, gone, edited
	review.RuleEdit
	Lines   []review.Edit `json:"lines"`
	Changes int           `json:"changes,omitempty"`
}

func editRecordOf(e review.RuleEdit, changes int) editRecord {
	return editRecord{corpus.SchemaVersion, "rule", e.How(), e, review.DiffLines(e.Old, e.New), changes}
}

// sorted are the edited rules, those first to which the most is due.
func (e editCounts) sorted() []editRecord {
	out := []editRecord{}
	for edit, n := range e {
		out = append(out, editRecordOf(edit, n))
	}
	slices.SortFunc(out, func(a, b editRecord) int {
		return cmp.Or(cmp.Compare(b.Changes, a.Changes), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.New, b.New))
	})
	return out
}

// How many edited rules, and how many lines of each, stand above the changes.
const (
	shownRules = 5
	shownLines = 12
)

// ruleEdits writes the edited rules that changes are due to.
func (p printer) ruleEdits(edits editCounts, all bool) {
	list := edits.sorted()
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(p, "\nedited rules")
	most := shownLines
	if all {
		most = 0
	}
	for i, e := range list {
		if i == shownRules && !all {
			fmt.Fprintf(p, "  %d more; --limit 0 shows all\n", len(list)-i)
			break
		}
		p.ruleEdit(e.RuleEdit, ", "+counted(e.Changes, "change"), most)
	}
}

// tellLines prints JSON Lines: each change as it is found, an edited rule before
// the first change that is due to it.
func (d *desk) tellLines(changes iter.Seq2[laid, error]) (n int, err error) {
	seen := editCounts{}
	for c, err := range changes {
		if err != nil {
			return n, err
		}
		told := len(seen)
		if err := seen.add(d, c); err != nil {
			return n, err
		}
		if len(seen) > told {
			for _, e := range seen.sorted() {
				if e.Changes == 1 && slices.Contains(c.Edited, e.Rule) {
					e.Changes = 0
					if err := encode(d.stdout, e); err != nil {
						return n, err
					}
				}
			}
		}
		if err := encode(d.stdout, record(c)); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// tellDocument prints one JSON document, its changes as they are found.
func (d *desk) tellDocument(changes iter.Seq2[laid, error]) (n int, err error) {
	counts, edits := review.NewTally(), editCounts{}
	l := listing{w: d.stdout}
	l.write(fmt.Sprintf(`{"schema_version":%d,"changes":[`, corpus.SchemaVersion))
	for c, err := range changes {
		if err != nil {
			return l.n, err
		}
		counts.Add(c.Item)
		if err := edits.add(d, c); err != nil {
			return l.n, err
		}
		l.add(record(c))
	}
	l.write(`],"rules":`)
	l.encode(edits.sorted())
	l.write(`,"counts":`)
	l.encode(counts)
	l.write("}\n")
	return l.n, l.err
}

// listing writes the elements of a JSON array one by one.
type listing struct {
	w   io.Writer
	n   int
	err error
}

func (l *listing) write(s string) {
	if l.err == nil {
		_, l.err = io.WriteString(l.w, s)
	}
}

func (l *listing) encode(v any) {
	var b bytes.Buffer
	if err := encode(&b, v); l.err == nil {
		l.err = err
	}
	l.write(strings.TrimSuffix(b.String(), "\n"))
}

func (l *listing) add(v any) {
	if l.n++; l.n > 1 {
		l.write(",\n")
	}
	l.encode(v)
}

// record is a change as programs read it: with the sentence before and the
// sentence now, and where they differ the words that do.
func record(c laid) any {
	before, now := c.sentences()
	var words []review.Edit
	if before.text != "" && now.text != "" && before.text != now.text {
		words = review.DiffWords(before.text, now.text)
	}
	return struct {
		SchemaVersion int    `json:"schema_version"`
		Type          string `json:"type"`
		URL           string `json:"url,omitempty"`
		Title         string `json:"title,omitempty"`
		Published     string `json:"published,omitempty"`
		review.Item
		Before string        `json:"before,omitempty"`
		Now    string        `json:"now,omitempty"`
		Words  []review.Edit `json:"words,omitempty"`
	}{corpus.SchemaVersion, "change", c.row.URL, c.row.Title, c.row.Published, *c.Item, before.text, now.text, words}
}
