package extract

import (
	"strings"
	"unicode/utf8"

	"goalpost/rules"
)

// actor finds who commits. Where verbs stand in the middle it is the body named
// right behind the word that tells the aim (تعتزم قطر), else the nearest before
// it; where verbs stand last, the first of the sentence. A sentence without one
// leaves it to the sentences before. cue is the token that decided the status;
// -1: none.
func (r *reader) actor(q *quantity, cue int) stretch {
	sent := int(r.toks[q.first].sent)
	at := q.first
	if cue >= 0 && cue < at {
		at = cue
	}
	if s := r.promised(q, cue); !s.empty() {
		return s
	}
	var s stretch
	if r.lx.verbFinal {
		if s = r.subjectOf(q); s.empty() {
			s = r.firstActor(sent)
		}
		if s.empty() {
			s = r.topicBody(sent)
		}
		if s.empty() {
			s = r.firstOwner(sent)
		}
	} else {
		s = r.nearestActor(sent, at)
	}
	for n := 0; s.empty() && n < 3 && sent > 0; n++ {
		sent--
		if s = r.firstActor(sent); s.empty() && (sent == 0 || n == 0) && r.lx.verbFinal {
			s = r.topicBody(sent)
		}
		if s.empty() && n == 0 {
			s = r.firstPlan(sent)
		}
	}
	return s
}

// promised is the body that another one says will act, where verbs stand in the
// middle: "Chủ tịch Ủy ban cam kết đến năm 2030, EU sẽ cắt giảm 40%".
func (r *reader) promised(q *quantity, cue int) stretch {
	if !r.lx.isolating || cue < 0 {
		return stretch{}
	}
	here := &r.held[r.toks[q.first].sent]
	for at, n := r.bodyFrom(q.first)-1, 0; at >= int(here.body) && n < maxPromised; at, n = at-1, n+1 {
		i := int(r.bodies[at])
		if i <= cue {
			break
		}
		if !r.capital(r.toks[i].start) || !r.names(i) { // "nước này" only points back
			continue
		}
		s := r.actorAt(i)
		if k := r.tokenAfter(s.end); k < q.first && r.toks[k].start-s.end <= 1 && r.is(k, cCue) && r.sense(k, cCue).status == iTarget {
			return s
		}
	}
	return stretch{}
}

const maxPromised = 3 // bodies between a promise and its value

// subjectOf is the nearest body before a value in its clause that a particle makes
// the subject: 정부가 8조 원, 민간이 180조 원을 투자한다.
func (r *reader) subjectOf(q *quantity) stretch {
	p := r.lx.parts
	here := &r.held[r.toks[q.first].sent]
	for at := r.bodyFrom(q.first) - 1; at >= int(here.body); at-- {
		i := int(r.bodies[at])
		if i < q.first-maxActors || r.toks[i].clause != r.toks[q.first].clause {
			break
		}
		if !r.names(i) {
			continue
		}
		end := r.wordEnd(r.toks[i].start)
		if p.acts(p.Of(r.s[r.wordStart(r.toks[i].start):end])) {
			return r.actorAt(i)
		}
	}
	return stretch{}
}

const maxActors = 60 // tokens looked at for a body's name

// nearestActor is the body right behind token at, else the nearest before it,
// else the next one behind.
func (r *reader) nearestActor(sent, at int) stretch {
	if r.names(at+1) && r.near(at, at+1, 2) {
		return r.actorAt(at + 1)
	}
	if s := r.planBeside(at); !s.empty() {
		return s
	}
	if s := r.subject(at); !s.empty() {
		return r.wider(sent, at, s)
	}
	if s := r.placedSubject(at); !s.empty() {
		return s
	}
	if r.opensClause(at) {
		if s := r.verbSubject(at); !s.empty() {
			return s
		}
	}
	if r.lx.unparted {
		if s := r.firstInClause(sent, at); !s.empty() {
			return s
		}
	}
	if s, found := r.actorBefore(sent, at); found {
		return s
	}
	if s := r.unlisted(sent, at); !s.empty() {
		return s
	}
	if s := r.labelled(sent); !s.empty() {
		return s
	}
	for i, n := at, 0; i <= r.sents[sent].last && n < maxActors; i, n = i+1, n+1 {
		if r.names(i) && !(r.lx.verbInitial && r.oblique(i)) {
			return r.actorAt(i)
		}
		if s := r.nameBehind(i); !s.empty() {
			return s
		}
	}
	return stretch{}
}

