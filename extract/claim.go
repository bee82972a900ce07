package extract

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"strconv"
	"strings"

	"goalpost/corpus"
	"goalpost/rules"
)

// mentions writes what was read as mentions, in order: values, ages and times are
// each in order already. Claims go on with what is noted of their values.
func (r *reader) mentions() []corpus.Mention {
	out := make([]corpus.Mention, 0, len(r.quans)+len(r.times)+len(r.aged))
	t, a := 0, 0
	before := func(at int32) {
		for t < len(r.times) || a < len(r.aged) {
			switch time := t < len(r.times) && (a == len(r.aged) || r.times[t].start < r.aged[a].start); {
			case time && r.times[t].start < at:
				out = r.timeMention(out, &r.times[t])
				t++
			case !time && r.aged[a].start < at:
				out = r.valueMention(out, &r.aged[a])
				a++
			default:
				return
			}
		}
	}
	for i := range r.quans {
		before(r.quans[i].start)
		r.quans[i].mention = int32(len(out))
		out = r.valueMention(out, &r.quans[i])
	}
	before(math.MaxInt32)
	r.noted = out
	return out
}

// valueMention appends a value.
func (r *reader) valueMention(out []corpus.Mention, q *quantity) []corpus.Mention {
	span, quote := r.written(q.start, q.end)
	return append(out, corpus.Mention{
		Kind: q.kind, Start: span.Start, End: span.End, Quote: quote,
		Value: r.value(q), Unit: q.unit, UnitCode: q.code, Comparator: q.cmp,
	})
}

// timeMention appends a time, unless it is told from a publication that is not known.
func (r *reader) timeMention(out []corpus.Mention, t *timeRef) []corpus.Mention {
	if t.open {
		return out
	}
	span, quote := r.written(t.start, t.end)
	m := corpus.Mention{Kind: t.kind, Start: span.Start, End: span.End, Quote: quote, Calendar: t.from.calendar}
	switch {
	case t.kind == corpus.Date && t.month > 0:
		m.Value.Date = t.iso()
	case t.from.first == t.to.last:
		m.Value.Exact = r.whole(t.from.first)
	default:
		m.Value.Low, m.Value.High = r.whole(t.from.first), r.whole(t.to.last)
	}
	return append(out, m)
}

// claims judges every value and writes those that state something.
func (r *reader) claims() []corpus.Claim {
	r.cueTokens()
	r.holdings()
	r.pairs()
	r.columns()
	r.lend()
	r.title = r.titleTally()
	r.dues = append(r.dues[:0], make([]int32, len(r.sents))...)
	r.leading = append(r.leading[:0], make([]leading, len(r.sents))...)
	r.opening = r.openingDeadline()
	r.effect = r.takesEffect()
	r.last, r.said = run{}, slices.Grow(r.said[:0], len(r.quans))
	for k := range r.quans {
		if !r.inTail(r.quans[k].start) {
			r.state(k)
		}
	}
	r.shareDues()
	aims := r.aims()
	claims := append(make([]corpus.Claim, 0, len(aims)+len(r.said)), aims...)
	for i := range r.said {
		claims = append(claims, r.claim(&r.said[i]))
	}
	r.fill(claims[len(aims):])
	again(claims)
	identify(claims, r.doc.Text, r.e.name)
	if !slices.IsSortedFunc(claims, inOrder) { // values stand in order, aims stand before them
		slices.SortStableFunc(claims, inOrder)
	}
	return claims
}

// inOrder compares two claims by where they stand in the text.
func inOrder(a, b corpus.Claim) int {
	return cmp.Or(int(a.Start-b.Start), int(a.End-b.End), strings.Compare(a.Rule, b.Rule))
}

// titleTally is what the cues of the article's title say.
func (r *reader) titleTally() (t tally) {
	if len(r.sents) > 1 {
		t = r.lent[0].own
	}
	return t
}

