package turn_test

import (
	"slices"
	"strings"
	"testing"

	c "github.com/rozmova/rozmova/internal/conversation"
)

// cards: card data is taken out before anything reads or keeps it, also when it
// comes in pieces; the customer hears once that it is not needed.
func cards(t *testing.T, s *site) {
	k := s.begin(t, olena)
	said := func(events []c.Event) (keys []string) {
		for _, e := range events {
			if m, ok := e.Data.(c.MessageSent); ok {
				keys = append(keys, m.Key)
			}
		}
		return keys
	}
	text := func(events []c.Event) string { return events[0].Data.(c.MessageReceived).Text }

	alone := k.say("4111 1111 1111 1111, 12/27, cvv 123")
	if m := alone[0].Data.(c.MessageReceived); m.Text != "•••• 1111, ••/••, cvv •••" || !m.Masked {
		t.Errorf("kept %q, masked %v", m.Text, m.Masked)
	}
	if keys := said(alone); !slices.Contains(keys, "card_masked.said") || slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, "cannot_handle") }) {
		t.Errorf("a card alone is answered with %v", keys)
	}
	for _, e := range alone {
		if _, ok := e.Data.(c.MissCounted); ok {
			t.Error("a card alone counts as a misunderstanding")
		}
	}
	again := k.say("5555 5555 5555 4444 де моє замовлення W1000001?")
	if keys := said(again); slices.Contains(keys, "card_masked.said") || text(again) != "•••• 4444 де моє замовлення W1000001?" {
		t.Errorf("the second time: %q, %v", text(again), keys)
	}
	k = s.begin(t, olena)
	half, rest := k.say("моя картка 4111 1111"), k.say("1111 1111")
	if text(half) != "моя картка 4111 1111" || text(rest) != "•••• 1111" || !rest[0].Data.(c.MessageReceived).Masked {
		t.Errorf("in two pieces: %q, %q", text(half), text(rest))
	}
	// To a person, too.
	k.press("person")
	k.say("карта 5555-5555")
	if rest := k.say("5555 4444"); text(rest) != "•••• 4444" {
		t.Errorf("in two pieces, to a person: %q", text(rest))
	}
	for _, e := range k.log() {
		if m, ok := e.Data.(c.MessageReceived); ok && strings.Contains(m.Text, "4444") && m.Text != "•••• 4444" {
			t.Errorf("kept %q", m.Text)
		}
	}
}
