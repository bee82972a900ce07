package crawl

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"time"
)

// FetchOptions say how a [Fetcher] fetches. The zero value works.
type FetchOptions struct {
	Timeout      time.Duration // of one request with its body; 0: 30 s
	MaxBytes     int64         // of a body, as it comes and unpacked; 0: 32 MiB
	AllowPrivate bool          // also fetch from loopback, private and link-local addresses
	UserAgent    string        // product and version; "": "goalpost/1.0". Its first word is what robots.txt calls us
	Contact      string        // URL or e-mail of who runs this; put behind the user agent
	Proxy        *url.URL      // http, https or socks5; nil: none. The guard then sees IP addresses in URLs only
	RootCAs      *x509.CertPool

	// Resolve gives the addresses of a host; nil: the system's resolver.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)
}

// MaxRedirects is how many redirects of one page are followed.
const MaxRedirects = 10

// ErrRedirects says that redirects lead nowhere: too many, or in a circle.
var ErrRedirects = errors.New("too many redirects")

// ErrCut says that an answer ended before its end.
var ErrCut = errors.New("the answer breaks off")

// Fetcher sends single requests. It is safe for concurrent use. It follows no
// redirect by itself, so that each hop can be looked at; [Fetcher.Follow] does.
type Fetcher struct {
	opt    FetchOptions
	client *http.Client
	agent  string
}

// NewFetcher makes a fetcher.
func NewFetcher(o FetchOptions) *Fetcher {
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = 32 << 20
	}
	if o.UserAgent == "" {
		o.UserAgent = "goalpost/1.0"
	}
	f := &Fetcher{opt: o, agent: o.UserAgent}
	if o.Contact != "" {
		f.agent += " (+" + o.Contact + ")"
	}
	transport := &http.Transport{
		DialContext: newDialer(o).dial, ForceAttemptHTTP2: true, DisableCompression: true,
		MaxResponseHeaderBytes: 1 << 20, MaxConnsPerHost: 1, MaxIdleConnsPerHost: 1, MaxIdleConns: 64,
		IdleConnTimeout: 30 * time.Second, TLSHandshakeTimeout: 15 * time.Second,
		TLSClientConfig: &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12},
	}
	if o.Proxy != nil {
		transport.Proxy = http.ProxyURL(o.Proxy)
	}
	f.client = &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return f
}

// Token is the product token that robots.txt is asked about: the letters at the
// start of the user agent.
func (f *Fetcher) Token() string { return f.opt.UserAgent[:tokenLen(f.opt.UserAgent)] }

// Request is what to fetch.
type Request struct {
	URL          string
	ETag         string // of what is known already; "" asks for all
	LastModified string // the same
	Cut          int64  // bytes after which the body is cut off, as it comes and unpacked; 0: it must be whole
}

// Response is a server's answer, whatever its status.
type Response struct {
	URL      string // that was asked for; after [Fetcher.Follow] the last one
	Proto    string
	Status   int
	Header   http.Header
	Wire     []byte // the body as it came, still packed, chunks joined
	Body     []byte // unpacked
	Head     []byte // the head as it was recorded, where the answer comes out of an archive; nil: write Header
	At       time.Time
	Duration time.Duration // from request to the body's end
	IP       string        // of the server; "" behind a proxy
}

// Fetch sends one request. Redirects are answers like others. It fails with
// [ErrPrivate], [ErrTooLarge] (by length told, as it comes, or unpacked),
// [ErrEncoding], [ErrCut], a timeout, or what the network says. With ErrTooLarge
// and ErrEncoding there is a response, whose body is not whole.
func (f *Fetcher) Fetch(ctx context.Context, r Request) (*Response, error) {
	ctx, cancel := context.WithTimeout(ctx, f.opt.Timeout)
	defer cancel()
	out := &Response{URL: r.URL}
	req, err := f.request(ctx, r, out)
	if err != nil {
		return nil, err
	}
	out.At = time.Now().UTC()
	res, err := f.client.Do(req)
	if err != nil {
		return nil, cause(err)
	}
	defer func() { _ = res.Body.Close() }() // only read
	out.Proto, out.Status, out.Header = res.Proto, res.StatusCode, res.Header
	if r.Cut > 0 {
		err = out.readCut(res, r.Cut)
	} else {
		err = f.body(out, res)
	}
	out.Duration = time.Since(out.At)
	return out, err
}