// actorBefore is the nearest body before token at in its sentence, and whether there
// is one: a head that names nobody on its own ends the search too.
func (r *reader) actorBefore(sent, at int) (s stretch, found bool) {
	for i, n := at-1, 0; i >= r.sents[sent].first && n < maxActors; i, n = i-1, n+1 {
		if r.toks[i].mask&(cActor|cCue|cReport) == 0 {
			continue
		}
		if r.names(i) && !r.oblique(i) && !r.oblique(r.outerHead(i)) && !(r.lx.isolating && r.sym(i-1, '(')) {
			return r.wider(sent, i, r.actorAt(r.headOf(i))), true
		}
		if s = r.chunkOn(i); s.empty() {
			s = r.speaker(i)
		}
		if s.empty() {
			s = r.verbSubject(i)
		}
		if !s.empty() {
			return s, true
		}
	}
	return stretch{}, false
}

// wider is the name s, or the longer one around it that a head before token i
// opens: in "Công ty CP cảng Hải Phòng" the city is part of the company's name.
func (r *reader) wider(sent, i int, s stretch) stretch {
	if !r.lx.whole {
		return s
	}
	for k, n := i-1, 0; k >= r.sents[sent].first && n < maxName; k, n = k-1, n+1 {
		if !r.is(k, cActor) {
			continue
		}
		if !r.names(k) {
			if r.describes(k, s) {
				s.start = r.toks[k].start
			}
			continue
		}
		if wide := r.actorAt(k); wide.start < s.start && wide.end >= s.end {
			s = wide
		} else if r.describes(k, s) { // Sở Y tế TP.HCM
			s.start = r.toks[k].start
		}
	}
	return s
}

// subject is the name that ends right before the words of the aim at token i,
// known by its capitals alone: "Kienlongbank đã đặt mục tiêu".
func (r *reader) subject(i int) stretch {
	if r.lx.unparted {
		return r.chunkBefore(i)
	}
	if !r.lx.capitals || i >= len(r.toks) || !r.is(i, cCue|cReport) {
		return stretch{}
	}
	for i > 0 && r.is(i-1, cCue|cReport|cLink) && r.near(i-1, i, 2) && !r.names(i-1) {
		i--
	}
	end := r.toks[i].start
	start := end
	for n := 0; n < maxName; n++ {
		word := r.lastWord(start)
		if word.empty() {
			break
		}
		if k := r.tokenEnding(word.end); !r.capital(word.start) || k >= 0 && r.is(k, cClauseBreak|cBreak) { // Nhưng Ấn Độ
			break
		}
		start = word.start
	}
	return r.trim(stretch{start, end})
}

