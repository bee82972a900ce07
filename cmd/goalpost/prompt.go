package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus"
	"goalpost/corpus/text"
	"goalpost/extract"
	"goalpost/extract/review"
)

const promptHelp = `a  accept            A  accept all left in this group (asks)
r  reject, with a reason           R  reject all left in this group
c  correct: in $EDITOR, or c value=45 deadline=2030
s  put off           n TEXT  a note for the next decision
j  next undecided    k  the one before    g NUMBER  go to
x  split the group: decide one by one
d  fields on or off  i  where it comes from   e  explain how it is read   o  open in the browser
u  undo my last decision
?  this help         q  quit: nothing is lost
`

// prompting is a review on a terminal: one line in, one decision out. A line
// works with every input method, where single keys would not.
type prompting struct {
	*desk
	in     *bufio.Scanner
	actor  string
	queue  []laid
	at     int
	note   string
	single bool // groups are split
	bare   bool // fields are not shown
	last   []string
	since  time.Time
}

// errQuit ends the prompt.
var errQuit = errors.New("quit")

// prompt asks about each open change until none is left or the reviewer quits.
func (d *desk) prompt(in io.Reader, actor string) (err error) {
	p := &prompting{desk: d, in: bufio.NewScanner(in), actor: actor}
	if err := p.reload(); err != nil {
		return err
	}
	for len(p.queue) > 0 {
		p.show()
		if !p.in.Scan() {
			break
		}
		switch err := p.obey(strings.TrimSpace(p.in.Text())); {
		case errors.Is(err, errQuit):
			return nil
		case err != nil:
			report(d.stderr, err)
			if err := p.renew(); err != nil { // somebody else may have decided meanwhile
				return err
			}
		}
	}
	if len(p.queue) == 0 {
		fmt.Fprintln(d.stderr, "nothing is left to decide")
	}
	return p.in.Err()
}

// renew reads the log anew.
func (p *prompting) renew() error {
	clear(p.laid)
	if err := p.load(); err != nil {
		return err
	}
	return p.reload()
}

func (p *prompting) reload() (err error) {
	p.queue, err = p.desk.queue(review.Query{}, diffFlags{})
	p.at = min(p.at, max(len(p.queue)-1, 0))
	return err
}

// group are the places in the queue of the changes that are alike.
func (p *prompting) group() (out []laid) {
	for _, c := range p.queue {
		if c.Group == p.queue[p.at].Group {
			out = append(out, c)
		}
	}
	return out
}

func (p *prompting) show() {
	c := p.queue[p.at]
	if p.bare {
		item := *c.Item
		item.Fields = nil
		c.Item = &item
	}
	fmt.Fprintf(p.stdout, "\n%d of %d", p.at+1, len(p.queue))
	if n := len(p.group()); n > 1 && !p.single {
		fmt.Fprintf(p.stdout, ", one of %d alike (A accepts them all)", n)
	}
	fmt.Fprintln(p.stdout)
	printer{p.stdout, p.colour(p.stdout)}.change(c)
	fmt.Fprint(p.stdout, "[a r c s j k x d i e o u n ? q] ")
	p.since = time.Now()
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
		return p.reject(p.queue[p.at:p.at+1], rest)
	case "c":
		return p.correct(rest)
	case "s":
		return p.decide(p.queue[p.at:p.at+1], review.Defer, verdictFlags{})
	case "u":
		return p.takeBack()
	case "n":
		p.note = rest
	case "o":
		return p.browse()
	case "q":
		return errQuit
	default:
		return p.look(key, rest)
	}
	return nil
}

// look moves about and shows more; it decides nothing.
func (p *prompting) look(key, rest string) error {
	switch key {
	case "j", "":
		p.at = min(p.at+1, len(p.queue)-1)
	case "k":
		p.at = max(p.at-1, 0)
	case "g":
		n, err := strconv.Atoi(rest)
		if err != nil || n < 1 || n > len(p.queue) {
			return wrong("", "g goes to a number from 1 to %d", len(p.queue))
		}
		p.at = n - 1
	case "x":
		p.single = true
	case "d":
		p.bare = !p.bare
	case "e":
		return p.explain()
	case "i":
		c := p.queue[p.at]
		printer{p.stdout, p.colour(p.stdout)}.fields("  ", []field{
			{"article", c.row.ID},
			{"url", c.row.URL},
			{"published", c.row.Published},
			{"rules", c.row.Rules},
			{"group", c.Group},
			{"claim", c.Claim().ID},
			{"confidence", fmt.Sprintf("%.2f", c.Claim().Confidence)},
			{"one claim", sureness(c.Score)},
		})
	default:
		fmt.Fprint(p.stdout, promptHelp)
	}
	return nil
}

