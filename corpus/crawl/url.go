package crawl

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// ErrURL says that a text is no http or https URL with a host.
var ErrURL = errors.New("not an http(s) URL")

// Canonical is the form in which URLs are compared, and fetched:
//
//   - scheme and host in lower case, the host in its ASCII form (IDNA), without
//     its trailing dot, default port, user and password;
//   - no fragment, no parameters that only track where a reader came from, no
//     session ids in the path; the other parameters keep their order;
//   - dot segments resolved, an empty path is "/";
//   - percent-encoding in one form: unreserved ASCII plain, all that is not
//     ASCII encoded with upper-case digits (RFC 3986, 6.2.2). What servers may
//     tell apart (%2F, case, NFC and NFD) stays apart.
//
// Canonical of its own result is the same. It returns [ErrURL] for anything but
// http and https URLs with a host.
func Canonical(raw string) (string, error) {
	u, err := url.Parse(clean(raw))
	if err != nil {
		return "", fmt.Errorf("%q: %w: %w", raw, ErrURL, err)
	}
	return canonical(u)
}

// Resolve is the canonical form of a reference found in the page at base.
func Resolve(base, ref string) (string, error) {
	b, err := url.Parse(base)
	if err != nil {
		return "", fmt.Errorf("%q: %w: %w", base, ErrURL, err)
	}
	u, err := b.Parse(clean(ref))
	if err != nil {
		return "", fmt.Errorf("%q: %w: %w", ref, ErrURL, err)
	}
	return canonical(u)
}

// clean drops what the URL standard drops: space around, line breaks and tabs within.
func clean(raw string) string {
	return strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(strings.TrimSpace(raw))
}

func canonical(u *url.URL) (string, error) {
	scheme := strings.ToLower(u.Scheme)
	if scheme != "http" && scheme != "https" {
		return "", fmt.Errorf("%q: %w", u.String(), ErrURL)
	}
	host, err := canonicalHost(scheme, u)
	if err != nil {
		return "", fmt.Errorf("%q: %w", u.String(), ErrURL)
	}
	path := dotless(oneForm(withoutSession(u.EscapedPath())))
	query := ""
	if q := oneForm(withoutTracking(u.RawQuery)); q != "" {
		query = "?" + q
	}
	return scheme + "://" + host + path + query, nil
}

func canonicalHost(scheme string, u *url.URL) (string, error) {
	name := strings.TrimRight(strings.ToLower(u.Hostname()), ".")
	if name == "" {
		return "", ErrURL
	}
	if net.ParseIP(name) == nil {
		ascii, err := idna.Lookup.ToASCII(name)
		switch {
		case err == nil:
			name = ascii
		case !isASCII(name):
			return "", err // underscores and the like are in use, and need no IDNA
		}
	}
	if strings.Contains(name, ":") {
		name = "[" + name + "]"
	}
	port := u.Port()
	if port == "" || scheme == "http" && port == "80" || scheme == "https" && port == "443" {
		return name, nil
	}
	return name + ":" + port, nil
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// HostOf is the part of a canonical URL that politeness goes by: host and, where
// it is not the default, port. It is empty for what is no URL.
func HostOf(canonical string) string {
	_, rest, ok := strings.Cut(canonical, "://")
	if !ok {
		return ""
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

// originOf is scheme and host of a canonical URL: what a robots.txt speaks for.
func originOf(canonical string) string {
	scheme, _, _ := strings.Cut(canonical, "://")
	return scheme + "://" + HostOf(canonical)
}

const upperHex = "0123456789ABCDEF"

// oneForm writes the percent-encoding of a path or query in one form.
func oneForm(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			v := unhex(s[i+1])<<4 | unhex(s[i+2])
			if isUnreserved(v) {
				b.WriteByte(v)
			} else {
				b.WriteString(strings.ToUpper(s[i : i+3]))
			}
			i += 2
		case c == '%':
			b.WriteString("%25")
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0:
			b.Write([]byte{'%', upperHex[c>>4], upperHex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}

// isUnreserved: RFC 3986, 2.3.
func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// dotless resolves "." and ".." (RFC 3986, 5.2.4).
func dotless(path string) string {
	if path == "" || path == "/" {
		return "/"
	}
	var out []string
	segments := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for i, s := range segments {
		last := i == len(segments)-1
		switch s {
		case ".":
		case "..":
			out = out[:max(len(out)-1, 0)]
		default:
			out = append(out, s)
			continue
		}
		if last {
			out = append(out, "")
		}
	}
	return "/" + strings.Join(out, "/")
}

// withoutSession drops session ids that stand in the path.
func withoutSession(path string) string {
	if i := strings.Index(strings.ToLower(path), ";jsessionid="); i >= 0 {
		end := strings.IndexByte(path[i:], '/')
		if end < 0 {
			return path[:i]
		}
		return path[:i] + path[i+end:]
	}
	return path
}

// withoutTracking drops the parameters that only tell where a reader came from.
func withoutTracking(query string) string {
	if query == "" {
		return ""
	}
	kept := make([]string, 0, 4)
	for part := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		if part != "" && !isTracking(strings.ToLower(name)) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

// isTracking knows the parameters of mailings, advertisements and social
// networks, those of Vietnamese and Korean portals among them.
func isTracking(name string) bool {
	for _, prefix := range []string{"utm_", "mtm_", "pk_", "hsa_", "at_medium", "at_campaign", "ns_"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	switch name {
	case "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh",
		"li_fat_id", "mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok", "vero_id", "oly_enc_id", "oly_anon_id",
		"wickedid", "s_cid", "ref_src", "ref_url", "zarsrc", "zalo", "spm", "scm", "cmpid", "ocid", "fb_action_ids",
		"fb_action_types", "fb_source", "phpsessid", "jsessionid", "aspsessionid":
		return true
	}
	return false
}
