package rules

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// readLanguage reads language.yaml of the folder of lang.
func readLanguage(name, lang string, data []byte, into *Language) error {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return fault(name, err)
	}
	var l Language
	if err := yaml.UnmarshalWithOptions(data, &l, yaml.Strict()); err != nil {
		return fault(name, err)
	}
	if err := checkLanguage(&l, lang); err != nil {
		return position(file, "$", name, 1, err)
	}
	*into = l
	return nil
}

// checkLanguage says what is wrong with a language: a word misspelled here would
// change how every rule is read.
func checkLanguage(l *Language, lang string) error {
	return cmp.Or(
		one("lang", l.Lang, lang),
		one("decimal", l.Decimal, "", ",", "."),
		one("group", l.Group, "", ".", ",", " ", "'"),
		one("words", string(l.Words), "", "word", "exact", "start", "anywhere"),
		one("direction", l.Direction, "", "left-to-right", "right-to-left"),
		one("order", l.Order, "", "verb-initial", "verb-medial", "verb-final"),
		one("adjectives", string(l.Adjectives), "", "before"),
		one("indicator_side", string(l.IndicatorSide), "", "before", "after"),
	)
}

// readRules reads a file of rules and checks each. It returns the sound ones
// and all faults joined.
func readRules(name string, data []byte) ([]Rule, error) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, fault(name, err)
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, nil
	}
	var body struct {
		Rules []Rule `yaml:"rules"`
	}
	if err := yaml.NodeToValue(file.Docs[0].Body, &body, yaml.Strict()); err != nil {
		return nil, fault(name, err)
	}
	lines := ruleLines(file.Docs[0].Body)
	var sound []Rule
	var faults []error
	for i, r := range body.Rules {
		r.File, r.Line = name, 1
		if i < len(lines) {
			r.Line = lines[i]
		}
		if err := check(&r); err != nil {
			faults = append(faults, position(file, fmt.Sprintf("$.rules[%d]", i), name, r.Line, err))
			continue
		}
		r.Words = r.Words.inflected(r.Endings)
		sound = append(sound, r)
	}
	return sound, errors.Join(faults...)
}

// ruleLines are the lines on which the rules of a file begin.
func ruleLines(body ast.Node) (lines []int) {
	m, ok := body.(*ast.MappingNode)
	if !ok {
		return nil
	}
	for _, pair := range m.Values {
		if pair.Key.String() != "rules" {
			continue
		}
		if seq, ok := pair.Value.(*ast.SequenceNode); ok {
			for _, v := range seq.Values {
				lines = append(lines, v.GetToken().Position.Line)
			}
		}
	}
	return lines
}

// fault turns an error of the YAML library into file:line:column: message.
func fault(name string, err error) error {
	var y yaml.Error
	if errors.As(err, &y) && y.GetToken() != nil {
		p := y.GetToken().Position
		message := y.GetMessage()
		var w *wordsError
		switch {
		case errors.As(err, &w):
			message = w.Error()
		case strings.HasPrefix(message, "unknown field"):
			message += meant(message)
		case strings.Contains(message, "cannot start any token"):
			message += ": expected spaces, not tabs, before a key, and quotes around a text that begins with % @ ` or a tab"
		}
		return fmt.Errorf("%w: %s:%d:%d: %s", ErrRules, name, p.Line, p.Column, message)
	}
	return fmt.Errorf("%w: %s:1:1: %w", ErrRules, name, err)
}

// meant says what an unknown field may have been meant as.
func meant(message string) string {
	_, field, _ := strings.Cut(message, "\"")
	field = strings.TrimSuffix(field, "\"")
	for _, t := range []reflect.Type{reflect.TypeFor[Rule](), reflect.TypeFor[Want](), reflect.TypeFor[Example](), reflect.TypeFor[Language]()} {
		for i := range t.NumField() {
			if known, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ","); known != field && alike(known, field) {
				return ": did you mean " + known + "?"
			}
		}
	}
	return ": expected a field of the schema (goalpost rules schema); a text that holds a comma or a colon stands in quotes"
}

// alike says whether two words differ in one letter, in the order of two, or in
// the end of one.
func alike(a, b string) bool {
	if len(a) < 3 || len(b) < 3 {
		return false
	}
	if strings.HasPrefix(a, b) || strings.HasPrefix(b, a) {
		return true
	}
	i, j := 0, 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	for j < len(a)-i && j < len(b)-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	return max(len(a), len(b))-i-j <= 2
}

