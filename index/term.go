package index

import (
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/search/query"

	"goalpost/corpus"
	"goalpost/index/analysis"
)

// textTerm is something that was asked of the text, in all the forms in which
// a text can answer it. Each form is a row of tokens.
type textTerm struct {
	precise [][]string // rows of neighbours in the precise form
	words   [][]string // rows of tokens in the form for ranking, in any order
	folded  []string   // neighbours without accents
	prefix  string     // words that begin so
	cut     bool       // the last cluster of a precise row may go on with marks
	last    bool       // counts only where no other term is in the text
}

// langOf guesses the language of a word in a query by its letters: that of the
// analyzer which will cut it right. Vietnamese is told by letters that only it
// has; other Latin words are taken for English.
func langOf(text string) corpus.Lang {
	lang := corpus.Lang("en")
	for _, r := range analysis.Normal(text) {
		switch {
		case unicode.Is(unicode.Hangul, r):
			return "ko"
		case unicode.Is(unicode.Thai, r):
			return "th"
		case unicode.Is(unicode.Arabic, r):
			return "ar"
		case r >= 0x1EA0 && r <= 0x1EF9, strings.ContainsRune("đơưăĩũ", r):
			return "vi"
		case unicode.Is(unicode.Latin, r) && r > 0x7F:
			lang = "vi"
		}
	}
	return lang
}

// asked guesses the asker's language: that of the query's letters, but Vietnamese
// where it is typed without accents and names concepts in Vietnamese alone.
func (c *compiler) asked(text string) corpus.Lang {
	lang := langOf(text)
	if lang == "en" && slices.Contains(c.langs, "vi") && !slices.Contains(c.langs, "en") {
		return "vi"
	}
	return lang
}

// weight says how much a word of a query matters.
type weight byte

const (
	needed    weight = iota // it must be in the text
	measuring               // it names a measure (share, rate): better with it
	joining                 // it only joins others: prepositions, articles, what makes a year a deadline
)

// lightWords are those that need not be in a text where a query has others: who
// asks for the share of renewable energy by 2030 is answered by a text that says
// "accounts for", in another language too.
var lightWords = map[weight]map[corpus.Lang]string{
	joining: {
		"en": "a an the of in on to for by and or at from with until",
		"vi": "của và các những cho trong ở với vào đến năm tại từ",
		"ko": "및 등 년 년까지 까지",
		"ar": "في من على إلى عن و أو بحلول عام سنة",
		"th": "ของ ใน และ ที่ ภายในปี ภายใน ปี พ.ศ.",
	},
	measuring: {
		"en": "share rate ratio percentage proportion number level target targets goal goals",
		"vi": "tỷ lệ trọng số lượng mức mục tiêu chỉ tiêu",
		"ko": "비중 비율 목표 목표치 수준 규모",
		"ar": "نسبة حصة معدل عدد هدف أهداف مستوى",
		"th": "สัดส่วน อัตรา ร้อยละ จำนวน เป้าหมาย ระดับ",
	},
}

// lightness are the light words in their normal form.
var lightness = func() map[string]weight {
	m := map[string]weight{}
	for w, lists := range lightWords {
		for _, list := range lists {
			for word := range strings.FieldsSeq(list) {
				m[analysis.Normal(word)] = w
			}
		}
	}
	return m
}()

// weigh says how much a word of a query matters.
func weigh(w wordNode) weight {
	if w.phrase || w.prefix {
		return needed
	}
	return lightness[analysis.Normal(w.text)]
}

// termOf are the forms of a word or phrase of a query.
func termOf(text string, phrase bool) *textTerm {
	lang := langOf(text)
	s := analysis.For(lang).Analyze(text)
	f := pick(s)
	t := &textTerm{}
	t.addPrecise(texts(f.precise))
	switch lang {
	case "ko":
		// the doc may have another particle: ask for what stands before it
		stems := texts(s.Stems)
		if stems == nil {
			stems = texts(s.Exact)
		}
		t.addPrecise(texts(pick(analysis.For("ko").Analyze(strings.Join(stems, " "))).precise))
	case "en":
		t.addPrecise(texts(analysis.For("vi").Analyze(text).Exact))
	default:
	}
	if !phrase && f.words != nil {
		t.words = append(t.words, texts(f.words))
	}
	if !phrase && f.words == nil && lang == "ko" {
		t.words = append(t.words, texts(s.Exact))
	}
	return t
}

