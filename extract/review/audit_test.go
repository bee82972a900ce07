package review

import (
	"reflect"
	"testing"

	"goalpost/corpus"
)

func TestPrecisionOfWhatWasDrawnIsApartFromWhatWasAsked(t *testing.T) {
	l := NewLedger(nil)
	add := func(d Decision) {
		d.ID = "d" + string(rune('a'+len(l.log)))
		l.Add(d)
	}
	for v := range int64(12) {
		c := claimAt(8, 10+v, 2030, "r")
		add(AuditOf("a", &c, v > 2, "ann"))
		if !l.WasAudited("a", &c, "") || !l.WasAudited("a", &c, "ann") || l.WasAudited("a", &c, "bob") || l.WasAudited("b", &c, "") {
			t.Errorf("claim %d: drawn and decided on in its article alone", v)
		}
	}
	asked := claimAt(8, 99, 2030, "r")
	add(func() Decision { c := between(corpus.Claim{}, asked); return c.On(Accept, "ann", "human") }())
	add(func() Decision { c := between(corpus.Claim{}, asked); return c.On(Accept, "policy:x", "policy") }())
	lang := func(string) corpus.Lang { return "th" }
	drawn, changed := l.Precision(true, lang), l.Precision(false, lang)
	if len(drawn) != 3 || drawn[0].Name != "all" || drawn[0].Right != 9 || drawn[0].N != 12 || drawn[1].Name != "lang th" {
		t.Errorf("drawn: %+v", drawn)
	}
	if len(changed) != 3 || changed[0].Right != 1 || changed[0].N != 1 {
		t.Errorf("asked: %+v", changed)
	}
	if _, ok := l.Corrected("a", claimAt(0, 10, 2030, "r")); ok {
		t.Error("a drawn claim that is wrong is none")
	}
}

func TestTwoReviewersAgree(t *testing.T) {
	l := NewLedger(nil)
	say := func(actor, rights string) {
		for v, r := range rights {
			c := claimAt(8, int64(10+v), 2030, "r")
			d := AuditOf("a", &c, r == 'y', actor)
			d.ID = actor + string(rune('a'+v))
			l.Add(d)
		}
	}
	say("ann", "yyyynnnn")
	say("bob", "yyynnnny")
	say("cyd", "yyyy")
	got := l.Agreements()
	want := []Agreement{{"ann", "bob", 8, 6, .5}, {"ann", "cyd", 4, 4, 0}, {"bob", "cyd", 4, 3, 0}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
