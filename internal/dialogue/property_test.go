package dialogue_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/packs"
)

// shop is the shop's playbook with its recogniser, made once.
var shop = sync.OnceValues(func() (*dialogue.Playbook, *understand.Recogniser) {
	base, err := packs.Source(packs.Base)
	if err != nil {
		panic(err)
	}
	own, err := packs.Source("shop")
	if err != nil {
		panic(err)
	}
	pb, err := dialogue.Compile("shop", base, own)
	if err != nil {
		panic(err)
	}
	rec, err := understand.New(pb)
	if err != nil {
		panic(err)
	}
	return pb, rec
})

// words that customers write: good answers, bad ones, rude and hostile ones.
var words = []string{
	"скасуйте замовлення", "скасуйте замовлення 1000001", "скасуйте замовлення 1000001, воно вже не потрібне",
	"cancel order 1000001, I ordered it by mistake", "так, так", "yes please", "де моє замовлення?", "хочу повернути товар 1000003", "#W1000001", "1000003",
	"9999999", "так", "ні", "ні, 1000003", "помилково", "не потрібне", "усе", "лампу", "на картку", "стоп", "передумав", "повторіть",
	"почати спочатку", "дякую", "привіт", "бувай", "його", "скасуй його", "покличте людину", "скарга", "тупий бот", "ви знущаєтесь!!!",
	"olena@example.com", "nobody@example.com", "який рецепт борщу?", "фівапролд", "", "   ", "🙂🙂🙂", "де моє замовлення 1000001? І ще скасуйте 1000003.",
	"cancel my order", "where is my order W1000001", "yes", "no", "return everything", "I'd like a human", "{order_id}", "<b>так</b>", "$confirm.6.confirm",
	strings.Repeat("замовлення ", 300),
}

var address = map[string]any{"address1": "вул. Саксаганського, 41", "address2": "", "city": "Київ", "state": "", "country": "Україна", "zip": "01033"}

// order is what the business system says of an order.
func order(id, status string) map[string]any {
	return map[string]any{
		"order_id": id, "status": status, "user_id": "olena", "fulfillments": []any{}, "address": address,
		"items": []any{
			map[string]any{"item_id": "1", "product_id": "10", "name": "Lamp", "name_uk": "Лампа", "price": 10.0, "options": map[string]any{"color": "white"}},
			map[string]any{"item_id": "2", "product_id": "20", "name": "Bulb", "name_uk": "Лампочка", "price": 5.5, "options": map[string]any{"light": "warm"}},
		},
		"payment_history": []any{map[string]any{"transaction_type": "payment", "amount": 15.5, "payment_method_id": "card_1"}},
	}
}

// world is everything around one conversation.
type world struct {
	t       *rapid.T
	pb      *dialogue.Playbook
	rec     *understand.Recogniser
	s       *c.State
	log     []c.Event
	at      time.Time
	inputs  int
	running []c.EffectID // asked for and not ended
	ended   []c.EffectID // ended before; their results may come again
	calls   map[c.EffectID]c.CallAction
	timers  []c.EffectID
	pressed []string     // ids of buttons ever shown
	kept    []kept       // states of before, which nothing may change
	kind    bool         // business systems do as they should, and the customer goes on: deep places are reached
	asked   []c.EffectID // of a model
	sought  []c.EffectID // in the articles
}

type kept struct {
	s    *c.State
	json []byte
}

// writes counts the changes that were asked for, to be sure that the property
// is not held by doing nothing.
var writes atomic.Int64

