package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// ModelUse is what a workspace asked of a language model in a day, for one
// purpose. Tokens that the server knew already are part of Input. Cost is in
// millionths of the provider's currency.
type ModelUse struct {
	Day       time.Time // its beginning, UTC
	Workspace conversation.WorkspaceID
	Purpose   string
	Model     string
	Tries     int64
	Failed    int64
	Guessed   int64 // tries whose tokens the server did not tell
	Input     int64
	Cached    int64
	Output    int64
	Took      time.Duration
	Cost      int64
}

func dayOf(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// AddModelUse adds to what a day's row holds.
func (db *DB) AddModelUse(ctx context.Context, u ModelUse) error {
	err := db.Update(ctx, func(tx *Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO model_use (day, workspace, purpose, model, tries, failed, guessed, input, cached, output, micros, cost)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (day, workspace, purpose, model) DO UPDATE SET
				tries = model_use.tries + excluded.tries, failed = model_use.failed + excluded.failed,
				guessed = model_use.guessed + excluded.guessed,
				input = model_use.input + excluded.input, cached = model_use.cached + excluded.cached,
				output = model_use.output + excluded.output, micros = model_use.micros + excluded.micros,
				cost = model_use.cost + excluded.cost`,
			micros(dayOf(u.Day)), string(u.Workspace), clean(u.Purpose), clean(u.Model), u.Tries, u.Failed, u.Guessed,
			u.Input, u.Cached, u.Output, u.Took.Microseconds(), u.Cost)
		return err
	})
	if err != nil {
		return fmt.Errorf("add model use: %w", err)
	}
	return nil
}

// ModelCost is what all workspaces together spent on models in a day.
func (db *DB) ModelCost(ctx context.Context, day time.Time) (int64, error) {
	var sum int64
	err := db.get(ctx, func(tx *Tx) error {
		return tx.QueryRow(ctx, `SELECT CAST(COALESCE(SUM(cost), 0) AS BIGINT) FROM model_use WHERE day = ?`, micros(dayOf(day))).Scan(&sum)
	})
	if err != nil {
		return 0, fmt.Errorf("model cost: %w", err)
	}
	return sum, nil
}

// maxModelUse bounds a report: a year of a dozen models and purposes.
const maxModelUse = 5000

// ModelUseSince gives a workspace's rows from a day on, the newest day first.
func (db *DB) ModelUseSince(ctx context.Context, ws conversation.WorkspaceID, day time.Time) ([]ModelUse, error) {
	var out []ModelUse
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT day, purpose, model, tries, failed, guessed, input, cached, output, micros, cost FROM model_use
			WHERE workspace = ? AND day >= ? ORDER BY day DESC, purpose, model LIMIT ?`, string(ws), micros(dayOf(day)), maxModelUse)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			u := ModelUse{Workspace: ws}
			var at, took int64
			if err := rows.Scan(&at, &u.Purpose, &u.Model, &u.Tries, &u.Failed, &u.Guessed, &u.Input, &u.Cached, &u.Output, &took, &u.Cost); err != nil {
				return err
			}
			u.Day, u.Took = instant(at), time.Duration(took)*time.Microsecond
			out = append(out, u)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("model use of %s: %w", ws, err)
	}
	return out, nil
}

// Traffic is how much customers wrote in a day of UTC, and how much of it was
// put before a language model.
type Traffic struct {
	Day      time.Time
	Messages int64
	Asked    int64
}

// TrafficSince counts a workspace's messages from a day on, the newest day
// first. Days without any are left out.
func (db *DB) TrafficSince(ctx context.Context, ws conversation.WorkspaceID, day time.Time) ([]Traffic, error) {
	var out []Traffic
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT at / 86400000000 AS day,
				COUNT(CASE WHEN type = 'message_received' THEN 1 END), COUNT(CASE WHEN type = 'model_asked' THEN 1 END)
			FROM events WHERE workspace = ? AND type IN ('message_received', 'model_asked') AND at >= ?
			GROUP BY 1 ORDER BY 1 DESC LIMIT ?`, string(ws), micros(dayOf(day)), maxModelUse)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var t Traffic
			var days int64
			if err := rows.Scan(&days, &t.Messages, &t.Asked); err != nil {
				return err
			}
			t.Day = time.Unix(days*86400, 0).UTC()
			out = append(out, t)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("traffic of %s: %w", ws, err)
	}
	return out, nil
}
