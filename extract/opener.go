package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goalpost/rules"
)

// Where words are not parted and carry no capitals, a body that no rule knows is
// told by its place or its letters: at the head of a paragraph, in quotation marks,
// in Latin capitals, as a legal form closes it.

// opener is the name that opens a sentence: in quotation marks (“พาณิชย์” เปิดตัวเลข),
// in Latin capitals (BCH เผย), of a country or two (ไทย-ลาว ผนึก), or right before
// a verb of saying (ปลัดเมืองชี้).
func (r *reader) opener(sent int) stretch {
	if !r.lx.unparted {
		return stretch{}
	}
	first := r.sents[sent].first
	if r.is(first, cBreak) && first < r.sents[sent].last { // the head of a page, no part of what it says
		first++
	}
	start := int32(0)
	if first > 0 {
		start = r.toks[first-1].end
	}
	for limit := start + longestIndent; int(start) < len(r.s) && start < limit && !r.letters.At(int(start)); start++ {
		if c := r.s[start]; c != '"' && c != '\'' {
			continue
		}
		quoted, ok := r.quotedAt(start)
		if !ok || r.shortName(quoted) {
			return quoted
		}
		start = quoted.end // what is quoted is no name: who says it stands behind
		limit = start + longestIndent
	}
	end := start
	for int(end) < len(r.s) && end-start < longestPhrase && strings.IndexByte(" \n\"'(,:/", r.s[end]) < 0 {
		end++
	}
	k := r.tokenAt(start)
	switch {
	case r.acronym(stretch{start, end}):
		return stretch{start, end}
	case k < 0 || r.toks[k].start > start && !r.is(k, cReport):
	case r.is(k, cPlace):
		return r.countries(k)
	}
	return r.beforeSaying(first, start, end)
}

// quotedAt is what stands in the quotation marks that folded offset i opens.
func (r *reader) quotedAt(i int32) (s stretch, ok bool) {
	n := strings.IndexByte(r.s[i+1:min(int(i)+longestPhrase, len(r.s))], r.s[i])
	if n < 0 {
		return stretch{}, false
	}
	return stretch{i + 1, i + 1 + int32(n)}, true
}

// shortName says whether a stretch is one word as long as a name may be.
func (r *reader) shortName(s stretch) bool {
	name := r.s[s.start:s.end]
	n := utf8.RuneCountInString(name)
	return n >= shortestName && n <= longestSurname && strings.IndexByte(name, ' ') < 0
}

// acronym says whether a stretch is one word of Latin capitals that the rules know
// as nothing else.
func (r *reader) acronym(s stretch) bool {
	if s.empty() {
		return false
	}
	upper := 0
	for _, c := range r.original(s.start, s.end) {
		switch {
		case c > unicode.MaxASCII:
			return false
		case unicode.IsUpper(c):
			upper++
		}
	}
	k := r.tokenAt(s.start)
	return upper > 1 && (k < 0 || r.toks[k].start >= s.end || r.toks[k].mask&(cIndicator|cExclude|cCue|cOrdinal|cUnit|cCurrency|cQuarterMark|cAim|cPercent) == 0)
}

// countries is the country at token k that acts, or two of them joined by a dash.
func (r *reader) countries(k int) stretch {
	last := k
	for r.sym(last+1, '-') && r.is(last+2, cPlace) && r.touching(last, last+1) && r.touching(last+1, last+2) {
		last += 2
	}
	if last == k && !r.letters.At(int(r.toks[k].end)) { // กรุงเทพฯ 8 พ.ค.: where it was written
		return stretch{}
	}
	return stretch{r.toks[k].start, r.toks[last].end}
}

// beforeSaying is what stands from folded offset start, up to end, right before a verb
// of saying.
func (r *reader) beforeSaying(first int, start, end int32) stretch {
	for k, n := first, 0; k < len(r.toks) && n < maxName && r.toks[k].start <= end+1; k, n = k+1, n+1 {
		t := &r.toks[k]
		if r.used[k] || t.form != word || t.mask&(cUnit|cIndicator) != 0 && t.start == start {
			return stretch{}
		}
		if r.is(k, cReport) && t.start > start {
			s := r.trim(stretch{start, t.start})
			if n := utf8.RuneCountInString(r.s[s.start:s.end]); n < shortestName || n > longestSurname {
				return stretch{}
			}
			return s
		}
		if t.mask&(cCue|cBreak|cClauseBreak|cDeadline|cIncrease|cDecrease|cAtTime|cFrom) != 0 {
			return stretch{}
		}
	}
	return stretch{}
}

// company is the end of the name that the head at token i opens and that reaches up
// to end: over a space, where the head's rule lets it, and to its legal form.
func (r *reader) company(i int, end int32) int32 {
	if r.sense(i, cActor).rule.Order != "open" {
		return end
	}
	if end == r.toks[i].end {
		end = r.surname(end)
	}
	for k := i + 1; k < len(r.toks) && r.toks[k].start-r.toks[i].end < longestCompany && r.toks[k].form == word; k++ {
		if r.closes(k) {
			return r.toks[k].end
		}
		if r.toks[k].mask&(cReport|cClauseBreak|cDeadline) != 0 {
			break
		}
	}
	return end
}

// longestCompany is how many bytes a company's name may have before its legal form.
const longestCompany = 200

// closes says whether the word at token i ends the name of a company.
func (r *reader) closes(i int) bool {
	return r.lx.unparted && r.is(i, cActor) && r.sense(i, cActor).rule.Side == rules.After
}
