package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Draft is a file of a pack as somebody edits it, not published yet.
type Draft struct {
	Workspace conversation.WorkspaceID
	Pack      string
	Path      string
	Text      string
	By        conversation.UserID
	ByName    string
	At        time.Time
}

// StudioVersion is what was published from the studio: by pack and path, the
// files that differ from the installed packs. Version is the playbook's.
type StudioVersion struct {
	Workspace conversation.WorkspaceID
	Number    int
	Version   string
	Files     map[string]map[string]string
	Note      string
	By        conversation.UserID
	ByName    string
	At        time.Time
}

// PutDraft keeps a draft in place of an older one of the same file.
func (db *DB) PutDraft(ctx context.Context, d Draft) error {
	err := db.Update(ctx, func(tx *Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO studio_drafts (workspace, pack, path, text, user_id, user_name, at)
			VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace, pack, path) DO UPDATE SET
			text = excluded.text, user_id = excluded.user_id, user_name = excluded.user_name, at = excluded.at`,
			string(d.Workspace), d.Pack, d.Path, d.Text, string(d.By), clean(d.ByName), micros(d.At))
		return err
	})
	if err != nil {
		return fmt.Errorf("put draft %s/%s: %w", d.Pack, d.Path, err)
	}
	return nil
}

// DropDraft forgets a draft; it is no error when there is none.
func (db *DB) DropDraft(ctx context.Context, ws conversation.WorkspaceID, pack, path string) error {
	err := db.Update(ctx, func(tx *Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM studio_drafts WHERE workspace = ? AND pack = ? AND path = ?`, string(ws), pack, path)
		return err
	})
	if err != nil {
		return fmt.Errorf("drop draft %s/%s: %w", pack, path, err)
	}
	return nil
}

// Drafts of a workspace, by pack and path.
func (db *DB) Drafts(ctx context.Context, ws conversation.WorkspaceID) ([]Draft, error) {
	var out []Draft
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT pack, path, text, user_id, user_name, at FROM studio_drafts
			WHERE workspace = ? ORDER BY pack, path`, string(ws))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			d := Draft{Workspace: ws}
			var at int64
			if err := rows.Scan(&d.Pack, &d.Path, &d.Text, &d.By, &d.ByName, &at); err != nil {
				return err
			}
			d.At = instant(at)
			out = append(out, d)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("drafts: %w", err)
	}
	return out, nil
}

// PublishStudio keeps a version and forgets the drafts that are in it as they
// are. ErrExists when somebody else was first with this number.
func (db *DB) PublishStudio(ctx context.Context, v StudioVersion, drafts []Draft) error {
	files, err := json.Marshal(v.Files)
	if err != nil {
		return fmt.Errorf("publish studio version %d: %w", v.Number, err)
	}
	err = db.Update(ctx, func(tx *Tx) error {
		err := newRow(tx.Exec(ctx, `INSERT INTO studio_versions (workspace, number, version, files, note, user_id, user_name, at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			string(v.Workspace), v.Number, v.Version, string(files), clean(v.Note), string(v.By), clean(v.ByName), micros(v.At)))
		if err != nil {
			return err
		}
		for _, d := range drafts { // one that was edited meanwhile stays
			_, err := tx.Exec(ctx, `DELETE FROM studio_drafts WHERE workspace = ? AND pack = ? AND path = ? AND text = ?`,
				string(v.Workspace), d.Pack, d.Path, d.Text)
			if err != nil {
				return err
			}
		}
		return tx.Audit(ctx, AuditEntry{Workspace: v.Workspace, At: v.At, User: v.By, Action: "flows_published", Object: strconv.Itoa(v.Number), Detail: v.Version})
	})
	if err != nil {
		return fmt.Errorf("publish studio version %d: %w", v.Number, err)
	}
	return nil
}

