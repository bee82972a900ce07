package page

import (
	"encoding/json"
	"strings"
)

// linked is an object of JSON-LD.
type linked map[string]any

// parseLinked reads a JSON-LD script: objects, arrays and graphs, flattened.
// Raw line breaks and tabs inside of strings, which many newsrooms leave there,
// are taken as spaces. What can't be read is left out.
func parseLinked(code string) (out []linked) {
	code = strings.TrimSpace(code)
	for _, frame := range []string{"<![CDATA[", "//<![CDATA[", "<!--"} {
		code = strings.TrimSpace(strings.TrimPrefix(code, frame))
	}
	code = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(code, "//]]>"), "]]>"))
	var v any
	if err := json.Unmarshal([]byte(code), &v); err != nil {
		plain := strings.Map(func(r rune) rune {
			if r < ' ' {
				return ' '
			}
			return r
		}, code)
		if err := json.Unmarshal([]byte(strings.TrimRight(plain, "; ")), &v); err != nil {
			return nil
		}
	}
	return flattenLinked(v, 0)
}

func flattenLinked(v any, depth int) (out []linked) {
	if depth > 4 {
		return nil
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			out = append(out, flattenLinked(e, depth+1)...)
		}
	case map[string]any:
		out = append(out, v)
		out = append(out, flattenLinked(v["@graph"], depth+1)...)
		out = append(out, flattenLinked(v["mainEntity"], depth+1)...)
		out = append(out, flattenLinked(v["mainEntityOfPage"], depth+1)...)
	}
	return out
}

// article is the object that describes the article itself, nil where there is none.
func (m *metadata) article() linked {
	var page linked
	for _, o := range m.linked {
		kind := o.kind()
		switch {
		case strings.Contains(kind, "article") || strings.Contains(kind, "blogposting") || strings.Contains(kind, "report"):
			return o
		case page == nil && (strings.Contains(kind, "webpage") || strings.Contains(kind, "creativework") || o["datePublished"] != nil):
			page = o
		}
	}
	return page
}

func (o linked) kind() string {
	switch t := o["@type"].(type) {
	case string:
		return strings.ToLower(t)
	case []any:
		var all []string
		for _, e := range t {
			if s, ok := e.(string); ok {
				all = append(all, strings.ToLower(s))
			}
		}
		return strings.Join(all, " ")
	}
	return ""
}

// text is a field that holds text, or the first of several.
func (o linked) text(field string) string { return textOf(o[field]) }

func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case []any:
		if len(v) > 0 {
			return textOf(v[0])
		}
	case map[string]any:
		return textOf(v["name"])
	}
	return ""
}

func (o linked) author() string {
	list, ok := o["author"].([]any)
	if !ok {
		return o.text("author")
	}
	var names []string
	for _, e := range list {
		if name := textOf(e); name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

func (o linked) publisher() string { return o.text("publisher") }