// hashOf is the SHA-256 of a text, without a copy of the whole.
func hashOf(s string) []byte {
	h := sha256.New()
	var part [4096]byte
	for len(s) > 0 {
		n := copy(part[:], s)
		h.Write(part[:n])
		s = s[n:]
	}
	return h.Sum(nil)
}

// identify gives every claim its ID: a hash of the text, the span, the kind and the
// rule set. The IDs are parts of one string.
func identify(claims []corpus.Claim, text, ruleSet string) {
	const size = 17
	if len(claims) == 0 {
		return
	}
	hash := hashOf(text)
	var room [128]byte
	var ids strings.Builder
	ids.Grow(size * len(claims))
	for i := range claims {
		c := &claims[i]
		b := append(room[:0], hash...)
		b = append(strconv.AppendInt(b, int64(c.Start), 10), ':')
		b = append(strconv.AppendInt(b, int64(c.End), 10), ':')
		b = append(append(append(b, c.Kind...), ':'), ruleSet...)
		sum := sha256.Sum256(b)
		ids.Write(hex.AppendEncode(append(b[:0], 'c'), sum[:size/2]))
	}
	for i := range claims {
		claims[i].ID = ids.String()[size*i : size*(i+1)]
	}
}

// state judges value k, and notes where it states something: it is no claim where
// nothing but the figure itself speaks for one.
func (r *reader) state(k int) {
	q := &r.quans[k]
	j, d := r.judged(k)
	if r.last.status != iActual || !r.turnsAhead(k, d) {
		r.goOn(j, q)
	}
	r.movesAlong(j, k)
	r.bracketVotes(j, k)
	status := j.tally.best()
	if !r.stated(k, j, status, d) {
		return
	}
	if !q.base { // the start of a change says nothing of its end
		r.last.follow(status, int(r.toks[q.first].sent)+1)
	}
	said := statement{k: k, status: status, belief: j.tally.share(status), due: d, cue: -1}
	if v := j.strongest(status); v != nil {
		said.cue, said.rule = v.tok, v.rule
	}
	r.said = append(r.said, said)
}

// claim writes what a value states, as far as its mention and its evidence tell.
func (r *reader) claim(said *statement) corpus.Claim {
	q := &r.quans[said.k]
	m := &r.noted[q.mention]
	return corpus.Claim{
		Start: m.Start, End: m.End, Quote: m.Quote, Kind: q.kind, Value: m.Value, Unit: r.told(q.unit), UnitCode: r.told(q.code),
		Comparator: q.cmp, Status: statuses[said.status],
		Rule: r.e.prior, Confidence: math.Round(said.belief*100) / 100,
	}
}

// statement is a value that states something.
type statement struct {
	k      int // the value
	status int
	belief float64     // in the status
	cue    int         // token that decided the status; -1: none
	rule   *rules.Rule // of that
	due    dueTime
}

// judged is the whole evidence for value k, until the next is judged, and its deadline.
func (r *reader) judged(k int) (*judge, dueTime) {
	q := &r.quans[k]
	j := r.weigh(q)
	d := r.due(k, j.strongest(iTarget) == nil)
	r.borrow(j, q)
	r.timeVotes(j, q, d)
	r.pastVotes(j, k, d)
	r.shareVotes(j, k)
	if r.ordered(q) {
		j.tally[iTarget] += rules.Medium.Points()
	}
	ahead := r.stepVotes(j, k)
	if q.column > 0 {
		r.columnVotes(j, q)
	}
	if r.scope(q) {
		j.tally[iOther] += r.e.m.scopeOther
	}
	if q.base && q.from < 0 && !ahead && !j.sure(iTarget) {
		j.tally[iActual] += r.e.m.baseActual
		j.tally[iTarget] = math.Min(j.tally[iTarget], 0) // where a change starts is no aim
	}
	return j, d
}

