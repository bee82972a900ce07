package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus/store"
)

func TestRuleBodiesAreKept(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	sets := map[string]map[string]string{
		"th@aaaa": {"th.aim": "words: [aim]", "th.gone": "words: [x]", "th.same": "words: [y]"},
		"th@bbbb": {"th.aim": "words: [aim, goal]", "th.new": "words: [z]", "th.same": "words: [y]"},
	}
	for range 2 { // the second time changes nothing
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			for name, bodies := range sets {
				if err := tx.PutRules(name, bodies); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var got []store.RuleEdit
	for e, err := range s.RuleEdits(t.Context(), "th@aaaa", "th@bbbb") {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, e)
	}
	want := []store.RuleEdit{
		{"th.aim", "words: [aim]", "words: [aim, goal]"}, {"th.gone", "words: [x]", ""}, {"th.new", "", "words: [z]"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if n, err := count(s.RuleEdits(t.Context(), "th@aaaa", "th@aaaa")); n != 0 || err != nil {
		t.Errorf("a set and itself: %d, %v", n, err)
	}
	for set, want := range map[string]bool{"th@aaaa": true, "th@cccc": false} {
		if has, err := s.HasRules(t.Context(), set); has != want || err != nil {
			t.Errorf("%s is kept: %v, %v", set, has, err)
		}
	}
}
