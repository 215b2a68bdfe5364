package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
)

// ArticleQuery narrows a list of articles; what is empty does not. Stage, Lang,
// Stale and Published are of one and the same edition.
type ArticleQuery struct {
	Collection *knowledge.CollectionID // "" for those in none
	Audience   knowledge.Audience
	Lang       string
	Stage      knowledge.Stage
	Stale      bool
	Published  *bool
	Owner      conversation.UserID
	Due        time.Time // to be reviewed by then
	Origin     string    // its kind
	Text       string    // in a title
	Archived   bool      // those, instead of the others
	Limit      int
	Before     string
}

// Articles gives a page of articles, the one that changed last first, and the
// cursor of the next page. Editions come without their bodies.
func (db *DB) Articles(ctx context.Context, ws conversation.WorkspaceID, q ArticleQuery) ([]knowledge.Article, string, error) {
	where, args := articleConditions(ws, q)
	list := listing[knowledge.Article]{
		what: "articles", query: `SELECT ` + articleColumns + ` FROM articles WHERE ` + where, args: args, at: "updated_at", id: "id",
		scan: scanArticle, key: func(a *knowledge.Article) (int64, string) { return micros(a.UpdatedAt), string(a.ID) },
	}
	out, next, err := list.page(ctx, db, q.Before, q.Limit)
	if err == nil {
		err = db.addEditions(ctx, ws, out)
	}
	if err != nil {
		return nil, "", fmt.Errorf("articles: %w", err)
	}
	return out, next, nil
}

func articleConditions(ws conversation.WorkspaceID, q ArticleQuery) (string, []any) {
	where, args := `workspace = ? AND archived = ?`, []any{string(ws), q.Archived}
	and := func(condition string, with ...any) {
		where, args = where+` AND `+condition, append(args, with...)
	}
	if q.Collection != nil {
		and(`collection = ?`, string(*q.Collection))
	}
	if q.Audience != "" {
		and(`audience = ?`, string(q.Audience))
	}
	if q.Owner != "" {
		and(`owner = ?`, string(q.Owner))
	}
	if !q.Due.IsZero() {
		and(`review_at > 0 AND review_at <= ?`, micros(q.Due))
	}
	if q.Origin != "" {
		and(`origin_kind = ?`, q.Origin)
	}
	if text := searchFor(q.Text); text != "" {
		and(`EXISTS (SELECT 1 FROM article_editions e WHERE e.article = articles.id AND e.search LIKE ? ESCAPE '!')`, "%"+escapeLike(text)+"%")
	}
	edition, with := ``, []any{}
	if q.Lang != "" {
		edition, with = edition+` AND e.lang = ?`, append(with, q.Lang)
	}
	if q.Stage != "" {
		edition, with = edition+` AND e.stage = ?`, append(with, string(q.Stage))
	}
	if q.Published != nil {
		if *q.Published {
			edition += ` AND e.published > 0`
		} else {
			edition += ` AND e.published = 0`
		}
	}
	if q.Stale {
		edition += ` AND e.lang <> articles.source AND e.translates <
			(SELECT s.published FROM article_editions s WHERE s.article = articles.id AND s.lang = articles.source)`
	}
	if edition != "" {
		and(`EXISTS (SELECT 1 FROM article_editions e WHERE e.article = articles.id`+edition+`)`, with...)
	}
	return where, args
}

// addEditions completes articles of a list.
func (db *DB) addEditions(ctx context.Context, ws conversation.WorkspaceID, list []knowledge.Article) error {
	if len(list) == 0 {
		return nil
	}
	at := map[knowledge.ArticleID]*knowledge.Article{}
	args := []any{string(ws)}
	for i := range list {
		at[list[i].ID] = &list[i]
		args = append(args, string(list[i].ID))
	}
	type row struct {
		of knowledge.ArticleID
		knowledge.Edition
	}
	var rows []row
	err := db.get(ctx, func(tx *Tx) (err error) {
		rows, err = collect(ctx, tx, func(scan func(...any) error) (row, error) {
			var r row
			e, err := scanEdition(func(into ...any) error { return scan(append([]any{&r.of}, into...)...) })
			r.Edition = e
			return r, err
		}, `SELECT article, `+strings.Replace(editionColumns, ", body,", ", '',", 1)+` FROM article_editions
			WHERE workspace = ? AND article IN (?`+strings.Repeat(`, ?`, len(list)-1)+`) ORDER BY article, lang`, args...)
		return err
	})
	for _, r := range rows {
		at[r.of].Editions = append(at[r.of].Editions, r.Edition)
	}
	for i := range list {
		list[i].Compare()
	}
	return err
}

