package analysis_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goalpost/corpus"
	"goalpost/index/analysis"
)

var solar = analysis.Concepts{List: []analysis.Concept{
	{ID: "energy", Labels: map[corpus.Lang][]string{"en": {"energy"}, "vi": {"năng lượng"}}},
	{ID: "solar", Broader: "energy", Labels: map[corpus.Lang][]string{"en": {"solar power", "photovoltaics"}, "ko": {"태양광"}}},
}}

func TestGlossariesAreImported(t *testing.T) {
	for name, c := range map[string]struct {
		read func(io.Reader) (analysis.Concepts, error)
		text string
	}{
		"turtle": {analysis.ReadTurtle, `@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
			PREFIX ex: <http://example.org/t#>
			# a scheme is no concept
			ex:scheme a skos:ConceptScheme ; skos:hasTopConcept ex:energy .
			ex:solar a skos:Concept ;
				skos:prefLabel "solar power"@en , """태양광"""@ko-KR ;
				skos:altLabel 'photo\u0076oltaics'@en ; skos:notation "7.2"^^<http://example.org/n> ;
				skos:note [ skos:prefLabel "no"@en ] ; skos:broader ex:energy .
			<http://example.org/t#energy> skos:prefLabel "energy"@en, "năng lượng"@vi.`},
		"rdf": {analysis.ReadRDF, `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
			<skos:ConceptScheme rdf:about="http://example.org/t"/>
			<skos:Concept rdf:about="http://example.org/t/solar">
				<skos:altLabel xml:lang="en">photovoltaics</skos:altLabel>
				<skos:prefLabel xml:lang="en">solar power</skos:prefLabel><skos:prefLabel xml:lang="ko">태양광</skos:prefLabel>
				<skos:broader rdf:resource="http://example.org/t/energy"/>
			</skos:Concept>
			<rdf:Description rdf:about="http://example.org/t/energy">
				<rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
				<skos:prefLabel xml:lang="en">energy</skos:prefLabel><skos:prefLabel xml:lang="vi">năng lượng</skos:prefLabel>
			</rdf:Description></rdf:RDF>`},
		"json-ld": {analysis.ReadJSONLD, `{
			"@context": {"skos": "http://www.w3.org/2004/02/skos/core#", "ex": "http://example.org/t#",
				"uri": "@id", "type": "@type", "value": "@value", "lang": "@language", "prefLabel": "skos:prefLabel", "broader": {"@id": "skos:broader", "@type": "@id"}},
			"@graph": [
				{"uri": "ex:scheme", "type": "skos:ConceptScheme"},
				{"uri": "ex:solar", "type": ["skos:Concept"], "broader": "ex:energy",
					"prefLabel": [{"lang": "ko-KR", "value": "태양광"}, {"@language": "en", "@value": "solar power"}],
					"skos:altLabel": {"@value": "photovoltaics", "@language": "en"}},
				{"@id": "http://example.org/t#energy", "http://www.w3.org/2004/02/skos/core#prefLabel": {"vi": "năng lượng", "en": ["energy"]}}]}`},
		"json-ld without a context": {analysis.ReadJSONLD, `[{"@id": "http://example.org/t/energy", "@type": "Concept", "prefLabel": {"en": "energy", "vi": "năng lượng"},
			"narrower": [{"@id": "http://example.org/t/solar", "prefLabel": {"en": "solar power", "ko": "태양광"}, "altLabel": {"en": ["photovoltaics"]}}]}]`},
		"csv": {analysis.ReadCSV, "\ufeffid,en,vi,ko,broader,note\nenergy,energy,năng lượng,,,x\nsolar,solar power|photovoltaics,,태양광,energy,\n"},
	} {
		got, err := c.read(strings.NewReader(c.text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for i := range got.List {
			got.List[i].Negative = nil
		}
		if d := cmp.Diff(solar, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestBrokenGlossariesAreRefused(t *testing.T) {
	for _, c := range []struct {
		read func(io.Reader) (analysis.Concepts, error)
		text string
	}{
		{analysis.ReadTurtle, `<a> <b> "c`},
		{analysis.ReadTurtle, `<a> <b> [ `},
		{analysis.ReadTurtle, `<a> <b> <c>`},
		{analysis.ReadTurtle, `hello .`},
		{analysis.ReadTurtle, ``},
		{analysis.ReadRDF, `<rdf:RDF>`},
		{analysis.ReadRDF, `<a/>`},
		{analysis.ReadJSONLD, `{"@id": "x"`},
		{analysis.ReadJSONLD, `[{"@id": "x", "@type": "Thing"}, 3, null]`},
		{analysis.ReadCSV, "name\nx\n"},
		{analysis.ReadCSV, "id,en\nx,a\nx,b\n"},
		{analysis.ReadCSV, "id,en\nx\n"},
	} {
		if _, err := c.read(strings.NewReader(c.text)); !errors.Is(err, analysis.ErrGlossary) {
			t.Errorf("%q: %v", c.text, err)
		}
	}
}

func TestMatcher(t *testing.T) {
	m := analysis.NewMatcher(analysis.Concepts{List: []analysis.Concept{
		{ID: "water", Labels: map[corpus.Lang][]string{"th": {"น้ำ"}, "vi": {"nước"}, "en": {"water"}, "ko": {"물"}}, Negative: map[corpus.Lang][]string{"vi": {"nước ngoài"}}},
		{ID: "foreign-trade", Labels: map[corpus.Lang][]string{"vi": {"nước ngoài"}}},
		{ID: "export", Labels: map[corpus.Lang][]string{"ko": {"수출"}, "en": {"export"}, "ar": {"الصادرات"}}},
		{ID: "ai", Labels: map[corpus.Lang][]string{"vi": {"AI"}, "en": {"AI"}}},
		{ID: "hospital", Labels: map[corpus.Lang][]string{"en": {"hospitals"}}},
		{ID: "saudization", Labels: map[corpus.Lang][]string{"ar": {"السعودة"}}},
		{ID: "women", Labels: map[corpus.Lang][]string{"ar": {"المرأة"}}},
		{ID: "farmers", Labels: map[corpus.Lang][]string{"ar": {"المزارعين", "المزارعون"}}},
		{ID: "tin", Labels: map[corpus.Lang][]string{"en": {"tin"}}},
	}})
	for _, c := range []struct {
		lang       corpus.Lang
		text, want string
	}{
		{"vi", "Nguồn nước sạch, vốn nước ngoài", "water:nước foreign-trade:nước ngoài"},
		{"vi", "tin tức", ""},
		{"th", "น้ำสะอาด", "water:น้ำ"},
		{"th", "ราคาน้ำมัน", ""},
		{"ko", "수출입 확대, 할 수 출시", "export:수출"},
		{"ko", "선물을 물을", "water:물을"},
		{"ar", "زيادة صادرات النفط وبالصادرات", "export:صادرات export:وبالصادرات"},
		{"ar", "قالت السعودية مرة واحدة", ""},
		{"ar", "نسبة السعودة وللمرأة دور، والمزارعون", "saudization:السعودة women:وللمرأة farmers:والمزارعون"},
		{"vi", "Ai biết AI là gì", "ai:AI"},
		{"en", "hospitality of the hospital", "hospital:hospital"},
		{"ko", "Exports of WATER", "export:Exports water:WATER"},
	} {
		var got []string
		for _, f := range m.Find(c.text, c.lang) {
			got = append(got, f.ID+":"+f.Span.Of(c.text))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q: %s, want %s", c.text, g, c.want)
		}
	}
	if got := m.FindQuery("nuoc ngoai"); len(got) != 1 || got[0].ID != "foreign-trade" {
		t.Errorf("typed without accents: %v", got)
	}
}