func TestAnyConversationHolds(t *testing.T) {
	pb, rec := shop()
	defer func() {
		if !t.Failed() && writes.Load() == 0 {
			t.Error("no conversation came as far as changing anything")
		}
		t.Logf("%d changes were asked for", writes.Load())
	}()
	rapid.Check(t, func(t *rapid.T) {
		w := &world{t: t, pb: pb, rec: rec, s: &c.State{ID: "conv"}, at: time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC), calls: map[c.EffectID]c.CallAction{}, kind: rapid.Bool().Draw(t, "kind")}
		level := rapid.SampledFrom([]c.Level{c.Anonymous, c.Identified, c.Verified}).Draw(t, "level")
		d := c.Started{Workspace: "w", Contact: "k", Channel: c.ChannelWeb, Locale: rapid.SampledFrom([]string{"uk", "en", "xx"}).Draw(t, "locale"), Level: level}
		if level != c.Anonymous {
			d.Profile = map[string]c.Value{"external_id": "olena", "first_name": "Олена"}
		}
		w.take(c.Actor{Kind: c.System}, d)
		for range rapid.IntRange(1, 40).Draw(t, "turns") {
			w.turn()
		}
		w.refold()
	})
}

func (w *world) turn() {
	t := w.t
	customer, system := c.Actor{Kind: c.Customer}, c.Actor{Kind: c.System}
	what := rapid.SampledFrom([]string{"on", "on", "on", "on", "on", "on", "on", "on", "words", "words", "words", "button", "button", "result", "again", "agent", "model", "reading", "found", "consent", "timer", "identity", "read"}).Draw(t, "turn")
	if w.kind && rapid.IntRange(0, 3).Draw(t, "kindly") > 0 {
		what = "on"
	}
	switch what {
	case "on":
		w.goOn()
	case "words":
		text := rapid.SampledFrom(words).Draw(t, "text")
		u := w.rec.Local(text, w.s, w.at)
		w.take(customer, c.MessageReceived{Text: text, Lang: u.Lang, Mood: u.Mood, Proposed: u.Commands, ModelWithin: time.Duration(rapid.IntRange(0, 1).Draw(t, "a model")) * time.Second,
			AnswerWithin: time.Duration(rapid.IntRange(0, 1).Draw(t, "articles")) * time.Second})
	case "button":
		ids := []string{dialogue.ButtonPerson, dialogue.ButtonBack, "yes-1", "start:cancel_order"}
		for _, b := range w.s.Buttons {
			ids = append(ids, b.ID, b.ID, b.ID)
		}
		id := rapid.SampledFrom(append(ids, w.pressed...)).Draw(t, "button")
		w.take(customer, c.MessageReceived{Text: dialogue.ButtonTitle(w.s, id), Button: id})
	case "result":
		if len(w.running) == 0 {
			return
		}
		i := rapid.IntRange(0, len(w.running)-1).Draw(t, "which")
		id := w.running[i]
		w.running = append(w.running[:i:i], w.running[i+1:]...)
		w.ended = append(w.ended, id)
		w.take(system, w.result(id))
	case "again":
		if len(w.calls) > 0 && len(w.ended) > 0 {
			w.take(system, w.result(rapid.SampledFrom(w.ended).Draw(t, "again")))
			return
		}
		w.take(system, c.ActionSucceeded{Effect: "conv:99999", Action: "get_order_details", Result: "?"})
	case "agent":
		who := rapid.SampledFrom([]c.UserID{"a", "b"}).Draw(t, "agent")
		w.take(c.Actor{Kind: c.Agent, ID: who, Name: string(who)}, rapid.SampledFrom([]c.Data{
			c.AgentTook{}, c.AgentTook{Force: true}, c.AgentWrote{Text: "Вітаю"}, c.NoteAdded{Text: "n"},
			c.AgentReturned{Tell: "Готово"}, c.AgentReturned{}, c.Resolved{Outcome: c.OutcomeResolved}, c.Reopened{},
		}).Draw(t, "move"))
	case "model":
		text := rapid.SampledFrom(words).Draw(t, "text")
		w.take(customer, c.MessageReceived{Text: text, Lang: "en", Proposed: rapid.SliceOfN(command(text, w.s.Expect), 0, 8).Draw(t, "proposed")})
	case "reading": // what a model makes of a message, in time or late, once or again
		if len(w.asked) == 0 {
			return
		}
		id := rapid.SampledFrom(w.asked).Draw(t, "reading of")
		if rapid.Bool().Draw(t, "fails") {
			w.take(system, c.ModelFailed{Effect: id, Code: "timeout"})
			return
		}
		text := rapid.SampledFrom(words).Draw(t, "text")
		w.take(system, c.ModelUnderstood{Effect: id, Proposed: rapid.SliceOfN(command(text, w.s.Expect), 0, 8).Draw(t, "proposed")})
	case "found": // what the articles are said to hold, in time or late, true or not
		ids := append([]c.EffectID{"conv:1", ""}, w.sought...)
		w.take(system, answerLie(rapid.SampledFrom(ids).Draw(t, "answer to")).Draw(t, "found"))
	case "consent": // a model that says yes for the customer
		src := rapid.SampledFrom([]c.Source{c.FromModel, c.FromContext, c.FromEntity, c.FromClassifier, c.FromSystem, c.FromButton}).Draw(t, "source")
		w.take(customer, c.MessageReceived{Text: "ні", Lang: "uk", Proposed: []c.Command{{
			Kind: c.CmdSet, Flow: w.s.Expect.Flow, Slot: w.s.Expect.Slot, Value: true, Confidence: 1, Source: src, Text: "ні",
		}}})
	case "timer":
		ids := append([]c.EffectID{"conv:1", ""}, w.timers...)
		w.take(system, c.TimerFired{Effect: rapid.SampledFrom(ids).Draw(t, "effect"), Timer: "queue_wait"})
	case "identity":
		w.take(system, c.IdentityProved{Level: c.Identified, Method: "token", Profile: map[string]c.Value{"external_id": "olena"}})
	case "read":
		w.take(rapid.SampledFrom([]c.Actor{{Kind: c.Customer}, {Kind: c.Agent, ID: "a"}}).Draw(t, "reader"), c.MessageRead{Upto: rapid.Int64Range(-1, 400).Draw(t, "upto")})
	}
}

