package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Session is a browser in which a user has signed in. The token itself is never
// stored.
type Session struct {
	TokenHash string
	User      conversation.UserID
	CSRF      string
	CreatedAt time.Time
	ExpiresAt time.Time
}

// CreateSession keeps a session, and takes the user's expired ones away.
func (db *DB) CreateSession(ctx context.Context, s Session) error {
	err := db.Update(ctx, func(tx *Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM sessions WHERE user_id = ? AND expires_at <= ?`,
			string(s.User), micros(s.CreatedAt))
		if err != nil {
			return err
		}
		return newRow(tx.Exec(ctx, `INSERT INTO sessions (token_hash, user_id, csrf, created_at, expires_at)
			VALUES (?, ?, ?, ?, ?) ON CONFLICT (token_hash) DO NOTHING`,
			s.TokenHash, string(s.User), s.CSRF, micros(s.CreatedAt), micros(s.ExpiresAt)))
	})
	if err != nil {
		return fmt.Errorf("create session: %w", err)
	}
	return nil
}

// SessionOf finds the session of a token and its user. ErrNotFound when it has
// expired or the user is disabled.
func (db *DB) SessionOf(ctx context.Context, tokenHash string, now time.Time) (Session, User, error) {
	s := Session{TokenHash: tokenHash}
	var u User
	err := db.get(ctx, func(tx *Tx) (err error) {
		var created, expires int64
		u, err = scanUser(tx.QueryRow(ctx, `SELECT u.id, u.email, u.name, u.role, u.password_hash, u.locale,
				u.available, u.disabled, u.created_at, s.csrf, s.created_at, s.expires_at
			FROM sessions s JOIN users u ON u.id = s.user_id
			WHERE s.token_hash = ? AND s.expires_at > ? AND u.disabled = FALSE`, clean(tokenHash), micros(now)).Scan,
			&s.CSRF, &created, &expires)
		s.User, s.CreatedAt, s.ExpiresAt = u.ID, instant(created), instant(expires)
		return err
	})
	if err != nil {
		return Session{}, User{}, fmt.Errorf("session: %w", err)
	}
	return s, u, nil
}

// DeleteSession signs one browser out; it is no error when it was out already.
func (db *DB) DeleteSession(ctx context.Context, tokenHash string) error {
	return db.deleteSessions(ctx, `token_hash = ?`, clean(tokenHash))
}

// DeleteSessionsOf signs a user out everywhere.
func (db *DB) DeleteSessionsOf(ctx context.Context, user conversation.UserID) error {
	return db.deleteSessions(ctx, `user_id = ?`, string(user))
}

func (db *DB) deleteSessions(ctx context.Context, where string, args ...any) error {
	err := db.Update(ctx, func(tx *Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM sessions WHERE `+where, args...)
		return err
	})
	if err != nil {
		return fmt.Errorf("delete sessions: %w", err)
	}
	return nil
}
