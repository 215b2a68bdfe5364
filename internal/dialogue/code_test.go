package dialogue_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/packs"
)

const checkFlow = `
flow: line_check
on: verification_required
slots: {number: {type: text}, account: {type: object, from: action}}
steps:
  - ask: number
  - do: find
    with: {number: number}
    into: account
  - code: sms
    to: account.phone
    text: line_check.sent
    else: locked
  - grant: verified
    profile: {line_id: account.id}
  - end: resolved
  - id: locked
    say: line_check.locked
    buttons: [person]
  - end: not_resolved
`

// line is an operator that knows its customers by a code to their own phone.
func line(t testing.TB, edit ...string) *dialogue.Playbook {
	t.Helper()
	return layers(t, []string{"line"}, lineFiles(edit...))
}

func lineFiles(edit ...string) map[string]map[string]string {
	r := strings.NewReplacer(edit...)
	return map[string]map[string]string{"line": {
		"pack.yaml": "pack: line\nidentity: line_id\n",
		"actions.yaml": "find: {title: {uk: Пошук, en: Finding}, params: {number: text}, proof: true}\n" +
			"stop: {title: {uk: Вимкнення, en: Stopping}, params: {line: text}, writes: true, requires: verified}\n",
		"flows/check.yaml": r.Replace(checkFlow),
		"flows/stop.yaml": "flow: stop_line\ntitle: {uk: Вимкнути, en: Stop}\nexamples: {uk: [вимкніть], en: [stop]}\nsteps:\n" +
			"  - do: stop\n    with: {line: customer.line_id}\n  - say: stop_line.done\n",
		"flows/ask.yaml": "flow: how_much\ntitle: {uk: Ціна, en: Price}\nexamples: {uk: [ціна], en: [price]}\n" +
			"slots: {what: {type: text}}\nsteps:\n  - ask: what\n  - say: how_much.told\n",
		"flows/wrong.yaml":   "flow: p_wrong\non: code_wrong\nsteps: [{say: p.wrong}]",
		"flows/expired.yaml": "flow: p_expired\non: code_expired\nsteps: [{say: p.expired, buttons: [resend, person]}]",
		"flows/locked.yaml":  "flow: p_locked\non: locked\nsteps: [{say: p.locked, buttons: [person]}]",
		"texts/uk.yaml": "line_check.ask_number: Номер?\nline_check.sent: Код на {event.hint}\nline_check.locked: Досить {error.code}\nstop_line.done: Готово\n" +
			"p.wrong: Не те, {event.left}\np.expired: Старий\np.locked: Зачекайте\nhow_much.ask_what: Що?\nhow_much.told: Сто",
		"texts/en.yaml": "line_check.ask_number: Number?\nline_check.sent: Code to {event.hint}\nline_check.locked: Enough {error.code}\nstop_line.done: Done\n" +
			"p.wrong: Wrong, {event.left}\np.expired: Old\np.locked: Wait\nhow_much.ask_what: What?\nhow_much.told: A hundred",
	}}
}

// awaited is a conversation that waits for a code.
func awaited(t *testing.T) *talk {
	x := begin(t, line(t), c.Started{})
	x.start("stop_line")
	x.set("number", "77")
	if call := x.ok("find", map[string]any{"id": "l1", "phone": "+380501234502"}); !call.Proof || call.Contact != "k" {
		t.Fatalf("looked up by %+v", call)
	}
	x.sent()
	return x
}

func (x *talk) sent() c.SendCode {
	x.t.Helper()
	e := x.next()
	d, ok := e.Data.(c.SendCode)
	if !ok {
		x.t.Fatalf("under way is %+v", e)
	}
	x.take(c.CodeSent{Effect: e.ID, Hint: "•••02"})
	return d
}

func (x *talk) code(v c.CodeVerdict, left int) {
	x.t.Helper()
	x.take(c.MessageReceived{Text: c.CodeMask, Code: v, CodeLeft: left})
}

