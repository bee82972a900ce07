package crawl

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestRobots(t *testing.T) {
	const file = "\xef\xbb\xbfDisallow: /stray\r\n" +
		"User-agent: goalpost\rUser-Agent: Other\r\nCrawl-delay: 2.5\n" +
		"Disallow: /tin-tức/\nAllow: /tin-tức/kinh-tế\nDisallow: /*.pdf$ # no files\nDisallow: /%62az\n" +
		"Sitemap: https://example.org/sitemap.xml\nUser-agent: *\nDisallow: /\n"
	r := ParseRobots([]byte(file))
	for _, c := range []struct {
		agent, url string
		allowed    bool
		line       int
	}{
		{"goalpost", "https://example.org/stray", true, 0},
		{"goalpost", "https://example.org/tin-t%E1%BB%A9c/a", false, 5},
		{"goalpost", "https://example.org/tin-t%e1%bb%a9c/a", false, 5},
		{"goalpost", "https://example.org/tin-t%E1%BB%A9c/kinh-t%E1%BA%BF/1", true, 6},
		{"goalpost", "https://example.org/a.pdf", false, 7},
		{"goalpost", "https://example.org/a.pdf?x", true, 0},
		{"goalpost", "https://example.org/baz", false, 8},
		{"Other", "https://example.org/a.pdf", false, 7},
		{"goalpostnews", "https://example.org/", false, 11},
		{"nobody", "https://example.org/robots.txt", true, 0},
	} {
		v := r.Explain(c.agent, c.url)
		if v.Allowed != c.allowed || v.Line != c.line {
			t.Errorf("%s %s: %+v; want %v by line %d", c.agent, c.url, v, c.allowed, c.line)
		}
	}
	if d, line := r.Delay("goalpost"); d != 2500*time.Millisecond || line != 4 {
		t.Errorf("delay %v in line %d", d, line)
	}
	if len(r.Sitemaps) != 1 || r.Sitemaps[0] != "https://example.org/sitemap.xml" {
		t.Errorf("sitemaps %q", r.Sitemaps)
	}
}

func TestRobotsThatCouldNotBeHad(t *testing.T) {
	for status, allowed := range map[int]bool{200: true, 301: true, 404: true, 403: true, 429: false, 500: false, 503: false, 0: false} {
		if v := RobotsFor(status, nil).Explain("goalpost", "https://example.org/"); v.Allowed != allowed || v.Why == "" {
			t.Errorf("status %d: %+v", status, v)
		}
	}
}

func TestLargeRobots(t *testing.T) {
	// A rule within the first 500 KiB counts; of what is cut nothing half-read does.
	head := strings.Repeat("# padding of a long file\n", 510<<10/25)
	r := ParseRobots([]byte("User-agent: *\n" + head + "Disallow: /late\n" + strings.Repeat("Disallow: /x\n", 800_000)))
	if r.Explain("goalpost", "https://example.org/late").Allowed {
		t.Error("a rule behind 500 KiB is not seen")
	}
	if !r.Explain("goalpost", "https://example.org/other").Allowed {
		t.Error("a line that was cut off forbids everything")
	}
}

func TestStarsCostNoTime(t *testing.T) {
	r := ParseRobots([]byte("User-agent: *\nDisallow: /" + strings.Repeat("*a", 2000) + "$\n"))
	if !r.Explain("goalpost", "https://example.org/"+strings.Repeat("a", 100_000)+"b").Allowed {
		t.Error("the pattern ends with a, the path with b")
	}
}

// differs are the cases beyond RFC 9309 on which we differ, with the reason.
var differs = map[string]string{
	"GoogleOnly_IndexHTMLisDirectory http://foo.com/allowed-slash/": "that /index.html is the folder itself is a habit of servers, not a rule of the RFC",
}

// TestRobotsSuite runs the cases of google/robotstxt.
func TestRobotsSuite(t *testing.T) {
	shared := os.Getenv("GOALPOST_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(shared, "dev", "robots.jsonl"))
	if err != nil {
		t.Skipf("SKIPPED: the suite of google/robotstxt is not here: %v", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	n := 0
	for ; lines.Scan(); n++ {
		var c struct {
			Test, Robots, Agent, URL string
			Allow                    bool
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		got := ParseRobots([]byte(c.Robots)).Explain(c.Agent, c.URL)
		why, known := differs[c.Test+" "+c.URL]
		switch {
		case known && got.Allowed == c.Allow:
			t.Errorf("%s %s: no difference any more", c.Test, c.URL)
		case known:
			t.Logf("%s %s: differs: %s", c.Test, c.URL, why)
		case got.Allowed != c.Allow:
			t.Errorf("%s: %q for %q of\n%s\n%+v", c.Test, c.URL, c.Agent, c.Robots, got)
		}
	}
	if err := lines.Err(); err != nil || n < 100 {
		t.Errorf("%d cases, %v", n, err)
	}
	t.Logf("%d cases", n)
}