// chunkBefore is the subject of the verb of an aim at token i where words are
// not parted: what stands right before it, from the nearest space or word that
// ends a phrase on. Before a space it is a subject only where it opens a clause.
func (r *reader) chunkBefore(i int) stretch {
	if !r.is(i, cReport) {
		return stretch{}
	}
	if s := r.quotedBefore(i); !s.empty() || !r.is(i, cCue) {
		return s
	}
	for r.near(i-1, i, 0) && r.sideIs(i-1, cLink, "") && !r.names(i-1) { // ได้ตั้งเป้า
		i--
	}
	if r.near(i-1, i, 0) && r.sideIs(i-1, cLink, rules.Before) { // และตั้งเป้า: the verb is another's
		return stretch{}
	}
	end := r.toks[i].start
	for end > 0 && strings.IndexByte(" \"'", r.s[end-1]) >= 0 {
		end--
	}
	start := end
	for far := max(0, end-longestChunk*utf8.UTFMax-1); start > far && strings.IndexByte(" \n\"'()", r.s[start-1]) < 0; {
		start--
	}
	opens := start == 0 || r.s[start-1] == '\n'
	for k := i - 1; k >= 0 && r.toks[k].end > start; k-- {
		t := &r.toks[k]
		if r.used[k] || t.form == figure || r.names(k) {
			return stretch{}
		}
		if t.mask&(cBreak|cClauseBreak|cReport|cCue|cDeadline|cIncrease|cDecrease) != 0 {
			start, opens = t.end, t.mask&(cClauseBreak|cReport) != 0 && t.mask&(cCue|cBreak) == 0
			break
		}
	}
	if k := r.tokenEnding(start - 1); k >= 0 && start < end && r.names(k) && byteAt(r.s, int(start)-1) == ' ' && byteAt(r.s, int(start)-2) == '.' { // อบจ. เชียงราย
		start, opens = r.toks[k].start, true
	}
	s := stretch{start, end}
	if n := utf8.RuneCountInString(r.s[start:end]); n < shortestName || n > longestChunk || !opens && end < r.toks[i].start && !r.acronym(stretch{start, end}) {
		return stretch{}
	}
	if k := r.tokenAt(start); k >= 0 && r.toks[k].mask&(cIndicator|cUnit|cLink|cYear|cAtTime) != 0 {
		return stretch{}
	}
	if s = r.trim(s); !s.empty() && byteAt(r.s, int(s.end)) == '.' {
		s.end++ // ส.อ.ท.
	}
	return s
}

// quotedBefore is the name in quotation marks that opens a line before the verb
// at token i, as headlines put it: “สมชาย” เผย.
func (r *reader) quotedBefore(i int) stretch {
	end := r.toks[i].start
	for end > 0 && r.s[end-1] == ' ' {
		end--
	}
	if end == 0 || r.s[end-1] != '"' && r.s[end-1] != '\'' {
		return stretch{}
	}
	end--
	start := end
	for start > 0 && end-start < longestPhrase && r.s[start-1] != r.s[end] && r.s[start-1] != '\n' {
		start--
	}
	opens := start > 0 && r.s[start-1] == r.s[end] && (start == 1 || r.s[start-2] == '\n' || r.s[start-2] == ' ' && (start == 2 || r.s[start-3] == '\n'))
	if n := utf8.RuneCountInString(r.s[start:end]); !opens || n < shortestName || n > longestSurname {
		return stretch{}
	}
	return stretch{start, end}
}

// chunkOn is the subject of a verb of an aim at token i that another decided on.
func (r *reader) chunkOn(i int) stretch {
	if !r.lx.unparted {
		return stretch{}
	}
	return r.chunkBefore(i)
}

// longestChunk is how many letters a subject may have that only its place makes one.
const longestChunk = 40

// lastWord is the word that ends right before folded offset i, one space between.
func (r *reader) lastWord(i int32) stretch {
	if i < 2 || r.s[i-1] != ' ' || !r.letters.At(int(i)-2) {
		return stretch{}
	}
	return stretch{r.wordStart(i - 1), i - 1}
}

// firstActor is the first body named in a sentence, but one that only owns something.
// It is looked for once.
func (r *reader) firstActor(sent int) stretch {
	n := &r.leading[sent]
	if !n.actorKnown {
		n.actorKnown = true
		if n.actor = r.firstNamed(sent, false); n.actor.empty() {
			n.actor = r.opensWithName(sent)
		}
	}
	return n.actor
}

// leading are the names of a sentence that are looked for once: of who acts first, of
// its topic, and the one that opens it.
type leading struct {
	actor, topic, opener                stretch
	actorKnown, topicKnown, openerKnown bool
}

// firstOwner is the first body of which a sentence only tells that it owns something.
func (r *reader) firstOwner(sent int) stretch { return r.firstNamed(sent, true) }

// firstNamed is the first body named in a sentence, among those that own something or
// among the others.
func (r *reader) firstNamed(sent int, owner bool) stretch {
	next := r.sents[sent].first
	end := next + maxActors
	for _, k := range r.bodies[r.held[sent].body:r.held[sent+1].body] {
		i := int(k)
		if i >= end {
			break
		}
		if i < next || !r.names(i) || r.oblique(i) {
			continue
		}
		if r.heldBy(i) { // 최휘영 문화체육관광부 장관은
			i++
		}
		next = i + 1
		if s := r.actorAt(i); !s.empty() && r.owns(i) == owner {
			return s
		}
	}
	return stretch{}
}

