package crawl

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// RobotsLimit is how much of a robots.txt is read, in bytes; RFC 9309, 2.5 asks
// for at least 500 KiB.
const RobotsLimit = 1 << 20

// Robots is what a robots.txt says (RFC 9309).
type Robots struct {
	Sitemaps []string // as written
	agents   map[string]*group
	all      *Verdict // decides for every URL: there is no file, or it could not be had
}

// group is what is said to one product token; groups that name it more than
// once are one (RFC 9309, 2.2.1).
type group struct {
	rules []rule
	delay time.Duration // Crawl-delay, which is no part of the RFC; 0: none
	line  int           // of the delay
}

type rule struct {
	allow   bool
	pattern string // percent-encoded
	line    int
	text    string // as written
}

// Verdict says whether a URL may be fetched, and why.
type Verdict struct {
	Allowed bool
	Agent   string // the product token whose group decided; "*" for all; "": no group
	Line    int    // of robots.txt, from 1; 0: no line decided
	Rule    string // the line that decided, as written
	Why     string // where no line decided
}

// RobotsFor makes rules of a server's answer to the request for robots.txt: a
// file of at most [RobotsLimit] bytes counts with a 2xx, a 4xx is no file, so
// all is allowed, a 5xx, 429 or no answer (status 0) forbids all (RFC 9309, 2.3.1).
func RobotsFor(status int, body []byte) *Robots {
	switch {
	case status >= 200 && status < 300:
		return ParseRobots(body)
	case status == 0:
		return &Robots{all: &Verdict{Why: "robots.txt gave no answer"}}
	case status >= 500 || status == http.StatusTooManyRequests:
		return &Robots{all: &Verdict{Why: "robots.txt answered " + strconv.Itoa(status)}}
	}
	return &Robots{all: &Verdict{Allowed: true, Why: "no robots.txt: it answered " + strconv.Itoa(status)}}
}

// ParseRobots reads a robots.txt. It never fails: lines that say nothing are
// passed over.
func ParseRobots(body []byte) *Robots {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if len(body) > RobotsLimit {
		body = body[:RobotsLimit]
		body = body[:bytes.LastIndexAny(body, "\r\n")+1] // half a line could say the opposite
	}
	p := robotsParser{r: &Robots{agents: map[string]*group{}}}
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(body))
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		p.line(number, line)
	}
	return p.r
}

type robotsParser struct {
	r       *Robots
	current []*group // that the lines to come belong to
	ruled   bool     // a rule has come since the last User-agent
}

func (p *robotsParser) line(number int, text string) {
	key, value, ok := directive(text)
	if !ok {
		return
	}
	switch key {
	case "user-agent", "useragent", "user agent":
		if p.ruled {
			p.current, p.ruled = nil, false
		}
		if token := agentToken(value); token != "" {
			p.current = append(p.current, p.group(token))
		}
	case "allow", "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw":
		p.ruled = true
		if value == "" {
			return
		}
		for _, g := range p.current {
			g.rules = append(g.rules, rule{key == "allow", encoded(value), number, strings.TrimSpace(text)})
		}
	case "crawl-delay", "crawldelay":
		seconds, err := strconv.ParseFloat(value, 64)
		if err != nil || seconds < 0 || seconds > 1e6 {
			return
		}
		for _, g := range p.current {
			g.delay, g.line = time.Duration(seconds*float64(time.Second)), number
		}
	case "sitemap", "site-map":
		p.r.Sitemaps = append(p.r.Sitemaps, value)
	}
}

func (p *robotsParser) group(token string) *group {
	g := p.r.agents[token]
	if g == nil {
		g = &group{}
		p.r.agents[token] = g
	}
	return g
}

// directive cuts a line into its key, in lower case, and its value. As Google
// does, a line of two words counts without its colon.
func directive(text string) (key, value string, ok bool) {
	text, _, _ = strings.Cut(text, "#")
	text = strings.TrimSpace(text)
	if key, value, ok = strings.Cut(text, ":"); !ok {
		words := strings.Fields(text)
		if len(words) != 2 {
			return "", "", false
		}
		key, value = words[0], words[1]
	}
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value), true
}

