package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
)

// ErrSlugTaken: another article has this address in this language.
var ErrSlugTaken = errors.New("address taken")

// ArticleChange is one article in a transaction that nobody else changes
// meanwhile. Whoever changes Article has it saved as it is then; what readers
// see otherwise afterwards enters the feed of changes.
type ArticleChange struct {
	Article knowledge.Article

	ws  conversation.WorkspaceID
	was knowledge.Article
	ctx context.Context
	tx  *Tx
}

// CreateArticle keeps a new article as f completes it. ErrExists when there is
// one of the same origin.
func (db *DB) CreateArticle(ctx context.Context, ws conversation.WorkspaceID, a knowledge.Article, f func(*ArticleChange) error) (knowledge.Article, error) {
	var out knowledge.Article
	err := db.Update(ctx, func(tx *Tx) error {
		c := &ArticleChange{Article: a, ws: ws, was: a, ctx: ctx, tx: tx}
		c.Article.Related, c.was.Editions = slices.Clone(a.Related), nil
		err := newRow(tx.Exec(ctx, `INSERT INTO articles (`+articleColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			string(a.ID), string(ws), string(a.Collection), string(a.Audience), string(a.Owner), micros(a.ReviewAt), a.Source,
			a.Origin.Kind, clean(a.Origin.Key), a.Origin.Sum, relatedText(a.Related), a.Archived, micros(a.CreatedAt), micros(a.UpdatedAt)))
		if err == nil {
			err = f(c)
		}
		if err == nil {
			err = c.save()
		}
		out = c.Article
		return err
	})
	if err != nil {
		return knowledge.Article{}, fmt.Errorf("create article: %w", err)
	}
	return out, nil
}

// ChangeArticle lets f change an article. What f returns as an error undoes it.
// On PostgreSQL f may run again, from the beginning.
func (db *DB) ChangeArticle(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, f func(*ArticleChange) error) (knowledge.Article, error) {
	var out knowledge.Article
	err := db.Update(ctx, func(tx *Tx) error {
		// The row is locked before it is read: changes of one article wait for
		// each other.
		err := oneRow(tx.Exec(ctx, `UPDATE articles SET updated_at = updated_at WHERE id = ? AND workspace = ?`, string(id), string(ws)))
		if err != nil {
			return err
		}
		a, err := tx.article(ctx, ws, id)
		if err != nil {
			return err
		}
		c := &ArticleChange{Article: a, ws: ws, was: a, ctx: ctx, tx: tx}
		c.Article.Editions, c.Article.Related = slices.Clone(a.Editions), slices.Clone(a.Related)
		if err = f(c); err == nil {
			err = c.save()
		}
		out = c.Article
		return err
	})
	if err != nil {
		return knowledge.Article{}, fmt.Errorf("change article %s: %w", id, err)
	}
	return out, nil
}

