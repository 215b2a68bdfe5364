package importing

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"
	"go.yaml.in/yaml/v4"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
)

func isExport(z *zip.Reader) bool {
	return slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == read.ManifestName })
}

// Restore puts back what Export took out: articles with their drafts, versions,
// files and feedback. What is there already stays as it is; where it differs,
// the report says so.
func Restore(ctx context.Context, l *library.Library, z *zip.Reader, o Options) (Report, error) {
	r := &restorer{exporter: exporter{l: l, ws: o.Workspace}, files: map[string]*zip.File{}}
	if o.Report != nil {
		o.Report(&r.Report)
	}
	if err := r.open(z); err != nil {
		return r.Report, err
	}
	if err := r.collections(ctx); err != nil {
		return r.Report, err
	}
	if err := r.names(ctx); err != nil { // of what is here already
		return r.Report, err
	}
	folders := slices.Sorted(maps.Keys(r.folders))
	for i, folder := range folders {
		if err := ctx.Err(); err != nil {
			return r.Report, err
		}
		if o.Progress != nil {
			o.Progress(i, len(folders))
		}
		r.Looked++
		if err := r.article(ctx, folder); err != nil {
			return r.Report, err
		}
	}
	if err := r.relate(ctx); err != nil {
		return r.Report, err
	}
	if r.Changed() && l.News != nil {
		l.News.ArticlesChanged(ctx, o.Workspace)
	}
	if o.Progress != nil {
		o.Progress(len(folders), len(folders))
	}
	return r.Report, nil
}

type restorer struct {
	Report
	exporter
	files   map[string]*zip.File
	folders map[string]bool
	shelf   map[string]knowledge.CollectionID // by slug
	related map[knowledge.ArticleID][]string
	ids     map[string]knowledge.ArticleID // by folder
}

const maxPart = 16 << 20

func (r *restorer) open(z *zip.Reader) error {
	r.folders, r.ids, r.related = map[string]bool{}, map[string]knowledge.ArticleID{}, map[knowledge.ArticleID][]string{}
	for _, f := range z.File {
		r.files[f.Name] = f
		if rest, ok := strings.CutPrefix(f.Name, "articles/"); ok {
			if folder, ok := strings.CutSuffix(rest, "/"+articleFile); ok && !strings.Contains(folder, "/") {
				r.folders[folder] = true
			}
		}
	}
	if len(r.folders) > read.MaxItems {
		return fmt.Errorf("%w: more than %d articles", read.ErrTooLarge, read.MaxItems)
	}
	return nil
}

var errNoPart = errors.New("a file of the export is missing")

func (r *restorer) part(name string) ([]byte, error) {
	f := r.files[name]
	if f == nil {
		return nil, errNoPart
	}
	c, err := f.Open()
	if err != nil {
		return nil, errors.Join(read.ErrMalformed, err)
	}
	defer c.Close()
	data, err := io.ReadAll(io.LimitReader(c, maxPart+1))
	switch {
	case err != nil:
		return nil, errors.Join(read.ErrMalformed, err)
	case len(data) > maxPart:
		return nil, read.ErrTooLarge
	}
	return data, nil
}

// collections makes those that are missing, parents first.
func (r *restorer) collections(ctx context.Context) error {
	data, err := r.part(read.ManifestName)
	if err != nil {
		return err
	}
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil || m.Format != format {
		return fmt.Errorf("%w: an export of format %d", read.ErrMalformed, m.Format)
	}
	have, err := r.l.Collections(ctx, r.ws)
	if err != nil {
		return fmt.Errorf("look for collections: %w", err)
	}
	r.shelf = map[string]knowledge.CollectionID{"": ""}
	for _, c := range have {
		r.shelf[c.Slug] = c.ID
	}
	waiting := m.Collections
	for len(waiting) > 0 {
		var later []collectionJSON
		for _, c := range waiting {
			parent, ok := r.shelf[c.Parent]
			if !ok {
				later = append(later, c)
				continue
			}
			if _, ok := r.shelf[c.Slug]; ok {
				continue
			}
			got, err := r.l.PutCollection(ctx, r.ws, By, knowledge.Collection{Parent: parent, Slug: c.Slug, Position: c.Position, Titles: c.Titles, Abouts: c.Abouts})
			if r.refused(err, c.Slug) {
				r.shelf[c.Slug] = parent
				continue
			}
			if err != nil {
				return fmt.Errorf("make a collection: %w", err)
			}
			r.shelf[c.Slug] = got.ID
		}
		if len(later) == len(waiting) {
			r.refuse(Line{From: read.ManifestName, Code: read.Malformed, Detail: "collections"})
			return nil
		}
		waiting = later
	}
	return nil
}