// goOn does what leads on from here, so that deep places are reached too.
func (w *world) goOn() {
	customer := c.Actor{Kind: c.Customer}
	if len(w.running) > 0 {
		id := w.running[0]
		w.running, w.ended = w.running[1:], append(w.ended, id)
		w.take(c.Actor{Kind: c.System}, w.result(id))
		return
	}
	text := rapid.SampledFrom([]string{"скасуйте замовлення", "хочу повернути товар", "де моє замовлення"}).Draw(w.t, "start")
	switch {
	case w.s.Owner.Kind == c.OwnedByAgent:
		w.take(c.Actor{Kind: c.Agent, ID: w.s.Owner.Agent, Name: w.s.Owner.Name}, c.AgentReturned{})
		return
	case w.s.Owner.Kind == c.OwnedByQueue:
		w.take(customer, c.MessageReceived{Button: dialogue.ButtonBack})
		return
	case w.s.Expect.Type == "email":
		text = "olena@example.com"
	case w.s.Expect.Type == "order_id":
		text = rapid.SampledFrom([]string{"1000001", "1000003"}).Draw(w.t, "order")
	case w.s.Expect.Kind != c.ExpectNothing && len(w.s.Buttons) > 0:
		b := w.s.Buttons[0]
		w.take(customer, c.MessageReceived{Text: b.Title, Button: b.ID})
		return
	}
	u := w.rec.Local(text, w.s, w.at)
	w.take(customer, c.MessageReceived{Text: text, Lang: u.Lang, Mood: u.Mood, Proposed: u.Commands})
}

