package read

import (
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
)

// markdown makes an item of a Markdown file.
func (t *tree) markdown(p string, at place, data []byte) {
	text, ok := decode(data, "")
	if !ok {
		t.refuse(p, Encoding, "")
		return
	}
	f, body, err := cutFront(text)
	if err != nil {
		t.refuse(p, Malformed, "front matter")
		return
	}
	stem := strings.TrimSuffix(path.Base(at.key), path.Ext(at.key))
	it := Item{Kind: "markdown", Key: at.key, From: p, Shelves: at.shelves, Audience: t.o.Audience}
	it.Title, it.Body = titled(f.text("title"), strings.TrimSpace(body))
	if it.Title == "" {
		switch strings.ToLower(stem) {
		case "index", "_index", "readme": // the page of its folder
			stem = path.Base(path.Dir(at.key))
		}
		it.Title = humanise(stem)
	}
	if it.Body == "" {
		if path.Base(at.key) != "_index.md" { // that one may only name its folder
			t.refuse(p, Empty, "")
		}
		return
	}
	if it.Title == "" {
		t.refuse(p, NoTitle, "")
		return
	}
	it.front(f, &t.o)
	lang := f.text("lang", "language", "locale")
	if lang == "" {
		lang = at.lang
	}
	t.add(it, p, lang)
}

// front takes what front matter says of an article beside its title.
func (it *Item) front(f front, o *Options) {
	if s := f.text("slug"); s != "" {
		it.Slug = knowledge.Slug(path.Base(s)) // of MDN's Web/CSS/color the last part
	}
	if c := f.text("collection", "category", "section"); c != "" {
		it.Shelves = fit(append(o.Shelves[:len(o.Shelves):len(o.Shelves)], shelvesOf(c)...))
	}
	switch strings.ToLower(f.text("audience", "visibility")) {
	case "internal", "agents", "private":
		it.Audience = knowledge.Internal
	case "public":
		it.Audience = knowledge.Public
	}
	it.Draft = f.yes("draft")
	it.Related = f.list("related")
	if id := f.text("key"); id != "" {
		it.Key = id
	}
}

// shelvesOf reads a path of collections: Orders / Returns, Orders > Returns.
func shelvesOf(s string) []Shelf {
	var out []Shelf
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '/' || r == '>' || r == '›' }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, Shelf{Key: part, Title: part})
		}
	}
	return out
}

// titled takes the first heading for the title where there is none, and takes
// it away from the text where it says the title again.
func titled(title, body string) (string, string) {
	line, rest, _ := strings.Cut(body, "\n")
	heading, ok := strings.CutPrefix(line, "# ")
	if !ok {
		under, after, _ := strings.Cut(rest, "\n")
		if len(under) < 3 || strings.Trim(strings.TrimRight(under, " "), "=") != "" || strings.TrimSpace(line) == "" {
			return cut(title), body
		}
		heading, rest = line, after
	}
	heading = plainHeading(heading)
	if heading != "" && (title == "" || strings.EqualFold(heading, title)) {
		return cut(heading), strings.TrimSpace(rest)
	}
	return cut(title), body
}

var (
	headingLink = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	headingID   = regexp.MustCompile(`\s*\{#[^}]*\}\s*$`)
)

// plainHeading is a heading's text without Markdown's marks.
func plainHeading(s string) string {
	s = headingID.ReplaceAllString(strings.TrimRight(strings.TrimSpace(s), "#"), "")
	s = headingLink.ReplaceAllString(s, "$1")
	s = strings.NewReplacer("**", "", "__", "", "`", "", "\\", "").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// cut keeps a title within its limit.
func cut(title string) string {
	title = strings.Join(strings.Fields(title), " ")
	if r := []rune(title); len(r) > knowledge.MaxTitle {
		return strings.TrimSpace(string(r[:knowledge.MaxTitle-1])) + "…"
	}
	return title
}

// add completes an item and keeps it, or says why not.
func (t *tree) add(it Item, p, lang string) {
	t.files(&it, path.Dir(p))
	if it.Lang = t.o.recognise(lang, it.Title+"\n"+it.Body); it.Lang == "" {
		t.refuse(p, Language, "")
		return
	}
	at := place{key: it.Key, lang: it.Lang}
	t.Items = append(t.Items, parts(it)...)
	t.pages[p] = at
}

// target finds addresses in Markdown: in links and pictures, in definitions of
// links, and in HTML.
var target = regexp.MustCompile(`(\]\(\s*<?)([^)\s<>"]+)|(?m)(^ {0,3}\[[^\]\n]+\]:\s*<?)([^\s<>]+)|((?:src|href)\s*=\s*["'])([^"'\s<>]+)`)

// replaceTargets gives every address outside of code to f and puts in its place
// what f returns; "" leaves it.
func replaceTargets(body string, f func(address string) string) string {
	var b strings.Builder
	b.Grow(len(body))
	fence := ""
	for line := range strings.SplitAfterSeq(body, "\n") {
		t := strings.TrimLeft(line, " ")
		switch {
		case fence != "":
			if strings.HasPrefix(t, fence) && strings.Trim(strings.TrimSpace(t), fence[:1]) == "" {
				fence = ""
			}
			b.WriteString(line)
			continue
		case strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~"):
			fence = t[:len(t)-len(strings.TrimLeft(t, t[:1]))]
			b.WriteString(line)
			continue
		}
		last := 0
		for _, m := range target.FindAllStringSubmatchIndex(line, -1) {
			for g := 4; g <= 12; g += 4 {
				if m[g] < 0 {
					continue
				}
				if to := f(line[m[g]:m[g+1]]); to != "" {
					b.WriteString(line[last:m[g]])
					b.WriteString(to)
					last = m[g+1]
				}
			}
		}
		b.WriteString(line[last:])
	}
	return b.String()
}

// files makes attachments of the files of the source that an item's text names.
func (t *tree) files(it *Item, dir string) {
	it.Body = replaceTargets(it.Body, func(address string) string {
		p, _ := local(address, dir)
		if p == "" {
			return ""
		}
		ext := strings.ToLower(path.Ext(p))
		if !pictures[ext] && ext != ".pdf" {
			return ""
		}
		if ext == ".pdf" && t.pageAt(p) != "" {
			return "" // an article itself
		}
		if !t.has(p) {
			if t.has(path.Join("static", strings.TrimPrefix(address, "/"))) {
				p = path.Join("static", strings.TrimPrefix(address, "/"))
			} else {
				t.refuse(it.From, Missing, path.Base(p))
				return ""
			}
		}
		return it.file(File{Ref: p, Name: path.Base(p), Open: t.opener(p)})
	})
}

func (t *tree) opener(p string) func() ([]byte, error) {
	return func() ([]byte, error) { return readFile(t.fsys, p, knowledge.MaxFile) }
}

// local is the path in the source that an address means, "" for what is
// elsewhere.
func local(address, dir string) (p, fragment string) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return "", ""
	}
	p = u.Path
	if strings.HasPrefix(p, "/") {
		p = path.Clean(p[1:])
	} else {
		p = path.Join(dir, p)
	}
	if p == ".." || strings.HasPrefix(p, "../") {
		return "", ""
	}
	return p, u.Fragment
}

// Shelves reads the path of a collection as a person writes it.
func Shelves(path string) []Shelf { return fit(shelvesOf(path)) }
