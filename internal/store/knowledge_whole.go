package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
)

// WholeArticle is all that there is of an article, to be taken out and put back.
type WholeArticle struct {
	knowledge.Article
	Versions []knowledge.Version // by language, then number
	Data     [][]byte            // of Files
	Feedback []knowledge.Feedback
}

// ArticleIDs are those of all articles of a workspace.
func (db *DB) ArticleIDs(ctx context.Context, ws conversation.WorkspaceID) ([]knowledge.ArticleID, error) {
	var out []knowledge.ArticleID
	err := db.get(ctx, func(tx *Tx) (err error) {
		out, err = collect(ctx, tx, func(scan func(...any) error) (knowledge.ArticleID, error) {
			var id knowledge.ArticleID
			return id, scan(&id)
		}, `SELECT id FROM articles WHERE workspace = ? ORDER BY created_at, id`, string(ws))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("articles of a workspace: %w", err)
	}
	return out, nil
}

// WholeArticle gives an article as it is at one moment.
func (db *DB) WholeArticle(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID) (WholeArticle, error) {
	var w WholeArticle
	err := db.View(ctx, func(tx *Tx) (err error) {
		w = WholeArticle{}
		if w.Article, err = tx.article(ctx, ws, id); err != nil {
			return err
		}
		w.Versions, err = collect(ctx, tx, scanVersion, `SELECT `+versionColumns+` FROM article_versions WHERE article = ? AND workspace = ? ORDER BY lang, number`,
			string(id), string(ws))
		if err != nil {
			return err
		}
		w.Feedback, err = collect(ctx, tx, func(scan func(...any) error) (knowledge.Feedback, error) {
			f := knowledge.Feedback{Article: id}
			var at int64
			err := scan(&f.Lang, &f.Version, &f.Visitor, &f.Helpful, &f.Comment, &at)
			f.At = instant(at)
			return f, err
		}, `SELECT lang, version, visitor, helpful, comment, at FROM article_feedback WHERE article = ? AND workspace = ? ORDER BY lang, version, at, visitor`,
			string(id), string(ws))
		if err != nil {
			return err
		}
		for _, f := range w.Files {
			var data []byte
			if err := tx.QueryRow(ctx, `SELECT data FROM article_files WHERE id = ? AND workspace = ?`, string(f.ID), string(ws)).Scan(&data); err != nil {
				return err
			}
			w.Data = append(w.Data, data)
		}
		return nil
	})
	if err != nil {
		return w, fmt.Errorf("whole article %s: %w", id, err)
	}
	return w, nil
}

// PutWholeArticle keeps an article as it was elsewhere, under new identifiers.
// ErrExists when there is one of the same origin, ErrSlugTaken when another has
// one of its addresses.
func (db *DB) PutWholeArticle(ctx context.Context, ws conversation.WorkspaceID, w WholeArticle) error {
	empty := w.Article
	empty.Editions, empty.Files = nil, nil
	_, err := db.CreateArticle(ctx, ws, empty, func(c *ArticleChange) error {
		c.Article.Editions = w.Editions
		for _, v := range w.Versions {
			err := newRow(c.tx.Exec(ctx, `INSERT INTO article_versions (`+versionColumns+`, workspace) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
				string(w.ID), v.Lang, v.Number, v.Slug, clean(v.Title), clean(v.Body), clean(v.Note), string(v.By.ID), clean(v.By.Name), micros(v.At), v.Of, string(ws)))
			if err != nil {
				return err
			}
			if err := c.keepAddress(v.Lang, v.Slug); err != nil {
				return err
			}
		}
		for _, f := range w.Feedback {
			err := newRow(c.tx.Exec(ctx, `INSERT INTO article_feedback (article, lang, version, visitor, workspace, helpful, comment, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
				string(w.ID), f.Lang, f.Version, f.Visitor, string(ws), f.Helpful, clean(f.Comment), micros(f.At)))
			if err != nil {
				return err
			}
		}
		for i, f := range w.Files {
			err := newRow(c.tx.Exec(ctx, `INSERT INTO article_files (`+fileColumns+`, workspace, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
				string(f.ID), string(w.ID), clean(f.Name), f.Type, f.Size, string(f.By.ID), clean(f.By.Name), micros(f.At), string(ws), w.Data[i]))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("put whole article: %w", err)
	}
	return nil
}

// keepAddress gives the article an address that it once had.
func (c *ArticleChange) keepAddress(lang, slug string) error {
	owner, err := c.slugOwner(lang, slug)
	switch {
	case err != nil:
		return err
	case owner == c.Article.ID:
		return nil
	case owner != "":
		return ErrSlugTaken
	}
	var res sql.Result
	res, err = c.tx.Exec(c.ctx, `INSERT INTO article_slugs (workspace, lang, slug, article) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		string(c.ws), lang, slug, string(c.Article.ID))
	return changed(res, err, ErrSlugTaken)
}

// RelateArticles sets what articles relate to, without counting as a change.
func (db *DB) RelateArticles(ctx context.Context, ws conversation.WorkspaceID, related map[knowledge.ArticleID][]knowledge.ArticleID) error {
	err := db.Update(ctx, func(tx *Tx) error {
		for id, to := range related {
			if err := oneRow(tx.Exec(ctx, `UPDATE articles SET related = ? WHERE id = ? AND workspace = ?`, relatedText(to), string(id), string(ws))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("relate articles: %w", err)
	}
	return nil
}

// HasMember says whether somebody works in a workspace.
func (db *DB) HasMember(ctx context.Context, ws conversation.WorkspaceID, user conversation.UserID) (bool, error) {
	n := 0
	err := db.get(ctx, func(tx *Tx) error {
		return tx.QueryRow(ctx, `SELECT COUNT(*) FROM memberships WHERE user_id = ? AND workspace = ?`, string(user), string(ws)).Scan(&n)
	})
	if err != nil {
		return false, fmt.Errorf("member %s: %w", user, err)
	}
	return n > 0, nil
}