func (f *Fetcher) request(ctx context.Context, r Request, out *Response) (*http.Request, error) {
	trace := &httptrace.ClientTrace{GotConn: func(c httptrace.GotConnInfo) {
		if at, err := netip.ParseAddrPort(c.Conn.RemoteAddr().String()); err == nil && f.opt.Proxy == nil {
			out.IP = at.Addr().Unmap().String()
		}
	}}
	req, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), http.MethodGet, r.URL, nil)
	if err != nil {
		return nil, fmt.Errorf("%q: %w: %w", r.URL, ErrURL, err)
	}
	if ip, err := netip.ParseAddr(req.URL.Hostname()); err == nil && f.opt.Proxy != nil && !f.opt.AllowPrivate && !public(ip) {
		return nil, fmt.Errorf("%w: %s", ErrPrivate, ip)
	}
	req.Header.Set("User-Agent", f.agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
	req.Header.Set("Accept-Encoding", "gzip, br, zstd")
	if r.ETag != "" {
		req.Header.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		req.Header.Set("If-Modified-Since", r.LastModified)
	}
	return req, nil
}

// body reads the answer's body into out.
func (f *Fetcher) body(out *Response, res *http.Response) (err error) {
	if res.ContentLength > f.opt.MaxBytes {
		return fmt.Errorf("%w: %d bytes", ErrTooLarge, res.ContentLength)
	}
	out.Wire, err = io.ReadAll(io.LimitReader(res.Body, f.opt.MaxBytes+1))
	switch {
	case int64(len(out.Wire)) > f.opt.MaxBytes:
		out.Wire = nil
		return fmt.Errorf("%w: more than %d bytes", ErrTooLarge, f.opt.MaxBytes)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w after %d bytes", ErrCut, len(out.Wire))
	case err != nil:
		return cause(err)
	}
	return out.Unpack(f.opt.MaxBytes)
}

// readCut reads the beginning of the answer's body.
func (r *Response) readCut(res *http.Response, limit int64) (err error) {
	if r.Wire, err = io.ReadAll(io.LimitReader(res.Body, limit)); err != nil {
		return cause(err)
	}
	if err = r.Unpack(limit); errors.Is(err, ErrTooLarge) {
		return nil
	}
	return err
}

// Unpack fills Body from Wire, to at most limit bytes.
func (r *Response) Unpack(limit int64) (err error) {
	r.Body, err = decoded(r.Header, r.Wire, limit)
	return err
}

// cause takes the method and URL off an error of net/http, since the caller names them.
func cause(err error) error {
	var call *url.Error
	if errors.As(err, &call) {
		return call.Err
	}
	return err
}

// IsRedirect says whether the answer sends on to another URL.
func (r *Response) IsRedirect() bool {
	switch r.Status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return r.Header.Get("Location") != ""
	}
	return false
}

// Follow fetches a page and follows its redirects, at most limit of them
// ([ErrRedirects]); allow is asked about each URL before it is fetched and ends
// the chain with its error.
func (f *Fetcher) Follow(ctx context.Context, r Request, limit int, allow func(url string) error) (*Response, error) {
	for range limit + 1 {
		if err := allow(r.URL); err != nil {
			return nil, err
		}
		res, err := f.Fetch(ctx, r)
		if err != nil || !res.IsRedirect() {
			return res, err
		}
		if r.URL, err = Resolve(r.URL, res.Header.Get("Location")); err != nil {
			return res, err
		}
	}
	return nil, fmt.Errorf("%w: more than %d", ErrRedirects, limit)
}
