package rules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
)

// Side says on which side of the value (or of the time) a word stands.
type Side string

// The sides. The zero value means either.
const (
	Before Side = "before"
	After  Side = "after"
	Either Side = ""
)

// Weight says how much a cue weighs for its status.
type Weight string

// The weights. The zero value means medium.
const (
	Weak   Weight = "weak"   // leans a balanced case
	Medium Weight = "medium" // decides where nothing speaks against it
	Strong Weight = "strong" // decides against a medium cue
	Sure   Weight = "sure"   // decides against everything but another of its kind
)

// Points is the weight as a number.
func (w Weight) Points() float64 {
	switch w {
	case Weak:
		return 0.7
	case Strong:
		return 3
	case Sure:
		return 5
	}
	return 1.5
}

// Reach says how far from its words a cue speaks. It weakens with distance within its reach.
type Reach string

// The reaches. The zero value means sentence.
const (
	ReachNext      Reach = "next"      // the value right beside it
	ReachClause    Reach = "clause"    // its clause
	ReachSentence  Reach = "sentence"  // its sentence
	ReachParagraph Reach = "paragraph" // the sentences after it in its paragraph too
	ReachList      Reach = "list"      // the list or section under the heading that holds it
)

// Word is one surface form that a rule knows and what it stands for, as
// written in the rule file: a number, a unit code, an ISO code, or "".
type Word struct {
	Text  string
	Gives string
}

// Number reads what the word gives as a decimal; ok is false where it is none.
func (w Word) Number() (f float64, ok bool) {
	f, err := strconv.ParseFloat(w.Gives, 64)
	return f, err == nil
}

// Words is a list of words, written in YAML as a list, or as a map from each
// word to what it gives.
type Words []Word

// UnmarshalYAML reads a list of words or a map; anything else is an error.
func (w *Words) UnmarshalYAML(unmarshal func(any) error) error {
	var list []string
	if unmarshal(&list) == nil {
		for _, s := range list {
			*w = append(*w, Word{Text: s})
		}
		return nil
	}
	var pairs yaml.MapSlice
	if err := unmarshal(&pairs); err != nil {
		return &wordsError{err}
	}
	for _, p := range pairs {
		gives := ""
		if p.Value != nil {
			gives = fmt.Sprint(p.Value)
		}
		*w = append(*w, Word{Text: fmt.Sprint(p.Key), Gives: gives})
	}
	return nil
}

// wordsError says that words are neither a list nor a map.
type wordsError struct{ err error }

func (e *wordsError) Error() string {
	return "words: expected a list of words, or a map from a word to what it gives"
}

func (e *wordsError) Unwrap() error { return e.err }

// inflected are the words with each of the endings attached.
func (w Words) inflected(endings []string) Words {
	if len(endings) == 0 {
		return w
	}
	out := make(Words, 0, len(w)*len(endings))
	for _, stem := range w {
		for _, e := range endings {
			out = append(out, Word{Text: stem.Text + e, Gives: stem.Gives})
		}
	}
	return out
}

