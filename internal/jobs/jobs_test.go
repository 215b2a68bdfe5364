package jobs_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

func newQueue(t testing.TB, db *store.DB) *jobs.Queue {
	t.Helper()
	q, err := jobs.New(db, jobs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// run works the queue until the test is over.
func run(t testing.TB, q *jobs.Queue, handlers map[string]jobs.Handler) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- q.Run(ctx, handlers) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	})
	t.Cleanup(stop)
	return stop
}

func enqueue(t testing.TB, db *store.DB, q *jobs.Queue, j jobs.Job) {
	t.Helper()
	if err := db.Update(t.Context(), func(tx *store.Tx) error { return q.EnqueueTx(t.Context(), tx, j) }); err != nil {
		t.Fatal(err)
	}
}

// record is a handler that passes on its arguments.
func record(to chan<- string) jobs.Handler {
	return func(_ context.Context, args json.RawMessage) error {
		var s string
		if err := json.Unmarshal(args, &s); err != nil {
			return err
		}
		to <- s
		return nil
	}
}

// wait fails only when nothing ever comes.
func wait[T any](t testing.TB, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(time.Minute):
		t.Fatal("nothing came in a minute")
		panic("unreachable")
	}
}

func until(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}

func TestRunsWhatWasCommitted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		q := newQueue(t, db)
		ran := make(chan string, 10)
		enqueue(t, db, q, jobs.Job{Kind: "note", Args: "before the start"})
		stop := run(t, q, map[string]jobs.Handler{"note": record(ran)})
		if got := wait(t, ran); got != "before the start" {
			t.Errorf("ran %q", got)
		}
		gone := errors.New("rolled back")
		err := db.Update(t.Context(), func(tx *store.Tx) error {
			if err := q.EnqueueTx(t.Context(), tx, jobs.Job{Kind: "note", Args: "never"}); err != nil {
				return err
			}
			return gone
		})
		if !errors.Is(err, gone) {
			t.Fatal(err)
		}
		enqueue(t, db, q, jobs.Job{Kind: "note", Args: "after the start"})
		if got := wait(t, ran); got != "after the start" {
			t.Errorf("ran %q", got)
		}
		until(t, "the job is done", func() bool {
			s, err := q.Stats(t.Context())
			return err == nil && s == jobs.Stats{}
		})
		stop()
		select {
		case got := <-ran:
			t.Errorf("also ran %q", got)
		default:
		}
	})
}

func TestWaitsForItsTime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		q := newQueue(t, db)
		ran := make(chan time.Time, 1)
		run(t, q, map[string]jobs.Handler{"note": func(context.Context, json.RawMessage) error {
			ran <- time.Now()
			return nil
		}})
		at := time.Now().Add(1500 * time.Millisecond)
		enqueue(t, db, q, jobs.Job{Kind: "note", Args: 1, At: at})
		if got := wait(t, ran); got.Before(at.Add(-time.Millisecond)) { // River keeps milliseconds
			t.Errorf("ran %v too early", at.Sub(got))
		}
	})
}

func TestTriesAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		q := newQueue(t, db)
		var tries atomic.Int32
		ran := make(chan int32, 1)
		run(t, q, map[string]jobs.Handler{"note": func(context.Context, json.RawMessage) error {
			switch n := tries.Add(1); n {
			case 1:
				return errors.New("unavailable")
			case 2:
				panic("a bug")
			case 3:
				return jobs.Later(time.Now().Add(50 * time.Millisecond))
			default:
				ran <- n
			}
			return nil
		}})
		enqueue(t, db, q, jobs.Job{Kind: "note", Args: 1})
		if n := wait(t, ran); n != 4 {
			t.Errorf("succeeded at try %d", n)
		}
	})
}

