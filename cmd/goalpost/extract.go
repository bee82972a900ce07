package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus"
	"goalpost/corpus/text"
)

// filterFlags are the flags that extract and read share.
type filterFlags struct {
	input, format, lang string
	maxText             int64
	jobs                int
}

func (f *filterFlags) bind(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.input, "input", "", "what standard input, or a file whose name does not tell, is: `txt|html|jsonl` (default: its bytes tell)")
	cmd.Flags().StringVar(&f.format, "format", "jsonl", "what comes out: `jsonl|text`; text is for people")
	cmd.Flags().StringVar(&f.lang, "lang", "", "the `language` of articles that do not tell theirs (default: detected)")
	cmd.Flags().Int64Var(&f.maxText, "max-text", pipeline.DefaultMaxText, "the largest text that is read, in `bytes`")
	cmd.Flags().IntVar(&f.jobs, "jobs", 0, "how many articles to work on at once (0: one for each core)")
	mustComplete(cmd, "input", "txt", "html", "jsonl")
	mustComplete(cmd, "format", "jsonl", "text")
}

func (f *filterFlags) check() error {
	switch f.format {
	case "jsonl", "text":
	default:
		return wrong("", "--format %q is neither jsonl nor text", f.format)
	}
	switch pipeline.Form(f.input) {
	case pipeline.Text, pipeline.HTML, pipeline.JSONL, pipeline.Other:
	default:
		return wrong("", "--input %q is none of txt, html, jsonl", f.input)
	}
	return nil
}

// mustComplete offers the values of a flag to the shell. It fails only for a flag that does not exist.
func mustComplete(cmd *cobra.Command, flag string, values ...string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err)
	}
}

func (a *app) extractCommand() *cobra.Command {
	var flags filterFlags
	withText := false
	cmd := &cobra.Command{
		Use:     "extract [FILE...]",
		Short:   "Text in, mentions and claims out, as JSON Lines",
		GroupID: "filter",
		Long: `Extract reads .txt, .html and .jsonl files, or standard input, and prints one
JSON record for each article: its mentions (percentages, amounts, years, periods)
and its claims (quantities that somebody states about an indicator, targets among
them). Nothing is stored. The record's fields stand in goalpost help records.`,
		Example: `  goalpost extract article.txt page.html articles.jsonl > claims.jsonl
  curl -s https://example.org/a | goalpost extract --input html --format text
  goalpost extract --lang vi --with-text - < article.txt`,
		RunE: do(func(cmd *cobra.Command, args []string) error {
			if err := flags.check(); err != nil {
				return err
			}
			reader := pipeline.NewReader(pipeline.ReaderOptions{Lang: corpus.Lang(flags.lang), MaxText: flags.maxText})
			engines, err := a.engines()
			if err != nil {
				return err
			}
			in := pipeline.FilterInput{Names: args, Stdin: a.stdin, Form: pipeline.Form(flags.input), MaxText: flags.maxText}
			filter := pipeline.Filter{Reader: reader, Engines: engines, Workers: flags.jobs}
			return a.filter(cmd.Context(), filter, in, a.extractOutput(&flags, withText))
		}),
	}
	flags.bind(cmd)
	cmd.Flags().BoolVar(&withText, "with-text", false, "add the text that the offsets point into")
	return cmd
}

// extractOutput gives the function that prints one result.
func (a *app) extractOutput(flags *filterFlags, withText bool) func(pipeline.Extracted) error {
	if flags.format == "text" {
		p := printer{a.stdout, a.colour(a.stdout)}
		return p.extracted
	}
	return func(r pipeline.Extracted) error { return r.WriteJSON(a.stdout, withText) }
}

// maxNamed is how many skipped records are named one by one.
const maxNamed = 50

// skip names a record that could not be read.
func (a *app) skip(skipped *int, name string, p *pipeline.Problem) {
	*skipped++
	switch {
	case *skipped <= maxNamed:
		fmt.Fprintf(a.stderr, "goalpost: error: %s: %s\n", name, oneLine(p.String()))
	case *skipped == maxNamed+1:
		fmt.Fprintln(a.stderr, "goalpost: error: more could not be read; they are no longer named one by one")
	}
}

// filter prints what is read of the input by out, and names what could not be
// read, which makes the exit status.
func (a *app) filter(ctx context.Context, f pipeline.Filter, in pipeline.FilterInput, out func(pipeline.Extracted) error) error {
	a.collectSeldom()
	skipped := 0
	err := f.Run(ctx, in, func(r pipeline.Extracted) error {
		if r.Problem != nil {
			a.skip(&skipped, r.Name, r.Problem)
		}
		return out(r)
	})
	return a.filtered(err, skipped)
}

// garbage is by how much, in percent of what is in use, memory may grow before a
// filter collects it. Next to nothing but the rules is in use for longer than one
// article, so that a run at Go's 100 frees little for what it costs.
const garbage = 400

// collectSeldom lets memory grow by garbage, unless GOGC says otherwise.
func (a *app) collectSeldom() {
	if a.getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
}

// filtered ends a filter: an error of the output, or records that were skipped.
func (a *app) filtered(err error, skipped int) error {
	if err != nil {
		return err
	}
	if skipped > 0 {
		fmt.Fprintf(a.stderr, "goalpost: %d could not be read\n", skipped)
		return quiet(statusSkipped)
	}
	return nil
}

// extracted writes an article's claims for people.
func (p printer) extracted(r pipeline.Extracted) error {
	if r.Problem != nil {
		return nil // named on standard error
	}
	var b strings.Builder
	out := printer{&b, p.colour}
	rules := "no rules for this language"
	if r.Rules != nil {
		rules = *r.Rules
	}
	fmt.Fprintf(&b, "%s  %s\n", p.bold(isolate(r.ID)), p.dim(fmt.Sprintf("%s, %s: %s, %s", r.Lang, rules, counted(len(r.Claims), "claim"), counted(len(r.Mentions), "mention"))))
	points := text.NewPoints(r.Article.Text)
	for _, c := range r.Claims {
		out.claim(c, r.Article.Text, points)
	}
	_, err := io.WriteString(p, b.String())
	return err
}
