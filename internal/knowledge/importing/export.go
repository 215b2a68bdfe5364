package importing

import (
	"archive/zip"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
)

// manifest is the file that an export begins with.
type manifest struct {
	Format      int              `json:"format"`
	Collections []collectionJSON `json:"collections"`
}

const format = 1

type collectionJSON struct {
	Slug     string            `json:"slug"`
	Parent   string            `json:"parent,omitempty"` // its slug
	Position int               `json:"position"`
	Titles   map[string]string `json:"titles"`
	Abouts   map[string]string `json:"abouts,omitempty"`
}

// articleJSON is what of an article does not stand in its Markdown files.
type articleJSON struct {
	Collection string             `json:"collection,omitempty"` // its slug
	Audience   knowledge.Audience `json:"audience"`
	Owner      string             `json:"owner,omitempty"`
	ReviewAt   *time.Time         `json:"review_at,omitempty"`
	Source     string             `json:"source"`
	Origin     *originJSON        `json:"origin,omitempty"`
	Related    []string           `json:"related,omitempty"` // folders of other articles
	Archived   bool               `json:"archived,omitempty"`
	CreatedAt  time.Time          `json:"created_at"`
	UpdatedAt  time.Time          `json:"updated_at"`
	Editions   []editionJSON      `json:"editions"`
	Versions   []versionJSON      `json:"versions,omitempty"`
	Files      []fileJSON         `json:"files,omitempty"`
	Feedback   []feedbackJSON     `json:"feedback,omitempty"`
}

type originJSON struct {
	Kind string `json:"kind"`
	Key  string `json:"key"`
	Sum  string `json:"sum"`
}

type personJSON struct {
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

type editionJSON struct {
	Lang        string          `json:"lang"`
	Stage       knowledge.Stage `json:"stage"`
	Rev         int             `json:"rev"`
	Published   int             `json:"published"`
	Translates  int             `json:"translates"`
	UpdatedAt   time.Time       `json:"updated_at"`
	UpdatedBy   personJSON      `json:"updated_by"`
	Approved    *personJSON     `json:"approved,omitempty"`
	ApprovedRev int             `json:"approved_rev,omitempty"`
	Remark      string          `json:"remark,omitempty"`
}

type versionJSON struct {
	Lang   string     `json:"lang"`
	Number int        `json:"number"`
	Note   string     `json:"note,omitempty"`
	By     personJSON `json:"by"`
	At     time.Time  `json:"at"`
	Of     int        `json:"of,omitempty"`
}

type fileJSON struct {
	Path string     `json:"path"`
	Name string     `json:"name"`
	By   personJSON `json:"by"`
	At   time.Time  `json:"at"`
}

// feedbackJSON leaves out who said it.
type feedbackJSON struct {
	Lang    string    `json:"lang"`
	Version int       `json:"version"`
	Helpful bool      `json:"helpful"`
	Comment string    `json:"comment,omitempty"`
	At      time.Time `json:"at"`
}

// Export writes everything that a workspace knows as a zip archive: a folder an
// article with a Markdown file for each language and each version, its files,
// and what else is known of it as JSON. The same knowledge is the same archive.
func Export(ctx context.Context, l *library.Library, ws conversation.WorkspaceID, w io.Writer) (articles int, err error) {
	z := zip.NewWriter(w)
	x := exporter{l: l, ws: ws}
	if err := x.names(ctx); err != nil {
		return 0, err
	}
	if err := x.manifest(z); err != nil {
		return 0, err
	}
	ids := make([]knowledge.ArticleID, 0, len(x.folders))
	for id := range x.folders {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b knowledge.ArticleID) int { return strings.Compare(x.folders[a], x.folders[b]) })
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		whole, err := l.Store.WholeArticle(ctx, ws, id)
		if err != nil {
			return 0, err
		}
		files, err := x.article(&whole)
		if err != nil {
			return 0, err
		}
		for _, f := range files {
			if err := put(z, "articles/"+x.folders[id]+"/"+f.name, f.data); err != nil {
				return 0, err
			}
		}
	}
	if err := z.Close(); err != nil {
		return 0, fmt.Errorf("write the export: %w", err)
	}
	return len(ids), nil
}

func put(z *zip.Writer, name string, data []byte) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err == nil {
		_, err = f.Write(data)
	}
	if err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	return nil
}

type exporter struct {
	l           *library.Library
	ws          conversation.WorkspaceID
	collections []knowledge.Collection
	slugs       map[knowledge.CollectionID]string
	folders     map[knowledge.ArticleID]string
}

// names gives every article its folder: its source language and address.
func (x *exporter) names(ctx context.Context) error {
	var err error
	if x.collections, err = x.l.Collections(ctx, x.ws); err != nil {
		return fmt.Errorf("export collections: %w", err)
	}
	x.slugs = map[knowledge.CollectionID]string{}
	for _, c := range x.collections {
		x.slugs[c.ID] = c.Slug
	}
	x.folders = map[knowledge.ArticleID]string{}
	for _, archived := range []bool{false, true} {
		f := library.Filter{Archived: archived, Limit: 200}
		for {
			list, next, err := x.l.List(ctx, x.ws, f)
			if err != nil {
				return fmt.Errorf("export articles: %w", err)
			}
			for i := range list {
				if name := folderOf(&list[i]); name != "" {
					x.folders[list[i].ID] = name
				}
			}
			if next == "" {
				break
			}
			f.Before = next
		}
	}
	return nil
}

func folderOf(a *knowledge.Article) string {
	e := a.Edition(a.Source)
	if e == nil {
		if len(a.Editions) == 0 {
			return ""
		}
		e = &a.Editions[0]
	}
	return e.Lang + "-" + e.Slug
}

