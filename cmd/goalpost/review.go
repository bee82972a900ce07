package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"goalpost/corpus/store"
	"goalpost/extract/review"
)

// verdictFlags are the flags of the verbs that decide.
type verdictFlags struct {
	actor, where, reason, scope, note string
	set                               []string
	sample, expect                    int
	yes                               bool
}

func (a *app) reviewCommand() *cobra.Command {
	check, actor := false, ""
	cmd := &cobra.Command{
		Use:     "review",
		Short:   "Decide on what changed: accept, reject, correct, defer, undo",
		GroupID: "review",
		Long: `Review shows what changed since it was last reviewed (see goalpost diff), one change
after the other, and remembers what you decide: it is never asked again. On a
terminal it prompts; everywhere else each verb works alone.

A first review begins with "goalpost review begin", which takes what is extracted
now as seen. From then on only what changes is asked.

Rejecting an added claim says that it is none; rejecting a removed one, that it
still holds; rejecting a change, that the fields stay as they were. A rejection
holds for the claim wherever it moves (--scope claim), or for the same words in
every article (--scope everywhere).

What people should not be asked stands in policies.yaml in the data folder:

  policies:
    - {name: moved, accept: kind=moved|noted}
    - {name: words, accept: kind=reworded and lang!=vi}

Without that file, claims that moved, and those of which only the engine's notes
are other, are accepted.`,
		Example: `  goalpost review begin
  goalpost review list
  goalpost review accept c1f0a2
  goalpost review reject c1f0a2 --reason not_a_target --note "a phone number"
  goalpost review correct c1f0a2 --set value=45 --set deadline=2030
  goalpost review accept --where 'kind=changed and rule=th.share.reach' --sample 10
  goalpost review --check`,
		Args: cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) error {
			return a.atDesk(cmd, func(d *desk) error {
				switch {
				case check:
					return d.check()
				case onTerminal(a.stdin):
					return d.prompt(a.stdin, a.actor(actor))
				}
				return wrong("goalpost review list, then accept, reject, correct or defer by the change's id", "review prompts on a terminal only")
			})
		}),
	}
	cmd.Flags().BoolVar(&check, "check", false, "exit with status 1 while a change of what is claimed is undecided")
	cmd.Flags().StringVar(&actor, "actor", "", "who decides (default: GOALPOST_ACTOR, else the user's name)")
	cmd.AddCommand(a.reviewBegin(), a.reviewList(), a.reviewShow(), a.reviewVerdict(review.Accept), a.reviewVerdict(review.Reject),
		a.reviewVerdict(review.Correct), a.reviewVerdict(review.Defer), a.reviewUndo(), a.reviewLog(), a.reviewApply(), a.reviewExample())
	return cmd
}

// atDesk opens the store for reviewing, brings decisions up to what is
// extracted now, and works.
func (a *app) atDesk(cmd *cobra.Command, work func(*desk) error) (err error) {
	d, err := a.openDesk(cmd.Context(), store.Review, "review")
	if err != nil {
		return err
	}
	defer func() { err = join(err, d.st.Close()) }()
	if err := d.settleAll(); err != nil {
		return err
	}
	return work(d)
}

// onTerminal says whether somebody can answer: /dev/null is a character device too.
func onTerminal(in io.Reader) bool {
	f, ok := in.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// actor is who decides.
func (a *app) actor(told string) string {
	return first(told, a.getenv("GOALPOST_ACTOR"), a.getenv("USER"), "somebody")
}

func (d *desk) check() error {
	n := 0
	for s, err := range d.sheets() {
		if err != nil {
			return err
		}
		for i := range s.items {
			if s.items[i].State.Open() && s.items[i].Major() {
				n++
			}
		}
	}
	if n > 0 {
		return &failure{statusNothing, fmt.Errorf("%s changes of what is claimed are undecided", grouped(n)), "goalpost review list shows them"}
	}
	fmt.Fprintln(d.stderr, "nothing is undecided")
	return nil
}

func (a *app) reviewBegin() *cobra.Command {
	return &cobra.Command{
		Use:   "begin",
		Short: "Take the claims of articles that were never reviewed as seen",
		Args:  cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) (err error) {
			d, err := a.openDesk(cmd.Context(), store.Review, "review")
			if err != nil {
				return err
			}
			defer func() { err = join(err, d.st.Close()) }()
			articles, claims, err := d.begin()
			fmt.Fprintf(a.stderr, "%s claims in %s articles are taken as seen\n", grouped(claims), grouped(articles))
			return err
		}),
	}
}

