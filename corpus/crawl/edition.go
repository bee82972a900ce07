package crawl

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// ClusterOf names what an article shares with its translated editions and its
// copies; it depends on the article alone, so that it does not matter which
// edition comes first. Articles belong together where
//
//   - their pages name one another as alternates (hreflang),
//   - or their URLs differ in nothing but the language (a segment, or the first
//     label of the host) and end in a slug that is no accident,
//   - or, where neither tells, their texts have the same letters and digits.
//
// It is "" for an article without any text.
func ClusterOf(at string, alternates []Alternate, text string) string {
	if self, err := Canonical(at); err == nil {
		if first := firstEdition(self, alternates); first != "" {
			return named("edition", languageless(first))
		}
		if bare := languageless(self); bare != self && isSlug(bare) {
			return named("edition", bare)
		}
	}
	var letters strings.Builder
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			letters.WriteRune(unicode.ToLower(r))
		}
	}
	if letters.Len() == 0 {
		return ""
	}
	return named("text", letters.String())
}

// IsEdition says whether a cluster is one of editions, not of copies.
func IsEdition(cluster string) bool { return strings.HasPrefix(cluster, "e") }

// EditionKeys are the keys by which the editions of a cluster are looked up, beside
// the [Bands] of their texts; none for one of copies.
func EditionKeys(cluster string) []int64 {
	key, err := strconv.ParseUint(strings.TrimPrefix(cluster, "e"), 16, 64)
	if err != nil || !IsEdition(cluster) {
		return nil
	}
	return []int64{int64(key)} //nolint:gosec // all 64 bits are the key
}

func named(kind, what string) string {
	sum := sha256.Sum256([]byte(kind + "\n" + what))
	return kind[:1] + hex.EncodeToString(sum[:8])
}

// firstEdition is the first URL, in their order, of an article's editions in
// several languages; "" where it has but one. Home pages are no editions of an
// article: many sites name them on every page.
func firstEdition(self string, alternates []Alternate) string {
	editions, languages := []string{self}, map[string]bool{}
	for _, a := range alternates {
		at, err := Canonical(a.URL)
		u, parsed := url.Parse(languageless(at))
		if err != nil || parsed != nil || strings.Trim(u.Path, "/") == "" && u.RawQuery == "" {
			continue
		}
		editions = append(editions, at)
		if at != self && a.Lang != "x-default" {
			languages[a.Lang] = true
		}
	}
	if len(languages) == 0 {
		return ""
	}
	return slices.Min(editions)
}

// languageless is a canonical URL without the language in it: a first segment
// ("/ko/", "/ko-KR/") or the first label of a host of three labels or more.
func languageless(canonical string) string {
	u, err := url.Parse(canonical)
	if err != nil {
		return canonical
	}
	if label, rest, ok := strings.Cut(u.Host, "."); ok && strings.Contains(rest, ".") && isLanguage(label) {
		u.Host = rest
	}
	path := strings.TrimPrefix(u.EscapedPath(), "/")
	if segment, rest, ok := strings.Cut(path, "/"); ok && isLanguage(segment) {
		path = rest
	}
	out := u.Scheme + "://" + u.Host + "/" + path
	if u.RawQuery != "" {
		out += "?" + u.RawQuery
	}
	return out
}

// isLanguage says whether a label is a language code of two letters, with or
// without a region ("ko", "ko-KR", "zh_cn").
func isLanguage(label string) bool {
	code, region, _ := strings.Cut(strings.ReplaceAll(label, "_", "-"), "-")
	if len(code) != 2 || len(region) != 0 && len(region) != 2 {
		return false
	}
	base, err := language.ParseBase(code)
	return err == nil && base.String() != ""
}

// isSlug says whether the last segment of a URL is made of words, enough of them
// that no other article has the same.
func isSlug(at string) bool {
	u, err := url.Parse(at)
	if err != nil {
		return false
	}
	last := u.Path[strings.LastIndexByte(u.Path, '/')+1:]
	return strings.Count(last, "-") >= 3 || strings.Count(last, "_") >= 3
}

// Fingerprint is what translations of one article have in common: the numbers of
// a text in ASCII digits, without their separators, years in the Gregorian
// calendar, each once, sorted. Numbers below 10 are left out, since some
// languages write them as words.
func Fingerprint(text string) []string {
	seen := map[string]bool{}
	var number []byte
	end := func() {
		if s := strings.TrimLeft(string(number), "0"); len(s) > 1 {
			seen[gregorian(s)] = true
		}
		number = number[:0]
	}
	runes := []rune(text)
	for i, r := range runes {
		d, ok := digit(r)
		switch {
		case ok:
			number = append(number, d)
		case len(number) > 0 && strings.ContainsRune(".,٫٬", r) && i+1 < len(runes) && isDigit(runes[i+1]):
		default:
			end()
		}
	}
	end()
	out := make([]string, 0, len(seen))
	for s := range seen {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

func isDigit(r rune) bool {
	_, ok := digit(r)
	return ok
}

// digit is a decimal digit of any script in ASCII: Unicode keeps them in runs of
// ten from a zero on.
func digit(r rune) (byte, bool) {
	if r >= '0' && r <= '9' {
		return byte(r), true
	}
	if !unicode.IsDigit(r) {
		return 0, false
	}
	zero := r
	for zero > r-9 && unicode.IsDigit(zero-1) {
		zero--
	}
	switch { // runs that follow one another are told apart by their blocks
	case r >= 0x0660 && r <= 0x0669:
		zero = 0x0660
	case r >= 0x06f0 && r <= 0x06f9:
		zero = 0x06f0
	}
	return '0' + byte(r-zero)%10, true
}

// gregorian turns a Buddhist year of this age (2500 to 2643) into a Gregorian one.
func gregorian(s string) string {
	if len(s) != 4 || s < "2500" || s > "2643" {
		return s
	}
	n := 0
	for _, c := range s {
		n = 10*n + int(c-'0')
	}
	n -= 543
	return string([]byte{'0' + byte(n/1000), '0' + byte(n/100%10), '0' + byte(n/10%10), '0' + byte(n%10)})
}

// SameNumbers is how far the numbers of two texts agree, 0 to 1; 0 where either
// has fewer than three, since those may agree by accident.
func SameNumbers(a, b []string) float64 {
	if len(a) < 3 || len(b) < 3 {
		return 0
	}
	both := 0
	for _, s := range a {
		if slices.Contains(b, s) {
			both++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}
