package analysis

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"

	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/rules"
)

// stems cut words to what they have in common with their other forms, as the
// rules of their language say.
type stems struct {
	korean *text.Endings
	arabic *text.Clitics
	nouns  *text.Clitics // Arabic, of names of one word
	lists  string        // all that they were made of
}

// stemming is made of the embedded rules when the first text is cut, so that all
// readers of an index cut alike.
var stemming = sync.OnceValue(func() stems {
	ko, ar := languageOf("ko"), languageOf("ar")
	return stems{
		korean: text.NewEndings(text.EndingLists(ko.Particles.Endings)).Also(text.EndingLists(ko.Stems.Endings)),
		arabic: text.NewClitics(ar.Stems.Front, ar.Stems.Back),
		nouns:  text.NewClitics(ar.Nouns.Front, ar.Nouns.Back),
		lists:  fmt.Sprintf("%+v", []any{ko.Particles.Endings, ko.Stems, ar.Stems, ar.Nouns}),
	}
})

// languageOf is how the embedded rules say that a language is written. They are
// part of the program, so that a fault in them is a bug.
func languageOf(lang corpus.Lang) rules.Language {
	book, err := rules.Load(rules.Options{})
	if err != nil {
		panic(err)
	}
	l, err := book.Language(lang)
	if err != nil {
		panic(err)
	}
	return l
}

// Fingerprint names the tokens that texts give: it changes with the program's way
// of cutting them and with the affixes in the rules. An index remembers the one
// that it was built with.
func Fingerprint() string {
	sum := sha256.Sum256([]byte(stemming().lists))
	return fmt.Sprintf("%d.%s", version, hex.EncodeToString(sum[:4]))
}
