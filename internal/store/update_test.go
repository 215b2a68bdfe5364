package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

func mark(ctx context.Context, tx *store.Tx, name string) error {
	_, err := tx.Exec(ctx, `INSERT INTO secrets (name, value) VALUES (?, ?)`, name, []byte("x"))
	return err
}

func marks(t testing.TB, db *store.DB) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	err := db.View(context.Background(), func(tx *store.Tx) error {
		rows, err := tx.Query(context.Background(), `SELECT name FROM secrets`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			found[name] = true
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// holdWriter keeps the writer busy until the returned function is called, so
// that what comes in between is committed as one group.
func holdWriter(t testing.TB, db *store.DB) (letGo func()) {
	t.Helper()
	begun, release, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		done <- db.Update(context.Background(), func(*store.Tx) error {
			close(begun)
			<-release
			return nil
		})
	}()
	<-begun
	return func() {
		close(release)
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestFailureInAGroupIsItsOwn(t *testing.T) {
	db := storetest.Open(t, store.SQLite)
	letGo := holdWriter(t, db)
	failed := errors.New("failed")
	const n = 60
	errs := make([]error, n)
	var after sync.Map
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					errs[i] = fmt.Errorf("panic: %v", r)
				}
			}()
			errs[i] = db.Update(t.Context(), func(tx *store.Tx) error {
				tx.AfterCommit(func() { after.Store(i, true) })
				if err := mark(t.Context(), tx, key(i)); err != nil {
					return err
				}
				switch i % 4 {
				case 1:
					return failed
				case 2:
					panic("a bug")
				case 3:
					return mark(t.Context(), tx, key(i)) // the same name again: the statement fails
				}
				return nil
			})
		})
	}
	letGo()
	wg.Wait()
	found := marks(t, db)
	for i, err := range errs {
		kept := i%4 == 0
		if found[key(i)] != kept {
			t.Errorf("closure %d: kept %v", i, found[key(i)])
		}
		if _, called := after.Load(i); called != kept {
			t.Errorf("closure %d: AfterCommit called %v", i, called)
		}
		switch i % 4 {
		case 0:
			if err != nil {
				t.Errorf("closure %d: %v", i, err)
			}
		case 1:
			if !errors.Is(err, failed) {
				t.Errorf("closure %d: %v", i, err)
			}
		case 2:
			if err == nil || !strings.Contains(err.Error(), "a bug") || !strings.Contains(err.Error(), "update_test.go") {
				t.Errorf("closure %d: the panic is not its caller's: %v", i, err)
			}
		case 3:
			if err == nil {
				t.Errorf("closure %d: no error", i)
			}
		}
	}
}

func TestUpdateUndoesWhatFailed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		failed := errors.New("failed")
		err := db.Update(t.Context(), func(tx *store.Tx) error {
			tx.AfterCommit(func() { t.Error("AfterCommit of what was undone") })
			if err := mark(t.Context(), tx, "undone"); err != nil {
				return err
			}
			return failed
		})
		if !errors.Is(err, failed) {
			t.Error(err)
		}
		called := false
		err = db.Update(t.Context(), func(tx *store.Tx) error {
			tx.AfterCommit(func() { called = true })
			return mark(t.Context(), tx, "kept")
		})
		if found := marks(t, db); err != nil || !called || !found["kept"] || found["undone"] {
			t.Errorf("%v, AfterCommit %v, found %v", err, called, found)
		}
	})
}

func TestCancelledBeforeItsTurnIsLeftOut(t *testing.T) {
	db := storetest.Open(t, store.SQLite)
	letGo := holdWriter(t, db)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- db.Update(ctx, func(tx *store.Tx) error { return mark(ctx, tx, "left out") })
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) { // while the writer is still busy
		t.Error(err)
	}
	letGo()
	if err := db.Update(t.Context(), func(tx *store.Tx) error { return mark(t.Context(), tx, "kept") }); err != nil {
		t.Error(err)
	}
	if found := marks(t, db); found["left out"] || !found["kept"] {
		t.Errorf("found %v", found)
	}
}

func TestCancelledOnceBegunIsFinished(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		err := db.Update(ctx, func(tx *store.Tx) error {
			cancel()
			return mark(ctx, tx, "kept")
		})
		if err != nil || !marks(t, db)["kept"] {
			t.Errorf("%v", err)
		}
	})
}

func TestViewCannotWrite(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		err := db.View(t.Context(), func(tx *store.Tx) error { return mark(t.Context(), tx, "x") })
		if err == nil || marks(t, db)["x"] {
			t.Errorf("a view wrote: %v", err)
		}
	})
}

func TestCloseFinishesWhatHasBegun(t *testing.T) {
	dsn := storetest.DSN(t, store.SQLite)
	before := goleak.IgnoreCurrent()
	db, err := store.Open(t.Context(), dsn, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	const writers = 20
	var wg sync.WaitGroup
	var mu sync.Mutex
	acknowledged := map[string]bool{}
	for w := range writers {
		wg.Go(func() {
			for n := 0; ; n++ {
				name := fmt.Sprint(w, "/", n)
				err := db.Update(context.Background(), func(tx *store.Tx) error { return mark(context.Background(), tx, name) })
				if errors.Is(err, store.ErrClosed) {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				acknowledged[name] = true
				if len(acknowledged) == 100 {
					go db.Close()
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	goleak.VerifyNone(t, before)
	if err := db.View(t.Context(), func(*store.Tx) error { return nil }); !errors.Is(err, store.ErrClosed) {
		t.Errorf("view after close: %v", err)
	}
	found := marks(t, storetest.Reopen(t, dsn))
	if len(found) != len(acknowledged) {
		t.Errorf("%d acknowledged, %d kept", len(acknowledged), len(found))
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, dsn := range []string{"", "sqlite:", "sqlite::memory:", ":memory:", "mysql://x", "postgres://u:secret@[::1/x"} {
		db, err := store.Open(t.Context(), dsn, store.Options{})
		if err == nil {
			db.Close()
			t.Errorf("%q was opened", dsn)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: the password is in the error: %v", dsn, err)
		}
	}
}

func TestMigrateTwiceAndByTwo(t *testing.T) {
	for _, d := range []store.Dialect{store.SQLite, store.Postgres} {
		t.Run(string(d), func(t *testing.T) {
			t.Parallel()
			dsn := storetest.DSN(t, d)
			a, b := storetest.Reopen(t, dsn), storetest.Reopen(t, dsn)
			if err := a.Ready(t.Context()); err == nil {
				t.Error("ready without tables")
			}
			errs := make(chan error, 2)
			for _, db := range []*store.DB{a, b} {
				go func() { errs <- db.Migrate(t.Context()) }()
			}
			if err := errors.Join(<-errs, <-errs, a.Migrate(t.Context()), a.Ready(t.Context())); err != nil {
				t.Error(err)
			}
		})
	}
}

// The command line may write beside a running server: two processes, one file.
func TestTwoProcessesOnOneFile(t *testing.T) {
	dsn := storetest.DSN(t, store.SQLite)
	a, b := storetest.Reopen(t, dsn), storetest.Reopen(t, dsn)
	if err := a.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for w, db := range []*store.DB{a, b} {
		for n := range 50 {
			wg.Go(func() {
				if err := db.Update(t.Context(), func(tx *store.Tx) error { return mark(t.Context(), tx, fmt.Sprint(w, "/", n)) }); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	if n := len(marks(t, a)); n != 100 {
		t.Errorf("%d of 100 kept", n)
	}
}
