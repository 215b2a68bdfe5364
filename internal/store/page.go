package store

import (
	"context"
	"fmt"
)

// listing is a list of which one page at a time is read, what changed last
// first. query is SELECT … WHERE with its conditions; at and id are the columns
// that order it, and key gives their values of a row.
type listing[T any] struct {
	what   string // for errors
	query  string
	args   []any
	at, id string
	scan   func(scan func(...any) error) (T, error)
	key    func(*T) (at int64, id string)
}

// page reads the page before a cursor, and gives the cursor of the next one,
// empty on the last. limit 0 means 50.
func (l listing[T]) page(ctx context.Context, db *DB, before string, limit int) (out []T, next string, err error) {
	query, args := l.query, l.args
	if before != "" {
		at, id, err := readCursor(before)
		if err != nil {
			return nil, "", fmt.Errorf("%s: %w", l.what, err)
		}
		query += ` AND (` + l.at + `, ` + l.id + `) < (?, ?)`
		args = append(args, at, id)
	}
	if limit <= 0 {
		limit = 50
	}
	limit = min(limit, MaxInbox)
	query += ` ORDER BY ` + l.at + ` DESC, ` + l.id + ` DESC LIMIT ?`
	err = db.get(ctx, func(tx *Tx) (err error) {
		out, err = collect(ctx, tx, l.scan, query, append(args, limit+1)...)
		return err
	})
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", l.what, err)
	}
	if len(out) > limit {
		out = out[:limit]
		next = writeCursor(l.key(&out[limit-1]))
	}
	return out, next, nil
}

// collect reads all rows of a query.
func collect[T any](ctx context.Context, tx *Tx, scan func(scan func(...any) error) (T, error), query string, args ...any) ([]T, error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows.Scan)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}
