package conversation_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	c "github.com/rozmova/rozmova/internal/conversation"
)

var noon = time.Date(2025, 3, 14, 12, 0, 0, 0, time.UTC)

// log numbers events as a store does.
func log(data ...c.Data) []c.Event {
	out := make([]c.Event, len(data))
	for i, d := range data {
		out[i] = c.Event{Seq: int64(i + 1), At: noon.Add(time.Duration(i) * time.Second), Actor: c.Actor{Kind: c.Customer}, Cause: "k", Data: d}
	}
	return out
}

func fold(t *testing.T, data ...c.Data) *c.State {
	t.Helper()
	s, err := c.Fold("c1", log(data...))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var started = c.Started{Workspace: "w", Contact: "k", Channel: c.ChannelWeb, Locale: "uk", Level: c.Anonymous}

func TestFoldRefusesGapsAndDoubles(t *testing.T) {
	for name, seqs := range map[string][]int64{"gap": {1, 3}, "double": {1, 1}, "not from one": {2}, "backwards": {1, 2, 1}} {
		var events []c.Event
		for _, n := range seqs {
			events = append(events, c.Event{Seq: n, At: noon, Data: c.Reopened{}})
		}
		if _, err := c.Fold("c1", events); err == nil {
			t.Errorf("%s: %v folds", name, seqs)
		}
	}
}

func TestWhoWaits(t *testing.T) {
	s := fold(t, started, c.MessageReceived{Text: "ау"})
	if s.WaitingSince == nil || !s.WaitingSince.Equal(noon.Add(time.Second)) {
		t.Errorf("after a message the customer waits since %v", s.WaitingSince)
	}
	s = fold(t, started, c.MessageReceived{Text: "ау"}, c.OwnerChanged{Owner: c.Owner{Kind: c.OwnedByQueue}}, c.MessageSent{Text: "Шукаємо фахівця"})
	if s.WaitingSince == nil {
		t.Error("the bot's word that a person is sought counts as an answer")
	}
	if s = fold(t, started, c.MessageReceived{Text: "ау"}, c.MessageSent{Text: "Вітаю"}); s.WaitingSince != nil {
		t.Error("the customer waits on after the bot's answer")
	}
}

func TestLevelOnlyRises(t *testing.T) {
	s := fold(t, started, c.LevelRaised{Level: c.Verified}, c.IdentityProved{Level: c.Identified, Profile: map[string]c.Value{"name": "Олена"}}, c.LevelRaised{Level: "root"})
	if s.Level != c.Verified || s.Profile["name"] != "Олена" {
		t.Errorf("level %s, profile %v", s.Level, s.Profile)
	}
}

func TestIssueIsTheFirstRequest(t *testing.T) {
	hello := c.MessageReceived{Text: "привіт", Proposed: []c.Command{{Kind: c.CmdSocial}}}
	s := fold(t, started, hello, c.MessageReceived{Text: "Меню", Button: "b", Proposed: []c.Command{{Kind: c.CmdStart}}},
		c.MessageReceived{Text: " де   моє\nзамовлення ", Proposed: []c.Command{{Kind: c.CmdStart}}}, c.MessageReceived{Text: "інше", Proposed: []c.Command{{Kind: c.CmdStart}}})
	if s.Issue != "де моє замовлення" {
		t.Errorf("issue %q", s.Issue)
	}
}

func TestValueThatProvedWrongIsForgotten(t *testing.T) {
	flow := c.FlowStarted{Frame: 1, Flow: "f"}
	set := c.SlotSet{Frame: 1, Flow: "f", Slot: "id", Type: "order_id", Value: "#W1", Source: c.FromEntity, Message: 2}
	if s := fold(t, started, flow, set); s.Recent["order_id"].Value != "#W1" {
		t.Errorf("recent %v", s.Recent)
	}
	if s := fold(t, started, flow, set, c.SlotCleared{Frame: 1, Slot: "id"}); len(s.Recent) != 0 {
		t.Errorf("recent %v", s.Recent)
	}
}

// A result that comes after a correction led the flow elsewhere must not land
// in it.
func TestLateResultStaysOut(t *testing.T) {
	call := func(id c.EffectID) c.ActionRequested {
		return c.ActionRequested{Effect: id, Key: id, Frame: 1, Step: "1.do", Action: "look", Into: "order", Type: "object"}
	}
	flow := c.FlowStarted{Frame: 1, Flow: "f"}
	s := fold(t, started, flow, call("c1:3"), c.ActionSucceeded{Effect: "c1:3", Result: "A"})
	if s.Stack[0].Slots["order"].Value != "A" || s.Stack[0].Waiting != "" {
		t.Errorf("frame %+v", s.Stack[0])
	}
	s = fold(t, started, flow, call("c1:3"), c.FlowReplayed{Frame: 1}, call("c1:5"), c.ActionSucceeded{Effect: "c1:5", Result: "B"}, c.ActionSucceeded{Effect: "c1:3", Result: "A"})
	if got := s.Stack[0].Slots["order"].Value; got != "B" {
		t.Errorf("order %v", got)
	}
	if a := s.Action("c1:3"); a.Status != c.ActionDone || a.Result != "A" {
		t.Errorf("the record %+v", a)
	}
}

func TestBoundsOfMemory(t *testing.T) {
	data := []c.Data{started}
	for i := range 300 {
		data = append(data, c.FlowStarted{Frame: i + 1, Flow: "f"}, c.ActionRequested{Effect: c.EffectAt("c1", int64(i)), Frame: i + 1},
			c.MessageSent{Buttons: []c.Button{{ID: "x"}, {ID: "y"}}}, c.FlowEnded{Frame: i + 1, Flow: "f"})
	}
	s := fold(t, data...)
	if len(s.Ended) > 20 || len(s.Actions) > 100 || len(s.Buttons) > 40 || len(s.Stack) != 0 {
		t.Errorf("%d ended, %d actions, %d buttons, %d in progress", len(s.Ended), len(s.Actions), len(s.Buttons), len(s.Stack))
	}
}

func TestPreview(t *testing.T) {
	if got := c.Preview("  а \n\t б  "); got != "а б" {
		t.Errorf("%q", got)
	}
	if got := c.Preview(strings.Repeat("ї", 500)); got != strings.Repeat("ї", 140)+"…" {
		t.Errorf("%d runes", len([]rune(got)))
	}
}

func TestEffectIDs(t *testing.T) {
	id := c.EffectAt("0195-ab", 42)
	if conv, seq, ok := id.Split(); !ok || conv != "0195-ab" || seq != 42 {
		t.Errorf("%s splits to %s %d %v", id, conv, seq, ok)
	}
	for _, bad := range []c.EffectID{"", "x", ":1", "x:", "x:0", "x:-1", "x:1:2", "x:a"} {
		if _, _, ok := bad.Split(); ok {
			t.Errorf("%q splits", bad)
		}
	}
}

func TestCanonical(t *testing.T) {
	v, err := c.Canonical(map[string]any{"n": 3, "list": []string{"a"}, "t": struct {
		X int `json:"x"`
	}{7}})
	want := map[string]any{"n": 3.0, "list": []any{"a"}, "t": map[string]any{"x": 7.0}}
	if err != nil || !reflect.DeepEqual(v, want) {
		t.Errorf("%#v, %v", v, err)
	}
	if _, err := c.Canonical(func() {}); err == nil {
		t.Error("a function is no value")
	}
}

func TestDecodeRefusesTheUnknown(t *testing.T) {
	if _, err := c.DecodeData("no_such_event", []byte("{}")); err == nil {
		t.Error("an unknown event decodes")
	}
	if _, err := c.DecodeData("message_sent", []byte("[")); err == nil {
		t.Error("broken data decodes")
	}
	if _, err := c.DecodeEffect("no_such_effect", []byte("{}")); err == nil {
		t.Error("an unknown effect decodes")
	}
	var e c.Event
	if json.Unmarshal([]byte(`{"type":"x"}`), &e) == nil || json.Unmarshal([]byte(`{"type":"message_sent","data":{"text":5}}`), &e) == nil {
		t.Error("a broken event decodes")
	}
	for _, d := range []c.EffectData{c.CallAction{Key: "k", Action: "a", Timeout: time.Second}, c.WakeAt{Timer: "t", At: noon}} {
		b, err := c.EncodeEffect(d)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := c.DecodeEffect(d.EffectType(), b); err != nil || !reflect.DeepEqual(got, d) {
			t.Errorf("%#v reads back as %#v, %v", d, got, err)
		}
	}
}

// anyEvent is an event of any kind, with whatever in it: what a log could hold
// after years of other versions.
func anyEvent(t *rapid.T, seq int64) c.Event {
	names := c.EventTypes()
	slices.Sort(names)
	kind := rapid.SampledFrom(names).Draw(t, "type")
	id := rapid.SampledFrom([]c.EffectID{"", "c1:1", "c1:2"}).Draw(t, "effect")
	frame := rapid.IntRange(-1, 3).Draw(t, "frame")
	slot := rapid.SampledFrom([]string{"", "a", "$confirm.x"}).Draw(t, "slot")
	text := rapid.SampledFrom([]string{"", "так", strings.Repeat("x", 300)}).Draw(t, "text")
	fields := map[string]any{
		"effect": id, "key": id, "frame": frame, "slot": slot, "flow": "f", "text": text, "into": slot, "type": "order_id",
		"value": rapid.SampledFrom([]any{nil, true, 1.0, "x", []any{"x"}, map[string]any{"k": nil}}).Draw(t, "value"),
		"level": rapid.SampledFrom([]string{"", "anonymous", "verified", "root"}).Draw(t, "level"), "timer": "queue_wait",
		"message": rapid.Int64Range(-1, 5).Draw(t, "message"), "upto": rapid.Int64Range(-5, 99).Draw(t, "upto"),
		"owner": map[string]any{"kind": rapid.SampledFrom([]string{"bot", "agent", "?"}).Draw(t, "owner")}, "profile": map[string]any{"k": text},
		"expect": map[string]any{"kind": "slot", "frame": frame, "slot": slot, "step": text}, "step": text, "outcome": text, "lang": "uk", "locale": "uk",
		"buttons": []any{map[string]any{"id": text, "title": text}}, "proposed": []any{map[string]any{"kind": "start"}}, "at": noon, "mood": text,
		"packet": map[string]any{"reason": text, "at": noon}, "pin": map[string]any{"version": text}, "result": text,
	}
	if kind == "message_received" {
		delete(fields, "result")
	}
	b, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	d, err := c.DecodeData(kind, b)
	if err != nil {
		// The same name holds another shape in this kind: take it bare.
		if d, err = c.DecodeData(kind, []byte("{}")); err != nil {
			t.Fatal(err)
		}
	}
	by := rapid.SampledFrom([]c.Actor{{Kind: c.Customer}, {Kind: c.Bot}, {Kind: c.Agent, ID: "a", Name: "Оксана"}, {Kind: c.System}}).Draw(t, "actor")
	return c.Event{Seq: seq, At: noon.Add(time.Duration(seq) * time.Second), Actor: by, Cause: "k", Data: d}
}

// Whatever a log holds: it folds without a panic, step by step as at once,
// from its stored form as from memory, from a snapshot as from the start; and
// a clone goes its own way.
func TestAnyLogFolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []c.Event
		step, taken := &c.State{ID: "c1"}, map[*c.State]string{}
		n := rapid.IntRange(1, 40).Draw(t, "events")
		for i := range n {
			e := anyEvent(t, int64(i+1))
			events = append(events, e)
			next := step.Clone()
			taken[step] = encode(t, step)
			if err := next.Apply(e); err != nil {
				t.Fatal(err)
			}
			step = next
		}
		want := encode(t, step)
		for s, was := range taken {
			if got := encode(t, s); got != was {
				t.Fatalf("a clone changed what it was made of: %s", cmp.Diff(was, got))
			}
		}
		var stored []c.Event
		if err := json.Unmarshal([]byte(encode(t, events)), &stored); err != nil {
			t.Fatal(err)
		}
		s, err := c.Fold("c1", stored)
		if err != nil {
			t.Fatal(err)
		}
		if got := encode(t, s); got != want {
			t.Fatalf("the stored log folds otherwise: %s", cmp.Diff(want, got))
		}
		at := rapid.IntRange(0, n).Draw(t, "snapshot")
		half, err := c.Fold("c1", stored[:at])
		if err != nil {
			t.Fatal(err)
		}
		var snapshot c.State
		if err := json.Unmarshal([]byte(encode(t, half)), &snapshot); err != nil {
			t.Fatal(err)
		}
		for _, e := range stored[at:] {
			if err := snapshot.Apply(e); err != nil {
				t.Fatal(err)
			}
		}
		if got := encode(t, &snapshot); got != want {
			t.Fatalf("from the snapshot at %d: %s", at, cmp.Diff(want, got))
		}
	})
}

func encode(t *rapid.T, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
