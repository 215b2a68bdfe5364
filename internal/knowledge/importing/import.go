package importing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
	"github.com/rozmova/rozmova/internal/knowledge/library"
	"github.com/rozmova/rozmova/internal/store"
)

// Options say what becomes of what was read.
type Options struct {
	Workspace conversation.WorkspaceID
	// Name keeps sources of one kind apart, such as two folders; it is part of
	// the articles' origin, so it has to be the same at every import.
	Name    string
	Publish bool // what is new or has changed
	Prune   bool // archive what vanished from the source
	// Progress is told of every item; may be nil.
	Progress func(done, total int)
	// Report is given the report before it is complete; may be nil.
	Report func(*Report)
}

// By is who writes what is imported: nobody. That is how words of a person are
// told from an import's.
var By = knowledge.Person{Name: "import"}

// Import brings what was read into a workspace. An item that does not do is
// refused in the report; an error ends the import, and a second one goes on
// where it was.
func Import(ctx context.Context, l *library.Library, b read.Batch, o Options) (Report, error) {
	m := &importer{l: l, o: o, known: map[origin]*knowledge.Article{}, seen: map[origin]map[string]bool{}, slugs: map[string]map[string]origin{}}
	if o.Report != nil {
		o.Report(&m.Report)
	}
	m.Looked = b.Files
	for _, r := range b.Refused {
		m.refuse(Line{From: r.From, Code: r.Code, Detail: r.Detail})
	}
	if err := m.look(ctx, b.Items); err != nil {
		return m.Report, err
	}
	b.Items = slices.Clone(b.Items)
	if err := m.order(ctx, b.Items); err != nil {
		return m.Report, err
	}
	if err := m.plan(ctx, b.Items); err != nil {
		return m.Report, err
	}
	for i := range b.Items {
		if err := ctx.Err(); err != nil {
			return m.Report, err
		}
		if o.Progress != nil {
			o.Progress(i, len(b.Items))
		}
		if err := m.item(ctx, &b.Items[i]); err != nil {
			return m.Report, err
		}
	}
	if err := m.arrange(ctx); err != nil {
		return m.Report, err
	}
	if err := m.vanished(ctx, b); err != nil {
		return m.Report, err
	}
	if o.Progress != nil {
		o.Progress(len(b.Items), len(b.Items))
	}
	return m.Report, nil
}

type origin struct{ kind, key string }

type importer struct {
	Report
	l       *library.Library
	o       Options
	known   map[origin]*knowledge.Article // without bodies
	seen    map[origin]map[string]bool    // languages that the source has
	slugs   map[string]map[string]origin  // by language: whose address it is to be
	planned map[plan]string
	groups  map[origin]*group
	shelves shelves
}

type plan struct {
	origin
	lang string
}

// key is an item's as it is kept: with the source's name.
func (m *importer) key(it *read.Item) origin { return m.named(it.Kind, it.Key) }

func (m *importer) named(kind, key string) origin {
	if m.o.Name != "" {
		key = m.o.Name + named + key
	}
	const maxKey = 500
	if len(key) > maxKey {
		key = key[:maxKey-17] + "~" + short(key)
	}
	return origin{kind, key}
}

// named stands behind a source's name in a key.
const named = "::"

// nameOf is the source's name in a key.
func nameOf(key string) string {
	name, _, ok := strings.Cut(key, named)
	if !ok || !ValidName(name) {
		return ""
	}
	return name
}

// ValidName says whether a source may be called so: a short word of small Latin
// letters, digits, hyphens and dots.
func ValidName(name string) bool {
	return name != "" && len(name) <= 40 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == ""
}

// beside marks the origin of the draft that lies beside an article whose words a
// person has changed.
const beside = " (import "

// look finds what earlier imports of the same kinds have left.
func (m *importer) look(ctx context.Context, items []read.Item) error {
	var kinds []string
	for i := range items {
		if !slices.Contains(kinds, items[i].Kind) {
			kinds = append(kinds, items[i].Kind)
		}
	}
	for _, kind := range kinds {
		for _, archived := range []bool{false, true} {
			f := library.Filter{Origin: kind, Archived: archived, Limit: 200}
			for {
				list, next, err := m.l.List(ctx, m.o.Workspace, f)
				if err != nil {
					return fmt.Errorf("look for what was imported before: %w", err)
				}
				for i := range list {
					m.known[origin{kind, list[i].Origin.Key}] = &list[i]
				}
				if next == "" {
					break
				}
				f.Before = next
			}
		}
	}
	all, err := m.l.Collections(ctx, m.o.Workspace)
	if err != nil {
		return fmt.Errorf("look for collections: %w", err)
	}
	m.shelves.all = all
	return nil
}

