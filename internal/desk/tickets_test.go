package desk_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/desk"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/turn"
)

const ws conversation.WorkspaceID = "w"

var (
	epoch  = time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)
	oksana = desk.Person{ID: "u1", Name: "Оксана"}
)

// door records inputs straight into the log, as far as tickets need one.
type door struct{ db *store.DB }

func (d door) Act(ctx context.Context, ws conversation.WorkspaceID, id conversation.ConversationID, in conversation.Input) (turn.Receipt, error) {
	s, err := d.db.Load(ctx, ws, id)
	if err != nil {
		return turn.Receipt{}, err
	}
	e := conversation.Event{Seq: s.Seq + 1, At: epoch.Add(time.Hour), Actor: in.Actor, Cause: in.Key, Data: in.Data}
	after := s.Clone()
	if err := after.Apply(e); err != nil {
		return turn.Receipt{}, err
	}
	_, err = d.db.Append(ctx, store.Append{Workspace: ws, Conversation: id, After: s.Seq, Key: in.Key, Events: []conversation.Event{e}, State: after})
	var dup *store.DuplicateError
	if errors.As(err, &dup) {
		return turn.Receipt{Seq: dup.First, Duplicate: true}, nil
	}
	return turn.Receipt{Seq: e.Seq}, err
}

func open(t *testing.T, db *store.DB) *desk.Tickets {
	t.Helper()
	ctx := t.Context()
	for _, id := range []conversation.WorkspaceID{ws, "other"} {
		if err := db.CreateWorkspace(ctx, store.Workspace{ID: id, Name: "W", CreatedAt: epoch}); err != nil {
			t.Fatal(err)
		}
	}
	for _, u := range []store.User{{ID: "u1", Email: "o@x.example", Name: "Оксана", CreatedAt: epoch}, {ID: "u2", Email: "j@x.example", Name: "James", CreatedAt: epoch}} {
		if err := errors.Join(db.CreateUser(ctx, u), db.SetMembership(ctx, u.ID, ws, "agent")); err != nil {
			t.Fatal(err)
		}
	}
	err := db.PutContact(ctx, store.Contact{ID: "k", Workspace: ws, Name: "Олена Коваль", Level: conversation.Anonymous, Locale: "uk", CreatedAt: epoch})
	if err != nil {
		t.Fatal(err)
	}
	s := &conversation.State{ID: "c"}
	e := conversation.Event{Seq: 1, At: epoch, Cause: "open", Data: conversation.Started{Workspace: ws, Contact: "k", Channel: conversation.ChannelWeb, Locale: "uk", Level: conversation.Anonymous}}
	if err := s.Apply(e); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Append(ctx, store.Append{Workspace: ws, Conversation: "c", Key: "open", Events: []conversation.Event{e}, State: s}); err != nil {
		t.Fatal(err)
	}
	return &desk.Tickets{Store: db, Turns: door{db}, Clock: func() time.Time { return epoch }}
}

var order = conversation.OpenTicket{
	Key: "c:7", Pack: "telecom", Contact: "k", Type: "tech_support", Title: "Немає зв'язку", Priority: "high",
	Fields: []conversation.TicketField{{Name: "phone", Title: "Номер", Value: "+380"}}, Summary: "Перевірили SIM-карту", Lang: "uk",
}

func ptr[T any](v T) *T { return &v }

func TestOpenOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ts := open(t, db)
		id, number, err := ts.Open(t.Context(), ws, "c", "k", order)
		if err != nil || number != "T-1" {
			t.Fatalf("%s, %v", number, err)
		}
		again, number, err := ts.Open(t.Context(), ws, "c", "k", order)
		if err != nil || again != id || number != "T-1" {
			t.Errorf("opened twice: %s %s, %v", again, number, err)
		}
		other := order
		other.Key = "c:9"
		if _, number, err := ts.Open(t.Context(), ws, "c", "k", other); err != nil || number != "T-2" {
			t.Errorf("the second is %s, %v", number, err)
		}
		got, err := db.Ticket(t.Context(), ws, id)
		if err != nil || got.ContactName != "Олена Коваль" || got.Status != conversation.TicketOpen || len(got.Fields) != 1 || got.Summary == "" {
			t.Errorf("%+v, %v", got, err)
		}
		if _, err := db.Ticket(t.Context(), "other", id); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another workspace sees it: %v", err)
		}
	})
}

func TestChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		ts := open(t, db)
		id, _, err := ts.Open(ctx, ws, "c", "k", order)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ts.Change(ctx, ws, id, oksana, desk.Change{ClientID: "1", Status: ptr(conversation.TicketPending), Assignee: ptr(conversation.UserID("u2")), Note: "чекаємо на вишку", Tell: "Майстер уже їде"})
		if err != nil || got.Status != conversation.TicketPending || got.AssigneeName != "James" {
			t.Fatalf("%+v, %v", got, err)
		}
		if _, err := ts.Change(ctx, ws, id, oksana, desk.Change{ClientID: "1", Status: ptr(conversation.TicketPending), Assignee: ptr(conversation.UserID("u2")), Note: "чекаємо на вишку", Tell: "Майстер уже їде"}); err != nil {
			t.Errorf("sent again: %v", err)
		}
		log, err := db.TicketLog(ctx, ws, id)
		if err != nil || len(log) != 3 || log[1].What != "status" || log[1].Tell != "Майстер уже їде" || log[2].What != "assignee" || log[2].Note == "" || log[1].ByName != "Оксана" {
			t.Errorf("%+v, %v", log, err)
		}
		s, err := db.Load(ctx, ws, "c")
		if err != nil || len(s.Tickets) != 1 || s.Tickets[0].Status != conversation.TicketPending || s.Tickets[0].Note != "Майстер уже їде" {
			t.Errorf("the conversation knows %+v, %v", s.Tickets, err)
		}
		solved, err := ts.Change(ctx, ws, id, oksana, desk.Change{ClientID: "2", Status: ptr(conversation.TicketSolved)})
		if err != nil || solved.SolvedAt == nil {
			t.Errorf("%+v, %v", solved, err)
		}
		reopened, err := ts.Change(ctx, ws, id, oksana, desk.Change{ClientID: "3", Status: ptr(conversation.TicketOpen), Priority: ptr("urgent")})
		if err != nil || reopened.SolvedAt != nil || reopened.Priority != "urgent" {
			t.Errorf("%+v, %v", reopened, err)
		}
		if _, err := ts.Change(ctx, ws, id, oksana, desk.Change{ClientID: "4", Note: "лише для своїх"}); err != nil {
			t.Error(err)
		}
		if s, _ := db.Load(ctx, ws, "c"); s.Tickets[0].Note == "лише для своїх" {
			t.Error("a note for agents went into the conversation")
		}
		for want, c := range map[error]desk.Change{
			desk.ErrPriority: {ClientID: "5", Priority: ptr("huge")}, desk.ErrStatus: {ClientID: "6", Status: ptr(conversation.TicketStatus("lost"))},
			desk.ErrAssignee: {ClientID: "7", Assignee: ptr(conversation.UserID("stranger"))},
		} {
			if _, err := ts.Change(ctx, ws, id, oksana, c); !errors.Is(err, want) {
				t.Errorf("%v: %v", want, err)
			}
		}
		if _, err := ts.Change(ctx, "other", id, oksana, desk.Change{ClientID: "8"}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another workspace changes it: %v", err)
		}
	})
}

func TestByHandAndLists(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := t.Context()
		ts := open(t, db)
		if _, err := ts.OpenFor(ctx, ws, "c", oksana, desk.New{ClientID: "1", Title: " "}); !errors.Is(err, desk.ErrTitle) {
			t.Errorf("without a title: %v", err)
		}
		if _, err := ts.OpenFor(ctx, ws, "nowhere", oksana, desk.New{ClientID: "1", Title: "x"}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("for no conversation: %v", err)
		}
		one, err := ts.OpenFor(ctx, ws, "c", oksana, desk.New{ClientID: "1", Title: "Повернути 100 % вартості", Note: "перевірити чек"})
		if err != nil || one.Priority != "normal" || one.AssigneeName != "Оксана" {
			t.Fatalf("%+v, %v", one, err)
		}
		if twice, err := ts.OpenFor(ctx, ws, "c", oksana, desk.New{ClientID: "1", Title: "Повернути 100 % вартості"}); err != nil || twice.ID != one.ID {
			t.Errorf("%+v, %v", twice, err)
		}
		if s, _ := db.Load(ctx, ws, "c"); len(s.Tickets) != 1 || s.Tickets[0].Number != "T-1" {
			t.Errorf("the conversation knows %+v", s.Tickets)
		}
		for range 2 {
			o := order
			o.Key = conversation.EffectID("c:" + time.Now().Format(time.RFC3339Nano))
			if _, _, err := ts.Open(ctx, ws, "c", "k", o); err != nil {
				t.Fatal(err)
			}
		}
		find := func(q store.TicketQuery) int {
			t.Helper()
			list, _, err := db.Tickets(ctx, ws, q)
			if err != nil {
				t.Fatal(err)
			}
			return len(list)
		}
		for want, qs := range map[int][]store.TicketQuery{
			3: {{View: "open"}, {View: "all"}, {Conversation: "c"}, {Text: "коваль"}},
			1: {{View: "mine", User: "u1"}, {Text: "t-2"}, {Text: "3"}, {Text: "100 %"}},
			0: {{View: "mine", User: "u2"}, {View: "solved"}, {Conversation: "x"}, {Text: "100_"}},
		} {
			for _, q := range qs {
				if got := find(q); got != want {
					t.Errorf("%+v finds %d, want %d", q, got, want)
				}
			}
		}
		first, next, err := db.Tickets(ctx, ws, store.TicketQuery{Limit: 2})
		if err != nil || len(first) != 2 || next == "" {
			t.Fatalf("%d, %q, %v", len(first), next, err)
		}
		rest, next, err := db.Tickets(ctx, ws, store.TicketQuery{Limit: 2, Before: next})
		if err != nil || len(rest) != 1 || next != "" || rest[0].ID == first[0].ID || rest[0].ID == first[1].ID {
			t.Errorf("%d, %q, %v", len(rest), next, err)
		}
		if c, err := db.CountTickets(ctx, ws, "u1"); err != nil || c != (store.TicketCounts{Open: 3, Mine: 1}) {
			t.Errorf("%+v, %v", c, err)
		}
		if list, _, err := db.Tickets(ctx, "other", store.TicketQuery{View: "all"}); err != nil || len(list) != 0 {
			t.Errorf("another workspace sees %d, %v", len(list), err)
		}
	})
}