func (a *app) reviewList() *cobra.Command {
	var flags diffFlags
	unused := false
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the changes that wait, in groups of the same change",
		Args:  cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) error {
			query, err := review.ParseQuery(flags.where)
			if err != nil {
				return wrong("", "%w", err)
			}
			return a.atDesk(cmd, func(d *desk) error {
				if unused {
					return d.unused()
				}
				if flags.asJSON || flags.all {
					flags.jsonl = flags.asJSON
					flags.asJSON = false
					_, err := a.tellChanges(chosen(d.sheets(), query, flags), flags)
					return err
				}
				return d.groups(query, flags)
			})
		}),
	}
	f := cmd.Flags()
	f.StringVar(&flags.where, "where", "", "only changes that a `query` chooses")
	f.BoolVar(&flags.all, "all", false, "one by one, decided ones too")
	f.BoolVar(&flags.asJSON, "json", false, "print JSON Lines, one change each")
	f.BoolVar(&unused, "unused", false, "list the rejections that no claim needs any more")
	return cmd
}

// groups lists the open changes, those that are alike together, and the first of each.
func (d *desk) groups(query review.Query, flags diffFlags) error {
	q, err := d.queue(query, flags)
	if err != nil {
		return err
	}
	var b strings.Builder
	p := printer{&b, d.colour(d.stdout)}
	fmt.Fprintf(&b, "%s changes wait, in %s groups\n", grouped(len(q)), grouped(groupCount(q)))
	last := ""
	for i, c := range q {
		if c.Group == last {
			continue
		}
		last = c.Group
		n := 1
		for i+n < len(q) && q[i+n].Group == last {
			n++
		}
		fmt.Fprintln(&b)
		if n > 1 {
			fmt.Fprintf(&b, "%s: %d alike; the first:\n", c.Group, n)
		}
		p.change(c)
	}
	_, err = io.WriteString(d.stdout, b.String())
	return err
}

func groupCount(q []laid) (n int) {
	last := ""
	for _, c := range q {
		if c.Group != last {
			n, last = n+1, c.Group
		}
	}
	return n
}

func (d *desk) unused() error {
	list := d.ledger.Unused(d.claimsNow)
	for _, one := range list {
		fmt.Fprintf(d.stdout, "%s  %s  %s  %s\n", one.ID, one.At.Format("2006-01-02"), one.Reason, one.Article)
	}
	fmt.Fprintf(d.stderr, "%s rejections are no longer needed\n", grouped(len(list)))
	return nil
}

