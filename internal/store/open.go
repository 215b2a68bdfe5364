package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Dialect is which database is underneath.
type Dialect string

const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Options bound what one process takes of the database. Zero values are
// replaced by the defaults named here.
type Options struct {
	ReadConns int // SQLite: connections for reading, 4
	MaxConns  int // PostgreSQL: connections in all, 16
}

// DB is an open database. It is safe for use by many goroutines.
type DB struct {
	dialect Dialect
	read    *pool
	write   *pool
	group   *committer    // SQLite: the one goroutine that writes
	pg      *pgxpool.Pool // PostgreSQL: what read and write are views of
	closed  atomic.Bool
}

// Open connects to a database: "sqlite:PATH", a bare path, or a
// "postgres://…" address. A SQLite file and its folder are made when missing.
// Tables are made by Migrate.
func Open(ctx context.Context, dsn string, opts Options) (*DB, error) {
	if opts.ReadConns <= 0 {
		opts.ReadConns = 4
	}
	if opts.MaxConns <= 0 {
		opts.MaxConns = 16
	}
	switch {
	case dsn == "":
		return nil, errors.New("open store: no database named")
	case strings.HasPrefix(dsn, "postgres://"), strings.HasPrefix(dsn, "postgresql://"):
		return openPostgres(ctx, dsn, opts)
	case strings.HasPrefix(dsn, "sqlite:"):
		return openSQLite(ctx, strings.TrimPrefix(strings.TrimPrefix(dsn, "sqlite:"), "//"), opts)
	case strings.Contains(dsn, "://"):
		scheme, _, _ := strings.Cut(dsn, "://")
		return nil, fmt.Errorf("open store: unknown database %q (know sqlite and postgres)", scheme)
	}
	return openSQLite(ctx, dsn, opts)
}

// Dialect says which database is underneath.
func (db *DB) Dialect() Dialect { return db.dialect }

// Close waits for the writes that have begun and lets go of the database.
func (db *DB) Close() error {
	if !db.closed.CompareAndSwap(false, true) {
		return nil
	}
	var errs []error
	if db.group != nil {
		db.group.close()
	}
	errs = append(errs, db.read.close())
	if db.write != db.read {
		errs = append(errs, db.write.close())
	}
	if db.pg != nil {
		db.pg.Close()
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close store: %w", err)
	}
	return nil
}

// Ready says whether the database answers and has its tables.
func (db *DB) Ready(ctx context.Context) error {
	if db.closed.Load() {
		return ErrClosed
	}
	return db.get(ctx, func(tx *Tx) error {
		var n int
		err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM workspaces LIMIT 1) AS w`).Scan(&n)
		if err != nil {
			return fmt.Errorf("store not ready: %w", err)
		}
		return nil
	})
}

// Writer is the SQLite connection that all writes go through, nil on
// PostgreSQL. It is for jobs only, whose own bookkeeping queues up there behind
// the turns; it must not be held while calling Update.
func (db *DB) Writer() *sql.DB {
	if db.dialect != SQLite {
		return nil
	}
	return db.write.db
}

// Pool is the PostgreSQL connection pool, nil on SQLite. It is for jobs and for
// the stream's LISTEN only.
func (db *DB) Pool() *pgxpool.Pool { return db.pg }
