package review

import (
	"fmt"
	"testing"

	"goalpost/corpus"
)

// telling is a target or an actual of an indicator, as an article told it.
func telling(article, when string, lang corpus.Lang, status corpus.Status, value int64, year int) Telling {
	c := claimAt(0, value, year, "r")
	c.ID, c.Status = fmt.Sprint(article, value, year), status
	if year == 0 {
		c.Deadline = nil
	}
	concept := "digital-economy"
	c.Indicator = &corpus.Indicator{Phrase: corpus.Phrase{Text: map[corpus.Lang]string{"vi": "kinh tế số", "th": "เศรษฐกิจดิจิทัล"}[lang]}, Concept: &concept}
	return Telling{Claim: c, Article: article, Version: article + "-1", Lang: lang, When: when}
}

func TestAGoalpostMoves(t *testing.T) {
	goalposts := Link([]Telling{
		telling("c", "2025-06-01", "th", corpus.Target, 45, 2030), // the same indicator, told in another language
		telling("a", "2023-01-01", "vi", corpus.Target, 30, 2030),
		telling("b", "2024-01-01", "vi", corpus.Target, 30, 2030),
		telling("d", "2025-12-31", "vi", corpus.Actual, 18, 0),
	})
	if len(goalposts) != 1 {
		t.Fatalf("%d goalposts", len(goalposts))
	}
	g := goalposts[0]
	if len(g.History) != 3 || len(g.Moves) != 1 || len(g.Actuals) != 1 {
		t.Fatalf("%d tellings, %d moves, %d actuals", len(g.History), len(g.Moves), len(g.Actuals))
	}
	m := g.Moves[0]
	if m.From.Article != "b" || m.To.Article != "c" || m.Fields[0].Old != "30" || m.Fields[0].New != "45" {
		t.Errorf("moved from %s to %s: %+v", m.From.Article, m.To.Article, m.Fields)
	}
	if same := sure(&g.History[0], &g.History[1]); m.Confidence >= same || m.Confidence < .3 {
		t.Errorf("over languages %.2f sure, in one %.2f", m.Confidence, same)
	}
}

func TestStepsOfAPlanAreNoMoves(t *testing.T) {
	got := Link([]Telling{
		telling("a", "2023-01-01", "vi", corpus.Target, 20, 2025), telling("a", "2023-01-01", "vi", corpus.Target, 30, 2030),
		telling("b", "2024-01-01", "vi", corpus.Target, 20, 2025), telling("b", "2024-01-01", "vi", corpus.Target, 30, 2030),
	})
	if len(got) != 1 || len(got[0].Moves) != 0 {
		t.Errorf("steps told twice: %+v", got[0].Moves)
	}
	got = Link([]Telling{telling("a", "2023-01-01", "vi", corpus.Target, 30, 2030), telling("b", "2024-01-01", "vi", corpus.Target, 30, 2035)})
	if len(got) != 1 || len(got[0].Moves) != 1 || got[0].Moves[0].Fields[0].Field != "deadline" {
		t.Errorf("a deadline put off: %+v", got)
	}
}

func TestEditionsAndTitlesMoveNothing(t *testing.T) {
	a, b := telling("a", "2023-01-01", "vi", corpus.Target, 30, 2030), telling("b", "2023-01-02", "th", corpus.Target, 31, 2030)
	a.Edition, b.Edition = "a", "a"
	if got := Link([]Telling{a, b}); len(got) != 1 || len(got[0].Moves) != 0 {
		t.Errorf("two editions: %+v", got)
	}
	title, body := telling("c", "2024-01-01", "vi", corpus.Target, 30, 2030), telling("c", "2024-01-01", "vi", corpus.Target, 30, 2030)
	title.Comparator, title.Start, a.Comparator, body.Comparator = corpus.Equal, 0, corpus.AtLeast, corpus.AtLeast
	if got := Link([]Telling{a, title, body}); len(got) != 1 || len(got[0].Moves) != 0 {
		t.Errorf("a title that leaves out 'at least': %+v", got[0].Moves)
	}
	b.Edition, a.Country, b.Country = "", "VN", "TH"
	if got := Link([]Telling{a, b}); len(got) != 2 {
		t.Errorf("articles of two countries: %d goalposts", len(got))
	}
}

func TestOthersAimsAreOtherGoalposts(t *testing.T) {
	a, b := telling("a", "2023-01-01", "vi", corpus.Target, 30, 2030), telling("b", "2024-01-01", "vi", corpus.Target, 40, 2030)
	a.Actor, b.Actor = &corpus.Phrase{Text: "Tỉnh An Lạc"}, &corpus.Phrase{Text: "Bộ Giao thông"}
	if got := Link([]Telling{a, b}); len(got) != 2 {
		t.Errorf("two actors, %d goalposts", len(got))
	}
	b.Actor = &corpus.Phrase{Text: "tỉnh An Lạc"}
	if got := Link([]Telling{a, b}); len(got) != 1 {
		t.Errorf("one actor, %d goalposts", len(got))
	}
	a.Claim.Place, b.Claim.Place = &corpus.Place{Code: "VN"}, &corpus.Place{Code: "KR"}
	if got := Link([]Telling{a, b}); len(got) != 2 {
		t.Errorf("two places, %d goalposts", len(got))
	}
	a.Claim.Place, b.Claim.Place = nil, nil
	pp := "pp"
	b.Unit, b.UnitCode = &pp, &pp
	if got := Link([]Telling{a, b}); len(got) != 2 {
		t.Errorf("two units, %d goalposts", len(got))
	}
}
