package library

import (
	"context"
	"fmt"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/store"
)

// Publish shows readers a draft as it was read: rev says which.
func (l *Library) Publish(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.ArticleID, lang string, rev int, why string) (knowledge.Version, error) {
	set, err := l.Settings(ctx, ws)
	if err != nil {
		return knowledge.Version{}, err
	}
	return l.publish(ctx, ws, by, id, lang, "article_published", func(c *store.ArticleChange, e *knowledge.Edition) (knowledge.Version, error) {
		v := knowledge.Version{Title: e.Title, Body: e.Body, Slug: e.Slug, Note: why}
		switch {
		case e.Rev != rev:
			c.Article.Compare()
			return v, &knowledge.ConflictError{Now: *e}
		case e.Stage == knowledge.Published:
			return v, knowledge.ErrNothing
		case strings.TrimSpace(e.Body) == "":
			return v, &knowledge.InvalidError{Field: "body", Reason: "required"}
		case set.Review && !readByOther(e, by):
			return v, knowledge.ErrUnread
		}
		e.Stage, e.Remark = knowledge.Published, ""
		return v, nil
	})
}

// readByOther says whether somebody other than the writer has read a draft: the
// one who publishes it, or who approved just these words.
func readByOther(e *knowledge.Edition, by knowledge.Person) bool {
	return by.ID != e.UpdatedBy.ID || e.ApprovedRev == e.Rev && e.Approved.ID != "" && e.Approved.ID != e.UpdatedBy.ID
}

// RollBack shows readers the words of an older version again, as a new one.
// Where no draft waits the draft is those words, too; one that waits is kept.
func (l *Library) RollBack(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.ArticleID, lang string, version int, why string) (knowledge.Version, error) {
	return l.publish(ctx, ws, by, id, lang, "article_rolled_back", func(c *store.ArticleChange, e *knowledge.Edition) (knowledge.Version, error) {
		if e.Published == version {
			return knowledge.Version{}, knowledge.ErrNothing
		}
		old, err := c.Version(lang, version)
		if err != nil {
			return old, err
		}
		v := knowledge.Version{Title: old.Title, Body: old.Body, Slug: old.Slug, Note: why, Of: version}
		if e.Published > 0 { // the words are the old ones, the address stays
			now, err := c.Version(lang, e.Published)
			if err != nil {
				return v, err
			}
			v.Slug = now.Slug
		}
		waits := e.Stage != knowledge.Published
		if !waits {
			e.Title, e.Body, e.Slug = v.Title, v.Body, v.Slug
			e.Rev++
			e.UpdatedAt, e.UpdatedBy = l.now(), by
		} else if e.Title == v.Title && e.Body == v.Body && e.Slug == v.Slug {
			e.Stage = knowledge.Published
		}
		return v, nil
	})
}

// publish keeps a version and makes it the one that readers see.
func (l *Library) publish(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.ArticleID, lang, action string,
	words func(*store.ArticleChange, *knowledge.Edition) (knowledge.Version, error)) (knowledge.Version, error) {

	var out knowledge.Version
	_, err := l.changeEdition(ctx, ws, id, lang, func(c *store.ArticleChange, e *knowledge.Edition) error {
		v, err := words(c, e)
		if err != nil {
			return err
		}
		if err := note("note", v.Note); err != nil {
			return err
		}
		v.Lang, v.By, v.At = lang, by, l.now()
		if out, err = c.Publish(v); err != nil {
			return err
		}
		e.Published = out.Number
		compareAgain(&c.Article, e)
		c.Article.UpdatedAt = out.At
		return c.Audit(store.AuditEntry{At: out.At, User: by.ID, Action: action, Object: string(id), Detail: fmt.Sprintf("%s %d", lang, out.Number)})
	})
	if err != nil {
		return knowledge.Version{}, err
	}
	l.changed(ctx, ws)
	return out, nil
}

// compareAgain settles what a translation is of when both were begun before the
// source was published: of its first version.
func compareAgain(a *knowledge.Article, e *knowledge.Edition) {
	source := a.Edition(a.Source)
	if e.Lang != a.Source {
		if e.Translates == 0 && source != nil {
			e.Translates = source.Published
		}
		return
	}
	if e.Published != 1 {
		return
	}
	for i := range a.Editions {
		if t := &a.Editions[i]; t.Lang != a.Source && t.Translates == 0 {
			t.Translates = 1
		}
	}
}

// Withdraw takes an edition away from readers. Its words wait as a draft.
func (l *Library) Withdraw(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.ArticleID, lang string) (knowledge.Edition, error) {
	e, err := l.changeEdition(ctx, ws, id, lang, func(c *store.ArticleChange, e *knowledge.Edition) error {
		if e.Published == 0 {
			return knowledge.ErrNothing
		}
		e.Published = 0
		if e.Stage == knowledge.Published {
			e.Stage = knowledge.Draft
		}
		c.Article.UpdatedAt = l.now()
		return c.Audit(store.AuditEntry{At: c.Article.UpdatedAt, User: by.ID, Action: "article_withdrawn", Object: string(id), Detail: lang})
	})
	if err == nil {
		l.changed(ctx, ws)
	}
	return e, err
}

// changeEdition changes an edition of an article that is not archived.
func (l *Library) changeEdition(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, lang string,
	f func(*store.ArticleChange, *knowledge.Edition) error) (knowledge.Edition, error) {

	a, err := l.Store.ChangeArticle(ctx, ws, id, func(c *store.ArticleChange) error {
		e := c.Article.Edition(lang)
		if e == nil {
			return fmt.Errorf("edition %s: %w", lang, store.ErrNotFound)
		}
		if c.Article.Archived {
			return &knowledge.InvalidError{Field: "article", Reason: "archived"}
		}
		return f(c, e)
	})
	if err != nil {
		return knowledge.Edition{}, asInvalid(err)
	}
	return *a.Edition(lang), nil
}

// Archive takes an article away from readers and from the lists. Nothing of it
// is forgotten.
func (l *Library) Archive(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.ArticleID) (knowledge.Article, error) {
	return l.archive(ctx, ws, by, id, true, "article_archived")
}

// Restore brings an archived article back, published as it was.
func (l *Library) Restore(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.ArticleID) (knowledge.Article, error) {
	return l.archive(ctx, ws, by, id, false, "article_restored")
}

func (l *Library) archive(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.ArticleID, away bool, action string) (knowledge.Article, error) {
	return l.changeArticle(ctx, ws, id, func(c *store.ArticleChange) error {
		if c.Article.Archived == away {
			return nil
		}
		c.Article.Archived, c.Article.UpdatedAt = away, l.now()
		return c.Audit(store.AuditEntry{At: c.Article.UpdatedAt, User: by.ID, Action: action, Object: string(id)})
	})
}

func (l *Library) changeArticle(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, f func(*store.ArticleChange) error) (knowledge.Article, error) {
	a, err := l.Store.ChangeArticle(ctx, ws, id, f)
	if err != nil {
		return a, err
	}
	l.changed(ctx, ws)
	return a, l.order(ctx, ws, &a)
}
