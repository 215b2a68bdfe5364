package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Misreading says how a message was not understood by ourselves.
type Misreading string

const (
	Missed      Misreading = "miss"      // nothing was made of it
	Clarified   Misreading = "clarified" // the customer was asked which of several flows is meant
	ReadByModel Misreading = "model"     // only a language model knew what is asked for
	Regretted   Misreading = "cancelled" // the customer at once called off the flow that it was taken for
)

// Lesson says what became of such a message.
type Lesson string

const (
	ToLearn    Lesson = "open"
	Learnt     Lesson = "done"
	NotALesson Lesson = "dismissed"
)

// MessageID is a customer's message.
type MessageID struct {
	Conversation conversation.ConversationID
	Seq          int64
}

// Misunderstood is a customer's message that was not understood by ourselves.
// Text is the customer's, as the log has it. Options are the flows that were
// offered or, for Regretted, the flow that was called off; Chosen is what was
// meant, as far as the customer or a model said so; Taught is where it was put.
type Misunderstood struct {
	MessageID
	At      time.Time
	Lang    string
	Text    string
	Outcome Misreading
	During  string // the flow that was in progress
	Options []string
	Chosen  string
	State   Lesson
	Taught  string
}

// MisunderstoodQuery narrows the list; what is empty does not.
type MisunderstoodQuery struct {
	State   Lesson
	Lang    string
	Outcome Misreading
	Limit   int
}

// Misunderstood lists messages, the newest first.
func (db *DB) Misunderstood(ctx context.Context, ws conversation.WorkspaceID, q MisunderstoodQuery) ([]Misunderstood, error) {
	where, args := `m.workspace = ?`, []any{string(ws)}
	for _, c := range [][2]string{{"state", string(q.State)}, {"lang", q.Lang}, {"outcome", string(q.Outcome)}} {
		if c[1] != "" {
			where, args = where+` AND m.`+c[0]+` = ?`, append(args, c[1])
		}
	}
	var out []Misunderstood
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT m.conversation, m.seq, m.at, m.lang, m.outcome, m.during, m.options, m.chosen, m.state, m.taught, e.data
			FROM misunderstood m JOIN events e ON e.conversation = m.conversation AND e.seq = m.seq AND e.type = 'message_received'
			WHERE `+where+` ORDER BY m.at DESC, m.conversation DESC, m.seq DESC LIMIT ?`, append(args, q.Limit)...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var m Misunderstood
			var at int64
			var options string
			var data []byte
			if err := rows.Scan(&m.Conversation, &m.Seq, &at, &m.Lang, &m.Outcome, &m.During, &options, &m.Chosen, &m.State, &m.Taught, &data); err != nil {
				return err
			}
			d, err := conversation.DecodeData("message_received", data)
			if err != nil {
				return fmt.Errorf("message %d of %s: %w", m.Seq, m.Conversation, err)
			}
			m.At, m.Text, m.Options = instant(at), d.(conversation.MessageReceived).Text, strings.Fields(options)
			out = append(out, m)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("misunderstood messages: %w", err)
	}
	return out, nil
}

// MisunderstoodCounts says how many messages of a workspace are in each state.
func (db *DB) MisunderstoodCounts(ctx context.Context, ws conversation.WorkspaceID) (map[Lesson]int, error) {
	out := map[Lesson]int{}
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT state, COUNT(*) FROM misunderstood WHERE workspace = ? GROUP BY state`, string(ws))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var l Lesson
			var n int
			if err := rows.Scan(&l, &n); err != nil {
				return err
			}
			out[l] = n
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("count misunderstood messages: %w", err)
	}
	return out, nil
}

// SettleMisunderstood says what became of messages, all or none: ErrNotFound
// when one is not on the workspace's list.
func (db *DB) SettleMisunderstood(ctx context.Context, ws conversation.WorkspaceID, ids []MessageID, state Lesson, taught string) error {
	err := db.Update(ctx, func(tx *Tx) error {
		for _, id := range ids {
			res, err := tx.Exec(ctx, `UPDATE misunderstood SET state = ?, taught = ? WHERE conversation = ? AND seq = ? AND workspace = ?`,
				string(state), taught, string(id.Conversation), id.Seq, string(ws))
			if err := changed(res, err, ErrNotFound); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("settle misunderstood messages: %w", err)
	}
	return nil
}
