package studio_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/studio"
)

// missed writes a conversation whose message was not understood.
func missed(t *testing.T, db *store.DB, id conversation.ConversationID, lang, text string, at time.Time) store.MessageID {
	t.Helper()
	state := &conversation.State{ID: id}
	var events []conversation.Event
	for i, d := range []conversation.Data{
		conversation.Started{Workspace: ws, Contact: "c", Channel: conversation.ChannelWeb, Locale: lang, Level: conversation.Anonymous},
		conversation.MessageReceived{ClientID: "1", Text: text, Lang: lang},
		conversation.Understood{Message: 2, Commands: []conversation.Command{{Kind: conversation.CmdNone, Reason: "out_of_scope"}}},
		conversation.MissCounted{Reason: "out_of_scope"},
	} {
		e := conversation.Event{Seq: int64(i + 1), At: at, Actor: conversation.Actor{Kind: conversation.System}, Cause: "open", Data: d}
		if i == 1 {
			e.Actor.Kind = conversation.Customer
		}
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	if _, err := db.Append(t.Context(), store.Append{Workspace: ws, Conversation: id, Key: "open", Events: events, State: state}); err != nil {
		t.Fatal(err)
	}
	return store.MessageID{Conversation: id, Seq: 2}
}

func lessons(t *testing.T, s *studio.Studio, state store.Lesson) []studio.Lesson {
	t.Helper()
	all, err := s.Lessons(t.Context(), ws, store.MisunderstoodQuery{State: state})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// judged waits for the judgement of the drafts.
func judged(t *testing.T, s *studio.Studio) studio.Effect {
	t.Helper()
	e, err := s.Effect(t.Context(), ws, time.Minute)
	if err != nil || e.State != studio.EffectDone {
		t.Fatalf("%+v, %v", e, err)
	}
	return e
}

func TestLearnFromMisunderstood(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		s := open(t, db)
		// With a second flow there is something to confuse the first with.
		save(t, s, "flows/hours.yaml", "flow: hours\ntitle: {uk: Години роботи, en: Opening hours}\nexamples: {uk: [коли ви відкриті, до котрої ви працюєте], en: [when are you open, until when do you work]}\nsteps:\n  - say: balance.none\n  - end: resolved\n")
		if _, err := s.Publish(t.Context(), oksana, 0, ""); err != nil {
			t.Fatal(err)
		}
		if e, err := s.Effect(t.Context(), ws, time.Minute); err != nil || e.State != studio.EffectNone {
			t.Fatalf("without drafts: %+v, %v", e, err)
		}
		wallet := missed(t, db, "a", "en", "Hi there, any dough left for me K12? Call +380671234567", epoch.Add(-time.Hour))
		missed(t, db, "b", "en", "hi there any dough left for me K77, call +380507654321!", epoch.Add(-2*time.Hour))
		mower := missed(t, db, "c", "uk", "чи продаєте ви газонокосарки", epoch.Add(-3*time.Hour))
		spam := missed(t, db, "d", "uk", "🙃🙃", epoch.Add(-4*time.Hour))

		// Messages that say nearly the same are one lesson; personal data is hidden.
		all := lessons(t, s, store.ToLearn)
		if len(all) != 3 || len(all[0].Messages) != 2 || all[0].Newest().MessageID != wallet {
			t.Fatalf("%+v", all)
		}
		if l := all[0]; strings.Contains(l.Text, "067") || !strings.Contains(l.Text, "K12") || l.Example != "Hi there, any dough left for me? Call" || len(l.Guesses) != 2 {
			t.Errorf("%+v", l)
		}

		// Taught, it becomes a draft of the flow's file, and leaves the list.
		before, err := s.File(t.Context(), ws, "bank", "flows/balance.yaml")
		if err != nil {
			t.Fatal(err)
		}
		taught, err := s.Teach(t.Context(), oksana, studio.Example{Message: wallet, Flow: "balance", Lang: "en", Text: " any dough left\nfor me "})
		if err != nil || taught != (studio.Taught{Pack: "bank", Path: "flows/balance.yaml", Messages: 2}) {
			t.Fatalf("%+v, %v", taught, err)
		}
		f, err := s.File(t.Context(), ws, "bank", "flows/balance.yaml")
		if want := strings.Replace(before.Text, "on my card]", "on my card, any dough left for me]", 1); err != nil || f.Draft == nil || f.Draft.Text != want {
			t.Fatalf("draft %+v, %v", f.Draft, err)
		}
		if _, err := s.Teach(t.Context(), oksana, studio.Example{Message: mower, Flow: studio.OutOfScope, Lang: "uk", Text: "чи продаєте ви газонокосарки"}); err != nil {
			t.Fatal(err)
		}
		if n, err := s.Settle(t.Context(), oksana, spam, store.NotALesson); err != nil || n != 1 {
			t.Errorf("dismissed %d, %v", n, err)
		}
		if all := lessons(t, s, store.ToLearn); len(all) != 0 {
			t.Errorf("still to learn: %+v", all)
		}

		// The effect is known before anything is published.
		e := judged(t, s)
		if e.Drafts != 2 || len(e.Problems) > 0 || e.Before.Examples != 8 || e.After.Examples != 9 || e.After.Outside != 1 || e.Tests != 1 || e.Failed != 0 {
			t.Errorf("%+v", e)
		}
		found := false
		for _, r := range e.Readings {
			if strings.Contains(r.Text, "067") {
				t.Errorf("a reading shows %q", r.Text)
			}
			found = found || r.Message == wallet && r.Count == 2 && r.Taught == "balance" && r.After == studio.Meaning{Kind: conversation.CmdStart, Flow: "balance"} && r.Before != r.After
		}
		if !found {
			t.Errorf("the message would not be understood: %+v", e.Readings)
		}

		// Taught a second time it stays one example; taken back, it is on the list again.
		if _, err := s.Teach(t.Context(), oksana, studio.Example{Message: wallet, Flow: "balance", Lang: "en", Text: "Any dough left for me?"}); err != nil {
			t.Fatal(err)
		}
		if again, _ := s.File(t.Context(), ws, "bank", "flows/balance.yaml"); again.Draft.Text != f.Draft.Text {
			t.Errorf("twice: %s", again.Draft.Text)
		}
		if n, err := s.Settle(t.Context(), oksana, wallet, store.ToLearn); err != nil || n != 2 || len(lessons(t, s, store.ToLearn)) != 1 {
			t.Errorf("put back %d, %v", n, err)
		}

		// Published, the bot understands it.
		if _, err := s.Publish(t.Context(), oksana, 1, "learnt"); err != nil {
			t.Fatal(err)
		}
		b, err := s.Playbooks.Current(ws)
		if err != nil {
			t.Fatal(err)
		}
		if u := b.Recogniser.Local("any dough left for me", &conversation.State{}, epoch); u.Commands[0].Kind != conversation.CmdStart || u.Commands[0].Flow != "balance" {
			t.Errorf("%+v", u.Commands)
		}
		if u := b.Recogniser.Local("Чи продаєте ви газонокосарку?", &conversation.State{}, epoch); u.Commands[0].Kind != conversation.CmdNone {
			t.Errorf("%+v", u.Commands)
		}
	})
}

