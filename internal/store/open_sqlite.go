package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
)

// Pragmas of every connection. synchronous=FULL: a commit that was answered
// survives a power cut. The busy timeout is for other processes (the command
// line beside a server); in this process writers queue in Go.
const (
	sqliteCommon = "_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)&_pragma=temp_store(2)"
	sqliteWriter = sqliteCommon + "&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=cache_size(-16000)&_pragma=wal_autocheckpoint(4000)&_pragma=journal_size_limit(67108864)&_txlock=immediate"
	sqliteReader = sqliteCommon + "&_pragma=query_only(1)&_pragma=cache_size(-4000)"
)

func openSQLite(ctx context.Context, path string, opts Options) (*DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	if err := makePrivateFile(abs); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	write, err := openSQLitePool(abs, sqliteWriter, 1)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	// The first connection turns the file to WAL; readers come after it.
	if err := write.db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, err), write.close())
	}
	read, err := openSQLitePool(abs, sqliteReader, opts.ReadConns)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open store: %w", err), write.close())
	}
	db := &DB{dialect: SQLite, path: abs, seal: opts.Seal, read: read, write: write}
	db.group = startCommitter(db)
	return db, nil
}

// makePrivateFile makes the database file readable by its owner only, because
// SQLite would make it readable by all.
func makePrivateFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func openSQLitePool(abs, params string, conns int) (*pool, error) {
	slashed := filepath.ToSlash(abs)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	c, err := sqlite.NewConnector("file:" + (&url.URL{Path: slashed}).EscapedPath() + "?" + params)
	if err != nil {
		return nil, err
	}
	h := sql.OpenDB(c)
	h.SetMaxOpenConns(conns)
	h.SetMaxIdleConns(conns)
	return newPool(h, true), nil
}
