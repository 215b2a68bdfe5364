package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

const (
	pgTries   = 6                // how often a transaction that lost a race is run in all
	pgTxLimit = 30 * time.Second // a transaction that takes longer is given up
)

// Update runs f in a transaction and returns when it is durable. f's error
// undoes what f wrote and is returned as it is. When ctx ends before f has
// begun, f is not run; once begun, it is finished whatever happens to ctx, so
// f must not wait for anything but the database. On PostgreSQL f is run again
// when it lost a race, so it must not change anything outside that a second run
// would not set right.
func (db *DB) Update(ctx context.Context, f func(*Tx) error) error {
	if db.closed.Load() {
		return ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if db.group != nil {
		return db.group.update(ctx, f)
	}
	for try := 1; ; try++ {
		err := db.updateOnce(ctx, f)
		if err == nil || try == pgTries || !worthRetrying(err) {
			return err
		}
		time.Sleep(time.Duration(try) * time.Duration(1+rand.IntN(4)) * time.Millisecond)
	}
}

// updateOnce runs f in a PostgreSQL transaction of its own.
func (db *DB) updateOnce(ctx context.Context, f func(*Tx) error) error {
	conn, err := db.write.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), pgTxLimit)
	defer cancel()
	stx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	tx := &Tx{db: db, pool: db.write, tx: stx, conn: conn, writes: true}
	defer stx.Rollback() // also when f panics; does nothing after a commit
	if err := f(tx); err != nil {
		return err
	}
	if err := stx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	for _, after := range tx.after {
		after()
	}
	return nil
}

// View runs f on one unchanging picture of the database. f cannot write.
func (db *DB) View(ctx context.Context, f func(*Tx) error) error {
	if db.closed.Load() {
		return ErrClosed
	}
	opts := &sql.TxOptions{ReadOnly: true}
	if db.dialect == Postgres {
		opts.Isolation = sql.LevelRepeatableRead
	}
	stx, err := db.read.db.BeginTx(ctx, opts)
	if err != nil {
		return fmt.Errorf("begin read: %w", err)
	}
	tx := &Tx{db: db, pool: db.read, tx: stx}
	err = f(tx)
	// Nothing was written: rolling back is the cheap way to let go.
	if rerr := stx.Rollback(); err == nil && rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
		err = fmt.Errorf("end read: %w", rerr)
	}
	db.read.prepareAll(ctx, tx.wanted)
	return err
}

// get is View for a closure with one statement, which needs no transaction to
// see one picture.
func (db *DB) get(ctx context.Context, f func(*Tx) error) error {
	if db.closed.Load() {
		return ErrClosed
	}
	tx := &Tx{db: db, pool: db.read}
	err := f(tx)
	db.read.prepareAll(ctx, tx.wanted)
	return err
}
