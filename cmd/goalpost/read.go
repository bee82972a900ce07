package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus"
	"goalpost/corpus/text"
)

func (a *app) readCommand() *cobra.Command {
	var flags filterFlags
	mainOnly := false
	var fetch fetchFlags
	cmd := &cobra.Command{
		Use:     "read [FILE|URL...]",
		Short:   "What a page says: title, date, language, text in zones, as JSON Lines",
		GroupID: "filter",
		Long: `Read prints what an article says, as ingest would store it: of a page, a text, a
document (PDF, DOCX, HWPX, ODT, XLSX), each capture of a WARC file, each record of a
.jsonl file, a URL, or standard input. Nothing is stored.`,
		Example: `  goalpost read page.html https://example.org/a
  goalpost read --main --format text page.html
  goalpost read captures.warc.gz | jq -r .title`,
		RunE: do(func(cmd *cobra.Command, args []string) error {
			if err := flags.check(); err != nil {
				return err
			}
			in := pipeline.FilterInput{Names: args, Stdin: a.stdin, Form: pipeline.Form(flags.input), MaxText: flags.maxText}
			options, err := fetch.options()
			if err != nil {
				return err
			}
			fetcher := pipeline.NewFetcher(options)
			in.Fetch = func(url string) pipeline.Document { return fetcher.Document(cmd.Context(), url) }
			filter := pipeline.Filter{
				Reader:  pipeline.NewReader(pipeline.ReaderOptions{Lang: corpus.Lang(flags.lang), MaxText: flags.maxText}),
				Workers: flags.jobs,
			}
			p := printer{a.stdout, a.colour(a.stdout)}
			return a.filter(cmd.Context(), filter, in, func(r pipeline.Extracted) error {
				if mainOnly && r.Problem == nil {
					r.Article = pipeline.Main(r.Article)
				}
				if flags.format == "text" {
					return p.article(r)
				}
				return r.WriteArticle(a.stdout)
			})
		}),
	}
	flags.bind(cmd)
	fetch.bind(cmd)
	cmd.Flags().BoolVar(&mainOnly, "main", false, "leave out the tail, captions and related links")
	return cmd
}

// article writes an article for people: what is known of it, then its text by zones.
func (p printer) article(r pipeline.Extracted) error {
	if r.Problem != nil {
		return nil // named on standard error
	}
	var b strings.Builder
	out := printer{&b, p.colour}
	art := r.Article
	fmt.Fprintln(&b, p.bold(isolate(first(art.Title, art.ID))))
	list := []field{
		{"url", art.URL},
		{"canonical", unlessSame(art.CanonicalURL, art.URL)},
		{"site", art.Site},
		{"by", isolate(art.Byline)},
		{"published", told(art.Published, art.PublishedFrom)},
		{"modified", art.Modified},
		{"language", fmt.Sprintf("%s (%.2f)", art.Lang, art.LangConfidence)},
		{"charset", told(art.Charset, art.CharsetFrom)},
		{"confidence", fmt.Sprintf("%.2f", art.Confidence)},
	}
	if art.SourceLine != nil {
		list = append(list, field{"source", isolate(art.SourceLine.Text)})
	}
	out.fields("  ", list)
	points := text.NewPoints(art.Text)
	for _, z := range art.Zones {
		fmt.Fprintf(&b, "\n%s\n", p.dim("["+string(z.Zone)+"]"))
		for line := range strings.SplitSeq(points.Span(corpus.Range{Start: z.Start, End: z.End}).Of(art.Text), "\n") {
			fmt.Fprintln(&b, isolate(line))
		}
	}
	fmt.Fprintln(&b)
	_, err := io.WriteString(p, b.String())
	return err
}

// told is a value with where it was read.
func told(value, from string) string {
	if value == "" || from == "" {
		return value
	}
	return value + " (" + from + ")"
}

// first is the first of the texts that is not empty.
func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

func unlessSame(s, other string) string {
	if s == other {
		return ""
	}
	return s
}
