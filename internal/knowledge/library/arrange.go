package library

import (
	"context"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/store"
)

// Change is what of an article is to be otherwise, beside its words; nil leaves
// a thing as it is. It takes effect at once.
type Change struct {
	Collection *knowledge.CollectionID
	Audience   *knowledge.Audience
	Owner      *conversation.UserID
	ReviewAt   *time.Time // zero for never
	Source     *string    // one of the article's languages
	Related    *[]knowledge.ArticleID
	Origin     *knowledge.Origin // Kind and Key stay what they are once they are set
}

// Arrange changes what stands around an article's words.
func (l *Library) Arrange(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.ArticleID, s Change) (knowledge.Article, error) {
	return l.changeArticle(ctx, ws, id, func(c *store.ArticleChange) error {
		if err := s.apply(c); err != nil {
			return err
		}
		c.Article.UpdatedAt = l.now()
		return c.Audit(store.AuditEntry{At: c.Article.UpdatedAt, User: by.ID, Action: "article_arranged", Object: string(id)})
	})
}

func (s *Change) apply(c *store.ArticleChange) error {
	a := &c.Article
	if s.Collection != nil && *s.Collection != a.Collection {
		if err := known(c.HasCollection, *s.Collection, "collection"); err != nil {
			return err
		}
		a.Collection = *s.Collection
	}
	if s.Audience != nil {
		if *s.Audience != knowledge.Public && *s.Audience != knowledge.Internal {
			return &knowledge.InvalidError{Field: "audience", Reason: "unknown"}
		}
		a.Audience = *s.Audience
	}
	if s.Owner != nil && *s.Owner != a.Owner {
		if err := known(c.HasUser, *s.Owner, "owner"); err != nil {
			return err
		}
		a.Owner = *s.Owner
	}
	if s.ReviewAt != nil {
		a.ReviewAt = s.ReviewAt.UTC().Truncate(time.Microsecond)
		if s.ReviewAt.IsZero() {
			a.ReviewAt = time.Time{}
		}
	}
	if s.Source != nil {
		if a.Edition(*s.Source) == nil {
			return &knowledge.InvalidError{Field: "source", Reason: "unknown"}
		}
		if a.Source != *s.Source { // nothing is known yet of what the others translate
			for i := range a.Editions {
				a.Editions[i].Translates = 0
				if a.Editions[i].Lang != *s.Source {
					a.Editions[i].Translates = a.Edition(*s.Source).Published
				}
			}
		}
		a.Source = *s.Source
	}
	if s.Origin != nil {
		if a.Origin.Kind != "" && (a.Origin.Kind != s.Origin.Kind || a.Origin.Key != s.Origin.Key) {
			return &knowledge.InvalidError{Field: "origin", Reason: "taken"}
		}
		a.Origin = *s.Origin
	}
	if s.Related != nil {
		return relate(c, *s.Related)
	}
	return nil
}

func relate(c *store.ArticleChange, ids []knowledge.ArticleID) error {
	if len(ids) > knowledge.MaxRelated {
		return &knowledge.InvalidError{Field: "related", Reason: "too_many"}
	}
	c.Article.Related = nil
	for _, id := range ids {
		if id == "" || id == c.Article.ID {
			return &knowledge.InvalidError{Field: "related", Reason: "unknown"}
		}
		if slices.Contains(c.Article.Related, id) {
			continue
		}
		if err := known(c.HasArticle, id, "related"); err != nil {
			return err
		}
		c.Article.Related = append(c.Article.Related, id)
	}
	return nil
}

// known checks that something is the workspace's own; nothing is always.
func known[ID ~string](has func(ID) (bool, error), id ID, field string) error {
	if id == "" {
		return nil
	}
	ok, err := has(id)
	if err == nil && !ok {
		err = &knowledge.InvalidError{Field: field, Reason: "unknown"}
	}
	return err
}
