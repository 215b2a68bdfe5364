package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Contact is a customer. ExternalID is who they are in the company's own
// systems, empty for somebody unknown; it is unique in a workspace.
type Contact struct {
	ID         conversation.ContactID
	Workspace  conversation.WorkspaceID
	Name       string
	Email      string
	Phone      string
	ExternalID string
	Level      conversation.Level
	Locale     string
	Attributes map[string]conversation.Value
	CreatedAt  time.Time
}

// PutContact makes a contact, or changes all but its CreatedAt. ErrExists when
// another contact has its ExternalID, ErrNotFound when its ID is another
// workspace's.
func (db *DB) PutContact(ctx context.Context, c Contact) error {
	return db.Update(ctx, func(tx *Tx) error { return tx.PutContact(ctx, c) })
}

// PutContact is DB.PutContact as a part of a larger transaction.
func (t *Tx) PutContact(ctx context.Context, c Contact) error {
	attributes, err := json.Marshal(c.Attributes)
	if err != nil {
		return fmt.Errorf("put contact: %w", err)
	}
	if c.Attributes == nil {
		attributes = []byte("{}")
	}
	external := sql.NullString{String: clean(c.ExternalID), Valid: c.ExternalID != ""}
	if external.Valid {
		// Asked first, because a failed statement would end a PostgreSQL transaction.
		var other string
		err := t.QueryRow(ctx, `SELECT id FROM contacts WHERE workspace = ? AND external_id = ?`,
			string(c.Workspace), external.String).Scan(&other)
		if err == nil && other != string(c.ID) {
			return fmt.Errorf("put contact: %w", ErrExists)
		} else if err != nil && noRows(err) != ErrNotFound {
			return fmt.Errorf("put contact: %w", err)
		}
	}
	err = oneRow(t.Exec(ctx, `INSERT INTO contacts
		(id, workspace, name, email, phone, external_id, level, locale, attributes, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone,
			external_id = excluded.external_id, level = excluded.level, locale = excluded.locale, attributes = excluded.attributes
		WHERE contacts.workspace = excluded.workspace`,
		string(c.ID), string(c.Workspace), clean(c.Name), clean(c.Email), clean(c.Phone), external,
		string(c.Level), c.Locale, string(attributes), micros(c.CreatedAt)))
	if pgCode(err) == pgUniqueViolation {
		err = ErrExists
	}
	if err != nil {
		return fmt.Errorf("put contact: %w", err)
	}
	return nil
}

// Contact gives one contact.
func (db *DB) Contact(ctx context.Context, ws conversation.WorkspaceID, id conversation.ContactID) (Contact, error) {
	return db.contact(ctx, `id = ? AND workspace = ?`, string(id), string(ws))
}

// ContactByExternal finds a contact by who they are in the company's systems.
func (db *DB) ContactByExternal(ctx context.Context, ws conversation.WorkspaceID, external string) (Contact, error) {
	if external == "" {
		return Contact{}, fmt.Errorf("contact: %w", ErrNotFound)
	}
	return db.contact(ctx, `workspace = ? AND external_id = ?`, string(ws), clean(external))
}

func (db *DB) contact(ctx context.Context, where string, args ...any) (Contact, error) {
	var c Contact
	err := db.get(ctx, func(tx *Tx) error {
		var external sql.NullString
		var attributes string
		var created int64
		err := tx.QueryRow(ctx, `SELECT id, workspace, name, email, phone, external_id, level, locale, attributes, created_at
			FROM contacts WHERE `+where, args...).Scan(&c.ID, &c.Workspace, &c.Name, &c.Email, &c.Phone,
			&external, &c.Level, &c.Locale, &attributes, &created)
		if err != nil {
			return noRows(err)
		}
		c.ExternalID, c.CreatedAt = external.String, instant(created)
		return json.Unmarshal([]byte(attributes), &c.Attributes)
	})
	if err != nil {
		return Contact{}, fmt.Errorf("contact: %w", err)
	}
	return c, nil
}