// fieldError is a fault in one field of a rule.
type fieldError struct{ field, message string }

func (e *fieldError) Error() string { return e.field + ": " + e.message }

// position adds line and column of the field at fault, below the node at path.
func position(file *ast.File, path, name string, line int, err error) error {
	column := 1
	var f *fieldError
	if errors.As(err, &f) {
		if p, perr := yaml.PathString(path + "." + f.field); perr == nil {
			if node, nerr := p.FilterFile(file); nerr == nil && node != nil {
				line, column = node.GetToken().Position.Line, node.GetToken().Position.Column
			}
		}
	}
	return fmt.Errorf("%w: %s:%d:%d: %w", ErrRules, name, line, column, err)
}

// one says that a field must be one of some words, of which the empty one means
// that the field may be left out.
func one(field, got string, want ...string) error {
	if slices.Contains(want, got) {
		return nil
	}
	expected := strings.TrimPrefix(strings.Join(want, ", "), ", ")
	if expected == "" {
		return &fieldError{field, fmt.Sprintf("%q says nothing in this class: leave %s out", got, field)}
	}
	if got == "" {
		return &fieldError{field, "is missing: expected " + expected}
	}
	for _, w := range want {
		if alike(w, got) {
			return &fieldError{field, fmt.Sprintf("%q is unknown: did you mean %s? Expected %s", got, w, expected)}
		}
	}
	return &fieldError{field, fmt.Sprintf("%q is unknown: expected %s", got, expected)}
}

// check says what is wrong with a rule.
func check(r *Rule) error {
	if r.ID == "" {
		return &fieldError{"id", "is missing: expected a name such as vi.goal.aim"}
	}
	if !slices.Contains(Classes, r.Class) {
		names := make([]string, len(Classes))
		for i, c := range Classes {
			names[i] = string(c)
		}
		return one("class", string(r.Class), names...)
	}
	if len(r.Words) == 0 {
		return &fieldError{"words", "is empty: expected a list of words, or a map from a word to what it gives"}
	}
	for i, w := range r.Words {
		if strings.TrimSpace(w.Text) == "" {
			return &fieldError{fmt.Sprintf("words[%d]", i), "is empty"}
		}
		if err := checkGives(r.Class, w); err != nil {
			return err
		}
	}
	return cmp.Or(
		one("side", string(r.Side), "", "before", "after"),
		one("weight", string(r.Weight), "", "weak", "medium", "strong", "sure"),
		one("reach", string(r.Reach), "", "next", "clause", "sentence", "paragraph", "list"),
		one("at", string(r.At), "", "word", "exact", "anywhere", "number", "counter", "start", "run"),
		one("needs", r.Needs, "", "unit", "scale", "currency", "free"),
		checkMeaning(r),
	)
}

// checkGives says what is wrong with what a word gives.
func checkGives(class Class, w Word) error {
	n, ok := w.Number()
	switch {
	case slices.Contains(numeric, class) && !ok:
		return &fieldError{"words", fmt.Sprintf("%q gives %q: expected a number", w.Text, w.Gives)}
	case class == MonthName && (n < 1 || n > 12):
		return &fieldError{"words", fmt.Sprintf("%q gives %q: expected the number of a month, 1 to 12", w.Text, w.Gives)}
	case class == Frequency && !slices.Contains(frequencies, w.Gives):
		return &fieldError{"words", fmt.Sprintf("%q gives %q: expected %s", w.Text, w.Gives, strings.Join(frequencies, ", "))}
	case class == Currency && w.Gives == "":
		return &fieldError{"words", fmt.Sprintf("%q gives nothing: expected an ISO 4217 code, or a family of language.yaml", w.Text)}
	}
	return nil
}

// checkMeaning checks the field that a class cannot do without.
func checkMeaning(r *Rule) error {
	if r.Class != FractionBar {
		if err := one("order", r.Order, append([]string{""}, orders[r.Class]...)...); err != nil {
			return err
		}
	}
	switch r.Class {
	case Cue:
		return one("status", r.Status, "target", "actual", "forecast", "other")
	case CompareWord:
		return one("comparator", r.Comparator, "=", ">", ">=", "<", "<=", "~")
	case FractionBar:
		return one("order", r.Order, orders[FractionBar]...)
	case Year:
		return one("calendar", r.Calendar, "", "gregorian", "buddhist", "hijri")
	}
	return nil
}
