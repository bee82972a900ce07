package rules

import "testing"

// A set that is made of its bodies is the set.
func TestSetsAreMadeOfTheirBodies(t *testing.T) {
	book, err := Load(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range book.Langs() {
		set, _, err := book.Set(lang)
		if err != nil {
			t.Fatal(err)
		}
		again, err := FromBodies(lang, set.Bodies())
		if err != nil {
			t.Errorf("%s: %v", lang, err)
		} else if again.Hash != set.Hash {
			a, b := set.Bodies(), again.Bodies()
			for i := range a {
				if a[i] != b[i] {
					t.Errorf("%s: the body of %s becomes another", lang, a[i].ID)
				}
			}
			t.Errorf("%s: hash %s becomes %s", lang, set.Hash, again.Hash)
		}
	}
}
