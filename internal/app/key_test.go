package app

import (
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/seal"
)

// use opens a database, reads or makes a secret, and closes it.
func use(t *testing.T, dsn, key string) (string, error) {
	t.Helper()
	db, err := OpenStore(t.Context(), dsn, key)
	if err != nil {
		return "", err
	}
	defer db.Close()
	secret, err := db.Secret(t.Context(), "word", func() ([]byte, error) { return []byte("kept"), nil })
	return string(secret), err
}

func TestKeyFileBesideTheDatabase(t *testing.T) {
	dsn := filepath.Join(t.TempDir(), "rozmova.db")
	for _, start := range []string{"first", "second"} {
		if got, err := use(t, dsn, ""); err != nil || got != "kept" {
			t.Fatalf("%s start: %q, %v", start, got, err)
		}
	}
	file := KeyFile(dsn)
	key, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	_, err = use(t, dsn, "")
	if !errors.Is(err, store.ErrSealed) || !strings.Contains(err.Error(), file) || !strings.Contains(err.Error(), SecretKeyEnv) {
		t.Errorf("without the file: %v, want ErrSealed and what to do", err)
	}
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("a new key was left in place of the lost one (%v)", err)
	}
	other := base64.StdEncoding.EncodeToString(make([]byte, seal.KeySize))
	if _, err := use(t, dsn, other); !errors.Is(err, store.ErrSealed) || strings.Contains(err.Error(), other) {
		t.Errorf("with another key: %v, want ErrSealed without the key", err)
	}
	if got, err := use(t, dsn, other+","+string(key)); err != nil || got != "kept" {
		t.Errorf("with the old key behind a new one: %q, %v", got, err)
	}
	if err := os.WriteFile(file, key, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := use(t, dsn, ""); err != nil || got != "kept" {
		t.Errorf("with the file put back: %q, %v", got, err)
	}
}

func TestKeyIsAskedFor(t *testing.T) {
	for name, c := range map[string]struct{ dsn, key, says string }{
		"PostgreSQL without a key": {"postgres://localhost:1/none", "", "openssl rand -base64 32"},
		"not a key":                {"postgres://localhost:1/none", "letmein", "openssl rand -base64 32"},
		"unknown database":         {"mysql://localhost/x", "", "mysql"},
	} {
		_, err := OpenStore(t.Context(), c.dsn, c.key)
		if err == nil || !strings.Contains(err.Error(), c.says) || c.key != "" && strings.Contains(err.Error(), c.key) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
}
