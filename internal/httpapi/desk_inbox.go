package httpapi

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/stream"
)

type inboxInput struct {
	View   store.View `query:"view" enum:"mine,unassigned,all,bot,resolved" default:"all"`
	Search string     `query:"q" maxLength:"200" doc:"Words from the contact, the issue or the last message, or the number."`
	Limit  int        `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Before string     `query:"before" maxLength:"200" doc:"What the page before called next."`
}

type inboxOutput struct{ Body Inbox }

// Inbox is a page of conversations.
type Inbox struct {
	Rows   []Row  `json:"rows"`
	Counts Counts `json:"counts" doc:"Sizes of the views, each up to 1,000."`
	Next   string `json:"next,omitempty" doc:"Where the next page begins; missing on the last."`
}

func (s *Server) inbox(ctx context.Context, in *inboxInput) (*inboxOutput, error) {
	a := agentOf(ctx)
	rows, next, err := s.cfg.Store.Inbox(ctx, a.workspace(), store.InboxQuery{
		View: in.View, User: a.User.ID, Text: in.Search, Limit: in.Limit, Before: in.Before,
	})
	if errors.Is(err, store.ErrCursor) {
		return nil, problem(codeInvalid, "query.before")
	}
	if err != nil {
		return nil, err
	}
	counts, err := s.cfg.Store.Counts(ctx, a.workspace(), a.User.ID)
	if err != nil {
		return nil, err
	}
	out := Inbox{Rows: make([]Row, 0, len(rows)), Counts: Counts(counts), Next: next}
	for i := range rows {
		out.Rows = append(out.Rows, s.rowView(a.workspace(), &rows[i]))
	}
	return &inboxOutput{out}, nil
}

type conversationOutput struct{ Body Conversation }

// Conversation is all that stands beside a thread.
type Conversation struct {
	Row     Row          `json:"row"`
	Contact ContactView  `json:"contact"`
	Packet  *PacketView  `json:"packet,omitempty" doc:"From the last handoff."`
	Slots   []SlotView   `json:"slots"`
	Actions []ActionView `json:"actions"`
	Flow    *FlowView    `json:"flow,omitempty"`
	Effects []EffectView `json:"effects"`
}

// ContactView is a customer.
type ContactView struct {
	ID         conversation.ContactID        `json:"id"`
	Name       string                        `json:"name"`
	Email      string                        `json:"email,omitempty"`
	Phone      string                        `json:"phone,omitempty"`
	ExternalID string                        `json:"external_id,omitempty"`
	Level      conversation.Level            `json:"level" enum:"anonymous,identified,verified"`
	Attributes map[string]conversation.Value `json:"attributes"`
}

func (s *Server) conversation(ctx context.Context, in *ConversationPath) (*conversationOutput, error) {
	a := agentOf(ctx)
	row, err := s.cfg.Store.Row(ctx, a.workspace(), in.ID)
	if err != nil {
		return nil, err
	}
	state, err := s.cfg.Store.Load(ctx, a.workspace(), in.ID)
	if err != nil {
		return nil, err
	}
	effects, err := s.cfg.Store.ListEffects(ctx, a.workspace(), in.ID)
	if err != nil {
		return nil, err
	}
	contact, err := s.cfg.Store.Contact(ctx, a.workspace(), row.Contact)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	out := Conversation{Row: s.rowView(a.workspace(), &row), Contact: contactView(state, contact), Slots: slots(state), Actions: []ActionView{}, Effects: []EffectView{}}
	if state.Handoff != nil {
		p := packetView(*state.Handoff, s.reasonsFor(a.workspace(), a.User.Locale))
		out.Packet = &p
	}
	for _, x := range state.Actions {
		out.Actions = append(out.Actions, ActionView{x.Effect, x.Action, titled(x.Title, x.Action), x.Status, args(x.Args), x.Result, x.Code, Stamp(x.At)})
	}
	if f := state.Active(); f != nil {
		out.Flow = &FlowView{f.Flow, titled(f.Title, f.Flow), f.Step}
	}
	for _, e := range effects {
		if e.Kind == (conversation.WakeAt{}).EffectType() {
			continue // a timer is nothing that an agent waits for
		}
		out.Effects = append(out.Effects, effectView(e))
	}
	return &conversationOutput{out}, nil
}

// contactView joins what is kept of the contact with what this conversation
// has learnt of them.
func contactView(state *conversation.State, c store.Contact) ContactView {
	said := func(key, otherwise string) string {
		if v, ok := state.Profile[key].(string); ok && v != "" {
			return v
		}
		return otherwise
	}
	return ContactView{
		ID: state.Contact, Name: said("name", c.Name), Email: said("email", c.Email), Phone: said("phone", c.Phone),
		ExternalID: said("external_id", c.ExternalID), Level: state.Level, Attributes: args(c.Attributes),
	}
}

// slots are the values known in the flows in progress, the active one first.
func slots(state *conversation.State) []SlotView {
	out := []SlotView{}
	for i := len(state.Stack) - 1; i >= 0; i-- {
		f := state.Stack[i]
		for _, name := range slices.Sorted(maps.Keys(f.Slots)) {
			if strings.HasPrefix(name, "$") {
				continue // the engine's own
			}
			v := f.Slots[name]
			out = append(out, SlotView{f.Flow, name, titled(v.Title, name), v.Value, titled(v.Display, display(v.Value)), v.Source, v.Verified})
		}
	}
	return out
}

func (s *Server) deskEvents(w http.ResponseWriter, r *http.Request) {
	a := agentOf(r.Context())
	s.serveEvents(w, r, s.deskSource(a, conversation.ConversationID(r.PathValue("id"))))
}

// deskSource is a conversation as an agent follows it.
func (s *Server) deskSource(a agent, id conversation.ConversationID) source {
	return source{
		ws: a.workspace(), id: id, until: a.Expires,
		show:  func(e conversation.Event) any { return agentView(e, s.reasonsFor(a.workspace(), a.User.Locale)) },
		hears: func(sig stream.Signal) bool { return sig.User == "" || sig.User != a.User.ID },
	}
}
