package page

import (
	_ "embed"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed data/months.txt
var monthsFile string

// date is a day of the Gregorian calendar.
type date struct{ year, month, day int }

func (d date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day) }

func (d date) time() time.Time {
	return time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
}

// apart is the distance of two days.
func (d date) apart(e date) int {
	days := int(d.time().Sub(e.time()).Hours() / 24)
	return max(days, -days)
}

// valid bounds years by what the web holds, and days by their month.
func (d date) valid() bool {
	return d.year >= 1990 && d.year <= 2100 && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 31 && d.time().Day() == d.day
}

// token of a text with a date in it: a number, or a word.
type dateToken struct {
	number int // -1 for a word
	digits int // how many digits the number has
	word   string
	sep    string // what stands between it and the token before, white space folded away
}

// findDate reads the first date in a short text, in the forms of the four
// languages and English. Day stands before month, unless monthFirst is true and
// both would do. Where a Hijri date has the Gregorian one beside it, that is
// taken, since announced months differ from computed ones. ok is false where
// there is no date.
func findDate(s string, monthFirst bool) (d date, ok bool) {
	tokens := dateTokens(s)
	hijri := false
	for i := range tokens {
		found, here := dateAt(tokens[i:], monthFirst)
		switch {
		case !here:
		case ok && hijri && found.apart(d) <= 3 && !isHijri(tokens[i:]):
			return found, true
		case !ok:
			d, ok, hijri = found, true, isHijri(tokens[i:])
		}
		if ok && !hijri {
			break
		}
	}
	return d, ok
}

// isHijri says whether a date that was read here has a Hijri year.
func isHijri(t []dateToken) bool {
	for _, token := range t[:min(len(t), 4)] {
		if token.digits == 4 {
			return token.number > 1300 && token.number < 1500
		}
	}
	return false
}

// dateAt reads a date that begins at the first token.
func dateAt(t []dateToken, monthFirst bool) (date, bool) {
	for _, form := range []func([]dateToken, bool) (date, bool){isoDate, koreanDate, dayNameYear, nameDayYear, dayMonthWords, numericDate, compactDate} {
		if d, ok := form(t, monthFirst); ok && d.valid() {
			return d, true
		}
	}
	return date{}, false
}

// isoDate reads 2024-03-01, 2024/3/1, 2024.03.01, 2024. 3. 1.
func isoDate(t []dateToken, _ bool) (date, bool) {
	if len(t) < 3 || t[0].digits != 4 || !isNumeric(t[1]) || !isNumeric(t[2]) || !isDateSep(t[1].sep) || t[2].sep != t[1].sep {
		return date{}, false
	}
	return gregorian(t[0].number, t[1].number, t[2].number), true
}

// koreanDate reads 2024년 3월 1일, also without the day's word.
func koreanDate(t []dateToken, _ bool) (date, bool) {
	if len(t) < 6 || t[0].digits != 4 || t[1].word != "년" || t[3].word != "월" || !isNumeric(t[2]) || !isNumeric(t[4]) || !strings.HasPrefix(t[5].word, "일") {
		return date{}, false
	}
	return date{t[0].number, t[2].number, t[4].number}, true
}

// dayNameYear reads 4 มีนาคม 2567, 4 มี.ค. 67, 25 نوفمبر 2025, 25 شوال 1436, 1 March 2024.
func dayNameYear(t []dateToken, _ bool) (date, bool) {
	if len(t) < 3 || !isNumeric(t[0]) {
		return date{}, false
	}
	m, n := monthAt(t[1:])
	if n == 0 {
		return date{}, false
	}
	rest := t[1+n:]
	for len(rest) > 0 && isFiller(rest[0].word) {
		rest = rest[1:]
	}
	if len(rest) == 0 || rest[0].digits != 4 && (rest[0].digits != 2 || !m.thai) {
		return date{}, false
	}
	year := rest[0].number
	if m.hijri {
		return fromHijri(year, m.number, t[0].number)
	}
	if rest[0].digits == 2 {
		year += 2500
	}
	return gregorian(year, m.number, t[0].number), true
}

