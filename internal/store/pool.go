package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"sync"
)

// maxPrepared bounds how many statements a pool keeps. All of the store's own
// are constants; the bound is for what callers bring.
const maxPrepared = 300

// pool is a database handle with the statements that were prepared on it.
type pool struct {
	db *sql.DB
	// prepare is for SQLite, where the driver keeps nothing; pgx has a cache of
	// its own.
	prepare bool
	rebound sync.Map // PostgreSQL: SQL with ? → SQL with $1, $2, …

	mu    sync.RWMutex
	stmts map[string]*sql.Stmt
}

func newPool(db *sql.DB, prepare bool) *pool {
	return &pool{db: db, prepare: prepare, stmts: make(map[string]*sql.Stmt)}
}

func (p *pool) close() error {
	p.mu.Lock()
	var errs []error
	for _, s := range p.stmts {
		errs = append(errs, s.Close())
	}
	p.stmts = nil
	p.mu.Unlock()
	return errors.Join(append(errs, p.db.Close())...)
}

// stmt finds a prepared statement, nil when there is none yet.
func (p *pool) stmt(q string) *sql.Stmt {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.stmts[q]
}

// prepareAll prepares statements for the next time. The caller must hold none
// of the pool's connections: preparing takes one.
func (p *pool) prepareAll(ctx context.Context, wanted []string) {
	for _, q := range wanted {
		p.mu.RLock()
		_, have := p.stmts[q]
		full := p.stmts == nil || len(p.stmts) >= maxPrepared
		p.mu.RUnlock()
		if have || full {
			continue
		}
		s, err := p.db.PrepareContext(ctx, q)
		if err != nil {
			return // it will say so where it is used
		}
		p.mu.Lock()
		if _, have := p.stmts[q]; have || p.stmts == nil {
			p.mu.Unlock()
			s.Close()
			continue
		}
		p.stmts[q] = s
		p.mu.Unlock()
	}
}

// rebind turns the ? of our SQL into PostgreSQL's $1, $2, …; a ? inside quotes
// stays.
func (p *pool) rebind(q string) string {
	if r, ok := p.rebound.Load(q); ok {
		return r.(string)
	}
	var b strings.Builder
	n, quoted := 0, false
	for i := 0; i < len(q); i++ {
		switch {
		case q[i] == '\'':
			quoted = !quoted
			b.WriteByte(q[i])
		case q[i] == '?' && !quoted:
			n++
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(n))
		default:
			b.WriteByte(q[i])
		}
	}
	r := b.String()
	p.rebound.Store(q, r)
	return r
}
