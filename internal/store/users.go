package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// User is somebody who signs in: an agent or an administrator. Email is kept in
// lower case. PasswordHash is whatever account made of the password.
type User struct {
	ID           conversation.UserID
	Email        string
	Name         string
	Role         string // in the installation; see Membership for a workspace
	PasswordHash string
	Locale       string
	Available    bool
	Disabled     bool
	CreatedAt    time.Time
}

// Membership is a user's part in a workspace.
type Membership struct {
	Workspace conversation.WorkspaceID
	Name      string // the workspace's
	Role      string
}

// CreateUser makes a user; ErrExists when the ID or the address is taken.
func (db *DB) CreateUser(ctx context.Context, u User) error {
	err := db.Update(ctx, func(tx *Tx) error {
		return newRow(tx.Exec(ctx, `INSERT INTO users
			(id, email, name, role, password_hash, locale, available, disabled, created_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			string(u.ID), address(u.Email), clean(u.Name), u.Role, u.PasswordHash, u.Locale,
			u.Available, u.Disabled, micros(u.CreatedAt)))
	})
	if err != nil {
		return fmt.Errorf("create user: %w", err)
	}
	return nil
}

// UpdateUser changes all of a user but ID, Email and CreatedAt. A user who is
// disabled is signed out everywhere.
func (db *DB) UpdateUser(ctx context.Context, u User) error {
	err := db.Update(ctx, func(tx *Tx) error {
		err := oneRow(tx.Exec(ctx, `UPDATE users SET name = ?, role = ?, password_hash = ?, locale = ?,
			available = ?, disabled = ? WHERE id = ?`,
			clean(u.Name), u.Role, u.PasswordHash, u.Locale, u.Available, u.Disabled, string(u.ID)))
		if err != nil || !u.Disabled {
			return err
		}
		_, err = tx.Exec(ctx, `DELETE FROM sessions WHERE user_id = ?`, string(u.ID))
		return err
	})
	if err != nil {
		return fmt.Errorf("update user: %w", err)
	}
	return nil
}

// User gives one user.
func (db *DB) User(ctx context.Context, id conversation.UserID) (User, error) {
	return db.user(ctx, `WHERE id = ?`, string(id))
}

// UserByEmail finds a user by address, whatever its case.
func (db *DB) UserByEmail(ctx context.Context, email string) (User, error) {
	return db.user(ctx, `WHERE email = ?`, address(email))
}

func (db *DB) user(ctx context.Context, where string, args ...any) (User, error) {
	all, err := db.users(ctx, where, args...)
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return User{}, fmt.Errorf("user: %w", err)
	}
	return all[0], nil
}

// Users gives all users by address.
func (db *DB) Users(ctx context.Context) ([]User, error) {
	all, err := db.users(ctx, `ORDER BY email`)
	if err != nil {
		return nil, fmt.Errorf("users: %w", err)
	}
	return all, nil
}

// UsersOf gives a workspace's users by address.
func (db *DB) UsersOf(ctx context.Context, ws conversation.WorkspaceID) ([]User, error) {
	all, err := db.users(ctx, `WHERE id IN (SELECT user_id FROM memberships WHERE workspace = ?) ORDER BY email`, string(ws))
	if err != nil {
		return nil, fmt.Errorf("users of %s: %w", ws, err)
	}
	return all, nil
}

const userColumns = `id, email, name, role, password_hash, locale, available, disabled, created_at`

func (db *DB) users(ctx context.Context, tail string, args ...any) ([]User, error) {
	var all []User
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT `+userColumns+` FROM users `+tail, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			u, err := scanUser(rows.Scan)
			if err != nil {
				return err
			}
			all = append(all, u)
		}
		return rows.Err()
	})
	return all, err
}

func scanUser(scan func(...any) error, more ...any) (User, error) {
	var u User
	var created int64
	err := scan(append([]any{&u.ID, &u.Email, &u.Name, &u.Role, &u.PasswordHash, &u.Locale,
		&u.Available, &u.Disabled, &created}, more...)...)
	u.CreatedAt = instant(created)
	return u, noRows(err)
}

// SetMembership lets a user into a workspace, or changes their role there. An
// empty role takes them out.
func (db *DB) SetMembership(ctx context.Context, user conversation.UserID, ws conversation.WorkspaceID, role string) error {
	err := db.Update(ctx, func(tx *Tx) error {
		if role == "" {
			_, err := tx.Exec(ctx, `DELETE FROM memberships WHERE user_id = ? AND workspace = ?`, string(user), string(ws))
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO memberships (user_id, workspace, role) VALUES (?, ?, ?)
			ON CONFLICT (user_id, workspace) DO UPDATE SET role = excluded.role`, string(user), string(ws), role)
		return err
	})
	if err != nil {
		return fmt.Errorf("set membership in %s: %w", ws, err)
	}
	return nil
}

// Memberships gives the workspaces that a user is in, by ID.
func (db *DB) Memberships(ctx context.Context, user conversation.UserID) ([]Membership, error) {
	var all []Membership
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT w.id, w.name, m.role FROM memberships m
			JOIN workspaces w ON w.id = m.workspace WHERE m.user_id = ? ORDER BY w.id`, string(user))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var m Membership
			if err := rows.Scan(&m.Workspace, &m.Name, &m.Role); err != nil {
				return err
			}
			all = append(all, m)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("memberships: %w", err)
	}
	return all, nil
}

// MemberRole gives a user's role in a workspace; ErrNotFound when they have none.
func (db *DB) MemberRole(ctx context.Context, user conversation.UserID, ws conversation.WorkspaceID) (string, error) {
	var role string
	err := db.get(ctx, func(tx *Tx) error {
		return noRows(tx.QueryRow(ctx, `SELECT role FROM memberships WHERE user_id = ? AND workspace = ?`,
			string(user), string(ws)).Scan(&role))
	})
	if err != nil {
		return "", fmt.Errorf("role in %s: %w", ws, err)
	}
	return role, nil
}

func address(email string) string { return strings.ToLower(strings.TrimSpace(clean(email))) }
