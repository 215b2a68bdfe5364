package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
)

// Ticket is work that goes on after a conversation. Number counts from 1 in a
// workspace; the customer knows the ticket by it.
type Ticket struct {
	ID           conversation.TicketID
	Workspace    conversation.WorkspaceID
	Number       int64
	Key          string
	Conversation conversation.ConversationID
	Contact      conversation.ContactID
	ContactName  string
	Pack         string
	Type         string
	Title        string
	Priority     string
	Status       conversation.TicketStatus
	Fields       []conversation.TicketField
	Summary      string
	Assignee     conversation.UserID
	AssigneeName string
	CreatedAt    time.Time
	UpdatedAt    time.Time
	SolvedAt     *time.Time
}

// TicketEntry is one thing that became of a ticket: opened, status, priority,
// assignee or note. Note is for agents, Tell was said to the customer.
type TicketEntry struct {
	Seq    int
	At     time.Time
	By     conversation.UserID
	ByName string
	What   string
	Was    string
	Now    string
	Note   string
	Tell   string
}

const ticketColumns = `id, workspace, number, key, conversation, contact_id, contact_name, pack, type, title, priority, status,
	fields, summary, assignee_id, assignee_name, created_at, updated_at, solved_at`

// OpenTicket keeps a new ticket and gives it its number. One with the same key
// is given back as it is.
func (db *DB) OpenTicket(ctx context.Context, t Ticket, by TicketEntry) (Ticket, error) {
	fields, err := json.Marshal(t.Fields)
	if err != nil {
		return Ticket{}, fmt.Errorf("open ticket: %w", err)
	}
	var out Ticket
	err = db.Update(ctx, func(tx *Tx) error {
		old, err := tx.ticket(ctx, `workspace = ? AND key = ?`, string(t.Workspace), t.Key)
		if err == nil {
			out = old
			return nil
		}
		if !errors.Is(err, ErrNotFound) {
			return err
		}
		out = t
		err = tx.QueryRow(ctx, `UPDATE workspaces SET next_ticket = next_ticket + 1 WHERE id = ? RETURNING next_ticket`, string(t.Workspace)).Scan(&out.Number)
		if err != nil {
			return noRows(err)
		}
		var name string
		err = tx.QueryRow(ctx, `SELECT name FROM contacts WHERE id = ? AND workspace = ?`, string(t.Contact), string(t.Workspace)).Scan(&name)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		out.ContactName = name
		_, err = tx.Exec(ctx, `INSERT INTO tickets (`+ticketColumns+`, search) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			string(out.ID), string(out.Workspace), out.Number, out.Key, string(out.Conversation), string(out.Contact), out.ContactName, out.Pack, out.Type,
			clean(out.Title), out.Priority, string(out.Status), string(fields), clean(out.Summary), string(out.Assignee), clean(out.AssigneeName),
			micros(out.CreatedAt), micros(out.UpdatedAt), nil, strings.ToLower(clean(out.Title+" "+out.ContactName)))
		if err != nil {
			return err
		}
		by.What, by.Now, by.At = "opened", string(out.Status), out.CreatedAt
		return tx.logTicket(ctx, out, t.Key, by)
	})
	if err != nil {
		return Ticket{}, fmt.Errorf("open ticket: %w", err)
	}
	return out, nil
}

// Ticket gives one ticket. ErrNotFound when the workspace has none of this ID.
func (db *DB) Ticket(ctx context.Context, ws conversation.WorkspaceID, id conversation.TicketID) (Ticket, error) {
	var t Ticket
	err := db.get(ctx, func(tx *Tx) (err error) {
		t, err = tx.ticket(ctx, `workspace = ? AND id = ?`, string(ws), string(id))
		return err
	})
	if err != nil {
		return Ticket{}, fmt.Errorf("ticket %s: %w", id, err)
	}
	return t, nil
}

func (t *Tx) ticket(ctx context.Context, where string, args ...any) (Ticket, error) {
	return scanTicket(t.QueryRow(ctx, `SELECT `+ticketColumns+` FROM tickets WHERE `+where, args...).Scan)
}

func scanTicket(scan func(...any) error) (Ticket, error) {
	var t Ticket
	var created, updated int64
	var solved sql.NullInt64
	var fields string
	err := scan(&t.ID, &t.Workspace, &t.Number, &t.Key, &t.Conversation, &t.Contact, &t.ContactName, &t.Pack, &t.Type, &t.Title, &t.Priority, &t.Status,
		&fields, &t.Summary, &t.Assignee, &t.AssigneeName, &created, &updated, &solved)
	if err != nil {
		return t, noRows(err)
	}
	t.CreatedAt, t.UpdatedAt, t.SolvedAt = instant(created), instant(updated), instantOrNil(solved)
	return t, json.Unmarshal([]byte(fields), &t.Fields)
}

// TicketChange is what somebody changes; nil leaves a thing as it is.
type TicketChange struct {
	Status   *conversation.TicketStatus
	Priority *string
	Assignee *conversation.UserID
	Name     string // the assignee's
	Note     string
	Tell     string
}

// ChangeTicket changes a ticket and notes what was changed. A key that was seen
// before changes nothing.
func (db *DB) ChangeTicket(ctx context.Context, ws conversation.WorkspaceID, id conversation.TicketID, key string, by TicketEntry, c TicketChange) (Ticket, error) {
	var out Ticket
	err := db.Update(ctx, func(tx *Tx) (err error) {
		out, err = tx.changeTicket(ctx, ws, id, key, by, c)
		return err
	})
	if err != nil {
		return Ticket{}, fmt.Errorf("change ticket %s: %w", id, err)
	}
	return out, nil
}

func (t *Tx) changeTicket(ctx context.Context, ws conversation.WorkspaceID, id conversation.TicketID, key string, by TicketEntry, c TicketChange) (Ticket, error) {
	now, err := t.ticket(ctx, `workspace = ? AND id = ?`, string(ws), string(id))
	if err != nil {
		return now, err
	}
	var seen int
	if err := t.QueryRow(ctx, `SELECT COUNT(*) FROM ticket_log WHERE ticket = ? AND key = ?`, string(id), key).Scan(&seen); err != nil || seen > 0 {
		return now, err
	}
	var entries []TicketEntry
	note := func(what, was, is string) {
		e := by
		e.What, e.Was, e.Now = what, was, is
		entries = append(entries, e)
	}
	if c.Status != nil && *c.Status != now.Status {
		note("status", string(now.Status), string(*c.Status))
		now.Status = *c.Status
		now.SolvedAt = nil
		if *c.Status == conversation.TicketSolved || *c.Status == conversation.TicketClosed {
			at := by.At
			now.SolvedAt = &at
		}
	}
	if c.Priority != nil && *c.Priority != now.Priority {
		note("priority", now.Priority, *c.Priority)
		now.Priority = *c.Priority
	}
	if c.Assignee != nil && *c.Assignee != now.Assignee {
		note("assignee", now.AssigneeName, c.Name)
		now.Assignee, now.AssigneeName = *c.Assignee, c.Name
	}
	if c.Note != "" || c.Tell != "" {
		if len(entries) == 0 {
			note("note", "", "")
		}
		entries[0].Note, entries[0].Tell = c.Note, c.Tell
	}
	if len(entries) == 0 {
		return now, nil
	}
	now.UpdatedAt = by.At
	_, err = t.Exec(ctx, `UPDATE tickets SET status = ?, priority = ?, assignee_id = ?, assignee_name = ?, updated_at = ?, solved_at = ? WHERE id = ? AND workspace = ?`,
		string(now.Status), now.Priority, string(now.Assignee), clean(now.AssigneeName), micros(now.UpdatedAt), microsOrNull(now.SolvedAt), string(id), string(ws))
	for _, e := range entries {
		if err == nil {
			err = t.logTicket(ctx, now, key, e)
		}
	}
	return now, err
}

func (t *Tx) logTicket(ctx context.Context, of Ticket, key string, e TicketEntry) error {
	_, err := t.Exec(ctx, `INSERT INTO ticket_log (ticket, seq, workspace, key, at, user_id, user_name, what, was, now, note, tell)
		SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM ticket_log WHERE ticket = ?`,
		string(of.ID), string(of.Workspace), key, micros(e.At), string(e.By), clean(e.ByName), e.What, e.Was, e.Now, clean(e.Note), clean(e.Tell), string(of.ID))
	return err
}

// moveTickets keeps the tickets in step with what a turn says of them.
func (e *encoded) moveTickets(ctx context.Context, tx *Tx) error {
	for _, ev := range e.a.Events {
		d, ok := ev.Data.(conversation.TicketChanged)
		if !ok {
			continue
		}
		by := TicketEntry{At: ev.At, By: ev.Actor.ID, ByName: ev.Actor.Name}
		_, err := tx.changeTicket(ctx, e.a.Workspace, d.Ticket, ev.Cause, by, TicketChange{Status: &d.Status, Tell: d.Note})
		if err != nil && !errors.Is(err, ErrNotFound) { // another system's ticket
			return fmt.Errorf("ticket: %w", err)
		}
	}
	return nil
}

// TicketLog gives what became of a ticket, the first thing first.
func (db *DB) TicketLog(ctx context.Context, ws conversation.WorkspaceID, id conversation.TicketID) ([]TicketEntry, error) {
	var out []TicketEntry
	err := db.get(ctx, func(tx *Tx) error {
		rows, err := tx.Query(ctx, `SELECT seq, at, user_id, user_name, what, was, now, note, tell FROM ticket_log
			WHERE ticket = ? AND workspace = ? ORDER BY seq`, string(id), string(ws))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var e TicketEntry
			var at int64
			if err := rows.Scan(&e.Seq, &at, &e.By, &e.ByName, &e.What, &e.Was, &e.Now, &e.Note, &e.Tell); err != nil {
				return err
			}
			e.At = instant(at)
			out = append(out, e)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("log of ticket %s: %w", id, err)
	}
	return out, nil
}

// TicketNumber is a ticket's number as customers know it.
func TicketNumber(n int64) string { return "T-" + strconv.FormatInt(n, 10) }
