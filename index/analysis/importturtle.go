package analysis

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"goalpost/corpus"
)

// ReadTurtle reads a glossary from a SKOS thesaurus in Turtle: prefixes, IRIs,
// prefixed names, texts with their language, lists by ";" and ",". What stands
// in blank nodes and collections is left alone. It returns [ErrGlossary] with
// the line where that ends too early, or where there is no concept.
func ReadTurtle(r io.Reader) (Concepts, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return Concepts{}, err
	}
	p := turtle{text: string(raw), prefixes: map[string]string{}}
	for {
		tok, err := p.next()
		if err != nil {
			return Concepts{}, err
		}
		if tok.kind == 0 {
			return p.found.done()
		}
		if err := p.statement(tok); err != nil {
			return Concepts{}, err
		}
	}
}

// turtle reads Turtle (W3C Recommendation of 25 February 2014), as far as
// thesauri use it.
type turtle struct {
	text     string
	at       int
	prefixes map[string]string
	base     string
	found    thesaurus
}

// turtleToken is a sign, or a name or text ('i' an IRI, '"' a text, 'w' a word).
type turtleToken struct {
	kind byte // 0 at the end
	object
}

func (p *turtle) fault(what string) error {
	return fmt.Errorf("%w: line %d: %s", ErrGlossary, 1+strings.Count(p.text[:p.at], "\n"), what)
}

// statement reads a prefix, or a subject with all that is said of it.
func (p *turtle) statement(subject turtleToken) error {
	if subject.kind == 'w' {
		return p.directive(subject.text)
	}
	predicate := ""
	for {
		tok, err := p.next()
		if err != nil {
			return err
		}
		switch tok.kind {
		case 0:
			return p.fault("the statement does not end")
		case '.':
			return nil
		case ';':
			predicate = ""
		case ',':
		case '[', '(':
			if err := p.skip(); err != nil {
				return err
			}
		case 'w':
			if tok.text == "a" && predicate == "" {
				predicate = nsRDF + "type"
			}
		default:
			if predicate == "" {
				predicate = tok.iri
				continue
			}
			if subject.kind == 'i' {
				p.found.state(subject.iri, predicate, tok.object)
			}
		}
	}
}

// directive reads the rest of @prefix, PREFIX, @base or BASE.
func (p *turtle) directive(word string) error {
	name := ""
	switch strings.ToLower(strings.TrimPrefix(word, "@")) {
	case "prefix":
		p.blanks()
		end := strings.IndexByte(p.text[p.at:], ':')
		if end < 0 {
			return p.fault("a prefix without a name")
		}
		name = p.text[p.at : p.at+end]
		p.at += end + 1
	case "base":
	default:
		return p.fault(strconv.Quote(word) + " cannot stand here")
	}
	tok, err := p.next()
	if err != nil {
		return err
	}
	if tok.kind != 'i' {
		return p.fault("a prefix without an IRI")
	}
	if strings.EqualFold(strings.TrimPrefix(word, "@"), "base") {
		p.base = tok.iri
	} else {
		p.prefixes[name] = tok.iri
	}
	if strings.HasPrefix(word, "@") {
		_, err = p.next() // the full stop
	}
	return err
}

// skip leaves out a blank node or a collection to its end.
func (p *turtle) skip() error {
	for depth := 1; depth > 0; {
		tok, err := p.next()
		if err != nil {
			return err
		}
		switch tok.kind {
		case 0:
			return p.fault("a bracket is not closed")
		case '[', '(':
			depth++
		case ']', ')':
			depth--
		}
	}
	return nil
}

func (p *turtle) blanks() {
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '#':
			if n := strings.IndexByte(p.text[p.at:], '\n'); n >= 0 {
				p.at += n
			} else {
				p.at = len(p.text)
			}
		case c <= ' ':
			p.at++
		default:
			return
		}
	}
}

func (p *turtle) next() (turtleToken, error) {
	p.blanks()
	if p.at == len(p.text) {
		return turtleToken{}, nil
	}
	switch c := p.text[p.at]; c {
	case '.', ';', ',', '[', ']', '(', ')':
		p.at++
		return turtleToken{kind: c}, nil
	case '<':
		end := strings.IndexByte(p.text[p.at:], '>')
		if end < 0 {
			return turtleToken{}, p.fault("an IRI is not closed")
		}
		iri := p.text[p.at+1 : p.at+end]
		p.at += end + 1
		if !strings.Contains(iri, ":") {
			iri = p.base + iri
		}
		return turtleToken{'i', object{iri: iri}}, nil
	case '"', '\'':
		return p.literal()
	}
	return p.name()
}

// name reads a prefixed name, or a word without a colon.
func (p *turtle) name() (turtleToken, error) {
	end := strings.IndexAny(p.text[p.at:], " \t\r\n;,[]()<>\"")
	if end < 0 {
		end = len(p.text) - p.at
	}
	if end == 0 {
		return turtleToken{}, p.fault(strconv.Quote(p.text[p.at:p.at+1]) + " cannot stand here")
	}
	word := strings.TrimRight(p.text[p.at:p.at+end], ".")
	p.at += len(word)
	prefix, local, ok := strings.Cut(word, ":")
	if !ok {
		return turtleToken{'w', object{text: word}}, nil
	}
	return turtleToken{'i', object{iri: p.prefixes[prefix] + local}}, nil
}

// literal reads a text in one or three quotation marks, and its language.
func (p *turtle) literal() (turtleToken, error) {
	quote := p.text[p.at : p.at+1]
	if strings.HasPrefix(p.text[p.at:], strings.Repeat(quote, 3)) {
		quote = strings.Repeat(quote, 3)
	}
	p.at += len(quote)
	var b strings.Builder
	for !strings.HasPrefix(p.text[p.at:], quote) {
		if p.at >= len(p.text) {
			return turtleToken{}, p.fault("a text is not closed")
		}
		if p.text[p.at] != '\\' {
			b.WriteByte(p.text[p.at])
			p.at++
			continue
		}
		r, _, tail, err := strconv.UnquoteChar(p.text[p.at:], quote[0])
		if err != nil {
			return turtleToken{}, p.fault("an escape that there is none of")
		}
		b.WriteRune(r)
		p.at = len(p.text) - len(tail)
	}
	p.at += len(quote)
	tok := turtleToken{'"', object{text: b.String()}}
	switch rest := p.text[p.at:]; {
	case strings.HasPrefix(rest, "@"):
		end := strings.IndexFunc(rest[1:], func(r rune) bool {
			return r != '-' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
		})
		if end < 0 {
			end = len(rest) - 1
		}
		tok.lang = corpus.Lang(rest[1 : 1+end])
		p.at += 1 + end
	case strings.HasPrefix(rest, "^^"):
		p.at += 2
		_, err := p.next()
		return tok, err
	}
	return tok, nil
}
