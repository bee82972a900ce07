package rules

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"goalpost/corpus"
)

//go:embed */*.yaml
var embedded embed.FS

// Schema is the JSON Schema of rule files.
//
//go:embed schema.json
var Schema []byte

// languageFile is the file that makes a folder a language.
const languageFile = "language.yaml"

// ErrRules says that a rule file is broken; the message names file, line,
// column and what was expected.
var ErrRules = errors.New("broken rule file")

// Options says where rules come from. The zero value is the embedded rules alone.
type Options struct {
	// Dir is a folder whose <lang>/*.yaml add to the embedded rules, or
	// override those of the same id. Empty: none.
	Dir string
	// Only says that Dir alone is read, without the embedded rules.
	Only bool
}

// Book is all languages that there are rules for. Each is read when it is first
// asked for. Safe for concurrent use.
type Book struct {
	sources []fs.FS
	names   []string // of the sources, as told in messages
	mu      sync.Mutex
	sets    map[corpus.Lang]*loaded
}

type loaded struct {
	once sync.Once
	set  *Set
	err  error
}

// Set is the rules of one language.
type Set struct {
	Lang     corpus.Lang
	Language Language
	Rules    []Rule  // by file, then as written; ids are unique
	Places   []Place // the gazetteer's names in the language
	// Hash names the set: 12 hex digits over what rules mean, in their order.
	// Comments, notes and examples do not count.
	Hash string
}

// Name is "th@3f9c2a", the form in which records name a rule set.
func (s *Set) Name() string { return string(s.Lang) + "@" + s.Hash[:6] }

// Load opens the rules without reading them. It fails where Dir is no folder
// that can be read.
func Load(opt Options) (*Book, error) {
	b := &Book{sets: map[corpus.Lang]*loaded{}}
	if !opt.Only {
		b.sources, b.names = append(b.sources, embedded), append(b.names, "rules")
	}
	if opt.Dir != "" {
		if _, err := os.ReadDir(opt.Dir); err != nil {
			return nil, fmt.Errorf("rules folder %q: %w", opt.Dir, err)
		}
		b.sources, b.names = append(b.sources, os.DirFS(opt.Dir)), append(b.names, opt.Dir)
	}
	return b, nil
}

// Langs are the languages that there are rules for, sorted.
func (b *Book) Langs() []corpus.Lang {
	var langs []corpus.Lang
	for _, src := range b.sources {
		files, _ := fs.Glob(src, "*/"+languageFile)
		for _, f := range files {
			langs = append(langs, corpus.Lang(path.Dir(f)))
		}
	}
	slices.Sort(langs)
	return slices.Compact(langs)
}

// Language says how a language is written, without reading its rules: the zero
// value where there are none for it. A broken file gives an error that wraps [ErrRules].
func (b *Book) Language(lang corpus.Lang) (l Language, err error) {
	for i, src := range b.sources {
		name := path.Join(string(lang), languageFile)
		data, err := fs.ReadFile(src, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return l, fmt.Errorf("rule file %q: %w", name, err)
		}
		if err := readLanguage(path.Join(b.names[i], name), string(lang), data, &l); err != nil {
			return l, err
		}
	}
	return l, nil
}

// Set is the rules of a language; ok is false where there are none. A broken
// file gives an error that wraps [ErrRules].
func (b *Book) Set(lang corpus.Lang) (set *Set, ok bool, err error) {
	if !slices.Contains(b.Langs(), lang) {
		return nil, false, nil
	}
	b.mu.Lock()
	l := b.sets[lang]
	if l == nil {
		l = &loaded{}
		b.sets[lang] = l
	}
	b.mu.Unlock()
	l.once.Do(func() { l.set, l.err = b.read(lang) })
	return l.set, l.err == nil, l.err
}

// read merges the folders of a language: later sources override rules of the same id.
func (b *Book) read(lang corpus.Lang) (*Set, error) {
	set := &Set{Lang: lang}
	at := map[string]int{}
	var faults []error
	for i, src := range b.sources {
		files, err := fs.Glob(src, string(lang)+"/*.yaml")
		if err != nil {
			return nil, err
		}
		own := map[string]string{}
		for _, name := range files {
			data, err := fs.ReadFile(src, name)
			if err != nil {
				return nil, fmt.Errorf("rule file %q: %w", name, err)
			}
			shown := path.Join(b.names[i], name)
			if path.Base(name) == languageFile {
				faults = append(faults, readLanguage(shown, string(lang), data, &set.Language))
				continue
			}
			rs, err := readRules(shown, data)
			faults = append(faults, err)
			for _, r := range rs {
				if first, twice := own[r.ID]; twice {
					faults = append(faults, fmt.Errorf("%w: %s:%d:1: id: %q is used before, at %s", ErrRules, r.File, r.Line, r.ID, first))
				}
				own[r.ID] = r.where()
				if k, ok := at[r.ID]; ok {
					set.Rules[k] = r
					continue
				}
				at[r.ID] = len(set.Rules)
				set.Rules = append(set.Rules, r)
			}
		}
	}
	places, err := b.places(lang)
	set.Places = places
	if err := errors.Join(append(faults, err)...); err != nil {
		return nil, err
	}
	set.Hash = hash(set)
	return set, nil
}

// hash is over what the rules mean, in their order: of two that fit alike the
// engine takes the first.
func hash(set *Set) string {
	lines := []string{fmt.Sprintf("%+v", set.Language), fmt.Sprintf("%+v", set.Places)}
	for _, r := range set.Rules {
		lines = append(lines, fmt.Sprintf("%+v", meaning(r)))
	}
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:6])
}
