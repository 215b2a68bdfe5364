package dialogue_test

import (
	"errors"
	"strings"
	"testing"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/packs"
)

// till is a shop whose rules are given by the test.
func till(rules string) map[string]map[string]string {
	return map[string]map[string]string{"till": {
		"pack.yaml": "pack: till\nidentity: till_id\n",
		"actions.yaml": "pay: {title: {uk: Оплата, en: Paying}, params: {amount: number, bill: text}, writes: true}\n" +
			"cancel: {title: {uk: Скасування, en: Cancelling}, params: {bill: text}, writes: true}\n",
		"guidelines.yaml": rules,
		"flows/pay.yaml": "flow: pay_bill\ntitle: {uk: Оплата, en: Pay}\nexamples: {uk: [оплатити], en: [pay]}\n" +
			"slots: {bill: {type: text}, amount: {type: number}}\nsteps:\n  - ask: bill\n  - ask: amount\n" +
			"  - do: pay\n    with: {amount: amount, bill: bill}\n  - say: pay_bill.done\n",
		"flows/cancel.yaml": "flow: cancel_bill\ntitle: {uk: Скасувати, en: Cancel}\nexamples: {uk: [скасувати], en: [cancel]}\n" +
			"slots: {bill: {type: text}}\nsteps:\n  - ask: bill\n  - do: cancel\n    with: {bill: bill}\n    on_error: {forbidden: no}\n" +
			"  - say: pay_bill.done\n  - end: resolved\n  - id: no\n    say: cancel_bill.no\n  - end: not_resolved\n",
		"flows/check.yaml": "flow: till_check\non: verification_required\nslots: {who: {type: text}}\nsteps:\n  - ask: who\n" +
			"  - grant: verified\n    profile: {till_id: who}\n",
		"texts/uk.yaml": "pay_bill.ask_bill: Рахунок?\npay_bill.ask_amount: Скільки?\npay_bill.done: Готово\ncancel_bill.ask_bill: Рахунок?\ncancel_bill.no: Ні ({error.code})\n" +
			"till_check.ask_who: Хто?\nrule.once: \"Лише раз: {action.args.bill}\"\nrule.shut: Зачинено\nrule.recorded: Розмову записують",
		"texts/en.yaml": "pay_bill.ask_bill: Bill?\npay_bill.ask_amount: How much?\npay_bill.done: Done\ncancel_bill.ask_bill: Bill?\ncancel_bill.no: No ({error.code})\n" +
			"till_check.ask_who: Who?\nrule.once: \"Only once: {action.args.bill}\"\nrule.shut: Closed\nrule.recorded: This is recorded",
	}}
}

func tillOf(t *testing.T, rules string) *talk {
	t.Helper()
	return begin(t, layers(t, []string{"till"}, till(rules)), c.Started{})
}

func (x *talk) pay(bill string, amount float64) {
	x.t.Helper()
	x.start("pay_bill")
	x.set("bill", bill)
	x.set("amount", amount)
}

func (x *talk) wantApplied(name string, kind c.GuidelineKind, target string) {
	x.t.Helper()
	for _, e := range x.came {
		if d, ok := e.Data.(c.GuidelineApplied); ok && d.Guideline == name && d.Kind == kind && d.Target == target {
			return
		}
	}
	x.t.Errorf("guideline %s did not %s %s; the log ends\n%s", name, kind, target, x.tail())
}

const once = `
once:
  when: "actions.exists(a, a.name == 'pay' && a.args.bill == action.args.bill)"
  forbid: [pay, cancel]
  say: rule.once
  buttons: [person]
`

func TestForbidAction(t *testing.T) {
	x := tillOf(t, once)
	x.pay("b1", 5)
	x.ok("pay", "ok")
	x.pay("b2", 5)
	x.ok("pay", "ok")
	x.pay("b1", 6)
	x.wantApplied("once", c.GuidelineForbid, "pay")
	x.wantSaid("rule.once")
	if e := x.s.Ended[len(x.s.Ended)-1]; e.Flow != "pay_bill" || e.Outcome != c.OutcomeNotResolved || len(x.running) > 0 {
		t.Errorf("ended as %+v, under way %v", e, x.running)
	}
	if m := x.s.LastSaid; m.Text != "Only once: b1" || len(m.Buttons) != 1 {
		t.Errorf("said %+v", m)
	}
	x.start("cancel_bill") // whose flow has a way on
	x.set("bill", "b2")
	x.wantSaid("cancel_bill.no")
	if got := x.s.LastSaid.Text; got != "No (forbidden)" {
		t.Errorf("said %q", got)
	}
	x.start("cancel_bill")
	x.set("bill", "b3")
	x.ok("cancel", "ok")
}

