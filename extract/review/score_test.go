package review

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"goalpost/corpus"
	"goalpost/extract"
	"goalpost/rules"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shared is the folder of the public gold, or a skip that says so.
func shared(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("GOALPOST_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "gold")); err != nil {
		tb.Skipf("SKIPPED: no public gold at %q (set GOALPOST_SHARED): %v", dir, err)
	}
	return dir
}

// readers makes an engine for each language, once.
type readers map[corpus.Lang]*extract.Engine

func (r readers) read(tb testing.TB, lang corpus.Lang, doc extract.Doc) corpus.Extraction {
	tb.Helper()
	if r[lang] == nil {
		book, err := rules.Load(rules.Options{})
		if err != nil {
			tb.Fatal(err)
		}
		set, ok, err := book.Set(lang)
		if err != nil {
			tb.Fatalf("rules of %s: %v", lang, err)
		}
		if !ok {
			return corpus.Extraction{Lang: lang}
		}
		r[lang] = extract.New(set)
	}
	return r[lang].Read(doc)
}

// answers reads a gold file and extracts its articles.
func (r readers) answers(tb testing.TB, path string) []Answer {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	gold, err := ReadGold(f, nil)
	if err != nil {
		tb.Fatal(err)
	}
	var out []Answer
	for _, g := range gold {
		x := r.read(tb, g.Lang, extract.Doc{Text: g.Text, Title: g.Title, Published: deref(g.Published)})
		out = append(out, Answer{g, x.Claims})
	}
	return out
}

func TestFiguresEqualThoseOfTheScorer(t *testing.T) {
	dir := shared(t)
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skipf("SKIPPED: no python3: %v", err)
	}
	r := readers{}
	for _, lang := range []string{"vi", "ko", "ar", "th"} {
		gold := filepath.Join(dir, "gold", "dev."+lang+".jsonl")
		answers := r.answers(t, gold)
		out := filepath.Join(t.TempDir(), "out.jsonl")
		var b bytes.Buffer
		for i, a := range answers {
			claims := a.Claims
			if claims == nil {
				claims = []corpus.Claim{}
			}
			line, err := json.Marshal(map[string]any{"id": fmt.Sprint(i), "mentions": []any{}, "claims": claims})
			if err != nil {
				t.Fatal(err)
			}
			b.Write(append(line, '\n'))
		}
		if err := os.WriteFile(out, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		printed, err := exec.CommandContext(t.Context(), python, filepath.Join(dir, "score", "score.py"), "claims", gold, out, "--json").Output()
		if err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		ours, err := json.Marshal(Score(answers))
		if err != nil {
			t.Fatal(err)
		}
		sameTables(t, lang, ours, printed)
	}
}

func sameTables(t *testing.T, lang string, ours, theirs []byte) {
	t.Helper()
	var a, b map[string]map[string]any
	if err := json.Unmarshal(ours, &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(theirs, &b); err != nil {
		t.Fatal(err)
	}
	for row, want := range b {
		if len(a[row]) != len(want) {
			t.Errorf("%s: row %s has %d figures, want %d", lang, row, len(a[row]), len(want))
		}
		for name, w := range want {
			x, isNumber := a[row][name].(float64)
			y, _ := w.(float64)
			if isNumber && math.Abs(x-y) < 1e-12 {
				continue
			}
			if a[row][name] != w {
				t.Errorf("%s: %s of %s is %v, want %v", lang, name, row, a[row][name], w)
			}
		}
	}
}

// quality compares a golden file with what the rules read now.
func quality(t *testing.T, golden string, files []string) {
	t.Helper()
	r, all := readers{}, []Answer(nil)
	for _, f := range files {
		all = append(all, r.answers(t, f)...)
	}
	got := Score(all).String() + "\n" + Break(all).String()
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
		t.Errorf("%s says other figures; where they are meant: go test ./extract/review -run Quality -update\n%s", golden, got)
	}
}

func goldFiles(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestQualityOnOwnGold(t *testing.T) {
	files := goldFiles(t, filepath.Join("..", "..", "testdata", "gold", "*.jsonl"))
	if len(files) == 0 {
		t.Skip("SKIPPED: testdata holds no gold")
	}
	quality(t, filepath.Join("..", "..", "testdata", "quality", "scores.txt"), files)
}

func TestQualityOnPublicGold(t *testing.T) {
	files := goldFiles(t, filepath.Join(shared(t), "gold", "dev.*.jsonl"))
	quality(t, filepath.Join("..", "..", "testdata", "quality", "shared.txt"), files)
}

func TestGoldIsReadAndWrittenWhole(t *testing.T) {
	in := `{"doc":"d","lang":"th","published":null,"text":"ลด 20–30% ภายในปี 2030","claims":[{"start":3,"end":9,"quote":"20–30%","value":[20,30],"unit":"%","cmp":["="],` +
		`"status":["target","forecast"],"change":"decrease-by","deadline":[2030,null],"baseline":{"value":null,"unit":"%","year":2018},"indicator":"","optional":true}],"never":[]}` + "\n"
	gold, err := ReadGold(strings.NewReader(in), nil)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := WriteGold(&out, gold); err != nil {
		t.Fatal(err)
	}
	if out.String() != in {
		t.Errorf("wrote\n%swant\n%s", out.String(), in)
	}
	wrong := strings.Replace(in, `"quote":"20–30%"`, `"quote":"20–30"`, 1)
	if _, err := ReadGold(strings.NewReader(wrong), nil); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("a quote that the text does not have there: %v", err)
	}
}

func TestScoreCountsNeutralRowsAsNothing(t *testing.T) {
	year, percent := 2030, "%"
	text := "30% 40% 50% 60%"
	row := func(start corpus.Point, value int64, status ...string) GoldClaim {
		n := corpus.NewNumber(value, 0)
		return GoldClaim{Start: start, End: start + 3, Quote: text[start : start+3], Value: GoldValue{corpus.One(n)}, Unit: "%", Comparator: []string{"="}, Status: status, Deadline: []*int{&year}, Indicator: "share"}
	}
	claim := func(start corpus.Point, value int64) corpus.Claim {
		return corpus.Claim{Start: start, End: start + 3, Value: corpus.One(corpus.NewNumber(value, 0)), Unit: &percent, Comparator: "=", Change: corpus.Level, Status: corpus.Target, Deadline: &corpus.Deadline{Year: 2030}, Rule: "r"}
	}
	optional := row(8, 50, "target")
	optional.Optional = true
	g := Gold{Doc: "d", Lang: "vi", Text: text, Claims: []GoldClaim{row(0, 30, "target"), row(4, 40, "target", "forecast"), optional, row(12, 60, "actual")}}
	f := Score([]Answer{{g, []corpus.Claim{claim(0, 30), claim(4, 40), claim(8, 50), claim(12, 60)}}})["all"]
	if f.Targets != 1 || f.P != 0.5 || f.R != 1 {
		t.Errorf("targets %d, P %v, R %v; want 1, 0.5, 1", f.Targets, f.P, f.R)
	}
	b := Break([]Answer{{g, []corpus.Claim{claim(0, 30), claim(4, 40), claim(12, 60)}}})
	if c := b.Categories[0]; c.Name != Strict || c.Correct != 1 || c.Missing != 0 {
		t.Errorf("strict: %+v", c)
	}
}

func TestWilson(t *testing.T) {
	b := Wilson(9, 10)
	if math.Abs(b.Low-0.5958) > 1e-4 || math.Abs(b.High-0.9821) > 1e-4 {
		t.Errorf("9 of 10: %v", b)
	}
}
