package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
)

var call = conversation.CallAction{Action: "cancel_order", Args: map[string]any{"order": "1024", "lines": []any{1.0}}, Timeout: 5 * time.Second, Tries: 3}

// asking is a turn that asks for two actions and a timer.
func asking(s *conversation.State) *turn {
	u := begin(s, "asking")
	request := func() *turn {
		return u.add(bot, conversation.ActionRequested{Effect: conversation.EffectAt(s.ID, u.State.Seq+1), Action: call.Action, Args: call.Args})
	}
	request().effect(call)
	u.add(bot, conversation.TimerSet{Timer: "silence", Effect: conversation.EffectAt(s.ID, u.State.Seq+1), At: u.at.Add(time.Minute)})
	u.effect(conversation.WakeAt{Timer: "silence", At: u.at.Add(time.Minute)})
	request().effect(call)
	return u
}

func lasting(d time.Duration) func(conversation.EffectData) time.Duration {
	return func(conversation.EffectData) time.Duration { return d }
}

func claim(t testing.TB, db *store.DB, id conversation.ConversationID, now time.Time) *store.EffectRow {
	t.Helper()
	e, err := db.ClaimEffect(t.Context(), shop, id, now, lasting(10*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func notYet(t testing.TB, db *store.DB, id conversation.ConversationID, now, want time.Time) {
	t.Helper()
	e, err := db.ClaimEffect(t.Context(), shop, id, now, lasting(time.Second))
	var not *store.NotYet
	if !errors.As(err, &not) || !not.At.Equal(want) || e != nil {
		t.Errorf("claimed %v, %v; want not before %v", e, err, want)
	}
}

func TestEffectsAreClaimedInOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		s, _ := put(t, db, started(newID()))
		u := asking(s)
		s, _ = put(t, db, u)
		first, timer, second := u.Effects[0].ID, u.Effects[1].ID, u.Effects[2].ID
		now := u.at

		e := claim(t, db, s.ID, now)
		if e == nil || e.ID != first || e.Attempts != 1 || e.State != store.EffectRunning {
			t.Fatalf("claimed %+v", e)
		}
		if c, ok := e.Data.(conversation.CallAction); !ok || c.Action != call.Action || c.Timeout != call.Timeout || c.Args["order"] != "1024" {
			t.Errorf("data %+v", e.Data)
		}
		notYet(t, db, s.ID, now, now.Add(10*time.Second)) // somebody has it; the second one does not overtake

		if err := db.RetryEffect(t.Context(), shop, first, now.Add(time.Second), "timeout", nil); err != nil {
			t.Fatal(err)
		}
		notYet(t, db, s.ID, now, now.Add(time.Second))
		now = now.Add(time.Second)
		if e = claim(t, db, s.ID, now); e.ID != first || e.Attempts != 2 || e.LastError != "timeout" {
			t.Errorf("claimed %+v", e)
		}
		now = now.Add(11 * time.Second) // its holder died
		if e = claim(t, db, s.ID, now); e.ID != first || e.Attempts != 3 {
			t.Errorf("claimed %+v", e)
		}

		end := begin(s, "end 1").add(conversation.Actor{Kind: conversation.System}, conversation.ActionSucceeded{Effect: first, Action: call.Action, Result: "ok"})
		end.Ends = first
		s, _ = put(t, db, end)
		if e = claim(t, db, s.ID, now); e.ID != second {
			t.Errorf("claimed %+v", e)
		}

		park := begin(s, "end 2").add(conversation.Actor{Kind: conversation.System}, conversation.ActionFailed{Effect: second, Action: call.Action, Code: "unavailable", Parked: true})
		park.Ends = second
		s, _ = put(t, db, park)
		if e = claim(t, db, s.ID, now.Add(time.Hour)); e != nil { // the timer stands outside
			t.Errorf("claimed %+v", e)
		}
		parked, err := db.ParkedEffects(t.Context(), shop)
		if err != nil || len(parked) != 1 || parked[0].ID != second || parked[0].LastError != "unavailable" {
			t.Errorf("parked %+v, %v", parked, err)
		}

		if err := db.UnparkEffect(t.Context(), shop, first, now, nil); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a finished effect was unparked: %v", err)
		}
		if err := db.UnparkEffect(t.Context(), shop, second, now, nil); err != nil {
			t.Fatal(err)
		}
		if e = claim(t, db, s.ID, now); e == nil || e.ID != second || e.Attempts != 1 {
			t.Errorf("claimed %+v", e)
		}

		due, err := db.DueEffects(t.Context(), now.Add(time.Hour), 0)
		if err != nil || len(due) != 2 || due[0].ID != second || due[1].ID != timer {
			t.Errorf("due %+v, %v", due, err)
		}
		fired := begin(s, "fire").add(conversation.Actor{Kind: conversation.System}, conversation.TimerFired{Effect: timer, Timer: "silence"})
		fired.Ends = timer
		put(t, db, fired)
		all, err := db.ListEffects(t.Context(), shop, s.ID)
		if err != nil || len(all) != 3 || all[0].State != store.EffectDone || all[1].State != store.EffectDone || all[2].State != store.EffectRunning {
			t.Errorf("effects %+v, %v", all, err)
		}
		if err := db.FinishEffect(t.Context(), shop, timer); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("finished twice: %v", err)
		}
		if _, err := db.Effect(t.Context(), "other", first); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another workspace's effect: %v", err)
		}
	})
}