// What failed for good was not done; what may have been done counts; a new try
// of the same call is no second one.
func TestForbidCountsWhatMayBeDone(t *testing.T) {
	x := tillOf(t, once)
	x.pay("b1", 5)
	x.fail("pay", "no_money")
	x.press("retry")
	x.fail("pay", "timeout") // the second failure brings a person
	x.wantHandoff("action_failed")

	x = tillOf(t, once)
	x.pay("b1", 5)
	x.fail("pay", "timeout")
	x.press("retry")
	x.ok("pay", "ok")

	x = tillOf(t, once)
	x.pay("b1", 5)
	x.fail("pay", "timeout")
	x.say("stop", c.Command{Kind: c.CmdCancel})
	x.pay("b1", 5)
	x.wantApplied("once", c.GuidelineForbid, "pay")
}

func TestForbidFlow(t *testing.T) {
	x := tillOf(t, `guidelines: {shut: {when: "conversation.messages > 1", forbid: [pay_bill], say: rule.shut}}`)
	x.pay("b1", 5)
	x.ok("pay", "ok")
	x.start("pay_bill")
	x.wantSaid("rule.shut")
	if len(x.s.Stack) > 0 || x.s.Expect.Kind != "" {
		t.Errorf("left %+v %+v", x.s.Stack, x.s.Expect)
	}
}

// A step up in the middle of a flow, and back to the same step.
func TestRequireInTheMiddle(t *testing.T) {
	x := tillOf(t, `big: {when: "amount > 500.0", require: verified, for: [pay]}`)
	x.pay("b1", 500)
	x.ok("pay", "ok")
	x.pay("b1", 501)
	x.wantApplied("big", c.GuidelineRequire, "pay")
	x.wantSaid("till_check.ask_who")
	x.set("who", "anna")
	if call := x.ok("pay", "ok"); call.Args["amount"] != 501.0 {
		t.Errorf("paid %v", call.Args)
	}
	x.pay("b2", 9999) // verified once for all
	x.ok("pay", "ok")
	x = tillOf(t, `all: {when: "customer.level != 'verified'", require: identified, for: [pay_bill]}`)
	x.start("pay_bill")
	x.wantSaid("till_check.ask_who")
	x.set("who", "anna")
	x.wantSaid("pay_bill.ask_bill")
}

func TestHandoffByGuideline(t *testing.T) {
	furious := `furious: {when: "conversation.mood == 'angry' && flow.name == 'pay_bill'", handoff: complaint}`
	x := tillOf(t, furious)
	x.start("pay_bill")
	x.take(c.MessageReceived{Text: "b1 now!", Mood: c.Angry, Proposed: []c.Command{{Kind: c.CmdSet, Slot: "bill", Value: "b1", Source: c.FromEntity, Text: "b1", Confidence: 1}}})
	x.wantApplied("furious", c.GuidelineHandoff, "")
	x.wantHandoff("complaint")
	if x.s.Handoff.Rule != "guideline:furious" {
		t.Errorf("by %s", x.s.Handoff.Rule)
	}
	x.press("back") // the rule had its say
	x.take(c.MessageReceived{Text: "b1 now!", Mood: c.Angry, Proposed: []c.Command{{Kind: c.CmdSet, Slot: "bill", Value: "b1", Source: c.FromEntity, Text: "b1", Confidence: 1}}})
	x.wantSaid("pay_bill.ask_amount")

	x = tillOf(t, furious) // who asks for a person themselves is not argued with
	x.start("pay_bill")
	x.take(c.MessageReceived{Text: "a human now!", Mood: c.Angry, Proposed: []c.Command{{Kind: c.CmdHandoff, Reason: "asked", Source: c.FromPattern, Text: "human", Confidence: 1}}})
	x.wantHandoff("asked")

	x = tillOf(t, `much: {when: "action.args.amount > 10.0", handoff: money, for: pay}`)
	x.pay("b1", 11)
	x.wantHandoff("money")
	if len(x.running) > 0 {
		t.Errorf("under way %v", x.running)
	}

	x = tillOf(t, `done: {when: "actions.exists(a, a.result == 'strange')", handoff: odd}`) // after an action's end, too
	x.pay("b1", 1)
	x.ok("pay", "strange")
	x.wantHandoff("odd")
}

func TestRemind(t *testing.T) {
	x := tillOf(t, `rec: {when: "conversation.messages == 1", remind: rule.recorded}`)
	x.start("pay_bill")
	x.wantSaid("rule.recorded pay_bill.ask_bill")
	x.set("bill", "b1")
	x.wantSaid("pay_bill.ask_amount")
	x = tillOf(t, `rec: {when: "bill == 'b1'", remind: rule.recorded, for: cancel_bill}`)
	x.start("pay_bill")
	x.set("bill", "b1")
	x.wantSaid("pay_bill.ask_amount")
	x.start("cancel_bill")
	x.wantSaid("cancel_bill.ask_bill")
	x.set("bill", "b1")
	x.ok("cancel", "ok")
	x.wantSaid("rule.recorded pay_bill.done resumed.back pay_bill.ask_amount")
}

