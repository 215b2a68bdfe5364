package main

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/jobs"
	"github.com/rozmova/rozmova/internal/store"
)

func (d *doctor) database() {
	dialect, path, ok := d.location()
	if !ok {
		return
	}
	box, ok := d.key()
	if dialect == store.SQLite {
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			d.warn("database", "there is no "+path+" yet", "`rozmova serve` makes it at its first start")
			d.time(time.Time{})
			return
		}
		d.files(path)
	}
	if !ok {
		return
	}
	db, err := store.Open(d.ctx, d.Database, store.Options{Seal: box, MaxConns: 2, ReadConns: 1})
	if err != nil {
		d.fail("database", err.Error(), "see that it runs, that --database is right and that this user may open it")
		return
	}
	defer db.Close()
	if !d.tables(db) {
		return
	}
	d.time(d.lastEvent(db))
	d.serverTime(db)
	if err := db.CheckSecrets(d.ctx); err != nil {
		d.fail("secrets", err.Error(), "put back the secret key that belongs to this database")
	} else {
		d.ok("secrets", "all can be read")
	}
	d.people(db)
	d.work(db)
}

var errUndo = errors.New("undo")

// tables sees whether the database is up to date and takes writes.
func (d *doctor) tables(db *store.DB) bool {
	have, want, err := db.Versions(d.ctx)
	switch {
	case err != nil:
		d.fail("database", err.Error(), "see that this user may read it")
		return false
	case have > want:
		d.fail("database", fmt.Sprintf("its tables have version %d, this program knows %d", have, want), "use a newer version of Rozmova")
		return false
	case have < want:
		d.warn("database", fmt.Sprintf("its tables have version %d, this program needs %d", have, want), "`rozmova migrate` or the next `rozmova serve` brings them up to date")
		return false
	}
	err = db.Update(d.ctx, func(tx *store.Tx) error {
		if _, err := tx.Exec(d.ctx, `INSERT INTO job_keys (kind, key, job) VALUES ('doctor', 'doctor', 0)`); err != nil {
			return err
		}
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		d.fail("database", fmt.Sprintf("it takes no writes: %v", err), "see that this user may write to it and that there is room")
		return false
	}
	d.ok("database", "%s, version %d of the tables, takes writes", db.Dialect(), have)
	return true
}

// oldest is a time that has passed for everybody.
var oldest = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// time sees whether the clock can be right.
func (d *doctor) time(last time.Time) {
	now := d.clock()
	switch text := now.Format("2006-01-02 15:04:05 MST"); {
	case now.Before(oldest):
		d.fail("clock", "it says "+text, "set this machine's clock")
	case now.Add(time.Minute).Before(last):
		d.fail("clock", "it says "+text+", and the newest conversation is of "+last.Local().Format("2006-01-02 15:04:05"), "set this machine's clock")
	default:
		d.ok("clock", "%s", text)
	}
}

func (d *doctor) lastEvent(db *store.DB) time.Time {
	var at sql.NullInt64
	err := db.View(d.ctx, func(tx *store.Tx) error {
		return tx.QueryRow(d.ctx, `SELECT MAX(updated_at) FROM conversations`).Scan(&at)
	})
	if err != nil || !at.Valid {
		return time.Time{}
	}
	return time.UnixMicro(at.Int64)
}

// serverTime compares this machine's clock with a database server's: nodes
// lease work from each other by the time.
func (d *doctor) serverTime(db *store.DB) {
	if db.Dialect() != store.Postgres {
		return
	}
	var there time.Time
	err := db.View(d.ctx, func(tx *store.Tx) error { return tx.QueryRow(d.ctx, `SELECT clock_timestamp()`).Scan(&there) })
	if off := d.clock().Sub(there).Abs(); err == nil && off > 5*time.Second {
		d.fail("clock", fmt.Sprintf("it differs from the database server's by %s", off.Round(time.Second)), "keep both clocks right with NTP")
	}
}

// people sees whether anybody can sign in.
func (d *doctor) people(db *store.DB) {
	ws := conversation.WorkspaceID(d.Workspace)
	if _, err := db.Workspace(d.ctx, ws); errors.Is(err, store.ErrNotFound) {
		d.warn("workspace", "there is no workspace "+d.Workspace+" yet", "`rozmova serve` makes it; or correct --workspace")
		return
	}
	users, err := db.UsersOf(d.ctx, ws)
	if err != nil {
		d.fail("users", err.Error(), "")
		return
	}
	active := 0
	for _, u := range users {
		if !u.Disabled {
			active++
		}
	}
	if active == 0 {
		d.warn("users", "nobody can sign in to the desk", d.userAdd())
		return
	}
	d.ok("users", "%d of %d can sign in to the desk", active, len(users))
}

// behind is a number of due jobs that a healthy installation does not have.
const behind = 1000

// work sees what waits to be done and what was given up.
func (d *doctor) work(db *store.DB) {
	parked, err := db.ParkedEffects(d.ctx, conversation.WorkspaceID(d.Workspace))
	switch {
	case err != nil:
		d.fail("actions", err.Error(), "")
	case len(parked) > 0:
		byError := map[string]int{}
		for _, e := range parked {
			byError[e.LastError]++
		}
		d.warn("actions", fmt.Sprintf("%d were given up after the last try: %s", len(parked), counts(byError)),
			"the desk shows them in their conversations, with a button to try again")
	default:
		d.ok("actions", "none was given up")
	}
	q, err := jobs.New(db, jobs.Options{})
	if err != nil {
		d.fail("jobs", err.Error(), "")
		return
	}
	s, err := q.Stats(d.ctx)
	text := fmt.Sprintf("%d due, %d running, %d waiting for their time, %d to be tried again, %d given up", s.Ready, s.Running, s.Waiting, s.Retrying, s.Parked)
	switch {
	case err != nil:
		d.fail("jobs", err.Error(), "")
	case s.Ready > behind:
		d.warn("jobs", text, "see that `rozmova serve` runs; if it does, it cannot keep up")
	case s.Parked > 0:
		d.warn("jobs", text, "what was given up is kept for a week; the server's log says why")
	default:
		d.ok("jobs", "%s", text)
	}
}

// counts lists what was counted, the most frequent first.
func counts(n map[string]int) string {
	keys := slices.SortedFunc(maps.Keys(n), func(a, b string) int { return cmp.Or(n[b]-n[a], strings.Compare(a, b)) })
	for i, k := range keys {
		keys[i] = fmt.Sprintf("%s (%d)", k, n[k])
	}
	return strings.Join(keys, ", ")
}
