package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"goalpost/corpus"
	"goalpost/corpus/store"
	"goalpost/corpus/text"
	"goalpost/corpus/warc"
)

func (a *app) showCommand() *cobra.Command {
	asJSON, raw, whole := false, false, false
	cmd := &cobra.Command{
		Use:     "show ID",
		Short:   "Show an article or a claim with its proof",
		GroupID: "corpus",
		Long: `Show prints a claim with the sentence that it was read in and the way back to the
bytes that were fetched, or an article with its versions and claims. An ID is that
of a claim or an article, or its first letters; an article also goes by its URL, the
id that it came with, or its path.`,
		Example: `  goalpost show c1f0a2
  goalpost show https://example.org/a --text
  goalpost show c1f0a2 --raw > page.html`,
		Args: cobra.ExactArgs(1),
		RunE: do(func(cmd *cobra.Command, args []string) (err error) {
			ctx := cmd.Context()
			st, err := a.openStore(ctx, store.Read, "show")
			if err != nil {
				return err
			}
			defer func() { err = join(err, st.Close()) }()
			s := shower{app: a, st: st, ctx: ctx}
			found, err := s.resolve(args[0])
			switch {
			case err != nil:
				return err
			case raw:
				return s.raw(found)
			case asJSON:
				return s.json(found)
			}
			return s.people(found, whole)
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().BoolVar(&raw, "raw", false, "print the bytes as they were fetched")
	cmd.Flags().BoolVar(&whole, "text", false, "print an article's text too")
	return cmd
}

// shower shows one thing.
type shower struct {
	*app
	st  *store.Store
	ctx context.Context //nolint:containedctx // lives as long as the one call of show
}

// shown is what an id stands for.
type shown struct {
	claims  []store.ClaimRow // one for each article with this very text; none for an article
	article store.ArticleRow
	version store.Version
}

// resolve finds what an id stands for: a claim, else an article.
func (s shower) resolve(id string) (shown, error) {
	var found shown
	claims, err := s.st.ResolveClaim(s.ctx, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return found, ambiguous(id, err)
	}
	var version string
	if len(claims) > 0 {
		found.claims = claims
		found.article, err = s.st.Article(s.ctx, claims[0].Article)
		version = claims[0].Version
	} else {
		found.article, err = s.st.Resolve(s.ctx, id)
		version = found.article.Version
	}
	switch {
	case errors.Is(err, store.ErrNotFound):
		return found, &failure{status: statusNothing, err: fmt.Errorf("no claim or article %q", id)}
	case err != nil:
		return found, ambiguous(id, err)
	}
	found.version, err = s.st.Version(s.ctx, version)
	return found, err
}

func ambiguous(id string, err error) error {
	if errors.Is(err, store.ErrAmbiguous) {
		return wrong("give more letters of it", "%q: %w", id, err)
	}
	return err
}

// raw prints the bytes of the capture that the text was read from.
func (s shower) raw(found shown) (err error) {
	capture, err := s.st.Capture(s.ctx, found.version.Capture)
	if err != nil {
		return err
	}
	rec, err := warc.ReadAt(s.st.Captures(), capture.File, capture.Offset)
	if err != nil {
		return fmt.Errorf("capture %q: %w", capture.TargetURI, err)
	}
	defer func() { err = join(err, rec.Close()) }()
	if from, to := found.version.From, found.version.To; to > 0 {
		if _, err := io.CopyN(io.Discard, rec.Block, from); err != nil {
			return fmt.Errorf("capture %q: %w", capture.TargetURI, err)
		}
		_, err = io.CopyN(s.stdout, rec.Block, to-from)
		return err
	}
	body, err := rec.Payload(0)
	if err != nil {
		return fmt.Errorf("capture %q: %w", capture.TargetURI, err)
	}
	_, err = s.stdout.Write(body)
	return err
}

// proof says where a text comes from.
type proof struct {
	Capture string    `json:"capture"`
	URI     string    `json:"uri"`
	Digest  string    `json:"digest"`
	Fetched time.Time `json:"fetched"`
	File    string    `json:"file"` // WARC file, in the captures folder
	Offset  int64     `json:"offset"`
	From    int64     `json:"from,omitempty"` // bytes in the capture's payload
	To      int64     `json:"to,omitempty"`
}

func (s shower) proof(v store.Version) (proof, error) {
	c, err := s.st.Capture(s.ctx, v.Capture)
	if err != nil {
		return proof{}, err
	}
	return proof{c.ID, c.TargetURI, c.Digest, c.FetchedAt, c.File, c.Offset, v.From, v.To}, nil
}

// json prints one record: the claim or the claims of the article, the article, its proof.
func (s shower) json(found shown) error {
	p, err := s.proof(found.version)
	if err != nil {
		return err
	}
	record := struct {
		SchemaVersion int            `json:"schema_version"`
		Claim         *corpus.Claim  `json:"claim,omitempty"`
		Rules         string         `json:"rules"`
		Version       string         `json:"version"`
		Versions      int            `json:"versions"`
		Article       corpus.Article `json:"article"`
		Claims        []corpus.Claim `json:"claims,omitempty"`
		Proof         proof          `json:"proof"`
	}{
		SchemaVersion: corpus.SchemaVersion, Rules: found.article.Rules, Version: found.version.ID,
		Versions: found.article.Versions, Article: found.version.Content, Proof: p,
	}
	if len(found.claims) > 0 {
		record.Claim = &found.claims[0].Claim
		record.Rules = found.claims[0].Rules
		return encode(s.stdout, record)
	}
	record.Claims, err = s.claimsOf(found.article.ID)
	if err != nil {
		return err
	}
	return encode(s.stdout, record)
}

func (s shower) claimsOf(article string) ([]corpus.Claim, error) {
	var claims []corpus.Claim
	for row, err := range s.st.Claims(s.ctx, store.ClaimFilter{Article: article}) {
		if err != nil {
			return nil, err
		}
		claims = append(claims, row.Claim)
	}
	return claims, nil
}

// people prints a claim or an article for people.
func (s shower) people(found shown, whole bool) error {
	var b strings.Builder
	p := printer{&b, s.colour(s.stdout)}
	content := found.version.Content
	fmt.Fprintln(&b, p.bold(isolate(first(content.Title, found.article.Key.Name()))))
	proof, err := s.proof(found.version)
	if err != nil {
		return err
	}
	p.fields("  ", []field{
		{"article", found.article.ID},
		{"id", found.article.Key.ExternalID},
		{"url", first(content.CanonicalURL, content.URL)},
		{"site", content.Site},
		{"published", told(content.Published, content.PublishedFrom)},
		{"language", fmt.Sprintf("%s (%.2f)", content.Lang, content.LangConfidence)},
		{"version", fmt.Sprintf("%d of %d, %s", found.version.Number, found.article.Versions, found.version.ID)},
		{"fetched", proof.Fetched.UTC().Format(time.RFC3339)},
		{"capture", fmt.Sprintf("%s at byte %d of captures/%s (%s)", proof.URI, proof.Offset, proof.File, proof.Digest)},
	})
	fmt.Fprintln(&b)
	claims := []corpus.Claim{}
	if len(found.claims) > 0 {
		claims = append(claims, found.claims[0].Claim)
	} else if claims, err = s.claimsOf(found.article.ID); err != nil {
		return err
	}
	points := text.NewPoints(content.Text)
	for _, c := range claims {
		fmt.Fprintf(&b, "  %s\n", p.dim(c.ID))
		p.claim(c, content.Text, points)
	}
	if n := len(found.claims); n > 1 {
		fmt.Fprintf(&b, "%s\n", p.dim(fmt.Sprintf("the same text stands in %d articles", n)))
	}
	if whole {
		fmt.Fprintln(&b, content.Text)
	}
	_, err = io.WriteString(s.stdout, b.String())
	return err
}
