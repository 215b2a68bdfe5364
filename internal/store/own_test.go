package store_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/rozmova/rozmova/internal/store"
)

func TestOneProcessServesASQLiteFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	open := func() *store.DB {
		db, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		return db
	}
	first, second := open(), open()
	if err := first.Own(); err != nil {
		t.Fatal(err)
	}
	if err := second.Own(); !errors.Is(err, store.ErrOwned) {
		t.Fatalf("a second server got %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := second.Own(); err != nil {
		t.Fatalf("after the first has gone: %v", err)
	}
}
