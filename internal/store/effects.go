package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// EffectState is how far an effect has come.
type EffectState string

const (
	EffectPending EffectState = "pending" // to be performed at NextAt or later
	EffectRunning EffectState = "running" // somebody has it until LeaseUntil
	EffectDone    EffectState = "done"
	EffectParked  EffectState = "parked" // the last try failed; waits for an operator
)

const maxCode = 100 // bytes of an error's code

// EffectRow is an effect and how far it has come. LastError is a code, never a
// text. Data is nil for a kind that this program does not know.
type EffectRow struct {
	ID           conversation.EffectID
	Workspace    conversation.WorkspaceID
	Conversation conversation.ConversationID
	Seq          int64
	Kind         string
	Data         conversation.EffectData
	State        EffectState
	Attempts     int
	NextAt       time.Time
	LeaseUntil   time.Time
	LastError    string
	CreatedAt    time.Time
}

// NotYet is ClaimEffect's answer when the next effect of the conversation waits
// for its time, or for somebody who has it.
type NotYet struct{ At time.Time }

func (e *NotYet) Error() string {
	return "next effect may be claimed at " + e.At.Format(time.RFC3339Nano)
}

// ClaimEffect takes the conversation's first unfinished effect for the time
// that lease says it needs, and counts an attempt. It gives nil, nil when there
// is none, and a *NotYet when it cannot be taken now: later effects do not
// overtake. Timers stand outside this order.
func (db *DB) ClaimEffect(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID,
	now time.Time, lease func(conversation.EffectData) time.Duration) (*EffectRow, error) {
	var e *EffectRow
	// Most calls find nothing, and a read costs no commit.
	if e, err := db.firstEffect(ctx, ws, conv); err != nil || e == nil {
		return nil, err
	} else if at := claimableAt(e); at.After(now) {
		return nil, &NotYet{At: at}
	}
	err := db.Update(ctx, func(tx *Tx) (err error) {
		lock := ""
		if db.dialect == Postgres {
			lock = " FOR UPDATE"
		}
		e, err = scanEffect(tx.QueryRow(ctx, firstEffectSQL+lock, string(conv), string(ws), wakeAt).Scan)
		if errors.Is(err, ErrNotFound) {
			e = nil
			return nil
		}
		if err != nil {
			return err
		}
		if at := claimableAt(e); at.After(now) {
			return &NotYet{At: at}
		}
		e.State, e.Attempts, e.LeaseUntil = EffectRunning, e.Attempts+1, now.Add(lease(e.Data))
		_, err = tx.Exec(ctx, `UPDATE effects SET state = ?, attempts = ?, lease_until = ? WHERE id = ? AND workspace = ?`,
			string(e.State), e.Attempts, micros(e.LeaseUntil), string(e.ID), string(ws))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim effect of %s: %w", conv, err)
	}
	return e, nil
}

func (db *DB) firstEffect(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID) (*EffectRow, error) {
	var e *EffectRow
	err := db.get(ctx, func(tx *Tx) (err error) {
		e, err = scanEffect(tx.QueryRow(ctx, firstEffectSQL, string(conv), string(ws), wakeAt).Scan)
		return err
	})
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("first effect of %s: %w", conv, err)
	}
	return e, nil
}

func claimableAt(e *EffectRow) time.Time {
	if e.State == EffectRunning {
		return e.LeaseUntil
	}
	return e.NextAt
}

// RetryEffect gives a claimed effect back, to be claimed again at a time. code
// says what went wrong. also may enqueue the job that will claim it.
func (db *DB) RetryEffect(ctx context.Context, ws conversation.WorkspaceID, id conversation.EffectID,
	nextAt time.Time, code string, also func(context.Context, *Tx) error) error {
	return db.setEffect(ctx, ws, id, EffectPending, nextAt, code, also)
}

// ParkEffect sets an effect aside for an operator; those behind it go on. When
// the conversation has to be told, Append an ActionFailed with Parked instead.
func (db *DB) ParkEffect(ctx context.Context, ws conversation.WorkspaceID, id conversation.EffectID,
	code string, also func(context.Context, *Tx) error) error {
	return db.setEffect(ctx, ws, id, EffectParked, time.Time{}, code, also)
}

// FinishEffect marks an effect done that has nothing to tell the conversation,
// such as a timer that was cancelled before its time.
func (db *DB) FinishEffect(ctx context.Context, ws conversation.WorkspaceID, id conversation.EffectID) error {
	return db.setEffect(ctx, ws, id, EffectDone, time.Time{}, "", nil)
}

func (db *DB) setEffect(ctx context.Context, ws conversation.WorkspaceID, id conversation.EffectID,
	state EffectState, nextAt time.Time, code string, also func(context.Context, *Tx) error) error {
	err := db.Update(ctx, func(tx *Tx) error {
		err := oneRow(tx.Exec(ctx, `UPDATE effects SET state = ?, next_at = ?, lease_until = 0, last_error = ?
			WHERE id = ? AND workspace = ? AND state IN ('pending', 'running')`,
			string(state), micros(nextAt), clip(clean(code), maxCode), string(id), string(ws)))
		if err != nil {
			return err
		}
		if also != nil {
			return also(ctx, tx)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("set effect %s to %s: %w", id, state, err)
	}
	return nil
}

// UnparkEffect lets a parked effect be tried again from now on, with a fresh
// count of attempts. ErrNotFound when it is not parked.
func (db *DB) UnparkEffect(ctx context.Context, ws conversation.WorkspaceID, id conversation.EffectID,
	now time.Time, also func(context.Context, *Tx) error) error {
	err := db.Update(ctx, func(tx *Tx) error {
		err := oneRow(tx.Exec(ctx, `UPDATE effects SET state = 'pending', attempts = 0, next_at = ?, lease_until = 0
			WHERE id = ? AND workspace = ? AND state = 'parked'`, micros(now), string(id), string(ws)))
		if err != nil {
			return err
		}
		if also != nil {
			return also(ctx, tx)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("unpark effect %s: %w", id, err)
	}
	return nil
}

// ReleaseLeases gives back what a process that is gone had claimed. Only for
// the start of the one process that owns a SQLite file; on PostgreSQL, where
// other nodes may be at work, it does nothing and leases run out.
func (db *DB) ReleaseLeases(ctx context.Context) error {
	if db.dialect != SQLite {
		return nil
	}
	var n int
	err := db.get(ctx, func(tx *Tx) error {
		return tx.QueryRow(ctx, `SELECT COUNT(*) FROM effects WHERE state = 'running' AND state IN ('pending', 'running')`).Scan(&n)
	})
	if err == nil && n > 0 {
		err = db.Update(ctx, func(tx *Tx) error {
			_, err := tx.Exec(ctx, `UPDATE effects SET state = 'pending', lease_until = 0 WHERE state = 'running'`)
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("release leases: %w", err)
	}
	return nil
}
