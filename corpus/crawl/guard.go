package crawl

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"time"
)

// ErrPrivate says that a URL leads to an address that is not public.
var ErrPrivate = errors.New("the address is private")

// notPublic are networks that belong to no public host but that [netip.Addr]
// does not tell: RFC 6598 shared, RFC 6890 protocol, documentation, benchmark,
// 6to4 and NAT64 (which hide an IPv4 address), reserved.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("2001::/32"),
	netip.MustParsePrefix("2001:db8::/32"),
}

// public says whether an address is one of the public network: neither
// loopback, private, link-local (cloud metadata among them) nor multicast.
func public(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return false
	}
	for _, p := range notPublic {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}

// dialer connects to the addresses behind a name, after it has looked at them:
// what is dialled is what was looked at, so that a name can't change in between.
type dialer struct {
	net.Dialer
	resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	private bool   // allowed
	proxy   string // host:port that may be dialled wherever it is; "" none
}

func newDialer(o FetchOptions) *dialer {
	d := &dialer{Dialer: net.Dialer{Timeout: 15 * time.Second}, resolve: o.Resolve, private: o.AllowPrivate}
	if d.resolve == nil {
		d.resolve = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	if o.Proxy != nil {
		d.proxy = o.Proxy.Host
	}
	return d
}

// dial connects to the first address that answers.
func (d *dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	ips, err := d.addresses(ctx, host)
	if err != nil {
		return nil, err
	}
	var failed error
	for _, ip := range ips {
		if !d.private && address != d.proxy && !public(ip) {
			failed = fmt.Errorf("%w: %s", ErrPrivate, ip)
			continue
		}
		conn, err := d.DialContext(ctx, network, net.JoinHostPort(ip.String(), port))
		if err == nil {
			return conn, nil
		}
		failed = err
	}
	return nil, failed
}

func (d *dialer) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip}, nil
	}
	ips, err := d.resolve(ctx, host)
	if err == nil && len(ips) == 0 {
		err = &net.DNSError{Err: "no address", Name: host, IsNotFound: true}
	}
	return ips, err
}
