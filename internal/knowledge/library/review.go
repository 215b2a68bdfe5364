package library

import (
	"context"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
	"github.com/rozmova/rozmova/internal/store"
)

// Ask asks somebody else to read a draft.
func (l *Library) Ask(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.ArticleID, lang string, rev int, remark string) (knowledge.Edition, error) {
	return l.review(ctx, ws, id, lang, rev, remark, func(e *knowledge.Edition) error {
		if e.Stage == knowledge.Published {
			return knowledge.ErrNothing
		}
		e.Stage = knowledge.Review
		return nil
	})
}

// Approve says that a draft is good as it is; publishing is another matter. Whoever
// wrote it cannot.
func (l *Library) Approve(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.ArticleID, lang string, rev int, remark string) (knowledge.Edition, error) {
	return l.review(ctx, ws, id, lang, rev, remark, func(e *knowledge.Edition) error {
		switch {
		case e.Stage == knowledge.Published:
			return knowledge.ErrNothing
		case by.ID == "" || by.ID == e.UpdatedBy.ID:
			return knowledge.ErrUnread
		}
		e.Stage, e.Approved, e.ApprovedRev = knowledge.Review, by, e.Rev
		return nil
	})
}

// SendBack says that a draft is not good yet, and why.
func (l *Library) SendBack(ctx context.Context, ws conversation.WorkspaceID, by knowledge.Person, id knowledge.ArticleID, lang string, rev int, remark string) (knowledge.Edition, error) {
	return l.review(ctx, ws, id, lang, rev, remark, func(e *knowledge.Edition) error {
		if e.Stage != knowledge.Review {
			return knowledge.ErrNothing
		}
		e.Stage, e.Approved, e.ApprovedRev = knowledge.Draft, knowledge.Person{}, 0
		return nil
	})
}

func (l *Library) review(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, lang string, rev int, remark string, f func(*knowledge.Edition) error) (knowledge.Edition, error) {
	if err := note("remark", remark); err != nil {
		return knowledge.Edition{}, err
	}
	return l.changeEdition(ctx, ws, id, lang, func(c *store.ArticleChange, e *knowledge.Edition) error {
		if e.Rev != rev {
			c.Article.Compare()
			return &knowledge.ConflictError{Now: *e}
		}
		if err := f(e); err != nil {
			return err
		}
		e.Remark, c.Article.UpdatedAt = remark, l.now()
		return nil
	})
}
