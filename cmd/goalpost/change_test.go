package main

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/bidi"

	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/extract/review"
)

// visual is a line as a terminal that follows UAX #9 paints it, from left to right.
func visual(t *testing.T, line string) string {
	t.Helper()
	var p bidi.Paragraph
	if _, err := p.SetString(line); err != nil {
		t.Fatal(err)
	}
	order, err := p.Order()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i := range order.NumRuns() {
		run := order.Run(i)
		text := []rune(run.String())
		if run.Direction() == bidi.RightToLeft {
			slices.Reverse(text)
		}
		b.WriteString(string(text))
	}
	return b.String()
}

// A value before stands left of the value now, whatever stands around them.
func TestValuesAreNotTurnedRound(t *testing.T) {
	was, is := "تستهدف المدينة ٤٠٪ بحلول عام 2030.", "تستهدف المدينة ٤٥٪ بحلول عام 2030."
	claim := func(quote string) *corpus.Claim {
		return &corpus.Claim{ID: quote, Start: 15, End: 18, Quote: quote, Rule: "ar.aim"}
	}
	c := laid{
		&sheet{row: store.ArticleRow{Title: "خطة المدينة"}, old: review.Side{Text: was}, now: review.Side{Text: is}},
		&review.Item{Change: review.Change{
			Key: "c1", Kind: review.Changed, Lang: "ar", Cause: review.ByContent, Old: claim("٤٠٪"), New: claim("٤٥٪"),
			Fields: []review.FieldChange{{Field: "value", Old: "40", New: "45"}, {Field: "quote", Old: "٤٠٪", New: "٤٥٪"}, {Field: "actor", Old: "المدينة", New: "وزارة"}},
		}},
	}
	var b strings.Builder
	printer{&b, false}.change(c)
	for _, line := range strings.Split(strings.TrimSpace(b.String()), "\n") {
		shown := visual(t, line)
		for _, pair := range [][2]string{{"40", "45"}, {"٤٠", "٤٥"}, {"ةنيدملا", "ةرازو"}} {
			left, right := strings.Index(shown, pair[0]), strings.Index(shown, pair[1])
			if left >= 0 && right >= 0 && left > right {
				t.Errorf("turned round: %q", shown)
			}
		}
		for _, lead := range []string{"before:", "now:", "quote", "value", "actor"} {
			if strings.Contains(line, lead) && !strings.HasPrefix(strings.TrimSpace(shown), lead) {
				t.Errorf("the label does not stand on the left: %q", shown)
			}
		}
	}
	for _, want := range []string{"⟦[-٤٠-]٪⟧", "⟦{+٤٥+}٪⟧", "value          40 → 45"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}