// order puts the workspace's first language before the others: it is the one
// that an article is begun in. The others follow where they stood.
func (m *importer) order(ctx context.Context, items []read.Item) error {
	set, err := m.l.Settings(ctx, m.o.Workspace)
	if err != nil {
		return fmt.Errorf("settings of the workspace: %w", err)
	}
	rank := func(it *read.Item) int {
		if i := slices.Index(set.Languages, it.Lang); i >= 0 {
			return i
		}
		return len(set.Languages)
	}
	slices.SortStableFunc(items, func(a, b read.Item) int { return rank(&a) - rank(&b) })
	m.groups = map[origin]*group{}
	for i := range items {
		of := m.key(&items[i])
		if m.groups[of] == nil {
			m.groups[of] = &group{}
		}
		m.groups[of].add(&items[i])
	}
	return nil
}

// plan gives every item the address that it has or is to have, so that others
// can link to it before it is there.
func (m *importer) plan(ctx context.Context, items []read.Item) error {
	m.planned = map[plan]string{}
	for i := range items {
		it := &items[i]
		of := m.key(it)
		if a := m.known[of]; a != nil {
			if e := a.Edition(it.Lang); e != nil {
				m.planned[plan{of, it.Lang}] = e.Slug
				m.take(it.Lang, e.Slug, of)
			}
		}
	}
	for i := range items {
		it := &items[i]
		of := m.key(it)
		if m.planned[plan{of, it.Lang}] != "" {
			continue
		}
		base := it.Slug
		if base == "" {
			base = knowledge.Slug(it.Title)
		}
		if base == "" {
			base = "article"
		}
		slug := base
		for n := 2; ; n++ {
			free, err := m.free(ctx, it.Lang, slug, of)
			if err != nil {
				return err
			}
			if free && m.take(it.Lang, slug, of) {
				break
			}
			end := fmt.Sprintf("-%d", n)
			slug = base[:min(len(base), knowledge.MaxSlug-len(end))] + end
		}
		m.planned[plan{of, it.Lang}] = slug
	}
	return nil
}

// free says whether no article that came from elsewhere has an address.
func (m *importer) free(ctx context.Context, lang, slug string, of origin) (bool, error) {
	id, err := m.l.Store.ArticleAt(ctx, m.o.Workspace, lang, slug)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return true, nil
	case err != nil:
		return false, fmt.Errorf("look for an address: %w", err)
	}
	a := m.known[of]
	return a != nil && a.ID == id, nil
}

func (m *importer) take(lang, slug string, of origin) bool {
	if m.slugs[lang] == nil {
		m.slugs[lang] = map[string]origin{}
	}
	if owner, ok := m.slugs[lang][slug]; ok && owner != of {
		return false
	}
	m.slugs[lang][slug] = of
	return true
}

// item brings one item in.
func (m *importer) item(ctx context.Context, it *read.Item) error {
	of := m.key(it)
	if m.seen[of] == nil {
		m.seen[of] = map[string]bool{}
	}
	m.seen[of][it.Lang] = true
	files := m.read(it)
	sum := wordsSum(it, files)
	err := m.bring(ctx, it, of, sum, files)
	var invalid *knowledge.InvalidError
	if errors.As(err, &invalid) {
		m.refuse(Line{From: it.From, Lang: it.Lang, Code: Invalid, Detail: invalid.Field + ": " + invalid.Reason})
		return nil
	}
	return err
}

func (m *importer) bring(ctx context.Context, it *read.Item, of origin, sum string, files [][]byte) error {
	a := m.known[of]
	if a == nil {
		return m.create(ctx, it, of, sum, files)
	}
	if err := m.shelves.entitle(ctx, m, it); err != nil {
		return err
	}
	had := parseSums(a.Origin.Sum)
	if a.Archived {
		if !had.pruned {
			if had.words[it.Lang] == sum {
				m.Unchanged++
			} else {
				m.conflict(Line{From: it.From, Lang: it.Lang, Code: Archived, Article: string(a.ID)})
			}
			return nil
		}
		back, err := m.l.Restore(ctx, m.o.Workspace, By, a.ID)
		if err != nil {
			return fmt.Errorf("restore an article that is in the source again: %w", err)
		}
		a.Archived, a.Editions = false, back.Editions
	}
	e := a.Edition(it.Lang)
	switch {
	case e == nil:
		return m.write(ctx, it, a, 0, sum, files)
	case had.words[it.Lang] == sum && !had.pruned:
		m.Unchanged++
		return m.publish(ctx, it, a, e)
	case e.UpdatedBy.ID != "":
		return m.aside(ctx, it, a, sum, files)
	}
	return m.write(ctx, it, a, e.Rev, sum, files)
}

