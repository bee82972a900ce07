package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"goalpost/cmd/goalpost/internal/pipeline"
	"goalpost/corpus/store"
	"goalpost/index"
)

// searchFlags are the flags of search, and of what else takes a query.
type searchFlags struct {
	in, queries, cursor, sort        string
	limit                            int
	asJSON, any, explain, noConcepts bool
	lang, unit, actor, place         []string
	status, source, facets           []string
	minimum, maximum                 string
	by                               int
	unfolded                         bool
}

// bindFilters adds the flags that narrow a query down.
func (f *searchFlags) bindFilters(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringSliceVar(&f.lang, "lang", nil, "only these `languages` of the article")
	flags.StringSliceVar(&f.unit, "unit", nil, "only these `units`: %, pp, x, ISO 4217, UCUM, or as written")
	flags.StringVar(&f.minimum, "min", "", "the least `value`")
	flags.StringVar(&f.maximum, "max", "", "the greatest `value`")
	flags.IntVar(&f.by, "by", 0, "deadline in this `year` or before")
	flags.StringArrayVar(&f.actor, "actor", nil, "only this `actor`, as written")
	flags.StringSliceVar(&f.place, "place", nil, "only these `places`: ISO 3166 codes")
	flags.StringSliceVar(&f.status, "status", nil, "only `target`, actual, forecast or other")
	flags.StringSliceVar(&f.source, "source", nil, "only these `sources`")
}

func (a *app) searchCommand() *cobra.Command {
	var flags searchFlags
	cmd := &cobra.Command{
		Use:     "search QUERY",
		Short:   "Find targets and articles by keywords in any of the languages",
		GroupID: "corpus",
		Long: `Search finds targets (or articles: --in articles) by keywords in Vietnamese, Korean,
Arabic, Thai or English, and tells those of the other languages too: a glossary of
policy concepts joins them.

A query holds words, "phrases", -not, OR, prefix*, and fields: value>=30 unit:%
by:2030 lang:th actor:"Bộ Khoa học" status:target place:VN source:name. Flags say the
same. Numbers may stand in any script and calendar.

Exit status 1 where nothing is found by a single search.`,
		Example: `  goalpost search "kinh tế số"
  goalpost search "renewable energy value>=30 unit:% by:2030" --facets lang,place
  goalpost search --json --limit 100 "디지털 경제" | jq .quote
  goalpost search --queries questions.jsonl --any --in articles`,
		Args: cobra.ArbitraryArgs,
		RunE: do(func(cmd *cobra.Command, args []string) error { return a.search(cmd.Context(), flags, args) }),
	}
	f := cmd.Flags()
	f.StringVar(&flags.in, "in", string(index.Claims), "what to search: `claims|articles`")
	f.StringVar(&flags.queries, "queries", "", "a .jsonl `file` of queries, one {\"id\", \"query\"} a line; - is standard input")
	f.BoolVar(&flags.any, "any", false, "the query is plain words of which any may match")
	f.IntVar(&flags.limit, "limit", 10, "how many hits")
	f.StringVar(&flags.cursor, "cursor", "", "go on behind the page that ended with this `cursor`")
	f.StringVar(&flags.sort, "sort", "", "order: `deadline`, value or date, with - before it the other way round (default: relevance)")
	f.BoolVar(&flags.asJSON, "json", false, "print JSON Lines, one hit a line; with --facets a last line tells of all hits")
	f.StringSliceVar(&flags.facets, "facets", nil, "count the hits by these `fields`: lang, unit, status, source, place, concept, actor, deadline, published")
	f.BoolVar(&flags.explain, "explain", false, "show how each score was made")
	f.BoolVar(&flags.noConcepts, "no-concepts", false, "do not look for the query's concepts in other languages")
	f.BoolVar(&flags.unfolded, "unfolded", false, "show near-duplicates and translated editions as hits of their own")
	flags.bindFilters(cmd)
	mustComplete(cmd, "in", "claims", "articles")
	mustComplete(cmd, "status", "target", "actual", "forecast", "other")
	mustComplete(cmd, "sort", "deadline", "-deadline", "value", "-value", "date", "-date")
	return cmd
}