// ordered says whether a verb of change opens the sentence of a value that is to be
// reached, with no one before it who did it: "Giảm tỷ lệ hộ nghèo xuống dưới 3%".
// So plans tell what is to be done, where words are syllables.
func (r *reader) ordered(q *quantity) bool {
	if !r.lx.isolating {
		return false
	}
	i := r.sents[r.toks[q.first].sent].first
	for last := min(q.first, i+maxOpening); i < last && (r.toks[i].form != word || r.inTime(i)); {
		i++
	}
	return i+1 < q.first && r.toks[i].clause == r.toks[q.first].clause && r.is(i, cIncrease|cDecrease) && r.is(i+1, cIndicator) && r.endsPair(q)
}

// shareVotes adds that value k was reached where the next value tells it as a share
// of what was planned: "thu 49 tỷ đồng, đạt 102% kế hoạch".
func (r *reader) shareVotes(j *judge, k int) {
	if k+1 == len(r.quans) || r.quans[k].kind == corpus.Percent {
		return
	}
	q, share := &r.quans[k], &r.quans[k+1]
	if share.kind != corpus.Percent || share.cmp == corpus.AtLeast || share.start-q.after > besideValue || r.toks[share.first].sent != r.toks[q.first].sent {
		return
	}
	if r.sharedPlan(share.last + 1) {
		j.tally[iActual] += rules.Medium.Points()
	}
}

// sharedPlan says whether the word at token i is the plan of which the percentage
// right before it tells a share: it aims at nothing more.
func (r *reader) sharedPlan(i int) bool {
	return !r.lx.verbFinal && r.is(i, cCue) && (r.sym(i-1, '%') || r.is(i-1, cPercent)) && r.joined(i-1, i) && slices.ContainsFunc(r.entry(i).senses, ofPlan)
}

// ofPlan says whether a word makes the percentage before it a share of a plan.
func ofPlan(s sense) bool {
	return s.class == cCue && s.status == iActual && s.rule.Side == rules.After && s.rule.Weight == rules.Strong
}

// stepVotes adds what the years of a change in steps say: (2025) 20 → (2026) 44.
// It says whether even the start lies ahead: 2030년 60% → 2040년 90%.
func (r *reader) stepVotes(j *judge, k int) (ahead bool) {
	q := &r.quans[k]
	behind := k > 0 && int(r.quans[k-1].against) == k+1 // the years are those of the end before it: 40% by 2030, up from 21%
	if r.now == 0 || q.from < 0 && !q.base || behind {
		return false
	}
	switch year := r.stepYear(k); {
	case year > r.now:
		j.tally[j.toCome()] += 2 * r.e.m.openDeadline
		return true
	case q.from < 0:
	case year == r.now:
		j.tally[iTarget] += r.e.m.openDeadline
	case year > 0:
		j.tally[iActual] += r.e.m.pastTime
	}
	return false
}

// stated says whether a value is a claim at all.
func (r *reader) stated(k int, j *judge, status int, d dueTime) bool {
	q := &r.quans[k]
	if q.under || q.base && q.from < 0 && q.kind != corpus.Percent && !j.sure(iTarget) {
		return false
	}
	switch q.kind {
	case corpus.Percent, corpus.PercentPoint:
		return true
	case corpus.Multiple:
		return !r.leadsTo(q)
	case corpus.Money:
		return !r.converted(k)
	case corpus.Quantity:
		if timeUnit(q.code) {
			return q.from >= 0 || status == iTarget && r.endsPair(q) && (j.tally[iTarget] > 2 || r.changesTo(q))
		}
		if r.acts(q) {
			return false
		}
		if q.known && (!q.words || q.low.Cmp(corpus.NewNumber(1, 3)) >= 0) && !dataUnit(q.code) && !sizeUnit(q.code) {
			return true
		}
	case corpus.Bare:
		if !r.anchored(k, d) {
			return false
		}
	}
	return status == iTarget && j.strongest(iTarget) != nil && j.tally[iTarget] > 2 && !(r.lx.unparted && !q.known && q.few())
}

