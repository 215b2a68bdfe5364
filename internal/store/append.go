package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

const (
	// snapshotEvery is how many events a load folds at most, give or take a turn.
	snapshotEvery = 64
	// snapshotFormat is raised when Fold comes to mean something else, so that
	// old snapshots are left aside and made again from the log.
	snapshotFormat = 2
)

// Append is one turn: the events that an input came to, and all that must
// become true together with them.
type Append struct {
	Workspace    conversation.WorkspaceID
	Conversation conversation.ConversationID
	// After is the seq of the last event that the turn was decided on; 0 opens
	// the conversation.
	After int64
	// Key is the input's: a second turn with the same key changes nothing.
	Key    string
	Events []conversation.Event
	// Effects are to be performed later; each was asked for by one of Events.
	Effects []conversation.Effect
	// Ends is the effect whose result this turn brings, if it does. It is then
	// done — or parked, when one of Events says so (ActionFailed.Parked). Timers
	// that Events set anew, cancel or let fire end by themselves.
	Ends conversation.EffectID
	// State is what is true after Events.
	State *conversation.State
	// Also writes what else belongs to the turn (jobs, a contact), last.
	Also func(context.Context, *Tx) error
}

// Append records a turn, all or nothing, and returns the inbox row it came to.
//
// It fails with a *DuplicateError when a turn with this key is already there
// (even if the conversation has moved on since), with ErrConflict when the last
// event is not After, and with ErrNotFound when the workspace, or for After > 0
// the conversation in it, does not exist.
func (db *DB) Append(ctx context.Context, a Append) (Row, error) {
	e, err := encode(&a) // here, not where all writes queue
	if err != nil {
		return Row{}, fmt.Errorf("append to %s: %w", a.Conversation, err)
	}
	row := RowOf(a.State)
	err = db.Update(ctx, func(tx *Tx) error { return e.write(ctx, tx, &row) })
	if err != nil {
		return Row{}, fmt.Errorf("append to %s after %d: %w", a.Conversation, a.After, err)
	}
	return row, nil
}

func (e *encoded) write(ctx context.Context, tx *Tx, row *Row) error {
	a := e.a
	if err := e.claim(ctx, tx); err != nil {
		return err
	}
	var err error
	if a.After == 0 {
		row.Number, err = e.open(ctx, tx)
	} else {
		row.Number, err = e.move(ctx, tx)
	}
	if err != nil {
		return err
	}
	if err := insertRows(ctx, tx, eventsSQL, len(a.Events), e.events); err != nil {
		if pgCode(err) == pgUniqueViolation {
			return ErrConflict // two writers opened the conversation at once
		}
		return fmt.Errorf("events: %w", err)
	}
	if err := insertRows(ctx, tx, effectsSQL, len(a.Effects), e.effects); err != nil {
		return fmt.Errorf("effects: %w", err)
	}
	if err := errors.Join(e.endEffect(ctx, tx), e.endTimers(ctx, tx)); err != nil {
		return err
	}
	if err := errors.Join(e.moveTickets(ctx, tx), e.noteMisunderstood(ctx, tx)); err != nil {
		return err
	}
	if e.snapshot != "" {
		_, err := tx.Exec(ctx, `INSERT INTO snapshots (conversation, workspace, seq, format, state) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (conversation) DO UPDATE SET seq = excluded.seq, format = excluded.format, state = excluded.state`,
			string(a.Conversation), string(a.Workspace), a.State.Seq, snapshotFormat, e.snapshot)
		if err != nil {
			return fmt.Errorf("snapshot: %w", err)
		}
	}
	if a.Also != nil {
		return a.Also(ctx, tx)
	}
	return nil
}