// owns says whether the particle of possession follows the name at token i, where
// nouns carry their case: another is likelier to act (정부의 지원으로 시는).
func (r *reader) owns(i int) bool {
	p := r.lx.parts
	end := r.wordEnd(r.toks[i].start)
	return p.genitive != "" && p.Of(r.s[r.wordStart(r.toks[i].start):end]) == p.genitive
}

// oblique says whether a preposition stands at token i, a word of its own or
// attached, in languages that attach them: what happens in a place is not done
// by it.
func (r *reader) oblique(i int) bool {
	if !r.lx.prefixed {
		return false
	}
	if r.is(i-1, cAtTime|cFrom|cTo|cVersus) && r.near(i-1, i, 2) {
		return true
	}
	p := r.s[r.toks[i].start-int32(r.toks[i].prefix) : r.toks[i].start]
	if p == "" {
		return false
	}
	return r.letterIs(p, cLink)
}

// names says whether token i is a head noun of a body's name.
func (r *reader) names(i int) bool {
	return r.is(i, cActor) && !r.used[i] && r.proper(i) && r.sense(i, cActor).rule.Order != "plan" && !r.closes(i) && !r.bareCounted(i) && !(r.is(i, cShadow) && r.lx.particled)
}

// bareCounted says whether the head at token i stands alone behind its number: 4 จังหวัด.
func (r *reader) bareCounted(i int) bool {
	if !r.lx.unparted || !r.is(i, cUnit) || r.withPlace(i) > r.toks[i].end {
		return false
	}
	k := int(r.toks[i].start) - 1
	if byteAt(r.s, k) == ' ' {
		k--
	}
	return isDigit(byteAt(r.s, k))
}

// planBeside is the plan whose aim token i tells, right behind the word or right
// before it: تستهدف الخطة، إن الخطة الجديدة تستهدف.
func (r *reader) planBeside(i int) stretch {
	if !r.lx.verbInitial {
		return stretch{}
	}
	if r.plan(i+1) && r.near(i, i+1, maxPointer) && (r.known(i+1) || r.is(i, cCue) && r.sense(i, cCue).rule.Weight == rules.Strong) { // will cut a plan: its object
		return r.actorAt(i + 1)
	}
	for k := i - 1; k >= 0 && k >= i-maxPlan && r.toks[k].sent == r.toks[i].sent; k-- {
		if !r.plan(k) {
			continue
		}
		s := r.actorAt(k)
		if s.end > r.toks[i].start || k == i-1 && !r.known(k) && k > r.sents[r.toks[k].sent].first { // its name holds the verb; announced a plan that aims at: who announced it acts
			break
		}
		gap := strings.Trim(r.s[s.end:r.toks[i].start], " ,\"")
		if r.oblique(k) && r.toks[k].seg != r.toks[i].seg { // خصصت السلطنة أراضي لمشروعات الطاقة، وتهدف
			break
		}
		if gap == "" || r.toks[i].prefix > 0 && r.toks[i].start-s.end < 6 || r.known(k) && r.carriesArticle(gap) && !r.is(i-1, cBreak) && !strings.Contains(gap, " ") { // البرنامج الحالي يروم
			return s
		}
		break
	}
	return stretch{}
}

// firstPlan is the first plan of which sentence s tells an aim.
func (r *reader) firstPlan(s int) stretch {
	if !r.lx.verbInitial {
		return stretch{}
	}
	for _, cue := range r.cues[r.held[s].cue:r.held[s+1].cue] {
		if p := r.planBeside(int(cue)); !p.empty() {
			return p
		}
	}
	return stretch{}
}

// maxPointer is how many bytes may lie between a verb and its subject: تهدف هذه الخطة.
const maxPointer = 12