// command is what a model may come up with, hostile or mistaken.
func command(text string, e c.Expectation) *rapid.Generator[c.Command] {
	flows := []string{"", "cancel_order", "return_order", "order_status", "shop_verification", "pattern_handoff", "нема такого"}
	slots := []string{"order_id", "reason", "item_ids", "payment_method", "order", "total", "email", "user_id", "$confirm.6.confirm", "$confirm.offer_return", "$retry", "$verify", ""}
	values := []c.Value{nil, true, false, 1.5, "#W1000001", "no_longer_needed", "olena@example.com", []any{"1"}, []any{}, []any{nil}, map[string]any{"status": "pending"}, "", strings.Repeat("x", 5000)}
	for range len(slots) { // mostly what the open question is about
		slots, flows = append(slots, e.Slot), append(flows, e.Flow)
	}
	return rapid.Custom(func(t *rapid.T) c.Command {
		return c.Command{
			Kind: rapid.SampledFrom([]c.CommandKind{
				c.CmdStart, c.CmdSet, c.CmdSet, c.CmdSet, c.CmdNarrow, c.CmdCancel, c.CmdClarify, c.CmdAnswer, c.CmdSocial, c.CmdHandoff, c.CmdRepeat, c.CmdRestart, c.CmdNone, "call", "",
			}).Draw(t, "kind"),
			Flow: rapid.SampledFrom(flows).Draw(t, "flow"), Slot: rapid.SampledFrom(slots).Draw(t, "slot"),
			Value:   rapid.SampledFrom(values).Draw(t, "value"),
			Options: rapid.SliceOfN(rapid.SampledFrom(flows), 0, 5).Draw(t, "options"),
			Reason:  rapid.SampledFrom([]string{"", "asked", "complaint", "hello", "goodbye", "session_start", "verification_required", "x"}).Draw(t, "reason"),
			Source:  rapid.SampledFrom([]c.Source{c.FromModel, c.FromModel, c.FromEntity, c.FromContext, c.FromClassifier, c.FromButton, c.FromAction, c.FromAgent, c.FromSystem, ""}).Draw(t, "source"),
			Text:    rapid.SampledFrom([]string{text, "", "нема в словах", "а"}).Draw(t, "span"),
		}
	})
}

// secretWords stand only in articles that are not for customers.
const secretWords = "margin of 40 %"

// answerLie is what a knowledge base turned against us may say.
func answerLie(id c.EffectID) *rapid.Generator[c.AnswerFound] {
	return rapid.Custom(func(t *rapid.T) c.AnswerFound {
		public := rapid.Bool().Draw(t, "public")
		d := c.AnswerFound{
			Effect: id, Kind: rapid.SampledFrom([]c.AnswerKind{c.AnswerReady, c.AnswerReady, c.AnswerReady, c.AnswerCompeting, c.AnswerNone, "x", ""}).Draw(t, "kind"),
			Text:   rapid.SampledFrom([]string{"", "Щодня.", "Every day.\n1. Go.", strings.Repeat("a", 9000), "start:cancel_order {order_id} [x](y)"}).Draw(t, "words"),
			Steps:  rapid.SliceOfN(rapid.SampledFrom([]string{"", "Увімкніть."}), 0, 30).Draw(t, "steps"),
			Source: rapid.SampledFrom([]string{c.AnswerQuoted, c.AnswerWritten, "", "x"}).Draw(t, "source"),
		}
		for i := range rapid.IntRange(0, 6).Draw(t, "sources") {
			one := c.Cited{Citation: c.Citation{Title: "T", Article: fmt.Sprint(i % 4), URL: "/x"}, Public: public}
			d.Citations, d.Options = append(d.Citations, one), append(d.Options, one)
		}
		if !public {
			d.Text = secretWords
		}
		return d
	})
}

// Again reads earlier messages as they are, or as a hostile model would.
func (w *world) Again(texts []c.Heard, s *c.State, now time.Time) []c.Command {
	if rapid.IntRange(0, 2).Draw(w.t, "again") > 0 {
		return w.rec.Again(texts, s, now)
	}
	said := rapid.SampledFrom(texts).Draw(w.t, "heard").Text
	return rapid.SliceOfN(command(said, s.Expect), 0, 4).Draw(w.t, "reread")
}