// Publish keeps a version with the next number of its language, and gives it.
func (c *ArticleChange) Publish(v knowledge.Version) (knowledge.Version, error) {
	v.Article = c.Article.ID
	err := c.tx.QueryRow(c.ctx, `SELECT COALESCE(MAX(number), 0) + 1 FROM article_versions WHERE article = ? AND lang = ? AND workspace = ?`,
		string(v.Article), v.Lang, string(c.ws)).Scan(&v.Number)
	if err == nil {
		_, err = c.tx.Exec(c.ctx, `INSERT INTO article_versions (`+versionColumns+`, workspace) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			string(v.Article), v.Lang, v.Number, v.Slug, clean(v.Title), clean(v.Body), clean(v.Note), string(v.By.ID), clean(v.By.Name), micros(v.At), v.Of, string(c.ws))
	}
	if err != nil {
		return v, fmt.Errorf("publish: %w", err)
	}
	return v, nil
}

// Version gives what was published once.
func (c *ArticleChange) Version(lang string, number int) (knowledge.Version, error) {
	return scanVersion(c.tx.QueryRow(c.ctx, `SELECT `+versionColumns+` FROM article_versions WHERE article = ? AND lang = ? AND number = ? AND workspace = ?`,
		string(c.Article.ID), lang, number, string(c.ws)).Scan)
}

// FreeSlug is an address like the one that is wanted which no other article has.
func (c *ArticleChange) FreeSlug(lang, want string) (string, error) {
	slug := want
	for n := 2; ; n++ {
		owner, err := c.slugOwner(lang, slug)
		if err != nil || owner == "" || owner == c.Article.ID {
			return slug, err
		}
		end := "-" + strconv.Itoa(n)
		slug = want[:min(len(want), knowledge.MaxSlug-len(end))] + end
	}
}

func (c *ArticleChange) slugOwner(lang, slug string) (knowledge.ArticleID, error) {
	var owner knowledge.ArticleID
	err := c.tx.QueryRow(c.ctx, `SELECT article FROM article_slugs WHERE workspace = ? AND lang = ? AND slug = ?`, string(c.ws), lang, slug).Scan(&owner)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return owner, err
}

// HasCollection says whether the workspace has a collection.
func (c *ArticleChange) HasCollection(id knowledge.CollectionID) (bool, error) {
	return c.exists(`SELECT COUNT(*) FROM collections WHERE id = ? AND workspace = ?`, string(id))
}

// HasArticle says whether the workspace has another article.
func (c *ArticleChange) HasArticle(id knowledge.ArticleID) (bool, error) {
	return c.exists(`SELECT COUNT(*) FROM articles WHERE id = ? AND workspace = ?`, string(id))
}

// HasUser says whether somebody works in the workspace.
func (c *ArticleChange) HasUser(id conversation.UserID) (bool, error) {
	return c.exists(`SELECT COUNT(*) FROM memberships WHERE user_id = ? AND workspace = ?`, string(id))
}

func (c *ArticleChange) exists(query, id string) (bool, error) {
	var n int
	err := c.tx.QueryRow(c.ctx, query, id, string(c.ws)).Scan(&n)
	return n > 0, err
}

// Audit writes an entry with the change.
func (c *ArticleChange) Audit(e AuditEntry) error {
	e.Workspace = c.ws
	return c.tx.Audit(c.ctx, e)
}

func (c *ArticleChange) save() error {
	a := &c.Article
	a.Compare()
	_, err := c.tx.Exec(c.ctx, `UPDATE articles SET collection = ?, audience = ?, owner = ?, review_at = ?, source = ?, origin_kind = ?, origin_key = ?, origin_sum = ?,
		related = ?, archived = ?, updated_at = ? WHERE id = ? AND workspace = ?`,
		string(a.Collection), string(a.Audience), string(a.Owner), micros(a.ReviewAt), a.Source, a.Origin.Kind, clean(a.Origin.Key), a.Origin.Sum,
		relatedText(a.Related), a.Archived, micros(a.UpdatedAt), string(a.ID), string(c.ws))
	for i := range a.Editions {
		if err == nil {
			err = c.saveEdition(&a.Editions[i])
		}
	}
	return err
}

func (c *ArticleChange) saveEdition(e *knowledge.Edition) error {
	was := c.was.Edition(e.Lang)
	if was == nil || was.Slug != e.Slug {
		if err := c.claim(e); err != nil {
			return err
		}
	}
	if was == nil || *was != *e {
		_, err := c.tx.Exec(c.ctx, `INSERT INTO article_editions (article, lang, workspace, slug, title, body, stage, rev, published, translates, updated_at,
			user_id, user_name, approved_id, approved_name, approved_rev, remark, search, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
			ON CONFLICT (article, lang) DO UPDATE SET slug = excluded.slug, title = excluded.title, body = excluded.body, stage = excluded.stage,
			rev = excluded.rev, published = excluded.published, translates = excluded.translates, updated_at = excluded.updated_at,
			user_id = excluded.user_id, user_name = excluded.user_name, approved_id = excluded.approved_id, approved_name = excluded.approved_name,
			approved_rev = excluded.approved_rev, remark = excluded.remark, search = excluded.search`,
			string(c.Article.ID), e.Lang, string(c.ws), e.Slug, clean(e.Title), clean(e.Body), string(e.Stage), e.Rev, e.Published, e.Translates, micros(e.UpdatedAt),
			string(e.UpdatedBy.ID), clean(e.UpdatedBy.Name), string(e.Approved.ID), clean(e.Approved.Name), e.ApprovedRev, clean(e.Remark), strings.ToLower(clean(e.Title)))
		if err != nil {
			return err
		}
	}
	if !c.seenOtherwise(was, e) {
		return nil
	}
	return c.tx.tellReaders(c.ctx, c.ws, c.Article.ID, e.Lang)
}

// tellReaders puts an edition at the end of the feed of changes. The workspace's
// row stays locked until the commit, so changes become visible in the order of
// their numbers, and no cursor skips one.
func (t *Tx) tellReaders(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, lang string) error {
	var seq int64
	err := t.QueryRow(ctx, `UPDATE workspaces SET knowledge_seq = knowledge_seq + 1 WHERE id = ? RETURNING knowledge_seq`, string(ws)).Scan(&seq)
	if err != nil {
		return noRows(err)
	}
	_, err = t.Exec(ctx, `UPDATE article_editions SET seq = ? WHERE article = ? AND lang = ? AND workspace = ?`, seq, string(id), lang, string(ws))
	return err
}

// seenOtherwise says whether readers see something else of an edition than before.
func (c *ArticleChange) seenOtherwise(was, e *knowledge.Edition) bool {
	before := was != nil && was.Published > 0 && !c.was.Archived
	now := e.Published > 0 && !c.Article.Archived
	if !before || !now {
		return before != now
	}
	return was.Published != e.Published || c.was.Audience != c.Article.Audience || c.was.Collection != c.Article.Collection
}

// claim takes the address of a draft. One that was never published is free again
// when the draft has another.
func (c *ArticleChange) claim(e *knowledge.Edition) error {
	owner, err := c.slugOwner(e.Lang, e.Slug)
	if err == nil && owner != "" && owner != c.Article.ID {
		return ErrSlugTaken
	}
	if err == nil && owner == "" {
		var res sql.Result
		res, err = c.tx.Exec(c.ctx, `INSERT INTO article_slugs (workspace, lang, slug, article) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			string(c.ws), e.Lang, e.Slug, string(c.Article.ID))
		err = changed(res, err, ErrSlugTaken) // another was quicker
	}
	if err != nil {
		return err
	}
	_, err = c.tx.Exec(c.ctx, `DELETE FROM article_slugs WHERE article = ? AND lang = ? AND workspace = ? AND slug <> ?
		AND slug NOT IN (SELECT slug FROM article_versions WHERE article = ? AND lang = ?)`,
		string(c.Article.ID), e.Lang, string(c.ws), e.Slug, string(c.Article.ID), e.Lang)
	return err
}

func relatedText(ids []knowledge.ArticleID) string {
	b, err := json.Marshal(ids)
	if err != nil || ids == nil {
		return "[]"
	}
	return string(b)
}
