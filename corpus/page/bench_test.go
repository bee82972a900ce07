package page

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"goalpost/corpus"
	"goalpost/corpus/text"
)

// score is the figure of merit of the public article-extraction-benchmark: per
// page the true and false positives and the false negatives of 4-token
// shingles, normalised to one and summed over pages.
type score struct{ tp, fp, fn float64 }

var tokens = regexp.MustCompile(`[\p{L}\p{M}\p{N}_]+`)

func shingles(s string) map[string]int {
	words := tokens.FindAllString(s, -1)
	out := map[string]int{}
	for i := 0; i < max(1, len(words)-3); i++ {
		if len(words) > 0 {
			out[strings.Join(words[i:min(len(words), i+4)], " ")]++
		}
	}
	return out
}

func (s *score) add(got, want string) (f1 float64) {
	a, b := shingles(got), shingles(want)
	var tp, fp, fn float64
	for k, n := range a {
		tp += float64(min(n, b[k]))
		fp += float64(max(0, n-b[k]))
	}
	for k, n := range b {
		fn += float64(max(0, n-a[k]))
	}
	if all := tp + fp + fn; all > 0 {
		s.tp, s.fp, s.fn = s.tp+tp/all, s.fp+fp/all, s.fn+fn/all
	}
	if tp == 0 {
		return 0
	}
	return 2 * tp / (2*tp + fp + fn)
}

func (s score) f1() (f, p, r float64) {
	p, r = s.tp/(s.tp+s.fp), s.tp/(s.tp+s.fn)
	return 2 * p * r / (p + r), p, r
}

// benchPage is a page of the benchmark.
type benchPage struct {
	id, url, want string
	body          []byte
}

func benchPages(tb testing.TB) (pages []benchPage) {
	tb.Helper()
	dir := sharedDir(tb, "dev", "pages")
	raw, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		tb.Fatal(err)
	}
	truth := map[string]struct{ ArticleBody, URL string }{}
	if err := json.Unmarshal(raw, &truth); err != nil {
		tb.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "html", "*.html.gz"))
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			tb.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			tb.Fatal(err)
		}
		body, err := io.ReadAll(z)
		if err != nil {
			tb.Fatal(err)
		}
		f.Close()
		id := strings.TrimSuffix(filepath.Base(file), ".html.gz")
		pages = append(pages, benchPage{id, truth[id].URL, truth[id].ArticleBody, body})
	}
	return pages
}

func TestReaders(t *testing.T) {
	scores := map[string]*score{}
	for _, p := range benchPages(t) {
		doc, err := parse(decode(p.body, "", true).text)
		if err != nil {
			t.Fatal(err)
		}
		l := newLayout(doc)
		base, _ := url.Parse(p.url)
		ops := l.opinions(base, readMetadata(doc, base))
		best, near := medoid(ops, l.blocks)
		ops = append(ops, opinion{"medoid", best.chosen})
		line := ""
		for _, o := range ops {
			if scores[o.reader] == nil {
				scores[o.reader] = &score{}
			}
			line += o.reader + " " + trunc(scores[o.reader].add(l.join(o.chosen), p.want)) + " "
		}
		t.Log(p.id[:8], line, trunc(near), best.reader)
	}
	voted, _, _ := scores["medoid"].f1()
	for name, s := range scores {
		f, p, r := s.f1()
		t.Logf("%s: F1 %.4f P %.4f R %.4f", name, f, p, r)
		if f > voted {
			t.Errorf("%s alone reads better (%.4f) than the vote (%.4f)", name, f, voted)
		}
	}
}

func trunc(f float64) string {
	return string(regexp.MustCompile(`^.{0,5}`).Find([]byte(jsonNumber(f))))
}

func jsonNumber(f float64) string { b, _ := json.Marshal(f); return string(b) }

func (l *layout) join(s selection) string {
	var out []string
	for i, b := range l.blocks {
		if s != nil && s[i] {
			out = append(out, b.text)
		}
	}
	return strings.Join(out, "\n\n")
}

// main is the text of the zones that are the article itself.
func mainText(a corpus.Article, kinds ...corpus.ZoneKind) string {
	points := text.NewPoints(a.Text)
	var out []string
	for _, z := range a.Zones {
		if slices.Contains(kinds, z.Zone) {
			out = append(out, points.Span(corpus.Range{Start: z.Start, End: z.End}).Of(a.Text))
		}
	}
	return strings.Join(out, "\n\n")
}

// TestBenchmark is the figure that the project is judged by: body, lead and
// tables as read, against the benchmark's article bodies.
func TestBenchmark(t *testing.T) {
	var main, all, body score
	r := New(Options{})
	for _, p := range benchPages(t) {
		a, err := r.Read(Input{URL: p.url, Body: p.body})
		if err != nil {
			t.Log(p.id[:8], err)
		}
		body.add(mainText(a, corpus.ZoneBody, corpus.ZoneTable), p.want)
		f := main.add(mainText(a, corpus.ZoneLead, corpus.ZoneBody, corpus.ZoneTable), p.want)
		all.add(mainText(a, corpus.ZoneTitle, corpus.ZoneLead, corpus.ZoneBody, corpus.ZoneTable), p.want)
		if f < 0.9 {
			t.Logf("%s %.3f agreement %.3f %s", p.id[:8], f, a.Confidence, p.url)
		}
	}
	f, p, r2 := body.f1()
	t.Logf("body, tables: F1 %.4f P %.4f R %.4f", f, p, r2)
	f, p, r2 = main.f1()
	t.Logf("lead, body, tables: F1 %.4f P %.4f R %.4f", f, p, r2)
	if f < 0.960 {
		t.Errorf("F1 %.4f, want 0.960", f)
	}
	f, p, r2 = all.f1()
	t.Logf("with the title: F1 %.4f P %.4f R %.4f", f, p, r2)
}