// known says whether the word at token i carries an article.
func (r *reader) known(i int) bool {
	return r.definite(i) || r.carriesArticle(r.s[r.toks[i].start:r.toks[i].end])
}

// maxPlan is how many tokens a plan's name may hold between its head and the verb.
const maxPlan = 5

// plan says whether token i is the head of a plan's name.
func (r *reader) plan(i int) bool {
	s := r.sense(i, cActor)
	return s != nil && s.rule.Order == "plan" && !r.used[i]
}

// proper says whether the head at token i opens a name. Where names have
// capitals a small letter makes it a common noun, but for one right before the
// verb ("chính phủ đã đặt mục tiêu").
func (r *reader) proper(i int) bool {
	if !r.lx.capitals {
		return true
	}
	t := &r.toks[i]
	if before := byteAt(r.s, int(t.start)-1); before == '-' || before == '/' { // 196/KH-UBND
		return false
	}
	switch r.sense(i, cActor).rule.Order {
	case "small":
		return true
	case "open":
		return r.untilVerb(i) > t.end || r.is(i+1, cCue|cReport) && r.near(i, i+1, 2)
	}
	if r.capital(t.start) {
		return !r.inLongerName(i)
	}
	return r.is(i+1, cCue|cReport) && r.near(i, i+1, 2) && !r.closesList(i)
}

// actorAt extends a head noun to the whole name: to the right where names go on
// behind their head, to the left where the head closes them.
func (r *reader) actorAt(i int) stretch {
	t := &r.toks[i]
	side := r.sense(i, cActor).rule.Side
	if side == rules.After && r.lx.capitals { // The transport ministry
		return r.trim(stretch{r.modifiersBefore(i), t.end})
	}
	if side == rules.After { // the head ends the name: 과학기술정보통신부
		return r.trim(stretch{r.wordStart(t.start), t.end})
	}
	end := t.end
	if r.sense(i, cActor).rule.Order == "whole" { // a name, and no more than that
		if k := r.headBefore(i); k >= 0 {
			return r.actorAt(k)
		}
		return r.trimParticle(stretch{r.withArticle(i), r.withPlace(i)})
	}
	if r.sense(i, cActor).rule.Order == "name" && r.lx.particled { // 김상곤 교육부 장관은
		return r.titled(i)
	}
	if r.sense(i, cActor).rule.Order == "name" { // a person: her name and her surname
		return r.trim(stretch{t.start, r.surname(r.untilWall(i))})
	}
	if r.sense(i, cActor).rule.Order == "open" {
		end = r.untilVerb(i)
	}
	switch {
	case r.lx.capitals:
		end = r.untilInitials(r.shortForm(r.capitalised(end)))
	case r.lx.articled:
		end = r.definiteEnd(r.withArticle(i), r.untilWall(i))
	case r.lx.unparted:
		end = r.company(i, r.untilWall(i))
	case r.lx.particled:
		return r.subjectless(stretch{r.wordStart(t.start), end}, i)
	}
	return r.trim(stretch{r.withArticle(i), end})
}

// maxModifiers is how many words of a name may stand before the head that ends it.
const maxModifiers = 4

// modifiersBefore is where the name begins that the head at token i ends: at the
// last word of the rules before it, but one that names a body too, or at a sign.
func (r *reader) modifiersBefore(i int) int32 {
	start := r.toks[i].start
	for n := 0; n < maxModifiers; n++ {
		word := r.lastWord(start)
		if word.empty() {
			break
		}
		if k := r.tokenEnding(word.end); k >= 0 && r.toks[k].mask&(cActor|cIndicator|cPlace|cUnit) == 0 {
			break
		}
		start = word.start
	}
	return start
}

// tokenEnding is the token that ends at folded offset at, or -1.
func (r *reader) tokenEnding(at int32) int {
	if k := r.tokenAfter(at) - 1; k >= 0 && r.toks[k].end == at {
		return k
	}
	return -1
}

