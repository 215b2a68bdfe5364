package store

import (
	"context"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
)

// PutFeedback keeps what a reader says of a version, in place of what the same
// one said before; ErrNotFound when there is no such version.
func (db *DB) PutFeedback(ctx context.Context, ws conversation.WorkspaceID, f knowledge.Feedback) error {
	err := db.Update(ctx, func(tx *Tx) error {
		return oneRow(tx.Exec(ctx, `INSERT INTO article_feedback (article, lang, version, visitor, workspace, helpful, comment, at)
			SELECT article, lang, number, ?, workspace, ?, ?, ? FROM article_versions WHERE article = ? AND lang = ? AND number = ? AND workspace = ?
			ON CONFLICT (article, lang, version, visitor) DO UPDATE SET helpful = excluded.helpful, comment = excluded.comment, at = excluded.at`,
			clean(f.Visitor), f.Helpful, clean(f.Comment), micros(f.At), string(f.Article), f.Lang, f.Version, string(ws)))
	})
	if err != nil {
		return fmt.Errorf("feedback on article %s: %w", f.Article, err)
	}
	return nil
}

// FeedbackOf gives what readers say of an article, the latest first.
func (db *DB) FeedbackOf(ctx context.Context, ws conversation.WorkspaceID, id knowledge.ArticleID, limit int) ([]knowledge.Feedback, error) {
	var out []knowledge.Feedback
	err := db.get(ctx, func(tx *Tx) (err error) {
		out, err = collect(ctx, tx, func(scan func(...any) error) (knowledge.Feedback, error) {
			var f knowledge.Feedback
			var at int64
			err := scan(&f.Article, &f.Lang, &f.Version, &f.Helpful, &f.Comment, &at)
			f.At = instant(at)
			return f, err
		}, `SELECT article, lang, version, helpful, comment, at FROM article_feedback WHERE article = ? AND workspace = ? ORDER BY at DESC, lang, version DESC, visitor LIMIT ?`,
			string(id), string(ws), limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("feedback on article %s: %w", id, err)
	}
	return out, nil
}

// Votes counts since a time what readers say, by article, of any version.
func (db *DB) Votes(ctx context.Context, ws conversation.WorkspaceID, since time.Time) ([]knowledge.Votes, error) {
	var out []knowledge.Votes
	err := db.get(ctx, func(tx *Tx) (err error) {
		out, err = collect(ctx, tx, func(scan func(...any) error) (knowledge.Votes, error) {
			var v knowledge.Votes
			err := scan(&v.Article, &v.Lang, &v.Version, &v.Helpful, &v.Unhelpful)
			return v, err
		}, `SELECT article, lang, version, SUM(CASE WHEN helpful THEN 1 ELSE 0 END), SUM(CASE WHEN helpful THEN 0 ELSE 1 END)
			FROM article_feedback WHERE workspace = ? AND at >= ? GROUP BY article, lang, version ORDER BY article, lang, version`, string(ws), micros(since))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("votes on articles: %w", err)
	}
	return out, nil
}

// PutGap keeps a question that was not answered; a message's only once.
func (db *DB) PutGap(ctx context.Context, ws conversation.WorkspaceID, g knowledge.Gap) error {
	err := db.Update(ctx, func(tx *Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO article_gaps (id, workspace, conversation, seq, lang, query, reason, state, article, at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			string(g.ID), string(ws), string(g.Conversation), g.Seq, g.Lang, clean(g.Query), g.Reason, string(g.State), string(g.Article), micros(g.At))
		return err
	})
	if err != nil {
		return fmt.Errorf("gap: %w", err)
	}
	return nil
}

// Gaps lists questions in a state, the newest first; in one language where one
// is given.
func (db *DB) Gaps(ctx context.Context, ws conversation.WorkspaceID, state knowledge.GapState, lang string, limit int) ([]knowledge.Gap, error) {
	where, args := `workspace = ? AND state = ?`, []any{string(ws), string(state)}
	if lang != "" {
		where, args = where+` AND lang = ?`, append(args, lang)
	}
	var out []knowledge.Gap
	err := db.get(ctx, func(tx *Tx) (err error) {
		out, err = collect(ctx, tx, func(scan func(...any) error) (knowledge.Gap, error) {
			var g knowledge.Gap
			var at int64
			err := scan(&g.ID, &g.Conversation, &g.Seq, &g.Lang, &g.Query, &g.Reason, &g.State, &g.Article, &at)
			g.At = instant(at)
			return g, err
		}, `SELECT id, conversation, seq, lang, query, reason, state, article, at FROM article_gaps WHERE `+where+` ORDER BY at DESC, id DESC LIMIT ?`, append(args, limit)...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("gaps: %w", err)
	}
	return out, nil
}

// GapCounts says how many questions are in each state.
func (db *DB) GapCounts(ctx context.Context, ws conversation.WorkspaceID) (map[knowledge.GapState]int, error) {
	out := map[knowledge.GapState]int{}
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT state, COUNT(*) FROM article_gaps WHERE workspace = ? GROUP BY state`, string(ws))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var s knowledge.GapState
			var n int
			if err := rows.Scan(&s, &n); err != nil {
				return err
			}
			out[s] = n
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("count gaps: %w", err)
	}
	return out, nil
}

// SettleGaps says what became of questions, all or none: ErrNotFound when one is
// not the workspace's.
func (db *DB) SettleGaps(ctx context.Context, ws conversation.WorkspaceID, ids []knowledge.GapID, state knowledge.GapState, article knowledge.ArticleID) error {
	err := db.Update(ctx, func(tx *Tx) error {
		for _, id := range ids {
			err := oneRow(tx.Exec(ctx, `UPDATE article_gaps SET state = ?, article = ? WHERE id = ? AND workspace = ?`, string(state), string(article), string(id), string(ws)))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("settle gaps: %w", err)
	}
	return nil
}
