package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"github.com/rozmova/rozmova/internal/store"
)

// stopPatience is how long jobs may go on when the queue stops; then their
// contexts end. They come again at the next start.
const stopPatience = 10 * time.Second

// Run works the jobs until ctx ends, then lets those in progress finish. A job
// of a kind without a handler waits, failing now and then, for a program that
// has one.
func (q *Queue) Run(ctx context.Context, handlers map[string]Handler) error {
	if q.db.Dialect() == store.SQLite {
		return q.runSQLite(ctx, handlers)
	}
	c, err := river.NewClient(riverpgxv5.New(q.db.Pool()), q.config(handlers))
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	if err := q.forgetKeys(ctx); err != nil {
		return err
	}
	if err := c.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start jobs: %w", err)
	}
	<-ctx.Done()
	return stop(c)
}

// stopper is a River client of either database.
type stopper interface {
	Stop(context.Context) error
	StopAndCancel(context.Context) error
}

func stop(c stopper) error {
	ctx, cancel := context.WithTimeout(context.Background(), stopPatience)
	defer cancel()
	err := c.Stop(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		ctx, cancel := context.WithTimeout(context.Background(), stopPatience)
		defer cancel()
		err = c.StopAndCancel(ctx)
	}
	if err != nil {
		return fmt.Errorf("stop jobs: %w", err)
	}
	return nil
}

// config is River's. Without handlers it is that of a client that only enqueues.
func (q *Queue) config(handlers map[string]Handler) *river.Config {
	cfg := &river.Config{
		// River writes one line for each start, stop and failed try; failed tries
		// are kept with the job, where they can be seen and retried.
		Logger:                      slog.New(onlyErrors{q.opts.Logger.Handler()}),
		MaxAttempts:                 maxTries,
		JobTimeout:                  q.opts.Timeout,
		RescueStuckJobsAfter:        q.opts.Timeout + time.Minute,
		RetryPolicy:                 retryPolicy{},
		CompletedJobRetentionPeriod: time.Hour,
		// With few workers a longer one is mostly waited for. It also bounds how
		// often PostgreSQL is asked to notify.
		FetchCooldown: 10 * time.Millisecond,
	}
	if handlers == nil {
		return cfg
	}
	cfg.Workers = river.NewWorkers()
	for kind, h := range handlers {
		river.AddWorkerArgs(cfg.Workers, envelope{kind: kind}, &worker{queue: q, handle: h})
	}
	cfg.Queues = map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: q.opts.Workers}}
	if q.db.Dialect() == store.SQLite {
		cfg.LeaderElectionDisabled = true
		cfg.FetchPollInterval = 20 * time.Millisecond // only while awake, see sleep.go
	}
	return cfg
}

// worker calls a handler for River.
type worker struct {
	river.WorkerDefaults[envelope]
	queue  *Queue
	handle Handler
}

func (w *worker) Work(ctx context.Context, j *river.Job[envelope]) error {
	err := w.handle(ctx, j.Args.Args)
	var later *laterError
	if errors.As(err, &later) {
		return river.JobSnooze(max(0, time.Until(later.at)))
	}
	if err != nil || j.Args.Key == "" {
		return err
	}
	// Done: the key is free. If the process dies before this, the job runs again.
	return w.queue.db.Update(ctx, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM job_keys WHERE kind = ? AND key = ? AND job = ?`, j.Kind, j.Args.Key, j.ID)
		return err
	})
}

// retryPolicy waits 1, 2, 4, … seconds, at most 15 minutes.
type retryPolicy struct{}

func (retryPolicy) NextRetry(j *rivertype.JobRow) time.Time {
	wait := 15 * time.Minute
	if n := len(j.Errors); n < 10 {
		wait = min(wait, time.Second<<n)
	}
	return time.Now().UTC().Add(wait)
}

// onlyErrors passes on what an operator has to know.
type onlyErrors struct{ slog.Handler }

func (h onlyErrors) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelError && h.Handler.Enabled(ctx, l)
}
func (h onlyErrors) WithAttrs(as []slog.Attr) slog.Handler {
	return onlyErrors{h.Handler.WithAttrs(as)}
}
func (h onlyErrors) WithGroup(n string) slog.Handler { return onlyErrors{h.Handler.WithGroup(n)} }

// forgetKeys drops keys whose job is gone: a process died between the two.
func (q *Queue) forgetKeys(ctx context.Context) error {
	const gone = `FROM job_keys WHERE NOT EXISTS (SELECT 1 FROM river_job WHERE river_job.id = job_keys.job)`
	var n int
	err := q.db.View(ctx, func(tx *store.Tx) error {
		return tx.QueryRow(ctx, `SELECT COUNT(*) `+gone).Scan(&n)
	})
	if err == nil && n > 0 { // a start with nothing to do commits nothing
		err = q.db.Update(ctx, func(tx *store.Tx) error {
			_, err := tx.Exec(ctx, `DELETE `+gone)
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("jobs: forget keys: %w", err)
	}
	return nil
}
