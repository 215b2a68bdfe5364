package storetest

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/url"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/seal"
)

// Each runs f against both databases, in parallel, each time on an empty one.
func Each(t *testing.T, f func(t *testing.T, db *store.DB)) {
	t.Helper()
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		t.Run(string(d), func(t *testing.T) {
			t.Parallel()
			f(t, Open(t, d))
		})
	}
}

// Open gives an empty, migrated database that is gone when the test is over.
func Open(t testing.TB, d store.Dialect) *store.DB {
	t.Helper()
	db := Reopen(t, DSN(t, d))
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db
}

// Reopen opens a database by its address and closes it when the test is over.
func Reopen(t testing.TB, dsn string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), dsn, store.Options{MaxConns: 8, Seal: Seal()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

// Seal is the secret key of all test databases.
func Seal() *seal.Box {
	b, err := seal.New(bytes.Repeat([]byte("test"), seal.KeySize/4))
	if err != nil {
		panic(err) // the size is right
	}
	return b
}

// DSN gives the address of an empty database without tables.
func DSN(t testing.TB, d store.Dialect) string {
	t.Helper()
	if d == store.SQLite {
		return "sqlite:" + filepath.Join(t.TempDir(), "rozmova.db")
	}
	if testing.Short() {
		t.Skip("no PostgreSQL with -short")
	}
	server, err := server()
	if err != nil {
		t.Fatalf("PostgreSQL is needed: %v", err)
	}
	b := make([]byte, 8)
	rand.Read(b)
	schema := "test_" + hex.EncodeToString(b)
	runSQL(t, server, "CREATE SCHEMA "+schema)
	t.Cleanup(func() { runSQL(t, server, "DROP SCHEMA "+schema+" CASCADE") })
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal("ROZMOVA_TEST_POSTGRES is not a postgres:// address")
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

func runSQL(t testing.TB, dsn, sql string) {
	t.Helper()
	ctx := context.Background() // also used when the test's own is over
	c, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatalf("connect to the test PostgreSQL: %v", err)
	}
	defer c.Close(ctx)
	if _, err := c.Exec(ctx, sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}
