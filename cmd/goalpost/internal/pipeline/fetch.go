package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"goalpost/corpus/store"
	"goalpost/corpus/warc"
)

// FetchOptions bound what is fetched. The zero value works.
type FetchOptions struct {
	Timeout      time.Duration // for one page, redirects and body together; 0: 30 s
	MaxBytes     int64         // of a body; 0: 32 MiB
	AllowPrivate bool          // also fetch from loopback, private and link-local addresses
	UserAgent    string        // "": "goalpost"
}

// maxRedirects is how many redirects of one page are followed.
const maxRedirects = 10

// What keeps a page from being fetched.
var (
	errPrivate   = errors.New("the address is private")
	errRedirects = errors.New("too many redirects")
)

// Codes of pages that could not be fetched; a status that is no article gives http-404 and the like.
const (
	Timeout   Code = "timeout"
	Redirects Code = "redirects"
	Private   Code = "private-address"
)

// Fetcher fetches pages, one after the other.
type Fetcher struct {
	opt    FetchOptions
	client *http.Client
}

// NewFetcher makes a fetcher.
func NewFetcher(opt FetchOptions) *Fetcher {
	if opt.Timeout <= 0 {
		opt.Timeout = 30 * time.Second
	}
	if opt.MaxBytes <= 0 {
		opt.MaxBytes = 32 << 20
	}
	if opt.UserAgent == "" {
		opt.UserAgent = "goalpost"
	}
	dialer := &net.Dialer{Timeout: opt.Timeout}
	if !opt.AllowPrivate {
		dialer.Control = refusePrivate
	}
	return &Fetcher{opt: opt, client: &http.Client{
		Timeout: opt.Timeout,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, ForceAttemptHTTP2: true, DisableCompression: true,
			MaxResponseHeaderBytes: 1 << 20,
		},
		CheckRedirect: func(_ *http.Request, via []*http.Request) error {
			if len(via) >= maxRedirects {
				return errRedirects
			}
			return nil
		},
	}}
}

// refusePrivate looks at the address that is about to be dialled: behind the
// name, and for each redirect anew.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if ip := at.Addr().Unmap(); !ip.IsGlobalUnicast() || ip.IsPrivate() || carrierNAT.Contains(ip) {
		return fmt.Errorf("%w: %s", errPrivate, ip)
	}
	return nil
}

// carrierNAT is the shared address space of RFC 6598.
var carrierNAT = netip.MustParsePrefix("100.64.0.0/10")

// fetched is a server's answer.
type fetched struct {
	url    string // after redirects
	proto  string
	status int
	header http.Header
	body   []byte
	at     time.Time
}

// get fetches one page. It fails with [errPrivate], [errRedirects], a timeout,
// or what the network says; a body over the limit is an error too.
func (f *Fetcher) get(ctx context.Context, address string) (fetched, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return fetched{}, err
	}
	req.Header.Set("User-Agent", f.opt.UserAgent)
	at := time.Now().UTC()
	res, err := f.client.Do(req)
	if err != nil {
		return fetched{}, err
	}
	defer letGo(res.Body)
	out := fetched{url: res.Request.URL.String(), proto: res.Proto, status: res.StatusCode, header: res.Header, at: at}
	if res.ContentLength > f.opt.MaxBytes {
		return out, fmt.Errorf("%w: %d bytes", errTooLarge, res.ContentLength)
	}
	out.body, err = io.ReadAll(io.LimitReader(res.Body, f.opt.MaxBytes+1))
	if err == nil && int64(len(out.body)) > f.opt.MaxBytes {
		err = fmt.Errorf("%w: more than %d bytes", errTooLarge, f.opt.MaxBytes)
	}
	return out, err
}

var errTooLarge = errors.New("the page is too large")

// Document fetches one page; what goes wrong stands in the document's Problem.
func (f *Fetcher) Document(ctx context.Context, address string) Document {
	d, _ := f.document(ctx, address)
	return d
}

func (f *Fetcher) document(ctx context.Context, address string) (Document, fetched) {
	d := Document{Name: address, Form: Other}
	got, err := f.get(ctx, address)
	switch {
	case err != nil:
		d.Problem = fetchProblem(address, err)
	case got.status >= errorStatus || got.status < okStatus:
		d.Problem = problem(httpCode(got.status), "%q answered %d", address, got.status)
	default:
		d.URL, d.Body = got.url, got.body
		d.tellType(got.header.Get("Content-Type"))
	}
	return d, got
}

func fetchProblem(address string, err error) *Problem {
	var netError net.Error
	code := Unreadable
	switch {
	case errors.Is(err, errPrivate):
		code = Private
	case errors.Is(err, errRedirects):
		code = Redirects
	case errors.Is(err, errTooLarge):
		code = TooLarge
	case errors.As(err, &netError) && netError.Timeout():
		code = Timeout
	}
	var call *url.Error
	if errors.As(err, &call) {
		err = call.Err
	}
	return problem(code, "%q: %s", address, err)
}

// page fetches one page as a step of an ingest.
func (s *sources) page(ctx context.Context, address string) task {
	d, got := s.fetcher.document(ctx, address)
	t := task{Document: d, key: store.ArticleKey{CanonicalURL: d.URL, Source: s.name}}
	if d.Problem == nil {
		t.origin = &original{
			kind: warc.Response, uri: got.url, mediaType: d.MediaType, date: got.at,
			block: bytes.NewReader(d.Body), payloadSize: int64(len(d.Body)),
			exchange: &warc.Exchange{
				URI: got.url, Date: got.at, Head: warc.HTTPHead(got.proto, got.status, got.header), Body: got.body,
			},
			status: got.status, header: got.header,
		}
	}
	return t
}
