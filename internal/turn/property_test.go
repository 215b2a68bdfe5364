package turn_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/store"
	"github.com/rozmova/rozmova/internal/store/storetest"
	"github.com/rozmova/rozmova/internal/turn"
)

// Whatever comes in and in whatever order, from whichever of two handlers: the
// stored log is whole, its fold is what is loaded and remembered, and a replay
// decides the same.
func TestAnyInputs(t *testing.T) {
	t.Parallel()
	databases := []store.Dialect{store.SQLite}
	if !testing.Short() {
		databases = append(databases, store.Postgres)
	}
	sites := map[store.Dialect][]*site{}
	for _, d := range databases {
		db := storetest.Open(t, d)
		sites[d] = []*site{newSite(t, db), open(t, db)}
	}
	rapid.Check(t, func(rt *rapid.T) {
		sites := sites[rapid.SampledFrom(databases).Draw(rt, "database")]
		o := olena
		if rapid.Bool().Draw(rt, "stranger") {
			o.Level, o.Profile = c.Anonymous, nil
		}
		o.Locale = rapid.SampledFrom([]string{"uk", "en"}).Draw(rt, "locale")
		k := sites[0].begin(rt, o)
		k.clock.at.Store(epoch.UnixNano())
		for n := range rapid.IntRange(1, 9).Draw(rt, "inputs") {
			k.site = rapid.SampledFrom(sites).Draw(rt, "node")
			k.clock.advance(time.Duration(rapid.Int64Range(-5e9, 30e9).Draw(rt, "pause")))
			if rapid.IntRange(0, 9).Draw(rt, "cold") == 0 {
				k.Forget(k.id)
			}
			if err := k.random(rt, fmt.Sprint(n)); err != nil && !refusal(err) {
				rt.Fatal(err)
			}
		}
		for _, s := range sites {
			k.site = s
			if m := s.Remembered(k.id); m != nil && m.Seq < k.state().Seq {
				s.Forget(k.id) // the other one wrote last: old, and allowed to be
			}
			k.check()
		}
	})
}

func refusal(err error) bool {
	var owner turn.ErrNotOwner
	return errors.As(err, &owner) || errors.Is(err, turn.ErrClosed) || errors.Is(err, turn.ErrNotClosed) ||
		errors.Is(err, turn.ErrUnknownButton) || textCode(err) != ""
}

// random does one of the things that happen.
func (k *talk) random(rt *rapid.T, key string) error {
	s := k.state()
	receive := func(m turn.Message) error {
		_, err := k.Receive(rt.Context(), ws, k.id, m)
		return err
	}
	switch what := rapid.SampledFrom([]string{"words", "words", "words", "button", "button", "button", "result", "result", "again", "agent", "agent", "read", "timer", "identity"}).Draw(rt, "what"); what {
	case "words":
		return receive(turn.Message{ClientID: key, Text: rapid.OneOf(rapid.SampledFrom([]string{
			"скасуйте замовлення 1000001", "де моє замовлення?", "1000001", "#W1000003", "так", "ні", "уже не потрібне", "хочу повернути товар 1000003",
			"стоп", "дякую", "бувай", "покличте людину", "скарга", "повторіть", "почати спочатку", "olena.koval@example.com", "where is my order W1000001", "yes", "\u202e", "{order_id}",
		}), rapid.String()).Draw(rt, "text")})
	case "button":
		ids := []string{"person", "back", "never-shown"}
		for _, b := range s.Buttons {
			ids = append(ids, b.ID)
		}
		return receive(turn.Message{ClientID: key, Button: ids[rapid.IntRange(0, len(ids)-1).Draw(rt, "button")]})
	case "again":
		return receive(turn.Message{ClientID: rapid.SampledFrom([]string{"0", "1", "2"}).Draw(rt, "key"), Text: "ще раз"})
	case "result":
		if len(s.Actions) == 0 {
			return nil
		}
		a := s.Actions[len(s.Actions)-1]
		var d c.Data = c.ActionSucceeded{Effect: a.Effect, Action: a.Action, Result: map[string]any{
			"order_id": a.Args["order_id"], "status": "pending", "user_id": "olena_koval_1001", "items": []any{}, "fulfillments": []any{},
			"payment_history": []any{map[string]any{"transaction_type": "payment", "amount": 15.5, "payment_method_id": "card_1"}},
		}}
		if code := rapid.SampledFrom([]string{"", "", "not_found", "timeout"}).Draw(rt, "code"); code != "" {
			d = c.ActionFailed{Effect: a.Effect, Action: a.Action, Code: code, Parked: code == "timeout"}
		}
		_, err := k.Resolve(rt.Context(), ws, d)
		return err
	case "timer":
		for name, id := range s.Timers {
			_, err := k.Resolve(rt.Context(), ws, c.TimerFired{Effect: id, Timer: name})
			return err
		}
		return nil
	case "identity":
		_, err := k.act(key, c.Actor{Kind: c.System}, c.IdentityProved{Level: c.Identified, Method: "token", Profile: map[string]c.Value{"external_id": "olena_koval_1001"}})
		return err
	case "read":
		_, err := k.act(key, rapid.SampledFrom([]c.Actor{{Kind: c.Customer}, oksana}).Draw(rt, "reader"), c.MessageRead{Upto: rapid.Int64Range(-1, s.Seq+5).Draw(rt, "upto")})
		return err
	}
	_, err := k.act(key, rapid.SampledFrom([]c.Actor{oksana, taras}).Draw(rt, "agent"), rapid.SampledFrom([]c.Data{
		c.AgentTook{}, c.AgentTook{Force: true}, c.AgentWrote{Text: "Вітаю"}, c.NoteAdded{Text: "n"},
		c.AgentReturned{Tell: "Готово"}, c.Resolved{Outcome: c.OutcomeResolved}, c.Reopened{},
	}).Draw(rt, "act"))
	return err
}
