package rules

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"testing"
)

// TestSchemaKnowsEveryField keeps schema.json, which editors complete rules
// with, equal to what the loader reads.
func TestSchemaKnowsEveryField(t *testing.T) {
	data, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	type object struct {
		Properties map[string]struct {
			Enum  []string
			Items struct{ Properties map[string]any }
		}
	}
	var schema struct {
		Defs map[string]object `json:"$defs"`
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	same := func(what string, got []string, typ reflect.Type) {
		var want []string
		for i := range typ.NumField() {
			if tag := typ.Field(i).Tag.Get("yaml"); tag != "" && tag != "-" {
				want = append(want, tag)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: schema.json has %v, the loader reads %v", what, got, want)
		}
	}
	rule, example := schema.Defs["rule"].Properties, schema.Defs["example"].Properties
	keys := func(m any) (out []string) {
		for _, k := range reflect.ValueOf(m).MapKeys() {
			out = append(out, k.String())
		}
		return out
	}
	same("rule", keys(rule), reflect.TypeFor[Rule]())
	same("example", keys(example), reflect.TypeFor[Example]())
	same("want", keys(example["want"].Items.Properties), reflect.TypeFor[Want]())
	var known []string
	for _, o := range orders {
		known = append(known, o...)
	}
	slices.Sort(known)
	if known = slices.Compact(known); !slices.Equal(rule["order"].Enum, known) {
		t.Errorf("order: schema.json has %v, the loader takes %v", rule["order"].Enum, known)
	}
	if len(rule["class"].Enum) != len(Classes) {
		t.Errorf("schema.json has %d classes, the loader %d", len(rule["class"].Enum), len(Classes))
	}
	for _, c := range Classes {
		if !slices.Contains(rule["class"].Enum, string(c)) {
			t.Errorf("schema.json lacks the class %q", c)
		}
	}
}