func TestCodeRight(t *testing.T) {
	x := awaited(t)
	if got := x.came[len(x.came)-2].Data.(c.MessageSent).Text; got != "Code to •••02" {
		t.Errorf("said %q", got)
	}
	x.code(c.CodeWrong, 3)
	x.wantSaid("p.wrong")
	x.code(c.CodeRight, 0)
	if got := x.pb.LevelIn(x.s, "line", x.at); got != c.Verified || x.s.Profile["line_id"] != "l1" {
		t.Fatalf("level %s, profile %v", got, x.s.Profile)
	}
	if call := x.ok("stop", "ok"); call.Args["line"] != "l1" {
		t.Errorf("stopped %v", call.Args)
	}
	if x.s.Code != nil {
		t.Errorf("the code is still there: %+v", x.s.Code)
	}
	b, err := json.Marshal(x.log)
	if err != nil || strings.Contains(string(b), "+380501234502") && strings.Count(string(b), "+380501234502") != 1 { // the action's result only
		t.Errorf("the address stands in %s, %v", b, err)
	}
}

func TestCodeExpiredAndAnother(t *testing.T) {
	x := awaited(t)
	x.code(c.CodeExpired, 0)
	x.wantSaid("p.expired")
	x.press("resend")
	if d := x.sent(); d.To != "+380501234502" || d.Via != "sms" || d.Pack != "line" || d.Contact != "k" {
		t.Errorf("sent again as %+v", d)
	}
	x.wantSaid("line_check.sent")
	x.code(c.CodeRight, 0)
	x.ok("stop", "ok")
}

func TestCodeLocked(t *testing.T) {
	x := awaited(t)
	x.code(c.CodeLocked, 0)
	x.wantSaid("line_check.locked handoff.other") // the flow could not be had without it
	x.wantHandoff("verification_failed")
	if got := x.pb.LevelIn(x.s, "line", x.at); got != c.Anonymous {
		t.Errorf("level %s", got)
	}
}

func TestCodeNotSent(t *testing.T) {
	for _, why := range []string{"too_many_codes", "no_channel", "unavailable"} {
		x := begin(t, line(t), c.Started{})
		x.start("stop_line")
		x.set("number", "77")
		x.ok("find", map[string]any{"id": "l1", "phone": "+380501234502"})
		x.take(c.CodeNotSent{Effect: x.next().ID, Code: why})
		for _, e := range x.came {
			if d, ok := e.Data.(c.MessageSent); ok && d.Key == "line_check.locked" && d.Text != "Enough "+why {
				t.Errorf("said %q", d.Text)
			}
		}
		x.wantSaid("line_check.locked handoff.other")
	}
	x := begin(t, line(t, "    else: locked\n", "", "  - end: resolved\n", "  - branch: [{if: \"account == null\", goto: locked}]\n  - end: resolved\n"), c.Started{})
	x.start("stop_line")
	x.set("number", "77")
	x.ok("find", map[string]any{"id": "l1"}) // the system knows no phone, and the flow has no other way
	x.wantHandoff("verification_failed")
	if x.s.Handoff.Rule != "code_no_channel" {
		t.Errorf("by %s", x.s.Handoff.Rule)
	}
}

// A customer who asks something else meanwhile comes back by typing the code.
func TestCodeAfterDigression(t *testing.T) {
	x := awaited(t)
	x.start("how_much")
	x.wantSaid("how_much.ask_what")
	x.code(c.CodeRight, 0)
	x.ok("stop", "ok")
	if len(x.s.Stack) != 0 {
		t.Errorf("left on the stack: %+v", x.s.Stack)
	}
}

func TestCodeAndAWishForAPerson(t *testing.T) {
	x := awaited(t)
	x.take(c.MessageReceived{Text: "•••••• a human please", Code: c.CodeWrong, CodeLeft: 4, Proposed: []c.Command{
		{Kind: c.CmdHandoff, Reason: "asked", Source: c.FromPattern, Text: "human", Confidence: 1},
	}})
	x.wantHandoff("asked")
}

