package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
)

const shop conversation.WorkspaceID = "shop"

var epoch = time.Date(2026, 3, 9, 8, 30, 0, 123_000_000, time.UTC)

func newShop(t testing.TB, db *store.DB) {
	t.Helper()
	if err := db.CreateWorkspace(t.Context(), store.Workspace{ID: shop, Name: "Крамниця", CreatedAt: epoch}); err != nil {
		t.Fatal(err)
	}
}

func newID() conversation.ConversationID {
	return conversation.ConversationID(uuid.Must(uuid.NewV7()).String())
}

// turn is an Append under construction on top of a state.
type turn struct {
	store.Append
	cause string
	at    time.Time
}

func begin(s *conversation.State, key string) *turn {
	c := s.Clone()
	return &turn{
		Append: store.Append{Workspace: shop, Conversation: s.ID, After: s.Seq, Key: key, State: c},
		cause:  key, at: epoch.Add(time.Duration(s.Seq) * time.Second),
	}
}

func (u *turn) add(actor conversation.Actor, d conversation.Data) *turn {
	e := conversation.Event{Seq: u.State.Seq + 1, At: u.at, Actor: actor, Cause: u.cause, Data: d}
	if err := u.State.Apply(e); err != nil {
		panic(err)
	}
	u.Events = append(u.Events, e)
	return u
}

func (u *turn) effect(d conversation.EffectData) *turn {
	u.Effects = append(u.Effects, conversation.Effect{ID: conversation.EffectAt(u.Conversation, u.State.Seq), Data: d})
	return u
}

var (
	customer = conversation.Actor{Kind: conversation.Customer}
	bot      = conversation.Actor{Kind: conversation.Bot}
	oksana   = conversation.Actor{Kind: conversation.Agent, ID: "oksana", Name: "Оксана"}
)

// started is the first turn of a conversation.
func started(id conversation.ConversationID) *turn {
	return begin(&conversation.State{ID: id}, "start").add(customer, conversation.Started{
		Workspace: shop, Contact: "contact-1", Channel: conversation.ChannelWeb, Locale: "uk",
		Level: conversation.Identified, Profile: map[string]conversation.Value{"name": "Ганна Коваль", "email": "hanna@example.com"},
		Pin: conversation.Pin{Playbook: "shop", Version: "v1"},
	})
}

// message is a turn of five events: a question and its answer.
func message(s *conversation.State, key string) *turn {
	seq := s.Seq + 1
	return begin(s, key).
		add(customer, conversation.MessageReceived{ClientID: key, Text: "Де моє замовлення №1024? Чекаю вже тиждень.", Lang: "uk",
			Proposed: []conversation.Command{{Kind: conversation.CmdStart, Flow: "order_status", Confidence: 0.97, Source: conversation.FromClassifier, Text: "Де моє замовлення"}}}).
		add(bot, conversation.Understood{Message: seq, Commands: []conversation.Command{{Kind: conversation.CmdStart, Flow: "order_status", Confidence: 0.97, Source: conversation.FromClassifier}}}).
		add(bot, conversation.FlowStarted{Frame: s.NextFrame, Flow: "order_status", Title: "Стан замовлення"}).
		add(bot, conversation.MessageSent{Text: "Ваше замовлення №1024 вже в дорозі.", Key: "order_status.on_way", Lang: "uk"}).
		add(bot, conversation.FlowEnded{Frame: s.NextFrame, Flow: "order_status", Outcome: conversation.OutcomeResolved})
}

func put(t testing.TB, db *store.DB, u *turn) (*conversation.State, store.Row) {
	t.Helper()
	row, err := db.Append(t.Context(), u.Append)
	if err != nil {
		t.Fatal(err)
	}
	return u.State, row
}

// open begins a conversation with one answered message.
func open(t testing.TB, db *store.DB) *conversation.State {
	t.Helper()
	s, _ := put(t, db, started(newID()))
	s, _ = put(t, db, message(s, "m1"))
	return s
}

func allEvents(t testing.TB, db *store.DB, id conversation.ConversationID) []conversation.Event {
	t.Helper()
	var all []conversation.Event
	for after := int64(0); ; {
		page, last, err := db.Events(context.Background(), shop, id, after, 0)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page...)
		if len(all) > 0 {
			after = all[len(all)-1].Seq
		}
		if after >= last {
			return all
		}
	}
}

func key(n int) string { return fmt.Sprintf("key-%d", n) }
