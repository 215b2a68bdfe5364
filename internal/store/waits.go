package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Waits are how long people waited in the queue of a workspace.
type Waits struct {
	Taken   []time.Duration // until an agent took the conversation, the latest first
	Waiting []time.Duration // so far, of those who wait now
}

// maxWaits bounds how many changes of owner are looked at.
const maxWaits = 1000

// QueueWaits looks at what became of the conversations that came into the queue
// or left it since a time: those that agents took, and those that wait on at
// now. Customers who gave up or went back to the bot are in neither.
func (db *DB) QueueWaits(ctx context.Context, ws conversation.WorkspaceID, since, now time.Time) (Waits, error) {
	type change struct {
		id conversation.ConversationID
		at time.Time
		to conversation.OwnerKind
	}
	var changes []change // the latest first
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT conversation, at, data FROM events
			WHERE workspace = ? AND type = 'owner_changed' AND at >= ? AND at <= ? ORDER BY at DESC, seq DESC LIMIT ?`,
			string(ws), micros(since), micros(now), maxWaits)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var c change
			var at int64
			var data []byte
			if err := rows.Scan(&c.id, &at, &data); err != nil {
				return err
			}
			d, err := conversation.DecodeData("owner_changed", data)
			if err != nil {
				return fmt.Errorf("owner of %s: %w", c.id, err)
			}
			c.at, c.to = instant(at), d.(conversation.OwnerChanged).Owner.Kind
			changes = append(changes, c)
		}
		return rows.Err()
	})
	if err != nil {
		return Waits{}, fmt.Errorf("waits in the queue: %w", err)
	}
	var w Waits
	queued := map[conversation.ConversationID]time.Time{}
	for _, c := range slices.Backward(changes) {
		since, waited := queued[c.id]
		switch {
		case c.to == conversation.OwnedByQueue:
			queued[c.id] = c.at
			continue
		case waited && c.to == conversation.OwnedByAgent:
			w.Taken = append(w.Taken, c.at.Sub(since))
		}
		delete(queued, c.id)
	}
	slices.Reverse(w.Taken)
	for _, c := range changes { // in a certain order
		if since, waits := queued[c.id]; waits {
			w.Waiting = append(w.Waiting, now.Sub(since))
			delete(queued, c.id)
		}
	}
	return w, nil
}