func (a *app) search(ctx context.Context, flags searchFlags, args []string) error {
	req, err := flags.request(strings.Join(args, " "))
	if err != nil {
		return err
	}
	if flags.queries == "" && len(args) == 0 && req.Query == "" {
		return wrong("goalpost help search shows what a query may hold", "search needs a query")
	}
	ix, err := a.openReader()
	if err != nil {
		return err
	}
	defer letGo(ix)
	if flags.queries != "" {
		return a.searchAll(ctx, ix, req, flags.queries)
	}
	result, err := ix.Search(ctx, req)
	if err != nil {
		return queryFailure(err)
	}
	shown, err := a.shown(ctx, result)
	switch {
	case err != nil:
	case flags.asJSON:
		err = a.hitsJSON(req, shown)
	default:
		err = printer{a.stdout, a.colour(a.stdout)}.result(req, shown)
	}
	if err == nil && len(result.Hits) == 0 {
		return a.nothingFound(ctx, ix, req)
	}
	return err
}

// shown joins what people are told beside hits: concepts in words, and from the
// store what reviewers decided.
func (a *app) shown(ctx context.Context, r index.Result) (shown shownHits, err error) {
	shown.Result = r
	engines, err := a.engines()
	if err != nil {
		return shown, err
	}
	if shown.concepts, err = engines.Concepts(); err != nil {
		return shown, err
	}
	st, err := a.openStore(ctx, store.Read, "search")
	if err != nil {
		return shown, err
	}
	defer letGo(st)
	var ids []string
	shown.indicators = map[string]string{}
	for _, h := range r.Hits {
		id, _ := pipeline.ClaimID(h.ID)
		ids = append(ids, id)
		if h.Facts != nil && h.Lang != r.Lang {
			if shown.indicators[id], err = engines.ConceptLabel(h.Facts.Indicator, h.Lang, r.Lang); err != nil {
				return shown, err
			}
		}
	}
	states, err := st.ReviewStates(ctx, ids)
	shown.verdicts = map[string]string{}
	for id, s := range states {
		shown.verdicts[id] = s.Verdict
	}
	return shown, err
}

// nothingFound says so, and where the same words would be found.
func (a *app) nothingFound(ctx context.Context, ix *index.Reader, req index.Request) error {
	fmt.Fprintln(a.stderr, "goalpost: nothing found")
	req.Limit, req.Facets, req.Cursor, req.Sort = 1, nil, "", index.ByRelevance
	hint := func(req index.Request, format string) bool {
		r, err := ix.Search(ctx, req)
		found := err == nil && r.Total > 0
		if found {
			fmt.Fprintf(a.stderr, "goalpost: hint: "+format+"\n", counted(int(r.Total), strings.TrimSuffix(string(req.In), "s")))
		}
		return found
	}
	some, articles := req, req
	some.Any, articles.In = true, index.Articles
	switch {
	case req.In == index.Claims && req.Filter == "" && hint(articles, "no claim, but %s: --in articles shows them"):
	case !req.Any && !strings.ContainsAny(req.Query, `:<>="*()`): // plain words
		hint(some, "%s with some of the words: --any shows them, best first")
	}
	return quiet(statusNothing)
}

// queryFailure makes a query that cannot be read a wrong call, and points at the place.
func queryFailure(err error) error {
	var q *index.QueryError
	if !errors.As(err, &q) {
		return err
	}
	hint := ""
	if q.Query != "" {
		hint = "goalpost help search shows what a query may hold"
	}
	return wrong(hint, "%w", q)
}

// request makes the request that the flags and the query say.
func (f *searchFlags) request(query string) (index.Request, error) {
	req := index.Request{
		Query: query, In: index.Kind(f.in), Any: f.any, Limit: f.limit, Cursor: f.cursor, Sort: index.Sort(f.sort),
		Facets: list(f.facets), NoConcepts: f.noConcepts, Unfolded: f.unfolded, Explain: f.explain,
	}
	if req.In != index.Claims && req.In != index.Articles {
		return req, wrong("", "--in %q is neither claims nor articles", f.in)
	}
	if f.limit < 1 {
		return req, wrong("", "--limit %d is less than 1", f.limit)
	}
	filter, err := f.filter()
	req.Filter = filter
	return req, err
}

