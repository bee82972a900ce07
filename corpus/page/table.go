package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// enoughCells is how many cells tell what a table is.
const enoughCells = 2000

// isDataTable tells tables that hold data from those that lay a page out: at
// least two rows of at least two short cells, no table inside.
func isDataTable(n *html.Node) bool {
	if role := attr(n, "role"); role == "presentation" || role == "none" {
		return false
	}
	rows, cells, long := 0, 0, 0
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.Table:
			return false
		case atom.Tr:
			rows++
		case atom.Td, atom.Th:
			cells++
			if letters(cellText(d)) > 400 {
				long++
			}
		default:
		}
		if cells > enoughCells {
			break
		}
	}
	return rows >= 2 && cells >= 2*rows-1 && long*5 <= cells
}

// tableText writes a data table so that every row can be read by itself: a row
// below a header row is "label – header: value; header: value", any other row is
// "cell | cell". The header stays as a row of its own.
func tableText(n *html.Node) string { return rowsText(tableRows(n)) }

func rowsText(rows []tableRow) string {
	header := headerOf(rows)
	var lines []string
	for i, row := range rows {
		var line string
		if i >= header.rows && header.rows > 0 && len(row.cells) > 1 {
			line = labelled(row.cells, header.names)
		} else {
			line = strings.Join(nonEmpty(row.cells), " | ")
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func labelled(row, names []string) string {
	var parts []string
	for i, cell := range row[1:] {
		switch {
		case cell == "":
		case i+1 < len(names) && names[i+1] != "" && names[i+1] != cell:
			parts = append(parts, names[i+1]+": "+cell)
		default:
			parts = append(parts, cell)
		}
	}
	if row[0] == "" {
		return strings.Join(parts, "; ")
	}
	if len(parts) == 0 {
		return row[0]
	}
	return row[0] + " – " + strings.Join(parts, "; ")
}

func nonEmpty(row []string) (out []string) {
	for i, cell := range row {
		if cell != "" && (i == 0 || cell != row[i-1]) { // a cell that spans columns is told once
			out = append(out, cell)
		}
	}
	return out
}

// header is what the first rows of a table say of its columns.
type header struct {
	rows  int
	names []string
}

// headerOf takes the first row as header where its cells are header cells, or
// where it alone has no figures but years and the rows below have. A second
// header row under one that spans columns is joined to it.
func headerOf(rows []tableRow) header {
	if len(rows) < 2 {
		return header{}
	}
	n := 0
	for n < len(rows)-1 && n < 3 && rows[n].header {
		n++
	}
	if n == 0 && len(rows[0].cells) > 1 && !hasFigure(rows[0].cells) && hasFigure(rows[1].cells) {
		n = 1
	}
	h := header{rows: n}
	for _, row := range rows[:n] {
		for i, cell := range row.cells {
			if i == len(h.names) {
				h.names = append(h.names, cell)
			} else if cell != "" && cell != h.names[i] {
				h.names[i] = strings.TrimSpace(h.names[i] + " " + cell)
			}
		}
	}
	return h
}

// hasFigure says whether a cell beyond the first holds a figure that is no bare year.
func hasFigure(cells []string) bool {
	for _, cell := range cells[1:] {
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r >= '٠' && r <= '٩' || r >= '๐' && r <= '๙' {
				return '0'
			}
			return -1
		}, cell)
		if digits != "" && len(digits) != 4 {
			return true
		}
	}
	return false
}

// tableRow is a row with every cell repeated over the columns it spans.
type tableRow struct {
	cells  []string
	header bool // all its cells beyond the first are header cells, or it stands in thead
}

// maxColumns bounds what a colspan can claim.
const maxColumns = 60

func tableRows(n *html.Node) (rows []tableRow) {
	pending := map[int]spanned{}
	for tr := range n.Descendants() {
		if tr.DataAtom != atom.Tr {
			continue
		}
		row := tableRow{header: true}
		seen := 0
		for c := tr.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
				continue
			}
			row.fill(pending)
			cell := spanned{text: cellText(c), rows: span(c, "rowspan") - 1}
			row.header = row.header && (c.DataAtom == atom.Th || seen == 0 && cell.text == "")
			seen++
			for range span(c, "colspan") {
				if cell.rows > 0 {
					pending[len(row.cells)] = cell
				}
				row.cells = append(row.cells, cell.text)
			}
		}
		row.fill(pending)
		row.header = seen > 1 && (row.header || tr.Parent != nil && tr.Parent.DataAtom == atom.Thead)
		if len(row.cells) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// spanned is a cell that reaches into the rows below.
type spanned struct {
	text string
	rows int
}

// fill sets the cells that reach down from rows above.
func (r *tableRow) fill(pending map[int]spanned) {
	for len(r.cells) < maxColumns {
		c, ok := pending[len(r.cells)]
		if !ok {
			return
		}
		if c.rows--; c.rows <= 0 {
			delete(pending, len(r.cells))
		} else {
			pending[len(r.cells)] = c
		}
		r.cells = append(r.cells, c.text)
	}
}

func span(n *html.Node, key string) int {
	v := 0
	for _, r := range attr(n, key) {
		if r < '0' || r > '9' || v > maxColumns {
			break
		}
		v = v*10 + int(r-'0')
	}
	return min(max(v, 1), maxColumns)
}

// cellText is the text of a cell on one line.
func cellText(n *html.Node) string {
	var out strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			out.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && (isBlock(n) || n.DataAtom == atom.Br) {
			out.WriteByte(' ')
		}
		if isSkipped(n) {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(out.String()), " ")
}
