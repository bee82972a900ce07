package index_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goalpost/corpus"
	"goalpost/index"
)

// shared is the folder of texts made by others; tests that need it are skipped
// where it is not there.
func shared(tb testing.TB, file string) string {
	tb.Helper()
	dir := os.Getenv("GOALPOST_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	path := filepath.Join(dir, file)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("SKIPPED: %v (GOALPOST_SHARED names the folder)", err)
	}
	return path
}

// record is a line of the shared files.
type record struct {
	ID    any         `json:"id"`
	Doc   string      `json:"doc"`
	Lang  corpus.Lang `json:"lang"`
	Title string      `json:"title"`
	Text  string      `json:"text"`
}

func records(tb testing.TB, path string) []record {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var out []record
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		var r record
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			tb.Fatalf("%q: %v", path, err)
		}
		out = append(out, r)
	}
	return out
}

// question is a query and the documents that answer it.
type question struct {
	text   string
	answer string // Doc.Article of the documents that answer
}

// headlines are news items in parallel translation: the first sentence is the
// headline, asked; the rest, three sentences a passage, answers.
func headlines(tb testing.TB, lang corpus.Lang) (docs []index.Doc, asked []question) {
	tb.Helper()
	byDoc := map[string][]string{}
	var order []string
	for _, r := range records(tb, shared(tb, "dev/parallel.jsonl")) {
		if r.Lang != lang {
			continue
		}
		if byDoc[r.Doc] == nil {
			order = append(order, r.Doc)
		}
		byDoc[r.Doc] = append(byDoc[r.Doc], r.Text)
	}
	for _, name := range order {
		lines := byDoc[name]
		if len(lines) < 3 {
			continue
		}
		asked = append(asked, question{lines[0], name})
		for i := 1; i < len(lines); i += 3 {
			docs = append(docs, index.Doc{
				ID: fmt.Sprintf("%s-%d", name, i), Article: name, Kind: index.Articles, Lang: lang,
				Text: strings.Join(lines[i:min(i+3, len(lines))], " "),
			})
		}
	}
	return docs, asked
}

// recall is how many of the questions, in per cent, have an answer among the first n.
func recall(asked []question, n int, ask func(string) []string) float64 {
	found := 0
	for _, q := range asked {
		for i, article := range ask(q.text) {
			if i < n && article == q.answer {
				found++
				break
			}
		}
	}
	return 100 * float64(found) / float64(len(asked))
}
