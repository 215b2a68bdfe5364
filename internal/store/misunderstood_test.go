package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

func by(src conversation.Source, k conversation.CommandKind) conversation.Command {
	return conversation.Command{Kind: k, Flow: "returns", Confidence: .9, Source: src}
}

// read is a turn in which a message comes to commands and what follows.
func read(s *conversation.State, m conversation.MessageReceived, cs []conversation.Command, then ...conversation.Data) *turn {
	u := begin(s, key(int(s.Seq)))
	m.ClientID = u.cause
	u.add(customer, m).add(bot, conversation.Understood{Message: s.Seq + 1, Commands: cs})
	for _, d := range then {
		u.add(bot, d)
	}
	return u
}

func misunderstood(t *testing.T, db *store.DB, q store.MisunderstoodQuery) []store.Misunderstood {
	t.Helper()
	if q.Limit == 0 {
		q.Limit = 100
	}
	all, err := db.Misunderstood(t.Context(), shop, q)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestMisunderstoodMessages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		words := func(text string) conversation.MessageReceived {
			return conversation.MessageReceived{Text: text, Lang: "uk"}
		}
		none := []conversation.Command{{Kind: conversation.CmdNone, Reason: "out_of_scope"}}
		asked := conversation.QuestionAsked{Expect: conversation.Expectation{Kind: conversation.ExpectClarify,
			Options: []conversation.Option{{Value: "order_status"}, {Value: "returns"}}}}

		s := open(t, db) // a message that was understood is not listed
		if all := misunderstood(t, db, store.MisunderstoodQuery{}); len(all) != 0 {
			t.Fatalf("%+v", all)
		}

		// A miss, and one within a flow, whose words are another language's.
		s, _ = put(t, db, read(s, words("хрусь"), none, conversation.MissCounted{Reason: "out_of_scope"}))
		missed := s.Seq - 2
		inFlow, _ := put(t, db, read(open(t, db), words("returns?"), []conversation.Command{by(conversation.FromClassifier, conversation.CmdStart)}, conversation.FlowStarted{Frame: 7, Flow: "returns"}))
		put(t, db, read(inFlow, conversation.MessageReceived{Text: "eh", Lang: "en"}, none, conversation.MissCounted{Reason: "out_of_scope"}))

		// A question back, answered by a button; a button that comes to nothing has no words.
		s, _ = put(t, db, read(s, words("щось із замовленням"), []conversation.Command{{Kind: conversation.CmdClarify}}, asked))
		unsure := s.Seq - 2
		s, _ = put(t, db, read(s, conversation.MessageReceived{Text: "Повернення", Button: "b1"}, []conversation.Command{by(conversation.FromButton, conversation.CmdStart)},
			conversation.FlowStarted{Frame: 20, Flow: "returns"}))
		put(t, db, read(s, conversation.MessageReceived{Text: "Повернення", Button: "b1"}, nil, conversation.MissCounted{Reason: "x"}))

		// Taken for a flow, which the customer calls off at once.
		sorry, _ := put(t, db, read(open(t, db), words("хочу назад"), []conversation.Command{by(conversation.FromClassifier, conversation.CmdStart)}, conversation.FlowStarted{Frame: 7, Flow: "returns"}))
		regretted := sorry.Seq - 2
		sorry, _ = put(t, db, read(sorry, words("ні, не те"), []conversation.Command{{Kind: conversation.CmdCancel, Source: conversation.FromPattern}}, conversation.FlowEnded{Frame: 7, Flow: "returns", Outcome: conversation.OutcomeCancelled}))
		// One that was gone through for a while before is another matter.
		late, _ := put(t, db, read(open(t, db), words("поверніть"), []conversation.Command{by(conversation.FromClassifier, conversation.CmdStart)}, conversation.FlowStarted{Frame: 7, Flow: "returns"}))
		late, _ = put(t, db, read(late, words("так"), nil))
		put(t, db, read(late, words("скасуй"), []conversation.Command{{Kind: conversation.CmdCancel}}, conversation.FlowEnded{Frame: 7, Flow: "returns", Outcome: conversation.OutcomeCancelled}))

		// A model says what our own reading could not.
		m := open(t, db)
		u := begin(m, "asks").add(customer, words("бажаю здати назад оту штуку")).add(bot, conversation.ModelAsked{Effect: "e", Message: m.Seq + 1, Until: epoch.Add(time.Hour), Text: "x"})
		modelled := m.Seq + 1
		m, _ = put(t, db, u)
		put(t, db, begin(m, "model").add(bot, conversation.ModelUnderstood{Effect: "e"}).
			add(bot, conversation.Understood{Message: modelled, Commands: []conversation.Command{by(conversation.FromModel, conversation.CmdStart)}}).
			add(bot, conversation.FlowStarted{Frame: 9, Flow: "returns"}))

		want := map[store.MessageID]store.Misunderstood{
			{Conversation: s.ID, Seq: missed}:              {Text: "хрусь", Outcome: store.Missed},
			{Conversation: inFlow.ID, Seq: inFlow.Seq + 1}: {Text: "eh", Outcome: store.Missed, During: "returns"},
			{Conversation: s.ID, Seq: unsure}:              {Text: "щось із замовленням", Outcome: store.Clarified, Chosen: "returns", Options: []string{"order_status", "returns"}},
			{Conversation: sorry.ID, Seq: regretted}:       {Text: "хочу назад", Outcome: store.Regretted, Options: []string{"returns"}},
			{Conversation: m.ID, Seq: modelled}:            {Text: "бажаю здати назад оту штуку", Outcome: store.ReadByModel, Chosen: "returns"},
		}
		all := misunderstood(t, db, store.MisunderstoodQuery{State: store.ToLearn})
		if len(all) != len(want) {
			t.Errorf("%d messages, want %d: %+v", len(all), len(want), all)
		}
		for _, got := range all {
			w := want[got.MessageID]
			if got.Text != w.Text || got.Outcome != w.Outcome || got.Chosen != w.Chosen || got.During != w.During || !slices.Equal(got.Options, w.Options) || got.At.IsZero() || got.Lang == "" {
				t.Errorf("got %+v, want %+v", got, w)
			}
		}
		if en := misunderstood(t, db, store.MisunderstoodQuery{Lang: "en"}); len(en) != 1 || en[0].Text != "eh" {
			t.Errorf("in English: %+v", en)
		}
		if cs := misunderstood(t, db, store.MisunderstoodQuery{Outcome: store.Clarified}); len(cs) != 1 {
			t.Errorf("clarified: %+v", cs)
		}

		// What was taught leaves the list, all of it or nothing.
		first := store.MessageID{Conversation: s.ID, Seq: missed}
		if err := db.SettleMisunderstood(t.Context(), shop, []store.MessageID{first, {Conversation: s.ID, Seq: 99}}, store.Learnt, "returns"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("settled what is not there: %v", err)
		}
		if err := db.SettleMisunderstood(t.Context(), "other", []store.MessageID{first}, store.Learnt, "returns"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("settled another workspace's: %v", err)
		}
		if err := db.SettleMisunderstood(t.Context(), shop, []store.MessageID{first}, store.Learnt, "returns"); err != nil {
			t.Fatal(err)
		}
		done := misunderstood(t, db, store.MisunderstoodQuery{State: store.Learnt})
		if len(done) != 1 || done[0].MessageID != first || done[0].Taught != "returns" {
			t.Errorf("done: %+v", done)
		}
		if n, err := db.MisunderstoodCounts(t.Context(), shop); err != nil || n[store.ToLearn] != len(want)-1 || n[store.Learnt] != 1 {
			t.Errorf("counts %v, %v", n, err)
		}
		if all, err := db.Misunderstood(t.Context(), "other", store.MisunderstoodQuery{Limit: 9}); err != nil || len(all) != 0 {
			t.Errorf("of another workspace: %+v, %v", all, err)
		}
	})
}
