package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"github.com/rozmova/rozmova/internal/store"
)

// Job is something to be done.
type Job struct {
	// Kind names the handler.
	Kind string
	// Key, when set, is the only waiting job of its kind with this name: a second
	// one takes its place, and CancelTx calls it off.
	Key string
	// Args is what the handler gets, as JSON.
	Args any
	// At is when; the zero time and the past mean at once.
	At time.Time
}

// Handler does a job. An error means that it is to be tried again later; it
// should be a code or a state of affairs, never a customer's words, for it is
// kept and shown to operators. Later names the time.
type Handler func(ctx context.Context, args json.RawMessage) error

// Later is a handler's answer when it is too early: the job comes again at a
// time, and this does not count as a failure.
func Later(at time.Time) error { return &laterError{at} }

type laterError struct{ at time.Time }

func (e *laterError) Error() string { return "later: " + e.at.UTC().Format(time.RFC3339) }

// Options bound the queue. Zero values are replaced by the defaults named here.
type Options struct {
	Workers int           // jobs at a time in this process, 8
	Timeout time.Duration // of one try, 2 minutes
	Logger  *slog.Logger  // discards when nil
}

// Queue is the durable queue of one database. It is safe for use by many
// goroutines.
type Queue struct {
	db   *store.DB
	opts Options
	// insert enqueues; it works nothing. One of the two is set.
	insertSQLite *river.Client[*sql.Tx]
	insertPG     *river.Client[pgx.Tx]

	// SQLite only: until when the queue sleeps (nanoseconds), and who wakes it.
	asleepUntil atomic.Int64
	woken       chan struct{}
}

// Limits on what is enqueued.
const (
	maxArgs  = 64 << 10
	maxKey   = 200
	maxTries = 50 // then the job is parked; with backoff this is most of a day
)

// New makes a queue on a migrated database. Nothing is worked before Run.
func New(db *store.DB, opts Options) (*Queue, error) {
	if opts.Workers <= 0 {
		opts.Workers = 8
	}
	if opts.Timeout <= 0 {
		opts.Timeout = 2 * time.Minute
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	q := &Queue{db: db, opts: opts, woken: make(chan struct{}, 1)}
	var err error
	switch db.Dialect() {
	case store.SQLite:
		q.insertSQLite, err = river.NewClient(newQuietDriver(db.Writer()), q.config(nil))
	case store.Postgres:
		q.insertPG, err = river.NewClient(riverpgxv5.New(db.Pool()), q.config(nil))
	}
	if err != nil {
		return nil, fmt.Errorf("jobs: %w", err)
	}
	return q, nil
}

// EnqueueTx enqueues a job in the caller's transaction.
func (q *Queue) EnqueueTx(ctx context.Context, tx *store.Tx, j Job) error {
	args, err := json.Marshal(j.Args)
	if err != nil {
		return fmt.Errorf("enqueue %s: %w", j.Kind, err)
	}
	if len(args) > maxArgs || len(j.Key) > maxKey || j.Kind == "" {
		return fmt.Errorf("enqueue %q: no kind, or arguments or key too long", j.Kind)
	}
	if j.Key != "" {
		if err := q.CancelTx(ctx, tx, j.Kind, j.Key); err != nil {
			return err
		}
	}
	id, err := q.insert(ctx, tx, envelope{kind: j.Kind, Key: j.Key, Args: args}, &river.InsertOpts{ScheduledAt: j.At, MaxAttempts: maxTries})
	if err != nil {
		return fmt.Errorf("enqueue %s: %w", j.Kind, err)
	}
	if j.Key != "" {
		_, err := tx.Exec(ctx, `INSERT INTO job_keys (kind, key, job) VALUES (?, ?, ?)`, j.Kind, j.Key, id)
		if err != nil {
			return fmt.Errorf("enqueue %s: %w", j.Kind, err)
		}
	}
	tx.AfterCommit(func() { q.wake(j.At) })
	return nil
}

func (q *Queue) insert(ctx context.Context, tx *store.Tx, e envelope, opts *river.InsertOpts) (id int64, err error) {
	if q.insertSQLite != nil {
		// The transaction is shared with other writers: it must not be cut short
		// because this caller goes away.
		res, err := q.insertSQLite.InsertTx(context.WithoutCancel(ctx), tx.Raw(), e, opts)
		if err != nil {
			return 0, err
		}
		return res.Job.ID, nil
	}
	err = tx.Pgx(func(ptx pgx.Tx) error {
		res, err := q.insertPG.InsertTx(context.WithoutCancel(ctx), ptx, e, opts)
		if err == nil {
			id = res.Job.ID
		}
		return err
	})
	return id, err
}

// CancelTx calls off the waiting job of a kind with a key, in the caller's
// transaction. It is no error when there is none. A job that runs at this moment
// is not interrupted.
func (q *Queue) CancelTx(ctx context.Context, tx *store.Tx, kind, key string) error {
	var id int64
	err := tx.QueryRow(ctx, `DELETE FROM job_keys WHERE kind = ? AND key = ? RETURNING job`, kind, key).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		_, err = tx.Exec(ctx, `DELETE FROM river_job WHERE id = ? AND state <> 'running'`, id)
	}
	if err != nil {
		return fmt.Errorf("cancel job %s: %w", kind, err)
	}
	return nil
}

// envelope is how a job is written down: one Go type for all kinds.
type envelope struct {
	kind string
	Key  string          `json:"key,omitempty"`
	Args json.RawMessage `json:"args"`
}

func (e envelope) Kind() string { return e.kind }

// quietDriver is River's SQLite driver without its table of notifications: one
// process owns the file and wakes its queue itself, so each notification would
// be a row written for nobody.
type quietDriver struct{ *riversqlite.Driver }

func newQuietDriver(db *sql.DB) quietDriver { return quietDriver{riversqlite.New(db)} }

func (quietDriver) SupportsListener() bool     { return false }
func (quietDriver) SupportsListenNotify() bool { return false }
