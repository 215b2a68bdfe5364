package library

import (
	"context"
	"slices"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/store"
)

// Languages are those that public articles are published in, in the workspace's
// order, others after them; those of the workspace where there are no articles.
func (l *Library) Languages(ctx context.Context, ws conversation.WorkspaceID) ([]string, error) {
	set, err := l.Settings(ctx, ws)
	if err != nil {
		return nil, err
	}
	there, err := l.Store.PublicLanguages(ctx, ws)
	if err != nil {
		return nil, err
	}
	if len(there) == 0 {
		return set.Languages, nil
	}
	place := func(lang string) int {
		if i := slices.Index(set.Languages, lang); i >= 0 {
			return i
		}
		return len(set.Languages)
	}
	slices.SortStableFunc(there, func(a, b string) int { return place(a) - place(b) })
	return there, nil
}

// Entries are the public articles that readers of a language see, by title.
func (l *Library) Entries(ctx context.Context, ws conversation.WorkspaceID, lang string) ([]knowledge.Entry, error) {
	return l.Store.PublicEntries(ctx, ws, lang)
}

// maxBeside bounds how many related articles a page names.
const maxBeside = 6

// Page gives what readers see at an address: a public document, the addresses of
// its other languages, and related articles. The document's slug is another one
// when the article has moved there. What is not public is store.ErrNotFound.
func (l *Library) Page(ctx context.Context, ws conversation.WorkspaceID, lang, slug string) (knowledge.Page, error) {
	doc, err := l.DocumentAt(ctx, ws, lang, slug)
	if err != nil {
		return knowledge.Page{}, err
	}
	if doc.Audience != knowledge.Public {
		return knowledge.Page{}, store.ErrNotFound
	}
	p := knowledge.Page{Document: doc}
	if p.Addresses, err = l.Store.PublicAddresses(ctx, ws, doc.Article); err != nil {
		return p, err
	}
	a, err := l.Store.Article(ctx, ws, doc.Article)
	if err != nil || len(a.Related) == 0 {
		return p, err
	}
	entries, err := l.Entries(ctx, ws, lang)
	if err != nil {
		return p, err
	}
	for _, id := range a.Related {
		i := slices.IndexFunc(entries, func(e knowledge.Entry) bool { return e.Article == id })
		if i >= 0 && len(p.Related) < maxBeside {
			p.Related = append(p.Related, entries[i])
		}
	}
	return p, nil
}
