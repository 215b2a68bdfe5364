package importing

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/knowledge/importing/read"
	"github.com/rozmova/rozmova/internal/knowledge/library"
)

func short(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

var refs = regexp.MustCompile(`import:(file|link):(\d{1,6})`)

// body is an item's Markdown with the addresses that its files and links have
// here; without an ID a file is called by its name.
func (m *importer) body(it *read.Item, ids []knowledge.AttachmentID) string {
	return refs.ReplaceAllStringFunc(it.Body, func(ref string) string {
		part := refs.FindStringSubmatch(ref)
		n, err := strconv.Atoi(part[2])
		switch {
		case err != nil:
		case part[1] == "file" && n < len(it.Files):
			if n < len(ids) && ids[n] != "" {
				return "attachment:" + string(ids[n])
			}
			return url.PathEscape(it.Files[n].Name)
		case part[1] == "link" && n < len(it.Links):
			return m.address(it.Links[n], it)
		}
		return ref
	})
}

// address is where an article that another one links to is: beside it, under its
// own last part.
func (m *importer) address(l read.Link, from *read.Item) string {
	of := m.named(from.Kind, l.Key)
	slug := m.planned[plan{of, from.Lang}]
	if slug == "" { // in this language there is none
		for p, s := range m.planned {
			if p.origin == of && (slug == "" || p.lang < slug) {
				slug = "../../" + p.lang + "/a/" + s
			}
		}
	}
	if slug == "" {
		return "#"
	}
	return slug + read.Anchor(l.Fragment)
}

// read reads an item's files; nil for one that cannot be had.
func (m *importer) read(it *read.Item) [][]byte {
	out := make([][]byte, len(it.Files))
	for i, f := range it.Files {
		data, err := f.Open()
		if err != nil {
			code := read.Missing
			if errors.Is(err, read.ErrTooLarge) {
				code = read.TooLarge
			}
			m.refuse(Line{From: it.From, Lang: it.Lang, Code: code, Detail: f.Name})
			continue
		}
		out[i] = data
	}
	return out
}

// attach gives a new article its files, and its words their addresses.
func (m *importer) attach(ctx context.Context, it *read.Item, a *knowledge.Article, files [][]byte) error {
	if len(it.Files) == 0 {
		return nil
	}
	ids, err := m.upload(ctx, it, a, files)
	if err != nil {
		return err
	}
	e := a.Edition(it.Lang)
	now, err := m.l.Write(ctx, m.o.Workspace, By, a.ID, it.Lang, library.Draft{Rev: e.Rev, Title: it.Title, Body: m.body(it, ids)})
	if err != nil {
		return fmt.Errorf("write the addresses of files: %w", err)
	}
	*e = now
	return nil
}

// upload attaches those files that the article does not have yet. Files that
// older versions show are left where they are.
func (m *importer) upload(ctx context.Context, it *read.Item, a *knowledge.Article, files [][]byte) ([]knowledge.AttachmentID, error) {
	ids := make([]knowledge.AttachmentID, len(files))
	if len(files) == 0 {
		return ids, nil
	}
	full, err := m.l.Article(ctx, m.o.Workspace, a.ID)
	if err != nil {
		return nil, fmt.Errorf("look at an article's files: %w", err)
	}
	for i, data := range files {
		if data == nil {
			continue
		}
		for _, f := range full.Files {
			if f.Size != len(data) {
				continue
			}
			_, have, err := m.l.File(ctx, m.o.Workspace, f.ID)
			if err != nil {
				return nil, fmt.Errorf("read an article's file: %w", err)
			}
			if bytes.Equal(have, data) {
				ids[i] = f.ID
				break
			}
		}
		if ids[i] != "" {
			continue
		}
		f, err := m.l.Attach(ctx, m.o.Workspace, By, a.ID, it.Files[i].Name, data)
		var invalid *knowledge.InvalidError
		if errors.As(err, &invalid) {
			m.refuse(Line{From: it.From, Lang: it.Lang, Code: NotFile, Detail: it.Files[i].Name})
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("attach a file: %w", err)
		}
		m.Files++
		full.Files = append(full.Files, f)
		ids[i] = f.ID
	}
	return ids, nil
}

// shelves are the collections of the workspace, and those that the import makes.
type shelves struct {
	all      []knowledge.Collection
	entitled map[string]bool // by language and path: looked at already
}

// entitle gives the collections above an item their titles in its language,
// where they are there and have none.
func (s *shelves) entitle(ctx context.Context, m *importer, it *read.Item) error {
	if len(it.Shelves) == 0 || s.entitled[it.Lang+pathOf(it)] {
		return nil
	}
	_, err := s.walk(ctx, m, it, false)
	return err
}

func pathOf(it *read.Item) string {
	path := ""
	for _, shelf := range it.Shelves {
		path += "/" + shelf.Key
	}
	return path
}

// find gives the collection of an item, and makes it where it is missing.
func (s *shelves) find(ctx context.Context, m *importer, it *read.Item) (knowledge.CollectionID, error) {
	return s.walk(ctx, m, it, true)
}

func (s *shelves) walk(ctx context.Context, m *importer, it *read.Item, missing bool) (knowledge.CollectionID, error) {
	if s.entitled == nil {
		s.entitled = map[string]bool{}
	}
	s.entitled[it.Lang+pathOf(it)] = true
	var parent knowledge.CollectionID
	slug := ""
	for _, shelf := range it.Shelves {
		part := knowledge.Slug(shelf.Key)
		if part == "" {
			part = "collection-" + short(shelf.Key)[:6]
		}
		slug = strings.Trim(slug+"-"+part, "-")
		if len(slug) > knowledge.MaxSlug {
			slug = strings.Trim(slug[:knowledge.MaxSlug-9], "-") + "-" + short(slug)[:8]
		}
		i := slices.IndexFunc(s.all, func(c knowledge.Collection) bool {
			return c.Parent == parent && (c.Slug == slug || c.Slug == part || c.Titles[it.Lang] == shelf.Title && shelf.Title != "")
		})
		title := shelf.Title
		if r := []rune(title); len(r) > knowledge.MaxTitle {
			title = string(r[:knowledge.MaxTitle])
		}
		if title == "" {
			title = shelf.Key
		}
		var c knowledge.Collection
		switch {
		case i < 0 && !missing: // a person has taken it away
			return parent, nil
		case i < 0:
			c = knowledge.Collection{Parent: parent, Slug: slug, Position: len(s.all), Titles: map[string]string{it.Lang: title}}
		case s.all[i].Titles[it.Lang] == "":
			c = s.all[i]
			c.Titles = maps.Clone(c.Titles)
			c.Titles[it.Lang] = title
		default:
			parent = s.all[i].ID
			continue
		}
		got, err := m.l.PutCollection(ctx, m.o.Workspace, By, c)
		if taken(err) {
			c.Slug = ""
			got, err = m.l.PutCollection(ctx, m.o.Workspace, By, c)
		}
		var invalid *knowledge.InvalidError
		if errors.As(err, &invalid) && invalid.Reason == "too_many" {
			return parent, nil // as deep as there is room
		}
		if err != nil {
			return "", fmt.Errorf("make a collection: %w", err)
		}
		if i < 0 {
			s.all = append(s.all, got)
		} else {
			s.all[i] = got
		}
		parent = got.ID
	}
	return parent, nil
}

// arrange puts articles where the source has them now, when that has changed,
// and relates them, now that all are there.
func (m *importer) arrange(ctx context.Context) error {
	for _, of := range sortedOrigins(m.groups) {
		g, a := m.groups[of], m.known[of]
		if a == nil || a.Archived {
			continue
		}
		had := parseSums(a.Origin.Sum)
		around := g.sum()
		if had.around == around || len(had.words) == 0 {
			continue // without words they could not be brought in: next time
		}
		change := library.Change{}
		if had.around != "" { // not at the first time: it was created where it belongs
			collection, err := m.shelves.find(ctx, m, g.first)
			if err != nil {
				return err
			}
			change.Collection = &collection
			if g.audience != "" {
				change.Audience = &g.audience
			}
		}
		related := []knowledge.ArticleID{}
		for _, key := range g.related {
			if other := m.known[m.named(of.kind, key)]; other != nil && other.ID != a.ID {
				related = append(related, other.ID)
			}
		}
		if len(related) > 0 || had.around != "" {
			change.Related = &related
		}
		had.around = around
		to := a.Origin
		to.Sum = had.String()
		change.Origin = &to
		if _, err := m.l.Arrange(ctx, m.o.Workspace, By, a.ID, change); err != nil {
			return fmt.Errorf("arrange an article: %w", err)
		}
		a.Origin = to
	}
	return nil
}

func sortedOrigins[V any](m map[origin]V) []origin {
	return slices.SortedFunc(maps.Keys(m), func(x, y origin) int {
		return cmp.Or(strings.Compare(x.kind, y.kind), strings.Compare(x.key, y.key))
	})
}

// vanished reports what earlier imports of this source brought and it no longer
// has, and archives it where that was asked.
func (m *importer) vanished(ctx context.Context, b read.Batch) error {
	if len(b.Items) == 0 {
		return nil // nothing was read: that is not to say that all is gone
	}
	whole := !slices.ContainsFunc(b.Refused, func(r read.Refusal) bool {
		switch r.Code {
		case read.TooMany, read.Failed, read.Timeout, read.Status, read.Malformed, read.TooLarge:
			return r.Detail != "404" && r.Detail != "410"
		}
		return false
	})
	scopes := map[string]bool{}
	for i := range b.Items {
		scopes[scope(m.key(&b.Items[i]))] = true
	}
	for _, of := range sortedOrigins(m.known) {
		a := m.known[of]
		if a.Archived || isBeside(of.key) || !scopes[scope(of)] || nameOf(of.key) != m.o.Name {
			continue
		}
		if err := m.missing(ctx, of, a, whole); err != nil {
			return err
		}
	}
	return nil
}

// scope is what of a kind one source can speak for: one site, one table.
func scope(of origin) string {
	switch of.kind {
	case "sitemap":
		at := of.key
		if i := strings.Index(at, "http"); i > 0 {
			at = at[i:]
		}
		u, err := url.Parse(at)
		if err == nil {
			return "sitemap " + u.Host
		}
	case "csv":
		file, _, _ := strings.Cut(of.key, "#")
		return "csv " + file
	}
	return of.kind
}

func (m *importer) missing(ctx context.Context, of origin, a *knowledge.Article, whole bool) error {
	had := parseSums(a.Origin.Sum)
	var gone []string
	for lang := range had.words {
		if !m.seen[of][lang] {
			gone = append(gone, lang)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	slices.Sort(gone)
	line := Line{From: of.key, Code: Gone, Article: string(a.ID)}
	if len(m.seen[of]) > 0 {
		line.Lang = strings.Join(gone, ", ")
	}
	switch {
	case m.o.Prune && !whole:
		line.Code = Kept
	case m.o.Prune && len(m.seen[of]) == 0:
		had.pruned = true
		if err := m.note(ctx, a, had); err != nil {
			return err
		}
		if _, err := m.l.Archive(ctx, m.o.Workspace, By, a.ID); err != nil {
			return fmt.Errorf("archive what vanished: %w", err)
		}
		m.Pruned++
		line.Code = Pruned
	case m.o.Prune:
		for _, lang := range gone {
			if e := a.Edition(lang); e == nil || e.Published == 0 {
				continue
			}
			if _, err := m.l.Withdraw(ctx, m.o.Workspace, By, a.ID, lang); err != nil {
				return fmt.Errorf("withdraw what vanished: %w", err)
			}
			m.Pruned++
			line.Code = Pruned
		}
	}
	m.vanish(line)
	return nil
}
