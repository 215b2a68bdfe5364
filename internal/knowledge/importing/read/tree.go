package read

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
)

// Tree reads a folder, or an archive as one: Markdown, HTML, PDF, DOCX and
// tables in it become articles, its folders collections, its pictures
// attachments. Exports of other help centres (JSON) are recognised wherever
// they lie.
func Tree(ctx context.Context, fsys fs.FS, o Options) (Batch, error) {
	t := &tree{fsys: fsys, o: o, titles: map[string]string{}, pages: map[string]place{}}
	if err := t.list(ctx); err != nil {
		return Batch{}, err
	}
	if err := t.read(ctx); err != nil {
		return Batch{}, err
	}
	t.link()
	return t.Batch, nil
}

type tree struct {
	Batch
	fsys   fs.FS
	o      Options
	paths  []string // of files, in order
	langs  bool     // folders are named by languages
	titles map[string]string
	pages  map[string]place // where a path's article is
	all    int64
	json   []document
}

// place is what a path says of an article.
type place struct {
	key, lang string
	shelves   []Shelf
}

// document is a file that is read together with its neighbours.
type document struct {
	name string
	data []byte
}

var errEnough = errors.New("too many pieces")

// list walks the folder. What begins with a dot is not part of it.
func (t *tree) list(ctx context.Context) error {
	err := fs.WalkDir(t.fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			if p == "." {
				return err
			}
			t.refuse(p, Malformed, "")
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		base := path.Base(p)
		if p != "." && (base[0] == '.' || base == "node_modules" || base == "__MACOSX") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			if strings.Count(p, "/") >= 30 {
				t.refuse(p, TooMany, "depth")
				return fs.SkipDir
			}
			return nil
		}
		if len(t.paths) == maxPieces {
			t.refuse(p, TooMany, fmt.Sprint(maxPieces))
			return errEnough
		}
		t.paths = append(t.paths, p)
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return fmt.Errorf("list the folder: %w", err)
	}
	slices.Sort(t.paths)
	t.langs = t.namedByLanguage()
	return nil
}

// namedByLanguage tells whether folders such as uk/ and en-us/ stand for
// languages: not where the only one is called like a language by chance.
func (t *tree) namedByLanguage() bool {
	for _, p := range t.paths {
		parts := strings.Split(p, "/")
		for _, dir := range parts[:min(3, len(parts)-1)] {
			if folderLang(dir) != "" {
				return true
			}
		}
	}
	return false
}

func (t *tree) read(ctx context.Context) error {
	for _, p := range t.paths { // the titles of collections first
		if stem, _ := cutLangSuffix(strings.TrimSuffix(path.Base(p), path.Ext(p))); isMarkdown(p) && (stem == "_index" || stem == "_category_") {
			t.shelfTitle(p)
		}
	}
	for i, p := range t.paths {
		if err := ctx.Err(); err != nil {
			return err
		}
		if t.o.Progress != nil {
			t.o.Progress(i, len(t.paths))
		}
		t.Files++
		if len(t.Items) >= MaxItems {
			t.refuse(p, TooMany, fmt.Sprint(MaxItems))
			break
		}
		t.one(ctx, p)
	}
	if len(t.json) > 0 {
		t.exports()
	}
	return nil
}

func (t *tree) one(ctx context.Context, p string) {
	ext := strings.ToLower(path.Ext(p))
	switch {
	case pictures[ext] || ignored[ext]:
		return // read when an article shows them
	case strings.HasPrefix(path.Base(p), "_") && !strings.HasPrefix(path.Base(p), "_index"):
		t.refuse(p, Partial, "")
		return
	}
	limit := int64(maxText)
	switch ext {
	case ".md", ".markdown", ".mdx", ".txt", ".html", ".htm", ".xhtml":
	case ".csv", ".tsv", ".json", ".pdf", ".docx":
		limit = maxDocument
	default:
		t.refuse(p, Type, ext)
		return
	}
	data, code := t.file(p, limit)
	if code != "" {
		t.refuse(p, code, "")
		return
	}
	at := t.place(p)
	switch ext {
	case ".md", ".markdown", ".mdx", ".txt":
		t.markdown(p, at, data)
	case ".html", ".htm", ".xhtml":
		t.html(p, at, data)
	case ".csv", ".tsv":
		b := Table(data, p, t.o)
		t.Items, t.Refused = append(t.Items, b.Items...), append(t.Refused, b.Refused...)
	case ".json":
		t.json = append(t.json, document{p, data})
	case ".pdf", ".docx":
		t.document(ctx, p, at, data, ext[1:])
	}
}

var pictures = set(".png .jpg .jpeg .gif .webp .svg .avif .ico .bmp")

