package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations/*/*.sql
var migrations embed.FS

// Migrate brings the tables to this program's version: ours, then those of the
// job queue. It may be run at every start, by several processes at once.
func (db *DB) Migrate(ctx context.Context) error {
	unlock, err := db.lockMigrations(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	for try := 1; ; try++ {
		err := db.migrate(ctx)
		if err == nil || errors.Is(err, ErrNewer) || db.dialect == Postgres || try == 5 || ctx.Err() != nil {
			return err
		}
		// A second process may be migrating the same SQLite file, where nothing
		// keeps it out between two migrations. Each is all or nothing: look again.
		time.Sleep(time.Duration(try) * 100 * time.Millisecond)
	}
}

func (db *DB) migrate(ctx context.Context) error {
	if err := db.refuseNewer(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	dialect, folder := goose.DialectSQLite3, "migrations/sqlite"
	if db.dialect == Postgres {
		dialect, folder = goose.DialectPostgres, "migrations/postgres"
	}
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	p, err := goose.NewProvider(dialect, db.write.db, files,
		goose.WithDisableGlobalRegistry(true), goose.WithSlog(slog.New(slog.DiscardHandler)))
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if db.dialect == Postgres {
		return migrateJobs(ctx, riverpgxv5.New(db.pg))
	}
	return migrateJobs(ctx, riversqlite.New(db.write.db))
}

func migrateJobs[T any](ctx context.Context, driver riverdriver.Driver[T]) error {
	m, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("migrate jobs: %w", err)
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate jobs: %w", err)
	}
	return nil
}

// lockMigrations keeps a second PostgreSQL node from migrating at the same time.
func (db *DB) lockMigrations(ctx context.Context) (unlock func(), err error) {
	if db.dialect != Postgres {
		return func() {}, nil
	}
	const key = `hashtext('rozmova migrate ' || coalesce(current_schema(), ''))`
	conn, err := db.pg.Acquire(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock(`+key+`)`); err != nil {
		conn.Release()
		return nil, fmt.Errorf("migrate: lock: %w", err)
	}
	return func() {
		if _, err := conn.Exec(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock(`+key+`)`); err != nil {
			conn.Conn().Close(context.WithoutCancel(ctx)) // its end frees the lock
		}
		conn.Release()
	}, nil
}
