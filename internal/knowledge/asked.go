package knowledge

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Beneath a heading, or at the top, an author may note how customers ask for what
// stands there. Readers never see it; search finds the passage by it.
//
//	<!-- asked: do you ship abroad; delivery to Poland -->
const askedMark = "asked:"

// mostAsked questions of one section are read.
const mostAsked = 40

// asked reads such a note. Any other comment is nobody's to read: ok is true and
// the list is empty.
func (s *splitter) askedIn(n ast.Node) (questions []string, ok bool) {
	block, html := n.(*ast.HTMLBlock)
	if !html {
		return nil, false
	}
	text := strings.TrimSpace(s.written(block))
	text, ok = strings.CutPrefix(text, "<!--")
	if !ok {
		return nil, false
	}
	text, _, _ = strings.Cut(text, "-->")
	list, noted := strings.CutPrefix(strings.TrimSpace(text), askedMark)
	if !noted {
		return nil, true
	}
	for _, q := range strings.FieldsFunc(list, func(r rune) bool { return r == ';' || r == '\n' }) {
		if q = strings.TrimSpace(q); q != "" && len(questions) < mostAsked {
			questions = append(questions, q)
		}
	}
	return questions, true
}
