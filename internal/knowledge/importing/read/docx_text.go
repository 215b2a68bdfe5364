package read

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// docxBlock is a paragraph, or a row of a table.
type docxBlock struct {
	text     string
	heading  int
	list     bool
	numbered bool
	depth    int
	code     bool
	cells    []string // of a row
	table    int      // which table the row is of, from 1
}

// docxState is where the reader stands in word/document.xml.
type docxState struct {
	d          *docxReader
	block      docxBlock
	text       strings.Builder
	bold, ital bool
	style      string
	numID      string
	depth      int
	link       string
	linkText   strings.Builder
	inLink     bool
	inRun      bool
	deleted    int // within deleted text, hidden text or an alternative
	tables     int // within tables
	table      int
	row        []string
	cell       []string
	hidden     bool
}

// document reads the text.
func (d *docxReader) document() error {
	dec, c, err := d.part("word/document.xml")
	if err != nil {
		return err
	}
	defer c.Close()
	s := &docxState{d: d}
	for depth := 0; ; {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return xmlError(err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxXMLDepth {
				return errors.Join(ErrMalformed, errors.New("elements too deep"))
			}
			s.start(e)
		case xml.EndElement:
			depth--
			s.end(e.Name.Local)
		case xml.CharData:
			if s.inRun && s.deleted == 0 && !s.hidden {
				s.write(string(e))
			}
		}
		if len(d.blocks) > maxPieces {
			return ErrTooLarge
		}
	}
}

func (s *docxState) start(e xml.StartElement) {
	switch e.Name.Local {
	case "p":
		if s.deleted == 0 {
			s.block, s.style, s.numID, s.depth = docxBlock{}, "", "", 0
		}
	case "pStyle":
		s.style = xattr(e, "val")
	case "numId":
		s.numID = xattr(e, "val")
	case "ilvl":
		s.depth = min(number(xattr(e, "val")), 8)
	case "r":
		s.bold, s.ital, s.hidden = false, false, false
	case "b":
		s.bold = on(e)
	case "i":
		s.ital = on(e)
	case "vanish":
		s.hidden = on(e)
	case "t":
		s.inRun = true
	case "tab":
		if s.deleted == 0 && len(e.Attr) == 0 { // one with attributes is a stop of the ruler
			s.write(" ")
		}
	case "br", "cr":
		if s.deleted == 0 {
			s.write("\n")
		}
	case "noBreakHyphen":
		s.write("-")
	case "del", "moveFrom", "Fallback", "instrText", "delText":
		s.deleted++
	case "hyperlink":
		s.inLink, s.link = true, ""
		if l, ok := s.d.links[xattr(e, "id")]; ok && l.external && webAddress(l.to) {
			s.link = l.to
		}
		s.linkText.Reset()
	case "blip":
		if ref := s.d.picture(xattr(e, "embed")); ref != "" && s.deleted == 0 {
			s.text.WriteString("![](" + ref + ")")
		}
	case "tbl":
		if s.tables++; s.tables == 1 {
			s.table++
		}
	case "tr":
		if s.tables == 1 {
			s.row = nil
		}
	case "tc":
		if s.tables == 1 {
			s.cell = nil
		}
	}
}

func on(e xml.StartElement) bool {
	switch xattr(e, "val") {
	case "0", "false", "off":
		return false
	}
	return true
}

func webAddress(s string) bool {
	for _, scheme := range []string{"http://", "https://", "mailto:", "tel:"} {
		if strings.HasPrefix(strings.ToLower(s), scheme) {
			return !strings.ContainsAny(s, " <>\n()")
		}
	}
	return false
}

func (s *docxState) end(name string) {
	switch name {
	case "t":
		s.inRun = false
	case "del", "moveFrom", "Fallback", "instrText", "delText":
		s.deleted--
	case "hyperlink":
		text := strings.TrimSpace(s.linkText.String())
		s.inLink = false
		if s.link != "" && text != "" {
			s.text.WriteString("[" + text + "](" + s.link + ")")
		} else {
			s.text.WriteString(s.linkText.String())
		}
	case "p":
		if s.deleted == 0 {
			s.paragraph()
		}
	case "tc":
		if s.tables == 1 {
			s.row = append(s.row, strings.Join(s.cell, "<br>"))
		}
	case "tr":
		if s.tables == 1 && len(s.row) > 0 {
			s.d.blocks = append(s.d.blocks, docxBlock{cells: s.row, table: s.table})
		}
	case "tbl":
		s.tables--
	}
}