// Rule is words of one class, what they mean, and the examples that prove it.
type Rule struct {
	ID    string `yaml:"id"`    // unique: language, group, name: vi.goal.aim
	Class Class  `yaml:"class"` // what the engine does with the words
	Words Words  `yaml:"words"`
	Note  string `yaml:"note"` // why, and the source of a fact (CLDR version, grammar)

	Endings []string `yaml:"endings"` // attached to each word, which stands for its paradigm: [확대, 감축] × [했, 됐]; "" leaves it bare. Empty: words stand as they are

	Side       Side   `yaml:"side"`       // where the word stands: before or after the value; empty: either
	Status     string `yaml:"status"`     // of a cue: target, actual, forecast, other
	Weight     Weight `yaml:"weight"`     // of a cue; empty: medium
	Reach      Reach  `yaml:"reach"`      // of a cue; empty: sentence. Of a link, next: it stands inside of phrases too, and only trims their edges. Of a since, list: it holds for the whole notice
	Comparator string `yaml:"comparator"` // of a comparator: = > >= < <= ~
	Calendar   string `yaml:"calendar"`   // of a year: gregorian, buddhist, hijri; empty: as the figure tells
	Order      string `yaml:"order"`      // of a fraction-bar: num-first, den-first; of a number-word: pair (the number and the next one), three (and the next two); of a scale: tenths (a lone digit behind it tells tenths of it); of a to: reach, range; of a from or a number-join: between (the ends of a range); of a number-join: or (between a number and the next one); of an exclude: age (the value is an age, which is mentioned and nothing more), month (of the Hijri calendar, which the word gives); of a decimal-word: swapped; of a percent: part (only goes on with one); of an actor: whole (nothing is added to it), name (of a person: a surname may follow, or her name stands before her title), plan (acts only beside the word of its aim), small (a small letter makes it no common noun), open (a name only where it goes on in small letters to its verb); of an indicator: whole (shares are told of it), bare (alone it names nothing), age (it is told in an age, which else is no amount); of a comparator, verb: its subject may stand between it and the value; of an at-time, place: a count right behind it tells where; of a since, standard: the years behind it name a standard; of a versus, time: it makes a start of times alone; of a break, aside: what stands behind it is not what is measured
	Needs      string `yaml:"needs"`      // of a number-word: unit (a unit, scale or percent must follow), scale (a scale must follow, or a number stand before), free (may stand alone); empty: unit. Of a scale that may begin a number: the same; empty: it may not. Of a scale of money alone: currency (one must stand beside the number)
	At         At     `yaml:"at"`         // where the words may begin and end; empty: as language.yaml says

	Match []Example `yaml:"match"` // texts that the rule must read as told
	Never []string  `yaml:"never"` // texts in which the rule must decide nothing
	Todo  []Example `yaml:"todo"`  // known misses: reported, not failing

	File string `yaml:"-"` // file that holds the rule, as given to Load
	Line int    `yaml:"-"` // line of its id, from 1
}

// At says where in a text the words of a rule may stand.
type At string

// The places. The zero value leaves it to the language.
const (
	AtWord     At = "word"     // between word boundaries; affixes of the language may be attached
	AtExact    At = "exact"    // between word boundaries, with no affix
	AtAnywhere At = "anywhere" // inside of words too
	AtCounter  At = "counter"  // right after a number, and its word ends there or in an affix
	AtNumber   At = "number"   // right after a number, with nothing between but spaces
	AtStart    At = "start"    // at a word's start; the word may go on
	AtRun      At = "run"      // in a number told in words without spaces, which begins a word: 삼십오만
)

// Example is a text and what must be read in it.
type Example struct {
	Text      string `yaml:"text"`
	Published string `yaml:"published"` // date of publication, where relative years need one
	Title     string `yaml:"title"`
	Want      []Want `yaml:"want"` // one or more claims or mentions
}

// Want is what an example expects of one value. Empty fields are not compared;
// "none" expects that the field is empty.
type Want struct {
	Quote      string `yaml:"quote"`
	Kind       string `yaml:"kind"`  // of the mention
	Value      string `yaml:"value"` // "30", "6.5–6.7", "2024-03-01"
	Unit       string `yaml:"unit"`
	UnitCode   string `yaml:"unit_code"`
	Comparator string `yaml:"comparator"`
	Calendar   string `yaml:"calendar"`
	Status     string `yaml:"status"`
	Change     string `yaml:"change"`
	Deadline   string `yaml:"deadline"` // year
	Frequency  string `yaml:"frequency"`
	Baseline   string `yaml:"baseline"` // "12.5", or a year "2018" where only the year is told
	Indicator  string `yaml:"indicator"`
	Actor      string `yaml:"actor"`
	Place      string `yaml:"place"` // code
}

