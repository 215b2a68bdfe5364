package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Workspace is one company's part of an installation. Settings is JSON, made
// and read by whoever owns a setting.
type Workspace struct {
	ID        conversation.WorkspaceID
	Name      string
	Settings  []byte
	CreatedAt time.Time
}

// CreateWorkspace makes a workspace; ErrExists when there is one with this ID.
func (db *DB) CreateWorkspace(ctx context.Context, w Workspace) error {
	if len(w.Settings) == 0 {
		w.Settings = []byte("{}")
	}
	err := db.Update(ctx, func(tx *Tx) error {
		res, err := tx.Exec(ctx, `INSERT INTO workspaces (id, name, settings, created_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (id) DO NOTHING`, string(w.ID), clean(w.Name), string(w.Settings), micros(w.CreatedAt))
		return newRow(res, err)
	})
	if err != nil {
		return fmt.Errorf("create workspace %s: %w", w.ID, err)
	}
	return nil
}

// Workspace gives one workspace.
func (db *DB) Workspace(ctx context.Context, id conversation.WorkspaceID) (Workspace, error) {
	all, err := db.workspaces(ctx, `WHERE id = ?`, string(id))
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Workspace{}, fmt.Errorf("workspace %s: %w", id, err)
	}
	return all[0], nil
}

// Workspaces gives all workspaces by ID.
func (db *DB) Workspaces(ctx context.Context) ([]Workspace, error) {
	all, err := db.workspaces(ctx, `ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("workspaces: %w", err)
	}
	return all, nil
}

// UpdateWorkspace changes a workspace's name and settings.
func (db *DB) UpdateWorkspace(ctx context.Context, w Workspace) error {
	err := db.Update(ctx, func(tx *Tx) error {
		return oneRow(tx.Exec(ctx, `UPDATE workspaces SET name = ?, settings = ? WHERE id = ?`,
			clean(w.Name), string(w.Settings), string(w.ID)))
	})
	if err != nil {
		return fmt.Errorf("update workspace %s: %w", w.ID, err)
	}
	return nil
}

func (db *DB) workspaces(ctx context.Context, tail string, args ...any) ([]Workspace, error) {
	var all []Workspace
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT id, name, settings, created_at FROM workspaces `+tail, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var w Workspace
			var created int64
			if err := rows.Scan(&w.ID, &w.Name, &w.Settings, &created); err != nil {
				return err
			}
			w.CreatedAt = instant(created)
			all = append(all, w)
		}
		return rows.Err()
	})
	return all, err
}