// scope says whether a count tells only where or among how many something
// happens: "in 24 provinces", or what is meant: "light at birth (under 2,500 grams)".
func (r *reader) scope(q *quantity) bool {
	i := q.first - 1
	if q.kind == corpus.Quantity && q.cmpTok == i && r.sym(i-1, '(') && r.sym(max(q.last, q.lastUnit)+1, ')') {
		return true
	}
	if r.ofSome(q) {
		return true
	}
	s := r.sense(i, cAtTime)
	if s == nil || r.lx.placing && s.rule.Order != "place" { // على, عن: what a deed is done to
		return false
	}
	return q.kind == corpus.Quantity && !r.lx.verbFinal && !timeUnit(q.code) && !r.used[i] && r.joined(i, q.first)
}

// ofSome says whether a small count behind a word that leads a list only tells of how
// many the next value of its clause is told: 낙지 등 10종의 서식장 45곳.
func (r *reader) ofSome(q *quantity) bool {
	if !r.lx.particled || q.kind != corpus.Quantity || !q.few() || !r.possessed(q) {
		return false
	}
	k := r.valueFrom(q.first + 1)
	if k == len(r.quans) || r.toks[r.quans[k].first].clause != r.toks[q.first].clause {
		return false
	}
	word := r.lastWord(q.start)
	return !word.empty() && r.lx.edges.has(r.s[word.start:word.end])
}

// dataUnit says whether a unit measures data or its rate, in bits or bytes: what
// a technique can do ("1 gigabyte a second"), which is nobody's figure unless it
// is aimed at.
func dataUnit(code string) bool {
	code = strings.TrimSuffix(code, "/s")
	return code == "b" || len(code) == 2 && code[1] == 'b' || strings.HasSuffix(code, "By")
}

// sizeUnit says whether a unit measures things that lie on a table, not what a policy is for.
func sizeUnit(code string) bool { return code == "cm" || code == "[in_i]" }

// acts says whether a count is who commits, not what is aimed at: "that 40
// countries have pledged": a conjunction opens it and the verb of the aim follows.
func (r *reader) acts(q *quantity) bool {
	i := q.first - 1
	if !r.lx.verbInitial || !r.is(i, cBreak) || r.is(i, cNumberJoin) || !r.joined(i, q.first) || !strings.HasPrefix(q.code, "{") {
		return false
	}
	last := max(q.last, q.lastUnit)
	for k := last + 1; k < len(r.toks) && k <= last+4 && r.toks[k].seg == r.toks[last].seg && !r.used[k]; k++ {
		if s := r.sense(k, cCue); s != nil && s.rule.Status == string(corpus.Target) && s.rule.Side == rules.Before {
			return true
		}
	}
	return false
}

// leadsTo says whether a multiple told as one word only opens another value:
// doubling output to 14 million.
func (r *reader) leadsTo(q *quantity) bool {
	if !q.part || q.low.Cmp(corpus.NewNumber(1, 0)) < 0 {
		return false
	}
	at := r.valueFrom(q.last + 1)
	if at == len(r.quans) {
		return false
	}
	next := &r.quans[at]
	return r.toks[next.first].clause == r.toks[q.first].clause && next.start-q.end < maxLead && (r.endsPair(next) || next.kind == corpus.Multiple)
}

// maxLead is how many bytes behind such a multiple the value may stand that it opens.
const maxLead = 200

// anchored says whether a figure without any unit is told as the end of a change
// or with a deadline in its clause; else it is a page, an item, a part of a name.
func (r *reader) anchored(k int, d dueTime) bool {
	q := &r.quans[k]
	if r.lx.particled && r.letters.At(int(q.start)-1) { // a name: 아이오닉5를
		return false
	}
	if q.from >= 0 || r.endsPair(q) || r.largeAim(q) || r.inAge(q) {
		return true
	}
	if d.time < 0 || d.scope != corpus.InClause || r.times[d.time].role != roleDeadline {
		return false
	}
	t := &r.times[d.time]
	return !r.lx.verbFinal || t.first < q.first && q.start-t.end < 120 && r.valuesBetween(t, k) == 0
}

