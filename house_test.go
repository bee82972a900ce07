// The tests of this file keep the shape of the module true: which rooms there
// are, which way imports run, and that everything says what it is. They parse
// the files themselves, since the results of `go list` are cached.
package goalpost

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "goalpost"

// ground is what every room may stand on.
var ground = []string{"corpus", "corpus/text", "rules"}

// rooms are all packages there may be, and what of ours each may import.
var rooms = map[string][]string{
	"":                               nil,
	"corpus":                         nil,
	"corpus/text":                    {"corpus"},
	"corpus/lang":                    ground,
	"corpus/page":                    ground,
	"corpus/crawl":                   ground,
	"corpus/warc":                    ground,
	"corpus/store":                   ground,
	"rules":                          {"corpus"},
	"rules/concepts":                 {"corpus"},
	"rules/places":                   {"corpus"},
	"extract":                        append([]string{"rules/places"}, ground...),
	"extract/workbench":              append([]string{"extract"}, ground...),
	"extract/review":                 append([]string{"extract"}, ground...),
	"index/analysis":                 ground,
	"index":                          append([]string{"index/analysis"}, ground...),
	"cmd/goalpost":                   {"*"},
	"cmd/goalpost/internal/pipeline": {"*"},
}

// sources calls visit for each Go file of the module with its folder.
func sources(t *testing.T, visit func(dir, path string)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || path != "." && strings.HasPrefix(d.Name(), ".")) {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") {
			dir := filepath.ToSlash(filepath.Dir(path))
			if dir == "." {
				dir = ""
			}
			visit(dir, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func parse(t *testing.T, path string, mode parser.Mode) *ast.File {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, mode)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestImportsRunOneWay(t *testing.T) {
	seen := 0
	sources(t, func(dir, path string) {
		allowed, known := rooms[dir]
		if !known {
			t.Errorf("%s: no room %q in the house: see README's map", path, dir)
			return
		}
		for _, imp := range parse(t, path, parser.ImportsOnly).Imports {
			name, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			to, ours := strings.CutPrefix(name, module+"/")
			if !ours || to == dir || slices.Contains(allowed, "*") {
				continue
			}
			seen++
			if !slices.Contains(allowed, to) && !strings.HasSuffix(path, "_test.go") {
				t.Errorf("%s imports %q: %q may import %v of ours", path, to, dir, allowed)
			}
		}
	})
	if seen == 0 {
		t.Fatal("no import of ours was seen: the test looks in the wrong place")
	}
}

func TestNoSQLOutsideTheStore(t *testing.T) {
	sources(t, func(dir, path string) {
		if dir == "corpus/store" || dir == "corpus/crawl" || strings.HasSuffix(path, "_test.go") {
			return
		}
		for _, imp := range parse(t, path, parser.ImportsOnly).Imports {
			if imp.Path.Value == `"database/sql"` {
				t.Errorf("%s imports database/sql: queries stand in corpus/store", path)
			}
		}
	})
}

func TestNoInitAndNoVagueNames(t *testing.T) {
	sources(t, func(dir, path string) {
		for _, vague := range []string{"util", "common", "helper", "manager", "misc"} {
			if strings.Contains(filepath.Base(path), vague) || strings.HasSuffix(dir, vague) {
				t.Errorf("%s: %q names nothing of the field", path, vague)
			}
		}
		for _, d := range parse(t, path, parser.SkipObjectResolution).Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s has an init function: registration is a value that a function returns", path)
			}
		}
	})
}

func TestEveryPackageIsDocumented(t *testing.T) {
	documented := map[string]bool{}
	sources(t, func(dir, path string) {
		f := parse(t, path, parser.ParseComments|parser.PackageClauseOnly)
		if !strings.HasSuffix(path, "_test.go") || dir == "" {
			documented[dir] = documented[dir] || f.Doc != nil
		}
	})
	for dir, ok := range documented {
		if !ok {
			t.Errorf("package %q has no doc comment", dir)
		}
	}
}

// TestNothingPhonesHome keeps the network in the rooms that fetch what the user
// asked for, or name what was fetched (http.Header).
func TestNothingPhonesHome(t *testing.T) {
	may := []string{"corpus/store", "corpus/crawl", "corpus/page", "corpus/warc", "cmd/goalpost", "cmd/goalpost/internal/pipeline"}
	sources(t, func(dir, path string) {
		if slices.Contains(may, dir) || strings.HasSuffix(path, "_test.go") {
			return
		}
		for _, imp := range parse(t, path, parser.ImportsOnly).Imports {
			if imp.Path.Value == `"net/http"` {
				t.Errorf("%s imports net/http", path)
			}
		}
	})
}

// TestEveryLanguageIsWhole says what a language's folder must hold.
func TestEveryLanguageIsWhole(t *testing.T) {
	files, err := filepath.Glob("rules/*/language.yaml")
	if err != nil || len(files) < 4 {
		t.Fatalf("languages: %v, %v", files, err)
	}
	for _, f := range files {
		rules, _ := filepath.Glob(filepath.Join(filepath.Dir(f), "*.yaml"))
		if len(rules) < 3 {
			t.Errorf("%s: a language has rules for numbers, time and cues beside language.yaml; found %d files", filepath.Dir(f), len(rules))
		}
	}
	if _, err := os.Stat("LICENSE"); err != nil {
		t.Error(err)
	}
}