// create begins an article.
func (m *importer) create(ctx context.Context, it *read.Item, of origin, sum string, files [][]byte) error {
	collection, err := m.shelves.find(ctx, m, it)
	if err != nil {
		return err
	}
	// Related articles may not be there yet: arrange completes the rest.
	was := sums{words: map[string]string{it.Lang: sum}}
	g := m.groups[of]
	if len(g.related) == 0 {
		was.around = g.sum()
	}
	n := library.NewArticle{
		Collection: collection, Audience: g.audience, Lang: it.Lang, Title: it.Title, Slug: m.planned[plan{of, it.Lang}],
		Body: m.body(it, nil), Origin: knowledge.Origin{Kind: of.kind, Key: of.key, Sum: was.String()},
	}
	if len(it.Files) > 0 {
		n.Origin.Sum = "" // until its files are there
	}
	a, err := m.l.Create(ctx, m.o.Workspace, By, n)
	if taken(err) { // by an article that did not come from here
		n.Slug = ""
		a, err = m.l.Create(ctx, m.o.Workspace, By, n)
	}
	if errors.Is(err, store.ErrExists) {
		m.refuse(Line{From: it.From, Lang: it.Lang, Code: read.Duplicate}) // another import runs at the same time
		return nil
	}
	if err != nil {
		return fmt.Errorf("create an article: %w", err)
	}
	m.New++
	m.known[of] = &a
	if len(it.Files) > 0 {
		if err := m.attach(ctx, it, &a, files); err != nil {
			return err
		}
		if err := m.note(ctx, &a, was); err != nil {
			return err
		}
	}
	return m.publish(ctx, it, &a, a.Edition(it.Lang))
}

func taken(err error) bool {
	var invalid *knowledge.InvalidError
	return errors.As(err, &invalid) && invalid.Field == "slug" && invalid.Reason == "taken"
}

// write changes an edition, or begins one.
func (m *importer) write(ctx context.Context, it *read.Item, a *knowledge.Article, rev int, sum string, files [][]byte) error {
	ids, err := m.upload(ctx, it, a, files)
	if err != nil {
		return err
	}
	d := library.Draft{Rev: rev, Title: it.Title, Body: m.body(it, ids)}
	if rev == 0 {
		d.Slug = m.planned[plan{m.key(it), it.Lang}]
	} else {
		d.Slug = it.Slug // "" keeps what there is
	}
	e, err := m.l.Write(ctx, m.o.Workspace, By, a.ID, it.Lang, d)
	if taken(err) {
		d.Slug = ""
		e, err = m.l.Write(ctx, m.o.Workspace, By, a.ID, it.Lang, d)
	}
	var conflict *knowledge.ConflictError
	if errors.As(err, &conflict) { // somebody writes just now
		return m.aside(ctx, it, a, sum, files)
	}
	if err != nil {
		return fmt.Errorf("write an edition: %w", err)
	}
	if rev == 0 {
		m.New++
		a.Editions = append(a.Editions, e)
	} else {
		m.Updated++
		*a.Edition(it.Lang) = e
	}
	if err := m.publish(ctx, it, a, &e); err != nil {
		return err
	}
	return m.note(ctx, a, parseSums(a.Origin.Sum).with(it.Lang, sum))
}

// publish shows readers what the import wrote, where it is to.
func (m *importer) publish(ctx context.Context, it *read.Item, a *knowledge.Article, e *knowledge.Edition) error {
	if !m.o.Publish || it.Draft || e == nil || e.Stage == knowledge.Published || e.UpdatedBy.ID != "" {
		return nil
	}
	_, err := m.l.Publish(ctx, m.o.Workspace, By, a.ID, it.Lang, e.Rev, "")
	switch {
	case err == nil:
		m.Published++
		return nil
	case errors.Is(err, knowledge.ErrNothing):
		return nil
	case errors.Is(err, knowledge.ErrUnread):
		m.Waiting++
		if e.Stage == knowledge.Review {
			return nil
		}
		if _, err := m.l.Ask(ctx, m.o.Workspace, By, a.ID, it.Lang, e.Rev, ""); err != nil {
			return fmt.Errorf("ask for a review: %w", err)
		}
		return nil
	}
	return fmt.Errorf("publish an edition: %w", err)
}

// note remembers what was imported.
func (m *importer) note(ctx context.Context, a *knowledge.Article, s sums) error {
	to := a.Origin
	to.Sum = s.String()
	if to == a.Origin {
		return nil
	}
	if _, err := m.l.Arrange(ctx, m.o.Workspace, By, a.ID, library.Change{Origin: &to}); err != nil {
		return fmt.Errorf("note what was imported: %w", err)
	}
	a.Origin = to
	return nil
}
