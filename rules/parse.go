package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// readLanguage reads language.yaml.
func readLanguage(name string, data []byte, into *Language) error {
	var l Language
	if err := yaml.UnmarshalWithOptions(data, &l, yaml.Strict()); err != nil {
		return fault(name, err)
	}
	if l.Lang == "" {
		return fmt.Errorf("%w: %s:1:1: lang is missing: expected a BCP 47 code", ErrRules, name)
	}
	if err := checkLanguage(&l); err != nil {
		return fmt.Errorf("%w: %s:1:1: %w", ErrRules, name, err)
	}
	*into = l
	return nil
}

// checkLanguage says what is wrong with a language: a word misspelled here would
// change how every rule is read.
func checkLanguage(l *Language) error {
	return errors.Join(
		one("words", string(l.Words), "", "word", "exact", "start", "anywhere"),
		one("order", l.Order, "", "verb-medial", "verb-final"),
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
			faults = append(faults, position(file, i, name, r.Line, err))
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
		return fmt.Errorf("%w: %s:%d:%d: %s", ErrRules, name, p.Line, p.Column, y.GetMessage())
	}
	return fmt.Errorf("%w: %s:1:1: %w", ErrRules, name, err)
}

// fieldError is a fault in one field of a rule.
type fieldError struct{ field, message string }

func (e *fieldError) Error() string { return e.field + ": " + e.message }

// position adds line and column of the field at fault.
func position(file *ast.File, rule int, name string, line int, err error) error {
	column := 1
	var f *fieldError
	if errors.As(err, &f) {
		if p, perr := yaml.PathString(fmt.Sprintf("$.rules[%d].%s", rule, f.field)); perr == nil {
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
	return &fieldError{field, fmt.Sprintf("%q is unknown: expected %s", got, strings.TrimPrefix(strings.Join(want, ", "), ", "))}
}

// check says what is wrong with a rule.
func check(r *Rule) error {
	if r.ID == "" {
		return &fieldError{"id", "is missing: expected a name such as vi.goal.aim"}
	}
	if !slices.Contains(Classes, r.Class) {
		return &fieldError{"class", fmt.Sprintf("%q is unknown: expected one of the classes of schema.json", r.Class)}
	}
	if len(r.Words) == 0 {
		return &fieldError{"words", "is empty: expected a list of words, or a map from a word to what it gives"}
	}
	for i, w := range r.Words {
		if strings.TrimSpace(w.Text) == "" {
			return &fieldError{fmt.Sprintf("words[%d]", i), "is empty"}
		}
		if _, ok := w.Number(); !ok && slices.Contains(numeric, r.Class) {
			return &fieldError{"words", fmt.Sprintf("%q gives %q: expected a number", w.Text, w.Gives)}
		}
	}
	return errors.Join(
		one("side", string(r.Side), "", "before", "after"),
		one("weight", string(r.Weight), "", "weak", "medium", "strong", "sure"),
		one("reach", string(r.Reach), "", "next", "clause", "sentence", "paragraph", "list"),
		one("at", string(r.At), "", "word", "exact", "anywhere", "number", "counter", "start", "run"),
		one("needs", r.Needs, "", "unit", "scale", "free"),
		checkMeaning(r),
	)
}

// checkMeaning checks the field that a class cannot do without.
func checkMeaning(r *Rule) error {
	switch r.Class {
	case Cue:
		return one("status", r.Status, "target", "actual", "forecast", "other")
	case CompareWord:
		return one("comparator", r.Comparator, "=", ">", ">=", "<", "<=", "~")
	case FractionBar:
		return one("order", r.Order, "num-first", "den-first")
	case Year:
		return one("calendar", r.Calendar, "", "gregorian", "buddhist", "hijri")
	}
	return nil
}
