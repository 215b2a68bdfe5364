package store_test

import (
	"errors"
	"testing"

	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

func TestVersions(t *testing.T) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		t.Run(string(d), func(t *testing.T) {
			t.Parallel()
			ctx := t.Context()
			db := storetest.Reopen(t, storetest.DSN(t, d))
			if have, want, err := db.Versions(ctx); err != nil || have != 0 || want < 1 {
				t.Errorf("before the first migration: %d of %d, %v", have, want, err)
			}
			if err := db.Migrate(ctx); err != nil {
				t.Fatal(err)
			}
			have, want, err := db.Versions(ctx)
			if err != nil || have != want {
				t.Errorf("after it: %d of %d, %v", have, want, err)
			}
			// A later version of the program has been here.
			err = db.Update(ctx, func(tx *store.Tx) error {
				_, err := tx.Exec(ctx, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (?, ?)`, want+1, true)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := db.Migrate(ctx); !errors.Is(err, store.ErrNewer) {
				t.Errorf("with newer tables: %v, want ErrNewer", err)
			}
		})
	}
}
