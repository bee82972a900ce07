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
	"goalpost/corpus/crawl"
	"goalpost/corpus/store"
	"goalpost/corpus/warc"
	"goalpost/index"
)

// ingestFlags are the flags of ingest.
type ingestFlags struct {
	input, lang, source string
	maxText             int64
	jobs                int
	asJSON, due, dryRun bool
	editions            bool
	fetch               fetchFlags
	crawl               crawlFlags
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

A URL is a page, a feed or a sitemap, whose entries are fetched; a .txt file of
nothing but URLs is a list of them. Hosts are asked politely: as robots.txt says, one
request at a time, slower where they ask for it (goalpost explain-url tells).

Ingesting the same source again changes nothing. An article whose text changed gets
a new version; nothing is overwritten. Killed or interrupted, the same command goes
on where it was. What cannot be read is named, counted and left out, and the exit
status is 3.`,
		Example: `  goalpost ingest articles/ press-releases.jsonl
  goalpost ingest https://example.org/feed.xml
  goalpost ingest --follow --path /tin-tuc/ --depth 2 https://example.org/tin-tuc/
  goalpost ingest --since 30d --dry-run https://example.org/sitemap.xml
  goalpost ingest --input jsonl - < articles.jsonl`,
		Args: func(cmd *cobra.Command, args []string) error {
			if flags.due {
				return nil
			}
			return cobra.MinimumNArgs(1)(cmd, args)
		},
		RunE: do(func(cmd *cobra.Command, args []string) error { return a.ingest(cmd.Context(), flags, args) }),
	}
	f := cmd.Flags()
	f.StringVar(&flags.input, "input", "", "what standard input, or a file whose name does not tell, is: `txt|html|jsonl|urls`")
	f.StringVar(&flags.lang, "lang", "", "the `language` of articles that do not tell theirs (default: detected)")
	f.StringVar(&flags.source, "source", "", "what to call the source: the `name` that ids of records belong to (default: the file)")
	f.Int64Var(&flags.maxText, "max-text", pipeline.DefaultMaxText, "the largest text that is read, in `bytes`")
	f.IntVar(&flags.jobs, "jobs", 0, "how many articles to work on at once (0: one for each core)")
	f.BoolVar(&flags.due, "due", false, "ingest the stored sources that are due (goalpost sources)")
	f.BoolVar(&flags.dryRun, "dry-run", false, "list what would be read, and store nothing")
	f.BoolVar(&flags.editions, "link-editions", false, "afterwards look through all articles, those stored before too, for near-duplicates and translated editions, and link them")
	flags.fetch.bind(cmd)
	flags.crawl.bind(cmd)
	f.BoolVar(&flags.asJSON, "json", false, "print the summary as JSON")
	return cmd
}

// pass is one pass over one source.
type pass struct {
	source    store.Source // with a name alone where it is none of the stored ones
	stored    bool
	locations []string
	crawl     pipeline.Crawl // how its URLs are fetched
}

// passes are what is to be ingested: what the call names, or the sources that are due.
func passes(ctx context.Context, st *store.Store, flags ingestFlags, names []string) (list []pass, err error) {
	if len(names) > 0 {
		p := pass{source: store.Source{Name: flags.source}, locations: names}
		if p.crawl, err = flags.crawl.options(flags.fetch); err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	if !flags.due {
		return list, nil
	}
	for s, err := range st.DueSources(ctx, time.Now()) {
		if err != nil {
			return nil, err
		}
		p := pass{source: s, stored: true, locations: []string{s.Location}}
		if p.crawl, err = crawlOf(s, flags); err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// ingest runs the passes and tells what they did.
func (a *app) ingest(ctx context.Context, flags ingestFlags, names []string) (err error) {
	fetch, err := flags.crawl.options(flags.fetch)
	if err != nil {
		return err
	}
	if flags.dryRun && !flags.due {
		return a.dryRun(ctx, fetch, pipeline.FilterInput{Stdin: a.stdin, Form: pipeline.Form(flags.input)}, names)
	}
	engines, err := a.engines()
	if err != nil {
		return err
	}
	st, err := a.openStore(ctx, store.Write, "ingest")
	if err != nil {
		return err
	}
	defer func() { err = join(err, dataFailure(st.Close())) }()
	list, err := passes(ctx, st, flags, names)
	if err != nil {
		return err
	}
	if flags.dryRun {
		for _, p := range list[min(len(names), 1):] {
			names = append(names, p.locations...)
		}
		return a.dryRun(ctx, fetch, pipeline.FilterInput{Stdin: a.stdin, Form: pipeline.Form(flags.input)}, names)
	}
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
	work := pipeline.Ingest{
		Store: st, Captures: captures, Engines: engines, Workers: flags.jobs, Index: ix.Notify,
		Reader: pipeline.NewReader(pipeline.ReaderOptions{Lang: corpus.Lang(flags.lang), MaxText: flags.maxText}),
		Limits: pipeline.FilterInput{Stdin: a.stdin, Form: pipeline.Form(flags.input), MaxText: flags.maxText},
	}
	summary, err := a.runPasses(ctx, work, list, func() error { return ix.Close(context.WithoutCancel(ctx)) })
	err = join(err, a.tellIngest(summary, flags.asJSON))
	if err == nil && flags.editions {
		err = a.linkEditions(ctx, st, options)
	}
	if err == nil {
		err = a.tellSearches(ctx, st)
	}
	if err == nil && summary.SkippedAll() > 0 {
		return quiet(statusSkipped)
	}
	return dataFailure(err)
}

// runPasses runs one pass after the other, then ends the index. What was read
// when an error ends them is kept and counted.
func (a *app) runPasses(ctx context.Context, work pipeline.Ingest, list []pass, end func() error) (all pipeline.Summary, err error) {
	bar, started := a.newProgress(), time.Now()
	skipped := 0
	work.Progress = bar.ingest
	work.Skipped = func(name string, p *pipeline.Problem) {
		bar.clear()
		a.skip(&skipped, name, p)
	}
	for _, p := range list {
		work.Source, work.Crawl = p.source.Name, p.crawl
		var one pipeline.Summary
		one, err = work.Run(ctx, p.locations)
		all.Add(one)
		if err == nil {
			err = work.Log(ctx, strings.Join(p.locations, " "), one)
		}
		if err == nil && p.stored {
			err = checked(ctx, work.Store, p.source)
		}
		if err != nil {
			break
		}
	}
	err = join(err, end())
	bar.clear()
	all.Elapsed = time.Since(started) // the index is whole only now
	all.Seconds = all.Elapsed.Seconds()
	return all, err
}

// checked notes when a stored source was ingested, and when it is due again.
func checked(ctx context.Context, st *store.Store, s store.Source) error {
	s.Checked = time.Now().UTC()
	s.Due = time.Time{}
	if s.Cadence > 0 {
		s.Due = s.Checked.Add(s.Cadence)
	}
	return st.Update(ctx, func(tx *store.Tx) error { return tx.PutSource(s) })
}

// tellIngest prints the summary: for people on standard error, as JSON on standard output.
func (a *app) tellIngest(s pipeline.Summary, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(a.stdout).Encode(s)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s", counted(s.Read(), "article"))
	var langs []string
	for _, l := range s.Languages() {
		langs = append(langs, fmt.Sprintf("%s %s", l, grouped(s.Articles[l])))
	}
	if len(langs) > 0 {
		fmt.Fprintf(&b, " (%s)", strings.Join(langs, ", "))
	}
	fmt.Fprintf(&b, ": %s new, %s unchanged, %s", grouped(s.Outcomes[store.New]),
		grouped(s.Outcomes[store.Unchanged]), counted(s.Outcomes[store.NewVersion], "new version"))
	if n := s.Outcomes[store.Updated]; n > 0 {
		fmt.Fprintf(&b, ", %s with other titles or dates", grouped(n))
	}
	fmt.Fprintf(&b, "\n%s among %s, %s", counted(s.Targets, "target"), counted(s.Claims, "claim"), counted(s.Mentions, "mention"))
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
	for _, source := range s.Sources {
		if source.Listed < 2 {
			continue // a page: the summary says it all
		}
		fmt.Fprintf(&b, "\n%s: %s listed, %s fetched, %s unchanged%s", source.Source, grouped(source.Listed), grouped(source.Fetched),
			grouped(source.Unchanged), missing(source))
	}
	for _, d := range s.Families {
		if d.Alarm() {
			fmt.Fprintf(&b, "\nthe rule of the site family %s misses on %s of %s: the site may have been rebuilt", d.Family, grouped(d.Missed), counted(d.Pages, "page"))
		}
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

// missing tells what of a source was not had, by cause.
func missing(c crawl.Count) string {
	var b strings.Builder
	for _, cause := range slices.Sorted(maps.Keys(c.Skipped)) {
		fmt.Fprintf(&b, ", %s %s", grouped(c.Skipped[cause]), cause)
	}
	if c.Waiting > 0 {
		fmt.Fprintf(&b, ", %s waiting: the same command goes on", grouped(c.Waiting))
	}
	return b.String()
}

// linkEditions links the articles that are one, tells how many links there are,
// and has the index fold them.
func (a *app) linkEditions(ctx context.Context, st *store.Store, o index.Options) error {
	n, err := pipeline.LinkEditions(ctx, st)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "%s links between editions and near-duplicates\n", grouped(n))
	return pipeline.Reindex(ctx, st, o)
}
