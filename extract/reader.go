package extract

import (
	"slices"

	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/rules"
)

// reader reads one text. It is used once; what it allocates is kept in the
// engine's pool.
type reader struct {
	e       *Engine
	lx      *lexicon
	doc     *Doc
	folder  text.Folder
	f       *text.Folded
	s       string       // folded text
	letters text.Letters // of s
	points  text.Points

	toks  []token
	used  []bool // tokens that belong to a time or a quantity
	timed []bool // tokens that belong to a time
	times []timeRef
	quans []quantity
	aged  []quantity // ages, which are mentioned and nothing more
	sents []sentence

	blocks []int32 // by block of the folded text, the first token from there on

	openers []int32   // tokens with which a time, a value or an aim may begin
	cues    []int32   // tokens of cues
	goals   []int32   // of them, those that announce a goal
	held    []held    // for each sentence
	dues    []int32   // by sentence, the time that later values share, plus 2; 0: not looked for
	lastDue int       // the last year told as an end to reach; 0: none
	leading []leading // for each sentence
	lent    []lent    // for each sentence
	judge   judge     // of the value that is judged
	last    run       // of the claim before
	places  []int32   // tokens that name a place
	bodies  []int32   // tokens that may be heads of a body's name
	title   tally     // of the title
	opening int       // time that the first line gives to the whole article; -1: none
	effect  int       // time from which all that the text tells holds; -1: none

	decimal, group byte // the separators of this document
	pub            int  // year of publication; 0: not known
	now            int  // the year written in: of publication, else of the last dated event; 0: not known
	country        string
	families       map[string]string // families of currencies whose country was looked for
	tail           []corpus.Span     // folded stretches that give no claim
	said           []statement       // what the values state
	noted          []corpus.Mention  // the mentions of the text
	shelves
}

// among are the classes of the words among tokens i to j, to learn at once that a
// scan of them finds nothing.
func (r *reader) among(i, j int) (all classes) {
	for i, j = max(i, 0), min(j, len(r.toks)-1); i <= j; i++ {
		all |= r.toks[i].mask
	}
	return all
}

// entry is the lexicon entry of token i.
func (r *reader) entry(i int) *entry { return &r.lx.entries[r.toks[i].entry] }

// is says whether token i exists and is a word of one of the classes.
func (r *reader) is(i int, c classes) bool {
	return uint(i) < uint(len(r.toks)) && r.toks[i].mask&c != 0
}

// sym says whether token i exists and is the symbol c.
func (r *reader) sym(i int, c byte) bool {
	return uint(i) < uint(len(r.toks)) && r.toks[i].sym == c
}

// fig says whether token i exists and is a live figure.
func (r *reader) fig(i int) bool {
	return uint(i) < uint(len(r.toks)) && r.toks[i].form == figure && r.toks[i].marks&dead == 0
}

// sense is the sense of word token i that has one of the classes, or nil.
func (r *reader) sense(i int, c classes) *sense {
	if !r.is(i, c) {
		return nil
	}
	return r.entry(i).sense(c & r.toks[i].mask)
}

// senseOn is the sense of word token i that has one of the classes and may stand
// on the given side, or nil.
func (r *reader) senseOn(i int, c classes, side rules.Side) *sense {
	if !r.is(i, c) {
		return nil
	}
	return r.entry(i).senseOn(c&r.toks[i].mask, side)
}

// sideIs says whether the word at token i stands on the given side only.
func (r *reader) sideIs(i int, c classes, side rules.Side) bool {
	return r.is(i, c) && r.entry(i).stands(c&r.toks[i].mask, side)
}

// text is the folded text of token i.
func (r *reader) text(i int) string { return r.s[r.toks[i].start:r.toks[i].end] }

// joined says whether nothing but spaces (and a bracket that unbracket dropped)
// lies between two tokens.
func (r *reader) joined(i, j int) bool {
	if uint(i) >= uint(len(r.toks)) || uint(j) >= uint(len(r.toks)) {
		return false
	}
	a, b := r.toks[i].end, r.toks[j].start-int32(r.toks[j].prefix)
	if b-a > widestJoin {
		return false
	}
	for ; a < b; a++ {
		if c := r.s[a]; c != ' ' && c != ')' && c != '"' {
			return false
		}
	}
	return true
}

// widestJoin is how many bytes may lie between two tokens that are joined.
const widestJoin = 4

// parted says whether more lies between token i and the one before it than between joined ones.
func (r *reader) parted(i int) bool {
	return r.toks[i].start-int32(r.toks[i].prefix)-r.toks[i-1].end > widestJoin
}

// touching says whether two tokens stand side by side without a space.
func (r *reader) touching(i, j int) bool {
	return i >= 0 && j >= 0 && i < len(r.toks) && j < len(r.toks) && r.toks[i].end == r.toks[j].start
}

// near says whether at most n bytes of unknown text lie between two tokens.
func (r *reader) near(i, j, n int) bool {
	return i >= 0 && j >= 0 && i < len(r.toks) && j < len(r.toks) && int(r.toks[j].start-r.toks[i].end) <= n
}

// use marks the tokens first to last as part of a time or a quantity.
func (r *reader) use(first, last int) {
	for i := first; i <= last; i++ {
		r.used[i] = true
	}
}

// pushed appends x to a list. A full list doubles, so that a long text's is
// seldom copied.
func pushed[T any](list []T, x T) []T {
	if len(list) == cap(list) {
		list = slices.Grow(list, max(len(list), 64))
	}
	return append(list, x)
}

// foretold makes room in a list that has been written as far as done of all: for
// what the rest holds at the rate so far, but at most for as much again.
func foretold[T any](list []T, done, all int) []T {
	rest := int(float64(len(list)) * float64(all-done) / float64(done+1))
	return slices.Grow(list, 64+min(max(rest, len(list)/4), len(list)))
}
