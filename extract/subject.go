package extract

import (
	"strings"
	"unicode/utf8"
)

// firstInClause is, where words are not parted and verbs stand before their
// objects, the first body of the clause nearest before token at that names one:
// "กรม ก ร่วมกับกรม ข ตั้งเป้า". One that a preposition leads is taken only where
// its clause names no other.
func (r *reader) firstInClause(sent, at int) stretch {
	found, led := -1, -1
	for i, n := at-1, 0; i >= r.sents[sent].first && n < maxActors; i, n = i-1, n+1 {
		if near := max(found, led); near >= 0 && (r.toks[i].clause != r.toks[near].clause || r.sym(i, '-') || r.sym(i, ':') || r.is(i, cReport) && !r.is(i, cCue)) {
			break
		}
		switch {
		case !r.names(i):
			if s := r.chunkOn(i); !s.empty() && found < 0 {
				return s
			}
		case r.ledTo(i):
			led = i
		default:
			found = i
		}
	}
	if found < 0 {
		found = led
	}
	if found < 0 {
		return stretch{}
	}
	return r.inFull(sent, r.actorAt(found))
}

// ledTo says whether a preposition, a joining word or the noun that a body
// describes stands right before the body at token i: ของรัฐบาล, ร่วมกับกระทรวง,
// นโยบายรัฐบาล.
func (r *reader) ledTo(i int) bool {
	start := r.toks[i].start
	if i == 0 || r.toks[i-1].end < start {
		return r.letters.At(int(start)-1) || i > 0 && r.near(i-1, i, 1) && r.governs(i-1)
	}
	return r.governs(i - 1)
}

// governs says whether the word at token i makes what follows no subject.
func (r *reader) governs(i int) bool {
	return r.is(i, cLink|cFrom|cTo|cAtTime|cPer|cNumberJoin|cVersus|cIndicator|cShadow) && !r.names(i)
}

// inFull is a name with the short form in brackets behind it, whichever of the
// two was found: การท่องเที่ยวแห่งประเทศไทย (ททท.).
func (r *reader) inFull(sent int, s stretch) stretch {
	if s.empty() {
		return s
	}
	if rest := r.s[s.end:min(len(r.s), int(s.end)+longestShortForm)]; strings.HasPrefix(strings.TrimLeft(rest, " "), "(") {
		end := strings.IndexByte(rest, ')')
		if end > 0 && !strings.ContainsAny(strings.TrimLeft(rest, " ")[1:], "(") && r.shortWord(stretch{s.end + int32(strings.IndexByte(rest, '(')) + 1, s.end + int32(end)}) {
			s.end += int32(end) + 1
		}
		return s
	}
	if byteAt(r.s, int(s.start)-1) != '(' || byteAt(r.s, int(s.end)) != ')' {
		return s
	}
	before := s.start - 1
	for before > 0 && r.s[before-1] == ' ' {
		before--
	}
	for i, n := r.tokenAfter(before)-1, 0; i >= r.sents[sent].first && n < maxName; i, n = i-1, n+1 {
		if !r.names(i) {
			continue
		}
		if name := r.actorAt(i); name.end == before {
			return stretch{name.start, s.end + 1}
		}
	}
	return s
}

// longestShortForm is how many bytes the short form of a name may take with its brackets.
const longestShortForm = 48

// shortWord says whether a stretch is one word, or a name in Latin letters.
func (r *reader) shortWord(s stretch) bool {
	body := r.s[s.start:s.end]
	latin := len(body) == utf8.RuneCountInString(body)
	return len(body) > 1 && (latin && strings.Count(body, " ") <= 3 || strings.IndexByte(body, ' ') < 0)
}

// withPlace is the end of a name to which a place right behind it belongs:
// รัฐบาลเกาหลีใต้.
func (r *reader) withPlace(i int) int32 {
	if r.lx.unparted && r.is(i+1, cPlace) && r.touching(i, i+1) && !r.used[i+1] {
		return r.toks[i+1].end
	}
	return r.toks[i].end
}
