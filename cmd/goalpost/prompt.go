package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/extract"
	"goalpost/extract/review"
	"goalpost/rules"
)

const promptHelp = `a  accept            A  accept all left in this group (asks)
r  reject, with a reason           R  reject all left in this group
c  correct: in $EDITOR, or c value=45 deadline=2030
s  put off           n TEXT  a note for the next decision
j  next undecided    k  the one before
J  next of all       K  the one before, decided ones too
g NUMBER  go to      / TEXT  find, onwards; / alone finds the next
x  split the group: decide one by one
d  what is other, on or off        v  both texts, the old one, the new one
i  where it comes from, and the rules that were edited
e  explain how it is read          o  open in the browser
u  undo my last decision
?  this help         q  quit: nothing is lost
`

// prompting is a review on a terminal: one line in, one decision out. A line
// works with every input method, where single keys would not.
type prompting struct {
	*desk
	in     *bufio.Scanner
	actor  string
	queue  []entry // what was decided in this sitting stays in its place
	done   map[string]review.Verdict
	at     int
	note   string
	find   string // what was looked for last
	single bool   // groups are split
	view   view
	last   []string // changes of the last decision
	since  time.Time
}

// errQuit ends the prompt.
var errQuit = errors.New("quit")

// prompt asks about each open change until the reviewer quits.
func (d *desk) prompt(in io.Reader, actor string) (err error) {
	p := &prompting{desk: d, in: bufio.NewScanner(in), actor: actor, done: map[string]review.Verdict{}}
	if err := p.reload(); err != nil {
		return err
	}
	for len(p.queue) > 0 {
		if err := p.show(); err != nil {
			return err
		}
		if !p.in.Scan() {
			break
		}
		switch err := p.obey(strings.TrimSpace(p.in.Text())); {
		case errors.Is(err, errQuit):
			return nil
		case err != nil:
			report(d.stderr, err)
			if err := p.reload(); err != nil { // somebody else may have decided meanwhile
				return err
			}
		}
	}
	if len(p.queue) == 0 {
		fmt.Fprintln(d.stderr, "nothing is left to decide")
	}
	return p.in.Err()
}

// reload reads the log anew, and what waits by it.
func (p *prompting) reload() error {
	p.desk.last = nil
	if err := p.load(); err != nil {
		return err
	}
	open, err := p.desk.queue(review.Query{}, diffFlags{})
	p.merge(open, func(entry) bool { return true })
	return err
}

// renew lays out anew what waits in some articles.
func (p *prompting) renew(articles map[string]bool) error {
	var open []entry
	for _, article := range slices.Sorted(maps.Keys(articles)) {
		row, err := p.st.Article(p.ctx, article)
		if err != nil {
			return dataFailure(err)
		}
		s, err := p.sheet(row)
		if err != nil {
			return dataFailure(err)
		}
		for i := range s.items {
			if s.items[i].State.Open() {
				open = append(open, waits(laid{s, &s.items[i]}))
			}
		}
	}
	p.merge(open, func(w entry) bool { return articles[w.article] })
	return nil
}

// merge marks which of the entries in question still wait, and adds new ones at
// the end, so that the others keep their numbers.
func (p *prompting) merge(open []entry, inQuestion func(entry) bool) {
	waits := map[string]bool{}
	for _, w := range open {
		waits[w.change] = true
	}
	known := map[string]bool{}
	for _, w := range p.queue {
		known[w.change] = true
		switch {
		case !inQuestion(w):
		case waits[w.change]:
			delete(p.done, w.change)
		case p.done[w.change] == "":
			p.done[w.change] = "decided elsewhere"
		}
	}
	for _, w := range open {
		if !known[w.change] {
			p.queue = append(p.queue, w)
		}
	}
}

// waits says whether the change at a place of the queue still has to be decided.
func (p *prompting) waits(at int) bool { return p.done[p.queue[at].change] == "" }

// left is how many changes still wait.
func (p *prompting) left() (n int) {
	for i := range p.queue {
		n += boolInt(p.waits(i))
	}
	return n
}

// step goes to the next place in a direction for which the test holds, and stays
// where there is none.
func (p *prompting) step(by int, test func(at int) bool) bool {
	for at := p.at + by; at >= 0 && at < len(p.queue); at += by {
		if test(at) {
			p.at = at
			return true
		}
	}
	return false
}

