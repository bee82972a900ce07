package analysis

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"goalpost/corpus"
)

// Matcher finds the labels of a glossary in texts. It compares tokens, not
// letters: syllables in Vietnamese, stems in English and Arabic, pairs of
// syllables in Korean and of clusters in Thai, so a label is found in every
// spelling, with every particle and article, and within compounds where the
// language writes them as one. It may be shared.
//
// All labels stand in one tree; a text is walked from each of its tokens as
// deep as a label goes on, so the time is linear in the text.
type Matcher struct {
	tokens map[string]int32 // the tokens of all labels, numbered from 1
	next   map[edge]int32   // the tree: nodes are numbered, 0 is the root
	labels map[int32][]label
	has    map[form]bool
}

// form is the stream in which labels of a language are compared.
type form struct {
	lang   corpus.Lang
	folded bool // typed without accents
	word   bool // whole words, for labels that are too short for pairs or stems
}

// gap is the token between neighbours that a sign parts, as in "PM2.5".
const gap = -1

// apart says whether a sign parts neighbours of a stream.
func apart(a, b Token) bool { return b.Position != a.Position+1 }

// edge leads from a node over a token; the first edge of a label is marked
// with its form, so that one tree holds those of all languages.
type edge struct{ node, token int32 }

// label is one that ends at a node of the tree.
type label struct {
	concept  string
	text     string
	form     form
	negative bool
	letters  int
}

// minForeign is how many letters an English label needs to be looked for in
// Vietnamese text, where short English words are syllables.
const minForeign = 6

// NewMatcher builds the tree of all labels.
func NewMatcher(c Concepts) *Matcher {
	m := &Matcher{
		tokens: map[string]int32{}, next: map[edge]int32{}, labels: map[int32][]label{}, has: map[form]bool{},
	}
	for i := range c.List {
		x := &c.List[i]
		for lang, texts := range x.Labels {
			for _, t := range texts {
				m.add(label{concept: x.ID, text: t, form: form{lang: lang}})
			}
		}
		for lang, texts := range x.Negative {
			for _, t := range texts {
				m.add(label{concept: x.ID, text: t, form: form{lang: lang}, negative: true})
			}
		}
	}
	for node := range m.labels {
		slices.SortFunc(m.labels[node], compareLabels)
	}
	return m
}

func compareLabels(a, b label) int {
	if c := strings.Compare(a.concept, b.concept); c != 0 {
		return c
	}
	return strings.Compare(a.text, b.text)
}

// add puts a label into the tree, a Vietnamese one without its accents too.
func (m *Matcher) add(l label) {
	s := For(l.form.lang).Analyze(l.text)
	l.letters = utf8.RuneCountInString(l.text)
	switch l.form.lang {
	case "ar", "en": // a stem alone says too little: السعودة is not السعودية
		l.form.word = len(s.Exact) == 1
	default:
		l.form.word = len(s.Bigrams) == 1 && Single(s.Bigrams[0].Text)
	}
	m.path(l, l.form.of(s))
	if l.form.lang == "vi" && len(s.Folded) > 1 {
		l.form.folded = true
		m.path(l, s.Folded)
	}
}

func (m *Matcher) path(l label, ts []Token) {
	if len(ts) == 0 {
		return
	}
	m.has[l.form] = true
	node := m.root(l.form)
	for i, t := range ts {
		if i > 0 && apart(ts[i-1], t) {
			node = m.step(edge{node, gap})
		}
		tok, ok := m.tokens[t.Text]
		if !ok {
			tok = int32(len(m.tokens) + 1)
			m.tokens[t.Text] = tok
		}
		node = m.step(edge{node, tok})
	}
	m.labels[node] = append(m.labels[node], l)
}

// root is the node where labels of the form begin. It is reached over a token
// that no text has.
func (m *Matcher) root(f form) int32 {
	name := "\x00" + f.key()
	tok, ok := m.tokens[name]
	if !ok {
		tok = int32(len(m.tokens) + 1)
		m.tokens[name] = tok
	}
	return m.step(edge{0, tok})
}

func (m *Matcher) step(e edge) int32 {
	node, ok := m.next[e]
	if !ok {
		node = int32(len(m.next) + 1)
		m.next[e] = node
	}
	return node
}

// of is the stream that holds the form.
func (f form) of(s Streams) []Token {
	switch {
	case f.folded && s.Folded == nil:
		return s.Exact // typed without accents
	case f.folded:
		return nil
	case f.word && f.lang == "ar":
		return each(s.Exact, stemming().nouns.Stem)
	case f.word && f.lang == "en":
		return each(s.Exact, englishNoun)
	case f.word && s.Stems != nil:
		return s.Stems
	case f.word:
		return s.Exact
	case (f.lang == "ko" || f.lang == "th") && s.Bigrams != nil:
		return s.Bigrams
	case (f.lang == "en" || f.lang == "ar") && s.Stems != nil:
		return s.Stems
	}
	return s.Exact
}

// each are the tokens in another form.
func each(ts []Token, form func(string) string) []Token {
	out := make([]Token, len(ts))
	for i, t := range ts {
		t.Text = form(t.Text)
		out[i] = t
	}
	return out
}

// Find are the labels in a text of the language, in order, none overlapping
// another: of several at one place the longest. English ones are found in every
// language. A language that is not known is compared as it is written.
func (m *Matcher) Find(text string, lang corpus.Lang) []ConceptMatch {
	return m.FindIn(text, lang, For(lang).Analyze(text))
}

