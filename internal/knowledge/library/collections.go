package library

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/language"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/store"
)

// maxAbout bounds what is said of a collection, in runes.
const maxAbout = 500

// Collections of a workspace, in their order.
func (l *Library) Collections(ctx context.Context, ws conversation.WorkspaceID) ([]knowledge.Collection, error) {
	return l.Store.Collections(ctx, ws)
}

// Sizes says how many articles each collection holds by itself; under "" those
// in none.
func (l *Library) Sizes(ctx context.Context, ws conversation.WorkspaceID) (map[knowledge.CollectionID]int, error) {
	return l.Store.CountArticles(ctx, ws)
}

// PutCollection makes a collection, or changes the one of its ID. Without a slug
// it gets one of its title.
func (l *Library) PutCollection(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, c knowledge.Collection) (knowledge.Collection, error) {
	set, err := l.Settings(ctx, ws)
	if err != nil {
		return c, err
	}
	if err := checkCollection(&c); err != nil {
		return c, err
	}
	isNew := c.ID == ""
	if isNew {
		c.ID = knowledge.CollectionID(uuid.Must(uuid.NewV7()).String())
	}
	out := c
	err = l.Store.ArrangeCollections(ctx, ws, func(now []knowledge.Collection) (store.CollectionChange, error) {
		out = c
		old := slices.IndexFunc(now, func(x knowledge.Collection) bool { return x.ID == c.ID })
		switch {
		case old < 0 && !isNew:
			return store.CollectionChange{}, store.ErrNotFound
		case isNew && len(now) >= knowledge.MaxCollections:
			return store.CollectionChange{}, &knowledge.InvalidError{Field: "collection", Reason: "too_many"}
		case old >= 0 && out.Slug == "":
			out.Slug = now[old].Slug
		}
		if err := placed(now, out); err != nil {
			return store.CollectionChange{}, err
		}
		if err := addressed(now, &out, set.Languages); err != nil {
			return store.CollectionChange{}, err
		}
		return store.CollectionChange{Put: []knowledge.Collection{out}, Audit: store.AuditEntry{At: l.now(), User: by.ID, Action: "collection_put", Object: string(out.ID)}}, nil
	})
	if err != nil {
		return c, err
	}
	l.changed(ctx, ws)
	return out, nil
}

// RemoveCollection takes a collection away; what it held goes to its parent.
func (l *Library) RemoveCollection(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.CollectionID) error {
	err := l.Store.ArrangeCollections(ctx, ws, func(now []knowledge.Collection) (store.CollectionChange, error) {
		at := slices.IndexFunc(now, func(x knowledge.Collection) bool { return x.ID == id })
		if at < 0 {
			return store.CollectionChange{}, store.ErrNotFound
		}
		return store.CollectionChange{Remove: id, Into: now[at].Parent, Audit: store.AuditEntry{At: l.now(), User: by.ID, Action: "collection_removed", Object: string(id)}}, nil
	})
	if err != nil {
		return err
	}
	l.changed(ctx, ws)
	return nil
}

func checkCollection(c *knowledge.Collection) error {
	if len(c.Titles) == 0 {
		return &knowledge.InvalidError{Field: "titles", Reason: "required"}
	}
	for field, texts := range map[string]map[string]string{"titles": c.Titles, "abouts": c.Abouts} {
		most := knowledge.MaxTitle
		if field == "abouts" {
			most = maxAbout
		}
		for lang, text := range texts {
			tag, err := language.Parse(lang)
			switch {
			case err != nil || tag.String() != lang || !plain(text):
				return &knowledge.InvalidError{Field: field, Reason: "malformed"}
			case field == "titles" && strings.TrimSpace(text) == "":
				return &knowledge.InvalidError{Field: field, Reason: "required"}
			case utf8.RuneCountInString(text) > most:
				return &knowledge.InvalidError{Field: field, Reason: "too_long"}
			}
		}
		if len(texts) > knowledge.MaxLanguages {
			return &knowledge.InvalidError{Field: field, Reason: "too_many"}
		}
	}
	if c.Slug != "" && !knowledge.ValidSlug(c.Slug) {
		return &knowledge.InvalidError{Field: "slug", Reason: "malformed"}
	}
	return nil
}

// placed checks that a collection stands under one that is there, not under
// itself, and that nothing below it gets too deep.
func placed(now []knowledge.Collection, c knowledge.Collection) error {
	parents := map[knowledge.CollectionID]knowledge.CollectionID{}
	for _, x := range now {
		parents[x.ID] = x.Parent
	}
	if _, ok := parents[c.Parent]; c.Parent != "" && !ok {
		return &knowledge.InvalidError{Field: "parent", Reason: "unknown"}
	}
	parents[c.ID] = c.Parent
	for id := range parents {
		depth, below := 0, false
		for at := id; at != ""; at = parents[at] {
			below = below || at == c.ID
			if depth++; depth > knowledge.MaxDepth && (below || at == c.ID) || depth > len(parents) {
				return &knowledge.InvalidError{Field: "parent", Reason: "too_deep"}
			}
		}
	}
	return nil
}

// addressed gives a collection its address, or checks the one that it has.
func addressed(now []knowledge.Collection, c *knowledge.Collection, languages []string) error {
	taken := func(slug string) bool {
		return slices.ContainsFunc(now, func(x knowledge.Collection) bool { return x.Slug == slug && x.ID != c.ID })
	}
	if c.Slug != "" {
		if taken(c.Slug) {
			return &knowledge.InvalidError{Field: "slug", Reason: "taken"}
		}
		return nil
	}
	base := "collection"
	for _, lang := range languages {
		if s := knowledge.Slug(c.Titles[lang]); s != "" {
			base = s
			break
		}
	}
	c.Slug = base
	for n := 2; taken(c.Slug); n++ {
		end := fmt.Sprintf("-%d", n)
		c.Slug = base[:min(len(base), knowledge.MaxSlug-len(end))] + end
	}
	return nil
}