// onward goes to the next change that waits, from the begin where none does behind.
func (p *prompting) onward() {
	if p.waits(p.at) || p.step(1, p.waits) {
		return
	}
	p.at = max(slices.IndexFunc(p.queue, func(w entry) bool { return p.done[w.change] == "" }), 0)
}

// group are the changes that wait and are like the one at hand.
func (p *prompting) group() (out []entry) {
	for i, w := range p.queue {
		if w.group == p.queue[p.at].group && p.waits(i) {
			out = append(out, w)
		}
	}
	return out
}

func (p *prompting) show() error {
	w, left := p.queue[p.at], p.left()
	fmt.Fprintf(p.stdout, "\n%d of %d, %d left", p.at+1, len(p.queue), left)
	if n := len(p.group()); n > 1 && p.waits(p.at) && !p.single {
		fmt.Fprintf(p.stdout, ", one of %d alike (A accepts them all)", n)
	}
	fmt.Fprintln(p.stdout)
	c, err := p.open(w)
	switch {
	case errors.Is(err, errGone):
		fmt.Fprintf(p.stdout, "%s  %s: its article is reviewed (u takes your last decision back)\n", w.change, p.done[w.change])
	case err != nil:
		return err
	default:
		printer{p.stdout, p.colour(p.stdout)}.viewed(c, p.view)
	}
	if left == 0 {
		fmt.Fprintln(p.stdout, "nothing is left to decide; u takes your last decision back, q quits")
	}
	fmt.Fprint(p.stdout, "[a r c s j k / x d v i e o u n ? q] ")
	p.since = time.Now()
	return nil
}

// here is the change at hand, laid out.
func (p *prompting) here() (laid, error) {
	c, err := p.open(p.queue[p.at])
	if errors.Is(err, errGone) {
		return c, wrong("j goes to one that waits, u takes your last decision back", "this change is decided")
	}
	return c, err
}

// obey does what one line asks for.
func (p *prompting) obey(line string) error {
	key, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	switch key {
	case "a":
		return p.decide(p.queue[p.at:p.at+1], review.Accept, verdictFlags{})
	case "A", "R":
		return p.decideGroup(key, rest)
	case "r":
		return p.reject(p.queue[p.at:p.at+1], rest, verdictFlags{})
	case "c":
		return p.correct(rest)
	case "s":
		return p.decide(p.queue[p.at:p.at+1], review.Defer, verdictFlags{})
	case "u":
		return p.takeBack()
	case "n":
		p.note = rest
		fmt.Fprintf(p.stdout, "note for the next decision: %s\n", first(shield(p.note), "none"))
	case "o":
		return p.browse()
	case "q":
		return errQuit
	default:
		if key != "" && key[0] == '/' {
			return p.search(strings.TrimSpace(line[1:]))
		}
		return p.look(key, rest)
	}
	return nil
}

// look moves about and shows more; it decides nothing.
func (p *prompting) look(key, rest string) error {
	every := func(int) bool { return true }
	switch key {
	case "j", "":
		p.step(1, p.waits)
	case "k":
		p.step(-1, p.waits)
	case "J":
		p.step(1, every)
	case "K":
		p.step(-1, every)
	case "g":
		n, err := strconv.Atoi(rest)
		if err != nil || n < 1 || n > len(p.queue) {
			return wrong("", "g goes to a number from 1 to %d", len(p.queue))
		}
		p.at = n - 1
	case "x":
		p.single = !p.single
	case "d":
		p.view.plain = !p.view.plain
	case "v":
		p.view.next()
	case "e":
		return p.explain()
	case "i":
		return p.inform()
	default:
		fmt.Fprint(p.stdout, promptHelp)
	}
	return nil
}

// search goes to the next change in which the words stand, from the begin where
// none does behind.
func (p *prompting) search(words string) error {
	if p.find = first(words, p.find); p.find == "" {
		return wrong("", "/ finds a text: / digital")
	}
	want := text.Fold(p.find).Text
	for n := range p.queue {
		at := (p.at + 1 + n) % len(p.queue)
		c, err := p.open(p.queue[at])
		if errors.Is(err, errGone) {
			continue
		}
		if err != nil {
			return err
		}
		var b strings.Builder
		printer{&b, false}.viewed(c, view{plain: true})
		if strings.Contains(text.Fold(b.String()+c.row.URL).Text, want) {
			p.at = at
			return nil
		}
	}
	return wrong("", "no change has %q", p.find)
}