func TestEffectChangesWithWhatGoesAlong(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		s, _ := put(t, db, started(newID()))
		u := asking(s)
		put(t, db, u)
		claim(t, db, s.ID, u.at)
		failed := errors.New("failed")
		err := db.RetryEffect(t.Context(), shop, u.Effects[0].ID, u.at.Add(time.Hour), "timeout", func(ctx context.Context, tx *store.Tx) error {
			return errors.Join(mark(ctx, tx, "along"), failed)
		})
		if !errors.Is(err, failed) || marks(t, db)["along"] {
			t.Errorf("%v", err)
		}
		if e, err := db.Effect(t.Context(), shop, u.Effects[0].ID); err != nil || e.State != store.EffectRunning || e.LastError != "" {
			t.Errorf("%+v, %v", e, err)
		}
		err = db.ParkEffect(t.Context(), shop, u.Effects[0].ID, "broken", func(ctx context.Context, tx *store.Tx) error { return mark(ctx, tx, "along") })
		if err != nil || !marks(t, db)["along"] {
			t.Errorf("%v", err)
		}
		if e := claim(t, db, s.ID, u.at); e == nil || e.ID != u.Effects[2].ID {
			t.Errorf("behind a parked effect: %+v", e)
		}
	})
}

// A timer that is set again, cancelled or fired leaves nothing that would fire
// at the next start.
func TestTimersEndThemselves(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		s, _ := put(t, db, started(newID()))
		set := func(key, timer string) conversation.EffectID {
			u := begin(s, key)
			id := conversation.EffectAt(s.ID, s.Seq+1)
			u.add(bot, conversation.TimerSet{Timer: timer, Effect: id, At: u.at.Add(time.Minute)})
			s, _ = put(t, db, u.effect(conversation.WakeAt{Timer: timer, At: u.at.Add(time.Minute)}))
			return id
		}
		pending := func(want ...conversation.EffectID) {
			t.Helper()
			due, err := db.DueEffects(t.Context(), epoch.Add(24*time.Hour), 0)
			if err != nil {
				t.Fatal(err)
			}
			var got []conversation.EffectID
			for _, e := range due {
				got = append(got, e.ID)
			}
			if !slices.Equal(got, want) {
				t.Errorf("pending %v, want %v", got, want)
			}
		}
		silence := set("1", "silence")
		sla := set("2", "sla")
		pending(silence, sla)
		again := set("3", "silence")
		pending(sla, again)
		s, _ = put(t, db, begin(s, "4").add(bot, conversation.TimerCancelled{Timer: "silence"}))
		pending(sla)
		fired := begin(s, "5").add(bot, conversation.TimerFired{Timer: "sla", Effect: sla})
		fired.Ends = sla
		put(t, db, fired)
		pending()
	})
}

func TestUnfinishedSeesTheTurn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		s, _ := put(t, db, started(newID()))
		look := func(u *turn, want bool) *turn {
			u.Also = func(ctx context.Context, tx *store.Tx) error {
				got, err := tx.Unfinished(ctx, shop, u.Conversation)
				if err == nil && got != want {
					t.Errorf("turn %s: unfinished %v", u.Key, got)
				}
				return err
			}
			return u
		}
		u := begin(s, "ask").add(bot, conversation.ActionRequested{Effect: conversation.EffectAt(s.ID, s.Seq+1), Action: call.Action}).effect(call)
		s, _ = put(t, db, look(u, true))
		end := begin(s, "end").add(bot, conversation.ActionSucceeded{Effect: u.Effects[0].ID})
		end.Ends = u.Effects[0].ID
		put(t, db, look(end, false))
	})
}

// Many workers that drain one conversation: each effect is claimed once.
func TestRacingClaims(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		newShop(t, db)
		s, _ := put(t, db, started(newID()))
		u := asking(s)
		put(t, db, u)
		const workers = 6
		got := make(chan *store.EffectRow, workers)
		errs := make(chan error, workers)
		for range workers {
			go func() {
				e, err := db.ClaimEffect(t.Context(), shop, s.ID, u.at, lasting(time.Minute))
				var not *store.NotYet
				if err != nil && !errors.As(err, &not) {
					errs <- err
				}
				got <- e
			}()
		}
		claimed := 0
		for range workers {
			if e := <-got; e != nil {
				claimed++
			}
		}
		close(errs)
		for err := range errs {
			t.Error(err)
		}
		if claimed != 1 {
			t.Errorf("claimed %d times", claimed)
		}
	})
}

func TestReleaseLeases(t *testing.T) {
	db := storetest.Open(t, store.SQLite)
	newShop(t, db)
	s, _ := put(t, db, started(newID()))
	u := asking(s)
	put(t, db, u)
	claim(t, db, s.ID, u.at)
	if err := db.ReleaseLeases(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e := claim(t, db, s.ID, u.at); e == nil || e.ID != u.Effects[0].ID || e.Attempts != 2 {
		t.Errorf("claimed %+v", e)
	}
}
