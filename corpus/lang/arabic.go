package lang

import (
	"strings"
	"unicode"

	"goalpost/corpus"
)

// Languages of the Arabic script are told by the letters that only they have.
// Source: the character inventories of CLDR's exemplar sets for ar, fa, ur, ps,
// ckb, ug, sd.
const (
	urduLetters    = "ٹڈڑںےۓہۂۃ"
	pashtoLetters  = "ټډړږښګڼۍځڅ"
	soraniLetters  = "ێڕڵڤ"
	uyghurLetters  = "ۇۈۋڭ"
	sindhiLetters  = "ٿڀٺٽڊڏڙڪڳڱڻڇڄڃ"
	persianLetters = "پچژگ"
	persianForms   = "کی"  // Arabic writes ك and ي for them, Egypt and old encodings mix
	centralLetters = "ەۆې" // Sorani, Uyghur; ې also Pashto
)

// detectArabic tells the neighbours of Arabic by their letters, ordinary Arabic
// by its article and function words, and asks the models where neither speaks.
func (d *Detector) detectArabic(text string, c counts) Guess {
	if c[arabic] < arabic.minLetters() {
		return Guess{Lang: corpus.Und}
	}
	p := readArabic(cut(text, sampleBytes))
	if lang, ok := p.neighbour(); ok {
		return Guess{Lang: lang, Confidence: 0.97}
	}
	if p.isArabic() {
		return Guess{Lang: "ar", Confidence: 0.99}
	}
	return guessByModel(d.arabic(), windows(text, arabic))
}

// arabicProse is what the letters and words of a text in Arabic script say.
type arabicProse struct {
	letters, words                       int
	urdu, pashto, sorani, uyghur, sindhi int // letters of one language
	persian, forms, central              int
	taMarbuta                            int
	initialHamza, medialYa               int // ئا at the start of a word; ى inside one: Uyghur, Sorani
	article, function                    int // words with ال; في من على …
	faWords, urWords, psWords            int
}

func readArabic(text string) (p arabicProse) {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		p.read(word)
	}
	return p
}

func (p *arabicProse) read(word string) {
	runes := []rune(word)
	n := 0
	for i, r := range runes {
		if s, ok := scriptOf(r); !ok || s != arabic {
			continue
		}
		n++
		p.letter(r)
		if r == 'ى' && i > 0 && i+1 < len(runes) && unicode.IsLetter(runes[i+1]) {
			p.medialYa++
		}
	}
	if n == 0 {
		return
	}
	p.letters += n
	p.words++
	if len(runes) > 1 && runes[0] == 'ئ' {
		p.initialHamza++
	}
	if len(runes) > 3 && hasArticle(word) {
		p.article++
	}
	switch word {
	case "في", "من", "على", "إلى", "الى", "أن", "عن", "مع", "التي", "الذي", "هذا", "هذه", "بعد", "قبل", "خلال", "كما", "بين", "أو", "ما", "لا", "لم", "قد", "كان", "كانت", "عام", "وفي", "ومن", "وقال", "قال":
		p.function++
	case "در", "به", "از", "که", "این", "را", "با", "است", "می", "برای", "آن", "تا", "شد", "های", "خود", "كه", "اين", "مي":
		p.faWords++
	case "کے", "میں", "ہے", "کی", "اور", "سے", "کو", "کا", "ہیں", "نے", "پر":
		p.urWords++
	case "چې", "په", "کې", "د", "ته", "دی", "شي", "چي":
		p.psWords++
	}
}

// hasArticle says whether a word begins with the article, alone or after و ب ك ف ل.
func hasArticle(word string) bool {
	for _, prefix := range []string{"ال", "وال", "بال", "كال", "فال", "لل", "ولل"} {
		if strings.HasPrefix(word, prefix) {
			return true
		}
	}
	return false
}

func (p *arabicProse) letter(r rune) {
	switch {
	case r == 'ة':
		p.taMarbuta++
	case strings.ContainsRune(persianForms, r):
		p.forms++
	case strings.ContainsRune(persianLetters, r):
		p.persian++
	case strings.ContainsRune(urduLetters, r):
		p.urdu++
	case strings.ContainsRune(centralLetters, r):
		p.central++
	case strings.ContainsRune(uyghurLetters, r):
		p.uyghur++
	case strings.ContainsRune(soraniLetters, r):
		p.sorani++
	case strings.ContainsRune(pashtoLetters, r):
		p.pashto++
	case strings.ContainsRune(sindhiLetters, r):
		p.sindhi++
	}
}

// neighbour is the language whose own letters or spelling habits the text shows:
// at least 1.5 % of its letters, so that one foreign name in an Arabic article
// does not decide.
func (p arabicProse) neighbour() (corpus.Lang, bool) {
	enough := func(n int) bool { return n*66 >= p.letters && n > 0 }
	central := p.central + p.sorani + p.uyghur + p.initialHamza + p.medialYa
	arab := p.article*4 >= p.words && p.words >= 3
	switch {
	case arab && p.function > p.faWords+p.urWords:
		return corpus.Und, false
	case enough(p.sindhi) && p.sindhi > p.urdu:
		return "sd", true
	case enough(p.pashto+p.psWords) && p.pashto > 0 && p.pashto+p.psWords >= p.urdu+p.sorani+p.uyghur:
		return "ps", true
	case enough(p.urdu+p.urWords) && p.urdu >= p.sorani+p.uyghur:
		return "ur", true
	case central >= 2 && enough(central) && p.taMarbuta+p.article*2 <= central:
		if p.sorani+p.forms > p.uyghur+p.medialYa {
			return "ckb", true
		}
		return "ug", true
	case enough(p.persian+p.forms) && p.faWords >= p.function && (p.faWords > 0 || p.persian > 0) && !arab:
		return "fa", true
	}
	return corpus.Und, false
}

// isArabic holds where the article, ta marbuta and function words of Arabic are
// as frequent as prose has them, and Persian's are not.
func (p arabicProse) isArabic() bool {
	return p.words >= 2 && (p.article+p.taMarbuta+p.function)*4 >= p.words && p.faWords+p.urWords < p.article+p.function
}
