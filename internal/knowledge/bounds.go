package knowledge

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Bounds of what a text may nest. Without them a reader of Markdown compares
// every mark of a paragraph with every other: a text of 200 KB that is made for
// it takes half a minute. Nobody writes so many in one paragraph; what is beyond
// stands as it was written.
const (
	mostMarks   = 500 // emphasis, links and strikes in one paragraph, heading or cell
	mostNesting = 30  // quotes, lists and their items within each other
	mostLines   = 500 // of a paragraph that may begin with addresses for links
)

// boundedMarkdown is CommonMark with tables, task lists, strikes and bare
// addresses, within those bounds.
func boundedMarkdown() goldmark.Markdown {
	var blocks, inlines []util.PrioritizedValue
	for _, p := range parser.DefaultBlockParsers() {
		switch p.Priority {
		case 300, 400, 800: // lists, their items, quotes
			p.Value = shallow{p.Value.(parser.BlockParser)}
		}
		blocks = append(blocks, p)
	}
	for _, p := range parser.DefaultInlineParsers() {
		inlines = append(inlines, util.Prioritized(fewInAll(p.Value.(parser.InlineParser)), p.Priority))
	}
	inlines = append(inlines, util.Prioritized(fewInAll(extension.NewStrikethroughParser()), 500))
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(blocks...), parser.WithInlineParsers(inlines...),
			parser.WithParagraphTransformers(util.Prioritized(addresses{}, 100)), parser.WithAutoHeadingID(),
		)),
		goldmark.WithExtensions(extension.Table, extension.Linkify, extension.TaskList),
	)
}

// shallow opens no block that is nested too deeply.
type shallow struct{ parser.BlockParser }

func (s shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		if depth++; depth > mostNesting {
			return nil, parser.NoChildren
		}
	}
	return s.BlockParser.Open(parent, reader, pc)
}

// addresses takes [name]: address from the beginning of a paragraph.
type addresses struct{}

func (addresses) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if node.Lines().Len() <= mostLines {
		parser.LinkReferenceParagraphTransformer.Transform(node, reader, pc)
	}
}

// few reads no more marks of a block than it may.
type few struct{ parser.InlineParser }

// fewAndClose is few for a parser that wants to know where a block ends.
type fewAndClose struct {
	few
	parser.CloseBlocker
}

func fewInAll(p parser.InlineParser) parser.InlineParser {
	if c, ok := p.(parser.CloseBlocker); ok {
		return fewAndClose{few{p}, c}
	}
	return few{p}
}

// marks counts them; it is kept in the context of one reading.
type marks struct {
	of ast.Node
	n  int
}

var marksKey = parser.NewContextKey()

func (f few) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	m, _ := pc.Get(marksKey).(*marks)
	if m == nil {
		m = &marks{}
		pc.Set(marksKey, m)
	}
	if m.of != parent {
		m.of, m.n = parent, 0
	}
	if m.n++; m.n > mostMarks {
		return nil
	}
	return f.InlineParser.Parse(parent, block, pc)
}
