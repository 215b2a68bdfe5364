package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/knowledge"
)

// ImportState says how far an import is.
type ImportState string

const (
	ImportWaiting   ImportState = "waiting"
	ImportRunning   ImportState = "running"
	ImportDone      ImportState = "done"
	ImportFailed    ImportState = "failed"
	ImportCancelled ImportState = "cancelled"
)

// Ended says whether nothing more becomes of an import.
func (s ImportState) Ended() bool { return s != ImportWaiting && s != ImportRunning }

// Import is one import of articles on the server.
type Import struct {
	ID        string
	Workspace conversation.WorkspaceID
	Kind      string // file or site
	Source    string // the file's name, the address
	Options   json.RawMessage
	State     ImportState
	Phase     string // read, then import
	Done      int
	Total     int
	Tries     int
	Error     string // a code
	Report    json.RawMessage
	By        knowledge.Person
	CreatedAt time.Time
	UpdatedAt time.Time
}

// ErrBusy: another import of the workspace has not ended.
var ErrBusy = errors.New("another import is running")

const importColumns = `id, workspace, kind, source, options, state, phase, done, total, tries, error, report, user_id, user_name, created_at, updated_at`

func scanImport(scan func(...any) error) (Import, error) {
	var i Import
	var options, report string
	var created, updated int64
	err := scan(&i.ID, &i.Workspace, &i.Kind, &i.Source, &options, &i.State, &i.Phase, &i.Done, &i.Total, &i.Tries, &i.Error, &report,
		&i.By.ID, &i.By.Name, &created, &updated)
	i.Options, i.Report, i.CreatedAt, i.UpdatedAt = json.RawMessage(options), json.RawMessage(report), instant(created), instant(updated)
	return i, noRows(err)
}

// keptImports is how many of a workspace's are remembered.
const keptImports = 50

// StartImport keeps a new import, and what and adds in the same transaction:
// its job. ErrBusy while another one of the workspace has not ended.
func (db *DB) StartImport(ctx context.Context, i Import, data []byte, and func(*Tx) error) error {
	err := db.Update(ctx, func(tx *Tx) error {
		// Whoever changes the workspace's row waits for the others.
		err := oneRow(tx.Exec(ctx, `UPDATE workspaces SET knowledge_seq = knowledge_seq WHERE id = ?`, string(i.Workspace)))
		if err != nil {
			return err
		}
		var busy int
		err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM imports WHERE workspace = ? AND state IN (?, ?)`, string(i.Workspace), string(ImportWaiting), string(ImportRunning)).Scan(&busy)
		if err != nil {
			return err
		}
		if busy > 0 {
			return ErrBusy
		}
		_, err = tx.Exec(ctx, `INSERT INTO imports (`+importColumns+`, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			i.ID, string(i.Workspace), i.Kind, clean(i.Source), string(i.Options), string(ImportWaiting), "read", 0, 0, 0, "", "{}",
			string(i.By.ID), clean(i.By.Name), micros(i.CreatedAt), micros(i.CreatedAt), data)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `DELETE FROM imports WHERE workspace = ? AND id NOT IN (SELECT id FROM imports WHERE workspace = ? ORDER BY created_at DESC, id DESC LIMIT ?)`,
			string(i.Workspace), string(i.Workspace), keptImports)
		if err != nil {
			return err
		}
		if err := tx.Audit(ctx, AuditEntry{Workspace: i.Workspace, At: i.CreatedAt, User: i.By.ID, Action: "import_started", Object: i.ID, Detail: i.Kind}); err != nil {
			return err
		}
		return and(tx)
	})
	if err != nil {
		return fmt.Errorf("start import: %w", err)
	}
	return nil
}

// Import gives one, and ImportData what was uploaded for it.
func (db *DB) Import(ctx context.Context, ws conversation.WorkspaceID, id string) (Import, error) {
	var i Import
	err := db.get(ctx, func(tx *Tx) (err error) {
		i, err = scanImport(tx.QueryRow(ctx, `SELECT `+importColumns+` FROM imports WHERE id = ? AND workspace = ?`, id, string(ws)).Scan)
		return err
	})
	if err != nil {
		return i, fmt.Errorf("import %s: %w", id, err)
	}
	return i, nil
}

// ImportData is what was uploaded for an import that has not ended.
func (db *DB) ImportData(ctx context.Context, ws conversation.WorkspaceID, id string) ([]byte, error) {
	var data []byte
	err := db.get(ctx, func(tx *Tx) error {
		return noRows(tx.QueryRow(ctx, `SELECT data FROM imports WHERE id = ? AND workspace = ?`, id, string(ws)).Scan(&data))
	})
	if err != nil {
		return nil, fmt.Errorf("data of import %s: %w", id, err)
	}
	return data, nil
}

// Imports are those of a workspace, the newest first.
func (db *DB) Imports(ctx context.Context, ws conversation.WorkspaceID) ([]Import, error) {
	var out []Import
	err := db.get(ctx, func(tx *Tx) (err error) {
		out, err = collect(ctx, tx, scanImport, `SELECT `+importColumns+` FROM imports WHERE workspace = ? ORDER BY created_at DESC, id DESC LIMIT ?`, string(ws), keptImports)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("imports: %w", err)
	}
	return out, nil
}

// MoveImport notes how far an import is. ErrNotFound when it has ended
// meanwhile: it was cancelled. With its end go the upload and the pages.
func (db *DB) MoveImport(ctx context.Context, i Import) error {
	err := db.Update(ctx, func(tx *Tx) error {
		ended := ``
		if i.State.Ended() {
			ended = `, data = NULL`
			if _, err := tx.Exec(ctx, `DELETE FROM import_pages WHERE import = ?`, i.ID); err != nil {
				return err
			}
		}
		return oneRow(tx.Exec(ctx, `UPDATE imports SET state = ?, phase = ?, done = ?, total = ?, tries = ?, error = ?, report = ?, updated_at = ?`+ended+`
			WHERE id = ? AND workspace = ? AND state IN (?, ?)`,
			string(i.State), i.Phase, i.Done, i.Total, i.Tries, i.Error, clean(string(i.Report)), micros(i.UpdatedAt),
			i.ID, string(i.Workspace), string(ImportWaiting), string(ImportRunning)))
	})
	if err != nil {
		return fmt.Errorf("move import %s: %w", i.ID, err)
	}
	return nil
}

// ImportPage gives a page that an import has fetched.
func (db *DB) ImportPage(ctx context.Context, id, address string) (json.RawMessage, bool, error) {
	var page string
	err := db.get(ctx, func(tx *Tx) error {
		return tx.QueryRow(ctx, `SELECT page FROM import_pages WHERE import = ? AND address = ?`, id, clean(address)).Scan(&page)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("page of import %s: %w", id, err)
	}
	return json.RawMessage(page), true, nil
}

// PutImportPage keeps one.
func (db *DB) PutImportPage(ctx context.Context, id, address string, page json.RawMessage) error {
	err := db.Update(ctx, func(tx *Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO import_pages (import, address, page) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, id, clean(address), clean(string(page)))
		return err
	})
	if err != nil {
		return fmt.Errorf("keep a page of import %s: %w", id, err)
	}
	return nil
}
