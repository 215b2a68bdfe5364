package httpapi

import (
	"context"
	"errors"
	"net/http"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/desk"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/turn"
)

func (s *Server) ticketRoutes(op deskOp, inside func(http.Handler) http.Handler) {
	operate(s, op("tickets", "GET", "/tickets", "Tickets, the one that changed last first", 200), inside, s.tickets)
	operate(s, op("ticket", "GET", "/tickets/{id}", "One ticket with what became of it", 200, 404), inside, s.ticket)
	operate(s, op("changeTicket", "PATCH", "/tickets/{id}", "Move a ticket on; a new status and tell are said to the customer", 200, 404), inside, s.changeTicket)
	operate(s, op("openTicket", "POST", "/conversations/{id}/tickets", "Open a ticket for a conversation", 201, 404), inside, s.openTicket)
	operate(s, op("people", "GET", "/people", "Who works in this workspace", 200), inside, s.people)
}

type ticketsInput struct {
	View         string                      `query:"view" enum:"open,mine,solved,all" default:"open"`
	Conversation conversation.ConversationID `query:"conversation" maxLength:"100" doc:"Only those of one conversation."`
	Search       string                      `query:"q" maxLength:"200" doc:"Words from the title or the customer's name, or the number."`
	Limit        int                         `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Before       string                      `query:"before" maxLength:"200" doc:"What the page before called next."`
}

type ticketsOutput struct{ Body TicketPage }

// TicketPage is a page of tickets.
type TicketPage struct {
	Rows   []TicketView     `json:"rows"`
	Counts TicketCountsView `json:"counts" doc:"Sizes of the views, each up to 1,000."`
	Next   string           `json:"next,omitempty" doc:"Where the next page begins; missing on the last."`
}

// TicketCountsView are the sizes of the views.
type TicketCountsView struct {
	Open   int `json:"open"`
	Mine   int `json:"mine"`
	Solved int `json:"solved"`
}

// TicketView is one ticket.
type TicketView struct {
	ID           conversation.TicketID       `json:"id"`
	Number       string                      `json:"number" example:"T-42" doc:"As the customer knows it."`
	Conversation conversation.ConversationID `json:"conversation_id"`
	Contact      string                      `json:"contact" doc:"The customer's name; may be empty."`
	Type         string                      `json:"type,omitempty" example:"tech_support"`
	Title        string                      `json:"title"`
	Priority     string                      `json:"priority" enum:"low,normal,high,urgent"`
	Status       conversation.TicketStatus   `json:"status" enum:"open,pending,solved,closed"`
	Assignee     *AssigneeView               `json:"assignee,omitempty"`
	CreatedAt    Stamp                       `json:"created_at"`
	UpdatedAt    Stamp                       `json:"updated_at"`
	SolvedAt     *Stamp                      `json:"solved_at,omitempty"`
}

// AssigneeView is whose ticket it is.
type AssigneeView struct {
	ID   conversation.UserID `json:"id"`
	Name string              `json:"name"`
}

func ticketView(t store.Ticket) TicketView {
	v := TicketView{
		ID: t.ID, Number: store.TicketNumber(t.Number), Conversation: t.Conversation, Contact: t.ContactName, Type: t.Type, Title: t.Title,
		Priority: t.Priority, Status: t.Status, CreatedAt: Stamp(t.CreatedAt), UpdatedAt: Stamp(t.UpdatedAt), SolvedAt: stamp(t.SolvedAt),
	}
	if t.Assignee != "" {
		v.Assignee = &AssigneeView{t.Assignee, t.AssigneeName}
	}
	return v
}

func (s *Server) tickets(ctx context.Context, in *ticketsInput) (*ticketsOutput, error) {
	a := agentOf(ctx)
	q := store.TicketQuery{View: in.View, User: a.User.ID, Conversation: in.Conversation, Text: in.Search, Limit: in.Limit, Before: in.Before}
	rows, next, err := s.cfg.Store.Tickets(ctx, a.workspace(), q)
	if errors.Is(err, store.ErrCursor) {
		return nil, problem(codeInvalid, "query.before")
	}
	if err != nil {
		return nil, err
	}
	counts, err := s.cfg.Store.CountTickets(ctx, a.workspace(), a.User.ID)
	if err != nil {
		return nil, err
	}
	out := TicketPage{Rows: []TicketView{}, Counts: TicketCountsView(counts), Next: next}
	for _, t := range rows {
		out.Rows = append(out.Rows, ticketView(t))
	}
	return &ticketsOutput{out}, nil
}

// TicketPath names a ticket.
type TicketPath struct {
	ID conversation.TicketID `path:"id" maxLength:"100"`
}

type ticketOutput struct{ Body TicketDetail }

// TicketDetail is a ticket with all that was collected, and what became of it.
type TicketDetail struct {
	TicketView
	Summary string            `json:"summary,omitempty"`
	Fields  []TicketFieldView `json:"fields"`
	Log     []TicketEntryView `json:"log"`
}

// TicketFieldView is one thing that was found out.
type TicketFieldView struct {
	Name    string             `json:"name"`
	Title   string             `json:"title"`
	Value   conversation.Value `json:"value"`
	Display string             `json:"display"`
}

// TicketEntryView is one thing that became of a ticket.
type TicketEntryView struct {
	At   Stamp  `json:"at"`
	By   string `json:"by,omitempty" doc:"An agent's name; missing for the bot."`
	What string `json:"what" enum:"opened,status,priority,assignee,note"`
	Was  string `json:"was,omitempty"`
	Now  string `json:"now,omitempty"`
	Note string `json:"note,omitempty" doc:"For agents."`
	Tell string `json:"tell,omitempty" doc:"Said to the customer."`
}

func (s *Server) ticket(ctx context.Context, in *TicketPath) (*ticketOutput, error) {
	t, err := s.cfg.Store.Ticket(ctx, agentOf(ctx).workspace(), in.ID)
	if err != nil {
		return nil, err
	}
	return s.ticketDetail(ctx, t)
}

func (s *Server) ticketDetail(ctx context.Context, t store.Ticket) (*ticketOutput, error) {
	log, err := s.cfg.Store.TicketLog(ctx, t.Workspace, t.ID)
	if err != nil {
		return nil, err
	}
	out := TicketDetail{TicketView: ticketView(t), Summary: t.Summary, Fields: []TicketFieldView{}, Log: []TicketEntryView{}}
	for _, f := range t.Fields {
		out.Fields = append(out.Fields, TicketFieldView{f.Name, f.Title, f.Value, titled(f.Display, display(f.Value))})
	}
	for _, e := range log {
		out.Log = append(out.Log, TicketEntryView{Stamp(e.At), e.ByName, e.What, e.Was, e.Now, e.Note, e.Tell})
	}
	return &ticketOutput{out}, nil
}

type changeTicketInput struct {
	TicketPath
	Body ChangeTicketRequest
}

// ChangeTicketRequest changes what is given.
type ChangeTicketRequest struct {
	ClientID string                     `json:"client_id" minLength:"1" maxLength:"64" pattern:"^[!-~]+$" patternDescription:"printable ASCII without spaces" doc:"The client's own id of this deed; sending it again changes nothing."`
	Status   *conversation.TicketStatus `json:"status,omitempty" enum:"open,pending,solved,closed"`
	Priority *string                    `json:"priority,omitempty" enum:"low,normal,high,urgent"`
	Assignee *conversation.UserID       `json:"assignee,omitempty" maxLength:"100" doc:"A user's ID; empty for nobody."`
	Note     string                     `json:"note,omitempty" doc:"For agents."`
	Tell     string                     `json:"tell,omitempty" doc:"The bot says it to the customer, in the channel they used."`
}

func (s *Server) changeTicket(ctx context.Context, in *changeTicketInput) (*ticketOutput, error) {
	a := agentOf(ctx)
	note, err := optionalText(in.Body.Note)
	if err != nil {
		return nil, err
	}
	tell, err := optionalText(in.Body.Tell)
	if err != nil {
		return nil, err
	}
	b := in.Body
	t, err := s.cfg.Tickets.Change(ctx, a.workspace(), in.ID, person(a), desk.Change{
		ClientID: b.ClientID, Status: b.Status, Priority: b.Priority, Assignee: b.Assignee, Note: note, Tell: tell,
	})
	if err != nil {
		return nil, ticketError(err)
	}
	return s.ticketDetail(ctx, t)
}

type openTicketInput struct {
	ConversationPath
	Body OpenTicketRequest
}

// OpenTicketRequest opens a ticket by hand.
type OpenTicketRequest struct {
	ClientID string `json:"client_id" minLength:"1" maxLength:"64" pattern:"^[!-~]+$" patternDescription:"printable ASCII without spaces"`
	Title    string `json:"title" minLength:"1" maxLength:"200"`
	Type     string `json:"type,omitempty" maxLength:"100"`
	Priority string `json:"priority,omitempty" enum:"low,normal,high,urgent"`
	Note     string `json:"note,omitempty" doc:"For agents."`
}

func (s *Server) openTicket(ctx context.Context, in *openTicketInput) (*ticketOutput, error) {
	a := agentOf(ctx)
	title, err := turn.Clean(in.Body.Title)
	if err != nil {
		return nil, err
	}
	note, err := optionalText(in.Body.Note)
	if err != nil {
		return nil, err
	}
	t, err := s.cfg.Tickets.OpenFor(ctx, a.workspace(), in.ID, person(a), desk.New{
		ClientID: in.Body.ClientID, Title: title, Type: in.Body.Type, Priority: in.Body.Priority, Note: note,
	})
	if err != nil {
		return nil, ticketError(err)
	}
	return s.ticketDetail(ctx, t)
}

func person(a agent) desk.Person { return desk.Person{ID: a.User.ID, Name: a.User.Name} }

func ticketError(err error) error {
	switch {
	case errors.Is(err, desk.ErrTitle):
		return problem(codeInvalid, "body.title")
	case errors.Is(err, desk.ErrPriority):
		return problem(codeInvalid, "body.priority")
	case errors.Is(err, desk.ErrStatus):
		return problem(codeInvalid, "body.status")
	case errors.Is(err, desk.ErrAssignee):
		return problem(codeInvalid, "body.assignee")
	}
	return err
}

type peopleOutput struct {
	Body struct {
		People []ColleagueView `json:"people"`
	}
}

// ColleagueView is somebody who works here.
type ColleagueView struct {
	ID        conversation.UserID `json:"id"`
	Name      string              `json:"name"`
	Available bool                `json:"available"`
}

func (s *Server) people(ctx context.Context, _ *struct{}) (*peopleOutput, error) {
	users, err := s.cfg.Store.UsersOf(ctx, agentOf(ctx).workspace())
	if err != nil {
		return nil, err
	}
	out := &peopleOutput{}
	out.Body.People = []ColleagueView{}
	for _, u := range users {
		if !u.Disabled {
			out.Body.People = append(out.Body.People, ColleagueView{u.ID, u.Name, u.Available})
		}
	}
	return out, nil
}
