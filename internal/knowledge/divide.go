package knowledge

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// divide cuts a block that is too long into parts of at most some 120 words:
// a list between items, a table between rows (with its head above each part),
// code between lines, a paragraph between sentences. Where a single item or
// line is longer still, between words.
func (s *splitter) divide(n ast.Node, b block) []block {
	lines := strings.Split(b.text, "\n")
	written := lines
	head := ""
	switch n.(type) {
	case *ast.List:
		written = make([]string, len(lines))
		for i, line := range lines {
			if item, ok := strings.CutPrefix(line, "– "); ok {
				line = "- " + item
			}
			written[i] = line
		}
	case *extast.Table:
		rows := strings.Split(b.markdown, "\n")
		if len(rows) == len(lines)+2 {
			head, written = rows[0]+"\n"+rows[1]+"\n", rows[2:]
		}
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		head = "```\n"
	default:
		lines = sentences(b.text)
		written = lines
	}
	var out []block
	from, words := 0, 0
	cut := func(to int) {
		if to == from {
			return
		}
		part := block{words: words, steps: b.steps, text: join(lines[from:to], n), markdown: head + join(written[from:to], n)}
		if strings.HasPrefix(head, "```") {
			part.markdown += "\n```"
		}
		out = append(out, part)
		from, words = to, 0
	}
	for i, line := range lines {
		count := len(strings.Fields(line))
		if words+count > enough {
			cut(i)
		}
		words += count
	}
	cut(len(lines))
	return out
}

// join puts the parts of a paragraph on one line, those of everything else on
// lines of their own.
func join(parts []string, n ast.Node) string {
	if n.Kind() == ast.KindParagraph || n.Kind() == ast.KindBlockquote || n.Kind() == ast.KindHTMLBlock {
		return strings.Join(parts, " ")
	}
	return strings.Join(parts, "\n")
}

// sentences divides running text after full stops; what has none for too long
// is divided between words.
func sentences(t string) []string {
	var out []string
	var line []string
	for _, w := range strings.Fields(t) {
		line = append(line, w)
		if ends := strings.HasSuffix(w, ".") || strings.HasSuffix(w, "!") || strings.HasSuffix(w, "?") || strings.HasSuffix(w, "…"); ends && len(line) > 3 || len(line) >= enough {
			out, line = append(out, strings.Join(line, " ")), nil
		}
	}
	if len(line) > 0 {
		out = append(out, strings.Join(line, " "))
	}
	return out
}
