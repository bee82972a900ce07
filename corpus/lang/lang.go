// Package lang tells the language of a text.
//
// The script of the letters decides first: Hangul is Korean, Thai is Thai, Lao
// is Lao. Where a script serves many languages, letters and function words that
// only one of them has decide next (Vietnamese with its signs, ordinary Arabic,
// English prose, Uyghur, Sorani, Pashto). Only what is open after that is given
// to lingua, in low accuracy, on at most three windows of about 240 letters:
// its models cost tens of milliseconds and megabytes, so they are loaded when
// the first such text comes, never when a Detector is made.
package lang

import (
	"math"
	"sync"

	"github.com/pemistahl/lingua-go"

	"goalpost/corpus"
)

// Guess is what a text seems to be written in.
type Guess struct {
	Lang       corpus.Lang // corpus.Und where the text does not tell
	Confidence float64     // 0 to 1; 0 with corpus.Und
	Mixed      bool        // a good part of the text is in another language
}

// Detector tells languages. It is safe for concurrent use.
type Detector struct {
	latin, arabic func() lingua.LanguageDetector
}

// New makes a detector and costs nothing: models are loaded when first needed.
func New() *Detector {
	return &Detector{
		latin:  models(latinLanguages()),
		arabic: models([]lingua.Language{lingua.Arabic, lingua.Persian, lingua.Urdu}),
	}
}

// models is a lingua detector that is built at its first use.
func models(languages []lingua.Language) func() lingua.LanguageDetector {
	return sync.OnceValue(func() lingua.LanguageDetector {
		return lingua.NewLanguageDetectorBuilder().FromLanguages(languages...).WithLowAccuracyMode().Build()
	})
}

// latinLanguages are the neighbours among which Latin letters are told: those of
// the region and the great news languages. More of them would cost start-up and
// precision on short texts.
func latinLanguages() []lingua.Language {
	return []lingua.Language{
		lingua.Vietnamese, lingua.English, lingua.Indonesian, lingua.Malay, lingua.Tagalog,
		lingua.French, lingua.Turkish, lingua.Spanish, lingua.German, lingua.Portuguese,
	}
}

// mixedShare is the share of all letters from which on a second script makes a
// text mixed, and mixedLetters how many letters that takes at least.
const (
	mixedShare   = 0.25
	mixedLetters = 20
)

// Detect tells the language of a text of any length. Digits, signs, links and
// addresses say nothing; a text with too few letters is corpus.Und.
func (d *Detector) Detect(text string) Guess {
	c := count(text)
	s, share := c.strongest()
	g := Guess{Lang: corpus.Und}
	switch s {
	case latin:
		g = d.detectLatin(text)
	case arabic:
		g = d.detectArabic(text, c)
	default:
		if lang, ok := oneLanguage(s, c); ok {
			g = Guess{Lang: lang, Confidence: 1}
		}
	}
	if g.Lang == corpus.Und {
		return Guess{Lang: corpus.Und}
	}
	g.Confidence *= share
	g.Mixed = g.Mixed || c.mixed(s)
	return g
}

// guessByModel asks lingua about each window and sums what it says.
func guessByModel(detector lingua.LanguageDetector, windows []string) Guess {
	sums := map[lingua.Language]float64{}
	best, mixed := lingua.Unknown, false
	var first lingua.Language
	for i, w := range windows {
		values := detector.ComputeLanguageConfidenceValues(w)
		for _, v := range values {
			sums[v.Language()] += v.Value()
		}
		if len(values) == 0 {
			continue
		}
		if top := values[0]; i == 0 {
			first = top.Language()
		} else if top.Language() != first && top.Value() > 0.9 {
			mixed = true
		}
	}
	for l, v := range sums {
		if best == lingua.Unknown || v > sums[best] || v == sums[best] && l < best {
			best = l
		}
	}
	code, ok := codes()[best]
	if !ok {
		return Guess{Lang: corpus.Und}
	}
	// lingua sums its probabilities in no fixed order: the last digits differ from run to run.
	mean := math.Round(1e3*sums[best]/float64(len(windows))) / 1e3
	return Guess{Lang: code, Confidence: max(mean, 1e-3), Mixed: mixed}
}

// codes names lingua's languages in BCP 47.
func codes() map[lingua.Language]corpus.Lang {
	return map[lingua.Language]corpus.Lang{
		lingua.Vietnamese: "vi", lingua.English: "en", lingua.Indonesian: "id", lingua.Malay: "ms",
		lingua.Tagalog: "tl", lingua.French: "fr", lingua.Turkish: "tr", lingua.Spanish: "es",
		lingua.German: "de", lingua.Portuguese: "pt",
		lingua.Arabic: "ar", lingua.Persian: "fa", lingua.Urdu: "ur",
	}
}