// filter writes the flags that narrow down in the query language.
func (f *searchFlags) filter() (string, error) {
	var parts []string
	for _, group := range []struct {
		field  string
		values []string
	}{
		{"lang", list(f.lang)},
		{"unit", list(f.unit)},
		{"actor", f.actor},
		{"place", list(f.place)},
		{"status", list(f.status)},
		{"source", list(f.source)},
	} {
		var alternatives []string
		for _, v := range group.values {
			alternatives = append(alternatives, group.field+":"+quoted(v))
		}
		if len(alternatives) > 0 {
			parts = append(parts, "("+strings.Join(alternatives, " OR ")+")")
		}
	}
	for _, bound := range []struct{ flag, op, value string }{{"--min", ">=", f.minimum}, {"--max", "<=", f.maximum}} {
		if bound.value == "" {
			continue
		}
		if _, err := strconv.ParseFloat(bound.value, 64); err != nil {
			return "", wrong("", "%s %q is no number", bound.flag, bound.value)
		}
		parts = append(parts, "value"+bound.op+bound.value)
	}
	if f.by != 0 {
		parts = append(parts, fmt.Sprintf("by:%d", f.by))
	}
	return strings.Join(parts, " "), nil
}

// quoted puts a value between quotes where the query language needs them.
func quoted(v string) string {
	if strings.ContainsAny(v, " \t\"()") {
		return `"` + strings.ReplaceAll(v, `"`, " ") + `"`
	}
	return v
}

// asked is one line of a --queries file.
type asked struct {
	ID    json.RawMessage `json:"id"`
	Query string          `json:"query"`
}

// answered is one line of what --queries prints.
type answered struct {
	ID    json.RawMessage   `json:"id"`
	Hits  []answeredHit     `json:"hits"`
	Error *pipeline.Problem `json:"error,omitempty"`
}

type answeredHit struct {
	ID       string   `json:"id"`
	Article  string   `json:"article"`
	URL      string   `json:"url"`
	Score    float64  `json:"score"`
	Concepts []string `json:"concepts"`
}

// searchAll answers a file of queries, one record a query, in their order. A
// query that cannot be read or answered gives an error in its place.
func (a *app) searchAll(ctx context.Context, ix *index.Reader, req index.Request, name string) error {
	in := pipeline.FilterInput{Names: []string{name}, Stdin: a.stdin, Form: pipeline.JSONL}
	out := bufio.NewWriter(a.stdout)
	req.Unfolded = true
	skipped := 0
	for d := range in.Documents() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		answer, p := answer(ctx, ix, req, d)
		if p != nil {
			a.skip(&skipped, name, p)
		}
		if err := encode(out, answer); err != nil {
			return err
		}
	}
	return join(a.filtered(nil, skipped), out.Flush())
}

func answer(ctx context.Context, ix *index.Reader, req index.Request, d pipeline.Document) (answered, *pipeline.Problem) {
	fail := func(p *pipeline.Problem) (answered, *pipeline.Problem) {
		return answered{ID: json.RawMessage("null"), Hits: []answeredHit{}, Error: p}, p
	}
	if d.Problem != nil || d.Line == nil {
		p := d.Problem
		if p == nil {
			p = &pipeline.Problem{Code: pipeline.Unreadable, Message: "no lines of queries"}
		}
		return fail(p)
	}
	var q asked
	if err := json.Unmarshal(d.Line.Raw, &q); err != nil {
		return fail(&pipeline.Problem{Code: pipeline.BadJSON, Message: fmt.Sprintf("line %d: %s", d.Line.Number, err)})
	}
	if len(q.ID) == 0 {
		q.ID = json.RawMessage(strconv.Itoa(d.Line.Number))
	}
	req.Query = q.Query
	result, err := ix.Search(ctx, req)
	if err != nil {
		failed, p := fail(&pipeline.Problem{Code: "bad-query", Message: fmt.Sprintf("line %d: %s", d.Line.Number, err)})
		failed.ID = q.ID
		return failed, p
	}
	found := answered{ID: q.ID, Hits: []answeredHit{}}
	for _, h := range result.Hits {
		id, _ := pipeline.ClaimID(h.ID)
		found.Hits = append(found.Hits, answeredHit{id, h.Article, h.URL, h.Score, append([]string{}, h.Concepts...)})
	}
	return found, nil
}

// encode writes a value as a line of JSON, with <, > and & as they are.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
