package main

import (
	"errors"
	"os"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"goalpost/cmd/goalpost/internal/pipeline"
)

// app is what all verbs share: the outside world and the flags of the root.
type app struct {
	environment
	data  string // the data folder
	rules string // a folder of rules, or ""

	engines func() (*pipeline.Engines, error) // opened once
}

// newRoot builds the command tree. Building it costs no more than its flags:
// whatever is heavy is made inside the verb that needs it.
func newRoot(env environment) *cobra.Command {
	a := &app{environment: env}
	a.engines = sync.OnceValues(func() (*pipeline.Engines, error) { return pipeline.NewEngines(a.rules) })
	root := &cobra.Command{
		Use:   "goalpost",
		Short: "Reads policy targets out of news in Vietnamese, Korean, Arabic and Thai",
		Long: `Goalpost reads policy articles in Vietnamese, Korean, Arabic and Thai, finds the
targets that governments announce, keeps the proof of each, and shows when a
goalpost moves.`,
		Example: `  goalpost ingest articles/ https://example.org/feed.xml
  goalpost search "digital economy by:2030"
  goalpost extract article.txt | jq .claims`,
		PersistentPreRunE: func(*cobra.Command, []string) error {
			if info, err := os.Stat(a.rules); a.rules != "" && (err != nil || !info.IsDir()) {
				return wrong("--rules names a folder that holds a folder for each language", "no rules folder %q", a.rules)
			}
			return nil
		},
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(env.stdin)
	root.SetOut(env.stdout)
	root.SetErr(env.stderr)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		what, _, _ := strings.Cut(err.Error(), ": strconv.") // Go's own words help nobody
		return errors.New(what)
	})
	root.CompletionOptions.DisableDefaultCmd = true
	root.PersistentFlags().StringVar(&a.data, "data", a.dataDefault(), "the data `folder` (GOALPOST_DATA)")
	root.PersistentFlags().StringVar(&a.rules, "rules", "", "a `folder` of rules and concepts that add to the built-in ones or override them")
	root.AddGroup(
		&cobra.Group{ID: "corpus", Title: "Fill and search the corpus:"},
		&cobra.Group{ID: "review", Title: "See what changed, and decide:"},
		&cobra.Group{ID: "filter", Title: "Filters that need no data folder:"},
		&cobra.Group{ID: "care", Title: "Look after it:"},
	)
	root.AddCommand(a.verbs()...)
	root.AddCommand(topics()...)
	return root
}

// verbs lists the verbs; a new one is a file and a line here.
func (a *app) verbs() []*cobra.Command {
	return []*cobra.Command{
		a.ingestCommand(),
		a.searchCommand(),
		a.showCommand(),
		a.exportCommand(),
		a.searchesCommand(),
		a.sourcesCommand(),
		a.extractCommand(),
		a.readCommand(),
		a.rulesCommand(),
		a.diffCommand(),
		a.reviewCommand(),
		a.movedCommand(),
		a.goldCommand(),
		a.scoreCommand(),
		a.statsCommand(),
		a.doctorCommand(),
		a.reindexCommand(),
		a.explainURLCommand(),
		a.versionCommand(),
		a.completionCommand(),
	}
}

func (a *app) dataDefault() string {
	if dir := a.getenv("GOALPOST_DATA"); dir != "" {
		return dir
	}
	return "goalpost-data"
}

// do turns a verb's work into a cobra function whose errors carry an exit status.
func do(work func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		err := work(cmd, args)
		var f *failure
		if err == nil || errors.As(err, &f) {
			return err
		}
		return &failure{status: statusNothing, err: err}
	}
}

// colour says whether a stream shows colours: it is a terminal, and neither
// NO_COLOR (https://no-color.org) nor TERM=dumb forbids it.
func (a *app) colour(stream any) bool {
	return a.getenv("NO_COLOR") == "" && a.getenv("TERM") != "dumb" && isTerminal(stream)
}

// isTerminal says whether a stream is a character device that a person sees.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && f.Name() != os.DevNull
}

// oneLine folds a message into one line, so that one error is one line of a log.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