func (x *exporter) manifest(z *zip.Writer) error {
	m := manifest{Format: format, Collections: []collectionJSON{}}
	for _, c := range x.collections {
		m.Collections = append(m.Collections, collectionJSON{c.Slug, x.slugs[c.Parent], c.Position, c.Titles, c.Abouts})
	}
	slices.SortFunc(m.Collections, func(a, b collectionJSON) int { return strings.Compare(a.Slug, b.Slug) })
	data, err := asJSON(m)
	if err != nil {
		return err
	}
	return put(z, read.ManifestName, data)
}

func asJSON(v any) ([]byte, error) {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the export: %w", err)
	}
	return append(data, '\n'), nil
}

type part struct {
	name string
	data []byte
}

// article gives the files of an article's folder.
func (x *exporter) article(w *store.WholeArticle) ([]part, error) {
	a := articleJSON{
		Collection: x.slugs[w.Collection], Audience: w.Audience, Owner: string(w.Owner), Source: w.Source, Archived: w.Archived,
		CreatedAt: w.CreatedAt, UpdatedAt: w.UpdatedAt,
	}
	if !w.ReviewAt.IsZero() {
		a.ReviewAt = &w.ReviewAt
	}
	if w.Origin.Kind != "" {
		a.Origin = &originJSON{w.Origin.Kind, w.Origin.Key, w.Origin.Sum}
	}
	for _, id := range w.Related {
		if folder := x.folders[id]; folder != "" {
			a.Related = append(a.Related, folder)
		}
	}
	parts, paths := fileParts(w, &a)
	for i := range w.Editions {
		e := &w.Editions[i]
		j := editionJSON{e.Lang, e.Stage, e.Rev, e.Published, e.Translates, e.UpdatedAt, person(e.UpdatedBy), nil, e.ApprovedRev, e.Remark}
		if e.Approved != (knowledge.Person{}) {
			p := person(e.Approved)
			j.Approved = &p
		}
		a.Editions = append(a.Editions, j)
		md, err := markdown(e.Title, e.Slug, e.Lang, a.Collection, w.Audience, paths.in(e.Body, ""))
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{e.Lang + ".md", md})
	}
	slices.SortFunc(a.Editions, func(p, q editionJSON) int { return strings.Compare(p.Lang, q.Lang) })
	for _, v := range w.Versions {
		a.Versions = append(a.Versions, versionJSON{v.Lang, v.Number, v.Note, person(v.By), v.At, v.Of})
		md, err := markdown(v.Title, v.Slug, v.Lang, "", "", paths.in(v.Body, "../../"))
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{versionPath(v.Lang, v.Number), md})
	}
	for _, f := range w.Feedback {
		a.Feedback = append(a.Feedback, feedbackJSON{f.Lang, f.Version, f.Helpful, f.Comment, f.At})
	}
	slices.SortFunc(a.Feedback, func(p, q feedbackJSON) int {
		return cmp.Or(strings.Compare(p.Lang, q.Lang), p.Version-q.Version, p.At.Compare(q.At), strings.Compare(p.Comment, q.Comment), yes(q.Helpful)-yes(p.Helpful))
	})
	data, err := asJSON(a)
	if err != nil {
		return nil, err
	}
	parts = append(parts, part{articleFile, data})
	slices.SortFunc(parts, func(p, q part) int { return strings.Compare(p.name, q.name) })
	return parts, nil
}

const articleFile = "article.json"

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

func versionPath(lang string, number int) string {
	return fmt.Sprintf("versions/%s/%d.md", lang, number)
}

func person(p knowledge.Person) personJSON { return personJSON{string(p.ID), p.Name} }

// addresses are the paths of an article's files in an export.
type addresses map[string]string // attachment:ID → files/…

func (m addresses) in(body, up string) string {
	if len(m) == 0 {
		return body
	}
	pairs := make([]string, 0, 2*len(m))
	for id, p := range m {
		pairs = append(pairs, id, up+p)
	}
	return strings.NewReplacer(pairs...).Replace(body)
}

// fileParts names files by their content, so that the same ones are called the
// same wherever they lie.
func fileParts(w *store.WholeArticle, a *articleJSON) ([]part, addresses) {
	var parts []part
	paths := addresses{}
	order := make([]int, len(w.Files))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(w.Files[i].At.Compare(w.Files[j].At), strings.Compare(w.Files[i].Name, w.Files[j].Name), strings.Compare(short(string(w.Data[i])), short(string(w.Data[j]))))
	})
	for n, i := range order {
		f := w.Files[i]
		ext := path.Ext(f.Name)
		stem := knowledge.Slug(strings.TrimSuffix(f.Name, ext))
		if ext = "." + knowledge.Slug(ext); ext == "." {
			ext = ""
		}
		p := fmt.Sprintf("files/%02d-%s-%s%s", n+1, short(string(w.Data[i])), stem, ext)
		paths[knowledge.AttachmentScheme+string(f.ID)] = p
		a.Files = append(a.Files, fileJSON{p, f.Name, person(f.By), f.At})
		parts = append(parts, part{p, w.Data[i]})
	}
	return parts, paths
}

// frontMatter is what stands above an exported text, for people and for other
// programs.
type frontMatter struct {
	Title      string `yaml:"title"`
	Slug       string `yaml:"slug"`
	Lang       string `yaml:"lang"`
	Collection string `yaml:"collection,omitempty"`
	Audience   string `yaml:"audience,omitempty"`
}

func markdown(title, slug, lang, collection string, audience knowledge.Audience, body string) ([]byte, error) {
	head, err := yaml.Marshal(frontMatter{title, slug, lang, collection, string(audience)})
	if err != nil {
		return nil, fmt.Errorf("write an article's head: %w", err)
	}
	return []byte("---\n" + string(head) + "---\n" + body), nil
}
