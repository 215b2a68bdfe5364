package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/seal"
)

// SecretKeyEnv holds the master key that seals secrets in the database.
const SecretKeyEnv = "ROZMOVA_SECRET_KEY"

// OpenStore opens a database together with the key of its secrets, brings it up
// to date and makes sure that the two belong together. key is what SecretKeyEnv
// says; without it the key stands in a file beside a SQLite database, where the
// first start puts it.
func OpenStore(ctx context.Context, dsn, key string) (*store.DB, error) {
	box, file, made, err := masterKey(dsn, key)
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, dsn, store.Options{Seal: box})
	if err == nil {
		if err = db.Migrate(ctx); err != nil {
			err = fmt.Errorf("bring the database up to date: %w", err)
		} else {
			err = db.CheckSecrets(ctx)
		}
		if err != nil {
			err = errors.Join(err, db.Close())
		}
	}
	if err == nil {
		return db, nil
	}
	if made { // a key that opened nothing would only hide that the right one is missing
		err = errors.Join(err, os.Remove(file))
	}
	if errors.Is(err, store.ErrSealed) {
		return nil, fmt.Errorf("%w\n%s", err, wrongKey(file))
	}
	return nil, err
}

// masterKey finds the key, or makes its file. file is where it stands, empty
// when the environment gave it.
func masterKey(dsn, key string) (box *seal.Box, file string, made bool, err error) {
	box, file, err = FindKey(dsn, key)
	if errors.Is(err, fs.ErrNotExist) {
		box, made, err = seal.File(file)
	}
	return box, file, made, err
}

// FindKey finds the key of a database and makes nothing: fs.ErrNotExist when
// its file is not there yet.
func FindKey(dsn, key string) (box *seal.Box, file string, err error) {
	dialect, path, err := store.Locate(dsn)
	switch {
	case err != nil:
		return nil, "", fmt.Errorf("open store: %w", err)
	case key != "":
		if box, err = seal.Parse(key); err != nil {
			err = fmt.Errorf("%s: %w", SecretKeyEnv, err)
		}
		return box, "", err
	case dialect == store.Postgres:
		return nil, "", fmt.Errorf("with PostgreSQL, %s must be set, to the same value for every process: %w; keep a copy apart from the database's backups",
			SecretKeyEnv, seal.ErrKey)
	}
	file = KeyFile(path)
	box, err = seal.ReadFile(file)
	return box, file, err
}

// KeyFile is the file of the key of a SQLite database.
func KeyFile(database string) string { return filepath.Join(filepath.Dir(database), seal.FileName) }

func wrongKey(file string) string {
	if file == "" {
		return SecretKeyEnv + " is not the key that this database's secrets were sealed with; set it to that one (several may be given, separated by commas: the first one seals)"
	}
	return "this database's secrets were sealed with another key; put back the " + file + " that belongs to it, or set " + SecretKeyEnv
}