func TestPriorityDecides(t *testing.T) {
	for name, rules := range map[string]string{
		"rule.once": `{low: {when: "amount > 1.0", handoff: money, for: pay}, high: {when: "bill == 'b1'", forbid: pay, say: rule.once, priority: 5}}`,
		"handoff":   `{low: {when: "bill == 'b1'", forbid: pay, say: rule.once}, high: {when: "amount > 1.0", handoff: money, for: pay, priority: 5}}`,
	} {
		x := tillOf(t, rules)
		x.pay("b1", 5)
		if got := x.said(); !strings.HasPrefix(got, name) {
			t.Errorf("%s: said %q", name, got)
		}
	}
}

// A rule that cannot be worked out keeps an action from happening.
func TestRuleTooCostly(t *testing.T) {
	long := strings.Repeat("y", 900)
	x := tillOf(t, `dear: {when: "bill.matches('(y+y+y+)+z') && [1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, [1,2,3,4,5,6,7,8,9].all(d, a + b + c + d > 0)))) || [1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, [1,2,3,4,5,6,7,8,9].all(d, a + b + c + d > 0))))", forbid: pay, say: rule.shut}`)
	x.pay(long, 5)
	x.wantHandoff("engine_fault")
	if len(x.running) > 0 {
		t.Errorf("under way %v", x.running)
	}
}

func TestGuidelineProblems(t *testing.T) {
	for rules, want := range map[string]string{
		`{a: {when: "true", forbid: pay, say: rule.once}}`:                     `guidelines.yaml:1: guideline "a" has the condition true, which never changes`,
		`{a: {when: "x > 1", forbid: pay, say: rule.once}}`:                    `unknown name 'x'`,
		`{a: {when: "amount > 1.0", forbid: [pay, fly], say: rule.once}}`:      `guideline "a" speaks of "fly", which is neither an action nor a flow`,
		`{a: {when: "amount > 1.0", forbid: pay, say: rule.none}}`:             `text "rule.none" is missing in language uk`,
		`{a: {when: "amount > 1.0", forbid: pay}}`:                             `needs a text that tells the customer why not`,
		`{a: {when: "amount > 1.0", forbid: pay, say: rule.once, handoff: x}}`: `does one thing; found both forbid and handoff`,
		`{a: {when: "amount > 1.0"}}`:                                          `needs one of: forbid, require, handoff, remind`,
		`{a: {forbid: pay, say: rule.once}}`:                                   `needs a condition: when: …`,
		`{a: {when: "amount > 1.0", require: anonymous, for: pay}}`:            `requires what everybody has`,
		`{a: {when: "amount > 1.0", require: verified}}`:                       `needs to say what for`,
		`{a: {when: "amount > 1.0", require: admin, for: pay}}`:                `unknown level "admin"`,
		`{a: {when: "amount", forbid: pay, say: rule.once}}`:                   ``,
		`{a: {when: "'x'", forbid: pay, say: rule.once}}`:                      `gives text, expected bool`,
		`{a: {when: "amount > 1.0", forbid: till_check, say: rule.once}}`:      `a pattern flow that only its event may call`,
		`{a: {when: "amount > 1.0", remind: rule.once, for: pay}}`:             `reminds in flows; there is no flow "pay"`,
		`{a: {when: "amount > 1.0", grant: verified}}`:                         `unknown key "grant"`,
		`{a: {when: "amount > 1.0", handoff: x, say: rule.once}}`:              `say belongs to a guideline that forbids`,
		`{a: {when: "amount > 1.0", forbid: pay, say: rule.once, for: pay}}`:   `forbid names the actions or flows itself`,
		"{a: {when: \"amount > 1.0\", forbid: pay, say: rule.once, priority: 1},\n b: {when: \"amount > 1.0\", require: verified, for: [cancel, pay]}}": `guidelines.yaml:2: guideline "b" can never decide about pay: "a" forbids it on the same condition and comes first`,
	} {
		base, err := packs.Source(packs.Base)
		if err != nil {
			t.Fatal(err)
		}
		own := dialogue.Source{Name: "till", Files: map[string][]byte{}}
		for path, text := range till(rules)["till"] {
			own.Files[path] = []byte(text)
		}
		_, err = dialogue.Compile("x", base, own)
		var ps dialogue.Problems
		switch {
		case want == "" && err != nil, want != "" && (!errors.As(err, &ps) || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: %v, want %s", rules, err, want)
		case want != "" && !strings.Contains(err.Error(), "till/guidelines.yaml:"):
			t.Errorf("%s: %v has no place", rules, err)
		}
	}
	files := till(`{a: {when: "amount > 1.0", require: verified, for: pay}}`)
	delete(files["till"], "flows/check.yaml")
	base, _ := packs.Source(packs.Base)
	own := dialogue.Source{Name: "till", Files: map[string][]byte{}}
	for path, text := range files["till"] {
		own.Files[path] = []byte(text)
	}
	if _, err := dialogue.Compile("x", base, own); err == nil || !strings.Contains(err.Error(), `guideline "a" can never be met: pack till has no flow bound to verification_required`) {
		t.Errorf("%v", err)
	}
}
