package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// Bounds of one group: what waits longer is the next group's.
const (
	groupSize  = 128
	groupTime  = 2 * time.Millisecond
	queueSize  = 1024
	savepoint  = "SAVEPOINT closure"
	rollbackTo = "ROLLBACK TO closure"
	release    = "RELEASE closure"
)

// committer is the one goroutine that writes to SQLite. It takes the closures
// that wait, runs them in one transaction, each within a savepoint, commits, and
// only then answers them all: many conversations share the cost of one sync to
// disk. When nothing waits, nothing is committed.
type committer struct {
	db    *DB
	queue chan *pending
	// mu keeps the queue open while somebody is putting something into it.
	mu     sync.RWMutex
	closed bool
	done   chan struct{}
}

// pending is one call of Update. phase moves once: from waiting to begun by the
// committer, or to abandoned by the caller whose context ended.
type pending struct {
	ctx    context.Context
	run    func(*Tx) error
	phase  atomic.Int32
	err    error
	panics any
	stack  []byte
	after  []func()
	done   chan struct{}
}

const (
	waiting int32 = iota
	begun
	abandoned
)

func startCommitter(db *DB) *committer {
	c := &committer{db: db, queue: make(chan *pending, queueSize), done: make(chan struct{})}
	go c.loop()
	return c
}

func (c *committer) close() {
	c.mu.Lock()
	c.closed = true
	close(c.queue)
	c.mu.Unlock()
	<-c.done
}

func (c *committer) update(ctx context.Context, f func(*Tx) error) error {
	p := &pending{ctx: ctx, run: f, done: make(chan struct{})}
	if err := c.put(ctx, p); err != nil {
		return err
	}
	select {
	case <-p.done:
	case <-ctx.Done():
		if p.phase.CompareAndSwap(waiting, abandoned) {
			return ctx.Err()
		}
		<-p.done
	}
	if p.panics != nil {
		// The panic belongs to the caller, not to the goroutine that all writes
		// depend on.
		panic(fmt.Sprintf("%v\n\nin the closure given to store.Update:\n%s", p.panics, p.stack))
	}
	return p.err
}

func (c *committer) put(ctx context.Context, p *pending) error {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.closed {
		return ErrClosed
	}
	select {
	case c.queue <- p:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *committer) loop() {
	defer close(c.done)
	for first := range c.queue {
		if first.phase.CompareAndSwap(waiting, begun) {
			c.commitGroup(first)
		}
	}
}

// commitGroup runs first and what waits behind it, commits and answers.
func (c *committer) commitGroup(first *pending) {
	ctx := context.Background()
	stx, err := c.db.write.db.BeginTx(ctx, nil)
	if err != nil {
		first.err = fmt.Errorf("begin: %w", err)
		close(first.done)
		return
	}
	tx := &Tx{db: c.db, pool: c.db.write, tx: stx, writes: true}
	group := make([]*pending, 0, 1+len(c.queue))
	if len(c.queue) == 0 {
		// Alone: the transaction itself is the savepoint.
		group = append(group, first)
		c.run(tx, first)
		err = first.err
	} else {
		group, err = c.runGroup(ctx, tx, first, group)
	}
	if err == nil {
		if err = stx.Commit(); err != nil {
			err = fmt.Errorf("commit: %w", err)
		}
	}
	if err != nil {
		if rerr := stx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
			err = errors.Join(err, fmt.Errorf("rollback: %w", rerr))
		}
	}
	answer(group, err)
	c.db.write.prepareAll(ctx, tx.wanted)
}

// runGroup gives back the closures that were run. The error is the group's, not
// a closure's: nothing of the group can be kept.
func (c *committer) runGroup(ctx context.Context, tx *Tx, next *pending, group []*pending) ([]*pending, error) {
	start := time.Now()
	for {
		group = append(group, next)
		if _, err := tx.Exec(ctx, savepoint); err != nil {
			return group, fmt.Errorf("savepoint: %w", err)
		}
		if c.run(tx, next); next.err != nil {
			if _, err := tx.Exec(ctx, rollbackTo); err != nil {
				return group, fmt.Errorf("rollback to savepoint: %w", err)
			}
		}
		if _, err := tx.Exec(ctx, release); err != nil {
			return group, fmt.Errorf("release savepoint: %w", err)
		}
		if len(group) == groupSize || time.Since(start) > groupTime {
			return group, nil
		}
		if next = c.next(); next == nil {
			return group, nil
		}
	}
}

// next takes a closure that waits now and is still wanted.
func (c *committer) next() *pending {
	for {
		select {
		case p, ok := <-c.queue:
			if !ok {
				return nil
			}
			if p.phase.CompareAndSwap(waiting, begun) {
				return p
			}
		default:
			return nil
		}
	}
}

// run calls the closure; a panic becomes its error and is kept for its caller.
func (c *committer) run(tx *Tx, p *pending) {
	defer func() {
		if r := recover(); r != nil {
			p.panics, p.stack = r, debug.Stack()
			p.err = errors.New("panic")
			p.after = nil
		}
	}()
	tx.after = nil
	p.err = p.run(tx)
	if p.err == nil {
		p.after = tx.after
	}
}

// answer tells each caller. A closure's own error stays its own; the group's
// error is everybody else's.
func answer(group []*pending, err error) {
	for _, p := range group {
		if p.err == nil {
			p.err = err
		}
		if p.err == nil {
			for _, f := range p.after {
				f()
			}
		}
	}
	for _, p := range group {
		close(p.done)
	}
}