// definiteEnd is where a name from start to end breaks off: behind a word with
// the article none without it goes on with the name (وزير النفط العراقي إحسان),
// but one that a preposition opens and a word with the article closes (لكرة القدم).
func (r *reader) definiteEnd(start, end int32) int32 {
	definite := false
	for i := start; i < end; {
		j := i
		for j < end && r.s[j] != ' ' {
			j++
		}
		switch w := r.s[i:j]; {
		case strings.ContainsAny(w, "\"'()-"):
			return end
		case r.carriesArticle(w):
			definite = true
		case definite && !(j < end && r.carriesArticle(r.s[j+1:end]) && (r.letterIs(w, cLink) || r.goesOnWith(w, i))):
			return i - 1
		}
		i = j + 1
	}
	return end
}

// goesOnWith says whether a word at folded offset i that opens with a joining
// letter belongs to the name before it (وزارة الاتصالات وتقنية المعلومات), and
// is no other body (ووزارة المالية).
func (r *reader) goesOnWith(w string, i int32) bool {
	if !r.letterIs(w, cNumberJoin) {
		return false
	}
	_, size := utf8.DecodeRuneInString(w)
	k := r.tokenAt(i + int32(size))
	return k < 0 || r.toks[k].mask&(cActor|cCue|cReport|cBreak|cClauseBreak|cIncrease|cDecrease) == 0
}

// carriesArticle says whether a word opens with an article, behind a joining
// letter (والطاقة) or contracted with the preposition before it (للاستثمار) too.
func (r *reader) carriesArticle(w string) bool {
	for _, a := range r.lx.articles {
		_, size := utf8.DecodeRuneInString(a)
		_, first := utf8.DecodeRuneInString(w)
		if strings.HasPrefix(w, a) || strings.HasPrefix(w, a[size:]+a[size:]) || strings.HasPrefix(w[first:], a) && r.letterIs(w, cNumberJoin) {
			return true
		}
	}
	return false
}

// letterIs says whether the lexicon knows the first letter of a word as a word of
// a class, attached as it is.
func (r *reader) letterIs(w string, c classes) bool {
	_, size := utf8.DecodeRuneInString(w)
	f, ok := r.lx.match(w[:size], 0, place{wordStart: true})
	return ok && f.mask&c != 0
}

// surname goes on over one space to the end of the next word, where no word of
// the rules opens it, or the title of a person follows it: นายสมชาย ใจดี.
func (r *reader) surname(at int32) int32 {
	if byteAt(r.s, int(at)) != ' ' {
		return at
	}
	end := int32(r.letters.End(int(at) + 1))
	if n := utf8.RuneCountInString(r.s[at+1 : end]); n < shortestName || n > longestSurname {
		return at
	}
	k := r.tokenAt(at + 1)
	opens := k >= 0 && r.toks[k].start == at+1 && r.toks[k].mask&(cCue|cReport|cActor|cBreak|cClauseBreak|cLink) != 0
	if opens && (r.toks[k].end == end || byteAt(r.s, int(end)) != ' ' || !r.is(r.tokenAt(end+1), cActor)) {
		return at
	}
	return end
}

// longestSurname is how many letters a surname may have.
const longestSurname = 20

// headOf is the first of the heads that stand side by side up to token i, where
// words carry articles: رئيس الهيئة العامة is one body.
func (r *reader) headOf(i int) int {
	for r.lx.articled && r.names(i-1) && r.joined(i-1, i) && !r.oblique(i-1) && r.toks[i-1].sent == r.toks[i].sent {
		i--
	}
	return i
}

// outerHead is the first head of the name that token i stands in.
func (r *reader) outerHead(i int) int {
	if k := r.headBefore(i); k >= 0 {
		return k
	}
	return r.headOf(i)
}

// headBefore is the token of the head noun right before a name, with a quotation
// mark between them or not (شركة "تويوتا"); -1: none.
func (r *reader) headBefore(i int) int {
	k := i - 1
	if r.sym(k, '"') && r.touching(k, i) {
		k--
	}
	if r.names(k) && r.sense(k, cActor).rule.Order == "" && r.sense(k, cActor).rule.Side != rules.After && r.near(k, i, 3) && r.toks[i].prefix == 0 {
		return k
	}
	return -1
}