// addPrecise adds a row, unless it is there or empty. A percent sign is not
// asked for: the text may say it in words.
func (t *textTerm) addPrecise(row []string) {
	var some []string
	for _, w := range row {
		if w != "%" {
			some = append(some, w)
		}
	}
	if len(some) == 0 {
		some = row
	}
	key := strings.Join(some, " ")
	for _, r := range t.precise {
		if strings.Join(r, " ") == key {
			return
		}
	}
	if len(some) > 0 {
		t.precise = append(t.precise, some)
	}
}

func texts(ts []analysis.Token) []string {
	var out []string
	for _, t := range ts {
		out = append(out, t.Text)
	}
	return out
}

// word compiles a word or phrase.
func (c *compiler) word(w wordNode) query.Query {
	if w.prefix {
		return c.prefix(w)
	}
	if w.phrase && spelled([]wordNode{w}) != "" {
		return anyOf(c.ask(termOf(w.text, true)), c.unaccented(w.text))
	}
	q := c.ask(termOf(w.text, w.phrase))
	if year, what := yearOf(analysis.Normal(w.text)); what == "" && c.kind == Claims && !w.phrase {
		return anyOf(q, term(fieldDeadline, year)) // the deadline may stand in another sentence or calendar
	}
	return q
}

// ask compiles a term: any of its forms will do. What has no letters asks for nothing.
func (c *compiler) ask(t *textTerm) query.Query {
	c.terms = append(c.terms, t)
	var qs []query.Query
	for _, row := range t.precise {
		if len(row) == 1 && analysis.Single(row[0]) {
			t.prefix = row[0]
			q := query.NewPrefixQuery(row[0])
			q.SetField(c.name(fieldWords))
			qs = append(qs, boosted(q, boostBegins))
			continue
		}
		if endsThai(row) {
			t.cut = true
			qs = append(qs, &cutQuery{row: row, field: c.name(fieldPrecise), boost: boostPrecise})
			continue
		}
		qs = append(qs, boosted(row1(row, c.name(fieldPrecise)), boostPrecise))
		if c.kind == Claims {
			qs = append(qs, boosted(row1(row, c.name(fieldIndicator)), boostMeasure))
		}
	}
	for _, row := range t.words {
		var all []query.Query
		for _, w := range row {
			all = append(all, boosted(term(c.name(fieldWords), w), boostWords))
		}
		if len(all) > 0 {
			qs = append(qs, allOf(all...))
		}
	}
	if len(qs) == 0 {
		return filter{query.NewMatchAllQuery()}
	}
	return anyOf(qs...)
}

func (c *compiler) name(field string) string { return textField(c.kind, field) }

// row1 is a phrase, or a word where it is just one.
func row1(row []string, field string) query.Query {
	if len(row) == 1 {
		return term(field, row[0])
	}
	return query.NewPhraseQuery(row, field)
}

// unaccented finds Vietnamese typed without its marks, as a phrase: a single
// syllable without them says too little.
func (c *compiler) unaccented(text string) query.Query {
	t := &textTerm{folded: texts(analysis.For("vi").Analyze(text).Exact)}
	c.terms = append(c.terms, t)
	return boosted(query.NewPhraseQuery(t.folded, c.name(fieldFolded)), boostFolded)
}

// prefix finds words that begin so, in their precise form.
func (c *compiler) prefix(w wordNode) query.Query {
	row := texts(pick(analysis.For(langOf(w.text)).Analyze(w.text)).precise)
	if len(row) == 0 {
		return filter{query.NewMatchAllQuery()}
	}
	if langOf(w.text) == "ko" || langOf(w.text) == "th" {
		return c.ask(termOf(w.text, true))
	}
	t := &textTerm{prefix: row[len(row)-1]}
	c.terms = append(c.terms, t)
	q := query.NewPrefixQuery(t.prefix)
	q.SetField(c.name(fieldPrecise))
	if len(row) == 1 {
		return q
	}
	return allOf(row1(row[:len(row)-1], c.name(fieldPrecise)), q)
}

// within finds words in a field of words: actor and indicator as phrases.
func (c *compiler) within(n fieldNode) query.Query {
	field := c.name(n.field.keys[0])
	t := termOf(n.text, n.field.name != "title")
	var qs []query.Query
	if n.field.name == "title" {
		f := formsOf(langOf(n.text), n.text)
		for _, row := range [][]string{texts(f.ranked()), texts(f.precise)} {
			var all []query.Query
			for _, w := range row {
				all = append(all, term(field, w))
			}
			if len(all) > 0 {
				qs = append(qs, allOf(all...))
			}
		}
		return anyOf(qs...)
	}
	for _, row := range t.precise {
		qs = append(qs, row1(row, field))
	}
	if len(qs) == 0 {
		return query.NewMatchNoneQuery()
	}
	return anyOf(qs...)
}
