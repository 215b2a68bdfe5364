package store

import (
	"context"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// Versions says which version of the tables the database has (0: none yet) and
// which one this program works with. It changes nothing.
func (db *DB) Versions(ctx context.Context) (have, want int64, err error) {
	exists := `SELECT COUNT(*) FROM sqlite_master WHERE name = 'goose_db_version'`
	if db.dialect == Postgres {
		exists = `SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'goose_db_version' AND table_schema = current_schema()`
	}
	err = db.get(ctx, func(tx *Tx) error {
		var n int
		if err := tx.QueryRow(ctx, exists).Scan(&n); err != nil || n == 0 {
			return err
		}
		return tx.QueryRow(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version`).Scan(&have)
	})
	if err != nil {
		return 0, 0, fmt.Errorf("version of the tables: %w", err)
	}
	want, err = newestMigration(db.dialect)
	return have, want, err
}

func newestMigration(d Dialect) (newest int64, err error) {
	files, err := fs.Glob(migrations, "migrations/"+string(d)+"/*.sql")
	if err != nil {
		return 0, fmt.Errorf("migrations: %w", err)
	}
	for _, f := range files {
		name := f[strings.LastIndexByte(f, '/')+1:]
		number, _, _ := strings.Cut(name, "_")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("migration %s: its name must begin with a number", name)
		}
		newest = max(newest, n)
	}
	return newest, nil
}

// refuseNewer keeps this program from a database that a later one has changed
// in ways that it knows nothing of.
func (db *DB) refuseNewer(ctx context.Context) error {
	have, want, err := db.Versions(ctx)
	if err == nil && have > want {
		err = fmt.Errorf("%w: its tables have version %d, this program knows %d", ErrNewer, have, want)
	}
	return err
}
