package flowtest_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/flowtest"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/packs"
)

// small is a playbook with one flow over the base pack.
func small(t *testing.T) (*dialogue.Playbook, *understand.Recogniser) {
	t.Helper()
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	pb, err := dialogue.Compile("small", base, dialogue.Source{Name: "small", Files: map[string][]byte{
		"pack.yaml":     []byte("menu: [balance]\ntypes: {card: {pattern: 'K\\d+', title: {uk: Картка, en: Card}}}"),
		"actions.yaml":  []byte("get_balance: {title: {uk: Баланс, en: Balance}, params: {card: card}}"),
		"texts/uk.yaml": []byte("balance.ask_card: Яка картка?\nbalance.is: \"На картці {money(sum)}.\"\n"),
		"texts/en.yaml": []byte("balance.ask_card: Which card?\nbalance.is: \"The card holds {money(sum)}.\"\n"),
		"flows/balance.yaml": []byte(`flow: balance
title: {uk: Баланс картки, en: Card balance}
examples:
  uk: [який баланс картки, скільки грошей на картці, баланс]
  en: [what is my balance, how much money is on my card, balance]
slots: {card: {type: card, from: customer}, sum: {type: number, from: action}}
steps:
  - ask: card
  - {do: get_balance, with: {card: card}, into: sum}
  - say: balance.is
  - say: balance.is
    if: sum < 0.0
`),
	}})
	if err != nil {
		t.Fatal(err)
	}
	rec, err := understand.New(pb)
	if err != nil {
		t.Fatal(err)
	}
	return pb, rec
}

func load(t *testing.T, text string) ([]flowtest.Test, error) {
	t.Helper()
	return flowtest.Load("packs/small", fstest.MapFS{"tests/a.yaml": {Data: []byte(text)}})
}

func run(t *testing.T, text string, backends flowtest.Backends) flowtest.Report {
	t.Helper()
	pb, rec := small(t)
	tests, err := load(t, text)
	if err != nil {
		t.Fatal(err)
	}
	return flowtest.Run(pb, rec, tests, backends)
}

func TestReport(t *testing.T) {
	r := run(t, `actions: {get_balance: {result: 12.5}}
tests:
  - test: all is well
    turns:
      - expect: {said: [session_start.hello]}
      - customer: який баланс картки K12
        expect: {called: {get_balance: {card: K12}}, text: "12,50 грн", slots: {sum: 12.5}, flow: null}
  - test: nothing is as expected
    turns:
      - customer: який баланс картки K12
        expect:
          said: [balance.ask_card]
          said_with: [completed.more, balance.is]
          text: [грн, гривень]
          no_text: [картці]
          buttons: [bye, Допоможіть]
          card: [Рахунок]
          started: [balance, transfer]
          ended: {balance: cancelled}
          flow: balance
          asks: card
          slots: {sum: 13}
          called: {get_balance: {card: K13}}
          not_called: []
          same_key: get_balance
          handoff: {rule: asked}
          dropped: [twice]
          understood: [cancel]
          refused: closed
          closed: true
          owner: queue
          level: verified
          lang: en
          outcome: resolved
          mood: angry
          summary: Олена
`, nil)
	var b strings.Builder
	if err := r.Print(&b); err != nil {
		t.Fatal(err)
	}
	want := `packs/small/tests/a.yaml:12: expected said [balance.ask_card], got [balance.is, completed.more]
packs/small/tests/a.yaml:13: expected said with [completed.more, balance.is], got [balance.is, completed.more]
packs/small/tests/a.yaml:14: expected text “гривень”, got “На картці 12,50 грн. ¶ Чи можу ще чимось допомогти?”
packs/small/tests/a.yaml:15: expected no text “картці”, got “На картці 12,50 грн. ¶ Чи можу ще чимось допомогти?”
packs/small/tests/a.yaml:16: expected button Допоможіть, got [bye, Ні, дякую]
packs/small/tests/a.yaml:17: expected card “Рахунок”, got “”
packs/small/tests/a.yaml:18: expected started transfer, got [balance, completed]
packs/small/tests/a.yaml:19: expected ended balance: cancelled, got [balance: resolved, pattern_completed: resolved]
packs/small/tests/a.yaml:20: expected flow balance, got none
packs/small/tests/a.yaml:21: expected asks card, got none
packs/small/tests/a.yaml:22: expected slot sum 13, got 12.5
packs/small/tests/a.yaml:23: expected called get_balance {"card":"K13"}, got [get_balance {"card":"K12"}]
packs/small/tests/a.yaml:24: expected not called get_balance, got [get_balance {"card":"K12"}]
packs/small/tests/a.yaml:25: expected get_balance called again under the same key, got 1 calls
packs/small/tests/a.yaml:26: expected handoff by rule asked, got none
packs/small/tests/a.yaml:27: expected dropped [twice], got []
packs/small/tests/a.yaml:28: expected understood [cancel], got [start:balance, set:card]
packs/small/tests/a.yaml:29: expected refused closed, got none
packs/small/tests/a.yaml:30: expected closed true, got false
packs/small/tests/a.yaml:31: expected owner queue, got bot
packs/small/tests/a.yaml:32: expected level verified, got anonymous
packs/small/tests/a.yaml:33: expected lang en, got uk
packs/small/tests/a.yaml:34: expected outcome resolved, got none
packs/small/tests/a.yaml:35: expected mood angry, got calm
packs/small/tests/a.yaml:36: expected summary “Олена”, got “”
`
	got := b.String()
	if d := cmp.Diff(want, got[:min(len(want), len(got))]); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	for _, line := range []string{"balance: 3 of 4 steps ran, not: 4.say\n", "2 tests, 1 failed; "} {
		if !strings.Contains(got, line) {
			t.Errorf("no %q in\n%s", line, got)
		}
	}
	if r.OK() || r.Failed != 1 {
		t.Errorf("OK %v, %d failed", r.OK(), r.Failed)
	}
}

