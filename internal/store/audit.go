package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// AuditEntry says who did what to what. Object and Detail name things by their
// identifiers, never by a customer's words.
type AuditEntry struct {
	ID        int64
	Workspace conversation.WorkspaceID // empty for the installation itself
	At        time.Time
	User      conversation.UserID
	Action    string
	Object    string
	Detail    string
}

// Audit writes an entry as a part of the transaction that it tells of.
func (t *Tx) Audit(ctx context.Context, e AuditEntry) error {
	_, err := t.Exec(ctx, `INSERT INTO audit (workspace, at, user_id, action, object, detail) VALUES (?, ?, ?, ?, ?, ?)`,
		string(e.Workspace), micros(e.At), string(e.User), e.Action, clean(e.Object), clean(e.Detail))
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	return nil
}

// Audit writes an entry that stands for itself.
func (db *DB) Audit(ctx context.Context, e AuditEntry) error {
	return db.Update(ctx, func(tx *Tx) error { return tx.Audit(ctx, e) })
}

// AuditOf gives a workspace's entries, the newest first; before is the ID of the
// last one of an earlier page, 0 for the first page.
func (db *DB) AuditOf(ctx context.Context, ws conversation.WorkspaceID, before int64, limit int) ([]AuditEntry, error) {
	if before <= 0 {
		before = 1<<63 - 1
	}
	if limit <= 0 || limit > 200 {
		limit = 200
	}
	var all []AuditEntry
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT id, workspace, at, user_id, action, object, detail FROM audit
			WHERE workspace = ? AND id < ? ORDER BY id DESC LIMIT ?`, string(ws), before, limit)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var e AuditEntry
			var at int64
			if err := rows.Scan(&e.ID, &e.Workspace, &at, &e.User, &e.Action, &e.Object, &e.Detail); err != nil {
				return err
			}
			e.At = instant(at)
			all = append(all, e)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("audit of %s: %w", ws, err)
	}
	return all, nil
}
