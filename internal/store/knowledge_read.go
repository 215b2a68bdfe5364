package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
)

const (
	articleColumns = `id, workspace, collection, audience, owner, review_at, source, origin_kind, origin_key, origin_sum, related, archived, created_at, updated_at`
	editionColumns = `lang, slug, title, body, stage, rev, published, translates, updated_at, user_id, user_name, approved_id, approved_name, approved_rev, remark`
	versionColumns = `article, lang, number, slug, title, body, note, user_id, user_name, at, of_version`
	fileColumns    = `id, article, name, type, size, user_id, user_name, at`
)

// Article gives one article with its editions, by language, and its files.
func (db *DB) Article(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID) (knowledge.Article, error) {
	var a knowledge.Article
	err := db.View(ctx, func(tx *Tx) (err error) {
		a, err = tx.article(ctx, ws, id)
		return err
	})
	if err != nil {
		return knowledge.Article{}, fmt.Errorf("article %s: %w", id, err)
	}
	return a, nil
}

func (t *Tx) article(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID) (knowledge.Article, error) {
	a, err := scanArticle(t.QueryRow(ctx, `SELECT `+articleColumns+` FROM articles WHERE id = ? AND workspace = ?`, string(id), string(ws)).Scan)
	if err != nil {
		return a, err
	}
	a.Editions, err = collect(ctx, t, scanEdition, `SELECT `+editionColumns+` FROM article_editions WHERE article = ? AND workspace = ? ORDER BY lang`, string(id), string(ws))
	if err != nil {
		return a, err
	}
	a.Files, err = collect(ctx, t, scanFile, `SELECT `+fileColumns+` FROM article_files WHERE article = ? AND workspace = ? ORDER BY at, id`, string(id), string(ws))
	a.Compare()
	return a, err
}

// ArticleOf gives the article of an origin; ErrNotFound when there is none.
func (db *DB) ArticleOf(ctx context.Context, ws conversation.WorkspaceID, kind, key string) (knowledge.ArticleID, error) {
	var id knowledge.ArticleID
	err := db.get(ctx, func(tx *Tx) error {
		return noRows(tx.QueryRow(ctx, `SELECT id FROM articles WHERE workspace = ? AND origin_kind = ? AND origin_key = ?`, string(ws), kind, clean(key)).Scan(&id))
	})
	if err != nil {
		return "", fmt.Errorf("article of %s: %w", kind, err)
	}
	return id, nil
}

// ArticleAt gives the article that has or had an address.
func (db *DB) ArticleAt(ctx context.Context, ws conversation.WorkspaceID, lang, slug string) (knowledge.ArticleID, error) {
	var id knowledge.ArticleID
	err := db.get(ctx, func(tx *Tx) error {
		return noRows(tx.QueryRow(ctx, `SELECT article FROM article_slugs WHERE workspace = ? AND lang = ? AND slug = ?`, string(ws), lang, slug).Scan(&id))
	})
	if err != nil {
		return "", fmt.Errorf("article at an address: %w", err)
	}
	return id, nil
}

