package read

import (
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
)

// has says whether a file is part of the source.
func (t *tree) has(p string) bool {
	_, ok := slices.BinarySearch(t.paths, p)
	return ok
}

var endings = []string{"", ".md", ".mdx", ".html", "/index.md", "/_index.md", "/README.md", "/index.html"}

// keyAt is the key of the article that an address within the source means, in
// another language where it is not there in this one; "" for none.
func (t *tree) keyAt(p string, keys map[string]bool) string {
	if page := t.pageAt(p); page != "" {
		return t.pages[page].key
	}
	p = strings.TrimSuffix(p, "/")
	for _, ending := range endings {
		if path.Ext(p+ending) != "" {
			if key := t.place(p + ending).key; keys[key] {
				return key
			}
		}
	}
	return ""
}

// pageAt is the path of the file that an address within the source means: the
// file itself, one with an ending that addresses leave out, or a folder's page.
func (t *tree) pageAt(p string) string {
	p = strings.TrimSuffix(p, "/")
	for _, ending := range endings {
		if _, ok := t.pages[p+ending]; ok {
			return p + ending
		}
	}
	if stem, ok := strings.CutSuffix(p, ".html"); ok { // how generators name the pages of Markdown files
		if _, ok := t.pages[stem+".md"]; ok {
			return stem + ".md"
		}
	}
	return ""
}

// link makes links among the source's articles of addresses that lead to them,
// now that all of them are known; and keys of what they name as related.
func (t *tree) link() {
	keys := map[string]bool{}
	bySlug := map[string]string{}
	for i := range t.Items {
		keys[t.Items[i].Key] = true
		if s := t.Items[i].Slug; s != "" {
			bySlug[s] = t.Items[i].Key
		}
	}
	for i := range t.Items {
		it := &t.Items[i]
		if it.Kind != "markdown" && it.Kind != "html" {
			continue
		}
		dir := path.Dir(it.From)
		it.Body = replaceTargets(it.Body, func(address string) string {
			if place, ok := strings.CutPrefix(address, "#"); ok {
				return Anchor(place)
			}
			p, fragment := local(address, dir)
			if p == "" {
				return ""
			}
			key := t.keyAt(p, keys)
			if key == "" || key == it.Key {
				return ""
			}
			return it.link(Link{key, fragment})
		})
		var related []string
		for _, r := range it.Related {
			key := ""
			switch p, _ := local(r, dir); {
			case keys[r]:
				key = r
			case bySlug[r] != "":
				key = bySlug[r]
			case p != "" && t.keyAt(p, keys) != "":
				key = t.keyAt(p, keys)
			default:
				t.refuse(it.From, Missing, path.Base(r))
				continue
			}
			if key != it.Key && !slices.Contains(related, key) && len(related) < knowledge.MaxRelated {
				related = append(related, key)
			}
		}
		it.Related = related
	}
	t.once()
}

// Anchor is how an article's page names a place that the source calls by the
// words of a heading; "" for nothing.
func Anchor(fragment string) string {
	if plain, err := url.PathUnescape(fragment); err == nil {
		fragment = plain
	}
	slug := knowledge.Slug(fragment)
	switch {
	case slug == "":
		return ""
	case strings.HasPrefix(fragment, "h-"):
		return "#" + slug
	}
	return "#h-" + slug
}

// once keeps the first of several items that say to be the same article in the
// same language.
func (t *Batch) once() {
	seen := map[string]string{}
	t.Items = slices.DeleteFunc(t.Items, func(it Item) bool {
		id := it.Kind + "\x00" + it.Key + "\x00" + it.Lang
		if first, ok := seen[id]; ok {
			t.refuse(it.From, Duplicate, first)
			return true
		}
		seen[id] = it.From
		return false
	})
}

// parts divides an item whose text is longer than an article may be, at its
// headings of the highest level; most are not.
func parts(it Item) []Item {
	if len(it.Body) <= knowledge.MaxBody {
		return []Item{it}
	}
	var chunks []string
	var b strings.Builder
	for _, section := range sections(it.Body) {
		for len(section) > knowledge.MaxBody { // one section too long: between paragraphs
			at := strings.LastIndex(section[:knowledge.MaxBody], "\n\n")
			if at <= 0 {
				at = lastRune(section, knowledge.MaxBody)
			}
			if b.Len() > 0 {
				chunks = append(chunks, b.String())
				b.Reset()
			}
			chunks = append(chunks, section[:at])
			section = strings.TrimLeft(section[at:], "\n")
		}
		if b.Len()+len(section) > knowledge.MaxBody && b.Len() > 0 {
			chunks = append(chunks, b.String())
			b.Reset()
		}
		b.WriteString(section)
	}
	if b.Len() > 0 {
		chunks = append(chunks, b.String())
	}
	out := make([]Item, 0, len(chunks))
	for i, c := range chunks {
		part := it
		part.Body = strings.TrimSpace(c)
		if i > 0 {
			part.Key = fmt.Sprintf("%s#%d", it.Key, i+1)
			part.Slug = ""
		}
		part.Title = cut(fmt.Sprintf("%s (%d/%d)", it.Title, i+1, len(chunks)))
		part.Files, part.Links = slices.Clone(it.Files), slices.Clone(it.Links)
		out = append(out, part)
	}
	return out
}

func lastRune(s string, n int) int {
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return n
}

// sections parts a Markdown text before its headings of the first two levels.
func sections(body string) []string {
	var out []string
	start, at, code := 0, 0, false
	for line := range strings.SplitAfterSeq(body, "\n") {
		if strings.HasPrefix(line, "```") {
			code = !code
		}
		if !code && at > start && (strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "## ")) {
			out = append(out, body[start:at])
			start = at
		}
		at += len(line)
	}
	return append(out, body[start:])
}

// readFile reads a regular file within a limit.
func readFile(fsys fs.FS, p string, limit int64) ([]byte, error) {
	f, err := fsys.Open(p)
	if err != nil {
		return nil, fmt.Errorf("open a file of the source: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("open a file of the source: not a regular file")
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read a file of the source: %w", err)
	}
	if int64(len(data)) > limit {
		return nil, ErrTooLarge
	}
	return data, nil
}