// FindIn is Find in a text that was analysed already.
func (m *Matcher) FindIn(text string, lang corpus.Lang, s Streams) []ConceptMatch {
	if len(m.labels) == 0 {
		return nil
	}
	found := m.walk(text, form{lang: lang}, s, false, nil)
	found = m.walk(text, form{lang: lang, word: true}, s, false, found)
	if lang != "en" {
		latin := foreign(s)
		found = m.walk(text, form{lang: "en"}, latin, false, found)
		found = m.walk(text, form{lang: "en", word: true}, latin, false, found)
		if lang == "vi" {
			found = slices.DeleteFunc(found, func(f finding) bool {
				return f.label.form.lang == "en" && f.label.letters < minForeign
			})
		}
	}
	return choose(found)
}

// FindQuery are the labels in a query, whose language is not known: those of
// every language, and Vietnamese ones typed without accents.
func (m *Matcher) FindQuery(query string) []ConceptMatch {
	var found []finding
	for f := range m.has {
		found = m.walk(query, f, For(f.lang).Analyze(query), true, found)
	}
	return choose(found)
}

// foreign are the Latin words of a text that is not English, as English ones.
func foreign(s Streams) Streams {
	var out Streams
	for _, t := range s.Exact {
		if ascii(t.Text) {
			out.Exact = append(out.Exact, t)
		}
	}
	out.Stems = each(out.Exact, englishStem)
	return out
}

// finding is a label found at a place.
type finding struct {
	label label
	span  corpus.Span
}

// walk adds the labels of one form that stand in the stream of a text, or of a
// query (asked).
func (m *Matcher) walk(text string, f form, s Streams, asked bool, found []finding) []finding {
	if !m.has[f] {
		return found
	}
	root, ts := m.root(f), f.of(s)
	ids := make([]int32, len(ts))
	for i, t := range ts {
		ids[i] = m.tokens[t.Text]
	}
	for i := range ts {
		node := root
		for j := i; j < len(ts) && ids[j] != 0; j++ {
			var ok bool
			if j > i && apart(ts[j-1], ts[j]) {
				if node, ok = m.next[edge{node, gap}]; !ok {
					break
				}
			}
			if node, ok = m.next[edge{node, ids[j]}]; !ok {
				break
			}
			span := corpus.Span{Start: ts[i].Start, End: ts[j].End}
			for _, l := range m.labels[node] {
				if written(text, l, span, asked) && bounded(text, l, span, s) {
					found = append(found, finding{l, span})
				}
			}
		}
	}
	return found
}

// written says whether the letters at the place may be the label's: what is in
// capitals must be so in a text. Who asks need not take the trouble, but for two
// letters that are not all that is asked.
func written(text string, l label, span corpus.Span, asked bool) bool {
	at := span.Of(text)
	return !capitals(l.text) || capitals(at) || asked && (len(l.text) > 2 || at == strings.TrimSpace(text))
}

// bounded says whether a label may stand at the place. Korean syllables and
// Thai clusters are compared wherever they stand, so that compounds are seen;
// short labels must then agree with the words around them.
func bounded(text string, l label, span corpus.Span, s Streams) bool {
	if l.form.word {
		return true
	}
	switch l.form.lang {
	case "ko":
		if l.letters >= 4 {
			return true
		}
		if strings.ContainsAny(span.Of(text), " \u00a0") && !strings.Contains(l.text, " ") {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:span.Start])
		return l.letters > 2 || !unicode.Is(unicode.Hangul, before)
	case "th":
		if l.letters >= 7 {
			return true
		}
		return wordBound(s.Exact, span)
	default:
		return true
	}
}

// capitals says whether a label is written in capitals alone, as acronyms are; in
// small letters it may be a word (STEM, MICE, and "AI" in Vietnamese).
func capitals(label string) bool {
	return ascii(label) && strings.ToUpper(label) == label && strings.ToLower(label) != label
}

// wordBound says whether a word begins and a word ends at the span's ends.
func wordBound(words []Token, span corpus.Span) bool {
	_, begins := slices.BinarySearchFunc(words, span.Start, func(t Token, at corpus.Byte) int { return int(t.Start - at) })
	_, ends := slices.BinarySearchFunc(words, span.End, func(t Token, at corpus.Byte) int { return int(t.End - at) })
	return begins && ends
}

// choose keeps, from the left, the longest of those that overlap, after what
// lies in a negative label of its own concept has fallen. Several concepts with
// one span all stay.
func choose(found []finding) []ConceptMatch {
	slices.SortStableFunc(found, compareFindings)
	var barred []finding
	for _, f := range found {
		if f.label.negative {
			barred = append(barred, f)
		}
	}
	var out []ConceptMatch
	for _, f := range found {
		inside := func(b finding) bool { return b.label.concept == f.label.concept && b.span.Contains(f.span) }
		if f.label.negative || slices.ContainsFunc(barred, inside) {
			continue
		}
		if n := len(out); n > 0 {
			last := out[n-1]
			if last.Span != f.span && f.span.Start < last.Span.End || last.Span == f.span && last.ID == f.label.concept {
				continue
			}
		}
		out = append(out, ConceptMatch{f.label.concept, f.span, f.label.text, f.label.form.lang})
	}
	return out
}

// compareFindings orders by place, the longest first, then by concept and label.
func compareFindings(a, b finding) int {
	switch {
	case a.span.Start != b.span.Start:
		return int(a.span.Start - b.span.Start)
	case a.span.End != b.span.End:
		return int(b.span.End - a.span.End)
	}
	if c := compareLabels(a.label, b.label); c != 0 {
		return c
	}
	return strings.Compare(a.label.form.key(), b.label.form.key())
}

// key names the form.
func (f form) key() string {
	key := string(f.lang)
	if f.folded {
		key += "+folded"
	}
	if f.word {
		key += "+word"
	}
	return key
}