func TestKeyStandsForOneWaitingJob(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		q := newQueue(t, db)
		ran := make(chan string, 10)
		soon := time.Now().Add(time.Hour)
		enqueue(t, db, q, jobs.Job{Kind: "note", Key: "a", Args: "first", At: soon})
		enqueue(t, db, q, jobs.Job{Kind: "note", Key: "b", Args: "called off"})
		enqueue(t, db, q, jobs.Job{Kind: "other", Key: "b", Args: "of another kind"})
		err := db.Update(t.Context(), func(tx *store.Tx) error {
			return errors.Join(q.CancelTx(t.Context(), tx, "note", "b"), q.CancelTx(t.Context(), tx, "note", "no such"))
		})
		if err != nil {
			t.Fatal(err)
		}
		enqueue(t, db, q, jobs.Job{Kind: "note", Key: "a", Args: "second"})
		if s, err := q.Stats(t.Context()); err != nil || s != (jobs.Stats{Ready: 2}) {
			t.Errorf("%+v, %v", s, err)
		}
		stop := run(t, q, map[string]jobs.Handler{"note": record(ran), "other": record(ran)})
		got := map[string]bool{wait(t, ran): true, wait(t, ran): true}
		if !got["second"] || !got["of another kind"] {
			t.Errorf("ran %v", got)
		}
		enqueue(t, db, q, jobs.Job{Kind: "note", Key: "a", Args: "third"}) // the key is free again
		if got := wait(t, ran); got != "third" {
			t.Errorf("ran %q", got)
		}
		stop()
		var left int
		if err := db.View(t.Context(), func(tx *store.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM job_keys`).Scan(&left)
		}); err != nil || left != 0 {
			t.Errorf("%d keys left, %v", left, err)
		}
	})
}

func TestParkedIsVisibleAndCanBeRetried(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		q := newQueue(t, db)
		var healthy atomic.Bool
		ran := make(chan string, 1)
		run(t, q, map[string]jobs.Handler{"note": func(ctx context.Context, args json.RawMessage) error {
			if !healthy.Load() {
				return errors.New("unavailable")
			}
			return record(ran)(ctx, args)
		}})
		err := db.Update(t.Context(), func(tx *store.Tx) error {
			if err := q.EnqueueTx(t.Context(), tx, jobs.Job{Kind: "note", Key: "k", Args: "hello"}); err != nil {
				return err
			}
			_, err := tx.Exec(t.Context(), `UPDATE river_job SET max_attempts = 1`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		var parked []jobs.Parked
		until(t, "parked", func() bool {
			if parked, err = q.Parked(t.Context()); err != nil {
				t.Fatal(err)
			}
			return len(parked) == 1
		})
		if p := parked[0]; p.Kind != "note" || p.Key != "k" || string(p.Args) != `"hello"` || p.Error != "unavailable" || p.Attempts != 1 {
			t.Errorf("parked: %+v", p)
		}
		healthy.Store(true)
		if err := q.Retry(t.Context(), parked[0].ID); err != nil {
			t.Fatal(err)
		}
		if got := wait(t, ran); got != "hello" {
			t.Errorf("ran %q", got)
		}
		if err := q.Retry(t.Context(), 1<<40); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("retry of nothing: %v", err)
		}
	})
}

// A process that died in the middle of a job leaves it marked as running.
func TestSQLiteTakesUpWhatADeadProcessLeft(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t, store.SQLite)
	q := newQueue(t, db)
	enqueue(t, db, q, jobs.Job{Kind: "note", Args: "left behind"})
	if err := db.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), `UPDATE river_job SET state = 'running', attempt = 1`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	ran := make(chan string, 1)
	run(t, q, map[string]jobs.Handler{"note": record(ran)})
	if got := wait(t, ran); got != "left behind" {
		t.Errorf("ran %q", got)
	}
}

// Nothing to do means nothing is written, also while timers wait for their time.
func TestSQLiteIdleIsSilent(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t, store.SQLite)
	db := storetest.Reopen(t, dsn)
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	q := newQueue(t, db)
	ran := make(chan string, 1)
	run(t, q, map[string]jobs.Handler{"note": record(ran)})
	enqueue(t, db, q, jobs.Job{Kind: "note", Args: "x"})
	enqueue(t, db, q, jobs.Job{Kind: "note", Args: "tomorrow", At: time.Now().Add(24 * time.Hour)})
	wait(t, ran)
	until(t, "asleep", q.Asleep)
	// One connection's own view: the number changes when any other one commits.
	watcher, err := sql.Open("sqlite", strings.TrimPrefix(dsn, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	defer watcher.Close()
	watcher.SetMaxOpenConns(1)
	version := func() (v int64) {
		t.Helper()
		if err := watcher.QueryRowContext(t.Context(), `PRAGMA data_version`).Scan(&v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	before := version()
	for range 30 {
		time.Sleep(100 * time.Millisecond)
		if v := version(); v != before {
			t.Fatalf("something was committed while idle (%d, %d)", before, v)
		}
	}
	enqueue(t, db, q, jobs.Job{Kind: "note", Args: "woken"})
	if got := wait(t, ran); got != "woken" {
		t.Errorf("ran %q", got)
	}
	if v := version(); v == before {
		t.Error("the version did not change with a commit: the test sees nothing")
	}
}

// Turns and jobs share one writer; none may see the other as an error.
func TestJobsAndWritesTogether(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		const writers, each = 8, 40
		q := newQueue(t, db)
		var done atomic.Int64
		run(t, q, map[string]jobs.Handler{"note": func(ctx context.Context, args json.RawMessage) error {
			return db.Update(ctx, func(tx *store.Tx) error {
				tx.AfterCommit(func() { done.Add(1) })
				_, err := tx.Exec(ctx, `INSERT INTO secrets (name, value) VALUES (?, ?)`, "done "+string(args), []byte("x"))
				return err
			})
		}})
		errs := make(chan error, writers)
		for w := range writers {
			go func() {
				var all []error
				for n := range each {
					all = append(all, db.Update(t.Context(), func(tx *store.Tx) error {
						return q.EnqueueTx(t.Context(), tx, jobs.Job{Kind: "note", Key: fmt.Sprint(w, "/", n), Args: w*each + n})
					}))
				}
				errs <- errors.Join(all...)
			}()
		}
		for range writers {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
		until(t, "all jobs done", func() bool { return done.Load() == writers*each })
		if p, err := q.Parked(t.Context()); err != nil || len(p) > 0 {
			t.Errorf("parked %d, %v", len(p), err)
		}
		var retried int
		if err := db.View(t.Context(), func(tx *store.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM river_job WHERE attempt > 1`).Scan(&retried)
		}); err != nil || retried > 0 {
			t.Errorf("%d jobs needed a second try, %v", retried, err)
		}
	})
}

func TestStopLeavesNothingBehind(t *testing.T) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		t.Run(string(d), func(t *testing.T) {
			db, err := store.Open(t.Context(), storetest.DSN(t, d), store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := db.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			before := goleak.IgnoreCurrent()
			q := newQueue(t, db)
			ran := make(chan string, 1)
			stop := run(t, q, map[string]jobs.Handler{"note": record(ran)})
			enqueue(t, db, q, jobs.Job{Kind: "note", Args: "x"})
			wait(t, ran)
			stop()
			if err := db.Close(); err != nil {
				t.Error(err)
			}
			goleak.VerifyNone(t, before)
		})
	}
}
