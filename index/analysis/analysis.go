// Package analysis turns text into streams of tokens for a search engine, for
// each language in the way that the language needs, and finds the labels of a
// glossary in text.
//
// It knows no engine. A stream is a plain list of tokens, one a position, each
// with its place in the original text, so that any engine can index it as it
// is and a highlight can be computed from offsets alone.
//
// The streams:
//
//   - Exact: the words as written, in one normal form: composed, lower case,
//     digits and percent signs of every script as 0-9 and %, and what only
//     differs by custom made one (tone placement in Vietnamese; hamza, final
//     yeh, Persian letters, tatweel and vowel marks in Arabic).
//   - Folded: the exact words without accents, for queries typed without them.
//     Good for phrases, misleading for single words.
//   - Stems: the words without inflection (English), particles (Korean),
//     clitics and endings (Arabic).
//   - Bigrams: overlapping pairs of syllables (Korean) or of clusters (Thai),
//     each at a position of its own, so that a phrase of bigrams finds a term
//     wherever words are cut.
package analysis

import "goalpost/corpus"

// version changes whenever the same text and affixes would give other tokens.
const version = 4

// Token is one unit that is indexed.
type Token struct {
	Text     string
	Start    corpus.Byte // in the original text
	End      corpus.Byte // exclusive
	Position int         // counts from 1; a gap says that the neighbours do not adjoin
}

// Streams are the tokens of one text. A stream that its language has no use for
// is nil; Folded is where the text has no accents.
type Streams struct {
	Exact   []Token
	Folded  []Token
	Stems   []Token
	Bigrams []Token
}