// StudioNumber is the number of the newest version, 0 when there is none.
func (db *DB) StudioNumber(ctx context.Context, ws conversation.WorkspaceID) (int, error) {
	var n int
	err := db.get(ctx, func(tx *Tx) error {
		return tx.QueryRow(ctx, `SELECT COALESCE(MAX(number), 0) FROM studio_versions WHERE workspace = ?`, string(ws)).Scan(&n)
	})
	if err != nil {
		return 0, fmt.Errorf("newest studio version: %w", err)
	}
	return n, nil
}

// StudioVersions of a workspace, the newest first, at most limit.
func (db *DB) StudioVersions(ctx context.Context, ws conversation.WorkspaceID, limit int) ([]StudioVersion, error) {
	return db.studioVersions(ctx, ws, `workspace = ? ORDER BY number DESC LIMIT ?`, string(ws), limit)
}

// StudioVersion gives one version, ErrNotFound when there is none.
func (db *DB) StudioVersion(ctx context.Context, ws conversation.WorkspaceID, number int) (StudioVersion, error) {
	vs, err := db.studioVersions(ctx, ws, `workspace = ? AND number = ?`, string(ws), number)
	if err == nil && len(vs) == 0 {
		err = fmt.Errorf("studio version %d: %w", number, ErrNotFound)
	}
	if err != nil {
		return StudioVersion{}, err
	}
	return vs[0], nil
}

func (db *DB) studioVersions(ctx context.Context, ws conversation.WorkspaceID, where string, args ...any) ([]StudioVersion, error) {
	var out []StudioVersion
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT number, version, files, note, user_id, user_name, at FROM studio_versions WHERE `+where, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			v := StudioVersion{Workspace: ws}
			var files string
			var at int64
			if err := rows.Scan(&v.Number, &v.Version, &files, &v.Note, &v.By, &v.ByName, &at); err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(files), &v.Files); err != nil {
				return err
			}
			v.At = instant(at)
			out = append(out, v)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("studio versions: %w", err)
	}
	return out, nil
}

// FlowEvents gives the events that say where conversations went: flows begun
// and ended, steps reached, handoffs. The newest conversations touched since a
// time are read, at most conversations of them, each from its beginning.
func (db *DB) FlowEvents(ctx context.Context, ws conversation.WorkspaceID, since time.Time, conversations int,
	each func(conversation.ConversationID, conversation.Event) error) error {

	return db.eventsOf(ctx, ws, `'flow_started', 'flow_ended', 'step_reached', 'handoff_requested'`, since, conversations, each)
}

// AnswerEvents gives in the same way what was answered from articles, and handoffs.
func (db *DB) AnswerEvents(ctx context.Context, ws conversation.WorkspaceID, since time.Time, conversations int,
	each func(conversation.ConversationID, conversation.Event) error) error {

	return db.eventsOf(ctx, ws, `'answer_given', 'handoff_requested'`, since, conversations, each)
}

func (db *DB) eventsOf(ctx context.Context, ws conversation.WorkspaceID, types string, since time.Time, conversations int,
	each func(conversation.ConversationID, conversation.Event) error) error {

	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT e.conversation, e.seq, e.at, e.type, e.data FROM events e JOIN
			(SELECT id FROM conversations WHERE workspace = ? AND messages > 0 AND last_at >= ? ORDER BY last_at DESC LIMIT ?) c
			ON c.id = e.conversation
			WHERE e.type IN (`+types+`)
			ORDER BY e.conversation, e.seq`, string(ws), micros(since), conversations)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var e conversation.Event
			var id, kind string
			var at int64
			var data sql.RawBytes
			if err := rows.Scan(&id, &e.Seq, &at, &kind, &data); err != nil {
				return err
			}
			e.At = instant(at)
			if e.Data, err = conversation.DecodeData(kind, data); err != nil {
				return fmt.Errorf("event %d of %s: %w", e.Seq, id, err)
			}
			if err := each(conversation.ConversationID(id), e); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	if err != nil {
		return fmt.Errorf("events of conversations: %w", err)
	}
	return nil
}
