package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
)

// TicketQuery says which tickets. View is open (open or pending), mine, solved
// (solved or closed) or all; Conversation narrows it to one conversation.
type TicketQuery struct {
	View         string
	User         conversation.UserID
	Conversation conversation.ConversationID
	Text         string
	Limit        int
	Before       string
}

// Tickets gives a page of tickets, the one that changed last first, and the
// cursor of the next page.
func (db *DB) Tickets(ctx context.Context, ws conversation.WorkspaceID, q TicketQuery) ([]Ticket, string, error) {
	where, args := ticketView(ws, q.View, q.User)
	if q.Conversation != "" {
		where += ` AND conversation = ?`
		args = append(args, string(q.Conversation))
	}
	if text := searchFor(q.Text); text != "" {
		number, err := strconv.ParseInt(strings.TrimLeft(text, "#t-т"), 10, 64)
		if err != nil {
			number = -1
		}
		where += ` AND (search LIKE ? ESCAPE '!' OR number = ?)`
		args = append(args, "%"+escapeLike(text)+"%", number)
	}
	list := listing[Ticket]{
		what: "tickets", query: `SELECT ` + ticketColumns + ` FROM tickets WHERE ` + where, args: args, at: "updated_at", id: "id",
		scan: scanTicket, key: func(t *Ticket) (int64, string) { return micros(t.UpdatedAt), string(t.ID) },
	}
	return list.page(ctx, db, q.Before, q.Limit)
}

func ticketView(ws conversation.WorkspaceID, view string, user conversation.UserID) (string, []any) {
	args := []any{string(ws)}
	switch view {
	case "mine":
		return `workspace = ? AND assignee_id = ? AND status IN ('open', 'pending')`, append(args, string(user))
	case "solved":
		return `workspace = ? AND status IN ('solved', 'closed')`, args
	case "all":
		return `workspace = ?`, args
	}
	return `workspace = ? AND status IN ('open', 'pending')`, args
}

// TicketCounts are the sizes of the views, each up to CountLimit.
type TicketCounts struct{ Open, Mine, Solved int }

// CountTickets counts them.
func (db *DB) CountTickets(ctx context.Context, ws conversation.WorkspaceID, user conversation.UserID) (c TicketCounts, err error) {
	err = db.get(ctx, func(tx *Tx) error {
		for view, into := range map[string]*int{"open": &c.Open, "mine": &c.Mine, "solved": &c.Solved} {
			where, args := ticketView(ws, view, user)
			err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM tickets WHERE `+where+` LIMIT `+strconv.Itoa(CountLimit)+`) t`, args...).Scan(into)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return c, fmt.Errorf("count tickets: %w", err)
	}
	return c, nil
}
