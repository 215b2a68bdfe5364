package store

import (
	"context"
	"fmt"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
)

// published joins editions that readers see to the words that they see.
const published = ` FROM article_editions e JOIN articles a ON a.id = e.article AND a.archived = FALSE
	JOIN article_versions v ON v.article = e.article AND v.lang = e.lang AND v.number = e.published
	WHERE e.workspace = ? AND a.audience = 'public'`

// PublicEntries are the public articles of a language as lists show them, by title.
func (db *DB) PublicEntries(ctx context.Context, ws conversation.WorkspaceID, lang string) ([]knowledge.Entry, error) {
	var out []knowledge.Entry
	err := db.get(ctx, func(tx *Tx) (err error) {
		out, err = collect(ctx, tx, scanEntry, `SELECT e.article, a.collection, v.slug, v.title, v.at`+published+` AND e.lang = ? ORDER BY v.title, e.article`, string(ws), lang)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("public articles in %s: %w", lang, err)
	}
	return out, nil
}

// PublicLanguages are those that public articles are published in.
func (db *DB) PublicLanguages(ctx context.Context, ws conversation.WorkspaceID) ([]string, error) {
	var out []string
	err := db.get(ctx, func(tx *Tx) (err error) {
		out, err = collect(ctx, tx, scanText, `SELECT DISTINCT e.lang`+published+` ORDER BY e.lang`, string(ws))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("languages of public articles: %w", err)
	}
	return out, nil
}

// PublicAddresses are where readers find an article, by language.
func (db *DB) PublicAddresses(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID) (map[string]string, error) {
	out := map[string]string{}
	err := db.get(ctx, func(tx *Tx) error {
		pairs, err := collect(ctx, tx, func(scan func(...any) error) (p [2]string, err error) {
			return p, scan(&p[0], &p[1])
		}, `SELECT e.lang, v.slug`+published+` AND e.article = ?`, string(ws), string(id))
		for _, p := range pairs {
			out[p[0]] = p[1]
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("addresses of article %s: %w", id, err)
	}
	return out, nil
}

func scanEntry(scan func(...any) error) (knowledge.Entry, error) {
	var e knowledge.Entry
	var at int64
	err := scan(&e.Article, &e.Collection, &e.Slug, &e.Title, &at)
	e.At = instant(at)
	return e, err
}

func scanText(scan func(...any) error) (string, error) {
	var s string
	return s, scan(&s)
}
