package review

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
)

// Query chooses changes: conditions on their facts, joined by "and".
//
//	kind=reworded and rule=th.share.reach and lang!=vi
//
// Several values of one condition are told apart by "|".
type Query struct {
	Text       string
	conditions []condition
}

type condition struct {
	field  string
	not    bool
	values []string
}

// ErrQuery says that a query cannot be read.
var ErrQuery = errors.New("bad query")

var queryFields = []string{"kind", "cause", "rule", "edited", "lang", "source", "article", "group", "field", "status", "weight", "state", "change", "value", "quote", "deadline"}

// ParseQuery reads a query; an empty one chooses everything. [ErrQuery].
func ParseQuery(text string) (Query, error) {
	q := Query{Text: text}
	if strings.TrimSpace(text) == "" {
		return q, nil
	}
	for part := range strings.SplitSeq(text, " and ") {
		field, value, ok := strings.Cut(part, "=")
		c := condition{not: strings.HasSuffix(field, "!"), values: strings.Split(strings.TrimSpace(value), "|")}
		c.field = strings.TrimSpace(strings.TrimSuffix(field, "!"))
		if !ok || !slices.Contains(queryFields, c.field) {
			return q, fmt.Errorf("%w: %q: a condition is FIELD=VALUE or FIELD!=VALUE; fields are %s", ErrQuery, part, strings.Join(queryFields, ", "))
		}
		if strings.Contains(value, " or ") {
			return q, fmt.Errorf("%w: %q: values are told apart by |, as in kind=added|changed", ErrQuery, part)
		}
		q.conditions = append(q.conditions, c)
	}
	return q, nil
}

// Match says whether the query chooses a change.
func (q Query) Match(it *Item) bool {
	for _, c := range q.conditions {
		has := slices.ContainsFunc(it.facts(c.field), func(v string) bool { return slices.Contains(c.values, v) })
		if has == c.not {
			return false
		}
	}
	return true
}

// facts are the values of a field of a query.
func (it *Item) facts(field string) []string {
	switch field {
	case "kind":
		return []string{string(it.Kind)}
	case "cause":
		return []string{string(it.Cause)}
	case "rule":
		return it.RuleIDs()
	case "edited":
		return it.Edited
	case "lang":
		return []string{string(it.Lang)}
	case "source":
		return []string{it.Source}
	case "article":
		return []string{it.Article}
	case "group":
		return []string{it.Group}
	case "change":
		return []string{it.Key}
	case "status":
		return []string{string(it.Claim().Status)}
	case "state":
		return []string{string(it.State)}
	case "value":
		return []string{it.Claim().Value.String()}
	case "quote":
		return []string{it.Claim().Quote}
	case "deadline":
		if d := it.Claim().Deadline; d != nil {
			return []string{strconv.Itoa(d.Year)}
		}
		return []string{"none"}
	case "weight":
		if it.Major() {
			return []string{string(Major)}
		}
		return []string{string(Minor)}
	}
	return it.fieldNames()
}

func (it *Item) fieldNames() (names []string) {
	for _, f := range it.Fields {
		names = append(names, f.Field)
	}
	if it.spacing() {
		names = append(names, "spacing")
	}
	return names
}

// spacing says whether nothing but spaces is other.
func (it *Item) spacing() bool {
	bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
	return len(it.Fields) > 0 && !slices.ContainsFunc(it.Fields, func(f FieldChange) bool { return bare(f.Old) != bare(f.New) })
}

// Policy decides changes that people should not be asked about: it accepts
// what its query chooses, under its name, in the same log.
type Policy struct {
	Name  string
	Where Query
}

// DefaultPolicies accept what changes nothing that is claimed: claims that
// moved, and those of which only the engine's notes are other.
func DefaultPolicies() []Policy {
	var out []Policy
	for _, kind := range []Kind{Moved, Noted} {
		q, err := ParseQuery("kind=" + string(kind))
		if err != nil {
			panic(err)
		}
		out = append(out, Policy{string(kind), q})
	}
	return out
}

// ReadPolicies reads a file of policies:
//
//	policies:
//	  - {name: moved, accept: kind=moved}
//	  - {name: spacing, accept: kind=changed and field=spacing}
func ReadPolicies(data []byte) ([]Policy, error) {
	var file struct {
		Policies []struct {
			Name   string `yaml:"name"`
			Accept string `yaml:"accept"`
		} `yaml:"policies"`
	}
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("policies: %w", err)
	}
	var out []Policy
	for _, p := range file.Policies {
		q, err := ParseQuery(p.Accept)
		if err != nil {
			return nil, fmt.Errorf("policy %q: %w", p.Name, err)
		}
		if p.Name == "" || p.Accept == "" {
			return nil, fmt.Errorf("policy %q: %w: it needs a name and what it accepts", p.Name, ErrQuery)
		}
		out = append(out, Policy{p.Name, q})
	}
	return out, nil
}
