package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
)

// PutFile keeps a file of an article; ErrExists when the article has as many as
// it may.
func (db *DB) PutFile(ctx context.Context, ws conversation.WorkspaceID, f knowledge.Attachment, data []byte) error {
	err := db.Update(ctx, func(tx *Tx) error {
		err := oneRow(tx.Exec(ctx, `UPDATE articles SET updated_at = updated_at WHERE id = ? AND workspace = ?`, string(f.Article), string(ws)))
		if err != nil {
			return err
		}
		err = newRow(tx.Exec(ctx, `INSERT INTO article_files (`+fileColumns+`, workspace, data) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
			WHERE (SELECT COUNT(*) FROM article_files WHERE article = ? AND workspace = ?) < ?`,
			string(f.ID), string(f.Article), clean(f.Name), f.Type, f.Size, string(f.By.ID), clean(f.By.Name), micros(f.At), string(ws), data,
			string(f.Article), string(ws), knowledge.MaxFiles))
		if err != nil {
			return err
		}
		return tx.Audit(ctx, AuditEntry{Workspace: ws, At: f.At, User: f.By.ID, Action: "article_file_added", Object: string(f.Article), Detail: string(f.ID)})
	})
	if err != nil {
		return fmt.Errorf("put file: %w", err)
	}
	return nil
}

// File gives a file, what is in it, and the article that it belongs to.
func (db *DB) File(ctx context.Context, ws conversation.WorkspaceID, id knowledge.AttachmentID) (knowledge.Attachment, []byte, error) {
	var f knowledge.Attachment
	var data []byte
	err := db.get(ctx, func(tx *Tx) (err error) {
		f, err = scanFile(func(into ...any) error {
			return tx.QueryRow(ctx, `SELECT `+fileColumns+`, data FROM article_files WHERE id = ? AND workspace = ?`, string(id), string(ws)).Scan(append(into, &data)...)
		})
		return err
	})
	if err != nil {
		return f, nil, fmt.Errorf("file %s: %w", id, err)
	}
	return f, data, nil
}

// DropFile takes a file away.
func (db *DB) DropFile(ctx context.Context, ws conversation.WorkspaceID, article knowledge.ArticleID, id knowledge.AttachmentID, by conversation.UserID, at time.Time) error {
	err := db.Update(ctx, func(tx *Tx) error {
		err := oneRow(tx.Exec(ctx, `DELETE FROM article_files WHERE id = ? AND article = ? AND workspace = ?`, string(id), string(article), string(ws)))
		if err != nil {
			return err
		}
		return tx.Audit(ctx, AuditEntry{Workspace: ws, At: at, User: by, Action: "article_file_removed", Object: string(article), Detail: string(id)})
	})
	if err != nil {
		return fmt.Errorf("drop file %s: %w", id, err)
	}
	return nil
}
