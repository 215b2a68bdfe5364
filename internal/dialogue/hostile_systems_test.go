package dialogue_test

import (
	"errors"
	"fmt"
	"os"
	"time"

	"pgregory.net/rapid"

	"github.com/rozmova/rozmova/demo"
	"github.com/rozmova/rozmova/demo/telecom"
	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/flowtest"
)

// end is how an effect ends: as the business system says, or with a failure.
func (s *siege) end(e c.Effect) c.Data {
	t := s.t
	switch d := e.Data.(type) {
	case c.SendCode:
		if rapid.IntRange(0, 4).Draw(t, "sent") == 0 {
			return c.CodeNotSent{Effect: e.ID, Code: "too_many_codes"}
		}
		return c.CodeSent{Effect: e.ID, Hint: c.MaskAddress(d.To)}
	case c.FindAnswer:
		return answerLie(e.ID).Draw(t, "late lie")
	case c.OpenTicket:
		return c.TicketOpened{Effect: e.ID, Ticket: c.TicketID("t" + string(e.ID)), Number: "T-1"}
	case c.CallAction:
		if code := rapid.SampledFrom([]string{"", "", "", "", "", "", "timeout", "boom"}).Draw(t, "code"); code != "" {
			return c.ActionFailed{Effect: e.ID, Action: d.Action, Code: code, Quiet: d.Quiet}
		}
		r := s.ask(d)
		switch r := r.(type) {
		case c.ActionSucceeded:
			r.Effect, r.Action, r.Quiet = e.ID, d.Action, d.Quiet
			return r
		case c.ActionFailed:
			r.Effect, r.Action, r.Quiet = e.ID, d.Action, d.Quiet
			return r
		}
	}
	t.Fatalf("what is %T", e.Data)
	return nil
}

func (s *siege) ask(d c.CallAction) c.Data {
	if s.answer != nil {
		return s.answer(s.t, d)
	}
	v, err := s.system(d.Pack).Call(flowtest.Call{Key: d.Key, Action: d.Action, Args: d.Args})
	var no *flowtest.Refusal
	switch {
	case errors.As(err, &no):
		return c.ActionFailed{Code: no.Code, Message: no.Message}
	case err != nil:
		return c.ActionFailed{Code: "unavailable"}
	}
	return c.ActionSucceeded{Result: v}
}

// system is the demo's business system of a pack, fresh for each siege.
func (s *siege) system(pack string) flowtest.Backend {
	if b := s.systems[pack]; b != nil {
		return b
	}
	dir, err := os.MkdirTemp(s.dir, "siege")
	if err != nil {
		s.t.Fatal(err)
	}
	now := func() time.Time { return s.at }
	var b flowtest.Backend
	leave := s.leave
	if pack == "telecom" {
		x, err := telecom.New(dir, now)
		if err != nil {
			s.t.Fatal(err)
		}
		b, s.leave = flowtest.Handler(x), func() { _ = x.Close(); _ = os.RemoveAll(dir); leave() }
	} else {
		x, err := demo.NewBackend(dir, now)
		if err != nil {
			s.t.Fatal(err)
		}
		b, s.leave = flowtest.Handler(x), func() { _ = x.Close(); _ = os.RemoveAll(dir); leave() }
	}
	s.systems[pack] = b
	return b
}

// take gives an input to the engine, and what comes of it to the judge.
func (s *siege) take(by c.Actor, d c.Data) {
	s.n++
	s.at = s.at.Add(time.Second)
	in := c.Input{Key: fmt.Sprint("in-", s.n), At: s.at, Actor: by, Data: d}
	decision, err := dialogue.Advance(s.pb, s, s.s, in)
	var no *dialogue.Refused
	if errors.As(err, &no) {
		return
	}
	if err != nil {
		s.t.Fatal(err)
	}
	next := s.s.Clone()
	for _, e := range decision.Events {
		s.judge.event(next, e, in)
		if m, ok := e.Data.(c.MessageSent); ok {
			for _, b := range m.Buttons {
				s.pressed = append(s.pressed, b.ID)
			}
		}
		if err := next.Apply(e); err != nil {
			s.t.Fatal(err)
		}
	}
	s.s, s.log = next, append(s.log, decision.Events...)
	for _, e := range decision.Effects {
		if _, timer := e.Data.(c.WakeAt); timer {
			continue
		}
		s.running = append(s.running, e)
		s.judge.effect(e, decision)
	}
}

