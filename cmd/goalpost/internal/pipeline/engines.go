package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"time"

	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/extract"
	"goalpost/index"
	"goalpost/rules"
)

// Engines extracts, with the rules of each language loaded when first needed. It
// is safe for concurrent use.
type Engines struct {
	book  *rules.Book
	words *glossary
	mu    sync.Mutex
	langs map[corpus.Lang]*engine
	then  map[string]*engine // of rules that were, by the name of their set
}

// engine is the engine of one language, made once.
type engine struct {
	once   sync.Once
	engine *extract.Engine // nil where there are no rules
	rules  string
	err    error
}

// NewEngines opens the rules; dir is a folder of rules that add to the built-in
// ones or override them, "" for none. It fails where the folder cannot be read.
func NewEngines(dir string) (*Engines, error) {
	book, err := rules.Load(rules.Options{Dir: dir})
	if err != nil {
		return nil, err
	}
	return &Engines{book: book, words: &glossary{book: book}, langs: map[corpus.Lang]*engine{}, then: map[string]*engine{}}, nil
}

func (e *Engines) of(lang corpus.Lang) *engine {
	e.mu.Lock()
	x := e.langs[lang]
	if x == nil {
		x = &engine{}
		e.langs[lang] = x
	}
	e.mu.Unlock()
	x.once.Do(func() {
		set, ok, err := e.book.Set(lang)
		if x.err = err; ok {
			x.engine, x.rules = extract.New(set), set.Name()
		}
	})
	return x
}

// Extract reads the mentions and claims of an article, and names the concept of
// each indicator. Where there are no rules for its language, both are empty and
// Rules is nil. It fails where the rules of the language or the glossary are broken.
func (e *Engines) Extract(a corpus.Article) (corpus.Extraction, error) {
	return e.extract(e.of(a.Lang), a)
}

// ExtractAs reads an article with the rules of a name: those at hand, or those
// made of the bodies that are kept of a set (a shadow run). ok is false where
// the bodies are not those of the name.
func (e *Engines) ExtractAs(name string, bodies func() ([]rules.Body, error), a corpus.Article) (x corpus.Extraction, ok bool, err error) {
	if at := e.of(a.Lang); at.err == nil && at.rules == name {
		x, err = e.extract(at, a)
		return x, true, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	was, known := e.then[name]
	if !known {
		kept, err := bodies()
		if err != nil {
			return x, false, err
		}
		was = &engine{}
		if set, err := rules.FromBodies(a.Lang, kept); err == nil && set.Name() == name {
			was = &engine{engine: extract.New(set), rules: name}
		}
		e.then[name] = was
	}
	if was.engine == nil {
		return x, false, nil
	}
	x, err = e.extract(was, a)
	return x, true, err
}

func (e *Engines) extract(x *engine, a corpus.Article) (corpus.Extraction, error) {
	if x.engine == nil {
		return corpus.Extraction{Lang: a.Lang, LangConfidence: a.LangConfidence}, x.err
	}
	doc := extract.Doc{Text: a.Text, Title: a.Title, Published: a.Published, Zones: a.Zones}
	if a.Place != nil {
		doc.Country, _, _ = strings.Cut(a.Place.Code, "-")
	}
	out := x.engine.Read(doc)
	out.Lang, out.LangConfidence = a.Lang, a.LangConfidence
	return out, e.words.name(out.Claims, a.Lang)
}

// Rules is the name of the rule set of a language ("th@3f9c2a"), "" where there
// is none. It fails where the rules are broken.
func (e *Engines) Rules(lang corpus.Lang) (string, error) {
	x := e.of(lang)
	return x.rules, x.err
}

// Version is the version of the engine.
func (e *Engines) Version() string { return extract.Version }

// Glossary is the hash of the concepts.
func (e *Engines) Glossary() (string, error) {
	err := e.words.load()
	return e.words.hash, err
}

// Concepts are the concepts that join the languages.
func (e *Engines) Concepts() (index.Concepts, error) {
	err := e.words.load()
	return e.words.list, err
}

// ConceptLabel tells the concept of an indicator in another language; "" where
// it has none.
func (e *Engines) ConceptLabel(indicator string, lang, in corpus.Lang) (string, error) {
	if err := e.words.load(); err != nil {
		return "", err
	}
	if id := e.words.of(indicator, lang); id != "" {
		return e.words.list.Label(id, in), nil
	}
	return "", nil
}

// Begin stores the run that what is extracted from now on belongs to, with the
// bodies of its rules and concepts: the same rules and engine are the same run.
func (e *Engines) Begin(ctx context.Context, st *store.Store, started time.Time) (store.Run, error) {
	run, err := e.Run()
	if err != nil {
		return run, err
	}
	run.Started = started.UTC()
	bodies, err := e.bodies(ctx, st, run)
	if err != nil {
		return run, err
	}
	return run, st.Update(ctx, func(tx *store.Tx) (err error) {
		if run.ID, err = tx.PutRun(run); err != nil {
			return err
		}
		for name, list := range bodies {
			kept := make([]store.Rule, len(list))
			for i, b := range list {
				kept[i] = store.Rule{ID: b.ID, Body: b.Text}
			}
			if err := tx.PutRules(name, kept); err != nil {
				return err
			}
		}
		return nil
	})
}

// Bodies are those of the rules of a language at hand, nil where there are none.
func (e *Engines) Bodies(lang corpus.Lang) ([]rules.Body, error) {
	set, ok, err := e.book.Set(lang)
	if !ok || err != nil {
		return nil, err
	}
	return set.Bodies(), nil
}

// Words are the bodies of the concepts at hand.
func (e *Engines) Words() ([]rules.Body, error) {
	err := e.words.load()
	return e.words.bodies, err
}

// bodies are those of the rules and concepts of a run that the store does not
// hold yet, by the name of their set.
func (e *Engines) bodies(ctx context.Context, st *store.Store, run store.Run) (map[string][]rules.Body, error) {
	out := map[string][]rules.Body{}
	if has, err := st.HasRules(ctx, run.Glossary); err != nil {
		return nil, err
	} else if !has {
		out[run.Glossary] = e.words.bodies
	}
	for lang, name := range run.Rules {
		has, err := st.HasRules(ctx, name)
		if err != nil {
			return nil, err
		}
		if has {
			continue
		}
		if out[name], err = e.Bodies(corpus.Lang(lang)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Run describes the rules of all languages and the engine.
func (e *Engines) Run() (store.Run, error) {
	words, err := e.Glossary()
	if err != nil {
		return store.Run{}, err
	}
	run := store.Run{Engine: e.Version(), Glossary: words, Rules: map[string]string{}}
	sum := sha256.New()
	for _, lang := range e.book.Langs() {
		name, err := e.Rules(lang)
		if err != nil {
			return run, err
		}
		run.Rules[string(lang)] = name
		fmt.Fprintln(sum, name)
	}
	run.RuleSet = hex.EncodeToString(sum.Sum(nil)[:6])
	return run, nil
}