func TestTeachRefuses(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t, store.SQLite)
	s := open(t, db)
	id := missed(t, db, "a", "en", "eh", epoch)
	for name, c := range map[string]struct {
		e    studio.Example
		want error
	}{
		"another's":   {studio.Example{Message: store.MessageID{Conversation: "x", Seq: 2}, Flow: "balance", Lang: "en", Text: "x y"}, store.ErrNotFound},
		"no flow":     {studio.Example{Message: id, Flow: "nothing", Lang: "en", Text: "x y"}, studio.ErrNoFlow},
		"a pattern":   {studio.Example{Message: id, Flow: "pattern_cancelled", Lang: "en", Text: "x y"}, studio.ErrNoFlow},
		"no language": {studio.Example{Message: id, Flow: "balance", Lang: "pl", Text: "x y"}, studio.ErrNoFlow},
		"no words":    {studio.Example{Message: id, Flow: "balance", Lang: "en", Text: " 12 !"}, studio.ErrExample},
		"too long":    {studio.Example{Message: id, Flow: "balance", Lang: "en", Text: strings.Repeat("word ", 100)}, studio.ErrExample},
		"an address":  {studio.Example{Message: id, Flow: "balance", Lang: "en", Text: "write to hanna@example.com"}, studio.ErrPersonal},
		"a telephone": {studio.Example{Message: id, Flow: "balance", Lang: "en", Text: "call me on +380671234567"}, studio.ErrPersonal},
	} {
		if _, err := s.Teach(t.Context(), oksana, c.e); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if ds, err := db.Drafts(t.Context(), ws); err != nil || len(ds) != 0 {
		t.Errorf("%d drafts, %v", len(ds), err)
	}
	if len(lessons(t, s, store.ToLearn)) != 1 {
		t.Error("the message left the list")
	}
}

// Drafts with a mistake have no effect to show but the mistake, and drafts that
// changed are judged anew.
func TestEffectFollowsTheDrafts(t *testing.T) {
	t.Parallel()
	s := open(t, storetest.Open(t, store.SQLite))
	save(t, s, "flows/balance.yaml", strings.Replace(card, "ask: card", "ask: kard", 1))
	if e := judged(t, s); len(e.Problems) == 0 || e.Tests != 0 {
		t.Errorf("%+v", e)
	}
	save(t, s, "flows/balance.yaml", strings.Replace(card, "[який баланс картки, скільки грошей на картці]", "[вимкніть світло, привіт усім тут]", 1))
	e := judged(t, s)
	if len(e.Problems) > 0 || e.Failed != 1 || len(e.Failures) == 0 {
		t.Errorf("%+v", e)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Effect(ctx, ws, time.Minute); err == nil {
		t.Error("the store was read though nobody waits")
	}
}
