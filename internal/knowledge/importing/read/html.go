package read

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/rozmova/rozmova/internal/knowledge"
)

// Page is what an HTML page says.
type Page struct {
	Title, Body string
	Lang        string // as the page says it
	Canonical   string // absolute, or ""
	Alternates  map[string]string
	NoIndex     bool
	Files       []File // pictures written into the page itself
}

// ReadPage reads the readable part of a page. Addresses in it become absolute
// where the page's own address is given.
func ReadPage(data []byte, charset, address string) (Page, error) {
	if charset == "" {
		charset = charsetOf(data)
	}
	text, ok := decode(data, charset)
	if !ok {
		return Page{}, ErrEncoding
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return Page{}, fmt.Errorf("parse a page: %w", err)
	}
	p := headOf(doc, address)
	root := readable(doc)
	if h1 := first(root, func(n *html.Node) bool { return n.DataAtom == atom.H1 }); h1 != nil {
		if t := textOf(h1); t != "" {
			p.Title = t
		}
		h1.Parent.RemoveChild(h1)
	} else if h1 := first(doc, func(n *html.Node) bool { return n.DataAtom == atom.H1 }); h1 != nil && textOf(h1) != "" {
		p.Title = textOf(h1)
	}
	p.Title = cut(p.Title)
	it := Item{}
	p.Body, err = nodeMarkdown(root, baseOf(doc, address), &it)
	p.Files = it.Files
	return p, err
}

// fragment makes Markdown of a piece of HTML, as an article's body is in exports.
func fragment(body string, it *Item) (string, error) {
	nodes, err := html.ParseFragment(strings.NewReader(body), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return "", fmt.Errorf("parse an article's HTML: %w", err)
	}
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	walkElements(root, func(n *html.Node) bool { return !noise[n.DataAtom] || n.DataAtom == atom.Aside })
	return nodeMarkdown(root, nil, it)
}

// walkElements removes the elements that keep refuses.
func walkElements(n *html.Node, keep func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.CommentNode || c.Type == html.ElementNode && !keep(c) {
			n.RemoveChild(c)
		} else {
			walkElements(c, keep)
		}
		c = next
	}
}

// nodeMarkdown makes Markdown of an element; at is the page's address, nil for
// none.
func nodeMarkdown(root *html.Node, at *url.URL, it *Item) (string, error) {
	walk(root, func(n *html.Node) bool {
		mendAddresses(n, at, it)
		return true
	})
	conv := converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(), strikethrough.NewStrikethroughPlugin(),
		table.NewTablePlugin(table.WithHeaderPromotion(true), table.WithSpanCellBehavior(table.SpanBehaviorMirror)),
	))
	md, err := conv.ConvertNode(root)
	if err != nil {
		return "", fmt.Errorf("make Markdown of HTML: %w", err)
	}
	return strings.TrimSpace(emptyLines.ReplaceAllString(string(md), "\n\n")), nil
}

var emptyLines = regexp.MustCompile(`\n[ \t]*\n(?:[ \t]*\n)+`)

// mendAddresses makes the addresses of links and pictures absolute, drops those
// that lead nowhere, and keeps pictures that are written into the page.
func mendAddresses(n *html.Node, at *url.URL, it *Item) {
	if n.Type != html.ElementNode || n.DataAtom != atom.A && n.DataAtom != atom.Img {
		return
	}
	name := "href"
	if n.DataAtom == atom.Img {
		name = "src"
		if attr(n, "src") == "" || strings.HasPrefix(attr(n, "src"), "data:image/gif") { // a placeholder until it scrolls into view
			if lazy := attr(n, "data-src"); lazy != "" {
				setAttr(n, "src", lazy)
			}
		}
	}
	value := strings.TrimSpace(attr(n, name))
	if name == "src" && strings.HasPrefix(value, "data:") {
		setAttr(n, "src", inline(value, it))
		return
	}
	u, err := url.Parse(value)
	switch {
	case err != nil, u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" && u.Scheme != "tel":
		setAttr(n, name, "")
	case at != nil && u.Scheme == "" && (u.Path != "" || u.Host != ""):
		setAttr(n, name, at.ResolveReference(u).String())
	case u.Path == "" && u.Host == "" && u.Scheme == "" && u.Fragment != "":
		setAttr(n, name, "") // to a place whose name does not outlive the page
	}
	if attr(n, name) == "" && n.DataAtom == atom.A {
		n.Data, n.DataAtom = "span", atom.Span
	}
}

