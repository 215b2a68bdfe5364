package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

const (
	effectColumns = `id, workspace, conversation, seq, kind, data, state, attempts, next_at, lease_until, last_error, created_at`

	firstEffectSQL = `SELECT ` + effectColumns + ` FROM effects
		WHERE conversation = ? AND workspace = ? AND kind <> ? AND state IN ('pending', 'running')
		ORDER BY seq LIMIT 1`

	// MaxEffects is the most that one list of effects holds.
	MaxEffects = 500
)

var wakeAt = conversation.WakeAt{}.EffectType()

// Effect gives one effect.
func (db *DB) Effect(ctx context.Context, ws conversation.WorkspaceID, id conversation.EffectID) (*EffectRow, error) {
	var e *EffectRow
	err := db.get(ctx, func(tx *Tx) (err error) {
		e, err = scanEffect(tx.QueryRow(ctx, `SELECT `+effectColumns+` FROM effects WHERE id = ? AND workspace = ?`,
			string(id), string(ws)).Scan)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("effect %s: %w", id, err)
	}
	return e, nil
}

// Unfinished says, inside a transaction, whether a conversation has effects that
// are still to be performed, timers aside. Called by what goes along with an
// Append, it sees what that turn began and ended, and nobody can add to it
// before the commit: only then is there no need of the job that would perform them.
func (t *Tx) Unfinished(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID) (bool, error) {
	var n int
	err := t.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM effects WHERE conversation = ? AND workspace = ?
		AND kind <> ? AND state IN ('pending', 'running') LIMIT 1) AS one`, string(conv), string(ws), wakeAt).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("unfinished effects of %s: %w", conv, err)
	}
	return n > 0, nil
}

// ListEffects gives a conversation's effects in their order, the newest
// MaxEffects of them.
func (db *DB) ListEffects(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID) ([]EffectRow, error) {
	return db.effects(ctx, `SELECT `+effectColumns+` FROM (SELECT * FROM effects
		WHERE conversation = ? AND workspace = ? ORDER BY seq DESC LIMIT ?) AS newest ORDER BY seq`,
		string(conv), string(ws), MaxEffects)
}

// ParkedEffects gives a workspace's parked effects, the newest first.
func (db *DB) ParkedEffects(ctx context.Context, ws conversation.WorkspaceID) ([]EffectRow, error) {
	return db.effects(ctx, `SELECT `+effectColumns+` FROM effects
		WHERE workspace = ? AND state = 'parked' ORDER BY created_at DESC, id DESC LIMIT ?`, string(ws), MaxEffects)
}

// DueEffects gives unfinished effects of all workspaces, timers too, that could
// be claimed or fired at a time, the oldest first. It is for the start of a
// process, which need not wait for the jobs that stand behind them.
func (db *DB) DueEffects(ctx context.Context, now time.Time, limit int) ([]EffectRow, error) {
	if limit <= 0 || limit > MaxEffects {
		limit = MaxEffects
	}
	return db.effects(ctx, `SELECT `+effectColumns+` FROM effects
		WHERE state IN ('pending', 'running') AND next_at <= ? AND lease_until <= ? ORDER BY next_at, id LIMIT ?`,
		micros(now), micros(now), limit)
}

func (db *DB) effects(ctx context.Context, q string, args ...any) ([]EffectRow, error) {
	var all []EffectRow
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, q, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			e, err := scanEffect(rows.Scan)
			if err != nil {
				return err
			}
			all = append(all, *e)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("effects: %w", err)
	}
	return all, nil
}

func scanEffect(scan func(...any) error) (*EffectRow, error) {
	var e EffectRow
	var next, lease, created int64
	var data string
	err := scan(&e.ID, &e.Workspace, &e.Conversation, &e.Seq, &e.Kind, &data, &e.State, &e.Attempts,
		&next, &lease, &e.LastError, &created)
	if err != nil {
		return nil, noRows(err)
	}
	// One that cannot be read (a later version of the program asked for it) must
	// not hide all others, nor stop those behind it: whoever claims it parks it.
	if d, err := conversation.DecodeEffect(e.Kind, []byte(data)); err == nil {
		e.Data = d
	}
	e.NextAt, e.LeaseUntil, e.CreatedAt = instant(next), instant(lease), instant(created)
	return &e, nil
}
