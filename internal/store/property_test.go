package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

// randomTurn is one of the things that happen in conversations, one to forty
// events long.
func randomTurn(rt *rapid.T, s *conversation.State, key string) *turn {
	u := begin(s, key)
	switch rapid.IntRange(0, 4).Draw(rt, "turn") {
	case 0:
		return message(s, key)
	case 1:
		u.add(customer, conversation.MessageReceived{ClientID: key, Text: rapid.String().Draw(rt, "text"),
			Mood: conversation.Angry, Proposed: []conversation.Command{{Kind: conversation.CmdNone}}})
		u.add(bot, conversation.HandoffRequested{Packet: conversation.Packet{Reason: "asked", Rule: "asked", Issue: "людину!", At: u.at}})
		u.add(bot, conversation.OwnerChanged{Owner: conversation.Owner{Kind: conversation.OwnedByQueue}})
	case 2:
		u.add(oksana, conversation.AgentTook{})
		u.add(oksana, conversation.OwnerChanged{Owner: conversation.Owner{Kind: conversation.OwnedByAgent, Agent: oksana.ID, Name: oksana.Name}})
		u.add(oksana, conversation.AgentWrote{ClientID: key, Text: rapid.String().Draw(rt, "text")})
	case 3:
		frame := s.NextFrame
		u.add(customer, conversation.MessageReceived{ClientID: key, Text: "скасуйте", Proposed: []conversation.Command{{Kind: conversation.CmdStart, Flow: "cancel_order"}}})
		u.add(bot, conversation.FlowStarted{Frame: frame, Flow: "cancel_order"})
		for n := range rapid.IntRange(0, 20).Draw(rt, "slots") {
			u.add(bot, conversation.SlotSet{Frame: frame, Flow: "cancel_order", Slot: fmt.Sprint("slot", n), Type: "order_id",
				Value:  map[string]any{"id": float64(n), "list": []any{"a", nil, true}},
				Source: conversation.FromEntity, Message: s.Seq + 1})
		}
		u.add(bot, conversation.ActionRequested{Effect: conversation.EffectAt(s.ID, u.State.Seq+1), Frame: frame, Action: "cancel", Args: map[string]any{"n": 1.5}})
		u.effect(conversation.CallAction{Action: "cancel", Args: map[string]any{"n": 1.5}})
	case 4:
		for n := range rapid.IntRange(1, 40).Draw(rt, "events") {
			u.add(bot, conversation.MessageSent{Text: fmt.Sprint("рядок ", n), Lang: "uk",
				Buttons: []conversation.Button{{ID: fmt.Sprint(n), Title: "Так"}}})
		}
	}
	return u
}

// A snapshot with its tail, a fold of the whole log and the state that the turns
// were decided on are the same; the log has no gap; the row is the state's.
func TestSnapshotAndTailEqualFullFold(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		rapid.Check(t, func(rt *rapid.T) {
			s, _ := put(t, db, started(newID()))
			for n := range rapid.IntRange(1, 25).Draw(rt, "turns") {
				s, _ = put(t, db, randomTurn(rt, s, key(n)))
				if rapid.IntRange(0, 3).Draw(rt, "reload") == 0 {
					loaded, err := db.Load(t.Context(), shop, s.ID)
					if err != nil {
						rt.Fatal(err)
					}
					sameState(rt, s, loaded)
					s = loaded // go on from what a restarted process would see
				}
			}
			folded, err := db.Refold(t.Context(), shop, s.ID)
			if err != nil {
				rt.Fatal(err)
			}
			sameState(rt, s, folded)
			row, err := db.Row(t.Context(), shop, s.ID)
			if err != nil {
				rt.Fatal(err)
			}
			want := store.RowOf(s)
			want.Number = row.Number
			// The row's texts are cleaned for PostgreSQL, which takes no NUL.
			want.Issue, want.Last.Text, row.Issue, row.Last.Text = "", "", "", ""
			if d := cmp.Diff(want, row); d != "" {
				rt.Fatalf("row (-state +stored):\n%s", d)
			}
			for i, e := range allEvents(t, db, s.ID) {
				if e.Seq != int64(i+1) {
					rt.Fatalf("event %d where %d is next", e.Seq, i+1)
				}
			}
		})
	})
}

// sameState compares states as JSON: an empty map and none are the same.
func sameState(rt *rapid.T, want, got *conversation.State) {
	rt.Helper()
	a, err1 := json.Marshal(want)
	b, err2 := json.Marshal(got)
	if err := errors.Join(err1, err2); err != nil {
		rt.Fatal(err)
	}
	if d := cmp.Diff(string(a), string(b)); d != "" {
		rt.Fatalf("state (-want +got):\n%s", d)
	}
}

// Writers that race for one conversation, each with its own view of where it
// stands, and some with the same keys: the log comes out without a gap, each key
// in it exactly once.
func TestRacingWritersMakeNoGapAndNoDouble(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		rapid.Check(t, func(rt *rapid.T) {
			s, _ := put(t, db, started(newID()))
			writers := rapid.IntRange(2, 5).Draw(rt, "writers")
			keys := rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(0, 12), 1, 6), writers, writers).Draw(rt, "keys")
			var wg sync.WaitGroup
			errs := make(chan error, writers)
			for _, mine := range keys {
				wg.Go(func() {
					for _, k := range mine {
						if err := appendUntilSettled(t, db, s.ID, key(k)); err != nil {
							errs <- err
						}
					}
				})
			}
			wg.Wait()
			close(errs)
			for err := range errs {
				rt.Fatal(err)
			}
			want := map[string]bool{"start": true}
			for _, mine := range keys {
				for _, k := range mine {
					want[key(k)] = true
				}
			}
			events := allEvents(t, db, s.ID)
			got := map[string]int{}
			for i, e := range events {
				if e.Seq != int64(i+1) {
					rt.Fatalf("event %d where %d is next", e.Seq, i+1)
				}
				if _, ok := e.Data.(conversation.MessageReceived); ok || i == 0 {
					got[e.Cause]++
				}
			}
			for k := range want {
				if got[k] != 1 {
					rt.Fatalf("key %s is %d times in the log", k, got[k])
				}
			}
			if _, err := conversation.Fold(s.ID, events); err != nil {
				rt.Fatal(err)
			}
		})
	})
}

// appendUntilSettled is what turn.Handler does: load, decide, append, and again
// when somebody was faster.
func appendUntilSettled(t *testing.T, db *store.DB, id conversation.ConversationID, key string) error {
	for {
		s, err := db.Load(t.Context(), shop, id)
		if err != nil {
			return err
		}
		_, err = db.Append(t.Context(), message(s, key).Append)
		switch {
		case err == nil, errors.Is(err, store.ErrDuplicate):
			return nil
		case !errors.Is(err, store.ErrConflict):
			return err
		}
	}
}

// Writers that all open the same conversation: one does, the others are told.
func TestRacingOpeners(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		for range 20 {
			id := newID()
			const writers = 4
			errs := make(chan error, writers)
			for n := range writers {
				go func() {
					u := started(id)
					u.Key = key(n)
					_, err := db.Append(t.Context(), u.Append)
					errs <- err
				}()
			}
			opened := 0
			for range writers {
				if err := <-errs; err == nil {
					opened++
				} else if !errors.Is(err, store.ErrConflict) {
					t.Error(err)
				}
			}
			if opened != 1 {
				t.Errorf("opened %d times", opened)
			}
		}
	})
}