// wordStart is the start of the space-separated word that holds offset i.
func (r *reader) wordStart(i int32) int32 {
	return int32(r.letters.Start(int(i)))
}

// wordEnd is the end of the word that holds offset i.
func (r *reader) wordEnd(i int32) int32 {
	end := int32(r.letters.End(int(i)))
	if end-i <= longestWord {
		return end
	}
	for end = i + longestWord; !utf8.RuneStart(r.s[end]); {
		end++
	}
	return end
}

// maxName is how many words of a name may follow its head.
const maxName = 9

// longSyllable is how many letters a syllable may have that a small one goes on with.
const longSyllable = 6

// capitalised follows a name through words with a capital, and through short
// joining words between two of them ("Bộ Khoa học và Công nghệ").
func (r *reader) capitalised(at int32) int32 {
	end := at
	i := at
	small, run := 0, 0
	for n := 0; n < maxName && int(i) < len(r.s); n++ {
		if r.s[i] != ' ' {
			break
		}
		i++
		j := i
		for int(j) < len(r.s) && (r.letters.At(int(j)) || j > i && r.s[j] == '&' && r.letters.At(int(j)+1)) {
			_, size := utf8.DecodeRuneInString(r.s[j:])
			j += int32(size)
		}
		if j == i {
			break
		}
		switch {
		case r.capital(i):
			run++
			if small > 0 {
				run = 1
			}
			end, small = j, 0
		case small == 0 && run == 1 && utf8.RuneCountInString(r.s[r.wordStart(end):end]) <= longSyllable && !r.endsName(i): // Thống kê, Công nghệ
			end, small = j, 1
		case small < 2 && !r.endsName(i):
			small++
		default:
			return end
		}
		i = j
	}
	return end
}

// endsName says whether a word that ends a name begins at folded offset i.
func (r *reader) endsName(i int32) bool {
	k := r.tokenAt(i)
	return k >= 0 && r.toks[k].form == word && r.toks[k].mask&(cCue|cReport|cLink|cBreak|cClauseBreak|cAtTime|cDeadline|cIncrease|cDecrease|cFrom|cTo) != 0
}

// shortForm goes on to the end of the short name in brackets behind a name:
// "Bảo hiểm xã hội Việt Nam (BHXH)".
func (r *reader) shortForm(at int32) int32 {
	if !strings.HasPrefix(r.s[at:], " (") {
		return at
	}
	end := int32(r.letters.End(int(at + 2)))
	if byteAt(r.s, int(end)) == ')' && r.capital(at+2) {
		return end + 1
	}
	return at
}

// untilWall follows a name to the next word that ends it.
func (r *reader) untilWall(i int) int32 {
	t := &r.toks[i]
	end := t.end
	limit := int32(len(r.s))
	quoted := false
	for k := i + 1; k < len(r.toks); k++ {
		u := &r.toks[k]
		if u.isSym('"') && (quoted || r.near(k-1, k, 2)) { // شركة "سايبم"
			if quoted {
				limit = u.end
				break
			}
			quoted = true
			continue
		}
		if quoted && u.form == word || r.longAlef(k) {
			continue
		}
		if u.form == word && u.seg == t.seg && !r.used[k] && r.definite(k) && u.mask&(cBreak|cReport|cTo|cFrom|cAtTime) == 0 {
			continue // with the article it is a noun of the name: الهيئة العامة للاستثمار
		}
		if u.form == symbol || u.form == figure || r.used[k] || u.seg != t.seg ||
			u.mask&(cBreak|cCue|cDeadline|cReport|cLink|cIncrease|cDecrease|cFrom|cTo|cClauseBreak|cAtTime|cCompare) != 0 && u.mask&cActor == 0 && !r.sideIs(k, cLink, rules.Before) {
			limit = u.start - int32(u.prefix)
			break
		}
	}
	words := 0
	for int(end) < len(r.s) && end < limit && words <= maxName && r.s[end] != '\n' {
		_, size := utf8.DecodeRuneInString(r.s[end:])
		if r.s[end] == ' ' {
			words++
			if r.lx.unparted {
				break
			}
		}
		end += int32(size)
	}
	return min(end, limit)
}
