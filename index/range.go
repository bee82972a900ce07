package index

import "github.com/blevesearch/bleve/v2/search/query"

// keys is a range of keys, "" for an end that is left out.
type keys struct {
	low, high string
	open      [2]bool // the low or the high end itself does not match
}

func (n fieldNode) keys() keys { return keys{n.low, n.high, n.open} }

// across finds the intervals that begin before the range's end and end after
// its beginning.
func (n fieldNode) across() query.Query {
	return allOf(
		oneRange(fieldLow, keys{high: n.high, open: [2]bool{false, n.open[1]}}),
		oneRange(fieldHigh, keys{low: n.low, open: [2]bool{n.open[0], false}}),
	)
}

// tier is a field of the first n characters of another's keys.
type tier struct {
	field string
	n     int
}

// tiers are the fields of beginnings, the shortest first.
var tiers = map[string][]tier{
	fieldValue: {{fieldOctave, 3}, {fieldStep, 4}},
	fieldPub:   {{fieldPubYear, 4}, {fieldPubMonth, 7}},
}

// keyRange finds the keys of a range: as few terms as the tiers allow, since
// each costs a look into the index.
func keyRange(field string, k keys) query.Query {
	return anyOf(tiered(field, tiers[field], k)...)
}

// tiered asks the first tier for what lies wholly within the range, and the
// others for what is left at its ends.
func tiered(field string, ts []tier, k keys) []query.Query {
	if len(ts) == 0 {
		return []query.Query{oneRange(field, k)}
	}
	t := ts[0]
	low, high := head(k.low, t.n), head(k.high, t.n)
	if k.low != "" && low == "" || k.high != "" && high == "" {
		return tiered(field, ts[1:], k) // shorter than what the tier holds
	}
	fromStart := k.low == low && !k.open[0]     // the first beginning lies within as a whole
	toEnd := k.high == "" || k.high == high+"~" // and the last
	if low != "" && low == high && (!fromStart || !toEnd) {
		return tiered(field, ts[1:], k)
	}
	qs := []query.Query{oneRange(t.field, keys{low, high, [2]bool{!fromStart, !toEnd}})}
	if !fromStart {
		qs = append(qs, tiered(field, ts[1:], keys{k.low, low + "~", [2]bool{k.open[0], false}})...)
	}
	if !toEnd {
		qs = append(qs, tiered(field, ts[1:], keys{high, k.high, [2]bool{false, k.open[1]}})...)
	}
	return qs
}

func head(s string, n int) string {
	if len(s) < n {
		return ""
	}
	return s[:n]
}

// oneRange asks one field. Every key begins with a character between "!" and "~".
func oneRange(field string, k keys) query.Query {
	low, high := k.low, k.high
	if low == "" {
		low = "!"
	}
	if high == "" {
		high = "~"
	}
	from, to := !k.open[0], !k.open[1]
	q := query.NewTermRangeInclusiveQuery(low, high, &from, &to)
	q.SetField(field)
	return q
}
