package store

import (
	"context"
	"errors"
	"fmt"
)

// Secret gives the installation's secret of a name; the first time it is asked
// for, make makes it. All processes that share the database get the same one.
// It is kept sealed by Options.Seal; ErrSealed when that is another key than it
// was sealed with, or none.
func (db *DB) Secret(ctx context.Context, name string, make func() ([]byte, error)) ([]byte, error) {
	if db.seal == nil {
		return nil, fmt.Errorf("secret %s: %w: no secret key given", name, ErrSealed)
	}
	value, err := db.secret(ctx, name)
	if !errors.Is(err, ErrNotFound) {
		return value, err
	}
	fresh, err := make()
	if err != nil {
		return nil, fmt.Errorf("make secret %s: %w", name, err)
	}
	sealed := db.seal.Seal(name, fresh)
	err = db.Update(ctx, func(tx *Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING`, name, sealed)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("keep secret %s: %w", name, err)
	}
	return db.secret(ctx, name) // somebody else's, when theirs came first
}

// CheckSecrets says whether every secret can be read: ErrSealed names the first
// that cannot. A program that starts asks it, so that a wrong key is found
// before a customer meets it.
func (db *DB) CheckSecrets(ctx context.Context) error {
	var names []string
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT name FROM secrets ORDER BY name`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			names = append(names, name)
		}
		return rows.Err()
	})
	if err != nil {
		return fmt.Errorf("secrets: %w", err)
	}
	for _, name := range names {
		if _, err := db.secret(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

func (db *DB) secret(ctx context.Context, name string) ([]byte, error) {
	var sealed []byte
	err := db.get(ctx, func(tx *Tx) error {
		return noRows(tx.QueryRow(ctx, `SELECT value FROM secrets WHERE name = ?`, name).Scan(&sealed))
	})
	if err != nil {
		return nil, fmt.Errorf("secret %s: %w", name, err)
	}
	if db.seal == nil {
		return nil, fmt.Errorf("secret %s: %w: no secret key given", name, ErrSealed)
	}
	value, err := db.seal.Open(name, sealed)
	if err != nil {
		return nil, fmt.Errorf("secret %s: %w: %w", name, ErrSealed, err)
	}
	return value, nil
}