// inform tells where a change comes from.
func (p *prompting) inform() error {
	c, err := p.here()
	if err != nil {
		return err
	}
	pr := printer{p.stdout, p.colour(p.stdout)}
	pr.fields("  ", []field{
		{"article", c.row.ID},
		{"url", c.row.URL},
		{"published", c.row.Published},
		{"read by", readBy(c.from, c.to)},
		{"group", c.Group},
		{"claim", c.Claim().ID},
		{"confidence", fmt.Sprintf("%.2f", c.Claim().Confidence)},
		{"one claim", sureness(c.Score)},
	})
	edits, err := p.edits(c.sheet)
	if err != nil {
		return err
	}
	for _, e := range edits {
		if slices.Contains(c.Edited, e.Rule) {
			pr.ruleEdit(e, "", 0)
		}
	}
	return nil
}

// readBy names the rules and the engine before and now.
func readBy(from, to review.Origin) string {
	name := func(o review.Origin) string { return strings.TrimSpace(o.Rules + ", engine " + o.Engine) }
	if from == (review.Origin{}) || name(from) == name(to) {
		return name(to)
	}
	return name(from) + " → " + name(to)
}

// sureness says how sure it is that both sides are one claim; "" where there is one side.
func sureness(score float64) string {
	if score == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f sure", score)
}

// decide writes one decision on each change and goes on to one that waits.
func (p *prompting) decide(list []entry, v review.Verdict, flags verdictFlags) error {
	if !p.waits(p.at) {
		return wrong("j goes to one that waits, u takes your last decision back", "this change is decided")
	}
	flags.note, flags.expect = p.note, -1
	if flags.scope == "" {
		flags.scope = string(review.ThisClaim)
	}
	var out []review.Decision
	articles := map[string]bool{}
	err := p.each(list, func(c laid) error {
		one, err := verdict(c, v, p.actor, flags)
		if err != nil {
			return wrong("", "%w", err)
		}
		one.Seconds = time.Since(p.since).Seconds() / float64(len(list))
		out = append(out, one)
		articles[c.row.ID] = true
		return nil
	})
	if err == nil {
		err = p.write(out...)
	}
	if err != nil {
		return err
	}
	if err := p.told(out); err != nil {
		return err
	}
	p.last, p.note = nil, ""
	for _, one := range out {
		p.last = append(p.last, one.Change)
		if v != review.Defer {
			p.done[one.Change] = v
		}
	}
	if err := p.renew(articles); err != nil {
		return err
	}
	if v == review.Defer {
		p.step(1, p.waits)
	}
	p.onward()
	return nil
}

func (p *prompting) decideGroup(key, rest string) error {
	list := p.group()
	if p.single || len(list) == 0 {
		list = p.queue[p.at : p.at+1]
	}
	flags := verdictFlags{where: "group=" + list[0].group, sample: 3, yes: true}
	if err := p.showSample(list, flags); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "decide on all %d? [y/N] ", len(list))
	if !p.in.Scan() || !strings.HasPrefix(strings.ToLower(p.in.Text()), "y") {
		fmt.Fprintln(p.stdout, "nothing was decided")
		return nil
	}
	if key == "R" {
		return p.reject(list, rest, flags)
	}
	return p.decide(list, review.Accept, flags)
}

// reject asks for the reason where the line gives none: by number or by name.
func (p *prompting) reject(list []entry, reason string, flags verdictFlags) error {
	if reason == "" {
		for i, r := range review.Reasons() {
			fmt.Fprintf(p.stdout, "%2d %s\n", i+1, r)
		}
		fmt.Fprint(p.stdout, "why? ")
		if !p.in.Scan() {
			return errQuit
		}
		reason = strings.TrimSpace(p.in.Text())
	}
	if n, err := strconv.Atoi(reason); err == nil && n >= 1 && n <= len(review.Reasons()) {
		reason = review.Reasons()[n-1]
	}
	flags.reason = reason
	return p.decide(list, review.Reject, flags)
}

func (p *prompting) correct(rest string) error {
	set := strings.Fields(rest)
	if len(set) == 0 {
		var err error
		if set, err = p.edit(); err != nil || len(set) == 0 {
			return err
		}
	}
	return p.decide(p.queue[p.at:p.at+1], review.Correct, verdictFlags{set: set})
}

