package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Playbook is one version of a workspace's playbook as it was loaded: its files
// by path. A conversation pinned to a version runs on it to its end.
type Playbook struct {
	Workspace conversation.WorkspaceID
	Pin       conversation.Pin
	Files     map[string][]byte
	CreatedAt time.Time
}

// PutPlaybook keeps a version. It is no error when it is kept already: a version
// is the hash of its files.
func (db *DB) PutPlaybook(ctx context.Context, p Playbook) error {
	files, err := json.Marshal(p.Files)
	if err != nil {
		return fmt.Errorf("put playbook %s: %w", p.Pin.Playbook, err)
	}
	// Looked up first: a start with nothing new commits nothing.
	if _, err := db.Playbook(ctx, p.Workspace, p.Pin); err == nil {
		return nil
	}
	err = db.Update(ctx, func(tx *Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO playbooks (workspace, name, version, files, created_at)
			VALUES (?, ?, ?, ?, ?) ON CONFLICT (workspace, name, version) DO NOTHING`,
			string(p.Workspace), p.Pin.Playbook, p.Pin.Version, string(files), micros(p.CreatedAt))
		return err
	})
	if err != nil {
		return fmt.Errorf("put playbook %s: %w", p.Pin.Playbook, err)
	}
	return nil
}

// Playbook gives a version.
func (db *DB) Playbook(ctx context.Context, ws conversation.WorkspaceID, pin conversation.Pin) (Playbook, error) {
	return db.playbook(ctx, `workspace = ? AND name = ? AND version = ?`, string(ws), pin.Playbook, pin.Version)
}

// LatestPlaybook gives the version that was kept last.
func (db *DB) LatestPlaybook(ctx context.Context, ws conversation.WorkspaceID, name string) (Playbook, error) {
	return db.playbook(ctx, `workspace = ? AND name = ? ORDER BY created_at DESC, version LIMIT 1`, string(ws), name)
}

func (db *DB) playbook(ctx context.Context, where string, args ...any) (Playbook, error) {
	var p Playbook
	err := db.get(ctx, func(tx *Tx) error {
		var files string
		var created int64
		err := tx.QueryRow(ctx, `SELECT workspace, name, version, files, created_at FROM playbooks WHERE `+where, args...).
			Scan(&p.Workspace, &p.Pin.Playbook, &p.Pin.Version, &files, &created)
		if err != nil {
			return noRows(err)
		}
		p.CreatedAt = instant(created)
		return json.Unmarshal([]byte(files), &p.Files)
	})
	if err != nil {
		return Playbook{}, fmt.Errorf("playbook: %w", err)
	}
	return p, nil
}
