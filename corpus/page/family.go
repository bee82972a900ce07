package page

import (
	"embed"
	"fmt"
	"net/url"
	"path"
	"sort"
	"strings"
	"sync"

	"github.com/andybalholm/cascadia"
	"github.com/goccy/go-yaml"
	"golang.org/x/net/html"
)

//go:embed families/*.yaml
var familyFiles embed.FS

// family is the rule for pages made by one content management system or newsroom.
type family struct {
	Name    string    `yaml:"name"`
	Hosts   []string  `yaml:"hosts"`   // globs of host names
	Sign    string    `yaml:"sign"`    // stands in the pages of this system at any host
	Title   selectors `yaml:"title"`   // of each list the first that matches counts
	Lead    selectors `yaml:"lead"`    //
	Body    selectors `yaml:"body"`    //
	Byline  selectors `yaml:"byline"`  //
	Source  selectors `yaml:"source"`  // the line that names the original
	Date    selectors `yaml:"date"`    // the element whose text, content or datetime is the date of publication
	Drop    selectors `yaml:"drop"`    // all that match are no part of the body
	Caption selectors `yaml:"caption"` //
}

// selectors are CSS selectors.
type selectors []cascadia.Sel

// UnmarshalYAML reads a list of CSS selectors; one that is none is an error.
func (s *selectors) UnmarshalYAML(data []byte) error {
	var all []string
	if err := yaml.Unmarshal(data, &all); err != nil {
		return err
	}
	for _, text := range all {
		sel, err := cascadia.Parse(text)
		if err != nil {
			return fmt.Errorf("selector %q: %w", text, err)
		}
		*s = append(*s, sel)
	}
	return nil
}

// loadFamilies reads the rules, in the order of their names.
func loadFamilies() ([]family, error) {
	entries, err := familyFiles.ReadDir("families")
	if err != nil {
		return nil, err
	}
	var out []family
	for _, e := range entries {
		data, err := familyFiles.ReadFile(path.Join("families", e.Name()))
		if err != nil {
			return nil, err
		}
		var f family
		if err := yaml.UnmarshalWithOptions(data, &f, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("family %q: %w", e.Name(), err)
		}
		out = append(out, f)
	}
	return out, nil
}

// familyOf is the rule for a page: by its host, else by the sign in its markup;
// nil where there is none.
func familyOf(families []family, base *url.URL, page string) *family {
	host := strings.ToLower(base.Hostname())
	for i := range families {
		for _, glob := range families[i].Hosts {
			if ok, err := path.Match(glob, host); ok && err == nil {
				return &families[i]
			}
		}
	}
	for i := range families {
		if sign := families[i].Sign; sign != "" && strings.Contains(page, sign) {
			return &families[i]
		}
	}
	return nil
}

// first is the first element that the first matching selector finds.
func (s selectors) first(doc *html.Node) *html.Node {
	for _, sel := range s {
		if n := cascadia.Query(doc, sel); n != nil {
			return n
		}
	}
	return nil
}

// all are the elements that any of the selectors finds.
func (s selectors) all(doc *html.Node) map[*html.Node]bool {
	out := map[*html.Node]bool{}
	for _, sel := range s {
		for _, n := range cascadia.QueryAll(doc, sel) {
			out[n] = true
		}
	}
	return out
}

// byFamily takes the blocks of the body's element without what the rule drops;
// nil where the element is not there.
func (l *layout) byFamily(f *family) selection {
	body := f.Body.first(l.doc)
	if body == nil {
		return nil
	}
	drop, captions := f.Drop.all(body), f.Caption.all(body)
	out := make(selection, len(l.blocks))
	for i := range l.blocks {
		b := &l.blocks[i]
		if !within(b.node, body) {
			continue
		}
		for n := b.node; n != body; n = n.Parent {
			if captions[n] {
				b.kind = caption
			}
			b.aside = b.aside || drop[n]
		}
		out[i] = b.isProse()
	}
	return out
}

// shortest is how many letters a family's body needs to be taken for an article.
const shortest = 80

// holds says whether a family's choice stands against what the voters chose: it
// has text, and either agrees with them or holds as much.
func holds(chosen, voted selection, blocks []block) bool {
	n := chosen.size(blocks)
	return n >= shortest && (agreement(chosen, voted, blocks) >= 0.5 || n*10 >= voted.size(blocks)*8)
}

// Drift tells how often the rule of a family no longer fits its pages.
type Drift struct {
	Family string `json:"family"`
	Pages  int    `json:"pages"`  // on which the rule was tried
	Missed int    `json:"missed"` // on which it found no body, or one that the other readers contradict
}

// Alarm says whether the rule should be looked at: it missed on most of its
// pages, and on more than an odd one or two.
func (d Drift) Alarm() bool { return d.Missed > 2 && 2*d.Missed > d.Pages }

// drifts counts per family; it is safe for concurrent use.
type drifts struct {
	mu     sync.Mutex
	counts map[string]Drift
}

func (d *drifts) note(name string, fits bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.counts == nil {
		d.counts = map[string]Drift{}
	}
	c := d.counts[name]
	c.Family = name
	c.Pages++
	if !fits {
		c.Missed++
	}
	d.counts[name] = c
}

// Drift tells of every family of sites that this reader has met how often its
// rule missed, by name. A rule that begins to miss says that a site was rebuilt.
func (r *Reader) Drift() []Drift {
	r.drift.mu.Lock()
	defer r.drift.mu.Unlock()
	var out []Drift
	for _, c := range r.drift.counts {
		out = append(out, c)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Family < out[j].Family })
	return out
}
