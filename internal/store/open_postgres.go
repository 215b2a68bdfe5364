package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

func openPostgres(ctx context.Context, dsn string, opts Options) (*DB, error) {
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		// The parser's own message may quote the address, password and all.
		return nil, errors.New("open store: the postgres:// address cannot be read")
	}
	cfg.MaxConns = int32(opts.MaxConns)
	cfg.MaxConnIdleTime = 5 * time.Minute
	if cfg.ConnConfig.RuntimeParams["application_name"] == "" {
		cfg.ConnConfig.RuntimeParams["application_name"] = "rozmova"
	}
	pg, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	if err := pg.Ping(ctx); err != nil {
		pg.Close()
		return nil, fmt.Errorf("open store: %w", err)
	}
	// database/sql stands on pgx's own pool, so that there is one pool to bound
	// and jobs can share it.
	p := newPool(stdlib.OpenDBFromPool(pg), false)
	return &DB{dialect: Postgres, seal: opts.Seal, read: p, write: p, pg: pg}, nil
}

// PostgreSQL's names for what can happen to a statement.
const (
	pgUniqueViolation      = "23505"
	pgSerializationFailure = "40001"
	pgDeadlockDetected     = "40P01"
)

func pgCode(err error) string {
	var pe *pgconn.PgError
	if errors.As(err, &pe) {
		return pe.Code
	}
	return ""
}

// worthRetrying: nothing was written, and the same closure may succeed when run
// again.
func worthRetrying(err error) bool {
	switch pgCode(err) {
	case pgSerializationFailure, pgDeadlockDetected:
		return true
	}
	return false
}

// pgxTx gives the pgx view of a transaction that database/sql began on the same
// connection. Whoever gets it may run statements and savepoints; the end of the
// transaction stays with database/sql.
type pgxTx struct{ conn *pgx.Conn }

var errForeignEnd = errors.New("the store ends this transaction, not its users")

func (t pgxTx) Begin(ctx context.Context) (pgx.Tx, error) {
	const name = "rozmova_jobs"
	if _, err := t.conn.Exec(ctx, "SAVEPOINT "+name); err != nil {
		return nil, err
	}
	return &pgxSavepoint{pgxTx: t, name: name}, nil
}

func (t pgxTx) Commit(context.Context) error   { return errForeignEnd }
func (t pgxTx) Rollback(context.Context) error { return errForeignEnd }
func (t pgxTx) Conn() *pgx.Conn                { return t.conn }

func (t pgxTx) CopyFrom(ctx context.Context, table pgx.Identifier, cols []string, src pgx.CopyFromSource) (int64, error) {
	return t.conn.CopyFrom(ctx, table, cols, src)
}

func (t pgxTx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	return t.conn.SendBatch(ctx, b)
}

func (t pgxTx) LargeObjects() pgx.LargeObjects { return pgx.LargeObjects{} }

func (t pgxTx) Prepare(ctx context.Context, name, sql string) (*pgconn.StatementDescription, error) {
	return t.conn.Prepare(ctx, name, sql)
}

func (t pgxTx) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	return t.conn.Exec(ctx, sql, args...)
}

func (t pgxTx) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return t.conn.Query(ctx, sql, args...)
}

func (t pgxTx) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	return t.conn.QueryRow(ctx, sql, args...)
}

type pgxSavepoint struct {
	pgxTx
	name string
	done bool
}

func (s *pgxSavepoint) end(ctx context.Context, verb string) error {
	if s.done {
		return pgx.ErrTxClosed
	}
	s.done = true
	_, err := s.conn.Exec(ctx, verb+s.name)
	return err
}

func (s *pgxSavepoint) Commit(ctx context.Context) error { return s.end(ctx, "RELEASE SAVEPOINT ") }
func (s *pgxSavepoint) Rollback(ctx context.Context) error {
	return s.end(ctx, "ROLLBACK TO SAVEPOINT ")
}
