package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"

	"github.com/rozmova/rozmova/internal/store"
)

// River polls, and its leader writes to the database every few seconds for as
// long as it runs. On SQLite that would keep the disk of an idle machine busy,
// and there is nobody to lead: one process owns the file. So here River runs
// without a leader, and only while a job is due; in between the queue sleeps
// until the next job's time or until somebody enqueues one for an earlier time.
const (
	quiet    = time.Second           // how long nothing must be due before the queue sleeps
	step     = 50 * time.Millisecond // how often it looks while awake
	longest  = time.Minute           // it looks up at least this often, for jobs of other processes
	retrySQL = time.Second           // after a failed look
	batch    = 1000

	sqliteTime = "2006-01-02 15:04:05.000" // as River writes it
)

func (q *Queue) runSQLite(ctx context.Context, handlers map[string]Handler) error {
	driver := newQuietDriver(q.db.Writer())
	c, err := river.NewClient(driver, q.config(handlers))
	if err != nil {
		return fmt.Errorf("jobs: %w", err)
	}
	if err := errors.Join(q.rescue(ctx), q.forgetKeys(ctx)); err != nil && ctx.Err() == nil {
		return err
	}
	for ctx.Err() == nil {
		if !q.sleep(ctx) {
			break
		}
		if err := q.awake(ctx, c, driver.GetExecutor()); err != nil && ctx.Err() == nil {
			q.opts.Logger.Error("jobs: will try again", "err", err)
			pause(ctx, retrySQL)
		}
	}
	return nil
}

// rescue frees the jobs that a process which died was working on. River would
// wait until they count as stuck.
func (q *Queue) rescue(ctx context.Context) error {
	p, err := q.pending(ctx)
	if err == nil && p.running > 0 {
		err = q.db.Update(ctx, func(tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE river_job SET state = 'available' WHERE state = 'running'`)
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("jobs: rescue: %w", err)
	}
	return nil
}

// wake tells a sleeping queue of a job that was committed. Called very often:
// it does something only for a job that comes before all others.
func (q *Queue) wake(at time.Time) {
	var ns int64
	if !at.IsZero() { // whose nanoseconds do not fit
		ns = at.UnixNano()
	}
	if ns < q.asleepUntil.Load() {
		select {
		case q.woken <- struct{}{}:
		default:
		}
	}
}

// sleep returns true when a job is due, false when ctx has ended.
func (q *Queue) sleep(ctx context.Context) bool {
	for {
		// From here on every job wakes: one that is committed after the look would
		// otherwise be missed.
		q.asleepUntil.Store(math.MaxInt64)
		until := time.Now().Add(longest)
		p, err := q.pending(ctx)
		switch {
		case ctx.Err() != nil:
			return false
		case err != nil:
			q.opts.Logger.Error("jobs: cannot see what is due", "err", err)
			until = time.Now().Add(retrySQL)
		case p.running > 0 || p.any && !p.next.After(time.Now()):
			q.asleepUntil.Store(math.MinInt64)
			return true
		case p.any && p.next.Before(until):
			until = p.next
		}
		if err == nil {
			q.asleepUntil.Store(until.UnixNano())
		}
		t := time.NewTimer(time.Until(until))
		select {
		case <-q.woken:
		case <-t.C:
		case <-ctx.Done():
		}
		t.Stop()
	}
}

// awake lets River work until nothing has been due for a while.
func (q *Queue) awake(ctx context.Context, c *river.Client[*sql.Tx], exec riverdriver.Executor) (err error) {
	if err := c.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start jobs: %w", err)
	}
	defer func() {
		err = errors.Join(err, stop(c))
		if err == nil {
			err = q.sweep(exec)
		}
	}()
	for busy := time.Now(); time.Since(busy) < quiet; {
		p, err := q.pending(ctx)
		if err != nil {
			return err
		}
		now := time.Now().UTC()
		if p.sleeping && !p.next.After(now) {
			if _, err := exec.JobSchedule(ctx, &riverdriver.JobScheduleParams{Max: batch, Now: &now}); err != nil {
				return fmt.Errorf("schedule jobs: %w", err)
			}
		}
		if p.running > 0 || p.any && p.next.Before(now.Add(quiet)) {
			busy = time.Now()
		}
		if !pause(ctx, step) {
			return nil
		}
	}
	return nil
}

// sweep removes what was done, after each time awake, and what was parked long ago.
func (q *Queue) sweep(exec riverdriver.Executor) error {
	ctx, cancel := context.WithTimeout(context.Background(), stopPatience)
	defer cancel()
	for {
		n, err := exec.JobDeleteBefore(ctx, &riverdriver.JobDeleteBeforeParams{
			CompletedDoDelete: true, CompletedFinalizedAtHorizon: time.Now().Add(time.Second),
			CancelledDoDelete: true, CancelledFinalizedAtHorizon: time.Now().Add(time.Second),
			DiscardedDoDelete: true, DiscardedFinalizedAtHorizon: time.Now().Add(-parkedFor),
			Max: batch,
		})
		if err != nil {
			return fmt.Errorf("sweep jobs: %w", err)
		}
		if n < batch {
			return nil
		}
	}
}

// look is what stands in the queue: how many run, and of the others whether
// there are any, the earliest time, and whether one has to be made available.
type look struct {
	running       int
	any, sleeping bool
	next          time.Time
}

// lookSQL seeks rather than counts: timers may stand here by the thousand. All
// our jobs are in River's default queue, at its default priority.
const lookSQL = `SELECT
	(SELECT COUNT(*) FROM river_job WHERE state = 'running'),
	(SELECT MIN(scheduled_at) FROM river_job WHERE state = 'available' AND queue = 'default' AND priority = 1),
	(SELECT MIN(scheduled_at) FROM river_job WHERE state = 'scheduled' AND queue = 'default' AND priority = 1),
	(SELECT MIN(scheduled_at) FROM river_job WHERE state = 'retryable' AND queue = 'default' AND priority = 1)`

func (q *Queue) pending(ctx context.Context) (look, error) {
	var p look
	var at [3]sql.NullString
	err := q.db.View(ctx, func(tx *store.Tx) error {
		return tx.QueryRow(ctx, lookSQL).Scan(&p.running, &at[0], &at[1], &at[2])
	})
	for i, s := range at {
		if err != nil || !s.Valid {
			continue
		}
		var t time.Time
		if t, err = time.Parse(sqliteTime, s.String); err != nil {
			continue
		}
		if !p.any || t.Before(p.next) {
			p.next = t
		}
		p.any = true
		p.sleeping = p.sleeping || i > 0
	}
	if err != nil {
		return look{}, fmt.Errorf("look for jobs: %w", err)
	}
	return p, nil
}

// pause waits and returns false when ctx has ended.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}
