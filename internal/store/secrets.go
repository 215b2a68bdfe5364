package store

import (
	"context"
	"errors"
	"fmt"
)

// Secret gives the installation's secret of a name; the first time it is asked
// for, make makes it. All processes that share the database get the same one.
func (db *DB) Secret(ctx context.Context, name string, make func() ([]byte, error)) ([]byte, error) {
	value, err := db.secret(ctx, name)
	if !errors.Is(err, ErrNotFound) {
		return value, err
	}
	fresh, err := make()
	if err != nil {
		return nil, fmt.Errorf("make secret %s: %w", name, err)
	}
	err = db.Update(ctx, func(tx *Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING`, name, fresh)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("keep secret %s: %w", name, err)
	}
	return db.secret(ctx, name) // somebody else's, when theirs came first
}

func (db *DB) secret(ctx context.Context, name string) ([]byte, error) {
	var value []byte
	err := db.get(ctx, func(tx *Tx) error {
		return noRows(tx.QueryRow(ctx, `SELECT value FROM secrets WHERE name = ?`, name).Scan(&value))
	})
	if err != nil {
		return nil, fmt.Errorf("secret %s: %w", name, err)
	}
	return value, nil
}
