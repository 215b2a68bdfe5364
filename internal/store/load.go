package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/rozmova/rozmova/internal/conversation"
)

// MaxEvents is the most that one call of Events returns.
const MaxEvents = 1000

// Load gives what is true of a conversation now: the newest snapshot and the
// events after it.
func (db *DB) Load(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID) (*conversation.State, error) {
	var s *conversation.State
	// Two reads without a transaction: a snapshot is never newer than the events
	// that the second read sees.
	err := db.get(ctx, func(tx *Tx) (err error) {
		s, err = snapshot(ctx, tx, ws, conv)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", conv, err)
	}
	err = db.get(ctx, func(tx *Tx) error {
		return eachEvent(ctx, tx, ws, conv, s.Seq, -1, s.Apply)
	})
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", conv, err)
	}
	if s.Seq == 0 {
		return nil, fmt.Errorf("load %s: %w", conv, ErrNotFound)
	}
	return s, nil
}

// Refold is Load from the first event on, without the snapshot.
func (db *DB) Refold(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID) (*conversation.State, error) {
	s := &conversation.State{ID: conv}
	err := db.get(ctx, func(tx *Tx) error {
		return eachEvent(ctx, tx, ws, conv, 0, -1, s.Apply)
	})
	if err != nil {
		return nil, fmt.Errorf("refold %s: %w", conv, err)
	}
	if s.Seq == 0 {
		return nil, fmt.Errorf("refold %s: %w", conv, ErrNotFound)
	}
	return s, nil
}

// snapshot gives the newest snapshot, or a state without events.
func snapshot(ctx context.Context, tx *Tx, ws conversation.WorkspaceID, conv conversation.ConversationID) (*conversation.State, error) {
	fresh := &conversation.State{ID: conv}
	var text string
	err := tx.QueryRow(ctx, `SELECT state FROM snapshots WHERE conversation = ? AND workspace = ? AND format = ?`,
		string(conv), string(ws), snapshotFormat).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return fresh, nil
	}
	if err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	s := &conversation.State{}
	if json.Unmarshal([]byte(text), s) != nil || s.ID != conv || s.Workspace != ws {
		return fresh, nil // a cache that cannot be read is no loss
	}
	return s, nil
}

// Events gives up to limit events after a seq (at most MaxEvents, also when
// limit is 0), and the seq of the conversation's last event.
func (db *DB) Events(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID, after int64, limit int) ([]conversation.Event, int64, error) {
	if limit <= 0 || limit > MaxEvents {
		limit = MaxEvents
	}
	var last int64
	err := db.get(ctx, func(tx *Tx) error {
		return noRows(tx.QueryRow(ctx, `SELECT last_seq FROM conversations WHERE id = ? AND workspace = ?`,
			string(conv), string(ws)).Scan(&last))
	})
	if err != nil {
		return nil, 0, fmt.Errorf("events of %s: %w", conv, err)
	}
	if after >= last {
		return nil, last, nil
	}
	var events []conversation.Event
	err = db.get(ctx, func(tx *Tx) error {
		return eachEvent(ctx, tx, ws, conv, after, limit, func(e conversation.Event) error {
			events = append(events, e)
			last = max(last, e.Seq) // appended between the two reads
			return nil
		})
	})
	if err != nil {
		return nil, 0, fmt.Errorf("events of %s: %w", conv, err)
	}
	return events, last, nil
}

// TurnOf says which events the turn with a key recorded.
func (db *DB) TurnOf(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID, key string) (first, last int64, err error) {
	err = db.get(ctx, func(tx *Tx) error {
		return noRows(tx.QueryRow(ctx, `SELECT first_seq, last_seq FROM turns WHERE conversation = ? AND key = ? AND workspace = ?`,
			string(conv), key, string(ws)).Scan(&first, &last))
	})
	if err != nil {
		return 0, 0, fmt.Errorf("turn of %s: %w", conv, err)
	}
	return first, last, nil
}

// eachEvent calls f for events after a seq, in order; limit < 0 means all.
func eachEvent(ctx context.Context, tx *Tx, ws conversation.WorkspaceID, conv conversation.ConversationID,
	after int64, limit int, f func(conversation.Event) error) error {
	if limit < 0 {
		limit = 1 << 31
	}
	rows, err := tx.Query(ctx, `SELECT seq, at, type, actor, actor_id, actor_name, cause, data
		FROM events WHERE conversation = ? AND seq > ? AND workspace = ? ORDER BY seq LIMIT ?`,
		string(conv), after, string(ws), limit)
	if err != nil {
		return fmt.Errorf("read events: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var e conversation.Event
		var at int64
		var kind, actor, id string
		var data sql.RawBytes
		if err := rows.Scan(&e.Seq, &at, &kind, &actor, &id, &e.Actor.Name, &e.Cause, &data); err != nil {
			return fmt.Errorf("read events: %w", err)
		}
		e.At, e.Actor.Kind, e.Actor.ID = instant(at), conversation.ActorKind(actor), conversation.UserID(id)
		if e.Data, err = conversation.DecodeData(kind, data); err != nil {
			return fmt.Errorf("event %d: %w", e.Seq, err)
		}
		if err := f(e); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read events: %w", err)
	}
	return nil
}