func setAttr(n *html.Node, name, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

// inline keeps a picture that a page holds as data: and returns what stands for
// it, "" when it is none.
func inline(value string, it *Item) string {
	head, data, ok := strings.Cut(value, ",")
	kind, ok2 := strings.CutSuffix(strings.TrimPrefix(head, "data:"), ";base64")
	ext := map[string]string{"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}[kind]
	if !ok || !ok2 || ext == "" || len(data) > knowledge.MaxFile*4/3 {
		return ""
	}
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(data))
	if err != nil || len(raw) < 100 { // a dot that counts readers
		return ""
	}
	name := fmt.Sprintf("picture-%d%s", len(it.Files)+1, ext)
	return it.file(File{Ref: "data:" + hash(raw), Name: name, Open: func() ([]byte, error) { return raw, nil }})
}

// headOf reads what a page says of itself.
func headOf(doc *html.Node, address string) Page {
	p := Page{Alternates: map[string]string{}}
	at, _ := url.Parse(address)
	absolute := func(ref string) string {
		u, err := url.Parse(strings.TrimSpace(ref))
		if err != nil || ref == "" {
			return ""
		}
		if at != nil && address != "" {
			u = at.ResolveReference(u)
		}
		u.Fragment = ""
		if u.Scheme != "http" && u.Scheme != "https" {
			return ""
		}
		return u.String()
	}
	title, og := "", ""
	walk(doc, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Html:
			p.Lang = attr(n, "lang")
		case atom.Title:
			if title == "" {
				title = textOf(n)
			}
		case atom.Link:
			switch rel := strings.ToLower(attr(n, "rel")); {
			case rel == "canonical":
				p.Canonical = absolute(attr(n, "href"))
			case rel == "alternate" && attr(n, "hreflang") != "" && len(p.Alternates) < knowledge.MaxLanguages:
				p.Alternates[strings.ToLower(attr(n, "hreflang"))] = absolute(attr(n, "href"))
			}
		case atom.Meta:
			switch {
			case attr(n, "property") == "og:title":
				og = attr(n, "content")
			case strings.EqualFold(attr(n, "name"), "robots"):
				c := strings.ToLower(attr(n, "content"))
				p.NoIndex = strings.Contains(c, "noindex") || strings.Contains(c, "none")
			}
		case atom.Body:
			return false
		}
		return true
	})
	if p.Title = og; p.Title == "" {
		p.Title = siteName.ReplaceAllString(title, "")
	}
	return p
}

// siteName is what follows a title in most pages: Returns – Example Shop.
var siteName = regexp.MustCompile(`\s+[|–—·»-]\s+[^|–—·»]{1,60}$`)

func baseOf(doc *html.Node, address string) *url.URL {
	at, err := url.Parse(address)
	if err != nil || address == "" {
		return nil
	}
	if b := first(doc, func(n *html.Node) bool { return n.DataAtom == atom.Base }); b != nil {
		if u, err := url.Parse(attr(b, "href")); err == nil {
			return at.ResolveReference(u)
		}
	}
	return at
}

var charsetMeta = regexp.MustCompile(`(?i)<meta[^>]{1,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})`)

func charsetOf(data []byte) string {
	if m := charsetMeta.FindSubmatch(data[:min(len(data), 2048)]); m != nil {
		return string(bytes.ToLower(m[1]))
	}
	return ""
}

// html makes an item of an HTML file.
func (t *tree) html(p string, at place, data []byte) {
	page, err := ReadPage(data, "", "")
	if err != nil {
		t.refuse(p, codeOf(err), "")
		return
	}
	if page.NoIndex {
		t.refuse(p, NoIndex, "")
		return
	}
	it := Item{
		Kind: "html", Key: at.key, From: p, Title: page.Title, Body: page.Body, Shelves: at.shelves, Audience: t.o.Audience, Files: page.Files,
	}
	if it.Body == "" {
		t.refuse(p, Empty, "")
		return
	}
	if it.Title == "" {
		it.Title = humanise(strings.TrimSuffix(path.Base(at.key), path.Ext(at.key)))
	}
	lang := page.Lang
	if at.lang != "" {
		lang = at.lang
	}
	t.add(it, p, lang)
}
