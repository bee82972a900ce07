package page

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

// describe writes an article for people: its fields, then its zones.
func describe(a corpus.Article) string {
	var out strings.Builder
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&out, "%s: %s\n", name, value)
		}
	}
	field("title", a.Title)
	field("byline", a.Byline)
	field("site", a.Site)
	field("published", a.Published)
	field("published from", a.PublishedFrom)
	field("modified", a.Modified)
	field("canonical", a.CanonicalURL)
	for _, alt := range a.Alternates {
		field("alternate "+alt.Lang, alt.URL)
	}
	for _, file := range a.Attachments {
		field("attachment "+file.MediaType, file.URL)
	}
	if a.SourceLine != nil {
		field("source line", a.SourceLine.Text)
		field("source url", a.SourceLine.URL)
	}
	points := text.NewPoints(a.Text)
	for _, z := range a.Zones {
		fmt.Fprintf(&out, "\n[%s]\n%s\n", z.Zone, points.Span(corpus.Range{Start: z.Start, End: z.End}).Of(a.Text))
	}
	return out.String()
}

// TestGolden reads the pages in testdata and compares everything that was read.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.html"))
	if err != nil || len(files) == 0 {
		t.Fatal("no pages in testdata: ", err)
	}
	r := New(Options{})
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".html"), func(t *testing.T) {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			a, err := r.Read(Input{Name: filepath.Base(file), Body: body})
			if err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(file, ".html") + ".golden"
			got := describe(a)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("read as:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}