func (a *app) reviewShow() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "show CHANGE",
		Short: "Show a change with the words, the fields and the decisions on it",
		Args:  cobra.ExactArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error {
			return a.atDesk(cmd, func(d *desk) error {
				s, it, err := d.item(args[0])
				if err != nil {
					return err
				}
				if asJSON {
					return encode(a.stdout, record(laid{s, it}))
				}
				var b strings.Builder
				printer{&b, a.colour(a.stdout)}.change(laid{s, it})
				for row, err := range d.st.Decisions(d.ctx, store.DecisionFilter{ChangeKey: it.Key}) {
					if err != nil {
						return dataFailure(err)
					}
					b.WriteString(logLine(decisionOf(row)))
				}
				_, err = io.WriteString(a.stdout, b.String())
				return err
			})
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

var verdictHelp = map[review.Verdict]string{
	review.Accept: "Say that what is read now is right", review.Reject: "Say that what is read now is wrong",
	review.Correct: "Say what is right: --set value=45", review.Defer: "Put changes off: they stay in the list, at its end",
}

func (a *app) reviewVerdict(v review.Verdict) *cobra.Command {
	var flags verdictFlags
	cmd := &cobra.Command{
		Use:   string(v) + " CHANGE...",
		Short: verdictHelp[v],
		RunE: do(func(cmd *cobra.Command, args []string) error {
			if (len(args) == 0) == (flags.where == "") {
				return wrong("goalpost review list shows the changes that wait", "name changes, or choose them with --where")
			}
			return a.atDesk(cmd, func(d *desk) error { return d.decide(v, args, flags) })
		}),
	}
	f := cmd.Flags()
	f.StringVar(&flags.actor, "actor", "", "who decides (default: GOALPOST_ACTOR, else the user's name)")
	f.StringVar(&flags.note, "note", "", "a `remark`, kept with the decision")
	f.StringVar(&flags.where, "where", "", "decide on all open changes that a `query` chooses")
	f.IntVar(&flags.sample, "sample", 3, "how many of them, drawn at random, are shown first")
	f.BoolVar(&flags.yes, "yes", false, "do not ask after the sample")
	f.IntVar(&flags.expect, "expect", -1, "decide only if there are so many decisions on the change (its version) so far")
	switch v {
	case review.Reject:
		f.StringVar(&flags.reason, "reason", "", "why: "+strings.Join(review.Reasons(), ", "))
		f.StringVar(&flags.scope, "scope", string(review.ThisClaim), "how far it holds: `claim|everywhere`")
		mustComplete(cmd, "reason", review.Reasons()...)
		mustComplete(cmd, "scope", string(review.ThisClaim), string(review.Everywhere))
	case review.Correct:
		f.StringArrayVar(&flags.set, "set", nil, "a `field=value` that is right; fields: "+strings.Join(review.Correctable(), ", "))
	}
	return cmd
}

// decide decides on the changes named, or on those that a query chooses.
func (d *desk) decide(v review.Verdict, keys []string, flags verdictFlags) error {
	var chosen []laid
	if flags.where != "" {
		query, err := review.ParseQuery(flags.where)
		if err != nil {
			return wrong("", "%w", err)
		}
		if chosen, err = d.queue(query, diffFlags{}); err != nil {
			return err
		}
		if len(chosen) == 0 {
			return &failure{statusNothing, fmt.Errorf("no open change is chosen by %q", flags.where), ""}
		}
		if err := d.showSample(chosen, flags); err != nil {
			return err
		}
	}
	for _, key := range keys {
		s, it, err := d.item(key)
		if err != nil {
			return err
		}
		chosen = append(chosen, laid{s, it})
	}
	var list []review.Decision
	for _, c := range chosen {
		one, err := verdict(c, v, d.actor(flags.actor), flags)
		if err != nil {
			return wrong("", "%w", err)
		}
		list = append(list, one)
	}
	if err := d.write(list...); err != nil {
		return err
	}
	return d.told(list)
}

// verdict makes one decision as the flags tell.
func verdict(c laid, v review.Verdict, actor string, flags verdictFlags) (review.Decision, error) {
	one := c.On(v, actor, "human")
	one.At, one.Note, one.Query, one.Reason, one.Scope = time.Now().UTC(), flags.note, flags.where, flags.reason, review.Scope(flags.scope)
	one.Expected = c.Version
	if flags.expect >= 0 {
		one.Expected = flags.expect
	}
	if v == review.Correct {
		one.Corrected = map[string]string{}
		for _, s := range flags.set {
			field, value, ok := strings.Cut(s, "=")
			if !ok {
				return one, fmt.Errorf("--set %q is not FIELD=VALUE", s)
			}
			one.Corrected[strings.TrimSpace(field)] = strings.TrimSpace(value)
		}
	}
	return one, one.Check()
}

// told says what was written, and how far a rejection holds.
func (d *desk) told(list []review.Decision) error {
	for i, one := range list {
		if i == 5 {
			fmt.Fprintf(d.stderr, "and %s more\n", grouped(len(list)-i))
			break
		}
		scope := ""
		if one.Verdict == review.Reject {
			scope = map[review.Scope]string{
				review.ThisClaim:  "; it holds for this claim wherever it moves in its article",
				review.Everywhere: "; it holds for the same words and fields in every article",
			}[one.Scope]
		}
		fmt.Fprintf(d.stderr, "%s: %s%s\n", one.Change, one.Verdict, scope)
	}
	return nil
}

// showSample shows some of a group, drawn at random, and asks.
func (d *desk) showSample(chosen []laid, flags verdictFlags) error {
	fmt.Fprintf(d.stderr, "%s changes; a sample:\n", grouped(len(chosen)))
	var b strings.Builder
	p := printer{&b, d.colour(d.stderr)}
	for _, i := range rand.Perm(len(chosen))[:min(max(flags.sample, 1), len(chosen))] { //nolint:gosec // a sample, no secret
		p.change(chosen[i])
	}
	if _, err := io.WriteString(d.stderr, b.String()); err != nil || flags.yes {
		return err
	}
	if !onTerminal(d.stdin) {
		return wrong("look at the sample, then say --yes", "a group is decided after its sample was seen")
	}
	fmt.Fprintf(d.stderr, "decide on all %s? [y/N] ", grouped(len(chosen)))
	answer := ""
	if _, err := fmt.Fscanln(d.stdin, &answer); err != nil || !strings.HasPrefix(strings.ToLower(answer), "y") {
		return &failure{statusNothing, errors.New("nothing was decided"), ""}
	}
	return nil
}

func (a *app) reviewUndo() *cobra.Command {
	actor := ""
	cmd := &cobra.Command{
		Use:   "undo DECISION",
		Short: "Take a decision back: the change waits again",
		Args:  cobra.ExactArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error {
			return a.atDesk(cmd, func(d *desk) error { return d.undo(args[0], a.actor(actor)) })
		}),
	}
	cmd.Flags().StringVar(&actor, "actor", "", "who decides (default: GOALPOST_ACTOR, else the user's name)")
	return cmd
}