// edit lets the reviewer change the fields in an editor, one FIELD=VALUE a line,
// and gives the lines that are other than before.
func (p *prompting) edit() (set []string, err error) {
	editor := strings.Fields(first(p.getenv("VISUAL"), p.getenv("EDITOR"), "vi"))
	dir, err := os.MkdirTemp("", "goalpost-review-*")
	if err != nil {
		return nil, err
	}
	defer func() { err = join(err, os.RemoveAll(dir)) }()
	name := filepath.Join(dir, "claim.txt")
	c, err := p.here()
	if err != nil {
		return nil, err
	}
	before := review.Fields(c.Claim())
	if err := os.WriteFile(name, []byte(strings.Join(before, "\n")+"\n"), 0o600); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(p.ctx, editor[0], append(editor[1:], name)...) //nolint:gosec // the reviewer's own editor
	cmd.Stdin, cmd.Stdout, cmd.Stderr = p.stdin, p.stdout, p.stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%q: %w", editor[0], err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, l := range before {
		known[l] = true
	}
	for l := range strings.SplitSeq(string(data), "\n") {
		if l = strings.TrimSpace(l); l != "" && !known[l] {
			set = append(set, l)
		}
	}
	return set, nil
}

// explain tells which words decided what the claim is, by the rules that read it.
func (p *prompting) explain() error {
	c, err := p.here()
	if err != nil {
		return err
	}
	if c.New == nil {
		return wrong("goalpost rules explain reads any sentence", "the claim is not read any more")
	}
	set, err := p.asRead(c)
	if err != nil {
		return err
	}
	for _, v := range extract.New(set).Explain(extract.Doc{Text: c.now.Text, Title: c.row.Title, Published: c.row.Published}).Values {
		if v.Span.Start >= c.New.End || c.New.Start >= v.Span.End {
			continue
		}
		fmt.Fprintf(p.stdout, "  %s is read as %s\n", shield(v.Quote), v.Status)
		runes := []rune(c.now.Text)
		for _, vote := range v.Votes {
			fmt.Fprintf(p.stdout, "    %-8s %+.2f  %s  %s\n", vote.Status, vote.Weight, vote.Rule, shield(string(runes[vote.Span.Start:vote.Span.End])))
		}
	}
	return nil
}

// asRead is the rules that read a change, as they are kept; else those at hand.
func (p *prompting) asRead(c laid) (*rules.Set, error) {
	kept, err := p.kept(c.to.Rules)
	if err != nil {
		return nil, dataFailure(err)
	}
	if set, err := rules.FromBodies(c.Lang, kept); err == nil && set.Name() == c.to.Rules {
		return set, nil
	}
	sets, err := p.sets([]string{string(c.Lang)})
	if err != nil {
		return nil, err
	}
	return sets[0], nil
}

// takeBack undoes the reviewer's last decision, a group as a whole, and goes there.
func (p *prompting) takeBack() error {
	if len(p.last) == 0 {
		return wrong("goalpost review log shows all decisions", "there is no decision of this sitting to take back")
	}
	changes, ids := map[string]bool{}, []string(nil)
	for _, change := range p.last {
		changes[change] = true
	}
	for _, one := range p.ledger.Live() {
		if one.Actor == p.actor && changes[one.Change] {
			ids = append(ids, one.ID)
		}
	}
	if err := p.undo(p.actor, time.Now().UTC(), ids...); err != nil {
		return err
	}
	back := p.last[0]
	p.last = nil
	if err := p.reload(); err != nil {
		return err
	}
	p.at = max(slices.IndexFunc(p.queue, func(w entry) bool { return w.change == back }), 0)
	return nil
}

// browse opens the article where it was read.
func (p *prompting) browse() error {
	c, err := p.here()
	if err != nil {
		return err
	}
	url := c.row.URL
	if !pipeline.IsURL(url) {
		return wrong("", "the article has no address")
	}
	for _, opener := range []string{first(p.getenv("BROWSER"), "xdg-open"), "open", "wslview"} {
		if path, err := exec.LookPath(opener); err == nil {
			return exec.CommandContext(p.ctx, path, url).Start() //nolint:gosec // the reviewer's own browser
		}
	}
	fmt.Fprintln(p.stdout, url)
	return nil
}

// sentenceOf is the sentence that a claim stands in.
func sentenceOf(source string, c *corpus.Claim) string {
	span := pipeline.Sentence(source, text.NewPoints(source).Span(corpus.Range{Start: c.Start, End: c.End}))
	return strings.TrimSpace(span.Of(source))
}