// What a playbook or a test does wrong is a failure of the test, never silence.
func TestFailuresOfTheRunItself(t *testing.T) {
	for name, at := range map[string]struct{ text, want string }{
		"no stub":            {"tests:\n  - test: a\n    turns:\n      - customer: баланс K1\n", `a.yaml:4: nothing answers get_balance {"card":"K1"}: no stub under actions fits and there is no backend`},
		"no back end":        {"backend: shop\ntests:\n  - test: a\n    turns: []\n", `a.yaml:3: there is no back end "shop" here`},
		"no timer":           {"tests:\n  - test: a\n    turns:\n      - timer: queue_wait\n", "a.yaml:4: expected timer queue_wait to be set, got []"},
		"nothing on its way": {"tests:\n  - test: a\n    turns:\n      - arrives: get_balance\n", "a.yaml:4: expected an answer of get_balance to be on its way, got none"},
	} {
		r := run(t, at.text, nil)
		if r.OK() || !strings.HasSuffix(r.Failures[0].String(), at.want) {
			t.Errorf("%s: %v, want %s", name, r.Failures, at.want)
		}
	}
}

func TestStubs(t *testing.T) {
	r := run(t, `tests:
  - test: in order, the last again and again, by arguments, late
    actions:
      get_balance:
        - {when: {card: K9}, result: 9}
        - {error: timeout}
        - {error: {code: busy, message: later}, late: true}
        - {result: 2}
    turns:
      - customer: баланс K9
        expect: {slots: {sum: 9}}
      - customer: баланс K1
        expect: {asks: retry}
      - press: retry
        expect: {asks: null, said: [], same_key: get_balance}
      - arrives: get_balance
        expect: {handoff: {rule: action_failed_twice}}
      - press: Повернутися до бота
        expect: {asks: retry, not_called: []}
      - customer: стоп
        expect: {flow: null}
      - customer: баланс K1
        expect: {slots: {sum: 2}}
      - customer: баланс K2
        expect: {slots: {sum: 2}}
`, nil)
	for _, f := range r.Failures {
		t.Error(f)
	}
}

// A back end behind a handler gets what a real one would, and its answers and
// refusals come back.
func TestHandler(t *testing.T) {
	var seen []string
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		seen = append(seen, fmt.Sprintf("%s %s %s %s %s", r.Method, r.URL.Path, r.Header.Get("Idempotency-Key"), r.Header.Get("Content-Type"), b))
		switch r.URL.Path {
		case "/tools/good":
			io.WriteString(w, `{"result": {"n": 1}}`)
		case "/tools/no":
			w.WriteHeader(http.StatusUnprocessableEntity)
			io.WriteString(w, `{"error": {"code": "not_found", "message": "there is none"}}`)
		case "/tools/down":
			w.WriteHeader(http.StatusBadGateway)
			io.WriteString(w, `{}`)
		default:
			io.WriteString(w, `<html>`)
		}
	})
	b := flowtest.Handler(h)
	v, err := b.Call(flowtest.Call{Key: "c:1", Action: "good", Args: map[string]c.Value{"a": "б"}})
	if d := cmp.Diff(map[string]any{"n": 1.0}, v); d != "" || err != nil {
		t.Errorf("%v %s", err, d)
	}
	var no *flowtest.Refusal
	if _, err := b.Call(flowtest.Call{Action: "no"}); !errors.As(err, &no) || no.Code != "not_found" || no.Message != "there is none" {
		t.Errorf("%v", err)
	}
	for _, action := range []string{"down", "html"} {
		if _, err := b.Call(flowtest.Call{Action: action}); err == nil || errors.As(err, &no) {
			t.Errorf("%s: %v", action, err)
		}
	}
	if want := `POST /tools/good c:1 application/json {"a":"б"}`; seen[0] != want {
		t.Errorf("the back end saw %s", seen[0])
	}
}