// undo takes a decision back, the base with it.
func (d *desk) undo(id, actor string) error {
	row, err := d.st.Decision(d.ctx, id)
	switch {
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrAmbiguous):
		return &failure{statusNothing, err, "goalpost review log shows the decisions"}
	case err != nil:
		return dataFailure(err)
	}
	one := decisionOf(row)
	if err := d.unbase(one.Article, one.Number); err != nil {
		return err
	}
	back := one
	back.ID, back.Verdict, back.Reverts, back.Actor, back.ActorKind = "", review.Undo, one.ID, actor, "human"
	back.Reason, back.Note, back.Query, back.Corrected, back.At, back.Seconds = "", "", "", nil, time.Now().UTC(), 0
	back.Expected = d.ledger.Version(one.Change)
	if err := d.write(back); err != nil {
		return err
	}
	return d.told([]review.Decision{back})
}

func (a *app) reviewLog() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "log",
		Short: "Print who decided what, when and why; --json is what apply reads",
		Args:  cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) (err error) {
			st, err := a.openStore(cmd.Context(), store.Read, "review")
			if err != nil {
				return err
			}
			defer func() { err = join(err, st.Close()) }()
			for row, err := range st.Decisions(cmd.Context(), store.DecisionFilter{}) {
				one := decisionOf(row)
				switch {
				case err != nil:
				case asJSON:
					err = encode(a.stdout, one)
				default:
					_, err = io.WriteString(a.stdout, logLine(one))
				}
				if err != nil {
					return dataFailure(err)
				}
			}
			return nil
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON Lines")
	return cmd
}

func logLine(d review.Decision) string {
	why := strings.TrimSpace(d.Reason + " " + d.Note)
	if d.Reverts != "" {
		why = "of " + d.Reverts
	}
	for field, value := range d.Corrected {
		why += " " + field + "=" + value
	}
	return fmt.Sprintf("%s  %s  %s  %s  %s  %s\n", d.ID, d.At.Format(time.RFC3339), d.Actor, d.Change, d.Verdict, strings.TrimSpace(why))
}

func (a *app) reviewApply() *cobra.Command {
	return &cobra.Command{
		Use:   "apply FILE",
		Short: "Decide by a file: one JSON object a line with change, verdict and what it needs",
		Args:  cobra.ExactArgs(1),
		Example: `  {"change": "c1f0a2", "verdict": "accept"}
  {"change": "c77be1", "verdict": "reject", "reason": "forecast", "actor": "ann"}
  {"change": "c9d002", "verdict": "correct", "corrected": {"value": "45"}, "expected": 0}`,
		RunE: do(func(cmd *cobra.Command, args []string) error {
			data, err := os.ReadFile(args[0])
			if args[0] == "-" {
				data, err = io.ReadAll(a.stdin)
			}
			if err != nil {
				return &failure{status: statusUsage, err: err}
			}
			told, err := review.ReadDecisions(data)
			if err != nil {
				return wrong("", "%q: %w", args[0], err)
			}
			return a.atDesk(cmd, func(d *desk) error { return d.apply(told) })
		}),
	}
}

// apply writes the decisions of a file, each completed by the change that it names.
func (d *desk) apply(told []review.Decision) error {
	var list []review.Decision
	for _, one := range told {
		if one.Verdict == review.Undo {
			if err := d.undo(one.Reverts, d.actor(one.Actor)); err != nil {
				return err
			}
			continue
		}
		_, it, err := d.item(one.Change)
		if err != nil {
			return err
		}
		full := it.On(one.Verdict, d.actor(one.Actor), first(one.ActorKind, "human"))
		full.Reason, full.Scope, full.Note, full.Seconds, full.At = one.Reason, one.Scope, one.Note, one.Seconds, one.At
		if one.Corrected != nil {
			full.Corrected = one.Corrected
		}
		if full.At.IsZero() {
			full.At = time.Now().UTC()
		}
		if full.Expected = one.Expected; full.Expected < 0 {
			full.Expected = it.Version
		}
		list = append(list, full)
	}
	if err := d.write(list...); err != nil {
		return err
	}
	return d.told(list)
}