// nameDayYear reads March 1, 2024.
func nameDayYear(t []dateToken, _ bool) (date, bool) {
	m, n := monthAt(t)
	if n == 0 || m.hijri || len(t) < n+2 || !isNumeric(t[n]) || t[n+1].digits != 4 {
		return date{}, false
	}
	return gregorian(t[n+1].number, m.number, t[n].number), true
}

// dayMonthWords reads ngày 5 tháng 2 năm 2024, 5 tháng 2, 2024.
func dayMonthWords(t []dateToken, _ bool) (date, bool) {
	if len(t) < 4 || !isNumeric(t[0]) || t[1].word != "tháng" || !isNumeric(t[2]) {
		return date{}, false
	}
	rest := t[3:]
	if rest[0].word == "năm" {
		rest = rest[1:]
	}
	if len(rest) == 0 || rest[0].digits != 4 {
		return date{}, false
	}
	return date{rest[0].number, t[2].number, t[0].number}, true
}

// numericDate reads 05/02/2024, 5-2-2567, 04/03/67, 1436/10/25 being left to isoDate.
func numericDate(t []dateToken, monthFirst bool) (date, bool) {
	if len(t) < 3 || !isNumeric(t[0]) || !isNumeric(t[1]) || t[2].number < 0 || !isDateSep(t[1].sep) || t[2].sep != t[1].sep {
		return date{}, false
	}
	day, month, year := t[0].number, t[1].number, t[2].number
	switch {
	case t[2].digits == 2 && t[1].sep == "." && t[0].digits == 2 && day > 12: // 24.03.01 in Korea
		return date{2000 + day, month, year}, true
	case t[2].digits == 2 && year >= 50: // 04/03/67 in Thailand
		year += 2500
	case t[2].digits != 4:
		return date{}, false
	}
	if month > 12 || monthFirst && day <= 12 {
		day, month = month, day
	}
	return gregorian(year, month, day), true
}

// compactDate reads 20240301.
func compactDate(t []dateToken, _ bool) (date, bool) {
	if t[0].digits != 8 {
		return date{}, false
	}
	n := t[0].number
	return gregorian(n/10000, n/100%100, n%100), true
}

func isNumeric(t dateToken) bool { return t.number >= 0 && t.digits <= 2 }

func isDateSep(sep string) bool { return sep == "-" || sep == "/" || sep == "." || sep == "–" }

// fillers are era words and the parts of a second name of the month.
var fillers = map[string]bool{
	"พ.ศ": true, "พศ": true, "ค.ศ": true, "คศ": true, "ปี": true, "عام": true, "سنة": true, "من": true, "of": true,
	"الأول": true, "الثاني": true, "كانون": true, "تشرين": true,
}

// isFiller names what stands between month and year: era words, a second name of the month.
func isFiller(word string) bool {
	if word == "" {
		return false
	}
	_, month := months()[word]
	return month || fillers[word]
}

// gregorian takes a year of the Buddhist era for what it is: it stands 543 years
// ahead, and is in use for dates since 1941 as the civil year.
func gregorian(year, month, day int) date {
	if year > 2400 && year < 2700 {
		year -= 543
	}
	if year > 1300 && year < 1500 {
		if d, ok := fromHijri(year, month, day); ok {
			return d
		}
	}
	return date{year, month, day}
}

// fromHijri converts by the tabular Islamic calendar (civil epoch, 30-year cycle;
// Reingold and Dershowitz, Calendrical Calculations, chapter 7). Announced months
// differ from it by a day at most now and then.
func fromHijri(year, month, day int) (date, bool) {
	if year < 1400 || year > 1500 || month < 1 || month > 12 || day < 1 || day > 30 {
		return date{}, false
	}
	const epoch = 1948440 // Julian day of 1 Muharram 1, at noon
	jdn := day + 29*(month-1) + month/2 + (year-1)*354 + (3+11*year)/30 + epoch - 1
	t := time.Unix(int64(jdn-2440588)*86400, 0).UTC()
	return date{t.Year(), int(t.Month()), t.Day()}, true
}