// ArticleVersions are what was published of an edition, the newest first,
// without their bodies.
func (db *DB) ArticleVersions(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, lang string, limit int) ([]knowledge.Version, error) {
	var out []knowledge.Version
	err := db.get(ctx, func(tx *Tx) (err error) {
		out, err = collect(ctx, tx, scanVersion, `SELECT article, lang, number, slug, title, '', note, user_id, user_name, at, of_version
			FROM article_versions WHERE article = ? AND lang = ? AND workspace = ? ORDER BY number DESC LIMIT ?`, string(id), lang, string(ws), limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("versions of article %s: %w", id, err)
	}
	return out, nil
}

// ArticleVersion gives one of them.
func (db *DB) ArticleVersion(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, lang string, number int) (knowledge.Version, error) {
	var v knowledge.Version
	err := db.get(ctx, func(tx *Tx) (err error) {
		v, err = scanVersion(tx.QueryRow(ctx, `SELECT `+versionColumns+` FROM article_versions WHERE article = ? AND lang = ? AND number = ? AND workspace = ?`,
			string(id), lang, number, string(ws)).Scan)
		return err
	})
	if err != nil {
		return v, fmt.Errorf("version %d of article %s: %w", number, id, err)
	}
	return v, nil
}

// Documents gives what readers see otherwise since a change, in order, at most
// limit. From 0 on it is everything.
func (db *DB) Documents(ctx context.Context, ws conversation.WorkspaceID, after int64, limit int) ([]knowledge.Change, error) {
	var out []knowledge.Change
	err := db.get(ctx, func(tx *Tx) (err error) {
		out, err = collect(ctx, tx, scanChange, `SELECT `+changeColumns+` WHERE e.workspace = ? AND e.seq > ? ORDER BY e.seq LIMIT ?`, string(ws), after, limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	for i := range out {
		out[i].Workspace = ws
	}
	return out, nil
}

// Document gives one of them as readers see it; ErrNotFound when they do not.
func (db *DB) Document(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, lang string) (knowledge.Document, error) {
	var c knowledge.Change
	err := db.get(ctx, func(tx *Tx) (err error) {
		c, err = scanChange(tx.QueryRow(ctx, `SELECT `+changeColumns+` WHERE e.workspace = ? AND e.article = ? AND e.lang = ?`, string(ws), string(id), lang).Scan)
		return err
	})
	if err == nil && c.Gone {
		err = ErrNotFound
	}
	if err != nil {
		return knowledge.Document{}, fmt.Errorf("document %s: %w", id, err)
	}
	c.Workspace = ws
	return c.Document, nil
}

const changeColumns = `e.article, e.lang, e.seq, a.audience, a.collection, a.archived,
	COALESCE(v.number, 0), COALESCE(v.slug, ''), COALESCE(v.title, ''), COALESCE(v.body, ''), COALESCE(v.at, 0)
	FROM article_editions e JOIN articles a ON a.id = e.article
	LEFT JOIN article_versions v ON v.article = e.article AND v.lang = e.lang AND v.number = e.published`

func scanChange(scan func(...any) error) (knowledge.Change, error) {
	var c knowledge.Change
	var at int64
	var archived bool
	err := scan(&c.Article, &c.Lang, &c.Seq, &c.Audience, &c.Collection, &archived, &c.Version, &c.Slug, &c.Title, &c.Body, &at)
	c.At = instant(at)
	if archived || c.Version == 0 {
		c.Document, c.Gone = knowledge.Document{Article: c.Article, Lang: c.Lang, Audience: c.Audience}, true
	}
	return c, noRows(err)
}

func scanArticle(scan func(...any) error) (knowledge.Article, error) {
	var a knowledge.Article
	var ws, related string
	var review, created, updated int64
	err := scan(&a.ID, &ws, &a.Collection, &a.Audience, &a.Owner, &review, &a.Source, &a.Origin.Kind, &a.Origin.Key, &a.Origin.Sum, &related, &a.Archived, &created, &updated)
	if err != nil {
		return a, noRows(err)
	}
	a.ReviewAt, a.CreatedAt, a.UpdatedAt = instant(review), instant(created), instant(updated)
	return a, json.Unmarshal([]byte(related), &a.Related)
}

func scanEdition(scan func(...any) error) (knowledge.Edition, error) {
	var e knowledge.Edition
	var updated int64
	err := scan(&e.Lang, &e.Slug, &e.Title, &e.Body, &e.Stage, &e.Rev, &e.Published, &e.Translates, &updated,
		&e.UpdatedBy.ID, &e.UpdatedBy.Name, &e.Approved.ID, &e.Approved.Name, &e.ApprovedRev, &e.Remark)
	e.UpdatedAt = instant(updated)
	return e, noRows(err)
}

func scanVersion(scan func(...any) error) (knowledge.Version, error) {
	var v knowledge.Version
	var at int64
	err := scan(&v.Article, &v.Lang, &v.Number, &v.Slug, &v.Title, &v.Body, &v.Note, &v.By.ID, &v.By.Name, &at, &v.Of)
	v.At = instant(at)
	return v, noRows(err)
}

func scanFile(scan func(...any) error) (knowledge.Attachment, error) {
	var f knowledge.Attachment
	var at int64
	err := scan(&f.ID, &f.Article, &f.Name, &f.Type, &f.Size, &f.By.ID, &f.By.Name, &at)
	f.At = instant(at)
	return f, noRows(err)
}
