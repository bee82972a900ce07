package index

import (
	"math"
	"strconv"
	"strings"
	"time"

	"goalpost/corpus"
	"goalpost/index/analysis"
)

// bounds reads the value of a field with an order into the ends of a range; it
// returns what is wrong, "" for nothing.
func (n *fieldNode) bounds(op string) string {
	text := analysis.Normal(strings.TrimSpace(n.text))
	low, high, isRange := strings.Cut(text, "..")
	switch op {
	case ":", "=":
		if !isRange {
			high = low
		}
	default:
		if isRange {
			return "a range cannot stand behind " + op
		}
		low, high, n.open = ends(op, text)
	}
	switch n.field.name {
	case "by":
		if !isRange && (op == ":" || op == "=") {
			low = ""
		}
	case "after":
		if !isRange && (op == ":" || op == "=") {
			high, n.open = "", [2]bool{true, false}
		}
	}
	if low == "" && high == "" {
		return "a range needs at least one end"
	}
	return n.read(low, high)
}

// ends are the ends of a range that an operator leaves open or closes.
func ends(op, text string) (low, high string, open [2]bool) {
	switch op {
	case ">=", "≥":
		return text, "", open
	case "<=", "≤":
		return "", text, open
	case ">":
		return text, "", [2]bool{true, false}
	}
	return "", text, [2]bool{false, true}
}

// read reads both ends; it returns what is wrong, "" for nothing.
func (n *fieldNode) read(low, high string) string {
	var what string
	for i, end := range []string{low, high} {
		if end == "" {
			continue
		}
		key := ""
		switch n.field.kind {
		case valueField:
			key, what = n.valueKey(end)
		case yearField:
			key, what = yearOf(end)
		case dateField:
			key, what = dateOf(end)
		case keywordField, wordsField:
		}
		if what != "" {
			return what
		}
		if i == 0 {
			n.low = key
		} else {
			n.high = key
		}
	}
	if n.field.kind == dateField {
		if n.open[0] {
			n.low += "~" // later than the whole of the month or year
		}
		if n.high != "" && !n.open[1] {
			n.high += "~"
		}
		n.open[0] = false
	}
	if n.low != "" && n.high != "" && n.low > n.high {
		return "the range begins behind its end"
	}
	return ""
}

// valueKey reads a number, with a percent sign or without.
func (n *fieldNode) valueKey(s string) (key, what string) {
	plain := strings.TrimSuffix(s, "%")
	if plain != s {
		n.unit = "%"
	}
	number, ok := figure(strings.TrimSpace(plain))
	if !ok {
		return "", strconv.Quote(s) + " is no number"
	}
	return numberKey(number), ""
}

// figure reads a number with separators: of points and commas both, the last is
// the decimal sign; one kind that stands more than once, or a comma before just
// three digits, parts thousands.
func figure(s string) (corpus.Number, bool) {
	point, comma := strings.LastIndexByte(s, '.'), strings.LastIndexByte(s, ',')
	switch {
	case point >= 0 && comma >= 0 && point > comma, strings.Count(s, ",") > 1, comma >= 0 && point < 0 && len(s)-comma == 4:
		s = strings.ReplaceAll(s, ",", "")
	case comma >= 0 && comma > point:
		s = strings.Replace(strings.ReplaceAll(s, ".", ""), ",", ".", 1)
	case strings.Count(s, ".") > 1:
		s = strings.ReplaceAll(s, ".", "")
	}
	number, err := corpus.ParseNumber(s)
	return number, err == nil
}

// yearOf reads a year of any calendar as a Gregorian one.
func yearOf(s string) (key, what string) {
	year, err := strconv.Atoi(s)
	if err != nil || year < 1000 || year > 2999 {
		return "", strconv.Quote(s) + " is no year of four digits"
	}
	return yearKey(gregorian(year)), ""
}

// gregorian is the year in our calendar: 2400 and later is Buddhist (543 years
// ahead), 1300 to 1599 Hijri (a year of 354.367 days, from July 622).
func gregorian(year int) int {
	switch {
	case year >= 2400:
		return year - 543
	case year >= 1300 && year < 1600:
		return int(math.Floor(float64(year)*0.970224 + 621.5774))
	}
	return year
}

// dateOf reads a date as precise as it is written: 2024, 2024-03, 2024-03-01.
func dateOf(s string) (key, what string) {
	for _, layout := range [][2]string{{"2006", "2006"}, {"2006-1", "2006-01"}, {"2006-1-2", "2006-01-02"}} {
		year, rest, _ := strings.Cut(s, "-")
		if key, what = yearOf(year); what != "" {
			break
		}
		if rest != "" {
			key += "-" + rest
		}
		if day, err := time.Parse(layout[0], key); err == nil {
			return day.Format(layout[1]), ""
		}
	}
	return "", strconv.Quote(s) + " is no date like 2024, 2024-03 or 2024-03-01"
}