func (r *restorer) refused(err error, from string) bool {
	var invalid *knowledge.InvalidError
	switch {
	case errors.As(err, &invalid):
		r.refuse(Line{From: from, Code: Invalid, Detail: invalid.Field + ": " + invalid.Reason})
	case errors.Is(err, read.ErrMalformed), errors.Is(err, errNoPart):
		r.refuse(Line{From: from, Code: read.Malformed})
	case errors.Is(err, read.ErrTooLarge):
		r.refuse(Line{From: from, Code: read.TooLarge})
	default:
		return false
	}
	return true
}

// article puts one article back.
func (r *restorer) article(ctx context.Context, folder string) error {
	w, related, err := r.whole(folder)
	if r.refused(err, folder) {
		return nil
	}
	if err != nil {
		return err
	}
	here, err := r.here(ctx, w)
	if err != nil {
		return err
	}
	if here != "" {
		return r.compare(ctx, folder, here)
	}
	if w.Owner != "" {
		if ok, err := r.l.Store.HasMember(ctx, r.ws, w.Owner); err != nil {
			return err
		} else if !ok {
			w.Owner = "" // somebody of another installation
		}
	}
	err = r.l.Store.PutWholeArticle(ctx, r.ws, *w)
	if errors.Is(err, store.ErrSlugTaken) || errors.Is(err, store.ErrExists) {
		r.conflict(Line{From: folder, Code: Different})
		return nil
	}
	if err != nil {
		return fmt.Errorf("put an article back: %w", err)
	}
	r.ids[folder], r.exporter.folders[w.ID] = w.ID, folder
	r.related[w.ID] = related
	r.New += len(w.Editions)
	r.Files += len(w.Files)
	for i := range w.Editions {
		if w.Editions[i].Published > 0 {
			r.Published++
		}
	}
	return nil
}

// here finds the article that an exported one would be: of the same origin, or
// at the same address.
func (r *restorer) here(ctx context.Context, w *store.WholeArticle) (knowledge.ArticleID, error) {
	if w.Origin.Kind != "" {
		id, err := r.l.Store.ArticleOf(ctx, r.ws, w.Origin.Kind, w.Origin.Key)
		if err == nil || !errors.Is(err, store.ErrNotFound) {
			return id, err
		}
	}
	e := w.Edition(w.Source)
	id, err := r.l.Store.ArticleAt(ctx, r.ws, e.Lang, e.Slug)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	return id, err
}

// compare says whether what is here is what was taken out.
func (r *restorer) compare(ctx context.Context, folder string, id knowledge.ArticleID) error {
	r.ids[folder] = id
	now, err := r.l.Store.WholeArticle(ctx, r.ws, id)
	if err != nil {
		return err
	}
	parts, err := r.exporter.article(&now)
	if err != nil {
		return err
	}
	for _, p := range parts {
		was, err := r.part("articles/" + folder + "/" + p.name)
		if err != nil || !bytes.Equal(was, p.data) {
			r.conflict(Line{From: folder, Code: Different, Article: string(id)})
			return nil
		}
	}
	r.Unchanged += len(now.Editions)
	return nil
}