// claim takes the key. It comes first, so that a repeated input is told so even
// when the conversation has moved on, and so that two writers with one key meet
// here.
func (e *encoded) claim(ctx context.Context, tx *Tx) error {
	a := e.a
	res, err := tx.Exec(ctx, `INSERT INTO turns (conversation, key, workspace, first_seq, last_seq)
		VALUES (?, ?, ?, ?, ?) ON CONFLICT (conversation, key) DO NOTHING`,
		string(a.Conversation), a.Key, string(a.Workspace), a.After+1, a.State.Seq)
	if err != nil {
		return fmt.Errorf("claim: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	d := &DuplicateError{Conversation: a.Conversation}
	err = tx.QueryRow(ctx, `SELECT first_seq, last_seq FROM turns WHERE conversation = ? AND key = ? AND workspace = ?`,
		string(a.Conversation), a.Key, string(a.Workspace)).Scan(&d.First, &d.Last)
	if err != nil {
		return fmt.Errorf("claim: %w", noRows(err))
	}
	return d
}

// open makes the conversation's row and gives it its number.
func (e *encoded) open(ctx context.Context, tx *Tx) (number int64, err error) {
	a := e.a
	err = tx.QueryRow(ctx, `UPDATE workspaces SET next_number = next_number + 1 WHERE id = ? RETURNING next_number`,
		string(a.Workspace)).Scan(&number)
	if err != nil {
		return 0, fmt.Errorf("number: workspace %s: %w", a.Workspace, noRows(err))
	}
	args := make([]any, 0, 32)
	args = append(args, string(a.Conversation), string(a.Workspace), number,
		string(e.row.Contact), string(e.row.Channel), micros(e.row.StartedAt))
	args = append(args, e.changing...)
	res, err := tx.Exec(ctx, openSQL, args...)
	if err != nil {
		return 0, fmt.Errorf("conversation: %w", err)
	}
	if err := changed(res, nil, ErrConflict); err != nil {
		return 0, err
	}
	return number, nil
}

// move compares and sets the conversation's last event, and with it the rest of
// its row.
func (e *encoded) move(ctx context.Context, tx *Tx) (number int64, err error) {
	a := e.a
	args := make([]any, 0, 32)
	args = append(args, e.changing...)
	args = append(args, string(a.Conversation), string(a.Workspace), a.After)
	err = tx.QueryRow(ctx, moveSQL, args...).Scan(&number)
	if err == nil {
		return number, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("conversation: %w", err)
	}
	var last int64
	err = tx.QueryRow(ctx, `SELECT last_seq FROM conversations WHERE id = ? AND workspace = ?`,
		string(a.Conversation), string(a.Workspace)).Scan(&last)
	if err != nil {
		return 0, noRows(err)
	}
	return 0, ErrConflict
}

func (e *encoded) endEffect(ctx context.Context, tx *Tx) error {
	a := e.a
	if a.Ends == "" {
		return nil
	}
	state, code := EffectDone, ""
	for _, ev := range a.Events {
		if f, ok := ev.Data.(conversation.ActionFailed); ok && f.Effect == a.Ends {
			code = clip(clean(f.Code), maxCode)
			if f.Parked {
				state = EffectParked
			}
		}
	}
	// The address that a code went to is of no use once it was sent.
	_, err := tx.Exec(ctx, `UPDATE effects SET state = ?, lease_until = 0, last_error = ?,
			data = CASE WHEN kind = 'send_code' THEN '{}' ELSE data END
		WHERE id = ? AND workspace = ? AND conversation = ?`,
		string(state), code, string(a.Ends), string(a.Workspace), string(a.Conversation))
	if err != nil {
		return fmt.Errorf("end effect: %w", err)
	}
	return nil
}

// endTimers ends the effects of timers that this turn called off, replaced or
// let fire: all that the state no longer waits for.
func (e *encoded) endTimers(ctx context.Context, tx *Tx) error {
	a := e.a
	if !slices.ContainsFunc(a.Events, movesTimers) {
		return nil
	}
	args := []any{string(a.Workspace), string(a.Conversation), wakeAt}
	q := `UPDATE effects SET state = 'done', lease_until = 0
		WHERE workspace = ? AND conversation = ? AND kind = ? AND state IN ('pending', 'running')`
	if n := len(a.State.Timers); n > 0 {
		q += ` AND id NOT IN (?` + strings.Repeat(", ?", n-1) + `)`
		for _, id := range a.State.Timers {
			args = append(args, string(id))
		}
	}
	if _, err := tx.Exec(ctx, q, args...); err != nil {
		return fmt.Errorf("end timers: %w", err)
	}
	return nil
}

func movesTimers(e conversation.Event) bool {
	switch e.Data.(type) {
	case conversation.TimerSet, conversation.TimerCancelled, conversation.TimerFired:
		return true
	}
	return false
}

// changingColumns are those of a row that a turn may change, in the order of
// encoded.changing.
var changingColumns = []string{
	"contact_name", "lang", "pin_playbook", "pin_version", "owner_kind", "owner_id", "owner_name",
	"closed", "outcome", "issue", "reason", "rule", "priority", "mood",
	"last_actor", "last_text", "last_at", "last_message", "last_seq", "messages", "waiting_since",
	"read_by_agent", "read_by_customer", "updated_at", "search",
}

var (
	openSQL = `INSERT INTO conversations (id, workspace, number, contact_id, channel, started_at, ` +
		strings.Join(changingColumns, ", ") + `) VALUES (?` + strings.Repeat(", ?", 5+len(changingColumns)) +
		`) ON CONFLICT (id) DO NOTHING`
	moveSQL = `UPDATE conversations SET ` + strings.Join(changingColumns, " = ?, ") +
		` = ? WHERE id = ? AND workspace = ? AND last_seq = ? RETURNING number`
)
