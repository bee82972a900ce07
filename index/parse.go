package index

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"goalpost/corpus"
)

// Parse reads a query; see [Query] for the language. What cannot be read gives
// a [*QueryError] that points at the place.
func Parse(text string) (*Query, error) {
	p := parser{text: text}
	p.blanks()
	if p.at == len(p.text) {
		return &Query{text, allNode{}}, nil
	}
	root, err := p.either()
	if err != nil {
		return nil, err
	}
	if p.at < len(p.text) {
		return nil, p.fault(p.at, "nothing was opened that this closes")
	}
	return &Query{text, root}, nil
}

// deepest is how far groups may be nested.
const deepest = 50

type parser struct {
	text  string
	at    int
	depth int
}

func (p *parser) fault(at int, what string) error {
	return &QueryError{p.text, corpus.Byte(at), what}
}

func (p *parser) rest() string { return p.text[p.at:] }

func (p *parser) blanks() {
	p.at = len(p.text) - len(strings.TrimLeftFunc(p.rest(), unicode.IsSpace))
}

// operator takes an operator that stands as a word of its own.
func (p *parser) operator(word string) bool {
	rest, ok := strings.CutPrefix(p.rest(), word)
	if !ok {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(rest); rest != "" && !unicode.IsSpace(r) && r != '(' {
		return false
	}
	p.at += len(word)
	p.blanks()
	return true
}

// either reads parts joined by OR.
func (p *parser) either() (node, error) {
	var parts []node
	for {
		n, err := p.all()
		if err != nil {
			return nil, err
		}
		parts = append(parts, n)
		if !p.operator("OR") {
			break
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return orNode{parts}, nil
}

// all reads parts that stand side by side.
func (p *parser) all() (node, error) {
	var parts []node
	for p.at < len(p.text) && p.text[p.at] != ')' && !p.ahead("OR") {
		if p.operator("AND") && len(parts) == 0 {
			return nil, p.fault(p.at, "AND needs something on both sides")
		}
		n, err := p.unary()
		if err != nil {
			return nil, err
		}
		parts = append(parts, n)
		p.blanks()
	}
	switch len(parts) {
	case 0:
		return nil, p.fault(p.at, "a word, a phrase or a field is missing here")
	case 1:
		return parts[0], nil
	}
	return andNode{parts}, nil
}

// ahead says whether the operator stands here.
func (p *parser) ahead(word string) bool {
	q := *p
	return q.operator(word)
}

func (p *parser) unary() (node, error) {
	minus := strings.HasPrefix(p.rest(), "-") && len(p.rest()) > 1 && !startsBlank(p.rest()[1:])
	if minus {
		p.at++
	}
	if minus || p.operator("NOT") {
		n, err := p.primary()
		if err != nil {
			return nil, err
		}
		return notNode{n}, nil
	}
	return p.primary()
}

func startsBlank(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

func (p *parser) primary() (node, error) {
	start := p.at
	switch {
	case p.at == len(p.text):
		return nil, p.fault(p.at, "a word, a phrase or a field is missing here")
	case p.text[p.at] == ')':
		return nil, p.fault(p.at, "nothing was opened that this closes")
	case p.text[p.at] == '(':
		return p.group()
	}
	if closing := closingQuote(p.rest()); closing != "" {
		text, err := p.quoted(closing)
		return wordNode{text: text, span: p.since(start), phrase: true}, err
	}
	if f, op, err := p.fieldName(); err != nil || f != nil {
		if err != nil {
			return nil, err
		}
		return p.field(f, op)
	}
	word := p.bare()
	text := strings.TrimSuffix(word, "*")
	return wordNode{text: text, span: p.since(start), prefix: text != word && text != ""}, nil
}

func (p *parser) since(start int) corpus.Span {
	return corpus.Span{Start: corpus.Byte(start), End: corpus.Byte(p.at)}
}

func (p *parser) group() (node, error) {
	open := p.at
	if p.depth++; p.depth > deepest {
		return nil, p.fault(open, "groups are nested too deep")
	}
	p.at++
	p.blanks()
	n, err := p.either()
	if err != nil {
		return nil, err
	}
	if p.at == len(p.text) {
		return nil, p.fault(open, "this group is not closed")
	}
	p.at++
	p.depth--
	return n, nil
}

// closingQuote is what ends the quotation that begins s, "" where none does.
func closingQuote(s string) string {
	for _, q := range [][2]string{{`"`, `"`}, {"“", "”"}, {"„", "“"}, {"«", "»"}, {"＂", "＂"}} {
		if strings.HasPrefix(s, q[0]) {
			return q[1]
		}
	}
	return ""
}

func (p *parser) quoted(closing string) (string, error) {
	open := p.at
	_, n := utf8.DecodeRuneInString(p.rest())
	p.at += n
	text, _, ok := strings.Cut(p.rest(), closing)
	if !ok {
		return "", p.fault(open, "this quotation is not closed")
	}
	p.at += len(text) + len(closing)
	return text, nil
}

// bare reads up to a blank, a bracket or a quotation mark.
func (p *parser) bare() string {
	end := strings.IndexFunc(p.rest(), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`()"“”«»`, r)
	})
	if end < 0 {
		end = len(p.rest())
	}
	if end == 0 { // a closing quotation mark that nothing opened: a word of no letters
		_, end = utf8.DecodeRuneInString(p.rest())
	}
	word := p.rest()[:end]
	p.at += end
	return word
}

// operators that stand between a field and its value, the longer first.
var fieldOperators = []string{">=", "<=", "≥", "≤", ":", "=", ">", "<"}

// fieldName takes a field's name and the operator behind it; f is nil where a
// plain word stands here.
func (p *parser) fieldName() (f *queryField, op string, err error) {
	rest := p.rest()
	n := strings.IndexFunc(rest, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '_' })
	if n <= 0 {
		return nil, "", nil
	}
	for _, op := range fieldOperators {
		if !strings.HasPrefix(rest[n:], op) {
			continue
		}
		name := strings.ToLower(rest[:n])
		if strings.HasPrefix(rest[n:], "://") {
			return nil, "", nil
		}
		f := queryFields[name]
		if f == nil {
			known := slices.Sorted(maps.Keys(queryFields))
			return nil, "", p.fault(p.at, "no field "+name+"; there are "+strings.Join(known, ", "))
		}
		p.at += n + len(op)
		return f, op, nil
	}
	return nil, "", nil
}

// field reads the value behind a field's name.
func (p *parser) field(f *queryField, op string) (node, error) {
	at := p.at
	var text string
	if closing := closingQuote(p.rest()); closing != "" {
		var err error
		if text, err = p.quoted(closing); err != nil {
			return nil, err
		}
	} else if p.at < len(p.text) && !startsBlank(p.rest()) && !strings.ContainsRune("()", rune(p.text[p.at])) {
		text = p.bare()
	}
	if strings.TrimSpace(text) == "" {
		return nil, p.fault(at, f.name+" needs a value")
	}
	n := fieldNode{field: f, text: text}
	if f.kind == keywordField || f.kind == wordsField {
		if op != ":" && op != "=" {
			return nil, p.fault(at-len(op), f.name+" has no order, only : can stand here")
		}
		if len(f.values) > 0 && !slices.Contains(f.values, strings.ToLower(text)) {
			return nil, p.fault(at, f.name+" "+strconv.Quote(text)+" is none of "+strings.Join(f.values, ", "))
		}
		return n, nil
	}
	if op == ":" { // value:>=30
		for _, inner := range fieldOperators {
			if rest, ok := strings.CutPrefix(n.text, inner); ok && inner != ":" {
				n.text, op, at = rest, inner, at+len(inner)
				break
			}
		}
	}
	if what := n.bounds(op); what != "" {
		return nil, p.fault(at, what)
	}
	return n, nil
}
