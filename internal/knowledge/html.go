package knowledge

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
)

// FilesPath is where readers get the files that articles name.
const FilesPath = "/files/"

// AttachmentScheme stands before the ID of an attachment in Markdown.
const AttachmentScheme = "attachment:"

// HTML renders an article's Markdown as HTML that is safe to show: no scripts,
// styles, forms or frames, no addresses but of the web, mail and telephone.
// Headings carry the anchors of their passages.
func HTML(markdown string) string { return HTMLWithFiles(markdown, FilesPath) }

// HTMLWithFiles is HTML where files are to be had at another path.
func HTMLWithFiles(markdown, files string) string {
	source := []byte(markdown)
	doc := dialect.Parser().Parse(text.NewReader(source), parser.WithContext(reading()))
	point(doc, files)
	var out bytes.Buffer
	if err := page.Render(&out, source, doc); err != nil {
		panic("knowledge: render to memory: " + err.Error())
	}
	return safe.Sanitize(out.String())
}

// page renders what dialect has read. HTML in Markdown is what imported articles
// are full of; safe lets no more of it through than Markdown itself could say.
var page = goldmark.New(
	goldmark.WithExtensions(
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
		extension.Strikethrough, extension.Linkify,
	),
	goldmark.WithRendererOptions(html.WithUnsafe()),
).Renderer()

// point makes attachment:ID an address.
func point(doc ast.Node, files string) {
	at := func(to []byte) []byte {
		if id, ok := strings.CutPrefix(string(to), AttachmentScheme); ok {
			return []byte(files + id)
		}
		return to
	}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link:
			n.Destination = at(n.Destination)
		case *ast.Image:
			n.Destination = at(n.Destination)
		}
		return ast.WalkContinue, nil
	})
}

var safe = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "em", "strong", "b", "i", "del", "s", "sub", "sup", "kbd", "code", "pre", "blockquote",
		"ul", "li", "table", "thead", "tbody", "tr", "details", "summary", "h1", "h2", "h3", "h4", "h5", "h6")
	p.AllowAttrs("id").Matching(regexp.MustCompile(`^[\p{L}\p{N}\p{M}-]{1,130}$`)).OnElements("h1", "h2", "h3", "h4", "h5", "h6")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowElements("ol")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^language-[A-Za-z0-9+#-]{1,30}$`)).OnElements("code")
	p.AllowAttrs("align").Matching(bluemonday.CellAlign).OnElements("th", "td")
	p.AllowAttrs("colspan", "rowspan").Matching(bluemonday.Integer).OnElements("th", "td")
	p.AllowElements("th", "td")
	p.AllowStandardURLs()
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("src", "alt", "title").OnElements("img")
	p.AllowAttrs("width", "height").Matching(bluemonday.Number).OnElements("img")
	p.RequireNoFollowOnLinks(false)
	return p
}()
