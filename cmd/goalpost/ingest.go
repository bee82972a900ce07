package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/corpus/warc"
)

// ingestFlags are the flags of ingest.
type ingestFlags struct {
	input, lang, source string
	maxText             int64
	jobs                int
	asJSON              bool
	fetch               fetchFlags
}

func (a *app) ingestCommand() *cobra.Command {
	var flags ingestFlags
	cmd := &cobra.Command{
		Use:     "ingest SOURCE...",
		Short:   "Bring articles into the data folder: files, folders, .jsonl, archives, URLs, standard input",
		GroupID: "corpus",
		Long: `Ingest reads sources into the data folder: each article's bytes are kept, its text,
language, mentions and claims are read, stored and indexed. A folder is walked with
its folders; in it .html, .txt, .jsonl, .warc(.gz), .pdf, .docx, .hwpx, .odt and .xlsx
files are read, others are passed over.

Ingesting the same source again changes nothing. An article whose text changed gets
a new version; nothing is overwritten. Killed or interrupted, the same command goes
on where it was. What cannot be read is named, counted and left out, and the exit
status is 3.`,
		Example: `  goalpost ingest articles/ press-releases.jsonl
  goalpost ingest https://example.org/feed.xml
  goalpost ingest --input jsonl - < articles.jsonl`,
		Args: cobra.MinimumNArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) error { return a.ingest(cmd.Context(), flags, args) }),
	}
	f := cmd.Flags()
	f.StringVar(&flags.input, "input", "", "what standard input, or a file whose name does not tell, is: `txt|html|jsonl`")
	f.StringVar(&flags.lang, "lang", "", "the `language` of articles that do not tell theirs (default: detected)")
	f.StringVar(&flags.source, "source", "", "what to call the source: the `name` that ids of records belong to (default: the file)")
	f.Int64Var(&flags.maxText, "max-text", pipeline.DefaultMaxText, "the largest text that is read, in `bytes`")
	f.IntVar(&flags.jobs, "jobs", 0, "how many articles to work on at once (0: one for each core)")
	flags.fetch.bind(cmd)
	f.BoolVar(&flags.asJSON, "json", false, "print the summary as JSON")
	return cmd
}

// ingest runs one ingest and tells what it did.
func (a *app) ingest(ctx context.Context, flags ingestFlags, names []string) (err error) {
	engines, err := a.engines()
	if err != nil {
		return err
	}
	st, err := a.openStore(ctx, store.Write, "ingest")
	if err != nil {
		return err
	}
	defer func() { err = join(err, dataFailure(st.Close())) }()
	captures, err := warc.NewWriter(st.Captures(), warc.Options{Known: func(file string) int64 {
		end, _ := st.CaptureEnd(ctx, file) // a store that cannot be read says so at the first commit
		return end
	}})
	if err != nil {
		return dataFailure(err)
	}
	defer func() { err = join(err, captures.Close()) }()
	options, err := a.indexOptions()
	if err != nil {
		return err
	}
	ix, err := pipeline.OpenIndexing(ctx, st, options)
	if err != nil {
		return dataFailure(err)
	}
	fetch, err := flags.fetch.options()
	if err != nil {
		return err
	}
	bar, started := a.newProgress(), time.Now()
	skipped := 0
	summary, err := pipeline.Ingest{
		Store: st, Captures: captures, Engines: engines, Source: flags.source, Workers: flags.jobs,
		Reader:   pipeline.NewReader(pipeline.ReaderOptions{Lang: corpus.Lang(flags.lang), MaxText: flags.maxText}),
		Limits:   pipeline.FilterInput{Stdin: a.stdin, Form: pipeline.Form(flags.input), MaxText: flags.maxText},
		Index:    ix.Notify,
		Fetcher:  pipeline.NewFetcher(fetch),
		Progress: bar.ingest,
		Skipped: func(name string, p *pipeline.Problem) {
			bar.clear()
			a.skip(&skipped, name, p)
		},
	}.Run(ctx, names)
	err = join(err, ix.Close(context.WithoutCancel(ctx)))
	bar.clear()
	summary.Elapsed = time.Since(started) // the index is whole only now
	summary.Seconds = summary.Elapsed.Seconds()
	err = join(err, a.tellIngest(summary, flags.asJSON))
	if err == nil {
		err = a.tellSearches(ctx, st)
	}
	if err == nil && summary.SkippedAll() > 0 {
		return quiet(statusSkipped)
	}
	return dataFailure(err)
}

// tellIngest prints the summary: for people on standard error, as JSON on standard output.
func (a *app) tellIngest(s pipeline.Summary, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(a.stdout).Encode(s)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s articles", grouped(s.Read()))
	var langs []string
	for _, l := range s.Languages() {
		langs = append(langs, fmt.Sprintf("%s %s", l, grouped(s.Articles[l])))
	}
	if len(langs) > 0 {
		fmt.Fprintf(&b, " (%s)", strings.Join(langs, ", "))
	}
	fmt.Fprintf(&b, ": %s new, %s unchanged, %s new versions", grouped(s.Outcomes[store.New]),
		grouped(s.Outcomes[store.Unchanged]), grouped(s.Outcomes[store.NewVersion]))
	if n := s.Outcomes[store.Updated]; n > 0 {
		fmt.Fprintf(&b, ", %s with other titles or dates", grouped(n))
	}
	fmt.Fprintf(&b, "\n%s targets among %s claims, %s mentions", grouped(s.Targets), grouped(s.Claims), grouped(s.Mentions))
	if s.NoRules > 0 {
		fmt.Fprintf(&b, "; %s in languages without rules are stored and searchable", grouped(s.NoRules))
	}
	if s.SkippedAll() > 0 {
		var causes []string
		for _, code := range slices.Sorted(maps.Keys(s.Skipped)) {
			causes = append(causes, fmt.Sprintf("%s %s", code, grouped(s.Skipped[code])))
		}
		fmt.Fprintf(&b, "\n%s skipped: %s", grouped(s.SkippedAll()), strings.Join(causes, ", "))
	}
	if s.Passed > 0 {
		fmt.Fprintf(&b, "\n%s files that are no articles passed over", grouped(s.Passed))
	}
	if s.Reread > 0 {
		fmt.Fprintf(&b, "\n%s unchanged articles read by other rules than before", grouped(s.Reread))
	}
	if s.Read() > 0 && s.Outcomes[store.Unchanged] == s.Read() && s.Reread == 0 {
		fmt.Fprint(&b, "\nnothing changed")
	}
	fmt.Fprintf(&b, "\n%.1f s, %s\n", s.Seconds, rate(s))
	_, err := fmt.Fprint(a.stderr, b.String())
	return err
}