// result is how a call ends: as it should, with an error, or with nonsense.
func (w *world) result(id c.EffectID) c.Data {
	t, call := w.t, w.calls[id]
	kindly := w.kind && rapid.IntRange(0, 9).Draw(t, "as it should") > 0
	codes := []string{"", "", "", "timeout", "not_found", "not_pending", "unavailable", "boom"}
	if kindly {
		codes = codes[:1]
	}
	if code := rapid.SampledFrom(codes).Draw(t, "code"); code != "" {
		return c.ActionFailed{Effect: id, Action: call.Action, Code: code, Parked: code == "timeout"}
	}
	orderID, _ := call.Args["order_id"].(string)
	var v c.Value
	switch call.Action {
	case "find_user_id_by_email":
		v = "olena"
	case "get_user_details":
		v = map[string]any{"user_id": "olena", "email": "olena@example.com", "address": address, "orders": []any{"#W1000001", "#W1000003"},
			"name": map[string]any{"first_name": "Олена", "last_name": "Коваль"}, "payment_methods": map[string]any{
				"card_1": map[string]any{"id": "card_1", "source": "credit_card", "last_four": "1", "brand": "visa"}, "gift_2": map[string]any{"id": "gift_2", "source": "gift_card"},
			}}
	default:
		statuses := []string{"pending", "processed", "delivered", "cancelled", "return requested"}
		if kindly {
			statuses = map[bool][]string{true: {"pending"}, false: {"delivered"}}[orderID == "#W1000001"]
		}
		v = order(orderID, rapid.SampledFrom(statuses).Draw(t, "status"))
	}
	if !kindly && rapid.IntRange(0, 9).Draw(t, "nonsense") == 0 {
		v = rapid.SampledFrom([]c.Value{nil, "?", []any{}, map[string]any{}, map[string]any{"order_id": 5.0, "items": "no"}}).Draw(t, "value")
	}
	return c.ActionSucceeded{Effect: id, Action: call.Action, Result: v}
}