// whole reads an article's folder, checks it, and gives it new identifiers.
func (r *restorer) whole(folder string) (*store.WholeArticle, []string, error) {
	at := "articles/" + folder + "/"
	data, err := r.part(at + articleFile)
	if err != nil {
		return nil, nil, err
	}
	var a articleJSON
	if err := json.Unmarshal(data, &a); err != nil {
		return nil, nil, errors.Join(read.ErrMalformed, err)
	}
	w := &store.WholeArticle{Article: knowledge.Article{
		ID: knowledge.ArticleID(newID()), Collection: r.shelf[a.Collection], Audience: a.Audience, Owner: ownerOf(a.Owner), Source: a.Source,
		Archived: a.Archived, CreatedAt: a.CreatedAt, UpdatedAt: a.UpdatedAt,
	}}
	if a.ReviewAt != nil {
		w.ReviewAt = *a.ReviewAt
	}
	if a.Origin != nil {
		w.Origin = knowledge.Origin{Kind: a.Origin.Kind, Key: a.Origin.Key, Sum: a.Origin.Sum}
	}
	paths := map[string]string{}
	for _, f := range a.Files {
		data, err := r.part(at + f.Path)
		if err != nil {
			return nil, nil, err
		}
		kind, ok := library.FileType(data)
		if !ok || len(data) > knowledge.MaxFile || len(a.Files) > knowledge.MaxFiles {
			return nil, nil, &knowledge.InvalidError{Field: "file", Reason: "type"}
		}
		id := newID()
		paths[f.Path] = knowledge.AttachmentScheme + id
		w.Files = append(w.Files, knowledge.Attachment{
			ID: knowledge.AttachmentID(id), Article: w.ID, Name: library.FileName(f.Name), Type: kind, Size: len(data), By: f.By.person(), At: f.At,
		})
		w.Data = append(w.Data, data)
	}
	for _, e := range a.Editions {
		head, body, err := r.text(at+e.Lang+".md", "", paths)
		if err != nil {
			return nil, nil, err
		}
		approved := knowledge.Person{}
		if e.Approved != nil {
			approved = e.Approved.person()
		}
		w.Editions = append(w.Editions, knowledge.Edition{
			Lang: e.Lang, Slug: head.Slug, Title: head.Title, Body: body, Stage: e.Stage, Rev: e.Rev, Published: e.Published, Translates: e.Translates,
			UpdatedAt: e.UpdatedAt, UpdatedBy: e.UpdatedBy.person(), Approved: approved, ApprovedRev: e.ApprovedRev, Remark: e.Remark,
		})
	}
	for _, v := range a.Versions {
		head, body, err := r.text(at+versionPath(v.Lang, v.Number), "../../", paths)
		if err != nil {
			return nil, nil, err
		}
		w.Versions = append(w.Versions, knowledge.Version{
			Article: w.ID, Lang: v.Lang, Number: v.Number, Slug: head.Slug, Title: head.Title, Body: body, Note: v.Note, By: v.By.person(), At: v.At, Of: v.Of,
		})
	}
	for i, f := range a.Feedback {
		w.Feedback = append(w.Feedback, knowledge.Feedback{
			Article: w.ID, Lang: f.Lang, Version: f.Version, Visitor: fmt.Sprintf("import-%d", i+1), Helpful: f.Helpful, Comment: f.Comment, At: f.At,
		})
	}
	return w, a.Related, check(w)
}

func (p personJSON) person() knowledge.Person {
	return knowledge.Person{ID: ownerOf(p.ID), Name: p.Name}
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// text reads a Markdown file of an export as it is: nothing of its body is
// mended.
func (r *restorer) text(name, up string, paths map[string]string) (frontMatter, string, error) {
	var head frontMatter
	data, err := r.part(name)
	if err != nil {
		return head, "", err
	}
	top, body, ok := strings.Cut(string(data), "\n---\n")
	top, begun := strings.CutPrefix(top, "---\n")
	if !ok || !begun || len(top) > 64<<10 {
		return head, "", read.ErrMalformed
	}
	if err := yaml.Unmarshal([]byte(top), &head); err != nil {
		return head, "", errors.Join(read.ErrMalformed, err)
	}
	if len(paths) > 0 {
		pairs := make([]string, 0, 2*len(paths))
		for _, p := range slices.Sorted(maps.Keys(paths)) {
			pairs = append(pairs, up+p, paths[p])
		}
		body = strings.NewReplacer(pairs...).Replace(body)
	}
	return head, body, nil
}

// relate connects articles, now that all are there.
func (r *restorer) relate(ctx context.Context) error {
	to := map[knowledge.ArticleID][]knowledge.ArticleID{}
	for id, folders := range r.related {
		for _, f := range folders {
			if other, ok := r.ids[f]; ok && len(to[id]) < knowledge.MaxRelated {
				to[id] = append(to[id], other)
			}
		}
	}
	return r.l.Store.RelateArticles(ctx, r.ws, to)
}
