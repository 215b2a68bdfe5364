package library

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"golang.org/x/text/language"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/store"
)

// NewArticle is an article's beginning: its source edition and what else is known of it.
type NewArticle struct {
	Collection knowledge.CollectionID
	Audience   knowledge.Audience // Public unless said
	Owner      conversation.UserID
	Origin     knowledge.Origin
	Lang       string // the workspace's first unless said
	Title      string
	Body       string
	Slug       string // made of the title unless said
}

// Draft is what an edition's draft becomes. Rev is the one that was read: 0
// begins the edition of another language.
type Draft struct {
	Rev   int
	Title string
	Body  string
	Slug  string // "" keeps it; of a new edition it is made of the title
	// Translates is the source's version that these words translate: 0 keeps
	// what was said before, and for a new edition means the one that is published.
	Translates int
}

// Create begins an article. store.ErrExists when there is one of the same origin.
func (l *Library) Create(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, n NewArticle) (knowledge.Article, error) {
	set, err := l.Settings(ctx, ws)
	if err != nil {
		return knowledge.Article{}, err
	}
	if n.Lang == "" {
		n.Lang = set.Languages[0]
	}
	now := l.now()
	a := knowledge.Article{
		ID: knowledge.ArticleID(uuid.Must(uuid.NewV7()).String()), Audience: knowledge.Public, Source: n.Lang, Origin: n.Origin, CreatedAt: now, UpdatedAt: now,
	}
	a, err = l.Store.CreateArticle(ctx, ws, a, func(c *store.ArticleChange) error {
		s := Change{Collection: &n.Collection, Owner: &n.Owner}
		if n.Audience != "" {
			s.Audience = &n.Audience
		}
		if err := s.apply(c); err != nil {
			return err
		}
		if _, err := write(c, by, n.Lang, Draft{Title: n.Title, Body: n.Body, Slug: n.Slug}, now); err != nil {
			return err
		}
		return c.Audit(store.AuditEntry{At: now, User: by.ID, Action: "article_created", Object: string(a.ID), Detail: n.Lang})
	})
	return a, asInvalid(err)
}

// Write keeps words of a draft. Those that readers see stay as they are.
func (l *Library) Write(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.ArticleID, lang string, d Draft) (knowledge.Edition, error) {
	a, err := l.Store.ChangeArticle(ctx, ws, id, func(c *store.ArticleChange) error {
		_, err := write(c, by, lang, d, l.now())
		return err
	})
	if err != nil {
		return knowledge.Edition{}, asInvalid(err)
	}
	return *a.Edition(lang), nil
}

func write(c *store.ArticleChange, by knowledge.Person, lang string, d Draft, at time.Time) (*knowledge.Edition, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	if c.Article.Archived {
		return nil, &knowledge.InvalidError{Field: "article", Reason: "archived"}
	}
	e := c.Article.Edition(lang)
	begun := e == nil
	if begun {
		if err := begin(c, lang, &d); err != nil {
			return nil, err
		}
		e = c.Article.Edition(lang)
	} else if e.Rev != d.Rev {
		c.Article.Compare()
		return nil, &knowledge.ConflictError{Now: *e}
	}
	if d.Slug == "" {
		d.Slug = e.Slug
	}
	if source := c.Article.Edition(c.Article.Source); d.Translates > 0 {
		if lang == c.Article.Source || source == nil || d.Translates > source.Published {
			return nil, &knowledge.InvalidError{Field: "translates", Reason: "unknown"}
		}
		if e.Translates != d.Translates {
			e.Translates = d.Translates
			c.Article.UpdatedAt = at
		}
	}
	if !begun && e.Title == d.Title && e.Body == d.Body && e.Slug == d.Slug {
		return e, nil
	}
	e.Title, e.Body, e.Slug = d.Title, d.Body, d.Slug
	e.Rev++
	e.UpdatedAt, e.UpdatedBy = at, by
	c.Article.UpdatedAt = at
	return e, restage(c, e)
}

// begin makes room for an edition of another language.
func begin(c *store.ArticleChange, lang string, d *Draft) error {
	if d.Rev != 0 {
		return fmt.Errorf("edition %s: %w", lang, store.ErrNotFound)
	}
	if tag, err := language.Parse(lang); err != nil || tag.String() != lang {
		return &knowledge.InvalidError{Field: "lang", Reason: "malformed"}
	}
	if len(c.Article.Editions) >= knowledge.MaxLanguages {
		return &knowledge.InvalidError{Field: "lang", Reason: "too_many"}
	}
	if d.Slug == "" {
		base := knowledge.Slug(d.Title)
		if base == "" {
			base = "article"
		}
		slug, err := c.FreeSlug(lang, base)
		if err != nil {
			return err
		}
		d.Slug = slug
	}
	if source := c.Article.Edition(c.Article.Source); source != nil && d.Translates == 0 {
		d.Translates = source.Published
	}
	c.Article.Editions = append(c.Article.Editions, knowledge.Edition{Lang: lang, Stage: knowledge.Draft})
	return nil
}

// restage says how far words are that have just changed: those that readers see
// already need no review. A draft that somebody was asked to read stays asked for.
func restage(c *store.ArticleChange, e *knowledge.Edition) error {
	if e.Published > 0 {
		v, err := c.Version(e.Lang, e.Published)
		if err != nil {
			return err
		}
		if v.Title == e.Title && v.Body == e.Body && v.Slug == e.Slug {
			e.Stage = knowledge.Published
			return nil
		}
	}
	if e.Stage != knowledge.Review {
		e.Stage = knowledge.Draft
	}
	return nil
}

func (d *Draft) check() error {
	d.Title = strings.TrimSpace(d.Title)
	switch {
	case d.Title == "":
		return &knowledge.InvalidError{Field: "title", Reason: "required"}
	case utf8.RuneCountInString(d.Title) > knowledge.MaxTitle:
		return &knowledge.InvalidError{Field: "title", Reason: "too_long"}
	case !plain(d.Title) || strings.ContainsAny(d.Title, "\n\r"):
		return &knowledge.InvalidError{Field: "title", Reason: "malformed"}
	case len(d.Body) > knowledge.MaxBody:
		return &knowledge.InvalidError{Field: "body", Reason: "too_long"}
	case !plain(d.Body):
		return &knowledge.InvalidError{Field: "body", Reason: "malformed"}
	case d.Slug != "" && !knowledge.ValidSlug(d.Slug):
		return &knowledge.InvalidError{Field: "slug", Reason: "malformed"}
	case d.Translates < 0:
		return &knowledge.InvalidError{Field: "translates", Reason: "unknown"}
	}
	return nil
}

// plain says whether both databases keep a text as it is.
func plain(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }

// note checks a remark, a note or a comment.
func note(field, s string) error {
	switch {
	case utf8.RuneCountInString(s) > knowledge.MaxNote:
		return &knowledge.InvalidError{Field: field, Reason: "too_long"}
	case !plain(s):
		return &knowledge.InvalidError{Field: field, Reason: "malformed"}
	}
	return nil
}
