package main

import (
	"fmt"
	"io"
	"os"
	"slices"
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

A group is chosen with --where: conditions FIELD=VALUE or FIELD!=VALUE, joined by
"and", values told apart by "|". Fields are kind, cause, rule (that reads it), edited
(the edited rule it is due to), lang, source, article, group, field (that changed),
status, weight (major, minor), state, change (its id), value, quote and deadline.

At the prompt: a accepts, r rejects, c corrects, s puts off, A and R decide on all
that are alike, j k J K g / move about, x splits a group, d and v choose what is
shown, i and e tell where it comes from and how it is read, o opens the article,
n notes, u takes the last decision back, ? helps, q quits.

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
  goalpost review log --json > decisions.jsonl
  goalpost review apply decisions.jsonl
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
		a.reviewVerdict(review.Correct), a.reviewVerdict(review.Defer), a.reviewUndo(), a.reviewLog(), a.reviewApply(), a.reviewAudit(), a.reviewExample())
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
	actor := ""
	cmd := &cobra.Command{
		Use:   "begin",
		Short: "Take the claims of articles that were never reviewed as seen",
		Args:  cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) (err error) {
			d, err := a.openDesk(cmd.Context(), store.Review, "review")
			if err != nil {
				return err
			}
			defer func() { err = join(err, d.st.Close()) }()
			articles, claims, err := d.begin(a.actor(actor), time.Now().UTC())
			fmt.Fprintf(a.stderr, "%s in %s taken as seen\n", counted(claims, "claim"), counted(articles, "article"))
			return err
		}),
	}
	cmd.Flags().StringVar(&actor, "actor", "", "who decides (default: GOALPOST_ACTOR, else the user's name)")
	return cmd
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
					_, err := d.tellChanges(chosen(d.sheets(), query, flags), flags)
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
	fmt.Fprintf(d.stdout, "%s in %s to decide\n", counted(len(q), "change"), counted(groupCount(q), "group"))
	last := ""
	for i, w := range q {
		if w.group == last {
			continue
		}
		last = w.group
		n := 1
		for i+n < len(q) && q[i+n].group == last {
			n++
		}
		c, err := d.open(w)
		if err != nil {
			return err
		}
		var b strings.Builder
		fmt.Fprintln(&b)
		if n > 1 {
			fmt.Fprintf(&b, "%s: %d alike; the first:\n", c.Group, n)
		}
		printer{&b, d.colour(d.stdout)}.change(c)
		if _, err := io.WriteString(d.stdout, b.String()); err != nil {
			return err
		}
	}
	return nil
}

func groupCount(q []entry) (n int) {
	last := ""
	for _, w := range q {
		if w.group != last {
			n, last = n+1, w.group
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
				p := printer{&b, a.colour(a.stdout)}
				p.change(laid{s, it})
				edits, err := d.edits(s)
				if err != nil {
					return err
				}
				for _, e := range edits {
					if slices.Contains(it.Edited, e.Rule) {
						p.ruleEdit(e, "", 0)
					}
				}
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