func encode(t *rapid.T, v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// take gives an input to the engine and holds its decision to the promises.
func (w *world) take(by c.Actor, d c.Data) {
	t := w.t
	w.inputs++
	w.at = w.at.Add(time.Second)
	in := c.Input{Key: fmt.Sprint("in-", w.inputs), At: w.at, Actor: by, Data: d}
	before := encode(t, w.s)
	decision, err := dialogue.Advance(w.pb, w, w.s, in)
	if !bytes.Equal(before, encode(t, w.s)) {
		t.Fatalf("Step changed the state it was given")
	}
	var no *dialogue.Refused
	if errors.As(err, &no) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(decision.Events) == 0 {
		return
	}
	if got := decision.Events[0]; got.Actor != by || reflect.TypeOf(got.Data) != reflect.TypeOf(d) {
		t.Fatalf("the turn begins with %s, not with its input %s", got.Data.EventType(), d.EventType())
	}
	w.kept = append(w.kept, kept{w.s, before})
	next := w.s.Clone()
	for _, e := range decision.Events {
		if e.Cause != in.Key || !e.At.Equal(in.At) {
			t.Fatalf("event %d has cause %q at %s", e.Seq, e.Cause, e.At)
		}
		w.check(next, e, decision)
		if err := next.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	w.s = next
	w.log = append(w.log, decision.Events...)
	for _, e := range decision.Effects {
		switch x := e.Data.(type) {
		case c.CallAction:
			w.running, w.calls[e.ID] = append(w.running, e.ID), x
		case c.AskModel:
			w.asked = append(w.asked, e.ID)
		case c.FindAnswer:
			w.sought = append(w.sought, e.ID)
		case c.WakeAt:
			w.timers = append(w.timers, e.ID)
		}
	}
}

// check holds one event against the state before it.
func (w *world) check(s *c.State, e c.Event, decision c.Decision) {
	t := w.t
	switch d := e.Data.(type) {
	case c.MessageSent:
		if k := s.Owner.Kind; k == c.OwnedByAgent || k == c.OwnedByNone && !strings.HasPrefix(d.Key, "closing.") && !strings.HasPrefix(d.Key, "social.") {
			t.Fatalf("event %d: the bot speaks (%s) while the conversation belongs to %s", e.Seq, d.Key, k)
		}
		if strings.Contains(d.Text, secretWords) || len(d.Citations) > 3 {
			t.Fatalf("event %d: said %q from %d sources", e.Seq, d.Text, len(d.Citations))
		}
		for _, b := range d.Buttons {
			w.pressed = append(w.pressed, b.ID)
		}
	case c.LevelRaised:
		found := false
		for _, a := range s.Actions {
			found = found || (a.Action == "find_user_id_by_email" && a.Status == c.ActionDone)
		}
		if !found {
			t.Fatalf("event %d: the level rises to %s without the business system's word", e.Seq, d.Level)
		}
	case c.ActionRequested:
		w.checkRequest(s, e, d, decision)
	}
}

func (w *world) checkRequest(s *c.State, e c.Event, d c.ActionRequested, decision c.Decision) {
	t := w.t
	var key c.EffectID // of the last try, when its end is unknown
	for _, a := range s.Actions {
		if d.Quiet {
			break // the business system hears of each handoff
		}
		if a.Frame == d.Frame && a.Action == d.Action && reflect.DeepEqual(a.Args, d.Args) && a.Status != c.ActionBroken {
			t.Fatalf("event %d: %s is asked for again while it is %s", e.Seq, d.Action, a.Status)
		}
		if a.Frame == d.Frame && a.Step == d.Step && reflect.DeepEqual(a.Args, d.Args) {
			if key = ""; a.Code == dialogue.CodeTimeout || a.Code == dialogue.CodeUnavailable {
				key = a.Key
			}
		}
	}
	if key != "" && d.Key != key {
		t.Fatalf("event %d: %s timed out under key %s and is tried again under %s", e.Seq, d.Action, key, d.Key)
	}
	asked := false
	for _, f := range decision.Effects {
		call, ok := f.Data.(c.CallAction)
		asked = asked || ok && f.ID == d.Effect && call.Key == d.Key && reflect.DeepEqual(call.Args, d.Args)
	}
	if !asked || d.Effect != c.EffectAt(s.ID, e.Seq) {
		t.Fatalf("event %d asks for %s without its effect", e.Seq, d.Action)
	}
	if !d.Writes {
		return
	}
	writes.Add(1)
	if s.Level.Rank() < w.pb.Actions[d.Action].Requires.Rank() {
		t.Fatalf("event %d: %s at level %s", e.Seq, d.Action, s.Level)
	}
	// The yes must be the customer's own, and the last word in the flow.
	var yes, last int64
	for name, v := range s.Frame(d.Frame).Slots {
		if !strings.HasPrefix(name, "$") {
			last = max(last, v.Message)
		} else if strings.HasPrefix(name, "$confirm.") && v.Value == true && (v.Source == c.FromButton || v.Source == c.FromPattern) {
			yes = max(yes, v.Message)
		}
	}
	if yes == 0 || yes <= last {
		t.Fatalf("event %d: %s with a yes at %d after words at %d", e.Seq, d.Action, yes, last)
	}
}

// refold: the log as it is stored gives the same state and the same decisions.
func (w *world) refold() {
	t := w.t
	for _, k := range w.kept {
		if !bytes.Equal(k.json, encode(t, k.s)) {
			t.Fatalf("a state of before changed later")
		}
	}
	var stored []c.Event
	if err := json.Unmarshal(encode(t, w.log), &stored); err != nil {
		t.Fatal(err)
	}
	s, err := c.Fold(w.s.ID, stored)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := encode(t, s), encode(t, w.s); !bytes.Equal(got, want) {
		t.Fatalf("the stored log folds to\n%s\nnot to\n%s", got, want)
	}
	var snapshot c.State
	if err := json.Unmarshal(encode(t, w.s), &snapshot); err != nil {
		t.Fatal(err)
	}
	if got, want := encode(t, &snapshot), encode(t, w.s); !bytes.Equal(got, want) {
		t.Fatalf("the snapshot reads back as\n%s\nnot as\n%s", got, want)
	}
	diffs, err := dialogue.Replay(w.pb, w.s.ID, stored)
	if err != nil {
		t.Fatal(err)
	}
	if len(diffs) > 0 {
		t.Fatalf("replay: %s", diffs[0])
	}
}
