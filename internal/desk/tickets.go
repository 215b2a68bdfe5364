// Package desk is the agents' side of conversations beyond the thread itself:
// tickets, today.
//
// Package httpapi calls it for agents, package effect to open what flows ask
// for. What a customer is to learn of goes through the one door, as an input of
// their conversation; this package never writes an event by itself.
package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/turn"
)

// Turns is the one door; *turn.Handler.
type Turns interface {
	Act(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, in conversation.Input) (turn.Receipt, error)
}

// Tickets opens and moves tickets. It is safe for concurrent use.
type Tickets struct {
	Store *store.DB
	Turns Turns
	Clock func() time.Time
}

// Person is an agent who does something.
type Person struct {
	ID   conversation.UserID
	Name string
}

func (p Person) actor() conversation.Actor {
	return conversation.Actor{Kind: conversation.Agent, ID: p.ID, Name: p.Name}
}

// Errors that an agent can do something about.
var (
	ErrPriority = errors.New("the priority must be low, normal, high or urgent")
	ErrStatus   = errors.New("the status must be open, pending, solved or closed")
	ErrAssignee = errors.New("nobody of this ID works here")
	ErrTitle    = errors.New("a ticket needs a title")
)

var statuses = []conversation.TicketStatus{
	conversation.TicketOpen, conversation.TicketPending, conversation.TicketSolved, conversation.TicketClosed,
}

// Open implements effect.Tickets: one ticket for each key.
func (t *Tickets) Open(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID, contact conversation.ContactID,
	d conversation.OpenTicket) (conversation.TicketID, string, error) {

	out, err := t.Store.OpenTicket(ctx, store.Ticket{
		ID: newID(), Workspace: ws, Key: "effect:" + string(d.Key), Conversation: conv, Contact: contact, Pack: d.Pack, Type: d.Type,
		Title: d.Title, Priority: d.Priority, Status: conversation.TicketOpen, Fields: d.Fields, Summary: d.Summary,
		CreatedAt: t.now(), UpdatedAt: t.now(),
	}, store.TicketEntry{})
	if err != nil {
		return "", "", err
	}
	return out.ID, store.TicketNumber(out.Number), nil
}

// New is a ticket that an agent opens.
type New struct {
	ClientID string // names the deed: sent again, it opens no second ticket
	Title    string
	Type     string
	Priority string
	Note     string
}

// OpenFor opens a ticket for a conversation and records it there.
func (t *Tickets) OpenFor(ctx context.Context, ws conversation.WorkspaceID, conv conversation.ConversationID, by Person, n New) (store.Ticket, error) {
	if n.Title = strings.TrimSpace(n.Title); n.Title == "" {
		return store.Ticket{}, ErrTitle
	}
	if n.Priority == "" {
		n.Priority = "normal"
	}
	if !slices.Contains(conversation.TicketPriorities, n.Priority) {
		return store.Ticket{}, ErrPriority
	}
	row, err := t.Store.Row(ctx, ws, conv)
	if err != nil {
		return store.Ticket{}, err
	}
	key := "agent:" + string(by.ID) + ":" + n.ClientID
	out, err := t.Store.OpenTicket(ctx, store.Ticket{
		ID: newID(), Workspace: ws, Key: key, Conversation: conv, Contact: row.Contact, Type: n.Type, Title: n.Title, Priority: n.Priority,
		Status: conversation.TicketOpen, Assignee: by.ID, AssigneeName: by.Name, CreatedAt: t.now(), UpdatedAt: t.now(),
	}, store.TicketEntry{By: by.ID, ByName: by.Name, Note: n.Note})
	if err != nil {
		return store.Ticket{}, err
	}
	_, err = t.Turns.Act(ctx, ws, conv, conversation.Input{Key: "ticket:" + key, Actor: by.actor(), Data: conversation.TicketOpened{
		Ticket: out.ID, Number: store.TicketNumber(out.Number), Type: out.Type, Title: out.Title, Priority: out.Priority,
	}})
	return out, err
}

// Change is what an agent does to a ticket; nil leaves a thing as it is. Note is
// for agents; Tell, like a new status, is said to the customer.
type Change struct {
	ClientID string
	Status   *conversation.TicketStatus
	Priority *string
	Assignee *conversation.UserID // empty: nobody
	Note     string
	Tell     string
}

// Change moves a ticket on. The customer hears of a new status and of what they
// are told in their conversation; the rest stays among agents.
func (t *Tickets) Change(ctx context.Context, ws conversation.WorkspaceID, id conversation.TicketID, by Person, c Change) (store.Ticket, error) {
	now, err := t.Store.Ticket(ctx, ws, id)
	if err != nil {
		return now, err
	}
	own := store.TicketChange{Priority: c.Priority, Note: strings.TrimSpace(c.Note)}
	switch {
	case c.Priority != nil && !slices.Contains(conversation.TicketPriorities, *c.Priority):
		return now, ErrPriority
	case c.Status != nil && !slices.Contains(statuses, *c.Status):
		return now, ErrStatus
	}
	if c.Assignee != nil {
		if own.Name, err = t.colleague(ctx, ws, *c.Assignee); err != nil {
			return now, err
		}
		own.Assignee = c.Assignee
	}
	key := string(by.ID) + ":" + c.ClientID
	status := now.Status
	if c.Status != nil {
		status = *c.Status
	}
	if tell := strings.TrimSpace(c.Tell); status != now.Status || tell != "" {
		_, err := t.Turns.Act(ctx, ws, now.Conversation, conversation.Input{Key: "ticket:" + string(id) + ":" + key, Actor: by.actor(), Data: conversation.TicketChanged{
			Ticket: id, Number: store.TicketNumber(now.Number), Status: status, Note: tell,
		}})
		if err != nil {
			return now, fmt.Errorf("tell of ticket %s: %w", id, err)
		}
	}
	return t.Store.ChangeTicket(ctx, ws, id, "own:"+key, store.TicketEntry{At: t.now(), By: by.ID, ByName: by.Name}, own)
}

// colleague is the name of somebody who works here; nobody has an empty one.
func (t *Tickets) colleague(ctx context.Context, ws conversation.WorkspaceID, id conversation.UserID) (string, error) {
	if id == "" {
		return "", nil
	}
	users, err := t.Store.UsersOf(ctx, ws)
	if err != nil {
		return "", err
	}
	for _, u := range users {
		if u.ID == id && !u.Disabled {
			return u.Name, nil
		}
	}
	return "", ErrAssignee
}

func newID() conversation.TicketID { return conversation.TicketID(uuid.Must(uuid.NewV7()).String()) }

func (t *Tickets) now() time.Time { return t.Clock().UTC().Truncate(time.Microsecond) }