// ignored are what stands beside articles and is not refused aloud.
var ignored = set(".css .js .mjs .map .woff .woff2 .ttf .eot .yml .yaml .toml .lock .xml .ts .tsx .jsx .vue .mp4 .webm .mp3")

func isMarkdown(p string) bool {
	switch strings.ToLower(path.Ext(p)) {
	case ".md", ".markdown", ".mdx":
		return true
	}
	return false
}

// file reads one file within a limit and within the limit of all.
func (t *tree) file(p string, limit int64) ([]byte, Code) {
	f, err := t.fsys.Open(p)
	if err != nil {
		return nil, Missing
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, Type // a pipe would never end
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	switch {
	case err != nil:
		return nil, Malformed
	case int64(len(data)) > limit:
		return nil, TooLarge
	}
	if t.all += int64(len(data)); t.all > maxAll {
		return nil, TooMany
	}
	return data, ""
}

// place tells what a path says: uk/orders/cancel.md, orders/cancel.uk.md and
// orders/uk/cancel.md are one article's Ukrainian edition.
func (t *tree) place(p string) place {
	var at place
	parts := strings.Split(p, "/")
	dirs, base := parts[:len(parts)-1], parts[len(parts)-1]
	var kept []string
	for i, d := range dirs {
		if at.lang == "" && t.langs && i < 3 {
			if at.lang = folderLang(d); at.lang != "" {
				continue
			}
		}
		kept = append(kept, d)
	}
	ext := path.Ext(base)
	stem, suffix := cutLangSuffix(strings.TrimSuffix(base, ext))
	if suffix != "" {
		at.lang = suffix
	}
	at.key = path.Join(append(slices.Clone(kept), stem+strings.ToLower(ext))...)
	// A folder that holds one page, as index.md, is that page and no collection.
	shelves := kept
	if n := len(kept); n > 0 && (stem == "index" || strings.EqualFold(stem, "readme")) && t.alone(path.Dir(p), p) {
		shelves = kept[:n-1]
	}
	at.shelves = slices.Clone(t.o.Shelves)
	for i, d := range shelves {
		if i == 0 && len(shelves) > 1 && roots[strings.ToLower(d)] {
			continue
		}
		at.shelves = append(at.shelves, Shelf{Key: d, Title: t.titleOf(kept[:i+1], at.lang, d)})
	}
	at.shelves = fit(at.shelves)
	return at
}

// roots are folders that only say that documentation lies below.
var roots = set("content docs doc files src pages i18n")

// alone says that no other article lies in a page's folder or below it, in the
// same language.
func (t *tree) alone(dir, p string) bool {
	i, _ := slices.BinarySearch(t.paths, dir+"/")
	for ; i < len(t.paths) && strings.HasPrefix(t.paths[i], dir+"/"); i++ {
		if q := t.paths[i]; q != p && (isMarkdown(q) || strings.HasSuffix(q, ".html")) {
			if stem, l := cutLangSuffix(strings.TrimSuffix(path.Base(q), path.Ext(q))); path.Dir(q) == dir && l != "" && (stem == "index" || strings.EqualFold(stem, "readme")) {
				continue
			}
			return false
		}
	}
	return true
}

// fit makes a path of collections no deeper than they may be: what lies deeper
// stays on the deepest shelf.
func fit(s []Shelf) []Shelf { return s[:min(len(s), knowledge.MaxDepth)] }

func cutLangSuffix(stem string) (string, string) {
	if i := strings.LastIndexByte(stem, '.'); i > 0 {
		if l := folderLang(stem[i+1:]); l != "" {
			return stem[:i], l
		}
	}
	return stem, ""
}

// shelfTitle notes the title that a folder's _index.md gives to it.
func (t *tree) shelfTitle(p string) {
	data, code := t.file(p, maxText)
	if code != "" {
		return
	}
	text, ok := decode(data, "")
	if !ok {
		return
	}
	if f, _, err := cutFront(text); err == nil {
		at := t.place(p)
		if title := f.text("title", "label"); title != "" {
			t.titles[at.lang+":"+path.Dir(at.key)] = title
		}
	}
}

func (t *tree) titleOf(dirs []string, lang, name string) string {
	if title := t.titles[lang+":"+path.Join(dirs...)]; title != "" {
		return title
	}
	return humanise(name)
}

// humanise makes a title of a file's name: 02-how-to_pay is How to pay.
func humanise(name string) string {
	name = strings.TrimLeft(name, "0123456789")
	name = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == ' ' || r == '.' }), " ")
	r := []rune(name)
	if len(r) == 0 {
		return ""
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
