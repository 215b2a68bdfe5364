package dialogue_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/packs"
)

// layers compiles packs over the base: name → path → content.
func layers(t testing.TB, names []string, files map[string]map[string]string) *dialogue.Playbook {
	t.Helper()
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	sources := []dialogue.Source{base}
	for _, name := range names {
		s := dialogue.Source{Name: name, Files: map[string][]byte{}}
		for path, text := range files[name] {
			s.Files[path] = []byte(text)
		}
		sources = append(sources, s)
	}
	pb, err := dialogue.Compile("test", sources...)
	if err != nil {
		t.Fatal(err)
	}
	return pb
}

// talk drives one conversation without a recogniser: the test says what was
// understood.
type talk struct {
	t   *testing.T
	pb  *dialogue.Playbook
	s   *c.State
	log []c.Event
	at  time.Time
	n   int

	came    []c.Event  // of the last input
	running []c.Effect // not ended yet
}

func begin(t *testing.T, pb *dialogue.Playbook, d c.Started) *talk {
	t.Helper()
	x := &talk{t: t, pb: pb, s: &c.State{ID: "c"}, at: time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)}
	d.Workspace, d.Contact, d.Locale = "w", "k", "en"
	if d.Channel == "" {
		d.Channel = c.ChannelWeb
	}
	if d.Level == "" {
		d.Level = c.Anonymous
	}
	x.take(d)
	t.Cleanup(func() {
		diffs, err := dialogue.Replay(pb, "c", x.log)
		if err != nil || len(diffs) > 0 {
			t.Errorf("replay: %v %v", diffs, err)
		}
	})
	return x
}

func (x *talk) take(d c.Data) {
	x.t.Helper()
	by := c.Actor{Kind: c.System}
	if _, ok := d.(c.MessageReceived); ok {
		by = c.Actor{Kind: c.Customer}
	}
	x.n++
	x.at = x.at.Add(time.Second)
	decision, err := dialogue.Advance(x.pb, nil, x.s, c.Input{Key: fmt.Sprint(x.n), At: x.at, Actor: by, Data: d})
	var no *dialogue.Refused
	if errors.As(err, &no) {
		x.t.Fatalf("%s refused: %s", d.EventType(), no.Code)
	} else if err != nil {
		x.t.Fatal(err)
	}
	for _, e := range decision.Events {
		if err := x.s.Apply(e); err != nil {
			x.t.Fatal(err)
		}
	}
	x.came = decision.Events
	x.log = append(x.log, decision.Events...)
	for _, e := range decision.Effects {
		if _, timer := e.Data.(c.WakeAt); !timer {
			x.running = append(x.running, e)
		}
	}
}

func (x *talk) start(flow string) {
	x.t.Helper()
	x.say(flow, c.Command{Kind: c.CmdStart, Flow: flow})
}

// set answers with a value that the words hold.
func (x *talk) set(slot string, v c.Value) {
	x.t.Helper()
	x.say(fmt.Sprint(v), c.Command{Kind: c.CmdSet, Slot: slot, Value: v})
}

func (x *talk) say(text string, cs ...c.Command) {
	x.t.Helper()
	for i := range cs {
		if cs[i].Text == "" {
			cs[i].Text = text
		}
		if cs[i].Source == "" {
			cs[i].Source = c.FromEntity
		}
		cs[i].Confidence = 1
	}
	x.take(c.MessageReceived{Text: text, Proposed: cs})
}

func (x *talk) press(id string) {
	x.t.Helper()
	for _, b := range x.s.Buttons {
		if b.ID == id || strings.HasPrefix(b.ID, id+"-") {
			id = b.ID
		}
	}
	x.take(c.MessageReceived{Text: dialogue.ButtonTitle(x.s, id), Button: id})
}

// next takes the oldest effect under way.
func (x *talk) next() c.Effect {
	x.t.Helper()
	if len(x.running) == 0 {
		x.t.Fatalf("nothing is under way; the log ends\n%s", x.tail())
	}
	e := x.running[0]
	x.running = x.running[1:]
	return e
}

func (x *talk) ok(action string, result c.Value) c.CallAction {
	x.t.Helper()
	e := x.next()
	call, _ := e.Data.(c.CallAction)
	if call.Action != action {
		x.t.Fatalf("%s is under way, not %s", call.Action, action)
	}
	x.take(c.ActionSucceeded{Effect: e.ID, Action: action, Result: result, Quiet: call.Quiet})
	return call
}

func (x *talk) fail(action, code string) {
	x.t.Helper()
	e := x.next()
	call, _ := e.Data.(c.CallAction)
	if call.Action != action {
		x.t.Fatalf("%s is under way, not %s", call.Action, action)
	}
	x.take(c.ActionFailed{Effect: e.ID, Action: action, Code: code, Quiet: call.Quiet})
}

// came tells what the last input led to, by the kinds that tests speak of.
func (x *talk) said() string { return keys(x.came) }

func keys(events []c.Event) string {
	var out []string
	for _, e := range events {
		if d, ok := e.Data.(c.MessageSent); ok {
			out = append(out, d.Key)
		}
	}
	return strings.Join(out, " ")
}

func (x *talk) wantSaid(want string) {
	x.t.Helper()
	if got := x.said(); got != want {
		x.t.Errorf("said %q, want %q; the log ends\n%s", got, want, x.tail())
	}
}

func (x *talk) wantHandoff(reason string) {
	x.t.Helper()
	if x.s.Handoff == nil || x.s.Handoff.Reason != reason || x.s.Owner.Kind != c.OwnedByQueue {
		x.t.Fatalf("no handoff for %s; the log ends\n%s", reason, x.tail())
	}
}

func (x *talk) tail() string {
	var b strings.Builder
	for _, e := range x.log[max(0, len(x.log)-14):] {
		data, _ := c.EncodeData(e.Data)
		fmt.Fprintf(&b, "  %d %s %s\n", e.Seq, e.Data.EventType(), data)
	}
	return b.String()
}
