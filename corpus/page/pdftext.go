package page

import (
	"io"
	"math"
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// glyph is a letter as a page places it, in points from the lower left corner.
type glyph struct {
	text    string // U+FFFD where its font does not tell its letter
	x, y, w float64
	size    float64
}

// pdfMatrix is an affine map: (x, y) → (ax+cy+e, bx+dy+f).
type pdfMatrix struct{ a, b, c, d, e, f float64 }

func (m pdfMatrix) mul(n pdfMatrix) pdfMatrix {
	return pdfMatrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d,
		m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

// pdfState is the part of the graphics state that places text (ISO 32000-1, 9.3).
type pdfState struct {
	ctm                              pdfMatrix
	font                             *pdfFont
	size, char, word, scale, leading float64
	rise                             float64
}

// pdfPage runs the operators of one page. The library's own reading of a page
// knows no widths of composite fonts, in which Word and Hangul write every text
// that is not Western.
type pdfPage struct {
	fonts        map[string]*pdfFont
	state        pdfState
	stack        []pdfState
	text, line   pdfMatrix
	glyphs       []glyph
	formsDrawn   int
	resourceRoot pdf.Value // where the names of fonts and forms are told
}

// maxForms bounds the forms that one page draws, which may draw one another.
const maxForms = 200

// pageGlyphs reads the letters of a page. Panics of the library go through.
func pageGlyphs(page pdf.Page) []glyph {
	unit := pdfMatrix{a: 1, d: 1}
	p := pdfPage{fonts: map[string]*pdfFont{}, state: pdfState{ctm: unit, scale: 1}, text: unit, line: unit, resourceRoot: page.Resources()}
	p.run(page.V.Key("Contents"))
	return p.glyphs
}

func (p *pdfPage) run(stream pdf.Value) {
	if stream.Kind() != pdf.Stream && stream.Kind() != pdf.Array {
		return
	}
	pdf.Interpret(stream, func(stack *pdf.Stack, op string) {
		args := make([]pdf.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		p.operator(op, args)
	})
}

// operator runs one operator; those that don't touch text are passed over.
func (p *pdfPage) operator(op string, args []pdf.Value) {
	n := func(i int) float64 {
		if i < len(args) {
			return args[i].Float64()
		}
		return 0
	}
	switch op {
	case "q":
		p.stack = append(p.stack, p.state)
	case "Q":
		if last := len(p.stack) - 1; last >= 0 {
			p.state, p.stack = p.stack[last], p.stack[:last]
		}
	case "cm":
		p.state.ctm = pdfMatrix{n(0), n(1), n(2), n(3), n(4), n(5)}.mul(p.state.ctm)
	case "BT":
		p.text, p.line = pdfMatrix{a: 1, d: 1}, pdfMatrix{a: 1, d: 1}
	case "Tm":
		p.line = pdfMatrix{n(0), n(1), n(2), n(3), n(4), n(5)}
		p.text = p.line
	case "Td":
		p.move(n(0), n(1))
	case "TD":
		p.state.leading = -n(1)
		p.move(n(0), n(1))
	case "T*":
		p.move(0, -p.state.leading)
	case "Do":
		p.form(args)
	default:
		p.textOperator(op, args, n)
	}
}

func (p *pdfPage) textOperator(op string, args []pdf.Value, n func(int) float64) {
	s := &p.state
	switch op {
	case "Tc":
		s.char = n(0)
	case "Tw":
		s.word = n(0)
	case "Tz":
		s.scale = n(0) / 100
	case "TL":
		s.leading = n(0)
	case "Ts":
		s.rise = n(0)
	case "Tf":
		if len(args) == 2 {
			s.font, s.size = p.font(args[0].Name()), n(1)
		}
	case "Tj", "'", "\"":
		if op != "Tj" {
			p.move(0, -s.leading)
		}
		if len(args) > 0 {
			p.show(args[len(args)-1].RawString())
		}
	case "TJ":
		for i := 0; len(args) > 0 && i < args[0].Len(); i++ {
			if v := args[0].Index(i); v.Kind() == pdf.String {
				p.show(v.RawString())
			} else {
				p.advance(-v.Float64() / 1000 * s.size * s.scale)
			}
		}
	}
}

func (p *pdfPage) move(x, y float64) {
	p.line = pdfMatrix{1, 0, 0, 1, x, y}.mul(p.line)
	p.text = p.line
}

func (p *pdfPage) advance(x float64) { p.text = pdfMatrix{1, 0, 0, 1, x, 0}.mul(p.text) }

// form draws a form, which is a page inside of the page.
func (p *pdfPage) form(args []pdf.Value) {
	if len(args) == 0 || p.formsDrawn >= maxForms {
		return
	}
	form := p.resourceRoot.Key("XObject").Key(args[0].Name())
	if form.Key("Subtype").Name() != "Form" {
		return
	}
	p.formsDrawn++
	state, root, fonts := p.state, p.resourceRoot, p.fonts
	if m := form.Key("Matrix"); m.Len() == 6 {
		f := func(i int) float64 { return m.Index(i).Float64() }
		p.state.ctm = pdfMatrix{f(0), f(1), f(2), f(3), f(4), f(5)}.mul(p.state.ctm)
	}
	if own := form.Key("Resources"); own.Kind() == pdf.Dict {
		p.resourceRoot, p.fonts = own, map[string]*pdfFont{}
	}
	p.run(form)
	p.state, p.resourceRoot, p.fonts = state, root, fonts
}

// show places the letters of a string.
func (p *pdfPage) show(raw string) {
	s := &p.state
	if s.font == nil {
		return
	}
	step := s.font.codeBytes
	for i := 0; i+step <= len(raw); i += step {
		code := raw[i : i+step]
		text := s.font.letter(code)
		at := pdfMatrix{s.size * s.scale, 0, 0, s.size, 0, s.rise}.mul(p.text).mul(p.state.ctm)
		width := s.font.width(code) / 1000
		height := math.Hypot(at.c, at.d)
		p.glyphs = append(p.glyphs, glyph{text: text, x: at.e, y: at.f, w: width * math.Hypot(at.a, at.b), size: height})
		move := width*s.size + s.char
		if step == 1 && code == " " {
			move += s.word
		}
		p.advance(move * s.scale)
	}
}

// pdfFont tells letters and widths of codes.
type pdfFont struct {
	codeBytes int // 2 in composite fonts, else 1
	letters   map[string]string
	widths    map[int]float64
	usual     float64          // width of the codes that the font does not tell
	encoder   pdf.TextEncoding // of simple fonts; nil in composite ones
}

func (p *pdfPage) font(name string) *pdfFont {
	if f, ok := p.fonts[name]; ok {
		return f
	}
	v := p.resourceRoot.Key("Font").Key(name)
	f := &pdfFont{codeBytes: 1, letters: toUnicode(v.Key("ToUnicode")), widths: map[int]float64{}, usual: 500}
	if v.Key("Subtype").Name() == "Type0" {
		f.codeBytes = 2
		f.composite(v.Key("DescendantFonts").Index(0))
	} else {
		lib := pdf.Font{V: v}
		f.encoder = lib.Encoder()
		first, all := int(v.Key("FirstChar").Int64()), v.Key("Widths")
		for i := range min(all.Len(), 256) {
			f.widths[first+i] = all.Index(i).Float64()
		}
	}
	p.fonts[name] = f
	return f
}

// composite reads the widths of a CID font: "first [w w …]" and "first last w".
func (f *pdfFont) composite(v pdf.Value) {
	f.usual = 1000
	if dw := v.Key("DW"); dw.Kind() == pdf.Integer {
		f.usual = dw.Float64()
	}
	all := v.Key("W")
	for i := 0; i+1 < all.Len(); {
		first, next := int(all.Index(i).Int64()), all.Index(i+1)
		if next.Kind() == pdf.Array {
			for j := range next.Len() {
				f.widths[first+j] = next.Index(j).Float64()
			}
			i += 2
			continue
		}
		if i+2 >= all.Len() {
			return
		}
		for c := first; c <= int(next.Int64()) && c-first < 1<<16; c++ {
			f.widths[c] = all.Index(i + 2).Float64()
		}
		i += 3
	}
}

func (f *pdfFont) width(code string) float64 {
	n := 0
	for i := range len(code) {
		n = n<<8 | int(code[i])
	}
	if w, ok := f.widths[n]; ok {
		return w
	}
	return f.usual
}

// letter is the text of a code, U+FFFD where the font does not tell it.
func (f *pdfFont) letter(code string) string {
	if s, ok := f.letters[code]; ok {
		return s
	}
	if f.encoder == nil {
		return "\ufffd"
	}
	s := f.encoder.Decode(code)
	f.letters[code] = s
	return s
}

// maxCMap bounds how much of a character map is read, in bytes.
const maxCMap = 4 << 20

// toUnicode reads a font's map of codes to letters (ISO 32000-1, 9.10.3): pairs
// between beginbfchar and endbfchar, ranges between beginbfrange and endbfrange.
func toUnicode(v pdf.Value) map[string]string {
	out := map[string]string{}
	if v.Kind() != pdf.Stream {
		return out
	}
	r := v.Reader()
	defer func() { _ = r.Close() }() // it holds memory only
	data, err := io.ReadAll(io.LimitReader(r, maxCMap))
	if err != nil {
		return out
	}
	rest := string(data)
	for {
		at := strings.Index(rest, "beginbf")
		if at < 0 {
			return out
		}
		rest = rest[at+len("beginbf"):]
		section, after, _ := strings.Cut(rest, "endbf")
		switch {
		case strings.HasPrefix(section, "char"):
			codes := hexStrings(section)
			for i := 0; i+1 < len(codes); i += 2 {
				out[codes[i]] = utf16Text(codes[i+1])
			}
		case strings.HasPrefix(section, "range"):
			readRanges(section, out)
		}
		rest = after
	}
}

// readRanges reads "<low> <high> <first>" and "<low> <high> [<a> <b> …]".
func readRanges(section string, out map[string]string) {
	for section != "" {
		open := strings.IndexByte(section, '[')
		head := section
		if open >= 0 {
			head = section[:open]
		}
		codes := hexStrings(head)
		whole := len(codes) / 3 * 3
		for i := 0; i < whole; i += 3 {
			addRange(codes[i], codes[i+1], codes[i+2], out)
		}
		if open < 0 {
			return
		}
		list, after, _ := strings.Cut(section[open+1:], "]")
		if len(codes)-whole == 2 {
			code := []byte(codes[whole])
			for _, letter := range hexStrings(list) {
				out[string(code)] = utf16Text(letter)
				increase(code)
			}
		}
		section = after
	}
}

func addRange(low, high, first string, out map[string]string) {
	if len(low) != len(high) || low == "" || first == "" {
		return
	}
	code, letter := []byte(low), []byte(first)
	for range 1 << 16 {
		out[string(code)] = utf16Text(string(letter))
		if string(code) >= high {
			return
		}
		increase(code)
		increase(letter)
	}
}

// increase counts up a number of bytes.
func increase(b []byte) {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i]++; b[i] != 0 {
			return
		}
	}
}

// hexStrings are the strings in angle brackets, as bytes.
func hexStrings(s string) (out []string) {
	for {
		_, rest, ok := strings.Cut(s, "<")
		if !ok {
			return out
		}
		hex, after, _ := strings.Cut(rest, ">")
		var b []byte
		digits, v := 0, 0
		for _, c := range hex {
			d := strings.IndexRune("0123456789abcdef", c|0x20)
			if d < 0 {
				continue
			}
			v = v<<4 | d
			if digits++; digits%2 == 0 {
				b = append(b, byte(v))
				v = 0
			}
		}
		out = append(out, string(b))
		s = after
	}
}

// utf16Text decodes UTF-16 in big-endian order.
func utf16Text(s string) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}