// write adds text of a run, with its emphasis.
func (s *docxState) write(text string) {
	to := &s.text
	if s.inLink {
		to = &s.linkText
	}
	core := strings.TrimSpace(text)
	if core == "" || !s.bold && !s.ital || s.inLink {
		to.WriteString(escapeMarkdown(text))
		return
	}
	mark := "**"
	if s.ital {
		if mark = "*"; s.bold {
			mark = "***"
		}
	}
	at := strings.Index(text, core)
	to.WriteString(text[:at] + mark + escapeMarkdown(core) + mark + text[at+len(core):])
}

var markdownMarks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`)

func escapeMarkdown(s string) string { return markdownMarks.Replace(s) }

// paragraph ends one.
func (s *docxState) paragraph() {
	text := strings.TrimSpace(joinRuns.Replace(s.text.String()))
	s.text.Reset()
	if text == "" {
		return
	}
	if s.tables > 0 {
		s.cell = append(s.cell, strings.ReplaceAll(strings.ReplaceAll(text, "\n", "<br>"), "|", `\|`))
		return
	}
	b := docxBlock{text: text}
	style := s.d.styles[s.style]
	if s.numID == "" {
		s.numID = style.list
	}
	switch {
	case style.title && s.d.title == "":
		s.d.title = plainHeading(text)
		return
	case style.level > 0:
		b.heading = style.level
		b.text = strings.ReplaceAll(strings.ReplaceAll(text, "**", ""), "\n", " ")
	case s.numID != "" && s.numID != "0":
		b.list, b.depth, b.numbered = true, s.depth, s.d.lists[s.numID][s.depth]
	case style.code:
		b.code, b.text = true, unescapeMarkdown(text)
	}
	s.d.blocks = append(s.d.blocks, b)
}

// joinRuns mends emphasis that was cut in two by runs.
var joinRuns = strings.NewReplacer("******", "", "****", "")

var unescapeMarks = strings.NewReplacer(`\\`, `\`, "\\`", "`", `\*`, "*", `\_`, "_", `\[`, "[", `\]`, "]", `\<`, "<", "**", "")

func unescapeMarkdown(s string) string { return unescapeMarks.Replace(s) }

// markdown writes the blocks down. Without a title the first heading is one.
func (d *docxReader) markdown() string {
	if d.title == "" && len(d.blocks) > 0 && d.blocks[0].heading > 0 {
		d.title = plainHeading(d.blocks[0].text)
		d.blocks = d.blocks[1:]
	}
	var b strings.Builder
	for i, x := range d.blocks {
		var before docxBlock
		if i > 0 {
			before = d.blocks[i-1]
		}
		switch {
		case i == 0:
		case x.list && before.list, x.table > 0 && before.table == x.table, x.code && before.code:
			b.WriteByte('\n')
		default:
			if before.code {
				b.WriteString("\n```")
			}
			b.WriteString("\n\n")
		}
		switch {
		case x.table > 0:
			d.row(&b, x, before.table != x.table)
		case x.heading > 0:
			b.WriteString(strings.Repeat("#", max(2, x.heading)) + " " + x.text)
		case x.list:
			mark := "- "
			if x.numbered {
				mark = "1. "
			}
			indent := strings.Repeat("   ", x.depth)
			b.WriteString(indent + mark + strings.ReplaceAll(x.text, "\n", "\\\n"+indent+"   "))
		case x.code:
			if !before.code {
				b.WriteString("```\n")
			}
			b.WriteString(x.text)
		default:
			b.WriteString(lineStart(strings.ReplaceAll(x.text, "\n", "\\\n")))
		}
	}
	if n := len(d.blocks); n > 0 && d.blocks[n-1].code {
		b.WriteString("\n```")
	}
	return b.String()
}

// row writes a row of a table; Markdown wants a head above it.
func (d *docxReader) row(b *strings.Builder, x docxBlock, head bool) {
	b.WriteString("| " + strings.Join(x.cells, " | ") + " |")
	if head {
		b.WriteString("\n|" + strings.Repeat(" --- |", len(x.cells)))
	}
}

// lineStart keeps a paragraph from being read as a heading or a list.
func lineStart(s string) string {
	if s == "" {
		return s
	}
	switch {
	case s[0] == '#' || s[0] == '>', strings.HasPrefix(s, "- "), strings.HasPrefix(s, "+ "):
		return `\` + s
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits > 0 && digits < len(s)-1 && s[digits] == '.' && s[digits+1] == ' ' {
		return s[:digits] + `\` + s[digits:]
	}
	return s
}
