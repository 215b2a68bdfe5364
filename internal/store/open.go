package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/rozmova/rozmova/internal/store/seal"
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
	// Seal encrypts secrets. Without it the database opens all the same, and
	// Secret answers with ErrSealed.
	Seal *seal.Box
}

// DB is an open database. It is safe for use by many goroutines.
type DB struct {
	dialect Dialect
	seal    *seal.Box
	read    *pool
	write   *pool
	group   *committer    // SQLite: the one goroutine that writes
	pg      *pgxpool.Pool // PostgreSQL: what read and write are views of
	closed  atomic.Bool
	path    string   // SQLite: the file
	owned   *os.File // SQLite: the claim of Own
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
	dialect, path, err := Locate(dsn)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	if dialect == Postgres {
		return openPostgres(ctx, dsn, opts)
	}
	return openSQLite(ctx, path, opts)
}

// Locate says what an address for Open names, and for SQLite the file. It
// touches nothing.
func Locate(dsn string) (d Dialect, path string, err error) {
	switch {
	case dsn == "":
		return "", "", errors.New("no database named")
	case strings.HasPrefix(dsn, "postgres://"), strings.HasPrefix(dsn, "postgresql://"):
		return Postgres, "", nil
	case strings.HasPrefix(dsn, "sqlite:"):
		path = strings.TrimPrefix(strings.TrimPrefix(dsn, "sqlite:"), "//")
	case strings.Contains(dsn, "://"):
		scheme, _, _ := strings.Cut(dsn, "://")
		return "", "", fmt.Errorf("unknown database %q (know sqlite and postgres)", scheme)
	default:
		path = dsn
	}
	if path == "" || strings.HasPrefix(path, ":memory:") {
		return "", "", errors.New("SQLite needs a file: what is in memory would be lost")
	}
	return SQLite, path, nil
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
	if db.owned != nil {
		errs = append(errs, unlockFile(db.owned), db.owned.Close())
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
