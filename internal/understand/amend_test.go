package understand_test

import (
	"fmt"
	"testing"
	"time"

	c "github.com/rozmova/rozmova/internal/conversation"
	"github.com/rozmova/rozmova/internal/dialogue"
	"github.com/rozmova/rozmova/internal/understand"
	"github.com/rozmova/rozmova/packs"
)

const basketFlow = `
flow: send_back
title: {uk: Повернути, en: Send back}
examples: {uk: [хочу повернути річ, поверніть гроші за чайник], en: [I want to send something back, return the kettle]}
slots:
  things: {type: list, from: system}
  items:
    type: choice
    many: true
    from: [customer, system]
    title: {uk: Речі, en: Things}
    options: {list: things, value: it.key, title: it.title, names: it.names}
  pay:
    type: choice
    from: customer
    title: {uk: Куди, en: Where}
    options: {list: "[{'id': 'card', 'title': 'Card', 'names': ['картка', 'картку']}, {'id': 'gift', 'title': 'Gift card', 'names': ['подарункова картка', 'подарункову картку']}, {'id': 'paypal', 'title': 'PayPal', 'names': ['пейпал']}]", value: it.id, title: it.title, names: it.names}
steps:
  - set: {things: "[]"}
    if: things == null
  - ask: items
  - ask: pay
  - confirm: send_back.confirm
  - end: resolved
`

const deliveryFlow = `
flow: delivery_price
title: {uk: Вартість доставки, en: Delivery price}
examples: {uk: [скільки коштує доставка, яка ціна доставки, почім доставка], en: [how much is the delivery, what does the delivery cost, delivery price]}
steps:
  - say: send_back.confirm
  - end: resolved
`

