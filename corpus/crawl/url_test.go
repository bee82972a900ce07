package crawl

import (
	"errors"
	"testing"
)

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"HTTP://Example.ORG:80", "http://example.org/"},
		{"https://example.org:443/a/../b/./c", "https://example.org/b/c"},
		{"https://example.org/a/..", "https://example.org/"},
		{"https://example.org:8443/", "https://example.org:8443/"},
		{" https://example.org./a#top\n", "https://example.org/a"},
		{"https://u:p@example.org/", "https://example.org/"},
		// One form for the paths of the four languages, however they are written.
		{"https://example.vn/tin-tức/kinh-tế", "https://example.vn/tin-t%E1%BB%A9c/kinh-t%E1%BA%BF"},
		{"https://example.vn/tin-t%e1%bb%a9c/kinh-tế", "https://example.vn/tin-t%E1%BB%A9c/kinh-t%E1%BA%BF"},
		{"https://example.kr/뉴스?검색=목표", "https://example.kr/%EB%89%B4%EC%8A%A4?%EA%B2%80%EC%83%89=%EB%AA%A9%ED%91%9C"},
		{"https://example.sa/أخبار", "https://example.sa/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"},
		{"https://example.th/ข่าว", "https://example.th/%E0%B8%82%E0%B9%88%E0%B8%B2%E0%B8%A7"},
		{"https://정책.kr/", "https://xn--2y5bq0f.kr/"},
		{"https://example.org/%7euser/%2f%3a", "https://example.org/~user/%2F%3A"},
		{"https://example.org/100%", ""},
		{"https://example.org/?a=100%", "https://example.org/?a=100%25"},
		{"https://example.org/a?utm_source=x&id=2&fbclid=y&b=1", "https://example.org/a?id=2&b=1"},
		{"https://example.org/a?utm_source=x", "https://example.org/a"},
		{"https://example.org/a;jsessionid=12AB?x=1", "https://example.org/a?x=1"},
		{"https://example.org?x", "https://example.org/?x"},
		{"http://[::1]:8080/x", "http://[::1]:8080/x"},
		{"http://under_score.example.org/", "http://under_score.example.org/"},
		{"ftp://example.org/", ""},
		{"/relative", ""},
		{"https:///nohost", ""},
		{"mailto:a@example.org", ""},
	} {
		got, err := Canonical(c.in)
		if got != c.want || (err != nil) != (c.want == "") {
			t.Errorf("Canonical(%q) = %q, %v; want %q", c.in, got, err, c.want)
		}
		if err != nil && !errors.Is(err, ErrURL) {
			t.Errorf("Canonical(%q): %v is no ErrURL", c.in, err)
		}
	}
}

func TestDifferentPagesStayDifferent(t *testing.T) {
	a, _ := Canonical("https://example.vn/b%C3%A0i")
	b, _ := Canonical("https://example.vn/b%C3%A1i")
	if a == b {
		t.Errorf("two articles have one key: %q", a)
	}
}

func FuzzCanonicalIsStable(f *testing.F) {
	f.Add("https://example.org/a%2fb/../c?d=é&utm_x=1#e")
	f.Add("http://EXAMPLE.org:80/%41%zz")
	f.Fuzz(func(t *testing.T, raw string) {
		once, err := Canonical(raw)
		if err != nil {
			return
		}
		twice, err := Canonical(once)
		if err != nil || twice != once {
			t.Errorf("Canonical(%q) = %q, and of that %q, %v", raw, once, twice, err)
		}
	})
}

func TestResolve(t *testing.T) {
	got, err := Resolve("https://example.org/a/b?c", "../d#e")
	if err != nil || got != "https://example.org/d" {
		t.Errorf("got %q, %v", got, err)
	}
}
