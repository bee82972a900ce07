package pipeline

import (
	"bytes"
	"context"
	"errors"
	"net"

	"goalpost/corpus/crawl"
	"goalpost/corpus/warc"
)

// Codes of pages that could not be fetched; a status that is no article gives http-404 and the like.
const (
	Timeout   Code = "timeout"
	Redirects Code = "redirects"
	Private   Code = "private-address"
)

// Fetcher fetches single pages that the user named.
type Fetcher struct{ crawl *crawl.Fetcher }

// NewFetcher makes a fetcher.
func NewFetcher(o crawl.FetchOptions) *Fetcher { return &Fetcher{crawl.NewFetcher(o)} }

// Document fetches one page; what goes wrong stands in the document's Problem.
func (f *Fetcher) Document(ctx context.Context, address string) Document {
	res, err := f.crawl.Follow(ctx, crawl.Request{URL: address}, crawl.MaxRedirects, func(string) error { return nil })
	if err != nil {
		return Document{Name: address, Form: Other, Problem: fetchProblem(address, err)}
	}
	d := answered(res)
	d.Name = address
	return d
}

// answered makes a document of a server's answer.
func answered(res *crawl.Response) Document {
	d := Document{Name: res.URL, Form: Other}
	if res.Status >= errorStatus || res.Status < okStatus {
		d.Problem = problem(httpCode(res.Status), "%q answered %d", res.URL, res.Status)
		return d
	}
	d.URL, d.Body = res.URL, res.Body
	d.MediaType, d.Charset = crawl.Sniff(res.Header.Get("Content-Type"), res.Body)
	return d
}

func fetchProblem(address string, err error) *Problem {
	var netError net.Error
	code := Unreadable
	switch {
	case errors.Is(err, crawl.ErrPrivate):
		code = Private
	case errors.Is(err, crawl.ErrRedirects):
		code = Redirects
	case errors.Is(err, crawl.ErrTooLarge):
		code = TooLarge
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netError) && netError.Timeout():
		code = Timeout
	}
	return problem(code, "%q: %s", address, err)
}

// responseOf is the capture of a server's answer: its bytes as they came.
func responseOf(res *crawl.Response) *original {
	head := res.Head
	if head == nil {
		head = warc.HTTPHead(res.Proto, res.Status, res.Header)
	}
	return &original{
		kind: warc.Response, uri: res.URL, mediaType: res.Header.Get("Content-Type"), date: res.At,
		block: bytes.NewReader(res.Wire), payloadSize: int64(len(res.Wire)),
		exchange: &warc.Exchange{URI: res.URL, Date: res.At, IP: res.IP, Head: head, Body: res.Wire},
		status:   res.Status, header: res.Header,
	}
}