// largeAim says whether a linking word or an aim stands right before a large number
// whose noun or currency is told elsewhere: مستهدفة 60 مليارا، يبلغ عدد المستفيدين 3 ملايين.
func (r *reader) largeAim(q *quantity) bool {
	i := q.first - 1
	if !r.lx.verbInitial || q.low.Cmp(corpus.NewNumber(1, 6)) < 0 || !r.near(i, q.first, 2) {
		return false
	}
	s := r.sense(i, cCue)
	return r.is(i, cLink) || s != nil && s.rule.Status == string(corpus.Target) || r.linked(q)
}

// changesTo says whether the verb of a change stands right behind the end q of one
// where verbs come last: 기간을 6개월로 단축한다.
func (r *reader) changesTo(q *quantity) bool {
	last := max(q.last, q.lastUnit)
	for i := last + 1; r.lx.verbFinal && i < len(r.toks) && i <= last+2 && r.joined(i-1, i); i++ {
		if r.is(i, cIncrease|cDecrease) {
			return true
		}
	}
	return false
}

// timeUnit says whether a unit measures time: a duration is seldom a claim.
func timeUnit(code string) bool {
	switch code {
	case "a", "mo", "wk", "d", "h", "min", "s":
		return true
	}
	return false
}

// fill adds the fields of claims and what decided them: one field of all claims
// after the other, so that the code that finds it stays at hand.
func (r *reader) fill(claims []corpus.Claim) {
	for i := range claims {
		r.beside(&claims[i], &r.said[i])
	}
	for i := range claims {
		if s := r.indicator(r.said[i].k); !s.empty() {
			claims[i].Indicator = r.indicators.put(corpus.Indicator{Phrase: r.quoted(s)})
		}
	}
	for i := range claims {
		q := &r.quans[r.said[i].k]
		claims[i].Actor = r.phrase(r.actor(q, r.said[i].cue))
		claims[i].Place = r.placeOf(q)
	}
}

// beside adds what is told beside the value of a claim: its change, how often, by
// when and from where on. Fields are noted in the order of their names.
func (r *reader) beside(c *corpus.Claim, said *statement) {
	q := &r.quans[said.k]
	change, tok := r.changeOf(q)
	if c.Change = change; tok >= 0 {
		r.because(c, "change", tok, r.sense(tok, cIncrease|cDecrease).rule.ID)
	}
	if q.cmpTok >= 0 {
		rule := "" // a sign needs none
		if q.cmpRule != nil {
			rule = q.cmpRule.ID
		}
		r.because(c, "comparator", q.cmpTok, rule)
	}
	if s, d := said.status, said.due; s == iTarget || s == iForecast || s == iOther && d.scope == corpus.InClause {
		c.Deadline = r.deadline(d)
		if d.time >= 0 && r.times[d.time].rule != nil {
			r.filledBy(c, "deadline", r.times[d.time].rule.ID)
		}
	}
	if q.per == "" && change != corpus.Level {
		r.opensWithPer(q)
	}
	if at := r.recurring(q); at.per != "" {
		c.Frequency = r.told(at.per)
		id := ""
		if at.perRule != nil {
			id = at.perRule.ID
		}
		r.because(c, "frequency", at.perTok, id)
	}
	if said.cue >= 0 {
		c.Rule = said.rule.ID
		r.because(c, "status", said.cue, c.Rule)
	}
	if q.rule != nil {
		r.filledBy(c, "unit", q.rule.ID)
	}
	c.Baseline = r.baseline(said.k)
}

// filledBy notes the rule that filled a field; an empty one is none.
func (r *reader) filledBy(c *corpus.Claim, field, rule string) {
	if rule == "" {
		return
	}
	c.FilledBy = r.rules.add(c.FilledBy, corpus.Noted[string]{Field: field, Of: rule})
}

// because notes the token that decided a field, and its rule.
func (r *reader) because(c *corpus.Claim, field string, tok int, rule string) {
	t := &r.toks[tok]
	c.Evidence = r.words.add(c.Evidence, corpus.Noted[corpus.Range]{Field: field, Of: r.rangeOf(t.start, t.end)})
	r.filledBy(c, field, rule)
}
