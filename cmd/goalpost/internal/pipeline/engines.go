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
	return &Engines{book: book, words: &glossary{book: book}, langs: map[corpus.Lang]*engine{}}, nil
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
	x := e.of(a.Lang)
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
		for name, set := range bodies {
			if err := tx.PutRules(name, set); err != nil {
				return err
			}
		}
		return nil
	})
}

// bodies are those of the rules and concepts of a run that the store does not
// hold yet, by the name of their set.
func (e *Engines) bodies(ctx context.Context, st *store.Store, run store.Run) (map[string]map[string]string, error) {
	out := map[string]map[string]string{}
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
		set, ok, err := e.book.Set(corpus.Lang(lang))
		if err != nil {
			return nil, err
		}
		if ok && !has {
			out[name] = set.Bodies()
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
