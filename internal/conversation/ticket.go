package conversation

import (
	"slices"
	"time"
)

// TicketID names a ticket: work that goes on after the conversation. Customers
// know it by its number.
type TicketID string

// TicketStatus is how far a ticket is.
type TicketStatus string

const (
	TicketOpen    TicketStatus = "open"
	TicketPending TicketStatus = "pending" // somebody else is awaited
	TicketSolved  TicketStatus = "solved"
	TicketClosed  TicketStatus = "closed"
)

// TicketPriorities from the lowest to the highest.
var TicketPriorities = []string{"low", "normal", "high", "urgent"}

// TicketField is one thing that was found out. Display is the value as a person
// reads it, where it differs.
type TicketField struct {
	Name    string `json:"name"`
	Title   string `json:"title"`
	Value   Value  `json:"value"`
	Display string `json:"display,omitempty"`
}

// OpenTicket asks for a ticket. Calls with one Key open one ticket.
type OpenTicket struct {
	Key      EffectID      `json:"key"`
	Pack     string        `json:"pack"`
	Contact  ContactID     `json:"contact"`
	Type     string        `json:"type"`
	Title    string        `json:"title"`
	Priority string        `json:"priority"`
	Fields   []TicketField `json:"fields,omitempty"`
	Summary  string        `json:"summary,omitempty"`
	Lang     string        `json:"lang"`
}

func (OpenTicket) EffectType() string { return "open_ticket" }

// TicketRequested: a flow wants a ticket opened. Into is the slot that takes it.
type TicketRequested struct {
	Effect   EffectID      `json:"effect"`
	Frame    int           `json:"frame"`
	Step     string        `json:"step"`
	Into     string        `json:"into,omitempty"`
	Pack     string        `json:"pack"`
	Type     string        `json:"type"`
	Title    string        `json:"title"`
	Priority string        `json:"priority"`
	Fields   []TicketField `json:"fields,omitempty"`
	Summary  string        `json:"summary,omitempty"`
}

// The inputs about tickets.
type (
	// TicketOpened ends OpenTicket. Without Effect an agent opened it, and Type,
	// Title and Priority say what it is.
	TicketOpened struct {
		Effect   EffectID `json:"effect,omitempty"`
		Ticket   TicketID `json:"ticket"`
		Number   string   `json:"number"`
		Type     string   `json:"type,omitempty"`
		Title    string   `json:"title,omitempty"`
		Priority string   `json:"priority,omitempty"`
	}
	// TicketNotOpened ends it, too: none could be opened.
	TicketNotOpened struct {
		Effect EffectID `json:"effect"`
		Code   string   `json:"code"`
	}
	// TicketChanged: somebody moved it on. Note is for the customer.
	TicketChanged struct {
		Ticket TicketID     `json:"ticket"`
		Number string       `json:"number"`
		Status TicketStatus `json:"status"`
		Note   string       `json:"note,omitempty"`
	}
)

func (TicketRequested) EventType() string { return "ticket_requested" }
func (TicketOpened) EventType() string    { return "ticket_opened" }
func (TicketNotOpened) EventType() string { return "ticket_not_opened" }
func (TicketChanged) EventType() string   { return "ticket_changed" }

// TicketRecord is a ticket of the conversation. ID is empty until it is open;
// Failed says why there is none.
type TicketRecord struct {
	ID       TicketID      `json:"id,omitempty"`
	Number   string        `json:"number,omitempty"`
	Effect   EffectID      `json:"effect,omitempty"`
	Frame    int           `json:"frame,omitempty"`
	Step     string        `json:"step,omitempty"`
	Into     string        `json:"into,omitempty"`
	Pack     string        `json:"pack,omitempty"`
	Type     string        `json:"type,omitempty"`
	Title    string        `json:"title,omitempty"`
	Priority string        `json:"priority,omitempty"`
	Fields   []TicketField `json:"fields,omitempty"`
	Status   TicketStatus  `json:"status,omitempty"`
	Note     string        `json:"note,omitempty"`
	Failed   string        `json:"failed,omitempty"`
	At       time.Time     `json:"at"`
}

// Object is the ticket as a flow sees it.
func (t TicketRecord) Object() Value {
	return map[string]any{"id": string(t.ID), "number": t.Number}
}

// maxTickets that a state remembers.
const maxTickets = 20

// applyTicket folds the events of tickets.
func (s *State) applyTicket(e Event) {
	switch d := e.Data.(type) {
	case TicketRequested:
		if f := s.Frame(d.Frame); f != nil {
			f.Waiting, f.Touched = d.Effect, e.At
		}
		s.keepTicket(TicketRecord{
			Effect: d.Effect, Frame: d.Frame, Step: d.Step, Into: d.Into, Pack: d.Pack, Type: d.Type, Title: d.Title,
			Priority: d.Priority, Fields: d.Fields, At: e.At,
		})
	case TicketOpened:
		i := s.ticket(func(t TicketRecord) bool {
			return d.Ticket != "" && t.ID == d.Ticket || d.Effect != "" && t.Effect == d.Effect
		})
		if i < 0 {
			s.keepTicket(TicketRecord{ID: d.Ticket, Number: d.Number, Type: d.Type, Title: d.Title, Priority: d.Priority, Status: TicketOpen, At: e.At})
			return
		}
		t := &s.Tickets[i]
		if t.ID == "" {
			t.ID, t.Number, t.Status, t.Failed = d.Ticket, d.Number, TicketOpen, ""
		}
		if f := s.Frame(t.Frame); f != nil && f.Waiting == t.Effect && t.Effect != "" {
			f.Waiting = ""
			if t.Into != "" {
				f.Slots = put(f.Slots, t.Into, SlotValue{Value: t.Object(), Type: "object", Source: FromAction, Verified: true})
			}
		}
	case TicketNotOpened:
		if i := s.ticket(func(t TicketRecord) bool { return t.Effect == d.Effect && t.ID == "" }); i >= 0 {
			s.Tickets[i].Failed = d.Code
			if f := s.Frame(s.Tickets[i].Frame); f != nil && f.Waiting == d.Effect {
				f.Waiting = ""
			}
		}
	case TicketChanged:
		i := s.ticket(func(t TicketRecord) bool { return t.ID == d.Ticket })
		if i < 0 {
			s.keepTicket(TicketRecord{ID: d.Ticket, Number: d.Number, Status: d.Status, Note: d.Note, At: e.At})
			return
		}
		s.Tickets[i].Status, s.Tickets[i].Note = d.Status, d.Note
	}
}

func (s *State) ticket(is func(TicketRecord) bool) int { return slices.IndexFunc(s.Tickets, is) }

func (s *State) keepTicket(t TicketRecord) {
	s.Tickets = append(s.Tickets, t)
	if over := len(s.Tickets) - maxTickets; over > 0 {
		s.Tickets = s.Tickets[over:]
	}
}