// agentToken is the product token at the start of a User-agent line, in lower
// case, or "*". Letters, "_" and "-" belong to it (RFC 9309, 2.2.1).
func agentToken(value string) string {
	if value == "*" || strings.HasPrefix(value, "* ") || strings.HasPrefix(value, "*\t") {
		return "*"
	}
	return strings.ToLower(value[:tokenLen(value)])
}

func tokenLen(s string) int {
	for i := range len(s) {
		if c := s[i] | 0x20; (c < 'a' || c > 'z') && s[i] != '_' && s[i] != '-' {
			return i
		}
	}
	return len(s)
}

// encoded writes what is not ASCII in percent-encoding, and its digits in upper case.
func encoded(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			b.WriteString(strings.ToUpper(s[i : i+3]))
			i += 2
		case c >= 0x80:
			b.Write([]byte{'%', upperHex[c>>4], upperHex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// of is the group for a product token, compared whole: the rules for Foo do not
// govern FooBar.
func (r *Robots) of(agent string) (token string, g *group) {
	token = strings.ToLower(agent)
	if g = r.agents[token]; g == nil {
		token = "*"
		g = r.agents[token]
	}
	return token, g
}

// Explain says whether the agent with this product token may fetch a URL, whose
// path is taken as it is sent: percent-encoded. The longest pattern that matches
// decides, at equal length Allow (RFC 9309, 2.2.2).
func (r *Robots) Explain(agent, url string) Verdict {
	if r.all != nil {
		return *r.all
	}
	path := pathOf(url)
	token, g := r.of(agent)
	switch {
	case path == "/robots.txt":
		return Verdict{Allowed: true, Why: "robots.txt itself is always allowed"}
	case g == nil:
		return Verdict{Allowed: true, Why: "robots.txt has no group for " + strconv.Quote(agent) + " or \"*\""}
	}
	best := -1
	for i, x := range g.rules {
		if !x.matches(path) {
			continue
		}
		if best < 0 || len(x.pattern) > len(g.rules[best].pattern) ||
			len(x.pattern) == len(g.rules[best].pattern) && x.allow && !g.rules[best].allow {
			best = i
		}
	}
	if best < 0 {
		return Verdict{Allowed: true, Agent: token, Why: "no rule of its group matches"}
	}
	return Verdict{Allowed: g.rules[best].allow, Agent: token, Line: g.rules[best].line, Rule: g.rules[best].text}
}

// Delay is the Crawl-delay asked of the agent and its line; 0 where none is.
func (r *Robots) Delay(agent string) (delay time.Duration, line int) {
	if _, g := r.of(agent); g != nil {
		return g.delay, g.line
	}
	return 0, 0
}

// pathOf is path and query of a URL as they stand there, "/" where there is none.
func pathOf(url string) string {
	if _, rest, ok := strings.Cut(url, "://"); ok {
		url = rest
	}
	url, _, _ = strings.Cut(url, "#")
	i := strings.IndexAny(url, "/?")
	switch {
	case i < 0:
		return "/"
	case url[i] == '?':
		return "/" + url[i:]
	}
	return url[i:]
}

// matches compares the pattern with a path. What forbids also counts in the
// form in which ASCII is not percent-encoded (RFC 9309, 2.2.2), so that no
// spelling opens what is closed; what allows counts as it is written.
func (x rule) matches(path string) bool {
	return globMatch(x.pattern, path) || !x.allow && globMatch(oneForm(x.pattern), oneForm(path))
}

// globMatch matches a pattern with "*" and a final "$" against the start of a
// path, in time linear in the path for each "*".
func globMatch(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	if len(parts) == 1 {
		return !whole || rest == ""
	}
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(rest, part)
		if i < 0 {
			return false
		}
		rest = rest[i+len(part):]
	}
	last := parts[len(parts)-1]
	if whole {
		return strings.HasSuffix(rest, last)
	}
	return strings.Contains(rest, last)
}
