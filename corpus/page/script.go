package page

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"goalpost/corpus"
)

// scarce is below how many letters of body a page is looked at for its text in scripts.
const scarce = 300

// fromScripts reads the article out of the data that a page carries for its
// scripts, where its elements hold no text: JSON-LD, the state of Next.js, Nuxt
// and the like. It gives nothing where the scripts hold no more than has was found.
func (m *metadata) fromScripts(has int, title string) []piece {
	var best []string
	consider := func(texts []string) {
		if size(texts) > size(best) {
			best = texts
		}
	}
	if body := m.article().text("articleBody"); letters(body) > scarce/2 {
		consider([]string{body})
	}
	var flight strings.Builder
	for _, code := range m.scripts {
		if strings.Contains(code, "__next_f.push") {
			flight.WriteString(flightText(code))
			continue
		}
		if state, ok := stateJSON(code); ok {
			consider(proseOf(state, 0))
		}
	}
	if flight.Len() > 0 {
		consider(flightProse(flight.String()))
	}
	if size(best) < scarce/2 || size(best) < 2*has {
		return nil
	}
	var pieces []piece
	seen := map[string]bool{}
	for _, s := range best {
		for _, part := range textsOf(s) {
			if !sameText(part, title) && !seen[part] {
				seen[part] = true
				pieces = append(pieces, piece{corpus.ZoneBody, part})
			}
		}
	}
	return pieces
}

func size(texts []string) (n int) {
	for _, s := range texts {
		n += letters(s)
	}
	return n
}

// textsOf are the paragraphs of a string that is HTML or plain text.
func textsOf(s string) (out []string) {
	if !strings.Contains(s, "</") && !strings.Contains(s, "<br") && !strings.Contains(s, "<p>") {
		for l := range strings.Lines(s) {
			if l = strings.TrimSpace(l); l != "" {
				out = append(out, l)
			}
		}
		return out
	}
	doc, err := parse(s)
	if err != nil {
		return nil
	}
	for _, b := range newLayout(doc).blocks {
		if b.isProse() {
			out = append(out, b.text)
		}
	}
	return out
}

// stateJSON is the JSON value in a script: the whole of it, or what stands behind
// an assignment to a name of a framework.
func stateJSON(code string) (v any, ok bool) {
	code = strings.TrimSpace(code)
	if !strings.HasPrefix(code, "{") && !strings.HasPrefix(code, "[") {
		at := strings.IndexByte(code, '{')
		if at < 0 {
			return nil, false
		}
		code = code[at:]
	}
	d := json.NewDecoder(strings.NewReader(code))
	return v, d.Decode(&v) == nil
}

// bodyKeys name, in the state of a page, the article's text.
func isBodyKey(key string) bool {
	key = strings.ToLower(key)
	for _, name := range []string{"content", "body", "html", "paragraph", "text", "detail", "article", "children"} {
		if strings.Contains(key, name) {
			return true
		}
	}
	return false
}

// maxStateDepth bounds how deep a page's state is searched.
const maxStateDepth = 40

// proseOf is the most prose that a value of JSON holds in one place: a list gives
// the prose of all its members, an object that of its best member.
func proseOf(v any, depth int) []string {
	if depth > maxStateDepth {
		return nil
	}
	switch v := v.(type) {
	case string:
		if isProseString(v) {
			return []string{v}
		}
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, proseOf(e, depth+1)...)
		}
		return all
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		var best []string
		most := 0
		for _, k := range keys {
			texts := proseOf(v[k], depth+1)
			n := size(texts)
			if isBodyKey(k) {
				n *= 3
			}
			if n > most {
				best, most = texts, n
			}
		}
		return best
	}
	return nil
}

// isProseString tells sentences from identifiers, addresses, styles and code.
func isProseString(s string) bool {
	if letters(s) < 25 || strings.HasPrefix(s, "http") || strings.HasPrefix(s, "data:") || strings.HasPrefix(s, "{") {
		return false
	}
	words, signs, all := 0, 0, 0
	tagged := strings.Contains(s, "</") || strings.Contains(s, "<br")
	for _, r := range s {
		all++
		switch {
		case unicode.IsSpace(r):
			words++
		case strings.ContainsRune("{}[]_=;\\<>|^~`$#@/", r):
			signs++
		}
	}
	if tagged {
		return words*30 > all || s[0] == '<'
	}
	return signs*40 < all && (words*14 > all || isThaiText(s))
}

func isThaiText(s string) bool {
	n := 0
	for _, r := range s {
		if isThai(r) {
			n++
		}
	}
	return n*2 > length(s)
}

// flightText joins the chunks of React's flight format that a script pushes:
// self.__next_f.push([1,"…"]).
func flightText(code string) string {
	var out strings.Builder
	for {
		_, rest, ok := strings.Cut(code, "__next_f.push(")
		if !ok {
			return out.String()
		}
		var chunk []any
		if err := json.NewDecoder(strings.NewReader(rest)).Decode(&chunk); err == nil && len(chunk) > 1 {
			if s, ok := chunk[1].(string); ok {
				out.WriteString(s)
			}
		}
		code = rest
	}
}

// flightProse reads the rows of a flight: "id:JSON" on a line, and "id:Tlength,"
// before a text of so many bytes, length in hexadecimal.
func flightProse(flight string) (out []string) {
	for flight != "" {
		id, rest, ok := strings.Cut(flight, ":")
		if !ok {
			return out
		}
		if len(id) > 16 || strings.ContainsAny(id, " \n\"{") {
			_, flight, _ = strings.Cut(flight, "\n")
			continue
		}
		if strings.HasPrefix(rest, "T") {
			if n, body, ok := flightBytes(rest[1:]); ok {
				if text := strings.ToValidUTF8(body[:n], ""); isProseString(text) {
					out = append(out, text)
				}
				flight = body[n:]
				continue
			}
		}
		row, after, _ := strings.Cut(rest, "\n")
		var v any
		if err := json.Unmarshal([]byte(strings.TrimLeft(row, "I")), &v); err == nil {
			out = append(out, elementProse(v, 0)...)
		}
		flight = after
	}
	return out
}

// flightBytes reads the length before a text.
func flightBytes(s string) (n int, body string, ok bool) {
	hex, body, ok := strings.Cut(s, ",")
	if !ok || len(hex) > 8 {
		return 0, "", false
	}
	v, err := strconv.ParseUint(hex, 16, 31)
	if err != nil || int(v) > len(body) {
		return 0, "", false
	}
	return int(v), body, true
}

// elementProse gathers the prose of React elements, in the order of the page.
func elementProse(v any, depth int) (out []string) {
	if depth > maxStateDepth*3 {
		return nil
	}
	switch v := v.(type) {
	case string:
		if isProseString(v) {
			out = append(out, v)
		}
	case []any:
		for _, e := range v {
			out = append(out, elementProse(e, depth+1)...)
		}
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			if k == "children" || k == "dangerouslySetInnerHTML" || k == "__html" || isBodyKey(k) {
				keys = append(keys, k)
			}
		}
		slices.Sort(keys)
		for _, k := range keys {
			out = append(out, elementProse(v[k], depth+1)...)
		}
	}
	return out
}
