package understand_test

import (
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/packs"
)

const callFlow = `
flow: call_me
title: {uk: Дзвінок, en: A call}
examples: {uk: [передзвоніть мені, замовити дзвінок], en: [call me back, request a call]}
slots:
  at: {type: time, from: customer, title: {uk: Час, en: Time}}
  account: {type: iban, from: customer}
steps:
  - ask: at
  - ask: account
  - end: resolved
`

// TestTimesAndAccounts: a time that may be two is none, so that the bot asks.
func TestTimesAndAccounts(t *testing.T) {
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	pb, err := dialogue.Compile("b", base, dialogue.Source{Name: "calls", Files: map[string][]byte{
		"pack.yaml": []byte("pack: calls\ntitle: {uk: Дзвінки, en: Calls}\nlanguages: [uk, en]\n"), "flows/call.yaml": []byte(callFlow),
		"texts/uk.yaml": []byte("call_me.ask_at: \"О котрій?\"\ncall_me.ask_account: \"Який рахунок?\"\n"),
		"texts/en.yaml": []byte("call_me.ask_at: \"At what time?\"\ncall_me.ask_account: \"Which account?\"\n"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := understand.New(pb)
	if err != nil {
		t.Fatal(err)
	}
	asking := func(slot, typ string) *c.State {
		return &c.State{
			Lang: "uk", Stack: []c.Frame{{ID: 1, Flow: "call_me"}},
			Expect: c.Expectation{Kind: c.ExpectSlot, Frame: 1, Flow: "call_me", Slot: slot, Type: typ},
		}
	}
	now := time.Date(2025, 3, 12, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"о 17:30": "set:at=17:30", "о п'ятій вечора": "set:at=17:00", "5 pm": "set:at=17:00", "в полшестого вечера": "set:at=17:30",
		"о п'ятій": "none:out_of_scope", "at five": "none:out_of_scope",
	} {
		if got := heard(r.Local(text, asking("at", "time"), now)); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
	text := "ось: UA21 3223 1300 0002 6007 2335 6600 1"
	if got, want := heard(r.Local(text, asking("account", "iban"), now)), "set:account=UA213223130000026007233566001"; got != want {
		t.Errorf("%q is %s, want %s", text, got, want)
	}
}