// Language says how a language is written: language.yaml.
type Language struct {
	Lang    string `yaml:"lang"`    // BCP 47
	Name    string `yaml:"name"`    // in English
	Decimal string `yaml:"decimal"` // decimal separator where the article does not tell: "," or "."
	Group   string `yaml:"group"`   // grouping separator: "." or ","
	Spaced  bool   `yaml:"spaced"`  // spaces group digits too: 12 500

	Words    At       `yaml:"words"`    // where words stand unless a rule says otherwise: exact (spaces between words), word (the same, affixes may be attached), start (particles are attached), anywhere (no spaces); nothing else is told by it
	Prefixes []string `yaml:"prefixes"` // attached before a word: Arabic و، ال
	Articles []string `yaml:"articles"` // attached articles: what is coordinated with one goes on with the phrase before it
	Capitals bool     `yaml:"capitals"` // names are written with capitals, common nouns without: vi, en, tr; not de
	Suffixes []string `yaml:"suffixes"` // attached after a word: Arabic ها، Korean particles

	Particles Particles `yaml:"particles"` // of a language whose nouns carry their case at the end: ko
	Stems     Stems     `yaml:"stems"`     // how search cuts words; empty: by the particles alone
	Nouns     Stems     `yaml:"nouns"`     // how search compares names of one word, whose stems say too little; empty: as they are written

	Direction string `yaml:"direction"`  // right-to-left: the later end of a range may be written first (30-20); empty: left-to-right
	Order     string `yaml:"order"`      // verb-medial (vi, th, en: cues stand before values), verb-initial (ar: the same, but a verb may open its clause, who acts behind it) or verb-final (ko: cues stand after)
	Ends      string `yaml:"ends"`       // characters that end a sentence: ".!?…"
	Soft      string `yaml:"soft"`       // characters at which a clause ends: ";"; commas always part segments
	SpaceEnds bool   `yaml:"space_ends"` // a space parts segments (Thai)

	Adjectives    Side      `yaml:"adjectives"`     // before: words may stand between a number and the noun that it counts (40,000 new jobs)
	IndicatorSide Side      `yaml:"indicator_side"` // where the indicator stands where both sides could hold it; empty: before
	Edges         []string  `yaml:"edges"`          // words with which no phrase begins or ends: và, của, được
	Scopes        []string  `yaml:"scopes"`         // words before or at the start of a phrase that tells where or of whom something is measured, not what: tại, nữ giới
	Owners        []string  `yaml:"owners"`         // words between an aim and whose it is: của in "mục tiêu của Audi"
	Leads         []string  `yaml:"leads"`          // words right behind a value that lead to what it measures: về in "tăng 20% về doanh thu"
	Year          YearShape `yaml:"year"`

	Currencies map[string]map[string]string `yaml:"currencies"` // family → country → ISO code: {riyal: {SA: SAR, QA: QAR}}
	Country    string                       `yaml:"country"`    // country of the articles where nothing else tells; empty: open
}

// Endings are what is written onto the end of nouns, by the syllable that they
// stand behind. The fields are those of text.EndingLists, which says how they are used.
type Endings struct {
	Final  []string `yaml:"final"`  // behind a syllable with a final consonant: 이, 은, 을
	Open   []string `yaml:"open"`   // behind one without: 가, 는, 를
	Liquid []string `yaml:"liquid"` // behind one without, or in ㄹ: 로
	Any    []string `yaml:"any"`    // behind either: 의, 에, 도
	Short  []string `yaml:"short"`  // of one syllable, but behind a single syllable too: 수는, but 제도, 휴가
	Nouns  []string `yaml:"nouns"`  // ends of nouns that only look like one with an ending: 제도, 피해, 광고
}

// Particles are the particles that mark what a noun does in its sentence, and
// the endings of words at which a noun phrase stops.
type Particles struct {
	Endings   `yaml:",inline"`
	Adverbial []string `yaml:"adverbial"` // those of them that make a place or a way of a noun: 에, 에서, 으로
	Walls     []string `yaml:"walls"`     // particles and endings of verbs that end a phrase: a word with one is no part of what follows
	Topic     []string `yaml:"topic"`     // those of them that name whom a sentence is about: 은, 는
	Subject   []string `yaml:"subject"`   // those of them that name who acts: 이, 가
	Object    []string `yaml:"object"`    // those of them that name what is acted on: 을, 를
	With      []string `yaml:"with"`      // those of them that join two nouns: 과, 와
	Genitive  string   `yaml:"genitive"`  // ties a value to the noun behind it: 660기의 수소충전소
}

// Stems say how search cuts a word to what it has in common with its other forms.
type Stems struct {
	Endings Endings        `yaml:"endings"` // cut off beside the particles, where two syllables are left: 하는, 했다
	Front   map[string]int `yaml:"front"`   // clitics before a word, and the letters that must be left: {ال: 2}
	Back    []string       `yaml:"back"`    // endings, each cut once in this order, where two letters are left: [ها, ات]
}

// YearShape says which bare figures are years.
type YearShape struct {
	Buddhist bool `yaml:"buddhist"`  // 2400–2699 is a Buddhist year
	Hijri    bool `yaml:"hijri"`     // 1300–1500 with هـ is a Hijri year
	TwoDigit bool `yaml:"two_digit"` // two digits beside a year word are a year ('28년, ปี 73)
}

// where names a rule in messages.
func (r *Rule) where() string {
	return r.File + ":" + strconv.Itoa(r.Line) + ": " + strings.TrimSpace(r.ID)
}
