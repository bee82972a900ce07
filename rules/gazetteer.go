package rules

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"goalpost/corpus"
)

//go:generate go run gen_places.go

//go:embed places/*.tsv
var embeddedPlaces embed.FS

// Place is a country or a first-level division and its names in one language.
type Place struct {
	Code  string // ISO 3166-1 ("VN") or ISO 3166-2 ("VN-23")
	Names []string
}

// Country is the ISO 3166-1 code of the country that the place is or lies in.
func (p Place) Country() string { return p.Code[:2] }

// ambiguous are names that are more often another word; a folder of rules may
// bring them back. Each stands in its language alone.
var ambiguous = map[corpus.Lang][]string{
	"ar": {"مالي", "تشاد", "غانا", "بنين"}, // financial, …
	"ko": {"수단", "말리", "가나", "오만", "차드", "통가", "기니", "모나코"},
	"th": {"มาลี", "ชาด", "กานา", "ตองกา"},
	"vi": {"Ý", "Áo", "Séc", "Đức", "Pháp", "Nga", "Úc", "Bỉ"},
	"en": {"Chad", "Jersey", "Georgia", "US", "Guinea", "Jordan", "Turkey"},
}

// places reads the gazetteer's names in one language: lines of code, language
// and names parted by a bar, in places/*.tsv.
func (b *Book) places(lang corpus.Lang) ([]Place, error) {
	var out []Place
	for i, src := range append([]fs.FS{embeddedPlaces}, b.sources...) {
		if i == 1 && src == fs.FS(embedded) {
			continue
		}
		files, err := fs.Glob(src, "places/*.tsv")
		if err != nil {
			return nil, err
		}
		for _, name := range files {
			data, err := fs.ReadFile(src, name)
			if err != nil {
				return nil, fmt.Errorf("gazetteer %q: %w", name, err)
			}
			found, err := readPlaces(path.Base(name), string(data), lang)
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
	}
	return out, nil
}

func readPlaces(name, data string, lang corpus.Lang) ([]Place, error) {
	var out []Place
	line := 0
	for l := range strings.Lines(data) {
		line++
		l = strings.TrimSpace(l)
		if l == "" || l[0] == '#' {
			continue
		}
		f := strings.Split(l, "\t")
		if len(f) != 3 || len(f[0]) < 2 {
			return nil, fmt.Errorf("%w: %s:%d:1: expected code, language and names, parted by tabs", ErrRules, name, line)
		}
		if f[1] != string(lang) {
			continue
		}
		p := Place{Code: f[0]}
		for n := range strings.SplitSeq(f[2], "|") {
			if !slices.Contains(ambiguous[lang], n) {
				p.Names = append(p.Names, n)
			}
		}
		out = append(out, p)
	}
	return out, nil
}