// vaultFiles is a pack that is all guards.
var vaultFiles = map[string]map[string]string{"annex": { // knows its customers by the same fact, and trusts nobody else's check
	"pack.yaml":        "pack: annex\nidentity: box\n",
	"actions.yaml":     "lookup: {title: {uk: Пошук, en: Finding}, params: {box: box_no}}\nshut: {title: {uk: Зачинення, en: Shutting}, params: {box: text}, writes: true, requires: verified}\n",
	"flows/check.yaml": "flow: annex_check\non: verification_required\nslots: {box: {type: box_no}, found: {type: object, from: action}}\nsteps:\n  - ask: box\n  - do: lookup\n    with: {box: box}\n    into: found\n  - code: email\n    to: found.phone\n    text: vault.sent\n  - grant: verified\n    profile: {box: found.box}\n",
	"flows/shut.yaml":  "flow: shut_annex\ntitle: {uk: Зачинити, en: Shut}\nexamples: {uk: [зачинити прибудову], en: [shut the annex]}\nsteps:\n  - do: shut\n    with: {box: customer.box}\n  - say: vault.done\n",
	"texts/uk.yaml":    "annex_check.ask_box: Яка?\n",
	"texts/en.yaml":    "annex_check.ask_box: Which?\n",
}, "vault": {
	"pack.yaml": "pack: vault\nidentity: box\nverified_for: 20m\ntypes: {box_no: {pattern: 'B(\\d{4})', title: {uk: Скринька, en: Box}, example: B1234}}\n",
	"actions.yaml": "find: {title: {uk: Пошук, en: Finding}, params: {box: box_no}, proof: true}\n" +
		"open: {title: {uk: Відкриття, en: Opening}, params: {box: text}, writes: true, requires: identified}\n" +
		"send: {title: {uk: Переказ, en: Sending}, params: {to: box_no, amount: number, note: text?}, writes: true, requires: verified}\n",
	"guidelines.yaml": "once: {when: \"actions.exists(a, a.name == 'open' && a.args.box == action.args.box)\", forbid: open, say: vault.once}\n",
	"flows/check.yaml": "flow: vault_check\non: verification_required\nslots: {box: {type: box_no, retries: 5}, found: {type: object, from: action}}\nsteps:\n" +
		"  - ask: box\n  - do: find\n    with: {box: box}\n    into: found\n    on_error: {default: no}\n  - branch: [{if: \"event.level == 'verified'\", goto: sure}]\n" +
		"  - grant: identified\n    profile: {box: found.box}\n  - end: resolved\n  - id: sure\n    code: sms\n    to: found.phone\n    text: vault.sent\n    else: no\n" +
		"  - grant: verified\n    profile: {box: found.box}\n  - end: resolved\n  - id: no\n    say: vault.no\n  - end: not_resolved\n",
	"flows/open.yaml": "flow: open_vault\ntitle: {uk: Відкрити, en: Open}\nexamples: {uk: [відкрити скриньку], en: [open the vault]}\nslots: {why: {type: choice, values: [day, night]}}\nsteps:\n" +
		"  - ask: why\n  - confirm: vault.sure\n  - do: open\n    with: {box: customer.box}\n  - say: vault.done\n",
	"flows/send.yaml": "flow: send_money\ntitle: {uk: Переказ, en: Send}\nexamples: {uk: [переказати гроші], en: [send money]}\nslots: {limit: {type: text, from: system}, kind: {type: box_no, from: agent}, to: {type: box_no}, amount: {type: number, validate: value > 0.0}, note: {type: text}}\nsteps:\n" +
		"  - set: {limit: \"'none'\"}\n  - ask: to\n  - ask: amount\n  - ask: note\n    if: amount > 200.0\n  - confirm: vault.sure\n  - do: send\n    with: {to: to, amount: amount, note: note}\n  - say: vault.done\n",
	"texts/uk.yaml": "vault_check.ask_box: Яка?\nvault.sent: Код\nvault.no: Ні\nvault.once: Раз\nopen_vault.ask_why: Коли?\nopen_vault.why.day: вдень\nopen_vault.why.night: вночі\nvault.sure: Точно?\nvault.done: Є\n" +
		"send_money.ask_to: Куди?\nsend_money.ask_amount: Скільки?\nsend_money.ask_note: Що?\n",
	"texts/en.yaml": "vault_check.ask_box: Which?\nvault.sent: Code\nvault.no: No\nvault.once: Once\nopen_vault.ask_why: When?\nopen_vault.why.day: by day\nopen_vault.why.night: by night\nvault.sure: Sure?\nvault.done: Done\n" +
		"send_money.ask_to: Where?\nsend_money.ask_amount: How much?\nsend_money.ask_note: What?\n",
}}

// phoneOf is the telephone of a box's owner.
func phoneOf(box any) string { return fmt.Sprintf("+38050111%v", box) }

func vaultAnswer(t *rapid.T, call c.CallAction) c.Data {
	if call.Action == "find" || call.Action == "lookup" {
		return c.ActionSucceeded{Result: map[string]any{"box": call.Args["box"], "phone": phoneOf(call.Args["box"])}}
	}
	return c.ActionSucceeded{Result: "ok"}
}
