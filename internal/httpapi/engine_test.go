package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/stream"
	"github.com/rozmova/rozmova/internal/turn"
)

// engine is the least that can stand where the turn handler does: it records
// inputs in the real store, answers a customer with an echo that has a button,
// and lets agents take and give back. What the bot says is not this package's
// business; that every input comes here once and every event goes out once, is.
type engine struct {
	db  *store.DB
	bus stream.Bus
	mu  sync.Mutex // inputs are taken one after the other
}

func (g *engine) Open(ctx context.Context, o turn.Opening) (conversation.ConversationID, int64, error) {
	id := conversation.ConversationID(uuid.Must(uuid.NewV7()).String())
	r, err := g.turn(ctx, o.Workspace, id, conversation.Input{Key: "open", At: instant(), Actor: conversation.Actor{Kind: conversation.System}, Data: conversation.Started{
		Workspace: o.Workspace, Contact: o.Contact, Channel: o.Channel, Locale: o.Locale, Level: o.Level, Profile: o.Profile,
	}}, true)
	return id, r.Seq, err
}

func (g *engine) Receive(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, m turn.Message) (turn.Receipt, error) {
	d := conversation.MessageReceived{ClientID: m.ClientID, Button: m.Button, Lang: "uk"}
	if m.Text != "" && m.Button != "" {
		return turn.Receipt{}, turn.ErrText{Code: "text_and_button"}
	}
	if m.Button == "" {
		var err error
		if d.Text, err = turn.Clean(m.Text); err != nil {
			return turn.Receipt{}, err
		}
	}
	if m.Button != "" {
		d.Text = "Покличте людину"
	}
	return g.turn(ctx, ws, id, conversation.Input{Key: "message:" + m.ClientID, At: instant(), Actor: conversation.Actor{Kind: conversation.Customer}, Data: d}, false)
}

func (g *engine) Act(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, in conversation.Input) (turn.Receipt, error) {
	return g.turn(ctx, ws, id, in, false)
}

func (g *engine) turn(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, in conversation.Input, opening bool) (turn.Receipt, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for {
		state := &conversation.State{ID: id, Workspace: ws}
		if !opening {
			var err error
			if state, err = g.db.Load(ctx, ws, id); err != nil {
				return turn.Receipt{}, err
			}
		}
		events, effects, err := g.decide(state, in)
		if err != nil {
			return turn.Receipt{}, err
		}
		after := state.Seq
		next := state.Clone()
		for _, e := range events {
			if err := next.Apply(e); err != nil {
				return turn.Receipt{}, err
			}
		}
		row, err := g.db.Append(ctx, store.Append{Workspace: ws, Conversation: id, After: after, Key: in.Key, Events: events, Effects: effects, State: next})
		var dup *store.DuplicateError
		switch {
		case errors.As(err, &dup):
			return turn.Receipt{Seq: dup.First, Duplicate: true}, nil
		case errors.Is(err, store.ErrConflict):
			continue
		case err != nil:
			return turn.Receipt{}, err
		}
		g.bus.Announce(ctx, stream.Announcement{Workspace: ws, Conversation: id, Events: events, Row: &row})
		return turn.Receipt{Seq: events[0].Seq}, nil
	}
}

func (g *engine) decide(s *conversation.State, in conversation.Input) ([]conversation.Event, []conversation.Effect, error) {
	var events []conversation.Event
	seq := s.Seq
	add := func(by conversation.Actor, d conversation.Data) {
		seq++
		events = append(events, conversation.Event{Seq: seq, At: in.At, Actor: by, Cause: in.Key, Data: d})
	}
	bot, system := conversation.Actor{Kind: conversation.Bot}, conversation.Actor{Kind: conversation.System}
	add(in.Actor, in.Data)
	var effects []conversation.Effect
	switch d := in.Data.(type) {
	case conversation.MessageReceived:
		if d.Button != "" && d.Button != "person" {
			return nil, nil, turn.ErrUnknownButton
		}
		add(system, conversation.Understood{Message: seq, Commands: []conversation.Command{{Kind: conversation.CmdNone, Reason: "echo", Source: conversation.FromPattern}}})
		if d.Button == "person" {
			add(system, conversation.HandoffRequested{Packet: conversation.Packet{Reason: "asked", Rule: "asked", Issue: s.Issue, Lang: "uk", Mood: conversation.Calm, At: in.At}})
			add(system, conversation.OwnerChanged{Owner: conversation.Owner{Kind: conversation.OwnedByQueue}, Reason: "asked"})
			break
		}
		if d.Text == "act" {
			id := conversation.EffectAt(s.ID, seq+1)
			call := conversation.CallAction{Action: "get_order", Args: map[string]conversation.Value{"order_id": "W1"}, Timeout: time.Second, Tries: 1}
			add(bot, conversation.ActionRequested{Effect: id, Action: call.Action, Title: "Шукаємо замовлення", Args: call.Args})
			effects = append(effects, conversation.Effect{ID: id, Data: call})
		}
		add(bot, conversation.MessageSent{Text: "Ви написали: " + d.Text, Key: "echo", Lang: "uk", Buttons: []conversation.Button{{
			ID: "person", Title: "Покликати людину", Commands: []conversation.Command{{Kind: conversation.CmdHandoff, Reason: secretReason}},
		}}})
	case conversation.AgentTook:
		if s.Owner.Kind == conversation.OwnedByAgent && s.Owner.Agent != in.Actor.ID && !d.Force {
			return nil, nil, turn.ErrNotOwner{Owner: s.Owner}
		}
		add(in.Actor, conversation.OwnerChanged{Owner: conversation.Owner{Kind: conversation.OwnedByAgent, Agent: in.Actor.ID, Name: in.Actor.Name}})
	case conversation.AgentWrote:
		if s.Owner.Agent != in.Actor.ID {
			return nil, nil, turn.ErrNotOwner{Owner: s.Owner}
		}
	case conversation.AgentReturned:
		add(in.Actor, conversation.OwnerChanged{Owner: conversation.Owner{Kind: conversation.OwnedByBot}})
		add(bot, conversation.MessageSent{Text: d.Tell, Lang: "uk"})
	case conversation.Resolved:
		if s.Closed {
			return nil, nil, turn.ErrClosed
		}
		add(system, conversation.OwnerChanged{Owner: conversation.Owner{Kind: conversation.OwnedByNone}})
	}
	return events, effects, nil
}

// secretReason stands in what a button means, which no client may see.
const secretReason = "what-a-button-means"

func instant() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

var _ Turns = (*engine)(nil)

func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Sprintf("test: %v", err))
	}
	return v
}

func prefixes(ps ...string) (out []netip.Prefix) {
	for _, p := range ps {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}
