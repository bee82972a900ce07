package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus/store"
)

func TestRuleBodiesAreKept(t *testing.T) {
	s := open(t, t.TempDir(), store.Write)
	sets := map[string][]store.Rule{
		"th@aaaa": {{"th.same", "words: [y]"}, {"th.aim", "words: [aim]"}},
		"th@bbbb": {{"th.new", "words: [z]"}, {"th.same", "words: [y]"}},
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
	for name, want := range sets {
		got, err := s.Rules(t.Context(), name)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Error(d, err)
		}
	}
	if got, err := s.Rules(t.Context(), "th@cccc"); got != nil || err != nil {
		t.Errorf("a set that is not kept: %v, %v", got, err)
	}
	for set, want := range map[string]bool{"th@aaaa": true, "th@cccc": false} {
		if has, err := s.HasRules(t.Context(), set); has != want || err != nil {
			t.Errorf("%s is kept: %v, %v", set, has, err)
		}
	}
}
