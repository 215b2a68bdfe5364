package read

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The readable part of a page: the one element that holds what it is about,
// without the menus, banners and forms around and in it.

// noise are elements that are never part of what a page says.
var noise = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true, atom.Form: true,
	atom.Button: true, atom.Input: true, atom.Select: true, atom.Textarea: true, atom.Nav: true, atom.Footer: true,
	atom.Aside: true, atom.Dialog: true, atom.Object: true, atom.Embed: true, atom.Canvas: true, atom.Svg: true,
	atom.Audio: true, atom.Video: true, atom.Link: true, atom.Meta: true,
}

var noiseRoles = set("navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar tablist form")

// noiseWords are parts of names that sites give to what is around their texts.
var noiseWords = set(`nav navbar navigation menu sidebar footer breadcrumb breadcrumbs cookie cookies consent share sharing social
	related recommended comments comment newsletter subscribe promo advert advertisement ads banner pagination pager feedback
	vote votes rating toc skip skiplink toolbar popup modal header-anchor headerlink anchorjs-link sr-only visually-hidden
	edit-this-page print-only metadata byline`)

// readable returns the element that holds a page's text, cleaned in place.
func readable(doc *html.Node) *html.Node {
	body := first(doc, func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if body == nil {
		body = doc
	}
	whole := textLength(body)
	root := marked(body)
	strip(body, root)
	if root == nil || textLength(root)*10 < whole && textLength(root) < 200 {
		root = densest(body)
	}
	return root
}

// marked is the element that the page itself marks as its main part.
func marked(body *html.Node) *html.Node {
	for _, is := range []func(*html.Node) bool{
		func(n *html.Node) bool { return attr(n, "itemprop") == "articleBody" },
		func(n *html.Node) bool { return n.DataAtom == atom.Article },
		func(n *html.Node) bool { return n.DataAtom == atom.Main || attr(n, "role") == "main" },
		func(n *html.Node) bool {
			switch attr(n, "id") {
			case "content", "main-content", "main", "article", "article-body":
				return true
			}
			for _, c := range strings.Fields(attr(n, "class")) {
				switch c {
				case "article-body", "article__body", "markdown-body", "entry-content", "post-content", "article-content", "rst-content":
					return true
				}
			}
			return false
		},
	} {
		var found []*html.Node
		walk(body, func(n *html.Node) bool {
			if n.Type == html.ElementNode && is(n) {
				found = append(found, n)
				return false
			}
			return true
		})
		switch {
		case len(found) == 1:
			return found[0]
		case len(found) > 1: // a list of teasers, or an article with others below it
			best, total, most := found[0], 0, 0
			for _, n := range found {
				l := textLength(n)
				total += l
				if l > most {
					best, most = n, l
				}
			}
			if most*10 >= total*6 {
				return best
			}
		}
	}
	return nil
}

// strip removes noise below n; what contains keep, or is it, stays.
func strip(n, keep *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.CommentNode:
			n.RemoveChild(c)
		case c.Type == html.ElementNode && c != keep && isNoise(c) && !contains(c, keep):
			n.RemoveChild(c)
		default:
			strip(c, keep)
		}
		c = next
	}
}

func isNoise(n *html.Node) bool {
	if noise[n.DataAtom] || n.Data == "svg" || noiseRoles[attr(n, "role")] || attr(n, "aria-hidden") == "true" || has(n, "hidden") {
		return true
	}
	if style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", ""); strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
		return true
	}
	if n.DataAtom == atom.Header { // of the page; an article's own holds its title
		return first(n, func(c *html.Node) bool { return c.DataAtom == atom.H1 }) == nil
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.P, atom.Li, atom.Td, atom.Th, atom.Table, atom.Pre, atom.Code, atom.Body, atom.Main, atom.Article:
		return false
	}
	for _, name := range append(strings.Fields(attr(n, "class")), attr(n, "id")) {
		name = strings.ToLower(name)
		if noiseWords[name] {
			return true
		}
		for part := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == '-' || r == '_' }) {
			if noiseWords[part] && (n.DataAtom == atom.Div || n.DataAtom == atom.Ul || n.DataAtom == atom.Section) {
				return true
			}
		}
	}
	return false
}

// densest is the deepest element that still holds most of the page's running
// text: text in paragraphs, lists, tables and code, less what is in links.
func densest(body *html.Node) *html.Node {
	score := map[*html.Node]int{}
	var count func(n *html.Node) int
	count = func(n *html.Node) int {
		own := 0
		switch n.DataAtom {
		case atom.P, atom.Li, atom.Td, atom.Pre, atom.Dd, atom.Blockquote:
			own = max(0, textLength(n)-2*linkLength(n))
		default:
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				if c.Type == html.ElementNode {
					own += count(c)
				}
			}
		}
		score[n] = own
		return own
	}
	all := count(body)
	at := body
	for all > 0 {
		var next *html.Node
		for c := at.FirstChild; c != nil; c = c.NextSibling {
			if score[c]*10 >= all*8 && c.DataAtom != atom.Ul && c.DataAtom != atom.Ol && c.DataAtom != atom.Table && c.DataAtom != atom.P {
				next = c
			}
		}
		// The heading beside the text belongs to it.
		if next == nil || direct(at, atom.H1) {
			break
		}
		at = next
	}
	return at
}

func direct(n *html.Node, a atom.Atom) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == a {
			return true
		}
	}
	return false
}

func walk(n *html.Node, visit func(*html.Node) bool) {
	if !visit(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, visit)
	}
}

func first(n *html.Node, is func(*html.Node) bool) *html.Node {
	if n.Type == html.ElementNode && is(n) {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if f := first(c, is); f != nil {
			return f
		}
	}
	return nil
}

func contains(n, inner *html.Node) bool {
	for ; inner != nil; inner = inner.Parent {
		if inner == n {
			return true
		}
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func textLength(n *html.Node) int {
	total := 0
	walk(n, func(c *html.Node) bool {
		if c.Type == html.TextNode {
			total += len(strings.TrimSpace(c.Data))
		}
		return c.Type != html.ElementNode || c.DataAtom != atom.Script && c.DataAtom != atom.Style
	})
	return total
}

func linkLength(n *html.Node) int {
	total := 0
	walk(n, func(c *html.Node) bool {
		if c.DataAtom == atom.A {
			total += textLength(c)
			return false
		}
		return true
	})
	return total
}

// textOf is the text below a node on one line.
func textOf(n *html.Node) string {
	var b strings.Builder
	walk(n, func(c *html.Node) bool {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
			b.WriteByte(' ')
		}
		return true
	})
	return strings.Join(strings.Fields(b.String()), " ")
}