// Collections of a workspace, in their order.
func (db *DB) Collections(ctx context.Context, ws conversation.WorkspaceID) ([]knowledge.Collection, error) {
	var out []knowledge.Collection
	err := db.get(ctx, func(tx *Tx) (err error) {
		out, err = tx.collections(ctx, ws)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("collections: %w", err)
	}
	return out, nil
}

func (t *Tx) collections(ctx context.Context, ws conversation.WorkspaceID) ([]knowledge.Collection, error) {
	return collect(ctx, t, func(scan func(...any) error) (knowledge.Collection, error) {
		var c knowledge.Collection
		var titles, abouts string
		err := scan(&c.ID, &c.Parent, &c.Slug, &c.Position, &titles, &abouts)
		if err == nil {
			err = json.Unmarshal([]byte(titles), &c.Titles)
		}
		if err == nil {
			err = json.Unmarshal([]byte(abouts), &c.Abouts)
		}
		return c, err
	}, `SELECT id, parent, slug, position, titles, abouts FROM collections WHERE workspace = ? ORDER BY position, id`, string(ws))
}

// CountArticles says how many articles that are not archived each collection
// holds by itself; under "" those in none.
func (db *DB) CountArticles(ctx context.Context, ws conversation.WorkspaceID) (map[knowledge.CollectionID]int, error) {
	out := map[knowledge.CollectionID]int{}
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT collection, COUNT(*) FROM articles WHERE workspace = ? AND archived = ? GROUP BY collection`, string(ws), false)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id knowledge.CollectionID
			var n int
			if err := rows.Scan(&id, &n); err != nil {
				return err
			}
			out[id] = n
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("count articles: %w", err)
	}
	return out, nil
}

// ArrangeCollections lets f say what becomes of a workspace's collections: which
// one is put (new, or in place of the one of its ID), or which is removed. What
// a removed one held goes where f says.
func (db *DB) ArrangeCollections(ctx context.Context, ws conversation.WorkspaceID, f func(now []knowledge.Collection) (CollectionChange, error)) error {
	err := db.Update(ctx, func(tx *Tx) error {
		// One at a time, so that no two of them make a circle together.
		err := oneRow(tx.Exec(ctx, `UPDATE workspaces SET knowledge_seq = knowledge_seq WHERE id = ?`, string(ws)))
		if err != nil {
			return err
		}
		now, err := tx.collections(ctx, ws)
		if err != nil {
			return err
		}
		change, err := f(now)
		if err != nil {
			return err
		}
		if err := change.save(ctx, tx, ws); err != nil {
			return err
		}
		change.Audit.Workspace = ws
		return tx.Audit(ctx, change.Audit)
	})
	if err != nil {
		return fmt.Errorf("arrange collections: %w", err)
	}
	return nil
}

// CollectionChange is what becomes of collections.
type CollectionChange struct {
	Put    []knowledge.Collection
	Remove knowledge.CollectionID
	Into   knowledge.CollectionID // what Remove held; "" for none
	Audit  AuditEntry
}

func (c *CollectionChange) save(ctx context.Context, tx *Tx, ws conversation.WorkspaceID) error {
	for _, p := range c.Put {
		titles, err := json.Marshal(p.Titles)
		if err != nil {
			return err
		}
		abouts, err := json.Marshal(p.Abouts)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO collections (id, workspace, parent, slug, position, titles, abouts) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, slug = excluded.slug, position = excluded.position,
			titles = excluded.titles, abouts = excluded.abouts WHERE collections.workspace = excluded.workspace`,
			string(p.ID), string(ws), string(p.Parent), p.Slug, p.Position, clean(string(titles)), clean(string(abouts)))
		if err != nil {
			return err
		}
	}
	if c.Remove == "" {
		return nil
	}
	_, err := tx.Exec(ctx, `UPDATE collections SET parent = ? WHERE parent = ? AND workspace = ?`, string(c.Into), string(c.Remove), string(ws))
	if err == nil {
		err = tx.moveArticles(ctx, ws, c.Remove, c.Into)
	}
	if err == nil {
		_, err = tx.Exec(ctx, `DELETE FROM collections WHERE id = ? AND workspace = ?`, string(c.Remove), string(ws))
	}
	return err
}

// moveArticles puts all of a collection's articles into another, and tells the
// feed of what is published of them.
func (t *Tx) moveArticles(ctx context.Context, ws conversation.WorkspaceID, from, to knowledge.CollectionID) error {
	type edition struct {
		article knowledge.ArticleID
		lang    string
	}
	moved, err := collect(ctx, t, func(scan func(...any) error) (edition, error) {
		var e edition
		err := scan(&e.article, &e.lang)
		return e, err
	},
		`SELECT e.article, e.lang FROM article_editions e JOIN articles a ON a.id = e.article
		WHERE a.workspace = ? AND a.collection = ? AND e.published > 0 ORDER BY e.article, e.lang`, string(ws), string(from))
	if err != nil {
		return err
	}
	for _, e := range moved {
		if err := t.tellReaders(ctx, ws, e.article, e.lang); err != nil {
			return err
		}
	}
	_, err = t.Exec(ctx, `UPDATE articles SET collection = ? WHERE collection = ? AND workspace = ?`, string(to), string(from), string(ws))
	return err
}
