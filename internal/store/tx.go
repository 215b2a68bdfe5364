package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Tx runs statements, written with ? for their arguments on both databases.
// Inside Update it is a transaction; what a closure wrote is undone when the
// closure returns an error. It must not be kept after the closure.
type Tx struct {
	db   *DB
	pool *pool
	tx   *sql.Tx   // nil outside a transaction: a single read
	conn *sql.Conn // PostgreSQL, in Update
	// writes also says that ctx is the store's own: a statement that is cut
	// short because one caller went away would undo its neighbours' work too.
	writes bool
	bound  map[string]*sql.Stmt // prepared statements, as seen from this transaction
	wanted []string             // statements to prepare when the connection is free again
	after  []func()
}

// Exec runs a statement that returns no rows.
func (t *Tx) Exec(ctx context.Context, q string, args ...any) (sql.Result, error) {
	ctx = t.context(ctx)
	if s := t.stmt(ctx, q); s != nil {
		return s.ExecContext(ctx, args...)
	}
	q = t.text(q)
	if t.tx != nil {
		return t.tx.ExecContext(ctx, q, args...)
	}
	return t.pool.db.ExecContext(ctx, q, args...)
}

// Query runs a statement that returns rows. They must be closed before the next
// statement.
func (t *Tx) Query(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	ctx = t.context(ctx)
	if s := t.stmt(ctx, q); s != nil {
		return s.QueryContext(ctx, args...)
	}
	q = t.text(q)
	if t.tx != nil {
		return t.tx.QueryContext(ctx, q, args...)
	}
	return t.pool.db.QueryContext(ctx, q, args...)
}

// QueryRow runs a statement that returns at most one row.
func (t *Tx) QueryRow(ctx context.Context, q string, args ...any) *sql.Row {
	ctx = t.context(ctx)
	if s := t.stmt(ctx, q); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	q = t.text(q)
	if t.tx != nil {
		return t.tx.QueryRowContext(ctx, q, args...)
	}
	return t.pool.db.QueryRowContext(ctx, q, args...)
}

// AfterCommit has f called once what this closure wrote is durable, before
// Update returns. It is not called when the closure or the commit fails. f must
// be quick and must not call the store: on SQLite it runs on the goroutine that
// writes.
func (t *Tx) AfterCommit(f func()) { t.after = append(t.after, f) }

// Raw is the transaction itself, for jobs on SQLite.
func (t *Tx) Raw() *sql.Tx { return t.tx }

// Pgx calls f with the transaction as pgx sees it, for jobs on PostgreSQL. f
// must not end it.
func (t *Tx) Pgx(f func(pgx.Tx) error) error {
	if t.conn == nil {
		return errors.New("store: not a PostgreSQL transaction")
	}
	return t.conn.Raw(func(c any) error {
		sc, ok := c.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("store: connection is a %T", c)
		}
		return f(pgxTx{sc.Conn()})
	})
}

func (t *Tx) context(ctx context.Context) context.Context {
	if t.writes {
		return context.WithoutCancel(ctx)
	}
	return ctx
}

func (t *Tx) text(q string) string {
	if t.pool.prepare {
		return q
	}
	return t.pool.rebind(q)
}

// stmt finds the prepared form of q; the first time that q is met there is none
// and it is noted down.
func (t *Tx) stmt(ctx context.Context, q string) *sql.Stmt {
	if !t.pool.prepare {
		return nil
	}
	if s := t.bound[q]; s != nil {
		return s
	}
	s := t.pool.stmt(q)
	if s == nil {
		t.wanted = append(t.wanted, q)
		return nil
	}
	if t.tx == nil {
		return s
	}
	s = t.tx.StmtContext(ctx, s)
	if t.bound == nil {
		t.bound = make(map[string]*sql.Stmt)
	}
	t.bound[q] = s
	return s
}
