package review

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"goalpost/corpus"
)

// Example is a sentence that a rule must read as told, or in which it must
// decide nothing.
type Example struct {
	Rule  string // id
	Text  string
	Never bool
	Quote string            // of the value, where it must be read
	Want  map[string]string // field → value, where it must be read
}

// ErrExample says that an example cannot be written into a rule file.
var ErrExample = errors.New("no example")

// WriteExample adds the example to its rule in a rule file, and leaves all
// else as it stands, comments too. found is false where the file has no such
// rule. [ErrExample] where the file cannot be read.
func WriteExample(file []byte, ex Example) (out []byte, found bool, err error) {
	parsed, err := parser.ParseBytes(file, parser.ParseComments)
	if err != nil {
		return nil, false, fmt.Errorf("%w: %w", ErrExample, err)
	}
	for _, doc := range parsed.Docs {
		ast.Walk(finder(func(n *ast.MappingNode) {
			if !found && idOf(n) == ex.Rule {
				found = true
				out = insertExample(string(file), n, ex)
			}
		}), doc)
	}
	return out, found, nil
}

// finder calls a function on every mapping.
type finder func(*ast.MappingNode)

// Visit implements [ast.Visitor].
func (f finder) Visit(n ast.Node) ast.Visitor {
	if m, ok := n.(*ast.MappingNode); ok {
		f(m)
	}
	return f
}

func idOf(n *ast.MappingNode) string {
	for _, v := range n.Values {
		if v.Key.String() == "id" {
			return v.Value.GetToken().Value
		}
	}
	return ""
}

// insertExample puts an example before those of the list that it belongs to, or
// behind the begin of the rule where there is no such list yet; between brackets
// where the list or the rule stands in such.
func insertExample(file string, rule *ast.MappingNode, ex Example) []byte {
	key, lines := "match", ex.lines()
	if ex.Never {
		key = "never"
	}
	all := strings.SplitAfter(file, "\n")
	for _, v := range rule.Values {
		list, ok := v.Value.(*ast.SequenceNode)
		switch {
		case v.Key.String() != key || !ok:
		case list.IsFlowStyle:
			return bracketed(all, list.Start.Position, ex.inline(), len(list.Values) > 0)
		default:
			pad := strings.Repeat(" ", list.Start.Position.Column-1)
			return splice(all, v.Key.GetToken().Position.Line, indented(pad, lines))
		}
	}
	if rule.IsFlowStyle {
		return bracketed(all, rule.Start.Position, key+": ["+ex.inline()+"]", true)
	}
	begin := rule.Values[0].Key.GetToken().Position
	indent := strings.Repeat(" ", begin.Column-1)
	return splice(all, begin.Line, append([]string{indent + key + ":\n"}, indented(indent+"  ", lines)...))
}

// bracketed puts text behind an opening bracket; more follows it or not.
func bracketed(all []string, bracket *token.Position, text string, more bool) []byte {
	if more {
		text += ", "
	}
	line := []rune(all[bracket.Line-1])
	all[bracket.Line-1] = string(line[:bracket.Column]) + text + string(line[bracket.Column:])
	return []byte(strings.Join(all, ""))
}

func indented(pad string, lines []string) (out []string) {
	for _, l := range lines {
		out = append(out, pad+l+"\n")
	}
	return out
}

// splice puts lines behind the first n.
func splice(all []string, n int, lines []string) []byte {
	if n > 0 && !strings.HasSuffix(all[n-1], "\n") {
		all[n-1] += "\n"
	}
	return []byte(strings.Join(all[:n], "") + strings.Join(lines, "") + strings.Join(all[n:], ""))
}

// lines are the YAML of an example in a list with a line for each field.
func (ex Example) lines() []string {
	if ex.Never {
		return []string{"- " + quoteYAML(ex.Text)}
	}
	return []string{"- text: " + quoteYAML(ex.Text), "  want: " + ex.want()}
}

// inline is the YAML of an example between brackets.
func (ex Example) inline() string {
	if ex.Never {
		return quoteYAML(ex.Text)
	}
	return "{text: " + quoteYAML(ex.Text) + ", want: " + ex.want() + "}"
}

func (ex Example) want() string {
	fields := []string{"quote: " + quoteYAML(ex.Quote)}
	for _, f := range []string{"value", "unit", "comparator", "status", "change", "deadline"} {
		if v, ok := ex.Want[f]; ok {
			fields = append(fields, f+": "+quoteYAML(v))
		}
	}
	return "[{" + strings.Join(fields, ", ") + "}]"
}

// quoteYAML writes text in double quotes.
func quoteYAML(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}

// ExampleOf is the example that a decision on a claim teaches: of a rejected
// claim, that its rule must decide nothing in the sentence; of another, that
// it must be read with its fields.
func ExampleOf(d Decision, c corpus.Claim, sentence string) Example {
	ex := Example{Rule: c.Rule, Text: strings.Join(strings.Fields(sentence), " "), Never: d.Verdict == Reject && len(d.Corrected) == 0}
	if ex.Never {
		return ex
	}
	if d.Verdict == Correct || d.pins() {
		c = correct(c, d.Corrected)
	}
	ex.Quote, ex.Want = c.Quote, map[string]string{}
	for _, f := range fieldsOf(&c) {
		if f.Old != "" {
			ex.Want[f.Field] = f.Old
		}
	}
	return ex
}