// sureness says how sure it is that both sides are one claim; "" where there is one side.
func sureness(score float64) string {
	if score == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f sure", score)
}

// decide writes one decision on each change and goes on.
func (p *prompting) decide(list []laid, v review.Verdict, flags verdictFlags) error {
	flags.note = p.note
	if flags.scope == "" {
		flags.scope = string(review.ThisClaim)
	}
	var out []review.Decision
	for _, c := range list {
		one, err := verdict(c, v, p.actor, withExpect(flags))
		if err != nil {
			return wrong("", "%w", err)
		}
		one.Seconds = time.Since(p.since).Seconds() / float64(len(list))
		out = append(out, one)
	}
	if err := p.write(out...); err != nil {
		return err
	}
	p.last, p.note = nil, ""
	for _, one := range out {
		p.last = append(p.last, one.Change)
	}
	if v == review.Defer {
		p.at++
	}
	return p.reload()
}

func withExpect(f verdictFlags) verdictFlags {
	f.expect = -1
	return f
}

func (p *prompting) decideGroup(key, rest string) error {
	list := p.group()
	if p.single {
		list = p.queue[p.at : p.at+1]
	}
	flags := verdictFlags{where: "group=" + list[0].Group, sample: 3, yes: true}
	if err := p.showSample(list, flags); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "decide on all %d? [y/N] ", len(list))
	if !p.in.Scan() || !strings.HasPrefix(strings.ToLower(p.in.Text()), "y") {
		fmt.Fprintln(p.stdout, "nothing was decided")
		return nil
	}
	if key == "R" {
		return p.reject(list, rest)
	}
	return p.decide(list, review.Accept, flags)
}

// reject asks for the reason where the line gives none: by number or by name.
func (p *prompting) reject(list []laid, reason string) error {
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
	return p.decide(list, review.Reject, verdictFlags{reason: reason})
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
	before := review.Fields(p.queue[p.at].Claim())
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

// explain tells which words decided what the claim is, by the rules at hand.
func (p *prompting) explain() error {
	c := p.queue[p.at]
	if c.New == nil {
		return wrong("goalpost rules explain reads any sentence", "the claim is not read any more")
	}
	sets, err := p.sets([]string{string(c.Lang)})
	if err != nil {
		return err
	}
	for _, v := range extract.New(sets[0]).Explain(extract.Doc{Text: c.now.Text, Title: c.row.Title, Published: c.row.Published}).Values {
		if v.Start >= c.New.End || c.New.Start >= v.End {
			continue
		}
		fmt.Fprintf(p.stdout, "  %s is read as %s\n", shield(v.Quote), v.Status)
		runes := []rune(c.now.Text)
		for _, vote := range v.Votes {
			fmt.Fprintf(p.stdout, "    %-8s %+.2f  %s  %s\n", vote.Status, vote.Weight, vote.Rule, shield(string(runes[vote.Start:vote.End])))
		}
	}
	return nil
}

// takeBack undoes the reviewer's last decision, a group as a whole.
func (p *prompting) takeBack() error {
	if len(p.last) == 0 {
		return wrong("goalpost review log shows all decisions", "there is no decision of this sitting to take back")
	}
	for _, change := range p.last {
		for _, one := range p.ledger.Live() {
			if one.Change != change || one.Actor != p.actor {
				continue
			}
			if err := p.undo(one.ID, p.actor); err != nil {
				return err
			}
		}
	}
	p.last = nil
	return p.reload()
}

// browse opens the article where it was read.
func (p *prompting) browse() error {
	url := p.queue[p.at].row.URL
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
