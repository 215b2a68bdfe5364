package knowledge

import (
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// deepestPlain bounds how far into each other lists and quotes are read.
const deepestPlain = 40

// plain is a block as it is read aloud. Items of lists and rows of tables stand
// on lines of their own, the items of an ordered list with their numbers.
func (s *splitter) plain(n ast.Node) string {
	var out strings.Builder
	s.writeBlock(&out, n, 0)
	return tidyLines(out.String())
}

func (s *splitter) writeBlock(out *strings.Builder, n ast.Node, depth int) {
	if depth > deepestPlain {
		return
	}
	switch n := n.(type) {
	case *ast.List:
		s.writeList(out, n, depth)
	case *extast.Table:
		s.writeTable(out, n)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			out.Write(line.Value(s.source))
		}
		out.WriteByte('\n')
	case *ast.HTMLBlock:
		var raw strings.Builder
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			raw.Write(line.Value(s.source))
		}
		out.WriteString(html.UnescapeString(tags.ReplaceAllString(raw.String(), " ")))
		out.WriteByte('\n')
	default:
		if c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock {
			for ; c != nil; c = c.NextSibling() {
				s.writeBlock(out, c, depth+1)
			}
			return
		}
		s.writeInline(out, n, depth)
		out.WriteByte('\n')
	}
}

// tags are what is left out of HTML inside Markdown.
var tags = regexp.MustCompile(`(?s)<!--.*?-->|<[^>]*>`)

func (s *splitter) writeList(out *strings.Builder, list *ast.List, depth int) {
	number := list.Start
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "– "
		if list.IsOrdered() {
			mark = fmt.Sprintf("%d. ", number)
			number++
		}
		out.WriteString(mark)
		for c := item.FirstChild(); c != nil; c = c.NextSibling() {
			s.writeBlock(out, c, depth+1)
		}
		if item.FirstChild() == nil {
			out.WriteByte('\n')
		}
	}
}

// writeTable reads a row as one would say it: "Plan: Basic; Price: 100".
func (s *splitter) writeTable(out *strings.Builder, t *extast.Table) {
	var head []string
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		cells := s.cells(row)
		if _, ok := row.(*extast.TableHeader); ok {
			head = cells
			continue
		}
		out.WriteString(rowAloud(head, cells))
		out.WriteByte('\n')
	}
	if t.ChildCount() == 1 {
		out.WriteString(strings.Join(head, "; "))
	}
}

func (s *splitter) cells(row ast.Node) []string {
	var out []string
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		var cell strings.Builder
		s.writeInline(&cell, c, 0)
		out = append(out, strings.Join(strings.Fields(cell.String()), " "))
	}
	return out
}

func rowAloud(head, cells []string) string {
	var parts []string
	for i, c := range cells {
		switch {
		case c == "":
		case i < len(head) && head[i] != "":
			parts = append(parts, head[i]+": "+c)
		default:
			parts = append(parts, c)
		}
	}
	return strings.Join(parts, "; ")
}

func (s *splitter) writeInline(out *strings.Builder, n ast.Node, depth int) {
	if depth > deepestPlain {
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			out.WriteString(unescape(c.Value(s.source)))
			switch {
			case c.HardLineBreak():
				out.WriteByte('\n')
			case c.SoftLineBreak():
				out.WriteByte(' ')
			}
		case *ast.String:
			out.Write(c.Value)
		case *ast.CodeSpan:
			for t := c.FirstChild(); t != nil; t = t.NextSibling() {
				if t, ok := t.(*ast.Text); ok {
					out.Write(t.Value(s.source))
				}
			}
		case *ast.AutoLink:
			out.Write(c.Label(s.source))
		case *ast.RawHTML:
			if isBreak(c, s.source) {
				out.WriteByte('\n')
			}
		default:
			s.writeInline(out, c, depth+1)
		}
	}
}

func isBreak(n *ast.RawHTML, source []byte) bool {
	if n.Segments.Len() == 0 {
		return false
	}
	first := n.Segments.At(0)
	return strings.HasPrefix(strings.ToLower(string(first.Value(source))), "<br")
}

// unescape takes away backslashes and entities that a reader does not see.
func unescape(b []byte) string {
	t := string(b)
	if strings.IndexByte(t, '\\') >= 0 {
		t = escaped.ReplaceAllString(t, "$1")
	}
	return html.UnescapeString(t)
}

var escaped = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")

// tidyLines has one space between words and no empty lines.
func tidyLines(t string) string {
	var out []string
	for line := range strings.Lines(t) {
		if words := strings.Fields(line); len(words) > 0 {
			out = append(out, strings.Join(words, " "))
		}
	}
	return strings.Join(out, "\n")
}
