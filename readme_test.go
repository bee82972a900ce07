package goalpost

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write README's table of scores anew")

// scoreTable is README's table, made of the scores that are checked in.
func scoreTable(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "quality", "shared.txt"))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{"vi": "Vietnamese", "ko": "Korean", "ar": "Arabic", "th": "Thai", "all": "all"}
	want := []string{"targets", "P", "R", "F1", "whole", "year told", "% status", "indicator", "actor"}
	var header []string
	out := "| language | " + strings.Join(want, " | ") + " |\n|---" + strings.Repeat("|---:", len(want)) + "|\n"
	for line := range strings.Lines(string(data)) {
		fields := columns(line)
		switch {
		case len(fields) > 3 && fields[0] == "docs":
			header = append([]string{"lang"}, fields...)
		case header != nil && len(fields) == len(header) && names[fields[0]] != "":
			out += "| " + names[fields[0]]
			for _, w := range want {
				for i, h := range header {
					if h == w {
						out += " | " + fields[i]
					}
				}
			}
			out += " |\n"
		case header != nil && strings.TrimSpace(line) == "":
			return out
		}
	}
	return out
}

// columns splits a line at runs of two or more spaces.
func columns(line string) (out []string) {
	for f := range strings.SplitSeq(strings.TrimSpace(line), "  ") {
		if f = strings.TrimSpace(f); f != "" {
			out = append(out, f)
		}
	}
	return out
}

func TestReadmeShowsTheScores(t *testing.T) {
	const open, end = "<!-- scores -->\n", "<!-- /scores -->"
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), open)
	table, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("README has no place for the scores")
	}
	want := scoreTable(t)
	if strings.Count(want, "\n") < 6 {
		t.Fatalf("the scores make no table:\n%s", want)
	}
	if table == want {
		return
	}
	if !*update {
		t.Fatalf("README's scores are not those of testdata/quality: go test . -run Readme -update\n%s", want)
	}
	if err := os.WriteFile("README.md", []byte(before+open+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