// Every mistake in a test file, with its line.
func TestLoadNamesEveryMistake(t *testing.T) {
	for name, at := range map[string]struct{ text, want string }{
		"not yaml":      {"tests: [", "1: not valid YAML: "},
		"empty":         {"", "1: the file is empty"},
		"no tests":      {"lang: uk\n", "1: no tests: tests: [{test: name, turns: […]}]"},
		"unknown key":   {"tests:\n  - test: a\n    turn: []\n", "3: unknown key \"turn\"; possible here: test, turns, lang, channel, customer, clock, backend, actions"},
		"no name":       {"tests:\n  - turns: []\n", "2: a test needs a name: test: …"},
		"twice":         {"tests:\n  - test: a\n  - test: a\n", "3: test \"a\" is given twice in this file"},
		"key twice":     {"tests:\n  - test: a\n    test: b\n", "3: \"test\" is given twice"},
		"alias":         {"lang: &l uk\ntests:\n  - test: *l\n", "3: aliases (*name) are not allowed"},
		"deep":          {"lang: " + strings.Repeat("[", 40) + strings.Repeat("]", 40), "1: nested deeper than 24 levels"},
		"level":         {"customer: {level: friend}\ntests: [{test: a}]", "1: unknown level \"friend\"; possible: anonymous, identified, verified"},
		"clock":         {"clock: noon\ntests: [{test: a}]", "1: expected a time such as 2025-03-14T10:00:00Z, found \"noon\""},
		"stub":          {"actions:\n  a: {result: 1, error: x}\ntests: [{test: a}]", "2: an action answers with one of {result: …}, {error: {code: …}}, {real: true} for the back end"},
		"two turns":     {"tests:\n  - test: a\n    turns:\n      - {customer: a, press: b}\n", "4: one thing happens in a turn; found both customer and press"},
		"no turn":       {"tests:\n  - test: a\n    turns:\n      - {by: a}\n", "4: a turn needs one of: customer, press, agent, timer, arrives, identity"},
		"proposed":      {"tests:\n  - test: a\n    turns:\n      - {press: a, proposed: []}\n", "4: proposed belongs to what a customer wrote"},
		"after":         {"tests:\n  - test: a\n    turns:\n      - {press: a, after: soon}\n", "4: expected a duration such as 2m, found \"soon\""},
		"agent":         {"tests:\n  - test: a\n    turns:\n      - {agent: left}\n", "4: unknown agent's move \"left\"; possible: took, returned, resolved, reopened, {wrote: …}, {note: …}"},
		"agent twice":   {"tests:\n  - test: a\n    turns:\n      - {agent: {wrote: a, note: b}}\n", "4: an agent does one thing in a turn"},
		"force":         {"tests:\n  - test: a\n    turns:\n      - {agent: {took: gently}}\n", "4: expected force, found \"gently\""},
		"expectation":   {"tests:\n  - test: a\n    turns:\n      - press: a\n        expect: {sayd: []}\n", "5: unknown key \"sayd\"; possible here: applied, asks, buttons, called, card, cites, closed, dropped, ended, flow, handoff, lang, level, mood, narrowed, new_key, no_text, not_called, noted, outcome, owner, queued, rated, refused, reread, said, said_with, same_key, slots, started, summary, text, ticket, understood"},
		"closed":        {"tests:\n  - test: a\n    turns:\n      - press: a\n        expect: {closed: maybe}\n", "5: expected true or false, found \"maybe\""},
		"handoff":       {"tests:\n  - test: a\n    turns:\n      - press: a\n        expect: {handoff: true}\n", "5: say which: handoff: {reason: …, rule: …}, or handoff: false"},
		"mapping":       {"tests:\n  - test: a\n    turns:\n      - press: a\n        expect: {slots: [a]}\n", "5: expected a mapping (key: value), found a list"},
		"list":          {"tests: {}\n", "1: expected a list, found a mapping"},
		"text":          {"tests:\n  - test: [a]\n", "2: expected a text, found a list"},
		"identity":      {"tests:\n  - test: a\n    turns:\n      - {identity: {level: x}}\n", "4: unknown level \"x\"; possible: anonymous, identified, verified"},
		"verdict":       {"tests:\n  - test: a\n    turns:\n      - {code: 123456}\n", "4: unknown verdict \"123456\"; possible: right, wrong, expired, locked"},
		"ticket":        {"tests:\n  - test: a\n    turns:\n      - {ticket: {status: lost}}\n", "4: unknown status \"lost\"; possible: open, pending, solved, closed"},
		"unknown field": {"tests:\n  - test: a\n    turns:\n      - customer: a\n        proposed: [{kind: start, flo: x}]\n", "5: unknown key \"flo\"; possible here: kind, flow, slot, value, options, reason, source, text"},
		"too large":     {"# " + strings.Repeat("x", 1<<20) + "\ntests: []\n", "1: the file is larger than 1024 KB"},
	} {
		_, err := load(t, at.text)
		var fs flowtest.Failures
		if !errors.As(err, &fs) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := fs[0].String(); !strings.HasPrefix(got, "packs/small/tests/a.yaml:"+at.want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}
