package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"goalpost/corpus/store"
	"goalpost/extract/review"
)

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
	var list []review.Decision
	add := func(c laid) error {
		one, err := verdict(c, v, d.actor(flags.actor), flags)
		if err != nil {
			return wrong("", "%w", err)
		}
		list = append(list, one)
		return nil
	}
	if flags.where != "" {
		query, err := review.ParseQuery(flags.where)
		if err != nil {
			return wrong("", "%w", err)
		}
		chosen, err := d.queue(query, diffFlags{})
		if err != nil {
			return err
		}
		if len(chosen) == 0 {
			return &failure{statusNothing, fmt.Errorf("no open change is chosen by %q", flags.where), ""}
		}
		if err := d.showSample(chosen, flags); err != nil {
			return err
		}
		if err := d.each(chosen, add); err != nil {
			return err
		}
	}
	for _, key := range keys {
		s, it, err := d.item(key)
		if err == nil {
			err = add(laid{s, it})
		}
		if err != nil {
			return err
		}
	}
	if err := d.write(list...); err != nil {
		return err
	}
	return d.told(list)
}

// each opens waiting changes one after the other.
func (d *desk) each(list []entry, do func(laid) error) error {
	for _, w := range list {
		c, err := d.open(w)
		if err == nil {
			err = do(c)
		}
		if err != nil {
			return err
		}
	}
	return nil
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
		fmt.Fprintf(d.stderr, "%s: %s%s%s\n", one.Change, one.Verdict, fieldsOf(one.Corrected), scope)
	}
	return nil
}

// showSample shows some of a group, drawn at random, and asks.
func (d *desk) showSample(chosen []entry, flags verdictFlags) error {
	fmt.Fprintf(d.stderr, "%s; a sample:\n", counted(len(chosen), "change"))
	var b strings.Builder
	p := printer{&b, d.colour(d.stderr)}
	for _, i := range rand.Perm(len(chosen))[:min(max(flags.sample, 1), len(chosen))] { //nolint:gosec // a sample, no secret
		c, err := d.open(chosen[i])
		if err != nil {
			return err
		}
		p.change(c)
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
		Use:   "undo [DECISION|CHANGE]",
		Short: "Take a decision back, or your last one: the change waits again",
		Args:  cobra.MaximumNArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error {
			return a.atDesk(cmd, func(d *desk) error {
				id, err := d.named(args, a.actor(actor))
				if err != nil {
					return err
				}
				return d.undo(a.actor(actor), time.Now().UTC(), id)
			})
		}),
	}
	cmd.Flags().StringVar(&actor, "actor", "", "who decides (default: GOALPOST_ACTOR, else the user's name)")
	return cmd
}

// named is the decision that is named, by its own id or by that of the change it
// was taken on; without a name, the actor's last one that stands.
func (d *desk) named(args []string, actor string) (string, error) {
	if len(args) > 0 {
		for _, one := range slices.Backward(d.ledger.Live()) {
			if one.Change == args[0] {
				return one.ID, nil
			}
		}
		return args[0], nil
	}
	for _, one := range slices.Backward(d.ledger.Live()) {
		if one.Actor == actor {
			return one.ID, nil
		}
	}
	return "", &failure{statusNothing, fmt.Errorf("%s has not decided anything", actor), "goalpost review log shows who has"}
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
	return fmt.Sprintf("%s  %s  %s  %s  %s  %s\n", d.ID, d.At.Format(time.RFC3339), d.Actor, d.Change, d.Verdict, strings.TrimSpace(why+fieldsOf(d.Corrected)))
}

// fieldsOf writes the fields that a decision sets: " deadline=2030 value=45".
func fieldsOf(set map[string]string) string {
	var b strings.Builder
	for _, field := range slices.Sorted(maps.Keys(set)) {
		b.WriteString(" " + field + "=" + isolate(set[field]))
	}
	return b.String()
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

// apply writes the decisions of a file in their order, each completed by the
// change that it names. Lines that the log has are left out, so that a file may
// be told again, and those of policies, which decide anew.
func (d *desk) apply(told []review.Decision) error {
	at, err := d.places()
	if err != nil {
		return err
	}
	var list []review.Decision
	flush := func() error {
		err := d.write(list...)
		if err == nil {
			err = d.told(list)
		}
		list = nil
		return err
	}
	for _, one := range told {
		if one.ActorKind == "policy" || d.ledger.Has(one.ID) {
			continue
		}
		again := slices.ContainsFunc(list, func(d review.Decision) bool { return d.Change == one.Change })
		if again || one.Verdict == review.Undo || one.Verdict == review.Begin {
			if err := flush(); err != nil {
				return err
			}
		}
		var err error
		switch one.Verdict {
		case review.Undo:
			err = d.undo(d.actor(one.Actor), timeOf(one), one.Reverts)
		case review.Begin:
			if _, _, err = d.begin(d.actor(one.Actor), timeOf(one)); err == nil {
				at, err = d.places()
			}
		default:
			one, err = d.complete(one, at)
			list = append(list, one)
		}
		if err != nil {
			return err
		}
	}
	return flush()
}

func timeOf(d review.Decision) time.Time {
	if d.At.IsZero() {
		return time.Now().UTC()
	}
	return d.At
}

// places are where the changes stand that are laid out now, decided ones too.
func (d *desk) places() (at map[string]entry, err error) {
	at = map[string]entry{}
	for s, err := range d.sheets() {
		if err != nil {
			return nil, err
		}
		for i := range s.items {
			w := waits(laid{s, &s.items[i]})
			at[w.change] = w
		}
	}
	return at, nil
}

// complete fills what a decision of a file leaves to the change, or to the
// drawn claim, that it names.
func (d *desk) complete(told review.Decision, at map[string]entry) (full review.Decision, err error) {
	var version int
	if told.Kind == review.Audited {
		rows, err := d.st.ResolveClaim(d.ctx, told.Claim)
		if err != nil {
			return full, &failure{statusNothing, err, "goalpost review audit draws claims"}
		}
		full = review.AuditOf(rows[0].Article, &rows[0].Claim, told.Verdict == review.Accept, d.actor(told.Actor))
		version = d.ledger.Version(full.Change)
	} else {
		c, err := d.at(told.Change, at)
		if err != nil {
			return full, err
		}
		full, version = c.On(told.Verdict, d.actor(told.Actor), first(told.ActorKind, "human")), c.Version
	}
	full.Reason, full.Scope, full.Note, full.Query, full.Seconds, full.At = told.Reason, told.Scope, told.Note, told.Query, told.Seconds, timeOf(told)
	if told.Corrected != nil {
		full.Corrected = told.Corrected
	}
	if full.Expected = told.Expected; full.Expected < 0 {
		full.Expected = version
	}
	return full, nil
}

// at finds a change by its whole key among those laid out, else by its first letters.
func (d *desk) at(key string, at map[string]entry) (laid, error) {
	if w, ok := at[key]; ok {
		if c, err := d.open(w); !errors.Is(err, errGone) {
			return c, err
		}
	}
	s, it, err := d.item(key)
	return laid{s, it}, err
}