// Nothing that anybody proposes passes for a right code.
func TestNoCommandIsACode(t *testing.T) {
	for _, src := range []c.Source{c.FromModel, c.FromPattern, c.FromEntity, c.FromButton, c.FromSystem, c.FromAction, c.FromContext} {
		x := awaited(t)
		slot := x.s.Expect.Slot
		x.say("yes 123456", c.Command{Kind: c.CmdSet, Slot: slot, Value: true, Source: src, Text: "yes"},
			c.Command{Kind: c.CmdSet, Slot: slot, Value: "123456", Source: src, Text: "123456"},
			c.Command{Kind: c.CmdSet, Slot: "account", Value: map[string]any{"phone": "1"}, Source: src, Text: "yes"})
		if got := x.pb.LevelIn(x.s, "line", x.at); got != c.Anonymous {
			t.Errorf("from %s: level %s", src, got)
		}
		if x.s.Code == nil || len(x.running) > 0 {
			t.Errorf("from %s: code %v, under way %v", src, x.s.Code, x.running)
		}
	}
	x := begin(t, line(t), c.Started{}) // nor does a verdict that nobody asked for
	x.code(c.CodeRight, 0)
	if x.s.Level != c.Anonymous {
		t.Errorf("level %s", x.s.Level)
	}
}

func TestTooManyProofs(t *testing.T) {
	x := begin(t, line(t), c.Started{})
	x.start("stop_line")
	x.set("number", "77")
	x.fail("find", "too_many_tries")
	x.wantSaid("p.locked")
	if len(x.s.Stack) != 0 || len(x.s.Buttons) != 1 || x.s.Buttons[0].ID != "person" {
		t.Errorf("left: %+v %+v", x.s.Stack, x.s.Buttons)
	}
}

func TestWhereCodesMayGo(t *testing.T) {
	for name, edit := range map[string][]string{
		"a slot":              {"to: account.phone", "to: number"},
		"worked out of it":    {"to: account.phone", "to: \"account.phone + number\""},
		"the whole profile":   {"to: account.phone", "to: customer[error.code]"},
		"a slot by the way":   {"to: account.phone", "to: copy", "slots: {", "slots: {copy: {type: text, from: system}, ", "steps:\n", "steps:\n  - set: {copy: number}\n"},
		"said in the profile": {"to: account.phone", "to: customer.phone", "profile: {line_id: account.id}", "profile: {line_id: account.id, phone: number}"},
		"by another flow's":   {"to: account.phone", "to: customer.b", "profile: {line_id: account.id}", "profile: {a: number, b: customer.a}"},
	} {
		base, err := packs.Source(packs.Base)
		if err != nil {
			t.Fatal(err)
		}
		own := dialogue.Source{Name: "line", Files: map[string][]byte{}}
		for path, text := range lineFiles(edit...)["line"] {
			own.Files[path] = []byte(text)
		}
		_, err = dialogue.Compile("x", base, own)
		var ps dialogue.Problems
		if !errors.As(err, &ps) || len(ps) != 1 || !strings.Contains(ps[0].Text, "a code may not be sent to") {
			t.Errorf("%s: %v", name, err)
		}
	}
	line(t, "to: account.phone", "to: customer.phone") // signed
}

func TestCodeIsKeptFromLaterMessages(t *testing.T) {
	x := awaited(t)
	if !x.s.CodeAwaited() || !x.s.CodeAbout(x.at.Add(10*time.Minute)) || x.s.CodeAbout(x.at.Add(time.Hour)) {
		t.Error("a code that was sent is not looked out for, or for ever")
	}
	x.say("stop", c.Command{Kind: c.CmdCancel})
	if x.s.CodeAwaited() || !x.s.CodeAbout(x.at) {
		t.Error("after cancelling, a code on the customer's screen is not looked out for")
	}
}

// A right code proves one address. When a correction leads to somebody else's
// account meanwhile, it is worth nothing there.
func TestCodeIsForOneAddress(t *testing.T) {
	x := awaited(t)
	x.set("number", "88")
	x.code(c.CodeRight, 0) // for the account of 77
	x.ok("find", map[string]any{"id": "l2", "phone": "+380509999999"})
	if d := x.sent(); d.To != "+380509999999" {
		t.Errorf("sent to %s", d.To)
	}
	if got := x.pb.LevelIn(x.s, "line", x.at); got != c.Anonymous {
		t.Errorf("level %s", got)
	}
	x.code(c.CodeRight, 0)
	if call := x.ok("stop", "ok"); call.Args["line"] != "l2" {
		t.Errorf("stopped %v", call.Args)
	}
}