// Before a yes people change what they have chosen.
func TestAmends(t *testing.T) {
	base, err := packs.Source(packs.Base)
	if err != nil {
		t.Fatal(err)
	}
	text := `send_back.confirm: "%[1]s"
send_back.ask_items: "%[1]s"
send_back.ask_pay: "%[1]s"
`
	pb, err := dialogue.Compile("b", base, dialogue.Source{Name: "basket", Files: map[string][]byte{
		"pack.yaml": []byte("pack: basket\ntitle: {uk: К, en: B}\nlanguages: [uk, en]\n"), "flows/back.yaml": []byte(basketFlow), "flows/delivery.yaml": []byte(deliveryFlow),
		"texts/uk.yaml": fmt.Appendf(nil, text, "Так?"), "texts/en.yaml": fmt.Appendf(nil, text, "OK?"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := understand.New(pb)
	if err != nil {
		t.Fatal(err)
	}
	thing := func(key, en, uk string) map[string]any {
		return map[string]any{"key": key, "title": en, "names": []any{en, uk}}
	}
	const yes, no = "set:$confirm=yes", "set:$confirm=no"
	for _, at := range []struct{ lang, text, items, pay, other string }{
		{"en", "Only the desk lamp, please", "lamp", "", ""},
		{"en", "Wait, I've changed my mind about the bottle. Only send back the lamp", "lamp", "", ""},
		{"en", "No bottle, only the lamp", "lamp", "", ""},
		{"en", "Hmm, on second thought just the lamp, leave the water bottle", "lamp", "", ""},
		{"en", "not the bottle", "lamp", "", ""},
		{"en", "No, leave the bottle out", "lamp", "", ""},
		{"en", "Wait, I also want to return the watch", "lamp bottle watch", "", ""},
		{"en", "Oh, just a moment: the watch too, and the kettle", "lamp bottle watch kettle", "", ""},
		{"en", "the kettle instead", "kettle", "", ""},
		{"en", "I've changed my mind: only the bottle, and put it on the gift card", "bottle", "gift", ""},
		{"uk", "тільки лампу", "lamp", "", ""},
		{"uk", "ні, лише лампу, будь ласка", "lamp", "", ""},
		{"uk", "без пляшки", "lamp", "", ""},
		{"uk", "і ще годинник", "lamp bottle watch", "", ""},
		{"uk", "ой, краще на пейпал", "", "paypal", ""},
		{"uk", "чайник теж, і ще годинник", "lamp bottle kettle watch", "", ""},
		{"en", "Then I want to send everything back", "lamp bottle watch kettle", "", ""},
		{"uk", "тоді хочу повернути все", "lamp bottle watch kettle", "", ""},
		{"en", "yes, all of that is right", "", "", yes},
		{"en", "No, I'm keeping the other one", "", "", no},
		{"uk", "ні, іншу річ я залишаю собі", "", "", no},
		{"en", "No, wait, first tell me how much the delivery is", "", "", "start"},
		{"uk", "ні, зачекайте, спершу скажіть, скільки коштує доставка", "", "", "start"},
		{"uk", "ні, а скільки коштує доставка?", "", "", "start"},
		{"en", "No, wait. Don't do that", "", "", no},
		{"en", "yes", "", "", yes},
		{"en", "OK, fine, the original way to pay then. Yes, send it back", "", "", yes},
		{"en", "That's a pity. All right, on the card. Yes", "", "", yes},
		{"uk", "Шкода. Гаразд, хай буде так, на картку. Так", "", "", yes},
		{"en", "I want it on my gift card. Yes", "", "", ""},
		{"en", "That is not what I want. Yes", "", "", ""},
		{"en", "How long does it take? Yes", "", "", ""},
		{"en", "just do it", "", "", ""},
		{"en", "no, not now", "", "", no},
		{"uk", "ні, не треба", "", "", no},
		{"uk", "Хм, знаєте, ні. Хай уже буде в мене", "", "", no},
		{"en", "Hmm, you know, no. We'll keep everything", "", "", no},
		{"uk", "поверніть тільки лампу, пляшка хай лишається", "lamp", "", ""},
		{"uk", "пляшку не чіпайте", "lamp", "", ""},
		{"en", "No no, not the whole order", "", "", no},
		{"uk", "ні, якщо не можна інакше, то нічого не робіть, дякую за допомогу", "", "", no},
		{"uk", "так, усе правильно", "", "", yes},
		{"en", "not the lamp, not the bottle", "", "", ""},
	} {
		s := &c.State{
			ID: "c", Lang: at.lang, Mood: c.Calm,
			Expect: c.Expectation{Kind: c.ExpectConfirm, Frame: 1, Flow: "send_back", Slot: "$confirm", Type: "bool"},
			Stack: []c.Frame{{ID: 1, Flow: "send_back", Slots: map[string]c.SlotValue{
				"things": {Value: []any{thing("lamp", "Desk Lamp", "Лампа"), thing("bottle", "Water Bottle", "Пляшка"), thing("watch", "Smart Watch", "Годинник"), thing("kettle", "Electric Kettle", "Чайник")}},
				"items":  {Value: []any{"lamp", "bottle"}, Type: "choice"}, "pay": {Value: "card", Type: "choice"},
			}}},
		}
		var items, pay, other string
		for _, x := range r.Local(at.text, s, time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)).Commands {
			switch {
			case x.Slot == "items":
				for i, v := range x.Value.([]any) {
					if i > 0 {
						items += " "
					}
					items += v.(string)
				}
			case x.Slot == "pay":
				pay = x.Value.(string)
			case x.Kind == c.CmdStart:
				other += "start"
			case x.Kind == c.CmdSet:
				other = heard(understand.Understanding{Commands: []c.Command{x}})
			}
		}
		if items != at.items || pay != at.pay || other != at.other {
			t.Errorf("%q: items %q, pay %q, %q; want %q, %q, %q", at.text, items, pay, other, at.items, at.pay, at.other)
		}
	}
	// While something else is asked, only «краще» changes what was chosen.
	for text, want := range map[string]string{"ні, зачекайте, краще на пейпал": "paypal", "лише на пейпал": ""} {
		s := &c.State{
			ID: "c", Lang: "uk", Mood: c.Calm,
			Expect: c.Expectation{Kind: c.ExpectSlot, Frame: 1, Flow: "send_back", Slot: "items", Type: "choice"},
			Stack: []c.Frame{{ID: 1, Flow: "send_back", Slots: map[string]c.SlotValue{
				"things": {Value: []any{thing("lamp", "Desk Lamp", "Лампа"), thing("bottle", "Water Bottle", "Пляшка")}}, "pay": {Value: "card", Type: "choice"},
			}}},
		}
		var pay string
		for _, x := range r.Local(text, s, time.Date(2025, 3, 14, 8, 0, 0, 0, time.UTC)).Commands {
			if x.Slot == "pay" {
				pay = x.Value.(string)
			}
		}
		if pay != want {
			t.Errorf("%q: %q, want %q", text, pay, want)
		}
	}
}