// month is what a name of a month says.
type month struct {
	number      int
	hijri, thai bool
}

// months maps names to months; longest gives how many words a name has at most.
var months = sync.OnceValue(func() map[string]month {
	out := map[string]month{}
	for l := range strings.Lines(monthsFile) {
		number, names, ok := strings.Cut(strings.TrimSpace(l), " ")
		if !ok || strings.HasPrefix(l, "#") {
			continue
		}
		m := month{hijri: strings.HasPrefix(number, "h")}
		m.number, _ = strconv.Atoi(strings.TrimPrefix(number, "h"))
		for name := range strings.SplitSeq(names, ";") {
			m.thai = name[0] == 0xe0 // the first byte of every Thai letter
			out[norm.NFC.String(name)] = m
		}
	}
	return out
})

// monthAt reads a month's name of one or two words and says how many tokens it took.
func monthAt(t []dateToken) (m month, n int) {
	if len(t) >= 2 && t[0].word != "" && t[1].word != "" {
		if m, ok := months()[t[0].word+" "+t[1].word]; ok {
			return m, 2
		}
	}
	if len(t) >= 1 && t[0].word != "" {
		if m, ok := months()[t[0].word]; ok {
			return m, 1
		}
	}
	return month{}, 0
}

// maxDateText bounds the text in which a date is looked for, in code points.
const maxDateText = 400

// dateTokens cuts a text into numbers and words. Digits of every script count.
func dateTokens(s string) (tokens []dateToken) {
	s = s[:cutAt(s, maxDateText)]
	runes := []rune(strings.ToLower(norm.NFC.String(s)))
	sep := ""
	for i := 0; i < len(runes); {
		r := runes[i]
		switch {
		case digitOf(r) >= 0:
			t := dateToken{sep: sep}
			for i < len(runes) && digitOf(runes[i]) >= 0 {
				if t.digits < 12 {
					t.number = t.number*10 + digitOf(runes[i])
				}
				t.digits++
				i++
			}
			tokens, sep = append(tokens, t), ""
		case unicode.IsLetter(r) || unicode.IsMark(r):
			start := i
			for i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsMark(runes[i]) || runes[i] == '.' && i+1 < len(runes) && isThai(runes[i+1]) && isThai(runes[i-1])) {
				i++
			}
			tokens, sep = append(tokens, splitWord(string(runes[start:i]), sep)...), ""
		default:
			if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) {
				sep += string(r)
			}
			i++
		}
	}
	return tokens
}

// splitWord takes the month out of Thai text that is written without spaces
// ("วันที่4มีนาคม" has the words วันที่ and มีนาคม; "เมื่อมีนาคม" holds the name inside).
func splitWord(word, sep string) []dateToken {
	word = strings.TrimRight(word, ".")
	if _, ok := months()[word]; ok || !isThai([]rune(word)[0]) {
		return []dateToken{{number: -1, word: word, sep: sep}}
	}
	for _, name := range thaiMonths() {
		if at := strings.Index(word, name); at >= 0 {
			out := []dateToken{{number: -1, word: name, sep: sep}}
			if rest := strings.Trim(word[at+len(name):], "."); rest != "" {
				out = append(out, dateToken{number: -1, word: rest})
			}
			return out
		}
	}
	return []dateToken{{number: -1, word: word, sep: sep}}
}

// thaiMonths are the Thai names, long ones first.
var thaiMonths = sync.OnceValue(func() (names []string) {
	for name, m := range months() {
		if m.thai && len(name) > 9 {
			names = append(names, name)
		}
	}
	sort.Slice(names, func(i, j int) bool {
		if len(names[i]) != len(names[j]) {
			return len(names[i]) > len(names[j])
		}
		return names[i] < names[j]
	})
	return names
})

func isThai(r rune) bool { return r >= 0x0e00 && r <= 0x0e7f }

// digitOf is the value of a digit of ASCII, Arabic, Persian or Thai, -1 for anything else.
func digitOf(r rune) int {
	for _, zero := range []rune{'0', '٠', '۰', '๐'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}
