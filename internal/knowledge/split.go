package knowledge

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A passage is to be read in one breath and still say enough to be found.
const (
	fewWords   = 40  // below, a passage takes in what follows
	enough     = 120 // above, what follows is a passage of its own
	mostWords  = 200 // a list, a table or code of more is divided
	deepest    = 6   // headings
	leadInTail = 240 // a list keeps the sentence before it up to so many words together
)

// Passages divides a document by its headings and then into parts of some 40
// to 120 words. Lists, tables and code stay whole where they have at most 200.
// A document without words below its title has one passage, which is the title.
func Passages(d Document) []Passage {
	s := splitter{document: d, source: []byte(d.Body)}
	root := dialect.Parser().Parse(text.NewReader(s.source), parser.WithContext(reading()))
	blocks := s.blocks(root)
	for i := range blocks {
		s.take(blocks[i])
	}
	s.flush()
	if len(s.out) == 0 {
		s.emit([]block{{text: d.Title, markdown: d.Title}})
	}
	return s.out
}

// block is a paragraph, a list, a table, code or a heading at the outermost
// level of a text.
type block struct {
	text     string
	markdown string
	words    int
	heading  int // its level, 0 for none
	anchor   string
	steps    bool
	asked    []string // what a note says of how customers ask
	parts    []block  // what a block that is too long is divided into
}

// splitter gathers blocks until they are a passage.
type splitter struct {
	document Document
	source   []byte
	headings [deepest]string // by level
	anchor   string
	asked    []string // of the section
	held     []block
	words    int
	out      []Passage
}

func (s *splitter) take(b block) {
	switch {
	case b.heading > 0:
		s.flush()
		level := min(b.heading, deepest) - 1
		clear(s.headings[level:])
		s.headings[level], s.anchor, s.asked = b.text, b.anchor, nil
		return
	case b.asked != nil:
		s.asked = append(s.asked, b.asked...)
		return
	case b.words > mostWords && len(b.parts) > 1:
		if s.words >= fewWords {
			s.flush()
		}
		for _, p := range b.parts {
			if s.words+p.words > enough && len(s.held) > 0 {
				s.flush()
			}
			s.hold(p)
		}
		return
	case len(s.held) == 0 || s.words+b.words <= enough:
	case s.leadsIn() && s.words+b.words <= leadInTail:
		// "To do so:" belongs to its list, what stands above it need not
		if last := len(s.held) - 1; s.words-s.held[last].words >= fewWords {
			lead := s.held[last]
			s.held = s.held[:last]
			s.flush()
			s.hold(lead)
		}
	case s.words < fewWords && s.words+b.words <= mostWords:
	default:
		s.flush()
	}
	s.hold(b)
}

// leadsIn: the last block announces what comes next.
func (s *splitter) leadsIn() bool { return strings.HasSuffix(s.held[len(s.held)-1].text, ":") }

func (s *splitter) hold(b block) {
	s.held = append(s.held, b)
	s.words += b.words
}

func (s *splitter) flush() {
	if len(s.held) > 0 {
		s.emit(s.held)
	}
	s.held, s.words = s.held[:0], 0
}

func (s *splitter) emit(blocks []block) {
	d := s.document
	p := Passage{
		Article: d.Article, Lang: d.Lang, Version: d.Version, Number: len(s.out), Title: d.Title, Anchor: s.anchor,
		Audience: d.Audience, Collection: d.Collection, Slug: d.Slug, Asked: s.asked,
	}
	for _, h := range s.headings {
		if h != "" {
			p.Headings = append(p.Headings, h)
		}
	}
	var words, markdown []string
	for _, b := range blocks {
		words, markdown = append(words, b.text), append(markdown, b.markdown)
		p.Steps = p.Steps || b.steps
	}
	p.Text, p.Markdown = strings.Join(words, "\n"), strings.Join(markdown, "\n\n")
	s.out = append(s.out, p)
}

// blocks reads the outermost blocks of a text. Those without words, such as
// rules and pictures without a description, are left out.
func (s *splitter) blocks(root ast.Node) []block {
	var out []block
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if asked, ok := s.askedIn(n); ok {
			if len(asked) > 0 {
				out = append(out, block{asked: asked})
			}
			continue
		}
		b := block{text: s.plain(n), markdown: s.written(n)}
		if b.text == "" {
			continue
		}
		b.words = len(strings.Fields(b.text))
		switch n := n.(type) {
		case *ast.Heading:
			b.heading = n.Level
			if id, ok := n.AttributeString("id"); ok {
				b.anchor = attribute(id)
			}
		case *ast.List:
			b.steps = n.IsOrdered() && n.ChildCount() > 1
		}
		if b.words > mostWords && b.heading == 0 {
			b.parts = s.divide(n, b)
		}
		out = append(out, b)
	}
	return out
}

// attribute reads an attribute, which goldmark gives as bytes.
func attribute(v any) string {
	b, _ := v.([]byte)
	return string(b)
}

// written is the source of an outermost block: the lines from its first to the
// next one's first.
func (s *splitter) written(n ast.Node) string {
	end := len(s.source)
	for next := n.NextSibling(); next != nil; next = next.NextSibling() {
		if at := next.Pos(); at >= 0 {
			end = s.lineStart(at)
			break
		}
	}
	start := n.Pos()
	if start < 0 || start > end {
		return ""
	}
	return strings.Trim(string(s.source[s.lineStart(start):end]), "\n\r ")
}

func (s *splitter) lineStart(at int) int {
	for at > 0 && s.source[at-1] != '\n' {
		at--
	}
	return at
}
